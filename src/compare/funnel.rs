//! Each area's figure beside its size, with the usual range over all sizes: the curves of a funnel are the range that
//! each area's verdict rests on, and a point's side of them is its verdict.
//!
//! Small areas stray further from the common figure by chance than large ones do, so a table in order of rates has the
//! small ones at both ends; a funnel shows for each size how far is usual (Spiegelhalter 2005, Statistics in Medicine
//! 24:1185).

use std::rc::Rc;

use super::change::{counts, exposure, percent};
use super::usual::Usual;
use super::verdict::per_people;
use super::{Comparison, Judgement, NoVerdict, Quantity, Subject};
use crate::stats::{Limits, Size};

/// The funnel of the chosen quantity: of changes, or of the rates in the later period. Counts and shares grow with an
/// area's size, so they have the funnel of rates.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// Whether it is one of changes.
    pub is_of_changes: bool,
    /// What the areas usually do.
    pub usual: Rc<Usual>,
    /// The later exposure over the earlier one.
    exposures: f64,
    /// The years that a rate's period has, or 1 ([`Comparison::years`]).
    years: f64,
}

/// An area's place on a funnel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunnelPoint {
    /// Its size: people, or events in both periods.
    pub size: f64,
    /// Its height: events per 100,000 people, or per cent of change; infinite for a change from nothing.
    pub value: f64,
    /// The verdict, or why there is none.
    pub judgement: Result<Judgement, NoVerdict>,
}

/// Why there is no funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFunnel {
    /// The figures are not counts of events.
    NotCounts,
    /// No area has what a funnel needs: a count and a population, or two counts.
    NoFigures,
}

/// The funnel of the chosen quantity.
pub(super) fn of(comparison: &Comparison<'_>) -> Result<Funnel, NoFunnel> {
    if !comparison.dataset.is_counts() {
        return Err(NoFunnel::NotCounts);
    }
    let choice = &comparison.choice;
    let is_of_changes = choice.quantity == Quantity::Change;
    let usual = if is_of_changes { comparison.usual_changes() } else { comparison.usual_rates() };
    if usual.areas == 0 {
        return Err(NoFunnel::NoFigures);
    }
    let [earlier, later] = exposure(comparison.dataset, (choice.earlier, choice.later));
    let years = comparison.years(choice.later);
    Ok(Funnel { is_of_changes, usual: Rc::clone(usual), exposures: later / earlier, years })
}

impl Funnel {
    /// The common figure of the areas, in the unit of [`FunnelPoint::value`]; `None` where fewer than ten have figures.
    pub fn common(&self) -> Option<f64> {
        let common = self.usual.common()?;
        Some(if self.is_of_changes { percent(common) } else { per_people(common) })
    }

    /// The inner and the outer usual range for an area of this size, in the unit of [`FunnelPoint::value`]; `None` where
    /// there is none.
    pub fn ranges(&self, size: f64) -> Option<[Limits; 2]> {
        if self.is_of_changes {
            return self.usual.ranges(Size::Events { both: size, exposures: self.exposures }, &percent);
        }
        self.usual.ranges(Size::Exposure(size * self.years), &per_people)
    }

    /// An area's size and height; `None` where it has no figure.
    pub(super) fn place(&self, comparison: &Comparison<'_>, area: usize) -> Option<(f64, f64)> {
        let subject = Subject::Area(area);
        if self.is_of_changes {
            let [earlier, later] = counts(comparison, subject).ok()?.map(|count| count as f64);
            let size = earlier + later;
            return (size > 0.0).then(|| (size, percent(later / earlier / self.exposures)));
        }
        let later = comparison.choice.later;
        Some((comparison.population(subject, later)? as f64, comparison.plain(Quantity::Rate, subject, later)?))
    }

    /// An area's place with its verdict; `None` where it has no figure.
    pub fn spot(&self, comparison: &Comparison<'_>, area: usize) -> Option<FunnelPoint> {
        let (size, value) = self.place(comparison, area)?;
        let judgement = if self.is_of_changes { comparison.judge_change(area) } else { comparison.judge_rate(area) };
        Some(FunnelPoint { size, value, judgement })
    }
}
