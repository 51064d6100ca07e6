// The engine that readers load first: it draws the change alone. The self-contained script has the whole engine in the
// place of this module. Bundlers look for the address as it is written here.
import {glue} from './made/first_glue.js';

export const firstEngine = {
  parts: () => ({fresh: glue}),
  module: () => fetch(new URL('./first.wasm', import.meta.url)),
};
