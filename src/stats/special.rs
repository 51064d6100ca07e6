//! Factorials without factorials: the two quantities on which every probability here is built.
//!
//! exp(ln Γ + ln Γ - ...) loses nine digits at a count of a million. The saddle-point form (Loader 2000, "Fast and
//! accurate computation of binomial probabilities") never forms the large logarithms: a probability is
//! exp(-(small Stirling errors) - (deviance)) over a square root, each part computed to full precision.

use std::f64::consts::{LN_2, TAU};

/// The most terms that any series or continued fraction here may take.
///
/// Near its mode a tail needs some 6 √n terms: 400,000 at a count of 2³². Reaching the limit returns the last partial
/// sum, which is then correct to far more digits than are printed.
pub const MAX_TERMS: u32 = 1_000_000;

/// ln Γ(x + 1) less Stirling's approximation (x + ½) ln x - x + ½ ln 2π, for x > 0.
///
/// From 10 the asymptotic series is exact to the last digit; below, the difference between neighbours,
/// atanh(y) / y - 1 with y = 1 / (2x + 1), is a sum of positive terms, so climbing to 10 loses nothing.
pub fn stirling_error(x: f64) -> f64 {
    // Every p-value of a z-score asks for this one.
    if x == 0.5 {
        return (1.0 - LN_2) / 2.0;
    }
    let mut x = x;
    let mut climbed = 0.0;
    while x < 10.0 {
        climbed += neighbour_difference(x);
        x += 1.0;
    }
    let s = 1.0 / (x * x);
    let far = 1.0 / 1188.0 - (691.0 / 360_360.0 - (1.0 / 156.0 - s * 3617.0 / 122_400.0) * s) * s;
    climbed + (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - far * s) * s) * s) * s) / x
}

/// `stirling_error(x) - stirling_error(x + 1)` = (x + ½) ln(1 + 1/x) - 1.
fn neighbour_difference(x: f64) -> f64 {
    if x < 1.0 {
        // The series below crawls here, and here the plain form has nothing to cancel.
        return (x + 0.5) * (1.0 / x).ln_1p() - 1.0;
    }
    let y = 1.0 / (2.0 * x + 1.0);
    let (mut power, mut sum, mut odd) = (y * y, 0.0, 3.0);
    // y ≤ 1/3, so 18 terms reach the last digit.
    while power > 1e-18 {
        sum += power / odd;
        power *= y * y;
        odd += 2.0;
    }
    sum
}

/// Half the Poisson deviance of `x` from `mean`: x ln(x / mean) - (x - mean), never negative; `mean` itself at x = 0.
///
/// `gap` is x - mean, passed in because some callers know it without the rounding of `mean`.
pub fn half_deviance(x: f64, mean: f64, gap: f64) -> f64 {
    if x <= 0.0 {
        return mean;
    }
    if gap.abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() - gap;
    }
    // Close to the mean the two parts above cancel. With v = gap / (x + mean), ln(x / mean) = 2 atanh(v).
    let v = gap / (x + mean);
    let (mut sum, mut power, mut odd) = (gap * v, 2.0 * x * v, 1.0);
    loop {
        power *= v * v;
        odd += 2.0;
        let next = sum + power / odd;
        // v < 0.1, so at most some ten rounds.
        if next == sum || odd > 99.0 {
            return next;
        }
        sum = next;
    }
}

/// Poisson probability of `x` at `mean`, x ≥ 0 and mean > 0: mean^x e^-mean / Γ(x + 1), for whole or fractional x.
pub fn poisson_pmf(x: f64, mean: f64) -> f64 {
    if x <= 0.0 {
        return (-mean).exp();
    }
    (-stirling_error(x) - half_deviance(x, mean, x - mean)).exp() / (TAU * x).sqrt()
}

/// Binomial probability of `a` successes and `b` failures, whole or fractional, at success probability `p` and failure
/// probability `q` = 1 - p: Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) p^a q^b.
///
/// `gap` is a - (a + b) p = a q - b p, passed in because some callers know it with less rounding.
pub fn binomial_pmf(a: f64, b: f64, p: f64, q: f64, gap: f64) -> f64 {
    let n = a + b;
    if a <= 0.0 || b <= 0.0 {
        // One factor is left; the other probability gives its logarithm without forming 1 - p.
        let log = |p: f64, q: f64| if p < 0.5 { p.ln() } else { (-q).ln_1p() };
        return if n <= 0.0 {
            1.0
        } else if a <= 0.0 {
            (n * log(q, p)).exp()
        } else {
            (n * log(p, q)).exp()
        };
    }
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - half_deviance(a, n * p, gap)
        - half_deviance(b, n * q, -gap);
    exponent.exp() * (n / (TAU * a * b)).sqrt()
}
