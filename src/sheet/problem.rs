//! Problems in a file that a person made: each says what is wrong, where, and what to do about it.

use std::fmt;

use super::SheetRow;

/// The severity of a problem, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It has to be corrected: nothing is written while there is an error.
    Error,
    /// The file could be read in several ways, and one was chosen.
    Warning,
    /// The file was understood, but somebody may want to know.
    Note,
}

impl Severity {
    /// The word that its messages begin with.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The name of a file in messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileName {
    /// The path as typed.
    pub path: String,
    /// The sheet of a workbook; `None` for a CSV file.
    pub sheet: Option<String>,
}

impl FileName {
    /// The name that a recipe can give to a column without a heading of its own: `column B`. Columns count from 0.
    pub fn nth(&self, column: usize) -> String {
        format!("column {}", self.column(column))
    }

    /// The name of a column in its file: `B` in a workbook, `2` in a CSV file. Columns count from 0.
    pub fn column(&self, column: usize) -> String {
        if self.sheet.is_none() {
            return (column + 1).to_string();
        }
        let mut letters = String::new();
        let mut rest = column + 1;
        while rest > 0 {
            let letter = ((rest - 1) % 26) as u8;
            letters.insert(0, char::from(b'A' + letter));
            rest = (rest - 1) / 26;
        }
        letters
    }
}

/// A cell in its row and file, for messages.
#[derive(Clone, Copy, Debug)]
pub struct CellAt<'a> {
    /// The file.
    pub file: &'a FileName,
    /// The row that the cell is in.
    pub row: &'a SheetRow,
    /// The column, from 0.
    pub column: usize,
}

impl<'a> CellAt<'a> {
    /// An error in this cell, with what is wrong and what to do about it.
    pub fn problem(&self, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem::of_cell(self.file, self.row, self.column, message, help)
    }

    /// Another cell of the same row.
    pub fn with_column(self, column: usize) -> Self {
        Self { column, ..self }
    }

    /// The cell's text in one line.
    pub fn text(&self) -> String {
        super::one_line(&self.row.cell(self.column).text())
    }
}

/// A problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How grave it is.
    pub severity: Severity,
    /// The file. Boxed, so that a `Result` with a problem in it stays small.
    pub file: Box<FileName>,
    /// The number of the row and the column, from 0, if the problem is with a row or a cell.
    pub place: Option<(u64, Option<usize>)>,
    /// The texts of the row's cells.
    pub row: Vec<String>,
    /// The fault, as a sentence without a full stop.
    pub message: String,
    /// The remedy, in the same form; may be empty.
    pub help: String,
}

impl Problem {
    /// An error in a file as a whole.
    pub fn of_file(file: &FileName, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            file: Box::new(file.clone()),
            place: None,
            row: Vec::new(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// An error in a cell.
    pub fn of_cell(
        file: &FileName,
        row: &SheetRow,
        column: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let texts = row.cells.iter().map(|cell| cell.text().into_owned());
        Self { place: Some((row.number, Some(column))), row: texts.collect(), ..Self::of_file(file, message, help) }
    }

    /// This problem with another severity.
    pub fn as_a(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The place in short: `figures.xlsx:7:B`; only the file if the problem has no row.
    pub fn location(&self) -> String {
        match self.place {
            None => self.file.path.clone(),
            Some((row, None)) => format!("{}:{row}", self.file.path),
            Some((row, Some(column))) => format!("{}:{row}:{}", self.file.path, self.file.column(column)),
        }
    }

    /// The text of the cell, if the problem is with one.
    pub fn cell(&self) -> Option<&str> {
        let (_, column) = self.place?;
        self.row.get(column?).map(String::as_str)
    }
}

impl fmt::Display for Problem {
    /// Writes the problem in one line: `figures.csv:7:2: “-4”: this figure is below zero; …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.location())?;
        if let Some(cell) = self.cell().filter(|cell| !cell.is_empty()) {
            write!(f, "“{cell}”: ")?;
        }
        write!(f, "{}", self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help) }
    }
}
