// What the first engine leaves out: every view but one, and the table. It comes when a reader asks for any of it.
import {Rows} from './rows.js';
import {glue} from './whole_glue.js';

export const fresh = () => ({Rows, ...glue()});
