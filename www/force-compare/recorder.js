// A drawing context that writes SVG: the file has everything that the engine paints on a canvas, with text as text.

const TURN = 2 * Math.PI;

// Characters that XML cannot write.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const SIGNS = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

export function escaped(text) {
  return String(text)
    .replace(FORBIDDEN, '')
    .replace(/[&<>"]/g, (sign) => SIGNS[sign]);
}

export function tag(name, attributes, inside) {
  const written = Object.entries(attributes)
    .filter(([, value]) => value != null)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join('')}${inside == null ? '/>' : `>${inside}</${name}>`}`;
}

// Rounds to hundredths, which is finer than anybody sees.
const short = (number) => String(Math.round(number * 100) / 100);

export class Recorder {
  fillStyle = '#000000';
  strokeStyle = '#000000';
  lineWidth = 1;
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign = 'start';
  textBaseline = 'alphabetic';
  // The file sets the direction once, around the whole drawing.
  direction = 'ltr';
  #out = [];
  #path = [];
  #circle;
  #dashes = [];
  #ruler;
  #lifts = new Map();

  // `ruler` is a real context, for measures that only a browser's fonts can give.
  constructor(ruler) {
    this.#ruler = ruler;
  }

  // A canvas whose drawing ends up here.
  canvas() {
    const canvas = document.createElement('canvas');
    canvas.getContext = () => this;
    return canvas;
  }

  get text() {
    return this.#out.join('\n');
  }

  // The engine scales to the screen's pixels; a file has none, and is painted at a ratio of 1.
  scale() {}

  setLineDash(dashes) {
    this.#dashes = [...dashes];
  }

  beginPath() {
    this.#path = [];
    this.#circle = undefined;
  }

  moveTo(x, y) {
    this.#path.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x, y) {
    this.#path.push(`${this.#path.length ? 'L' : 'M'}${short(x)} ${short(y)}`);
  }

  closePath() {
    this.#path.push('Z');
  }

  rect(x, y, width, height) {
    this.#path.push(`M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`);
  }

  arc(x, y, radius, from, to) {
    const [r, whole] = [short(radius), Math.abs(to - from) >= TURN];
    if (whole && !this.#path.length) this.#circle = {cx: short(x), cy: short(y), r};
    const at = (angle) => `${short(x + radius * Math.cos(angle))} ${short(y + radius * Math.sin(angle))}`;
    // SVG draws nothing for an arc that ends where it begins, so a whole circle is written as two halves.
    const stops = whole ? [from + Math.PI, from + TURN] : [to];
    const large = !whole && to - from > Math.PI ? 1 : 0;
    this.#path.push(
      `${this.#path.length ? 'L' : 'M'}${at(from)}`,
      ...stops.map((stop) => `A${r} ${r} 0 ${large} 1 ${at(stop)}`),
    );
  }

  fill() {
    this.#shape({fill: this.fillStyle});
  }

  stroke() {
    this.#shape({
      fill: 'none',
      stroke: this.strokeStyle,
      'stroke-width': short(this.lineWidth),
      'stroke-dasharray': this.#dashes.join(' ') || null,
    });
  }

  fillRect(x, y, width, height) {
    this.#put('rect', {x: short(x), y: short(y), width: short(width), height: short(height), fill: this.fillStyle});
  }

  // The engine clears only empty ground.
  clearRect() {}

  fillText(text, x, y) {
    const [, weight, size] = this.font.match(/^(\S+) ([\d.]+)px /);
    this.#put(
      'text',
      {
        x: short(x),
        y: short(y + this.#lift()),
        'font-size': size,
        'font-weight': weight == 'bold' ? weight : null,
        'text-anchor': {center: 'middle', right: 'end', end: 'end'}[this.textAlign],
        fill: this.fillStyle,
      },
      escaped(text),
    );
  }

  // How far below its middle a line of text has its baseline: programs differ in how they read SVG's own word for it.
  #lift() {
    if (this.textBaseline == 'alphabetic') return 0;
    if (!this.#lifts.has(this.font)) {
      const ruler = this.#ruler;
      ruler.font = this.font;
      const above = ['alphabetic', this.textBaseline].map((baseline) => {
        ruler.textBaseline = baseline;
        return ruler.measureText('x').actualBoundingBoxAscent;
      });
      ruler.textBaseline = 'alphabetic';
      this.#lifts.set(this.font, above[0] - above[1]);
    }
    return this.#lifts.get(this.font);
  }

  #shape(paint) {
    if (this.#circle && this.#path.length == 3) this.#put('circle', {...this.#circle, ...paint});
    else if (this.#path.length) this.#put('path', {d: this.#path.join(''), ...paint});
  }

  #put(name, attributes, inside) {
    this.#out.push(tag(name, {...attributes, opacity: this.globalAlpha == 1 ? null : this.globalAlpha}, inside));
  }
}

// The engine's library asks a context what it is. A method that a real one has and this one lacks fails aloud.
Object.setPrototypeOf(Recorder.prototype, CanvasRenderingContext2D.prototype);
