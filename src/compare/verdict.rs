//! The verdict on an area: does it lie within what areas of its size usually do? Every text, mark and cell that judges an
//! area rests on a [`Judgement`] made here, so that no two of them can disagree.
//!
//! With ten or more areas to learn from, a change or a rate is held against the usual range: what chance and the
//! variance between the areas leave open for an area of its size. With fewer, nothing can be learnt of that variance, and
//! chance alone is all that can be said; then the words say so, because chance is the least that figures vary.

use super::change::{counts, exposure, percent};
use super::figure::{By, figure};
use super::usual::{Usual, log_change};
use super::{Comparison, NoChange, PER, Subject};
use crate::stats::{self, Estimate, Exposed, Interval, Limits, LogFigure, Method, REACHES};

/// The shares of areas that lie inside the inner and the outer range.
pub const COVERAGES: [f64; 2] = [0.95, 0.998];

/// The least ratio that is not shown as a fall of 100.0%.
const SHOWN: f64 = 0.0005;

/// Where an area lies, from low to high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Below the outer range: of a thousand areas, one lies here by chance.
    FarBelow,
    /// Below the inner range: of a thousand areas, 25 lie here or further down.
    Below,
    /// Inside the inner range.
    Within,
    /// Above the inner range.
    Above,
    /// Above the outer range.
    FarAbove,
}

/// The range that an area is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// What this many areas did, for an area of its size.
    Usual(usize),
    /// What chance alone does to an area that does as the rest of the nation did.
    Rest,
    /// What chance alone does to an area that does not change.
    NoChange,
}

/// A verdict with the ranges that it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The range that it rests on.
    pub basis: Basis,
    /// The inner and the outer range ([`COVERAGES`]) as plain figures: per cent of change, or events per 100,000 people.
    /// The upper limit may be infinite.
    pub ranges: [Limits; 2],
    /// How far the area lies from the common figure, in standard deviations of areas of its size; 0 where chance alone
    /// is allowed for.
    pub z: f64,
}

/// Why an area's figure is not judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoVerdict {
    /// There is no change, or no rate.
    NoFigure,
    /// Too few events to say.
    TooFew,
    /// Fewer than ten areas have a rate, and there is no national total to hold it against.
    NothingBeside,
}

impl Judgement {
    /// A value with the inner range beside it.
    pub(super) fn beside(&self, value: f64) -> Estimate {
        let Limits { lower, upper } = self.ranges[0];
        let method = if let Basis::Usual(_) = self.basis { Method::UsualRange } else { Method::ChanceAlone };
        Estimate { value, interval: Interval { lower, upper, confidence: COVERAGES[0], method } }
    }
}

impl Verdict {
    /// The verdict on a distance from the common figure, in standard deviations.
    fn of_z(z: f64) -> Self {
        let [inner, outer] = REACHES;
        match z {
            z if z < -outer => Self::FarBelow,
            z if z < -inner => Self::Below,
            z if z > outer => Self::FarAbove,
            z if z > inner => Self::Above,
            _ => Self::Within,
        }
    }

    /// Whether it is outside the outer range.
    pub fn is_far(self) -> bool {
        matches!(self, Self::FarBelow | Self::FarAbove)
    }
}

/// Judges a change.
pub(super) fn of_change(comparison: &Comparison<'_>, area: usize) -> Result<Judgement, NoVerdict> {
    let counts = counts(comparison, Subject::Area(area)).map_err(|_: NoChange| NoVerdict::NoFigure)?;
    let usual = comparison.usual_changes();
    if usual.range.is_none() {
        return by_chance(comparison, counts);
    }
    let figure = log_change(comparison, counts).ok_or(NoVerdict::NoFigure)?;
    by_usual(usual, &figure, &percent)
}

