//! A sentence for each area in focus: the fact first, its weight second.

use std::cmp::Ordering;

use super::fill::fill;
use super::label::{marker, month, nation_within, period as period_name, when};
use super::number::{amount, count, decimal, pace, per_cent, rate, signed_per_cent};
use crate::compare::{Basis, Change, Comparison, Judgement, Level, NoChange, PlainChange, Standing, Subject, Verdict};
use crate::data::{Marker, Observation, digits};
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
    let (fact, weight, mut rest) = match comparison.change(subject) {
        Err(NoChange::NotCounts) => (plain_fact(comparison, subject), String::new(), String::new()),
        Ok(change) => {
            let judgement = comparison.judge(area, &change);
            (fact(comparison, subject, &change), weight(comparison, &judgement), chance(&change, &judgement))
        }
        Err(why) => (without_change(comparison, subject, why), String::new(), String::new()),
    };
    add(&mut rest, &rest_of_nation(comparison, area).unwrap_or_default());
    add(&mut rest, &level(comparison, area).unwrap_or_default());
    add(&mut rest, comparison.dataset.areas[area].note.as_deref().unwrap_or_default());
    Sentence { fact, weight, rest }
}

/// What is said of the nation.
pub fn nation(comparison: &Comparison<'_>) -> Option<Sentence> {
    let nation = comparison.dataset.nation.as_ref()?;
    let (fact, weight) = match comparison.change(Subject::Nation) {
        Err(NoChange::NotCounts) => (plain_fact(comparison, Subject::Nation), String::new()),
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
        let when = when(&comparison.dataset.periods[period]);
        add(&mut rest, &fill("On average, one {0} was recorded every {1} {2}.", &[event, &pace(mean), &when]));
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

/// `Bedfordshire recorded 200 offences`; of the nation `UK: 22,724 offences recorded`, for a nation records nothing;
/// `Bedfordshire: 1,191.3 full-time equivalent officers`, for amounts are not recorded one by one.
fn opening(comparison: &Comparison<'_>, subject: Subject, period: usize) -> String {
    let name = comparison.name(subject);
    let event = &comparison.dataset.event;
    let observation = comparison.observation(subject, period);
    let events = if observation.count() == Some(1) { &event.singular } else { &event.plural };
    let template = match (subject, comparison.dataset.is_counts()) {
        (Subject::Area(_), true) => "{0} recorded {1} {2}",
        (Subject::Nation, true) => "{0}: {1} {2} recorded",
        (_, false) => "{0}: {1} {2}",
    };
    fill(template, &[name, &number(observation), events])
}

/// Zero is said in a word: "recorded 0 offences" reads like a gap.
fn number(observation: Observation) -> String {
    match observation.value() {
        Some(0.0) | None => "no".into(),
        Some(value) => match observation {
            Observation::Amount(_) => amount(value),
            _ => count(value as u64),
        },
    }
}

fn fact(comparison: &Comparison<'_>, subject: Subject, change: &Change) -> String {
    let opening = opening(comparison, subject, comparison.choice.later);
    let earlier = when(&comparison.dataset.periods[comparison.choice.earlier]);
    let before = if change.earlier == 0 { "none".into() } else { count(change.earlier) };
    let moved = match change.later.cmp(&change.earlier) {
        Ordering::Equal if !change.is_by_day() => return fill("{0}, the same as {1}.", &[&opening, &earlier]),
        Ordering::Equal => fill("as many as {0}", &[&earlier]),
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

/// `Bedfordshire: 1,191.3 full-time equivalent officers on 30 September 2019, up from 1,087.1: a rise of 9.6%.`
fn plain_fact(comparison: &Comparison<'_>, subject: Subject) -> String {
    let PlainChange { earlier, later, alike } = match comparison.plain_change(subject) {
        Ok(change) => change,
        Err(why) => return without_change(comparison, subject, why),
    };
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let mut out = opening(comparison, subject, choice.later);
    add(&mut out, &when(&dataset.periods[choice.later]));
    let (before, then) = (amount(earlier), when(&dataset.periods[choice.earlier]));
    if before == amount(later) {
        let same = if earlier == later { "{0}, the same as {1}." } else { "{0}, all but the same as {1}." };
        return fill(same, &[&out, &then]);
    }
    if !alike {
        return fill(
            "{0}; {1} {2}. The periods differ in length, so no change is worked out.",
            &[&out, &before, &then],
        );
    }
    let (direction, noun) = if later < earlier { ("down", "fall") } else { ("up", "rise") };
    let before = if earlier == 0.0 { "none".into() } else { before };
    out = fill("{0}, {1} from {2}", &[&out, direction, &before]);
    if let Some(per_cent) = comparison.plain_change(subject).ok().and_then(|change| change.percentage()) {
        out = fill("{0}: a {1} of {2}", &[&out, noun, &size(per_cent)]);
    }
    out + "."
}

/// `9.6%`; a change is never said to be one of 0.0%.
pub(super) fn size(change: f64) -> String {
    match per_cent(change.abs()) {
        none if none == "0.0%" => "less than 0.1%".into(),
        some => some,
    }
}

fn without_change(comparison: &Comparison<'_>, subject: Subject, why: NoChange) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let name = comparison.name(subject);
    let (earlier, later) = (&dataset.periods[choice.earlier], &dataset.periods[choice.later]);
    let recorded = |at: usize| fill("{0} {1}", &[&opening(comparison, subject, at), &when(&dataset.periods[at])]);
    match why {
        NoChange::OnePeriod | NoChange::NotCounts => match comparison.observation(subject, choice.later).value() {
            Some(_) => recorded(choice.later) + ".",
            None => fill("{0}: {1} for {2}.", &[name, marker(Marker::Missing), &period_name(later)]),
        },
        NoChange::Earlier(why) => {
            fill("{0}; {1} for {2}.", &[&recorded(choice.later), marker(why), &period_name(earlier)])
        }
        NoChange::Later(why) => {
            fill("{0}; {1} for {2}.", &[&recorded(choice.earlier), marker(why), &period_name(later)])
        }
        NoChange::Both(why) => {
            fill("{0}: {1} for {2} or {3}.", &[name, marker(why), &period_name(earlier), &period_name(later)])
        }
        NoChange::Broken(at) => {
            let b = &dataset.breaks[at];
            let from = dataset.periods[b.period].start();
            let before = number(comparison.observation(subject, choice.earlier));
            let template = if dataset.is_counts() {
                "{0}, {1} {2}. Counted differently from {3} {4}, so no change is worked out: {5}"
            } else {
                "{0}, {1} {2}. Measured differently from {3} {4}, so no change is worked out: {5}"
            };
            let (month, year) = (month(from), digits(from.year().into()));
            fill(template, &[&recorded(choice.later), &before, &when(earlier), month, &year, &b.note])
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
    let part = comparison.plain_change(Subject::Area(area)).ok()?;
    let whole = comparison.plain_change(Subject::Nation).ok()?;
    // No area has more than its nation.
    let (earlier, later) = (whole.earlier - part.earlier, whole.later - part.later);
    let nation = &nation_within(comparison);
    if earlier < 10.0 || !(whole.alike || comparison.dataset.is_counts()) {
        return None;
    }
    let change = 100.0 * (later / earlier - 1.0);
    let size = per_cent(change.abs());
    Some(match decimal(change, 1).as_str() {
        "0.0" => fill("The rest of {0} did not change.", &[nation]),
        _ if change > 0.0 => fill("The rest of {0} rose by {1}.", &[nation, &size]),
        _ => fill("The rest of {0} fell by {1}.", &[nation, &size]),
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
    let nation = &nation_within(comparison);
    let (here, there) = (rate(level.rate), rate(level.rest));
    fill("{0} for every 100,000 people, {1} the rest of {2} ({3})", &[&here, standing, nation, &there])
}
