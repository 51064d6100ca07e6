//! What is said of a single figure, and of a part of the total.

use super::Sentence;
use super::fill::fill;
use super::number::{count, interval, value};
use super::sentence::opening;
use crate::compare::{Comparison, Part, Quantity, Subject};

/// A subject's figure in a period, with the range that chance allows.
pub fn figure(comparison: &Comparison<'_>, subject: Subject, period: usize) -> Sentence {
    let quantity = comparison.choice.quantity;
    let label = &comparison.dataset.periods[period].label;
    let number = comparison.observation(subject, period).count().unwrap_or_default();
    let recorded = fill("{0} in {1}", &[&opening(comparison, subject, number), label]);
    let mut sentence = Sentence { fact: fill("{0}.", &[&recorded]), ..Sentence::default() };
    if let Some(estimate) = comparison.value(subject, period) {
        let shown = value(quantity, estimate.value);
        match quantity {
            Quantity::Rate => sentence.fact = fill("{0}: {1} for every 100,000 people.", &[&recorded, &shown]),
            Quantity::Share => {
                let nation = comparison.name(Subject::Nation);
                sentence.fact = fill("{0}: {1} of the {2}’s.", &[&recorded, &shown, nation]);
            }
            Quantity::Count | Quantity::Change => {}
        }
        sentence.weight = fill("By chance alone: {0}.", &[&interval(quantity, estimate.interval)]);
    }
    sentence
}

/// A part of the total, by its place.
pub fn part(comparison: &Comparison<'_>, at: usize) -> Sentence {
    let Ok(shares) = comparison.shares() else { return Sentence::default() };
    let Some(part) = shares.parts.get(at) else { return Sentence::default() };
    let shown = value(Quantity::Share, part.share.value);
    let parts = [&*part.category.label, &count(part.category.count), &count(shares.total), &shown];
    let mut weight = fill("Beside the other parts: {0}.", &[&interval(Quantity::Share, part.share.interval)]);
    if part.category.derived {
        weight.push_str(" Not published: it is what the other parts leave of the total.");
    }
    Sentence { fact: fill("{0}: {1} of {2}, {3}.", &parts), weight, ..Sentence::default() }
}

/// `26,070, 63.2%` under the name of a part.
pub fn part_label(part: &Part<'_>) -> String {
    let figures = fill("{0}, {1}", &[&count(part.category.count), &value(Quantity::Share, part.share.value)]);
    if part.category.derived { fill("{0}: what the other parts leave", &[&figures]) } else { figures }
}
