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
    /// Derivative of the logarithm of `rise` by that of the parameter.
    pub rise_bend: f64,
    /// Derivative of the logarithm of `fall` by that of the parameter.
    pub fall_bend: f64,
    /// About minus the derivative of both bends: the variance of the count.
    pub spread: f64,
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

/// Steps that the search may take; from a good start it needs one or two, by bisection some sixty.
const MAX_STEPS: u32 = 200;

/// The parameter at which the tail of `side` is `alpha`, sought from `start` by Newton's method on the logarithms of
/// tail and parameter (there the tail is concave, so the steps do not swing), inside a bracket.
///
/// The caller makes sure that the limit exists: a count at the bottom of its range has no lower limit, at the top no
/// upper.
pub fn limit(side: Side, alpha: f64, weight: f64, start: f64, law: &dyn Fn(f64) -> Tails) -> f64 {
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let mut at = if start > 0.0 && start < f64::INFINITY { start } else { 1.0 };
    for _ in 0..MAX_STEPS {
        let tails = law(at);
        let split = 1.0 - weight;
        // The slope by the logarithm of the parameter comes in two parts, which bend differently.
        let (tail, parts, bends) = match side {
            Side::Lower => {
                (tails.high(weight), [split * tails.rise, weight * tails.fall], [tails.rise_bend, tails.fall_bend])
            }
            Side::Upper => {
                (tails.low(weight), [-split * tails.fall, -weight * tails.rise], [tails.fall_bend, tails.rise_bend])
            }
        };
        let slope = parts[0] + parts[1];
        if (tail > alpha) == (side == Side::Lower) {
            high = at;
        } else {
            low = at;
        }
        if let Some(step) = last_step((alpha - tail) / slope, parts.map(|part| part / slope), bends, tails.spread) {
            return at * step.exp();
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

/// The step to the limit by a series of four terms, if it is so short that what they leave out is lost in rounding:
/// from a good start the search then ends where it began, and has computed a tail once instead of four times.
///
/// The tail is the integral of its slope, and over a short `step` each part of the slope is exp(bend step - spread
/// step²/2) times what it is here. This inverts that integral; `newton` is its first term.
fn last_step(newton: f64, parts: [f64; 2], bends: [f64; 2], spread: f64) -> Option<f64> {
    let apart = bends[1] - bends[0];
    let bend = (bends[0] + parts[1] * apart) * newton;
    let turn = (parts[0] * parts[1] * apart * apart - spread) * newton * newton;
    let short = bend * bend + spread * newton * newton < 1e-7;
    let third = (2.0 * bend * bend - turn) / 6.0;
    let fourth = bend * (7.0 * turn - 6.0 * bend * bend) / 24.0;
    short.then_some(newton * (1.0 - bend / 2.0 + third + fourth))
}

/// Where to start the search for the `z` quantile of a gamma law of shape `a`, or (times 1/b) of the odds of a beta law
/// of shapes a and b: the cube root of a ratio of two gamma variables is nearly normal. Off by less than a thousandth
/// of a standard deviation from shapes of 10 up. `weight` as everywhere here, with the shapes midway between those of
/// the two tails: splitting a count's own probability narrows its law.
///
/// Wilson & Hilferty 1931, PNAS 17:684; Paulson 1942, Annals of Mathematical Statistics 13:233.
pub fn start(a: f64, per_b: f64, z: f64, weight: f64) -> f64 {
    let z = z * (1.0 + weight * (1.0 - weight) / 2.0 * (1.0 / a + per_b));
    let (va, vb) = (1.0 / (9.0 * a), per_b / 9.0);
    let (ma, mb) = (1.0 - va, 1.0 - vb);
    let lead = mb * mb - z * z * vb;
    let root = (ma * mb + z * (ma * ma * vb + mb * mb * va - z * z * va * vb).sqrt()) / lead;
    // The small shapes at which that fails: a logarithm is then nearer to normal, and never negative.
    let root = if lead > 0.1 && root > 0.1 { root } else { (z * (va + vb).sqrt()).exp() };
    a * root * root * root
}

/// A rough normal quantile of the upper tail `alpha` < ½, good to 0.1: only where to start a search.
pub fn rough_z(alpha: f64) -> f64 {
    ((-2.0 * (2.0 * alpha).ln()).sqrt() - 0.48).max(0.0)
}
