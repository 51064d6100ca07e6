//! The law of one cell of a two-by-two table given its margins: did an area change as the rest of the nation did?
//!
//! Given an area's events (both periods), the rest's events and the later period's total, the area's later count has
//! Fisher's noncentral hypergeometric law, governed by the odds ratio alone.

use super::normal::z_beyond;
use super::special::MAX_TERMS;
use super::tails::{Side, Tails, limit, start};

/// Counts of an area and of the rest, earlier and later. Whole numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoByTwo {
    /// The area, earlier and later.
    pub area: [f64; 2],
    /// The rest, earlier and later.
    pub rest: [f64; 2],
}

impl TwoByTwo {
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
        let (area, later, count) = (self.area_total(), self.later_total(), self.area[1]);
        let rest_earlier = self.rest_total() - later;
        let mode = self.middle(odds_ratio);
        let mut up = Arm { area, later, spare: rest_earlier, odds_ratio, x: mode, term: 1.0 };
        // Downwards is upwards in the area's earlier count.
        let spare = later - area;
        let mut down = Arm { later: rest_earlier + area, spare, odds_ratio: 1.0 / odds_ratio, x: area - mode, ..up };
        let (nearer, at, mut above) = up.parts(count, greatest);
        let (farther, at_too, mut below) = down.parts(area - count, area - least);
        below.add(nearer);
        above.add(farther);
        let mut at = at + at_too;
        let gap = mode - count;
        let own = TailSums { sum: 1.0, reach: gap.abs(), wide: gap * gap };
        if gap > 0.0 {
            above.add(own);
        } else if gap < 0.0 {
            below.add(own);
        } else {
            at += 1.0;
        }
        tails(below, at, above)
    }

    /// Lower and upper limit of the odds ratio, with `alpha` in each tail; 0 and infinity where the table sets none.
    pub fn limits(&self, alpha: f64, weight: f64) -> (f64, f64) {
        let law = |odds_ratio| self.tails(odds_ratio);
        let (least, greatest) = self.range();
        let count = self.area[1];
        // The search starts as if the rest were large, so that the area's later count were binomial, but with the whole
        // standard error. Half an event in every cell keeps it finite.
        let [a1, a2, r1, r2] = [self.area[0], self.area[1], self.rest[0], self.rest[1]].map(|cell| cell + 0.5);
        let z = z_beyond(alpha) * (1.0 + (1.0 / r1 + 1.0 / r2) / (1.0 / a1 + 1.0 / a2)).sqrt();
        let near = |a: f64, b: f64, z: f64| start(a, 1.0 / b, z, weight) / b * (r1 / r2);
        let half = weight - 0.5;
        let low = || near(a2 - half, a1 + half, -z);
        let high = || near(a2 + half, a1 - half, z);
        let lower = if count > least { limit(Side::Lower, alpha, weight, low(), &law) } else { 0.0 };
        let upper = if count < greatest { limit(Side::Upper, alpha, weight, high(), &law) } else { f64::INFINITY };
        (lower, upper)
    }
}

/// Terms of the law in one direction.
#[derive(Clone, Copy)]
struct Arm {
    area: f64,
    later: f64,
    spare: f64,
    odds_ratio: f64,
    /// Where it has come to, and the term there; the mode's is 1.
    x: f64,
    term: f64,
}

impl Arm {
    /// The sums of the terms still to come: before the count, at it, and beyond it.
    fn parts(&mut self, count: f64, end: f64) -> (TailSums, f64, TailSums) {
        (self.sums(count, count - 1.0), self.sums(count, count).sum, self.sums(count, end))
    }

    /// The sums of the terms up to `end`, or until what is left of those beyond the count is lost in rounding.
    fn sums(&mut self, count: f64, end: f64) -> TailSums {
        let Arm { area, later, spare, odds_ratio, mut x, mut term } = *self;
        let TailSums { mut sum, mut reach, mut wide } = TailSums::default();
        for _ in 0..MAX_TERMS {
            if x >= end || term == 0.0 {
                break;
            }
            let ratio = (area - x) * (later - x) * odds_ratio / ((x + 1.0) * (spare + x + 1.0));
            x += 1.0;
            term *= ratio;
            let gap = x - count;
            let far = gap * term;
            sum += term;
            reach += far;
            wide += gap * far;
            if gap > 0.0 && ratio < 1.0 && term < 1e-17 * (1.0 - ratio) * sum {
                break;
            }
        }
        (self.x, self.term) = (x, term);
        TailSums { sum, reach: reach.abs(), wide }
    }
}

/// Unnormalised sums of the law on one side of the count: of its terms, and of these times the distance to the count
/// and times its square.
#[derive(Clone, Copy, Default)]
struct TailSums {
    sum: f64,
    reach: f64,
    wide: f64,
}

impl TailSums {
    fn add(&mut self, more: TailSums) {
        self.sum += more.sum;
        self.reach += more.reach;
        self.wide += more.wide;
    }

    fn over(self, total: f64) -> TailSums {
        TailSums { sum: self.sum / total, reach: self.reach / total, wide: self.wide / total }
    }
}

fn tails(below: TailSums, at: f64, above: TailSums) -> Tails {
    let total = below.sum + at + above.sum;
    let (below, at, above) = (below.over(total), at / total, above.over(total));
    let mean = above.reach - below.reach;
    let spread = below.wide + above.wide - mean * mean;
    // The slope of a tail is its covariance with the count, written as a sum of positive parts.
    let rise = above.reach * (below.sum + at) + below.reach * above.sum;
    let fall = below.reach * (at + above.sum) + above.reach * below.sum;
    Tails {
        below: below.sum,
        at,
        above: above.sum,
        rise,
        fall,
        rise_bend: (above.wide - above.sum * spread - mean * above.reach) / rise - mean,
        fall_bend: (below.sum * spread - below.wide - mean * below.reach) / fall - mean,
        spread,
    }
}
