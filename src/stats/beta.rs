//! The regularised incomplete beta function: tails of the beta, t, F and binomial laws.

use super::special::{MAX_TERMS, binomial_pmf};
use super::tails::{EXACT, Side, Tails, limit, rough_z, start};

/// A number between 0 and 1 and its complement, both to full precision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The number.
    pub x: f64,
    /// 1 less the number, not formed by subtraction.
    pub y: f64,
}

impl Split {
    /// The split in which `x` is to `y` as `odds` to 1.
    pub fn from_odds(odds: f64) -> Split {
        Split { x: odds / (1.0 + odds), y: 1.0 / (1.0 + odds) }
    }
}

/// B(a, b) I_x(a, b) / (x^a y^b), y = 1 - x, by the continued fraction of Didonato & Morris (1992, ACM TOMS 18:360,
/// section 4); for x up to about a / (a + b).
///
/// `gap` is a y - b x, passed in because some callers know it with less rounding. The plainer fraction of DLMF 8.17.22
/// forms it by cancellation, which loses six digits at 5 events against a million.
pub(super) fn fraction(a: f64, b: f64, x: f64, gap: f64) -> f64 {
    let mut per_next = 1.0 / (a + 1.0);
    // Wallis's recurrence for the numerators and denominators of the convergents. It waits for no division, so it is
    // twice as fast as Lentz's method, and no term here comes so close to 0 as to need that one.
    let (mut top, mut bottom, mut last_top, mut last_bottom) = (a * (gap + 1.0) * per_next, 1.0, 1.0, 0.0);
    let mut m = 0.0;
    for _ in 0..MAX_TERMS {
        m += 1.0;
        let part = x * per_next;
        per_next = 1.0 / (a + 2.0 * m + 1.0);
        let mixed = m * (b - m) * part;
        let numerator = (a + m - 1.0) * (a + b + m - 1.0) * part * mixed;
        let denominator = m + mixed + (a + m) * per_next * (gap + 1.0 + m * (2.0 - x));
        (top, last_top) = (denominator * top + numerator * last_top, top);
        (bottom, last_bottom) = (denominator * bottom + numerator * last_bottom, bottom);
        let (new, old) = (top * last_bottom, last_top * bottom);
        // About two units in the last place: rounding may keep neighbours that far apart for ever.
        if (new - old).abs() <= 5e-16 * new.abs() {
            break;
        }
        if bottom > 1e100 {
            [top, bottom, last_top, last_bottom] = [top, bottom, last_top, last_bottom].map(|x| x * 1e-100);
        }
    }
    bottom / top
}

/// I_x(a, b) and its complement I_y(b, a), with y = 1 - x, for a, b > 0. The smaller of the two is computed, the other
/// is what remains.
pub fn regularised_beta(a: f64, b: f64, at: Split) -> (f64, f64) {
    let tails = beta_tails(a, b, at);
    (tails.above, tails.below)
}

fn beta_tails(a: f64, b: f64, Split { x, y }: Split) -> Tails {
    // x^a y^b / B(a, b), which is also the derivative of I_x by ln(x / y).
    let gap = a * y - b * x;
    let density = if x > 0.0 && y > 0.0 { a * b / (a + b) * binomial_pmf(a, b, x, y, gap) } else { 0.0 };
    let (lower, upper) = if gap >= 0.0 {
        let lower = density * fraction(a, b, x, gap);
        (lower, (1.0 - lower).max(0.0))
    } else {
        let upper = density * fraction(b, a, y, -gap);
        ((1.0 - upper).max(0.0), upper)
    };
    Tails {
        below: upper,
        at: 0.0,
        above: lower,
        rise: density,
        fall: density,
        rise_bend: gap,
        fall_bend: gap,
        spread: (a + b) * x * y,
    }
}

/// The x with I_x(a, b) = `p`, and its complement, for a, b > 0 and 0 < p < 1.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> Split {
    let (tail, side, sign) = if p > 0.5 { (1.0 - p, Side::Upper, 1.0) } else { (p, Side::Lower, -1.0) };
    let z = sign * rough_z(tail);
    Split::from_odds(limit(side, tail, 1.0, start(a, 1.0 / b, z, EXACT) / b, &|odds| {
        beta_tails(a, b, Split::from_odds(odds))
    }))
}
