//! The headline is a finding, made from the data and the choice; the subtitle says what is counted, where and when.

use super::fill::fill;
use super::label::{month, nation_within, when, why_not};
use super::number::{count, figure, signed_per_cent};
use super::sentence::{add, against_rest, size};
use crate::compare::{Basis, Comparison, Judgement, Level, Quantity, Standing, Subject, Verdict, View, WhyNot};
use crate::data::digits;

/// The finding. Never claims more than the verdicts beside it.
pub fn headline(comparison: &Comparison<'_>) -> String {
    let finding = match (comparison.choice.view, comparison.choice.quantity) {
        (View::Change, _) | (_, Quantity::Change) => change(comparison),
        (View::Ranking, Quantity::Rate) => rate(comparison),
        (View::Ranking, _) => most(comparison),
    };
    finding.unwrap_or_else(|| fill("{0}, by {1}", &[&comparison.dataset.title, &comparison.dataset.noun.singular]))
}

/// The largest change that is beyond the usual; else that none is.
fn change(comparison: &Comparison<'_>) -> Option<String> {
    let counts = comparison.dataset.is_counts();
    let mut changes = 0;
    // Below every order there is.
    let mut before = (false, -1.0);
    let mut largest: Option<(usize, f64, Option<Judgement>)> = None;
    for &area in &comparison.choice.areas {
        let subject = Subject::Area(area);
        let Some(moved) = comparison.plain_change(subject).ok().and_then(|change| change.percentage()) else {
            continue;
        };
        changes += 1;
        // Of amounts there is no verdict.
        let judgement = comparison.change(subject).ok().map(|change| comparison.judge(area, &change));
        let verdict = judgement.map(|judgement| judgement.verdict);
        let order = (verdict == Some(Verdict::Beyond), distance(moved));
        let telling = verdict != Some(Verdict::TooFew) && (counts || moved != 0.0);
        if telling && order >= before {
            before = order;
            largest = Some((area, moved, judgement));
        }
    }
    let (area, moved, judgement) = largest?;
    let (events, many) = (&comparison.dataset.event.plural, &comparison.dataset.noun.plural);
    let name = comparison.name(Subject::Area(area));
    let direction = if moved < 0.0 { "fell" } else { "rose" };
    let size = size(moved, counts);
    let Some(judgement) = judgement else {
        return Some(fill("{0}: {1} {2} by {3}", &[name, events, direction, &size]));
    };
    let weight = match (judgement.verdict, judgement.basis) {
        (Verdict::Beyond, Basis::Usual(_)) => {
            let own = if many.ends_with('s') { "’" } else { "’s" };
            fill("more than {0}{1} figures usually move", &[many, own])
        }
        (Verdict::Beyond, Basis::Chance) => "more than chance alone would explain".into(),
        (_, Basis::Usual(_)) => "within the usual ups and downs".into(),
        (_, Basis::Chance) => "no more than chance could explain".into(),
    };
    Some(match changes {
        2 if judgement.verdict == Verdict::Within => fill("Changes in both {0} are {1}", &[many, &weight]),
        3.. if judgement.verdict == Verdict::Within => {
            fill("Changes in all {0} chosen {1} are {2}", &[&count(changes), many, &weight])
        }
        _ => fill("{0}: recorded {1} {2} by {3}, {4}", &[name, events, direction, &size, &weight]),
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
    Some(fill("{0}: {1}", &[name, &against_rest(comparison, &level)]))
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
    let (events, when) = (&dataset.event.plural, when(&dataset.periods[choice.later]));
    let (shown, nation) = (figure(comparison, highest), nation_within(comparison));
    // An amount is not recorded one by one.
    let verb = if dataset.is_counts() { " recorded" } else { ":" };
    let parts = [name, verb, &shown, events, &when, &nation];
    let said = match choice.quantity {
        Quantity::Count | Quantity::Change => fill("{0}{1} {2} {3} {4}", &parts[..5]),
        Quantity::Rate => fill("{0}{1} {2} {3} for every 100,000 people {4}", &parts[..5]),
        Quantity::Share => fill("{0}{1} {2} of {5}’s {3} {4}", &parts),
    };
    let template = match figures {
        1 => return Some(said),
        2 if highest == other.1 => return Some(fill("{0}, and so did the other", &[&said])),
        2 => return Some(fill("{0}, more than {1}", &[&said, comparison.name(Subject::Area(other.0))])),
        some if some < choice.areas.len() => "{0}, the most of the {1} chosen {2} with figures",
        _ => "{0}, the most of the {1} chosen {2}",
    };
    Some(fill(template, &[&said, &count(figures as u64), &dataset.noun.plural]))
}

/// What is counted, where and when, and what the grey marks are.
pub fn subtitle(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let ends = |period: usize| {
        let end = dataset.periods[period].end();
        fill("{0} {1}", &[month(end), &digits(end.year().into())])
    };
    let is_year = |period: usize| matches!(dataset.periods[period].days(), 365 | 366);
    let whole_years = is_year(choice.earlier) && is_year(choice.later);
    let label = |period: usize| dataset.periods[period].label.as_str();
    let both = choice.view == View::Change || choice.quantity == Quantity::Change;
    let when = match (both, whole_years) {
        (true, true) => fill("years ending {0} and {1}", &[&ends(choice.earlier), &ends(choice.later)]),
        (true, false) => fill("{0} and {1}", &[label(choice.earlier), label(choice.later)]),
        (false, true) => fill("year ending {0}", &[&ends(choice.later)]),
        (false, false) => label(choice.later).into(),
    };
    let mut out = fill("{0}, {1}.", &[&dataset.measure, &when]);
    match choice.quantity {
        Quantity::Rate => add(&mut out, "For every 100,000 people."),
        Quantity::Share => add(&mut out, &fill("Share of {0}.", &[&nation_within(comparison)])),
        Quantity::Change => {
            add(&mut out, &fill("Change from {0} to {1}.", &[label(choice.earlier), label(choice.later)]));
        }
        Quantity::Count => {}
    }
    match choice.view {
        View::Change => add(&mut out, "Equal slopes are equal percentage changes."),
        View::Ranking if !dataset.is_counts() => {}
        View::Ranking => add(&mut out, &fill("Lines: the range that {0} (95%).", &[allowed(choice.quantity)])),
    }
    if !dataset.is_counts() {
        add(&mut out, why_not(WhyNot::NotCounts));
    }
    let shown = comparison.shown();
    let mut others = shown;
    for &area in &choice.areas {
        others -= usize::from(comparison.is_shown(area));
    }
    let missing = dataset.areas.len() - shown;
    for (template, number) in [("Grey: {0} other {1}.", others), ("No figure for {0} {1}.", missing)] {
        if number > 0 {
            add(&mut out, &fill(template, &[&count(number as u64), dataset.noun.of(number)]));
        }
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
        View::Change => fill("One line for each of {0} {1}, from {2} to {3}.", &[&shown, many, earlier, later]),
        View::Ranking if !dataset.is_counts() => fill("{0} {1} in order, highest first.", &[&shown, many]),
        View::Ranking => {
            let allowed = allowed(choice.quantity);
            fill("{0} {1} in order, highest first, each with the range that {2}.", &[&shown, many, allowed])
        }
    }
}

/// `+69.5%` beside a name, where there is a percentage to give.
pub fn change_label(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    Some(signed_per_cent(comparison.plain_change(Subject::Area(area)).ok()?.percentage()?))
}
