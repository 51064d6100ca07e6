// What an element shows, as its part of the page's address: `#fc.areas=kent+essex&fc.view=ranking`. Parts of other names
// belong to other elements or to the page, and stay as they are. Anyone can make a link: what it says is only ever
// looked up among the identifiers of the data.

// The state, by what attributes and addresses call it.
const STATE = {areas: 'areas', view: 'view', measure: 'measure', period: 'periods'};

function parts() {
  return location.hash.slice(1).split('&').filter(Boolean);
}

// What the address says of the state, if anything; what it does not say is not there.
export function read(prefix) {
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

// The page's address with this state in it, to be copied and shared.
export function address(prefix, state) {
  const names = Object.keys(STATE).map((key) => full(prefix, key));
  const others = parts().filter((part) => !names.includes(part.split('=')[0]));
  const own = Object.values(STATE).map(
    (key, i) => `${names[i]}=${[state[key]].flat().map(encodeURIComponent).join('+')}`,
  );
  return `${location.href.split('#')[0]}#${[...others, ...own].join('&')}`;
}

// Puts the state into the address. The way back leads to where the reader came from, not through every choice.
export function write(prefix, state) {
  if (prefix == null) return;
  try {
    history.replaceState(history.state, '', address(prefix, state));
  } catch {
    /* a page without an address of its own, or a browser that has had enough: the chart is none the worse */
  }
}

// What attributes call the parts of a state.
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
