//! Finds what the text calls first: `the highest number in Wales`, `a record high`.

use super::lexicon::{HIGHEST, LOWEST, RANKED};
use super::line::Line;
use super::token::{Text, TokenKind};

/// Something that the text calls first, or second, and so on.
#[derive(Clone, Debug)]
pub(super) struct RankMention {
    pub start: usize,
    pub end: usize,
    /// First from above, or from below.
    pub highest: bool,
    /// 2 for the second.
    pub place: usize,
    /// Whether a rise (true) or a fall is ranked; none if the figures themselves are.
    pub change: Option<bool>,
    /// Whether it is a rank over time: `on record`, `in four years`.
    pub record: bool,
}

impl Line {
    /// `the highest number in Wales`, `a record high`, `the second largest increase`, `surpassed only by`.
    pub(super) fn rank(&mut self, text: &Text, at: usize) -> Option<usize> {
        let before = |words: &[&str]| at > self.tokens.start && text.is(at - 1, words);
        let mut push = |start: usize, end: usize, highest: bool, place: usize, change: Option<bool>, record: bool| {
            self.ranks.push(RankMention { start, end, highest, place, change, record });
            Some(end)
        };
        if text.is(at, &["surpassed", "exceeded", "beaten", "topped"])
            && text.is(at + 1, &["only"])
            && text.is(at + 2, &["by"])
        {
            return push(at, at + 3, true, 2, None, false);
        }
        if text.is(at, &["record"])
            && text.is(at + 1, &["high", "level", "number", "low", "highs", "total"])
            && before(&["a", "new", "all"])
        {
            return push(at - 1, at + 2, true, 1, None, true);
        }
        let word = text.word(at);
        let highest = HIGHEST.contains(&word);
        if !highest && !LOWEST.contains(&word) {
            return None;
        }
        let (mut start, mut place) = (at, 1);
        const PLACES: [&str; 5] = ["second", "third", "fourth", "fifth", "sixth"];
        let back = start - usize::from(before(&["-", "‑"]));
        if back > self.tokens.start
            && let Some(found) = PLACES.iter().position(|place| text.word(back - 1) == *place)
        {
            (start, place) = (back - 1, found + 2);
        }
        start -= usize::from(start > self.tokens.start && text.is(start - 1, &["the"]));
        // "the highest in four years", "the largest in Wales".
        if text.is(start, &["the"]) && start < at && text.is(at + 1, &["in", "since", "for", "on", "ever"]) {
            let record = text.is(at + 1, &["since", "for", "on", "ever"])
                || (at + 2..at + 5).any(|at| text.is(at, &["years", "year", "decade", "months"]));
            return push(start, at + 1, highest, place, None, record);
        }
        // The noun that is ranked stands within five tokens: "largest percentage increase".
        let noun = (at + 1..at + 6).find(|&next| RANKED.contains(&text.word(next)))?;
        let between_sound = (at + 1..noun).all(|next| {
            text.get(next).kind == TokenKind::Word && !text.is(next, &["of", "in", "and", "was", "the"])
                || text.is(next, &["-"])
        });
        if !between_sound || word == "most" || word == "least" || start == at {
            return None;
        }
        let change = super::movement::is_change_noun(text.word(noun))
            .then(|| super::movement::direction(text.word(noun)) == Some(super::movement::ChangeDirection::Up));
        let mut end = noun + 1;
        let record =
            text.is(end, &["on", "since", "ever", "for"]) || text.is(end + 1, &["ever"]) || text.is(at + 1, &["ever"]);
        let years = |at: usize| text.is(at, &["years", "year", "decade", "decades", "months", "history"]);
        let record = record || text.is(end, &["in"]) && (end + 1..end + 5).any(years);
        if text.is(end, &["on"]) && text.is(end + 1, &["record"]) {
            end += 2;
        }
        push(start, end, highest, place, change, record)
    }
}