/// Judges the rate in the later period.
pub(super) fn of_rate(comparison: &Comparison<'_>, area: usize) -> Result<Judgement, NoVerdict> {
    let later = comparison.choice.later;
    let rate = |subject| figure(comparison, subject, later, By::Rate).map_err(|_| NoVerdict::NoFigure);
    let own = rate(Subject::Area(area))?;
    let usual = comparison.usual_rates();
    if usual.range.is_some() {
        let figure = LogFigure::rate(own).ok_or(NoVerdict::NoFigure)?;
        return by_usual(usual, &figure, &per_people);
    }
    let whole = rate(Subject::Nation).map_err(|_| NoVerdict::NothingBeside)?;
    let events = whole.count.checked_sub(own.count).ok_or(NoVerdict::NothingBeside)?;
    let rest = Exposed { count: events, exposure: whole.exposure - own.exposure };
    if rest.count == 0 || rest.exposure <= 0.0 {
        return Err(NoVerdict::NothingBeside);
    }
    let ranges = COVERAGES.map(|coverage| stats::chance_counts(whole.count, [rest.exposure, own.exposure], coverage));
    chance(own.count, whole.count, Basis::Rest, ranges, &|count| PER * count as f64 / own.exposure)
}

/// Events per person as events per 100,000 people.
pub(super) fn per_people(rate: f64) -> f64 {
    rate * PER
}

/// Holds a figure against the usual range, whose limits `unit` converts from ratios, or from events per person.
fn by_usual(usual: &Usual, figure: &LogFigure, unit: &dyn Fn(f64) -> f64) -> Result<Judgement, NoVerdict> {
    let range = usual.range.as_ref().ok_or(NoVerdict::TooFew)?;
    // Where all but all events might as well lie in either period, no change is out of the ordinary, and none is usual.
    let narrow = |[inner, _]: &[Limits; 2]| inner.upper < f64::INFINITY || inner.lower >= unit(SHOWN);
    let ranges = usual.ranges(figure.size, unit).filter(narrow);
    let ranges = ranges.ok_or(NoVerdict::TooFew)?;
    let z = range.z(figure);
    Ok(Judgement { verdict: Verdict::of_z(z), basis: Basis::Usual(usual.areas), ranges, z })
}

/// Holds a change against chance alone, about the change of the rest of the nation where that is known.
fn by_chance(comparison: &Comparison<'_>, [earlier, later]: [u64; 2]) -> Result<Judgement, NoVerdict> {
    let choice = &comparison.choice;
    let exposures = exposure(comparison.dataset, (choice.earlier, choice.later));
    let rest = rest(comparison, [earlier, later]);
    let events = earlier + later;
    let range = |coverage| match rest {
        Some(rest) => stats::chance_counts_beside(events, rest, coverage),
        None => stats::chance_counts(events, exposures, coverage),
    };
    let basis = if rest.is_some() { Basis::Rest } else { Basis::NoChange };
    chance(later, events, basis, COVERAGES.map(range), &|later| {
        let ratio = later as f64 / (events - later) as f64 * (exposures[0] / exposures[1]);
        percent(ratio)
    })
}

/// The events of the rest of the nation in both periods; `None` where they are not known, and where there are none in
/// either period.
fn rest(comparison: &Comparison<'_>, part: [u64; 2]) -> Option<[u64; 2]> {
    let whole = counts(comparison, Subject::Nation).ok()?;
    let rest = [whole[0].checked_sub(part[0])?, whole[1].checked_sub(part[1])?];
    (rest[0] > 0 && rest[1] > 0).then_some(rest)
}

/// The verdict on a count by the counts that chance leaves open; `None` among those is a test that has no answer. Where
/// they are all counts that there can be, there are too few events to say.
fn chance(
    count: u64,
    most: u64,
    basis: Basis,
    ranges: [Option<[u64; 2]>; 2],
    place: &dyn Fn(u64) -> f64,
) -> Result<Judgement, NoVerdict> {
    let [Some(inner), Some(outer)] = ranges else { return Err(NoVerdict::TooFew) };
    if inner == [0, most] {
        return Err(NoVerdict::TooFew);
    }
    let verdict = match count {
        count if count < inner[0] => Verdict::Below,
        count if count > inner[1] => Verdict::Above,
        _ => Verdict::Within,
    };
    let ranges = [inner, outer].map(|[lower, upper]| Limits { lower: place(lower), upper: place(upper) });
    Ok(Judgement { verdict, basis, ranges, z: 0.0 })
}
