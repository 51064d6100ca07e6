//! The headings of the table's columns, and its caption.

use super::fill::{fill, say};
use super::label::nation_within;
use crate::compare::Comparison;

/// The column headings that are the same for every comparison.
#[derive(Clone, Copy, Debug)]
pub struct Heads {
    /// The change between the two periods.
    pub change: &'static str,
    /// The range that holds 95 of 100 areas of the size.
    pub usual: &'static str,
    /// The range that holds 99.8 of 100 areas of the size.
    pub outer: &'static str,
    /// The verdict on the change.
    pub verdict: &'static str,
    /// The range of the change that chance alone allows.
    pub chance: &'static str,
    /// The verdict on the rate.
    pub rate_verdict: &'static str,
}

/// The column headings that are the same for every comparison, in the current language.
pub fn heads(comparison: &Comparison<'_>) -> Heads {
    let learnt = comparison.usual_changes().learnt_from().is_some();
    Heads {
        change: say("Change"),
        usual: say(if learnt { "Usual change (95%)" } else { "Change by chance alone (95%)" }),
        outer: say(if learnt { "Usual change (99.8%)" } else { "Change by chance alone (99.8%)" }),
        verdict: say("The change is"),
        chance: say("Did it change at all? By chance alone (95%)"),
        rate_verdict: say("The rate is"),
    }
}

/// The heading of the rates. Rates of counts come with their range, so it names the level.
pub fn rate_head(comparison: &Comparison<'_>, period: &str) -> String {
    let template = match (comparison.dataset.is_counts(), comparison.is_annual()) {
        (true, true) => "A year per 100,000 people, {0} (95%)",
        (true, false) => "Per 100,000 people, {0} (95%)",
        (false, true) => "A year per 100,000 people, {0}",
        (false, false) => "Per 100,000 people, {0}",
    };
    fill(template, &[period])
}

/// The heading of the range of rates that is usual, or that chance alone explains.
pub fn rate_range_head(comparison: &Comparison<'_>) -> &'static str {
    let learnt = comparison.usual_rates().learnt_from().is_some();
    say(if learnt { "Usual rate (95%)" } else { "Rate by chance alone (95%)" })
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
