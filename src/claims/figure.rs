//! Numbers as articles print them: digits and words, money, percentages, fractions, multiples.

use super::token::{Text, TokenKind};
use crate::words::{multiplier, number_word, printed};

/// The unit of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    /// Things counted.
    Plain,
    /// Pounds or another currency.
    Money,
    PerCent,
    Points,
    /// A part of something: the value is between 0 and 1.
    Fraction,
    /// How many times: `doubled`, `three times`.
    Times,
}

/// A number in the text.
#[derive(Clone, Debug)]
pub(super) struct PrintedFigure {
    pub start: usize,
    pub end: usize,
    pub value: f64,
    /// The worth of the last digit printed.
    pub step: f64,
    pub unit: Unit,
    /// Written in letters.
    pub in_words: bool,
}

impl PrintedFigure {
    /// The step that trailing zeros suggest: 100 for 1,300, 1 for 66. Nobody takes a round number for an exact one.
    pub fn grain(&self) -> f64 {
        let mut grain = self.step;
        if self.unit == Unit::Plain || self.unit == Unit::Money {
            while self.value != 0.0 && grain < self.value && (self.value / (grain * 10.0)).fract() == 0.0 {
                grain *= 10.0;
            }
            if grain < 100.0 * self.step.min(1.0) {
                grain = self.step;
            }
            // "A hundred" does not mean sixty: half a step is at most a tenth of the number, as for "about".
            grain = grain.min(0.2 * self.value).max(self.step.min(grain));
        }
        grain
    }
}

/// The number that begins at a token, if one does.
pub(super) fn figure(text: &Text, at: usize) -> Option<PrintedFigure> {
    millions(text, at).or_else(|| fraction(text, at).or_else(|| multiple(text, at)).or_else(|| plain(text, at)))
}

/// `half a million`, `a quarter of a million`, `one and a half million`, but `2.5 million` is read as digits.
fn millions(text: &Text, at: usize) -> Option<PrintedFigure> {
    let large = |at: usize| multiplier(text.word(at)).filter(|times| *times >= 1e6 && text.word(at).len() > 2);
    let made = |end: usize, value: f64, step: f64| {
        Some(PrintedFigure { start: at, end, value, step, unit: Unit::Plain, in_words: true })
    };
    match (text.word(at), text.word(at + 1), text.word(at + 2)) {
        ("half", "a", _) => made(at + 3, 0.5 * large(at + 2)?, 0.1 * large(at + 2)?),
        ("a", "quarter", "of") if text.word(at + 3) == "a" => {
            made(at + 5, 0.25 * large(at + 4)?, 0.05 * large(at + 4)?)
        }
        (word, "and", "a") if text.word(at + 3) == "half" => {
            let times = large(at + 4)?;
            made(at + 5, (number_word(word)? as f64 + 0.5) * times, 0.1 * times)
        }
        _ => None,
    }
}

/// Digits or number words, with the currency sign before them and the unit behind.
fn plain(text: &Text, at: usize) -> Option<PrintedFigure> {
    let money = text.is(at, &["£", "$", "€"]);
    let start = at + usize::from(money);
    let (mut end, mut value, mut step, in_words) = match text.get(start).kind {
        TokenKind::Number => {
            let printed = printed(text.word(start))?;
            (start + 1, printed.value, printed.step, false)
        }
        _ if money => return None,
        _ => {
            let (end, value, step) = in_letters(text, start)?;
            (end, value, step, true)
        }
    };
    if !in_words && let Some(times) = multiplier(text.word(end)) {
        // "5m" and "5 million", but not "5 m", which is a length.
        let whole_word = text.word(end).len() > 3;
        if whole_word || text.get(end).joined {
            (end, value, step) = (end + 1, value * times, step * times);
        }
    }
    let mut unit = if money { Unit::Money } else { Unit::Plain };
    match (text.word(end), text.word(end + 1), text.word(end + 2)) {
        ("percentage", "point" | "points", _) => (end, unit) = (end + 2, Unit::Points),
        ("per", "cent", "points") => (end, unit) = (end + 3, Unit::Points),
        ("-", "percentage", "point") => (end, unit) = (end + 4, Unit::Points),
        ("per", "cent", _) => (end, unit) = (end + 2, Unit::PerCent),
        ("%" | "percent" | "pc", _, _) => (end, unit) = (end + 1, Unit::PerCent),
        ("-", "per", "cent") if text.get(end).joined => (end, unit) = (end + 3, Unit::PerCent),
        _ => {}
    }
    Some(PrintedFigure { start: at, end, value, step, unit, in_words })
}

