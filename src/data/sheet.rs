//! Rows as typed: a CSV file with a heading row, read so that every fault names its file, row and column.

use std::fmt;

use super::{Amount, Count, Impossible, Kind, Marker, Observation, Population};

/// A CSV file as typed.
#[derive(Clone, Debug)]
pub struct Sheet {
    file: String,
    headings: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// A fault in a sheet: where, what stands there, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetError {
    /// The file is not CSV.
    Csv {
        /// The file.
        file: String,
        /// What is wrong with it, and in which row.
        problem: String,
    },
    /// A column that the recipe names is not in the heading row.
    Column {
        /// The file.
        file: String,
        /// The column sought.
        column: String,
        /// The columns there are.
        headings: String,
    },
    /// A cell holds what it cannot hold.
    Cell {
        /// The file.
        file: String,
        /// The row, as a spreadsheet numbers it.
        row: u64,
        /// The column's heading.
        column: String,
        /// The cell as typed.
        found: String,
        /// Why it cannot stand there.
        problem: &'static str,
    },
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Csv { file, problem } => write!(f, "{file}: {problem}"),
            Self::Column { file, column, headings } => {
                write!(f, "{file}: no column “{column}”; the heading row has {headings}")
            }
            Self::Cell { file, row, column, found, problem } => {
                write!(f, "{file}: row {row}, column “{column}”: “{found}”: {problem}")
            }
        }
    }
}

impl std::error::Error for SheetError {}

/// A text that a spreadsheet would take for a formula has an apostrophe before it in the files that readers download:
/// here it goes again.
fn as_meant(cell: &str) -> &str {
    let after = cell.trim_start_matches('\'');
    let formula = after.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let formula = formula || after.starts_with(['\t', '\r', '\n']);
    cell.strip_prefix('\'').filter(|_| formula).unwrap_or(cell)
}

impl Sheet {
    /// Reads CSV text. The file's name is for messages only.
    pub fn parse(file: &str, text: &str) -> Result<Self, SheetError> {
        let fault = |error: csv::Error| SheetError::Csv { file: file.into(), problem: error.to_string() };
        // A byte order mark would become part of the first heading.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let headings = reader.headers().map_err(fault)?.iter().map(String::from).collect();
        let rows = reader.records().map(|record| {
            let record = record.map_err(fault)?;
            let line = record.position().map_or(0, csv::Position::line);
            Ok((line, record.iter().map(|cell| as_meant(cell).into()).collect()))
        });
        Ok(Self { file: file.into(), headings, rows: rows.collect::<Result<_, _>>()? })
    }

    /// Where a column stands.
    pub fn column(&self, heading: &str) -> Result<usize, SheetError> {
        self.headings.iter().position(|found| found == heading).ok_or_else(|| SheetError::Column {
            file: self.file.clone(),
            column: heading.into(),
            headings: self.headings.join(", "),
        })
    }

    /// The rows below the headings, by index.
    pub fn rows(&self) -> std::ops::Range<usize> {
        0..self.rows.len()
    }

    /// A cell as typed, blanks at its ends left out.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        &self.rows[row].1[column]
    }

    /// A fault in a cell.
    pub fn fault(&self, row: usize, column: usize, problem: &'static str) -> SheetError {
        SheetError::Cell {
            file: self.file.clone(),
            row: self.rows[row].0,
            column: self.headings[column].clone(),
            found: self.cell(row, column).into(),
            problem,
        }
    }

    /// A count or an amount, a marker, or blank for a missing figure; never zero for blank.
    pub fn observation(&self, row: usize, column: usize, kind: Kind) -> Result<Observation, SheetError> {
        let cell = self.cell(row, column);
        if let Some(marker) = Marker::parse(cell) {
            return Ok(Observation::Marker(marker));
        }
        match kind {
            Kind::Count => self.number(row, column, Count::new).map(Observation::Count),
            Kind::Amount => self.number(row, column, Amount::new).map(Observation::Amount),
        }
    }

    /// A population, or blank where none is known.
    pub fn population(&self, row: usize, column: usize) -> Result<Option<Population>, SheetError> {
        if self.cell(row, column).is_empty() {
            return Ok(None);
        }
        self.number(row, column, Population::new).map(Some)
    }

    fn number<T>(&self, row: usize, column: usize, make: fn(f64) -> Result<T, Impossible>) -> Result<T, SheetError> {
        let number = self.cell(row, column).parse().map_err(|_| Impossible::NotFinite);
        number.and_then(make).map_err(|why| self.fault(row, column, why.as_str()))
    }
}
