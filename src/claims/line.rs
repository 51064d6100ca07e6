//! Reads which areas, periods, figures and ranks a sentence mentions, and where.

use std::ops::Range;

use super::facts::Facts;
use super::figure::{PrintedFigure, figure};
use super::lexicon::{AREAS, days};
use super::mask::mask;
use super::rank::RankMention;
use super::time::{NamedPeriod, When, named};
use super::token::{Text, TokenKind};

/// Where an area, or a list of them, is named.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub start: usize,
    pub end: usize,
    /// The areas; empty if the data have no figures of the place.
    pub areas: Vec<usize>,
}

/// A sentence with its mentions in order.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub tokens: Range<usize>,
    pub sentence: usize,
    pub areas: Vec<Mention>,
    pub periods: Vec<NamedPeriod>,
    pub figures: Vec<PrintedFigure>,
    pub ranks: Vec<RankMention>,
    /// `three of the four Welsh forces`: the first number, and the second.
    pub of_areas: Vec<(PrintedFigure, f64)>,
    /// `every 23 minutes`: the number, and how many days its unit has.
    pub every: Vec<(PrintedFigure, f64)>,
    /// Denominators: where `per 100,000 people` begins, and of how many it is.
    pub per_head: Vec<(usize, f64)>,
}

/// Reads a sentence.
pub(super) fn line(text: &Text, facts: &Facts, sentence: usize) -> Line {
    let mut line = Line { tokens: text.sentences[sentence].clone(), sentence, ..Line::default() };
    let mut at = line.tokens.start;
    while at < line.tokens.end {
        let next = line.read(text, facts, at);
        at = next.max(at + 1);
    }
    line.join_lists(text);
    line
}

impl Line {
    /// Notes a mention that begins at a token; returns the token after it.
    fn read(&mut self, text: &Text, facts: &Facts, at: usize) -> usize {
        if let Some(end) = self.every(text, at).or_else(|| self.per_head(text, at)) {
            return end;
        }
        if let Some((end, area)) = facts.names.find(text, at) {
            // "South Wales" is not Wales.
            let prefixed = at > self.tokens.start
                && is_compass(text.word(at - 1))
                && (text.get(at - 1).capital || !text.is(at - 1, &["new", "upper", "lower"]));
            // Nor is "Stoke-on-Trent" Stoke; but "Stoke-based" is.
            let hyphen = |at: usize| text.is(at, &["-"]) && text.get(at).joined && text.get(at + 1).joined;
            let hyphened = hyphen(end) && (text.get(end + 1).capital || hyphen(end + 2))
                || text.is(at.wrapping_sub(1), &["-"]) && text.get(at).joined;
            let person = text.get(end).capital
                && text.is(
                    end,
                    &[
                        "united",
                        "hotspur",
                        "rovers",
                        "live",
                        "times",
                        "chronicle",
                        "news",
                        "post",
                        "telegraph",
                        "university",
                    ],
                );
            // Nor are "the city of Kent", "parts of Kent" and "outside Kent" Kent.
            let inside = text.is(at.wrapping_sub(1), &["of"]) && text.is(at.wrapping_sub(2), &PARTS_OF_A_PLACE)
                || text.is(at.wrapping_sub(1), &["to"])
                    && text.is(at.wrapping_sub(2), &["next", "close", "adjacent", "nearest", "neighbour"])
                || text.is(
                    at.wrapping_sub(1),
                    &["outside", "beside", "opposite", "near", "neighbouring", "beyond", "inner", "outer", "central"],
                )
                || text.is(end, &["city", "town"]) && text.is(end + 1, &["centre", "center"]);
            if !person {
                let areas = if prefixed || hyphened || inside { Vec::new() } else { vec![area] };
                self.areas.push(Mention { start: at - usize::from(prefixed), end, areas });
            }
            return end;
        }
        if let Some(named) = named(text, at) {
            let counted = matches!(named.when, When::Stretch(_))
                && named.end == at + 1
                && self.is_counted(text, facts, named.end);
            if !counted {
                let end = named.end;
                self.periods.push(named);
                return end;
            }
        }
        if let Some(end) = self.elsewhere(text, facts, at) {
            return end;
        }
        if let Some(end) = mask(text, at) {
            return end;
        }
        if let Some(end) = self.stranger(text, at) {
            return end;
        }
        if let Some(end) = self.rank(text, at) {
            return end;
        }
        self.figure(text, facts, at)
    }

