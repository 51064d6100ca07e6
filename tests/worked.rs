//! The page of worked cases, `www/worked.html`, has every sentence that the words make of the four cases, and every
//! figure on it is the statistics' own. On a failure the test prints the cell as it should be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use force_compare::compare::{Change, Comparison, Subject, Verdict};
use force_compare::data::Dataset;
use force_compare::stats::{self, ChangeFunnelFit, Exposed, Interval, Method};
use force_compare::words::{self, Sentence, decimal, signed_per_cent};

use crate::fixture::{ARTICLE, compare, image_offences, place};

const PAGE: &str = "www/worked.html";

/// The page in one line: the formatter breaks long tags before their ends.
fn page() -> String {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)).unwrap();
    page.split_whitespace().collect::<Vec<_>>().join(" ").replace(" >", ">")
}

/// Returns the text as a reader meets it: without tags, with single spaces.
fn text(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A figure of the page: its value, and how it is written.
type Figures = BTreeMap<String, (f64, String)>;

struct Book(Figures);

impl Book {
    fn put(&mut self, key: &str, value: f64, shown: String) {
        assert!(self.0.insert(key.into(), (value, shown)).is_none(), "{key} twice");
    }

    fn count(&mut self, key: &str, value: u64) {
        self.put(key, value as f64, words::count(value));
    }

    fn number(&mut self, key: &str, value: f64, places: u32) {
        self.put(key, value, decimal(value, places));
    }

    fn change(&mut self, key: &str, value: f64) {
        self.put(key, value, signed_per_cent(value));
    }

    /// Both limits of a ratio, as changes in per cent.
    fn changes(&mut self, key: &str, ratio: Interval) {
        self.change(&format!("{key}-lower"), 100.0 * (ratio.lower - 1.0));
        self.change(&format!("{key}-upper"), 100.0 * (ratio.upper - 1.0));
    }

    fn limits(&mut self, key: &str, interval: Interval, places: u32) {
        self.number(&format!("{key}-lower"), interval.lower, places);
        self.number(&format!("{key}-upper"), interval.upper, places);
    }

    /// A p-value: four places, or the power of ten that it is below.
    fn p(&mut self, key: &str, p: f64) {
        let shown = if p >= 0.0001 { decimal(p, 4) } else { format!("below 10⁻{}", superscript(-p.log10())) };
        self.put(key, p, shown);
    }
}

/// The whole part of a number below 400, raised.
fn superscript(number: f64) -> String {
    let raise = |digit: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize - '0' as usize).unwrap();
    (number as u64).to_string().chars().map(raise).collect()
}

/// Pairs of counts of the areas with both, in the order of the dataset.
fn pairs(comparison: &Comparison<'_>) -> Vec<(usize, [u64; 2])> {
    let change = |area| comparison.change(Subject::Area(area)).ok();
    comparison.areas().filter_map(|area| Some((area, change(area).map(|own| [own.earlier, own.later])?))).collect()
}

