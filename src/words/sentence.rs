//! A sentence for each area in focus: the fact first, its weight second.

use std::cmp::Ordering;

use super::fill::fill;
use super::label::{marker, month};
use super::number::{count, decimal, pace, per_cent, rate, signed_per_cent};
use super::stand::stand;
use crate::compare::{Basis, Change, Comparison, Judgement, Level, NoChange, Standing, Subject, Verdict};
use crate::data::{Marker, digits};
use crate::stats::Interval;

/// Events in a period below which an average time between them says nothing.
const FEWEST_FOR_PACE: u64 = 20;

/// What is said of one area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// What was recorded: begins with the area's name.
    pub fact: String,
    /// What the change weighs, with the interval it rests on; empty without a change.
    pub weight: String,
    /// What chance alone would allow, and how the area stands against the rest of the nation.
    pub rest: String,
}

/// What is said of an area.
pub fn sentence(comparison: &Comparison<'_>, area: usize) -> Sentence {
    let subject = Subject::Area(area);
    let (fact, mut weight, mut rest) = match comparison.change(subject) {
        Ok(change) => {
            let judgement = comparison.judge(area, &change);
            (fact(comparison, subject, &change), weight(comparison, &judgement), chance(&change, &judgement))
        }
        Err(why) => (without_change(comparison, subject, why), String::new(), String::new()),
    };
    add(&mut weight, &stand(comparison, area));
    add(&mut rest, &rest_of_nation(comparison, area).unwrap_or_default());
    add(&mut rest, &level(comparison, area).unwrap_or_default());
    add(&mut rest, comparison.dataset.areas[area].note.as_deref().unwrap_or_default());
    Sentence { fact, weight, rest }
}

/// What is said of the nation.
pub fn nation(comparison: &Comparison<'_>) -> Option<Sentence> {
    let nation = comparison.dataset.nation.as_ref()?;
    let (fact, weight) = match comparison.change(Subject::Nation) {
        Ok(change) => {
            let weight = change.percentage().map(|estimate| by_chance(estimate.interval)).unwrap_or_default();
            (fact(comparison, Subject::Nation, &change), weight)
        }
        Err(why) => (without_change(comparison, Subject::Nation, why), String::new()),
    };
    let mut rest = String::new();
    let period = comparison.choice.later;
    let enough = comparison.observation(Subject::Nation, period).count().is_some_and(|n| n >= FEWEST_FOR_PACE);
    if let Some(mean) = comparison.pace(Subject::Nation, period).and_then(|pace| pace.value).filter(|_| enough) {
        let event = &comparison.dataset.event.singular;
        let label = &comparison.dataset.periods[period].label;
        add(&mut rest, &fill("On average, one {0} was recorded every {1} in {2}.", &[event, &pace(mean), label]));
    }
    if let Some(estimate) = comparison.rate(Subject::Nation, period) {
        add(&mut rest, &fill("{0} for every 100,000 people.", &[&rate(estimate.value)]));
    }
    add(&mut rest, nation.note.as_deref().unwrap_or_default());
    Some(Sentence { fact, weight, rest })
}

/// Adds a sentence to those before it.
pub fn add(before: &mut String, sentence: &str) {
    if !before.is_empty() && !sentence.is_empty() {
        *before += " ";
    }
    before.push_str(sentence);
}

/// `between −42.6% and +7.3%`.
fn between(interval: Interval) -> String {
    let lower = signed_per_cent(interval.lower);
    if interval.upper.is_finite() {
        fill("between {0} and {1}", &[&lower, &signed_per_cent(interval.upper)])
    } else {
        fill("more than {0}", &[&lower])
    }
}

/// `Bedfordshire recorded 200 offences`; of the nation `UK: 22,724 offences recorded`, for a nation records nothing.
pub(super) fn opening(comparison: &Comparison<'_>, subject: Subject, number: u64) -> String {
    let name = comparison.name(subject);
    let event = &comparison.dataset.event;
    let events = if number == 1 { &event.singular } else { &event.plural };
    let number = none_or(number);
    let template = match subject {
        Subject::Area(_) => "{0} recorded {1} {2}",
        Subject::Nation => "{0}: {1} {2} recorded",
    };
    fill(template, &[name, &number, events])
}

fn fact(comparison: &Comparison<'_>, subject: Subject, change: &Change) -> String {
    let opening = opening(comparison, subject, change.later);
    let earlier = &comparison.dataset.periods[comparison.choice.earlier].label;
    let before = if change.earlier == 0 { "none".into() } else { count(change.earlier) };
    let moved = match change.later.cmp(&change.earlier) {
        Ordering::Equal if !change.is_by_day() => return fill("{0}, the same as in {1}.", &[&opening, earlier]),
        Ordering::Equal => fill("as many as in {0}", &[earlier]),
        Ordering::Greater => fill("up from {0}", &[&before]),
        Ordering::Less => fill("down from {0}", &[&before]),
    };
    let Some(estimate) = change.percentage() else { return fill("{0}, {1}.", &[&opening, &moved]) };
    let template = if change.is_by_day() {
        "{0}, {1}: a {2} of {3} in the daily average, as the periods differ in length."
    } else {
        "{0}, {1}: a {2} of {3}."
    };
    let direction = if estimate.value < 0.0 { "fall" } else { "rise" };
    fill(template, &[&opening, &moved, direction, &per_cent(estimate.value.abs())])
}

