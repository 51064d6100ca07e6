// Uses its accessibility module, as its makers advise. It has a licence of its own: it is installed to be measured, and
// no part of it is kept or handed on.
import Highcharts from 'highcharts/esm/highcharts.js';
import 'highcharts/esm/modules/accessibility.js';
import {FOCUS, GREY, HEIGHT, WIDTH} from './work.js';

const BARE = {animation: false, enableMouseTracking: false, states: {inactive: {enabled: false}}};

function drawn(host, options) {
  let focus = 0;
  const place = document.createElement('div');
  host.append(place);
  let chart;
  // Draws everything anew, as the others do: an update without a change would do nothing.
  const redraw = () => {
    chart?.destroy();
    chart = Highcharts.chart(place, {
      chart: {animation: false, width: WIDTH, height: HEIGHT},
      title: {text: 'Figures'},
      credits: {enabled: false},
      legend: {enabled: false},
      plotOptions: {series: BARE},
      ...options(focus),
    });
  };
  redraw();
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

export function slopes(host, {earlier, later}) {
  return drawn(host, (focus) => ({
    xAxis: {categories: ['2016/17', '2017/18']},
    series: earlier.map((count, at) => ({
      type: 'line',
      name: `Area ${at}`,
      data: [count, later[at]],
      color: at === focus ? FOCUS : GREY,
      marker: {symbol: 'circle', radius: 4},
    })),
  }));
}

export function funnel(host, {population, rate, limits}) {
  const points = population.map((x, at) => [x, rate[at]]);
  return drawn(host, (focus) => ({
    series: [
      {
        type: 'scatter',
        name: 'Areas',
        data: points,
        color: GREY,
        turboThreshold: 0,
        marker: {symbol: 'circle', radius: 3},
      },
      {type: 'scatter', name: 'In focus', data: [points[focus]], color: FOCUS, marker: {symbol: 'circle', radius: 5}},
      ...limits.curves.map((curve, at) => ({
        type: 'line',
        name: `Limit ${at}`,
        data: limits.x.map((x, i) => [x, curve[i]]),
        color: '#000',
        marker: {enabled: false},
      })),
    ],
  }));
}
