//! The counts to expect of an area like the benchmark, if only chance moves them.
//!
//! Three things are drawn as the limits of a funnel. Here they are quantiles of the Poisson law about the expected
//! count. Some software draws the exact interval about the expected count instead, which is a confidence interval and
//! no control limit: at 5 events expected, 1.6 to 11.7 in place of 0.5 to 9.4. The third kind, the expected count for
//! which the observed one would lie on the limit, is [`exact_limits`](super::exact_limits) of the observed count.

use super::binomial::binomial_tails;
use super::control_limits::ControlLimits;
use super::count::MAX_COUNT;
use super::interval::each_tail;
use super::normal::z_of;
use super::poisson::poisson_tails;
use super::tails::{EXACT, Side, Tails};

/// Control limits of a count of which `expected` events are expected: the quantiles of the Poisson law, interpolated
/// between whole numbers so that lines drawn through them are smooth. In events; [`scale`](ControlLimits::scale) by
/// 1 / expected for a ratio to the benchmark, by per / population for a rate.
///
/// With F the distribution function, f the probability, and r the first count with F(r) ≥ p, the limit is
/// r - (F(r) - p) / f(r), p = (1 ∓ coverage) / 2; 0 where that is negative. The lower limit is 0 where no events at all
/// are already likelier than p: below 3.69 expected at a coverage of 0.95 no count is too low.
///
/// `None` unless 0 < expected ≤ 2³² and 0 < coverage < 1.
///
/// Spiegelhalter 2005, Statistics in Medicine 24:1185.
pub fn interpolated_limits(expected: f64, coverage: f64) -> Option<ControlLimits> {
    let law = Law::poisson(expected)?;
    let limit = |side| law.limit(coverage, side);
    Some(ControlLimits { lower: limit(Side::Lower)?, upper: limit(Side::Upper)?, coverage })
}

/// [`interpolated_limits`] without the interpolation: the first whole r with F(r) ≥ (1 ∓ coverage) / 2. `None` for the
/// same input.
pub fn quantile_limits(expected: f64, coverage: f64) -> Option<ControlLimits> {
    let law = Law::poisson(expected)?;
    let limit = |side| law.quantile(coverage, side).map(|(count, _)| count);
    Some(ControlLimits { lower: limit(Side::Lower)?, upper: limit(Side::Upper)?, coverage })
}

/// Control limits, in events, of the later of two counts that sum to `events`, each event falling into the later period
/// with the given odds: the quantiles of the binomial law, each interpolated from its own end as the lower one of
/// [`interpolated_limits`] is. With the benchmark's ratio of later to earlier events for odds, a funnel of changes has
/// exact limits too, down to areas with no event in one of the periods.
///
/// A count lies below the lower limit exactly when that many or fewer are less likely than (1 - coverage) / 2, and
/// above the upper one when that many or more are. (Spiegelhalter's upper limit is one event nearer; here, where a
/// count has a greatest value, that would leave every area without an earlier event outside.)
///
/// `None` for no events, for more than 2³³, and unless the odds are positive and finite and 0 < coverage < 1.
///
/// Spiegelhalter 2005, as above; given the sum: Przyborowski & Wilenski 1940, as for
/// [`rate_ratio`](super::rate_ratio).
pub fn interpolated_later_limits(events: u64, odds: f64, coverage: f64) -> Option<ControlLimits> {
    if !(odds > 1e-100 && odds < 1e100 && (1..=2 * MAX_COUNT).contains(&events)) {
        return None;
    }
    let events = events as f64;
    let lower = |odds| Law::Later { events, odds }.limit(coverage, Side::Lower);
    Some(ControlLimits { lower: lower(odds)?, upper: events - lower(1.0 / odds)?, coverage })
}

/// The law of a count, if only chance moves it.
#[derive(Clone, Copy)]
enum Law {
    /// The count of events without an upper bound.
    Poisson { mean: f64 },
    /// How many of `events` fall into the later period.
    Later { events: f64, odds: f64 },
}

impl Law {
    fn poisson(mean: f64) -> Option<Law> {
        (mean > 0.0 && mean <= MAX_COUNT as f64).then_some(Law::Poisson { mean })
    }

    fn tails(self, count: f64) -> Tails {
        match self {
            Law::Poisson { mean } => poisson_tails(count, mean),
            Law::Later { events, odds } => binomial_tails(count, events - count, odds),
        }
    }

    /// The most that the count can be.
    fn most(self) -> f64 {
        match self {
            Law::Poisson { .. } => f64::INFINITY,
            Law::Later { events, .. } => events,
        }
    }

    /// A count near the quantile that lies `z` standard deviations from the mean: the normal one, corrected for
    /// skewness, rarely more than one event off.
    fn near(self, z: f64) -> f64 {
        let (mean, variance, skew) = match self {
            Law::Poisson { mean } => (mean, mean, 1.0),
            Law::Later { events, odds } => {
                let (p, q) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
                (events * p, events * p * q, q - p)
            }
        };
        (mean + z * variance.sqrt() + skew * (z * z - 1.0) / 6.0).floor().max(0.0).min(self.most())
    }

    /// The interpolated limit on one side.
    fn limit(self, coverage: f64, side: Side) -> Option<f64> {
        let tail = each_tail(coverage)?;
        let (count, tails) = self.quantile(coverage, side)?;
        // F(r) - p, from the tail that is small, so that both keep their digits.
        let excess = match side {
            Side::Lower => tails.low(EXACT) - tail,
            Side::Upper => tail - tails.above,
        };
        Some((count - excess / tails.at).max(0.0))
    }

    /// The first count whose distribution function reaches the level of `side`, and the tails about it.
    fn quantile(self, coverage: f64, side: Side) -> Option<(f64, Tails)> {
        let (tail, z) = (each_tail(coverage)?, z_of(coverage)?);
        let most = self.most();
        let (z, reached): (f64, &dyn Fn(f64) -> bool) = match side {
            Side::Lower => (-z, &|count| count >= 0.0 && (count >= most || self.tails(count).low(EXACT) >= tail)),
            Side::Upper => (z, &|count| count >= 0.0 && (count >= most || self.tails(count).above <= tail)),
        };
        // Move outwards from there in doubled steps until `short` falls short of the level and `found` reaches it, then
        // inwards by halves.
        let mut found = self.near(z);
        let (mut short, mut step) = (found - 1.0, 1.0);
        while !reached(found) && step < f64::INFINITY {
            (short, found, step) = (found, found + step, 2.0 * step);
        }
        while reached(short) {
            (short, found, step) = (short - step, short, 2.0 * step);
        }
        // The steps may have led past the greatest possible count.
        found = found.min(most);
        while found - short > 1.0 {
            let middle = ((found + short) / 2.0).floor();
            if reached(middle) {
                found = middle;
            } else {
                short = middle;
            }
        }
        Some((found, self.tails(found)))
    }
}
