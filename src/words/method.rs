//! How the numbers are made, in plain words.

use super::fill::{fill, of, say};
use super::number::count;
use crate::compare::Comparison;

/// The answer to "How sure can we be?", a paragraph each.
pub fn methods(comparison: &Comparison<'_>) -> Vec<String> {
    let noun = &comparison.dataset.noun;
    let limit = say("The figures say what was recorded. They cannot show why.");
    if !comparison.dataset.is_counts() {
        let chance = say(
            "How far chance alone would move a figure can be worked out for counts of events only. These figures are not \
             counts of events, so they carry no range, and no change is called more or less than usual.",
        );
        return vec![chance.into(), limit.into()];
    }
    let chance = fill(
        "Counts go up and down by chance, small ones most. “By chance alone” is the range that chance could explain if \
         each of the {0} were recorded independently (95% mid-p interval).",
        &[&comparison.dataset.event.plural],
    );
    let usual = match comparison.usual().learnt_from() {
        Some(number) => fill(
            "Real figures vary more than that. So a change is “more than the usual ups and downs” only when it stands out \
             from how the {0} {1} with figures for both periods usually move (additive overdispersion, Spiegelhalter \
             2005). At most about one in twenty such calls is expected to be wrong (Benjamini and Hochberg 1995).",
            &[&count(number as u64), of(noun, number as u64)],
        ),
        None => fill(
            "Real figures vary more than that. Fewer than ten {0} say too little about how much more, so the words rest on \
             chance alone: read them with caution.",
            &[of(noun, 10)],
        ),
    };
    let limits = say(
        "Counts and rates carry exact Poisson limits (Garwood 1936), shares Wilson limits (1927), parts of a total \
         Goodman limits (1965), all at 95%. An area is compared with the rest of the nation, which leaves the area \
         itself out.",
    );
    let among =
        say("Bands are control limits (Spiegelhalter 2005). Places are those that chance leaves open (Goldstein and \
         Spiegelhalter 1996), to within a place or so.");
    vec![chance, usual, limits.into(), among.into(), limit.into()]
}
