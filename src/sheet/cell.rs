//! One cell of a spreadsheet or a CSV file as typed, before anyone says what it means.

use std::borrow::Cow;

/// A cell as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SheetCell {
    /// Nothing, or only blanks.
    #[default]
    Blank,
    /// Text, and every cell of a CSV file.
    Text(String),
    /// A number, in a workbook.
    Number(f64),
    /// A number that the workbook shows as a percentage.
    Percentage(f64),
    /// A day, written as `2017-03-31`.
    Date(String),
    /// Anything else: `#REF!`, `TRUE`, a length of time. First what it is, in words, then how a person sees it.
    Other(&'static str, String),
}

impl SheetCell {
    /// A cell of text, without the blanks at its ends; blanks alone make it [`Self::Blank`].
    pub fn of(text: &str) -> Self {
        match trimmed(as_meant(trimmed(text))) {
            "" => Self::Blank,
            text => Self::Text(text.into()),
        }
    }

    /// Whether it is empty.
    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }

    /// The cell as a person sees it, near enough to find it again.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Blank => "".into(),
            Self::Text(text) | Self::Date(text) | Self::Other(_, text) => text.as_str().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Percentage(share) => format!("{}%", (share * 100.0 * 1e6).round() / 1e6).into(),
        }
    }
}

/// One row: its number as the spreadsheet shows it (in a CSV file the line that it begins on), and its cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRow {
    /// Counted from 1.
    pub number: u64,
    /// The cells from the first column on; blank ones at the end may be left out.
    pub cells: Vec<SheetCell>,
}

impl SheetRow {
    /// A cell, blank where the row ends before it.
    pub fn cell(&self, column: usize) -> &SheetCell {
        self.cells.get(column).unwrap_or(&SheetCell::Blank)
    }

    /// Whether all its cells are blank.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(SheetCell::is_blank)
    }
}

/// The text without invisible letters at its ends: blanks of every width, byte order marks, direction marks.
pub fn trimmed(text: &str) -> &str {
    // Most texts have nothing to trim, and among millions of cells it pays to see that early.
    if let (Some(33..127), Some(33..127)) = (text.as_bytes().first(), text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\0')
    })
}

/// The files that readers download put an apostrophe before a text that a spreadsheet would take for a formula; this
/// takes it off again.
fn as_meant(cell: &str) -> &str {
    if !cell.starts_with('\'') {
        return cell;
    }
    let after = cell.trim_start_matches('\'');
    let formula = after.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let formula = formula || after.starts_with(['\t', '\r', '\n']);
    cell.strip_prefix('\'').filter(|_| formula).unwrap_or(cell)
}
