// Measures and reports: bundles each contender by itself, serves them and the widget on localhost, and takes turns.
// `tests/bench/run` starts it.

import {execFileSync} from 'node:child_process';
import {copyFileSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {cpus, loadavg} from 'node:os';
import {join} from 'node:path';
import {brotliCompressSync} from 'node:zlib';

const [out, rounds] = [process.argv[2], Number(process.argv[3])];
const require = createRequire(join(out, 'package.json'));
const HERE = 'tests/bench/contenders';
const SIZES = [45, 1_000, 10_000, 35_000];
const LABELS = {
  ours: '**this widget**',
  canvas: 'hand-written Canvas 2D',
  uplot: 'uPlot',
  chartjs: 'Chart.js',
  plot: 'Observable Plot',
  echarts: 'ECharts',
  highcharts: 'Highcharts',
};
const NAMES = Object.keys(LABELS);
// The files that a reader of the first view loads by itself, and those that another view brings.
const FIRST = ['define.css', 'define.js', 'element.js', 'first.wasm'];
const WHOLE = ['whole.js', 'whole.wasm'];

const quantile = (times, part) => [...times].sort((a, b) => a - b)[Math.round((times.length - 1) * part)];
const median = (times) => quantile(times, 0.5);
const brotli = (bytes) => brotliCompressSync(bytes).length;

for (const name of NAMES) {
  require('esbuild').buildSync({
    entryPoints: [join(HERE, `${name}.js`)],
    nodePaths: [join(out, 'node_modules')],
    bundle: true,
    format: 'esm',
    minify: true,
    outfile: join(out, `page/${name}.js`),
    logLevel: 'error',
  });
}
require('esbuild').buildSync({
  entryPoints: [join(HERE, 'work.js')],
  bundle: true,
  format: 'esm',
  minify: true,
  outfile: join(out, 'page/work.js'),
});

/** The page of a contender: its script and its place; ours has the tags that newsrooms write. */
function page(name, body) {
  const own =
    name === 'uplot'
      ? '<link rel=stylesheet href=/uplot.css>'
      : name === 'ours'
        ? '<link rel=stylesheet href=/force-compare/define.css><script type=module src=/force-compare/define.js></script>'
        : '';
  return `<!doctype html><html lang=en><meta charset=utf-8><title>${name}</title><link rel=icon href=data:,>${own}<div id=host style="width:680px"></div>${body}</html>`;
}

/** Twenty widgets, three kinds of figures between them: when the last one is drawn, the page says so. */
function twenty() {
  return page(
    'ours',
    `<div id=all></div><script>
    const {instantiate, instantiateStreaming} = WebAssembly
    window.memories = []
    const counted = usual => async (...given) => {
      const made = await usual.apply(WebAssembly, given)
      memories.push((made.instance ?? made).exports.memory)
      return made
    }
    WebAssembly.instantiate = counted(instantiate)
    WebAssembly.instantiateStreaming = counted(instantiateStreaming)
    let left = 20
    addEventListener('force-compare-ready', () => { if (!--left) requestAnimationFrame(() => fetch('/drawn', {method: 'POST', body: performance.now()})) })
    const names = ['image-offences', 'seizures', 'officers']
    document.getElementById('all').innerHTML = Array.from({length: 20}, (_, at) => '<force-compare src=/force-compare/data/' + names[at % 3] + '.json></force-compare>').join('')
  </script>`,
  );
}

/** A page that draws slopes as soon as it can, and says when it has. */
function cold(name) {
  return page(
    name,
    `<script type=module>
    import {slopes} from '/${name}.js'
    import {figures} from '/work.js'
    const host = document.getElementById('host')
    await slopes(host, figures(45))
    for (const root of [host, host.firstChild.shadowRoot ?? host])
      for (const canvas of root.querySelectorAll('canvas')) canvas.getContext('2d')?.getImageData(0, 0, 1, 1)
    host.getBoundingClientRect()
    fetch('/drawn', {method: 'POST', body: performance.now()})
  </script>`,
  );
}

const KINDS = {js: 'text/javascript', wasm: 'application/wasm', css: 'text/css', json: 'application/json'};
// Resolves when a page says that it has drawn. The message does not go through the driver: what a driver puts into a
// loaded page takes 60 ms of a slowed page, and only from those that draw after they are loaded.
let drawn;
const server = createServer((request, response) => {
  const {pathname} = new URL(request.url, 'http://localhost');
  if (pathname === '/drawn') {
    request
      .setEncoding('utf8')
      .on('data', (time) => drawn(Number(time)))
      .on('end', () => response.writeHead(204).end());
    return;
  }
  const [, kind, name] = pathname.match(/^\/(cold|warm|twenty)\/(\w+)$/) ?? [];
  try {
    const body = kind
      ? {cold, warm: (name) => page(name, ''), twenty}[kind](name)
      : readFileSync(join(out, pathname.startsWith('/force-compare/') ? 'site' : 'page', pathname));
    response
      .writeHead(200, {
        'content-type': kind ? 'text/html' : (KINDS[pathname.split('.').pop()] ?? 'application/octet-stream'),
      })
      .end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}`;

const browser = await require('playwright-core').chromium.launch({
  executablePath: execFileSync('sh', ['-c', 'command -v chromium']).toString().trim(),
  args: ['--headless=new', '--no-sandbox', '--disable-background-networking', '--disable-component-update'],
});

/** A fresh window, with nothing in its cache. */
async function opened(path, height = 900) {
  const context = await browser.newContext({viewport: {width: 720, height}});
  const tab = await context.newPage();
  tab.on('pageerror', (error) => {
    console.error(path, error);
  });
  const devtools = await context.newCDPSession(tab);
  return {context, tab, devtools, go: () => tab.goto(address + path)};
}

/** Goes to a page at a quarter of the speed; when it says that it has drawn, in ms. */
async function slowly({devtools}, path) {
  await devtools.send('Emulation.setCPUThrottlingRate', {rate: 4});
  const said = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${path} drew nothing in two minutes`)), 120_000);
    drawn = (time) => {
      clearTimeout(late);
      resolve(time);
    };
  });
  await devtools.send('Page.navigate', {url: address + path});
  return said;
}

