//! The headings of the table's columns, and its caption.

use super::fill::{fill, say};
use super::label::nation_within;
use crate::compare::Comparison;

/// The column headings that are the same for every comparison.
#[derive(Clone, Copy, Debug)]
pub struct Heads {
    /// The change between the two periods.
    pub change: &'static str,
    /// The range of the change that chance alone allows.
    pub chance: &'static str,
    /// The range of the change that chance and the usual ups and downs allow.
    pub allowed: &'static str,
    /// The verdict on the change.
    pub verdict: &'static str,
}

/// The column headings that are the same for every comparison, in the current language.
pub fn heads() -> Heads {
    Heads {
        change: say("Change"),
        chance: say("By chance alone (95%)"),
        allowed: say("Allowing for the usual ups and downs (95%)"),
        verdict: say("Beyond or within the usual"),
    }
}

/// The heading of the rates. Rates of counts come with their range, so it names the level.
pub fn rate_head(comparison: &Comparison<'_>, period: &str) -> String {
    let ranged = comparison.dataset.is_counts();
    fill(if ranged { "Per 100,000 people, {0} (95%)" } else { "Per 100,000 people, {0}" }, &[period])
}

/// The heading of the shares of the nation. Shares of counts come with their range, so it names the level.
pub fn share_head(comparison: &Comparison<'_>, period: &str) -> String {
    let ranged = comparison.dataset.is_counts();
    let template = if ranged { "Share of {0}, {1} (95%)" } else { "Share of {0}, {1}" };
    fill(template, &[&nation_within(comparison), period])
}

/// The table's caption: what is counted, and the periods.
pub fn caption(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let [earlier, later] = [choice.earlier, choice.later].map(|at| &*dataset.periods[at].label);
    if choice.earlier == choice.later {
        fill("{0}, {1}", &[&dataset.measure, later])
    } else {
        fill("{0}, {1} and {2}", &[&dataset.measure, earlier, later])
    }
}
