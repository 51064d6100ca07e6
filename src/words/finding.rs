//! The headline is a finding, made from the data and the choice; the subtitle says what is counted, where and when.

use super::label::{missing_note, month};
use super::number::{per_cent, value};
use super::sentence::against_rest;
use super::{count, signed_per_cent};
use crate::compare::{Basis, Comparison, Judgement, Level, Quantity, Standing, Subject, Verdict, View};

/// The finding. Never claims more than the verdicts beside it.
pub fn headline(comparison: &Comparison<'_>) -> String {
    let finding = match (comparison.choice.view, comparison.choice.quantity) {
        (View::Change, _) | (_, Quantity::Change) => change(comparison),
        (View::Ranking, Quantity::Rate) => rate(comparison),
        (View::Ranking, _) => most(comparison),
    };
    finding.unwrap_or_else(|| format!("{}, by {}", comparison.dataset.title, comparison.dataset.noun.singular))
}

/// The largest change that is beyond the usual; else that none is.
fn change(comparison: &Comparison<'_>) -> Option<String> {
    let changes: Vec<_> = comparison
        .choice
        .areas
        .iter()
        .filter_map(|&area| {
            let change = comparison.change(Subject::Area(area)).ok()?;
            let size = change.percentage()?.value;
            Some((area, size, comparison.judge(area, &change)))
        })
        .collect();
    let largest = |verdict: Verdict| {
        let of_verdict = changes.iter().filter(|(_, _, judgement)| judgement.verdict == verdict);
        of_verdict.max_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
    };
    let events = &comparison.dataset.event.plural;
    let moved = |area: usize, size: f64| {
        let name = comparison.name(Subject::Area(area));
        let direction = if size < 0.0 { "fell" } else { "rose" };
        format!("{name}: recorded {events} {direction} by {}", per_cent(size.abs()))
    };
    if let Some(&(area, size, judgement)) = largest(Verdict::Beyond) {
        return Some(format!("{}, {}", moved(area, size), beyond(comparison, judgement)));
    }
    let &(area, size, judgement) = largest(Verdict::Within)?;
    let within = match judgement.basis {
        Basis::Usual(_) => "within the usual ups and downs",
        Basis::Chance => "no more than chance could explain",
    };
    let many = &comparison.dataset.noun.plural;
    Some(match changes.len() {
        1 => format!("{}, {within}", moved(area, size)),
        2 => format!("Changes in both {many} are {within}"),
        _ => format!("Changes in all {} chosen {many} are {within}", changes.len()),
    })
}

/// Doubling and halving are equally far from no change.
fn distance(per_cent: f64) -> f64 {
    (per_cent / 100.0).ln_1p().abs()
}

fn beyond(comparison: &Comparison<'_>, judgement: Judgement) -> String {
    match judgement.basis {
        Basis::Usual(_) => {
            let many = &comparison.dataset.noun.plural;
            let own = if many.ends_with('s') { "’" } else { "’s" };
            format!("more than {many}{own} figures usually move")
        }
        Basis::Chance => "more than chance alone would explain".into(),
    }
}

/// The rate that stands furthest from the rest of the nation's; else the highest.
fn rate(comparison: &Comparison<'_>) -> Option<String> {
    let levels = comparison.choice.areas.iter().filter_map(|&area| Some((area, comparison.level(area)?)));
    let apart = |level: &Level| match level.standing {
        Standing::Similar => 0.0,
        Standing::Higher | Standing::Lower => (level.rate / level.rest).ln().abs(),
    };
    let Some((area, level)) = levels.max_by(|a, b| apart(&a.1).total_cmp(&apart(&b.1))) else {
        return most(comparison);
    };
    let name = comparison.name(Subject::Area(area));
    Some(format!("{name}: {}", against_rest(comparison, &level)))
}

