// The look of the page behind the element. The page decides, not the reader's system: a page that is white for
// everybody stays readable for a reader whose system is dark.

export function isDark(host) {
  // Colours that a reader forces on all pages overrule the attribute, as they overrule its style sheet.
  const forced = matchMedia('(forced-colors: active)').matches;
  if (!forced && (host.theme == 'light' || host.theme == 'dark')) return host.theme == 'dark';
  // Light text stands on a dark ground. The style sheet mixes the text's colour into a property that nothing shows, so
  // that it comes as shares of red, green and blue, however the page wrote it. Forced colours come as whole numbers.
  const {color, columnRuleColor} = getComputedStyle(host);
  const [red, green, blue] = (forced ? color : columnRuleColor).match(/-?[\d.]+(e-\d+)?/g);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > (forced ? 127 : 0.5);
}

// The colour behind the element, for parts that must cover something: the tooltip, the list, the sticky column.
export function paper(host) {
  for (let node = host; node; node = node.parentElement ?? node.getRootNode().host) {
    const colour = getComputedStyle(node).backgroundColor;
    if (colour != 'rgba(0, 0, 0, 0)') return colour;
  }
  return 'Canvas';
}
