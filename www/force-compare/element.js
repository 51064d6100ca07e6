// The controller of one <force-compare>: from the static chart to the widget, and back again when anything fails.
import {Failure, payload, spoil, start, styles, trouble} from './engine.js';
import {Panel} from './panel.js';
import {isDark, paper} from './theme.js';

export class Controller {
  // What the element shows, or is about to: {areas, view, measure, periods}.
  state;
  // The engine's side of it.
  widget;
  #host;
  #abort = new AbortController();
  #signal = this.#abort.signal;
  #turn = 0;
  #panel;
  #slot;
  #shown = false;
  #failed = false;
  #source;
  #width = 0;
  #seen = 0;
  #fit = 0;
  #frame = 0;
  #sizes;
  #printing = false;

  constructor(host, wish) {
    this.#host = host;
    this.state = wish;
    this.#listen();
    this.#load();
  }

  // The shell calls this once for any number of changed attributes and properties.
  update(wish) {
    Object.assign(this.state, wish);
    if (this.#host.data !== this.#source.data || this.#host.src !== this.#source.src) this.#load();
    else if (this.#panel) this.#run(() => this.#choose(wish));
  }

  // The reader chose something: the room kept for the static chart is no longer needed.
  choose(wish) {
    this.#host.style.minHeight = '';
    const before = this.state.areas;
    this.#choose(wish);
    const {headline, problems, sentences} = this.#panel.report;
    // The headline often stays the same, and then it is not heard: a new area speaks for itself.
    const added = sentences.find(({id}) => this.state.areas.includes(id) && !before.includes(id));
    this.say([added?.fact ?? headline, ...problems].join(' '));
  }

  say(text) {
    this.#panel.say(text);
  }

  // Listeners by event: their failure is the element's failure, and they are gone with the element.
  on(target, handlers, options) {
    for (const [type, handler] of Object.entries(handlers)) {
      target.addEventListener(type, (event) => this.#run(() => handler(event)), {...options, signal: this.#signal});
    }
  }

  // The same for presses on whatever a selector finds within a node, now or later.
  press(node, selector, handler) {
    this.on(node, {
      click: ({target}) => {
        const pressed = target.closest(selector);
        if (pressed) handler(pressed);
      },
    });
  }

  emit(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(`force-compare-${name}`, {bubbles: true, composed: true, detail}));
  }

  dispose() {
    this.#turn++;
    this.#abort.abort();
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#restore();
  }

  async #load() {
    // A newer source overtakes an older, slower one.
    const turn = ++this.#turn;
    this.#failed = false;
    const {data, src} = this.#source = {data: this.#host.data, src: this.#host.src};
    try {
      const [Widget, parsed] = await Promise.all([start(), data ?? payload(src)]);
      if (turn == this.#turn) this.#build(Widget, parsed);
    } catch (error) {
      if (turn == this.#turn) this.#fail(error);
    }
  }

  #build(Widget, parsed) {
    let widget;
    try {
      widget = new Widget(parsed, document.createElement('canvas'));
    } catch (error) {
      if (error.name == 'VersionError') throw new Failure('version', `${error.message}; make the data file and upload the bundle with one version`, error);
      if (error.name == 'DataError') throw new Failure('data', `${error.message}; correct the data file`, error);
      throw error;
    }
    const before = inner(this.#host);
    this.#restore();
    this.widget = widget;
    const root = this.#host.shadowRoot ?? this.#host.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = [styles()];
    this.#slot = document.createElement('slot');
    this.#panel = new Panel(this, widget.page(), parsed);
    root.replaceChildren(this.#slot, this.#panel.node);
    this.#choose(this.state, before);
  }

  #choose(wish, before) {
    const was = JSON.stringify(this.state);
    const view = this.#panel.report?.choice.view;
    const report = this.widget.choose({...this.state, ...wish});
    this.state = report.choice;
    if (view && view != report.choice.view) this.#fit = 0;
    this.#panel.show(report);
    this.#draw(before);
    if (this.#shown && JSON.stringify(report.choice) != was) this.emit('change', {...report.choice});
  }

  #draw(before = inner(this.#host)) {
    const {node, chart} = this.#panel;
    const width = node.clientWidth;
    // Inside a closed tab of the page there is no room yet: the ResizeObserver says when there is.
    if (!width) return;
    if (width != this.#width && this.#shown) {
      this.#fit = 0;
      this.#host.style.minHeight = '';
    }
    this.#width = width;
    const dark = !this.#printing && isDark(this.#host);
    this.widget.palette(dark).forEach((colour, i) => node.style.setProperty(`--c${i}`, colour));
    node.style.setProperty('--paper', paper(this.#host));
    const family = getComputedStyle(this.#host).fontFamily;
    // Paper is rarely wider, and what is wider is shrunk, letters and all.
    const size = () => chart.size(this.#printing ? Math.min(width, 680) : width, dark, family, this.#fit);
    size();
    if (!this.#shown) {
      // The chart takes up what the controls need, so that nothing below moves; where there was nothing, nothing can.
      this.#fit = before && before - node.getBoundingClientRect().height;
      size();
    }
    chart.paint(this.#printing);
    if (!this.#shown) this.#swap(before);
  }

  #swap(before) {
    const focused = this.#host.contains(document.activeElement) && document.activeElement != this.#host;
    const reading = this.#host.querySelector('details[open]');
    const {node, table} = this.#panel;
    this.#slot.hidden = true;
    node.classList.remove('draft');
    // inner() leaves out what min-height, on a border box, takes in.
    this.#host.style.minHeight = `${before + edges(this.#host)}px`;
    this.#shown = true;
    // A reader who was inside the static chart keeps the place.
    if (reading) table.open();
    if (focused) node.focus({preventScroll: true});
    this.emit('ready', {...this.state});
  }

  #listen() {
    this.on(trouble, {spoil: ({detail}) => this.#fail(detail)});
    const redraw = () => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#panel && this.#run(() => this.#draw()));
    };
    this.#sizes = new ResizeObserver(([{contentRect: {width}}]) => {
      // Seen, not drawn: what was hidden may come back at the same width, and on a page of another colour. The width is
      // as told, for asking the page here would lay it out once more.
      if (width == this.#seen) return;
      this.#seen = width;
      redraw();
    });
    this.#sizes.observe(this.#host);
    this.redraw = redraw;
    this.on(matchMedia('(prefers-color-scheme: dark)'), {change: redraw});
    this.on(matchMedia('(forced-colors: active)'), {change: redraw});
    this.on(document.fonts, {loadingdone: redraw});
    // Paper is white, and has no pixels.
    const print = ({type}) => {
      this.#printing = type == 'beforeprint';
      if (this.#shown) this.#draw();
    };
    this.on(window, {beforeprint: print, afterprint: print});
    // A query holds for one ratio, so that each change needs a new one.
    const ratio = () => this.on(matchMedia(`(resolution: ${devicePixelRatio}dppx)`), {
      change: () => {
        redraw();
        ratio();
      },
    }, {once: true});
    ratio();
  }

  #run(action) {
    if (this.#failed || this.#signal.aborted) return;
    try {
      action();
    } catch (error) {
      this.#fail(error);
    }
  }

  #restore() {
    if (this.#slot) this.#slot.hidden = false;
    this.#panel?.node.remove();
    this.#panel = undefined;
    this.#host.style.minHeight = '';
    this.#shown = false;
    this.#width = this.#fit = 0;
    try {
      this.widget?.free();
    } catch { /* after a trap there is nothing left to free */ }
    this.widget = undefined;
  }

  #fail(error) {
    if (this.#failed) return;
    this.#failed = true;
    this.#restore();
    const trap = globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError;
    const reason = error.reason ?? (trap ? 'wasm' : 'draw');
    const what = error.reason ? error.message : `the chart could not be drawn (${error.message}); please report it with the data file`;
    const message = `force-compare: ${what}. The static chart stays.`;
    console.error(message, error.cause ?? error);
    this.emit('error', {reason, message});
    if (trap) spoil(error);
  }
}

// What the page puts around the content of the element: its padding and border.
function edges(host) {
  const style = getComputedStyle(host);
  return ['paddingTop', 'paddingBottom', 'borderTopWidth', 'borderBottomWidth'].reduce((sum, name) => sum + parseFloat(style[name]), 0);
}

function inner(host) {
  return host.getBoundingClientRect().height - edges(host);
}
