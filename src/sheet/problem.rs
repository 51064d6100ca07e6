//! Something that is wrong, or worth knowing, in a file that a person made: where it is, and what to do.

use std::fmt;

use super::SheetRow;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It must be mended: nothing is written while there is one.
    Error,
    /// It could be read in several ways, and one was taken.
    Warning,
    /// It was understood, and somebody may want to know.
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

/// A file, as messages call it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileName {
    /// Its path, as typed.
    pub path: String,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
}

impl FileName {
    /// The name in recipes of a column without a heading of its own: `column B`.
    pub fn nth(&self, column: usize) -> String {
        format!("column {}", self.column(column))
    }

    /// A column as its spreadsheet calls it: `B` in a workbook, `2` in a CSV file.
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

/// A cell of a file, to say something about.
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
    /// A problem with the cell: what is wrong, and what to do.
    pub fn problem(&self, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem::of_cell(self.file, self.row, self.column, message, help)
    }

    /// Another cell of the row.
    pub fn with_column(self, column: usize) -> Self {
        Self { column, ..self }
    }

    /// What stands in the cell, in one line.
    pub fn text(&self) -> String {
        super::one_line(&self.row.cell(self.column).text())
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// The file. Boxed, so that a `Result` with a problem in it stays small.
    pub file: Box<FileName>,
    /// The row's number and the column, from 0, if it is about a row or a cell.
    pub place: Option<(u64, Option<usize>)>,
    /// The texts of the row's cells.
    pub row: Vec<String>,
    /// The fault, in words.
    pub message: String,
    /// A way to mend it.
    pub help: String,
}

impl Problem {
    /// A problem with a file as a whole.
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

    /// A problem with a cell.
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

    /// `figures.xlsx:7:B`; without a row, only the file.
    pub fn location(&self) -> String {
        match self.place {
            None => self.file.path.clone(),
            Some((row, None)) => format!("{}:{row}", self.file.path),
            Some((row, Some(column))) => format!("{}:{row}:{}", self.file.path, self.file.column(column)),
        }
    }

    /// The cell as a person sees it, if it is about one.
    pub fn cell(&self) -> Option<&str> {
        let (_, column) = self.place?;
        self.row.get(column?).map(String::as_str)
    }
}

impl fmt::Display for Problem {
    /// In one line: `figures.csv:7:2: “-4”: below zero`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.location())?;
        if let Some(cell) = self.cell().filter(|cell| !cell.is_empty()) {
            write!(f, "“{cell}”: ")?;
        }
        write!(f, "{}", self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help) }
    }
}
