//! The page of worked cases, `www/worked.html`, has every sentence that the words make of the four cases, and every
//! figure on it is the statistics' own. On a failure the test prints the cell as it should be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use force_compare::compare::{Change, Comparison, Subject, Verdict};
use force_compare::data::Dataset;
use force_compare::stats::REACHES;
use force_compare::stats::student::two_sided_t;
use force_compare::stats::{self, Exposed, Interval, LogFigure, Method, UsualRange};
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

/// What the areas usually do, worked out from the recorded figures alone.
struct Yardstick {
    /// Each area with its recorded figures and its place on the log scale.
    areas: Vec<(usize, LogFigure)>,
    range: UsualRange,
}

impl Yardstick {
    fn of(areas: Vec<(usize, LogFigure)>) -> Self {
        let figures: Vec<LogFigure> = areas.iter().map(|(_, figure)| *figure).collect();
        Self { range: stats::usual_range(&figures).unwrap(), areas }
    }

    fn figure(&self, area: usize) -> &LogFigure {
        &self.areas.iter().find(|(other, _)| *other == area).unwrap().1
    }

    /// The part that an area has in the sum that settles the variance between areas.
    fn part(&self, figure: &LogFigure, mean: f64, tau2: f64) -> f64 {
        (figure.estimate - mean).powi(2) / (figure.variance + tau2)
    }

    /// The mean weighted by one over each area's variance, and the sum of those weights.
    fn mean(&self, tau2: f64) -> (f64, f64) {
        let weights = self.areas.iter().map(|(_, figure)| 1.0 / (figure.variance + tau2));
        let (mut sum, mut all) = (0.0, 0.0);
        for (weight, (_, figure)) in weights.zip(&self.areas) {
            sum += weight * figure.estimate;
            all += weight;
        }
        (sum / all, all)
    }

    /// What both yardsticks share: the variance between areas, what settles it, and what they have in common.
    fn told(&self, book: &mut Book, dataset: &Dataset, furthest: &str, at: &dyn Fn(&str) -> String) {
        let UsualRange { mean, tau2, ref aside } = self.range;
        assert!(aside.is_empty(), "the page says that nobody was set aside");
        let sum = |mean: f64, tau2: f64| -> f64 { self.areas.iter().map(|(_, at)| self.part(at, mean, tau2)).sum() };
        assert!(
            (self.mean(tau2).0 - mean).abs() < 1e-12 && (sum(mean, tau2) - (self.areas.len() - 1) as f64).abs() < 1e-9
        );
        book.count(&at("forces"), self.areas.len() as u64);
        book.count(&at("wanted"), self.areas.len() as u64 - 1);
        book.number(&at("sum-by-chance"), sum(self.mean(0.0).0, 0.0), 1);
        book.number(&at("tau2"), tau2, 6);
        book.number(&at("tau"), tau2.sqrt(), 4);
        book.number(&at("mean"), mean, 5);
        book.number(&at("tau-percent"), 100.0 * (tau2.sqrt().exp() - 1.0), 0);
        let area = self.furthest(book, at);
        assert_eq!(dataset.areas[area].id, furthest, "the page names it");
    }

    /// The area furthest out, held against what the others predict.
    fn furthest(&self, book: &mut Book, at: &dyn Fn(&str) -> String) -> usize {
        let out = |figure: &LogFigure| self.range.z(figure).abs();
        let furthest = self.areas.iter().max_by(|one, other| out(&one.1).total_cmp(&out(&other.1))).unwrap();
        let others = Self::of(self.areas.iter().filter(|(area, _)| *area != furthest.0).copied().collect());
        assert!(others.range.aside.is_empty(), "the others are all of them");
        let variance = 1.0 / others.mean(others.range.tau2).1;
        let own = others.range.own_variance(furthest.1.size);
        let distance = (furthest.1.estimate - others.range.mean) / (others.range.tau2 + variance + own).sqrt();
        book.number(&at("furthest-log"), furthest.1.estimate, 5);
        book.number(&at("furthest-z"), self.range.z(&furthest.1), 2);
        book.count(&at("others"), others.areas.len() as u64);
        book.number(&at("others-mean"), others.range.mean, 5);
        book.number(&at("others-tau2"), others.range.tau2, 6);
        book.number(&at("others-variance"), variance, 6);
        book.number(&at("furthest-own"), own, 6);
        book.number(&at("furthest-distance"), distance, 2);
        let degrees = others.areas.len() as u64 - 1;
        book.count(&at("degrees"), degrees);
        book.number(&at("reach"), t_of(0.998, degrees as u32), 2);
        furthest.0
    }
}

