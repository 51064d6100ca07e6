//! The regularised incomplete gamma function: tails of the gamma, chi-square and Poisson laws.

use super::beta::fraction;
use super::special::poisson_pmf;
use super::tails::{EXACT, Side, Tails, limit, rough_z, start};

/// A number of trials so large that some more or less make no difference to the last digit.
const MANY: f64 = 1e100;

/// P(a, x) and Q(a, x) = 1 - P(a, x), each without cancellation, and the difference between P(a, x) and P(a + 1, x).
///
/// Read as a count: for whole `a`, X Poisson with mean x, `below` = P(X < a) = Q(a, x), `at` = P(X = a),
/// `above` = P(X > a) = P(a + 1, x). Needs a ≥ 0 and x > 0.
///
/// A Poisson law is a binomial one of very many trials, so it has the same continued fractions. Beyond x = a + 1 they
/// come to the even part of DLMF 8.9.2.
pub fn gamma_tails(a: f64, x: f64) -> Tails {
    let at = poisson_pmf(a, x);
    let (below, above) = if x < a + 1.0 {
        let above = at * x * fraction(a + 1.0, MANY, x / MANY, a + 1.0 - x);
        (if a > 0.0 { (1.0 - at - above).max(0.0) } else { 0.0 }, above)
    } else {
        // Where the law has underflowed to 0, the fraction has no digit left either.
        let below = if a > 0.0 && at > 0.0 { at * a * fraction(MANY, a, 1.0, x - a) } else { 0.0 };
        (below, (1.0 - at - below).max(0.0))
    };
    Tails { below, at, above, rise: x * at, fall: a * at, rise_bend: a - x + 1.0, fall_bend: a - x, spread: x }
}

/// P(a, x), the lower regularised incomplete gamma function, and Q(a, x), for a > 0 and x ≥ 0.
pub fn regularised_gamma(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    let tails = gamma_tails(a, x);
    (tails.high(EXACT), tails.below)
}

/// The x with P(a, x) = `p` (side `Lower`) or Q(a, x) = `p` (side `Upper`), for a > 0 and 0 < p < 1.
///
/// Give the smaller of the two probabilities where both are known; above ½ the search turns to the other side itself.
pub fn gamma_quantile(a: f64, p: f64, side: Side) -> f64 {
    let (p, side) = match side {
        Side::Lower if p > 0.5 => (1.0 - p, Side::Upper),
        Side::Upper if p > 0.5 => (1.0 - p, Side::Lower),
        _ => (p, side),
    };
    // P is the exact tail above, at weight 1; Q is the tail below without the count itself.
    match side {
        Side::Lower => limit(side, p, 1.0, start(a, 0.0, -rough_z(p), EXACT), &|x| gamma_tails(a, x)),
        Side::Upper => limit(side, p, 0.0, start(a, 0.0, rough_z(p), EXACT), &|x| gamma_tails(a, x)),
    }
}
