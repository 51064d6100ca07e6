//! How a count changed from the earlier period to the later one, and by how much chance alone may have moved it.

use super::{CONFIDENCE, Comparison, Subject, plain_change};
use crate::data::{Dataset, Marker};
use crate::stats::{self, Estimate, Exposed, Interval, Method, Ratio};

/// No percentage is given on an earlier count below this: the two counts say more.
pub(super) const SMALLEST_BASE: u64 = 10;

/// Periods whose lengths differ by more than this fraction are compared by their daily averages. A leap day alone (1 in
/// 365) is not worth a percentage that readers cannot check against the printed counts.
pub(super) const SAME_LENGTH: f64 = 0.01;

/// How a count changed between two periods.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Events in the earlier period.
    pub earlier: u64,
    /// Events in the later period.
    pub later: u64,
    /// Both counts with their exposures, the earlier first.
    pub(super) exposed: [Exposed; 2],
    /// The later count over the earlier one (per day where the periods differ in length), with the 95% interval that
    /// chance alone gives it (conditional mid-p).
    pub chance: Ratio,
}

/// Why there is no change to work out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoChange {
    /// The figures are not counts of events; they may still have a [`super::PlainChange`].
    NotCounts,
    /// There is only one period.
    OnePeriod,
    /// No count for the earlier period.
    Earlier(Marker),
    /// No count for the later period.
    Later(Marker),
    /// No count for either period; the marker of the earlier one.
    Both(Marker),
    /// Events were counted differently in the two periods; the index of the break in the dataset.
    Broken(usize),
}

impl Change {
    /// The change in per cent, with its interval from chance alone; `None` on a base under 10, where the counts say
    /// more.
    pub fn percentage(&self) -> Option<Estimate> {
        let ratio = self.chance.value.filter(|_| self.earlier >= SMALLEST_BASE)?;
        let Interval { lower, upper, .. } = self.chance.interval;
        let interval = Interval { lower: percent(lower), upper: percent(upper), ..self.chance.interval };
        Some(Estimate { value: percent(ratio), interval })
    }

    /// Whether the periods differ in length, so that daily averages are compared.
    pub fn is_by_day(&self) -> bool {
        self.exposed[0].exposure != self.exposed[1].exposure
    }
}

/// A ratio as a change in per cent.
pub(super) fn percent(ratio: f64) -> f64 {
    100.0 * (ratio - 1.0)
}

/// Works out a subject's change.
pub(super) fn between(comparison: &Comparison<'_>, subject: Subject) -> Result<Change, NoChange> {
    let counts = counts(comparison, subject)?;
    let exposed = exposed(comparison.dataset, (comparison.choice.earlier, comparison.choice.later), counts);
    let chance = stats::rate_ratio(exposed[1], exposed[0], CONFIDENCE, Method::MidPRatio);
    // Counts and exposures of a dataset are always usable, so there is always a ratio.
    let chance = chance.ok_or(NoChange::OnePeriod)?;
    Ok(Change { earlier: counts[0], later: counts[1], exposed, chance })
}

/// The counts of the earlier and the later period, where they may be compared. Cheap, unlike their interval.
pub(super) fn counts(comparison: &Comparison<'_>, subject: Subject) -> Result<[u64; 2], NoChange> {
    if !comparison.dataset.is_counts() {
        return Err(NoChange::NotCounts);
    }
    // No count is above 2³², so a double holds each exactly.
    plain_change::between(comparison, subject).map(|counts| [counts.earlier as u64, counts.later as u64])
}

/// Two counts with their exposures: days where the periods differ in length, else 1 for both.
pub(super) fn exposed(dataset: &Dataset, periods: (usize, usize), counts: [u64; 2]) -> [Exposed; 2] {
    let exposure = exposure(dataset, periods);
    [Exposed { count: counts[0], exposure: exposure[0] }, Exposed { count: counts[1], exposure: exposure[1] }]
}

/// The exposures of two periods: their days where they differ in length, else 1 for both.
pub(super) fn exposure(dataset: &Dataset, (earlier, later): (usize, usize)) -> [f64; 2] {
    let days = [earlier, later].map(|period| f64::from(dataset.periods[period].days()));
    let alike = (days[1] / days[0] - 1.0).abs() <= SAME_LENGTH;
    if alike { [1.0, 1.0] } else { days }
}
