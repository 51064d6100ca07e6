//! Says where an area stands among all: for its size, and in the order.

use super::fill::fill;
use super::label::{nation_within, no_figure, when};
use super::moved::moved;
use super::number::{count, figure, value};
use super::verdict::{rate_of, weight_of_rate};
use crate::compare::{Comparison, Quantity, RankedPlace, Subject, View};

/// The text that only the chosen view can give about a subject, beginning with the figure that it shows; empty where
/// there is nothing to add.
pub fn stand(comparison: &Comparison<'_>, subject: Subject) -> String {
    let said = match (comparison.choice.view(), subject) {
        (View::Change, _) => both(comparison, subject),
        (View::Funnel, Subject::Area(area)) if is_by_rate(comparison) => Some(weight_of_rate(comparison, area)),
        (View::Ranking, Subject::Area(area)) => place(comparison, area),
        _ => None,
    };
    said.unwrap_or_default()
}

/// Whether the picture shows each area's rate by its size, whatever quantity was asked for.
pub(super) fn is_by_rate(comparison: &Comparison<'_>) -> bool {
    comparison.choice.view() == View::Funnel && comparison.choice.quantity != Quantity::Change
}

/// A figure with its unit: `60.6 for every 100,000 people`.
fn whole(comparison: &Comparison<'_>, figure: &str) -> String {
    match comparison.choice.quantity {
        Quantity::Rate => rate_of(comparison, figure),
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

/// `60.6 for every 100,000 people: place 3 of 43, highest first; by chance alone any from 2 to 9.` A place never comes
/// without the others that are open.
fn place(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let quantity = comparison.choice.quantity;
    let shown = comparison.point(Subject::Area(area), comparison.choice.later)?;
    let shown = whole(comparison, &value(quantity, shown));
    let Some(RankedPlace { range, areas, chance_alone }) = comparison.rank_range(area) else {
        // The sentence gives a change already, and an amount.
        let said = match quantity {
            Quantity::Change => true,
            Quantity::Count => !comparison.dataset.is_counts(),
            Quantity::Rate | Quantity::Share => false,
        };
        return (!said).then(|| fill("{0}.", &[&shown]));
    };
    let template = match (range.lower == range.upper, chance_alone) {
        (true, true) => "{0}: place {1} of {2}, highest first; chance alone leaves no other open.",
        (true, false) => "{0}: place {1} of {2}, highest first; chance and the usual changes leave no other open.",
        (false, true) => "{0}: place {1} of {2}, highest first; by chance alone any from {3} to {4}.",
        (false, false) => "{0}: place {1} of {2}, highest first; by chance and the usual changes any from {3} to {4}.",
    };
    let [place, of, lower, upper] = [range.place, areas, range.lower, range.upper].map(|number| count(number as u64));
    let parts = [&*shown, &place, &of, &lower, &upper];
    Some(fill(template, if range.lower == range.upper { &parts[..3] } else { &parts }))
}
