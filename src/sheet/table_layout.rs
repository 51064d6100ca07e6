//! Guesses from a sheet's first rows where the table begins and what its columns mean, for a recipe that a person then
//! checks.

use super::heading::{headings, is_words};
use super::official_areas::official_area;
use super::{DaySpan, ReadRules, SheetCell, SheetRow};

/// The layout of a table: where it begins, and what its columns mean.
#[derive(Clone, Debug)]
pub struct TableLayout {
    /// The numbers of the rows of headings: one or two.
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
        /// The column of the figures.
        count: usize,
        /// The column of flags such as `[p]`.
        flags: Option<usize>,
    },
}

/// Words in the heading of a column of areas.
const AREA: [&str; 15] = [
    "force",
    "police",
    "constabulary",
    "area",
    "authority",
    "council",
    "borough",
    "district",
    "county",
    "local",
    "name",
    "trust",
    "organisation",
    "lad",
    "ward",
];
/// Words in the heading of a column of numbers other than counts.
const OTHER: [&str; 15] = [
    "rate",
    "%",
    "per ",
    "percent",
    "population",
    "change",
    "difference",
    "rank",
    "proportion",
    "share",
    "average",
    "residents",
    "ratio",
    "mid-year",
    "households",
];
/// Words in the heading of a column of counts.
const COUNT: [&str; 11] =
    ["count", "number", "total", "offences", "figure", "value", "records", "incidents", "crimes", "cases", "volume"];

fn has(heading: &str, words: &[&str]) -> bool {
    let heading = heading.to_lowercase();
    words.iter().any(|word| heading.contains(word))
}

fn is_code(cell: &SheetCell) -> bool {
    let text = cell.text();
    let mut letters = text.chars();
    text.len() == 9
        && letters.next().is_some_and(|letter| letter.is_ascii_uppercase())
        && letters.all(|c| c.is_ascii_digit())
}

/// Whether a cell can be read as a figure. A blank cell cannot.
fn is_figure(cell: &SheetCell) -> bool {
    !cell.is_blank()
        && (matches!(cell, SheetCell::Percentage(_))
            || ReadRules { kind: crate::data::MeasureKind::Amount, ..ReadRules::default() }.read(cell).is_ok())
}

/// Whether a cell is a figure, or was meant to be one and should be reported.
fn is_like_figure(cell: &SheetCell) -> bool {
    let text = cell.text();
    let short =
        text.contains(|c: char| c.is_ascii_digit()) && text.len() < 24 && span(cell).is_none() && !is_code(cell);
    is_figure(cell) || short || matches!(cell, SheetCell::Other(..))
}

/// Whether a cell is a figure with digits and not a year.
fn is_number(cell: &SheetCell) -> bool {
    is_figure(cell) && cell.text().contains(|c: char| c.is_ascii_digit()) && !is_year(cell)
}

fn is_year(cell: &SheetCell) -> bool {
    let text = cell.text();
    text.len() == 4 && text.starts_with(['1', '2']) && DaySpan::find(&text).is_some()
}

/// The span that a short text or a date covers.
fn span(cell: &SheetCell) -> Option<DaySpan> {
    if let SheetCell::Date(day) = cell {
        // Excel turns `Mar 2019` into the first of that month.
        let (month, first) = day.rsplit_once('-')?;
        let ambiguity = Some("the cell is a date, and may mean that day alone");
        return if first == "01" {
            DaySpan::find(month).map(|span| DaySpan { ambiguity, ..span })
        } else {
            DaySpan::find(day)
        };
    }
    let text = cell.text();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (digits >= 2 && text.chars().count() <= 60).then(|| DaySpan::find(&text))?
}

