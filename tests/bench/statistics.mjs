// Measures and reports: bundles the libraries for comparison, serves them and the two WebAssembly modules on localhost,
// runs everything in one headless Chromium, and prints the table. `tests/bench/statistics` starts it.

import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {cpus, loadavg} from 'node:os';
import {join} from 'node:path';

const [out, rounds] = [process.argv[2], Number(process.argv[3])];
const require = createRequire(join(out, 'package.json'));
const SEED = 20261124;
/** Areas, periods, and the milliseconds that what a view needs of it should take in the reader's module. */
const SIZES = [
  [43, 10, 3],
  [35_000, 2, 150],
];
/** How many times as many exact intervals a second as jStat. */
const AIM = 10;

/** What other libraries offer of an interval: the two quantiles. */
const PEERS = `
  export { jStat } from 'jstat'
  export { default as chisquare } from '@stdlib/stats-base-dists-chisquare-quantile'
  export { default as beta } from '@stdlib/stats-base-dists-beta-quantile'`;

/** Runs in the page. */
async function measure({sizes, seed, rounds, certified}) {
  const modules = {};
  for (const name of ['reader', 'fast']) {
    modules[name] = await import(`/${name}/analysis.js`);
    await modules[name].default({module_or_path: `/${name}/analysis_bg.wasm`});
  }
  const {jStat, chisquare, beta} = await import('/peers.js');

  /** Milliseconds that each task takes, round after round, in turn: what disturbs one disturbs all. */
  function timed(tasks) {
    let sum = 0;
    const once = (task, repeat) => {
      const start = performance.now();
      for (let i = 0; i < repeat; i += 1) sum += task();
      return (performance.now() - start) / repeat;
    };
    const repeats = tasks.map((task) => {
      // Long enough for the engine's second compiler, and for a clock of microseconds.
      let repeat = 1;
      while (once(task, repeat) * repeat < 40) repeat *= 2;
      return Math.max(1, Math.round(repeat / 2));
    });
    const times = tasks.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      tasks.forEach((task, at) => times[at].push(once(task, repeats[at])));
    }
    if (!Number.isFinite(sum)) throw new Error('the analysis gave no number');
    return times;
  }

  const names = [];
  for (let part = 0, name; (name = modules.reader.Analysis.part_name(part)); part += 1) names.push(name);
  const analysis = sizes.map(([areas, periods]) => {
    const tasks = ['reader', 'fast'].flatMap((name) => {
      const analysis = new modules[name].Analysis(areas, periods, BigInt(seed));
      return [() => analysis.run(), ...names.map((_, part) => () => analysis.run_part(part))];
    });
    const times = timed(tasks);
    return {reader: times.slice(0, names.length + 1), fast: times.slice(names.length + 1)};
  });

  // Each contender makes the same array of limits, lower and upper in turn, from the same counts.
  const peer = (gamma, beta) => ({
    counts: (counts, confidence) =>
      counts.reduce(
        (limits, count, at) => {
          const tail = (1 - confidence[at]) / 2;
          limits[2 * at] = count > 0 ? gamma(tail, count) : 0;
          limits[2 * at + 1] = gamma(1 - tail, count + 1);
          return limits;
        },
        new Float64Array(2 * counts.length),
      ),
    ratios: (pairs, exposures, confidence) =>
      confidence.reduce(
        (limits, level, at) => {
          const tail = (1 - level) / 2;
          const [later, earlier] = [pairs[2 * at], pairs[2 * at + 1]];
          const scale = exposures[2 * at + 1] / exposures[2 * at];
          const odds = (part) => (part / (1 - part)) * scale;
          limits[2 * at] = later > 0 ? odds(beta(tail, later, earlier + 1)) : 0;
          limits[2 * at + 1] = earlier > 0 ? odds(beta(1 - tail, later + 1, earlier)) : Infinity;
          return limits;
        },
        new Float64Array(2 * confidence.length),
      ),
  });
  const ours = (module) => ({counts: module.count_limits, ratios: module.ratio_limits});
  const contenders = {
    reader: ours(modules.reader),
    fast: ours(modules.fast),
    jstat: peer((p, shape) => jStat.chisquare.inv(p, 2 * shape) / 2, jStat.beta.inv),
    stdlib: peer((p, shape) => chisquare(p, 2 * shape) / 2, beta),
  };

  // Counts from 5 to 5,000, as many small as large; a fixed step through them instead of random numbers.
  const many = 500;
  const count = (at) => Math.round(5 * 1000 ** ((at * 0.6180339887) % 1));
  const counts = Float64Array.from({length: many}, (_, at) => count(at));
  const pairs = Float64Array.from({length: 2 * many}, (_, at) =>
    Math.round(count(at >> 1) * [1, 0.8 + ((at * 0.7549) % 0.4)][at & 1]),
  );
  const level = new Float64Array(many).fill(0.95);
  const alike = new Float64Array(2 * many).fill(1);

  const columns = (cases, names) => names.map((name) => Float64Array.from(cases, ({inputs}) => inputs[name]));
  const [poisson, ratio] = certified;
  const [known, knownLevel] = columns(poisson, ['count', 'conf']);
  const [x2, x1, t2, t1, ratioLevel] = columns(ratio, ['x2', 'x1', 't2', 't1', 'conf']);
  const inTurn = (a, b) => Float64Array.from({length: 2 * a.length}, (_, at) => [a, b][at & 1][at >> 1]);
  const worst = (limits, cases) => {
    const errors = cases.flatMap(({expected: {exact_lower, exact_upper}}, at) =>
      [
        [exact_lower, 0],
        [exact_upper, 1],
      ]
        .filter(([right]) => typeof right === 'number' && right !== 0)
        .map(([right, upper]) => Math.abs(limits[2 * at + upper] / right - 1)),
    );
    return {
      values: errors.length,
      none: errors.filter(Number.isNaN).length,
      worst: Math.max(...errors.filter((error) => error === error)),
    };
  };

  const list = Object.values(contenders);
  return {
    names,
    analysis,
    contenders: Object.keys(contenders),
    many,
    counts: timed(
      list.map(
        ({counts: limits}) =>
          () =>
            limits(counts, level)[1],
      ),
    ),
    ratios: timed(
      list.map(
        ({ratios: limits}) =>
          () =>
            limits(pairs, alike, level)[1],
      ),
    ),
    countErrors: list.map(({counts: limits}) => worst(limits(known, knownLevel), poisson)),
    ratioErrors: list.map(({ratios: limits}) => worst(limits(inTurn(x2, x1), inTurn(t2, t1), ratioLevel), ratio)),
  };
}

