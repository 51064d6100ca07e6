// What the page behind the element looks like. The page decides, not the reader's system: a page that is white for
// everybody stays readable for a reader whose system is dark.

export function isDark(host) {
  if (host.theme == 'light' || host.theme == 'dark') return host.theme == 'dark';
  const {color} = getComputedStyle(host);
  if (color.startsWith('rgb')) {
    // Light text stands on something dark. Newer colour spaces are not worth a parser.
    const [red, green, blue] = color.match(/[\d.]+/g);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 127;
  }
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

// The colour behind the element, for what must cover something else: the tooltip, the list, the sticky column.
export function paper(host) {
  for (let node = host; node; node = node.parentElement ?? node.getRootNode().host) {
    const colour = getComputedStyle(node).backgroundColor;
    if (colour != 'rgba(0, 0, 0, 0)') return colour;
  }
  return 'Canvas';
}
