//! Checks the totals in a sheet against the sums of their areas.

use super::area_index::AreaIndex;
use super::counts::{Counts, Stated};
use super::{CellAt, FileName, Problems, Severity, is_total, official_area, simple, total_of};
use crate::data::{Area, Marker, Nation, Observation, Period};

/// The smallest and the largest possible sum of figures: a withheld one can be anything.
fn bounds<'a>(figures: impl Iterator<Item = &'a Observation>) -> (f64, f64) {
    figures.fold((0.0, 0.0), |(least, most), figure| match figure {
        Observation::Marker(Marker::Below(bound)) => (least + 1.0, most + f64::from(*bound) - 1.0),
        Observation::Marker(Marker::NotApplicable) => (least, most),
        Observation::Marker(_) => (least, f64::INFINITY),
        figure => (least + figure.value().unwrap_or(0.0), most + figure.value().unwrap_or(0.0)),
    })
}

/// The indices of the areas that a total covers by its name; `None` if the name does not tell.
fn members(name: &str, areas: &[Area]) -> Option<Vec<usize>> {
    let of = total_of(name);
    let country = |area: &Area| official_area(&area.name).map(|known| known.country);
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

/// The totals of a sheet, and the figures of the areas to check them against.
pub struct Totals<'a> {
    pub counts: &'a Counts,
    pub index: &'a AreaIndex<'a>,
    pub nation: Option<&'a Nation>,
    pub periods: &'a [Period],
    pub file: &'a FileName,
    /// Whether the figures are amounts. Those are rounded one by one, so their sum may be slightly off.
    pub rounded: bool,
}

impl Totals<'_> {
    /// Checks the nation's figures, if the recipe says that the areas add up to them, and every other total. A total
    /// that is off is an error for the nation and a warning elsewhere.
    pub fn check(&self, problems: &mut Problems) {
        let everything: Vec<usize> = (0..self.index.areas.len()).collect();
        for period in 0..self.periods.len() {
            if let (Some(nation), Some(stated)) = (self.nation, self.counts.nation.get(&period))
                && nation.areas_sum
            {
                let remedy = "find out which figure is wrong; \
                              if the sheet does not have every area, set nation.areas_sum to false";
                self.hold(stated, period, &everything, Severity::Error, remedy, problems);
            }
        }
        for (total, name) in self.index.totals.iter().enumerate() {
            if self.is_sum_of_some(total) {
                continue;
            }
            // England's total in a sheet of the United Kingdom covers only some of the areas.
            let Some(members) = members(name, &self.index.areas) else { continue };
            for period in 0..self.periods.len() {
                if let Some(stated) = self.counts.totals.get(&(total, period)) {
                    let remedy = "find out which figure is wrong; the total itself is not published";
                    self.hold(stated, period, &members, Severity::Warning, remedy, problems);
                }
            }
        }
        self.no_area_above_the_nation(problems);
        self.unknown_members(problems);
    }

    /// Whether a total is the sum of all areas, or of those above or below it up to the next total, in every period. A
    /// total of some of the rows need not say in its name which.
    fn is_sum_of_some(&self, total: usize) -> bool {
        let sets: [&dyn Fn(usize, u64) -> Vec<usize>; 4] = [
            &|_, _| (0..self.index.areas.len()).collect(),
            &|period, row| self.between(period, 0, row),
            &|period, row| {
                self.between(period, self.totals_in(period).filter(|other| *other < row).max().unwrap_or(0), row)
            },
            &|period, row| {
                self.between(period, row, self.totals_in(period).filter(|other| *other > row).min().unwrap_or(u64::MAX))
            },
        ];
        let fits = |members: &dyn Fn(usize, u64) -> Vec<usize>| {
            let mut held = false;
            let right = (0..self.periods.len()).all(|period| {
                let Some(stated) = self.counts.totals.get(&(total, period)) else { return true };
                let Some(whole) = stated.observation.value() else { return true };
                let members = members(period, stated.row.number);
                let (least, most) = bounds(members.iter().map(|area| &self.counts.areas[period][*area]));
                let slack = if self.rounded { whole / 1000.0 } else { 0.0 };
                held = true;
                !members.is_empty() && whole >= least - slack && whole <= most + slack
            });
            held && right
        };
        sets.into_iter().any(fits)
    }

    /// The areas whose figures of a period stand between two rows.
    fn between(&self, period: usize, first: u64, last: u64) -> Vec<usize> {
        let rows = &self.counts.rows[period];
        (0..rows.len()).filter(|area| first < rows[*area] && rows[*area] < last).collect()
    }

    /// The rows of all totals in a period.
    fn totals_in(&self, period: usize) -> impl Iterator<Item = u64> {
        let others =
            self.counts.totals.iter().filter(move |((_, known), _)| *known == period).map(|(_, stated)| stated);
        others.chain(self.counts.nation.get(&period)).map(|stated| stated.row.number)
    }

    /// Compares a total with the sum of the areas that it covers.
    fn hold(
        &self,
        stated: &Stated,
        period: usize,
        members: &[usize],
        severity: Severity,
        remedy: &str,
        problems: &mut Problems,
    ) {
        let Some(whole) = stated.observation.value() else { return };
        let (least, most) = bounds(members.iter().map(|area| &self.counts.areas[period][*area]));
        let slack = if self.rounded { whole / 1000.0 } else { 0.0 };
        if whole < least - slack || whole > most + slack {
            let sum = if least == most { format!("{least}") } else { format!("{least} or more") };
            let sum = if least < most && most.is_finite() { format!("{least} to {most}") } else { sum };
            let off = if whole < least { least - whole } else { whole - most };
            let message = format!(
                "the {} areas add up to {sum} in {}, not to {whole}: a difference of {off}",
                members.len(),
                self.periods[period].label
            );
            problems.add(self.at(stated).problem(message, remedy).as_a(severity));
        }
    }

    fn no_area_above_the_nation(&self, problems: &mut Problems) {
        for (period, stated) in &self.counts.nation {
            let Some(whole) = stated.observation.value() else { continue };
            let figures = &self.counts.areas[*period];
            let more = figures.iter().position(|figure| figure.value().is_some_and(|value| value > whole));
            if let Some(area) = more {
                let (name, row) = (&self.index.areas[area].name, self.counts.rows[*period][area]);
                let message = format!("this is less than {name} has alone, in row {row}");
                let help = "find out which of the two is wrong: the whole has at least what each of its areas has";
                problems.add(self.at(stated).problem(message, help));
            }
        }
    }

    fn unknown_members(&self, problems: &mut Problems) {
        for (total, name) in self.index.totals.iter().enumerate() {
            let checked = self.is_sum_of_some(total) || members(name, &self.index.areas).is_some();
            let first = (0..self.periods.len()).find_map(|period| self.counts.totals.get(&(total, period)));
            if let (false, Some(stated)) = (checked, first) {
                let help = if is_total(name) {
                    "the row was left out; if it is an area, give it a name that does not read as a total"
                } else {
                    "the row was left out; if it is an area, take it out of counts.totals"
                };
                let message = format!("it is not clear which areas “{name}” adds up, so it was not checked");
                problems.add(self.at(stated).problem(message, help).as_a(Severity::Note));
            }
        }
    }

    fn at<'s>(&'s self, stated: &'s Stated) -> CellAt<'s> {
        CellAt { file: self.file, row: &stated.row, column: stated.column }
    }
}
