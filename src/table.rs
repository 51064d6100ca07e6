//! The comparison as a complete table: every area and every figure, with its interval if it has one. It is made from
//! the comparison, as the chart is, not from the picture.

use crate::compare::{Comparison, Judgement, NoVerdict, Quantity, Subject};
use crate::data::{Marker, Observation};
use crate::stats::{Estimate, Limits};
use crate::words;

/// A column's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The name that scripts know it by.
    pub id: &'static str,
    /// The text that readers see.
    pub label: String,
    /// Whether its cells are numbers.
    pub numeric: bool,
}

/// One subject's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The area's identifier; empty for the nation.
    pub id: String,
    /// Whether the area is in focus.
    pub focus: bool,
    /// A text for each column, the first being the name.
    pub cells: Vec<String>,
    /// A number to sort each column by; `None` sorts last. The first column sorts by its text.
    pub keys: Vec<Option<f64>>,
}

/// A complete table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The caption: what is counted, and the periods.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Heading>,
    /// The nation first, then every area in the order of the data.
    pub rows: Vec<Row>,
}

/// The table of a comparison. Columns that the data cannot fill are left out.
pub fn table(comparison: &Comparison<'_>) -> Table {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let label = |period: usize| dataset.periods[period].label.as_str();
    let two = choice.earlier != choice.later;
    let counts = dataset.is_counts();
    let rates = Quantity::Rate.why_not(choice.view(), dataset).is_none();
    let shares = Quantity::Share.why_not(choice.view(), dataset).is_none();

    let heads = words::heads(comparison);
    let mut columns = Vec::new();
    let mut heading = |id, label: &str, numeric| columns.push(Heading { id, label: label.into(), numeric });
    heading("name", &words::capital(&dataset.noun.singular), false);
    if two {
        heading("earlier", label(choice.earlier), true);
    }
    heading("later", label(choice.later), true);
    if two {
        heading("change", heads.change, true);
    }
    if two && counts {
        heading("usual", heads.usual, true);
        heading("outer", heads.outer, true);
        heading("verdict", heads.verdict, false);
        heading("chance", heads.chance, true);
    }
    if rates {
        heading("rate", &words::rate_head(comparison, label(choice.later)), true);
    }
    if rates && counts {
        heading("rate-usual", words::rate_range_head(comparison), true);
        heading("rate-verdict", heads.rate_verdict, false);
    }
    if shares {
        heading("share", &words::share_head(comparison, label(choice.later)), true);
    }

    let shown = Shown { two, rates, shares };
    let mut rows = Vec::new();
    if dataset.nation.is_some() {
        rows.push(row(comparison, Subject::Nation, &shown));
    }
    for area in comparison.areas() {
        rows.push(row(comparison, Subject::Area(area), &shown));
    }
    Table { caption: words::caption(comparison), rows, columns }
}

/// The columns besides the name and the later figure.
struct Shown {
    two: bool,
    rates: bool,
    shares: bool,
}

fn row(comparison: &Comparison<'_>, subject: Subject, shown: &Shown) -> Row {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let (id, focus, share) = match subject {
        Subject::Area(area) => {
            let share = comparison.share(area, choice.later);
            (dataset.areas[area].id.as_str(), comparison.focus(area).is_some(), share)
        }
        Subject::Nation => ("", false, None),
    };
    let mut row = Row { id: id.into(), focus, cells: Vec::new(), keys: Vec::new() };
    row.push(comparison.name(subject).into(), None);
    if shown.two {
        count(comparison, subject, choice.earlier, &mut row);
    }
    count(comparison, subject, choice.later, &mut row);
    if shown.two {
        change(comparison, subject, &mut row);
    }
    if shown.rates {
        with_interval(comparison, subject, Quantity::Rate, comparison.rate(subject, choice.later), &mut row);
    }
    if shown.rates && dataset.is_counts() {
        match subject {
            Subject::Area(area) => {
                let judgement = comparison.judge_rate(area);
                row.range(Quantity::Rate, range(&judgement, 0));
                row.push(words::verdict_cell(&judgement), None);
            }
            Subject::Nation => row.not_judged(2),
        }
    }
    match subject {
        Subject::Nation if shown.shares => row.push(words::marker(Marker::NotApplicable).into(), None),
        _ if shown.shares => with_interval(comparison, subject, Quantity::Share, share, &mut row),
        _ => {}
    }
    row
}

