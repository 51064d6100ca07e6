//! Integrals over a stretch, and up to each point within it, from the values at a few points.

use std::f64::consts::PI;

/// Points on a stretch.
pub const POINTS: usize = 14;

/// The Gauss-Legendre rule on the stretch from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct GaussLegendre {
    /// The points, ascending.
    pub at: [f64; POINTS],
    /// The weights of the integral over the whole stretch: exact for polynomials below degree 2 [`POINTS`].
    pub weight: [f64; POINTS],
    /// The weights of the integral from 0 to each point: exact for polynomials below degree [`POINTS`].
    pub up_to: [[f64; POINTS]; POINTS],
}

impl GaussLegendre {
    /// Computes the rule: some five thousand operations, instead of a table of numbers that nobody would check.
    pub fn new() -> GaussLegendre {
        let mut rule = GaussLegendre { at: [0.0; POINTS], weight: [0.0; POINTS], up_to: [[0.0; POINTS]; POINTS] };
        let roots = roots();
        let values: Vec<_> = roots.iter().map(|x| legendre(*x)).collect();
        for (weight, p) in rule.weight.iter_mut().zip(&values) {
            // On the stretch from -1 to 1 the weight is 2 over this sum.
            let sum: f64 = p.iter().take(POINTS).zip(0..).map(|(p, l)| f64::from(2 * l + 1) * p * p).sum();
            *weight = 1.0 / sum;
        }
        for (((at, row), x), p) in rule.at.iter_mut().zip(&mut rule.up_to).zip(&roots).zip(&values) {
            *at = (1.0 + x) / 2.0;
            for ((to, own), weight) in row.iter_mut().zip(&values).zip(&rule.weight) {
                // The polynomial through the values, in Legendre's terms, integrated term by term.
                let higher = own.iter().skip(1).zip(p.iter().skip(2).zip(p));
                let sum: f64 = higher.map(|(own, (next, last))| own * (next - last)).sum();
                *to = weight * (1.0 + x + sum) / 2.0;
            }
        }
        rule
    }
}

impl Default for GaussLegendre {
    fn default() -> Self {
        GaussLegendre::new()
    }
}

/// The roots of Pₙ, n = [`POINTS`], ascending: close to the cosines of evenly spaced angles, then by Newton's method.
fn roots() -> [f64; POINTS] {
    let n = POINTS as f64;
    // Good enough to start from, and without the library's cosine, which alone would add more to the page than all
    // this.
    let cosine = |x: f64| 1.0 - x * x / 2.0 * (1.0 - x * x / 12.0);
    let turn = PI / (n + 0.5);
    let (mut last, mut start) = (cosine(0.25 * turn), cosine(0.75 * turn));
    let mut roots = [0.0; POINTS];
    for root in roots.iter_mut().rev() {
        *root = start;
        // Convergence is quadratic from two digits on, and the fifth step changes nothing.
        for _ in 0..5 {
            let p = legendre(*root);
            let slope = n * (*root * p[POINTS] - p[POINTS - 1]) / (*root * *root - 1.0);
            *root -= p[POINTS] / slope;
        }
        (last, start) = (start, 2.0 * cosine(turn) * start - last);
    }
    roots
}

/// P₀ to Pₙ at `x`, n = [`POINTS`].
fn legendre(x: f64) -> [f64; POINTS + 1] {
    let mut p = [1.0; POINTS + 1];
    p[1] = x;
    for l in 2..=POINTS {
        let n = l as f64;
        p[l] = ((2.0 * n - 1.0) * x * p[l - 1] - (n - 1.0) * p[l - 2]) / n;
    }
    p
}
