//! Says where an area stands among all: for its size, and in the order.

use super::fill::{fill, say};
use super::label::{capital, nation_within, no_figure, when};
use super::number::{count, figure, interval, value};
use super::sentence::moved;
use crate::compare::{Comparison, Limits, Quantity, Subject, View, Zone};

/// The text that only the chosen view can give about a subject, beginning with the figure that it shows; empty where
/// there is nothing to add.
pub fn stand(comparison: &Comparison<'_>, subject: Subject) -> String {
    let said = match (comparison.choice.view(), subject) {
        (View::Change, _) => both(comparison, subject),
        (View::Funnel, Subject::Area(area)) => zone(comparison, area),
        (View::Ranking, Subject::Area(area)) => place(comparison, area),
        _ => None,
    };
    said.unwrap_or_default()
}

/// A figure with its unit: `60.6 for every 100,000 people`.
fn whole(comparison: &Comparison<'_>, figure: &str) -> String {
    match comparison.choice.quantity {
        Quantity::Rate => fill("{0} for every 100,000 people", &[figure]),
        Quantity::Share => fill("{0} of {1}", &[figure, &nation_within(comparison)]),
        Quantity::Count | Quantity::Change => figure.into(),
    }
}

/// A mark as a reader comes to it: whose it is, and its figures. `Kent: 312, then 305.`
pub fn met(comparison: &Comparison<'_>, subject: Subject, period: usize) -> String {
    let figures = match comparison.choice.view() {
        View::Change => pair(comparison, subject),
        _ => said(comparison, subject, period),
    };
    let name = comparison.name(subject);
    match comparison.choice.view() {
        // With many periods in the picture, the text says which one this is.
        View::Trend => fill("{0}: {1} {2}.", &[name, &figures, &when(&comparison.dataset.periods[period])]),
        _ => fill("{0}: {1}.", &[name, &figures]),
    }
}

/// `309, then 301`.
fn pair(comparison: &Comparison<'_>, subject: Subject) -> String {
    let choice = &comparison.choice;
    let [earlier, later] = [choice.earlier, choice.later].map(|period| said(comparison, subject, period));
    fill("{0}, then {1}", &[&earlier, &later])
}

fn said(comparison: &Comparison<'_>, subject: Subject, period: usize) -> String {
    match comparison.point(subject, period) {
        Some(change) if comparison.choice.quantity == Quantity::Change => moved(change),
        Some(shown) => figure(comparison, shown),
        None => no_figure().into(),
    }
}

/// `26.3, then 25.5 for every 100,000 people.` Nothing for counts: the sentence has them already.
fn both(comparison: &Comparison<'_>, subject: Subject) -> Option<String> {
    let (choice, quantity) = (&comparison.choice, comparison.choice.quantity);
    if quantity == Quantity::Count {
        return None;
    }
    comparison.point(subject, choice.earlier).and(comparison.point(subject, choice.later))?;
    Some(fill("{0}.", &[&whole(comparison, &pair(comparison, subject))]))
}

/// `60.6 for every 100,000 people (57.2 to 64.1)`.
fn shown(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let (subject, period, quantity) = (Subject::Area(area), comparison.choice.later, comparison.choice.quantity);
    let figure = whole(comparison, &value(quantity, comparison.point(subject, period)?));
    Some(match comparison.value(subject, period) {
        Some(estimate) => fill("{0} ({1})", &[&figure, &interval(quantity, estimate.interval)]),
        None => figure,
    })
}

/// `30.1 for every 100,000 people (26.1 to 34.6): higher than chance can explain at its size.`
fn zone(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let funnel = comparison.funnel().ok()?;
    let (zone, limits) = (funnel.spot(comparison, area)?.zone, funnel.allows());
    let side = match zone {
        Zone::FarAbove => "{0}: much higher than {1} can explain at its size.",
        Zone::Above => "{0}: higher than {1} can explain at its size.",
        Zone::Inside => "{0}: {1} can explain that at its size.",
        Zone::Below => "{0}: lower than {1} can explain at its size.",
        Zone::FarBelow => "{0}: much lower than {1} can explain at its size.",
    };
    let shown = match comparison.choice.quantity {
        // A change on a base under 10 has no percentage.
        Quantity::Change => {
            comparison.point(Subject::Area(area), comparison.choice.later).map(|change| capital(&moved(change)))
        }
        _ => shown(comparison, area),
    };
    let shown = shown.unwrap_or_else(|| say("Its change").into());
    Some(fill(side, &[&shown, &allowance(comparison, limits)]))
}

/// Names what the bands of a funnel allow for, to go into a sentence.
pub(super) fn allowance(comparison: &Comparison<'_>, limits: Limits) -> String {
    match limits {
        Limits::Widened => fill("chance and the usual differences between {0}", &[&comparison.dataset.noun.plural]),
        Limits::AsChance | Limits::TooFewAreas => say("chance alone").into(),
    }
}

/// `60.6 for every 100,000 people (57.2 to 64.1): place 3 of 43, highest first; by chance alone any from 2 to 9.`
fn place(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let shown = shown(comparison, area)?;
    let Some((rank, areas)) = comparison.rank_range(area) else {
        // The sentence gives a change already, and an amount.
        let said = match comparison.choice.quantity {
            Quantity::Change => true,
            Quantity::Count => !comparison.dataset.is_counts(),
            Quantity::Rate | Quantity::Share => false,
        };
        return (!said).then(|| fill("{0}.", &[&shown]));
    };
    let [place, of, lower, upper] = [rank.place, areas, rank.lower, rank.upper].map(|number| count(number as u64));
    if rank.lower == rank.upper {
        return Some(fill("{0}: place {1} of {2}, highest first.", &[&shown, &place, &of]));
    }
    let template = "{0}: place {1} of {2}, highest first; by chance alone any from {3} to {4}.";
    Some(fill(template, &[&shown, &place, &of, &lower, &upper]))
}
