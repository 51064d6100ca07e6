//! The names of areas, and the words that say what is counted.

use std::collections::HashMap;

use super::token::{Text, TokenKind};
use super::vocabulary::WordClass;

/// Names of areas by their first word.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_first: HashMap<String, Vec<(Vec<String>, usize)>>,
}

/// Titles that may follow a name without changing it: `Kent Police`, `Essex County Council`.
const TITLES: [&str; 24] = [
    "police",
    "constabulary",
    "county",
    "council",
    "city",
    "borough",
    "district",
    "force",
    "service",
    "fire",
    "and",
    "rescue",
    "ambulance",
    "nhs",
    "trust",
    "health",
    "board",
    "metropolitan",
    "area",
    "region",
    "unitary",
    "authority",
    "combined",
    "hospital",
];

/// Phrases for the whole country that do not name it.
const NATIONAL: [&str; 12] = [
    "nationally",
    "nationwide",
    "across the country",
    "national",
    "countrywide",
    "UK - wide",
    "all forces",
    "all police forces",
    "the whole country",
    "every force in the country",
    "every police force in the country",
    "in the country",
];

/// Adjectives of countries, and other names that every reader knows.
const KNOWN: [(&str, &str); 12] = [
    ("Welsh", "Wales"),
    ("English", "England"),
    ("Scottish", "Scotland"),
    ("Northern Irish", "Northern Ireland"),
    ("the capital", "London"),
    ("the Met", "Metropolitan Police"),
    ("Met Police", "Metropolitan Police"),
    ("Scotland Yard", "Metropolitan Police"),
    ("Britain", "UK"),
    ("United Kingdom", "UK"),
    ("the UK", "United Kingdom"),
    ("Greater London", "London"),
];

impl Names {
    /// Adds a name of an area, and the shorter names that follow from it.
    pub fn add(&mut self, name: &str, area: usize) {
        self.add_exactly(name, area);
        let words: Vec<_> = name.split_whitespace().collect();
        let kept =
            words.iter().rposition(|word| !TITLES.contains(&word.to_lowercase().as_str())).map_or(0, |at| at + 1);
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        if kept > 0 && kept < words.len() && words[..kept].iter().any(|word| capital(word)) {
            self.add_exactly(&words[..kept].join(" "), area);
        }
        if kept == 0 && words.len() > 1 && capital(words[0]) {
            self.add_exactly(words[0], area);
        }
        let bare = name.strip_prefix("The ").or_else(|| name.strip_prefix("the "));
        if let Some(bare) = bare.filter(|bare| bare.starts_with(char::is_uppercase)) {
            self.add_exactly(bare, area);
        }
        for (known, of) in KNOWN {
            if of == name {
                self.add_exactly(known, area);
            }
        }
    }

    pub fn add_nation(&mut self, area: usize) {
        for name in NATIONAL {
            self.add_exactly(name, area);
        }
    }

