//! What stands over the columns of the table.

use super::fill::{fill, say};
use super::label::nation_within;
use crate::compare::Comparison;

/// The columns that every comparison may have.
#[derive(Clone, Copy, Debug)]
pub struct Heads {
    /// The change between the two periods.
    pub change: &'static str,
    /// What chance alone allows of it.
    pub chance: &'static str,
    /// What chance and the usual ups and downs allow of it.
    pub allowed: &'static str,
    /// The verdict on it.
    pub verdict: &'static str,
}

/// The columns that every comparison may have.
pub fn heads() -> Heads {
    Heads {
        change: say("Change"),
        chance: say("By chance alone (95%)"),
        allowed: say("Allowing for the usual ups and downs (95%)"),
        verdict: say("Beyond or within the usual"),
    }
}

/// The column of rates; of counts each has its range.
pub fn rate_head(comparison: &Comparison<'_>, period: &str) -> String {
    let ranged = comparison.dataset.is_counts();
    fill(if ranged { "Per 100,000 people, {0} (95%)" } else { "Per 100,000 people, {0}" }, &[period])
}

/// The column of shares of the nation; of counts each has its range.
pub fn share_head(comparison: &Comparison<'_>, period: &str) -> String {
    let ranged = comparison.dataset.is_counts();
    let template = if ranged { "Share of {0}, {1} (95%)" } else { "Share of {0}, {1}" };
    fill(template, &[&nation_within(comparison), period])
}

/// What the whole table shows.
pub fn caption(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let [earlier, later] = [choice.earlier, choice.later].map(|at| &*dataset.periods[at].label);
    if choice.earlier == choice.later {
        fill("{0}, {1}", &[&dataset.measure, later])
    } else {
        fill("{0}, {1} and {2}", &[&dataset.measure, earlier, later])
    }
}
