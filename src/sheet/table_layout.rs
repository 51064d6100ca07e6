//! Finds from a sheet's first rows where the table begins: its headings, the texts above them, and the columns that may
//! name its areas.

use std::collections::HashSet;
use std::ops::Range;

use super::heading::{headings, is_words, one_line};
use super::heading_words::words;
use super::official_areas::{official_area, place_of};
use super::periods::{LabelCell, PeriodContext};
use super::profile::{is_code, period};
use super::{DaySpan, Placeholder, ReadRules, SheetCell, SheetRow};
use crate::data::MeasureKind;

/// The layout of a table: where it begins, and what its columns mean.
#[derive(Clone, Debug)]
pub struct TableLayout {
    /// The numbers of the rows of headings.
    pub header: Vec<u64>,
    /// The headings, one for each column.
    pub headings: Vec<String>,
    /// The column of the areas' names. Columns count from 0.
    pub area: usize,
    /// The column of their official codes.
    pub code: Option<usize>,
    /// The column of their regions.
    pub group: Option<usize>,
    /// The arrangement of the figures.
    pub shape: TableShape,
    /// The texts above the table.
    pub above: Vec<String>,
    /// The last row that can belong to the table, because another table follows; `None` if none does.
    pub until: Option<u64>,
    /// What the rest of the sheet says that matters for its days.
    pub context: PeriodContext,
}

impl TableLayout {
    /// The columns that have a role.
    pub fn taken(&self) -> Vec<usize> {
        let own = [Some(self.area), self.code, self.group].into_iter().flatten();
        match &self.shape {
            TableShape::Wide(columns) => own.chain(columns.iter().map(|(column, _)| *column)).collect(),
            TableShape::Tidy { period, count, flags } => {
                own.chain([Some(*period), *count, *flags].into_iter().flatten()).collect()
            }
        }
    }

    /// The first column of figures; `None` where each row is one event.
    pub fn first_figure(&self) -> Option<usize> {
        match &self.shape {
            TableShape::Wide(columns) => columns.first().map(|(column, _)| *column),
            TableShape::Tidy { count, .. } => *count,
        }
    }
}

/// The arrangement of the figures in a table.
#[derive(Clone, Debug)]
pub enum TableShape {
    /// A column for each period, and its span; `None` if the sheet does not say which days it covers.
    Wide(Vec<(usize, Option<DaySpan>)>),
    /// A row for each figure.
    Tidy {
        /// The column of the periods.
        period: usize,
        /// The column of the figures; `None` where each row is one event.
        count: Option<usize>,
        /// The column of flags such as `[p]`.
        flags: Option<usize>,
    },
}

/// The headings of a table, and what stands above them.
#[derive(Clone, Debug)]
pub struct TableHead {
    /// The numbers of the rows of headings.
    pub header: Vec<u64>,
    /// The headings, one for each column.
    pub headings: Vec<String>,
    /// The cells of the lowest row of headings, which may be dates.
    pub cells: Vec<SheetCell>,
    /// The texts above.
    pub above: Vec<String>,
}

/// Words in the heading of a column of areas.
const AREA: [&str; 40] = [
    "force",
    "forces",
    "police",
    "constabulary",
    "area",
    "areas",
    "authority",
    "authorities",
    "council",
    "councils",
    "borough",
    "boroughs",
    "district",
    "districts",
    "county",
    "counties",
    "local",
    "name",
    "names",
    "trust",
    "trusts",
    "organisation",
    "organization",
    "lad",
    "ward",
    "wards",
    "state",
    "states",
    "nation",
    "nations",
    "country",
    "countries",
    "geo",
    "geography",
    "heddlu",
    "la",
    "lea",
    "town",
    "city",
    "province",
];
/// Words in a heading that say that a column names something else.
const NO_AREA: [&str; 14] = [
    "code",
    "codes",
    "type",
    "category",
    "offence",
    "crime",
    "description",
    "outcome",
    "sex",
    "gender",
    "note",
    "notes",
    "source",
    "status",
];

/// Whether a heading has a word that columns of areas have.
pub fn names_areas(heading: &str) -> bool {
    words(heading).iter().any(|word| AREA.contains(&word.as_str()))
}

fn is_figure(cell: &SheetCell) -> bool {
    let rules = ReadRules { kind: MeasureKind::Amount, ..ReadRules::default() };
    !cell.is_blank() && (matches!(cell, SheetCell::Percentage(_)) || rules.read(cell).is_ok())
}

/// Whether a cell is a figure, or was meant to be one and should be reported.
fn is_like_figure(cell: &SheetCell) -> bool {
    let text = cell.text();
    let short =
        text.contains(|c: char| c.is_ascii_digit()) && text.len() < 24 && period(cell).is_none() && !is_code(cell);
    is_figure(cell) || short || matches!(cell, SheetCell::Other(..))
}

