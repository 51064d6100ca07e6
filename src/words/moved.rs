//! Changes in words: signs are easily missed, by eye and ear.

use super::fill::{fill, say};
use super::number::{per_cent, signed_per_cent};

/// `a rise of 69.5%`; a change that rounds to zero has no direction.
pub(super) fn moved(change: f64) -> String {
    let size = per_cent(change.abs());
    match signed_per_cent(change) {
        same if same == size => say("no change").into(),
        _ if change > 0.0 => fill("a rise of {0}", &[&size]),
        _ => fill("a fall of {0}", &[&size]),
    }
}

/// `9.6%`; a small change is `less than 0.1%`, because "changed by 0.0%" makes no sense.
pub(super) fn size(change: f64) -> String {
    let change = change.abs();
    if change < 0.05 { say("less than 0.1%").into() } else { per_cent(change) }
}

/// `between a fall of 42.6% and a rise of 7.3%`.
pub(super) fn between(lower: f64, upper: f64, said: &dyn Fn(f64) -> String) -> String {
    let lower = said(lower);
    if upper.is_finite() { fill("between {0} and {1}", &[&lower, &said(upper)]) } else { fill("above {0}", &[&lower]) }
}
