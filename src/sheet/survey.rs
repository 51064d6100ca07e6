//! Goes through a whole sheet once, to find what its first rows cannot tell: the areas, the periods, the totals, the
//! placeholders, and the end of the table. Memory grows with the number of areas and periods, not with that of rows.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::arithmetic::{self, FigureRow, Found, LIKELY, MadeOf, SOME, SURE};
use super::heading::{is_remark, is_words, one_line};
use super::number::apart;
use super::official_areas::{
    LargePlace, OfficialArea, is_average, is_total, may_be_total, nearest_official, official_area, place_of, simple,
};
use super::periods::LabelCell;
use super::profile::is_grouped;
use super::{Ambiguity, Placeholder, ReadRules, SheetCell, SheetRow, TableLayout, TableShape};
use crate::data::{MeasureKind, Observation};

/// A row with figures, or all rows of one name where each has one figure.
#[derive(Clone, Debug)]
pub struct NamedRow {
    /// Its name in the sheet.
    pub name: String,
    /// The number of its first row.
    pub row: u64,
    /// Its figures, by period.
    pub figures: BTreeMap<String, f64>,
    /// The periods in which it has something else than a figure.
    gaps: BTreeSet<String>,
    /// Those of them in which it has a placeholder that may mean zero.
    doubtful: BTreeSet<String>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RowKind {
    /// An area.
    Area,
    /// A sum of other rows, and how that was found.
    Total(Option<Found>),
    /// An average of other rows.
    Average(Option<Found>),
    /// The West Midlands region, beside the force of that name.
    Region,
    /// Not known; the likelier of the two is given by what was found.
    Doubtful(Option<Found>),
}

/// A placeholder with several meanings.
#[derive(Clone, Debug)]
pub struct DoubtfulMark {
    /// How often it occurs.
    pub times: usize,
    /// The row and the column of the first.
    pub row: u64,
    pub column: usize,
    /// The name of the first area that has it.
    pub area: String,
    /// The meaning that is taken without an answer, and the other one.
    pub meaning: Placeholder,
    pub other: &'static str,
}

/// Rows of one area and period, told apart by what stands in another column.
#[derive(Clone, Debug, Default)]
pub struct KindColumn {
    /// The sums of the figures of the first areas in the first period, by the text in this column.
    pub sums: BTreeMap<String, BTreeMap<String, f64>>,
    /// Whether rows of one area and period differ in it.
    pub varies: bool,
}

/// Everything that was found in a sheet.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The rows by name, in the order of the sheet.
    pub rows: Vec<NamedRow>,
    /// What each of them is.
    pub kinds: Vec<RowKind>,
    at: HashMap<String, usize>,
    /// Rows without a figure: their numbers and texts.
    pub without_figures: Vec<(u64, String)>,
    /// The texts in the column of periods, if there is one, in the order of the sheet.
    pub periods: Vec<(String, LabelCell)>,
    known_periods: HashSet<String>,
    /// Placeholders with several meanings, by their text.
    pub marks: BTreeMap<String, DoubtfulMark>,
    /// Texts such as `1.234`, whose point may mark thousands: the row and column of the first.
    grouped: Option<(String, (u64, usize))>,
    /// Whether spaces separate thousands.
    pub spaced: bool,
    /// The last row that has a figure.
    pub last: u64,
    /// Whether there are rows below that one.
    pub below: bool,
    /// Names right below the last row, with nothing beside them: areas without figures, or notes.
    pub trailing: Vec<(u64, String)>,
    reached: u64,
    /// How many figures there are, how many are not whole, and how many are zero.
    pub figures: usize,
    fractions: usize,
    zeros: usize,
    first_texts: HashMap<(usize, String), Vec<String>>,
    /// Rows of one area and period beyond the first; the number of the first such row.
    pub repeated: Option<u64>,
    /// The columns that may tell such rows apart.
    pub kind_columns: BTreeMap<usize, KindColumn>,
    /// The sums of the first areas in the first period.
    pub sums: BTreeMap<String, f64>,
    first_period: Option<String>,
    /// What the recipe that is answered says of rows, by name.
    pub answered: HashMap<String, String>,
    /// The rows to take: what has to stand in a column.
    pub only: Vec<(usize, String)>,
    /// Whether rows of one area and period are added up.
    pub add_up: bool,
    /// Whether hidden rows are left out.
    pub without_hidden: bool,
    /// The thousands separator, if it was answered.
    pub thousands: Option<char>,
    west_midlands: Vec<usize>,
    /// The numbers of the rows that are a region's.
    pub regions: Vec<u64>,
}

