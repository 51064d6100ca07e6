//! The figure that areas are compared by: their events, or their events per person.

use super::{Comparison, Subject};
use crate::data::{Marker, Observation};
use crate::stats::Exposed;

/// The figure that areas or periods are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Events per person, so that areas of any size can be compared.
    Rate,
    /// Events: the larger area has more of them.
    Count,
}

/// Why an area, or a period, has no figure to put beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFigure {
    /// The figures are not counts of events.
    NotCounts,
    /// There is no count; the marker that stands in its place.
    Count(Marker),
    /// There is a count, but not the population that a rate needs.
    Population,
}

/// The rate where any area has one in the later period, else the count.
pub(super) fn by(comparison: &Comparison<'_>) -> By {
    let later = comparison.choice.later;
    let rated = |area| figure(comparison, Subject::Area(area), later, By::Rate).is_ok();
    if comparison.areas().any(rated) { By::Rate } else { By::Count }
}

/// A subject's count with its exposure: its population, or 1 where only counts are compared.
pub(super) fn figure(
    comparison: &Comparison<'_>,
    subject: Subject,
    period: usize,
    by: By,
) -> Result<Exposed, NoFigure> {
    let count = match comparison.observation(subject, period) {
        Observation::Count(count) => count.get(),
        Observation::Amount(_) => return Err(NoFigure::NotCounts),
        Observation::Marker(marker) => return Err(NoFigure::Count(marker)),
    };
    let exposure = match by {
        By::Rate => comparison.population(subject, period).ok_or(NoFigure::Population)? as f64,
        By::Count => 1.0,
    };
    Ok(Exposed { count, exposure })
}
