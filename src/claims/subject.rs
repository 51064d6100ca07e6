//! Finds what a claim counts: the noun behind its number, and the measures that fit the words.

use super::bind::ClaimContext;
use super::claim::ClaimKind;
use super::facts::FactKind;
use super::names::{EVENTS, akin, is_general, stem};
use super::token::TokenKind;

/// How well the noun behind a number fits what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NounFit {
    /// It is what the measure counts.
    Known,
    /// Some of its words belong to the measure, others do not.
    Partly,
    /// There is none.
    None,
    /// It is something else.
    Foreign,
}

impl ClaimContext<'_> {
    /// Where the noun behind the number ends.
    fn noun_end(&self) -> usize {
        const ENDS: [&str; 76] = [
            "in",
            "by",
            "at",
            "for",
            "across",
            "within",
            "from",
            "to",
            "were",
            "was",
            "had",
            "have",
            "has",
            "been",
            "and",
            "or",
            "during",
            "over",
            "between",
            "on",
            "with",
            "than",
            "per",
            "a",
            "an",
            "the",
            "recorded",
            "reported",
            "logged",
            "compared",
            "last",
            "this",
            "is",
            "are",
            "that",
            "which",
            "who",
            "when",
            "where",
            "while",
            "involving",
            "since",
            "under",
            "after",
            "before",
            "down",
            "up",
            "against",
            "taken",
            "made",
            "committed",
            "nationally",
            "every",
            "each",
            "as",
            "about",
            "so",
            "respectively",
            "but",
            "being",
            "there",
            "year",
            "it",
            "they",
            "died",
            "he",
            "she",
            "if",
            "stolen",
            "taken",
            "seen",
            "found",
            "sold",
            "lost",
            "held",
            "given",
        ];
        let figure_end = self.claim.figure.end;
        let (_, after) = self.bounds();
        let mut end = figure_end;
        while end < after.min(figure_end + 7) {
            let token = self.text.get(end);
            let verb = token.word.len() > 4 && token.word.ends_with("ed") && end > figure_end;
            if verb
                || token.kind != TokenKind::Word && !self.text.is(end, &["-"])
                || ENDS.contains(&token.word.as_str())
                || token.capital && end > figure_end
            {
                break;
            }
            end += 1;
        }
        end
    }

    pub(super) fn knows(&self, measure: usize, word: &str) -> bool {
        self.knows_stem(measure, &stem(word))
    }

    pub(super) fn knows_stem(&self, measure: usize, stem: &str) -> bool {
        self.facts.says_stem(measure, stem) || self.memory.learned.contains(&(measure, stem.to_string()))
    }

    /// How the noun behind the number fits a measure.
    pub fn noun(&self, measure: usize) -> NounFit {
        let words: Vec<_> = (self.claim.figure.end..self.noun_end())
            .filter(|&at| self.text.get(at).kind == TokenKind::Word)
            .map(|at| self.text.word(at))
            .collect();
        // "reports of missing children": what is counted stands before "of".
        let of = words.iter().skip(1).position(|word| *word == "of");
        let Some(head) = of.map(|at| &words[at]).or(words.last()) else { return NounFit::None };
        let fits = |word: &str| EVENTS.contains(&word) || self.knows(measure, word);
        // "14 libraries" is not about library visits: the last word says what is counted.
        let leads = EVENTS.contains(head)
            || self.facts.measures[measure].heads.contains(&stem(head))
            || self.memory.heads.contains(&(measure, stem(head)));
        if leads && words.iter().all(|word| fits(word) || is_general(word)) {
            NounFit::Known
        } else if fits(head) || words.iter().any(|word| self.knows(measure, word)) {
            NounFit::Partly
        } else {
            NounFit::Foreign
        }
    }

    /// The words behind the number that say what is counted, for the article's own vocabulary.
    pub fn noun_words(&self) -> Vec<String> {
        let words = (self.claim.figure.end..self.noun_end()).map(|at| self.text.get(at));
        words
            .filter(|token| token.kind == TokenKind::Word && !is_general(&token.word))
            .map(|token| stem(&token.word))
            .collect()
    }

    /// Measures that may be meant, likeliest first, and whether the first certainly is.
    pub fn measures(&self) -> (Vec<usize>, bool) {
        let facts = self.facts;
        let wanted = |at: &usize| match (self.claim.kind.clone(), facts.measures[*at].kind) {
            (ClaimKind::PerHead(_) | ClaimKind::Points, sort) => sort == FactKind::Rate,
            (ClaimKind::Count, FactKind::Rate) => self.beside_a_rate(),
            (_, FactKind::Money) => self.claim.money || self.claim.kind != ClaimKind::Count,
            (kind, FactKind::Count) => !(self.claim.money || kind == ClaimKind::Count && self.beside_a_rate()),
            (_, FactKind::Rate) => false,
        };
        let all: Vec<_> = (0..facts.measures.len()).filter(wanted).collect();
        // Only measures that the area has figures of can be meant. If it has none of these, the words decide.
        let areas = self.areas().options;
        let own: Vec<_> = areas.iter().flat_map(|areas| facts.measures_of(areas[0])).collect();
        let kept: Vec<_> = all.iter().copied().filter(|measure| own.contains(measure)).collect();
        let all = if kept.is_empty() { all } else { kept };
        let (before, after) = self.bounds();
        let noun = self.claim.figure.end..self.noun_end();
        let count = |measure: usize, range: std::ops::Range<usize>| {
            let said = |word: &&String| {
                range.clone().any(|at| self.text.get(at).kind == TokenKind::Word && akin(&self.text.get(at).stem, word))
            };
            facts.measures[measure].words.iter().filter(said).count()
        };
        let mut scored: Vec<_> = all
            .iter()
            .map(|&measure| {
                let near = count(measure, noun.clone());
                let clause = count(measure, before..after);
                let sentence = count(measure, self.line.tokens.clone());
                let left = facts.measures[measure].words.len().saturating_sub(sentence);
                (near, clause, sentence, std::cmp::Reverse(left), measure)
            })
            .collect();
        scored.sort_by(|a, b| (b.0, b.1, b.2, b.3).cmp(&(a.0, a.1, a.2, a.3)).then(a.4.cmp(&b.4)));
        let Some(top) = scored.first().copied() else { return (Vec::new(), false) };
        let ties = scored.iter().filter(|one| (one.0, one.1, one.2, one.3) == (top.0, top.1, top.2, top.3)).count();
        if top.0 > 0 {
            let kept: Vec<_> = scored.iter().filter(|one| one.0 == top.0).map(|one| one.4).collect();
            return (kept, ties == 1);
        }
        if top.2 > 0 {
            let mut kept: Vec<_> = scored.iter().filter(|one| one.2 > 0).map(|one| one.4).collect();
            kept.extend(
                self.memory
                    .measure
                    .map(|(measure, _)| measure)
                    .filter(|measure| all.contains(measure) && !kept.contains(measure)),
            );
            kept.extend(all.first().copied().filter(|base| !kept.contains(base)));
            return (kept, ties == 1);
        }
        let mut kept: Vec<_> = self
            .memory
            .measure
            .map(|(measure, _)| measure)
            .filter(|measure| all.contains(measure))
            .into_iter()
            .collect();
        kept.extend(all.iter().copied().filter(|measure| !kept.contains(measure)).collect::<Vec<_>>());
        // The words do not say which: the measure spoken of last, or else the first of the data.
        let default = self.memory.measure.is_some() || kept.first() == Some(&0);
        (kept, all.len() == 1 || default)
    }

    /// "with 179 per 100,000, compared with an average of 82": a rate goes on as a rate.
    fn beside_a_rate(&self) -> bool {
        let at = self.claims.iter().position(|claim| claim.figure == self.claim.figure);
        let rate = at.is_some_and(|at| {
            self.claims[..at].iter().any(|claim| matches!(claim.kind, ClaimKind::PerHead(_)))
                || self.claims[at..].iter().any(|claim| matches!(claim.kind, ClaimKind::PerHead(_)))
                    && self.claims[at].kind == ClaimKind::Count
        });
        rate && self.noun_end() == self.claim.figure.end
    }
}
