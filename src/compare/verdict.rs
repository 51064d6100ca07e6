//! The verdict on a change. Everything that it rests on is decided here and nowhere else.
//!
//! With ten or more areas to learn from, a change is held against the usual ups and downs: the Poisson variance of its
//! two counts, widened by the variance between the areas' changes (additive overdispersion, Spiegelhalter 2005), with
//! the false discovery rate over all areas held at 5% (Benjamini and Hochberg 1995). Where figures really vary by 10%
//! from year to year, counts alone would call a third of the areas with 300 events "changed" though they are not. With
//! fewer areas nothing can be learnt of such variation, and the verdict rests on chance alone: the conditional mid-p
//! interval.

use super::change::{exposed, percent};
use super::{CONFIDENCE, Change};
use crate::data::Dataset;
use crate::stats::{self, Exposed, Interval, Ratio};

/// Fewer areas than this say too little about how much areas usually vary.
pub(super) const FEWEST_AREAS: usize = 10;

/// With fewer events than this in both periods together, only a landslide could show.
pub(super) const FEWEST_EVENTS: u64 = 10;

/// The share of the changes called "beyond" that may be so by chance.
const FALSE_DISCOVERIES: f64 = 0.05;

/// The share of z-scores pulled in at either end (10% by custom), so that a few outliers do not hide themselves.
pub(super) const TRIM: f64 = 0.1;

/// Whether a change is more than its basis explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// More than the basis explains.
    Beyond,
    /// No more than the basis explains.
    Within,
    /// Too few events to say.
    TooFew,
}

/// The variation that a verdict allows for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Chance, and the usual ups and downs as estimated from this many areas.
    Usual(usize),
    /// Chance alone.
    Chance,
}

/// A verdict, its basis, and the interval that goes with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The variation that it allows for.
    pub basis: Basis,
    /// The interval of the change, in per cent, on that basis; the upper limit may be infinite.
    pub interval: Interval,
}

/// How much areas' changes usually vary, learnt from all areas with both counts.
#[derive(Debug)]
pub struct Usual {
    /// How many areas it was learnt from.
    areas: usize,
    /// Variance between areas on the log scale, beyond chance.
    variance: f64,
    /// For each area, the p-value of no change, adjusted for how many areas there are.
    adjusted: Vec<Option<f64>>,
}

impl Usual {
    /// Learns from every area with a count in both periods.
    pub(super) fn between(dataset: &Dataset, earlier: usize, later: usize) -> Self {
        let count = |area, period| dataset.observation(area, period).count();
        let (mut pairs, mut places, mut adjusted) = (Vec::new(), Vec::new(), Vec::new());
        for area in 0..dataset.areas.len() {
            adjusted.push(None);
            let (Some(before), Some(after)) = (count(area, earlier), count(area, later)) else { continue };
            let broken = dataset.break_between(Some(area), earlier, later).is_some();
            // An area with no events in either period says nothing about how much areas vary.
            if earlier != later && !broken && before + after > 0 {
                pairs.push([before, after]);
                places.push(area);
            }
        }
        let variance = stats::change_dispersion(&pairs, TRIM).map_or(0.0, |(_, dispersion)| dispersion.tau2);
        let mut p = Vec::new();
        for &pair in &pairs {
            let ratio = widened(&exposed(dataset, (earlier, later), pair), variance);
            p.push(ratio.map(|ratio| ratio.p));
        }
        for (area, q) in places.into_iter().zip(stats::benjamini_hochberg(&p)) {
            adjusted[area] = q;
        }
        Self { areas: pairs.len(), variance, adjusted }
    }

    /// How many areas it was learnt from; `None` where they are fewer than ten.
    pub fn learnt_from(&self) -> Option<usize> {
        (self.areas >= FEWEST_AREAS).then_some(self.areas)
    }

    /// Their variance beyond chance, on the log scale.
    pub(super) fn variance(&self) -> f64 {
        self.variance
    }
}

fn widened([earlier, later]: &[Exposed; 2], variance: f64) -> Option<Ratio> {
    stats::widened_change(*later, *earlier, variance, CONFIDENCE)
}

/// Judges one area's change.
pub(super) fn judge(usual: &Usual, area: usize, change: &Change) -> Judgement {
    let few = change.earlier + change.later < FEWEST_EVENTS;
    let (basis, ratio, beyond) = match (usual.learnt_from(), widened(&change.exposed, usual.variance)) {
        (Some(areas), Some(widened)) => {
            let beyond = usual.adjusted[area].is_some_and(|adjusted| adjusted <= FALSE_DISCOVERIES);
            (Basis::Usual(areas), widened.interval, beyond)
        }
        _ => (Basis::Chance, change.chance.interval, change.chance.p < 1.0 - CONFIDENCE),
    };
    let verdict = match (few, beyond) {
        (true, _) => Verdict::TooFew,
        (false, true) => Verdict::Beyond,
        (false, false) => Verdict::Within,
    };
    Judgement { verdict, basis, interval: percent(ratio) }
}
