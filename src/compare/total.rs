//! The sum of the areas' counts, which is a range where some of them are withheld: "<5" is 1 to 4.

use super::{Comparison, Subject, WhyNot};
use crate::data::{Marker, Observation};
use crate::stats::{self, CountRange};

/// The sum of the areas' counts in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The least it can be.
    pub least: u64,
    /// The greatest it can be; `None` where a figure is withheld with no upper bound ([`Total::unbounded`]).
    pub greatest: Option<u64>,
    /// Areas with a count.
    pub counted: usize,
    /// Areas whose figure is withheld, but known to be below a number: `<5`.
    pub bounded: usize,
    /// Areas whose figure is withheld or too small to print, with no number that it is below: `[c]`, `[low]`.
    pub unbounded: usize,
    /// Areas whose figure is not known at all. They are not in the sum, which does not stand for them either.
    pub missing: usize,
}

impl Total {
    /// The sum, if no figure in it is withheld; `None` where it is only a range.
    pub fn known(&self) -> Option<u64> {
        self.greatest.filter(|&greatest| greatest == self.least)
    }
}

/// Sums the areas' counts. An area to which the count does not apply adds nothing, and is not missing.
pub(super) fn of(comparison: &Comparison<'_>, period: usize) -> Result<Total, WhyNot> {
    if !comparison.dataset.is_counts() {
        return Err(WhyNot::NotCounts);
    }
    let mut ranges = Vec::new();
    let (mut counted, mut bounded, mut unbounded, mut missing) = (0, 0, 0, 0);
    for area in comparison.areas() {
        match comparison.observation(Subject::Area(area), period) {
            Observation::Count(count) => {
                counted += 1;
                ranges.push(CountRange::exactly(count.get()));
            }
            Observation::Marker(Marker::Below(bound)) => match CountRange::new(1, u64::from(bound).saturating_sub(1)) {
                Some(range) => {
                    bounded += 1;
                    ranges.push(range);
                }
                // "Below 1" contradicts itself: a withheld figure is not zero, and no other is below 1.
                None => missing += 1,
            },
            Observation::Marker(Marker::Withheld | Marker::Low) => unbounded += 1,
            Observation::Marker(Marker::Missing | Marker::Unavailable) => missing += 1,
            Observation::Amount(_) | Observation::Marker(Marker::NotApplicable) => {}
        }
    }
    // No count is above 2³², so it would take 2³² areas to overflow the sum.
    let range = stats::total(&ranges);
    Ok(Total {
        least: range.map_or(0, CountRange::least),
        greatest: range.filter(|_| unbounded == 0).map(CountRange::greatest),
        counted,
        bounded,
        unbounded,
        missing,
    })
}
