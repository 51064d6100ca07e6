//! The result of checking one claim.

use super::facts::CellIndex;
use super::judge::ClaimVerdict;
use super::range::Range;
use super::token::Position;

/// How grave a disagreement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingSeverity {
    /// Cut off instead of rounded: right to most readers.
    Truncation,
    /// One off in the last digit printed.
    LastDigit,
    /// Agrees when both are rounded ten times as coarsely.
    Coarse,
    /// Off by more.
    Material,
    /// Right only if its hedge is stretched.
    Stretch,
}

/// One claim of the text, and how it compares with the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
    /// Its words.
    pub surface: String,
    /// The index of its sentence.
    pub sentence: usize,
    /// The kind of claim: `count`, `change_pct`.
    pub kind: &'static str,
    /// The number as the text has it: 66 for `66 per cent`.
    pub reported: f64,
    /// The number recomputed from the data, in the same unit.
    pub recomputed: Option<Range>,
    /// The verdict on it.
    pub verdict: ClaimVerdict,
    /// How grave it is, if the two differ.
    pub severity: Option<FindingSeverity>,
    /// The figures that it rests on.
    pub cells: Vec<CellIndex>,
    /// The sum in words, or why there is none.
    pub explanation: String,
    /// The rules that decided, in their order: how the words were bound, and which figures they were held against.
    pub rule: String,
    /// What the claim may be about, likeliest first, if that is not certain.
    pub candidates: Vec<Candidate>,
}

/// A note that an author can give a claim which was not understood, and the sum that it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The note, as `data-claim` and the file of notes take it: `count(Kent, 2017/18)`.
    pub claim: String,
    /// The sum in words.
    pub sum: String,
    /// Whether the claim's number agrees with it.
    pub agrees: bool,
}

/// A finding that does not know its place in the text yet.
#[derive(Debug)]
pub(super) struct UnplacedFinding {
    pub verdict: ClaimVerdict,
    pub severity: Option<FindingSeverity>,
    pub found: Option<Range>,
    pub cells: Vec<CellIndex>,
    pub why: String,
    /// The rule that found the figures; empty if none did.
    pub rule: &'static str,
    /// What the claim may be about, if that is not certain.
    pub candidates: Vec<Candidate>,
}

impl UnplacedFinding {
    /// The same, found by a rule.
    pub fn by(self, rule: &'static str) -> Self {
        Self { rule, ..self }
    }

    /// The claim cannot be checked, for this reason.
    pub fn none(why: impl Into<String>) -> Self {
        Self {
            verdict: ClaimVerdict::NotCheckable,
            severity: None,
            found: None,
            cells: Vec::new(),
            why: why.into(),
            rule: "",
            candidates: Vec::new(),
        }
    }
}
