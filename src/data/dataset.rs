//! A dataset: everything that was published, checked for consistency.

#[cfg(feature = "every-view")]
use super::Plural;
use std::fmt;
use std::ops::Deref;

use super::quantity::digits;
use super::{Area, Flags, Observation, Period, Population};
use crate::order::order;

/// A word in its singular and plural: `force`, `forces`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noun {
    /// One of them.
    pub singular: String,
    /// Any other number of them.
    pub plural: String,
    /// The forms after numbers, in languages that have more than two.
    #[cfg(feature = "every-view")]
    pub counted: Vec<(Plural, String)>,
}

impl Noun {
    /// The word for so many of them.
    pub fn of(&self, number: u64) -> &str {
        if number == 1 { &self.singular } else { &self.plural }
    }

    /// The word for numbers of this plural form, or the one for "other"; `None` where the noun lists neither.
    #[cfg(feature = "every-view")]
    pub fn counted(&self, form: Plural) -> Option<&str> {
        let of = |form| self.counted.iter().find(|(own, _)| *own == form);
        of(form).or_else(|| of(Plural::Other)).map(|(_, word)| word.as_str())
    }
}

/// The kind of figures that the measure has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MeasureKind {
    /// Events, counted one by one: chance moves them, and how far can be worked out.
    #[default]
    Count,
    /// Amounts, such as full-time equivalents: nothing can be said about chance in them.
    Amount,
}

/// The counts and populations of one period, a row for each area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The counts or amounts, or the markers that stand in their place.
    pub counts: Vec<Observation>,
    /// The populations, where known.
    pub populations: Vec<Option<Population>>,
}

/// The whole that the areas belong to, as published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nation {
    /// Its name: `United Kingdom`.
    pub name: String,
    /// Its short name, which pictures and sentences use: `UK`.
    pub short: String,
    /// A count for each period.
    pub counts: Vec<Observation>,
    /// A population for each period.
    pub populations: Vec<Option<Population>>,
    /// Whether the areas listed sum to these counts.
    pub areas_sum: bool,
    /// Something that readers must know about these totals.
    pub note: Option<String>,
}

/// One kind of event within the national total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its name for readers: `Possession`.
    pub label: String,
    /// How many events of this kind there were.
    pub count: u64,
    /// Whether the count was not published, but is what the other parts leave of the total.
    pub derived: bool,
}

/// The kinds of events that make up the national total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Categories {
    /// The periods that the counts span, as indices.
    pub periods: Vec<usize>,
    /// The whole; the parts sum to it.
    pub total: u64,
    /// The parts.
    pub parts: Vec<Category>,
}

/// A change in how events were counted: no change is worked out across it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first period counted the new way, as an index.
    pub period: usize,
    /// The area it concerns, as an index, or all.
    pub area: Option<usize>,
    /// How the counting changed, in words.
    pub note: String,
}

/// The fields of a dataset before anyone has checked that they agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The title: `Child abuse image offences`.
    pub title: String,
    /// The measure's full name: `Child abuse image offences recorded by police`.
    pub measure: String,
    /// Whether the figures are counts or amounts.
    pub kind: MeasureKind,
    /// One counted event: `offence`, `offences`.
    pub event: Noun,
    /// One area: `force`, `forces`.
    pub noun: Noun,
    /// The periods, earliest first.
    pub periods: Vec<Period>,
    /// The areas.
    pub areas: Vec<Area>,
    /// A column for each period.
    pub columns: Vec<Column>,
    /// Shorthand beside values: the area's index, the period's index, the flags.
    pub flags: Vec<(usize, usize, Flags)>,
    /// The whole that the areas belong to.
    pub nation: Option<Nation>,
    /// The kinds of events that make up the national total.
    pub categories: Option<Categories>,
    /// Changes in how events were counted.
    pub breaks: Vec<Break>,
}

