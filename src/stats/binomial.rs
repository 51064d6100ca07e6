//! The law of one count given the sum of two: how `n` events fall into a later and an earlier period.

use super::beta::{Split, fraction};
use super::normal::z_beyond;
use super::special::binomial_pmf;
use super::tails::{EXACT, Side, Tails, limit, start};

/// The tails about `later` of the `later + earlier` events, each falling into the later period with the given odds > 0.
pub fn binomial_tails(later: f64, earlier: f64, odds: f64) -> Tails {
    let Split { x: p, y: q } = Split::from_odds(odds);
    // How far the count lies above its mean; exact where the odds are 1.
    let gap = (later - earlier * odds) * q;
    let at = binomial_pmf(later, earlier, p, q, gap);
    // P(X > later) = I_p(later + 1, earlier), P(X < later) = I_q(earlier + 1, later), written in terms of `at`. The one
    // that cannot be the larger part is computed, the other is what remains.
    let (below, above) = if gap + q >= 0.0 {
        let above = if earlier > 0.0 { at * p * earlier * fraction(later + 1.0, earlier, p, gap + q) } else { 0.0 };
        (if later > 0.0 { (1.0 - at - above).max(0.0) } else { 0.0 }, above)
    } else {
        let below = if later > 0.0 { at * q * later * fraction(earlier + 1.0, later, q, p - gap) } else { 0.0 };
        (below, if earlier > 0.0 { (1.0 - at - below).max(0.0) } else { 0.0 })
    };
    Tails {
        below,
        at,
        above,
        rise: earlier * p * at,
        fall: later * q * at,
        rise_bend: gap + q,
        fall_bend: gap - p,
        spread: (later + earlier + 1.0) * p * q,
    }
}

/// Lower and upper limit of the odds, with `alpha` in each tail; 0 and infinity where the counts set none.
pub fn odds_limits(later: f64, earlier: f64, alpha: f64, weight: f64) -> (f64, f64) {
    let law = |odds| binomial_tails(later, earlier, odds);
    let (z, left) = (z_beyond(alpha), 1.0 - weight);
    let near = |a: f64, b: f64, z: f64| start(a, 1.0 / b, z, weight) / b;
    let low = || near(later + left, earlier + weight, -z);
    let high = || near(later + weight, earlier + left, z);
    let lower = if later > 0.0 { limit(Side::Lower, alpha, weight, low(), &law) } else { 0.0 };
    let upper = if earlier > 0.0 { limit(Side::Upper, alpha, weight, high(), &law) } else { f64::INFINITY };
    (lower, upper)
}

/// Score limits of the odds: the roots of (later - earlier · odds)² = z² n odds.
///
/// These are Wilson's limits of later / n mapped to odds, without a 1 - p to lose digits in.
pub fn score_limits(later: f64, earlier: f64, z: f64) -> (f64, f64) {
    let spread = z * z * (later + earlier);
    let b = 2.0 * later * earlier + spread;
    let root = b + (spread * (spread + 4.0 * later * earlier)).sqrt();
    let lower = if later > 0.0 { 2.0 * later * later / root } else { 0.0 };
    let upper = if earlier > 0.0 { root / (2.0 * earlier * earlier) } else { f64::INFINITY };
    (lower, upper)
}

/// The total probability of all outcomes no likelier than the observed one (Sterne 1954), at the given odds.
///
/// Outcomes within one part in 10⁷ count as equally likely, so that rounding does not break a tie; common statistical
/// software uses that margin too.
pub fn minlike_p(later: f64, earlier: f64, odds: f64) -> f64 {
    let n = later + earlier;
    let Split { x: p, y: q } = Split::from_odds(odds);
    let pmf = |k: f64| binomial_pmf(k, n - k, p, q, (k - (n - k) * odds) * q);
    let bar = pmf(later) * (1.0 + 1e-7);
    let rare = |k: f64| pmf(k) <= bar;
    let observed = binomial_tails(later, earlier, odds);
    let gap = later - earlier * odds;
    if gap == 0.0 {
        return 1.0;
    }
    // On the other side of the mean the law only falls, so bisection finds its nearest rare outcome: `common` is not
    // rare (or not on that side), `found` is rare (or past the end).
    let below_mean = gap < 0.0;
    let (mut common, mut found) =
        if below_mean { ((n * p).ceil() - 1.0, n + 1.0) } else { ((n * p).floor() + 1.0, -1.0) };
    common = if below_mean { common.max(later) } else { common.min(later) };
    while (found - common).abs() > 1.0 {
        let middle = ((found + common) / 2.0).floor();
        if rare(middle) {
            found = middle;
        } else {
            common = middle;
        }
    }
    let other = if found < 0.0 || found > n {
        0.0
    } else {
        let far = binomial_tails(found, n - found, odds);
        if below_mean { far.high(EXACT) } else { far.low(EXACT) }
    };
    let near = if below_mean { observed.low(EXACT) } else { observed.high(EXACT) };
    (near + other).min(1.0)
}
