// Marks the figures of the article around the widget, where they stand and without a change to the page's document, and
// lists them under the chart. A note beside a figure explains it, and leads to the chart and to the list.
import {adopt} from './adopt.js';
import {articleCss} from './made/article_styles.js';
import {words} from './made/article_words.js';
import {make} from './dom.js';
import {MAX_AREAS} from './limits.js';
import {Reading} from './reading.js';
import {spoken} from './spoken.js';

// In a layer, so that the page's own styles win. The underlines have the colour of the text, for a figure is no link.
const MARKS = `@layer force-compare {
::highlight(force-compare-right) { text-decoration: underline dotted 1px; text-underline-offset: .25em; }
::highlight(force-compare-unchecked) { text-decoration: underline dashed 1px; text-underline-offset: .25em; }
::highlight(force-compare-contradicted) { text-decoration: underline wavy 1px; text-underline-offset: .25em;
  background-color: rgb(178 120 0 / .28); }
::highlight(force-compare-chosen) { background-color: color-mix(in srgb, currentColor 16%, transparent); }
}`;
const MARK = {verified: 'right', rounded_right: 'right', contradicted: 'contradicted', not_checkable: 'unchecked'};

// The highlight of a name, which all articles of the page share.
function marks(name) {
  const full = `force-compare-${name}`;
  if (!CSS.highlights.has(full))
    CSS.highlights.set(full, Object.assign(new Highlight(), {priority: name == 'chosen' ? 1 : 0}));
  return CSS.highlights.get(full);
}

export class Article {
  #controller;
  #host;
  #panel;
  #end = new AbortController();
  #root;
  #watch = new MutationObserver(() => this.refresh());
  #pressed = (event) => this.#controller.run(() => this.#press(event));
  #frame = 0;
  // Each finding, with its item in the list, and its range while it stands in the article.
  #figures;
  #list = make('ul');
  #said = make('p', {id: 'note'});
  #note;
  #texts;
  // The figure that the note is about, and whether the reader came to it from the list.
  #chosen;
  #listed = false;

