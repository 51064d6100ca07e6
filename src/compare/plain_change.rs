//! The later period against the earlier with no word on chance: all there is to say of figures that are not counts.

use super::change::{SAME_LENGTH, SMALLEST_BASE};
use super::{Comparison, NoChange, Subject};
use crate::data::Observation;

/// How a figure moved between two periods. It is no [`super::Change`], whose interval only counts of events have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlainChange {
    /// The figure in the earlier period.
    pub earlier: f64,
    /// The figure in the later period.
    pub later: f64,
    /// Whether the periods are equally long. Where they are not, nobody but who measured knows whether the figures grow
    /// with the days of the period, as weights seized do, or not, as officers in post do.
    pub alike: bool,
}

impl PlainChange {
    /// The change in per cent; `None` on a base under 10, where the two figures say more, and between periods that
    /// differ in length.
    pub fn percentage(&self) -> Option<f64> {
        let base = self.earlier >= SMALLEST_BASE as f64;
        (base && self.alike).then(|| 100.0 * (self.later / self.earlier - 1.0))
    }
}

/// Works out how a subject's figures moved, be they counts or amounts.
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
    let days = [earlier, later].map(|period| f64::from(comparison.dataset.periods[period].days()));
    let alike = (days[1] / days[0] - 1.0).abs() <= SAME_LENGTH;
    Ok(PlainChange { earlier: earlier_value, later: later_value, alike })
}
