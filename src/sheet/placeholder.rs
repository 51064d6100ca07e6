//! Placeholders that sheets have instead of a figure: dashes, dots, stars, words. Each keeps its own meaning, and none
//! is zero unless it says zero.

use crate::data::Marker;
use Certainty::{Doubtful, Sure, Words};
use Marker::{Low, Missing, NotApplicable, Unavailable, Withheld};

/// The meaning of a placeholder. A recipe can declare it under `[markers]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// There is no figure, and the marker says why.
    Marker(Marker),
    /// The figure is zero.
    Zero,
}

/// How sure a placeholder's meaning is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// By convention there is only this meaning.
    Sure,
    /// Other files mean something else by it, such as `zero`.
    Doubtful(&'static str),
    /// It is an answer in words that says why there is no figure, which readers should see.
    Words,
}

/// The name of each meaning in recipes. [`Marker::Below`] is not here, because its name has a number: `<5`.
const NAMES: [(&str, Placeholder); 6] = [
    ("missing", Placeholder::Marker(Missing)),
    ("unavailable", Placeholder::Marker(Unavailable)),
    ("withheld", Placeholder::Marker(Withheld)),
    ("not applicable", Placeholder::Marker(NotApplicable)),
    ("low", Placeholder::Marker(Low)),
    ("zero", Placeholder::Zero),
];

/// Placeholders by their text in lower case. The dots and the colon come from Eurostat and from older tables of the
/// Office for National Statistics; the star, `c` and `z` from the Government Statistical Service and the NHS.
const KNOWN: [(&[&str], Placeholder, Certainty); 12] = [
    (&["[x]"], Placeholder::Marker(Unavailable), Sure),
    (
        &["[c]", "c", "[s]", "*", "**", "***", "suppressed", "withheld", "redacted", "confidential"],
        Placeholder::Marker(Withheld),
        Sure,
    ),
    (&["[z]", "z", "not applicable"], Placeholder::Marker(NotApplicable), Sure),
    (&["[low]"], Placeholder::Marker(Low), Sure),
    (
        &["..", "...", "…", ":", "not available", "unavailable", "not recorded", "no data"],
        Placeholder::Marker(Unavailable),
        Sure,
    ),
    (&["unknown", "not known", "n/k", "nk", "u/k"], Placeholder::Marker(Unavailable), Sure),
    (&["nil", "zero", "nil return"], Placeholder::Zero, Sure),
    (&["n/a", "na", "n.a.", "n.a", "n/a.", "x"], Placeholder::Marker(Unavailable), Doubtful("not applicable")),
    (&["-", "--", "---", "–", "—", "−", "‐", "‑"], Placeholder::Marker(Missing), Doubtful("zero")),
    (&["none", "null", "nan", "blank", "empty"], Placeholder::Marker(Missing), Doubtful("zero")),
    (&["?", "??", ".", "~", "#"], Placeholder::Marker(Missing), Doubtful("withheld")),
    (&["tbc", "tba", "pending", "awaited", "awaiting", "overdue", "outstanding"], Placeholder::Marker(Missing), Words),
];

/// The beginnings of answers from forces that gave no figure.
const ANSWERS: [&str; 20] = [
    "refus",
    "declin",
    "did not",
    "didn't",
    "no response",
    "no reply",
    "non response",
    "non-response",
    "not held",
    "not provided",
    "no information",
    "information not held",
    "not answered",
    "exempt",
    "exceed",
    "section ",
    "s.",
    "s12",
    "s40",
    "cost limit",
];

impl Placeholder {
    /// The placeholder that has this name in recipes: `missing`, `zero`, `<5`.
    pub fn named(name: &str) -> Option<Self> {
        let plain = NAMES.iter().find(|(known, _)| *known == name).map(|(_, placeholder)| *placeholder);
        plain.or_else(|| below(name).map(Self::Marker))
    }

    /// The name in recipes.
    pub fn name(self) -> String {
        match self {
            Self::Marker(marker @ Marker::Below(_)) => marker.shorthand(),
            plain => NAMES.iter().find(|(_, placeholder)| *placeholder == plain).map_or("", |(name, _)| name).into(),
        }
    }

    /// The meaning of a cell's text, and how certain it is; `None` if the text is not a known placeholder.
    pub fn of(cell: &str) -> Option<(Self, Certainty)> {
        // Most cells are plain numbers, and with millions of them it pays to notice that early.
        if cell.starts_with(|letter: char| letter.is_ascii_digit())
            && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        {
            return None;
        }
        let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some((_, placeholder, certainty)) = KNOWN.iter().find(|(texts, ..)| texts.contains(&cell.as_str())) {
            return Some((*placeholder, *certainty));
        }
        if let Some(marker) = below(&cell) {
            return Some((Self::Marker(marker), Sure));
        }
        ANSWERS.iter().any(|answer| cell.starts_with(answer)).then_some((Self::Marker(Missing), Words))
    }
}

/// A small number withheld: `<5`, `less than 5`, `≤4`, `1-4`. The bound must be from 2 to 20.
fn below(cell: &str) -> Option<Marker> {
    let cell: String = cell.chars().filter(|letter| !letter.is_whitespace()).collect();
    let bound = |number: &str, more: u8| {
        let number = number.parse::<u8>().ok()?.checked_add(more)?;
        (2..=20).contains(&number).then_some(Marker::Below(number))
    };
    for (start, more) in [("<=", 1), ("<", 0), ("≤", 1), ("lessthan", 0), ("fewerthan", 0), ("under", 0), ("below", 0)]
    {
        if let Some(number) = cell.strip_prefix(start) {
            return bound(number, more);
        }
    }
    ["1-", "1–", "1to"].iter().find_map(|start| bound(cell.strip_prefix(start)?, 1))
}
