//! The headings of a table, in one row or in several.

use super::{Placeholder, SheetCell, SheetRow};

/// The headings of one row or several, one for each column. `2016/17` above `Offences` and `Rate` gives
/// `2016/17 / Offences` and `2016/17 / Rate`; a heading above several columns is in the first of them. Empty without
/// rows.
pub fn headings(rows: &[SheetRow]) -> Vec<String> {
    let text = |row: &SheetRow, column: usize| one_line(&row.cell(column).text());
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let Some((bottom, upper)) = rows.split_last() else { return Vec::new() };
    let mut over = vec![String::new(); upper.len()];
    let join = |column| {
        let below: Vec<String> = rows.iter().map(|row| text(row, column)).collect();
        for (level, row) in upper.iter().enumerate() {
            let above = text(row, column);
            // A heading ends where nothing stands below it, or where one above it ends.
            if below[level + 1..].iter().all(String::is_empty) {
                over[level..].iter_mut().for_each(String::clear);
            }
            if !above.is_empty() {
                over[level + 1..].iter_mut().for_each(String::clear);
                over[level] = above;
            }
        }
        let bottom = text(bottom, column);
        let mut parts: Vec<&str> = over.iter().map(String::as_str).chain([bottom.as_str()]).collect();
        parts.retain(|part| !part.is_empty());
        // A heading that is merged over several rows says the same in each.
        parts.dedup();
        let joined = parts.join(" / ");
        if bottom.is_empty() {
            over.iter_mut().for_each(String::clear);
        }
        joined
    };
    (0..width).map(join).collect()
}

/// The text without line breaks and repeated spaces.
pub fn one_line(text: &str) -> String {
    // Most texts are one line already, and with millions of cells it pays to notice that early.
    let plain = |pair: &[u8]| {
        pair[0].is_ascii_graphic() && (pair[1] == b' ' || pair[1].is_ascii_graphic())
            || pair[0] == b' ' && pair[1].is_ascii_graphic()
    };
    let bytes = text.as_bytes();
    if bytes.first().is_none_or(u8::is_ascii_graphic)
        && bytes.last().is_none_or(u8::is_ascii_graphic)
        && bytes.windows(2).all(plain)
    {
        return text.into();
    }
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

/// Whether a text among the rows is a remark rather than an area without figures.
pub fn is_remark(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() > 60
        || text.ends_with(':')
        || ["note", "source", "of which", "please", "data ", "(", "["].iter().any(|start| lower.starts_with(start))
}
