//! The figures that an article is checked against, with the names of their areas, periods and measures.

use std::collections::HashMap;

use super::names::{Names, akin, content, heads, stem};
use super::range::Range;
use super::time::{Stretch, When, named};
use super::token::Text;
use crate::data::{Observation, Payload};

/// One published figure: a row of a plain table.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRow {
    /// `Bedfordshire`.
    pub area: String,
    /// `2016/17`. A figure over two periods joins their labels by a plus.
    pub period: String,
    /// `recorded offences`.
    pub measure: String,
    /// The figure.
    pub value: f64,
    /// How far the true figure may be from it, if it was published rounded.
    pub half_width: f64,
}

/// An area, or a group of areas.
#[derive(Debug)]
pub(super) struct FactArea {
    pub name: String,
    /// The areas of a group; empty for a single area.
    pub members: Vec<usize>,
}

/// A period.
#[derive(Debug)]
pub(super) struct FactPeriod {
    pub label: String,
    pub stretch: Option<Stretch>,
    pub days: Option<f64>,
    /// Whether it is a single day: the figure is of that day, not over a month or a year.
    pub is_day: bool,
    /// The periods that this one spans, where it is a sum of others.
    pub parts: Vec<usize>,
}

/// The kind of a measure, which decides what claims may be about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FactKind {
    Count,
    Money,
    /// Per so many people, or a percentage: never summed.
    Rate,
}

#[derive(Debug)]
pub(super) struct FactMeasure {
    pub label: String,
    pub kind: FactKind,
    /// The words of the label that tell it from others, as stems.
    pub words: Vec<String>,
    /// The nouns that are counted, as stems: `visits` of library visits.
    pub heads: Vec<String>,
    /// Every word that may stand in a name of it, as it is written.
    pub vocabulary: Vec<String>,
    /// For each of its names, the words that tell it from others, as stems.
    pub names: Vec<Vec<String>>,
}

impl FactMeasure {
    /// Whether a stem is one of its words.
    pub fn knows(&self, stem: &str) -> bool {
        self.vocabulary.iter().any(|word| akin(&super::names::stem(word), stem))
    }

    /// Whether it has a word as it is written, but for its number.
    pub fn has_exactly(&self, word: &str) -> bool {
        let single = |word: &str| word.strip_suffix('s').unwrap_or(word).to_string();
        self.vocabulary.iter().any(|own| single(own) == single(word))
    }

    /// Takes another name for what it counts.
    fn learn(&mut self, name: &str) {
        let lower = name.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 1);
        self.vocabulary.extend(words.map(String::from));
        self.heads.extend(heads(&lower));
        // A name of general words only, such as "offences", names nothing by itself.
        self.names.extend(Some(content(name)).filter(|words| !words.is_empty()));
    }
}

/// The indices of a figure's area, period and measure.
pub type CellIndex = (usize, usize, usize);

/// The figures, and the names of areas, periods and measures.
#[derive(Debug, Default)]
pub struct Facts {
    pub(super) areas: Vec<FactArea>,
    pub(super) times: Vec<FactPeriod>,
    pub(super) measures: Vec<FactMeasure>,
    pub(super) names: Names,
    /// The whole country, if it has figures.
    pub(super) nation: Option<usize>,
    /// Plural nouns for the areas: `forces`.
    pub(super) nouns: Vec<String>,
    cells: HashMap<CellIndex, Range>,
    of_area: HashMap<usize, Vec<(usize, usize)>>,
}

impl Facts {
    /// Facts of a table, with groups of areas by name and other names of areas.
    pub fn new(rows: &[FactRow], groups: &[(String, Vec<String>)], aliases: &[(String, String)]) -> Self {
        let mut facts = Self::default();
        for row in rows {
            let area = facts.area(&row.area);
            let time = facts.time(&row.period);
            let measure = facts.measure(&row.measure);
            let range = Range::around(row.value, row.half_width);
            if facts.cells.insert((area, time, measure), range).is_none() {
                facts.of_area.entry(area).or_default().push((time, measure));
            }
        }
        for (name, members) in groups {
            let members: Vec<_> = members.iter().filter_map(|member| facts.find_area(member)).collect();
            if !members.is_empty() && facts.find_area(name).is_none() {
                facts.areas.push(FactArea { name: name.clone(), members });
            }
        }
        facts.find_nation();
        facts.find_parts();
        for at in 0..facts.areas.len() {
            facts.names.add(&facts.areas[at].name, at);
        }
        for (alias, name) in aliases {
            if let Some(at) = facts.find_area(name) {
                facts.names.add(alias, at);
            }
        }
        if let Some(nation) = facts.nation {
            facts.names.add_nation(nation);
        }
        facts
    }