    /// Whether a bare number that could be a year is a count, because the word behind it is what is counted.
    fn is_counted(&self, text: &Text, facts: &Facts, next: usize) -> bool {
        let word = text.word(next);
        let word_is = |word: &str| {
            super::vocabulary::class(word) == super::vocabulary::WordClass::General && word != "reports"
                || !facts.measures.is_empty() && !word.is_empty() && word.ends_with('s') && facts.says(0, word)
        };
        word_is(word)
    }

    /// `every 23 minutes`, `one every hour`.
    fn every(&mut self, text: &Text, at: usize) -> Option<usize> {
        if text.word(at) != "every" {
            return None;
        }
        let mut next = at + 1;
        while next < at + 4 && super::lexicon::hedge_before(text, next + 1, next).is_some() {
            next += 1;
        }
        if let Some(unit) = days(text.word(next)) {
            // "an offence every hour". "72 every hour" is a rate, read with its number.
            let one = self.figures.is_empty() || text.is(at.wrapping_sub(1), &["one"]);
            let counted = self.figures.last().is_some_and(|figure| at - figure.end < 12);
            let goes_on = text.is(next + 1, &["and"]);
            if one && !counted && !goes_on {
                let figure = PrintedFigure {
                    start: at,
                    end: next + 1,
                    value: 1.0,
                    step: 1.0,
                    unit: super::figure::Unit::Plain,
                    in_words: true,
                };
                self.every.push((figure, unit));
                return Some(next + 1);
            }
            return None;
        }
        let mut figure = figure(text, next)?;
        let mut end = figure.end;
        // "every two and a half minutes", "every one-and-a-half hours", "every two hours and a half".
        let half = |at: usize| text.is(at, &["and"]) && text.is(at + 1, &["a"]) && text.is(at + 2, &["half"]);
        if half(end) {
            (figure.value, end) = (figure.value + 0.5, end + 3);
        }
        let unit = days(text.word(end))?;
        if half(end + 1) {
            (figure.value, end) = (figure.value + 0.5, end + 3);
        }
        figure.start = at - usize::from(text.is(at.wrapping_sub(1), &["one"]) && at > self.tokens.start);
        figure.end = end + 1;
        self.every.push((figure, unit));
        Some(end + 1)
    }

    /// `per 100,000 people`, `for every 1,000 residents`, `per head`.
    fn per_head(&mut self, text: &Text, at: usize) -> Option<usize> {
        let people = text.is(at + 2, &["people", "residents", "inhabitants", "households", "patients", "pupils"]);
        let next = match (text.word(at), text.word(at + 1)) {
            ("per", _) => at + 1,
            ("for", number) if people && number.ends_with("000") => at + 1,
            ("for" | "in" | "of", "every") | ("for", "each") => at + 2,
            _ => return None,
        };
        if text.get(next).kind != TokenKind::Number && !text.is(next, &["a", "one", "hundred", "thousand"]) {
            return None;
        }
        let denominator =
            figure(text, next).filter(|figure| figure.value >= 100.0 && figure.unit == super::figure::Unit::Plain)?;
        self.per_head.push((at, denominator.value));
        Some(denominator.end)
    }

