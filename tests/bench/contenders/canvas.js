// Canvas 2D by hand, nothing but the marks and the frame: no library can be faster.
import {FOCUS, GREY, HEIGHT, WIDTH, scale} from './work.js';

function surface(host) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  host.append(canvas);
  return canvas.getContext('2d');
}

function dot(pen, x, y, r) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fill();
}

export function slopes(host, {earlier, later}) {
  const pen = surface(host);
  const y = scale([...earlier, ...later], [HEIGHT - 30, 20]);
  let focus = 0;
  const redraw = () => {
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    earlier.forEach((_, at) => {
      pen.strokeStyle = pen.fillStyle = at === focus ? FOCUS : GREY;
      pen.beginPath();
      pen.moveTo(60, y(earlier[at]));
      pen.lineTo(WIDTH - 60, y(later[at]));
      pen.stroke();
      dot(pen, 60, y(earlier[at]), 4);
      dot(pen, WIDTH - 60, y(later[at]), 4);
    });
    pen.fillStyle = '#000';
    pen.fillText('2016/17', 40, HEIGHT - 8);
    pen.fillText('2017/18', WIDTH - 80, HEIGHT - 8);
  };
  redraw();
  return {
    redraw,
    highlight(at) {
      focus = at;
      redraw();
    },
  };
}

export function funnel(host, {population, rate, limits}) {
  const pen = surface(host);
  const x = scale(population, [50, WIDTH - 20]);
  const y = scale(rate, [HEIGHT - 30, 20]);
  let focus = 0;
  const redraw = () => {
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = GREY;
    population.forEach((people, at) => {
      if (at !== focus) dot(pen, x(people), y(rate[at]), 3);
    });
    pen.fillStyle = FOCUS;
    dot(pen, x(population[focus]), y(rate[focus]), 5);
    pen.strokeStyle = '#000';
    for (const curve of limits.curves) {
      pen.beginPath();
      limits.x.forEach((at, i) => pen.lineTo(x(at), y(curve[i])));
      pen.stroke();
    }
    pen.fillText('population', WIDTH / 2, HEIGHT - 8);
  };
  redraw();
  return {
    redraw,
    highlight(at) {
      focus = at;
      redraw();
    },
  };
}
