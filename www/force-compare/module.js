// Where the engine comes from. In the self-contained script another module of this name holds it; and bundlers look for
// the address as it is written here.
export const module = () => fetch(new URL('./engine.wasm', import.meta.url));
