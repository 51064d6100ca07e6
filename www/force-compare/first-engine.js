// The engine that readers load first: it draws the change alone. In the self-contained script, another module of this name
// has the whole one. Bundlers look for the address as it is written here.
import {glue} from './made/first_glue.js';

export const firstEngine = {
  parts: () => ({fresh: glue}),
  module: () => fetch(new URL('./first.wasm', import.meta.url)),
};
