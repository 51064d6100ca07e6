//! Laws of every interval and every ratio. The fuzz target `statistics` holds them to it too.

use force_compare::stats::{Interval, Ratio};

/// `a ≤ b`, but for the last few digits.
pub fn at_most(a: f64, b: f64) -> bool {
    a <= b || (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

/// Equal but for the last few digits; infinities equal themselves.
pub fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-10 * a.abs().max(b.abs())
}

/// Limits in order, neither NaN, the lower finite and not negative, with `value` between them.
pub fn holds(interval: &Interval, value: Option<f64>) -> bool {
    interval.lower >= 0.0
        && interval.lower.is_finite()
        && at_most(interval.lower, interval.upper)
        && value.is_none_or(|v| v.is_finite() && at_most(interval.lower, v) && at_most(v, interval.upper))
}

/// Whether one interval lies within the other.
pub fn inside(inner: &Interval, outer: &Interval) -> bool {
    at_most(outer.lower, inner.lower) && at_most(inner.upper, outer.upper)
}

/// The interval leaves out 1 exactly when p is below its error; at the very boundary either is right.
pub fn agrees(ratio: &Ratio) -> bool {
    let error = 1.0 - ratio.interval.confidence;
    (0.0..=1.0).contains(&ratio.p)
        && (ratio.interval.contains(1.0) == (ratio.p >= error) || (ratio.p - error).abs() < 1e-9 * error)
}

/// Whether one ratio mirrors its reverse: values and limits are reciprocals, and p is the same.
pub fn mirrored(a: &Ratio, b: &Ratio) -> bool {
    let values = match (a.value, b.value) {
        (Some(x), Some(y)) => close(x * y, 1.0),
        (Some(x), None) | (None, Some(x)) => x == 0.0,
        (None, None) => true,
    };
    values
        && close(a.interval.lower, 1.0 / b.interval.upper)
        && close(a.interval.upper, 1.0 / b.interval.lower)
        // Beneath 1e-300 a double runs out of digits.
        && (a.p - b.p).abs() <= 1e-9 * a.p + 1e-300
}