/// The variance between the forces, and the false discovery rate of each.
fn usual(book: &mut Book, dataset: &Dataset, pairs: &[(usize, [u64; 2])]) -> (ChangeFunnelFit, Vec<f64>) {
    let counts: Vec<[u64; 2]> = pairs.iter().map(|(_, pair)| *pair).collect();
    let funnel = stats::change_funnel(&counts, 0.1).unwrap();
    let sum = |at: usize| counts.iter().map(|pair| pair[at]).sum::<u64>();
    book.count("forces", counts.len() as u64);
    book.count("sum-earlier", sum(0));
    book.count("sum-later", sum(1));
    book.change("target", 100.0 * (sum(1) as f64 / sum(0) as f64 - 1.0));
    book.number("phi-raw", funnel.dispersion.phi_raw, 3);
    book.number("phi", funnel.dispersion.phi, 3);
    book.number("tau2", funnel.dispersion.tau2, 6);
    book.number("tau", funnel.dispersion.tau2.sqrt(), 5);
    book.number("tau-percent", 100.0 * (funnel.dispersion.tau2.sqrt().exp() - 1.0), 1);
    book.number("z95", stats::normal::z_of(0.95).unwrap(), 6);
    let weights = || funnel.marks.iter().flatten().map(|mark| 1.0 / (mark.s * mark.s));
    book.number("weights", weights().sum(), 1);
    book.number("weights-squared", weights().map(|weight| weight * weight).sum(), 0);

    let widened: Vec<_> = counts.iter().map(|pair| widened(*pair, funnel.dispersion.tau2).p).collect();
    let p: Vec<Option<f64>> = widened.iter().copied().map(Some).collect();
    let q: Vec<f64> = stats::benjamini_hochberg(&p).into_iter().flatten().collect();
    book.count("usual-beyond", q.iter().filter(|q| **q <= 0.05).count() as u64);
    let chance = |pair: &[u64; 2]| {
        let [earlier, later] = one(*pair);
        stats::ratio::mid_p(later, earlier).unwrap()
    };
    book.count("chance-beyond", counts.iter().filter(|pair| chance(pair) < 0.05).count() as u64);
    for id in ARTICLE {
        let at = pairs.iter().position(|(area, _)| dataset.areas[*area].id == id).unwrap();
        let before = widened.iter().filter(|p| **p < widened[at]).count() as u64 + 1;
        book.count(&format!("{id}-q-place"), before);
        assert!((q[at] - widened[at] * counts.len() as f64 / before as f64).abs() < 1e-12, "the sum shown for {id}");
    }
    let z: Vec<f64> = funnel.marks.iter().flatten().map(|mark| mark.z).collect();
    let pulled = stats::winsorise(&z, 0.1).unwrap();
    for (at, (area, [earlier, later])) in pairs.iter().enumerate() {
        let key = |what: &str| format!("all-{}-{what}", dataset.areas[*area].id);
        book.count(&key("earlier"), *earlier);
        book.count(&key("later"), *later);
        book.change(&key("change"), 100.0 * (*later as f64 / *earlier as f64 - 1.0));
        book.number(&key("z"), z[at], 2);
        book.number(&key("z-pulled"), pulled[at], 2);
        book.number(&key("q"), q[at], 3);
    }
    (funnel, q)
}

fn one([earlier, later]: [u64; 2]) -> [Exposed; 2] {
    [Exposed { count: earlier, exposure: 1.0 }, Exposed { count: later, exposure: 1.0 }]
}

fn widened(pair: [u64; 2], tau2: f64) -> stats::Ratio {
    let [earlier, later] = one(pair);
    stats::widened_change(later, earlier, tau2, 0.95).unwrap()
}

/// The change of one case and its range by chance alone, by three methods.
fn by_chance(book: &mut Book, key: &str, change: &Change) {
    let at = |what: &str| format!("{key}-{what}");
    let (x1, x2) = (change.earlier, change.later);
    book.count(&at("earlier"), x1);
    book.count(&at("later"), x2);
    book.count(&at("both"), x1 + x2);
    book.number(&at("ratio"), x2 as f64 / x1 as f64, 4);
    book.change(&at("change"), 100.0 * (x2 as f64 / x1 as f64 - 1.0));
    let [earlier, later] = one([x1, x2]);
    for (name, method) in [("chance", Method::MidPRatio), ("exact", Method::ExactRatio), ("score", Method::ScoreRatio)]
    {
        let ratio = stats::rate_ratio(later, earlier, 0.95, method).unwrap();
        book.changes(&at(name), ratio.interval);
        if method == Method::MidPRatio {
            // The share of both years' events that falls into the later year.
            let part = |odds: f64| odds / (1.0 + odds);
            let Interval { lower, upper, .. } = ratio.interval;
            book.limits(&at("part"), Interval { lower: part(lower), upper: part(upper), ..ratio.interval }, 5);
            book.limits(&at("chance-ratio"), ratio.interval, 4);
            book.p(&at("chance-p"), ratio.p);
        }
    }
}

