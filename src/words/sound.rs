//! Texts around the chart as sound. Readers load none of them before they ask: the fixed ones stand in a script
//! (`www/force-compare/hear.js`), the others come from the engine that does everything.

use serde::Serialize;

use super::fill::{add, fill, of, say};
use super::label::nation_within;
use super::moved::moved;
use super::number::{count, figure, value};
use crate::compare::{Comparison, Quantity, Subject, View};

/// The texts of the controls.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Hear {
    /// The button that begins.
    pub play: &'static str,
    /// That button while the sound plays.
    pub stop: &'static str,
    /// The name of the list of subjects to hear.
    pub what: &'static str,
    /// The entry for the whole chart.
    pub all: &'static str,
    /// The name of the list of areas to take turns with.
    pub other: &'static str,
    /// An entry of that list: {0} is the area's name.
    pub beside: &'static str,
    /// The entry for no second area.
    pub none: &'static str,
    /// The message after the last note.
    pub end: &'static str,
    /// The message where the browser makes no sound.
    pub silent: &'static str,
}

/// The texts in English; none depends on the data.
pub const HEAR: Hear = Hear {
    play: super::DOWNLOAD.hear,
    stop: "Stop the sound",
    what: "What to hear",
    all: "The whole chart",
    other: "Heard in turn with",
    beside: "and {0}",
    none: "on its own",
    end: "End of the chart.",
    silent: "No sound comes from this browser. Try it once more.",
};

/// The announcement before the first note: who is heard, over which periods, and which figures the lowest and the
/// highest note stand for. `turns` says that two subjects alternate, left and right; `ends` are the lowest and the
/// highest figure.
pub fn hearing(comparison: &Comparison<'_>, subjects: &[Subject], turns: bool, ends: Option<(f64, f64)>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let label = |period: usize| dataset.periods[period].label.as_str();
    let mut out = match subjects {
        [] => say("The parts, one after the other.").into(),
        [left, right] if turns => {
            fill("{0} on the left, {1} on the right.", &[comparison.name(*left), comparison.name(*right)])
        }
        [one] => fill("{0}.", &[comparison.name(*one)]),
        many => {
            let nation = many.contains(&Subject::Nation);
            let areas = many.len() - usize::from(nation);
            let parts = [&*count(areas as u64), of(&dataset.noun, areas as u64), &nation_within(comparison)];
            match nation {
                true => fill("{0} {1} and {2}, one after the other.", &parts),
                false => fill("{0} {1}, one after the other.", &parts[..2]),
            }
        }
    };
    match choice.view() {
        View::Trend => {
            add(&mut out, &fill("From {0} to {1}.", &[label(0), label(dataset.periods.len() - 1)]));
        }
        View::Change => add(&mut out, &fill("First {0}, then {1}.", &[label(choice.earlier), label(choice.later)])),
        View::Ranking | View::Funnel | View::Breakdown => {}
    }
    let figure_of = |end: f64| match (choice.view(), choice.quantity) {
        (View::Breakdown, _) => value(Quantity::Share, end),
        (_, Quantity::Change) => moved(end),
        _ => figure(comparison, end),
    };
    if let Some((low, high)) = ends.filter(|(low, high)| low < high) {
        add(&mut out, &fill("The lowest note is {0}, the highest {1}.", &[&figure_of(low), &figure_of(high)]));
    }
    out
}

/// Explains the noise, for a tune that has one.
pub fn noise() -> &'static str {
    say("A soft noise is a missing figure.")
}
