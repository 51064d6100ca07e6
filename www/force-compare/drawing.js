// When one element is drawn, how large and on what: in the room of the static chart at first, and then in its place.
import {edges, inner, watch} from './surroundings.js';
import {isDark, paper} from './theme.js';
import {elementCss} from './made/element_styles.js';
import {adopt} from './adopt.js';

export class Drawing {
  // Whether the widget stands in the place of the static chart.
  shown = false;
  #controller;
  #host;
  #panel;
  #width = 0;
  #frame = 0;
  // How much higher than the engine finds natural the chart is.
  #fit = 0;
  // Whether to animate the next drawing: it follows a choice.
  #moving = false;
  #printing = false;
  // Stops the observers that the AbortSignal cannot.
  #unwatch;
  #slot;

  constructor(controller, host) {
    this.#controller = controller;
    this.#host = host;
    this.#unwatch = watch(controller, host, this.redraw, (printing) => {
      this.#printing = printing;
      if (this.shown) this.draw();
    });
  }

  // Draws with the next frame.
  redraw = () => {
    this.#frame ||= requestAnimationFrame(() => this.#redraw());
  };

  // Draws what waits for the next frame at once.
  settle() {
    if (this.#frame) this.#redraw();
  }

  // Puts a panel into the shadow tree, where nobody sees it before it is drawn.
  show(panel) {
    this.#panel = panel;
    const root = this.#host.shadowRoot ?? this.#host.attachShadow({mode: 'open'});
    adopt(root, elementCss);
    this.#slot = document.createElement('slot');
    root.replaceChildren(this.#slot);
    // The colours come before the browser first works out a style, or it would do that twice.
    this.#colour();
    root.append(panel.node);
  }

  // Something was chosen. However much is chosen within a frame, it is laid out and painted once.
  update(otherView, before) {
    if (otherView) this.#fit = 0;
    this.#moving = this.shown;
    if (this.shown) this.redraw();
    else this.draw(before);
  }

  // Shows the static chart again.
  restore() {
    if (this.#slot) this.#slot.hidden = false;
    this.#panel = undefined;
    this.#host.style.minHeight = '';
    this.shown = false;
    this.#width = this.#fit = 0;
  }

  remove() {
    this.#unwatch();
    cancelAnimationFrame(this.#frame);
  }

  // Lays out and paints. `before` is the height of the static chart, which the first drawing keeps.
  draw(before = inner(this.#host)) {
    const {node, chart, report} = this.#panel;
    const width = report && node.clientWidth;
    // Inside a closed tab of the page there is no room yet: the ResizeObserver says when there is. And before the first
    // choice there is nothing to draw.
    if (!width) return;
    if (width != this.#width && this.shown) {
      this.#fit = 0;
      this.#host.style.minHeight = '';
    }
    this.#width = width;
    // Nobody follows a movement that is out of sight, and some readers must not see any.
    const seen = this.#moving && !document.hidden && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const moving = seen && this.#controller.widget.leave();
    this.#moving = false;
    const dark = this.#colour();
    const family = getComputedStyle(this.#host).fontFamily;
    // Paper is rarely wider, and a browser shrinks anything that is, letters and all.
    const size = () => chart.size(this.#printing ? Math.min(width, 680) : width, dark, family, this.#fit);
    size();
    if (!this.shown) {
      // The chart takes up what the controls need, so that nothing below moves; where there was nothing, nothing can.
      this.#fit = before && before - node.getBoundingClientRect().height;
      if (this.#fit) size();
    }
    chart.paint(moving, this.#printing);
    if (!this.shown) this.#swap(before);
  }

  #redraw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#panel) this.#controller.run(() => this.draw());
  }

  // Tells the panel the colours, and returns whether the element stands on something dark.
  #colour() {
    const dark = !this.#printing && isDark(this.#host);
    this.#panel.colour(this.#controller.widget, dark, paper(this.#host));
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
    this.shown = true;
    // A reader who was inside the static chart keeps the place.
    if (reading) table.open();
    if (focused) node.focus({preventScroll: true});
    this.#controller.emit('ready', {...this.#controller.state});
  }
}
