//! Looks in the claim's clause for words of the measure, and for words that make a contradiction uncertain.

use super::bind::ClaimContext;
use super::claim::ClaimKind;
use super::facts::FactKind;
use super::names::EVENTS;
use super::token::TokenKind;

impl ClaimContext<'_> {
    /// Whether words near the claim narrow what is counted, make it a part, or say that it is something else.
    pub fn narrowed(&self, measure: usize) -> bool {
        const BEFORE: [&str; 12] = [
            "including",
            "these",
            "which",
            "among",
            "further",
            "another",
            "remaining",
            "extra",
            "additional",
            "whom",
            "other",
            "include",
        ];
        const BEHIND: [&str; 24] = [
            "involving",
            "involved",
            "relating",
            "related",
            "linked",
            "where",
            "against",
            "resulted",
            "led",
            "ended",
            "classed",
            "classified",
            "categorised",
            "without",
            "resulting",
            "targeting",
            "arrested",
            "charged",
            "solved",
            "closed",
            "dropped",
            "killed",
            "injured",
            "who",
        ];
        let (before, after) = self.bounds();
        let (start, end) = (self.claim.start, self.claim.figure.end);
        let known = |at: usize| self.knows_stem(measure, &self.text.get(at).stem);
        // "which recorded 493" goes on; "of which 493" is a part.
        let ahead = (start.saturating_sub(3).max(before)..start).any(|at| {
            self.text.is(at, &BEFORE) && (self.text.word(at) != "which" || self.text.is(at.wrapping_sub(1), &["of"]))
        });
        let behind = (end..after.min(end + 14))
            .take_while(|&at| !self.parts(at))
            .any(|at| self.text.is(at, &BEHIND) && !known(at) && !(at + 1..at + 3).any(known));
        // Words for estimates, targets and averages, and for places smaller than the areas of the data.
        const SUPPOSED: [&str; 22] = [
            "similar",
            "target",
            "expected",
            "forecast",
            "predicted",
            "estimated",
            "estimates",
            "estimate",
            "thought",
            "believed",
            "unreported",
            "likely",
            "city",
            "town",
            "village",
            "towns",
            "villages",
            "suburb",
            "estate",
            "elsewhere",
            "comparable",
            "average",
        ];
        let named = |at: usize| self.line.areas.iter().any(|mention| mention.start <= at && at < mention.end);
        let level = self.claim.kind == ClaimKind::Count;
        let from = (before..start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        let to = (end..after).find(|&at| self.parts(at)).unwrap_or(after);
        let supposed = level && (from..to).any(|at| self.text.is(at, &SUPPOSED) && !named(at) && !known(at));
        ahead || behind || supposed || self.part_of_a_period(start, end)
    }

    /// "in the first two months of this year", "in July alone": the clause is about less than a period of the data.
    fn part_of_a_period(&self, start: usize, end: usize) -> bool {
        const PARTS: [&str; 15] = [
            "months",
            "month",
            "weeks",
            "week",
            "quarter",
            "half",
            "weekend",
            "summer",
            "winter",
            "spring",
            "autumn",
            "christmas",
            "far",
            "alone",
            "days",
        ];
        let (before, after) = self.bounds();
        let from = (before..start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        let to = (end..after).find(|&at| self.parts(at)).unwrap_or(after);
        let named = |at: usize| {
            let period = self.line.periods.iter().any(|named| named.start <= at && at < named.end);
            // "almost a quarter" is a figure, not three months.
            period || self.line.figures.iter().any(|figure| figure.start <= at && at < figure.end)
        };
        let in_labels = |word: &str| self.facts.times.iter().any(|time| time.label.to_lowercase().contains(word));
        let rate = matches!(self.claim.kind, ClaimKind::PerTime(_) | ClaimKind::Every(_));
        !rate
            && (from..start)
                .chain(end..to)
                .any(|at| self.text.is(at, &PARTS) && !named(at) && !in_labels(self.text.word(at)))
    }

    /// Whether the sentence has a word of the measure.
    pub fn says_any(&self, measure: usize) -> bool {
        self.line
            .tokens
            .clone()
            .any(|at| self.text.get(at).kind == TokenKind::Word && self.knows_stem(measure, &self.text.get(at).stem))
    }

    /// Whether the sentence speaks of the measure at all, or goes on from one that did and names nothing else.
    pub fn speaks_of(&self, measure: usize) -> bool {
        let last =
            self.memory.measure.is_some_and(|(last, sentence)| last == measure && sentence + 2 >= self.line.sentence);
        if last && !self.foreign_in(measure, self.line.tokens.clone()) {
            return true;
        }
        self.line.tokens.clone().any(|at| {
            let word = self.text.word(at);
            EVENTS[..8].contains(&word)
                || self.text.is(at, &["number", "figure", "figures", "total"])
                || self.knows_stem(measure, &self.text.get(at).stem)
        })
    }

    /// Whether the sentence speaks of a measure of money.
    pub fn speaks_of_money(&self) -> bool {
        let mut money = (0..self.facts.measures.len()).filter(|&at| self.facts.measures[at].kind == FactKind::Money);
        money.any(|measure| self.line.tokens.clone().any(|at| self.knows_stem(measure, &self.text.get(at).stem)))
    }

    /// Whether the claim's own clause speaks of the measure.
    pub fn clause_speaks_of(&self, measure: usize) -> bool {
        let (before, after) = self.bounds();
        let start = (before..self.claim.figure.start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        let stop = (self.claim.figure.end..after).find(|&at| self.parts(at)).unwrap_or(after);
        if start >= self.claim.start {
            // "up by a fifth on 2020/21 but 15 per cent down on 2019/20": it goes on from the clause before.
            return self.speaks_of(measure);
        }
        (start..stop).any(|at| {
            let word = self.text.word(at);
            EVENTS[..8].contains(&word)
                || self.text.is(at, &["number", "figure", "total"])
                || self.knows_stem(measure, &self.text.get(at).stem)
        })
    }

    /// Whether the words from the beginning of the clause to the number say what is counted, or point back to it.
    pub fn topic_ahead(&self, measure: usize) -> bool {
        const BACK: [&str; 12] = [
            "number", "figure", "total", "it", "this", "that", "there", "they", "count", "increase", "decrease", "rise",
        ];
        let end = self.claim.figure.start;
        let start =
            (self.line.tokens.start..end).rev().find(|&at| self.parts(at)).map_or(self.line.tokens.start, |at| at + 1);
        let words = (start..end).filter(|&at| {
            let named = self.line.areas.iter().any(|mention| mention.start <= at && at < mention.end)
                || self.line.periods.iter().any(|named| named.start <= at && at < named.end);
            self.text.get(at).kind == TokenKind::Word && !named
        });
        let mut count = 0;
        for at in words {
            count += 1;
            let word = self.text.word(at);
            if self.text.is(at, &BACK)
                || EVENTS[..8].contains(&word)
                || self.knows_stem(measure, &self.text.get(at).stem)
            {
                return true;
            }
        }
        // Few words besides names and periods: it goes on from the clause before.
        count <= 4
    }

    /// Whether the words before the claim name something that is no word of the measure: "the number of flu cases".
    pub fn has_another_subject(&self, measure: usize) -> bool {
        const EMPTY: [&str; 40] = [
            "that",
            "this",
            "these",
            "those",
            "which",
            "were",
            "been",
            "have",
            "represents",
            "represented",
            "represent",
            "means",
            "marks",
            "equates",
            "equivalent",
            "figure",
            "figures",
            "number",
            "numbers",
            "total",
            "there",
            "went",
            "going",
            "compared",
            "year",
            "years",
            "previous",
            "with",
            "from",
            "just",
            "only",
            "more",
            "than",
            "almost",
            "about",
            "later",
            "overall",
            "meaning",
            "reported",
            "recorded",
        ];
        (self.line.tokens.start..self.claim.start).any(|at| {
            let token = self.text.get(at);
            let word = token.word.as_str();
            let named = self.line.areas.iter().any(|mention| mention.start <= at && at < mention.end)
                || self.line.periods.iter().any(|named| named.start <= at && at < named.end);
            let empty = word.len() < 4
                || named
                || EMPTY.contains(&word)
                || EVENTS.contains(&word)
                || super::lexicon::direction(word).is_some()
                || word.ends_with("ly");
            let name = token.capital && at > self.line.tokens.start;
            token.kind == TokenKind::Word && !empty && !name && !self.knows_stem(measure, &token.stem)
        })
    }

    /// Whether the claim's own clause has a word of the measure itself.
    pub fn clause_names(&self, measure: usize) -> bool {
        let (before, after) = self.bounds();
        let start = (before..self.claim.figure.start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        let stop = (self.claim.figure.end..after).find(|&at| self.parts(at)).unwrap_or(after);
        (start..stop)
            .any(|at| self.text.get(at).kind == TokenKind::Word && self.knows_stem(measure, &self.text.get(at).stem))
    }

    /// Whether the claim's clause has a plural that is no word of the measure: it may be what is counted.
    pub fn foreign_plural(&self, measure: usize) -> bool {
        let (before, after) = self.bounds();
        let stop =
            (self.claim.figure.end..after).find(|&at| self.parts(at) || self.text.is(at, &[","])).unwrap_or(after);
        let start = (before..self.claim.figure.start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        self.foreign_in(measure, start..stop)
    }

    /// Whether a stretch of the sentence has a plural that is no word of the measure.
    pub fn foreign_in(&self, measure: usize, mut tokens: std::ops::Range<usize>) -> bool {
        const NEUTRAL: [&str; 44] = [
            "figures",
            "numbers",
            "statistics",
            "forces",
            "years",
            "months",
            "days",
            "weeks",
            "minutes",
            "hours",
            "was",
            "has",
            "is",
            "this",
            "across",
            "as",
            "its",
            "his",
            "less",
            "times",
            "records",
            "shows",
            "services",
            "areas",
            "councils",
            "boroughs",
            "counties",
            "results",
            "means",
            "police",
            "rises",
            "falls",
            "increases",
            "drops",
            "details",
            "requests",
            "responses",
            "reveals",
            "says",
            "cases",
            "totals",
            "previous",
            "levels",
            "us",
        ];
        tokens.any(|at| {
            let token = self.text.get(at);
            let word = token.word.as_str();
            let named = self.line.areas.iter().any(|mention| mention.start <= at && at < mention.end)
                || self.line.periods.iter().any(|named| named.start <= at && at < named.end);
            let name = token.capital && at > self.line.tokens.start || named;
            let plural = token.kind == TokenKind::Word
                && !name
                && word.len() > 3
                && word.ends_with('s')
                && !word.ends_with("ss");
            plural && !NEUTRAL.contains(&word) && !EVENTS.contains(&word) && !self.knows_stem(measure, &token.stem)
        })
    }

    /// "That is an increase of", "This was", "The figure rose": the sentence goes on from the one before.
    pub fn refers_back(&self) -> bool {
        let first = self.line.tokens.start;
        let begins = self.text.is(
            first,
            &["that", "this", "it", "the", "a", "an", "these", "those", "which", "representing", "overall", "in"],
        );
        let noun = (first..self.claim.figure.start.min(first + 6)).any(|at| {
            self.text.is(
                at,
                &[
                    "that",
                    "this",
                    "it",
                    "figure",
                    "increase",
                    "rise",
                    "decrease",
                    "drop",
                    "fall",
                    "total",
                    "number",
                    "change",
                    "represents",
                ],
            )
        });
        begins && noun || self.text.is(first, &["that's"]) || self.claim.start <= first + 1
    }
}
