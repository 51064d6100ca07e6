// The whole comparison as a table, made when the reader first opens it.
import {make} from './dom.js';

export class Table {
  #controller;
  #rows;
  #box = make('div', {class: 'box', role: 'region', tabindex: '0', 'aria-labelledby': 'caption'});
  #stale = true;

  constructor(controller, labels) {
    this.#controller = controller;
    this.node = make('details', {part: 'table'}, make('summary', {}, labels.table), this.#box);
    controller.on(this.node, {toggle: () => this.refresh(false)});
  }

  open() {
    this.node.open = true;
    this.refresh(false);
  }

  // A closed table costs nothing: it is made again when it is opened.
  refresh(stale = true) {
    this.#stale ||= stale;
    if (!this.#stale || !this.node.open) return;
    this.#stale = false;
    const {Rows} = this.#controller.engine;
    if (Rows) this.#fill(Rows);
    else this.#wait();
  }

  #fill(Rows) {
    this.#rows ??= new Rows(this.#controller, this.#box);
    this.#rows.show();
  }

  async #wait() {
    this.#stale = !(await this.#controller.ask(this.#controller.whole(), this.#box, ({Rows}) => this.#fill(Rows)));
  }
}
