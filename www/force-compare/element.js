// The controller of one <force-compare>: from the static chart to the widget, and back again when anything fails. It joins
// the element's source, its choice and its drawing, none of which knows of the others.
import {retry} from './retry.js';
import {Failure, begun, free, isTrap, running, spoil, start, startWhole, told, trouble} from './engine.js';
import {address, names, read, write} from './fragment.js';
import {Panel} from './panel.js';
import {made, sourceOf} from './source.js';
import {inner} from './surroundings.js';
import {Drawing} from './drawing.js';

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
  #wish;
  #asked;
  #chosen = false;
  #source;
  #turn = 0;
  #drawing;
  #panel;
  // The loading or the choice that is on its way.
  #loading;
  // How many choices were made, by anybody; and the one that waits for the whole engine.
  #choices = 0;
  #coming;
  #failed;

  constructor(host, wish) {
    this.#host = host;
    this.state = this.#wish = wish;
    this.#asked = new Set(names(wish));
    const linked = read(host);
    if (linked) this.#take(linked);
    // While the network is busy, the rest is done.
    this.#load();
    trouble.addEventListener('spoil', () => this.#renew(), {signal: this.#signal});
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
    if (sourceOf(this.#host).some((part, i) => part !== this.#source[i])) this.#load();
    else if (this.#panel) this.run(() => this.#choose({...this.state, ...this.#coming, ...wish}));
    this.#panel?.article?.refresh();
  }

  // The reader chose something.
  choose(wish) {
    this.#follow(wish, () => write(this.#host, this.state));
  }

  // For whoever needs the places of the marks as they are now.
  settle() {
    this.#drawing.settle();
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
    if (this.#drawing.shown) this.#drawing.draw();
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
    return address(this.#host, this.state);
  }

  dispose() {
    this.#turn++;
    this.#abort.abort();
    this.#drawing.remove();
    this.#restore();
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
  #take(wish) {
    Object.assign(this.#wish, wish);
    this.#asked.clear();
    this.#chosen = true;
  }

  #reflect() {
    this.reflecting = true;
    this.#host.setState(this.state);
    this.reflecting = false;
  }

  #load() {
    return (this.#loading = this.#loadNow());
  }
  async #loadNow() {
    const turn = ++this.#turn;
    this.#failed = undefined;
    this.#source = sourceOf(this.#host);
    try {
      const {view} = this.#wish;
      const whole = (view && view != 'change') || this.#host.querySelector('details[open]');
      const [engine, parsed] = await made(this.#source, whole, this.#host.closest('[lang]')?.lang);
      if (turn == this.#turn) await this.#build(engine, parsed);
    } catch (error) {
      if (turn == this.#turn) this.#fail(error);
    }
  }

  #build(engine, parsed) {
    // It stopped before this element had it.
    if (!running.has(engine)) return this.#load();
    const widget = begun(engine, parsed);
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
    this.#drawing.restore();
    this.#panel?.remove();
    this.#panel = undefined;
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
