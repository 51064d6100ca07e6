//! Counts of which only the range is known: "<5", withheld to protect people, is 1 to 4, and never 0.

/// A count known to lie between two whole numbers, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountRange {
    least: u64,
    greatest: u64,
}

impl CountRange {
    /// From the least to the greatest count it can be; `None` when these are the wrong way round.
    pub fn new(least: u64, greatest: u64) -> Option<CountRange> {
        (least <= greatest).then_some(CountRange { least, greatest })
    }

    /// A count that is known.
    pub fn exactly(count: u64) -> CountRange {
        CountRange { least: count, greatest: count }
    }

    /// The least it can be.
    pub fn least(self) -> u64 {
        self.least
    }

    /// The greatest it can be.
    pub fn greatest(self) -> u64 {
        self.greatest
    }

    /// The count itself, where the range leaves no choice.
    pub fn known(self) -> Option<u64> {
        (self.least == self.greatest).then_some(self.least)
    }
}

/// The range of the sum of counts: from the sum of the least to the sum of the greatest. `None` when that is more
/// than a `u64` holds. The sum of none is 0.
pub fn total(counts: &[CountRange]) -> Option<CountRange> {
    counts.iter().try_fold(CountRange::exactly(0), |sum, count| {
        Some(CountRange {
            least: sum.least.checked_add(count.least)?,
            greatest: sum.greatest.checked_add(count.greatest)?,
        })
    })
}
