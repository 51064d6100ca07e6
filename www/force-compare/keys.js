// Lists the keys of the chart beneath it when a reader asks with a question mark. The list is made once.
import {adopt} from './adopt.js';
import {make} from './dom.js';
import {keysCss} from './made/keys_styles.js';
import {words} from './made/keys_words.js';
import {spoken} from './spoken.js';

export function keys(controller, chart, close) {
  const texts = spoken(words, controller.payload);
  const made = chart.querySelector('.keys');
  const list = made ?? listed(controller, chart, texts, close);
  list.hidden = made && !made.hidden;
  if (list.hidden) return;
  controller.say([texts.title, ...texts.rows.map((row) => row.join(': '))].join('. '));
  list.scrollIntoView({block: 'nearest', behavior: 'instant'});
}

function listed(controller, chart, texts, close) {
  const rows = texts.rows.map(([key, does]) => make('div', {}, make('dt', {}, key), make('dd', {}, does)));
  const button = make('button', {type: 'button', class: 'close', 'aria-label': close});
  const list = make(
    'div',
    {class: 'keys', role: 'group', 'aria-label': texts.title},
    make('p', {}, texts.title),
    make('dl', {}, ...rows),
    button,
  );
  const hide = () => {
    // A focus inside the list must not disappear with it.
    if (list.contains(list.getRootNode().activeElement)) chart.querySelector('.stage').focus({preventScroll: true});
    list.hidden = true;
  };
  controller.on(button, {click: hide});
  controller.on(chart, {keydown: ({key}) => key == 'Escape' && hide()});
  adopt(chart.getRootNode(), keysCss);
  chart.append(list);
  return list;
}
