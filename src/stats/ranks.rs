//! Which area has the highest rate, and how sure is its place?
//!
//! A league table ranks the recorded rates; chance alone would have ranked many areas otherwise. Here each area's true
//! rate has its law after the count ([`Posterior`]), and its rank is 1 plus the number of areas with a higher true rate
//! (Goldstein & Spiegelhalter 1996, JRSS A 159:385). No random numbers: the same areas give the same ranks to everyone.

use super::interval::each_tail;
use super::poisson_binomial::{Without, poisson_binomial};
use super::posterior::Posterior;
use super::ratio::Exposed;
use super::sweep::{REACH, SweepPoint, sweep};

/// The most areas that are ranked exactly, because the work grows faster than their square: a tenth of a second for
/// this many, two thousandths for 43. Longer lists are for [`rank_among`].
///
/// [`rank_among`]: super::rank_among()
pub const MAX_RANKED: usize = 500;

/// An area's place among others; 1 is the highest rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank {
    /// Its place by the recorded rate; equal rates share the better place.
    pub place: usize,
    /// The mean of its rank.
    pub mean: f64,
    /// The rank that it is as likely to be above as below.
    pub median: usize,
    /// The best rank that cannot be ruled out: the lower limit of a range with the stated confidence.
    pub lower: usize,
    /// The worst rank that cannot be ruled out.
    pub upper: usize,
    /// The confidence of the range, between 0 and 1.
    pub confidence: f64,
}

impl Rank {
    /// The rank of an area; `reaching(p)` is the first rank at which its cumulative law comes to `p`.
    pub(super) fn new(
        areas: &[Exposed],
        own: Exposed,
        mean: f64,
        confidence: f64,
        reaching: &dyn Fn(f64) -> usize,
    ) -> Option<Rank> {
        let tail = each_tail(confidence)?;
        let rate = |area: &Exposed| area.count as f64 / area.exposure;
        let place = 1 + areas.iter().filter(|area| rate(area) > rate(&own)).count();
        Some(Rank {
            place,
            mean,
            median: reaching(0.5),
            lower: reaching(tail),
            upper: reaching(1.0 - tail),
            confidence,
        })
    }
}

/// The rank of each area, in the order given. `None` as for [`rank_probabilities`], and for a confidence outside
/// (0, 1). Takes the areas as independent, and chance as all that moves their counts.
pub fn ranks(areas: &[Exposed], confidence: f64) -> Option<Vec<Rank>> {
    let laws = rank_probabilities(areas)?;
    let rank = |(law, own): (&Vec<f64>, &Exposed)| {
        let mean = (1..).zip(law).map(|(rank, p)| f64::from(rank) * p).sum();
        let reaching = |level: f64| {
            let mut sum = 0.0;
            let found = law.iter().position(|p| {
                sum += p;
                sum >= level
            });
            found.map_or(law.len(), |place| place + 1)
        };
        Rank::new(areas, *own, mean, confidence, &reaching)
    };
    laws.iter().zip(areas).map(rank).collect()
}

/// For each area the probabilities of being first, second, and so on by its true rate.
///
/// P(rank = r) = ∫ f(x) P(r - 1 of the others are above x) dx, f the law of the area, the number of others above x
/// Poisson-binomial. Off by less than 10⁻¹¹, but 10⁻¹⁰ where dozens of areas have no events at all. `None` for no area,
/// for more than [`MAX_RANKED`], and for an exposure that is not positive and finite.
pub fn rank_probabilities(areas: &[Exposed]) -> Option<Vec<Vec<f64>>> {
    let k = areas.len();
    if k == 0 || k > MAX_RANKED {
        return None;
    }
    let laws = areas.iter().map(|&area| Posterior::new(area)).collect::<Option<Vec<_>>>()?;
    let reaches = || laws.iter().map(|law| law.reach(REACH));
    let start = reaches().map(|(from, _)| from).fold(f64::INFINITY, f64::min);
    let end = reaches().map(|(_, to)| to).fold(0.0, f64::max);

    // By rank, then by area: what is summed together lies together.
    let mut sums = vec![0.0; k * k];
    let (mut mostly_below, mut mostly_above) = (Vec::new(), Vec::new());
    // The more laws overlap, the sharper the law of any one place among them.
    let step = |crowd: usize| 2.5 / (1.0 + crowd as f64 / 6.0).sqrt();
    sweep(&laws, (start, end), step, &mut |stop: SweepPoint| {
        let sure = |above: f64| above >= 1.0 - 1e-14;
        let open = || stop.present.iter().filter(|area| area.above > 1e-14 && !sure(area.above));
        let higher = stop.higher + stop.present.iter().filter(|area| sure(area.above)).count();
        let law = poisson_binomial(open().map(|area| area.above));

        mostly_below.clear();
        mostly_above.clear();
        for area in open() {
            let weight = stop.weight * area.density;
            if weight < 1e-15 {
                continue;
            } else if area.above <= 0.5 {
                mostly_below.push((area.place, weight, Without::ascending(area.above)));
            } else {
                mostly_above.push((area.place, weight, Without::descending(area.above)));
            }
        }
        // Most numbers of areas above are as good as impossible; leaving them out halves the work.
        let rare = |p: &&f64| **p < 1e-16;
        let least = law.iter().take_while(rare).count();
        let most = law.len() - law.iter().rev().take_while(rare).count();
        let mut add = |above: usize, with_all: f64, group: &mut Vec<(usize, f64, Without)>| {
            let row = &mut sums[(higher + above) * k..];
            for (place, weight, without) in group {
                row[*place] += *weight * without.next(with_all);
            }
        };
        let likely = |from: usize, to: usize| law.iter().enumerate().take(to).skip(from);
        for (above, with_all) in likely(least, most.min(law.len() - 1)) {
            add(above, *with_all, &mut mostly_below);
        }
        for (above, with_all) in likely(least.max(1), most).rev() {
            add(above - 1, *with_all, &mut mostly_above);
        }
    });
    // Rounding may leave the probability of an impossible rank slightly below 0.
    Some((0..k).map(|area| sums.iter().skip(area).step_by(k).map(|p| p.max(0.0)).collect()).collect())
}
