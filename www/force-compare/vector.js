// The picture as an SVG element, for paper, where a canvas prints as pixels: the engine draws on this as on a canvas,
// and each of its strokes becomes a node. It is made at once, because a page that is about to be printed waits for
// nothing.
import {draw} from './dom.js';

export function vector(width, height, paint) {
  // Its own size, but no wider than the paper: letters stay as large as they are on the screen.
  const svg = draw('svg', {viewBox: `0 0 ${width} ${height}`, width, direction: 'ltr', 'aria-hidden': 'true'});
  let d;
  const pen = {
    // The glue asks whether it got a context.
    __proto__: CanvasRenderingContext2D.prototype,
    fillStyle: '',
    globalAlpha: 1,
    strokeStyle: '',
    lineWidth: 1,
    font: '',
    textAlign: '',
    textBaseline: '',
    scale() {},
    beginPath() {
      d = '';
    },
    moveTo(x, y) {
      d += `M${x} ${y}`;
    },
    lineTo(x, y) {
      d += `L${x} ${y}`;
    },
    arc(x, y, r) {
      d += `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    },
    fill() {
      svg.append(draw('path', {d, fill: pen.fillStyle, 'fill-opacity': pen.globalAlpha}));
    },
    stroke() {
      svg.append(draw('path', {d, fill: 'none', stroke: pen.strokeStyle, 'stroke-width': pen.lineWidth}));
    },
    fillRect(x, y, width, height) {
      svg.append(draw('rect', {x, y, width, height, fill: pen.fillStyle}));
    },
    fillText(text, x, y) {
      const anchor = {left: 'start', right: 'end'}[pen.textAlign] ?? 'middle';
      const node = draw(
        'text',
        {x, y, fill: pen.fillStyle, 'text-anchor': anchor, 'dominant-baseline': 'central'},
        text,
      );
      node.style.font = pen.font;
      svg.append(node);
    },
  };
  paint({getContext: () => pen});
  return svg;
}