async function coldStart(name) {
  const path = `/cold/${name}`;
  const window = await opened(path);
  const time = await slowly(window, path);
  await window.context.close();
  return time;
}

/** What a page keeps, in KB, when what it can spare is gone: its script's objects, its document, and memory of modules. */
async function kept(devtools) {
  await devtools.send('HeapProfiler.collectGarbage');
  const {usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0} = await devtools.send('Runtime.getHeapUsage');
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1024;
}

/** All of the widget's twenty in sight at once: when the last is drawn at a quarter of the speed, and what they take. */
async function twentyWidgets() {
  const window = await opened('/twenty/ours', 24_000);
  const {context, tab, devtools} = window;
  const last = await slowly(window, '/twenty/ours');
  await devtools.send('Emulation.setCPUThrottlingRate', {rate: 1});
  const modules = await tab.evaluate(() => window.memories.map(({buffer}) => buffer.byteLength / 1024));
  const memory = await kept(devtools);
  await context.close();
  return {last, modules, memory};
}

/** What is kept of one chart, of the same after a hundred redraws, and when two hundred have come and gone. */
async function wear(name) {
  const {context, tab, devtools, go} = await opened(`/warm/${name}`);
  await go();
  await tab.evaluate(async (name) => {
    const [{figures}, contender] = await Promise.all([import('/work.js'), import(`/${name}.js`)]);
    const host = document.getElementById('host');
    const data = figures(45);
    window.mount = async () => {
      window.chart = await contender.slopes(host, data);
    };
    window.unmount = () => {
      window.chart.remove?.();
      host.replaceChildren();
    };
    window.settled = () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 20));
  }, name);
  await tab.evaluate(async () => {
    await mount();
    await settled();
  });
  const one = await kept(devtools);
  await tab.evaluate(async () => {
    for (let at = 0; at < 100; at += 1) {
      chart.redraw();
      await new Promise(requestAnimationFrame);
    }
    await settled();
  });
  const redrawn = await kept(devtools);
  await tab.evaluate(async () => {
    for (let at = 0; at < 200; at += 1) {
      unmount();
      await mount();
    }
    unmount();
    window.chart = undefined;
    await settled();
  });
  const gone = await kept(devtools);
  await context.close();
  return {one, redrawn, gone};
}

