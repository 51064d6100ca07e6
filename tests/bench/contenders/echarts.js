import {LineChart, ScatterChart} from 'echarts/charts';
import {GridComponent} from 'echarts/components';
import {init, use} from 'echarts/core';
import {CanvasRenderer} from 'echarts/renderers';
import {FOCUS, GREY, HEIGHT, WIDTH} from './work.js';

use([CanvasRenderer, GridComponent, LineChart, ScatterChart]);

function drawn(host, option) {
  const chart = init(host, null, {width: WIDTH, height: HEIGHT});
  let focus = 0;
  const redraw = () => {
    chart.setOption({animation: false, ...option(focus)}, {notMerge: true});
    // It draws later unless it is told to draw now.
    chart.getZr().flush();
  };
  redraw();
  return {
    redraw,
    highlight(at) {
      focus = at;
      redraw();
    },
    remove() {
      chart.dispose();
    },
  };
}

export function slopes(host, {earlier, later}) {
  return drawn(host, (focus) => ({
    xAxis: {type: 'category', data: ['2016/17', '2017/18']},
    yAxis: {},
    series: earlier.map((count, at) => ({
      type: 'line',
      data: [count, later[at]],
      symbolSize: 8,
      color: at === focus ? FOCUS : GREY,
    })),
  }));
}

export function funnel(host, {population, rate, limits}) {
  const points = population.map((x, at) => [x, rate[at]]);
  return drawn(host, (focus) => ({
    xAxis: {},
    yAxis: {},
    series: [
      {type: 'scatter', data: points, symbolSize: 6, color: GREY, progressive: 0, large: false},
      {type: 'scatter', data: [points[focus]], symbolSize: 10, color: FOCUS},
      ...limits.curves.map((curve) => ({
        type: 'line',
        data: limits.x.map((x, i) => [x, curve[i]]),
        showSymbol: false,
        color: '#000',
      })),
    ],
  }));
}
