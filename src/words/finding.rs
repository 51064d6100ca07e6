//! The headline is a finding, made from the data and the choice; the subtitle says what is counted, where and when.

use super::label::month;
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
    let mut changes = 0;
    let mut largest: Option<((bool, f64), usize, f64, Judgement)> = None;
    for &area in &comparison.choice.areas {
        let Ok(change) = comparison.change(Subject::Area(area)) else { continue };
        let Some(estimate) = change.percentage() else { continue };
        changes += 1;
        let judgement = comparison.judge(area, &change);
        let order = (judgement.verdict == Verdict::Beyond, distance(estimate.value));
        if judgement.verdict != Verdict::TooFew && largest.is_none_or(|(before, ..)| order >= before) {
            largest = Some((order, area, estimate.value, judgement));
        }
    }
    let (_, area, size, judgement) = largest?;
    let (events, many) = (&comparison.dataset.event.plural, &comparison.dataset.noun.plural);
    let weight = match (judgement.verdict, judgement.basis) {
        (Verdict::Beyond, Basis::Usual(_)) => {
            let own = if many.ends_with('s') { "’" } else { "’s" };
            format!("more than {many}{own} figures usually move")
        }
        (Verdict::Beyond, Basis::Chance) => "more than chance alone would explain".into(),
        (_, Basis::Usual(_)) => "within the usual ups and downs".into(),
        (_, Basis::Chance) => "no more than chance could explain".into(),
    };
    Some(match changes {
        2 if judgement.verdict == Verdict::Within => format!("Changes in both {many} are {weight}"),
        3.. if judgement.verdict == Verdict::Within => format!("Changes in all {changes} chosen {many} are {weight}"),
        _ => {
            let name = comparison.name(Subject::Area(area));
            let direction = if size < 0.0 { "fell" } else { "rose" };
            format!("{name}: recorded {events} {direction} by {}, {weight}", per_cent(size.abs()))
        }
    })
}

/// Doubling and halving are equally far from no change.
fn distance(per_cent: f64) -> f64 {
    (per_cent / 100.0).ln_1p().abs()
}

/// The rate that stands furthest from the rest of the nation's; else the highest.
fn rate(comparison: &Comparison<'_>) -> Option<String> {
    let mut furthest: Option<(f64, usize, Level)> = None;
    for &area in &comparison.choice.areas {
        let Some(level) = comparison.level(area) else { continue };
        let apart = match level.standing {
            Standing::Similar => 0.0,
            Standing::Higher | Standing::Lower => (level.rate / level.rest).ln().abs(),
        };
        if furthest.is_none_or(|(before, ..)| apart >= before) {
            furthest = Some((apart, area, level));
        }
    }
    let Some((_, area, level)) = furthest else { return most(comparison) };
    let name = comparison.name(Subject::Area(area));
    Some(format!("{name}: {}", against_rest(comparison, &level)))
}

/// The highest of the areas in focus.
fn most(comparison: &Comparison<'_>) -> Option<String> {
    let (choice, dataset) = (&comparison.choice, comparison.dataset);
    let (mut figures, mut highest) = (0, None::<(usize, f64)>);
    // Of two, the one that is not the highest.
    let mut other = (choice.later, 0.0);
    for &area in &choice.areas {
        let Some(figure) = comparison.point(Subject::Area(area), choice.later) else { continue };
        figures += 1;
        match highest {
            // Of equal figures, the one chosen first.
            Some((_, before)) if figure <= before => other = (area, figure),
            _ => other = highest.replace((area, figure)).unwrap_or(other),
        }
    }
    let (area, highest) = highest?;
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
    Some(match figures {
        1 => said,
        2 if highest == other.1 => said + ", and so did the other",
        2 => format!("{said}, more than {}", comparison.name(Subject::Area(other.0))),
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
    let is_year = |period: usize| matches!(dataset.periods[period].days(), 365 | 366);
    let whole_years = is_year(choice.earlier) && is_year(choice.later);
    let label = |period: usize| dataset.periods[period].label.as_str();
    let both = choice.view == View::Change || choice.quantity == Quantity::Change;
    let when = match (both, whole_years) {
        (true, true) => format!("years ending {} and {}", ends(choice.earlier), ends(choice.later)),
        (true, false) => format!("{} and {}", label(choice.earlier), label(choice.later)),
        (false, true) => format!("year ending {}", ends(choice.later)),
        (false, false) => label(choice.later).into(),
    };
    let mut out = format!("{}, {when}.", dataset.measure);
    match choice.quantity {
        Quantity::Rate => out += " For every 100,000 people.",
        Quantity::Share => out += &format!(" Share of the {}.", comparison.name(Subject::Nation)),
        Quantity::Change => out += &format!(" Change from {} to {}.", label(choice.earlier), label(choice.later)),
        Quantity::Count => {}
    }
    match choice.view {
        View::Change => out += " Equal slopes are equal percentage changes.",
        View::Ranking => out += &format!(" Lines: the range that {} (95%).", allowed(choice.quantity)),
    }
    let shown = comparison.shown();
    let mut others = shown;
    for &area in &choice.areas {
        others -= usize::from(comparison.is_shown(area));
    }
    if others > 0 {
        out += &format!(" Grey: {} other {}.", count(others as u64), dataset.noun.of(others));
    }
    let missing = dataset.areas.len() - shown;
    if missing > 0 {
        out += &format!(" No figure for {} {}.", count(missing as u64), dataset.noun.of(missing));
    }
    out
}

/// What the intervals of the ranking allow for.
fn allowed(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Change => "chance and the usual ups and downs allow",
        _ => "chance allows",
    }
}

/// The chart as it stands, for someone who does not see it.
pub fn description(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let (earlier, later) = (&dataset.periods[choice.earlier].label, &dataset.periods[choice.later].label);
    let shown = comparison.shown();
    let many = dataset.noun.of(shown);
    let shown = count(shown as u64);
    match choice.view {
        View::Change => format!("One line for each of {shown} {many}, from {earlier} to {later}."),
        View::Ranking => {
            let allowed = allowed(choice.quantity);
            format!("{shown} {many} in order, highest first, each with the range that {allowed}.")
        }
    }
}

/// `+69.5%` beside a name, where there is a percentage to give.
pub fn change_label(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let estimate = comparison.change(Subject::Area(area)).ok()?.percentage()?;
    Some(signed_per_cent(estimate.value))
}
