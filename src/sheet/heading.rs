//! The headings of a table, in one row or in two.

use super::{Placeholder, SheetCell, SheetRow};

/// The headings of one row or two, one for each column. `2016/17` above `Offences` and `Rate` gives
/// `2016/17 / Offences` and `2016/17 / Rate`; a heading above several columns is in the first of them. Empty without
/// rows.
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

/// The text without line breaks and repeated spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two headings are equal apart from case, spaces and footnote marks.
pub fn is_same(heading: &str, meant: &str) -> bool {
    let plain = |text: &str| super::number::apart(&one_line(text)).0.to_lowercase();
    heading == meant || plain(heading) == plain(meant)
}

/// Whether a cell holds words rather than a figure or a placeholder for one.
pub fn is_words(cell: &SheetCell) -> bool {
    let is_words = |text: &str| text.chars().any(char::is_alphabetic) && Placeholder::of(text).is_none();
    matches!(cell, SheetCell::Text(text) if is_words(text))
}