/// Whether a cell is a number that is neither a year nor another period.
fn is_number(cell: &SheetCell) -> bool {
    is_figure(cell) && cell.text().contains(|c: char| c.is_ascii_digit()) && period(cell).is_none()
}

/// Whether a cell is the name of a known area. `City` is one, and more often a heading.
fn is_area(cell: &SheetCell) -> bool {
    let text = cell.text();
    official_area(&text).is_some() && !AREA.contains(&text.to_lowercase().as_str())
}

/// How many cells of a row are not blank.
pub fn filled(row: &SheetRow) -> usize {
    row.cells.iter().filter(|cell| !cell.is_blank()).count()
}

fn is_heading_like(row: &SheetRow) -> bool {
    // A heading may be a sign, such as `%`, or a letter, such as R's `x`, that elsewhere stands in for a figure.
    let sign = |cell: &SheetCell| {
        let SheetCell::Text(text) = cell else { return false };
        let letter = text.len() == 1 && text.chars().all(char::is_alphabetic);
        letter || (!text.contains(|c: char| c.is_ascii_digit()) && Placeholder::of(text).is_none())
    };
    // A year with something behind it that cannot be read, such as a footnote mark that became a digit.
    let year = |cell: &SheetCell| {
        let SheetCell::Text(text) = cell else { return false };
        let four = text.get(..4).and_then(|year| year.parse::<u16>().ok());
        four.is_some_and(|year| (1900..2100).contains(&year)) && text.len() > 4 && !is_figure(cell)
    };
    row.cells.iter().all(|cell| cell.is_blank() || is_words(cell) || sign(cell) || period(cell).is_some() || year(cell))
}

impl TableHead {
    /// Finds the headings among the first rows of a sheet, or takes those that are given; `None` if the rows have no
    /// table.
    pub fn find(head: &[SheetRow], given: &[u64]) -> Option<Self> {
        let range = match given {
            [] => {
                let scored = head.iter().enumerate().filter_map(|(at, row)| Some((at, score(head, at, row)?)));
                // Rows of a table can look like headings; those further down have to look much more like them.
                let best = scored.reduce(|best, next| if next.1 > best.1 + 2 { next } else { best })?;
                header_rows(head, best.0)
            }
            given => {
                let at = |number: &u64| head.iter().position(|row| row.number == *number);
                at(given.first()?)?..at(given.last()?)? + 1
            }
        };
        Some(Self::of(head, range))
    }

    fn of(head: &[SheetRow], range: Range<usize>) -> Self {
        let rows = &head[range.clone()];
        let texts = head[..range.start].iter().flat_map(|row| row.cells.iter().filter(|cell| is_words(cell)));
        Self {
            header: rows.iter().map(|row| row.number).collect(),
            headings: headings(rows),
            cells: rows.last().map(|row| row.cells.clone()).unwrap_or_default(),
            above: texts.map(|cell| one_line(&cell.text())).collect(),
        }
    }

    /// The number of the lowest row of headings.
    pub fn last(&self) -> u64 {
        self.header.last().copied().unwrap_or(0)
    }

    /// The label of a column of figures, which may be a date in its cell.
    pub fn label(&self, column: usize) -> (String, LabelCell) {
        match self.cells.get(column) {
            Some(SheetCell::Date(day)) => (day.clone(), LabelCell::Day),
            Some(SheetCell::Month(day)) => (day.clone(), LabelCell::Month),
            _ => (self.headings.get(column).cloned().unwrap_or_default(), LabelCell::Text),
        }
    }

    /// The columns that may name areas with their scores, the likeliest first. `given` names one by its heading.
    pub fn areas(&self, head: &[SheetRow]) -> Vec<(usize, usize)> {
        // A row with a single text is a note or a heading of some rows.
        let body: Vec<&SheetRow> = head.iter().filter(|row| row.number > self.last() && filled(row) > 1).collect();
        let score = |column: usize| {
            let all = body.iter().filter(|row| !row.cell(column).is_blank()).count();
            let cells: Vec<_> = body.iter().map(|row| row.cell(column)).filter(|cell| is_words(cell)).collect();
            let texts: HashSet<_> = cells.iter().map(|cell| cell.text()).collect();
            let codes = cells.iter().filter(|cell| is_code(cell)).count();
            let spans = cells.iter().filter(|cell| period(cell).is_some_and(|span| span.rest.is_empty())).count();
            if cells.len() * 2 < all.max(1) || codes * 2 > cells.len() || spans * 2 > cells.len() {
                return None;
            }
            let known = texts.iter().filter(|text| official_area(text).is_some() || place_of(text).is_some()).count();
            let heading = words(&self.headings[column]);
            let named = heading.iter().any(|word| AREA.contains(&word.as_str()));
            let other =
                heading.iter().any(|word| NO_AREA.contains(&word.as_str()) || word == "region" || word == "regions");
            let score = known * 3 + texts.len().min(30) + if named && !other { 20 } else { 0 };
            Some((score.saturating_sub(if other { 10 } else { 0 }), column))
        };
        let mut scored: Vec<_> = (0..self.headings.len()).filter_map(score).collect();
        // The leftmost of equals comes first.
        scored.sort_by_key(|(score, column)| (std::cmp::Reverse(*score), *column));
        scored.into_iter().map(|(score, column)| (column, score)).collect()
    }
}

