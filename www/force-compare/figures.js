// Every figure as CSV (RFC 4180): one row for the nation and each area in each period, each figure with its interval
// and the method of that. There is no line before the headings and none after the rows: programs read it, and so does
// `import`.
import {spoken} from './spoken.js';
import {words} from './made/download_words.js';

const COLUMNS = [
  'area',
  'id',
  'code',
  'group',
  'period',
  'start',
  'end',
  'count',
  'flags',
  'count_lower',
  'count_upper',
  'count_method',
  'population',
  'rate_per_100000',
  'rate_lower',
  'rate_upper',
  'rate_method',
  'share_percent',
  'share_lower',
  'share_upper',
  'share_method',
  'earlier_period',
  'change_percent',
  'change_method',
  'chance_lower',
  'chance_upper',
  'chance_method',
  'usual_lower',
  'usual_upper',
  'outer_lower',
  'outer_upper',
  'usual_method',
  'verdict',
  'usual_rate_lower',
  'usual_rate_upper',
  'usual_rate_method',
  'rate_verdict',
  'note',
  'source',
  'source_url',
  'published',
];

// The numbers of the engine's quantities; then the change as chance alone limits it, the outer range that is usual for
// a change, and the usual range of rates.
const [COUNT, RATE, CHANGE, SHARE, CHANCE, OUTER, USUAL_RATE] = [0, 1, 2, 3, 4, 5, 6];

// A text that a spreadsheet would run. An apostrophe before it makes it a text; one that stands there already gets
// another, so that reading the file back gives exactly what was written. Our own numbers are numbers and stay so, below
// zero too.
const FORMULA = /^'*(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

// After so many milliseconds the page gets its turn.
const PATIENCE = 50;

export async function sheet({widget, report, payload}) {
  const {periods, areas, nation, counts, populations} = payload;
  const columns = columnsOf(widget, report, payload);
  const rows = [COLUMNS.join()];
  const add = (place, at, subject, count, population) => {
    const row = {count, population, ...columns(place, at, subject, count)};
    rows.push(COLUMNS.map((name) => cell(row[name])).join());
  };
  let since = performance.now();
  if (nation) periods.forEach((_, at) => add(areas.length, at, nation, nation.counts[at], nation.populations?.[at]));
  for (const [place, area] of areas.entries()) {
    periods.forEach((_, at) => add(place, at, area, counts[at][place], populations?.[at]?.[place]));
    if (performance.now() - since < PATIENCE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return `${rows.join('\r\n')}\r\n`;
}

// Makes the cells of a row, all but the count and the population as published.
function columnsOf(widget, {choice}, payload) {
  const texts = spoken(words, payload);
  const {periods, nation, counts, flags = [], sources = []} = payload;
  const [earlier, later] = [choice.periods.at(0), choice.periods.at(-1)].map((id) =>
    periods.findIndex((period) => period.id == id),
  );
  const key = (area, period) => JSON.stringify([area, period]);
  const beside = new Map(flags.map(({area, period, flags}) => [key(area, period), flags]));
  // The engine's table has the verdicts in words, with the nation's row first.
  const table = earlier == later ? undefined : widget.table();
  const [changed, usual, verdict, rateVerdict] = ['change', 'usual', 'verdict', 'rate-verdict'].map((name) =>
    table?.columns.findIndex(({id}) => id == name),
  );
  const rowOf = (place, subject) => table.rows[subject == nation ? 0 : place + (nation ? 1 : 0)];
  const method = ({learnt}) => (learnt ? texts.usual : texts.test);

  const rate = (place, subject) => {
    const {lower, upper, ...range} = widget.figure(place, later, USUAL_RATE);
    const said = subject != nation && rateVerdict >= 0 ? {rate_verdict: rowOf(place, subject).cells[rateVerdict]} : {};
    if (lower == null) return said;
    return {usual_rate_lower: lower, usual_rate_upper: upper, usual_rate_method: method(range), ...said};
  };

  const change = (place, subject, count) => {
    const before = (subject == nation ? nation.counts : counts[earlier])[subject == nation ? earlier : place];
    const {cells, keys} = rowOf(place, subject);
    const row = {earlier_period: periods[earlier].label};
    const [{value, ...range}, chance, outer] = [CHANGE, CHANCE, OUTER].map((quantity) =>
      widget.figure(place, later, quantity),
    );
    if (keys[changed] == null) {
      // Two counts and no change between them: the reason is a break in the series, or too small a base.
      if (typeof before == 'number' && typeof count == 'number') row.verdict = chance.broken ?? cells[changed];
      return row;
    }
    // The change has the range on which its verdict rests.
    Object.assign(row, {change_percent: value, change_method: chance.daily ? texts.daily : texts.counts});
    if (chance.lower != null)
      Object.assign(row, {chance_lower: chance.lower, chance_upper: chance.upper, chance_method: texts.chance});
    if (keys[usual] != null) {
      Object.assign(row, {usual_lower: range.lower, usual_upper: range.upper, usual_method: method(range)});
      Object.assign(row, {outer_lower: outer.lower, outer_upper: outer.upper});
    }
    if (subject != nation) row.verdict = cells[verdict];
    return row;
  };

  return (place, at, subject, count) => {
    const {id, label, start, end} = periods[at];
    // A figure that is not there has no source.
    const source = count == null ? {} : (sources[subject.source] ?? payload.source ?? {});
    const row = {
      area: subject.name,
      id: subject.id,
      code: subject.code,
      group: subject.group,
      period: label,
      start,
      end,
      flags: beside.get(key(subject.id, id)),
      note: subject.note,
      source: [source.name, source.title].filter(Boolean).join(', '),
      source_url: source.url,
      published: source.published,
    };
    const figure = (quantity, value, name, method) => {
      const found = widget.figure(place, at, quantity);
      if (found.value == null) return;
      row[value] = found.value;
      // An amount has no limits.
      if (found.lower != null)
        Object.assign(row, {
          [`${name}_lower`]: found.lower,
          [`${name}_upper`]: found.upper,
          [`${name}_method`]: method,
        });
    };
    // The count itself stays as published: a marker where there is no number.
    figure(COUNT, 'counted', 'count', texts.poisson);
    figure(RATE, 'rate_per_100000', 'rate', texts.poisson);
    figure(SHARE, 'share_percent', 'share', texts.wilson);
    if (!table || at != later) return row;
    return Object.assign(row, change(place, subject, count), rate(place, subject));
  };
}

function cell(value) {
  if (value == null) return '';
  if (typeof value == 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