/// The most kinds of rows that a person can choose from.
const FEW: usize = 30;

/// The most names of periods, and of rows without figures, that help anyone.
const MANY: usize = 400;

/// How many areas show what an answer would give.
const SHOWN: usize = 3;

impl Survey {
    /// Takes in a row below the headings. Call [`Self::finish`] after the last.
    pub fn row(&mut self, layout: &TableLayout, row: &SheetRow) {
        if row.is_blank() || (row.hidden && self.without_hidden) || layout.until.is_some_and(|until| row.number > until)
        {
            return;
        }
        if self.only.iter().any(|(column, text)| one_line(&row.cell(*column).text()) != *text) {
            return;
        }
        let amounts = ReadRules { kind: MeasureKind::Amount, thousands: self.thousands, ..ReadRules::default() };
        let name = one_line(&row.cell(layout.area).text());
        let (columns, tidy): (Vec<(String, Option<usize>)>, Option<usize>) = match &layout.shape {
            TableShape::Wide(columns) => {
                (columns.iter().map(|(column, _)| (format!("{column:05}"), Some(*column))).collect(), None)
            }
            TableShape::Tidy { period, count, .. } => {
                (vec![(one_line(&row.cell(*period).text()), *count)], Some(*period))
            }
        };
        let blank = columns.iter().all(|(_, column)| column.is_some_and(|column| row.cell(column).is_blank()));
        if name.is_empty() || blank {
            let dated = tidy.is_some_and(|period| !row.cell(period).is_blank());
            let text = row.cells.iter().map(SheetCell::text).find(|text| !text.is_empty()).unwrap_or_default();
            // A known area is an area even without a figure, and so is a row right below the others with more in it than a
            // name.
            let filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
            let follows = self.reached + 1 == row.number && !is_remark(&name);
            let said = self.answered.get(&name).map(String::as_str);
            let area = !name.is_empty()
                && (dated || said == Some("area") || known(&name).is_some() || (follows && filled > 1));
            if !area {
                self.below = true;
                let short = name.split_whitespace().count() <= 5 && is_words(row.cell(layout.area));
                if follows && short && said.is_none() {
                    self.reached = row.number;
                    self.trailing.push((row.number, name));
                }
                if self.without_figures.len() < MANY {
                    self.without_figures.push((row.number, one_line(&text)));
                }
                return;
            }
        }
        self.trailing.clear();
        self.reached = row.number;
        (self.last, self.below) = (row.number, false);
        if let Some(period) = tidy {
            let text = one_line(&row.cell(period).text());
            if self.periods.len() < 20 * MANY && !self.known_periods.contains(&text) {
                let cell = match row.cell(period) {
                    SheetCell::Date(_) => LabelCell::Day,
                    SheetCell::Month(_) => LabelCell::Month,
                    _ => LabelCell::Text,
                };
                self.known_periods.insert(text.clone());
                self.periods.push((text, cell));
            }
        }
        let when = tidy.map(|_| columns[0].0.clone()).unwrap_or_default();
        let again = simple(&name) == "west midlands" && !self.add_up && self.has(&name, &when);
        let at = self.named(&name, row.number, again);
        let earlier = self.first_texts.contains_key(&(at, when.clone()));
        for (period, column) in columns {
            self.figure(at, period, column, row, &amounts);
        }
        self.kinds_of(layout, row, (at, when), earlier && !again);
    }

    /// Whether a name has something in a period already.
    fn has(&self, name: &str, when: &str) -> bool {
        self.at.get(name).is_some_and(|at| self.first_texts.contains_key(&(*at, when.into())))
    }