    /// Words for a place that is not named: `nationally`, `the force next door`, `other forces`.
    fn elsewhere(&mut self, text: &Text, facts: &Facts, at: usize) -> Option<usize> {
        const PHRASES: [&str; 44] = [
            "nationally",
            "nationwide",
            "countrywide",
            "nationwide",
            "regionally",
            "statewide",
            "worldwide",
            "globally",
            "internationally",
            "elsewhere",
            "abroad",
            "overseas",
            "the country",
            "the nation",
            "the whole country",
            "the region",
            "the rest of the country",
            "the continent",
            "the state",
            "next door",
            "neighbouring forces",
            "neighbouring areas",
            "neighbouring councils",
            "neighbouring counties",
            "a neighbouring force",
            "the neighbouring force",
            "other forces",
            "other areas",
            "other councils",
            "other counties",
            "another force",
            "another area",
            "another council",
            "similar forces",
            "similar areas",
            "all forces",
            "forces nationwide",
            "the uk",
            "the us",
            "britain",
            "england",
            "wales",
            "scotland",
            "northern ireland",
        ];
        let begins = text.word(at);
        let fits = |phrase: &&str| {
            let mut words = phrase.split(' ').enumerate();
            words.all(|(place, word)| text.word(at + place) == word)
        };
        if begins.is_empty() {
            return None;
        }
        let phrase =
            PHRASES.iter().filter(|phrase| phrase.starts_with(begins) && fits(phrase)).max_by_key(|one| one.len())?;
        // "New England", "Sport England": another name.
        let names = phrase.len() > 4 && text.get(at).capital && at > self.tokens.start && text.get(at - 1).capital;
        if names && !phrase.ends_with("ly") {
            return None;
        }
        let end = at + phrase.split(' ').count();
        // "Across the UK", where the data have the UK.
        if (at..end).any(|at| facts.names.find(text, at).is_some()) {
            return None;
        }
        // "Statewide", where the data have a row of that name.
        if let Some(area) = facts.areas.iter().position(|area| area.name.eq_ignore_ascii_case(phrase)) {
            self.areas.push(Mention { start: at, end, areas: vec![area] });
            return Some(end);
        }
        let at = if *phrase == "next door" { at.saturating_sub(2).max(self.tokens.start) } else { at };
        self.areas.push(Mention { start: at, end, areas: Vec::new() });
        Some(end)
    }

    /// A place that the figures do not have: a capitalised name behind a preposition, or before a title.
    fn stranger(&mut self, text: &Text, at: usize) -> Option<usize> {
        let begins = at == self.tokens.start;
        let token = text.get(at);
        let small = text.is(at, &["the", "a", "an", "in", "police", "this", "that", "both", "all", "some", "most"]);
        if !token.capital || small || token.kind != TokenKind::Word || crate::data::month_named(&token.word).is_some() {
            return None;
        }
        let mut end = at;
        while end < at + 6
            && (text.get(end).capital && text.get(end).kind == TokenKind::Word
                || text.is(end, &["-"]) && text.get(end).joined && text.get(end + 1).capital)
        {
            end += 1;
        }
        const TITLES: [&str; 12] = [
            "police",
            "constabulary",
            "council",
            "force",
            "borough",
            "county",
            "city",
            "district",
            "county council",
            "fire",
            "ambulance",
            "trust",
        ];
        let titled = end > at + 1 && TITLES.contains(&text.word(end - 1))
            || end > at && text.is(end, &["police", "council", "constabulary", "forces"]) && !begins;
        let placed = !begins
            && (text
                .is(at - 1, &["in", "across", "within", "throughout", "around", "near", "neighbouring", "outside"])
                || text.is(at - 1, &["for", "than", "of"])
                    && !text.get(at.wrapping_sub(2)).capital
                    && !text.is(at.wrapping_sub(2), &["according", "chief", "head", "director", "freedom"]));
        // "Exmouth recorded 2,650": a name that records something is a place.
        let records = !token.word.ends_with('s')
            && token.class == super::vocabulary::WordClass::Content
            && text.is(end, &["recorded", "had", "saw", "logged", "registered", "reported"]);
        let placed = placed || records;
        const NO_PLACES: [&str; 26] = [
            "i",
            "freedom",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "mr",
            "mrs",
            "ms",
            "nhs",
            "nspcc",
            "covid",
            "christmas",
            "easter",
            "parliament",
            "government",
            "home",
            "office",
            "english",
            "bbc",
            "mps",
            "january",
            "brexit",
        ];
        if (titled || placed) && !NO_PLACES.contains(&token.word.as_str()) {
            self.areas.push(Mention { start: at, end, areas: Vec::new() });
            return Some(end);
        }
        None
    }

