// The WebAssembly engine and the style sheet: one of each a page, shared by all its elements.
// Two of the modules are made by the bundle step: the engine's glue, and element.css as a string.
import {Widget, init} from './force_compare.js';
import {css} from './styles.js';

// `reason` is what a page can act on: policy, network, data, version, wasm or draw.
export class Failure extends Error {
  constructor(reason, message, cause) {
    super(message, {cause});
    this.reason = reason;
  }
}

let engine;
let sheet;
const watchers = new Set();

// Resolves to the Widget class. A failure is remembered too: twenty elements do not ask twenty times.
export function start() {
  return engine ??= boot();
}

async function boot() {
  if (typeof WebAssembly == 'undefined') throw new Failure('wasm', 'this browser has no WebAssembly');
  try {
    // The smallest module there is. Browsers word a refusal differently, but all refuse this one at once, before
    // anything is downloaded in vain.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (error) {
    throw refused(error);
  }
  let response;
  try {
    response = await fetch(new URL('./force_compare_bg.wasm', import.meta.url));
  } catch (error) {
    throw new Failure('network', 'the .wasm file did not load; check that connect-src allows it', error);
  }
  if (!response.ok) throw new Failure('network', `the .wasm file did not load (status ${response.status}); check that it is on the server`);
  try {
    await init({module_or_path: response});
  } catch (error) {
    // WebKit compiles the smallest module under any policy, and refuses only here.
    if (/unsafe-eval/.test(error.message)) throw refused(error);
    throw new Failure('wasm', 'the engine did not start; upload all files of one bundle together', error);
  }
  return Widget;
}

function refused(error) {
  return new Failure('policy', "the page's Content-Security-Policy refuses WebAssembly; add 'wasm-unsafe-eval' to its script-src", error);
}

// After a trap nothing that shares the instance's memory can be trusted: every element goes back to its static chart.
export function spoil(error) {
  const failure = new Failure('wasm', 'the engine stopped; please report it with the data file', error);
  engine = Promise.reject(failure);
  engine.catch(() => {});
  for (const fail of [...watchers]) fail(failure);
}

export function watch(fail, signal) {
  watchers.add(fail);
  signal.addEventListener('abort', () => watchers.delete(fail));
}

export function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

export async function payload(address) {
  if (!address) throw new Failure('data', 'no data; set the src attribute or the data property');
  let response;
  try {
    response = await fetch(new URL(address, document.baseURI));
  } catch (error) {
    throw new Failure('network', `${address} did not load; check the address and that connect-src allows it`, error);
  }
  if (!response.ok) throw new Failure('network', `${address} answered ${response.status}; check the address`);
  try {
    return await response.json();
  } catch (error) {
    throw new Failure('data', `${address} is not JSON; make it with the import command`, error);
  }
}
