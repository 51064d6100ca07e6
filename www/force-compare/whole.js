// Everything that the first engine leaves out: the other views, the table, and all languages but English. It loads when
// a reader asks for any of it, or when a page is not in English.
import {worded} from './language.js';
import {Rows} from './rows.js';
import {glue} from './made/whole_glue.js';

export const fresh = () => ({Rows, worded, ...glue()});
