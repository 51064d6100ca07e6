//! "One every 23 minutes": the mean interval between recorded events.

use super::count::{exact_limits, number};
use super::interval::Interval;

/// The mean interval between events, in the unit of the span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// The mean interval; `None` when there were no events, for then only the lower limit is known.
    pub value: Option<f64>,
    /// Its interval; the upper limit is infinite when there were no events.
    pub interval: Interval,
}

/// span / count, with limits span / (exact limits of the count). In minutes, if the span is.
///
/// An average pace of recording, not a clock. No events in the span: no value, but an interval of at least
/// span / 3.69 at 0.95. `None` unless the span is positive and finite and 0 < confidence < 1.
pub fn mean_interval(count: u64, span_minutes: f64, confidence: f64) -> Option<Pace> {
    if !(span_minutes > 0.0 && span_minutes < f64::INFINITY) {
        return None;
    }
    let events = exact_limits(count, confidence)?;
    // Division by a lower limit of 0 is the infinity that is meant.
    let interval = Interval { lower: span_minutes / events.upper, upper: span_minutes / events.lower, ..events };
    Some(Pace { value: (count > 0).then_some(span_minutes / number(count)?), interval })
}
