// The picture that readers take with them: headline, chart, sentences, source and date in one, always light and always
// of the same width. One plan is drawn on a canvas or written as SVG.
import {Recorder, escaped, tag} from './recorder.js';
import {spoken} from './spoken.js';
import {words} from './made/download_words.js';

const WIDTH = 680;
const EDGE = 24;
const INSIDE = WIDTH - 2 * EDGE;
// Twice the pixels, for sharp screens; fewer where a side would become larger than browsers make a canvas.
const RATIO = 2;
const LARGEST = 8192;

const INK = '#1a1a1a';
const MUTED = '#595959';

export async function drawn(taken) {
  const plan = planned(taken);
  const ratio = Math.min(RATIO, LARGEST / plan.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(WIDTH * ratio);
  canvas.height = Math.round(plan.height * ratio);
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  put(plan, context);
  const chart = document.createElement('canvas');
  chart.dir = 'ltr';
  taken.widget.paint(chart, ratio, 1);
  if (plan.chart.height) context.drawImage(chart, EDGE, plan.chart.top, INSIDE, plan.chart.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('force-compare: the browser made no picture of this size; try the SVG');
  return blob;
}

export function written(taken) {
  const plan = planned(taken);
  const [around, chart] = [new Recorder(plan.ruler), new Recorder(plan.ruler)];
  put(plan, around);
  const {
    report: {headline, subtitle, chart: description},
    widget,
    family,
    lang,
    dir,
  } = taken;
  if (plan.chart.height) widget.paint(chart.canvas(), 1, 1);
  const {height} = plan;
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: 'img',
      'xml:lang': lang,
      direction: dir,
      'font-family': family,
    },
    [
      tag('title', {}, escaped(headline)),
      tag('desc', {}, escaped(`${subtitle} ${description}`)),
      around.text,
      tag('g', {direction: 'ltr', transform: `translate(${EDGE} ${plan.chart.top})`}, chart.text),
    ].join('\n'),
  );
}

// Plans where everything goes: texts line by line, bars of colour beside the sentences, and the room for the chart.
function planned({widget, report, payload, labels, lang, dir, family}) {
  const ruler = document.createElement('canvas').getContext('2d');
  const lines = [];
  const bars = [];
  let y = EDGE;

  const write = (text, size, colour, {bold, indent = 0} = {}) => {
    if (!text) return;
    const font = `${bold ? 'bold' : 'normal'} ${size}px ${family}`;
    ruler.font = font;
    const step = Math.round(size * 1.35);
    for (const line of wrapped(text, INSIDE - indent, ruler)) {
      lines.push({
        text: line,
        font,
        colour,
        x: dir == 'rtl' ? WIDTH - EDGE - indent : EDGE + indent,
        y: y + Math.round(size * 1.05),
      });
      y += step;
    }
  };

  write(report.headline, 22, INK, {bold: true});
  y += 4;
  write(report.subtitle, 15, MUTED);
  y += 12;
  const chart = {top: y, height: 0};
  if (report.empty) write(report.empty, 15, INK);
  else y += chart.height = widget.layout(INSIDE, 0, false, family);
  const colours = widget.palette(false);
  for (const {colour, fact, weight} of report.sentences) {
    y += 12;
    const top = y;
    write(fact, 15, INK, {indent: 14});
    write(weight, 14, MUTED, {indent: 14});
    bars.push({x: dir == 'rtl' ? WIDTH - EDGE - 4 : EDGE, y: top, height: y - top, colour: colours[colour] ?? INK});
  }
  y += 16;
  // The engine writes dates in languages that a browser may not know.
  const day = (date) =>
    widget.day?.(date) ??
    new Intl.DateTimeFormat(lang || undefined, {dateStyle: 'long', timeZone: 'UTC'}).format(new Date(date));
  if (payload.source) {
    const {name, title, published, url} = payload.source;
    const cited = [name, title, published && day(published)].filter(Boolean).join(', ');
    write(`${labels.source}: ${cited}`, 13, MUTED);
    write(url, 13, MUTED);
  }
  write(
    spoken(words, payload)
      .drawn.replace('{1}', () => day(today()))
      .replace('{0}', () => payload.title),
    13,
    MUTED,
  );
  return {lines, bars, chart, dir, ruler, height: Math.ceil(y + EDGE)};
}

// The date where the reader is.
function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function put({lines, bars, height, dir}, context) {
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, WIDTH, height);
  for (const bar of bars) {
    context.fillStyle = bar.colour;
    context.fillRect(bar.x, bar.y, 4, bar.height);
  }
  context.direction = dir;
  context.textAlign = 'start';
  context.textBaseline = 'alphabetic';
  for (const {text, font, colour, x, y} of lines) {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }
}

// Breaks a text into lines that fit. A word that is wider than a line, or a language without spaces, is cut between
// letters.
function wrapped(text, width, ruler) {
  const fits = (line) => ruler.measureText(line).width <= width;
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = '';
    for (const letter of word) {
      if (line && !fits(line + letter)) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line];
}
