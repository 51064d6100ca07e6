// Makes the files that readers take with them, and the answer to how sure anyone can be. This script loads when a
// reader or one of the element's methods asks for it. An engine's widget of its own makes all of it from the same
// payload and choice, so that the picture and the pointer on the page never notice, whatever the reader does meanwhile.
import {sheet} from './figures.js';
import {menu} from './menu.js';
import {drawn, written} from './picture.js';
import {sure} from './sure.js';

// Each takes the controller, its element, and its panel, whose node knows language and direction.
export function png(...asked) {
  return withEngine(asked, drawn);
}

export function svg(...asked) {
  return withEngine(asked, written);
}

export function csv(...asked) {
  return withEngine(asked, sheet, true);
}

export {menu, sure};

async function withEngine(
  [
    controller,
    host,
    {
      node: {lang, dir},
    },
  ],
  work,
  whole,
) {
  const {payload, state} = controller;
  const {Widget} = whole ? await controller.whole() : controller.engine;
  const widget = new Widget(payload, document.createElement('canvas'));
  try {
    const report = widget.choose(state);
    return await work({
      widget,
      report,
      payload,
      lang,
      dir,
      family: getComputedStyle(host).fontFamily,
      labels: widget.page().labels,
    });
  } finally {
    try {
      widget.free();
    } catch {
      /* after a trap there is nothing left to free */
    }
  }
}
