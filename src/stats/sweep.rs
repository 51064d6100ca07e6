//! One pass over all the rates that areas may have, from the lowest to the highest.
//!
//! Where an integral needs the laws of many areas at each rate, computing every tail afresh would cost a thousand
//! operations apiece. Here each law's density is taken at the points of one rule, and its tail is the running integral.

use super::posterior::Posterior;
use super::quadrature::{GaussLegendre, POINTS};

/// Standard deviations from the mode to where an area counts as surely on one side: 10⁻¹³ of its law is beyond.
pub const REACH: f64 = 7.5;

/// One area at one rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Present {
    /// Its place among the areas given.
    pub place: usize,
    /// The density of its law here.
    pub density: f64,
    /// The probability that its rate is above this one.
    pub above: f64,
}

/// One rate, with what an integral over all rates needs to know of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SweepPoint<'a> {
    /// The weight of this rate in the integral.
    pub weight: f64,
    /// How many areas are surely above.
    pub higher: usize,
    /// The areas that may be above or below.
    pub present: &'a [Present],
}

/// An area while the pass is at it.
struct Passing {
    law: Posterior,
    from: f64,
    to: f64,
    /// The part of its law already passed.
    below: f64,
    /// Its densities at the points of the present stretch.
    values: [f64; POINTS],
}

impl Passing {
    /// Whether any of its law lies in the stretch.
    fn meets(&self, at: f64, next: f64) -> bool {
        self.from < next && at < self.to
    }
}

/// Visits rates, in ascending order of their roots, between two roots.
///
/// The roots are cut into stretches no longer than `step` times the standard deviation of any law there; `step` is told
/// how many laws overlap. The number of stretches is bounded by that of the areas, because a law so narrow that it
/// makes stretches short soon ends.
pub fn sweep(laws: &[Posterior], (start, end): (f64, f64), step: fn(usize) -> f64, visit: &mut dyn FnMut(SweepPoint)) {
    let rule = GaussLegendre::new();
    let enter = |law: &Posterior| {
        let (from, to) = law.reach(REACH);
        let below = if from < start && start < to { law.below(start) } else { 0.0 };
        Passing { law: *law, from, to, below, values: [0.0; POINTS] }
    };
    let mut areas: Vec<Passing> = laws.iter().map(enter).collect();
    let mut present = Vec::new();
    let mut at = start;
    while at < end {
        let share = step(areas.iter().filter(|area| area.from <= at && at < area.to).count());
        let longest = |area: &Passing| (share * area.law.spread()).max(area.from - at);
        let reach = areas.iter().filter(|area| at < area.to).map(longest).fold(end - at, f64::min);
        // A stretch lost in rounding would never end.
        let next = if at + reach > at { (at + reach).min(end) } else { end };
        let length = next - at;

        let roots = rule.at.map(|part| at + part * length);
        for area in areas.iter_mut().filter(|area| area.meets(at, next)) {
            area.values = roots.map(|root| area.law.density(root));
        }
        let higher = areas.iter().filter(|area| area.from >= next).count();
        for (point, (weight, up_to)) in rule.weight.iter().zip(&rule.up_to).enumerate() {
            present.clear();
            for (place, area) in areas.iter().enumerate().filter(|(_, area)| area.meets(at, next)) {
                let above = (1.0 - area.below - length * sum(up_to, &area.values)).clamp(0.0, 1.0);
                present.push(Present { place, density: area.values[point], above });
            }
            visit(SweepPoint { weight: weight * length, higher, present: &present });
        }
        for area in areas.iter_mut().filter(|area| area.meets(at, next)) {
            area.below += length * sum(&rule.weight, &area.values);
        }
        at = next;
    }
}

/// Σ weight · value.
fn sum(weights: &[f64; POINTS], values: &[f64; POINTS]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}
