// The WebAssembly engine: each page has one, which all its elements share. The first engine draws the change alone and
// is a third smaller; the whole one takes its place when more is asked for. The build makes the glue.
import {firstEngine} from './first-engine.js';
import {wholeEngine} from './whole-engine.js';
import {retry} from './retry.js';

// A failure with a reason that a page can act on: policy, network, data, version, wasm or draw.
export class Failure extends Error {
  constructor(reason, message, cause) {
    super(message, {cause});
    this.reason = reason;
  }
}

// Dispatches an event `spoil` when the engines stop.
export const engineEvents = new EventTarget();

// The engines that still run; one that stopped is removed.
export const running = new Set();

let current;
let whole;

// No article's figures take as many characters: a longer file is an accident or an attack, and would hold up the page.
const MAX_CHARACTERS = 2e7;

// Resolves to an engine: its Widget class, and with the whole one the Rows of the table. A failure is remembered too:
// twenty elements do not ask twenty times.
export function start() {
  return (current ??= boot('first.wasm', firstEngine));
}

// Resolves to the engine that does everything. A reader asked for it, and may ask again when it did not come.
export function startWhole() {
  if (!wholeEngine) return start();
  return (whole ??= boot('whole.wasm', wholeEngine).then(
    (parts) => {
      // Later elements need no other engine.
      current = whole;
      return parts;
    },
    (error) => {
      whole = undefined;
      throw error;
    },
  ));
}

// Loads the whole engine beforehand, as a reader may be about to ask for it. If it does not come, whoever asks is told.
export function preload() {
  startWhole().catch(() => {});
}

async function boot(name, {parts, module}) {
  if (typeof WebAssembly == 'undefined') throw new Failure('wasm', 'this browser has no WebAssembly');
  try {
    // The smallest module there is. Browsers word a refusal differently, but all of them refuse this one at once,
    // before anything is downloaded in vain.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (error) {
    throw refused(error);
  }
  const [{fresh}, response] = await Promise.all([attempt(name, parts), load(name, module)]);
  const type = response.headers.get('content-type');
  const named = type == 'application/wasm';
  const advice = named
    ? 'upload all files of one bundle together'
    : `serve the .wasm file as application/wasm, not as ${type}`;
  const engine = fresh();
  try {
    // Browsers compile during the download, but only a module of the right content type.
    const {instance} = await (named
      ? WebAssembly.instantiateStreaming(response, engine.imports)
      : WebAssembly.instantiate(await response.arrayBuffer(), engine.imports));
    engine.begin(instance);
    running.add(engine);
  } catch (error) {
    // WebKit compiles the smallest module under any policy, and refuses only here.
    if (/unsafe-eval/.test(error.message)) throw refused(error);
    throw new Failure('wasm', `the engine did not start; ${advice}`, error);
  }
  if (!named) console.warn(`force-compare: ${advice}`);
  return engine;
}

function refused(error) {
  return new Failure(
    'policy',
    "the page's Content-Security-Policy refuses WebAssembly; add 'wasm-unsafe-eval' to its script-src",
    error,
  );
}

// Makes the engine's side of an element.
export function makeWidget(engine, parsed) {
  try {
    return new engine.Widget(parsed, document.createElement('canvas'));
  } catch (error) {
    if (error.name == 'VersionError')
      throw new Failure(
        'version',
        `${error.message}; make the data file and upload the bundle with one version`,
        error,
      );
    if (error.name == 'DataError') throw new Failure('data', `${error.message}; correct the data file`, error);
    throw error;
  }
}

export function free(widget) {
  try {
    widget?.free();
  } catch {
    /* after a trap there is nothing left to free */
  }
}

// Makes any error the failure that a page is told of, with a reason and a message.
export function failureOf(error) {
  const trap = isTrap(error);
  const reason = error.reason ?? (trap ? 'wasm' : 'draw');
  const fault = trap ? 'engine stopped' : 'chart could not be drawn';
  const what = error.reason ? error.message : `the ${fault} (${error.message}); please report it with the data file`;
  return new Failure(reason, `force-compare: ${what}. The static chart stays.`, error);
}

// Whether the engine stopped in the midst of its work.
export function isTrap(error) {
  return globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError;
}

// Gives up all engines. After a trap nothing that shares the instance's memory can be trusted: no element gets that
// engine any more, and those that have it get another.
export function discardEngines() {
  current = whole = undefined;
  running.clear();
  engineEvents.dispatchEvent(new Event('spoil'));
}

async function attempt(address, ask) {
  try {
    return await retry(() => ask(address));
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
  const text = await attempt(address, () => response.text());
  if (text.length > MAX_CHARACTERS)
    throw new Failure(
      'data',
      `${address} has more than ${MAX_CHARACTERS} characters; leave out what the article does not need`,
    );
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('data', `${address} is not JSON; make it with the import command`, error);
  }
}
