//! The months by name, as people type them.

/// In the order of the year, in small letters.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// 1 for `january` and for `jan`; knows `sept` too. Expects small letters.
pub fn month_named(word: &str) -> Option<u8> {
    let short = if word == "sept" { "sep" } else { word };
    let found = MONTHS.iter().position(|month| *month == word || short.len() == 3 && month.starts_with(short))?;
    Some(found as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::month_named;

    #[test]
    fn in_full_and_short() {
        let known = [("january", 1), ("jan", 1), ("may", 5), ("sep", 9), ("sept", 9), ("september", 9), ("dec", 12)];
        for (word, month) in known {
            assert_eq!(month_named(word), Some(month), "{word}");
        }
        for word in ["", "ma", "janu", "septe", "decem", "day", "jän"] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }
}