impl Row {
    /// Adds a cell: its text and what it sorts by.
    fn push(&mut self, text: String, key: Option<f64>) {
        self.cells.push(text);
        self.keys.push(key);
    }

    /// Adds a range, or words where there is none.
    fn range(&mut self, quantity: Quantity, range: Option<(f64, f64)>) {
        match range {
            Some((lower, upper)) => self.push(words::interval(quantity, lower, upper), Some(lower)),
            None => self.nothing(),
        }
    }

    /// Fills cells that judge areas in the nation's row.
    fn not_judged(&mut self, cells: usize) {
        for _ in 0..cells {
            self.push(words::no_verdict().into(), None);
        }
    }

    /// Adds words for a figure that cannot be worked out: a reader must not take a gap for zero.
    fn nothing(&mut self) {
        self.push(words::no_figure().into(), None);
    }
}

fn count(comparison: &Comparison<'_>, subject: Subject, period: usize, row: &mut Row) {
    match comparison.observation(subject, period) {
        Observation::Marker(marker) => row.push(words::marker(marker).into(), None),
        observation => {
            let value = observation.value().unwrap_or_default();
            let mut text = words::recorded(comparison, value);
            if let Subject::Area(area) = subject {
                for flag in comparison.dataset.flags_of(area, period).iter() {
                    text += " ";
                    text.push_str(flag);
                }
            }
            row.push(text, Some(value));
        }
    }
}

fn change(comparison: &Comparison<'_>, subject: Subject, row: &mut Row) {
    let plain = comparison.plain_change(subject).ok();
    match plain.map(|change| change.percentage()) {
        Some(Some(moved)) => row.push(words::signed_per_cent(moved), Some(moved)),
        // On a base under 10 the two figures say more than a percentage.
        Some(None) => row.push(words::small_base().into(), None),
        None => row.nothing(),
    }
    if !comparison.dataset.is_counts() {
        return;
    }
    match subject {
        Subject::Area(area) => {
            let judgement = comparison.judge_change(area);
            for at in 0..2 {
                row.range(Quantity::Change, range(&judgement, at));
            }
            row.push(words::verdict_cell(&judgement), None);
        }
        Subject::Nation => row.not_judged(3),
    }
    let chance = comparison.change(subject).ok().and_then(|change| change.percentage());
    row.range(Quantity::Change, chance.map(|estimate| (estimate.interval.lower, estimate.interval.upper)));
}

/// The inner or the outer range of a judgement.
fn range(judgement: &Result<Judgement, NoVerdict>, at: usize) -> Option<(f64, f64)> {
    let Limits { lower, upper } = judgement.as_ref().ok()?.ranges[at];
    Some((lower, upper))
}

fn with_interval(
    comparison: &Comparison<'_>,
    subject: Subject,
    quantity: Quantity,
    estimate: Option<Estimate>,
    row: &mut Row,
) {
    match estimate {
        Some(estimate) => {
            let range = words::interval(quantity, estimate.interval.lower, estimate.interval.upper);
            row.push(
                words::fill("{0} ({1})", &[&words::value(quantity, estimate.value), &range]),
                Some(estimate.value),
            );
        }
        // An amount has a value without a range.
        None => match comparison.plain(quantity, subject, comparison.choice.later) {
            Some(value) if !comparison.dataset.is_counts() => row.push(words::value(quantity, value), Some(value)),
            _ if quantity == Quantity::Rate && has_no_rate(comparison, subject) => {
                row.push(words::marker(Marker::NotApplicable).into(), None);
            }
            _ => row.nothing(),
        },
    }
}

/// Whether the data say that a rate of this area would mean nothing.
fn has_no_rate(comparison: &Comparison<'_>, subject: Subject) -> bool {
    matches!(subject, Subject::Area(area) if comparison.dataset.areas[area].no_rate)
}
