// The reader's choices: the areas in focus as chips, and groups of radio buttons to choose one of several.
import {make} from './dom.js';
import {marker} from './marker.js';

export class Chips {
  #controller;
  #ids = [];

  constructor(controller, labels) {
    this.#controller = controller;
    this.node = make('ul', {class: 'chips', 'aria-label': labels.areas});
    controller.press(this.node, 'button', ({value}) => this.#remove(value));
  }

  show(chips) {
    this.#ids = chips.map(({id}) => id);
    this.node.hidden = !chips.length;
    this.node.replaceChildren(
      ...chips.map(({id, name, colour, remove}) =>
        make(
          'li',
          {class: 'chip', part: 'chip'},
          marker(colour),
          make('span', {}, name),
          make('button', {type: 'button', value: id, 'aria-label': remove}),
        ),
      ),
    );
  }

  #remove(id) {
    const place = this.#ids.indexOf(id);
    this.#controller.choose({areas: this.#ids.filter((other) => other != id)});
    // The button that had the focus is gone: its neighbour takes the focus, or the search box when none is left.
    const buttons = this.node.querySelectorAll('button');
    const next = buttons[Math.min(place, buttons.length - 1)] ?? this.node.getRootNode().querySelector('input');
    next?.focus();
  }
}

export class RadioGroup {
  #name;
  #controller;
  #options = new Map();
  #why = make('p', {class: 'why'});

  // `name` is the part of the state that it sets: view or measure.
  constructor(controller, name, legend) {
    this.#name = name;
    this.#controller = controller;
    const id = (this.#why.id = `why-${name}`);
    this.node = make(
      'fieldset',
      {class: `${name}s`, part: `${name}s`, 'aria-describedby': id},
      make('legend', {class: 'hide'}, legend),
      this.#why,
    );
    controller.on(this.node, {change: ({target}) => controller.choose({[name]: target.value})});
  }

  show(options, chosen) {
    // Only a new set of options makes new nodes: replacing the button in use would lose the focus.
    if (options.map(({id}) => id).join() != [...this.#options.keys()].join()) this.#make(options);
    // One option is no choice.
    this.node.hidden = options.length < 2;
    const refused = options.filter(({why}) => why);
    for (const {id, label, why} of options) {
      const {input, text, node} = this.#options.get(id);
      text.textContent = label;
      input.checked = id == chosen;
      input.disabled = why != '';
      node.title = why;
    }
    this.#why.hidden = !refused.length;
    // Options that are refused for one reason are named together.
    const reasons = new Map();
    for (const {label, why} of refused) reasons.set(why, [...(reasons.get(why) ?? []), label]);
    this.#why.replaceChildren(
      ...[...reasons].map(([why, labels]) => make('span', {}, make('b', {}, labels.join(', ')), ' ', why, ' ')),
    );
  }

  #make(options) {
    for (const {input, node} of this.#options.values()) {
      // Chromium keeps a radio button that leaves a shadow tree with its name, and everything around it.
      input.name = '';
      node.remove();
    }
    this.#options.clear();
    for (const {id} of options) {
      const input = make('input', {type: 'radio', name: this.#name, value: id});
      const text = make('span');
      const node = make('label', {}, input, text);
      this.#options.set(id, {input, text, node});
      this.#why.before(node);
    }
  }
}
