//! A claim in its context, and the areas that it is about: the nearest ones that are named, or carried over.

use super::about::About;
use super::claim::{Claim, ClaimKind};
use super::facts::Facts;
use super::line::{Line, Mention};
use super::memory::Memory;
use super::time::NamedPeriod;
use super::token::Text;

/// The areas or periods that a claim may be about: sets of them, likeliest first.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub options: Vec<Vec<usize>>,
    /// The first option is certainly meant.
    pub firm: bool,
    /// The text means one that the data do not have.
    pub stranger: bool,
    /// Known only from the sentence before.
    pub carried: bool,
}

/// A claim, with the text, the data, and what the text has said so far.
pub(super) struct ClaimContext<'a> {
    pub text: &'a Text<'a>,
    pub facts: &'a Facts,
    pub memory: &'a Memory,
    pub line: &'a Line,
    pub claims: &'a [Claim],
    pub claim: &'a Claim,
    /// The words that say what the claim is about.
    pub about: &'a About,
}

const PREPOSITIONS: [&str; 16] = [
    "in",
    "by",
    "at",
    "for",
    "across",
    "within",
    "throughout",
    "of",
    "from",
    "to",
    "around",
    "under",
    "over",
    "(",
    "inside",
    "against",
];

impl ClaimContext<'_> {
    /// The end of a percentage in brackets or commas behind a count: "1,264, or 9 per cent, were in Kent".
    fn aside_end(&self) -> usize {
        let end = self.claim.figure.end;
        let relative = |other: &&Claim| {
            matches!(other.kind, ClaimKind::SharePerCent | ClaimKind::ChangePerCent)
                && (end..end + 4).contains(&other.start)
                && self.text.is(other.start.wrapping_sub(1), &["or"])
                && self.text.is(other.end, &[","])
        };
        let count = self.claim.kind == ClaimKind::Count;
        self.claims.iter().find(relative).filter(|_| count).map_or(end, |other| other.end + 1)
    }

    /// The tokens between the figures on either side of this one: words outside belong to those figures.
    pub(super) fn bounds(&self) -> (usize, usize) {
        let figure = &self.claim.figure;
        // "4,461 (28 per cent) were in Kent": a percentage in brackets is no boundary.
        let count = self.claim.kind == ClaimKind::Count;
        let aside = |other: &Claim| {
            let relative = matches!(other.kind, ClaimKind::SharePerCent | ClaimKind::ChangePerCent);
            let near = other.figure.start >= figure.end && other.figure.start <= figure.end + 4;
            count
                && relative
                && near
                && (self.text.is(other.start.wrapping_sub(1), &["("]) && self.text.is(other.end, &[")"])
                    || self.text.is(other.start.wrapping_sub(1), &["or"]) && self.text.is(other.end, &[","]))
        };
        let scope = |other: &Claim| matches!(other.kind, ClaimKind::Rank { .. } | ClaimKind::OfAreas(_));
        let others = self.claims.iter().filter(|other| !scope(other) && !aside(other));
        let others = others.map(|other| &other.figure);
        let before = others.clone().map(|other| other.end).filter(|end| *end <= figure.start).max();
        let after = others.map(|other| other.start).filter(|start| *start >= figure.end).min();
        (before.unwrap_or(self.line.tokens.start), after.unwrap_or(self.line.tokens.end))
    }

    pub(super) fn parts(&self, at: usize) -> bool {
        self.text.is(at, &[";", "–", "—", "but", "while", "whereas", ":", "|"])
    }

    /// The areas that a claim is about.
    pub fn areas(&self) -> Candidates {
        let (before, after) = self.bounds();
        let figure = &self.claim.figure;
        let firm = |mention: &Mention| Candidates {
            options: if mention.areas.is_empty() { Vec::new() } else { vec![mention.areas.clone()] },
            firm: true,
            stranger: mention.areas.is_empty(),
            carried: false,
        };
        if let Some(areas) = self.respectively_areas() {
            return Candidates { options: vec![vec![areas]], firm: true, ..Candidates::default() };
        }
        // Behind: "309 in Hertfordshire", within the clause.
        let from = self.aside_end();
        let stop = (from..after).find(|&at| self.parts(at) || self.text.is(at, &[",", "and"])).unwrap_or(after);
        let behind = self.line.areas.iter().find(|mention| mention.start >= figure.end && mention.start < stop);
        if let Some(mention) = behind {
            let at = mention.start - usize::from(self.text.is(mention.start - 1, &["the"]));
            let preposed = self.text.is(at.wrapping_sub(1), &PREPOSITIONS)
                || self.text.is(mention.start, &["across", "in"])
                || mention.end == mention.start + 1 && !self.text.get(mention.start).capital;
            if preposed {
                return firm(mention);
            }
        }
        // Before, up to the last figure: "Hertfordshire police recorded 309", "London (179)".
        let start = (before..figure.start)
            .rev()
            .find(|&at| self.text.is(at, &[";", "but", "while", "whereas"]))
            .unwrap_or(before);
        let ahead = |from: usize| {
            self.line.areas.iter().rev().find(|mention| mention.start >= from && mention.end <= figure.start)
        };
        if let Some(mention) = ahead(start).or_else(|| ahead(self.line.tokens.start)) {
            let mut candidates = firm(mention);
            // "South Wales had the largest number in Wales, with 528": Wales is nearer, but 528 is South Wales's.
            let part = self
                .line
                .areas
                .iter()
                .rev()
                .find(|part| part.end <= mention.start && self.is_part(&part.areas, &mention.areas));
            if let Some(part) = part.filter(|_| mention.start > self.line.tokens.start + 2) {
                candidates.options.insert(0, part.areas.clone());
            }
            return candidates;
        }
        let mut named: Vec<_> = self.line.areas.iter().collect();
        named.dedup_by(|a, b| a.areas == b.areas);
        if let [mention] = named[..] {
            return firm(mention);
        }
        if let Some(mention) = named.first() {
            return Candidates { firm: false, ..firm(mention) };
        }
        self.carried_areas()
    }

    /// Whether an area belongs to a group, or to the nation.
    fn is_part(&self, part: &[usize], whole: &[usize]) -> bool {
        let ([part], [whole]) = (part, whole) else { return false };
        part != whole && (Some(*whole) == self.facts.nation || self.facts.areas[*whole].members.contains(part))
    }

    /// The areas of a claim whose sentence names none: the last ones named, then the article's own, then the nation.
    fn carried_areas(&self) -> Candidates {
        let mut candidates = Candidates::default();
        let mut push = |areas: Vec<usize>| {
            if !areas.is_empty() && !candidates.options.contains(&areas) {
                candidates.options.push(areas);
            }
        };
        if let Some((areas, _)) = &self.memory.areas {
            push(areas.clone());
        }
        if let Some(area) = self.memory.focus {
            push(vec![area]);
        }
        if let Some(nation) = self.facts.nation {
            push(vec![nation]);
        }
        candidates.stranger = self
            .memory
            .areas
            .as_ref()
            .is_some_and(|(areas, sentence)| areas.is_empty() && sentence + 1 == self.line.sentence);
        let plain = self.facts.areas.iter().filter(|area| area.members.is_empty()).count();
        if candidates.options.is_empty() && plain == 1 {
            candidates.options.push(vec![0]);
        }
        // The data have only one area, so no other can be meant.
        candidates.firm = plain == 1 && !candidates.stranger;
        // The sentence before gives figures of one area only, and this one goes on from it.
        if let (false, Some(before)) = (candidates.firm || candidates.stranger, self.line.sentence.checked_sub(1)) {
            let mut stated = self.memory.of_sentence(before).chain(self.memory.of_sentence(self.line.sentence));
            let first = candidates.options.first();
            candidates.carried = stated.next().is_some_and(|one| Some(&one.areas) == first)
                && stated.all(|one| Some(&one.areas) == first);
            candidates.firm = candidates.carried;
        }
        candidates
    }

    /// Where this figure stands in the run that "respectively" pairs off, and how long the run is.
    pub(super) fn respectively(&self) -> Option<(usize, usize)> {
        let mut tokens = self.line.tokens.clone();
        tokens.find(|&at| self.text.is(at, &["respectively"]))?;
        let counts: Vec<_> = self.claims.iter().filter(|claim| claim.kind == self.claim.kind).collect();
        let at = counts.iter().position(|claim| claim.figure == self.claim.figure)?;
        // A run of figures with nothing but a comma or "and" between them, and at most a noun.
        let linked = |a: &Claim, b: &Claim| {
            b.start >= a.end && b.start - a.end <= 3 && (a.end..b.start).any(|at| self.text.is(at, &["and", ","]))
        };
        let mut first = at;
        while first > 0 && linked(counts[first - 1], counts[first]) {
            first -= 1;
        }
        let mut last = at;
        while last + 1 < counts.len() && linked(counts[last], counts[last + 1]) {
            last += 1;
        }
        (last > first).then_some((at - first, last - first + 1))
    }

    fn respectively_areas(&self) -> Option<usize> {
        let (at, length) = self.respectively()?;
        let mention = self.line.areas.iter().find(|mention| mention.areas.len() == length)?;
        mention.areas.get(at).copied()
    }

    pub(super) fn respectively_period(&self) -> Option<&NamedPeriod> {
        let (at, length) = self.respectively()?;
        let periods = &self.line.periods;
        let start = (0..periods.len()).find(|&start| {
            let run = periods.get(start..start + length);
            run.is_some_and(|run| run.windows(2).all(|two| two[1].start - two[0].end <= 2))
        })?;
        periods.get(start + at)
    }
}