    /// The index of a name. The West Midlands may be a region and a force, and then have two rows.
    fn named(&mut self, name: &str, row: u64, again: bool) -> usize {
        let key = if again { format!("{name}\u{0}") } else { name.to_string() };
        if let Some(at) = self.at.get(&key) {
            return *at;
        }
        let named = NamedRow {
            name: name.into(),
            row,
            figures: BTreeMap::new(),
            gaps: BTreeSet::new(),
            doubtful: BTreeSet::new(),
        };
        self.rows.push(named);
        self.at.insert(key, self.rows.len() - 1);
        if simple(name) == "west midlands" {
            self.west_midlands.push(self.rows.len() - 1);
        }
        self.rows.len() - 1
    }

    fn figure(&mut self, at: usize, period: String, column: Option<usize>, row: &SheetRow, rules: &ReadRules) {
        let Some(column) = column else {
            self.figures += 1;
            *self.rows[at].figures.entry(period.clone()).or_default() += 1.0;
            self.shown(at, &period, 1.0);
            return;
        };
        let cell = row.cell(column);
        let Ok(reading) = rules.read(cell) else {
            self.rows[at].gaps.insert(period);
            return;
        };
        let text = one_line(&cell.text());
        match reading.ambiguity {
            Some(Ambiguity::Placeholder(meaning, other)) => {
                let area = self.rows[at].name.clone();
                let mark = DoubtfulMark { times: 0, row: row.number, column, area, meaning, other };
                self.marks.entry(text.to_lowercase()).or_insert(mark).times += 1;
                if other == "zero" {
                    self.rows[at].doubtful.insert(period.clone());
                }
            }
            Some(Ambiguity::Space) => self.spaced = true,
            None => {}
        }
        let Observation::Amount(amount) = reading.observation else {
            self.rows[at].gaps.insert(period);
            return;
        };
        let value = amount.get();
        self.figures += 1;
        self.zeros += usize::from(value == 0.0);
        // `1.234` may be thousands, which only a person can tell.
        let grouped = self.thousands.is_none() && matches!(cell, SheetCell::Text(text) if is_grouped(apart(text).0));
        if grouped && self.grouped.is_none() {
            self.grouped = Some((apart(&text).0.into(), (row.number, column)));
        }
        self.fractions += usize::from(value.fract() != 0.0 && !grouped);
        let added = self.add_up;
        self.rows[at]
            .figures
            .entry(period.clone())
            .and_modify(|known| {
                if added {
                    *known += value;
                }
            })
            .or_insert(value);
        self.shown(at, &period, value);
    }

    /// Keeps what adding up would give for the first areas in the first period.
    fn shown(&mut self, at: usize, period: &str, value: f64) {
        let first = self.first_period.get_or_insert_with(|| period.into()).as_str() == period;
        if at < SHOWN && first {
            *self.sums.entry(self.rows[at].name.clone()).or_default() += value;
        }
    }

    /// Looks for the columns that tell rows of one area and period apart.
    fn kinds_of(&mut self, layout: &TableLayout, row: &SheetRow, key: (usize, String), earlier: bool) {
        let taken = layout.taken();
        let others = (0..layout.headings.len()).filter(|column| !taken.contains(column));
        // Columns with too many texts to choose from are not looked at any more.
        let crowded = |column: usize| self.kind_columns.get(&column).is_some_and(|kinds| kinds.sums.len() > FEW);
        let text = |column: usize| match crowded(column) {
            true => String::new(),
            false => one_line(&row.cell(column).text()),
        };
        let texts: Vec<String> = others.clone().map(text).collect();
        let shown =
            key.0 < SHOWN && self.first_period.as_deref().is_some_and(|first| first == key.1 || key.1.is_empty());
        let value = layout.first_figure().filter(|_| shown).map_or(Some(1.0), |column| {
            let rules = ReadRules { kind: MeasureKind::Amount, ..ReadRules::default() };
            rules.read(row.cell(column)).ok().and_then(|reading| reading.observation.value())
        });
        let area = self.rows[key.0].name.clone();
        if earlier && self.repeated.is_none() {
            self.repeated = Some(row.number);
        }
        let first = earlier.then(|| self.first_texts.get(&key).cloned()).flatten();
        for (nth, column) in others.enumerate() {
            let kinds = self.kind_columns.entry(column).or_default();
            let text = &texts[nth];
            kinds.varies |= !text.is_empty() && first.as_ref().is_some_and(|first| first.get(nth) != Some(text));
            if text.is_empty() || (kinds.sums.len() > FEW && !kinds.sums.contains_key(text)) {
                continue;
            }
            let sums = kinds.sums.entry(text.clone()).or_default();
            if let (true, Some(value)) = (shown, value) {
                *sums.entry(area.clone()).or_default() += value;
            }
        }
        if !earlier {
            self.first_texts.insert(key, texts);
        }
    }

