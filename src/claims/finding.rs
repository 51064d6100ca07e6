//! What came out for one claim.

use super::facts::Cell;
use super::judge::Verdict;
use super::range::Range;
use super::token::Place;

/// How grave a disagreement is; always shown beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Cut off instead of rounded: right to most readers.
    Truncation,
    /// One off in the last digit printed.
    LastDigit,
    /// Agrees when both are rounded ten times as coarsely.
    Coarse,
    /// Something else.
    Material,
    /// Allowed by its hedge, by a stretch.
    Stretch,
}

/// One statement of the text and what the data say to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where it begins.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
    /// Its words.
    pub surface: String,
    /// The place of its sentence in the text.
    pub sentence: usize,
    /// What sort of statement: `count`, `change_pct`.
    pub kind: &'static str,
    /// The number as the text has it: 66 for `66 per cent`.
    pub reported: f64,
    /// What it should be, as a number of the same sort.
    pub recomputed: Option<Range>,
    /// What is said about it.
    pub verdict: Verdict,
    /// How grave, where the two differ.
    pub severity: Option<Severity>,
    /// The figures that it rests on.
    pub cells: Vec<Cell>,
    /// The sum in words, or why there is none.
    pub explanation: String,
}

/// What was worked out for a claim, before it is said where it stands.
#[derive(Debug)]
pub(super) struct Answer {
    pub verdict: Verdict,
    pub severity: Option<Severity>,
    pub found: Option<Range>,
    pub cells: Vec<Cell>,
    pub why: String,
}

impl Answer {
    /// Nothing can be said.
    pub fn none(why: impl Into<String>) -> Self {
        Self { verdict: Verdict::NotCheckable, severity: None, found: None, cells: Vec::new(), why: why.into() }
    }
}
