//! The comparison as a complete table: every area, every figure, each with its interval. The same comparison as the
//! chart's, not a copy of the picture.

use crate::compare::{Basis, Comparison, Quantity, Subject};
use crate::data::Observation;
use crate::stats::{Estimate, Interval};
use crate::words;

/// A column's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What scripts call it.
    pub id: &'static str,
    /// What readers see.
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
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Heading>,
    /// The nation first, then every area in the order of the data.
    pub rows: Vec<Row>,
}

/// A cell: its text and what it sorts by.
type Cell = (String, Option<f64>);

/// The table of a comparison.
pub fn table(comparison: &Comparison<'_>) -> Table {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let label = |period: usize| dataset.periods[period].label.clone();
    let two = choice.earlier != choice.later;
    let rates = Quantity::Rate.why_not(choice.view, dataset).is_none();
    let shares = Quantity::Share.why_not(choice.view, dataset).is_none();

    let mut columns = vec![heading("name", capital(&dataset.noun.singular), false)];
    if two {
        columns.push(heading("earlier", label(choice.earlier), true));
    }
    columns.push(heading("later", label(choice.later), true));
    if two {
        columns.push(heading("change", "Change".into(), true));
        columns.push(heading("chance", "By chance alone (95%)".into(), true));
        columns.push(heading("allowed", "Allowing for the usual ups and downs (95%)".into(), true));
        columns.push(heading("verdict", "Beyond or within the usual".into(), false));
    }
    if rates {
        columns.push(heading("rate", format!("Per 100,000 people, {} (95%)", label(choice.later)), true));
    }
    if shares {
        let nation = comparison.name(Subject::Nation);
        columns.push(heading("share", format!("Share of the {nation}, {} (95%)", label(choice.later)), true));
    }

    let nation = dataset.nation.as_ref().map(|_| Subject::Nation);
    let subjects = nation.into_iter().chain(comparison.areas().map(Subject::Area));
    let rows = subjects.map(|subject| {
        let mut cells: Vec<Cell> = vec![(comparison.name(subject).into(), None)];
        if two {
            cells.push(count(comparison, subject, choice.earlier));
        }
        cells.push(count(comparison, subject, choice.later));
        if two {
            cells.extend(change(comparison, subject));
        }
        if rates {
            cells.push(with_interval(Quantity::Rate, comparison.rate(subject, choice.later)));
        }
        if shares {
            let share = match subject {
                Subject::Area(area) => comparison.share(area, choice.later),
                Subject::Nation => None,
            };
            cells.push(with_interval(Quantity::Share, share));
        }
        let (id, focus) = match subject {
            Subject::Area(area) => (dataset.areas[area].id.clone(), comparison.focus(area).is_some()),
            Subject::Nation => (String::new(), false),
        };
        let (cells, keys) = cells.into_iter().unzip();
        Row { id, focus, cells, keys }
    });
    Table { caption: caption(comparison), rows: rows.collect(), columns }
}

fn heading(id: &'static str, label: String, numeric: bool) -> Heading {
    Heading { id, label, numeric }
}

fn capital(word: &str) -> String {
    let mut word = word.to_string();
    // ASCII alone: the tables of all scripts' capitals would weigh ten kilobytes.
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

fn caption(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let later = &dataset.periods[choice.later].label;
    if choice.earlier == choice.later {
        format!("{}, {later}", dataset.measure)
    } else {
        format!("{}, {} and {later}", dataset.measure, dataset.periods[choice.earlier].label)
    }
}

/// A figure that cannot be worked out: a reader must not take a gap for zero.
fn nothing() -> Cell {
    ("–".into(), None)
}

fn count(comparison: &Comparison<'_>, subject: Subject, period: usize) -> Cell {
    let flags = match subject {
        Subject::Area(area) => comparison.dataset.flags_of(area, period),
        Subject::Nation => Default::default(),
    };
    match comparison.observation(subject, period) {
        Observation::Count(count) => {
            let mut text = words::count(count.get());
            for flag in flags.iter() {
                text.push(' ');
                text.push_str(flag);
            }
            (text, Some(count.get() as f64))
        }
        Observation::Marker(marker) => (words::marker(marker).into(), None),
    }
}

fn change(comparison: &Comparison<'_>, subject: Subject) -> [Cell; 4] {
    let Ok(change) = comparison.change(subject) else { return [nothing(), nothing(), nothing(), nothing()] };
    let Some(estimate) = change.percentage() else {
        // On a base under 10 the two counts say more than a percentage.
        return [(words::SMALL_BASE.into(), None), nothing(), nothing(), nothing()];
    };
    let shown = |interval: Interval| (words::interval(Quantity::Change, interval), Some(interval.lower));
    let (allowed, verdict) = match subject {
        Subject::Area(area) => {
            let judgement = comparison.judge(area, &change);
            let allowed = match judgement.basis {
                Basis::Usual(_) => shown(judgement.interval),
                Basis::Chance => nothing(),
            };
            (allowed, (words::verdict(judgement.verdict).into(), None))
        }
        Subject::Nation => (nothing(), nothing()),
    };
    let text = words::signed_per_cent(estimate.value);
    [(text, Some(estimate.value)), shown(estimate.interval), allowed, verdict]
}

fn with_interval(quantity: Quantity, estimate: Option<Estimate>) -> Cell {
    match estimate {
        Some(estimate) => {
            let range = words::interval(quantity, estimate.interval);
            (format!("{} ({range})", words::value(quantity, estimate.value)), Some(estimate.value))
        }
        None => nothing(),
    }
}
