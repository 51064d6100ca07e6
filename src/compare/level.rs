//! An area's rate against the rest of the nation's. The rest is the nation minus the area: held against a whole that
//! contains it, a large area would look like the nation because it is most of it.

use super::{CONFIDENCE, Comparison, PER, Subject};
use crate::stats::{self, Exposed, Interval, Method, Ratio};

/// Where an area's rate, or its change, stands beside the rest of the nation's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Above the rest of the nation by more than the interval allows.
    Higher,
    /// No more apart than the interval allows.
    Similar,
    /// Below the rest of the nation by more than the interval allows.
    Lower,
}

impl Standing {
    /// The standing of a ratio to the rest: on which side of 1 its whole interval lies.
    pub(super) fn of(ratio: Interval) -> Self {
        match ratio {
            Interval { lower, .. } if lower > 1.0 => Self::Higher,
            Interval { upper, .. } if upper < 1.0 => Self::Lower,
            _ => Self::Similar,
        }
    }
}

/// An area's rate beside the rest of the nation's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Events per 100,000 people in the area.
    pub rate: f64,
    /// Events per 100,000 people in the rest of the nation.
    pub rest: f64,
    /// The area's rate over the rest's (conditional mid-p).
    pub ratio: Ratio,
    /// Where the area stands.
    pub standing: Standing,
}

/// The level in the later period, where the counts and populations of the area and the nation are known.
pub(super) fn against_rest(comparison: &Comparison<'_>, area: usize) -> Option<Level> {
    let period = comparison.choice.later;
    let of = |subject| {
        Some(Exposed {
            count: comparison.observation(subject, period).count()?,
            exposure: comparison.population(subject, period)? as f64,
        })
    };
    let (part, whole) = (of(Subject::Area(area))?, of(Subject::Nation)?);
    let ratio = stats::rate_against_rest(part, whole, CONFIDENCE, Method::MidPRatio)?;
    let (count, people) = (whole.count - part.count, whole.exposure - part.exposure);
    let standing = Standing::of(ratio.interval);
    Some(Level { rate: part.count as f64 * PER / part.exposure, rest: count as f64 * PER / people, ratio, standing })
}
