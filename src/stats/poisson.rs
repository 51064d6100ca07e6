//! The law of a count of independent events.

use super::gamma::{gamma_tails, start};
use super::tails::{Side, Tails, limit, rough_z};

/// The tails of a Poisson law with `mean` > 0 about `count`.
pub fn poisson_tails(count: f64, mean: f64) -> Tails {
    gamma_tails(count, mean)
}

/// Lower and upper limit of the mean, with `alpha` in each tail.
pub fn poisson_limits(count: f64, alpha: f64, weight: f64) -> (f64, f64) {
    let law = |mean| poisson_tails(count, mean);
    let z = rough_z(alpha);
    let lower = if count > 0.0 { limit(Side::Lower, alpha, weight, start(count, -z), &law) } else { 0.0 };
    (lower, limit(Side::Upper, alpha, weight, start(count, z), &law))
}
