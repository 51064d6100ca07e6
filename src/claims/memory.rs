//! Remembers what the text has said so far: its figures, and the areas, period and measure that it spoke of last.

use std::collections::{HashMap, HashSet};

use super::facts::CellIndex;
use super::range::Range;

/// A count that the text states and that the data have, whether or not the two agree.
#[derive(Clone, Debug)]
pub(super) struct StatedFigure {
    pub sentence: usize,
    /// The tokens of its number.
    pub figure: std::ops::Range<usize>,
    pub areas: Vec<usize>,
    pub times: Vec<usize>,
    pub measure: usize,
    pub found: Range,
    pub cells: Vec<CellIndex>,
    /// Whether the text's number and the data's agree.
    pub right: bool,
    /// Whether it is the earlier of two compared figures.
    pub earlier: bool,
    /// Whether the two are the same number, of two digits or more: too exact for chance.
    pub exact: bool,
    /// The words that say what it counts.
    pub about: Vec<usize>,
}

/// The figures of one measure in two periods, for the same areas.
#[derive(Clone, Debug)]
pub(super) struct PeriodPair {
    pub areas: Vec<usize>,
    pub measure: usize,
    pub times: [usize; 2],
    pub found: [Range; 2],
    pub cells: Vec<CellIndex>,
    /// Whether the text itself gives the pair, so that it is certainly meant.
    pub stated: bool,
}

/// For each measure and phrase (as stems), the figures that its numbers are exactly, with their sentences.
pub(super) type Hits = HashMap<(usize, Vec<String>), HashSet<(CellIndex, usize)>>;

/// The memory that the sentences so far leave to the next one.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub stated: Vec<StatedFigure>,
    /// The last areas spoken of, with the sentence; empty for a place without figures.
    pub areas: Option<(Vec<usize>, usize)>,
    /// The last current period, with the sentence.
    pub time: Option<(usize, usize)>,
    pub measure: Option<(usize, usize)>,
    /// The area that the article is about: the first that it names.
    pub focus: Option<usize>,
    /// Words that stood with right figures of a measure: the article's own words for it.
    pub learned: HashSet<(usize, String)>,
    /// Of those words, the last of each phrase: the noun that is counted.
    pub heads: HashSet<(usize, String)>,
    /// Whole phrases, as stems, that stood with an exact figure: names for the measure.
    pub phrases: HashSet<(usize, Vec<String>)>,
    /// Figures that numbers are exactly, whether or not their phrase names the measure.
    pub hits: Hits,
    /// Sentences with a count that could not be bound.
    pub unbound: HashSet<usize>,
    /// Measures that the text has named whole.
    pub named: HashSet<usize>,
}

impl Memory {
    /// Forgets the text but keeps its words, for a second reading.
    pub fn again(self) -> Self {
        Self {
            learned: self.learned,
            heads: self.heads,
            phrases: self.phrases,
            hits: self.hits,
            named: self.named,
            ..Self::default()
        }
    }

    /// The figures stated from one sentence to another, the last first.
    pub fn of_sentences(&self, from: usize, to: usize) -> impl Iterator<Item = &StatedFigure> {
        let stated = self.stated.iter().rev().skip_while(move |stated| stated.sentence > to);
        stated.take_while(move |stated| stated.sentence >= from)
    }

    pub fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = &StatedFigure> {
        self.stated
            .iter()
            .rev()
            .take_while(move |stated| stated.sentence >= sentence)
            .filter(move |stated| stated.sentence == sentence)
    }

    /// The pair that the sentence gives for an area, or for the last area that it gives one for, the earlier period
    /// first; of measures that fit only. None if the sentence names more than two periods.
    pub fn pair(
        &self,
        sentence: usize,
        areas: Option<&[usize]>,
        fits: impl Fn(usize) -> bool,
        end: impl Fn(usize) -> (i32, i32),
    ) -> Option<PeriodPair> {
        self.pair_over(sentence, sentence, areas, fits, end)
    }

    /// The pair that a run of sentences gives, found as in [`Memory::pair`].
    pub fn pair_over(
        &self,
        from: usize,
        to: usize,
        areas: Option<&[usize]>,
        fits: impl Fn(usize) -> bool,
        end: impl Fn(usize) -> (i32, i32),
    ) -> Option<PeriodPair> {
        let mut of: Vec<&StatedFigure> = Vec::new();
        for stated in self.of_sentences(from, to) {
            let single = stated.times.len() == 1;
            let wanted = areas.is_none_or(|areas| areas == stated.areas);
            let alike = of.first().is_none_or(|first| first.areas == stated.areas && first.measure == stated.measure);
            let new = of.iter().all(|other| other.times != stated.times);
            if single && wanted && alike && new && fits(stated.measure) {
                of.push(stated);
            }
        }
        if of.len() != 2 {
            return None;
        }
        of.sort_by_key(|stated| end(stated.times[0]));
        let (first, last) = (of[0], of[1]);
        let cells = first.cells.iter().chain(&last.cells).copied().collect();
        Some(PeriodPair {
            areas: first.areas.clone(),
            measure: first.measure,
            times: [first.times[0], last.times[0]],
            found: [first.found, last.found],
            cells,
            stated: first.right && last.right,
        })
    }
}
