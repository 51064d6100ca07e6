//! Did an area change differently from the others, given how much areas' changes vary anyway? The verdicts ask whether
//! an area changed at all; this asks whether it changed unlike the rest of the list.
//!
//! Spiegelhalter 2005, Statistics in Medicine 24:1185 and Quality and Safety in Health Care 14:347. The z-scores, phi
//! and tau² are his. The limits of chance come from the exact law given an area's events in both periods instead: on
//! the log scale, no events against three would lie beyond any limit, though three heads in a row are no news.

use super::averages::{Average, Averaging};
use super::change::{counts, exposed};
use super::rate_funnel::NoFunnel;
use super::verdict::{FEWEST_AREAS, TRIM};
use super::zone::{Limits, Zone};
use super::{Comparison, NoChange, Subject};
use crate::stats::binomial::binomial_tails;
use crate::stats::normal::z_of;
use crate::stats::{self, ChangeMark, ControlLimits, Dispersion, DispersionTest};

/// The areas' changes around their pooled change.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeFunnel {
    /// The benchmark: the change of all areas with both counts taken as one, in per cent. Each area is part of it.
    pub target: Average,
    /// The kind of limits behind [`ChangePoint::zone`].
    pub limits: Limits,
    /// How much more the areas' changes vary than chance would make them: phi, and tau² on the scale of log ratios.
    /// Estimated from any number of areas, but used only from ten up.
    pub dispersion: Dispersion,
    /// How many areas have a point.
    pub with_figures: usize,
    /// For each area of the dataset, its point or why it has none.
    pub areas: Vec<Result<ChangePoint, NoPoint>>,
    /// The log of the ratio of pooled counts; adding `daily_log` makes it that of daily averages.
    target_log: f64,
    daily_log: f64,
    pairs: Vec<[u64; 2]>,
}

/// One area's change, and where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangePoint {
    /// Its height on the funnel: the change in per cent with half an event added to each count, so that an area with no
    /// events in one of the periods has a place too.
    pub place: f64,
    /// Events in both periods together: the area's size on this funnel.
    pub events: u64,
    /// Standard error of its log ratio, from chance alone.
    pub s: f64,
    /// Distance from the target in those standard errors.
    pub z: f64,
    /// Distance from the target in standard errors that include the variance between areas. Equal to `z` where there is
    /// none.
    pub z_widened: f64,
    /// Its zone by the limits of chance alone. These are the exact ones, because the z-scores of areas with few events,
    /// or with none in one of the periods, are too large.
    pub by_chance: Zone,
    /// Its zone by the limits that the funnel's `limits` name, as drawn for an area with this many events. Never
    /// further out than `by_chance`.
    pub zone: Zone,
}

/// Why an area is not on the funnel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoPoint {
    /// There is no change to work out.
    NoChange(NoChange),
    /// Nothing was recorded in either period.
    NoEvents,
}

/// Works out the funnel of changes.
pub(super) fn of(comparison: &Comparison<'_>) -> Result<ChangeFunnel, NoFunnel> {
    if !comparison.dataset.is_counts() {
        return Err(NoFunnel::NotCounts);
    }
    let (mut pairs, mut found) = (Vec::new(), Vec::new());
    for area in comparison.areas() {
        let own = match counts(comparison, Subject::Area(area)) {
            Ok([0, 0]) => Err(NoPoint::NoEvents),
            Ok(pair) => Ok(pair),
            Err(why) => Err(NoPoint::NoChange(why)),
        };
        pairs.extend(own.ok());
        found.push(own);
    }
    let any = found.iter().any(|own| matches!(own, Ok(_) | Err(NoPoint::NoEvents)));
    let none = if any { NoFunnel::NoEvents } else { NoFunnel::NoFigures };
    let funnel = stats::change_funnel(&pairs, TRIM).ok_or(none)?;
    let dispersion = funnel.dispersion;
    let limits = match pairs.len() {
        few if few < FEWEST_AREAS => Limits::TooFewAreas,
        _ if dispersion.tau2 > 0.0 => Limits::Widened,
        _ => Limits::AsChance,
    };
    let days = exposed(comparison.dataset, (comparison.choice.earlier, comparison.choice.later), [0, 0]);
    let daily_log = (days[0].exposure / days[1].exposure).ln();
    let mut out = ChangeFunnel {
        target: Average { value: per_cent(funnel.target + daily_log), averaging: Averaging::Pooled },
        limits,
        dispersion,
        with_figures: pairs.len(),
        pairs,
        areas: Vec::new(),
        target_log: funnel.target,
        daily_log,
    };
    let mut marks = funnel.marks.into_iter().flatten();
    for own in found {
        // Each pair has a mark: areas without events are not among the pairs.
        let point = own.and_then(|pair| marks.next().map(|mark| out.point(pair, mark)).ok_or(NoPoint::NoEvents));
        out.areas.push(point);
    }
    Ok(out)
}

