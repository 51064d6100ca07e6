//! What stands in each column of a whole table, gathered in one pass: how many figures, words, codes and periods, and
//! whether the column numbers its rows or says something of its area that never changes.

use std::collections::{HashMap, HashSet};

use super::heading::{is_words, one_line};
use super::official_areas::official_area;
use super::{DaySpan, ReadRules, SheetCell, SheetRow};
use crate::data::{MeasureKind, Observation};

/// How many different texts of a column are kept.
const MANY: usize = 400;

/// How many cells of a column are looked at for what they name: dates, codes, areas. Numbers are read in all of them.
const SAMPLED: usize = 3_000;

/// How many areas are followed to see whether a column says the same of each of them all the time.
const FOLLOWED: usize = 200;

/// How many names with their figures show what a column would give.
const SHOWN: usize = 3;

/// What stands in a column.
#[derive(Clone, Debug, Default)]
pub struct ColumnProfile {
    /// Cells that are not blank.
    pub filled: usize,
    /// How many of them, the first ones, were looked at for what they name.
    sampled: usize,
    /// Cells among those that are figures, placeholders of figures, or were meant to be one of them.
    figures: usize,
    /// Cells that are numbers.
    pub numbers: usize,
    pub fractions: usize,
    pub negative: usize,
    pub percentages: usize,
    pub zeros: usize,
    pub words: usize,
    pub codes: usize,
    /// Cells that name a period and nothing else.
    pub periods: usize,
    /// Numbers of four digits that may be years.
    pub years: usize,
    pub no_results: usize,
    pub official: usize,
    /// Different texts, up to [`MANY`].
    pub texts: HashSet<String>,
    /// The first names of areas, each with the text of this column.
    pub shown: Vec<(String, String)>,
    sequence: Option<(f64, f64)>,
    counts_up: bool,
    constant: HashMap<String, (String, bool, usize)>,
}

impl ColumnProfile {
    /// Whether the cells number the rows.
    pub fn is_sequence(&self) -> bool {
        self.counts_up
            && self.numbers >= 2
            && self.numbers == self.filled
            && matches!(self.sequence, Some((first, _)) if first <= 1.0)
    }

    /// Whether the column says of each area the same in all its rows, and of different areas different things: a code
    /// of the area, and not what was counted there in each period.
    pub fn is_of_the_area(&self) -> bool {
        let several = self.constant.values().filter(|(.., times)| *times > 1);
        let (same, changing): (Vec<_>, Vec<_>) = several.partition(|(_, varies, _)| !varies);
        let different: HashSet<&str> = same.iter().map(|(text, ..)| text.as_str()).collect();
        changing.is_empty() && same.len() >= 2 && different.len() >= 2
    }

    /// Whether it can be read as figures.
    pub fn has_figures(&self) -> bool {
        self.figures * 2 >= self.sampled && self.numbers + self.no_results > 0 && self.codes * 2 < self.sampled.max(1)
    }

    /// Whether its cells are figures or stand in for figures, as far as there are any.
    pub fn may_be_withheld(&self) -> bool {
        self.figures * 2 >= self.sampled && self.codes == 0
    }

    /// Whether all its cells stand in for figures.
    pub fn is_withheld(&self) -> bool {
        self.sampled > 0 && self.figures == self.sampled && self.numbers == 0 && self.words == 0
    }

    /// Whether nearly all its cells name a period.
    pub fn is_periods(&self) -> bool {
        self.sampled > 0 && self.periods * 10 >= self.sampled * 8
    }

    /// Whether most of its cells are years by themselves.
    pub fn is_years(&self) -> bool {
        self.years * 2 > self.sampled
    }

    /// Whether nearly all its cells are words.
    pub fn is_words(&self) -> bool {
        self.sampled > 0 && self.words * 10 >= self.sampled * 7
    }

    /// Whether nearly all its cells are official codes.
    pub fn is_codes(&self) -> bool {
        self.sampled > 0 && self.codes * 10 >= self.sampled * 7
    }

    /// Whether many of its numbers are not whole.
    pub fn is_fractions(&self) -> bool {
        self.fractions * 3 > self.numbers
    }

