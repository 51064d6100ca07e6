//! Several shares of one whole, compared side by side.

use super::interval::{Estimate, Interval, Method, each_tail};
use super::normal::normal_quantile;
use super::share::score_limits;

/// Each part's share of the sum of all, with intervals that hold for all of them at once with at least the stated
/// confidence.
///
/// Shares of one total depend on each other, and among many of them one is soon unusual by chance; so each of the k
/// intervals is Wilson's at the error (1 - confidence) / k. Give every part, those of 0 and "other" included. `None`
/// when all parts are 0, for a sum above 2⁵³, and for a confidence outside (0, 1).
///
/// Goodman 1965, Technometrics 7:247.
pub fn goodman(parts: &[u64], confidence: f64) -> Option<Vec<Estimate>> {
    let z = normal_quantile(each_tail(confidence)? / parts.len() as f64)?.abs();
    let whole = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(*part))?;
    if whole == 0 || whole > 1 << 53 {
        return None;
    }
    let estimate = |&part: &u64| {
        let (lower, upper) = score_limits(part, whole, z);
        let interval = Interval { lower, upper, confidence, method: Method::Goodman };
        Estimate { value: part as f64 / whole as f64, interval }
    };
    Some(parts.iter().map(estimate).collect())
}
