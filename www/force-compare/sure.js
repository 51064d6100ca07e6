// The answer to "How sure can we be?", made when a reader opens it, and again after each choice.
import {draw, make} from './dom.js';

export async function sure(controller, host, panel, node) {
  await controller.whole();
  const show = () => {
    const {paragraphs, title, places} = controller.widget.sure();
    const texts = paragraphs.map((text) => make('p', {}, text));
    // The summary is not replaced: a reader's focus is on it.
    while (node.children[1]) node.children[1].remove();
    node.append(...texts);
    if (places) texts[0].after(picture(title, places));
  };
  if (!node.children[1]) controller.on(host, {'force-compare-change': () => node.open && show()}, panel.gone);
  show();
}

// Draws a dot on a line, in the colour of the text, and so light on a dark page.
function picture(title, [low, figure, high]) {
  const bar = (x) => draw('line', {x1: x, x2: x, y1: 10, y2: 22});
  return draw(
    'svg',
    {
      viewBox: '0 0 320 44',
      width: '100%',
      height: 44,
      preserveAspectRatio: 'xMinYMid',
      role: 'img',
      'aria-label': title,
      direction: 'ltr',
      fill: 'currentColor',
      stroke: 'currentColor',
      'stroke-width': 2,
    },
    draw('line', {x1: low.x, x2: high.x, y1: 16, y2: 16}),
    bar(low.x),
    bar(high.x),
    draw('circle', {cx: figure.x, cy: 16, r: 6}),
    ...[low, figure, high].map(({x, label}) =>
      draw('text', {x, y: 40, 'text-anchor': 'middle', stroke: 'none'}, label),
    ),
  );
}
