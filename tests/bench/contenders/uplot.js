import uPlot from 'uplot';
import {FOCUS, GREY, HEIGHT, WIDTH} from './work.js';

export function slopes(host, {earlier, later}) {
  let focus = 0;
  const series = earlier.map((_, at) => ({stroke: () => (at === focus ? FOCUS : GREY), points: {show: true, size: 8}}));
  const data = [[0, 1], ...earlier.map((count, at) => [count, later[at]])];
  const chart = new uPlot(
    {width: WIDTH, height: HEIGHT, legend: {show: false}, scales: {x: {time: false}}, series: [{}, ...series]},
    data,
    host,
  );
  const redraw = () => chart.redraw(true, true);
  return {
    redraw,
    highlight(at) {
      focus = at;
      redraw();
    },
    remove() {
      chart.destroy();
    },
  };
}

export function funnel(host, {population, rate, limits}) {
  let focus = 0;
  // uPlot's own way to many points: one path of arcs.
  const arcs = (size) => (u, series) => {
    const path = new Path2D();
    const [xs, ys] = [u.data[0], u.data[series]];
    for (let at = 0; at < xs.length; at += 1) {
      if (ys[at] == null) continue;
      const [x, y] = [u.valToPos(xs[at], 'x', true), u.valToPos(ys[at], 'y', true)];
      path.moveTo(x + size, y);
      path.arc(x, y, size, 0, 2 * Math.PI);
    }
    return {fill: path, stroke: null};
  };
  const order = population.map((_, at) => at).sort((a, b) => population[a] - population[b]);
  const xs = [...order.map((at) => population[at]), ...limits.x];
  const places = xs.map((_, at) => at).sort((a, b) => xs[a] - xs[b]);
  const column = (values) => places.map((at) => values[at] ?? null);
  const points = column(order.map((at) => rate[at]));
  const curves = limits.curves.map((curve) => column([...order.map(() => null), ...curve]));
  const focused = () => points.map((value, at) => (at === focus ? value : null));
  const options = {
    width: WIDTH,
    height: HEIGHT,
    legend: {show: false},
    scales: {x: {time: false}},
    series: [
      {},
      {fill: GREY, paths: arcs(3), points: {show: false}},
      ...curves.map(() => ({stroke: '#000', spanGaps: true, points: {show: false}})),
      {fill: FOCUS, paths: arcs(5), points: {show: false}},
    ],
  };
  const data = [places.map((at) => xs[at]), points, ...curves, focused()];
  const chart = new uPlot(options, data, host);
  const redraw = () => chart.redraw(true, true);
  return {
    redraw,
    remove() {
      chart.destroy();
    },
    highlight(at) {
      focus = at;
      data[data.length - 1] = focused();
      chart.setData(data);
      redraw();
    },
  };
}
