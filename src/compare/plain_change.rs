//! The later period against the earlier one without an interval: all there is to say of figures that are not counts.

use super::change::{SMALLEST_BASE, exposure, percent};
use super::{Comparison, NoChange, Subject};
use crate::data::Observation;

/// How a figure changed between two periods. Unlike a [`super::Change`] it has no interval: only counts of events do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlainChange {
    /// The figure in the earlier period.
    pub earlier: f64,
    /// The figure in the later period.
    pub later: f64,
    /// The days of both periods where they differ in length, else 1 for both. A level, such as officers in post, has
    /// single days as its periods; an amount over longer ones is taken to grow with their days, as weights seized do.
    exposure: [f64; 2],
}

impl PlainChange {
    /// The change in per cent; `None` on a base under 10, where the two figures say more.
    pub fn percentage(&self) -> Option<f64> {
        let ratio = (self.later / self.exposure[1]) / (self.earlier / self.exposure[0]);
        (self.earlier >= SMALLEST_BASE as f64).then_some(percent(ratio))
    }

    /// The change of a whole without one of its parts, such as the rest of the nation. Neither figure is negative: a
    /// dataset has no part that is more than its whole.
    pub fn without(&self, part: &Self) -> Self {
        Self { earlier: self.earlier - part.earlier, later: self.later - part.later, ..*self }
    }

    /// Whether the periods differ in length, so that daily averages are compared.
    pub fn is_by_day(&self) -> bool {
        self.exposure[0] != self.exposure[1]
    }
}

/// Works out how a subject's figures changed, whether counts or amounts.
pub(super) fn between(comparison: &Comparison<'_>, subject: Subject) -> Result<PlainChange, NoChange> {
    let (earlier, later) = (comparison.choice.earlier, comparison.choice.later);
    if earlier == later {
        return Err(NoChange::OnePeriod);
    }
    let value = |period| match comparison.observation(subject, period) {
        Observation::Count(count) => Ok(count.get() as f64),
        Observation::Amount(amount) => Ok(amount.get()),
        Observation::Marker(marker) => Err(marker),
    };
    let [earlier_value, later_value] = match (value(earlier), value(later)) {
        (Ok(earlier), Ok(later)) => [earlier, later],
        (Err(marker), Ok(_)) => return Err(NoChange::Earlier(marker)),
        (Ok(_), Err(marker)) => return Err(NoChange::Later(marker)),
        (Err(marker), Err(_)) => return Err(NoChange::Both(marker)),
    };
    if let Some(at) = comparison.break_between(subject) {
        return Err(NoChange::Broken(at));
    }
    let exposure = exposure(comparison.dataset, (earlier, later));
    Ok(PlainChange { earlier: earlier_value, later: later_value, exposure })
}
