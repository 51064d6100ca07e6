//! Is an area's rate unlike the other areas', given its size and how much areas' rates vary anyway?
//!
//! Small areas stray further from the benchmark by chance than large ones do, so a table in order of rates has the
//! small ones at both ends. A funnel shows for each size how far is usual (Spiegelhalter 2005, Statistics in Medicine
//! 24:1185, and Quality and Safety in Health Care 14:347).

use super::averages::{Average, Averaging};
use super::figure::{By, NoFigure, figure};
use super::verdict::{FEWEST_AREAS, TRIM};
use super::zone::{Limits, Zone};
use super::{Comparison, PER, Subject};
use crate::stats::poisson::poisson_tails;
use crate::stats::{self, ControlLimits, Dispersion, DispersionTest, Exposed, FunnelScale, RateMark};

/// The areas' rates in the later period, around their pooled rate.
#[derive(Clone, Debug, PartialEq)]
pub struct RateFunnel {
    /// The benchmark: the pooled rate of the areas with a rate, per 100,000 people. Each of them is part of it.
    pub target: Average,
    /// The kind of limits behind [`RatePoint::zone`].
    pub limits: Limits,
    /// How much more the areas vary than chance would make them: phi, and tau² on the scale of z (the square root of
    /// observed / expected). Estimated from any number of areas, but used only from ten up.
    pub dispersion: Dispersion,
    /// How many areas have a rate.
    pub with_figures: usize,
    /// For each area of the dataset, its point or why it has none.
    pub areas: Vec<Result<RatePoint, NoFigure>>,
    figures: Vec<Exposed>,
    funnel: stats::RateFunnelFit,
}

/// One area's rate, and where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RatePoint {
    /// Events per 100,000 people.
    pub rate: f64,
    /// Events expected of the area at the target.
    pub expected: f64,
    /// Distance from the target in standard errors of chance: 2 (√observed - √expected).
    pub z: f64,
    /// Distance from the target in standard errors that include the variance between areas. Equal to `z` where there is
    /// none.
    pub z_widened: f64,
    /// Its zone if only chance moves it, by the exact Poisson law. No area inside the drawn lines is outside here; one
    /// that is less than an event above the upper line may still be inside.
    pub by_chance: Zone,
    /// Its zone by the limits that the funnel's `limits` name. Never further out than `by_chance`.
    pub zone: Zone,
}

/// Why there is no funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFunnel {
    /// The figures are not counts of events.
    NotCounts,
    /// No area has what a funnel needs: a count and a population, or two counts.
    NoFigures,
    /// Nothing was recorded (for changes: in one of the periods), so nothing is expected of anyone.
    NoEvents,
}

/// Works out the funnel of rates.
pub(super) fn of(comparison: &Comparison<'_>) -> Result<RateFunnel, NoFunnel> {
    if !comparison.dataset.is_counts() {
        return Err(NoFunnel::NotCounts);
    }
    let (mut figures, mut found) = (Vec::new(), Vec::new());
    for area in comparison.areas() {
        let own = figure(comparison, Subject::Area(area), comparison.choice.later, By::Rate);
        figures.extend(own.ok());
        found.push(own);
    }
    if figures.is_empty() {
        return Err(NoFunnel::NoFigures);
    }
    let mut funnel = stats::rate_funnel(&figures, FunnelScale::Root, TRIM).ok_or(NoFunnel::NoEvents)?;
    let dispersion = funnel.dispersion;
    let limits = match figures.len() {
        few if few < FEWEST_AREAS => Limits::TooFewAreas,
        _ if dispersion.tau2 > 0.0 => Limits::Widened,
        _ => Limits::AsChance,
    };
    let mut areas = Vec::new();
    let mut marks = std::mem::take(&mut funnel.marks).into_iter();
    for own in found {
        // Each figure has a mark.
        let mut point = |figure: Exposed| marks.next().map(|mark| point(figure, mark, limits, &dispersion));
        areas.push(own.and_then(|figure| point(figure).ok_or(NoFigure::Population)));
    }
    Ok(RateFunnel {
        target: Average { value: funnel.benchmark * PER, averaging: Averaging::Pooled },
        limits,
        dispersion,
        with_figures: figures.len(),
        areas,
        figures,
        funnel,
    })
}

fn point(figure: Exposed, mark: RateMark, limits: Limits, dispersion: &Dispersion) -> RatePoint {
    let by_chance = Zone::of_count(poisson_tails(figure.count as f64, mark.expected));
    let z_widened = mark.z_widened(dispersion);
    let zone = match limits {
        Limits::Widened => by_chance.milder(Zone::of_z(z_widened)),
        Limits::AsChance | Limits::TooFewAreas => by_chance,
    };
    let rate = figure.count as f64 * PER / figure.exposure;
    RatePoint { rate, expected: mark.expected, z: mark.z, z_widened, by_chance, zone }
}

impl RateFunnel {
    /// Tests whether all areas could share one rate; `None` for a single area, which has nothing to differ from.
    pub fn test(&self) -> Option<DispersionTest> {
        stats::dispersion_test(&self.figures)
    }

    /// The rates per 100,000 between which an area with this many people should lie if only chance moves it:
    /// Spiegelhalter's interpolated exact limits, which draw lines without steps.
    ///
    /// `None` where more than 2³² events are expected, and unless 0 < coverage < 1 and 0 < people.
    pub fn limits_by_chance(&self, people: f64, coverage: f64) -> Option<ControlLimits> {
        let expected = people * self.funnel.benchmark;
        Some(stats::interpolated_limits(expected, coverage)?.scale(PER / people))
    }

    /// [`Self::limits_by_chance`], widened by the variance between areas where the funnel's `limits` say so. Each side
    /// takes the wider of the two: tau² is estimated on a scale that is only nearly that of the Poisson law, and
    /// allowing for more must not narrow anything. `None` as above.
    pub fn limits(&self, people: f64, coverage: f64) -> Option<ControlLimits> {
        let chance = self.limits_by_chance(people, coverage)?;
        if self.limits != Limits::Widened {
            return Some(chance);
        }
        let wide = self.funnel.limits(people * self.funnel.benchmark, coverage)?.scale(self.target.value);
        Some(ControlLimits { lower: chance.lower.min(wide.lower), upper: chance.upper.max(wide.upper), coverage })
    }
}