    /// Ends the survey: finds out what each row is.
    pub fn finish(&mut self) {
        self.settle_west_midlands();
        let known = self.is_known();
        let periods: Vec<String> = self.all_periods();
        let figures: Vec<FigureRow> = self
            .rows
            .iter()
            .map(|row| FigureRow { figures: periods.iter().map(|period| row.figures.get(period).copied()).collect() })
            .collect();
        let all_places = self.rows.iter().all(|row| place_of(&row.name).is_some() || is_total(&row.name));
        let bare = |row: &NamedRow| apart(&row.name).0.to_string();
        let regions = known || !all_places;
        let hinted: Vec<bool> = self
            .rows
            .iter()
            .map(|row| {
                let name = bare(row);
                let region = self.regions.contains(&row.row);
                region || is_total(&name) || may_be_total(&name) || (known && is_place(&name))
            })
            .collect();
        let areas: Vec<bool> = self
            .rows
            .iter()
            .map(|row| {
                let name = bare(row);
                (known && official(&name).is_some() && !self.regions.contains(&row.row))
                    || self.answered.get(&row.name).is_some_and(|said| said == "area")
            })
            .collect();
        let found = if self.repeated.is_some() && !self.add_up {
            vec![None; self.rows.len()]
        } else {
            arithmetic::find(&figures, &hinted, &areas, self.is_amounts())
        };
        let last = self.rows.len().saturating_sub(1);
        let kinds = (0..self.rows.len()).map(|at| self.kind(at, found[at], known, regions, at == 0 || at == last));
        self.kinds = kinds.collect();
        for region in self.regions.clone() {
            if let Some(at) = self.rows.iter().position(|row| row.row == region) {
                self.kinds[at] = RowKind::Region;
            }
        }
        // A file of nothing but wholes has these as its areas.
        if !self.kinds.contains(&RowKind::Area) && !self.kinds.iter().any(|kind| matches!(kind, RowKind::Doubtful(_))) {
            for (at, kind) in self.kinds.iter_mut().enumerate() {
                if place_of(&self.rows[at].name).is_some() {
                    *kind = RowKind::Area;
                }
            }
        }
    }

    fn kind(&self, at: usize, found: Option<Found>, known: bool, regions: bool, end: bool) -> RowKind {
        let row = &self.rows[at];
        let name = apart(&row.name).0;
        match self.answered.get(&row.name).map(String::as_str) {
            Some("area") => return RowKind::Area,
            Some("total") => return RowKind::Total(found),
            Some("skip") => return RowKind::Average(found),
            _ => {}
        }
        if is_average(name) {
            return RowKind::Average(found.filter(|found| matches!(found.made, MadeOf::Mean(_))));
        }
        let sum = found.filter(|found| !matches!(found.made, MadeOf::Mean(_)));
        if is_total(name) {
            return RowKind::Total(sum);
        }
        if official(name).is_some() && known {
            return RowKind::Area;
        }
        if known && is_place(name) {
            return RowKind::Total(sum);
        }
        let hinted = may_be_total(name);
        let place = place_of(name).is_some() && regions;
        match found {
            Some(found) if matches!(found.made, MadeOf::Mean(_)) => {
                return if found.evidence >= SURE && end { RowKind::Doubtful(Some(found)) } else { RowKind::Area };
            }
            Some(found) if hinted || (place && found.evidence >= LIKELY) => return RowKind::Total(Some(found)),
            Some(found) if found.evidence >= SURE => return RowKind::Total(Some(found)),
            Some(found)
                if found.evidence >= LIKELY
                    || (end && found.evidence >= SOME && !matches!(found.made, MadeOf::Below(_))) =>
            {
                return RowKind::Doubtful(Some(found));
            }
            _ => {}
        }
        if hinted || ((place || end) && self.rows.len() > 2 && self.may_sum_up(at, known)) {
            return RowKind::Doubtful(None);
        }
        RowKind::Area
    }

