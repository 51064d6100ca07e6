// The work that every contender does, with figures that are equal in every run.

export const WIDTH = 680;
export const HEIGHT = 420;
export const FOCUS = '#1f5fa8';
export const GREY = '#b8b8b8';

// Maps values to pixels.
export function scale(values, [from, to]) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

export function figures(areas) {
  let state = 20261125;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const population = Array.from({length: areas}, () => Math.round(20_000 * 150 ** random()));
  const count = (people) => Math.round(people * 0.004 * (0.8 + 0.4 * random()) + 5);
  const [earlier, later] = [population.map(count), population.map(count)];
  const rate = later.map((count, at) => (count / population[at]) * 1e5);
  // Two limits on either side, at a hundred places.
  const x = Array.from({length: 100}, (_, at) => 20_000 + at * 30_000);
  const curves = [-3.09, -1.96, 1.96, 3.09].map((z) => x.map((people) => 400 + z * 1e5 * Math.sqrt(0.004 / people)));
  return {population, earlier, later, rate, limits: {x, curves}};
}

// The payload that our widget reads.
export function payload({population, earlier, later}) {
  return {
    format: 'force-compare/1',
    title: 'Figures',
    language: 'en-GB',
    measure: {label: 'Events recorded', singular: 'event', plural: 'events'},
    noun: {singular: 'area', plural: 'areas'},
    areas: population.map((_, at) => ({id: `a${at}`, name: `Area ${at}`})),
    periods: [
      {id: 'p1', label: '2016/17', start: '2016-04-01', end: '2017-03-31'},
      {id: 'p2', label: '2017/18', start: '2017-04-01', end: '2018-03-31'},
    ],
    counts: [earlier, later],
    populations: [population, population],
  };
}
