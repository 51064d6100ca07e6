//! A part's share of a whole, and how sure that is.

use super::interval::{Estimate, Interval, Method};
use super::normal::z_of;

/// part / whole, between 0 and 1, with Wilson's score interval.
///
/// The lower limit is 0 at a part of 0, the upper 1 at the whole. `None` for an empty whole, a part above its whole, a
/// whole above 2⁵³ (which a double no longer holds exactly) and a confidence outside (0, 1). Shares of one total depend
/// on each other: several such intervals side by side do not hold jointly, those of [`goodman`](super::goodman) do.
///
/// Wilson 1927, JASA 22:209; Newcombe 1998, Statistics in Medicine 17:857.
pub fn wilson(part: u64, whole: u64, confidence: f64) -> Option<Estimate> {
    let z = z_of(confidence)?;
    if whole == 0 || part > whole || whole > 1 << 53 {
        return None;
    }
    let (lower, upper) = score_limits(part, whole, z);
    let interval = Interval { lower, upper, confidence, method: Method::Wilson };
    Some(Estimate { value: part as f64 / whole as f64, interval })
}

/// The shares that lie `z` of their own standard errors from part / whole.
pub(super) fn score_limits(part: u64, whole: u64, z: f64) -> (f64, f64) {
    let (x, n) = (part as f64, whole as f64);
    let z2 = z * z;
    let root = 2.0 * x + z2 + z * (z2 + 4.0 * x * ((n - x) / n)).sqrt();
    // The lower root from the product of both, x² / (n (n + z²)), because it loses digits as a difference.
    // With a part of 0, and so little confidence that z is 0 too, it would be 0 / 0.
    let lower = if part == 0 { 0.0 } else { 2.0 * x * (x / n) / root };
    let upper = if part == whole { 1.0 } else { (root / (2.0 * (n + z2))).min(1.0) };
    (lower, upper)
}