/// A log ratio as a change in per cent.
fn per_cent(log: f64) -> f64 {
    100.0 * (log.exp() - 1.0)
}

impl ChangeFunnel {
    /// Tests whether all areas could share one change; `None` for a single area, which has nothing to differ from.
    pub fn test(&self) -> Option<DispersionTest> {
        stats::change_dispersion_test(&self.pairs)
    }

    fn point(&self, [earlier, later]: [u64; 2], mark: ChangeMark) -> ChangePoint {
        let events = earlier + later;
        let by_chance = Zone::of_count(binomial_tails(later as f64, earlier as f64, self.target_log.exp()));
        let wide = (mark.log_ratio - self.target_log) / self.spread(events);
        let zone = match self.limits {
            Limits::Widened => by_chance.milder(Zone::of_z(wide)),
            Limits::AsChance | Limits::TooFewAreas => by_chance,
        };
        let place = per_cent(mark.log_ratio + self.daily_log);
        let z_widened = mark.z_widened(&self.dispersion);
        ChangePoint { place, events, s: mark.s, z: mark.z, z_widened, by_chance, zone }
    }

    /// The standard deviation, variance between areas included, of the log ratio of an area with this many events in
    /// both periods. It takes the area's events to be split as the pooled ones are, so that areas of one size share one
    /// line.
    fn spread(&self, events: u64) -> f64 {
        let ratio = self.target_log.exp();
        let part = |count: f64| count / ((count + 0.5) * (count + 0.5));
        let chance = part(events as f64 / (1.0 + ratio)) + part(events as f64 * ratio / (1.0 + ratio));
        (chance + self.dispersion.tau2).sqrt()
    }

    /// The changes in per cent between which an area with this many events in both periods should lie if only chance
    /// sets it apart from the target: the interpolated binomial limits of its later count.
    ///
    /// `None` for no events, for more than 2³³ of them, and unless 0 < coverage < 1.
    pub fn limits_by_chance(&self, events: u64, coverage: f64) -> Option<ControlLimits> {
        let later = stats::interpolated_later_limits(events, self.target_log.exp(), coverage)?;
        let place = |later: f64| per_cent(((later + 0.5) / (events as f64 - later + 0.5)).ln() + self.daily_log);
        Some(ControlLimits { lower: place(later.lower), upper: place(later.upper), coverage })
    }

    /// [`Self::limits_by_chance`], widened by the variance between areas where the funnel's `limits` say so. Each side
    /// takes the wider of the two: tau² is estimated on a scale that is only nearly right for few events, and allowing
    /// for more must not narrow anything. `None` as above.
    pub fn limits(&self, events: u64, coverage: f64) -> Option<ControlLimits> {
        let chance = self.limits_by_chance(events, coverage)?;
        if self.limits != Limits::Widened {
            return Some(chance);
        }
        let (reach, middle) = (z_of(coverage)? * self.spread(events), self.target_log + self.daily_log);
        let (lower, upper) = (per_cent(middle - reach), per_cent(middle + reach));
        Some(ControlLimits { lower: chance.lower.min(lower), upper: chance.upper.max(upper), coverage })
    }
}
