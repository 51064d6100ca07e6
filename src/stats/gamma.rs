//! The regularised incomplete gamma function: tails of the gamma, chi-square and Poisson laws.

use super::special::{MAX_TERMS, poisson_pmf};
use super::tails::{EXACT, Side, Tails, limit, rough_z};

/// P(a, x) and Q(a, x) = 1 - P(a, x), each without cancellation, with what lies between P(a, x) and P(a + 1, x).
///
/// Read as a count: for whole `a`, X Poisson with mean x, `below` = P(X < a) = Q(a, x), `at` = P(X = a),
/// `above` = P(X > a) = P(a + 1, x). Needs a ≥ 0 and x > 0.
///
/// Series up to x = a + 1 (DLMF 8.11.4), the even part of the continued fraction DLMF 8.9.2 beyond, by Lentz's method.
pub fn gamma_tails(a: f64, x: f64) -> Tails {
    let at = poisson_pmf(a, x);
    let (below, above) = if x < a + 1.0 {
        let above = at * series(a, x);
        (if a > 0.0 { (1.0 - at - above).max(0.0) } else { 0.0 }, above)
    } else {
        let below = if a > 0.0 { at * a * fraction(a, x) } else { 0.0 };
        (below, (1.0 - at - below).max(0.0))
    };
    Tails { below, at, above, rise: x * at, fall: a * at }
}

/// x/(a+1) + x²/((a+1)(a+2)) + ...
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 0.0, a);
    for _ in 0..MAX_TERMS {
        n += 1.0;
        let ratio = x / n;
        term *= ratio;
        sum += term;
        // What is left is at most a geometric series.
        if term <= 1e-17 * (1.0 - ratio) * sum {
            break;
        }
    }
    sum
}

/// 1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))).
fn fraction(a: f64, x: f64) -> f64 {
    // x ≥ a + 1 keeps every denominator above zero.
    let mut b = x + 1.0 - a;
    let mut c = f64::INFINITY;
    let mut d = 1.0 / b;
    let mut value = d;
    let mut i = 0.0;
    for _ in 0..MAX_TERMS {
        i += 1.0;
        let step = -i * (i - a);
        b += 2.0;
        d = 1.0 / (step * d + b);
        c = b + step / c;
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
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
        Side::Lower => limit(side, p, 1.0, start(a, -rough_z(p)), &|x| gamma_tails(a, x)),
        Side::Upper => limit(side, p, 0.0, start(a, rough_z(p)), &|x| gamma_tails(a, x)),
    }
}

/// The mean at which `a` lies `z` standard deviations away: (a - mean)² = z² mean.
pub(super) fn start(a: f64, z: f64) -> f64 {
    a + z * z / 2.0 + z * (a + z * z / 4.0).sqrt()
}
