//! A sentence for each area in focus: the fact first, its weight second.

use super::fill::{add, fill, of, say};
use super::label::{marker, month, nation_within, when};
use super::moved::size;
use super::number::{decimal, pace, per_cent, rate, recorded};
use super::stand::{is_by_rate, stand};
use super::verdict::{rate_of, weight_of_change, weight_of_rate};
use crate::compare::{Comparison, NoChange, Quantity, Subject};
use crate::data::{Marker, digits};

/// The text about an area, the nation, a figure or a part: up to three parts, any of which may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The recorded figures; begins with the name.
    pub fact: String,
    /// The verdict on the change, with the range that it rests on; then what the chosen view adds.
    pub weight: String,
    /// How the rest of the nation moved, the area's rate with the verdict on it, and the area's note.
    pub rest: String,
}

/// The text about an area, by its place in the data.
pub fn sentence(comparison: &Comparison<'_>, area: usize) -> Sentence {
    let subject = Subject::Area(area);
    let (mut weight, mut rest) = (weight_of_change(comparison, area), String::new());
    add(&mut weight, &stand(comparison, subject));
    add(&mut rest, &rest_of_nation(comparison, area).unwrap_or_default());
    // Where the picture shows rates by size, the rate is said with the picture.
    if comparison.dataset.is_counts() && !is_by_rate(comparison) {
        add(&mut rest, &weight_of_rate(comparison, area));
    }
    add(&mut rest, comparison.dataset.areas[area].note.as_deref().unwrap_or_default());
    Sentence { fact: fact(comparison, subject), weight, rest }
}

/// The text about the nation; `None` where the data have no national figures.
pub fn nation(comparison: &Comparison<'_>) -> Option<Sentence> {
    let nation = comparison.dataset.nation.as_ref()?;
    let weight = stand(comparison, Subject::Nation);
    let mut rest = String::new();
    let period = comparison.choice.later;
    if let Some(mean) = comparison.pace(Subject::Nation, period) {
        let event = of(&comparison.dataset.event, 1);
        let when = when(&comparison.dataset.periods[period]);
        add(&mut rest, &fill("On average, one {0} was recorded every {1} {2}.", &[event, &pace(mean), &when]));
    }
    let is_counts = comparison.dataset.is_counts();
    if let Some(value) = comparison.plain(Quantity::Rate, Subject::Nation, period).filter(|_| is_counts) {
        add(&mut rest, &fill("{0}.", &[&rate_of(comparison, &rate(value))]));
    }
    add(&mut rest, nation.note.as_deref().unwrap_or_default());
    Some(Sentence { fact: fact(comparison, Subject::Nation), weight, rest })
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

/// Says how the rest of the nation moved.
fn rest_of_nation(comparison: &Comparison<'_>, area: usize) -> Option<String> {
    let part = comparison.plain_change(Subject::Area(area)).ok()?;
    let whole = comparison.plain_change(Subject::Nation).ok()?;
    let change = whole.without(&part).percentage()?;
    let (nation, size) = (&nation_within(comparison), per_cent(change.abs()));
    Some(match decimal(change, 1).as_str() {
        "0.0" => fill("The rest of {0} did not change.", &[nation]),
        _ if change > 0.0 => fill("The rest of {0} rose by {1}.", &[nation, &size]),
        _ => fill("The rest of {0} fell by {1}.", &[nation, &size]),
    })
}
