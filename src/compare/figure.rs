//! What areas are put side by side by: their events, or their events for each person.

use super::{Comparison, Subject};
use crate::data::{Marker, Observation};
use crate::stats::Exposed;

/// What areas or periods are put side by side by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Events for each person: areas of any size stand beside each other.
    Rate,
    /// Events: the larger area has more of them.
    Count,
}

/// Why an area, or a period, has no figure to put beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFigure {
    /// The figures are not counts of events.
    NotCounts,
    /// No count, and what stands in its place.
    Count(Marker),
    /// A count, but no population, which a rate needs.
    Population,
}

/// By the rate where any area has one in the later period, else by the count.
pub(super) fn by(comparison: &Comparison<'_>) -> By {
    let later = comparison.choice.later;
    let rated = |area| figure(comparison, Subject::Area(area), later, By::Rate).is_ok();
    if comparison.areas().any(rated) { By::Rate } else { By::Count }
}

/// A subject's count with what it arose from: its people, or 1 where only counts are compared.
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
