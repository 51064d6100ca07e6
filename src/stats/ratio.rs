//! Is one rate higher than another, and by what factor: a later period against an earlier, an area against the rest.
//!
//! Given the sum of two Poisson counts, the later one is binomial, and the ratio of rates is its odds times the ratio
//! of exposures (Przyborowski & Wilenski 1940). All three methods read that one law.

use super::binomial::{binomial_tails, minlike_p, odds_limits, score_limits};
use super::count::number;
use super::interval::{Interval, Method, each_tail};
use super::normal::{two_sided_p, z_of};
use super::tails::{EXACT, MID_P};

/// Events and their exposure: days, people, or people times days. Only the ratio of two exposures matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposed {
    /// Events recorded.
    pub count: u64,
    /// Exposure, positive and finite, in the unit of the exposure that it is compared with.
    pub exposure: f64,
}

impl Exposed {
    /// Count and exposure as numbers, if this layer answers for both.
    pub(super) fn numbers(self) -> Option<(f64, f64)> {
        let usable = self.exposure > 1e-100 && self.exposure < 1e100;
        usable.then_some((number(self.count)?, self.exposure))
    }
}

/// A ratio, its interval and the p-value against a ratio of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// The ratio; `None` where it divides by zero.
    pub value: Option<f64>,
    /// Its interval: 0 and infinity are limits that the data did not set.
    pub interval: Interval,
    /// Two-sided p-value by the interval's own method: below 1 - confidence exactly when the interval leaves out 1.
    pub p: f64,
}

/// The rate of `later` over the rate of `earlier`.
///
/// `method` is [`Method::MidPRatio`] (the default of this project), [`Method::ExactRatio`] or [`Method::ScoreRatio`];
/// any other gives `None`, as do an exposure that is not positive and finite and a confidence outside (0, 1).
///
/// No earlier events: no value, a lower limit only. No later events: 0, an upper limit only. Neither: nothing to
/// compare, so no value, an interval from 0 to infinity and p = 1.
///
/// Clopper & Pearson 1934; Lancaster 1961 (mid-p); Ng & Tang 2005 and Price & Bonett 2000 (score).
pub fn rate_ratio(later: Exposed, earlier: Exposed, confidence: f64, method: Method) -> Option<Ratio> {
    let pair = CountPair::new(later, earlier)?;
    let alpha = each_tail(confidence)?;
    let (p, (lower, upper)) = match method {
        Method::MidPRatio => (pair.p(MID_P), pair.odds_limits(alpha, MID_P)),
        Method::ExactRatio => (pair.p(EXACT), pair.odds_limits(alpha, EXACT)),
        Method::ScoreRatio => (two_sided_p(pair.z()), pair.score_limits(z_of(confidence)?)),
        _ => return None,
    };
    let scale = 1.0 / pair.odds;
    Some(Ratio {
        value: (pair.earlier > 0.0).then(|| pair.later / pair.earlier * scale),
        interval: Interval { lower: lower * scale, upper: upper * scale, confidence, method },
        p,
    })
}

/// Twice the smaller exact tail, at most 1: agrees with [`Method::ExactRatio`]. `None` for an unusable exposure.
pub fn central_p(later: Exposed, earlier: Exposed) -> Option<f64> {
    Some(CountPair::new(later, earlier)?.p(EXACT))
}

/// Twice the smaller mid-p tail, at most 1: agrees with [`Method::MidPRatio`]. `None` for an unusable exposure.
pub fn mid_p(later: Exposed, earlier: Exposed) -> Option<f64> {
    Some(CountPair::new(later, earlier)?.p(MID_P))
}

/// The total probability of all splits of the events no likelier than the observed one. Agrees with none of the
/// intervals here (Fay 2010); given because other software prints it. `None` for an unusable exposure.
pub fn minlike(later: Exposed, earlier: Exposed) -> Option<f64> {
    let pair = CountPair::new(later, earlier)?;
    Some(minlike_p(pair.later, pair.earlier, pair.odds))
}

/// The score test's z, positive where the later rate is higher; 0 without events. `None` for an unusable exposure.
pub fn score_z(later: Exposed, earlier: Exposed) -> Option<f64> {
    Some(CountPair::new(later, earlier)?.z())
}

/// Two counts, and the odds of the later period if the rates were equal.
struct CountPair {
    later: f64,
    earlier: f64,
    odds: f64,
}

impl CountPair {
    fn new(later: Exposed, earlier: Exposed) -> Option<CountPair> {
        let odds = later.exposure / earlier.exposure;
        // 1 / odds must be finite as well; later.exposure > 0 refuses two negative exposures.
        let usable = later.exposure > 0.0 && odds > 1e-100 && odds < 1e100;
        usable.then_some(CountPair { later: number(later.count)?, earlier: number(earlier.count)?, odds })
    }

    fn p(&self, weight: f64) -> f64 {
        binomial_tails(self.later, self.earlier, self.odds).p_value(weight)
    }

    fn odds_limits(&self, alpha: f64, weight: f64) -> (f64, f64) {
        odds_limits(self.later, self.earlier, alpha, weight)
    }

    fn score_limits(&self, z: f64) -> (f64, f64) {
        score_limits(self.later, self.earlier, z)
    }

    fn z(&self) -> f64 {
        let n = self.later + self.earlier;
        if n > 0.0 { (self.later - self.earlier * self.odds) / (n * self.odds).sqrt() } else { 0.0 }
    }
}