/// Everything that the page says of one force.
fn force(book: &mut Book, comparison: &Comparison<'_>, id: &str, tau2: f64, q: f64) {
    let at = |what: &str| format!("{id}-{what}");
    let area = place(comparison.dataset, id);
    let change = comparison.change(Subject::Area(area)).unwrap();
    let (x1, x2) = (change.earlier, change.later);
    by_chance(book, id, &change);

    let usual = widened([x1, x2], tau2);
    let s2 = 1.0 / x1 as f64 + 1.0 / x2 as f64;
    book.number(&at("log"), (x2 as f64 / x1 as f64).ln(), 5);
    book.number(&at("variance"), s2, 6);
    book.number(&at("s"), (s2 + tau2).sqrt(), 5);
    book.changes(&at("usual"), usual.interval);
    book.p(&at("usual-p"), usual.p);
    book.number(&at("q"), q, 3);
    let judged = comparison.judge(area, &change);
    assert_eq!([judged.interval.lower, judged.interval.upper].map(signed_per_cent), {
        [usual.interval.lower, usual.interval.upper].map(|limit| signed_per_cent(100.0 * (limit - 1.0)))
    });
    assert_eq!(judged.verdict == Verdict::Beyond, q <= 0.05);

    let against = comparison.change_against_rest(area).unwrap();
    let [r1, r2] = against.rest;
    book.count(&at("rest-earlier"), r1);
    book.count(&at("rest-later"), r2);
    book.change(&at("rest-change"), 100.0 * (r2 as f64 / r1 as f64 - 1.0));
    book.number(&at("odds"), against.chance.value.unwrap(), 3);
    book.limits(&at("odds"), against.chance.interval, 3);
    book.p(&at("odds-p"), against.chance.p);
    book.limits(&at("odds-usual"), against.interval, 3);

    let level = comparison.level(area).unwrap();
    let people = |subject| comparison.population(subject, 1).unwrap();
    book.count(&at("people"), people(Subject::Area(area)));
    book.count(&at("rest-people"), people(Subject::Nation) - people(Subject::Area(area)));
    book.number(&at("rate"), level.rate, 1);
    book.number(&at("rest-rate"), level.rest, 1);
    book.number(&at("level"), level.ratio.value.unwrap(), 3);
    book.limits(&at("level"), level.ratio.interval, 3);
}

/// Everything that the page says of the nation.
fn nation(book: &mut Book, comparison: &Comparison<'_>) {
    let change = comparison.change(Subject::Nation).unwrap();
    by_chance(book, "uk", &change);
    let minutes = f64::from(comparison.dataset.periods[1].days()) * 1440.0;
    book.count("uk-minutes", minutes as u64);
    let pace = comparison.pace(Subject::Nation, 1).unwrap();
    book.number("uk-pace", pace.value.unwrap(), 2);
    book.limits("uk-pace", pace.interval, 1);
    book.limits("uk-exact-count", stats::exact_limits(change.later, 0.95).unwrap(), 0);
    book.count("uk-people", comparison.population(Subject::Nation, 1).unwrap());
    let rate = comparison.rate(Subject::Nation, 1).unwrap();
    book.number("uk-rate", rate.value, 1);
    book.limits("uk-rate", rate.interval, 1);
}

/// Computes how often chance alone calls an unchanged count changed, if years vary by `cv` beyond chance: both years'
/// counts are negative binomial about 300, and every pair of them is weighed.
fn called_changed(cv: f64) -> f64 {
    const MEAN: f64 = 300.0;
    let mut law = Vec::new();
    let shape = 1.0 / (cv * cv);
    let mut term = if cv > 0.0 { -shape * (MEAN / shape).ln_1p() } else { -MEAN };
    for at in 0..2_000 {
        law.push(term.exp());
        let at = f64::from(at);
        term += match cv > 0.0 {
            true => ((shape + at) / (at + 1.0) * (MEAN / (MEAN + shape))).ln(),
            false => (MEAN / (at + 1.0)).ln(),
        };
    }
    let changed = |x1: usize, x2: usize| {
        let [earlier, later] = one([x1 as u64, x2 as u64]);
        stats::ratio::mid_p(later, earlier).unwrap() < 0.05
    };
    // The counts that are not called changed lie about the earlier one, and move up with it.
    let (mut from, mut to, mut unchanged) = (0, 0, 0.0);
    for (x1, p) in law.iter().enumerate().filter(|(_, p)| **p > 1e-13) {
        from = (from..=x1).find(|&x2| !changed(x1, x2)).unwrap();
        to = (to.max(x1)..law.len() - 1).find(|&x2| changed(x1, x2)).unwrap();
        unchanged += p * law[from..to].iter().sum::<f64>();
    }
    100.0 * (1.0 - unchanged)
}

