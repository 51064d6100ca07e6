//! Did a series of months or quarters change, or only wobble as it always does?
//!
//! The XmR chart of England's Making Data Count: its limits come from the differences between neighbours, so they allow
//! for all the variation that the series has anyway, not only that of chance (Wheeler & Chambers 1992).

use super::signal::{Signal, signals};

/// Limits lie this many mean moving ranges from the mean: 3 / 1.128.
const REACH: f64 = 2.66;
/// A moving range of this many times the mean one is itself out of the ordinary.
const SCREEN: f64 = 3.267;
/// The fewest points with limits worth drawing.
pub const MIN_POINTS: usize = 12;

/// An XmR chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Xmr {
    /// The mean of the values.
    pub mean: f64,
    /// The mean difference between neighbours, without sign.
    pub moving_range: f64,
    /// Lower process limit. Where it is negative and the values are counts, draw it at 0: nothing can fall below.
    pub lower: f64,
    /// Upper process limit.
    pub upper: f64,
    /// The signal of each point; `None` for the usual ups and downs.
    pub signals: Vec<Option<Signal>>,
}

/// The chart of a series without gaps. `None` for fewer than [`MIN_POINTS`], because limits from fewer say more of
/// accidents than of the process; and for a value that is not finite.
pub fn xmr(values: &[f64]) -> Option<Xmr> {
    if values.len() < MIN_POINTS { None } else { xmr_with(values, true) }
}

/// As [`xmr`], for two points or more, with the choice whether extraordinary moving ranges are left out, once, before
/// the limits are drawn.
pub fn xmr_with(values: &[f64], screened: bool) -> Option<Xmr> {
    let plain = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    // A second pass removes the rounding of the first, which would put a constant series outside its own limits.
    let average = |values: &[f64]| {
        let rough = plain(values);
        rough + plain(&values.iter().map(|value| value - rough).collect::<Vec<_>>())
    };
    let neighbours = values.iter().zip(values.iter().skip(1));
    let mut ranges: Vec<f64> = neighbours.map(|(a, b)| (b - a).abs()).collect();
    let (mean, all) = (average(values), average(&ranges));
    // A constant series has no range below its mean, and none to leave out.
    if screened && all > 0.0 {
        ranges.retain(|range| *range < SCREEN * all);
    }
    let moving_range = average(&ranges);
    let reach = REACH * moving_range;
    let (lower, upper) = (mean - reach, mean + reach);
    let finite = lower.is_finite() && upper.is_finite();
    finite.then(|| Xmr { mean, moving_range, lower, upper, signals: signals(values, mean, reach) })
}
