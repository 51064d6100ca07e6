// The widget, driven as a page drives it.
import {payload} from './work.js';

async function shown(host, figures, state) {
  const element = document.createElement('force-compare');
  Object.assign(element, {data: payload(figures), areas: 'a0', ...state});
  const ready = new Promise((resolve, reject) => {
    element.addEventListener('force-compare-ready', resolve);
    element.addEventListener('force-compare-error', ({detail}) => reject(new Error(detail.message)));
  });
  host.append(element);
  await ready;
  const stage = element.shadowRoot.querySelector('[part=chart]');
  const box = stage.getBoundingClientRect();
  let side = 0;
  return {
    remove: () => element.remove(),
    // Acts as a page whose fonts arrive: everything is laid out and painted again.
    redraw: () => document.fonts.dispatchEvent(new Event('loadingdone')),
    // Highlights another mark each time, from one end of the picture to the other.
    highlight(at) {
      const x = box.left + box.width * (0.2 + 0.6 * ((at * 0.618) % 1));
      const y = box.top + box.height * (0.3 + 0.2 * (side ^= 1));
      stage.dispatchEvent(
        new PointerEvent('pointermove', {clientX: x, clientY: y, pointerType: 'mouse', bubbles: true}),
      );
      if (!element.shadowRoot.querySelector('.tip').hidden) return;
      stage.dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true}));
    },
  };
}

export function slopes(host, figures) {
  return shown(host, figures, {});
}

export function funnel(host, figures) {
  return shown(host, figures, {view: 'funnel', measure: 'rate'});
}
