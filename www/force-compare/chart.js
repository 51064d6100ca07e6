// The chart as the reader meets it: two canvases that the engine paints, and one stop for the keyboard. The lower
// canvas has the picture, and the upper one the highlight, so that moving it repaints nothing else.
import {make} from './dom.js';
import {vector} from './vector.js';
import {retry} from './retry.js';
import {MAX_AREAS} from './limits.js';

// The time in which marks travel to their new places, in milliseconds.
const MOTION = 400;

export class Chart {
  #controller;
  #labels;
  #ids;
  #chosen = [];
  // The number in the picture of the mark that is shown, and its area, label and lines.
  #mark;
  #shown;
  // The area whose mark is shown again once the next picture has numbered its marks.
  #kept;
  // Whether the reader clicked on the mark: then the tooltip stays until it is dismissed.
  #pinned = false;
  // The mark whose tooltip Escape took away: it does not come back before the pointer has met another.
  #dismissed;
  // Whether the last pointer was a finger.
  #finger = false;
  // The place where a pointer called the tooltip; none when a key did.
  #call;
  #width = 0;
  #height = 0;
  #scale = 1;
  #ratio = 1;
  #print;
  #frame = 0;
  // Whether the chart is far out of the reader's sight, and whether to paint it when it comes near.
  #away = false;
  #due = false;
  // Canvases run from left to right whatever the page does: the engine has placed everything.
  #picture = make('canvas', {dir: 'ltr', 'aria-hidden': 'true'});
  #highlight = make('canvas', {dir: 'ltr', 'aria-hidden': 'true', class: 'highlight'});
  #lit = false;
  #add;
  #tip;
  #description = make('p', {class: 'hide', id: 'description'});
  #empty = make('p', {class: 'empty', hidden: ''});
  #stage;