fn figures() -> Figures {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    let mut book = Book(Figures::new());
    let pairs = pairs(&comparison);
    let (funnel, q) = usual(&mut book, &dataset, &pairs);
    for id in ARTICLE {
        let at = pairs.iter().position(|(area, _)| dataset.areas[*area].id == id).unwrap();
        force(&mut book, &comparison, id, funnel.dispersion.tau2, q[at]);
    }
    nation(&mut book, &comparison);
    for (key, cv) in [("extra-0", 0.0), ("extra-5", 0.05), ("extra-10", 0.1), ("extra-15", 0.15), ("extra-20", 0.2)] {
        let part = called_changed(cv);
        book.put(key, part, decimal(part, 0) + "%");
    }
    book.0
}

/// Finds each text that stands between two others.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).map(move |rest| rest.split_once(close).unwrap().0)
}

#[test]
fn every_figure_is_what_the_statistics_give() {
    let (figures, page) = (figures(), page());
    let (mut found, mut wrong) = (BTreeSet::new(), Vec::new());
    for cell in between(&page, "<data ", "</data>") {
        let (attributes, shown) = cell.split_once('>').unwrap();
        let attribute = |name: &str| {
            let (_, rest) = attributes.split_once(name).unwrap_or_else(|| panic!("no {name} in <data {attributes}>"));
            rest.split_once('"').unwrap().0.to_string()
        };
        let (key, written) = (attribute("data-key=\""), attribute("value=\""));
        let Some((value, text)) = figures.get(&key) else {
            panic!("{PAGE} has a figure that nothing computes: {cell}")
        };
        let near = written.parse::<f64>().is_ok_and(|written| (written - value).abs() <= 1e-9 * value.abs());
        if !near || shown != text {
            wrong.push(cell_of(&key, *value, text));
        }
        found.insert(key);
    }
    let lacking = figures.iter().filter(|(key, _)| !found.contains(*key));
    wrong.extend(lacking.map(|(key, (value, text))| cell_of(key, *value, text)));
    assert!(wrong.is_empty(), "{PAGE} should have:\n{}", wrong.join("\n"));
}

/// Fifteen digits: the last two of a double are rounding, and differ between machines.
fn cell_of(key: &str, value: f64, shown: &str) -> String {
    let value: f64 = format!("{value:.14e}").parse().unwrap();
    let value = if value.abs() < 1e-4 { format!("{value:e}") } else { value.to_string() };
    format!("<data data-key=\"{key}\" value=\"{value}\">{shown}</data>")
}

#[test]
fn every_word_of_the_four_cases_is_on_the_page() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    let mut sentences = vec![words::headline(&comparison), words::subtitle(&comparison)];
    let mut add = |said: Sentence| sentences.extend([said.fact, said.weight, said.rest]);
    for area in &comparison.choice.areas {
        add(words::sentence(&comparison, *area));
    }
    add(words::nation(&comparison).unwrap());
    for id in ARTICLE {
        let alone = compare(&dataset, &[id], "change", "count");
        sentences.push(words::headline(&alone));
        let area = place(&dataset, id);
        sentences.push(words::change_label(&alone, area).unwrap());
        let change = alone.change(Subject::Area(area)).unwrap();
        sentences.push(words::verdict(alone.judge(area, &change).verdict).into());
    }
    sentences.extend(words::methods(&comparison));
    let text = text(&page());
    let missing: Vec<_> = sentences.iter().filter(|sentence| !text.contains(sentence.as_str())).collect();
    assert!(missing.is_empty(), "{PAGE} lacks:\n{missing:#?}");
}

/// The page uses sober words, and nothing that the article's own policy would refuse.
#[test]
fn the_page_is_sober_and_strict() {
    let page = page();
    let text = text(&page).to_lowercase();
    for word in ["significan", "dramatic", "soar", "surge", "plunge", "spike", "worse", "victims", "offenders"] {
        assert!(!text.contains(word), "{word}");
    }
    for forbidden in ["<script", "style=", " onload", " onclick", "http://", "<force-compare"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert_eq!(force_compare::build::pages::complete(&page, &[]).unwrap(), page);
}