    /// Whether a row is at least the sum of all others, some of which have figures missing.
    fn may_sum_up(&self, at: usize, known: bool) -> bool {
        if known && nearest_official(&self.rows[at].name).is_some() {
            return false;
        }
        let row = &self.rows[at];
        let others = || self.rows.iter().enumerate().filter(|(other, named)| *other != at && !is_total(&named.name));
        // Names among the areas that have nothing beside them are gaps too.
        let mut gaps = self.without_figures.iter().any(|(row, text)| *row < self.last && !is_remark(text));
        let above = row.figures.iter().all(|(period, figure)| {
            let known: Vec<f64> = others().filter_map(|(_, other)| other.figures.get(period).copied()).collect();
            let sum: f64 = known.iter().sum();
            gaps |= others().any(|(_, other)| !other.figures.contains_key(period));
            known.len() >= 2 && *figure > 0.0 && *figure >= sum
        });
        above && gaps && !row.figures.is_empty()
    }

    /// The West Midlands are a region and a force. If other regions have rows too, the one of two such rows with the
    /// larger figures is the region's.
    fn settle_west_midlands(&mut self) {
        let regions = self
            .rows
            .iter()
            .any(|row| place_of(&row.name) == Some(LargePlace::Region) && official(&row.name).is_none());
        let sum = |at: &&usize| self.rows[**at].figures.values().sum::<f64>();
        if let ([_, _], true) = (&self.west_midlands[..], regions) {
            let larger = self.west_midlands.iter().max_by(|a, b| sum(a).total_cmp(&sum(b)));
            self.regions.extend(larger.map(|at| self.rows[*at].row));
        } else if self.west_midlands.len() > 1 {
            self.repeated = self.repeated.or(self.west_midlands.last().map(|at| self.rows[*at].row));
        }
    }

    fn all_periods(&self) -> Vec<String> {
        let periods: BTreeSet<&String> = self.rows.iter().flat_map(|row| row.figures.keys().chain(&row.gaps)).collect();
        periods.into_iter().cloned().collect()
    }

    /// The rows that are areas.
    pub fn areas(&self) -> impl Iterator<Item = &NamedRow> + Clone {
        self.rows
            .iter()
            .zip(&self.kinds)
            .filter(|(_, kind)| matches!(kind, RowKind::Area | RowKind::Doubtful(_)))
            .map(|(row, _)| row)
    }

    /// The rows that are sums, and how each was found.
    pub fn totals(&self) -> impl Iterator<Item = (&NamedRow, Option<Found>)> {
        self.rows.iter().zip(&self.kinds).filter_map(|(row, kind)| match kind {
            RowKind::Total(found) => Some((row, *found)),
            _ => None,
        })
    }

    /// Whether most areas are police forces of the United Kingdom.
    pub fn is_known(&self) -> bool {
        // The first few hundred names say as much as tens of thousands.
        let names = || {
            let named = self.rows.iter().map(|row| apart(&row.name).0);
            named
                .filter(|name| !is_total(name) && !is_average(name) && !may_be_total(name) && !is_place(name))
                .take(MANY)
        };
        let all = names().count();
        let sure = names().filter(|name| known(name).is_some()).count();
        let near = || names().filter(|name| known(name).is_none() && nearest_official(name).is_some()).count();
        // Scotland and Northern Ireland have one force each, and are nations beside England and Wales.
        let forces = names().any(|name| known(name).is_some() && place_of(name).is_none());
        forces && sure >= 2 && sure * 10 >= all * 3 && (sure + near()) * 10 >= all * 6
    }

