// The widget's own document: every text in it comes from the engine.
import {Chart} from './chart.js';
import {Chips, RadioGroup} from './choices.js';
import {link, make} from './dom.js';
import {Search} from './search.js';
import {Table} from './table.js';

// The text has the direction of its own language: an English sentence keeps its full stop on an Arabic page.
const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/;

export class Panel {
  report;
  #headline = make('h3', {id: 'headline', part: 'headline'});
  #subtitle = make('p', {class: 'subtitle', part: 'subtitle'});
  #problems = make('div', {class: 'problems'});
  #sentences = make('ul', {class: 'sentences', part: 'sentences'});
  // Made once and never replaced: a live region that is rebuilt is not heard.
  #live = make('p', {class: 'hide live', 'aria-live': 'polite'});

  constructor(controller, page, areas) {
    const {labels} = page;
    this.chips = new Chips(controller, labels);
    this.search = new Search(controller, labels, areas);
    this.views = new RadioGroup(controller, 'view', labels.view);
    this.measures = new RadioGroup(controller, 'measure', labels.measure);
    this.chart = new Chart(controller, labels, areas);
    this.table = new Table(controller, labels);
    this.node = make(
      'figure',
      {class: 'widget draft', part: 'widget', 'aria-labelledby': 'headline', lang: page.lang, dir: RIGHT_TO_LEFT.test(page.lang) ? 'rtl' : 'ltr', tabindex: '-1'},
      this.#headline, this.#subtitle,
      make('div', {class: 'areas', part: 'areas', role: 'group', 'aria-label': labels.areas}, this.chips.node, this.search.node),
      this.#problems, this.views.node, this.measures.node,
      this.chart.node, this.#sentences, this.table.node, ...this.#footer(page), this.#live,
    );
    // The page's own switch between light and dark fires no event, but it does change the inherited text colour, and
    // the live region has a transition on that.
    controller.on(this.#live, {transitionrun: () => controller.redraw()});
  }

  show(report) {
    this.report = report;
    this.#headline.textContent = report.headline;
    this.#subtitle.textContent = report.subtitle;
    this.#problems.replaceChildren(...report.problems.map((problem) => make('p', {}, problem)));
    this.chips.show(report.chips);
    this.search.show(report.choice.areas);
    this.views.show(report.views, report.choice.view);
    this.measures.show(report.measures, report.choice.measure);
    this.chart.show(report);
    this.#sentences.replaceChildren(...report.sentences.map(sentence));
    this.table.refresh();
  }

  say(text) {
    this.#live.textContent = text;
  }

  #footer({labels, method, notes, source, support}) {
    const sure = make('details', {part: 'method'}, make('summary', {}, labels.sure), ...method.map((text) => make('p', {}, text)));
    const text = notes.map((note) => make('p', {}, note));
    if (source) text.push(make('p', {part: 'source'}, make('b', {}, labels.source), ' ', source.href ? link(source.href, source.text) : source.text));
    const help = make('ul', {class: 'support', part: 'support'}, ...support.map(({text, number, href}) => make('li', {}, text, ' ', link(href, number))));
    return [...(method.length ? [sure] : []), make('div', {class: 'notes', part: 'notes'}, ...text), ...(support.length ? [help] : [])];
  }
}

// The fact first, its weight second.
function sentence({name, colour, fact, weight, rest}) {
  const first = make('p', {class: 'fact'});
  if (fact.startsWith(name)) first.append(make('b', {}, name), fact.slice(name.length));
  else first.append(fact);
  const item = make('li', {class: colour < 0 ? 'nation' : `c${colour}`, part: 'sentence'}, first);
  if (weight) item.append(make('p', {class: 'weight'}, weight));
  if (rest) item.append(make('p', {class: 'rest'}, rest));
  return item;
}
