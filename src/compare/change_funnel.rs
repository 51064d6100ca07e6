//! Did an area change differently from the others, given how much areas' changes vary anyway? The verdicts ask whether
//! an area changed at all; this asks whether it changed unlike the rest of the list.
//!
//! Spiegelhalter 2005, Statistics in Medicine 24:1185 and Quality and Safety in Health Care 14:347.

use super::averages::{Average, Averaging};
use super::change::{counts, exposed};
use super::rate_funnel::NoFunnel;
use super::verdict::{FEWEST_AREAS, TRIM};
use super::zone::{Limits, Zone};
use super::{Comparison, NoChange, Subject};
use crate::stats::normal::z_of;
use crate::stats::{self, ChangeMark, ControlLimits, Dispersion, DispersionTest};

/// The areas' changes, about the pooled one.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeFunnel {
    /// The benchmark: the change of all areas with both counts taken as one, in per cent. Each area is in it.
    pub target: Average,
    /// What [`ChangePoint::zone`] allows for.
    pub limits: Limits,
    /// How much more the areas' changes vary than chance would make them: phi, and tau² on the scale of logarithms of
    /// ratios. Learnt from any number of areas, used from ten.
    pub dispersion: Dispersion,
    /// Whether one change could be common to all; `None` for a single area, which has nothing to differ from.
    pub test: Option<DispersionTest>,
    /// How many areas have a point.
    pub with_figures: usize,
    /// For each area of the dataset its point, or why it has none.
    pub areas: Vec<Result<ChangePoint, NoPoint>>,
    /// Logarithm of the ratio of pooled counts, and of what turns a ratio of counts into one of daily averages.
    target_log: f64,
    daily_log: f64,
}

/// One area's change, and where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangePoint {
    /// Where to draw it: the change in per cent with half an event added to either count, so that none has a place too.
    pub place: f64,
    /// Events in both periods: the size of the area, for this question.
    pub events: u64,
    /// Standard error of the logarithm of its ratio from chance alone.
    pub s: f64,
    /// Distance from the target in those standard errors.
    pub z: f64,
    /// The same in standard errors that include the variance between areas. Equal to `z` where there is none.
    pub z_widened: f64,
    /// Where it lies among the limits of chance alone.
    pub by_chance: Zone,
    /// Where it lies among the limits that the funnel's `limits` name. Never further out than `by_chance`.
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

/// The funnel of changes.
pub(super) fn of(comparison: &Comparison<'_>) -> Result<ChangeFunnel, NoFunnel> {
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
    let mut areas = Vec::new();
    let mut marks = funnel.marks.iter().copied().flatten();
    for own in found {
        // Each pair has a mark, for those without events are not among them.
        let mut point = |pair: [u64; 2]| marks.next().map(|mark| point(pair, mark, daily_log, limits, &dispersion));
        areas.push(own.and_then(|pair| point(pair).ok_or(NoPoint::NoEvents)));
    }
    Ok(ChangeFunnel {
        target: Average { value: per_cent(funnel.target + daily_log), averaging: Averaging::Pooled },
        limits,
        dispersion,
        test: stats::change_dispersion_test(&pairs),
        with_figures: pairs.len(),
        areas,
        target_log: funnel.target,
        daily_log,
    })
}

fn point(pair: [u64; 2], mark: ChangeMark, daily_log: f64, limits: Limits, dispersion: &Dispersion) -> ChangePoint {
    let by_chance = Zone::of_z(mark.z);
    let z_widened = mark.z_widened(dispersion);
    let zone = match limits {
        Limits::Widened => Zone::of_z(z_widened),
        Limits::AsChance | Limits::TooFewAreas => by_chance,
    };
    let place = per_cent(mark.log_ratio + daily_log);
    ChangePoint { place, events: pair[0] + pair[1], s: mark.s, z: mark.z, z_widened, by_chance, zone }
}

/// The change in per cent of a ratio's logarithm.
fn per_cent(log: f64) -> f64 {
    100.0 * log.exp_m1()
}

impl ChangeFunnel {
    /// The standard error of an area with so many events in both periods, if it changed as the others did: where on the
    /// lines an area of that size belongs. An area's own [`ChangePoint::s`] differs a little, for its events are split
    /// in its own way. `None` unless the number is positive and finite.
    pub fn s_of(&self, events: f64) -> Option<f64> {
        if !(events > 0.0 && events < f64::INFINITY) {
            return None;
        }
        let ratio = self.target_log.exp();
        let part = |count: f64| count / ((count + 0.5) * (count + 0.5));
        Some((part(events / (1.0 + ratio)) + part(events - events / (1.0 + ratio))).sqrt())
    }

    /// The changes in per cent between which an area with the standard error `s` should lie if only chance sets it apart
    /// from the target. `None` unless 0 < coverage < 1 and `s` is not negative and finite.
    pub fn limits_by_chance(&self, s: f64, coverage: f64) -> Option<ControlLimits> {
        self.about_target(s, 0.0, coverage)
    }

    /// The same for what the funnel's `limits` allow for.
    pub fn limits(&self, s: f64, coverage: f64) -> Option<ControlLimits> {
        let variance = if self.limits == Limits::Widened { self.dispersion.tau2 } else { 0.0 };
        self.about_target(s, variance, coverage)
    }

    fn about_target(&self, s: f64, variance: f64, coverage: f64) -> Option<ControlLimits> {
        let reach = z_of(coverage)? * (s * s + variance).sqrt();
        let middle = self.target_log + self.daily_log;
        (s >= 0.0 && reach < f64::INFINITY).then(|| ControlLimits {
            lower: per_cent(middle - reach),
            upper: per_cent(middle + reach),
            coverage,
        })
    }
}
