//! The headline is a finding, made from the data and the choice.

use super::fill::{fill, of, say};
use super::label::{nation_within, when};
use super::number::{count, figure, signed_per_cent, value};
use super::sentence::{against_rest, moved, size};
use crate::compare::{Basis, Comparison, Judgement, Level, Limits, Quantity, Standing, Subject, Verdict, View, Zone};

/// The headline: the finding of the chosen view, or the title of the data where there is none. It never claims more
/// than the verdicts beside it.
pub fn headline(comparison: &Comparison<'_>) -> String {
    let finding = match (comparison.choice.view(), comparison.choice.quantity) {
        (View::Breakdown, _) => largest_part(comparison),
        (View::Funnel, _) => outside(comparison),
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

/// Names the largest change that is beyond the usual, or says that none is.
fn change(comparison: &Comparison<'_>) -> Option<String> {
    let mut changes = 0;
    // Lower than any area's order.
    let mut before = (false, -1.0);
    let mut largest: Option<(usize, f64, Option<Judgement>)> = None;
    for &area in &comparison.choice.areas {
        let subject = Subject::Area(area);
        let Some(moved) = comparison.plain_change(subject).ok().and_then(|change| change.percentage()) else {
            continue;
        };
        changes += 1;
        // Amounts get no verdict.
        let judgement = comparison.change(subject).ok().map(|change| comparison.judge(area, &change));
        let verdict = judgement.map(|judgement| judgement.verdict);
        let order = (verdict == Some(Verdict::Beyond), distance(moved));
        let telling = verdict != Some(Verdict::TooFew) && moved != 0.0;
        if telling && order >= before {
            before = order;
            largest = Some((area, moved, judgement));
        }
    }
    let (area, moved, judgement) = largest?;
    let (events, noun) = (&comparison.dataset.event.plural, &comparison.dataset.noun);
    let name = comparison.name(Subject::Area(area));
    let direction = say(if moved < 0.0 { "fell" } else { "rose" });
    let size = size(moved);
    let Some(judgement) = judgement else {
        return Some(fill("{0}: {1} {2} by {3}", &[name, events, direction, &size]));
    };
    let weight = match (judgement.verdict, judgement.basis) {
        (Verdict::Beyond, Basis::Usual(_)) => {
            let many = &noun.plural;
            let own = many.ends_with('s');
            fill(
                if own { "more than {0}’ figures usually move" } else { "more than {0}’s figures usually move" },
                &[many],
            )
        }
        (Verdict::Beyond, Basis::Chance) => say("more than chance alone would explain").into(),
        (_, Basis::Usual(_)) => say("within the usual ups and downs").into(),
        (_, Basis::Chance) => say("no more than chance could explain").into(),
    };
    let many = of(noun, changes);
    Some(match changes {
        2.. if judgement.verdict == Verdict::Within && changes < comparison.choice.areas.len() as u64 => {
            fill("Changes in the {0} chosen {1} that can be compared are {2}", &[&count(changes), many, &weight])
        }
        2 if judgement.verdict == Verdict::Within => fill("Changes in both {0} are {1}", &[many, &weight]),
        3.. if judgement.verdict == Verdict::Within => {
            fill("Changes in all {0} chosen {1} are {2}", &[&count(changes), many, &weight])
        }
        _ => fill("{0}: recorded {1} {2} by {3}, {4}", &[name, events, direction, &size, &weight]),
    })
}

/// How far a change is from none, as a ratio: doubling and halving are equally far.
fn distance(per_cent: f64) -> f64 {
    (per_cent / 100.0).ln_1p().abs()
}

/// Names the area whose rate is furthest from that of the rest of the nation; where no area can be compared with it,
/// the area with the highest.
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

/// Names the area in focus that lies furthest outside the bands, or says that none does.
fn outside(comparison: &Comparison<'_>) -> Option<String> {
    let (chosen, quantity) = (&comparison.choice.areas, comparison.choice.quantity);
    let funnel = comparison.funnel().ok()?;
    let (mut placed, mut furthest) = (0, None::<(bool, usize, Zone)>);
    for &area in chosen {
        let Some(zone) = funnel.spot(comparison, area).map(|spot| spot.zone) else { continue };
        placed += 1;
        let far = matches!(zone, Zone::FarAbove | Zone::FarBelow);
        if zone != Zone::Inside && furthest.is_none_or(|(before, ..)| far && !before) {
            furthest = Some((far, area, zone));
        }
    }
    let noun = &comparison.dataset.noun;
    let Some((_, area, zone)) = furthest else {
        return match placed {
            0 => None,
            1 if chosen.len() == 1 => Some(fill("The chosen {0} does not stand out at its size", &[&noun.singular])),
            some if some < chosen.len() => {
                Some(fill("None of the chosen {0} with figures stands out at its size", &[&noun.plural]))
            }
            all => {
                let parts = [&*count(all as u64), of(noun, all as u64)];
                Some(fill("None of the {0} chosen {1} stands out at its size", &parts))
            }
        };
    };
    // Without enough areas to learn from, nobody knows what is usual.
    let usual = say(match funnel.allows() {
        Limits::Widened => "than is usual",
        Limits::AsChance | Limits::TooFewAreas => "than chance alone can explain",
    });
    let side = say(match (zone > Zone::Inside, quantity) {
        (true, Quantity::Change) => "higher",
        (true, _) => "more",
        (false, Quantity::Change) => "lower",
        (false, _) => "fewer",
    });
    let subject = Subject::Area(area);
    let parts = [comparison.name(subject), side, usual];
    Some(match (comparison.point(subject, comparison.choice.later), quantity) {
        // A change on a base under 10 has no percentage, yet may lie outside.
        (None, _) => fill("{0}: a change {1} {2} at its size", &parts),
        (Some(size), Quantity::Change) => fill("{0}: {3}, {1} {2} at its size", &[parts[0], side, usual, &moved(size)]),
        (Some(size), _) => fill(
            "{0}: {3} for every 100,000 people, {1} {2} at its size",
            &[parts[0], side, usual, &value(quantity, size)],
        ),
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