/// `three`, `sixty-six`, `one hundred and eighteen`, `twenty-two thousand, seven hundred and twenty-four`, `a dozen`.
fn in_letters(text: &Text, at: usize) -> Option<(usize, f64, f64)> {
    let mut next = at;
    let (mut total, mut group, mut step, mut any) = (0.0, 0.0, 1.0, false);
    if text.is(at, &["a"]) {
        match text.word(at + 1) {
            "dozen" => return Some((at + 2, 12.0, 1.0)),
            "hundred" | "thousand" | "million" | "billion" => (next, group, any) = (at + 1, 1.0, true),
            _ => return None,
        }
    }
    loop {
        let word = text.word(next);
        if let Some(worth) = number_word(word) {
            let worth = worth as f64;
            let fits = !any
                || group == 0.0
                || group % 100.0 == 0.0
                || group % 10.0 == 0.0 && group % 100.0 >= 20.0 && worth < 10.0;
            if !fits || any && worth == 0.0 {
                break;
            }
            (group, step, any, next) = (group + worth, 1.0, true, next + 1);
        } else if word == "dozen" && any && total == 0.0 {
            return Some((next + 1, group * 12.0, 1.0));
        } else if let Some(times) = multiplier(word).filter(|_| any && word.len() > 2 && group > 0.0) {
            if times == 100.0 {
                group *= 100.0;
            } else {
                total += group * times;
                group = 0.0;
            }
            (step, next) = (times, next + 1);
        } else if any
            && (text.is(next, &["-", "‑"]) && text.get(next).joined
                || word == "and" && step > 1.0
                || word == "," && step > 100.0)
        {
            // It links only if a number word follows that goes on with this number.
            let Some(worth) = number_word(text.word(next + 1)) else { break };
            let hyphen = text.is(next, &["-", "‑"]);
            if hyphen && !(group % 100.0 >= 20.0 && group % 10.0 == 0.0 && (1..10).contains(&worth)) {
                break;
            }
            if word == "and"
                && group == 0.0
                && total > 0.0
                && worth < 100
                && text.is(next + 2, &["hundred", "thousand", "million"])
            {
                break;
            }
            next += 1;
        } else {
            break;
        }
    }
    any.then_some((next, total + group, step))
}

