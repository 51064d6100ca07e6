// The keys of the chart, listed beneath it when a reader asks with a question mark. The list is made once.
import {adopt} from './adopt.js';
import {make} from './dom.js';
import {keysCss} from './keys_styles.js';
import {words} from './keys_words.js';

export function keys(controller, chart, close) {
  const made = chart.querySelector('.keys');
  const list = made ?? listed(controller, chart, close);
  list.hidden = made && !made.hidden;
  if (list.hidden) return;
  controller.say([words.title, ...words.rows.map((row) => row.join(': '))].join('. '));
  list.scrollIntoView({block: 'nearest', behavior: 'instant'});
}

function listed(controller, chart, close) {
  const rows = words.rows.map(([key, does]) => make('div', {}, make('dt', {}, key), make('dd', {}, does)));
  const button = make('button', {type: 'button', class: 'close', 'aria-label': close});
  const list = make('div', {class: 'keys', role: 'group', 'aria-label': words.title}, make('p', {}, words.title), make('dl', {}, ...rows), button);
  const hide = () => {
    // The focus is not to go with what has it.
    if (list.contains(list.getRootNode().activeElement)) chart.querySelector('.stage').focus({preventScroll: true});
    list.hidden = true;
  };
  controller.on(button, {click: hide});
  controller.on(chart, {keydown: ({key}) => key == 'Escape' && hide()});
  adopt(chart.getRootNode(), keysCss);
  chart.append(list);
  return list;
}
