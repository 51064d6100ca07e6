//! Reads printed numbers back: the inverse of `number`, with the three English signs.

use super::signs::ENGLISH;

/// A number as it was printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Printed {
    /// The value as printed.
    pub value: f64,
    /// The worth of its last digit: 1 for `66`, 0.1 for `0.4`. It may stand for anything within half of that.
    pub step: f64,
}

/// Reads digits: `22,724`, `69.5`, `−2.6`, `1234`. Thousands are all in groups of three, or not grouped at all. `None`
/// for anything else, and for more than 18 characters.
pub fn printed(text: &str) -> Option<Printed> {
    let (negative, text) = match text.strip_prefix(ENGLISH.minus) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = text.split_once(ENGLISH.point).unwrap_or((text, ""));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(ENGLISH.group);
    let first = groups.next()?;
    let grouped = whole.contains(ENGLISH.group);
    let sound = digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group))
        && (fraction.is_empty() != text.contains(ENGLISH.point))
        && (fraction.is_empty() || digits(fraction))
        && whole.len() + fraction.len() <= 18;
    if !sound {
        return None;
    }
    let plain =
        [&*whole.replace(ENGLISH.group, ""), ENGLISH.point, if fraction.is_empty() { "0" } else { fraction }].concat();
    let value: f64 = plain.parse().ok()?;
    Some(Printed { value: if negative { -value } else { value }, step: 0.1f64.powi(fraction.len() as i32) })
}

/// Single words for numbers below a hundred, and their values.
const WORDS: [(&str, u64); 29] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("nought", 0),
];

/// The value of a number word below a hundred, given in lower case.
pub fn number_word(word: &str) -> Option<u64> {
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, worth)| *worth)
}

/// The factor that a word gives to the number before it: `million`, or `m` and `mn` after digits.
pub fn multiplier(word: &str) -> Option<f64> {
    match word {
        "hundred" => Some(1e2),
        "thousand" | "k" => Some(1e3),
        "million" | "m" | "mn" => Some(1e6),
        "billion" | "bn" => Some(1e9),
        _ => None,
    }
}
