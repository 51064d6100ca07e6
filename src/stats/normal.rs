//! The standard normal law, by way of the incomplete gamma function: Z²/2 is gamma with shape ½.
//!
//! So there is no table of coefficients to ship, and the last digit is right in the far tail too.

use super::gamma::{gamma_quantile, regularised_gamma};
use super::interval::each_tail;
use super::tails::Side;

/// P(|Z| > |z|): the two-sided p-value of a z-score.
pub fn two_sided_p(z: f64) -> f64 {
    regularised_gamma(0.5, z * z / 2.0).1
}

/// P(Z ≤ z).
pub fn normal_below(z: f64) -> f64 {
    let tail = two_sided_p(z) / 2.0;
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// The z with P(Z ≤ z) = `p`; -∞ at 0, ∞ at 1, `None` outside.
pub fn normal_quantile(p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    // The smaller tail, so that 1 - p is only formed where it is exact.
    let (tail, sign) = if p < 0.5 { (p, -1.0) } else { (1.0 - p, 1.0) };
    Some(if tail == 0.0 {
        sign * f64::INFINITY
    } else if tail == 0.5 {
        0.0
    } else {
        sign * z_beyond(tail)
    })
}

/// The probability that 95% leaves in each tail, and its z. Nearly every call asks for it, for thousands of areas in a
/// row.
const USUAL: (f64, f64) = ((1.0 - 0.95) / 2.0, 1.959_963_984_540_054);

/// The z with P(Z > z) = `tail`, for 0 < `tail` < ½.
pub(super) fn z_beyond(tail: f64) -> f64 {
    let (usual, z) = USUAL;
    if tail == usual { z } else { (2.0 * gamma_quantile(0.5, 2.0 * tail, Side::Upper)).sqrt() }
}

/// The z that leaves (1 - confidence) / 2 in each tail: 1.959964 for 0.95. `None` unless 0 < confidence < 1.
pub fn z_of(confidence: f64) -> Option<f64> {
    normal_quantile(each_tail(confidence)?).map(f64::abs)
}
