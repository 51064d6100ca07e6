//! Did an area change as the rest of the nation did? That is not whether it changed: an area that stands still while
//! all others rise has not changed, and yet has not shared the rise.

use super::change::counts;
use super::{Basis, CONFIDENCE, Comparison, NoChange, Standing, Subject};
use crate::stats::{self, Exposed, Interval, Method, Ratio};

/// An area's change beside that of the rest of the nation, which is the nation less the area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RestChange {
    /// Events in the rest of the nation, earlier and later.
    pub rest: [u64; 2],
    /// The area's ratio of change over the rest's, with the interval that chance alone gives it: the odds ratio of the
    /// four counts and its conditional mid-p interval. Below 1 the area rose less, or fell more. Periods of different
    /// length affect both alike, and cancel.
    pub chance: Ratio,
    /// Whether that is more than `basis` allows. This is one area's answer: of twenty that changed as the rest did,
    /// about one stands apart by accident, so for many areas side by side use the funnel of changes.
    pub standing: Standing,
    /// The variation that the standing allows for.
    pub basis: Basis,
    /// The interval of the ratio that the standing rests on: with ten areas or more, widened by the variance between
    /// their changes; else that of chance alone.
    pub interval: Interval,
}

/// Why a change cannot be held against the rest of the nation's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoRest {
    /// The data have no national total.
    NoNation,
    /// The area's change is not known.
    Area(NoChange),
    /// The nation's change is not known.
    Nation(NoChange),
    /// The area has more events than its nation, so it is no part of it.
    NotAPart,
    /// There were no events outside the area, so there is nothing to compare it with.
    NothingElse,
}

/// Holds an area's change against that of the rest.
///
/// An area with no events in either period has no ratio, an interval from 0 to infinity, and p = 1.
///
/// Conditional on the margins of the two-by-two table (Fisher 1935, Cornfield 1956; mid-p: Lancaster 1961). Widened:
/// ln ratio ± z √(1/a₁ + 1/a₂ + 1/r₁ + 1/r₂ + tau²).
pub(super) fn against(comparison: &Comparison<'_>, area: usize) -> Result<RestChange, NoRest> {
    if comparison.dataset.nation.is_none() {
        return Err(NoRest::NoNation);
    }
    let part = counts(comparison, Subject::Area(area)).map_err(NoRest::Area)?;
    let whole = counts(comparison, Subject::Nation).map_err(NoRest::Nation)?;
    let less = |at: usize| whole[at].checked_sub(part[at]).ok_or(NoRest::NotAPart);
    let rest = [less(0)?, less(1)?];
    let chance = stats::change_against_rest(part, whole, CONFIDENCE, Method::ConditionalMidP);
    let chance = chance.ok_or(NoRest::NothingElse)?;
    let usual = comparison.usual();
    let widened = usual.learnt_from().and_then(|areas| {
        let ratio = widened(part, rest, usual.variance())?;
        Some((Basis::Usual(areas), ratio.interval))
    });
    let (basis, interval) = widened.unwrap_or((Basis::Chance, chance.interval));
    Ok(RestChange { rest, chance, standing: Standing::of(interval), basis, interval })
}

/// The ratio as a change of the area measured in events of the rest, whose own chance is added to the variance.
fn widened(part: [u64; 2], rest: [u64; 2], variance: f64) -> Option<Ratio> {
    let [earlier, later] = [0, 1].map(|at| Exposed { count: part[at], exposure: rest[at] as f64 });
    let own = 1.0 / earlier.exposure + 1.0 / later.exposure;
    stats::widened_change(later, earlier, variance + own, CONFIDENCE)
}
