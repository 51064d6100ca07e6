//! Which counts would a test of chance alone not reject? Where too few areas are known to say what is usual, this is all
//! that can be said of a change or a rate; it is the least that figures vary.

use super::hypergeometric::TwoByTwo;
use super::ratio::{Exposed, mid_p};
use super::tails::MID_P;

/// Of `events` that chance splits between two exposures, how many may fall into the second: the least and the greatest
/// count that a two-sided mid-p test does not reject at 1 - `coverage`.
///
/// `None` for more than 2³² events, for exposures that are not positive and finite, and where the test rejects none of
/// the counts next to the expected one, which only a coverage near 0 does.
pub fn chance_counts(events: u64, [first, second]: [f64; 2], coverage: f64) -> Option<[u64; 2]> {
    let p = |count: u64| mid_p(Exposed { count, exposure: second }, Exposed { count: events - count, exposure: first });
    not_rejected(events, events as f64 * (second / (first + second)), 1.0 - coverage, &p)
}

/// Of an area's events in two periods, how many may fall into the later one if it changes as the rest of the nation
/// does. Counts are given as [earlier, later]. Each split is tested against the rest by the mid-p test that takes the
/// margins of the table as given (Fisher 1935; Lancaster 1961), so that the chance in the rest's own change is allowed
/// for. Exposures that both share cancel.
///
/// `None` as for [`chance_counts`], and for a rest without events in either period.
pub fn chance_counts_beside(events: u64, rest: [u64; 2], coverage: f64) -> Option<[u64; 2]> {
    let others = rest[0].checked_add(rest[1])?;
    if rest[0] == 0 || rest[1] == 0 || events.max(others) > super::MAX_COUNT {
        return None;
    }
    let rest = rest.map(|count| count as f64);
    let p = |later: u64| {
        let table = TwoByTwo { area: [(events - later) as f64, later as f64], rest };
        Some(table.tails(1.0).p_value(MID_P))
    };
    not_rejected(events, events as f64 * (rest[1] / (rest[0] + rest[1])), 1.0 - coverage, &p)
}

/// The least and the greatest of the counts from 0 that are not rejected. P-values rise to about the expected count and
/// fall from there, so either side is found by halves.
fn not_rejected(most: u64, expected: f64, level: f64, p: &dyn Fn(u64) -> Option<f64>) -> Option<[u64; 2]> {
    let middle = (expected.round() as u64).min(most);
    if p(middle)? < level {
        return None;
    }
    let (mut lower, mut short) = if p(0)? < level { (middle, 0) } else { (0, 0) };
    while lower > short + 1 {
        let between = u64::midpoint(lower, short);
        if p(between)? < level { short = between } else { lower = between }
    }
    let (mut upper, mut beyond) = if p(most)? < level { (middle, most) } else { (most, most) };
    while upper + 1 < beyond {
        let between = u64::midpoint(upper, beyond);
        if p(between)? < level { beyond = between } else { upper = between }
    }
    Some([lower, upper])
}