  constructor(controller, host, panel) {
    this.#controller = controller;
    this.#host = host;
    this.#panel = panel;
    const texts = (this.#texts = spoken(words, controller.payload));
    const button = (label, action) => {
      const made = make('button', {type: 'button'}, label);
      this.#on(made, {click: action});
      return made;
    };
    this.#note = make(
      'div',
      {part: 'note', popover: 'manual', role: 'dialog', 'aria-labelledby': 'note'},
      this.#said,
      button(texts.chart, () => this.#toChart()),
      button(texts.list, () => this.#toList()),
      button(texts.close, () => this.#leave()),
    );
    const findings = [controller.payload.findings]
      .flat()
      .filter((finding) => typeof finding?.selector?.exact == 'string');
    this.#figures = findings.map((finding) => {
      const figure = {finding};
      figure.item = item(figure);
      this.#on(figure.item.firstChild, {click: () => this.#choose(figure, true)});
      return figure;
    });
    this.#list.append(...this.#figures.map((figure) => figure.item));
    panel.figures.append(this.#list);
    panel.node.append(this.#note);
    adopt(host.shadowRoot, articleCss);
    adopt(document, MARKS);
    this.#on(document, {
      keydown: ({key}) => key == 'Escape' && this.#chosen && this.#leave(),
      pointerup: (event) => this.#chosen && !event.composedPath().includes(this.#note) && this.#close(),
    });
    this.#on(this.#note, {
      focusout: ({relatedTarget}) => relatedTarget && !this.#note.contains(relatedTarget) && this.#close(),
    });
    this.#read();
  }

  // Reads the article anew: it changed, or an author began or ended a review. However much changes at once, it is read
  // once.
  refresh() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#controller.run(() => this.#read());
    });
  }

  remove() {
    this.#end.abort();
    this.#watch.disconnect();
    this.#root?.removeEventListener('click', this.#pressed);
    cancelAnimationFrame(this.#frame);
    this.#unmark();
  }

  // A failure here is a failure of the element, as everywhere in it.
  #on(target, handlers) {
    for (const [type, handler] of Object.entries(handlers)) {
      target.addEventListener(type, (event) => this.#controller.run(() => handler(event)), {signal: this.#end.signal});
    }
  }

  #read() {
    const root = this.#find();
    if (root != this.#root) {
      this.#watch.disconnect();
      this.#root?.removeEventListener('click', this.#pressed);
      this.#root = root;
      root?.addEventListener('click', this.#pressed);
      if (root) this.#watch.observe(root, {childList: true, characterData: true, subtree: true});
    }
    this.#unmark();
    const reading = root && new Reading(root);
    const author = this.#host.review;
    for (const figure of this.#figures) {
      const {verdict, selector} = figure.finding;
      const shown = author || MARK[verdict] == 'right';
      figure.range = shown ? reading?.find(selector) : undefined;
      this.#mark(figure, MARK[verdict] ?? 'unchecked');
      figure.item.hidden = !figure.range && !author;
      label(figure, author && this.#texts);
    }
    const wrong = this.#figures.filter(({finding}) => MARK[finding.verdict] == 'contradicted').length;
    const {figures} = this.#panel;
    const texts = this.#texts;
    figures.firstChild.textContent = author
      ? texts.reviewed.replace('{0}', this.#figures.length).replace('{1}', wrong)
      : texts.figures;
    figures.hidden = this.#figures.every(({item}) => item.hidden);
    // A note about words that are gone goes too.
    if (this.#chosen) this.#chosen.range ? this.#mark(this.#chosen, 'chosen') : this.#close();
  }

  #find() {
    const selector = this.#host.article;
    let root;
    try {
      root = this.#host.getRootNode().querySelector(selector);
    } catch {
      /* told below */
    }
    if (!root) {
      const advice = 'name the article as a selector, such as #story';
      console.warn(`force-compare: article="${selector}" finds nothing in this page; ${advice}`);
    }
    return root;
  }

  #mark({range}, name) {
    if (range && globalThis.Highlight) marks(name).add(range);
  }

  #unmark() {
    if (!globalThis.Highlight) return;
    for (const name of [...new Set(Object.values(MARK)), 'chosen'])
      for (const {range} of this.#figures) if (range) marks(name).delete(range);
  }

  // Opens the note of a figure that was pressed. A mark is not an element, so this compares places.
  #press({target, clientX, clientY, defaultPrevented}) {
    if (defaultPrevented || target.closest('a, button, input, summary, label') || !getSelection().isCollapsed) return;
    const within = ({left, right, top, bottom}) =>
      clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
    const figure = this.#figures.find(({range}) => range && [...range.getClientRects()].some(within));
    if (figure) this.#choose(figure, false);
  }

  // Shows a figure in the chart, and the note beside it in the text.
  #choose(figure, listed) {
    this.#close();
    const {range, finding} = figure;
    if (finding.show) this.#show(finding.show);
    // Words that the page does not show at the moment have no place to scroll to.
    if (!range?.getClientRects()[0]) return;
    this.#chosen = figure;
    this.#listed = listed;
    this.#said.textContent = finding.explanation;
    this.#mark(figure, 'chosen');
    if (listed) reveal(range);
    if (!this.#note.showPopover) return;
    this.#note.showPopover();
    this.#place(range);
    this.#note.querySelector('button').focus({preventScroll: true});
  }

  // Keeps the areas that the reader chose, as far as there is room.
  #show({areas: wanted = [], periods: needed = [], view, measure}) {
    const {state, payload} = this.#controller;
    const others = state.areas.filter((id) => !wanted.includes(id)).slice(0, Math.max(MAX_AREAS - wanted.length, 0));
    const kept = state.areas.filter((id) => wanted.includes(id) || others.includes(id));
    const areas = [...kept, ...wanted.filter((id) => !kept.includes(id))].slice(0, MAX_AREAS);
    const wish = {areas};
    if (view || state.view == 'breakdown') wish.view = view ?? 'change';
    if (measure) wish.measure = measure;
    if (!needed.every((id) => state.periods.includes(id))) {
      const order = payload.periods.map(({id}) => id);
      const [first, last] = [state.periods[0], state.periods.at(-1)];
      const [only] = needed;
      if (needed.length > 1) wish.periods = [only, needed.at(-1)];
      else wish.periods = order.indexOf(only) > order.indexOf(first) ? [first, only] : [only, last];
    }
    if (!view) this.#panel.chart.keep(wanted[0] ?? '');
    this.#controller.choose(wish);
  }

  // Puts the note below the figure, or above where there is no room. It scrolls with the text.
  #place(range) {
    const [{left, top, bottom}] = range.getClientRects();
    const {offsetWidth, offsetHeight, style} = this.#note;
    const {clientWidth, clientHeight} = document.documentElement;
    const y = bottom + 8 + offsetHeight > clientHeight && top > offsetHeight + 8 ? top - 8 - offsetHeight : bottom + 8;
    style.left = `${scrollX + Math.max(8, Math.min(left, clientWidth - offsetWidth - 8))}px`;
    style.top = `${scrollY + y}px`;
  }

  // Leads to the sentence of the nation where the figure is the nation's, which is too large to be drawn beside its
  // areas.
  #toChart() {
    const {areas = [], view} = this.#chosen.finding.show ?? {};
    this.#close();
    const {node} = this.#panel;
    const nation = !areas[0] && !view && node.querySelector('.nation');
    if (nation) nation.tabIndex = -1;
    const target = nation || node.querySelector('.stage');
    const {top, bottom} = target.getBoundingClientRect();
    if (top < 0 || bottom > document.documentElement.clientHeight) target.scrollIntoView({block: 'center'});
    target.focus({preventScroll: true});
  }

  #toList() {
    const {firstChild} = this.#chosen.item;
    this.#close();
    this.#panel.figures.open = true;
    firstChild.scrollIntoView({block: 'center'});
    firstChild.focus({preventScroll: true});
  }

  // Closes the note. A reader who came from the list goes back there; one who reads the text reads on.
  #leave() {
    if (this.#listed) this.#toList();
    else this.#close();
  }

  #close() {
    if (!this.#chosen) return;
    const {range} = this.#chosen;
    this.#chosen = undefined;
    if (range && globalThis.Highlight) marks('chosen').delete(range);
    this.#note.hidePopover?.();
  }
}

