//! How far the underlying level may lie from a recorded count, if events are independent.

use super::interval::{Interval, Method, each_tail};
use super::normal::z_of;
use super::poisson::poisson_limits;
use super::tails::{EXACT, MID_P};

/// The largest count answered: 2³². Above it the bounds on work and precision stated in this layer no longer hold.
pub const MAX_COUNT: u64 = 1 << 32;

/// A count as a number, if it is one that this layer answers.
pub(super) fn number(count: u64) -> Option<f64> {
    (count <= MAX_COUNT).then_some(count as f64)
}

/// Exact limits of a Poisson count, in events: the means at which this many events or more, and this many or fewer,
/// have probability (1 - confidence) / 2.
///
/// At 0 events the lower limit is 0 and the upper -ln((1 - confidence) / 2): 3.689 at 0.95, two-sided (the "rule of
/// three" is the one-sided convention). Guaranteed to cover at least as often as stated. `None` unless
/// 0 < confidence < 1, and above [`MAX_COUNT`].
///
/// Garwood 1936, Biometrika 28:437.
pub fn exact_limits(count: u64, confidence: f64) -> Option<Interval> {
    poisson(count, confidence, EXACT, Method::ExactPoisson)
}

/// Mid-p limits of a Poisson count: as [`exact_limits`], with half of the observed count's probability in each tail.
/// Covers about as often as stated, sometimes less often.
///
/// Lancaster 1961, JASA 56:223.
pub fn mid_p_limits(count: u64, confidence: f64) -> Option<Interval> {
    poisson(count, confidence, MID_P, Method::MidPPoisson)
}

fn poisson(count: u64, confidence: f64, weight: f64, method: Method) -> Option<Interval> {
    let (lower, upper) = poisson_limits(number(count)?, each_tail(confidence)?, weight);
    Some(Interval { lower, upper, confidence, method })
}

/// Byar's approximation to the exact limits, by cubes; at 0.95 off by at most 0.2% of the limit from 10 events up.
///
/// At 0 events, where the formula is 0/0, and where it would turn negative, the lower limit is 0. `None` as for
/// [`exact_limits`].
///
/// Breslow & Day 1987, Statistical Methods in Cancer Research II.
pub fn byar_limits(count: u64, confidence: f64) -> Option<Interval> {
    let z = z_of(confidence)?;
    let cube = |n: f64, z: f64| {
        let root = 1.0 - 1.0 / (9.0 * n) + z / (3.0 * n.sqrt());
        n * root * root * root
    };
    let count = number(count)?;
    let lower = if count > 0.0 { cube(count, -z).max(0.0) } else { 0.0 };
    Some(Interval { lower, upper: cube(count + 1.0, z), confidence, method: Method::Byar })
}

/// The rule of the UK's public health profiles (Fingertips): exact limits below 10 events, Byar's from 10 up.
pub fn fingertips_limits(count: u64, confidence: f64) -> Option<Interval> {
    if count < 10 { exact_limits(count, confidence) } else { byar_limits(count, confidence) }
}