/// Everything that was published, consistent: a column for each period, a row for each area, no area twice, no area
/// above its nation, parts that sum to their total. It dereferences to its [`Draft`], which has the fields.
///
/// [`super::Payload::read`] makes one from JSON, [`Dataset::new`] from a draft.
///
/// ```
/// use force_compare::data::{Marker, Observation, Payload};
///
/// let json: serde_json::Value = serde_json::from_str(r#"{
///     "format": "force-compare/1",
///     "title": "Thefts",
///     "language": "en-GB",
///     "measure": {"label": "Thefts recorded", "singular": "theft", "plural": "thefts"},
///     "noun": {"singular": "area", "plural": "areas"},
///     "periods": [
///         {"id": "2016", "label": "2016", "start": "2016-01-01", "end": "2016-12-31"},
///         {"id": "2017", "label": "2017", "start": "2017-01-01", "end": "2017-12-31"}
///     ],
///     "areas": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
///     "counts": [[30, 41], [50, "[c]"]],
///     "populations": [[1000, 2000], [1010, 2000]]
/// }"#)?;
/// let dataset = Payload::read(&json)?.dataset;
///
/// let (north, south) = (0, 1);
/// assert_eq!(dataset.observation(north, 1).count(), Some(50));
/// assert_eq!(dataset.population(north, 1), Some(1010));
/// // A withheld count is neither zero nor an error.
/// assert_eq!(dataset.observation(south, 1), Observation::Marker(Marker::Withheld));
/// assert_eq!(dataset.periods[0].days(), 366);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset(Draft);

/// Fields that do not agree with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetError {
    /// The place, and the fault there: `counts[0]: 2 entries expected, 1 found`.
    pub message: String,
}

impl DatasetError {
    fn new(place: &str, problem: &[&str]) -> Self {
        Self { message: [place, ": ", &problem.concat()].concat() }
    }
}

impl fmt::Display for DatasetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DatasetError {}

impl Deref for Dataset {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.0
    }
}

impl Dataset {
    /// Checks that the fields agree.
    pub fn new(draft: Draft) -> Result<Self, DatasetError> {
        check_lists(&draft)?;
        check_nation(&draft)?;
        #[cfg(feature = "newsroom")]
        check_kinds(&draft)?;
        if let Some(categories) = &draft.categories {
            let found = categories.parts.iter().map(|part| part.count).sum();
            same_sum("categories", found, categories.total)?;
        }
        Ok(Self(draft))
    }

    /// Whether the figures are counts of events. Only these have intervals, verdicts and anything else about chance.
    pub fn is_counts(&self) -> bool {
        self.kind == MeasureKind::Count
    }

    /// The figure of an area in a period, by their indices; [`super::Marker::Missing`] where there is no such row or
    /// column.
    pub fn observation(&self, area: usize, period: usize) -> Observation {
        let column = self.columns.get(period);
        column
            .and_then(|column| column.counts.get(area))
            .copied()
            .unwrap_or(Observation::Marker(super::Marker::Missing))
    }

    /// The population of an area in a period, by their indices, where known; `None` for an area that has no rate.
    pub fn population(&self, area: usize, period: usize) -> Option<u64> {
        let rated = self.areas.get(area).is_some_and(|area| !area.no_rate);
        self.columns.get(period)?.populations.get(area)?.map(Population::get).filter(|_| rated)
    }

    /// The shorthand beside an observation.
    pub fn flags_of(&self, area: usize, period: usize) -> Flags {
        let found = self.flags.iter().find(|(a, p, _)| (*a, *p) == (area, period));
        found.map(|(_, _, flags)| *flags).unwrap_or_default()
    }

    /// The index of the first break between two periods of an area (`None`: of the nation), if counting changed between
    /// them.
    pub fn break_between(&self, area: Option<usize>, earlier: usize, later: usize) -> Option<usize> {
        let concerns = |b: &Break| b.area.is_none() || b.area == area;
        self.breaks.iter().position(|b| concerns(b) && earlier < b.period && b.period <= later)
    }
}

fn check_lists(draft: &Draft) -> Result<(), DatasetError> {
    no_duplicates("areas", draft.areas.len(), &|at| &draft.areas[at].id)?;
    no_duplicates("areas", draft.areas.len(), &|at| &draft.areas[at].name)?;
    no_duplicates("periods", draft.periods.len(), &|at| &draft.periods[at].id)?;
    let mut before = None;
    for (at, period) in draft.periods.iter().enumerate() {
        if Some(period.start()) <= before {
            let problem = "starts before the one listed before it; list the earliest first";
            return Err(DatasetError::new(&indexed("periods", at), &[problem]));
        }
        before = Some(period.start());
    }
    same_length("counts", draft.periods.len(), draft.columns.len())?;
    for (at, column) in draft.columns.iter().enumerate() {
        same_length(&indexed("counts", at), draft.areas.len(), column.counts.len())?;
        same_length(&indexed("populations", at), draft.areas.len(), column.populations.len())?;
    }
    Ok(())
}

