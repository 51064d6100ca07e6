//! What areas usually do: the common change, or the common rate, and the range about it for an area of each size.

use super::change::{counts, exposed};
use super::figure::{By, figure};
use super::{Comparison, Subject};
use crate::stats::{Limits, LogFigure, REACHES, Size, UsualRange, usual_range};

/// What the areas with figures usually do.
#[derive(Debug)]
pub struct Usual {
    /// The range for each size; `None` where fewer than ten areas have figures.
    pub(super) range: Option<UsualRange>,
    /// How many areas have figures.
    pub areas: usize,
    /// The areas that were set aside, because they lie far from all others, by their indices; the furthest first.
    pub aside: Vec<usize>,
}

impl Usual {
    /// Learns from every area's change between the chosen periods; areas with no events in either are figures too.
    pub(super) fn changes(comparison: &Comparison<'_>) -> Self {
        Self::learn(comparison, &|area| log_change(comparison, counts(comparison, Subject::Area(area)).ok()?))
    }

    /// Learns from every area's rate in the later period.
    pub(super) fn rates(comparison: &Comparison<'_>) -> Self {
        let later = comparison.choice.later;
        Self::learn(comparison, &|area| LogFigure::rate(figure(comparison, Subject::Area(area), later, By::Rate).ok()?))
    }

    fn learn(comparison: &Comparison<'_>, figure: &dyn Fn(usize) -> Option<LogFigure>) -> Self {
        let (mut figures, mut places) = (Vec::new(), Vec::new());
        for area in comparison.areas() {
            if let Some(figure) = figure(area) {
                figures.push(figure);
                places.push(area);
            }
        }
        let range = usual_range(&figures);
        let mut aside = Vec::new();
        for &at in range.iter().flat_map(|range| &range.aside) {
            aside.push(places[at]);
        }
        Self { range, areas: figures.len(), aside }
    }

    /// How many areas the range was learnt from; `None` where they are fewer than ten.
    pub fn learnt_from(&self) -> Option<usize> {
        self.range.as_ref().map(|_| self.areas)
    }

    /// The variance between areas on the log scale, beyond chance; `None` where fewer than ten areas have figures.
    pub fn variance(&self) -> Option<f64> {
        self.range.as_ref().map(|range| range.tau2)
    }

    /// The ratio, or the events per person, that areas have in common.
    pub(super) fn common(&self) -> Option<f64> {
        self.range.as_ref().map(|range| range.mean.exp())
    }

    /// The inner and the outer range for an area of this size, their limits converted by `unit` from ratios or from events
    /// per person; `None` where fewer than ten areas have figures, and where an area of this size has too few events for
    /// a range.
    pub(super) fn ranges(&self, size: Size, unit: &dyn Fn(f64) -> f64) -> Option<[Limits; 2]> {
        let range = self.range.as_ref()?;
        let at = |z: f64| {
            let Limits { lower, upper } = range.limits(size, z)?;
            Some(Limits { lower: unit(lower), upper: unit(upper) })
        };
        Some([at(REACHES[0])?, at(REACHES[1])?])
    }
}

/// The log change of an area's counts between the chosen periods.
pub(super) fn log_change(comparison: &Comparison<'_>, counts: [u64; 2]) -> Option<LogFigure> {
    let [earlier, later] = exposed(comparison.dataset, (comparison.choice.earlier, comparison.choice.later), counts);
    LogFigure::change(later, earlier)
}
