//! A sentence for each area in focus: the fact first, its weight second.

use super::fill::{fill, of, say};
use super::label::{marker, month, nation_within, when};
use super::number::{count, decimal, pace, per_cent, rate, recorded, signed_per_cent};
use super::stand::stand;
use crate::compare::{Basis, Change, Comparison, Judgement, Level, NoChange, Standing, Subject, Verdict};
use crate::data::{Marker, digits};
use crate::stats::Interval;

/// With fewer events than this in a period, the average time between them says nothing.
const FEWEST_FOR_PACE: u64 = 20;

/// The text about an area, the nation, a figure or a part: up to three parts, any of which may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The recorded figures; begins with the name.
    pub fact: String,
    /// The verdict on the change, with the interval that it rests on; then what the chosen view adds.
    pub weight: String,
    /// The range that chance alone allows, how the area compares with the rest of the nation, and the area's note.
    pub rest: String,
}

/// The text about an area, by its place in the data.
pub fn sentence(comparison: &Comparison<'_>, area: usize) -> Sentence {
    let subject = Subject::Area(area);
    let (mut weight, mut rest) = (String::new(), String::new());
    if let Ok(change) = comparison.change(subject) {
        let judgement = comparison.judge(area, &change);
        (weight, rest) = (self::weight(comparison, &judgement), chance(&change, &judgement));
    }
    add(&mut weight, &stand(comparison, subject));
    add(&mut rest, &rest_of_nation(comparison, area).unwrap_or_default());
    add(&mut rest, &level(comparison, area).unwrap_or_default());
    add(&mut rest, comparison.dataset.areas[area].note.as_deref().unwrap_or_default());
    Sentence { fact: fact(comparison, subject), weight, rest }
}

/// The text about the nation; `None` where the data have no national figures.
pub fn nation(comparison: &Comparison<'_>) -> Option<Sentence> {
    let nation = comparison.dataset.nation.as_ref()?;
    let change = comparison.change(Subject::Nation).ok().and_then(|change| change.percentage());
    let mut weight = change.map(|estimate| by_chance(estimate.interval)).unwrap_or_default();
    add(&mut weight, &stand(comparison, Subject::Nation));
    let mut rest = String::new();
    let period = comparison.choice.later;
    let enough = comparison.observation(Subject::Nation, period).count().is_some_and(|n| n >= FEWEST_FOR_PACE);
    if let Some(mean) = comparison.pace(Subject::Nation, period).and_then(|pace| pace.value).filter(|_| enough) {
        let event = of(&comparison.dataset.event, 1);
        let when = when(&comparison.dataset.periods[period]);
        add(&mut rest, &fill("On average, one {0} was recorded every {1} {2}.", &[event, &pace(mean), &when]));
    }
    if let Some(estimate) = comparison.rate(Subject::Nation, period) {
        add(&mut rest, &fill("{0} for every 100,000 people.", &[&rate(estimate.value)]));
    }
    add(&mut rest, nation.note.as_deref().unwrap_or_default());
    Some(Sentence { fact: fact(comparison, Subject::Nation), weight, rest })
}

/// Adds a sentence to those before it.
pub fn add(before: &mut String, sentence: &str) {
    if !before.is_empty() && !sentence.is_empty() {
        *before += " ";
    }
    before.push_str(sentence);
}

/// `between a fall of 42.6% and a rise of 7.3%`: signs are easily missed, by eye and ear.
fn between(interval: Interval) -> String {
    let lower = moved(interval.lower);
    if interval.upper.is_finite() {
        fill("between {0} and {1}", &[&lower, &moved(interval.upper)])
    } else {
        fill("more than {0}", &[&lower])
    }
}

/// `a rise of 69.5%`; a change that rounds to zero has no direction.
pub(super) fn moved(change: f64) -> String {
    let size = per_cent(change.abs());
    match signed_per_cent(change) {
        same if same == size => say("no change").into(),
        _ if change > 0.0 => fill("a rise of {0}", &[&size]),
        _ => fill("a fall of {0}", &[&size]),
    }
}

/// `Bedfordshire recorded 200 offences`. For the nation, `UK: 22,724 offences recorded`: a nation records nothing
/// itself. For amounts, `Bedfordshire: 1,191.3 full-time equivalent officers`: they are not recorded one by one.
pub(super) fn opening(comparison: &Comparison<'_>, subject: Subject, period: usize, dated: bool) -> String {
    let dataset = comparison.dataset;
    let template = match (subject, dataset.is_counts()) {
        (Subject::Area(_), true) => "{0} recorded {1} {2}",
        (Subject::Nation, true) => "{0}: {1} {2} recorded",
        (_, false) => "{0}: {1} {2}",
    };
    let observation = comparison.observation(subject, period);
    // A fraction takes the plural form of a large number.
    let events = of(&dataset.event, observation.count().unwrap_or(100));
    let number = number(comparison, observation.value());
    let mut out = fill(template, &[comparison.name(subject), &number, events]);
    if dated {
        add(&mut out, &when(&dataset.periods[period]));
    }
    out
}

/// Writes zero as a word: "recorded 0 offences" reads like a gap.
fn number(comparison: &Comparison<'_>, value: Option<f64>) -> String {
    match value {
        Some(value) if value > 0.0 => recorded(comparison, value),
        _ => say("no").into(),
    }
}