impl TableLayout {
    /// Guesses the layout from the first rows of a sheet; `None` if they have no table.
    pub fn of(head: &[SheetRow]) -> Option<Self> {
        let (best, _) = head
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((at, score(head, at, row)?)))
            .max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)))?;
        let header = header_rows(head, best);
        let rows = &head[header.clone()];
        let body: Vec<&SheetRow> = head[header.end..].iter().filter(|row| !row.is_blank()).collect();
        let headings = headings(rows);
        let area = area_column(&headings, &body)?;
        let cells = |column: usize| body.iter().map(move |row| row.cell(column)).filter(|cell| !cell.is_blank());
        let mostly = |column: usize, is: fn(&SheetCell) -> bool| {
            let (all, some) = (cells(column).count(), cells(column).filter(|cell| is(cell)).count());
            all > 0 && some * 10 >= all * 7
        };
        let code = (0..headings.len()).find(|column| mostly(*column, is_code));
        let group = (0..headings.len()).find(|column| {
            *column != area
                && (has(&headings[*column], &["region"]) || headings[*column].eq_ignore_ascii_case("group"))
                && mostly(*column, is_words)
        });
        let above: Vec<String> = head[..header.start]
            .iter()
            .flat_map(|row| row.cells.iter().filter(|cell| is_words(cell)))
            .map(|cell| super::heading::one_line(&cell.text()))
            .collect();
        let shape = tidy(&headings, area, &cells)
            .or_else(|| wide(&headings, rows, area, &cells))
            .or_else(|| single(&headings, area, &above, &cells))?;
        Some(Self { header: rows.iter().map(|row| row.number).collect(), headings, area, code, group, shape, above })
    }
}

/// A score of how much a row looks like the headings of the rows below it; `None` if it does not.
fn score(head: &[SheetRow], at: usize, row: &SheetRow) -> Option<usize> {
    let filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
    let numbers = row.cells.iter().filter(|cell| is_number(cell) && span(cell).is_none()).count();
    let first_known = row.cells.iter().any(|cell| official_area(&cell.text()).is_some());
    if filled < 2 || numbers > 0 || first_known {
        return None;
    }
    let below: Vec<_> = head[at + 1..].iter().filter(|row| !row.is_blank()).take(8).collect();
    let figures = |row: &&&SheetRow| {
        row.cells.iter().skip(1).any(is_like_figure) && row.cells.iter().filter(|cell| !cell.is_blank()).count() > 1
    };
    if below.is_empty() || below.iter().filter(figures).count() * 2 < below.len() {
        return None;
    }
    let spans = row.cells.iter().filter(|cell| span(cell).is_some()).count();
    let words = row.cells.iter().any(|cell| has(&cell.text(), &AREA) && cell.text().len() < 40);
    Some(filled + 2 * spans + if words { 4 } else { 0 })
}

/// The row itself, with the one above or below it if the two make up the headings.
fn header_rows(head: &[SheetRow], at: usize) -> std::ops::Range<usize> {
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.is_blank()).count();
    let first = |row: &SheetRow| row.cells.iter().position(|cell| !cell.is_blank());
    let words = |row: &SheetRow| row.cells.iter().all(|cell| cell.is_blank() || is_words(cell) || span(cell).is_some());
    // Only one of the two rows has a heading for the column of areas, so the other row begins further right.
    let pair = |top: &SheetRow, bottom: &SheetRow| {
        top.number + 1 == bottom.number
            && words(top)
            && words(bottom)
            && first(top) != first(bottom)
            && filled(bottom) >= 2
    };
    let chosen = &head[at];
    if at > 0 && pair(&head[at - 1], chosen) && (filled(&head[at - 1]) >= 2) {
        return at - 1..at + 1;
    }
    let below = head.get(at + 1).filter(|below| pair(chosen, below) && first(chosen) < first(below));
    if below.is_some() { at..at + 2 } else { at..at + 1 }
}

/// The column that looks most like one of areas' names.
fn area_column(headings: &[String], body: &[&SheetRow]) -> Option<usize> {
    let score = |column: usize| {
        let cells: Vec<_> = body.iter().map(|row| row.cell(column)).filter(|cell| is_words(cell)).collect();
        let texts: std::collections::HashSet<_> = cells.iter().map(|cell| cell.text()).collect();
        let codes = cells.iter().filter(|cell| is_code(cell)).count();
        let spans = cells.iter().filter(|cell| span(cell).is_some()).count();
        if cells.is_empty() || codes * 2 > cells.len() || spans * 2 > cells.len() {
            return None;
        }
        let known = texts.iter().filter(|text| official_area(text).is_some()).count();
        let named = has(&headings[column], &AREA) && !has(&headings[column], &["region", "code"]);
        // The leftmost of equals wins.
        Some((known * 3 + texts.len().min(30) + if named { 20 } else { 0 }, std::cmp::Reverse(column)))
    };
    (0..headings.len()).filter_map(score).max().map(|(_, std::cmp::Reverse(column))| column)
}

