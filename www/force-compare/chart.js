// The chart as the reader meets it: two canvases that the engine paints, and one stop for the keyboard. The picture is
// on the lower canvas; the highlight has its own, so that moving it repaints nothing else.
import {MOST} from './choices.js';
import {make} from './dom.js';
import {vector} from './vector.js';

export class Chart {
  #controller;
  #labels;
  #ids;
  #chosen = [];
  #mark;
  #clicked;
  #width = 0;
  #height = 0;
  #scale = 1;
  #ratio = 1;
  #print;
  // Canvases run from left to right whatever the page does: the engine has decided every place.
  #picture = make('canvas', {dir: 'ltr', 'aria-hidden': 'true'});
  #highlight = make('canvas', {dir: 'ltr', 'aria-hidden': 'true', class: 'highlight'});
  #tip = make('div', {class: 'tip', part: 'tooltip', hidden: ''});
  #description = make('p', {class: 'hide', id: 'description'});
  #empty = make('p', {class: 'empty', hidden: ''});
  #stage;

  constructor(controller, labels, areas) {
    this.#controller = controller;
    this.#labels = labels;
    this.#ids = new Set(areas.map(({id}) => id));
    this.#stage = make('div', {
      class: 'stage', part: 'chart', tabindex: '0', role: 'group',
      'aria-roledescription': labels.view, 'aria-label': labels.chart, 'aria-describedby': 'description',
    }, this.#picture, this.#highlight, this.#tip);
    this.node = make('div', {class: 'chart'}, this.#stage, this.#empty, this.#description);
    controller.on(this.#stage, {
      pointermove: (event) => this.#point(event),
      click: (event) => this.#click(event),
      pointerleave: ({pointerType}) => pointerType == 'mouse' && this.#select(),
      keydown: (event) => this.#key(event),
      blur: () => this.#select(),
    });
    // A tooltip must go on Escape even when the pointer brought it and the focus is elsewhere.
    controller.on(document, {keydown: ({key}) => key == 'Escape' && this.#select()});
  }

  show({chart, choice, empty}) {
    this.#chosen = choice.areas;
    this.#description.textContent = chart;
    this.#empty.textContent = empty;
    this.#empty.hidden = !empty;
    this.#stage.hidden = !this.#empty.hidden;
    // The marks have new numbers: the old one may mean another area.
    this.#drop();
  }

  // Takes the height that the engine finds natural, plus `fit` as far as the picture bears it.
  size(width, dark, family, fit) {
    const {widget} = this.#controller;
    // Letters grow with the page's: the picture is laid out smaller, down to the narrowest there is, and shown larger.
    const scale = Math.max(1, Math.min(parseFloat(getComputedStyle(this.#stage).fontSize) / 16, width / 280));
    this.#scale = scale;
    this.#width = width;
    let height = widget.layout(width / scale, 0, dark, family);
    const wanted = Math.floor(Math.min(Math.max(height + fit / scale, height * 0.75), height * 1.5));
    if (wanted != Math.floor(height)) height = widget.layout(width / scale, wanted, dark, family);
    this.#height = height;
    this.#stage.style.height = `${height * scale}px`;
  }

  paint(printing) {
    this.#print?.remove();
    this.#picture.hidden = printing;
    if (this.#stage.hidden) return;
    const {widget} = this.#controller;
    if (printing) {
      this.#print = vector(this.#width / this.#scale, this.#height, (canvas) => widget.paint(canvas, 1));
      this.#stage.append(this.#print);
      return;
    }
    // As many pixels as the screen has there, whatever enlarges the chart: its letters, the page's zoom, the screen.
    this.#ratio = devicePixelRatio * Math.max(1, this.#zoom(this.#picture.getBoundingClientRect()));
    widget.paint(this.#picture, this.#ratio);
    this.#glow();
  }

  // Pixels of the page to one of the layout.
  #zoom(box) {
    return box.width * this.#scale / this.#width;
  }

  #at(event) {
    const box = this.#picture.getBoundingClientRect();
    // How far from a mark a pointer still means it, in CSS px: a finger is broader than a mouse.
    const slop = event.pointerType == 'touch' ? 28 : 16;
    const zoom = this.#zoom(box);
    return this.#controller.widget.hit((event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom, slop / zoom);
  }

  #point(event) {
    // The tooltip may be hovered; and it stays until another mark is met, so that the pointer can cross the gap to it.
    if (event.pointerType == 'touch' || this.#tip.contains(event.target)) return;
    const mark = this.#at(event);
    if (mark !== undefined) this.#select(mark);
  }

  #click(event) {
    if (this.#tip.contains(event.target)) return;
    const found = this.#at(event);
    // A mouse means what its hover shows, even where two marks lie a pixel apart.
    const mark = event.pointerType == 'mouse' && found !== undefined ? this.#mark ?? found : found;
    const again = mark !== undefined && mark === this.#clicked;
    this.#select(mark);
    this.#clicked = mark;
    if (again) this.#add();
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key == 'Enter' && this.#mark !== undefined) {
      event.preventDefault();
      this.#add();
      return;
    }
    const {widget} = this.#controller;
    const mark = widget.step(this.#mark, event.key);
    if (mark === undefined) return;
    event.preventDefault();
    this.#select(mark);
    this.#controller.say(widget.mark(mark).label);
  }

  // Brings the area of the shown mark into focus.
  #add() {
    const {widget} = this.#controller;
    const area = widget.mark(this.#mark)?.area;
    if (!this.#ids.has(area) || this.#chosen.includes(area)) return;
    if (this.#chosen.length >= MOST) {
      this.#controller.say(this.#labels.full);
      this.#fill([...widget.mark(this.#mark).lines, this.#labels.full]);
      return;
    }
    this.#controller.choose({areas: [...this.#chosen, area]});
    // The same area keeps the highlight under its new number.
    for (let mark = 0, found; (found = widget.mark(mark)); mark++) {
      if (found.area != area) continue;
      this.#select(mark);
      break;
    }
  }

  #select(mark) {
    if (mark === this.#mark) return;
    this.#mark = mark;
    this.#clicked = undefined;
    this.#glow();
    const shown = mark === undefined ? undefined : this.#controller.widget.mark(mark);
    this.#controller.emit('select', shown ? {area: shown.area, lines: shown.lines, label: shown.label} : null);
  }

  #drop() {
    if (this.#mark === undefined) return;
    this.#mark = this.#clicked = undefined;
    this.#tip.hidden = true;
    this.#controller.emit('select', null);
  }

  #glow() {
    const {widget} = this.#controller;
    const shown = this.#mark === undefined ? undefined : widget.mark(this.#mark);
    widget.paintMark(this.#highlight, this.#ratio, shown && this.#mark);
    this.#tip.hidden = !shown;
    if (!shown) return;
    const addable = this.#ids.has(shown.area) && !this.#chosen.includes(shown.area);
    this.#fill(addable && this.#labels.pick ? [...shown.lines, this.#labels.pick] : shown.lines);
    this.#place(shown);
  }

  #fill(lines) {
    this.#tip.replaceChildren(...lines.map((line, i) => make(i ? 'p' : 'b', {}, line)));
  }

  // Above the mark when there is room, else below it, and always inside the chart's width.
  #place({x, y}) {
    const {offsetWidth, offsetHeight} = this.#tip;
    x *= this.#scale;
    y *= this.#scale;
    const left = Math.max(0, Math.min(x - offsetWidth / 2, this.#width - offsetWidth));
    const top = y > offsetHeight + 14 ? y - offsetHeight - 14 : y + 14;
    this.#tip.style.left = `${left}px`;
    this.#tip.style.top = `${top}px`;
  }
}
