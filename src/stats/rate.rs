//! Events per so many people, and how sure that is.

use super::count::{exact_limits, number};
use super::interval::{Estimate, Interval};

/// Events per `per` people, with exact limits: count / population × per.
///
/// The population is taken as known. More events than people is a legal rate (events are not people). `None` unless
/// population and `per` are positive and finite and 0 < confidence < 1, and where the rate overflows.
pub fn rate(count: u64, population: f64, per: f64, confidence: f64) -> Option<Estimate> {
    rate_with(exact_limits, count, population, per, confidence)
}

/// As [`rate`], with the limits of the count made by another function of this layer, such as
/// [`fingertips_limits`](super::fingertips_limits).
pub fn rate_with(
    limits: fn(u64, f64) -> Option<Interval>,
    count: u64,
    population: f64,
    per: f64,
    confidence: f64,
) -> Option<Estimate> {
    let scale = per / population;
    if !(population > 0.0 && scale > 0.0 && scale < f64::INFINITY) {
        return None;
    }
    let interval = limits(count, confidence)?;
    let value = number(count)? * scale;
    value.is_finite().then(|| Estimate { value, interval: interval.scale(scale) })
}
