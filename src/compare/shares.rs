//! Each category's share of the total, with intervals that let any two of them be compared.

use super::{CONFIDENCE, Comparison};
use crate::data::Category;
use crate::stats::{self, Estimate};

/// The shares of the categories of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares<'a> {
    /// The periods that the counts span, as indices: not always the chosen ones.
    pub periods: &'a [usize],
    /// The whole.
    pub total: u64,
    /// Every part, in the order published; together they are the whole.
    pub parts: Vec<Part<'a>>,
}

/// One part of the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part<'a> {
    /// The category, with its count and whether that was only inferred from the others ([`Category::derived`]).
    pub category: &'a Category,
    /// Its share in per cent. The intervals of all parts hold at once with at least 95% (Goodman 1965), so that any
    /// two of them may be compared; each alone is wider than it would have to be.
    pub share: Estimate,
}

/// Why there are no shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoShares {
    /// The data do not say what is inside the total.
    NoCategories,
    /// The whole is 0.
    NoEvents,
    /// The whole is more than can be counted (2⁵³).
    TooMany,
}

/// The shares of the dataset's categories, whatever was chosen. "Other", and events not broken down, are parts like
/// any.
pub(super) fn of<'a>(comparison: &Comparison<'a>) -> Result<Shares<'a>, NoShares> {
    let dataset = comparison.dataset;
    let categories = dataset.categories.as_ref().filter(|_| dataset.is_counts()).ok_or(NoShares::NoCategories)?;
    if categories.total == 0 {
        return Err(NoShares::NoEvents);
    }
    let counts: Vec<u64> = categories.parts.iter().map(|category| category.count).collect();
    let shares = stats::goodman(&counts, CONFIDENCE).ok_or(NoShares::TooMany)?;
    let mut parts = Vec::new();
    for (category, share) in categories.parts.iter().zip(shares) {
        let share = Estimate { value: 100.0 * share.value, interval: share.interval.scale(100.0) };
        parts.push(Part { category, share });
    }
    Ok(Shares { periods: &categories.periods, total: categories.total, parts })
}