/// Words for equal parts of a whole, and how many of them make it.
const PARTS: [(&str, f64); 16] = [
    ("half", 2.0),
    ("halves", 2.0),
    ("third", 3.0),
    ("thirds", 3.0),
    ("quarter", 4.0),
    ("quarters", 4.0),
    ("fifth", 5.0),
    ("fifths", 5.0),
    ("sixth", 6.0),
    ("sixths", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("eighths", 8.0),
    ("tenth", 10.0),
    ("tenths", 10.0),
    ("twentieth", 20.0),
];

fn part(word: &str) -> Option<f64> {
    PARTS.iter().find(|(known, _)| *known == word).map(|(_, parts)| *parts)
}

/// `a quarter`, `two-thirds`, `three quarters`, `half`, `one in five`, `three out of ten`.
fn fraction(text: &Text, at: usize) -> Option<PrintedFigure> {
    let made = |end: usize, value: f64| {
        Some(PrintedFigure { start: at, end, value, step: 0.0, unit: Unit::Fraction, in_words: true })
    };
    let ordinal = ["first", "second", "other", "last", "next", "final", "latest", "this", "opening"];
    if text.word(at) == "half" {
        let before = at.wrapping_sub(1);
        let part_of_time = text.is(before, &ordinal) || text.is(at + 1, &["term", "-", "time", "hour"]);
        let and_a_half = text.is(before, &["a"]) && text.is(at.wrapping_sub(2), &["and"]);
        return if part_of_time || and_a_half { None } else { made(at + 1, 0.5) };
    }
    if let Some(found) = one_in(text, at) {
        return Some(found);
    }
    let (next, number) = match text.word(at) {
        "a" => (at + 1, 1.0),
        word => (at + 1, number_word(word).filter(|number| (1..=9).contains(number))? as f64),
    };
    let next = next + usize::from(text.is(next, &["-", "‑"]));
    let word = text.word(next);
    let parts = part(word)?;
    let singular = !word.ends_with('s');
    // "a third man", "two quarter days": not parts of a whole.
    let follows = text.word(next + 1);
    let goes_on = [
        "of",
        "in",
        "to",
        "more",
        "fewer",
        "less",
        "higher",
        "lower",
        "up",
        "down",
        "on",
        "since",
        "between",
        "from",
        "were",
        "was",
        "are",
        "is",
        "over",
        "by",
        "during",
        "compared",
        "and",
        "were",
        "had",
        "have",
        "involved",
        "related",
        "rise",
        "increase",
        "drop",
        "fall",
        "decrease",
        "reduction",
        "involving",
        "the",
        "than",
        "",
    ];
    let sign = text.get(next + 1).kind == TokenKind::Sign;
    let sound = if singular { number == 1.0 || word == "quarter" } else { number > 1.0 };
    (sound && number < parts && (sign || goes_on.contains(&follows) || !singular)).then_some(())?;
    made(next + 1, number / parts)
}

/// `one in five`, `nine in every 10`, `1 in 50`, `three out of ten`.
fn one_in(text: &Text, at: usize) -> Option<PrintedFigure> {
    let number = |at: usize| match text.get(at).kind {
        TokenKind::Number => printed(text.word(at)).map(|printed| (at + 1, printed.value)),
        _ => in_letters(text, at).map(|(end, value, _)| (end, value)),
    };
    let (next, part) = number(at)?;
    let next = match (text.word(next), text.word(next + 1)) {
        ("in", "every") => next + 2,
        ("in", _) => next + 1,
        ("out", "of") => next + 2 + usize::from(text.is(next + 2, &["every"])),
        _ => return None,
    };
    let (end, whole) = number(next)?;
    // "one in 2019", "309 in 2016/17": a year is no whole. "One in five forces" is about areas.
    let small = part < whole && part.fract() == 0.0 && whole <= 1000.0 && part <= 20.0;
    let areas = text.is(
        end,
        &["forces", "areas", "councils", "boroughs", "counties", "regions", "districts", "services", "police"],
    );
    let year = whole >= 13.0 && text.get(next).word.len() == 4 || text.get(end).word == "/";
    let month = crate::data::month_named(text.word(end)).is_some();
    (small && !areas && !year && !month).then_some(())?;
    Some(PrintedFigure { start: at, end, value: part / whole, step: 0.0, unit: Unit::Fraction, in_words: false })
}

/// Verbs and adverbs that say how many times.
const TIMES: [(&str, f64); 27] = [
    ("doubled", 2.0),
    ("doubling", 2.0),
    ("doubles", 2.0),
    ("trebled", 3.0),
    ("trebling", 3.0),
    ("tripled", 3.0),
    ("tripling", 3.0),
    ("quadrupled", 4.0),
    ("quadrupling", 4.0),
    ("quintupled", 5.0),
    ("halved", 0.5),
    ("halving", 0.5),
    ("twofold", 2.0),
    ("threefold", 3.0),
    ("fourfold", 4.0),
    ("fivefold", 5.0),
    ("sixfold", 6.0),
    ("sevenfold", 7.0),
    ("eightfold", 8.0),
    ("ninefold", 9.0),
    ("tenfold", 10.0),
    ("twice", 2.0),
    ("thrice", 3.0),
    ("double", 2.0),
    ("treble", 3.0),
    ("triple", 3.0),
    ("quadruple", 4.0),
];

fn multiple(text: &Text, at: usize) -> Option<PrintedFigure> {
    let made = |end: usize, value: f64| {
        Some(PrintedFigure { start: at, end, value, step: 1.0, unit: Unit::Times, in_words: true })
    };
    let word = text.word(at);
    if let Some((_, times)) = TIMES.iter().find(|(known, _)| *known == word) {
        let compares = match word {
            "twice" | "thrice" => text.is(at + 1, &["as", "the", "that", "what"]),
            "double" | "treble" | "triple" | "quadruple" => text.is(at + 1, &["the", "that", "what"]),
            _ => true,
        };
        return if compares { made(at + 1, *times) } else { None };
    }
    let (next, value) = match text.get(at).kind {
        TokenKind::Number => (at + 1, printed(word)?.value),
        _ => in_letters(text, at).map(|(end, value, _)| (end, value))?,
    };
    match (text.word(next), text.word(next + 1)) {
        ("-", "fold") => made(next + 2, value),
        ("fold", _) => made(next + 1, value),
        // "438 times in 2021/22" counts; so many times as many is a small number.
        ("times", "as" | "more" | "the" | "higher" | "that" | "those" | "greater" | "larger" | "what")
            if value <= 50.0 =>
        {
            made(next + 1, value)
        }
        _ => None,
    }
}