/// A table with a row for each figure: it has a column of periods and one of figures.
fn tidy<'a, I: Iterator<Item = &'a SheetCell>>(
    headings: &[String],
    area: usize,
    cells: &dyn Fn(usize) -> I,
) -> Option<TableShape> {
    let periods = |column: &usize| {
        let (mut all, mut spans) = (0, 0);
        for cell in cells(*column) {
            all += 1;
            spans += usize::from(span(cell).is_some_and(|span| span.rest.is_empty()));
        }
        // Counts can look like years, but the heading of their column tells them apart.
        all > 0
            && spans * 10 >= all * 8
            && !has(&headings[*column], &COUNT)
            && DaySpan::find(&headings[*column]).is_none()
    };
    let period = (0..headings.len()).filter(|column| *column != area).find(periods)?;
    let number = |column: &usize| {
        ![area, period].contains(column)
            && !has(&headings[*column], &OTHER)
            && !is_code_column(cells(*column))
            && cells(*column).any(is_figure)
            && cells(*column).filter(|cell| is_figure(cell)).count() * 2 >= cells(*column).count()
    };
    let numbers: Vec<usize> = (0..headings.len()).filter(number).collect();
    let count = numbers.iter().copied().find(|column| has(&headings[*column], &COUNT)).or(numbers.first().copied())?;
    let flags = (0..headings.len()).find(|column| headings[*column].to_lowercase() == "flags");
    Some(TableShape::Tidy { period, count, flags })
}

fn is_code_column<'a>(cells: impl Iterator<Item = &'a SheetCell>) -> bool {
    let mut cells = cells.peekable();
    cells.peek().is_some() && cells.all(is_code)
}

/// A table with a column for each period. If several columns cover the same days, the first that is not a rate, a share
/// or a change is used.
fn wide<'a, I: Iterator<Item = &'a SheetCell>>(
    headings: &[String],
    rows: &[SheetRow],
    area: usize,
    cells: &dyn Fn(usize) -> I,
) -> Option<TableShape> {
    let found = |column: usize| {
        // Excel turns months into dates, so the heading may be a date in its cell.
        let cell = rows.last().map(|row| row.cell(column)).filter(|cell| matches!(cell, SheetCell::Date(_)));
        let span = cell.and_then(span).or_else(|| DaySpan::find(&headings[column]))?;
        let figures = cells(column).filter(|cell| is_like_figure(cell)).count();
        (column != area && figures * 2 >= cells(column).count() && !has(&headings[column], &OTHER))
            .then_some((column, span))
    };
    let mut columns: Vec<(usize, Option<DaySpan>)> = Vec::new();
    for (column, span) in (0..headings.len()).filter_map(found) {
        if !columns
            .iter()
            .any(|(_, known)| known.as_ref().is_some_and(|known| (known.start, known.end) == (span.start, span.end)))
        {
            columns.push((column, Some(span)));
        }
    }
    columns.sort_by_key(|(_, span)| span.as_ref().map(|span| (span.start, span.end)));
    (!columns.is_empty()).then_some(TableShape::Wide(columns))
}

/// A table with one column of figures, whose days are in a title above it or nowhere.
fn single<'a, I: Iterator<Item = &'a SheetCell>>(
    headings: &[String],
    area: usize,
    above: &[String],
    cells: &dyn Fn(usize) -> I,
) -> Option<TableShape> {
    let number = |column: &usize| {
        *column != area
            && !has(&headings[*column], &OTHER)
            && cells(*column).any(is_number)
            && cells(*column).filter(|cell| is_figure(cell)).count() * 2 >= cells(*column).count()
    };
    let numbers: Vec<usize> = (0..headings.len()).filter(number).collect();
    let count = numbers.iter().copied().find(|column| has(&headings[*column], &COUNT)).or(numbers.first().copied())?;
    Some(TableShape::Wide(vec![(count, above.iter().find_map(|text| DaySpan::find(text)))]))
}
