//! The figure that areas are compared by: their events, or their events per person.

use super::{Comparison, Subject};
use crate::data::Observation;
use crate::stats::Exposed;

/// The figure that areas or periods are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Events per person, so that areas of any size can be compared.
    Rate,
    /// Events: the larger area has more of them.
    Count,
}

/// Why an area, or a period, has no figure to put beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoFigure {
    /// There is no count of events.
    Count,
    /// There is a count, but not the population that a rate needs.
    Population,
}

/// A subject's count with its exposure: its population (times the years of the period, [`Comparison::years`]), or 1 where
/// only counts are compared.
pub(super) fn figure(
    comparison: &Comparison<'_>,
    subject: Subject,
    period: usize,
    by: By,
) -> Result<Exposed, NoFigure> {
    let count = match comparison.observation(subject, period) {
        Observation::Count(count) => count.get(),
        _ => return Err(NoFigure::Count),
    };
    let exposure = match by {
        By::Rate => comparison.exposure(subject, period).ok_or(NoFigure::Population)?,
        By::Count => 1.0,
    };
    Ok(Exposed { count, exposure })
}
