//! Whether the words that a claim is about are a measure of the data: an unknown noun or adjective makes another one.

use std::collections::HashSet;

use super::about::AboutRule;
use super::bind::ClaimContext;
use super::claim::ClaimKind;
use super::facts::{CellIndex, FactKind};
use super::names::akin;
use super::token::TokenKind;
use super::vocabulary::{WordClass, is_person, narrows};

/// How the words of a claim fit a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MeasureFit {
    /// They name it whole.
    Named,
    /// They name it in short: `deaths` for road deaths.
    Short,
    /// They stand for whatever is counted: `offences`, `the figure`.
    General,
    /// There are none.
    Unsaid,
    /// They name something else, by the word at this place.
    Other(usize),
}

impl ClaimContext<'_> {
    /// Whether a word is one of a measure, or one that the article has used for it.
    fn is_word_of(&self, measure: usize, at: usize) -> bool {
        let token = self.text.get(at);
        if token.kind != TokenKind::Word || crate::words::number_word(&token.word).is_some() {
            return self.facts.measures[measure].has_exactly(&token.word);
        }
        let learned = || self.memory.learned.contains(&(measure, token.stem.clone()));
        let known = self.facts.measures[measure].knows(&token.stem);
        let person = || is_person(&token.word) && !self.facts.measures[measure].has_exactly(&token.word);
        known && !person() || learned()
    }

    /// Whether no word that names something stands with the figure itself.
    pub fn stands_bare(&self) -> bool {
        let general = |&at: &usize| matches!(self.text.get(at).class, WordClass::Counting | WordClass::General);
        self.about.words.iter().take(self.about.own).all(general)
    }

    /// `A further 146 (0.4%) concerned prohibited images`: nothing stands with the figure itself, and the words of a
    /// measure that has several, but for one at most, follow before the next figure.
    fn is_named_behind(&self, measure: usize) -> bool {
        let own = &self.facts.measures[measure];
        let counts =
            |claim: &&super::claim::Claim| claim.kind == ClaimKind::Count && claim.start >= self.claim.figure.end;
        let end = self.claims.iter().find(counts).map_or(self.line.tokens.end, |next| next.start);
        let said = |word: &String| (self.claim.figure.end..end).any(|at| akin(&self.text.get(at).stem, word));
        self.stands_bare()
            && self.claim.kind == ClaimKind::Count
            && self.facts.measures.len() > 1
            && own.words.len() > 1
            && own.words.iter().filter(|word| said(word)).count() >= own.words.len().saturating_sub(1).max(2)
    }

    /// How the words of this claim fit a measure.
    pub fn fit(&self, measure: usize) -> MeasureFit {
        let about = self.about;
        if about.rule == AboutRule::Unsaid {
            return MeasureFit::Unsaid;
        }
        let own = &self.facts.measures[measure];
        if self.is_named_behind(measure) {
            return MeasureFit::Named;
        }
        let mut names = false;
        for &at in &about.words {
            match self.text.get(at).class {
                WordClass::Counting | WordClass::General => {}
                _ if self.is_word_of(measure, at) => names = true,
                WordClass::Body if self.text.is(at, &["police"]) && self.about.head != Some(at) => {}
                WordClass::Derived if own.kind == FactKind::Rate => {}
                _ => return MeasureFit::Other(at),
            }
        }
        if !names {
            return if own.words.is_empty() { MeasureFit::Named } else { MeasureFit::General };
        }
        // "14 libraries" is not about library visits: one of the words has to be what the measure counts.
        let leads = about.words.iter().chain(&about.extra).any(|&at| {
            let token = self.text.get(at);
            own.heads.iter().any(|head| akin(head, &token.stem))
                || self.memory.heads.contains(&(measure, token.stem.clone()))
        });
        // Pounds are what a measure of money counts.
        let money = own.kind == FactKind::Money && self.claim.money;
        if let (false, Some(head)) = (leads || money, about.head) {
            return MeasureFit::Other(head);
        }
        let said =
            |word: &String| about.words.iter().chain(&about.extra).any(|&at| akin(&self.text.get(at).stem, word));
        if own.names.iter().any(|name| name.iter().all(said)) { MeasureFit::Named } else { MeasureFit::Short }
    }

    /// The words of the claim's phrase that name something.
    pub fn names(&self) -> impl Iterator<Item = usize> + '_ {
        let says = |at: &usize| !matches!(self.text.get(*at).class, WordClass::Counting | WordClass::General);
        self.about.words.iter().copied().filter(says)
    }

    /// Whether a figure of the same phrase, here or in the sentence before, is exactly one of the measure's: then the
    /// phrase is the article's name for it.
    pub fn is_anchored(&self, measure: usize) -> bool {
        let phrase: Vec<_> = self.names().map(|at| self.text.get(at).stem.clone()).collect();
        let names = phrase.iter().any(|stem| self.facts.measures[measure].knows(stem));
        if names && self.memory.phrases.contains(&(measure, phrase)) {
            return true;
        }
        // Its partner in the sentence is exactly right, which an earlier reading found: "from 219 to 267".
        let own = self.areas();
        let partner = |(cell, sentence): &(CellIndex, usize)| {
            let another =
                self.facts.figure(cell.0, cell.1, cell.2).is_some_and(|(found, _)| found.value != self.claim.value);
            another && *sentence == self.line.sentence && own.options.first().is_some_and(|areas| areas[..] == [cell.0])
        };
        let phrase: Vec<_> = self.names().map(|at| self.text.get(at).stem.clone()).collect();
        let known = self.names().all(|at| self.is_word_of(measure, at));
        if known && self.memory.hits.get(&(measure, phrase)).is_some_and(|hits| hits.iter().any(partner)) {
            return true;
        }
        let before = self.line.sentence.saturating_sub(1);
        let mut stated = self.memory.of_sentences(before, self.line.sentence);
        self.about.rule != AboutRule::Unsaid
            && stated.any(|stated| {
                let near = names || stated.sentence == self.line.sentence || self.about.rule == AboutRule::Back;
                near && stated.exact && stated.measure == measure && stated.about.iter().copied().eq(self.names())
            })
    }

    /// Whether the text never says what it counts, and two of its figures are exactly the measure's.
    fn is_only_topic(&self, measure: usize) -> bool {
        self.names().next().is_none()
            && self
                .memory
                .hits
                .get(&(measure, Vec::new()))
                .is_some_and(|hits| hits.iter().map(|(cell, _)| cell).collect::<HashSet<_>>().len() > 1)
    }

    /// The word that makes the claim one of something else than a measure, or of a part of it.
    pub fn narrowed_by(&self, measure: usize) -> Option<usize> {
        if let MeasureFit::Other(at) = self.fit(measure)
            && !self.is_anchored(measure)
        {
            return Some(at);
        }
        self.about.extra.iter().copied().find(|&at| !self.is_word_of(measure, at))
    }

    /// Why the claim's words are not certain to mean a measure, for a journalist.
    pub fn doubt(&self, measure: usize) -> Option<String> {
        let label = &self.facts.measures[measure].label;
        if let Some(at) = self.narrowed_by(measure) {
            let token = self.text.get(at);
            let word = self.text.source.get(token.start.byte..token.end.byte).unwrap_or_default();
            return Some(["The data count ", label, "; “", word, "” makes it something else, or a part."].concat());
        }
        if self.about.part {
            return Some(["A part of the ", label, " is counted, which the data do not have."].concat());
        }
        match self.fit(measure) {
            MeasureFit::Unsaid => Some("The sentence does not say what is counted.".into()),
            MeasureFit::Short | MeasureFit::General if !self.means(measure) => {
                Some(["The text has not said that it is about ", label, "."].concat())
            }
            _ => None,
        }
    }

    /// Whether the claim's words certainly mean a measure, so that the claim may be called wrong.
    pub fn means(&self, measure: usize) -> bool {
        let whole = self.is_anchored(measure)
            || match self.fit(measure) {
                MeasureFit::Named => true,
                MeasureFit::Short => self.memory.named.contains(&measure),
                MeasureFit::General => self.memory.named.contains(&measure) || self.is_only_topic(measure),
                MeasureFit::Unsaid | MeasureFit::Other(_) => false,
            };
        whole && !self.about.part && self.narrowed_by(measure).is_none()
    }

    /// Whether a number that agrees may be of a measure although a word of its phrase is not one of the measure's:
    /// the article's own name for it. Words that always narrow are no name for the whole.
    pub fn may_be_another_name(&self, measure: usize) -> bool {
        match self.fit(measure) {
            MeasureFit::Other(_) => self.about.words.iter().all(|&at| {
                !narrows(self.text.word(at))
                    && !matches!(self.text.get(at).class, WordClass::Derived | WordClass::Saying)
            }),
            _ => true,
        }
    }

    /// The words behind the number that say what is counted, for the article's own vocabulary.
    pub fn noun_words(&self) -> Vec<String> {
        let words = self.about.words.iter().map(|&at| self.text.get(at));
        words.filter(|token| token.class == WordClass::Content).map(|token| token.stem.clone()).collect()
    }

    /// Whether the sentence has a word of the measure.
    pub fn says_any(&self, measure: usize) -> bool {
        self.line.tokens.clone().any(|at| {
            self.text.get(at).kind == TokenKind::Word && self.facts.says_stem(measure, &self.text.get(at).stem)
        })
    }

    /// Whether the sentence speaks of a measure of money.
    pub fn speaks_of_money(&self) -> bool {
        let mut money = (0..self.facts.measures.len()).filter(|&at| self.facts.measures[at].kind == FactKind::Money);
        money.any(|measure| self.says_any(measure))
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
        let rank = |measure: usize| match self.fit(measure) {
            MeasureFit::Named => 4,
            MeasureFit::Short => 3,
            MeasureFit::General => 2,
            MeasureFit::Unsaid => 1,
            MeasureFit::Other(_) => 0,
        };
        let (before, after) = self.bounds();
        let count = |measure: usize, range: std::ops::Range<usize>| {
            let said = |word: &&String| {
                range.clone().any(|at| self.text.get(at).kind == TokenKind::Word && akin(&self.text.get(at).stem, word))
            };
            facts.measures[measure].words.iter().filter(said).count()
        };
        let mut scored: Vec<_> = all
            .iter()
            .map(|&measure| {
                let own = self.about.words.iter().filter(|&&at| self.is_word_of(measure, at)).count();
                let clause = count(measure, before..after);
                let sentence = count(measure, self.line.tokens.clone());
                let last = self.memory.measure.is_some_and(|(last, _)| last == measure);
                let left = facts.measures[measure].words.len().saturating_sub(sentence);
                ((rank(measure), own, clause, sentence, std::cmp::Reverse(left), last), measure)
            })
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some((top, _)) = scored.first().copied() else { return (Vec::new(), false) };
        let ties = scored.iter().filter(|(score, _)| *score == top).count();
        let sure = ties == 1 && top.0 >= 1 || all.len() == 1;
        (scored.into_iter().map(|(_, measure)| measure).collect(), sure)
    }

    /// "with 179 per 100,000, compared with an average of 82": a rate goes on as a rate. "The rate rose to 245.15" says
    /// so itself.
    fn beside_a_rate(&self) -> bool {
        if self.about.words.iter().any(|&at| self.text.is(at, &["rate", "rates"])) {
            return true;
        }
        let at = self.claims.iter().position(|claim| claim.figure == self.claim.figure);
        let rate = at.is_some_and(|at| {
            self.claims[..at].iter().any(|claim| matches!(claim.kind, ClaimKind::PerHead(_)))
                || self.claims[at..].iter().any(|claim| matches!(claim.kind, ClaimKind::PerHead(_)))
                    && self.claims[at].kind == ClaimKind::Count
        });
        rate && self.about.rule != AboutRule::OwnNoun
    }
}
