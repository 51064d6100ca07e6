//! The headings of a table, in one row or in two.

use super::{SheetCell, SheetRow};

/// The headings of one row, or of two: `2016/17` over `Offences` and `Rate` gives `2016/17 / Offences` and
/// `2016/17 / Rate`. A heading over several columns stands in the first of them.
pub fn headings(rows: &[SheetRow]) -> Vec<String> {
    let text = |row: &SheetRow, column: usize| one_line(&row.cell(column).text());
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let (Some(top), bottom) = (rows.first(), rows.get(1)) else { return Vec::new() };
    let mut over = String::new();
    let join = |column| {
        let above = text(top, column);
        let Some(bottom) = bottom else { return above };
        let below = text(bottom, column);
        if below.is_empty() {
            over.clear();
            return above;
        }
        if !above.is_empty() {
            over.clone_from(&above);
        }
        if over.is_empty() { below } else { format!("{over} / {below}") }
    };
    (0..width).map(join).collect()
}

/// The text without line breaks and doubled blanks.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a heading is the one that is meant, apart from case, blanks and footnote marks.
pub fn is_same(heading: &str, meant: &str) -> bool {
    let plain = |text: &str| super::number::apart(&one_line(text)).0.to_lowercase();
    heading == meant || plain(heading) == plain(meant)
}

/// Whether a cell holds words rather than a figure or a sign for one.
pub fn is_words(cell: &SheetCell) -> bool {
    matches!(cell, SheetCell::Text(text) if text.chars().any(char::is_alphabetic) && super::Placeholder::of(text).is_none())
}
