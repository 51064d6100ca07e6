// The page around the element: the room that it leaves, and the changes after which the element is drawn again.

// The height of the page's padding and border around the content of the element.
export function edges(host) {
  const style = getComputedStyle(host);
  return ['paddingTop', 'paddingBottom', 'borderTopWidth', 'borderBottomWidth'].reduce(
    (sum, name) => sum + parseFloat(style[name]),
    0,
  );
}

export function inner(host) {
  return host.getBoundingClientRect().height - edges(host);
}

// The level of the element's heading: that of the static chart; where there is none, one below the heading that comes
// before, for a missing level sounds like a missing part.
export function level(host) {
  const all = ':is(h1, h2, h3, h4, h5, h6)';
  const own = host.querySelector(all);
  if (own) return own.localName[1];
  let level = 1;
  for (const heading of document.querySelectorAll(`${all}:not(force-compare *)`)) {
    if (heading.compareDocumentPosition(host) & Node.DOCUMENT_POSITION_FOLLOWING)
      level = Math.min(+heading.localName[1] + 1, 6);
  }
  return level;
}

// Redraws the element when its width, colours, fonts or pixels change, and calls `print` before and after printing.
// Returns a function that stops the observers that the controller's AbortSignal cannot.
export function watch(controller, host, redraw, print) {
  let seen = 0;
  const sizes = new ResizeObserver(
    ([
      {
        contentRect: {width},
      },
    ]) => {
      // Compares with the width last seen, not last drawn: a hidden element may come back at the same width, on a page
      // of another colour. It takes the width from the observer, for asking the page would lay it out once more.
      if (width == seen) return;
      seen = width;
      redraw();
    },
  );
  sizes.observe(host);
  controller.on(matchMedia('(prefers-color-scheme: dark)'), {change: redraw});
  controller.on(matchMedia('(forced-colors: active)'), {change: redraw});
  controller.on(document.fonts, {loadingdone: redraw});
  // Paper is white, and has no pixels.
  controller.on(window, {beforeprint: () => print(true), afterprint: () => print(false)});
  // A query holds for one ratio, so each change needs a new one.
  const ratio = () =>
    controller.on(
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`),
      {
        change: () => {
          redraw();
          ratio();
        },
      },
      {once: true},
    );
  ratio();
  return () => sizes.disconnect();
}
