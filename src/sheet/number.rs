//! Numbers as people type them: grouped in thousands, with footnote marks behind. No digit of a mark ever becomes part
//! of the number.

use super::UnreadableCell;
use crate::data::Flags;

/// The blanks that group thousands: the plain space, the no-break one, the thin ones.
const BLANKS: [char; 5] = [' ', '\u{a0}', '\u{2009}', '\u{202f}', '\u{2007}'];

/// Signs that are footnote marks by themselves.
const MARKS: &str = "*†‡§#^¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾ªº";

const DECLARE_IT: &str =
    "correct it; or, if it stands in for a figure, say under [markers] in the recipe what it means";

/// Splits a text from the flags behind it, such as `[p]`, and from footnote marks such as `¹`, `*`, `(1)` or
/// `[note 2]`.
pub fn apart(text: &str) -> (&str, Flags, String) {
    let (mut bare, mut flags, mut marks) = (text.trim_end(), String::new(), String::new());
    while let Some((at, flag)) = mark_at_end(bare) {
        // With nothing before them they are no marks: a cell can hold a star alone.
        if bare[..at].trim().is_empty() {
            break;
        }
        let mark = bare[at..].trim();
        if flag {
            flags.insert_str(0, &format!("[{}]", mark.trim_matches(['[', ']'])));
        } else {
            marks.insert_str(0, mark);
        }
        bare = bare[..at].trim_end();
    }
    (bare, Flags::parse(&flags.to_lowercase()).unwrap_or_default(), marks)
}

/// Where the last mark of a text begins, and whether it is a flag.
fn mark_at_end(text: &str) -> Option<(usize, bool)> {
    let last = text.chars().next_back()?;
    let before = |length: usize| &text[..text.len() - length];
    if MARKS.contains(last) {
        return Some((text.len() - last.len_utf8(), false));
    }
    if let Some(inside) = text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        let (outside, inside) = inside;
        let flag = Flags::parse(&format!("[{}]", inside.to_lowercase())).is_some();
        let marker = matches!(inside.to_lowercase().as_str(), "c" | "x" | "z" | "low");
        return (!marker && inside.chars().count() <= 10).then_some((outside.len(), flag));
    }
    if let Some((outside, inside)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        // `118 (45)` is two figures: notes go up to 20, and lettered ones have one letter.
        let number = inside.parse::<u8>().is_ok_and(|number| (1..=20).contains(&number)) && !inside.starts_with('+');
        let letter = inside.len() == 1 && inside.chars().all(|letter| letter.is_ascii_alphabetic());
        let note = inside.to_lowercase().starts_with("note") && inside.len() <= 10;
        return (number || letter || note).then_some((outside.len(), false));
    }
    // `200p`: tables older than the brackets write flags so.
    let flag = matches!(last, 'p' | 'r' | 'e' | 'P' | 'R' | 'E')
        && before(1).trim_end().ends_with(|c: char| c.is_ascii_digit());
    flag.then_some((text.len() - 1, true))
}

/// Reads a number. With `whole` only counts are wanted, and unless `thousands` is declared `1.234` is refused, because
/// it may mean 1,234.
pub fn parse(text: &str, whole: bool, thousands: Option<char>) -> Result<f64, UnreadableCell> {
    let fault = |problem, help| Err(UnreadableCell { problem, help });
    let (sign, digits) = match text.chars().next() {
        Some('-' | '−' | '–') => (-1.0, text.trim_start_matches(['-', '−', '–']).trim_start()),
        Some('+') => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    if digits.ends_with('%') {
        return fault("this is a percentage", "name the column that has the figures themselves");
    }
    if digits.starts_with(['£', '$', '€']) {
        return fault("this has a currency sign", "delete the sign, and name the currency in measure.label");
    }
    if digits.starts_with('(') && digits.ends_with(')') {
        return fault(
            "this number is in brackets, which in accounts means below zero",
            "delete the brackets if it is an ordinary number; a figure cannot be below zero",
        );
    }
    if digits.ends_with(')') && digits.contains('(') && digits.starts_with(|c: char| c.is_ascii_digit()) {
        return fault(
            "this cell has a number and something else in brackets",
            "leave one number in the cell; footnote marks are (1) to (20)",
        );
    }
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return fault("this is not a number", DECLARE_IT);
    }
    let point = if thousands == Some('.') { ',' } else { '.' };
    let (left, right) = match digits.split_once(point) {
        // Several points can only be grouping thousands.
        Some((_, rest)) if rest.contains(point) => (digits, None),
        Some((left, right)) => (left, Some(right)),
        None => (digits, None),
    };
    if right.is_some_and(|right| right.contains(['e', 'E'])) || left.contains(['e', 'E']) {
        let short = digits.chars().all(|c| c.is_ascii_digit() || "eE+-.".contains(c));
        if short {
            return fault(
                "the spreadsheet shortened this number, and digits are lost",
                "format the column as a plain number and save the file again",
            );
        }
    }
    if right.is_some_and(|right| !right.chars().all(|c| c.is_ascii_digit()))
        || left.is_empty() && right.is_none_or(str::is_empty)
    {
        return fault("this is not a number", DECLARE_IT);
    }
    let Some(plain) = ungrouped(left, thousands) else {
        return if left.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.' || c == '\'' || BLANKS.contains(&c)) {
            fault(
                "the digits of this number are not grouped in threes",
                "write it without separators, or as 1,234; the decimal sign is a point, unless counts.thousands is \".\"",
            )
        } else {
            fault("this is not a number", DECLARE_IT)
        };
    };
    if whole && thousands.is_none() && right.is_some_and(|right| right.len() == 3) && (1..=3).contains(&plain.len()) {
        return fault(
            "the point in this number could mark thousands or decimals",
            "if it marks thousands, set counts.thousands to \".\"; if it marks decimals, set it to \",\"",
        );
    }
    let number = format!(
        "{}.{}",
        if plain.is_empty() { "0" } else { &plain },
        right.filter(|right| !right.is_empty()).unwrap_or("0")
    );
    match number.parse::<f64>() {
        Ok(value) => Ok(sign * value),
        Err(_) => fault("this is not a number", DECLARE_IT),
    }
}

/// The digits of a whole number without the separators that group them in threes.
fn ungrouped(text: &str, thousands: Option<char>) -> Option<String> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else { return Some(text.into()) };
    let blank = |c: char| BLANKS.contains(&c);
    // A point gets here if there are several of them, or if it was declared; then the comma is the decimal sign.
    let allowed = blank(separator) || "'’.".contains(separator) || (separator == ',' && thousands != Some('.'));
    let groups: Vec<&str> = text.split(separator).collect();
    let digits = |group: &&str| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit());
    let (first, others) = groups.split_first()?;
    let threes = others.iter().all(|group| digits(group) && group.len() == 3);
    (allowed && digits(first) && first.len() <= 3 && !first.starts_with('0') && threes).then(|| groups.concat())
}
