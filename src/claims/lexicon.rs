//! The words that claims are made with, as tables: hedges, ranks, spans of time, nouns for areas.

use super::judge::Hedge;
use super::token::Text;

/// Hedges, which soften the number behind them. `just over` stands before `over`, so that the whole phrase is found.
const HEDGES: [(&str, Hedge); 46] = [
    ("in the region of", Hedge::About),
    ("a little more than", Hedge::JustOver),
    ("a little less than", Hedge::JustUnder),
    ("slightly more than", Hedge::JustOver),
    ("slightly less than", Hedge::JustUnder),
    ("no fewer than", Hedge::AtLeast),
    ("no less than", Hedge::AtLeast),
    ("no more than", Hedge::UpTo),
    ("well over", Hedge::MoreThan),
    ("well above", Hedge::MoreThan),
    ("well below", Hedge::LessThan),
    ("well under", Hedge::LessThan),
    ("just over", Hedge::JustOver),
    ("just above", Hedge::JustOver),
    ("just under", Hedge::JustUnder),
    ("just below", Hedge::JustUnder),
    ("just shy of", Hedge::JustUnder),
    ("just short of", Hedge::JustUnder),
    ("more than", Hedge::MoreThan),
    ("greater than", Hedge::MoreThan),
    ("upwards of", Hedge::MoreThan),
    ("in excess of", Hedge::MoreThan),
    ("fewer than", Hedge::LessThan),
    ("less than", Hedge::LessThan),
    ("at least", Hedge::AtLeast),
    ("at most", Hedge::UpTo),
    ("close to", Hedge::Almost),
    ("up to", Hedge::UpTo),
    ("as many as", Hedge::UpTo),
    ("on average", Hedge::About),
    ("an average of", Hedge::About),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("roughly", Hedge::About),
    ("approximately", Hedge::About),
    ("some", Hedge::About),
    ("circa", Hedge::About),
    ("over", Hedge::MoreThan),
    ("above", Hedge::MoreThan),
    ("exceeding", Hedge::MoreThan),
    ("under", Hedge::LessThan),
    ("below", Hedge::LessThan),
    ("almost", Hedge::Almost),
    ("nearly", Hedge::Almost),
    ("approaching", Hedge::Almost),
    ("virtually", Hedge::Almost),
];

/// The hedge that ends before a token, and where it begins.
pub(super) fn hedge_before(text: &Text, at: usize, from: usize) -> Option<(usize, Hedge)> {
    HEDGES.iter().find_map(|(phrase, hedge)| {
        let length = phrase.split(' ').count();
        let start = at.checked_sub(length).filter(|start| *start >= from)?;
        let fits = phrase.split(' ').enumerate().all(|(place, word)| text.word(start + place) == word);
        // "went up to 461" says where it went.
        let went =
            *phrase == "up to" && text.is(start.wrapping_sub(1), &["went", "gone", "going", "go", "shot", "goes"]);
        (fits && !went).then_some((start, *hedge))
    })
}

/// The hedge behind a number: `or more`, `or so`, `on average`.
pub(super) fn hedge_after(text: &Text, at: usize) -> Option<(usize, Hedge)> {
    match (text.word(at), text.word(at + 1)) {
        ("or", "more") => Some((at + 2, Hedge::AtLeast)),
        ("or", "so") | ("on", "average") => Some((at + 2, Hedge::About)),
        _ => None,
    }
}

/// Units of time, with how many days each has.
const SPANS: [(&str, f64); 14] = [
    ("second", 1.0 / 86_400.0),
    ("seconds", 1.0 / 86_400.0),
    ("minute", 1.0 / 1440.0),
    ("minutes", 1.0 / 1440.0),
    ("mins", 1.0 / 1440.0),
    ("hour", 1.0 / 24.0),
    ("hours", 1.0 / 24.0),
    ("day", 1.0),
    ("days", 1.0),
    ("daily", 1.0),
    ("week", 7.0),
    ("weeks", 7.0),
    ("month", 365.25 / 12.0),
    ("months", 365.25 / 12.0),
];

/// How many days a unit of time has.
pub(super) fn days(word: &str) -> Option<f64> {
    SPANS.iter().find(|(known, _)| *known == word).map(|(_, days)| *days)
}

/// Words that put something first from above, and from below.
pub(super) const HIGHEST: [&str; 8] =
    ["highest", "largest", "biggest", "greatest", "most", "sharpest", "steepest", "worst"];
pub(super) const LOWEST: [&str; 4] = ["lowest", "smallest", "fewest", "least"];

/// Nouns that a ranking may be of.
pub(super) const RANKED: [&str; 15] = [
    "number",
    "numbers",
    "figure",
    "figures",
    "total",
    "increase",
    "rise",
    "jump",
    "fall",
    "drop",
    "decrease",
    "level",
    "count",
    "growth",
    "reduction",
];

/// Nouns for areas: a number before one of these says how many areas.
pub(super) const AREAS: [&str; 30] = [
    "forces",
    "areas",
    "councils",
    "boroughs",
    "counties",
    "regions",
    "districts",
    "services",
    "authorities",
    "towns",
    "cities",
    "countries",
    "constituencies",
    "trusts",
    "stations",
    "departments",
    "neighbourhoods",
    "wards",
    "states",
    "constabularies",
    "parishes",
    "brigades",
    "hospitals",
    "schools",
    "universities",
    "communities",
    "villages",
    "postcodes",
    "nations",
    "force",
];
