// The two periods that are compared, where there are more than two to choose from.
import {make} from './dom.js';

export class Periods {
  #selects;

  constructor(controller, labels, periods) {
    this.#selects = [0, 1].map(() =>
      make('select', {}, ...periods.map(({id, label}) => make('option', {value: id}, label))),
    );
    this.node = make(
      'fieldset',
      {class: 'periods', part: 'periods', hidden: periods.length > 2 ? null : ''},
      make('legend', {class: 'hide'}, labels.periods),
      ...[labels.from, labels.to].map((label, i) => make('label', {}, make('span', {}, label), this.#selects[i])),
    );
    // Periods that are chosen the wrong way round come back in their order in time.
    controller.on(this.node, {change: () => controller.choose({periods: this.#selects.map(({value}) => value)})});
  }

  show([earlier, later = earlier]) {
    const chosen = [earlier, later];
    this.#selects.forEach((select, i) => {
      for (const option of select.options) option.disabled = option.value == chosen[1 - i];
      select.value = chosen[i];
    });
  }
}