/** A chart that stands, ready to be drawn again. */
async function standing(name, work, areas) {
  const {context, tab, devtools, go} = await opened(`/warm/${name}`);
  await go();
  await tab.evaluate(
    async ({name, work, areas}) => {
      const [{figures}, contender] = await Promise.all([import('/work.js'), import(`/${name}.js`)]);
      const host = document.getElementById('host');
      const chart = await contender[work](host, figures(areas));
      // Work that was put off to the next frame is done at once, so that it is measured.
      window.requestAnimationFrame = (call) => {
        call(performance.now());
        return 0;
      };
      const force = () => {
        for (const root of [host, host.firstChild.shadowRoot ?? host])
          for (const canvas of root.querySelectorAll('canvas'))
            if (canvas.width) canvas.getContext('2d').getImageData(0, 0, 1, 1);
        host.querySelector('svg')?.getBBox();
      };
      window.timed = async (what, repeat) => {
        force();
        const start = performance.now();
        for (let at = 0; at < repeat; at += 1) {
          chart[what](1 + at);
          // uPlot draws, and an element takes up its attributes, when the script that asked has ended.
          await null;
          force();
        }
        return (performance.now() - start) / repeat;
      };
    },
    {name, work, areas},
  );
  return {
    context,
    tab,
    timed: (what, repeat) => tab.evaluate(([what, repeat]) => window.timed(what, repeat), [what, repeat]),
    // The page has drawn something: a picture compresses to much more than a blank.
    drawn: async () =>
      (
        await tab.screenshot({
          path: join(out, `${name}-${work}-${areas}.png`),
          clip: {x: 8, y: 8, width: 680, height: 420},
        })
      ).length > 8_000,
    heap: async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1024;
    },
  };
}

const result = {bytes: {}, cold: {}, redraw: {}, highlight: {}, heap: {}, wear: {}};
for (const name of NAMES) {
  result.bytes[name] = brotli(readFileSync(join(out, `page/${name}.js`)));
}
copyFileSync(join(out, 'node_modules/uplot/dist/uPlot.min.css'), join(out, 'page/uplot.css'));
result.bytes.uplot += brotli(readFileSync(join(out, 'page/uplot.css')));
const made = readdirSync(join(out, 'site/force-compare'));
/** What files of the widget weigh; most have a hash of what is in them in their names. */
const widget = (names) =>
  names.reduce((sum, name) => {
    const [stem, ending] = name.split('.');
    const file =
      made.find((file) => file === `${name}.br`) ??
      made.find((file) => new RegExp(`^${stem}\\.[0-9a-f]{10}\\.${ending}\\.br$`).test(file));
    return sum + readFileSync(join(out, 'site/force-compare', file)).length;
  }, 0);
result.bytes.ours = widget(FIRST);
result.whole = widget(WHOLE);

for (let round = -1; round < rounds; round += 1) {
  for (const name of NAMES) {
    const time = await coldStart(name);
    // The first round warms the browser, not the page.
    if (round >= 0) (result.cold[name] ??= []).push(time);
  }
}
for (const [work, areas] of [['slopes', 45], ...SIZES.map((size) => ['funnel', size])]) {
  const key = `${work} ${areas}`;
  const charts = {};
  for (const name of NAMES) {
    const chart = (charts[name] = await standing(name, work, areas));
    if (!(await chart.drawn())) throw new Error(`${name} drew nothing for ${key}`);
  }
  const repeat = areas > 5_000 ? 1 : 10;
  for (let round = -1; round < rounds; round += 1) {
    for (const name of NAMES) {
      await charts[name].tab.bringToFront();
      const [redraw, highlight] = [
        await charts[name].timed('redraw', repeat),
        await charts[name].timed('highlight', repeat),
      ];
      if (round < 0) continue;
      ((result.redraw[key] ??= {})[name] ??= []).push(redraw);
      ((result.highlight[key] ??= {})[name] ??= []).push(highlight);
    }
  }
  for (const name of NAMES) {
    (result.heap[key] ??= {})[name] = await charts[name].heap();
    await charts[name].context.close();
  }
}

for (const name of NAMES) result.wear[name] = await wear(name);
result.twenty = [];
for (let round = 0; round < 3; round += 1) result.twenty.push(await twentyWidgets());

