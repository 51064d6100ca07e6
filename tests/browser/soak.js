// A reader who does anything, at random but alike in each run; `soak.rs` runs it in a page of its own.

const DATA = ['image-offences', 'seizures', 'officers', 'troseddau-delweddau'].map(
  (name) => `/force-compare/data/${name}.json`,
);
const KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  '[',
  ']',
  'Enter',
  'Escape',
  ' ',
  '?',
  'q',
  'Tab',
];
// How many steps this hurried reader takes before the browser may paint.
const BREATH = 8;

// Mulberry32, by Tommy Ettinger: public domain.
function chances(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const frame = () => new Promise(requestAnimationFrame);
const ready = (element) =>
  new Promise((resolve, reject) => {
    element.addEventListener('force-compare-ready', resolve, {once: true});
    element.addEventListener('force-compare-error', ({detail}) => reject(new Error(detail.message)), {once: true});
  });

/** Mounts and removes an element, time after time; returns the engines' memory after each. */
async function mounts(times) {
  const sizes = [];
  for (let time = 0; time < times; time++) {
    const element = document.createElement('force-compare');
    element.src = DATA[0];
    const there = ready(element);
    document.body.append(element);
    element.scrollIntoView({behavior: 'instant'});
    await there;
    element.remove();
    await new Promise((done) => setTimeout(done));
    sizes.push(window.__probe.memory());
  }
  return sizes;
}

/** Returns the widget's picture and every text in it. */
async function still() {
  const element = document.querySelector('force-compare');
  await frame();
  await frame();
  const root = element.shadowRoot;
  return [root.querySelector('canvas').toDataURL(), root.querySelector('figure').innerText];
}

/** Puts a new widget into the page, as it is at first. */
async function begin() {
  document.querySelector('force-compare')?.remove();
  const element = document.createElement('force-compare');
  Object.assign(element, {src: DATA[0], areas: ['hertfordshire', 'bedfordshire', 'cambridgeshire']});
  const there = ready(element);
  document.querySelector('main').append(element);
  element.scrollIntoView({behavior: 'instant'});
  await there;
}

/** Gives the widget one source after another. */
async function sources(times) {
  const host = document.querySelector('force-compare');
  for (let time = 1; time <= times; time++) {
    const there = new Promise((resolve) => host.addEventListener('force-compare-ready', resolve, {once: true}));
    host.src = DATA[time % 2];
    await there;
  }
}

/** Takes so many steps as a reader; a failure lists the latest ones, for whoever has to find out what broke. */
async function wander(seed, steps) {
  const chance = chances(seed);
  const below = (number) => Math.floor(chance() * number);
  const one = (list) => list[below(list.length)];
  const host = document.querySelector('force-compare');
  const find = (selector) => [...host.shadowRoot.querySelectorAll(selector)];
  const on = (target, Kind, type, more) =>
    target?.dispatchEvent(new Kind(type, {bubbles: true, composed: true, cancelable: true, ...more}));
  const stage = () => host.shadowRoot.querySelector('.stage');
  const at = () => {
    const {left, top, width, height} = stage().getBoundingClientRect();
    return {
      clientX: left + chance() * width,
      clientY: top + chance() * height,
      pointerType: one(['mouse', 'touch', 'pen']),
      isPrimary: true,
    };
  };
  const areas = () =>
    Array.from({length: below(8)}, () =>
      one([
        'kent',
        'essex',
        'gwent',
        'surrey',
        'hertfordshire',
        'dyfed-powys',
        'nowhere',
        'west-yorkshire',
        'city-of-london',
      ]),
    );
  const deeds = {
    choose: [9, () => one(find('.views input, .measures input'))?.click()],
    remove: [3, () => one(find('.chip button'))?.click()],
    search() {
      const box = find('input[role=combobox]')[0];
      box.focus();
      box.value = one(['', 'k', 'es', 'xyz', 'wales', 'ë', '<b>', 'a b c']);
      on(box, InputEvent, 'input');
    },
    pick: [
      3,
      () => {
        const box = find('input[role=combobox]')[0];
        on(box, KeyboardEvent, 'keydown', {key: one(['ArrowDown', 'ArrowUp', 'Enter', 'Escape', 'Home'])});
      },
    ],
    option: [2, () => one(find('[role=option]'))?.click()],
    key: [
      14,
      () => {
        stage().focus();
        on(stage(), KeyboardEvent, 'keydown', {key: one(KEYS)});
      },
    ],
    point: [14, () => on(stage(), PointerEvent, 'pointermove', at())],
    press: [4, () => on(stage(), MouseEvent, 'click', at())],
    leave: [2, () => on(stage(), PointerEvent, 'pointerleave')],
    blur: [1, () => host.shadowRoot.activeElement?.blur()],
    disclose: [4, () => one(find('summary'))?.click()],
    sort: [3, () => one(find('thead button'))?.click()],
    periods: [
      3,
      () => {
        const select = one(find('.periods select'));
        if (!select) return;
        select.selectedIndex = below(select.options.length);
        on(select, Event, 'change');
      },
    ],
    button: [2, () => one(find('.tip button, .keys button'))?.click()],
    hear: [1, () => one(find('.take button:last-of-type'))?.click()],
    width: [
      2,
      () => {
        host.style.width = `${280 + below(600)}px`;
      },
    ],
    theme: [
      1,
      () => {
        host.theme = one(['light', 'dark', null]);
      },
    ],
    state: [
      3,
      () =>
        host.setState({
          areas: areas(),
          view: one(['change', 'ranking', 'funnel', 'breakdown', 'trend', 'pie']),
          measure: one(['count', 'rate', 'change', 'share', '']),
        }),
    ],
    csv: [1, () => host.exportCSV()],
    svg: [1, () => host.exportSVG()],
    move: [1, () => host.parentNode.append(host)],
    other: [
      1,
      async () => {
        const there = ready(host);
        host.src = one(DATA.filter((name) => name != host.src));
        await there;
      },
    ],
  };
  const bag = Object.entries(deeds).flatMap(([name, deed]) =>
    Array.isArray(deed) ? Array(deed[0]).fill([name, deed[1]]) : [[name, deed]],
  );
  const done = [];
  for (let step = 0; step < steps; step++) {
    const [name, deed] = one(bag);
    done.push(name);
    try {
      await deed();
    } catch (error) {
      throw new Error(`step ${step}, after ${done.slice(-12).join(' ')}: ${error.stack ?? error}`);
    }
    if (step % BREATH == 0) await frame();
    if (!host.shadowRoot.querySelector('canvas'))
      throw new Error(`step ${step}: no chart is left after ${done.slice(-12).join(' ')}`);
  }
  // Empties the lists that the test itself keeps.
  for (const name of ['events', 'paints', 'notes', 'moved']) window.__probe[name].length = 0;
  return {memory: window.__probe.memory(), nodes: find('*').length, kinds: new Set(done).size};
}

window.soak = {mounts, still, begin, sources, wander};
