//! The range of one area's rank, fast enough for a tooltip, of which a reader may open hundreds.

use super::gamma::regularised_gamma;
use super::interval::each_tail;
use super::normal::normal_below;
use super::ratio::Exposed;

/// A place among others, and the places that chance leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankRange {
    /// The place by the recorded rate; equal rates share the better place.
    pub place: usize,
    /// The best place that cannot be ruled out.
    pub lower: usize,
    /// The worst place that cannot be ruled out.
    pub upper: usize,
}

/// Steps below the middle of an area's own law at which it is evaluated; above it there are twice as many.
const STOPS: i32 = 64;

/// More areas than this would keep a reader waiting.
const MOST: usize = 1_000;

/// The place of the area at `chosen`, 1 for the highest rate.
///
/// Each area's rate has the law that its count leaves open, Gamma(count + ½); where rates also vary from one period to the
/// next, by `variance` on the log scale, the gamma law of the same mean that has both variances. At each of a row of
/// rates that the area may have, the number of others above is taken as normal with its own mean and variance. Against
/// exact ranks the limits are off by at most one place, among hundreds by one in a hundred more.
///
/// `None` for no such area, for more than 1,000 areas, for a confidence outside (0, 1), and for a negative variance.
///
/// Goldstein & Spiegelhalter 1996, JRSS A 159:385.
pub fn rank_range(areas: &[Exposed], chosen: usize, confidence: f64, variance: f64) -> Option<RankRange> {
    let (own, tail) = (areas.get(chosen)?, each_tail(confidence)?);
    if areas.len() > MOST || variance < 0.0 {
        return None;
    }
    let rate = |area: &Exposed| area.count as f64 / area.exposure;
    // The shape of a gamma law is one over its variance on the scale of its mean.
    let events = |area: &Exposed| area.count as f64 + 0.5;
    let kept = |area: &Exposed| 1.0 / (1.0 + variance * events(area));
    let below = |area: &Exposed, root: f64| {
        let kept = kept(area);
        regularised_gamma(kept * events(area), kept * area.exposure * root * root).0
    };
    // The root of a rate has nearly the same spread whatever the count; five of them hold all but a millionth.
    let (middle, step) = (rate(own).sqrt(), 0.5 / (kept(own) * own.exposure).sqrt() * 6.0 / f64::from(STOPS));
    let mut chances = vec![0.0; areas.len() + 1];
    let mut before = 0.0;
    for stop in -STOPS..=STOPS * 2 {
        let root = middle + f64::from(stop) * step;
        if root <= 0.0 {
            continue;
        }
        let now = below(own, root + step / 2.0);
        let weight = now - before;
        before = now;
        let (mut higher, mut variance) = (0.0, 1e-12);
        for (at, area) in areas.iter().enumerate() {
            if at != chosen {
                let part = 1.0 - below(area, root);
                higher += part;
                variance += part * (1.0 - part);
            }
        }
        for (rank, chance) in chances.iter_mut().enumerate().skip(1) {
            *chance += weight * normal_below((rank as f64 - 0.5 - higher) / variance.sqrt());
        }
    }
    let reaching = |level: f64| chances.iter().position(|chance| *chance >= level).unwrap_or(areas.len());
    let mut place = 1;
    for area in areas {
        place += usize::from(rate(area) > rate(own));
    }
    Some(RankRange { place, lower: reaching(tail).max(1), upper: reaching(1.0 - tail) })
}
