// The controller of one <force-compare>: from the static chart to the widget, and back again when anything fails.
import {adopt} from './adopt.js';
import {again} from './again.js';
import {Failure, begun, free, isTrap, running, spoil, start, startWhole, told, trouble} from './engine.js';
import {address, names, read, write} from './fragment.js';
import {Panel} from './panel.js';
import {made, sourceOf} from './source.js';
import {elementCss} from './styles.js';
import {edges, inner, watch} from './surroundings.js';
import {isDark, paper} from './theme.js';

export class Controller {
  // What the element shows, or is about to: {areas, view, measure, periods}.
  state;
  // The engine's side of it, what both were made of, and the engine: its class, and what came with it.
  widget;
  payload;
  engine;
  // While attributes are told what is shown, the shell does not take it for a wish.
  reflecting = false;
  // What was asked for by name; the rest is each data file's own default.
  #wish;
  // The attributes that the page has asked for since the reader last chose: of others nobody hears that they cannot be had.
  #asked;
  // Whether the reader chose anything, here or with a link.
  #chosen = false;
  #host;
  #abort = new AbortController();
  #signal = this.#abort.signal;
  #turn = 0;
  // How many choices were made, by anybody; and the one that waits for the whole engine.
  #choices = 0;
  #coming;
  #panel;
  #slot;
  #shown = false;
  #failed;
  #source;
  #loading;
  #width = 0;
  #fit = 0;
  #frame = 0;
  // Whether the next drawing follows a choice.
  #moving = false;
  // Ends what only it can end of the listening.
  #forget;
  #printing = false;

  constructor(host, wish) {
    this.#host = host;
    this.state = this.#wish = wish;
    this.#asked = new Set(names(wish));
    const linked = read(this.prefix);
    if (linked) this.#take(linked);
    // While the network is busy, the rest is done.
    this.#loading = this.#load();
    this.#listen();
  }

