//! The headline is a finding, made from the data and the choice.

use super::fill::{fill, of, say};
use super::label::{nation_within, when};
use super::moved::size;
use super::number::{count, figure, recorded, signed_per_cent, value};
use super::verdict::{rate_of, verdict};
use crate::compare::{Comparison, Judgement, NoVerdict, PlainChange, Quantity, Subject, Verdict, View};

/// The headline: the finding of the chosen view, or the title of the data where there is none. It never claims more
/// than the verdicts beside it.
pub fn headline(comparison: &Comparison<'_>) -> String {
    let finding = match (comparison.choice.view(), comparison.choice.quantity) {
        (View::Breakdown, _) => largest_part(comparison),
        (View::Funnel, Quantity::Change) => change(comparison),
        (View::Funnel, _) => rate(comparison),
        // With many periods in the picture, the headline says which two it compares.
        (View::Trend, _) => change(comparison).map(|said| {
            let label = |period: usize| &*comparison.dataset.periods[period].label;
            fill("{0}, {1} to {2}", &[&said, label(comparison.choice.earlier), label(comparison.choice.later)])
        }),
        (View::Change, _) | (_, Quantity::Change) => change(comparison),
        (View::Ranking, Quantity::Rate) => rate(comparison),
        (View::Ranking, _) => most(comparison),
    };
    finding.unwrap_or_else(|| fill("{0}, by {1}", &[&comparison.dataset.title, &comparison.dataset.noun.singular]))
}

/// Names the chosen area whose change is the furthest outside the usual range, else the largest, with its verdict; or
/// says that all changes are within.
fn change(comparison: &Comparison<'_>) -> Option<String> {
    let chosen = &comparison.choice.areas;
    let mut changes = 0;
    let mut largest: Option<(u8, f64, usize, PlainChange, Option<Judgement>)> = None;
    for &area in chosen {
        let Ok(change) = comparison.plain_change(Subject::Area(area)) else { continue };
        let judgement = comparison.judge_change(area);
        let out = judgement.as_ref().map_or(0, outside);
        // On a base under 10 there is no percentage to name, so only an area outside is worth it. A change with too few
        // events for a verdict tells nothing; amounts get none.
        let percentage = change.percentage();
        changes += u64::from(percentage.is_some());
        if percentage.map_or(out == 0, |moved| moved == 0.0) || judgement == Err(NoVerdict::TooFew) {
            continue;
        }
        // As a ratio, so that doubling and halving are equally far; without a percentage the counts have to do.
        let ratio = percentage.map_or(change.later / change.earlier, |moved| 1.0 + moved / 100.0);
        let far = ratio.ln().abs();
        if largest.as_ref().is_none_or(|&(before, other, ..)| (out, far) > (before, other)) {
            largest = Some((out, far, area, change, judgement.ok()));
        }
    }
    let (out, _, area, change, judgement) = largest?;
    let (events, noun) = (&comparison.dataset.event.plural, &comparison.dataset.noun);
    let name = comparison.name(Subject::Area(area));
    let more = change.percentage().map_or(change.later > change.earlier, |moved| moved > 0.0);
    let direction = say(if more { "rose" } else { "fell" });
    let Some(moved) = change.percentage() else {
        let verdict = judgement.as_ref().map_or("", verdict);
        let [earlier, later] = [change.earlier, change.later].map(|figure| recorded(comparison, figure));
        return Some(fill(
            "{0}: recorded {1} {2} from {3} to {4}, {5}",
            &[name, events, direction, &earlier, &later, verdict],
        ));
    };
    let fact = [name, events, direction, &size(moved)];
    let Some(judgement) = judgement else {
        return Some(fill("{0}: {1} {2} by {3}", &fact));
    };
    let verdict = verdict(&judgement);
    let fact = fill("{0}: recorded {1} {2} by {3}", &fact);
    if let Some(all) = all_that_moved_less(comparison, moved) {
        let largest = if more { "{0}, the largest rise of {1} {2}" } else { "{0}, the largest fall of {1} {2}" };
        let fact = fill(largest, &[&fact, &count(all as u64), of(noun, all as u64)]);
        return Some(fill(if out > 0 { "{0} and {1}" } else { "{0}, yet {1}" }, &[&fact, verdict]));
    }
    let many = of(noun, changes);
    Some(match changes {
        2.. if out == 0 && changes < chosen.len() as u64 => {
            fill("Changes in the {0} chosen {1} that can be compared are {2}", &[&count(changes), many, verdict])
        }
        2 if out == 0 => fill("Changes in both {0} are {1}", &[many, verdict]),
        3.. if out == 0 => fill("Changes in all {0} chosen {1} are {2}", &[&count(changes), many, verdict]),
        _ => fill("{0}, {1}", &[&fact, verdict]),
    })
}

/// An area's change in per cent; `None` on a base under 10 and where there is no change.
fn percentage(comparison: &Comparison<'_>, area: usize) -> Option<f64> {
    comparison.plain_change(Subject::Area(area)).ok()?.percentage()
}

/// How far outside a verdict is: 0 for within, 2 for far outside.
fn outside(judgement: &Judgement) -> u8 {
    match judgement.verdict {
        Verdict::Within => 0,
        verdict => 1 + u8::from(verdict.is_far()),
    }
}