    fn add_exactly(&mut self, name: &str, area: usize) {
        let text = Text::new(name);
        let mut words: Vec<_> = text.tokens.iter().map(|token| token.word.clone()).collect();
        words.dedup_by(|sign, word| sign == "." && word == "st");
        let Some(first) = words.first().cloned() else { return };
        let known = self.by_first.entry(first).or_default();
        if !known.iter().any(|(name, _)| *name == words) {
            known.push((words, area));
            known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }

    /// The area whose name begins at a token, and where the name ends, titles included.
    pub fn find(&self, text: &Text, at: usize) -> Option<(usize, usize)> {
        let found = self.by_first.get(text.word(at))?.iter().find_map(|(words, area)| {
            let end = spelled(text, at, words)?;
            // A name is written with a capital; "the region" and "31 forces" are not.
            let named = text.tokens.get(at).is_some_and(|token| token.capital || token.kind != TokenKind::Word)
                || text.is(at, &["north", "south", "east", "west", "mid"])
                    && text.get(at + 1).capital
                    && words.len() > 1
                || NATIONAL.iter().any(|name| name.starts_with(text.word(at)))
                || text.is(at, &["the", "all"]);
            named.then_some((end, *area))
        });
        let (mut end, area) = found?;
        while end < at + 10 && TITLES.contains(&text.word(end)) && text.word(end) != "and" && text.get(end).capital {
            end += 1;
        }
        end += usize::from(text.is(end, &["police", "force"]));
        Some((end, area))
    }
}

/// Where a name ends that stands at a token, with or without the full stop of "St. Helens".
fn spelled(text: &Text, at: usize, words: &[String]) -> Option<usize> {
    words.iter().try_fold(at, |at, word| {
        let stop = word == "st" && text.is(at + 1, &["."]) && text.get(at + 1).joined;
        (text.word(at) == word).then_some(at + 1 + usize::from(stop))
    })
}

/// Words that do not tell one measure from another.
const GENERAL: [&str; 60] = [
    "a",
    "all",
    "an",
    "and",
    "any",
    "at",
    "by",
    "case",
    "cases",
    "category",
    "child",
    "count",
    "counts",
    "crime",
    "crimes",
    "figure",
    "figures",
    "for",
    "from",
    "gbp",
    "in",
    "incident",
    "incidents",
    "involving",
    "its",
    "number",
    "numbers",
    "of",
    "offence",
    "offences",
    "on",
    "or",
    "other",
    "people",
    "per",
    "police",
    "rate",
    "record",
    "recorded",
    "recording",
    "records",
    "report",
    "reported",
    "reports",
    "such",
    "that",
    "the",
    "this",
    "those",
    "to",
    "total",
    "totals",
    "type",
    "value",
    "was",
    "were",
    "which",
    "with",
    "without",
    "year",
];

/// A word without its ending, so that `injured` is `injury` and `assaulted` is `assaults`.
pub(super) fn stem(word: &str) -> String {
    const IRREGULAR: [(&str, &str); 3] = [("knives", "knif"), ("thieves", "thef"), ("thief", "thef")];
    if let Some((_, stem)) = IRREGULAR.iter().find(|(known, _)| *known == word) {
        return (*stem).into();
    }
    let mut stem = word;
    for ending in ["ies", "ing", "ed", "es", "s", "y", "e"] {
        if let Some(shorter) = stem.strip_suffix(ending).filter(|shorter| shorter.chars().count() >= 3) {
            stem = shorter;
            break;
        }
    }
    stem.strip_suffix('e').filter(|shorter| shorter.chars().count() >= 3).unwrap_or(stem).into()
}

/// Whether two stems are of one word: `exclud` and `exclusion`.
pub(super) fn akin(one: &str, other: &str) -> bool {
    let long = |stem: &str| stem.chars().count() >= 6;
    // "rough sleeping" is of rough sleepers.
    let does = |one: &str, other: &str| one.len() >= 5 && other.strip_suffix("er") == Some(one);
    // Words of one meaning that share no stem.
    const ALIKE: [&[&str]; 5] = [
        &["death", "died", "di", "kill", "fatal", "fatalit"],
        &["thef", "theft", "stolen", "stol"],
        &["burglar", "burgl", "break-in"],
        &["fir", "blaz"],
        &["spent", "spend"],
    ];
    one == other
        || ALIKE.iter().any(|group| group.contains(&one) && group.contains(&other))
        || long(one) && long(other) && one.chars().zip(other.chars()).take(5).all(|(a, b)| a == b)
        || does(one, other)
        || does(other, one)
}

/// Whether a word says anything about which measure is meant.
pub(super) fn is_general(word: &str) -> bool {
    GENERAL.contains(&word) || word.chars().count() < 3
}

/// The nouns that a label counts, as stems: the last word before a preposition or a participle, and the one before it
/// where the last only stands for whatever is counted: `rape offences` are rapes.
pub(super) fn heads(label: &str) -> Vec<String> {
    let text = Text::new(label);
    let ends = |word: &str| {
        let preposition =
            ["of", "on", "in", "to", "from", "with", "per", "by", "for", "at", "who", "that", "which", "over", "where"];
        preposition.contains(&word) || word.len() > 4 && ["ed", "ing", "en"].iter().any(|ending| word.ends_with(ending))
    };
    let (mut found, mut joined): (Vec<String>, Vec<String>) = Default::default();
    // "Compensation paid (GBP)": what stands in brackets is no noun.
    let words = text.tokens.iter().take_while(|token| token.word != "(").filter(|token| token.kind == TokenKind::Word);
    for (at, token) in words.enumerate() {
        let participle = token.word.len() > 4 || ["paid", "made", "sold", "lost", "born"].contains(&&*token.word);
        if at > 0 && token.word.ends_with("ly") {
            continue;
        }
        if at > 0 && (ends(&token.word) || participle && token.word.len() < 5) {
            // "People killed on the roads": the killed are counted.
            joined.extend(participle.then(|| token.stem.clone()));
            break;
        }
        match token.class {
            WordClass::Subordinator => joined.append(&mut found),
            WordClass::General => found.push(token.stem.clone()),
            _ => found = vec![token.stem.clone()],
        }
    }
    joined.extend(found);
    joined
}

/// The words of a label that tell it from others, as stems.
pub(super) fn content(label: &str) -> Vec<String> {
    let text = Text::new(label);
    let words = text.tokens.iter().filter(|token| token.kind == TokenKind::Word && !is_general(&token.word));
    let mut words: Vec<_> = words.map(|token| stem(&token.word)).collect();
    words.dedup();
    words
}