/// The t beyond which, on either side, lies the probability 1 - `confidence`.
fn t_of(confidence: f64, df: u32) -> f64 {
    let (mut low, mut high) = (0.0, 1e3);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if two_sided_t(middle, df) > 1.0 - confidence { low = middle } else { high = middle }
    }
    low
}

fn one(count: u64) -> Exposed {
    Exposed { count, exposure: 365.0 }
}

/// The changes of the areas with both counts, in the order of the dataset.
fn changes(book: &mut Book, comparison: &Comparison<'_>) -> Yardstick {
    let (mut areas, mut sums) = (Vec::new(), [0, 0]);
    for area in comparison.areas() {
        let Ok(change) = comparison.change(Subject::Area(area)) else { continue };
        sums = [sums[0] + change.earlier, sums[1] + change.later];
        areas.push((area, LogFigure::change(one(change.later), one(change.earlier)).unwrap()));
    }
    let yardstick = Yardstick::of(areas);
    yardstick.told(book, comparison.dataset, "dyfed-powys", &str::to_string);
    book.change("common", 100.0 * (yardstick.range.mean.exp() - 1.0));
    book.count("sum-earlier", sums[0]);
    book.count("sum-later", sums[1]);
    book.change("pooled", 100.0 * (sums[1] as f64 / sums[0] as f64 - 1.0));
    for (place, coverage) in [("z95", 0.95), ("z998", 0.998)] {
        book.number(place, stats::normal::z_of(coverage).unwrap(), 6);
    }
    let mut by_chance = 0;
    for (area, figure) in &yardstick.areas {
        let key = |what: &str| format!("all-{}-{what}", comparison.dataset.areas[*area].id);
        let change = comparison.change(Subject::Area(*area)).unwrap();
        book.count(&key("earlier"), change.earlier);
        book.count(&key("later"), change.later);
        book.change(&key("change"), 100.0 * (change.later as f64 / change.earlier as f64 - 1.0));
        book.number(&key("log"), figure.estimate, 4);
        book.number(&key("variance"), figure.variance, 5);
        book.number(&key("part"), yardstick.part(figure, yardstick.range.mean, yardstick.range.tau2), 2);
        book.number(&key("z"), yardstick.range.z(figure), 2);
        assert!(comparison.judge_change(*area).unwrap().verdict == Verdict::Within, "the page says so of all");
        by_chance += u64::from(stats::ratio::mid_p(one(change.later), one(change.earlier)).unwrap() < 0.05);
    }
    book.count("changed-at-all", by_chance);
    yardstick
}

/// The rates of the areas with a count and a population, in the order of the dataset.
fn rates(book: &mut Book, comparison: &Comparison<'_>) -> Yardstick {
    let rate = |area: usize| {
        let subject = Subject::Area(area);
        let count = comparison.observation(subject, 1).count()?;
        LogFigure::rate(Exposed { count, exposure: comparison.population(subject, 1)? as f64 })
    };
    let yardstick = Yardstick::of(comparison.areas().filter_map(|area| Some((area, rate(area)?))).collect());
    yardstick.told(book, comparison.dataset, "cambridgeshire", &|what| format!("rates-{what}"));
    book.number("rates-common", 1e5 * yardstick.range.mean.exp(), 1);
    yardstick
}

/// The range of an area's figure, on the log scale, and its distance from the common figure.
fn ranged(book: &mut Book, at: &dyn Fn(&str) -> String, yardstick: &Yardstick, figure: &LogFigure) {
    let (range, size) = (&yardstick.range, figure.size);
    let own = range.own_variance(size);
    book.number(&at("log"), figure.estimate, 5);
    book.number(&at("own"), own, 6);
    book.number(&at("s"), (range.tau2 + own).sqrt(), 5);
    let limits = range.log_limits(size, REACHES[0]);
    book.number(&at("log-lower"), limits.lower, 5);
    book.number(&at("log-upper"), limits.upper, 5);
    book.number(&at("z"), range.z(figure), 2);
}

/// A recorded change, and whether the count changed at all.
fn at_all(book: &mut Book, key: &str, change: &Change) {
    let at = |what: &str| format!("{key}-{what}");
    let (x1, x2) = (change.earlier, change.later);
    book.count(&at("earlier"), x1);
    book.count(&at("later"), x2);
    book.count(&at("both"), x1 + x2);
    book.number(&at("ratio"), x2 as f64 / x1 as f64, 4);
    book.change(&at("change"), 100.0 * (x2 as f64 / x1 as f64 - 1.0));
    let ratio = stats::rate_ratio(one(x2), one(x1), 0.95, Method::MidPRatio).unwrap();
    book.changes(&at("chance"), ratio.interval);
    // The share of both years' events that falls into the later year.
    let part = |odds: f64| odds / (1.0 + odds);
    let Interval { lower, upper, .. } = ratio.interval;
    book.limits(&at("part"), Interval { lower: part(lower), upper: part(upper), ..ratio.interval }, 4);
    book.p(&at("chance-p"), ratio.p);
}

