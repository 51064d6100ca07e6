//! Goes through a whole sheet once, to find what its first rows cannot tell: the areas, the periods, the totals, the
//! placeholders, and the end of the table. Memory grows with the number of areas and periods, not with that of rows.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::heading::{is_words, one_line};
use super::number::apart;
use super::official_areas::{OfficialArea, is_total, nearest_official, official_area, simple, total_of};
use super::{Ambiguity, DaySpan, Placeholder, ReadRules, SheetCell, SheetRow, TableLayout, TableShape};
use crate::data::{MeasureKind, Observation};

/// A row that is a total of others.
#[derive(Clone, Debug, PartialEq)]
pub struct TotalRow {
    /// Its name in the sheet.
    pub name: String,
    /// Its figures, by period.
    pub figures: BTreeMap<String, f64>,
    /// Whether it may be an area as well, as `Wales` is in a list of countries.
    region: bool,
}

/// A row whose name is that of a region and of a force.
#[derive(Clone, Debug)]
struct AmbiguousRow {
    row: u64,
    figures: BTreeMap<String, f64>,
}

/// Everything that was found in a sheet.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The names of the areas, in the order of the sheet.
    pub areas: Vec<String>,
    seen: HashSet<String>,
    /// Rows without a figure: their numbers and texts.
    pub without_figures: Vec<(u64, String)>,
    /// The rows of totals.
    pub totals: Vec<TotalRow>,
    /// The sum of the areas' figures, by period.
    pub sums: BTreeMap<String, f64>,
    /// The texts in the column of periods, if there is one.
    pub periods: BTreeSet<String>,
    /// Placeholders with several meanings, by their text: how often each occurs, the row and column of the first, the
    /// meaning that was chosen, and the other one.
    pub placeholders: BTreeMap<String, (usize, u64, usize, Placeholder, &'static str)>,
    /// Whether spaces separate thousands.
    pub spaced: bool,
    /// The last row that has a figure.
    pub last: u64,
    /// Whether there are rows below that one.
    pub below: bool,
    /// How many figures there are; `fractions` counts those that are not whole.
    pub figures: usize,
    fractions: usize,
    gaps: usize,
    pairs: HashSet<(String, String)>,
    /// Rows whose name is that of a region and of a force, by period.
    ambiguous: BTreeMap<String, Vec<AmbiguousRow>>,
    /// The numbers of those of them that are the region's.
    pub regions: Vec<u64>,
    /// Whether an area has two rows for the same period.
    pub repeated: bool,
    /// The texts in each column of words that has no other role.
    pub kinds: BTreeMap<usize, BTreeSet<String>>,
}

/// The most kinds of rows that a person can choose from.
const FEW: usize = 30;

/// The most names of periods, and of rows without figures, that help anyone.
const MANY: usize = 400;

impl Survey {
    /// Takes in a row below the headings. Call [`Self::finish`] after the last.
    pub fn row(&mut self, layout: &TableLayout, row: &SheetRow) {
        if row.is_blank() {
            return;
        }
        let amounts = ReadRules { kind: MeasureKind::Amount, ..ReadRules::default() };
        let name = one_line(&row.cell(layout.area).text());
        let columns: Vec<(String, usize)> = match &layout.shape {
            TableShape::Wide(columns) => columns.iter().map(|(column, _)| (column.to_string(), *column)).collect(),
            TableShape::Tidy { period, count, .. } => vec![(one_line(&row.cell(*period).text()), *count)],
        };
        if name.is_empty() || columns.iter().all(|(_, column)| row.cell(*column).is_blank()) {
            let tidy = matches!(&layout.shape, TableShape::Tidy { period, .. } if !row.cell(*period).is_blank());
            let text = row.cells.iter().map(SheetCell::text).find(|text| !text.is_empty()).unwrap_or_default();
            // A known area is an area even without a figure.
            if name.is_empty() || (!tidy && known(&name).is_none()) {
                self.below = true;
                if self.without_figures.len() < MANY {
                    self.without_figures.push((row.number, one_line(&text)));
                }
                return;
            }
        }
        (self.last, self.below) = (row.number, false);
        let mut figures = BTreeMap::new();
        for (period, column) in columns {
            let reading = amounts.read(row.cell(column));
            if matches!(layout.shape, TableShape::Tidy { .. })
                && self.periods.len() < MANY
                && !self.periods.contains(&period)
            {
                self.periods.insert(period.clone());
            }
            let Ok(reading) = reading else { continue };
            match reading.ambiguity {
                Some(Ambiguity::Placeholder(placeholder, other)) => {
                    let text = one_line(&row.cell(column).text()).to_lowercase();
                    self.placeholders.entry(text).or_insert((0, row.number, column, placeholder, other)).0 += 1;
                }
                Some(Ambiguity::Space) => self.spaced = true,
                None => {}
            }
            if let Observation::Amount(amount) = reading.observation {
                self.figures += 1;
                // `1.234` may be thousands, which only a person can tell.
                let grouped = matches!(row.cell(column), SheetCell::Text(text) if is_grouped(text));
                self.fractions += usize::from(amount.get().fract() != 0.0 && !grouped);
                figures.insert(period, amount.get());
            } else {
                self.gaps += 1;
            }
        }
        if is_total(&name) || is_region(&name) {
            match self.totals.iter_mut().find(|total| total.name == name) {
                Some(total) => total.figures.extend(figures),
                None => self.totals.push(TotalRow { region: !is_total(&name), name, figures }),
            }
            return;
        }
        for (period, figure) in &figures {
            *self.sums.entry(period.clone()).or_default() += figure;
        }
        let (period, count) = match &layout.shape {
            TableShape::Wide(_) => (None, None),
            TableShape::Tidy { period, count, .. } => (Some(*period), Some(*count)),
        };
        let when = period.map(|period| one_line(&row.cell(period).text())).unwrap_or_default();
        if simple(&name) == "west midlands" {
            self.ambiguous.entry(when).or_default().push(AmbiguousRow { row: row.number, figures });
        } else {
            self.repeated |= !self.pairs.insert((name.clone(), when));
        }
        for column in 0..layout.headings.len() {
            let taken = [Some(layout.area), layout.code, layout.group, period, count].contains(&Some(column));
            let kinds = self.kinds.entry(column).or_default();
            if !taken && kinds.len() < FEW && is_words(row.cell(column)) {
                kinds.insert(one_line(&row.cell(column).text()));
            }
        }
        if !self.seen.contains(&name) {
            self.seen.insert(name.clone());
            self.areas.push(name);
        }
    }

