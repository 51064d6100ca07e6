// A shape for each colour in focus, in the order in which the chart draws its markers, for readers who cannot tell the
// colours apart: disc, square, triangle, diamond, triangle pointing down, cross.
import {draw} from './dom.js';

const MARKERS = [
  'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  'M1.5 1.5h9v9h-9z',
  'M6 .8l5.5 9.9h-11z',
  'M6 0l6 6l-6 6l-6-6z',
  'M6 11.2l5.5-9.9h-11z',
  'M4 1h4v3h3v4h-3v3h-4v-3h-3v-4h3z',
];

export function marker(colour) {
  const shape = draw('path', {d: MARKERS[colour % MARKERS.length]});
  return draw('svg', {viewBox: '0 0 12 12', 'aria-hidden': 'true', class: `marker c${colour}`}, shape);
}
