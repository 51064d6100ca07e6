// The controller of one <force-compare>: from the static chart to the widget, and back again when anything fails. It
// decides what to load and what to show; source.js loads, and drawing.js draws.
import {loadSource, sourceOf} from './source.js';
import {retry} from './retry.js';
import {address, names, read, write} from './fragment.js';
import {inner} from './surroundings.js';
import {Panel} from './panel.js';
import {Drawing} from './drawing.js';
import {
  Failure,
  makeWidget,
  free,
  isTrap,
  running,
  discardEngines,
  start,
  startWhole,
  failureOf,
  engineEvents,
} from './engine.js';

export class Controller {
  // The state that the element shows, or is about to: {areas, view, measure, periods}.
  state;
  // The engine's side of it, the payload, and the engine: its class, and the modules that came with it.
  widget;
  payload;
  engine;
  // Set while the attributes are told what is shown, so that the shell does not take that for a wish.
  reflecting = false;
  #host;
  #abort = new AbortController();
  #signal = this.#abort.signal;
  #drawing;
  #panel;
  // All that was asked for by name. Each data file has defaults of its own for the rest.
  #wish;
  // The attributes that the page set since the reader last chose: readers are told only of these when they cannot be
  // had.
  #asked;
  // Whether the reader chose anything, here or with a link.
  #chosen = false;
  // How many choices were made, by anybody; and the one that waits for the whole engine.
  #choices = 0;
  #coming;
  // The parts of the source that was loaded last, and how many loads there were.
  #source;
  #turn = 0;
  // The load or the choice that is under way.
  #loading;
  #failed;

