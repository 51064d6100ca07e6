// The engine that does everything, and the scripts that come with it. The self-contained script begins with it, and has
// nothing in the place of this module.
export const wholeEngine = {
  parts: () => import('./whole.js'),
  module: () => fetch(new URL('./whole.wasm', import.meta.url)),
};