/** Files of the page's folder, on this machine alone; isolated, for a finer clock. */
function serve(folder) {
  const kinds = {js: 'text/javascript', wasm: 'application/wasm', html: 'text/html'};
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url;
    try {
      const body =
        path === '/index.html' ? '<!doctype html><title>Statistics</title>' : readFileSync(join(folder, path));
      response
        .writeHead(200, {
          'content-type': kinds[path.split('.').pop()] ?? 'application/octet-stream',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-embedder-policy': 'require-corp',
        })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const quantile = (times, part) => [...times].sort((a, b) => a - b)[Math.round((times.length - 1) * part)];
const median = (times) => quantile(times, 0.5);
const ms = (x) => x.toFixed(x < 1 ? 3 : x < 10 ? 2 : x < 100 ? 1 : 0);
const spread = (times) => `${ms(median(times))} (${ms(quantile(times, 0.25))} to ${ms(quantile(times, 0.75))})`;
const met = (holds) => (holds ? 'met' : 'MISSED');
const row = (cells) => `| ${cells.join(' | ')} |`;

function table(result) {
  const {names, many, contenders} = result;
  const lines = [
    `# The statistics' speed, ${result.when}`,
    '',
    `${result.processor}, load ${result.load}; ${result.browser}; medians of ${rounds} rounds, quartiles in brackets.`,
  ];
  SIZES.forEach(([areas, periods, aim], size) => {
    const {native, reader, fast} = result.analysis[size];
    const took = median(reader[0]);
    lines.push(
      '',
      `## Full analysis of ${areas.toLocaleString('en')} areas x ${periods} periods, in ms`,
      '',
      row(['', 'native', 'WebAssembly as readers run it (opt-level z)', 'the same at opt-level 3']),
      row(['---', '--:', '--:', '--:']),
      ...['**everything**', ...names].map((name, part) =>
        row([name, ...[native, reader, fast].map((of) => spread(of[part]))]),
      ),
      '',
      `Aim: under ${aim} ms as readers run it: ${met(took < aim)} (${ms(took)} ms).`,
    );
  });
  const label = {reader: 'ours, as readers run it', fast: 'ours at opt-level 3', jstat: 'jStat', stdlib: '@stdlib'};
  for (const [kind, title] of [
    ['counts', 'limits of a count (Garwood)'],
    ['ratios', 'limits of a ratio (Clopper-Pearson)'],
  ]) {
    const errors = result[kind === 'counts' ? 'countErrors' : 'ratioErrors'];
    const speed = result[kind].map((times) => (many / median(times)) * 1000);
    const at = contenders.indexOf('jstat');
    lines.push(
      '',
      `## Exact ${title}, counts of 5 to 5,000, at 95%`,
      '',
      row([
        '',
        'intervals a second',
        'against ours',
        'microseconds an interval',
        'worst relative error, certified values',
      ]),
      row(['---', '--:', '--:', '--:', '--:']),
      ...contenders.map((name, at) =>
        row([
          label[name],
          Math.round(speed[at]).toLocaleString('en'),
          `${(speed[at] / speed[0]).toPrecision(2)}`,
          spread(result[kind][at].map((time) => (time / many) * 1000)),
          `${errors[at].worst.toExponential(1)} of ${errors[at].values}${errors[at].none ? `, ${errors[at].none} without a number` : ''}`,
        ]),
      ),
      '',
      `Aim: at least ${AIM} times jStat's, and more exact: ${met(speed[0] >= AIM * speed[at] && errors[0].worst < errors[at].worst)} ` +
        `(${(speed[0] / speed[at]).toFixed(1)} times).`,
    );
  }
  return lines.join('\n') + '\n';
}

require('esbuild').buildSync({
  stdin: {contents: PEERS, resolveDir: out},
  bundle: true,
  format: 'esm',
  minify: true,
  outfile: join(out, 'page/peers.js'),
  logLevel: 'error',
});
const certified = ['poisson_ci', 'rate_ratio'].map(
  (name) => JSON.parse(readFileSync(`tests/certified/${name}.json`)).cases,
);
const load = loadavg()[0].toFixed(1);
const native = SIZES.map(([areas, periods]) =>
  JSON.parse(execFileSync(join(out, 'cargo/native/native'), [areas, periods, SEED, rounds].map(String))),
);

const server = await serve(join(out, 'page'));
const browser = await require('playwright-core').chromium.launch({
  executablePath: execFileSync('sh', ['-c', 'command -v chromium']).toString().trim(),
  args: ['--headless=new', '--no-sandbox', '--disable-background-networking', '--disable-component-update'],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const result = await page.evaluate(measure, {sizes: SIZES, seed: SEED, rounds, certified});
  result.analysis.forEach((of, size) => {
    of.native = native[size];
  });
  const told = {
    when: new Date().toISOString().slice(0, 16).replace('T', ' '),
    processor: `${cpus().length} x ${cpus()[0].model.trim()}`,
    load,
    browser: `Chromium ${browser.version()}`,
    rounds,
    ...result,
  };
  const text = table(told);
  writeFileSync(join(out, 'statistics.json'), JSON.stringify(told));
  writeFileSync(join(out, 'statistics.md'), text);
  process.stdout.write(text);
} finally {
  await browser.close();
  server.close();
}
