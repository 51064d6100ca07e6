//! Cells and rows of a spreadsheet or a CSV file as typed, before they are given a meaning.

use std::borrow::Cow;

/// A cell as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SheetCell {
    /// An empty cell, or one with nothing but blanks.
    #[default]
    Blank,
    /// Text. Every cell of a CSV file that is not blank is text.
    Text(String),
    /// A number in a workbook.
    Number(f64),
    /// A number that the workbook shows as a percentage: 0.5 for 50%.
    Percentage(f64),
    /// A day, written as `2017-03-31`.
    Date(String),
    /// A day of which the workbook shows only the month, written as `2017-03-01`.
    Month(String),
    /// Anything else, such as `#REF!`, `TRUE` or a length of time: the problem with it as a figure, and its text.
    Other(&'static str, String),
}

impl SheetCell {
    /// A cell of text, trimmed; [`Self::Blank`] if nothing is left.
    pub fn of(text: &str) -> Self {
        match trimmed(as_meant(trimmed(text))) {
            "" => Self::Blank,
            text => Self::Text(text.into()),
        }
    }

    /// A formula whose result the program that wrote the file did not store.
    pub fn no_result() -> Self {
        Self::Other("this is a formula whose result is not in the file", String::new())
    }

    /// Whether it is empty.
    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }

    /// The text of the cell, close enough to what the spreadsheet shows for a person to find it.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Blank => "".into(),
            Self::Text(text) | Self::Date(text) | Self::Month(text) | Self::Other(_, text) => text.as_str().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Percentage(share) => format!("{}%", (share * 100.0 * 1e6).round() / 1e6).into(),
        }
    }
}

/// One row: its cells, and its number as the spreadsheet shows it. In a CSV file that is the line where the row begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRow {
    /// Counted from 1.
    pub number: u64,
    /// The cells from the first column on. Blank cells at the end may be left out.
    pub cells: Vec<SheetCell>,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

impl SheetRow {
    /// The cell in a column, from 0; blank if the row ends before it.
    pub fn cell(&self, column: usize) -> &SheetCell {
        self.cells.get(column).unwrap_or(&SheetCell::Blank)
    }

    /// Whether all its cells are blank.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(SheetCell::is_blank)
    }
}

/// The text without invisible characters at its ends: spaces of every width, byte order marks, direction marks.
pub fn trimmed(text: &str) -> &str {
    // Most texts have nothing to trim, and with millions of cells it pays to notice that early.
    if let (Some(33..127), Some(33..127)) = (text.as_bytes().first(), text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\0')
    })
}

/// Our own CSV downloads put an apostrophe before text that a spreadsheet would run as a formula; this removes it.
fn as_meant(cell: &str) -> &str {
    if !cell.starts_with('\'') {
        return cell;
    }
    let after = cell.trim_start_matches('\'');
    let formula = after.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let formula = formula || after.starts_with(['\t', '\r', '\n']);
    cell.strip_prefix('\'').filter(|_| formula).unwrap_or(cell)
}