  constructor(controller, labels, areas, gone) {
    this.#controller = controller;
    this.#labels = labels;
    this.#ids = new Set(areas.map(({id}) => id));
    this.#add = make('button', {type: 'button', class: 'add'}, labels.pick);
    const close = make('button', {type: 'button', class: 'close', 'aria-label': labels.close});
    this.#tip = make('div', {class: 'tip', part: 'tooltip', hidden: ''}, this.#add, close);
    this.#stage = make(
      'div',
      {
        class: 'stage',
        part: 'chart',
        tabindex: '0',
        role: 'group',
        'aria-roledescription': labels.view,
        'aria-label': labels.chart,
        'aria-describedby': 'description',
      },
      this.#picture,
      this.#highlight,
      this.#tip,
    );
    this.node = make('div', {class: 'chart'}, this.#stage, this.#empty, this.#description);
    controller.on(this.#stage, {
      pointermove: (event) => this.#point(event),
      pointerdown: (event) => this.#touched(event),
      click: (event) => this.#click(event),
      pointerleave: ({pointerType}) => pointerType != 'touch' && !this.#pinned && this.#select(),
      keydown: (event) => this.#key(event),
      focusout: ({relatedTarget}) => !this.#pinned && !this.#stage.contains(relatedTarget) && this.#select(),
    });
    const near = new IntersectionObserver(
      (seen) =>
        controller.run(() => {
          this.#away = !seen.at(-1).isIntersecting;
          if (this.#due && !this.#away) this.paint();
        }),
      {rootMargin: '200px 0px'},
    );
    near.observe(this.#stage);
    // A browser that dropped the pixels, for want of memory or of the graphics processor, gives back blank ones.
    controller.on(this.#picture, {contextrestored: () => controller.redraw()});
    controller.on(this.#add, {click: () => this.#choose()});
    controller.on(close, {click: () => this.#dismiss()});
    controller.on(
      document,
      {
        // A tooltip must go on Escape even when the pointer brought it and the focus is elsewhere.
        keydown: ({key}) => key == 'Escape' && this.#dismiss(),
        // A finger that scrolls the page ends with another event, and so dismisses no tooltip.
        pointerup: (event) => this.#pinned && !event.composedPath().includes(this.node.getRootNode()) && this.#select(),
      },
      gone,
    );
  }

  show({chart, choice, empty}) {
    this.#chosen = choice.areas;
    this.#description.textContent = chart;
    this.#empty.textContent = empty;
    this.#empty.hidden = !empty;
    this.#stage.hidden = !this.#empty.hidden;
    // The marks get new numbers, and the old number may mean another area.
    const kept = this.#kept ?? this.#shown?.area;
    this.#mark = this.#dismissed = undefined;
    this.#kept = kept;
    if (empty) this.#select();
  }

  // Shows the mark of an area in the next picture, until it is dismissed.
  keep(area) {
    this.#kept = area;
    this.#pinned = true;
  }

  // Sets the height that the engine finds natural, plus `fit` as far as the picture bears it.
  size(width, dark, family, fit) {
    const {widget} = this.#controller;
    // Letters grow with the page's: the picture is laid out narrower, down to the narrowest there is, and enlarged.
    const scale = Math.max(1, Math.min(parseFloat(getComputedStyle(this.#stage).fontSize) / 16, width / 280));
    this.#scale = scale;
    this.#width = width;
    this.#call = undefined;
    let height = widget.layout(width / scale, 0, dark, family);
    const wanted = Math.floor(Math.min(Math.max(height + fit / scale, height * 0.75), height * 1.5));
    if (wanted != Math.floor(height)) height = widget.layout(width / scale, wanted, dark, family);
    this.#height = height;
    this.#stage.style.height = `${height * scale}px`;
  }

  // Highlights a mark that is heard, without a tooltip, which would flicker. The arrow keys go on from there.
  meet(mark) {
    if (this.#shown) this.#select();
    this.#mark = mark;
    this.#light(mark);
  }

  // Paints at once, or moves marks there from the picture before. Paper gets strokes instead of pixels.
  paint(moving, printing) {
    cancelAnimationFrame(this.#frame);
    this.#print?.remove();
    this.#picture.hidden = printing;
    if (this.#stage.hidden) return;
    const {widget} = this.#controller;
    // Out of sight, nothing is painted; paper is seen whole.
    this.#due = this.#away && !printing;
    if (this.#due) {
      this.#follow();
      return;
    }
    if (printing) {
      this.#print = vector(this.#width / this.#scale, this.#height, (canvas) => widget.paint(canvas, 1, 1));
      this.#stage.append(this.#print);
      return;
    }
    // As many pixels as the screen has there, whether the letters, the page's zoom or the screen enlarges the chart.
    this.#ratio = devicePixelRatio * Math.max(1, this.#zoom(this.#picture.getBoundingClientRect()));
    const start = performance.now();
    const step = (now) => {
      if (widget != this.#controller.widget) return;
      const part = moving ? Math.min(Math.max((now - start) / MOTION, 0), 1) : 1;
      // Quick at first and slow at the end, as things come to rest.
      widget.paint(this.#picture, this.#ratio, 1 - (1 - part) ** 3);
      if (part < 1) this.#frame = requestAnimationFrame((later) => this.#controller.run(() => step(later)));
    };
    step(start);
    this.#follow();
  }

  // Moves the tooltip to where its mark is now, even out of sight: at its old place it could make the page wider.
  #follow() {
    if (this.#kept === undefined) this.#glow();
    else this.#select(this.#controller.widget.find(this.#kept), this.#pinned);
  }

  // How many pixels of the page one pixel of the layout takes.
  #zoom(box) {
    return (box.width * this.#scale) / this.#width;
  }

  // Remembers whether a finger or a mouse was used: not every browser says that with a click.
  #touched({pointerType}) {
    if (pointerType) this.#finger = pointerType == 'touch';
  }

  // The mark that a pointer means, and the pointer's place in the picture.
  #at(event) {
    this.#touched(event);
    this.#controller.settle();
    const box = this.#picture.getBoundingClientRect();
    // A pointer this near to a mark means it, in CSS px: a finger is broader than a mouse.
    const zoom = this.#zoom(box);
    const place = {x: (event.clientX - box.left) / zoom, y: (event.clientY - box.top) / zoom};
    return {place, mark: this.#controller.widget.hit(place.x, place.y, (this.#finger ? 28 : 16) / zoom)};
  }

  #point(event) {
    // The pointer may be on the tooltip; and the tooltip stays until the pointer meets another mark.
    if (event.pointerType == 'touch' || this.#pinned || this.#tip.contains(event.target)) return;
    const {mark, place} = this.#at(event);
    if (mark === undefined || this.#crosses(place)) return;
    if (mark !== this.#dismissed) this.#select(mark, false, place);
  }

  // Whether a pointer is on its way to the tooltip that it called: it may cross other marks in the gap between them.
  #crosses(place) {
    if (this.#mark === undefined || !this.#call) return false;
    const {offsetTop, offsetHeight} = this.#tip;
    const [{x, y}, call] = [place, this.#call].map((at) => this.#shownAt(at));
    const [from, to] = offsetTop < call.y ? [offsetTop, call.y] : [call.y, offsetTop + offsetHeight];
    return y > from && y < to && Math.abs(x - call.x) < 16;
  }

  #click(event) {
    if (this.#tip.contains(event.target)) return;
    const {mark, place} = this.#at(event);
    // A mouse means the mark that its hover shows, even where two marks lie a pixel apart.
    const hovered = !this.#finger && !this.#pinned && mark !== undefined ? this.#mark : undefined;
    this.#select(hovered ?? mark, mark !== undefined, place);
  }

  #key(event) {
    const {key} = event;
    // The buttons in the tooltip have their own keys. On some keyboards brackets need Alt.
    if (event.target != this.#stage || event.ctrlKey || event.metaKey || (event.altKey && key[1])) return;
    if (key == '?')
      this.#controller.ask(
        retry(() => import('./keys.js')),
        this.node,
        ({keys}) => keys(this.#controller, this.node, this.#labels.close),
      );
    this.#controller.settle();
    if (key == 'Enter' && this.#mark !== undefined) {
      event.preventDefault();
      this.#choose();
      return;
    }
    const {widget} = this.#controller;
    const mark = widget.step(this.#mark, key);
    if (mark === undefined) return;
    event.preventDefault();
    this.#select(mark);
    this.#reveal();
    const {short, label} = widget.mark(mark);
    this.#controller.say(event.key == ' ' ? label : short);
  }

  get #addable() {
    const area = this.#shown?.area;
    return this.#ids.has(area) && !this.#chosen.includes(area);
  }

  // Brings the area of the shown mark into focus. The mark stays shown, under the number that it has then.
  #choose() {
    if (!this.#addable) return;
    const {area, lines} = this.#shown;
    if (this.#chosen.length < MAX_AREAS) {
      this.#controller.choose({areas: [...this.#chosen, area]});
    } else {
      this.#controller.say(this.#labels.full);
      this.#fill([...lines, this.#labels.full]);
    }
    // The button is about to go, so the focus moves to the chart, where the keyboard can go on.
    this.#stage.focus({preventScroll: true});
  }

  #dismiss() {
    const mark = this.#mark;
    this.#select();
    this.#dismissed = mark;
  }

  #select(mark, pinned = false, call) {
    const kept = this.#kept;
    this.#kept = undefined;
    this.#dismissed = undefined;
    // A mark that was heard was met without being shown.
    const same = mark === this.#mark && kept === undefined && (mark === undefined) == !this.#shown;
    if (same && pinned == this.#pinned) return;
    this.#mark = mark;
    this.#pinned = pinned && mark !== undefined;
    this.#call = call;
    this.#glow();
    if (same) return;
    const {area, lines, label} = this.#shown ?? {};
    this.#controller.emit('select', this.#shown ? {area, lines, label} : null);
  }

  #glow() {
    const {widget} = this.#controller;
    const shown = (this.#shown = this.#mark === undefined ? undefined : widget.mark(this.#mark));
    this.#light(shown && this.#mark);
    // A button that disappears leaves the focus to the chart.
    if (!shown && this.#tip.contains(this.node.getRootNode().activeElement)) this.#stage.focus({preventScroll: true});
    this.#tip.hidden = !shown;
    if (!shown) return;
    this.#tip.classList.toggle('pinned', this.#pinned);
    this.#fill(shown.lines);
    this.#place();
  }

  // An empty canvas needs no clearing, and takes no memory until it is first painted.
  #light(mark) {
    if (mark !== undefined || this.#lit) this.#controller.widget.paintMark(this.#highlight, this.#ratio, mark);
    this.#lit = mark !== undefined;
  }

  #fill(lines) {
    // The buttons are not replaced, for one of them may have the focus.
    for (const line of this.#tip.querySelectorAll('b, p')) line.remove();
    this.#tip.prepend(...lines.map((line, i) => make(i ? 'p' : 'b', {}, line)));
    this.#add.hidden = !this.#addable || lines.includes(this.#labels.full);
  }

  // Places the tooltip above the pointer or the mark when there is room, else below; within the chart's width and the
  // viewport's height.
  #place() {
    const {x, y} = this.#shownAt(this.#call ?? this.#shown);
    // A finger hides more than a mouse.
    const gap = this.#call && this.#finger ? 28 : 14;
    const {offsetWidth, offsetHeight} = this.#tip;
    const highest = -this.#stage.getBoundingClientRect().top;
    const lowest = highest + document.documentElement.clientHeight - offsetHeight;
    const above = y - gap - offsetHeight;
    const below = y + gap;
    const top = above >= Math.max(highest, 0) || below > lowest ? above : below;
    // Where a mark is far out of sight, so is its tooltip.
    const seen = y > highest - 99 && y < lowest + offsetHeight + 99;
    this.#tip.style.left = `${Math.max(0, Math.min(x - offsetWidth / 2, this.#width - offsetWidth))}px`;
    this.#tip.style.top = `${seen ? Math.max(highest, Math.min(top, lowest)) : top}px`;
  }

  // The place in the page of a place in the layout, from the top left of the chart.
  #shownAt({x, y}) {
    return {x: x * this.#scale, y: y * this.#scale};
  }

  // Scrolls to a mark that the keyboard met outside the viewport.
  #reveal() {
    const {top} = this.#stage.getBoundingClientRect();
    const height = document.documentElement.clientHeight;
    const y = top + this.#shownAt(this.#shown).y;
    if (y > 0 && y < height) return;
    scrollBy({top: y - height / 2, behavior: 'instant'});
    this.#place();
  }
}