/// How many areas have a change in per cent, if all others moved less in the direction of this one, and there are at
/// least three. That a change is the largest is a fact; with two areas it is none worth the words.
fn all_that_moved_less(comparison: &Comparison<'_>, moved: f64) -> Option<usize> {
    let (mut all, mut as_far) = (0, 0);
    for area in comparison.areas() {
        let Some(other) = percentage(comparison, area) else { continue };
        all += 1;
        as_far += u32::from(if moved > 0.0 { other >= moved } else { other <= moved });
    }
    (all > 2 && as_far == 1).then_some(all)
}

/// Names the chosen area whose rate is the furthest outside the usual range, or says that all are within; where no rate
/// can be judged, names the area with the highest.
fn rate(comparison: &Comparison<'_>) -> Option<String> {
    let chosen = &comparison.choice.areas;
    let mut rates = 0;
    let mut furthest: Option<(u8, usize, Judgement)> = None;
    for &area in chosen {
        let Ok(judgement) = comparison.judge_rate(area) else { continue };
        rates += 1;
        let out = outside(&judgement);
        let further = |(before, _, other): &(u8, usize, Judgement)| (out, judgement.z.abs()) > (*before, other.z.abs());
        if furthest.as_ref().is_none_or(further) {
            furthest = Some((out, area, judgement));
        }
    }
    let Some((out, area, judgement)) = furthest else { return most(comparison) };
    let (noun, verdict) = (&comparison.dataset.noun, verdict(&judgement));
    let many = of(noun, rates);
    Some(match rates {
        2.. if out == 0 && rates < chosen.len() as u64 => {
            fill("Rates in the {0} chosen {1} that can be compared are {2}", &[&count(rates), many, verdict])
        }
        2 if out == 0 => fill("Rates in both {0} are {1}", &[many, verdict]),
        3.. if out == 0 => fill("Rates in all {0} chosen {1} are {2}", &[&count(rates), many, verdict]),
        _ => {
            let subject = Subject::Area(area);
            let rate = comparison.plain(Quantity::Rate, subject, comparison.choice.later)?;
            let rate = rate_of(comparison, &value(Quantity::Rate, rate));
            fill("{0}: {1}, {2}", &[comparison.name(subject), &rate, verdict])
        }
    })
}

/// Names the largest part of the total.
fn largest_part(comparison: &Comparison<'_>) -> Option<String> {
    let shares = comparison.shares().ok()?;
    let mut largest = shares.parts.first()?;
    for part in &shares.parts {
        if part.category.count > largest.category.count {
            largest = part;
        }
    }
    let share = value(Quantity::Share, largest.share.value);
    Some(fill("{0}: {1} of recorded {2}", &[&largest.category.label, &share, &comparison.dataset.event.plural]))
}

/// Names the area in focus with the highest figure.
fn most(comparison: &Comparison<'_>) -> Option<String> {
    let (choice, dataset) = (&comparison.choice, comparison.dataset);
    let (mut figures, mut highest) = (0, None::<(usize, f64)>);
    // Of two figures, the one that is not the highest.
    let mut other = (choice.later, 0.0);
    for &area in &choice.areas {
        let Some(figure) = comparison.point(Subject::Area(area), choice.later) else { continue };
        figures += 1;
        match highest {
            // Of equal figures, the one chosen first is named.
            Some((_, before)) if figure <= before => other = (area, figure),
            _ => other = highest.replace((area, figure)).unwrap_or(other),
        }
    }
    let (area, highest) = highest?;
    let name = comparison.name(Subject::Area(area));
    let when = when(&dataset.periods[choice.later]);
    // A fraction takes the plural form of a large number.
    let counted = choice.quantity == Quantity::Count && dataset.is_counts();
    let events = match choice.quantity {
        Quantity::Share => &dataset.event.plural,
        _ => of(&dataset.event, if counted { highest as u64 } else { 100 }),
    };
    let (shown, nation) = (figure(comparison, highest), nation_within(comparison));
    let parts = [name, &shown, events, &when, &nation];
    let said = match (choice.quantity, dataset.is_counts()) {
        (Quantity::Count | Quantity::Change, true) => fill("{0} recorded {1} {2} {3}", &parts[..4]),
        (Quantity::Rate, true) if comparison.is_annual() => {
            fill("{0} recorded {1} {2} a year for every 100,000 people {3}", &parts[..4])
        }
        (Quantity::Rate, true) => fill("{0} recorded {1} {2} for every 100,000 people {3}", &parts[..4]),
        (Quantity::Share, true) => fill("{0} recorded {1} of {4}’s {2} {3}", &parts),
        // Amounts are not recorded one by one, so "recorded" would be the wrong verb.
        (Quantity::Count | Quantity::Change, false) => fill("{0}: {1} {2} {3}", &parts[..4]),
        (Quantity::Rate, false) => fill("{0}: {1} {2} for every 100,000 people {3}", &parts[..4]),
        (Quantity::Share, false) => fill("{0}: {1} of {4}’s {2} {3}", &parts),
    };
    let template = match figures {
        1 => return Some(said),
        2 if highest == other.1 => return Some(fill("{0}, and so did the other", &[&said])),
        2 => return Some(fill("{0}, more than {1}", &[&said, comparison.name(Subject::Area(other.0))])),
        some if some < choice.areas.len() => "{0}, the most of the {1} chosen {2} with figures",
        _ => "{0}, the most of the {1} chosen {2}",
    };
    Some(fill(template, &[&said, &count(figures as u64), of(&dataset.noun, figures as u64)]))
}

/// The change beside an area's name, `+69.5%`; `None` where it has no percentage.
pub fn change_label(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    Some(signed_per_cent(comparison.plain_change(Subject::Area(area)).ok()?.percentage()?))
}
