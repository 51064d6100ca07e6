// Nodes without innerHTML and without style attributes: names come from data, and strict pages refuse both.

export function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function draw(tag, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) if (value != null) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// One shape for each colour in focus, in the order in which the chart draws its markers, for readers who do not tell
// the colours apart: disc, square, triangle, diamond, triangle pointing down, cross.
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

// A link from the data may not carry a script; what is no address has no protocol either, and stays a text.
export function link(href, text) {
  const anchor = make('a', {href}, text);
  return ['https:', 'http:', 'tel:', 'mailto:'].includes(anchor.protocol) ? anchor : text;
}
