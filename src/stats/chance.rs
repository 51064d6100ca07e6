//! Which counts would a test of chance alone not reject? Where too few areas are known to say what is usual, this is all
//! that can be said of a change or a rate; it is the least that figures vary.
//!
//! The tests are those of [`mid_p`](super::ratio::mid_p) and of [`change_against_rest`](super::change_against_rest()),
//! and so are their p-values; but here they are summed term by term from the count outwards. That takes a quarter of the
//! code of the general tails, and readers load it before anything else.

use super::count::MAX_COUNT;

/// A sum this many times the term at the count itself leaves the count less likely than any level.
const BEYOND: f64 = 1e18;

/// Of `events` that chance splits between two exposures, how many may fall into the second: the least and the greatest
/// count that a two-sided mid-p test does not reject at 1 - `coverage`.
///
/// `None` for more than 2³² events, for exposures that are not positive and finite, and where the test rejects even the
/// count next to the expected one, which only a coverage near 0 does.
pub fn chance_counts(events: u64, [first, second]: [f64; 2], coverage: f64) -> Option<[u64; 2]> {
    let odds = second / first;
    if !(odds > 1e-100 && odds < 1e100 && first > 0.0) || events > MAX_COUNT {
        return None;
    }
    let most = events as f64;
    not_rejected(most, most * (odds / (1.0 + odds)), coverage, &|count| {
        p_value(count, &|count| (most - count) / (count + 1.0) * odds)
    })
}

/// Of an area's events in two periods, how many may fall into the later one if it changes as the rest of the nation
/// does. Counts are given as [earlier, later]. Each split is tested against the rest by the mid-p test that takes the
/// margins of the table as given (Fisher 1935; Lancaster 1961), so that the chance in the rest's own change is allowed
/// for. Exposures that both share cancel.
///
/// `None` as for [`chance_counts`], and for a rest without events in either period.
pub fn chance_counts_beside(events: u64, rest: [u64; 2], coverage: f64) -> Option<[u64; 2]> {
    if rest[0] == 0 || rest[1] == 0 || events.max(rest[0]).max(rest[1]) > MAX_COUNT {
        return None;
    }
    let (most, [earlier, later]) = (events as f64, rest.map(|count| count as f64));
    not_rejected(most, most * (later / (earlier + later)), coverage, &|own| {
        // What the later period has in all goes by the split in question.
        let all = own + later;
        p_value(own, &|count| (most - count) * (all - count) / ((count + 1.0) * (earlier + later - all + count + 1.0)))
    })
}

/// The two-sided mid-p value of a count: twice the smaller of the tails, each with half of the count's own probability.
/// `rise` gives the probability of the next count over that of a count: it ends with 0 above the greatest, and is
/// infinite below the least.
fn p_value(count: f64, rise: &dyn Fn(f64) -> f64) -> f64 {
    let [mut above, mut below] = [0.0, 0.0];
    for (sum, step) in [(&mut above, 1.0), (&mut below, -1.0)] {
        let (mut at, mut term) = (count, 1.0);
        while at + step >= 0.0 && *sum < BEYOND {
            let by = if step > 0.0 { rise(at) } else { 1.0 / rise(at - 1.0) };
            term *= by;
            *sum += term;
            at += step;
            // From here on what is left is lost in rounding.
            if by < 1.0 && term < 1e-17 * (1.0 - by) * (1.0 + *sum) {
                break;
            }
        }
    }
    let p = 2.0 * (above.min(below) + 0.5) / (1.0 + above + below);
    p.min(1.0)
}

/// The least and the greatest of the counts from 0 that are not rejected. P-values rise to about the expected count and
/// fall from there, so either side is found by halves.
fn not_rejected(most: f64, expected: f64, coverage: f64, p: &dyn Fn(f64) -> f64) -> Option<[u64; 2]> {
    let rejected = |count: f64| p(count) < 1.0 - coverage;
    let middle = expected.round().min(most);
    let side = |end: f64| {
        let (mut inside, mut outside) = if rejected(end) { (middle, end) } else { (end, end) };
        while (inside - outside).abs() > 1.0 {
            let between = ((inside + outside) / 2.0).floor();
            if rejected(between) { outside = between } else { inside = between }
        }
        inside as u64
    };
    (!rejected(middle)).then(|| [side(0.0), side(most)])
}