    /// Notes a number, unless it counts areas, is a length of time, or is part of a word such as `44-strong`.
    fn figure(&mut self, text: &Text, facts: &Facts, at: usize) -> usize {
        let Some(found) = figure(text, at) else { return at + 1 };
        let end = found.end;
        let plain = found.unit == super::figure::Unit::Plain;
        // "one" and "no one" are seldom figures; "one in five" and "one every hour" are found elsewhere.
        if plain && found.in_words && found.end == at + 1 && text.is(at, &["one", "zero", "nought"]) {
            return at + 1;
        }
        if plain && let Some(next) = self.counts_areas(text, facts, &found) {
            return next;
        }
        // Lengths of time: "11 months", "24 hours", "12-week".
        let hyphen = usize::from(text.is(end, &["-", "‑"]) && text.get(end).joined);
        const SPANS: [&str; 8] = ["year", "years", "month", "months", "term", "decade", "decades", "quarters"];
        let span = text.word(end + hyphen);
        // "From 123 to 172 year-over-year" is no length.
        let on = hyphen == 0 && text.is(end + 1, &["-", "on", "over"]);
        // "30m long".
        let length = text.word(end - 1) == "m" && text.is(end, &["long", "wide", "high", "deep", "tall", "away"]);
        if plain && length {
            return end + 1;
        }
        if plain && !on && (days(span).is_some() && span != "daily" && span != "second" || SPANS.contains(&span)) {
            return end + 1 + hyphen;
        }
        if plain
            && hyphen == 1
            && !found.in_words
            && text.get(end + 1).joined
            && text.get(end + 1).kind == TokenKind::Word
        {
            // "44-strong", "5-point", "12-man".
            return end + 2;
        }
        self.figures.push(found);
        end
    }

    /// `three of the four Welsh forces` is a claim about areas; `all 44 forces` is none.
    fn counts_areas(&mut self, text: &Text, facts: &Facts, found: &PrintedFigure) -> Option<usize> {
        let areas_at = |at: usize| {
            let at = (at..at + 4)
                .find(|&at| AREAS.contains(&text.word(at)) || facts.nouns.iter().any(|noun| noun == text.word(at)))?;
            Some(at + 1)
        };
        let words_only = |from: usize, to: usize| {
            (from..to).all(|at| {
                text.get(at).kind == TokenKind::Word
                    && !text.is(at, &["in", "by", "to", "of", "for", "and", "across", "were", "from", "at"])
            })
        };
        let end = found.end;
        let of = match (text.word(end), text.word(end + 1)) {
            ("of", _) => end + 1,
            ("out", "of") => end + 2,
            _ => 0,
        };
        if of > 0 {
            let next = of + usize::from(text.is(of, &["the", "all", "these"]));
            if let Some(whole) = figure(text, next)
                && let Some(last) = areas_at(whole.end)
                && words_only(whole.end, last)
            {
                let figure = PrintedFigure { end: last, ..found.clone() };
                self.of_areas.push((figure, whole.value));
                // An area of the data may be called "31 forces".
                let name = [text.word(found.start), " ", text.word(last - 1)].concat();
                if let Some(area) = facts.areas.iter().position(|area| area.name.to_lowercase() == name) {
                    self.areas.push(Mention { start: found.start, end: last, areas: vec![area] });
                }
                return Some(last);
            }
            // "two of the forces"
            if let Some(last) = areas_at(next).filter(|last| words_only(next, *last)) {
                return Some(last);
            }
        }
        let last = areas_at(end)?;
        (words_only(end, last) && found.value < 1000.0).then_some(last)
    }

    /// Joins areas with only commas and "and" between them into one mention.
    fn join_lists(&mut self, text: &Text) {
        let mut joined: Vec<Mention> = Vec::new();
        for mention in std::mem::take(&mut self.areas) {
            let follows = joined.last().is_some_and(|last: &Mention| {
                let gap = last.end..mention.start;
                let link = gap.clone().all(|at| text.is(at, &[",", "and", "the", "police", "&"]));
                gap.len() <= 4
                    && link
                    && gap.clone().any(|at| text.is(at, &[",", "and", "&"]))
                    && !last.areas.is_empty()
            });
            match joined.last_mut().filter(|_| follows && !mention.areas.is_empty()) {
                Some(last) => {
                    last.end = mention.end;
                    last.areas.extend(mention.areas);
                }
                None => joined.push(mention),
            }
        }
        self.areas = joined;
    }
}

/// What stands before `of` where only a part of a place is meant.
const PARTS_OF_A_PLACE: [&str; 16] = [
    "city",
    "town",
    "village",
    "centre",
    "parts",
    "part",
    "suburbs",
    "suburb",
    "outskirts",
    "north",
    "south",
    "east",
    "west",
    "rest",
    "areas",
    "half",
];

fn is_compass(word: &str) -> bool {
    const COMPASS: [&str; 13] = [
        "north", "south", "east", "west", "mid", "greater", "upper", "lower", "new", "northern", "southern", "eastern",
        "western",
    ];
    COMPASS.contains(&word)
}
