//! A sentence for each area in focus: the fact first, its weight second.

use super::label::{marker, month};
use super::number::{count, decimal, pace, per_cent, rate, signed_per_cent};
use crate::compare::{Basis, Change, Comparison, Judgement, Level, NoChange, Standing, Subject, Verdict};
use crate::data::Marker;
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
        add(&mut rest, &format!("On average, one {event} was recorded every {} in {label}.", pace(mean)));
    }
    if let Some(estimate) = comparison.rate(Subject::Nation, period) {
        add(&mut rest, &format!("{} for every 100,000 people.", rate(estimate.value)));
    }
    add(&mut rest, nation.note.as_deref().unwrap_or_default());
    Some(Sentence { fact, weight, rest })
}

/// Adds a sentence to those before it.
pub fn add(before: &mut String, sentence: &str) {
    if !before.is_empty() && !sentence.is_empty() {
        before.push(' ');
    }
    before.push_str(sentence);
}

/// `between −42.6% and +7.3%`.
fn between(interval: Interval) -> String {
    let lower = signed_per_cent(interval.lower);
    if interval.upper.is_finite() {
        format!("between {lower} and {}", signed_per_cent(interval.upper))
    } else {
        format!("more than {lower}")
    }
}

/// `Bedfordshire recorded 200 offences`; of the nation `UK: 22,724 offences recorded`, for a nation records nothing.
fn opening(comparison: &Comparison<'_>, subject: Subject, number: u64) -> String {
    let name = comparison.name(subject);
    let event = &comparison.dataset.event;
    let events = if number == 1 { &event.singular } else { &event.plural };
    let number = none_or(number);
    match subject {
        Subject::Area(_) => format!("{name} recorded {number} {events}"),
        Subject::Nation => format!("{name}: {number} {events} recorded"),
    }
}

fn fact(comparison: &Comparison<'_>, subject: Subject, change: &Change) -> String {
    let opening = opening(comparison, subject, change.later);
    let earlier = &comparison.dataset.periods[comparison.choice.earlier].label;
    let before = if change.earlier == 0 { "none".into() } else { count(change.earlier) };
    let moved = match change.later.cmp(&change.earlier) {
        std::cmp::Ordering::Equal if !change.is_by_day() => return format!("{opening}, the same as in {earlier}."),
        std::cmp::Ordering::Equal => format!("as many as in {earlier}"),
        std::cmp::Ordering::Greater => format!("up from {before}"),
        std::cmp::Ordering::Less => format!("down from {before}"),
    };
    let size = change.percentage().map_or_else(String::new, |estimate| {
        let size = per_cent(estimate.value.abs());
        let daily = if change.is_by_day() { " in the daily average, as the periods differ in length" } else { "" };
        format!(": a {} of {size}{daily}", if estimate.value < 0.0 { "fall" } else { "rise" })
    });
    format!("{opening}, {moved}{size}.")
}

/// Zero is said in a word: "recorded 0 offences" reads like a gap.
fn none_or(number: u64) -> String {
    if number == 0 { "no".into() } else { count(number) }
}

fn without_change(comparison: &Comparison<'_>, subject: Subject, why: NoChange) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let name = comparison.name(subject);
    let (earlier, later) = (&dataset.periods[choice.earlier].label, &dataset.periods[choice.later].label);
    let recorded = |period: usize| {
        let number = comparison.observation(subject, period).count().unwrap_or_default();
        format!("{} in {}", opening(comparison, subject, number), dataset.periods[period].label)
    };
    let gap = |why: Marker, label: &str| format!("{} for {label}", marker(why));
    match why {
        NoChange::OnePeriod => match comparison.observation(subject, choice.later).count() {
            Some(_) => format!("{}.", recorded(choice.later)),
            None => format!("{name}: {}.", gap(Marker::Missing, later)),
        },
        NoChange::Earlier(why) => format!("{}; {}.", recorded(choice.later), gap(why, earlier)),
        NoChange::Later(why) => format!("{}; {}.", recorded(choice.earlier), gap(why, later)),
        NoChange::Both(why) => format!("{name}: {} or {later}.", gap(why, earlier)),
        NoChange::Broken(at) => {
            let b = &dataset.breaks[at];
            let from = &dataset.periods[b.period];
            format!(
                "{}, {} in {earlier}. Counted differently from {} {}, so no change is worked out: {}",
                recorded(choice.later),
                none_or(comparison.observation(subject, choice.earlier).count().unwrap_or_default()),
                month(from.start()),
                from.start().year(),
                b.note
            )
        }
    }
}

fn weight(comparison: &Comparison<'_>, judgement: &Judgement) -> String {
    let allowed = between(judgement.interval);
    let many = |areas: usize| format!("{} {}", count(areas as u64), comparison.dataset.noun.plural);
    match (judgement.verdict, judgement.basis) {
        (Verdict::TooFew, _) => "Too few to say whether this is more than chance.".into(),
        (Verdict::Beyond, Basis::Usual(areas)) => {
            let many = many(areas);
            format!("More than the usual ups and downs of {many}. Allowing for those and for chance: {allowed}.")
        }
        // An interval that leaves out no change, yet not beyond: of so many areas, some look unusual by chance.
        (Verdict::Within, Basis::Usual(areas)) if !judgement.interval.contains(0.0) => {
            let many = many(areas);
            format!("Not clearly beyond the usual ups and downs when {many} are compared at once: {allowed}.")
        }
        (Verdict::Within, Basis::Usual(areas)) => {
            format!("Within the usual ups and downs of {}: {allowed}.", many(areas))
        }
        (Verdict::Beyond, Basis::Chance) => format!("More than chance alone would explain: {allowed}."),
        (Verdict::Within, Basis::Chance) => format!("Within what chance alone could explain: {allowed}."),
    }
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
    format!("By chance alone: {}.", between(allowed))
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
        "0.0" => format!("The rest of the {nation} did not change."),
        _ if change > 0.0 => format!("The rest of the {nation} rose by {size}."),
        _ => format!("The rest of the {nation} fell by {size}."),
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
    format!("{here} for every 100,000 people, {standing} the rest of the {nation} ({there})")
}