    /// The facts of a payload: its counts, its nation, its categories and its groups; rates where it has populations.
    pub fn of(payload: &Payload) -> Self {
        Self::of_all(&[payload])
    }

    /// The facts of several payloads together: an article may speak of more than one measure, and its words say of which
    /// a figure is. Areas and periods of one name are one. The nation is that of the first payload that has one.
    pub fn of_all(payloads: &[&Payload]) -> Self {
        let mut all = Gathered::default();
        let labels: Vec<_> = payloads.iter().map(|payload| all.add(payload)).collect();
        let mut facts = Self::new(&all.rows, &all.groups, &all.aliases);
        let nation = payloads.iter().find_map(|payload| payload.dataset.nation.as_ref());
        if let Some(nation) = nation {
            facts.nation = facts.find_area(&nation.short);
        }
        for (payload, label) in payloads.iter().zip(labels) {
            let dataset = &payload.dataset;
            facts.nouns.push(dataset.noun.plural.to_lowercase());
            if let Some(measure) = facts.measures.iter_mut().find(|measure| measure.label == label) {
                measure.learn(&dataset.event.singular);
                measure.learn(&dataset.event.plural);
            }
            // The label is only what readers call a period; the payload has its exact days.
            for period in &dataset.periods {
                if let Some(time) = facts.times.iter_mut().find(|time| time.label == period.label) {
                    let months = |date: crate::data::Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
                    time.stretch = Some(Stretch { from: months(period.start()), to: months(period.end()) });
                    time.days = Some(f64::from(period.days()));
                    time.is_day = period.days() == 1;
                }
            }
        }
        facts
    }

    /// Declares another name of a measure: `knife crimes` for `offences involving a knife`.
    pub fn call(&mut self, measure: &str, name: &str) {
        if let Some(measure) = self.measures.iter_mut().find(|known| known.label == measure) {
            measure.learn(name);
        }
    }

    fn find_area(&self, name: &str) -> Option<usize> {
        self.areas.iter().position(|area| area.name == name)
    }

    fn area(&mut self, name: &str) -> usize {
        self.find_area(name).unwrap_or_else(|| {
            self.areas.push(FactArea { name: name.into(), members: Vec::new() });
            self.areas.len() - 1
        })
    }

    fn time(&mut self, label: &str) -> usize {
        self.times.iter().position(|time| time.label == label).unwrap_or_else(|| {
            let stretch = stretch_of(label);
            self.times.push(FactPeriod {
                label: label.into(),
                stretch,
                days: stretch.map(Stretch::days),
                is_day: is_day(label),
                parts: Vec::new(),
            });
            self.times.len() - 1
        })
    }

    fn measure(&mut self, label: &str) -> usize {
        self.measures.iter().position(|measure| measure.label == label).unwrap_or_else(|| {
            let words = content(label);
            let lower = label.to_lowercase();
            let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
            let kind = if has(&["per 1", "per cent", "%", "percentage", "rate per", "proportion", "per head"])
                || lower == "rate"
            {
                FactKind::Rate
            } else if has(&["gbp", "£", "value of", "cost", "spend", "pounds", "price"]) {
                FactKind::Money
            } else {
                FactKind::Count
            };
            let mut measure = FactMeasure {
                label: label.into(),
                kind,
                words,
                heads: Vec::new(),
                vocabulary: Vec::new(),
                names: Vec::new(),
            };
            measure.learn(label);
            self.measures.push(measure);
            self.measures.len() - 1
        })
    }

