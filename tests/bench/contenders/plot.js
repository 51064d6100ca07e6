import {dot, line, link, plot} from '@observablehq/plot';
import {FOCUS, GREY, HEIGHT, WIDTH} from './work.js';

// It makes a new picture each time, as it is meant to be used.
function drawn(host, marks) {
  let focus = 0;
  const redraw = () => host.replaceChildren(plot({width: WIDTH, height: HEIGHT, marks: marks(focus)}));
  redraw();
  return {
    redraw,
    highlight(at) {
      focus = at;
      redraw();
    },
  };
}

export function slopes(host, {earlier, later}) {
  const rows = earlier.map((count, at) => ({at, y1: count, y2: later[at]}));
  return drawn(host, (focus) => {
    const stroke = ({at}) => (at === focus ? FOCUS : GREY);
    return [
      link(rows, {x1: 0, x2: 1, y1: 'y1', y2: 'y2', stroke}),
      dot(rows, {x: 0, y: 'y1', fill: stroke, r: 4}),
      dot(rows, {x: 1, y: 'y2', fill: stroke, r: 4}),
    ];
  });
}

export function funnel(host, {population, rate, limits}) {
  const rows = population.map((x, at) => ({x, y: rate[at]}));
  return drawn(host, (focus) => [
    dot(rows, {x: 'x', y: 'y', fill: GREY, r: 3}),
    dot([rows[focus]], {x: 'x', y: 'y', fill: FOCUS, r: 5}),
    ...limits.curves.map((curve) =>
      line(
        limits.x.map((x, i) => ({x, y: curve[i]})),
        {x: 'x', y: 'y'},
      ),
    ),
  ]);
}
