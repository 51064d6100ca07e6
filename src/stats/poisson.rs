//! The law of a count of independent events.

use super::gamma::gamma_tails;
use super::normal::z_beyond;
use super::tails::{Side, Tails, limit, start};

/// The tails of a Poisson law with `mean` > 0 about `count`.
pub fn poisson_tails(count: f64, mean: f64) -> Tails {
    gamma_tails(count, mean)
}

/// Lower and upper limit of the mean, with `alpha` in each tail.
pub fn poisson_limits(count: f64, alpha: f64, weight: f64) -> (f64, f64) {
    let law = |mean| poisson_tails(count, mean);
    let z = z_beyond(alpha);
    let low = start(count + 1.0 - weight, 0.0, -z, weight);
    let lower = if count > 0.0 { limit(Side::Lower, alpha, weight, low, &law) } else { 0.0 };
    (lower, limit(Side::Upper, alpha, weight, start(count + weight, 0.0, z, weight), &law))
}
