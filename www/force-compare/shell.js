// The element's class: a thin shell, so that a page pays for the widget only when a reader comes near it. Whatever
// fails here or later, the static chart inside the tag stays as it is.
const REFLECTED = ['src', 'areas', 'view', 'measure', 'period', 'theme', 'fragment', 'words', 'article'];
const STATE = {areas: 'areas', view: 'view', measure: 'measure', periods: 'period'};

export class ForceCompare extends HTMLElement {
  static observedAttributes = [...REFLECTED, 'review'];
  static #near = new IntersectionObserver(
    (seen) => {
      for (const {isIntersecting, target} of seen) if (isIntersecting) target.#load();
    },
    {rootMargin: '200px 0px'},
  );

  #data;
  #wish = {};
  #loading;
  #controller;
  #queued = false;
  #button;

  get data() {
    return this.#data;
  }
  set data(payload) {
    this.#data = payload;
    this.#queue();
  }

  get review() {
    return this.hasAttribute('review');
  }
  set review(on) {
    this.toggleAttribute('review', on);
  }

  getState() {
    return {...this.#controller?.state, ...this.#wish};
  }
  // The state lives in the attributes, whoever sets it: the page here, or the controller after a choice.
  setState(state) {
    for (const key in STATE) if (key in state) this[STATE[key]] = state[key];
  }

  // The widget as it stands, to take along: a Blob, and two texts.
  exportPNG() {
    return this.#export('png');
  }
  exportSVG() {
    return this.#export('svg');
  }
  exportCSV() {
    return this.#export('csv');
  }

  connectedCallback() {
    // Properties that were set before this script arrived hide the accessors: pass them on.
    for (const name of ['data', 'review', ...REFLECTED]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.addEventListener('focusin', this.#load, {once: true});
    if (!navigator.connection?.saveData) {
      ForceCompare.#near.observe(this);
      return;
    }
    // A reader who saves data asks for the widget: with a button where the static chart has a text for one, else by
    // pressing or focusing the chart.
    const figure = this.querySelector('[data-load]');
    if (figure && !this.#button)
      figure.append(
        (this.#button = Object.assign(document.createElement('button'), {
          type: 'button',
          textContent: figure.dataset.load,
        })),
      );
    this.addEventListener('click', this.#load, {once: true});
  }

  disconnectedCallback() {
    // A move fires disconnected, then connected: only an absence that lasts frees the memory.
    queueMicrotask(() => {
      if (!this.isConnected) this.adoptedCallback();
    });
  }

  // Another document does not take the style sheets along, so the element begins anew there.
  adoptedCallback() {
    ForceCompare.#near.unobserve(this);
    delete this.dataset.busy;
    this.#wish = this.getState();
    this.#controller?.dispose();
    this.#controller = this.#loading = undefined;
  }

  attributeChangedCallback(name, old, value) {
    if (old === value || this.#controller?.reflecting) return;
    const words = value?.split(/[\s,]+/).filter(Boolean);
    if (name == 'areas') this.#wish.areas = words;
    if (name == 'period') this.#wish.periods = words;
    if (name == 'view' || name == 'measure') this.#wish[name] = words?.[0];
    this.#queue();
  }

  // Many attributes set at once cause one update.
  #queue() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#controller?.update(this.#take());
    });
  }

  #take() {
    const wish = this.#wish;
    this.#wish = {};
    return wish;
  }

  async #export(kind) {
    if (this.isConnected) {
      this.#load();
      await this.#loading;
    }
    if (!this.#controller)
      throw new Error('force-compare: nothing to export; the element is not in the page, or element.js did not load');
    return this.#controller.export(kind);
  }

  #load() {
    if (this.#loading) return;
    ForceCompare.#near.unobserve(this);
    // Not aria-busy, which makes some screen readers hide the static chart that is to be read meanwhile.
    this.dataset.busy = '';
    for (const end of ['ready', 'error']) this.addEventListener(`force-compare-${end}`, () => delete this.dataset.busy);
    const loading = (this.#loading = import('./element.js').then(
      ({Controller}) => {
        if (this.#loading === loading) this.#controller = new Controller(this, this.#take());
      },
      (error) => {
        const reason = 'network';
        const message =
          'force-compare: element.js did not load; is the whole bundle on the server? The static chart stays.';
        console.error(message, error);
        this.dispatchEvent(
          new CustomEvent('force-compare-error', {bubbles: true, composed: true, detail: {reason, message}}),
        );
      },
    ));
  }
}

for (const name of REFLECTED) {
  Object.defineProperty(ForceCompare.prototype, name, {
    get() {
      return this.getAttribute(name) ?? '';
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, [value].flat().join(' '));
    },
  });
}
