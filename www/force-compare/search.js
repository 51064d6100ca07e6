// The box that adds an area. The list beneath it loads when a reader turns to the box; a text typed meanwhile stays.
import {retry} from './retry.js';
import {make} from './dom.js';

export class Search {
  #finder;
  #coming;
  // Whether to open the list as soon as it has loaded.
  #wanted;

  constructor(controller, labels, areas) {
    const input = make('input', {
      type: 'text',
      role: 'combobox',
      placeholder: labels.add,
      'aria-label': labels.add,
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-autocomplete': 'list',
      'aria-controls': 'found',
      'aria-expanded': 'false',
      part: 'search',
    });
    this.node = make('div', {class: 'search'}, input);
    const ask = ({type, key}) => {
      if (this.#finder) return;
      this.#wanted ||= type == 'click' || key == 'ArrowDown';
      this.#coming ??= controller
        .ask(
          retry(() => import('./finder.js')),
          this.node,
          ({Finder}) => {
            this.#finder = new Finder(controller, labels, areas, input, this.node, this.#wanted);
          },
        )
        .then(() => (this.#coming = undefined));
    };
    controller.on(input, {focus: ask, click: ask, keydown: ask, input: ask, blur: () => (this.#wanted = false)});
  }
}
