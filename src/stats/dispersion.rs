//! How much more areas vary than chance would make them: phi, and the variance tau² between areas.

use crate::order::ascending;

/// Overdispersion of a set of z-scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dispersion {
    /// Mean square of the z-scores; 1 if chance were all.
    pub phi_raw: f64,
    /// That mean square after winsorising, so that a few outliers do not hide themselves.
    pub phi: f64,
    /// Variance between areas, on the scale of the standard errors squared; 0 if phi shows no more than chance.
    pub tau2: f64,
}

impl Dispersion {
    /// The z-score of an area with standard error `s` > 0, in standard errors that include the variance between areas.
    ///
    /// For areas that truly differ: large ones are not flagged merely because their chance error is small.
    pub fn widened(&self, z: f64, s: f64) -> f64 {
        z / (1.0 + self.tau2 / (s * s)).sqrt()
    }

    /// The z-score in standard errors inflated by √phi, the same factor for every area and at least 1.
    pub fn inflated(&self, z: f64) -> f64 {
        z / self.phi.max(1.0).sqrt()
    }
}

/// Overdispersion from the z-scores of areas and their standard errors, pulling in the share `trim` (0.1 by custom) of
/// z-scores at either end.
///
/// tau² = max(0, (k phi - (k - 1)) / (Σw - Σw²/Σw)), w = 1/s² (DerSimonian & Laird's moment estimator); 0 for a single
/// area. `None` without areas, with a standard error that is not positive, or a trim outside 0 to ½. One area so
/// precise that the others' weights are lost in rounding beside it gives `None` or an infinite tau². Under some ten
/// areas phi says little.
///
/// Spiegelhalter 2005, Quality and Safety in Health Care 14:347.
pub fn dispersion(z: &[f64], s: &[f64], trim: f64) -> Option<Dispersion> {
    if z.len() != s.len() {
        return None;
    }
    let (mut total, mut squares) = (0.0, 0.0);
    for s in s {
        if !(*s > 0.0 && *s < f64::INFINITY) {
            return None;
        }
        let weight = 1.0 / (s * s);
        total += weight;
        squares += weight * weight;
    }
    let phi = mean_square(&winsorise(z, trim)?);
    let k = z.len() as f64;
    let excess = k * phi - (k - 1.0);
    let room = total - squares / total;
    let tau2 = if excess > 0.0 && z.len() > 1 { excess / room } else { 0.0 };
    // Beside one weight far beyond all others, `room` is lost in rounding: it may be 0, or negative.
    (tau2 >= 0.0).then(|| Dispersion { phi_raw: mean_square(z), phi, tau2 })
}

fn mean_square(values: &[f64]) -> f64 {
    let mut sum = 0.0;
    for value in values {
        sum += value * value;
    }
    sum / values.len() as f64
}

/// The values with those beyond the `trim` and 1 - `trim` quantiles pulled in to them. `None` for no values, a value
/// that is not finite, or a trim outside 0 to ½.
pub fn winsorise(values: &[f64], trim: f64) -> Option<Vec<f64>> {
    if values.is_empty() || !values.iter().all(|v| v.is_finite()) || !(0.0..=0.5).contains(&trim) {
        return None;
    }
    let mut sorted = Vec::new();
    for place in ascending(values) {
        sorted.extend(values.get(place));
    }
    let (low, high) = (quantile(&sorted, trim), quantile(&sorted, 1.0 - trim));
    // Not `clamp`, which panics should rounding ever cross the two.
    let mut pulled = Vec::new();
    for value in values {
        pulled.push(value.max(low).min(high));
    }
    Some(pulled)
}

/// The quantile of sorted values by linear interpolation between order statistics: Hyndman & Fan's type 7.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = (sorted.len().saturating_sub(1)) as f64 * p;
    let below = place as usize;
    let at = |i: usize| sorted.get(i).or(sorted.last()).copied().unwrap_or(0.0);
    let (low, high) = (at(below), at(below + 1));
    low + (place - below as f64) * (high - low)
}
