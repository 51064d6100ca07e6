//! From the probability below, at and above an observed count to limits and p-values.
//!
//! The Poisson, binomial and noncentral hypergeometric laws are each governed by one positive parameter (mean, odds,
//! odds ratio) that multiplies: raising it moves the count up. So one search serves all three, and since an interval
//! and its p-value read the same tails, the interval leaves out a value exactly when the p-value against it is below
//! 1 - confidence.
//!
//! `weight` is the share of the observed count's own probability that each tail receives: 1 gives the exact
//! (Clopper-Pearson, Garwood) limits, ½ the mid-p limits (Lancaster 1961).

/// The weight of the exact method.
pub const EXACT: f64 = 1.0;
/// The weight of the mid-p method.
pub const MID_P: f64 = 0.5;

/// Where the mass of a law lies relative to an observed count, at one value of the parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// P(X < count).
    pub below: f64,
    /// P(X = count).
    pub at: f64,
    /// P(X > count).
    pub above: f64,
    /// Derivative of `above` by the logarithm of the parameter, not negative.
    pub rise: f64,
    /// Minus the derivative of `below` by the logarithm of the parameter, not negative.
    pub fall: f64,
}

impl Tails {
    /// P(X < count) + weight P(X = count).
    pub fn low(&self, weight: f64) -> f64 {
        self.below + weight * self.at
    }

    /// P(X > count) + weight P(X = count).
    pub fn high(&self, weight: f64) -> f64 {
        self.above + weight * self.at
    }

    /// Twice the smaller tail, at most 1.
    pub fn p_value(&self, weight: f64) -> f64 {
        (2.0 * self.low(weight).min(self.high(weight))).min(1.0)
    }
}

/// The limit sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The parameter at which the count is surprisingly high.
    Lower,
    /// The parameter at which the count is surprisingly low.
    Upper,
}

/// Steps that the search may take; Newton needs about four, bisection some sixty.
const MAX_STEPS: u32 = 200;

/// The parameter at which the tail of `side` is `alpha`, sought from `start` by Newton's method on the logarithms of
/// tail and parameter (there the tail is concave, so the steps do not swing), inside a bracket.
///
/// The caller makes sure that there is one: a count at the bottom of its range has no lower limit, at the top no upper.
pub fn limit(side: Side, alpha: f64, weight: f64, start: f64, law: &dyn Fn(f64) -> Tails) -> f64 {
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let mut at = if start > 0.0 && start < f64::INFINITY { start } else { 1.0 };
    for _ in 0..MAX_STEPS {
        let tails = law(at);
        let (tail, slope) = match side {
            Side::Lower => (tails.high(weight), (1.0 - weight) * tails.rise + weight * tails.fall),
            Side::Upper => (tails.low(weight), -(1.0 - weight) * tails.fall - weight * tails.rise),
        };
        if (tail > alpha) == (side == Side::Lower) {
            high = at;
        } else {
            low = at;
        }
        // NaN where the tail has underflowed; the bracket then takes over.
        let step = (alpha / tail).ln() * tail / slope;
        let next = at * step.exp();
        // Convergence is quadratic, with a factor of at most √n: after a step this short the next would be lost in
        // rounding. Tested before the bracket, which at the root is as narrow as rounding itself.
        if step.abs() < 1e-11 {
            return next;
        }
        at = if low < next && next < high {
            next
        } else if high == f64::INFINITY {
            low * 8.0
        } else if low == 0.0 {
            high / 8.0
        } else {
            low.sqrt() * high.sqrt()
        };
    }
    at
}

/// A rough normal quantile of the upper tail `alpha` < ½, good to 0.1: only where to start a search.
pub fn rough_z(alpha: f64) -> f64 {
    ((-2.0 * (2.0 * alpha).ln()).sqrt() - 0.48).max(0.0)
}