  // The shell calls this once for any number of changed attributes and properties.
  update(wish) {
    Object.assign(this.#wish, wish);
    for (const name of names(wish)) this.#asked.add(name);
    if (sourceOf(this.#host).some((part, i) => part !== this.#source[i])) this.#loading = this.#load();
    else if (this.#panel) this.run(() => this.#choose({...this.state, ...this.#coming, ...wish}));
    this.#panel?.article?.refresh();
  }

  // The reader chose something.
  choose(wish) {
    this.#follow(wish, () => write(this.prefix, this.state));
  }

  // What the element's part of the page's address begins with; null where it has none.
  get prefix() {
    const prefix = this.#host.getAttribute('fragment');
    return prefix == '' ? 'fc' : prefix;
  }

  // Draws what waits for the next frame, for whoever needs its places now.
  settle() {
    if (this.#frame) this.#redraw();
  }

  say(text) {
    this.#panel.say(text);
  }

  // Listeners by event: their failure is the element's failure, and they are gone with the element, or when `signal` says so.
  on(target, handlers, options) {
    for (const [type, handler] of Object.entries(handlers)) {
      target.addEventListener(type, (event) => this.run(() => handler(event)), {signal: this.#signal, ...options});
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

  // What readers take with them. Its code comes when somebody asks for it.
  async export(what, node) {
    const parts = await again(() => import('./export.js')).catch((error) => {
      throw new Failure('network', 'force-compare: export.js did not load; is the whole bundle on the server?', error);
    });
    // While one source loads, the page may name another.
    for (let loading; loading != this.#loading;) await (loading = this.#loading);
    if (!this.#panel) throw this.#failed ?? new Error('force-compare: nothing to export; the element left the page');
    try {
      return await parts[what](this, this.#host, this.#panel, node);
    } catch (error) {
      if (isTrap(error)) this.#fail(error);
      throw error;
    }
  }

  // The engine that does everything, in place of the first; the picture stays as it is.
  async whole() {
    const engine = await startWhole();
    if (!running.has(engine)) return this.whole();
    if (this.widget && this.engine != engine) this.#move(engine);
    return engine;
  }

  #move(engine) {
    const widget = begun(engine, this.payload);
    widget.choose(this.state);
    free(this.widget);
    this.widget = widget;
    this.engine = engine;
    if (this.#shown) this.#draw();
  }

  // The engine stopped, in another element. What is shown stays, and goes on with the next engine.
  async #renew() {
    if (!this.widget) return;
    try {
      const engine = await (this.engine.Rows ? startWhole() : start());
      if (!this.widget || running.has(this.engine) || !running.has(engine)) return;
      this.#move(engine);
      // Nobody was heard meanwhile.
      this.#choose({...this.state, ...this.#wish});
    } catch (error) {
      this.#fail(error);
    }
  }

  // What comes on request, for a node of the widget. Where it does not come, that is said there, and the reader may ask again.
  async ask(coming, node, then) {
    try {
      const parts = await coming;
      node.querySelector('.lack')?.remove();
      if (node.isConnected) this.run(() => then(parts));
      return true;
    } catch (error) {
      console.error(error);
      this.#panel?.lacks(node);
    }
  }

  // A link to this view, where the address may hold it.
  link() {
    return this.prefix == null ? undefined : address(this.prefix, this.state);
  }

  dispose() {
    this.#turn++;
    this.#abort.abort();
    this.#forget();
    cancelAnimationFrame(this.#frame);
    this.#restore();
  }

  #take(wish) {
    Object.assign(this.#wish, wish);
    this.#asked.clear();
    this.#chosen = true;
  }

  // What a reader chose, or a link says. The room kept for the static chart is no longer needed.
  #follow(wish, done = () => {}) {
    this.#take(wish);
    this.#host.style.minHeight = '';
    const before = this.state.areas;
    const was = this.#panel.report?.headline;
    // A view that cannot show the measure asked for shows another; the next view shows the one asked for again.
    this.#choose({...this.state, ...this.#coming, measure: this.#wish.measure, ...wish}, undefined, () => {
      this.#reflect();
      const {headline, chart, empty, sentences} = this.#panel.report;
      // The headline often stays the same, and then it is not heard: a new area speaks for itself, a new picture too.
      const added = sentences.find(({id}) => this.state.areas.includes(id) && !before.includes(id));
      this.say(added?.fact ?? (headline == was ? chart || empty : headline));
      done();
    });
  }

  // The attributes say what the reader sees.
  #reflect() {
    this.reflecting = true;
    this.#host.setState(this.state);
    this.reflecting = false;
  }

  async #load() {
    // A newer source overtakes an older, slower one.
    const turn = ++this.#turn;
    this.#failed = undefined;
    this.#source = sourceOf(this.#host);
    try {
      // A page that begins with another view, or a reader who has the table open, needs the whole engine at once.
      const {view} = this.#wish;
      const whole = (view && view != 'change') || this.#host.querySelector('details[open]');
      const [engine, parsed] = await made(this.#source, whole, this.#host.closest('[lang]')?.lang);
      if (turn != this.#turn) return;
      if (running.has(engine)) this.#build(engine, parsed);
      else await this.#load(); // It stopped before this element had it.
    } catch (error) {
      if (turn == this.#turn) this.#fail(error);
    }
  }

  #build(engine, parsed) {
    const widget = begun(engine, parsed);
    const before = inner(this.#host);
    this.#restore();
    this.widget = widget;
    this.payload = parsed;
    this.engine = engine;
    const root = this.#host.shadowRoot ?? this.#host.attachShadow({mode: 'open'});
    adopt(root, elementCss);
    this.#slot = document.createElement('slot');
    this.#panel = new Panel(this, widget.page(), parsed, this.#host);
    root.replaceChildren(this.#slot);
    // Known before its first style is worked out, or that would be done twice.
    this.#colour();
    root.append(this.#panel.node);
    this.#choose(this.#wish, before, () => {
      if (this.#chosen) this.#reflect();
    });
  }

  #choose(wish, before, done) {
    const choice = ++this.#choices;
    const was = this.#shown && JSON.stringify(this.state);
    const view = this.#panel.report?.choice.view;
    const report = this.widget.choose(wish);
    this.#coming = report ? undefined : wish;
    if (!report) {
      this.#loading = this.#await(choice, () => this.#choose(wish, undefined, done));
      return;
    }
    this.#panel.wait(false);
    report.problems = report.problems.filter(({attribute}) => this.#asked.has(attribute));
    this.state = report.choice;
    if (view && view != report.choice.view) this.#fit = 0;
    this.#panel.show(report);
    // However much is chosen within a frame, it is laid out and painted once.
    this.#moving = this.#shown;
    if (this.#shown) this.redraw();
    else this.#draw(before);
    if (was && JSON.stringify(report.choice) != was) this.emit('change', {...report.choice});
    done?.();
  }

  // Chooses once the whole engine is there, unless something else was chosen meanwhile.
  async #await(choice, then) {
    this.#panel.wait(true);
    let failure;
    try {
      await this.whole();
    } catch (error) {
      failure = error;
    }
    if (choice != this.#choices) return;
    this.#coming = undefined;
    if (!failure) {
      this.run(then);
    } else if (this.#shown && failure.reason == 'network') {
      console.error(failure);
      this.#panel.wait(false);
      this.#panel.lack();
    } else {
      this.#fail(failure);
    }
  }

  #draw(before = inner(this.#host)) {
    const {node, chart, report} = this.#panel;
    const width = report && node.clientWidth;
    // Inside a closed tab of the page there is no room yet: the ResizeObserver says when there is. And before the first
    // choice there is nothing to draw.
    if (!width) return;
    if (width != this.#width && this.#shown) {
      this.#fit = 0;
      this.#host.style.minHeight = '';
    }
    this.#width = width;
    // Nobody follows what moves unseen, and some readers must not see it move.
    const seen = this.#moving && !document.hidden && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const moving = seen && this.widget.leave();
    this.#moving = false;
    const dark = this.#colour();
    const family = getComputedStyle(this.#host).fontFamily;
    // Paper is rarely wider, and what is wider is shrunk, letters and all.
    const size = () => chart.size(this.#printing ? Math.min(width, 680) : width, dark, family, this.#fit);
    size();
    if (!this.#shown) {
      // The chart takes up what the controls need, so that nothing below moves; where there was nothing, nothing can.
      this.#fit = before && before - node.getBoundingClientRect().height;
      if (this.#fit) size();
    }
    chart.paint(moving, this.#printing);
    if (!this.#shown) this.#swap(before);
  }

  // Whether it stands on something dark.
  #colour() {
    const dark = !this.#printing && isDark(this.#host);
    this.#panel.colour(this.widget, dark, paper(this.#host));
    return dark;
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
    trouble.addEventListener('spoil', () => this.#renew(), {signal: this.#signal});
    this.redraw = () => {
      this.#frame ||= requestAnimationFrame(() => this.#redraw());
    };
    this.#forget = watch(this, this.#host, (printing) => {
      this.#printing = printing;
      if (this.#shown) this.#draw();
    });
    this.on(window, {
      hashchange: () => {
        const linked = read(this.prefix);
        if (linked && this.#panel) this.#follow(linked);
        else if (linked) this.#take(linked);
      },
    });
  }

  #redraw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#panel) this.run(() => this.#draw());
  }

  // What fails here is the element's failure, and nobody else's.
  run(action) {
    if (this.#failed || this.#signal.aborted || (this.widget && !running.has(this.engine))) return;
    try {
      action();
    } catch (error) {
      this.#fail(error);
    }
  }

  #restore() {
    if (this.#slot) this.#slot.hidden = false;
    this.#panel?.remove();
    this.#panel = undefined;
    this.#host.style.minHeight = '';
    this.#shown = false;
    this.#width = this.#fit = 0;
    free(this.widget);
    this.widget = undefined;
  }

  #fail(error) {
    if (this.#failed) return;
    const {reason, message} = (this.#failed = told(error));
    this.#restore();
    console.error(message, error.cause ?? error);
    if (isTrap(error)) spoil();
    this.emit('error', {reason, message});
  }
}