/// Everything that the page says of one force.
fn force(book: &mut Book, comparison: &Comparison<'_>, id: &str, changes: &Yardstick, rates: &Yardstick) {
    let at = |what: &str| format!("{id}-{what}");
    let area = place(comparison.dataset, id);
    let change = comparison.change(Subject::Area(area)).unwrap();
    at_all(book, id, &change);

    let (both, figure) = ((change.earlier + change.later) as f64, changes.figure(area));
    let ratio = changes.range.mean.exp();
    book.number(&at("split-earlier"), both / (1.0 + ratio), 1);
    book.number(&at("split-later"), both * ratio / (1.0 + ratio), 1);
    ranged(book, &at, changes, figure);
    let judged = comparison.judge_change(area).unwrap();
    assert!((judged.z - changes.range.z(figure)).abs() < 1e-12);
    let limits = changes.range.log_limits(figure.size, REACHES[0]);
    for (side, log, plain) in
        [("lower", limits.lower, judged.ranges[0].lower), ("upper", limits.upper, judged.ranges[0].upper)]
    {
        // The split of both years' events whose place, with half an event added to each count, is the limit.
        let later = (both + 1.0) * log.exp() / (1.0 + log.exp()) - 0.5;
        book.number(&at(&format!("{side}-earlier")), both - later, 1);
        book.number(&at(&format!("{side}-later")), later, 1);
        book.change(&at(&format!("usual-{side}")), plain);
        assert!((100.0 * (later / (both - later) - 1.0) - plain).abs() < 1e-9, "{id}: the figure that stands there");
    }
    book.change(&at("outer-lower"), judged.ranges[1].lower);
    book.change(&at("outer-upper"), judged.ranges[1].upper);

    let whole = comparison.change(Subject::Nation).unwrap();
    let rest = [whole.earlier - change.earlier, whole.later - change.later];
    book.count(&at("rest-earlier"), rest[0]);
    book.count(&at("rest-later"), rest[1]);
    book.change(&at("rest-change"), 100.0 * (rest[1] as f64 / rest[0] as f64 - 1.0));

    let (people, figure) = (comparison.population(Subject::Area(area), 1).unwrap(), rates.figure(area));
    book.count(&at("people"), people);
    book.number(&at("rate"), 1e5 * change.later as f64 / people as f64, 1);
    book.number(&at("rate-split"), people as f64 * rates.range.mean.exp(), 1);
    ranged(book, &|what| format!("{id}-rate-{what}"), rates, figure);
    let judged = comparison.judge_rate(area).unwrap();
    assert!((judged.z - rates.range.z(figure)).abs() < 1e-12);
    let limits = rates.range.log_limits(figure.size, REACHES[0]);
    for (side, log, plain) in
        [("lower", limits.lower, judged.ranges[0].lower), ("upper", limits.upper, judged.ranges[0].upper)]
    {
        book.number(&at(&format!("rate-{side}")), plain, 1);
        assert!((1e5 * (log.exp() - 0.5 / people as f64) - plain).abs() < 1e-9, "{id}: the rate that stands there");
    }
}

/// Everything that the page says of the nation.
fn nation(book: &mut Book, comparison: &Comparison<'_>) {
    let change = comparison.change(Subject::Nation).unwrap();
    at_all(book, "uk", &change);
    let minutes = f64::from(comparison.dataset.periods[1].days()) * 1440.0;
    book.count("uk-minutes", minutes as u64);
    let pace = stats::mean_interval(change.later, minutes, 0.95).unwrap();
    assert_eq!(comparison.pace(Subject::Nation, 1), pace.value);
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
    let changed = |x1: usize, x2: usize| stats::ratio::mid_p(one(x2 as u64), one(x1 as u64)).unwrap() < 0.05;
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
    let (changes, rates) = (changes(&mut book, &comparison), rates(&mut book, &comparison));
    for id in ARTICLE {
        force(&mut book, &comparison, id, &changes, &rates);
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
        sentences.push(words::verdict_cell(&alone.judge_change(area)));
        sentences.push(words::verdict_cell(&alone.judge_rate(area)));
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