/// The highest of the areas in focus.
fn most(comparison: &Comparison<'_>) -> Option<String> {
    let (choice, dataset) = (&comparison.choice, comparison.dataset);
    let figure = |&area: &usize| Some((area, comparison.point(Subject::Area(area), choice.later)?));
    let figures: Vec<_> = choice.areas.iter().filter_map(figure).collect();
    // Of equal figures, the one chosen first.
    let &(area, highest) = figures.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let name = comparison.name(Subject::Area(area));
    let (events, label) = (&dataset.event.plural, &dataset.periods[choice.later].label);
    let shown = value(choice.quantity, highest);
    let said = match choice.quantity {
        Quantity::Count | Quantity::Change => format!("{name} recorded {shown} {events} in {label}"),
        Quantity::Rate => format!("{name} recorded {shown} {events} for every 100,000 people in {label}"),
        Quantity::Share => {
            format!("{name} recorded {shown} of the {}’s {events} in {label}", comparison.name(Subject::Nation))
        }
    };
    Some(match figures.len() {
        1 => said,
        2 if figures[0].1 == figures[1].1 => format!("{said}, and so did the other"),
        2 => {
            let other = figures.iter().find(|(other, _)| *other != area)?;
            format!("{said}, more than {}", comparison.name(Subject::Area(other.0)))
        }
        many if many < choice.areas.len() => {
            format!("{said}, the most of the {many} chosen {} with figures", dataset.noun.plural)
        }
        many => format!("{said}, the most of the {many} chosen {}", dataset.noun.plural),
    })
}

/// What is counted, where and when, and what the grey marks are.
pub fn subtitle(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let ends = |period: usize| {
        let end = dataset.periods[period].end();
        format!("{} {}", month(end), end.year())
    };
    let whole_years =
        [choice.earlier, choice.later].iter().all(|&period| (365..=366).contains(&dataset.periods[period].days()));
    let label = |period: usize| dataset.periods[period].label.as_str();
    let both = choice.view == View::Change || choice.quantity == Quantity::Change;
    let when = match (both, whole_years) {
        (true, true) => format!("years ending {} and {}", ends(choice.earlier), ends(choice.later)),
        (true, false) => format!("{} and {}", label(choice.earlier), label(choice.later)),
        (false, true) => format!("year ending {}", ends(choice.later)),
        (false, false) => label(choice.later).into(),
    };
    let mut parts = vec![format!("{}, {when}.", dataset.measure)];
    parts.extend(match choice.quantity {
        Quantity::Rate => Some("For every 100,000 people.".into()),
        Quantity::Share => Some(format!("Share of the {}.", comparison.name(Subject::Nation))),
        Quantity::Change => Some(format!("Change from {} to {}.", label(choice.earlier), label(choice.later))),
        Quantity::Count => None,
    });
    let shown = comparison.shown();
    let others = shown - choice.areas.iter().filter(|&&area| comparison.is_shown(area)).count();
    parts.extend(match others {
        0 => None,
        1 => Some(format!("Grey: 1 other {}.", dataset.noun.singular)),
        _ => Some(format!("Grey: {} other {}.", count(others as u64), dataset.noun.plural)),
    });
    parts.extend(missing_note(comparison, dataset.areas.len() - shown));
    parts.join(" ")
}

/// The chart as it stands, for someone who does not see it.
pub fn description(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let (earlier, later) = (&dataset.periods[choice.earlier].label, &dataset.periods[choice.later].label);
    let shown = comparison.shown();
    let many = if shown == 1 { &dataset.noun.singular } else { &dataset.noun.plural };
    let shown = count(shown as u64);
    match choice.view {
        View::Change => format!("One line for each of {shown} {many}, from {earlier} to {later}."),
        View::Ranking => {
            let allowed = match choice.quantity {
                Quantity::Change => "chance and the usual ups and downs allow",
                _ => "chance allows",
            };
            format!("{shown} {many} in order, highest first, each with the range that {allowed}.")
        }
    }
}

/// `+69.5%` beside a name, where there is a percentage to give.
pub fn change_label(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let estimate = comparison.change(Subject::Area(area)).ok()?.percentage()?;
    Some(signed_per_cent(estimate.value))
}
