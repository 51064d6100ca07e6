// What of the page around the element matters to it: the room that it has, and what makes it draw itself anew.

// What the page puts around the content of the element: its padding and border.
export function edges(host) {
  const style = getComputedStyle(host);
  return ['paddingTop', 'paddingBottom', 'borderTopWidth', 'borderBottomWidth'].reduce((sum, name) => sum + parseFloat(style[name]), 0);
}

export function inner(host) {
  return host.getBoundingClientRect().height - edges(host);
}

// Has it drawn again when its width, colours, fonts or pixels change, and calls `print` before and after printing. What
// comes back ends what an end of the controller's listening does not.
export function watch(controller, host, print) {
  const {redraw} = controller;
  let seen = 0;
  const sizes = new ResizeObserver(([{contentRect: {width}}]) => {
    // Seen, not drawn: what was hidden may come back at the same width, and on a page of another colour. The width is as
    // told, for asking the page here would lay it out once more.
    if (width == seen) return;
    seen = width;
    redraw();
  });
  sizes.observe(host);
  controller.on(matchMedia('(prefers-color-scheme: dark)'), {change: redraw});
  controller.on(matchMedia('(forced-colors: active)'), {change: redraw});
  controller.on(document.fonts, {loadingdone: redraw});
  // Paper is white, and has no pixels.
  controller.on(window, {beforeprint: () => print(true), afterprint: () => print(false)});
  // A query holds for one ratio, so that each change needs a new one.
  const ratio = () => controller.on(matchMedia(`(resolution: ${devicePixelRatio}dppx)`), {
    change: () => {
      redraw();
      ratio();
    },
  }, {once: true});
  ratio();
  return () => sizes.disconnect();
}