    /// The areas that have no official name and none that is close to one.
    pub fn others(&self) -> Vec<&str> {
        self.areas()
            .map(|row| row.name.as_str())
            .filter(|name| known(name).is_none() && nearest_official(name).is_none())
            .collect()
    }

    /// Whether the figures are amounts rather than counts.
    pub fn is_amounts(&self) -> bool {
        self.fractions * 3 > self.figures
    }

    /// A text such as `1.234`, whose point may mark thousands or decimals, if no other number settles that.
    pub fn doubtful_point(&self) -> Option<(String, (u64, usize))> {
        self.grouped.clone().filter(|_| self.fractions == 0)
    }

    /// Whether a placeholder stands beside zeros, so that it is none.
    pub fn has_zeros(&self) -> bool {
        self.zeros > 0
    }

    /// The total of everything: the largest that is not a region's. `None` without one that has figures.
    pub fn whole(&self) -> Option<&NamedRow> {
        let sum = |row: &&NamedRow| row.figures.values().sum::<f64>();
        let everything =
            |found: Option<Found>| found.is_some_and(|found| matches!(found.made, MadeOf::All | MadeOf::Sums(_)));
        let found =
            self.totals().filter(|(row, found)| !row.figures.is_empty() && everything(*found)).map(|(row, _)| row);
        if let Some(whole) = found.max_by(|a, b| sum(a).total_cmp(&sum(b))) {
            return Some(whole);
        }
        let all = || self.totals().map(|(row, _)| row).filter(|row| !row.figures.is_empty());
        let wide = all().filter(|row| place_of(&row.name) != Some(LargePlace::Region) && !is_part_of_nation(&row.name));
        wide.max_by(|a, b| sum(a).total_cmp(&sum(b))).or_else(|| {
            let nations = all().filter(|row| place_of(&row.name) == Some(LargePlace::Nation));
            nations.max_by(|a, b| sum(a).total_cmp(&sum(b)))
        })
    }

    /// Whether the areas add up to the whole, or so nearly that a person should see the difference.
    pub fn sums_to(&self, whole: &NamedRow) -> bool {
        let mut open = false;
        whole.figures.iter().all(|(period, total)| {
            let sum: f64 = self.areas().filter_map(|row| row.figures.get(period)).sum();
            open |= self.areas().any(|row| !row.figures.contains_key(period));
            let off = (total * 0.01).max(10.0);
            // Withheld figures are in the total but not in the sum.
            sum <= total + off && sum >= if open { total * 0.8 } else { total - off }
        })
    }

    /// What the totals say of placeholders that may mean zero: true if the sums are right without them.
    pub fn marks_are_zero(&self) -> Option<bool> {
        let mut said = None;
        for (row, _) in self.totals() {
            for (period, total) in &row.figures {
                let gaps: Vec<&NamedRow> = self.areas().filter(|area| area.gaps.contains(period)).collect();
                if gaps.is_empty() || gaps.iter().any(|area| !area.doubtful.contains(period)) {
                    continue;
                }
                let sum: f64 = self.areas().filter_map(|area| area.figures.get(period)).sum();
                let zero = (sum - total).abs() < 1e-6;
                if !zero && sum > *total || said.is_some_and(|said| said != zero) {
                    return None;
                }
                said = Some(zero);
            }
        }
        said
    }
}

fn is_part_of_nation(name: &str) -> bool {
    place_of(name) == Some(LargePlace::Nation)
}

/// The official area of a name as it is, but for nations.
fn official(name: &str) -> Option<&'static OfficialArea> {
    official_area(name).filter(|_| !matches!(simple(name).as_str(), "england" | "wales"))
}

/// Whether a name is that of a region or a country, and not of a force.
fn is_place(name: &str) -> bool {
    place_of(name).is_some() && official_area(name).is_none()
}

/// The official area with a name that may have a footnote mark or a raised digit behind it.
fn known(name: &str) -> Option<&'static OfficialArea> {
    let bare = apart(name).0;
    official_area(bare).or_else(|| official_area(bare.trim_end_matches(|letter: char| letter.is_ascii_digit())))
}
