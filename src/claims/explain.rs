//! Writes the sum behind a verdict in words, with numbers as the chart prints them.

use super::claim::{Claim, ClaimKind};
use super::facts::{CellIndex, Facts};
use super::memory::PeriodPair;
use super::range::Range;
use crate::words::{count, decimal};

/// A number without decimals if it is whole; otherwise with two below 10, and one from there on.
pub(super) fn plain(value: f64) -> String {
    if value.fract() == 0.0 { decimal(value, 0) } else { decimal(value, if value.abs() < 10.0 { 2 } else { 1 }) }
}

fn signed(value: f64) -> String {
    if value > 0.0 { ["+", &plain(value)].concat() } else { plain(value) }
}

/// A percentage, with its range if its inputs are rounded.
fn range(found: Range, unit: &str) -> String {
    let value = decimal(found.value, 1);
    let value = if found.value > 0.0 { ["+", &value, unit].concat() } else { [&*value, unit].concat() };
    if found.is_exact() {
        return value;
    }
    let (low, high) = (decimal(found.low, 1), decimal(found.high, 1));
    [&value, " (from ", &low, " to ", &high, ", for the figures are rounded)"].concat()
}

/// `Bedfordshire`, or the areas of a sum.
pub(super) fn areas(facts: &Facts, areas: &[usize]) -> String {
    let names: Vec<_> = areas.iter().map(|&area| facts.areas[area].name.as_str()).collect();
    names.join(" + ")
}

pub(super) fn times(facts: &Facts, times: &[usize]) -> String {
    let labels: Vec<_> = times.iter().map(|&time| facts.times[time].label.as_str()).collect();
    labels.join(" + ")
}

/// `Bedfordshire 2016/17: 118.`, or the sum where there are several.
pub(super) fn level(facts: &Facts, of: &[usize], when: &[usize], found: Range, cells: &[CellIndex]) -> String {
    // The parts of a sum come area by area, in order of time.
    let mut when = when.to_vec();
    when.sort_by_key(|&time| facts.end(time));
    let mut cells = cells.to_vec();
    cells.sort_by_key(|&(area, time, _)| (of.iter().position(|&own| own == area), facts.end(time)));
    let mut out = [&areas(facts, of), " ", &times(facts, &when), ": "].concat();
    if cells.len() > 1 && cells.len() <= 8 {
        let parts: Vec<_> = cells
            .iter()
            .filter_map(|&(area, time, measure)| facts.cell(area, time, measure))
            .map(|range| plain(range.value))
            .collect();
        out += &[&parts.join(" + "), " = "].concat();
    }
    out += &plain(found.value);
    out
}

/// `Bedfordshire 2016/17 118 → 2017/18 200: +69.5%.`
pub(super) fn pair(facts: &Facts, pair: &PeriodPair, found: Range, kind: &ClaimKind) -> String {
    let side = |at: usize| [facts.times[pair.times[at]].label.as_str(), " ", &plain(pair.found[at].value)].concat();
    let result = match kind {
        ClaimKind::ChangeCount => signed(found.value),
        ClaimKind::Multiple => ["times ", &decimal(found.value, 2)].concat(),
        ClaimKind::Points => [&signed(found.value), " points"].concat(),
        _ => range(found, "%"),
    };
    [&areas(facts, &pair.areas), " ", &side(0), " → ", &side(1), ": ", &result].concat()
}

/// `the second largest rise of the 4 in Wales`.
pub(super) fn rank(facts: &Facts, group: usize, highest: bool, place: usize, change: Option<bool>) -> String {
    const PLACES: [&str; 6] = ["", "second ", "third ", "fourth ", "fifth ", "sixth "];
    let place = PLACES.get(place - 1).copied().unwrap_or_default();
    let end = if highest { "largest" } else { "smallest" };
    let what = match change {
        None => "",
        Some(true) => " rise",
        Some(false) => " fall",
    };
    let group = &facts.areas[group];
    ["the ", place, end, what, " of the ", &plain(group.members.len() as f64), " in ", &group.name].concat()
}

/// The slip that explains a wrong percentage, if it is a common one.
pub(super) fn slip(pair: &PeriodPair, claim: &Claim) -> Option<&'static str> {
    let [earlier, later] = pair.found;
    let hits = |value: Option<f64>| {
        value.is_some_and(|value| (value.abs() - claim.value).abs() <= claim.step.max(1.0) / 2.0 + 1e-9)
    };
    let of = later.over(earlier).map(|ratio| 100.0 * ratio.value);
    // A hedge hides how close the slip is: "more than 400" for 433.
    let hedged =
        of.is_some_and(|of| of > claim.value && of < claim.value * 1.15) && claim.hedge != super::judge::Hedge::None;
    if hits(of) || hedged {
        return Some("That is the later figure as a percentage of the earlier, not the change");
    }
    if hits(later.change_to(earlier).map(|change| change.value)) {
        return Some("That is the change with the later figure as its base");
    }
    None
}

/// `The text says 66.`
pub(super) fn says(claim: &Claim, surface: &str) -> String {
    let number = if claim.in_words {
        ["“", surface, "”"].concat()
    } else if claim.value.fract() != 0.0 {
        decimal(claim.value, if claim.step < 0.05 { 2 } else { 1 })
    } else {
        count(claim.value as u64)
    };
    let unit = match claim.kind {
        ClaimKind::ChangePerCent | ClaimKind::SharePerCent if !claim.in_words => "%",
        _ => "",
    };
    ["The text says ", &number, unit].concat()
}