/// Checks the national totals. An area above its nation is refused, because the rest of the nation would be below zero.
fn check_nation(draft: &Draft) -> Result<(), DatasetError> {
    let Some(nation) = &draft.nation else { return Ok(()) };
    same_length("nation.counts", draft.periods.len(), nation.counts.len())?;
    same_length("nation.populations", draft.periods.len(), nation.populations.len())?;
    for (period, column) in draft.columns.iter().enumerate() {
        let whole = nation.counts[period].value();
        let people = nation.populations[period].map_or(u64::MAX, Population::get);
        let (mut found, mut all) = (0.0, true);
        for (area, (count, population)) in column.counts.iter().zip(&column.populations).enumerate() {
            let value = count.value();
            let part = value.unwrap_or(0.0);
            found += part;
            all &= value.is_some();
            if part > whole.unwrap_or(f64::INFINITY) || population.is_some_and(|part| part.get() > people) {
                let problem = "more than the whole nation’s count or population";
                return Err(DatasetError::new(&indexed(&indexed("counts", period), area), &[problem]));
            }
        }
        // A withheld or missing part may be any size, so then there is no sum to check.
        let whole = whole.unwrap_or(found);
        // Amounts are rounded before they are published, each by itself, and so is their sum; a gap of more than a
        // thousandth is a figure left out or listed twice.
        let rounded = draft.kind == MeasureKind::Amount && (found - whole).abs() <= whole / 1000.0;
        if nation.areas_sum && all && !rounded {
            // Whole numbers up to 2^32 each, so their sums are exact.
            same_sum(&indexed("nation.counts", period), found as u64, whole as u64)?;
        }
    }
    Ok(())
}

fn indexed(list: &str, at: usize) -> String {
    [list, "[", &digits(at as u64), "]"].concat()
}

fn same_length(place: &str, expected: usize, found: usize) -> Result<(), DatasetError> {
    if expected == found {
        return Ok(());
    }
    let (expected, found) = (digits(expected as u64), digits(found as u64));
    Err(DatasetError::new(place, &[&expected, " entries expected, ", &found, " found"]))
}

/// Refuses amounts among counts, which every statistic would leave out, and counts among amounts, which alone would
/// have statistics. The page does not need this check: the payload's reader makes all figures of one kind, and no
/// statistic asks for the categories of amounts.
#[cfg(feature = "newsroom")]
fn check_kinds(draft: &Draft) -> Result<(), DatasetError> {
    let nation = draft.nation.iter().map(|nation| ("nation.counts".to_string(), &nation.counts));
    let columns = draft.columns.iter().enumerate().map(|(at, column)| (indexed("counts", at), &column.counts));
    if draft.kind != MeasureKind::Count && draft.categories.is_some() {
        return Err(DatasetError::new("categories", &["only a measure that is counted may have them"]));
    }
    for (place, figures) in columns.chain(nation) {
        for (at, figure) in figures.iter().enumerate() {
            if matches!(
                (draft.kind, figure),
                (MeasureKind::Count, Observation::Amount(_)) | (MeasureKind::Amount, Observation::Count(_))
            ) {
                return Err(DatasetError::new(&indexed(&place, at), &["counts and amounts do not mix"]));
            }
        }
    }
    Ok(())
}

fn same_sum(place: &str, found: u64, stated: u64) -> Result<(), DatasetError> {
    if found == stated {
        return Ok(());
    }
    Err(DatasetError::new(place, &["the parts sum to ", &digits(found), ", not to ", &digits(stated)]))
}

/// Checks that there is at least one and that none is listed twice.
fn no_duplicates<'a>(list: &str, length: usize, name: &dyn Fn(usize) -> &'a String) -> Result<(), DatasetError> {
    if length == 0 {
        return Err(DatasetError::new(list, &["there are none"]));
    }
    let mut first = None;
    for at in order(length, &|a, b| name(a).cmp(name(b))) {
        match first {
            Some(first) if name(first) == name(at) => {
                let problem = ["“", name(at), "” is already ", &indexed(list, first)];
                return Err(DatasetError::new(&indexed(list, at), &problem));
            }
            _ => first = Some(at),
        }
    }
    Ok(())
}
