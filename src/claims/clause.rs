//! Looks in the claim's clause for words that make it one of less than the data have, or of something not measured.

use super::bind::ClaimContext;
use super::claim::ClaimKind;

impl ClaimContext<'_> {
    /// The tokens of the claim's own clause on either side of its figure.
    pub(super) fn clause(&self) -> std::ops::Range<usize> {
        let (before, after) = self.bounds();
        let from = (before..self.claim.start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        let to = (self.claim.figure.end..after).find(|&at| self.parts(at)).unwrap_or(after);
        from..to
    }

    /// Whether words near the claim make it a part, an estimate, or a figure over less than a period.
    pub fn narrowed(&self, measure: usize) -> bool {
        const BEFORE: [&str; 10] =
            ["including", "these", "which", "among", "further", "another", "extra", "additional", "whom", "include"];
        const SUPPOSED: [&str; 12] = [
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
            "average",
        ];
        let (before, _) = self.bounds();
        let start = self.claim.start;
        // "which recorded 493" goes on; "of which 493" is a part.
        let ahead = (start.saturating_sub(3).max(before)..start).any(|at| {
            self.text.is(at, &BEFORE) && (self.text.word(at) != "which" || self.text.is(at.wrapping_sub(1), &["of"]))
        });
        let level = self.claim.kind == ClaimKind::Count;
        let supposed = level
            && self.clause().any(|at| self.text.is(at, &SUPPOSED) && !self.facts.says(measure, self.text.word(at)));
        ahead || supposed || self.part_of_a_period()
    }

    /// "in the first two months of this year", "in July alone": the clause is about less than a period of the data.
    fn part_of_a_period(&self) -> bool {
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
        let named = |at: usize| {
            let period = self.line.periods.iter().any(|named| named.start <= at && at < named.end);
            // "almost a quarter" is a figure, not three months.
            period || self.line.figures.iter().any(|figure| figure.start <= at && at < figure.end)
        };
        let in_labels = |word: &str| self.facts.times.iter().any(|time| time.label.to_lowercase().contains(word));
        let rate = matches!(self.claim.kind, ClaimKind::PerTime(_) | ClaimKind::Every(_));
        !rate && self.clause().any(|at| self.text.is(at, &PARTS) && !named(at) && !in_labels(self.text.word(at)))
    }

    /// "That is an increase of", "This was", "The figure rose": the sentence goes on from the one before.
    pub fn refers_back(&self) -> bool {
        let first = self.line.tokens.start;
        let begins = self.text.is(
            first,
            &["that", "this", "it", "the", "a", "an", "these", "those", "which", "representing", "overall", "in"],
        );
        const NOUNS: [&str; 13] = [
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
        ];
        let noun = (first..self.claim.figure.start.min(first + 6)).any(|at| self.text.is(at, &NOUNS));
        begins && noun || self.text.is(first, &["that's"]) || self.claim.start <= first + 1
    }
}
