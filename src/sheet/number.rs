//! Reads numbers as people type them, with thousands separators and footnote marks. A digit of a footnote mark never
//! becomes part of the number.

use super::UnreadableCell;
use crate::data::Flags;

/// The spaces that separate thousands: the plain one, the no-break one and the thin ones.
const BLANKS: [char; 5] = [' ', '\u{a0}', '\u{2009}', '\u{202f}', '\u{2007}'];

/// Characters that are footnote marks.
const MARKS: &str = "*†‡§#^¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾ªº";

const DECLARE_IT: &str =
    "correct it; or, if it stands in for a figure, say under [markers] in the recipe what it means";

/// Splits off the flags at the end of a text, such as `[p]`, and the footnote marks, such as `¹`, `*`, `(1)` or
/// `[note 2]`. Returns the bare text, the flags, and the marks as typed.
pub fn apart(text: &str) -> (&str, Flags, String) {
    let (mut bare, mut flags, mut marks) = (text.trim_end(), String::new(), String::new());
    while let Some((at, flag)) = mark_at_end(bare) {
        // A cell with nothing but a star is a placeholder, not a mark.
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

/// The byte where the last mark of a text begins, and whether it is a flag.
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
        // `118 (45)` is two figures. Numbered notes go up to 20, and lettered ones have a single letter.
        let number = inside.parse::<u8>().is_ok_and(|number| (1..=20).contains(&number)) && !inside.starts_with('+');
        let letter = inside.len() == 1 && inside.chars().all(|letter| letter.is_ascii_alphabetic());
        let note = inside.to_lowercase().starts_with("note") && inside.len() <= 10;
        return (number || letter || note).then_some((outside.len(), false));
    }
    // `200p`: tables from before the brackets write flags this way.
    let flag = matches!(last, 'p' | 'r' | 'e' | 'P' | 'R' | 'E')
        && before(1).trim_end().ends_with(|c: char| c.is_ascii_digit());
    flag.then_some((text.len() - 1, true))
}

/// Reads a number. `thousands` is the separator that the recipe declares; `.` makes the comma the decimal sign. With
/// `whole`, and without a declared separator, `1.234` is refused, because it may mean 1,234. The answer may be negative
/// or a fraction; the caller refuses those.
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
        return fault("this figure has a currency sign", "delete the sign, and name the currency in measure.label");
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
        // Several points can only separate thousands.
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
                "write it without separators, or as 1,234; \
                 the decimal sign is a point, unless counts.thousands is \".\"",
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

/// The digits of a whole number without thousands separators; `None` if they do not make groups of three.
fn ungrouped(text: &str, thousands: Option<char>) -> Option<String> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else { return Some(text.into()) };
    let blank = |c: char| BLANKS.contains(&c);
    // A point is here if the number has several, or if the recipe declares it; in that case the comma is the decimal
    // sign.
    let allowed = blank(separator) || "'’.".contains(separator) || (separator == ',' && thousands != Some('.'));
    let groups: Vec<&str> = text.split(separator).collect();
    let digits = |group: &&str| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit());
    let (first, others) = groups.split_first()?;
    let threes = others.iter().all(|group| digits(group) && group.len() == 3);
    (allowed && digits(first) && first.len() <= 3 && !first.starts_with('0') && threes).then(|| groups.concat())
}
