//! Texts around the picture: the subtitle, which says what is counted and how to read the picture, and a description
//! for someone who does not see it.

use super::fill::{add, fill, of, say};
use super::label::{month, nation_within, why_not};
use super::moved::moved;
use super::number::{count, rate};
use super::verdict::allowed;
use crate::compare::{Comparison, MOST_LINES, Quantity, Subject, View, WhyNot};
use crate::data::digits;

/// The subtitle: what is counted, where and when, how to read the picture, and what its grey marks are.
pub fn subtitle(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let ends = |period: usize| {
        let end = dataset.periods[period].end();
        fill("{0} {1}", &[month(end), &digits(end.year().into())])
    };
    let is_year = |period: usize| matches!(dataset.periods[period].days(), 365 | 366);
    let whole_years = is_year(choice.earlier) && is_year(choice.later);
    let label = |period: usize| dataset.periods[period].label.as_str();
    let both = choice.view() == View::Change || choice.quantity == Quantity::Change;
    let when = match (both, whole_years) {
        _ if choice.view() == View::Breakdown => return parts(comparison),
        _ if choice.view() == View::Trend => fill("{0} to {1}", &[label(0), label(dataset.periods.len() - 1)]),
        (true, true) => fill("years ending {0} and {1}", &[&ends(choice.earlier), &ends(choice.later)]),
        (true, false) => fill("{0} and {1}", &[label(choice.earlier), label(choice.later)]),
        (false, true) => fill("year ending {0}", &[&ends(choice.later)]),
        (false, false) => label(choice.later).into(),
    };
    let mut out = fill("{0}, {1}.", &[&dataset.measure, &when]);
    match choice.quantity {
        Quantity::Rate if comparison.is_annual() => add(&mut out, say("A year for every 100,000 people.")),
        Quantity::Rate => add(&mut out, say("For every 100,000 people.")),
        Quantity::Share => add(&mut out, &fill("Share of {0}.", &[&nation_within(comparison)])),
        Quantity::Change => {
            add(&mut out, &fill("Change from {0} to {1}.", &[label(choice.earlier), label(choice.later)]));
        }
        Quantity::Count => {}
    }
    match choice.view() {
        View::Change => add(&mut out, say(SLOPES)),
        View::Ranking | View::Funnel | View::Trend if !dataset.is_counts() => {}
        View::Ranking => {
            add(&mut out, &fill("Lines: the range that {0} (95%).", &[allowed(comparison, choice.quantity)]))
        }
        View::Funnel => add(&mut out, &bands(comparison)),
        View::Trend => {
            add(&mut out, say(SLOPES));
            add(
                &mut out,
                say(
                    "Bands: the range that chance allows (95%). Gaps: no figure, or a change in how events were counted.",
                ),
            );
        }
        View::Breakdown => {}
    }
    if !dataset.is_counts() {
        add(&mut out, why_not(WhyNot::NotCounts));
    }
    let shown = comparison.shown();
    let mut others = shown;
    for &area in &choice.areas {
        others -= usize::from(comparison.is_shown(area));
    }
    let mut missing = dataset.areas.len() - shown;
    if choice.view() == View::Trend && dataset.areas.len() > MOST_LINES {
        missing = 0;
        add(&mut out, &fill("Other {0} are left out: there are too many for lines.", &[&dataset.noun.plural]));
    }
    for (template, number) in [("Grey: {0} other {1}.", others), ("No figure for {0} {1}.", missing)] {
        if number > 0 {
            add(&mut out, &fill(template, &[&count(number as u64), of(&dataset.noun, number as u64)]));
        }
    }
    out
}

const SLOPES: &str = "Equal steps on the scale are equal changes in per cent.";

/// Explains the line and the bands of a funnel; empty where there is none.
fn bands(comparison: &Comparison<'_>) -> String {
    let Ok(funnel) = comparison.funnel() else { return String::new() };
    let noun = &comparison.dataset.noun;
    let Some(common) = funnel.common() else {
        let mut out = fill("Outlines: where chance alone would put each {0}.", &[&noun.singular]);
        add(&mut out, &fill("Fewer than ten {0} cannot show how much they usually differ.", &[of(noun, 10)]));
        return out;
    };
    let common = if funnel.is_of_changes { moved(common) } else { rate(common) };
    let number = funnel.usual.areas;
    let mut out =
        fill("Line: what {0} {1} have in common, {2}.", &[&count(number as u64), of(noun, number as u64), &common]);
    add(&mut out, &fill("Bands: where 95 and 99.8 of 100 {0} of each size usually lie.", &[of(noun, 100)]));
    out
}

/// The subtitle of a breakdown: the total that the parts make up. Empty where the data have no parts.
fn parts(comparison: &Comparison<'_>) -> String {
    let Ok(shares) = comparison.shares() else { return String::new() };
    let mut when = String::new();
    for &period in shares.periods {
        let label = &comparison.dataset.periods[period].label;
        when = if when.is_empty() { label.clone() } else { fill("{0} and {1}", &[&when, label]) };
    }
    let parts = [&*comparison.dataset.measure, comparison.name(Subject::Nation), &when, &count(shares.total)];
    fill("{0}, {1}, {2}: {3} in all. Each bar begins where the one above it ends.", &parts)
}

/// The key to a row of two points: the small one is the earlier period, the large one the later.
pub fn ends(comparison: &Comparison<'_>) -> String {
    let [earlier, later] =
        [comparison.choice.earlier, comparison.choice.later].map(|at| &*comparison.dataset.periods[at].label);
    fill("Small: {0}. Large: {1}.", &[earlier, later])
}

/// The title of the axis of sizes.
pub fn size_axis(quantity: Quantity) -> &'static str {
    say(match quantity {
        Quantity::Change => "Recorded in both periods",
        _ => "Number of people",
    })
}

const LINES: &str = "One line for each of {0} {1}, from {2} to {3}.";

/// Describes the chart for someone who does not see it. Empty where there is nothing to draw.
pub fn description(comparison: &Comparison<'_>) -> String {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let (earlier, later) = (&dataset.periods[choice.earlier].label, &dataset.periods[choice.later].label);
    let shown = comparison.shown();
    if shown == 0 && choice.view() != View::Breakdown {
        return String::new();
    }
    let many = of(&dataset.noun, shown as u64);
    let shown = count(shown as u64);
    match choice.view() {
        View::Change => fill(LINES, &[&shown, many, earlier, later]),
        View::Trend => {
            let last = &dataset.periods[dataset.periods.len() - 1].label;
            fill(LINES, &[&shown, many, &dataset.periods[0].label, last])
        }
        View::Funnel => fill("One point for each of {0} {1}, from small to large.", &[&shown, many]),
        View::Breakdown => say("One bar for each part of the total.").into(),
        View::Ranking if !dataset.is_counts() => fill("{0} {1} in order, highest first.", &[&shown, many]),
        View::Ranking => {
            let allowed = allowed(comparison, choice.quantity);
            fill("{0} {1} in order, highest first, each with the range that {2}.", &[&shown, many, allowed])
        }
    }
}
