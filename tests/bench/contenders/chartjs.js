import {
  CategoryScale,
  Chart,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  ScatterController,
} from 'chart.js';
import {FOCUS, GREY, HEIGHT, WIDTH} from './work.js';

Chart.register(CategoryScale, LineController, LineElement, LinearScale, PointElement, ScatterController);

function chart(host, config) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  host.append(canvas);
  return new Chart(canvas, {
    ...config,
    options: {
      animation: false,
      responsive: false,
      plugins: {legend: {display: false}},
      normalized: true,
      ...config.options,
    },
  });
}

export function slopes(host, {earlier, later}) {
  const datasets = earlier.map((count, at) => ({
    data: [count, later[at]],
    borderColor: at ? GREY : FOCUS,
    backgroundColor: at ? GREY : FOCUS,
    pointRadius: 4,
    borderWidth: 1.5,
  }));
  const made = chart(host, {type: 'line', data: {labels: ['2016/17', '2017/18'], datasets}});
  const redraw = () => made.update('none');
  let focus = 0;
  return {
    redraw,
    remove() {
      made.destroy();
    },
    highlight(at) {
      datasets[focus].borderColor = datasets[focus].backgroundColor = GREY;
      datasets[(focus = at)].borderColor = datasets[at].backgroundColor = FOCUS;
      redraw();
    },
  };
}

export function funnel(host, {population, rate, limits}) {
  const at = (index) => ({x: population[index], y: rate[index]});
  const focus = {data: [at(0)], backgroundColor: FOCUS, pointRadius: 5};
  const curves = limits.curves.map((curve) => ({
    type: 'line',
    data: limits.x.map((x, i) => ({x, y: curve[i]})),
    borderColor: '#000',
    pointRadius: 0,
    borderWidth: 1,
  }));
  const datasets = [
    focus,
    ...curves,
    {data: population.map((_, i) => at(i)), backgroundColor: GREY, pointRadius: 3, borderWidth: 0},
  ];
  const made = chart(host, {
    type: 'scatter',
    data: {datasets},
    options: {parsing: false, scales: {x: {type: 'linear'}}},
  });
  const redraw = () => made.update('none');
  return {
    redraw,
    highlight(index) {
      focus.data[0] = at(index);
      redraw();
    },
    remove() {
      made.destroy();
    },
  };
}