    /// Sets the nation: of the areas that are countries, the one with the largest figure.
    fn find_nation(&mut self) {
        const NATIONS: [&str; 12] = [
            "UK",
            "United Kingdom",
            "Great Britain",
            "Britain",
            "England and Wales",
            "England",
            "Scotland",
            "Wales",
            "Northern Ireland",
            "National",
            "Nationally",
            "England, Wales and Northern Ireland",
        ];
        let size = |area: usize| {
            let cells = self.of_area.get(&area).into_iter().flatten();
            cells.map(|&(time, measure)| self.cells[&(area, time, measure)].high).fold(0.0, f64::max)
        };
        let nations = (0..self.areas.len()).filter(|&at| NATIONS.contains(&self.areas[at].name.as_str()));
        self.nation = nations.max_by(|a, b| size(*a).total_cmp(&size(*b)));
    }

    /// Links a period such as `2016/17+2017/18` to the two that it spans.
    fn find_parts(&mut self) {
        for at in 0..self.times.len() {
            let label = self.times[at].label.clone();
            if !label.contains('+') {
                continue;
            }
            let parts: Vec<_> = label.split('+').map(|part| self.time(part.trim())).collect();
            let days = parts.iter().map(|&part| self.times[part].days).sum();
            let stretches: Option<Vec<_>> = parts.iter().map(|&part| self.times[part].stretch).collect();
            let whole = stretches.and_then(|all| {
                Some(Stretch { from: all.iter().map(|s| s.from).min()?, to: all.iter().map(|s| s.to).max()? })
            });
            let time = &mut self.times[at];
            (time.parts, time.days, time.stretch) = (parts, days, whole);
        }
    }

    /// The figure of an area, period and measure.
    pub(super) fn cell(&self, area: usize, time: usize, measure: usize) -> Option<Range> {
        self.cells.get(&(area, time, measure)).copied()
    }

    /// The figure of an area, period and measure; else the sum over a group's areas or a span's periods, if all are
    /// known.
    pub(super) fn figure(&self, area: usize, time: usize, measure: usize) -> Option<(Range, Vec<CellIndex>)> {
        if let Some(range) = self.cell(area, time, measure) {
            return Some((range, vec![(area, time, measure)]));
        }
        if self.measures[measure].kind == FactKind::Rate {
            return None;
        }
        let (members, parts) = (&self.areas[area].members, &self.times[time].parts);
        if !members.is_empty() {
            return self.sum(members.iter().map(|&member| (member, time)), measure);
        }
        if parts.is_empty() { None } else { self.sum(parts.iter().map(|&part| (area, part)), measure) }
    }

    /// The sum over areas and periods, if all have figures.
    pub(super) fn sum(
        &self,
        places: impl Iterator<Item = (usize, usize)>,
        measure: usize,
    ) -> Option<(Range, Vec<CellIndex>)> {
        let (mut total, mut cells) = (Range::exactly(0.0), Vec::new());
        for (area, time) in places {
            let (range, of) = self.figure(area, time, measure)?;
            total = total.plus(range);
            cells.extend(of);
        }
        (!cells.is_empty()).then_some((total, cells))
    }

    /// Periods in which an area, or all of a group, has a figure of a measure; the latest first.
    pub(super) fn times_of(&self, area: usize, measure: usize) -> Vec<usize> {
        let first = self.areas[area].members.first().copied().unwrap_or(area);
        let cells = self.of_area.get(&first).into_iter().flatten();
        let found = cells.filter(|(_, of)| *of == measure).map(|(time, _)| *time);
        let mut found: Vec<_> = found.filter(|&time| self.figure(area, time, measure).is_some()).collect();
        found.sort_by_key(|&time| (std::cmp::Reverse(self.end(time)), self.times[time].parts.len()));
        found
    }

