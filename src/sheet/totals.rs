//! Whether what stands in a row of totals is what the areas come to.

use super::counts::{Counts, Stated};
use super::faults::Faults;
use super::places::Places;
use crate::data::{
    Area, FileName, Marker, Nation, Observation, Period, Problem, Severity, is_total, known_area, simple, total_of,
};

/// The least and the most that areas can come to: a withheld figure can be anything.
fn bounds<'a>(figures: impl Iterator<Item = &'a Observation>) -> (f64, f64) {
    figures.fold((0.0, 0.0), |(least, most), figure| match figure {
        Observation::Marker(Marker::Below(bound)) => (least + 1.0, most + f64::from(*bound) - 1.0),
        Observation::Marker(Marker::NotApplicable) => (least, most),
        Observation::Marker(_) => (least, f64::INFINITY),
        figure => (least + figure.value().unwrap_or(0.0), most + figure.value().unwrap_or(0.0)),
    })
}

/// The areas that a row's name says it sums up; none where nobody can say.
fn members(name: &str, areas: &[Area]) -> Option<Vec<usize>> {
    let of = total_of(name);
    let country = |area: &Area| known_area(&area.name).map(|known| known.country);
    let countries: &[&str] = match of.as_str() {
        "" | "areas" | "cyfanswm" | "sum" => return Some((0..areas.len()).collect()),
        "england and wales" | "england wales" => &["England", "Wales"],
        "england" => &["England"],
        "wales" => &["Wales"],
        "great britain" | "gb" => &["England", "Wales", "Scotland"],
        "united kingdom" | "uk" | "national" => &["England", "Wales", "Scotland", "Northern Ireland"],
        _ => &[],
    };
    if !countries.is_empty() {
        let within =
            (0..areas.len()).filter(|at| country(&areas[*at]).is_some_and(|country| countries.contains(&country)));
        let within: Vec<_> = within.collect();
        return (!within.is_empty()).then_some(within);
    }
    let region = if of == "east england" { "eastern".into() } else { simple(&of) };
    let within: Vec<_> =
        (0..areas.len()).filter(|at| areas[*at].group.as_ref().is_some_and(|group| simple(group) == region)).collect();
    (!within.is_empty()).then_some(within)
}

/// Checks the nation's figures, where the areas are said to sum to them, and every other row of totals.
pub fn check(
    counts: &Counts,
    places: &Places,
    nation: Option<&Nation>,
    periods: &[Period],
    file: &FileName,
    rounded: bool,
    faults: &mut Faults,
) {
    let mut hold = |stated: &Stated, period: usize, members: &[usize], severity: Severity, remedy: &str| {
        let Some(whole) = stated.observation.value() else { return };
        let (least, most) = bounds(members.iter().map(|area| &counts.areas[period][*area]));
        // Amounts are rounded each by itself, and their sum with them.
        let slack = if rounded { whole / 1000.0 } else { 0.0 };
        if whole < least - slack || whole > most + slack {
            let sum = if least == most { format!("{least}") } else { format!("{} or more", least) };
            let sum = if least < most && most.is_finite() { format!("{least} to {most}") } else { sum };
            let off = if whole < least { least - whole } else { whole - most };
            let message = format!(
                "the {} areas come to {sum} in {}, not to {whole}: off by {off}",
                members.len(),
                periods[period].label
            );
            faults.add(Problem::of_cell(file, &stated.row, stated.column, message, remedy).as_a(severity));
        }
    };
    let everything: Vec<usize> = (0..places.areas.len()).collect();
    for period in 0..periods.len() {
        if let (Some(nation), Some(stated)) = (nation, counts.nation.get(&period)) {
            let remedy =
                "look which figure is wrong; if the areas here are not all there are, set nation.areas_sum to false";
            if nation.areas_sum {
                hold(stated, period, &everything, Severity::Error, remedy);
            }
        }
        for (total, name) in places.totals.iter().enumerate() {
            let Some(stated) = counts.totals.get(&(total, period)) else { continue };
            // England's total beside the United Kingdom's is of fewer areas than there are rows.
            if let Some(members) = members(name, &places.areas) {
                hold(
                    stated,
                    period,
                    &members,
                    Severity::Warning,
                    "look which figure is wrong; the row itself is in no payload",
                );
            }
        }
    }
    for (period, stated) in &counts.nation {
        let Some(whole) = stated.observation.value() else { continue };
        let more = counts.areas[*period].iter().position(|figure| figure.value().is_some_and(|value| value > whole));
        if let Some(area) = more {
            let message =
                format!("less than {} has alone, in row {}", places.areas[area].name, counts.rows[*period][area]);
            faults.add(Problem::of_cell(
                file,
                &stated.row,
                stated.column,
                message,
                "a nation has at least what each of its areas has",
            ));
        }
    }
    for (total, name) in places.totals.iter().enumerate() {
        let checked = members(name, &places.areas).is_some();
        let first = (0..periods.len()).find_map(|period| counts.totals.get(&(total, period)));
        if let (false, Some(stated)) = (checked, first) {
            let help = "the row is left out; if it is an area, call it something else than a total";
            let what = if is_total(name) { "a total" } else { "a sum" };
            let message = format!("“{name}” is {what} of areas that nobody can name, and not checked");
            faults.add(Problem::of_cell(file, &stated.row, stated.column, message, help).as_a(Severity::Note));
        }
    }
}
