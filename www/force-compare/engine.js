// The WebAssembly engine and the style sheet: one of each a page, shared by all its elements. The first engine draws the
// change alone and is a third smaller; the whole one takes its place when more is asked for.
// Two of the modules are made by the bundle step: element.css as a string, and an engine's glue.
import {again} from './again.js';
import {first} from './first.js';
import {rest} from './rest.js';
import {elementCss} from './styles.js';

// `reason` is what a page can act on: policy, network, data, version, wasm or draw.
export class Failure extends Error {
  constructor(reason, message, cause) {
    super(message, {cause});
    this.reason = reason;
  }
}

// Where the end of the engine is told: an event `spoil`, with the failure.
export const trouble = new EventTarget();

let current;
let whole;
let sheet;

// Resolves to an engine: its Widget class, and with the whole one, the Rows of the table. A failure is remembered too:
// twenty elements do not ask twenty times.
export function start() {
  return current ??= boot('first.wasm', first);
}

// The engine that does everything: a reader asked for it, and may ask again when it did not come.
export function startWhole() {
  if (!rest) return start();
  return whole ??= boot('whole.wasm', rest).then((parts) => {
    // Elements that come later need no other.
    current = whole;
    return parts;
  }, (error) => {
    whole = undefined;
    throw error;
  });
}

// A reader may be about to ask for it; if it does not come, the one who asks is told.
export function ahead() {
  startWhole().catch(() => {});
}

async function boot(name, {parts, module}) {
  if (typeof WebAssembly == 'undefined') throw new Failure('wasm', 'this browser has no WebAssembly');
  try {
    // The smallest module there is. Browsers word a refusal differently, but all refuse this one at once, before
    // anything is downloaded in vain.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (error) {
    throw refused(error);
  }
  const [engine, response] = await Promise.all([attempt(name, parts), load(name, module)]);
  const type = response.headers.get('content-type');
  const named = type == 'application/wasm';
  const advice = named ? 'upload all files of one bundle together' : `serve the .wasm file as application/wasm, not as ${type}`;
  if (!named) console.warn(`force-compare: ${advice}`);
  try {
    // Browsers compile while they download, but only what is called by its name.
    const {instance} = await (named
      ? WebAssembly.instantiateStreaming(response, engine.imports)
      : WebAssembly.instantiate(await response.arrayBuffer(), engine.imports));
    engine.begin(instance);
  } catch (error) {
    // WebKit compiles the smallest module under any policy, and refuses only here.
    if (/unsafe-eval/.test(error.message)) throw refused(error);
    throw new Failure('wasm', `the engine did not start; ${advice}`, error);
  }
  return engine;
}

function refused(error) {
  return new Failure('policy', "the page's Content-Security-Policy refuses WebAssembly; add 'wasm-unsafe-eval' to its script-src", error);
}

// What an engine throws that stopped in the midst of its work.
export function isTrap(error) {
  return globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError;
}

// After a trap nothing that shares the instance's memory can be trusted: every element goes back to its static chart.
export function spoil(error) {
  const failure = new Failure('wasm', 'the engine stopped; please report it with the data file', error);
  current = whole = Promise.reject(failure);
  current.catch(() => {});
  trouble.dispatchEvent(new CustomEvent('spoil', {detail: failure}));
}

export function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(elementCss);
  }
  return sheet;
}

async function attempt(address, ask) {
  try {
    return await again(() => ask(address));
  } catch (error) {
    throw new Failure('network', `${address} did not load; check the address and that connect-src allows it`, error);
  }
}

async function load(address, ask) {
  const response = await attempt(address, ask);
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
