// Invented figures for the states that no publication shows. Each <force-compare data-figures="…"> gets its own.
const day = (year, month, date) => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

function years(first, last) {
  const periods = [];
  for (let year = first; year <= last; year++) {
    periods.push({id: String(year), label: String(year), start: day(year, 0, 1), end: day(year, 11, 31)});
  }
  return periods;
}

function payload(title, noun, periods, areas, counts, more) {
  return {
    format: 'force-compare/1',
    title,
    language: 'en-GB',
    noun,
    periods,
    areas,
    counts,
    measure: {label: 'Invented offences', singular: 'offence', plural: 'offences'},
    source: {name: 'Invented', title: 'figures made for this page'},
    ...more,
  };
}

// The numbers are alike on every machine and every day, so that a picture of them can be compared with yesterday's.
function dice(seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) % 4294967296;
    return seed / 4294967296;
  };
}

const force = {singular: 'force', plural: 'forces'};
const station = {singular: 'station', plural: 'stations'};
const neighbourhood = {singular: 'neighbourhood', plural: 'neighbourhoods'};

const figures = {
  names() {
    // The fifth name is 120 characters long.
    const names = [
      'Heddlu Dyfed-Powys',
      'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
      'شرطة دبي',
      'Cyngor Bwrdeistref Sirol Rhondda Cynon Taf',
      'The Joint Constabulary of the Northern Fells, the Western Dales, the Southern Marches ' +
        'and the Isles past the Long Strait',
      'القيادة العامة لشرطة رأس الخيمة',
      'Kent',
      'Essex',
      'Surrey',
      'Devon and Cornwall',
      'Avon and Somerset',
      'Gwent',
    ];
    const areas = names.map((name, i) => ({id: `area-${i + 1}`, name}));
    const earlier = [118, 209, 309, 45, 402, null, '[c]', 7, 520, 333, 281, 90];
    const later = [200, 164, 301, '[c]', 377, 260, '<5', 12, null, 340, 250, 118];
    return payload('Long, Welsh and Arabic names', force, years(2016, 2017), areas, [earlier, later]);
  },
  arabic() {
    const areas = ['شرطة الشمال', 'شرطة الجنوب', 'شرطة الشرق', 'شرطة الغرب'].map((name, i) => ({
      id: `area-${i + 1}`,
      name,
    }));
    return payload(
      'مخالفات',
      {singular: 'شرطة', plural: 'شرطات'},
      years(2016, 2017),
      areas,
      [
        [118, 209, 309, 45],
        [200, 164, 301, 52],
      ],
      {
        language: 'ar',
        measure: {label: 'مخالفات مختلَقة', singular: 'مخالفة', plural: 'مخالفات'},
        source: {name: 'مختلَق', published: '2018-09-13'},
      },
    );
  },
  one() {
    return payload('A single area', force, years(2016, 2017), [{id: 'kent', name: 'Kent'}], [[643], [701]]);
  },
  missing() {
    const areas = ['Kent', 'Essex', 'Surrey', 'Gwent'].map((name) => ({id: name.toLowerCase(), name}));
    return payload('All figures missing', force, years(2016, 2017), areas, [
      [null, null, null, null],
      [null, null, null, null],
    ]);
  },
  many() {
    const random = dice(1);
    const areas = [],
      earlier = [],
      later = [];
    for (let i = 1; i <= 35000; i++) {
      const usual = 20 + 400 * random() ** 3;
      const about = () => Math.round(usual + Math.sqrt(usual) * 2 * (random() + random() - 1));
      areas.push({id: `n${i}`, name: `Neighbourhood ${i}`});
      earlier.push(about());
      later.push(about());
    }
    return payload('35,000 neighbourhoods', neighbourhood, years(2016, 2017), areas, [earlier, later]);
  },
  periods() {
    const random = dice(2);
    const periods = years(1984, 2023);
    const areas = Array.from('ABCDEFGHIJKL', (letter) => ({id: letter.toLowerCase(), name: `Station ${letter}`}));
    const usual = areas.map(() => 60 + 300 * random());
    const counts = periods.map((_, at) =>
      usual.map((level) => Math.round(level * (1 + at / 80) * (0.85 + 0.3 * random()))),
    );
    return payload('Forty periods', station, periods, areas, counts);
  },
};

for (const element of document.querySelectorAll('force-compare[data-figures]')) {
  element.data = figures[element.dataset.figures]();
}
