// An element's state as its part of the page's address: `#fc.areas=kent+essex&fc.view=ranking`. Parts of other names
// belong to other elements or to the page, and stay as they are. Anyone can make a link, so its words are only ever
// looked up among the identifiers of the data.

// The parts of a state, by their names in attributes and addresses.
const STATE = {areas: 'areas', view: 'view', measure: 'measure', period: 'periods'};

// How the element's part begins; nothing where the address may not hold its state.
function prefixOf(host) {
  const prefix = host.getAttribute('fragment');
  return prefix == '' ? 'fc' : prefix;
}

function parts() {
  return location.hash.slice(1).split('&').filter(Boolean);
}

// The state that the address holds, if any, with only those parts that it names.
export function read(host) {
  const prefix = prefixOf(host);
  if (prefix == null) return;
  let state;
  for (const part of parts()) {
    const [name, value = ''] = part.split('=');
    const key = Object.keys(STATE).find((key) => name == full(prefix, key));
    if (!key) continue;
    const words = decode(value.replaceAll('+', ' ')).split(/\s+/).filter(Boolean);
    const wish = key == 'areas' || key == 'period' ? words : words[0];
    if (wish) (state ??= {})[STATE[key]] = wish;
  }
  return state;
}

// The page's address with this state in it, to be copied and shared; nothing where it may not hold the state.
export function address(host, state) {
  const prefix = prefixOf(host);
  if (prefix == null) return;
  const names = Object.keys(STATE).map((key) => full(prefix, key));
  const others = parts().filter((part) => !names.includes(part.split('=')[0]));
  const own = Object.values(STATE).map(
    (key, i) => `${names[i]}=${[state[key]].flat().map(encodeURIComponent).join('+')}`,
  );
  return `${location.href.split('#')[0]}#${[...others, ...own].join('&')}`;
}

// Puts the state into the address. The back button leads to where the reader came from, not through every choice.
export function write(host, state) {
  try {
    const link = address(host, state);
    if (link) history.replaceState(history.state, '', link);
  } catch {
    // A page without an address of its own, or too many changes for the browser: the chart works all the same.
  }
}

// The names of attributes for the parts of a state.
export function names(wish) {
  return Object.keys(wish).map((key) => (key == 'periods' ? 'period' : key));
}

function full(prefix, key) {
  return `${encodeURIComponent(prefix)}.${key}`;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
