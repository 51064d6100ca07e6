//! The law of one cell of a two-by-two table given its margins: did an area change as the rest of the nation did?
//!
//! Given an area's events (both periods), the rest's events and the later period's total, the area's later count has
//! Fisher's noncentral hypergeometric law, governed by the odds ratio alone.

use super::special::MAX_TERMS;
use super::tails::{Side, Tails, limit, rough_z};

/// Counts of an area and of the rest, earlier and later. Whole numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Table {
    /// The area, earlier and later.
    pub area: [f64; 2],
    /// The rest, earlier and later.
    pub rest: [f64; 2],
}

impl Table {
    fn area_total(&self) -> f64 {
        self.area[0] + self.area[1]
    }

    fn rest_total(&self) -> f64 {
        self.rest[0] + self.rest[1]
    }

    fn later_total(&self) -> f64 {
        self.area[1] + self.rest[1]
    }

    /// The least and the greatest later count of the area that the margins allow.
    pub fn range(&self) -> (f64, f64) {
        ((self.later_total() - self.rest_total()).max(0.0), self.area_total().min(self.later_total()))
    }

    /// P(X = x + 1) / P(X = x) at an odds ratio of 1.
    fn ratio_up(&self, x: f64) -> f64 {
        let later = self.later_total();
        (self.area_total() - x) / (x + 1.0) * ((later - x) / (self.rest_total() - later + x + 1.0))
    }

    /// Close to the mode: the x at which the continuous form of the ratio of neighbours is 1.
    fn middle(&self, odds_ratio: f64) -> f64 {
        let (area, later) = (self.area_total(), self.later_total());
        let a = odds_ratio - 1.0;
        let b = odds_ratio * (area + later) + (self.rest_total() - later);
        let c = odds_ratio * area * later;
        let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
        // Of the two forms of the root, the one without cancellation; b < 0 only where a < 0.
        let x = if b > 0.0 { 2.0 * c / (b + root) } else { (b - root) / (2.0 * a) };
        let (least, greatest) = self.range();
        // Written so that NaN, which only an odds ratio beyond all use can bring, ends in the range as well.
        if x >= least { x.floor().min(greatest) } else { least }
    }

    /// The tails about the area's later count.
    ///
    /// Terms are summed outwards from the mode until the rest no longer counts, some 9 standard deviations (and
    /// further only to reach the count itself). With margins up to 2³² a deviation is at most 2¹⁶/4 · √2 events, so
    /// that both arms stay within `MAX_TERMS` each.
    pub fn tails(&self, odds_ratio: f64) -> Tails {
        let (least, greatest) = self.range();
        let mut sums = Sums::default();
        let mode = self.middle(odds_ratio);
        let gap = mode - self.area[1];
        sums.add(gap, 1.0);
        let (mut x, mut term) = (mode, 1.0);
        for _ in 0..MAX_TERMS {
            if x >= greatest {
                break;
            }
            let ratio = self.ratio_up(x) * odds_ratio;
            x += 1.0;
            term *= ratio;
            let gap = x - self.area[1];
            sums.add(gap, term);
            if sums.settled(gap > 0.0, sums.above, term, ratio) {
                break;
            }
        }
        let (mut x, mut term) = (mode, 1.0);
        for _ in 0..MAX_TERMS {
            if x <= least {
                break;
            }
            x -= 1.0;
            let ratio = 1.0 / (self.ratio_up(x) * odds_ratio);
            term *= ratio;
            let gap = x - self.area[1];
            sums.add(gap, term);
            if sums.settled(gap < 0.0, sums.below, term, ratio) {
                break;
            }
        }
        sums.tails()
    }

    /// Lower and upper limit of the odds ratio, with `alpha` in each tail; 0 and infinity where the table sets none.
    pub fn limits(&self, alpha: f64, weight: f64) -> (f64, f64) {
        let law = |odds_ratio| self.tails(odds_ratio);
        let (least, greatest) = self.range();
        let count = self.area[1];
        // Half an event in every cell keeps the start finite.
        let [a1, a2, r1, r2] = [self.area[0], self.area[1], self.rest[0], self.rest[1]].map(|cell| cell + 0.5);
        let middle = (a2 / a1) * (r1 / r2);
        let reach = (rough_z(alpha) * (1.0 / a1 + 1.0 / a2 + 1.0 / r1 + 1.0 / r2).sqrt()).exp();
        let lower = if count > least { limit(Side::Lower, alpha, weight, middle / reach, &law) } else { 0.0 };
        let upper =
            if count < greatest { limit(Side::Upper, alpha, weight, middle * reach, &law) } else { f64::INFINITY };
        (lower, upper)
    }
}

/// Unnormalised sums of the law on either side of the count, and of the distance to it.
#[derive(Default)]
struct Sums {
    below: f64,
    at: f64,
    above: f64,
    reach_below: f64,
    reach_above: f64,
}

impl Sums {
    fn add(&mut self, gap: f64, term: f64) {
        if gap > 0.0 {
            self.above += term;
            self.reach_above += gap * term;
        } else if gap < 0.0 {
            self.below += term;
            self.reach_below -= gap * term;
        } else {
            self.at += term;
        }
    }

    /// Whether what is left of an arm is lost in rounding: for the sum beyond the count, once it is reached.
    fn settled(&self, past: bool, tail: f64, term: f64, ratio: f64) -> bool {
        term == 0.0 || (past && ratio < 1.0 && term < 1e-17 * (1.0 - ratio) * tail)
    }

    fn tails(&self) -> Tails {
        let total = self.below + self.at + self.above;
        let (below, at, above) = (self.below / total, self.at / total, self.above / total);
        let (reach_below, reach_above) = (self.reach_below / total, self.reach_above / total);
        // The slope of a tail is its covariance with the count, written as a sum of positive parts.
        Tails {
            below,
            at,
            above,
            rise: reach_above * (below + at) + reach_below * above,
            fall: reach_below * (at + above) + reach_above * below,
        }
    }
}
