// <force-compare>: a thin shell, so that a page pays for the widget only when a reader comes near it.
// Whatever fails here or later, the static chart inside the tag stays as it is.
const REFLECTED = ['src', 'areas', 'view', 'measure', 'period', 'theme'];
const LISTS = {areas: 'areas', period: 'periods'};

class ForceCompare extends HTMLElement {
  static observedAttributes = REFLECTED;
  static #near = new IntersectionObserver((seen) => {
    for (const {isIntersecting, target} of seen) if (isIntersecting) target.#load();
  }, {rootMargin: '200px 0px'});

  #data;
  #wish = {};
  #loading;
  #controller;
  #queued = false;

  get data() { return this.#data; }
  set data(payload) { this.#data = payload; this.#queue(); }

  getState() { return {...this.#controller?.state, ...this.#wish}; }
  setState(state) { Object.assign(this.#wish, state); this.#queue(); }

  connectedCallback() {
    // Properties set before this file arrived hide the accessors: hand them on.
    for (const name of ['data', ...REFLECTED]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    ForceCompare.#near.observe(this);
    this.addEventListener('focusin', this.#load, {once: true});
  }

  disconnectedCallback() {
    // A move fires disconnected, then connected: only an absence that lasts frees the memory.
    queueMicrotask(() => {
      if (this.isConnected) return;
      ForceCompare.#near.unobserve(this);
      this.#wish = this.getState();
      this.#controller?.dispose();
      this.#controller = this.#loading = undefined;
    });
  }

  attributeChangedCallback(name, old, value) {
    if (old === value) return;
    if (LISTS[name]) this.#wish[LISTS[name]] = value?.split(/[\s,]+/).filter(Boolean);
    else if (name == 'view' || name == 'measure') this.#wish[name] = value || undefined;
    this.#queue();
  }

  // Many attributes set in one go cause one update.
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

  #load() {
    if (this.#loading) return;
    ForceCompare.#near.unobserve(this);
    // The engine is asked for beside the element, not after it: one round trip less.
    import('./engine.js').then((engine) => engine.start()).catch(() => {});
    const loading = this.#loading = import('./element.js');
    loading.then(({Controller}) => {
      if (this.#loading === loading) this.#controller = new Controller(this, this.#take());
    }, (error) => {
      const message = 'force-compare: element.js did not load; check that every file of the bundle is on the server.';
      console.error(message, error);
      this.dispatchEvent(new CustomEvent('force-compare-error', {
        bubbles: true, composed: true, detail: {reason: 'network', message},
      }));
    });
  }
}

for (const name of REFLECTED) {
  Object.defineProperty(ForceCompare.prototype, name, {
    configurable: true,
    enumerable: true,
    get() { return this.getAttribute(name) ?? ''; },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

if (!customElements.get('force-compare')) customElements.define('force-compare', ForceCompare);