const ms = (x) => x.toFixed(x < 1 ? 2 : x < 10 ? 1 : 0);
const row = (cells) => `| ${cells.join(' | ')} |`;
const works = Object.keys(result.redraw);
const told = (times) => (name) => ms(median(times[name]));
const against = (times, name, peer) => (median(times[name]) / median(times[peer])).toFixed(2);
const table = (title, of) => [
  '',
  `## ${title}`,
  '',
  row(['', ...works]),
  row(['---', ...works.map(() => '--:')]),
  ...NAMES.map((name) => row([LABELS[name], ...works.map((work) => of(work, name))])),
];
const best = (times) =>
  Math.min(...NAMES.filter((name) => name !== 'ours' && name !== 'canvas').map((name) => median(times[name])));
const large = 'funnel 35000';
const budget = [
  ['first load, KB', result.bytes.ours / 1000, 48.703, 36],
  ['cold start against uPlot', median(result.cold.ours) / median(result.cold.uplot), 1.5, 1],
  [
    'redraw of 45 slopes against uPlot',
    median(result.redraw['slopes 45'].ours) / median(result.redraw['slopes 45'].uplot),
    1.5,
    1,
  ],
  [
    'redraw of 35,000 against hand-written canvas',
    median(result.redraw[large].ours) / median(result.redraw[large].canvas),
    1.3,
    1.1,
  ],
  [
    'highlight among 35,000 against the best peer',
    median(result.highlight[large].ours) / best(result.highlight[large]),
    1 / 20,
    1 / 50,
  ],
];
const text =
  [
    `# This widget and its peers, ${new Date().toISOString().slice(0, 16).replace('T', ' ')}`,
    '',
    `${cpus().length} x ${cpus()[0].model.trim()}, load ${loadavg()[0].toFixed(1)}; Chromium ${browser.version()}; medians of ${rounds} rounds, in turn.`,
    'A redraw is everything laid out and painted again, with the canvas read back; the SVG of Observable Plot is laid out but not painted.',
    `Bytes are minified, tree-shaken, brotli 11. The widget's other views bring ${(result.whole / 1000).toFixed(1)} KB on request.`,
    '',
    row(['', 'bytes', 'first chart at a quarter of the speed, ms', 'against uPlot']),
    row(['---', '--:', '--:', '--:']),
    ...NAMES.map((name) =>
      row([
        LABELS[name],
        result.bytes[name].toLocaleString('en'),
        told(result.cold)(name),
        against(result.cold, name, 'uplot'),
      ]),
    ),
    ...table('Redraw, ms', (work, name) => told(result.redraw[work])(name)),
    ...table('Moving the highlight, ms', (work, name) => told(result.highlight[work])(name)),
    ...table('JavaScript heap afterwards, KB (without the memory of the module)', (work, name) =>
      Math.round(result.heap[work][name]).toLocaleString('en'),
    ),
    '',
    '## Memory, KB: script, document and modules',
    '',
    row(['', 'one chart of 45 slopes', 'after 100 redraws', 'after 200 came and went']),
    row(['---', '--:', '--:', '--:']),
    ...NAMES.map((name) =>
      row([
        LABELS[name],
        ...['one', 'redrawn', 'gone'].map((when) => Math.round(result.wear[name][when]).toLocaleString('en')),
      ]),
    ),
    '',
    '## Twenty widgets on one page, all in sight, at a quarter of the speed',
    '',
    `The last is drawn after ${ms(median(result.twenty.map(({last}) => last)))} ms. ${result.twenty[0].modules.length} instance(s) of the module with ${result.twenty[0].modules.join(' + ')} KB of memory; ${Math.round(median(result.twenty.map(({memory}) => memory))).toLocaleString('en')} KB in all.`,
    '',
    '## Budgets',
    '',
    row(['', 'measured', 'must', 'aim', '']),
    row(['---', '--:', '--:', '--:', '---']),
    ...budget.map(([what, value, must, aim]) =>
      row([
        what,
        value.toPrecision(3),
        must.toPrecision(3),
        aim.toPrecision(3),
        value <= aim ? 'aim met' : value <= must ? 'must met' : '**missed**',
      ]),
    ),
  ].join('\n') + '\n';
writeFileSync(join(out, '../peers.json'), JSON.stringify(result));
writeFileSync(join(out, '../peers.md'), text);
process.stdout.write(text);
await browser.close();
server.close();
