//! Sentences about a single figure, and about a part of the total.

use super::Sentence;
use super::fill::{add, fill, say};
use super::label::nation_within;
use super::number::{count, interval, value};
use super::sentence::opening;
use super::verdict::rate_of;
use crate::compare::{Comparison, Part, Quantity, Subject};

/// A subject's figure in a period, with the range that chance allows.
pub fn moment(comparison: &Comparison<'_>, subject: Subject, period: usize) -> Sentence {
    let quantity = comparison.choice.quantity;
    let recorded = opening(comparison, subject, period, true);
    let shown = comparison.point(subject, period).map(|shown| value(quantity, shown)).unwrap_or_default();
    let fact = match quantity {
        Quantity::Rate => fill("{0}: {1}.", &[&recorded, &rate_of(comparison, &shown)]),
        Quantity::Share => fill("{0}: {1} of {2}’s.", &[&recorded, &shown, &nation_within(comparison)]),
        Quantity::Count | Quantity::Change => fill("{0}.", &[&recorded]),
    };
    let weight = match comparison.value(subject, period) {
        // An area's change has its verdict, which is not chance alone.
        Some(estimate) if quantity != Quantity::Change => {
            fill("By chance alone: {0}.", &[&interval(quantity, estimate.interval.lower, estimate.interval.upper)])
        }
        _ => String::new(),
    };
    Sentence { fact, weight, ..Sentence::default() }
}

/// A part of the total, by its place among the parts; empty where there is none at that place.
pub fn part(comparison: &Comparison<'_>, at: usize) -> Sentence {
    let Ok(shares) = comparison.shares() else { return Sentence::default() };
    let Some(part) = shares.parts.get(at) else { return Sentence::default() };
    let shown = value(Quantity::Share, part.share.value);
    let parts = [&*part.category.label, &count(part.category.count), &count(shares.total), &shown];
    let mut weight = fill(
        "By chance alone: {0}.",
        &[&interval(Quantity::Share, part.share.interval.lower, part.share.interval.upper)],
    );
    if part.category.derived {
        add(&mut weight, say("Not published: it is what the other parts leave of the total."));
    }
    Sentence { fact: fill("{0}: {1} of {2}, {3}.", &parts), weight, ..Sentence::default() }
}

/// A part as a reader comes to it: `Possession: 25.9%.`
pub fn met_part(comparison: &Comparison<'_>, at: usize) -> String {
    let Ok(shares) = comparison.shares() else { return String::new() };
    let Some(part) = shares.parts.get(at) else { return String::new() };
    fill("{0}: {1}.", &[&part.category.label, &value(Quantity::Share, part.share.value)])
}

/// `26,070, 63.2%` under the name of a part.
pub fn part_label(part: &Part<'_>) -> String {
    let figures = fill("{0}, {1}", &[&count(part.category.count), &value(Quantity::Share, part.share.value)]);
    if part.category.derived { fill("{0}: what the other parts leave", &[&figures]) } else { figures }
}
