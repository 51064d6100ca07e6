// The widget's own document. Every text in it comes from the engine, or stands in the payload as it is printed.
import {Chart} from './chart.js';
import {preload} from './engine.js';
import {link, make} from './dom.js';
import {Chips, RadioGroup} from './choices.js';
import {Periods} from './periods.js';
import {Search} from './search.js';
import {level} from './surroundings.js';
import {retry} from './retry.js';
import {Table} from './table.js';

export class Panel {
  report;
  // The marked figures of the article around the element, once there are any.
  article;
  #headline;
  #subtitle = make('p', {class: 'subtitle', part: 'subtitle'});
  #problems = make('div', {class: 'problems'});
  #sentences = make('ul', {class: 'sentences', part: 'sentences'});
  #labels;
  // The colours that the style sheet has.
  #colours;
  // Ends with this panel. Another source brings another panel, and nothing that lives longer may keep this one.
  #end = new AbortController();
  gone = {signal: this.#end.signal};
  // Made once and never replaced: a live region that is rebuilt is not heard.
  #live = make('p', {class: 'hide live', 'aria-live': 'polite'});

  constructor(controller, {labels}, payload, host) {
    const {areas, language, periods} = payload;
    this.#labels = labels;
    this.#headline = make(`h${level(host)}`, {id: 'headline', part: 'headline'});
    // The text has the direction of its own language: an English sentence keeps its full stop on an Arabic page.
    const dir = /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language) ? 'rtl' : 'ltr';
    this.chips = new Chips(controller, labels);
    this.search = new Search(controller, labels, areas);
    this.views = new RadioGroup(controller, 'view', labels.view);
    // A press asks for the whole engine ahead of the click that needs it.
    controller.on(this.views.node, {pointerdown: preload});
    this.measures = new RadioGroup(controller, 'measure', labels.measure);
    this.periods = new Periods(controller, labels, periods);
    this.chart = new Chart(controller, labels, areas, this.gone);
    this.figures = make(
      'details',
      {part: 'figures', hidden: host.article && payload.findings ? null : ''},
      make('summary', {}, labels.figures),
    );
    this.table = new Table(controller, labels);
    this.node = make(
      'figure',
      {class: 'widget draft', part: 'widget', 'aria-labelledby': 'headline', lang: language, dir, tabindex: '-1'},
      this.#headline,
      this.#subtitle,
      make(
        'div',
        {class: 'areas', part: 'areas', role: 'group', 'aria-label': labels.areas},
        this.chips.node,
        this.search.node,
      ),
      this.#problems,
      this.views.node,
      make('div', {class: 'options'}, this.measures.node, this.periods.node),
      this.chart.node,
      this.#sentences,
      this.figures,
      this.table.node,
      ...this.#footer(controller, labels, payload),
      this.#live,
    );
    // A page's own switch between light and dark fires no event, but it changes the inherited text colour, on which the
    // live region has a transition.
    controller.on(this.#live, {transitionrun: () => controller.redraw()});
    const mark = () => this.#mark(controller, host);
    controller.on(document, {pointermove: mark, pointerdown: mark, keydown: mark}, this.gone);
  }

  show(report) {
    this.report = report;
    this.#headline.textContent = report.headline;
    this.#subtitle.textContent = report.subtitle;
    this.#problems.replaceChildren(...report.problems.map(({text}) => make('p', {}, text)));
    this.chips.show(report.chips);
    this.views.show(report.views, report.choice.view);
    this.measures.show(report.measures, report.choice.measure);
    this.periods.show(report.choice.periods);
    this.chart.show(report);
    this.#sentences.replaceChildren(...report.sentences.map(sentence));
    this.table.refresh();
  }

  colour(widget, dark, ground) {
    const colours = `${dark} ${ground}`;
    // Setting even the same colour again makes the browser work out every style anew.
    if (colours == this.#colours) return;
    this.#colours = colours;
    const {style} = this.node;
    widget.palette(dark).forEach((colour, i) => style.setProperty(`--c${i}`, colour));
    style.setProperty('--paper', ground);
  }

  say(text) {
    this.#live.textContent = text;
  }

  remove() {
    this.#end.abort();
    for (const group of [this.views, this.measures]) group.show([]);
    this.article?.remove();
    this.node.remove();
  }

  // Marks the figures of the article around the element, once somebody points or types, and so is there to read it.
  async #mark(controller, host) {
    const shown = () => this.node.isConnected && !this.node.matches('.draft') && !this.figures.hidden && !this.article;
    if (!shown()) return;
    try {
      const {Article} = await retry(() => import('./article.js'));
      if (shown()) controller.run(() => (this.article = new Article(controller, host, this)));
    } catch (error) {
      console.error(error);
      this.figures.hidden = true;
    }
  }

  // Tells that the picture is about to change.
  wait(busy) {
    this.chart.node.ariaBusy = busy;
  }

  // Says that the choice could not be loaded: the one before stays chosen.
  lack() {
    this.show({...this.report, problems: [{text: this.#labels.offline}]});
    this.say(this.#labels.offline);
  }

  // Loads the player of the chart as sound. This is not in the menu that has its button, because that script is itself
  // loaded on request: bundlers' code would preload the page's own scripts with it, and Firefox says that those failed.
  hear() {
    return retry(() => import('./hear.js'));
  }

  // Says in a node that its content could not be loaded.
  lacks(node) {
    if (!node.querySelector('.lack')) node.append(make('p', {class: 'why lack'}, this.#labels.offline));
    this.say(this.#labels.offline);
  }

  #footer(controller, labels, {language, caveats = [], source, support = []}) {
    // A disclosure whose content loads when it is first opened.
    const asked = (part, what, label) => {
      const node = make('details', {part}, make('summary', {}, label));
      controller.on(node, {toggle: () => node.open && controller.ask(controller.export(what, node), node, () => {})});
      return node;
    };
    const notes = caveats.map((caveat) => make('p', {}, caveat));
    if (source)
      notes.push(
        make('p', {part: 'source'}, make('b', {}, labels.source), ' ', cited(source, language, controller.widget)),
      );
    const help = support.map(({label, number}) =>
      make('li', {}, label, ' ', link(`tel:${number.replace(/[^\d+]/g, '')}`, number)),
    );
    return [
      asked('method', 'sure', labels.sure),
      asked('share', 'menu', labels.share),
      make('div', {class: 'notes', part: 'notes'}, ...notes),
      make('ul', {class: 'support', part: 'support', hidden: help[0] ? null : ''}, ...help),
    ];
  }
}

// A source: its name, its title, and the date on which it was published.
function cited({name, title, published, url}, language, widget) {
  // Browsers know the months of few languages.
  const date =
    published &&
    (widget.day?.(published) ??
      new Intl.DateTimeFormat(language, {dateStyle: 'long', timeZone: 'UTC'}).format(new Date(published)));
  const text = [name, title, date].filter(Boolean).join(', ');
  return url ? link(url, text) : text;
}

// An item with the fact first and its weight second.
function sentence({name, colour, fact, weight, rest}) {
  const first = make('p', {class: 'fact'});
  if (fact.startsWith(name)) first.append(make('b', {}, name), fact.slice(name.length));
  else first.append(fact);
  const item = make('li', {class: colour < 0 ? 'nation' : `c${colour}`, part: 'sentence'}, first);
  if (weight) item.append(make('p', {class: 'weight'}, weight));
  if (rest) item.append(make('p', {class: 'rest'}, rest));
  return item;
}
