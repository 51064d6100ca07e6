//! Where an area lies on a funnel: inside the control limits, or outside the inner or the outer pair.

use crate::stats::normal::z_of;
use crate::stats::tails::{EXACT, Tails};

/// The shares of areas like the benchmark that lie inside the inner and the outer control limits.
pub const COVERAGES: [f64; 2] = [0.95, 0.998];

/// The variation that the control limits of a funnel allow for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// Chance, and the variance between areas beyond it (additive overdispersion).
    Widened,
    /// Chance; the areas vary no more than that, so that there is nothing to add.
    AsChance,
    /// Chance alone, unadjusted: fewer than ten areas say too little about how much areas vary beyond it.
    TooFewAreas,
}

/// Where an area lies, from low to high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Below the outer limits: of a thousand areas like the benchmark, one lies here.
    FarBelow,
    /// Below the inner limits: of a thousand, 24.
    Below,
    /// Inside both.
    Inside,
    /// Above the inner limits.
    Above,
    /// Above the outer limits.
    FarAbove,
}

impl Zone {
    /// The zone of a count by the exact law of what was expected: outside when a count that low, or that high, is less
    /// likely than the share that the limits leave on that side.
    ///
    /// The interpolated limits, as they are drawn, would not do, because their upper line lies up to one event lower:
    /// three events where one is expected are above the 95% line, and come about by chance in one such area of twelve.
    pub(super) fn of_count(tails: Tails) -> Self {
        let [inner, outer] = COVERAGES.map(|coverage| (1.0 - coverage) / 2.0);
        match (tails.low(EXACT), tails.high(EXACT)) {
            (low, _) if low < outer => Self::FarBelow,
            (low, _) if low < inner => Self::Below,
            (_, high) if high < outer => Self::FarAbove,
            (_, high) if high < inner => Self::Above,
            _ => Self::Inside,
        }
    }

    /// The zone of a z-score, by the quantiles of the normal law.
    pub(super) fn of_z(z: f64) -> Self {
        let [inner, outer] = COVERAGES.map(|coverage| z_of(coverage).unwrap_or(f64::INFINITY));
        match z {
            z if z < -outer => Self::FarBelow,
            z if z < -inner => Self::Below,
            z if z > outer => Self::FarAbove,
            z if z > inner => Self::Above,
            _ => Self::Inside,
        }
    }

    /// The zone of the two that is nearer to the inside: limits that allow for more never condemn more.
    pub(super) fn milder(self, other: Self) -> Self {
        // The middle one of three: the two, and the inside.
        self.min(other).max(self.max(other).min(Self::Inside))
    }
}