/// Zero is said in a word: "recorded 0 offences" reads like a gap.
fn none_or(number: u64) -> String {
    if number == 0 { "no".into() } else { count(number) }
}

fn without_change(comparison: &Comparison<'_>, subject: Subject, why: NoChange) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let name = comparison.name(subject);
    let (earlier, later) = (&dataset.periods[choice.earlier].label, &dataset.periods[choice.later].label);
    let number = |period: usize| comparison.observation(subject, period).count();
    let opening = |period: usize| opening(comparison, subject, number(period).unwrap_or_default());
    match why {
        NoChange::OnePeriod => match number(choice.later) {
            Some(_) => fill("{0} in {1}.", &[&opening(choice.later), later]),
            None => fill("{0}: {1} for {2}.", &[name, marker(Marker::Missing), later]),
        },
        NoChange::Earlier(why) => {
            fill("{0} in {1}; {2} for {3}.", &[&opening(choice.later), later, marker(why), earlier])
        }
        NoChange::Later(why) => {
            fill("{0} in {1}; {2} for {3}.", &[&opening(choice.earlier), earlier, marker(why), later])
        }
        NoChange::Both(why) => fill("{0}: {1} for {2} or {3}.", &[name, marker(why), earlier, later]),
        NoChange::Broken(at) => {
            let b = &dataset.breaks[at];
            let from = dataset.periods[b.period].start();
            let before = none_or(number(choice.earlier).unwrap_or_default());
            fill(
                "{0} in {1}, {2} in {3}. Counted differently from {4} {5}, so no change is worked out: {6}",
                &[&opening(choice.later), later, &before, earlier, month(from), &digits(from.year().into()), &b.note],
            )
        }
    }
}

fn weight(comparison: &Comparison<'_>, judgement: &Judgement) -> String {
    let allowed = between(judgement.interval);
    let (template, areas) = match (judgement.verdict, judgement.basis) {
        (Verdict::TooFew, _) => return "Too few to say whether this is more than chance.".into(),
        (Verdict::Beyond, Basis::Chance) => return fill("More than chance alone would explain: {0}.", &[&allowed]),
        (Verdict::Within, Basis::Chance) => return fill("Within what chance alone could explain: {0}.", &[&allowed]),
        (Verdict::Beyond, Basis::Usual(areas)) => {
            ("More than the usual ups and downs of {0} {1}. Allowing for those and for chance: {2}.", areas)
        }
        // An interval that leaves out no change, yet not beyond: of so many areas, some look unusual by chance.
        (Verdict::Within, Basis::Usual(areas)) if !judgement.interval.contains(0.0) => {
            ("Not clearly beyond the usual ups and downs when {0} {1} are compared at once: {2}.", areas)
        }
        (Verdict::Within, Basis::Usual(areas)) => ("Within the usual ups and downs of {0} {1}: {2}.", areas),
    };
    fill(template, &[&count(areas as u64), &comparison.dataset.noun.plural, &allowed])
}

/// The chance interval, where the verdict rests on a wider one.
fn chance(change: &Change, judgement: &Judgement) -> String {
    let wider = matches!(judgement.basis, Basis::Usual(_)) && judgement.verdict != Verdict::TooFew;
    match change.percentage() {
        Some(estimate) if wider => by_chance(estimate.interval),
        _ => String::new(),
    }
}

fn by_chance(allowed: Interval) -> String {
    fill("By chance alone: {0}.", &[&between(allowed)])
}

/// How the rest of the nation moved.
fn rest_of_nation(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let (part, whole) = (comparison.change(Subject::Area(area)).ok()?, comparison.change(Subject::Nation).ok()?);
    let (before, after) = (whole.earlier.checked_sub(part.earlier)?, whole.later.checked_sub(part.later)?);
    let nation = comparison.name(Subject::Nation);
    if before < 10 {
        return None;
    }
    let change = 100.0 * (after as f64 / before as f64 - 1.0);
    let size = per_cent(change.abs());
    Some(match decimal(change, 1).as_str() {
        "0.0" => fill("The rest of the {0} did not change.", &[nation]),
        _ if change > 0.0 => fill("The rest of the {0} rose by {1}.", &[nation, &size]),
        _ => fill("The rest of the {0} fell by {1}.", &[nation, &size]),
    })
}

/// How the later rate stands against the rest of the nation's.
fn level(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    comparison.level(area).map(|level| against_rest(comparison, &level) + ".")
}

/// `30.1 for every 100,000 people, similar to the rest of the UK (34.5)`.
pub(super) fn against_rest(comparison: &Comparison<'_>, level: &Level) -> String {
    let standing = match level.standing {
        Standing::Higher => "more than",
        Standing::Similar => "similar to",
        Standing::Lower => "fewer than",
    };
    let nation = comparison.name(Subject::Nation);
    let (here, there) = (rate(level.rate), rate(level.rest));
    fill("{0} for every 100,000 people, {1} the rest of the {2} ({3})", &[&here, standing, nation, &there])
}