/// A score of how much a row looks like the headings of the rows below it; `None` if it does not.
fn score(head: &[SheetRow], at: usize, row: &SheetRow) -> Option<usize> {
    let numbers = row.cells.iter().filter(|cell| is_number(cell)).count();
    let first_known = row.cells.iter().any(is_area);
    if filled(row) < 2 || numbers > 0 || first_known || !is_heading_like(row) {
        return None;
    }
    let below: Vec<_> = head[at + 1..].iter().filter(|row| !row.is_blank()).take(8).collect();
    let figures = |row: &&&SheetRow| row.cells.iter().any(is_like_figure) && filled(row) > 1;
    if below.is_empty() || below.iter().filter(figures).count() * 2 < below.len() {
        // Rows of words alone are events, each with its date.
        let events = |row: &&&SheetRow| row.cells.iter().any(|cell| period(cell).is_some()) && filled(row) > 1;
        if below.is_empty() || below.iter().filter(events).count() * 2 < below.len() {
            return None;
        }
    }
    // A period above another period is one of a column of them, and no heading.
    let heads = |(at, cell): (usize, &SheetCell)| {
        period(cell).is_some()
            && below.first().is_none_or(|below| period(below.cell(at)).is_none_or(|span| !span.rest.is_empty()))
    };
    let spans = row.cells.iter().enumerate().filter(|(at, cell)| heads((*at, cell))).count();
    let words = row.cells.iter().any(|cell| names_areas(&cell.text()) && cell.text().len() < 40);
    Some(filled(row) + 2 * spans + if words { 4 } else { 0 })
}

/// The row itself, with those above and below that make up the headings together: rows of words next to each other, of
/// which only one has a heading for the first column.
fn header_rows(head: &[SheetRow], at: usize) -> Range<usize> {
    let first = |row: &SheetRow| row.cells.iter().position(|cell| !cell.is_blank());
    let leftmost = head[at..].iter().filter_map(first).min();
    let (mut from, mut to) = (at, at + 1);
    let text = |row: &SheetRow| leftmost.map_or(String::new(), |left| one_line(&row.cell(left).text()));
    // A heading that is merged over several rows is one.
    let left = |rows: &[SheetRow]| {
        let mut texts: Vec<String> = rows.iter().map(text).filter(|text| !text.is_empty()).collect();
        texts.dedup();
        texts.len()
    };
    while from > 0
        && to - from < 4
        && head[from - 1].number + 1 == head[from].number
        && is_heading_like(&head[from - 1])
        && filled(&head[from - 1]) >= 2
        && left(&head[from - 1..to]) <= 1
    {
        from -= 1;
    }
    while let Some(below) = head.get(to)
        && to - from < 4
        && below.number == head[to - 1].number + 1
        && is_heading_like(below)
        && filled(below) >= 2
        && left(&head[from..to + 1]) == 1
        && (first(below) > leftmost || text(below) == text(&head[to - 1]))
    {
        to += 1;
    }
    from..to
}

/// Where else in a sheet a table begins, found row by row.
#[derive(Clone, Debug, Default)]
pub struct OtherTables {
    before: u64,
    open: Option<(SheetRow, usize)>,
    /// The rows of headings of further tables.
    pub found: Vec<SheetRow>,
}

impl OtherTables {
    /// Looks below the headings of the first table, whose number is given.
    pub fn below(header: u64) -> Self {
        Self { before: header, ..Self::default() }
    }

    /// Takes in a row below the headings of the first table.
    pub fn row(&mut self, row: &SheetRow) {
        if row.is_blank() {
            self.open = None;
            return;
        }
        let gap = row.number > self.before + 1;
        self.before = row.number;
        let text = |cell: &SheetCell| is_words(cell) && cell.text().chars().count() < 60;
        let names = row.cells.iter().any(text);
        if let Some((heading, rows)) = &mut self.open {
            let under = |(at, cell): (usize, &SheetCell)| is_number(cell) && !heading.cell(at).is_blank();
            if names && row.cells.iter().enumerate().any(under) {
                *rows += 1;
                if *rows == 2 {
                    self.found.push(heading.clone());
                    self.open = None;
                }
                return;
            }
            self.open = None;
        }
        let heads = filled(row) >= 2
            && is_heading_like(row)
            && row.cells.iter().any(text)
            && !row.cells.iter().any(is_area)
            && row.cells.iter().any(|cell| names_areas(&cell.text()) || period(cell).is_some());
        if gap && heads {
            self.open = Some((row.clone(), 0));
        }
    }
}
