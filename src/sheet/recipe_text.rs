//! Pieces of a recipe's text.

use super::{FileName, one_line};

/// Marks an entry of a recipe that only a person can fill in. A recipe that still has it is refused.
pub const FILL_IN: &str = "FILL IN";

/// A text as a TOML string.
pub fn quoted(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

/// A TOML list of texts in one line.
pub fn list(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A TOML key; quoted where it has to be.
pub fn key(text: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !text.is_empty() && text.chars().all(bare) { text.into() } else { quoted(text) }
}

/// The name of a column in a recipe: its heading, or `column B` if it has none or shares it.
pub fn column_name(headings: &[String], file: &FileName, column: usize) -> String {
    let heading = headings.get(column).cloned().unwrap_or_default();
    let same = headings.iter().filter(|other| **other == heading).count();
    if heading.is_empty() || same > 1 { file.nth(column) } else { heading }
}

/// A period as one entry of `periods = [...]`.
pub fn period(id: &str, label: &str, column: &str, start: &str, end: &str) -> String {
    let column = if column == label { String::new() } else { format!("column = {}, ", quoted(column)) };
    format!("{{ id = {}, label = {}, {column}start = \"{start}\", end = \"{end}\" }}", quoted(id), quoted(label))
}

/// The line to fill in where nobody knows the days of a column.
pub fn form(column: &str) -> String {
    let entry = period(
        "2017-18",
        "2017/18",
        column,
        &format!("{FILL_IN}, as 2017-04-01"),
        &format!("{FILL_IN}, as 2018-03-31"),
    );
    format!("periods = [{entry}]")
}
