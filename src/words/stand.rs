//! Where an area stands among all: at its size, and in the order.

use super::fill::fill;
use super::label::nation_within;
use super::number::{count, interval, value};
use crate::compare::{Comparison, Limits, Quantity, Subject, View, Zone};

/// What the chosen view alone can say of an area, beginning with the figure that it shows; empty where there is nothing.
pub fn stand(comparison: &Comparison<'_>, area: usize) -> String {
    let said = match comparison.choice.view {
        View::Funnel => zone(comparison, area),
        View::Ranking => place(comparison, area),
        _ => None,
    };
    said.unwrap_or_default()
}

/// `60.6 for every 100,000 people (57.2 to 64.1)`.
fn shown(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let quantity = comparison.choice.quantity;
    let estimate = comparison.value(Subject::Area(area), comparison.choice.later)?;
    let (figure, range) = (value(quantity, estimate.value), interval(quantity, estimate.interval));
    Some(match quantity {
        Quantity::Rate => fill("{0} for every 100,000 people ({1})", &[&figure, &range]),
        Quantity::Share => fill("{0} of {2} ({1})", &[&figure, &range, &nation_within(comparison)]),
        Quantity::Count | Quantity::Change => fill("{0} ({1})", &[&figure, &range]),
    })
}

/// `30.1 for every 100,000 people (26.1 to 34.6): higher than chance can explain at its size.`
fn zone(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let (zone, limits) = comparison.zone(area)?;
    let side = match zone {
        Zone::FarAbove => "{0}: much higher than {1} can explain at its size.",
        Zone::Above => "{0}: higher than {1} can explain at its size.",
        Zone::Inside => "{0}: {1} can explain that at its size.",
        Zone::Below => "{0}: lower than {1} can explain at its size.",
        Zone::FarBelow => "{0}: much lower than {1} can explain at its size.",
    };
    let shown = match comparison.choice.quantity {
        // Of none, and of a small base, there is no percentage to say.
        Quantity::Change => {
            comparison.point(Subject::Area(area), comparison.choice.later).map(|change| value(Quantity::Change, change))
        }
        _ => shown(comparison, area),
    };
    let shown = shown.unwrap_or_else(|| "Its change".into());
    Some(fill(side, &[&shown, &allowance(comparison, limits)]))
}

/// What the bands of a funnel allow for.
pub(super) fn allowance(comparison: &Comparison<'_>, limits: Limits) -> String {
    match limits {
        Limits::Widened => fill("chance and the usual differences between {0}", &[&comparison.dataset.noun.plural]),
        Limits::AsChance | Limits::TooFewAreas => "chance alone".into(),
    }
}

/// `60.6 for every 100,000 people (57.2 to 64.1): place 3 of 43, highest first; by chance alone any from 2 to 9.`
fn place(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let shown = shown(comparison, area)?;
    let Some((rank, areas)) = comparison.rank_range(area) else {
        // The sentence says the change already.
        return (comparison.choice.quantity != Quantity::Change).then(|| fill("{0}.", &[&shown]));
    };
    let [place, of, lower, upper] = [rank.place, areas, rank.lower, rank.upper].map(|number| count(number as u64));
    if rank.lower == rank.upper {
        return Some(fill("{0}: place {1} of {2}, highest first.", &[&shown, &place, &of]));
    }
    let template = "{0}: place {1} of {2}, highest first; by chance alone any from {3} to {4}.";
    Some(fill(template, &[&shown, &place, &of, &lower, &upper]))
}