    /// Measures that an area, or the first of a group, has any figure of.
    pub(super) fn measures_of(&self, area: usize) -> Vec<usize> {
        let first = self.areas[area].members.first().copied().unwrap_or(area);
        let mut found: Vec<_> = self.of_area.get(&first).into_iter().flatten().map(|(_, measure)| *measure).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The key that sorts periods by time. Periods without a date come first, in the order of the table.
    pub(super) fn end(&self, time: usize) -> (i32, i32) {
        self.times[time].stretch.map_or((i32::MIN, time as i32), |stretch| (stretch.to, stretch.from))
    }

    /// Whether a word belongs to a measure's label.
    pub(super) fn says(&self, measure: usize, word: &str) -> bool {
        self.says_stem(measure, &stem(word))
    }

    pub(super) fn says_stem(&self, measure: usize, stem: &str) -> bool {
        self.measures[measure].words.iter().any(|word| akin(word, stem))
    }
}

/// The figures of payloads as a plain table, with the names of their areas.
#[derive(Default)]
struct Gathered {
    rows: Vec<FactRow>,
    groups: Vec<(String, Vec<String>)>,
    aliases: Vec<(String, String)>,
}

impl Gathered {
    /// Adds a payload; returns the label of its measure, which tells it from those before.
    fn add(&mut self, payload: &Payload) -> String {
        let dataset = &payload.dataset;
        let nation = dataset.nation.as_ref();
        let taken = self.rows.iter().any(|row| row.measure == dataset.measure);
        let label = if taken { [&dataset.measure, " – ", &dataset.title].concat() } else { dataset.measure.clone() };
        let mut row = |area: &str, period: &str, measure: &str, value: Option<f64>, half_width: f64| {
            let (area, period, measure) = (area.into(), period.into(), measure.into());
            self.rows.extend(value.map(|value| FactRow { area, period, measure, value, half_width }));
        };
        let rate = [&dataset.event.plural, " per 100,000"].concat();
        let value = |observation: Observation| observation.value();
        for (at, period) in dataset.periods.iter().enumerate() {
            let areas =
                dataset.areas.iter().enumerate().map(|(area, place)| {
                    (&place.name, value(dataset.observation(area, at)), dataset.population(area, at))
                });
            let whole = nation.map(|nation| {
                (&nation.short, value(nation.counts[at]), nation.populations[at].map(crate::data::Population::get))
            });
            for (name, count, people) in areas.chain(whole) {
                row(name, &period.label, &label, count, 0.0);
                if let (Some(count), Some(people)) = (count, people) {
                    // Populations are estimates that differ between sources, so a rate may be off by as much.
                    let rate_value = count * 1e5 / people as f64;
                    row(name, &period.label, &rate, Some(rate_value), rate_value * 0.03);
                }
            }
        }
        if let (Some(categories), Some(nation)) = (&dataset.categories, nation) {
            let labels: Vec<_> = categories.periods.iter().map(|&at| dataset.periods[at].label.as_str()).collect();
            for part in &categories.parts {
                let measure = ["category: ", &part.label].concat();
                row(&nation.short, &labels.join("+"), &measure, Some(part.count as f64), 0.0);
            }
        }
        for area in &dataset.areas {
            let Some(group) = &area.group else { continue };
            match self.groups.iter_mut().find(|(name, _)| name == group) {
                Some((_, members)) if members.contains(&area.name) => {}
                Some((_, members)) => members.push(area.name.clone()),
                None => self.groups.push((group.clone(), vec![area.name.clone()])),
            }
        }
        for (area, more) in dataset.areas.iter().zip(&payload.about.areas) {
            let others = more.official.iter().chain(&more.aliases);
            self.aliases.extend(others.map(|other| (other.clone(), area.name.clone())));
        }
        self.aliases.extend(nation.map(|nation| (nation.name.clone(), nation.short.clone())));
        label
    }
}

/// Whether a label names one day: `31 March 2019`.
fn is_day(label: &str) -> bool {
    let text = Text::new(label);
    let day =
        |at: usize| text.word(at).len() <= 2 && text.word(at).parse().is_ok_and(|day: u32| (1..=31).contains(&day));
    let month = |at: usize| crate::data::month_named(text.word(at)).is_some();
    text.tokens.len() == 3 && (day(0) && month(1) || month(0) && day(1))
}

/// The months of a label such as `2016/17`, `Apr-Jun 2020`, `year to March 2022`.
fn stretch_of(label: &str) -> Option<Stretch> {
    let text = Text::new(label);
    let starts = 0..text.tokens.len();
    starts.filter_map(|at| named(&text, at)).find_map(|named| match named.when {
        When::Stretch(stretch) => Some(stretch),
        When::Between(first, last) => Some(Stretch { from: first.from, to: last.to }),
        _ => None,
    })
}