// An item of the list: a figure with the words around it in its paragraph, and room for its explanation.
function item({
  finding: {
    selector: {exact, prefix = '', suffix = ''},
  },
}) {
  // Cuts between words. At the beginning or end of the paragraph nothing is left out.
  const before = prefix.includes('\n') ? prefix.split('\n').at(-1) : prefix.replace(/^\S*\s/, '… ');
  const after = suffix.includes('\n') ? suffix.split('\n')[0] : suffix.replace(/\s\S*$/, ' …');
  return make('li', {}, make('button', {type: 'button'}, before, make('b', {}, exact), after), make('p'));
}

// Writes the explanation into an item, and for authors the verdict before it.
function label({item: {lastChild}, range, finding: {verdict, explanation}}, texts) {
  const told = texts ? [make('b', {}, range ? (texts[verdict] ?? texts.not_checkable) : texts.gone), '. '] : [];
  lastChild.replaceChildren(...told, explanation ?? '');
}

// Scrolls to a place in the text, whichever part of the page scrolls.
function reveal(range) {
  const parent = range.startContainer.parentElement;
  parent.scrollIntoView({block: 'center'});
  const {top} = range.getBoundingClientRect();
  const height = document.documentElement.clientHeight;
  if (top < 0 || top > height - 48) scrollBy({top: top - height / 2, behavior: 'instant'});
}
