// The rows of the table, in the order that the reader chose.
import {adopt} from './adopt.js';
import {make} from './dom.js';
import {rowsCss} from './made/rows_styles.js';

export class Rows {
  #controller;
  #sort;
  #data;
  #box;

  constructor(controller, box) {
    this.#controller = controller;
    this.#box = box;
    adopt(box.getRootNode(), rowsCss);
    controller.press(box, 'button', ({value}) => this.#order(value));
  }

  // Shows the rows as the engine has them now.
  show() {
    this.#data = this.#controller.widget.table();
    const {columns} = this.#data;
    // The reader's order outlives a new choice as long as its column does.
    if (!columns.some(({id}) => id == this.#sort?.id)) this.#sort = undefined;
    this.#build();
  }

  #order(id) {
    const ascending = this.#sort?.id == id && this.#sort.sort == 'ascending';
    this.#sort = {id, sort: ascending ? 'descending' : 'ascending'};
    this.#build();
    [...this.#box.querySelectorAll('button')].find(({value}) => value == id).focus();
  }

  #build() {
    const {caption, columns, rows} = this.#data;
    const head = columns.map(({id, label, numeric}) =>
      make(
        'th',
        {scope: 'col', class: numeric ? 'number' : null, 'aria-sort': id == this.#sort?.id ? this.#sort.sort : 'none'},
        make('button', {type: 'button', value: id}, label),
      ),
    );
    // A figure stays on one line; the words in place of a missing one may wrap.
    const kind = (i, key) => (columns[i].numeric ? (key == null ? 'number' : 'number figure') : null);
    const body = this.#sorted(rows, columns).map(({cells, keys, focus}) =>
      make(
        'tr',
        {class: focus ? 'focus' : null},
        ...cells.map((cell, i) => make(i ? 'td' : 'th', {scope: i ? null : 'row', class: kind(i, keys[i])}, cell)),
      ),
    );
    const {scrollLeft, scrollTop} = this.#box;
    this.#box.replaceChildren(
      make(
        'table',
        {},
        make('caption', {id: 'caption'}, caption),
        make('thead', {}, make('tr', {}, ...head)),
        make('tbody', {}, ...body),
      ),
    );
    this.#box.scrollTo(scrollLeft, scrollTop);
  }

  #sorted(rows, columns) {
    const place = columns.findIndex(({id}) => id == this.#sort?.id);
    if (place < 0) return rows;
    const sign = this.#sort.sort == 'descending' ? -1 : 1;
    const {compare} = new Intl.Collator(this.#box.closest('[lang]')?.lang || undefined);
    return rows.toSorted((a, b) => {
      const [x, y] = [a, b].map(({cells, keys}) => (columns[place].numeric ? keys[place] : cells[place]));
      // An unknown figure is neither low nor high: it comes last either way.
      if (x == null || y == null) return (x == null) - (y == null);
      return sign * (typeof x == 'string' ? compare(x, y) : x - y);
    });
  }
}