fn fact(comparison: &Comparison<'_>, subject: Subject) -> String {
    let change = match comparison.plain_change(subject) {
        Ok(change) => change,
        Err(why) => return without_change(comparison, subject, why),
    };
    let (counts, later) = (comparison.dataset.is_counts(), comparison.choice.later);
    let opening = opening(comparison, subject, later, !counts);
    let earlier = when(&comparison.dataset.periods[comparison.choice.earlier]);
    let by_day = change.is_by_day();
    let mut before = recorded(comparison, change.earlier);
    if before == recorded(comparison, change.later) && !by_day {
        let same = change.earlier == change.later;
        let template = if same { "{0}, the same as {1}." } else { "{0}, all but the same as {1}." };
        return fill(template, &[&opening, &earlier]);
    }
    if change.earlier == 0.0 {
        before = say("none").into();
    }
    let moved = match change.later - change.earlier {
        more if more > 0.0 => fill("up from {0}", &[&before]),
        less if less < 0.0 => fill("down from {0}", &[&before]),
        _ => fill("as many as {0}", &[&earlier]),
    };
    // A daily average that is the same has neither risen nor fallen.
    let Some(moved_by) = change.percentage().filter(|&moved| moved != 0.0) else {
        return fill("{0}, {1}.", &[&opening, &moved]);
    };
    let template = if by_day {
        "{0}, {1}: a {2} of {3} in the daily average, as the periods differ in length."
    } else {
        "{0}, {1}: a {2} of {3}."
    };
    let direction = say(if moved_by < 0.0 { "fall" } else { "rise" });
    fill(template, &[&opening, &moved, direction, &size(moved_by)])
}

/// `9.6%`; a small change is `less than 0.1%`, because "changed by 0.0%" makes no sense.
pub(super) fn size(change: f64) -> String {
    let change = change.abs();
    if change < 0.05 { say("less than 0.1%").into() } else { per_cent(change) }
}

fn without_change(comparison: &Comparison<'_>, subject: Subject, why: NoChange) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let name = comparison.name(subject);
    let (earlier, later) = (&dataset.periods[choice.earlier].label, &dataset.periods[choice.later].label);
    let recorded = |period: usize| opening(comparison, subject, period, true);
    match why {
        NoChange::OnePeriod | NoChange::NotCounts => match comparison.observation(subject, choice.later).value() {
            Some(_) => recorded(choice.later) + ".",
            None => fill("{0}: {1} for {2}.", &[name, marker(Marker::Missing), later]),
        },
        NoChange::Earlier(why) => fill("{0}; {1} for {2}.", &[&recorded(choice.later), marker(why), earlier]),
        NoChange::Later(why) => fill("{0}; {1} for {2}.", &[&recorded(choice.earlier), marker(why), later]),
        NoChange::Both(why) => fill("{0}: {1} for {2} or {3}.", &[name, marker(why), earlier, later]),
        NoChange::Broken(at) => {
            let b = &dataset.breaks[at];
            let from = dataset.periods[b.period].start();
            let before = number(comparison, comparison.observation(subject, choice.earlier).value());
            let earlier = when(&dataset.periods[choice.earlier]);
            let (month, year) = (month(from), digits(from.year().into()));
            fill(
                "{0}, {1} {2}. {3} differently from {4} {5}, so no change is worked out: {6}",
                &[
                    &recorded(choice.later),
                    &before,
                    &earlier,
                    say(if dataset.is_counts() { "Counted" } else { "Measured" }),
                    month,
                    &year,
                    &b.note,
                ],
            )
        }
    }
}

fn weight(comparison: &Comparison<'_>, judgement: &Judgement) -> String {
    let allowed = between(judgement.interval);
    let (template, areas) = match (judgement.verdict, judgement.basis) {
        (Verdict::TooFew, _) => return say("Too few to say whether this is more than chance.").into(),
        (Verdict::Beyond, Basis::Chance) => return fill("More than chance alone would explain: {0}.", &[&allowed]),
        (Verdict::Within, Basis::Chance) => return fill("Within what chance alone could explain: {0}.", &[&allowed]),
        (Verdict::Beyond, Basis::Usual(areas)) => {
            ("More than the usual ups and downs of {0} {1}. Allowing for those and for chance: {2}.", areas)
        }
        // Zero is outside the interval, yet the verdict is "within": of so many areas, some look unusual by chance.
        (Verdict::Within, Basis::Usual(areas)) if !judgement.interval.contains(0.0) => {
            ("Not clearly beyond the usual ups and downs when {0} {1} are compared at once: {2}.", areas)
        }
        (Verdict::Within, Basis::Usual(areas)) => ("Within the usual ups and downs of {0} {1}: {2}.", areas),
    };
    fill(template, &[&count(areas as u64), of(&comparison.dataset.noun, areas as u64), &allowed])
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

/// Says how the rest of the nation moved.
fn rest_of_nation(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let part = comparison.plain_change(Subject::Area(area)).ok()?;
    let whole = comparison.plain_change(Subject::Nation).ok()?;
    // Neither is negative: no area has more than its nation.
    let (earlier, later) = (whole.earlier - part.earlier, whole.later - part.later);
    let nation = &nation_within(comparison);
    if earlier < 10.0 {
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

/// Compares the later rate with that of the rest of the nation.
fn level(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    comparison.level(area).map(|level| against_rest(comparison, &level) + ".")
}

/// `30.1 for every 100,000 people, similar to the rest of the UK (34.5)`.
pub(super) fn against_rest(comparison: &Comparison<'_>, level: &Level) -> String {
    let template = match level.standing {
        Standing::Higher => "{0} for every 100,000 people, more than the rest of {1} ({2})",
        Standing::Similar => "{0} for every 100,000 people, similar to the rest of {1} ({2})",
        Standing::Lower => "{0} for every 100,000 people, fewer than the rest of {1} ({2})",
    };
    fill(template, &[&rate(level.rate), &nation_within(comparison), &rate(level.rest)])
}