    /// Ends the survey. Regions and countries are totals in a list of forces; in any other list they are areas.
    pub fn finish(&mut self) {
        if self.is_known() {
            // The West Midlands are a region and a force. If other regions have rows too, the one of two such rows with
            // the larger figures is the region's.
            let sum = |row: &&AmbiguousRow| row.figures.values().sum::<f64>();
            let regions = self.totals.iter().any(|total| total.region);
            for rows in self.ambiguous.values().filter(|rows| regions && rows.len() == 2) {
                let Some(AmbiguousRow { row, figures }) = rows.iter().max_by(|a, b| sum(a).total_cmp(&sum(b))) else {
                    continue;
                };
                self.regions.push(*row);
                for (period, figure) in figures {
                    *self.sums.entry(period.clone()).or_default() -= figure;
                }
            }
            return;
        }
        let (regions, totals): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.totals).into_iter().partition(|total| total.region);
        self.totals = totals;
        for region in regions {
            for (period, figure) in region.figures {
                *self.sums.entry(period).or_default() += figure;
            }
            self.areas.push(region.name);
        }
    }

    /// Whether most areas have official names.
    pub fn is_known(&self) -> bool {
        // The first few hundred names say as much as tens of thousands.
        let names = || self.areas.iter().take(MANY);
        let sure = names().filter(|name| known(name).is_some()).count();
        let near = || names().filter(|name| known(name).is_none() && nearest_official(name).is_some()).count();
        sure >= 2 && sure * 10 >= names().count() * 3 && (sure + near()) * 10 >= names().count() * 6
    }

    /// The areas that have no official name and none that is close to one.
    pub fn others(&self) -> Vec<&str> {
        self.areas
            .iter()
            .map(String::as_str)
            .filter(|name| known(name).is_none() && nearest_official(name).is_none())
            .collect()
    }

    /// Whether the figures are amounts rather than counts.
    pub fn is_amounts(&self) -> bool {
        self.fractions * 3 > self.figures
    }

    /// The total of the nation: the largest that is not a region's, or the largest country's if all are regions. `None`
    /// without one that has figures.
    pub fn whole(&self) -> Option<&TotalRow> {
        let sum = |total: &TotalRow| total.figures.values().sum::<f64>();
        let mut all: Vec<&TotalRow> = self.totals.iter().filter(|total| !total.region).collect();
        if all.is_empty() {
            // All are regions or countries, so this takes a country.
            let country = |total: &&TotalRow| ["england", "wales"].contains(&total_of(&total.name).as_str());
            all = self.totals.iter().filter(country).collect();
        }
        let whole = all.into_iter().max_by(|a, b| sum(a).total_cmp(&sum(b)))?;
        (!whole.figures.is_empty()).then_some(whole)
    }

    /// Whether the areas add up to the whole, or so nearly that a person should see the difference.
    pub fn sums_to(&self, whole: &TotalRow) -> bool {
        whole.figures.iter().all(|(period, total)| {
            let sum = self.sums.get(period).copied().unwrap_or(0.0);
            let off = (total * 0.01).max(10.0);
            // Withheld figures are in the total but not in the sum.
            sum <= total + off && sum >= if self.gaps > 0 { total * 0.8 } else { total - off }
        })
    }

    /// The texts in the column of periods with their spans, the earliest first, and the texts that name no period.
    pub fn spans(&self) -> (Vec<(String, DaySpan)>, Vec<&str>) {
        let (mut spans, mut others) = (Vec::new(), Vec::new());
        for text in &self.periods {
            // The first day of a month means that month, as it does in a heading.
            let month = text.strip_suffix("-01").filter(|month| month.len() == 7);
            match DaySpan::find(month.unwrap_or(text)) {
                Some(span) => spans.push((text.clone(), span)),
                None => others.push(text.as_str()),
            }
        }
        spans.sort_by_key(|(_, span)| (span.start, span.end));
        (spans, others)
    }
}

/// The official area with a name that may have a footnote mark or a raised digit behind it.
fn known(name: &str) -> Option<&'static OfficialArea> {
    let bare = apart(name).0;
    official_area(bare).or_else(|| official_area(bare.trim_end_matches(|letter: char| letter.is_ascii_digit())))
}

/// Whether a text reads like `1.234`, which is 1,234 in many countries.
fn is_grouped(text: &str) -> bool {
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(left, right)| right.len() == 3 && (1..=3).contains(&left.len()) && digits(left) && digits(right))
}

/// Whether a name is that of a region with several forces, or of a country.
fn is_region(name: &str) -> bool {
    let region = name.to_lowercase().ends_with(" region");
    let of = total_of(name);
    let regions = [
        "north east",
        "north west",
        "yorkshire and the humber",
        "yorkshire and humber",
        "east midlands",
        "east of england",
        "eastern",
        "london",
        "south east",
        "south west",
        "england",
        "wales",
    ];
    region || (regions.contains(&of.as_str()) && official_area(name).is_none())
}
