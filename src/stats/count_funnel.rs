//! Which counts to expect of an area like the benchmark, if only chance moves them.
//!
//! Three things are drawn as the limits of a funnel. Here they are quantiles of the Poisson law about the expected
//! count. Some software draws the exact interval about the expected count instead, which is a confidence interval and
//! no control limit: at 5 events expected, 1.6 to 11.7 in place of 0.5 to 9.4. The third kind, the expected count for
//! which the observed one would lie on the limit, is [`exact_limits`](super::exact_limits) of the observed count.

use super::control_limits::ControlLimits;
use super::count::MAX_COUNT;
use super::interval::each_tail;
use super::normal::z_of;
use super::poisson::poisson_tails;
use super::tails::{EXACT, Side, Tails};

/// Limits of a count of which `expected` are expected, so that lines drawn through them are smooth: the quantiles of
/// the Poisson law, interpolated between whole numbers. In events; [`scale`](ControlLimits::scale) by 1 / expected for
/// a ratio to the benchmark, by per / population for a rate.
///
/// With F the distribution function, f the probability, and r the first count with F(r) ≥ p, the limit is
/// r - (F(r) - p) / f(r), p = (1 ∓ coverage) / 2; 0 where that is negative. The lower limit is 0 where none at all is
/// already likelier than p: below 3.69 expected at a coverage of 0.95 no count is too low.
///
/// `None` unless 0 < expected ≤ 2³² and 0 < coverage < 1.
///
/// Spiegelhalter 2005, Statistics in Medicine 24:1185.
pub fn interpolated_limits(expected: f64, coverage: f64) -> Option<ControlLimits> {
    let tail = each_tail(coverage)?;
    let limit = |side| {
        let (count, tails) = quantile(expected, coverage, side)?;
        // F(r) - p, from the tail that is small, for both to keep their digits.
        let excess = match side {
            Side::Lower => tails.low(EXACT) - tail,
            Side::Upper => tail - tails.above,
        };
        Some((count - excess / tails.at).max(0.0))
    };
    Some(ControlLimits { lower: limit(Side::Lower)?, upper: limit(Side::Upper)?, coverage })
}

/// The whole counts at the same limits: the first r with F(r) ≥ (1 ∓ coverage) / 2. `None` as for
/// [`interpolated_limits`].
pub fn quantile_limits(expected: f64, coverage: f64) -> Option<ControlLimits> {
    let limit = |side| quantile(expected, coverage, side).map(|(count, _)| count);
    Some(ControlLimits { lower: limit(Side::Lower)?, upper: limit(Side::Upper)?, coverage })
}

/// The first count whose distribution function reaches the level of `side`, and the tails about it.
fn quantile(expected: f64, coverage: f64, side: Side) -> Option<(f64, Tails)> {
    let (tail, z) = (each_tail(coverage)?, z_of(coverage)?);
    if !(expected > 0.0 && expected <= MAX_COUNT as f64) {
        return None;
    }
    let law = |count: f64| poisson_tails(count, expected);
    let (z, reached): (f64, &dyn Fn(f64) -> bool) = match side {
        Side::Lower => (-z, &|count| count >= 0.0 && law(count).low(EXACT) >= tail),
        Side::Upper => (z, &|count| count >= 0.0 && law(count).above <= tail),
    };
    // The normal quantile with a correction for skewness, rarely more than one event off. From there outwards in
    // doubled steps until `short` falls short of the level and `found` reaches it, then inwards by halves.
    let mut found = (expected + z * expected.sqrt() + (z * z - 1.0) / 6.0).floor().max(0.0);
    let (mut short, mut step) = (found - 1.0, 1.0);
    while !reached(found) && step < f64::INFINITY {
        (short, found, step) = (found, found + step, 2.0 * step);
    }
    while reached(short) {
        (short, found, step) = (short - step, short, 2.0 * step);
    }
    while found - short > 1.0 {
        let middle = ((found + short) / 2.0).floor();
        if reached(middle) {
            found = middle;
        } else {
            short = middle;
        }
    }
    Some((found, law(found)))
}
