// The WebAssembly engine and the style sheet: one of each a page, shared by all its elements.
// Two of the modules are made by the bundle step: element.css as a string, and the engine's glue.
import {css} from './styles.js';
import {module} from './module.js';
import {Widget, begin, imports} from './force_compare.js';

// `reason` is what a page can act on: policy, network, data, version, wasm or draw.
export class Failure extends Error {
  constructor(reason, message, cause) {
    super(message, {cause});
    this.reason = reason;
  }
}

// Where the end of the engine is told: an event `spoil`, with the failure.
export const trouble = new EventTarget();

let engine;
let sheet;

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
  const response = await load('engine.wasm', module);
  const type = response.headers.get('content-type');
  const named = type == 'application/wasm';
  const advice = named ? 'upload all files of one bundle together' : `serve the .wasm file as application/wasm, not as ${type}`;
  if (!named) console.warn(`force-compare: ${advice}`);
  try {
    // Browsers compile while they download, but only what is called by its name.
    const {instance} = await (named
      ? WebAssembly.instantiateStreaming(response, imports)
      : WebAssembly.instantiate(await response.arrayBuffer(), imports));
    begin(instance);
  } catch (error) {
    // WebKit compiles the smallest module under any policy, and refuses only here.
    if (/unsafe-eval/.test(error.message)) throw refused(error);
    throw new Failure('wasm', `the engine did not start; ${advice}`, error);
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
  trouble.dispatchEvent(new CustomEvent('spoil', {detail: failure}));
}

export function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

async function load(address, ask) {
  let response;
  try {
    response = await ask(address);
  } catch (error) {
    throw new Failure('network', `${address} did not load; check the address and that connect-src allows it`, error);
  }
  if (!response.ok) throw new Failure('network', `${address} answered ${response.status}; check the address`);
  return response;
}

export async function payload(address) {
  if (!address) throw new Failure('data', 'no data; set the src attribute or the data property');
  const response = await load(address, fetch);
  try {
    return await response.json();
  } catch (error) {
    throw new Failure('data', `${address} is not JSON; make it with the import command`, error);
  }
}
