// What the first engine leaves out: every view but one, the table, and all languages but English. It comes when a reader asks
// for any of it, or a page is not in English.
import {worded} from './language.js';
import {Rows} from './rows.js';
import {glue} from './made/whole_glue.js';

export const fresh = () => ({Rows, worded, ...glue()});
