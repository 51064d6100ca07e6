//! Answers that the page needs only when a reader asks for them.

use super::tree::{Record, Tree, list};
use crate::chart::{self, Heard, Note, Scene};
use crate::compare::{Basis, Comparison, Judgement, NoChange, Quantity, Subject};
use crate::stats::{Estimate, Limits, Method};
use crate::table;
use crate::words;

/// The places after those of [`Quantity::ALL`] that [`figure`] answers to: the change as chance alone limits it, the outer
/// range of changes, and the usual range of rates.
const CHANCE: usize = Quantity::ALL.len();
const OUTER: usize = CHANCE + 1;
const USUAL_RATE: usize = CHANCE + 2;

/// A figure as numbers: its value, and its limits if it has them; neither where there is no figure. `area` is a place
/// in the data, or any number beyond them for the nation. `quantity` is a place in [`Quantity::ALL`], or one of the
/// places after them. With the change that chance alone limits comes whether daily averages are compared, or the note of
/// the break that leaves nothing to compare; with a range that areas are held against, whether it was learnt from them.
pub fn figure(mut comparison: Comparison<'_>, area: usize, period: usize, quantity: usize) -> Tree {
    let dataset = comparison.dataset;
    let subject = if area < dataset.areas.len() { Subject::Area(area) } else { Subject::Nation };
    comparison.choice.quantity = *Quantity::ALL.get(quantity).unwrap_or(&Quantity::Change);
    let judgement = match (subject, quantity) {
        (Subject::Area(area), USUAL_RATE) => comparison.judge_rate(area).ok(),
        (Subject::Area(area), OUTER) => comparison.judge_change(area).ok(),
        _ => None,
    };
    let estimate = match quantity {
        CHANCE => comparison.change(subject).ok().and_then(|change| change.percentage()),
        OUTER | USUAL_RATE => None,
        _ => comparison.value(subject, period),
    };
    let mut figure = Record::default();
    if quantity == CHANCE {
        match comparison.plain_change(subject) {
            Ok(change) => figure.flag("daily", change.is_by_day()),
            Err(NoChange::Broken(at)) => figure.fixed("broken", &dataset.breaks[at].note),
            Err(_) => {}
        }
    }
    // An amount has no limits.
    if let Some(value) = estimate.map(|estimate| estimate.value).or_else(|| comparison.point(subject, period)) {
        figure.number("value", value);
    }
    if let Some(Estimate { interval, .. }) = estimate {
        figure.number("lower", interval.lower);
        figure.number("upper", interval.upper);
        figure.flag("learnt", interval.method == Method::UsualRange);
    }
    if let Some(Judgement { basis, ranges, .. }) = judgement {
        let Limits { lower, upper } = ranges[usize::from(quantity == OUTER)];
        figure.number("lower", lower);
        figure.number("upper", upper);
        figure.flag("learnt", matches!(basis, Basis::Usual(_)));
    }
    Tree::Record(figure)
}

/// The answer to "How sure can we be?": paragraphs and, for counts, a picture of a range.
pub fn sure(comparison: &Comparison<'_>) -> Tree {
    let mut sure = Record::default();
    sure.texts("paragraphs", &words::methods(comparison));
    if comparison.dataset.is_counts() {
        let words::Example { title, range, labels } = words::example();
        sure.text("title", title);
        let mut labelled = Vec::new();
        for (label, x) in labels.into_iter().zip(chart::example(range)) {
            let mut record = Record::default();
            record.number("x", x);
            record.text("label", label);
            labelled.push(Tree::Record(record));
        }
        sure.put("places", Tree::List(labelled));
    }
    Tree::Record(sure)
}

/// The chart as sound: an announcement, and the notes.
pub fn tune(comparison: &Comparison<'_>, scene: &Scene, heard: Heard) -> Tree {
    let tune = chart::tune(comparison, scene, heard);
    let mut subjects = Vec::new();
    for of in &tune.of {
        subjects.extend(of.subject());
    }
    let turns = matches!(heard, Heard::Two(..));
    let mut said = words::hearing(comparison, &subjects, turns, tune.ends);
    if tune.notes.iter().any(|note| note.pitch.is_none()) {
        words::add(&mut said, words::noise());
    }
    let mut record = Record::default();
    record.text("said", said);
    record.list("notes", &tune.notes, |Note { mark, pitch, pan, length, rest }| {
        let number = |number: Option<f64>| number.map_or(Tree::Nothing, Tree::Number);
        let mut note = Record::default();
        note.put("mark", number(mark.map(|mark| mark as f64)));
        note.put("pitch", number(*pitch));
        note.number("pan", *pan);
        note.number("length", *length);
        note.number("rest", *rest);
        Tree::Record(note)
    });
    Tree::Record(record)
}

/// The comparison as a complete table.
pub fn table(comparison: &Comparison<'_>) -> Tree {
    let table = table::table(comparison);
    let mut record = Record::default();
    record.fixed("caption", &table.caption);
    record.list("columns", &table.columns, |column| {
        let mut heading = Record::default();
        heading.fixed("id", column.id);
        heading.fixed("label", &column.label);
        heading.flag("numeric", column.numeric);
        Tree::Record(heading)
    });
    record.list("rows", &table.rows, |row| {
        let mut record = Record::default();
        record.fixed("id", &row.id);
        record.flag("focus", row.focus);
        record.texts("cells", &row.cells);
        record.put("keys", list(&row.keys, |key| key.map_or(Tree::Nothing, Tree::Number)));
        Tree::Record(record)
    });
    Tree::Record(record)
}