    fn take(&mut self, cell: &SheetCell, area: &str) {
        if cell.is_blank() {
            return;
        }
        self.filled += 1;
        let text = one_line(&cell.text());
        if self.texts.len() < MANY {
            self.texts.insert(text.clone());
        }
        let rules = ReadRules { kind: MeasureKind::Amount, ..ReadRules::default() };
        let sample = self.sampled < SAMPLED;
        let span = if sample { period(cell) } else { None };
        if sample {
            self.sampled += 1;
            self.periods += usize::from(span.as_ref().is_some_and(|span| span.rest.is_empty()));
            self.years += usize::from(text.len() == 4 && text.starts_with(['1', '2']) && span.is_some());
            self.official += usize::from(official_area(&text).is_some());
            self.codes += usize::from(is_code(cell));
            self.words += usize::from(is_words(cell));
        }
        self.percentages += usize::from(matches!(cell, SheetCell::Percentage(_)) || text.ends_with('%'));
        self.no_results += usize::from(*cell == SheetCell::no_result());
        let value = number(&rules, cell);
        if let Some(value) = value {
            self.numbers += 1;
            let grouped = matches!(cell, SheetCell::Text(text) if is_grouped(text));
            self.fractions += usize::from(value.fract() != 0.0 && !grouped);
            self.negative += usize::from(value < 0.0);
            self.zeros += usize::from(value == 0.0);
            let next = self.sequence.map(|(first, last)| (first, last, value == last + 1.0));
            match next {
                None => (self.sequence, self.counts_up) = (Some((value, value)), true),
                Some((first, _, up)) => {
                    self.sequence = Some((first, value));
                    self.counts_up &= up;
                }
            }
        }
        if sample {
            self.figures += usize::from(is_like_figure(&rules, cell, value.is_some(), span.is_some()));
        }
        if area.is_empty() {
            return;
        }
        if self.shown.len() < SHOWN && value.is_some() && !self.shown.iter().any(|(known, _)| known == area) {
            self.shown.push((area.into(), text.clone()));
        }
        if let Some((known, varies, times)) = self.constant.get_mut(area) {
            *times += 1;
            *varies |= *known != text;
        } else if self.constant.len() < FOLLOWED {
            self.constant.insert(area.into(), (text, false, 1));
        }
    }
}

/// The number in a cell, below zero too.
fn number(rules: &ReadRules, cell: &SheetCell) -> Option<f64> {
    match cell {
        SheetCell::Number(number) => Some(*number),
        SheetCell::Percentage(share) => Some(*share),
        SheetCell::Text(text) if text.contains(|letter: char| letter.is_ascii_digit()) => {
            let (bare, ..) = super::number::apart(text);
            let bare = bare.strip_suffix('%').unwrap_or(bare).trim_start_matches(['£', '$', '€']);
            match rules.read(&SheetCell::of(bare)).map(|reading| reading.observation) {
                Ok(Observation::Amount(amount)) => Some(amount.get()),
                Ok(_) => None,
                Err(_) => super::number::parse(bare, false, None).ok(),
            }
        }
        _ => None,
    }
}

/// Whether a cell is a figure or a placeholder, or was meant to be one and should be reported.
fn is_like_figure(rules: &ReadRules, cell: &SheetCell, number: bool, period: bool) -> bool {
    if number || rules.read(cell).is_ok() || matches!(cell, SheetCell::Other(..)) {
        return true;
    }
    let text = cell.text();
    text.contains(|c: char| c.is_ascii_digit()) && text.len() < 24 && !period && !is_code(cell)
}

/// Whether a text reads like `1.234`, which is 1,234 in many countries.
pub fn is_grouped(text: &str) -> bool {
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(left, right)| right.len() == 3 && (1..=3).contains(&left.len()) && digits(left) && digits(right))
}

/// Whether a cell is an official code such as `E23000027`.
pub fn is_code(cell: &SheetCell) -> bool {
    let text = cell.text();
    let mut letters = text.chars();
    text.len() == 9
        && letters.next().is_some_and(|letter| letter.is_ascii_uppercase())
        && letters.all(|c| c.is_ascii_digit())
}

/// The period that a short cell names.
pub fn period(cell: &SheetCell) -> Option<DaySpan> {
    match cell {
        SheetCell::Date(day) => DaySpan::find(day),
        SheetCell::Month(day) => DaySpan::find(day.get(..7)?),
        _ => {
            let text = cell.text();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            (digits >= 2 && text.chars().count() <= 60).then(|| DaySpan::find(&text).or_else(|| month_first(&text)))?
        }
    }
}

/// `01/15/2019`, which has the month first.
fn month_first(text: &str) -> Option<DaySpan> {
    let mut parts = text.splitn(3, '/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    DaySpan::find(&format!("{day}/{month}/{year}"))
}

/// All columns of a table.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub columns: Vec<ColumnProfile>,
    /// How many rows there are.
    pub rows: usize,
    /// Whether an area has several rows.
    pub repeats: bool,
    names: HashSet<String>,
    /// Hidden rows with figures.
    pub hidden_rows: Vec<u64>,
}

impl Profile {
    /// Takes in a row below the headings; `area` is the column of the areas' names.
    pub fn row(&mut self, row: &SheetRow, area: usize) {
        // A row with a single text is a note, or a heading of some rows.
        let filled = row.cells.iter().filter(|cell| !cell.is_blank()).take(2).count();
        if filled < 2 && row.cells.len() > 1 || filled == 0 {
            return;
        }
        self.rows += 1;
        let name = if is_words(row.cell(area)) { one_line(&row.cell(area).text()) } else { String::new() };
        if self.columns.len() < row.cells.len() {
            self.columns.resize(row.cells.len(), ColumnProfile::default());
        }
        for (column, cell) in self.columns.iter_mut().zip(&row.cells) {
            column.take(cell, &name);
        }
        if !name.is_empty() && !self.repeats && self.names.len() < 100 * FOLLOWED {
            self.repeats = !self.names.insert(name.clone());
        }
        let figures = row.cells.iter().any(|cell| !cell.is_blank() && !is_words(cell));
        if row.hidden && figures && !name.is_empty() && self.hidden_rows.len() < MANY {
            self.hidden_rows.push(row.number);
        }
    }
}
