// Where the engine comes from that does everything; nowhere in the self-contained script, which begins with it.
export const wholeEngine = {
  parts: () => import('./whole.js'),
  module: () => fetch(new URL('./whole.wasm', import.meta.url)),
};
