// Makes nodes without innerHTML and without style attributes: names come from data, and strict pages refuse both.

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

// A link from the data must not carry a script. A text that is no address has no protocol either, and stays a text.
export function link(href, text) {
  const anchor = make('a', {href}, text);
  return ['https:', 'http:', 'tel:', 'mailto:'].includes(anchor.protocol) ? anchor : text;
}
