//! Is an area's rate unlike the other areas', given its size and how much areas differ anyway?

use super::average::Pooled;
use super::control_limits::ControlLimits;
use super::dispersion::{Dispersion, dispersion};
use super::normal::{two_sided_p, z_of};
use super::ratio::Exposed;

/// The scale on which areas are compared with the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunnelScale {
    /// Square root of observed / expected: near normal from small counts up (England's Care Quality Commission).
    Root,
    /// Observed / expected itself: linear, for large counts.
    Ratio,
}

/// The rates of all areas, around the benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct RateFunnelFit {
    /// The pooled rate of all areas: events per unit of exposure. Each area is part of it.
    pub benchmark: f64,
    /// The scale of the standard errors and of tau².
    pub scale: FunnelScale,
    /// How much the areas differ beyond chance.
    pub dispersion: Dispersion,
    /// One for each area, in the order given.
    pub marks: Vec<RateMark>,
}

/// One area's rate, beside the benchmark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateMark {
    /// Events expected at the benchmark.
    pub expected: f64,
    /// Events observed over events expected.
    pub ratio: f64,
    /// Standard error from chance alone, on the funnel's scale.
    pub s: f64,
    /// Distance from the benchmark in standard errors.
    pub z: f64,
}

impl RateMark {
    /// The distance from the benchmark in standard errors that include the variance between areas.
    pub fn z_widened(&self, dispersion: &Dispersion) -> f64 {
        dispersion.widened(self.z, self.s)
    }

    /// Two-sided p-value of [`z_widened`](Self::z_widened): a rate unlike the other areas'.
    pub fn p(&self, dispersion: &Dispersion) -> f64 {
        two_sided_p(self.z_widened(dispersion))
    }
}

impl FunnelScale {
    /// The standard error from chance alone where so many events are expected.
    fn s(self, expected: f64) -> f64 {
        match self {
            FunnelScale::Root => 0.5 / expected.sqrt(),
            FunnelScale::Ratio => 1.0 / expected.sqrt(),
        }
    }
}

impl RateFunnelFit {
    /// The ratios to the benchmark between which an area with `expected` events should lie, tau² included. Without
    /// tau², and for small counts, [`interpolated_limits`](super::interpolated_limits) are exact.
    ///
    /// `None` unless `expected` is positive and finite and 0 < coverage < 1.
    pub fn limits(&self, expected: f64, coverage: f64) -> Option<ControlLimits> {
        let s = self.scale.s(expected);
        let reach = z_of(coverage)? * (s * s + self.dispersion.tau2).sqrt();
        let (lower, upper) = ((1.0 - reach).max(0.0), 1.0 + reach);
        let (lower, upper) = match self.scale {
            FunnelScale::Root => (lower * lower, upper * upper),
            FunnelScale::Ratio => (lower, upper),
        };
        (s > 0.0 && upper < f64::INFINITY).then_some(ControlLimits { lower, upper, coverage })
    }
}

/// The funnel of areas' rates about their pooled rate, with the share `trim` (0.1 by custom) of z-scores winsorised at
/// either end.
///
/// E = exposure × ΣO / Σexposure. On the scale of roots z = 2 (√O - √E), s = 1 / (2√E); of ratios z = (O - E) / √E,
/// s = 1 / √E. Phi and tau² as in [`dispersion()`]. Under some ten areas they say little: draw the limits unadjusted,
/// and say so. `None` without events, for an exposure that is not positive and finite, or as for [`dispersion()`].
///
/// Spiegelhalter 2005, Quality and Safety in Health Care 14:347; Spiegelhalter et al. 2012, JRSS A 175:1.
pub fn rate_funnel(areas: &[Exposed], scale: FunnelScale, trim: f64) -> Option<RateFunnelFit> {
    let pooled = Pooled::new(areas)?;
    let mark = |area: &Exposed| {
        let (observed, expected) = (area.count as f64, pooled.expected(area.exposure));
        let gap = observed - expected;
        let z = match scale {
            // 2 (√O - √E), without the cancellation.
            FunnelScale::Root => 2.0 * gap / (observed.sqrt() + expected.sqrt()),
            FunnelScale::Ratio => gap / expected.sqrt(),
        };
        RateMark { expected, ratio: observed / expected, s: scale.s(expected), z }
    };
    let marks: Vec<RateMark> = areas.iter().map(mark).collect();
    let z: Vec<f64> = marks.iter().map(|mark| mark.z).collect();
    let s: Vec<f64> = marks.iter().map(|mark| mark.s).collect();
    let dispersion = dispersion(&z, &s, trim)?;
    Some(RateFunnelFit { benchmark: pooled.rate(1.0), scale, dispersion, marks })
}
