// The list of areas beneath the search box. Together they are a combobox as the ARIA Authoring Practices describe it.
import {adopt} from './adopt.js';
import {make} from './dom.js';
import {finderCss} from './made/finder_styles.js';
import {MAX_AREAS} from './limits.js';

// The list scrolls after eight rows; no reader scrolls through more than this.
const ROWS = 100;

export class Finder {
  #controller;
  #labels;
  #areas;
  #found = [];
  #active = -1;
  #input;
  #list = make('ul', {id: 'found', role: 'listbox', 'aria-multiselectable': 'true', hidden: ''});
  #status = make('p', {class: 'status', hidden: ''});

  // `input` is the box and `node` its container; `wanted` is set when a reader waits for the list.
  constructor(controller, labels, areas, input, node, wanted) {
    this.#controller = controller;
    this.#labels = labels;
    this.#input = input;
    const {compare} = new Intl.Collator(document.documentElement.lang || undefined, {numeric: true});
    this.#areas = areas
      .map(({id, name, official, code, aliases = []}, place) => ({
        id,
        name,
        place,
        start: fold(name),
        text: fold([name, official, code, ...aliases].join(' ')),
      }))
      .sort((a, b) => compare(a.name, b.name));
    this.#list.setAttribute('aria-label', labels.add);
    const root = node.getRootNode();
    adopt(root, finderCss);
    node.append(this.#list, this.#status);
    controller.on(this.#input, {
      input: () => this.#open(),
      click: () => this.#open(),
      blur: () => this.#close(),
      keydown: (event) => this.#key(event),
    });
    // A press on the list must not take the focus from the box, or the blur would close the list before the click.
    controller.on(this.#list, {mousedown: (event) => event.preventDefault()});
    controller.press(this.#list, 'li', (row) => this.#pick([...this.#list.children].indexOf(row)));
    if (wanted || (root.activeElement == input && input.value)) this.#open();
  }

  get #chosen() {
    return this.#controller.state.areas;
  }

  #key(event) {
    if (event.isComposing) return;
    const open = !this.#list.hidden;
    const last = this.#found.length - 1;
    if (event.key == 'ArrowDown') {
      if (open) this.#activate(this.#active < last ? this.#active + 1 : 0);
      else this.#open(0);
    } else if (event.key == 'ArrowUp') {
      if (open) this.#activate(this.#active > 0 ? this.#active - 1 : last);
      else this.#open(Infinity);
    } else if (event.key == 'Enter' && open) {
      this.#pick(this.#active);
    } else if (event.key == 'Escape' && (open || this.#input.value || !this.#status.hidden)) {
      // The first Escape closes the list, the second clears the box.
      if (!open) this.#input.value = '';
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
  }

  #open(active) {
    const words = fold(this.#input.value).split(/\s+/).filter(Boolean);
    this.#found = this.#areas
      .filter(({text}) => words.every((word) => text.includes(word)))
      .map((area) => ({area, rank: rank(area, words)}))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, ROWS)
      .map(({area}) => area);
    this.#list.replaceChildren(...this.#found.map((area, i) => this.#row(area, i)));
    this.#list.hidden = !this.#found.length;
    this.#list.scrollTop = 0;
    this.#input.ariaExpanded = !this.#list.hidden;
    this.#tell(this.#found.length ? (this.#full ? this.#labels.full : '') : this.#labels.none);
    // A typed text points at its first match, so that Enter takes it.
    this.#activate(Math.min(active ?? (words.length ? 0 : -1), this.#found.length - 1));
  }

  #close() {
    this.#list.hidden = true;
    this.#status.hidden = true;
    this.#input.ariaExpanded = false;
    this.#activate(-1);
  }

  #row({id, name, place}, i) {
    const chosen = this.#chosen.includes(id);
    const row = make(
      'li',
      {
        id: `found-${i}`,
        role: 'option',
        'aria-selected': chosen,
        'aria-disabled': !chosen && this.#full,
      },
      make('span', {}, name),
    );
    if (this.#controller.widget.lacks(place)) row.append(' ', make('span', {class: 'note'}, this.#labels.missing));
    return row;
  }

  #activate(place) {
    this.#list.children[this.#active]?.classList.remove('active');
    this.#active = place;
    const row = this.#list.children[place];
    this.#input.setAttribute('aria-activedescendant', row?.id ?? '');
    if (!row) return;
    row.classList.add('active');
    // Not scrollIntoView, which would scroll the article too.
    const {offsetTop, offsetHeight} = row;
    const {scrollTop, clientHeight} = this.#list;
    if (offsetTop < scrollTop) this.#list.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > scrollTop + clientHeight)
      this.#list.scrollTop = offsetTop + offsetHeight - clientHeight;
  }

  #pick(place) {
    const area = this.#found[place];
    if (!area) return;
    if (!this.#chosen.includes(area.id)) {
      if (this.#full) {
        this.#tell(this.#labels.full);
        return;
      }
      this.#controller.choose({areas: [...this.#chosen, area.id]});
    }
    this.#input.value = '';
    this.#close();
  }

  #tell(text) {
    this.#status.hidden = !text;
    this.#status.textContent = text;
    if (text) this.#controller.say(text);
  }

  get #full() {
    return this.#chosen.length >= MAX_AREAS;
  }
}

// "Dyfed–Powys" is found by "dyfed powys", and "São" by "sao".
function fold(text) {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\p{P}\p{S}]/gu, ' ')
    .toLowerCase()
    .trim();
}

// Ranks names that start with the typed text first, then those with a word that does, then the rest.
function rank({start, text}, words) {
  if (!words.length || start.startsWith(words.join(' '))) return 0;
  return ` ${text}`.includes(` ${words[0]}`) ? 1 : 2;
}