  constructor(host, wish) {
    this.#host = host;
    this.state = this.#wish = wish;
    this.#asked = new Set(names(wish));
    const linked = read(host);
    if (linked) this.#take(linked);
    // The rest happens while the network is busy.
    this.#loading = this.#load();
    engineEvents.addEventListener('spoil', () => this.#renew(), {signal: this.#signal});
    this.#drawing = new Drawing(this, host);
    this.redraw = this.#drawing.redraw;
    this.on(window, {
      hashchange: () => {
        const linked = read(this.#host);
        if (linked && this.#panel) this.#follow(linked);
        else if (linked) this.#take(linked);
      },
    });
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
    this.#follow(wish, () => write(this.#host, this.state));
  }

  // Draws now whatever waits for the next frame, for a caller that needs the places of the marks.
  settle() {
    this.#drawing.settle();
  }

  say(text) {
    this.#panel.say(text);
  }

  // Adds listeners by event. Their failure is the element's failure, and they go with the element, or when `signal`
  // says so.
  on(target, handlers, options) {
    for (const [type, handler] of Object.entries(handlers)) {
      target.addEventListener(type, (event) => this.run(() => handler(event)), {signal: this.#signal, ...options});
    }
  }

  // Calls a handler for presses on whatever a selector finds within a node, now or later.
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

  // Makes a file for readers to take, or fills a disclosure. The code for that loads on request.
  async export(what, node) {
    const parts = await retry(() => import('./export.js')).catch((error) => {
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

  // Resolves to the engine that does everything, once it is in place of the first; the picture stays as it is.
  async whole() {
    const engine = await startWhole();
    if (!running.has(engine)) return this.whole();
    if (this.widget && this.engine != engine) this.#move(engine);
    return engine;
  }

  // Goes on with another engine.
  #move(engine) {
    const widget = makeWidget(engine, this.payload);
    widget.choose(this.state);
    free(this.widget);
    this.widget = widget;
    this.engine = engine;
    if (this.#drawing.shown) this.#drawing.draw();
  }

  // The engine stopped, in another element. The picture stays, and the element goes on with the next engine.
  async #renew() {
    if (!this.widget) return;
    try {
      const engine = await (this.engine.Rows ? startWhole() : start());
      if (!this.widget || running.has(this.engine) || !running.has(engine)) return;
      this.#move(engine);
      // Choices made meanwhile were ignored.
      this.#choose({...this.state, ...this.#wish});
    } catch (error) {
      this.#fail(error);
    }
  }

  // Waits for a script that a node of the widget needs. If it does not load, the node says so, and the reader may ask
  // again.
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
    return address(this.#host, this.state);
  }

  dispose() {
    this.#turn++;
    this.#abort.abort();
    this.#drawing.remove();
    this.#restore();
  }

  // The reader chose something, here or with a link. The room kept for the static chart is no longer needed.
  #follow(wish, done) {
    this.#take(wish);
    this.#host.style.minHeight = '';
    const before = this.state.areas;
    const was = this.#panel.report?.headline;
    // A view without the measure asked for shows another measure; the next view shows the one asked for again.
    this.#choose({...this.state, ...this.#coming, measure: this.#wish.measure, ...wish}, undefined, () => {
      this.#reflect();
      const {headline, chart, empty, sentences} = this.#panel.report;
      // A headline that stays the same is not announced, so the fact of a new area or the new picture is.
      const added = sentences.find(({id}) => this.state.areas.includes(id) && !before.includes(id));
      this.say(added?.fact ?? (headline == was ? chart || empty : headline));
      done?.();
    });
  }

  #take(wish) {
    Object.assign(this.#wish, wish);
    this.#asked.clear();
    this.#chosen = true;
  }

  // Writes what the reader sees into the attributes.
  #reflect() {
    this.reflecting = true;
    this.#host.setState(this.state);
    this.reflecting = false;
  }

  async #load() {
    const turn = ++this.#turn;
    this.#failed = undefined;
    this.#source = sourceOf(this.#host);
    try {
      // A page that begins with another view, or a reader who has the table open, needs the whole engine at once.
      const {view} = this.#wish;
      const whole = (view && view != 'change') || this.#host.querySelector('details[open]');
      const [engine, parsed] = await loadSource(this.#source, whole, this.#host.closest('[lang]')?.lang);
      // A newer load overtakes an older, slower one.
      if (turn == this.#turn) await this.#build(engine, parsed);
    } catch (error) {
      if (turn == this.#turn) this.#fail(error);
    }
  }

  #build(engine, parsed) {
    // It stopped before this element had it.
    if (!running.has(engine)) return this.#load();
    const widget = makeWidget(engine, parsed);
    const before = inner(this.#host);
    this.#restore();
    this.widget = widget;
    this.payload = parsed;
    this.engine = engine;
    this.#panel = new Panel(this, widget.page(), parsed, this.#host);
    this.#drawing.show(this.#panel);
    this.#choose(this.#wish, before, () => {
      if (this.#chosen) this.#reflect();
    });
  }

  // Runs an action whose failure is the element's failure, and nobody else's.
  run(action) {
    if (this.#failed || this.#signal.aborted || (this.widget && !running.has(this.engine))) return;
    try {
      action();
    } catch (error) {
      this.#fail(error);
    }
  }

  #choose(wish, before, done) {
    const choice = ++this.#choices;
    const was = this.#drawing.shown && JSON.stringify(this.state);
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
    this.#panel.show(report);
    this.#drawing.update(view && view != report.choice.view, before);
    if (was && JSON.stringify(report.choice) != was) this.emit('change', {...report.choice});
    done?.();
  }

  #restore() {
    this.#drawing.restore();
    this.#panel?.remove();
    this.#panel = undefined;
    free(this.widget);
    this.widget = undefined;
  }

  #fail(error) {
    if (this.#failed) return;
    const {reason, message} = (this.#failed = failureOf(error));
    this.#restore();
    console.error(message, error.cause ?? error);
    if (isTrap(error)) discardEngines();
    this.emit('error', {reason, message});
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
    } else if (this.#drawing.shown && failure.reason == 'network') {
      console.error(failure);
      this.#panel.wait(false);
      this.#panel.lack();
    } else {
      this.#fail(failure);
    }
  }
}
