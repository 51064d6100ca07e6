//! Did an area change differently from all areas together, given how much areas' figures usually move?
//!
//! Chance alone is too narrow a yardstick: where figures carry 10% of extra variation between periods, a count of 300
//! that did not change is called changed one time in three. So the spread between the areas themselves widens the
//! limits (Spiegelhalter 2005, Statistics in Medicine 24:1185 and Quality and Safety in Health Care 14:347).

use super::control_limits::ControlLimits;
use super::dispersion::{Dispersion, dispersion};
use super::interval::{Interval, Method};
use super::normal::{two_sided_p, z_of};
use super::ratio::{Exposed, Ratio};

/// The changes of all areas, around the change of their totals.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeFunnelFit {
    /// Logarithm of the ratio of the areas' totals, later over earlier.
    pub target: f64,
    /// How much the areas differ beyond chance; tau² is on the scale of log ratios.
    pub dispersion: Dispersion,
    /// One for each area given, in the same order; `None` for an area without events in either period.
    pub marks: Vec<Option<ChangeMark>>,
}

/// One area's change, on the log scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangeMark {
    /// ln((later + ½) / (earlier + ½)).
    pub log_ratio: f64,
    /// Its standard error from chance alone.
    pub s: f64,
    /// Distance from the target in standard errors.
    pub z: f64,
}

impl ChangeMark {
    /// The distance from the target in standard errors that include the variance between areas.
    pub fn z_widened(&self, dispersion: &Dispersion) -> f64 {
        dispersion.widened(self.z, self.s)
    }

    /// Two-sided p-value of [`z_widened`](Self::z_widened): a change unlike the other areas'.
    pub fn p(&self, dispersion: &Dispersion) -> f64 {
        two_sided_p(self.z_widened(dispersion))
    }
}

impl ChangeFunnelFit {
    /// The ratios later / earlier between which an area with standard error `s` should lie if it changed as all areas
    /// together did, tau² included. `None` for a negative `s` and a coverage outside (0, 1).
    pub fn limits(&self, s: f64, coverage: f64) -> Option<ControlLimits> {
        let reach = z_of(coverage)? * (s * s + self.dispersion.tau2).sqrt();
        (s >= 0.0 && reach < f64::INFINITY).then(|| ControlLimits {
            lower: (self.target - reach).exp(),
            upper: (self.target + reach).exp(),
            coverage,
        })
    }
}

/// The funnel of changes of areas' counts, each [earlier, later], with the share `trim` (0.1 by custom) of z-scores
/// winsorised at either end.
///
/// y = ln((x₂ + ½) / (x₁ + ½)), s² = x₂ / (x₂ + ½)² + x₁ / (x₁ + ½)², target = ln(Σx₂ / Σx₁). An area without events in
/// either period says nothing and is left out of everything. Periods of unequal length shift all ratios and the target
/// alike, and change nothing else. `None` when either total is 0, a count is above 2⁵³, or as for [`dispersion()`].
pub fn change_funnel(counts: &[[u64; 2]], trim: f64) -> Option<ChangeFunnelFit> {
    let (target, dispersion) = change_dispersion(counts, trim)?;
    let marks = counts.iter().map(|&pair| mark(pair, target)).collect();
    Some(ChangeFunnelFit { target, dispersion, marks })
}

/// The target and the dispersion of [`change_funnel()`], without its marks.
pub fn change_dispersion(counts: &[[u64; 2]], trim: f64) -> Option<(f64, Dispersion)> {
    let (mut earlier, mut later) = (0.0, 0.0);
    for &[x1, x2] in counts {
        if x1.max(x2) > 1 << 53 {
            return None;
        }
        earlier += x1 as f64;
        later += x2 as f64;
    }
    if earlier == 0.0 || later == 0.0 {
        return None;
    }
    let target = (later / earlier).ln();
    let (mut z, mut s) = (Vec::new(), Vec::new());
    for &pair in counts {
        if let Some(mark) = mark(pair, target) {
            z.push(mark.z);
            s.push(mark.s);
        }
    }
    Some((target, dispersion(&z, &s, trim)?))
}

fn mark([earlier, later]: [u64; 2], target: f64) -> Option<ChangeMark> {
    if earlier == 0 && later == 0 {
        return None;
    }
    let (x1, x2) = (earlier as f64, later as f64);
    let (c1, c2) = (x1 + 0.5, x2 + 0.5);
    let log_ratio = (c2 / c1).ln();
    let s = (x2 / (c2 * c2) + x1 / (c1 * c1)).sqrt();
    Some(ChangeMark { log_ratio, s, z: (log_ratio - target) / s })
}

/// Has this one area changed at all, if figures usually move by the variance `tau2` between areas?
///
/// ln r ± z √(1/x₁ + 1/x₂ + tau²), and the p-value of the same z. `None` when either count is 0, where the
/// approximation fails (use [`rate_ratio`](super::rate_ratio)); when `tau2` is negative or not finite; when exposures
/// are not positive; and for a confidence outside (0, 1).
pub fn widened_change(later: Exposed, earlier: Exposed, tau2: f64, confidence: f64) -> Option<Ratio> {
    let z = z_of(confidence)?;
    let scale = earlier.exposure / later.exposure;
    let usable = later.exposure > 0.0 && scale > 1e-100 && scale < 1e100 && (0.0..1e100).contains(&tau2);
    if later.count == 0 || earlier.count == 0 || !usable {
        return None;
    }
    let (x1, x2) = (earlier.count as f64, later.count as f64);
    let value = x2 / x1 * scale;
    let s = (1.0 / x1 + 1.0 / x2 + tau2).sqrt();
    let factor = (z * s).exp();
    Some(Ratio {
        value: Some(value),
        interval: Interval { lower: value / factor, upper: value * factor, confidence, method: Method::WidenedRatio },
        p: two_sided_p(value.ln() / s),
    })
}
