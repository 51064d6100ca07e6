//! Explains how the numbers are made, in plain words.

use super::fill::{fill, of, say};
use super::number::count;
use crate::compare::{CONFIDENCE, Comparison};
use crate::stats;

/// The count in the picture of a range, which then reaches about a fifth to either side.
const COUNTED: u64 = 100;

/// A picture of a figure and the range that chance allows.
pub struct Example {
    /// A description for someone who does not see it.
    pub title: String,
    /// The lower limit, the figure and the upper limit.
    pub range: [f64; 3],
    /// The label of each.
    pub labels: [String; 3],
}

/// The picture of a count of 100 and the range that chance allows.
pub fn example() -> Example {
    let counted = COUNTED as f64;
    let (lower, upper) = stats::exact_limits(COUNTED, CONFIDENCE).map_or((counted, counted), |at| (at.lower, at.upper));
    let labels = [lower, counted, upper].map(|at| count(at.round() as u64));
    let [low, figure, high] = &labels;
    let title = fill("A dot at {0} on a line from {1} to {2}.", &[figure, low, high]);
    Example { title, range: [lower, counted, upper], labels }
}

/// The answer to "How sure can we be?", a paragraph each.
pub fn methods(comparison: &Comparison<'_>) -> Vec<String> {
    let (noun, events) = (&comparison.dataset.noun, &comparison.dataset.event.plural);
    let limit = say("The figures say what was recorded. They cannot show why.");
    if !comparison.dataset.is_counts() {
        let chance = say(
            "Chance can be worked out for counts of events only. These figures are not counts of events. So they carry no \
             range, and no change is called more or less than usual.",
        );
        return vec![chance.into(), limit.into()];
    }
    let [low, figure, high] = example().labels;
    let chance = fill(
        "Counts go up and down by chance, and small counts most. Say that {0} {1} were recorded: the dot in the picture. The \
         line, from {2} to {3}, is the range that chance allows.",
        &[&figure, of(&comparison.dataset.event, COUNTED), &low, &high],
    );
    let level = fill(
        "About 95 in 100 such lines hold the true level, if each of the {0} was recorded apart from the others. That is what \
         “95%” means. “By chance alone” is the same kind of range for a change.",
        &[events],
    );
    let usual = match comparison.usual().learnt_from() {
        Some(number) => fill(
            "Real figures move more than that. So we look at how the {0} {1} with figures for both periods usually move. A \
             change is “more than the usual ups and downs” only when it stands out from that. At most about one in twenty \
             of these should be wrong.",
            &[&count(number as u64), of(noun, number as u64)],
        ),
        None => fill(
            "Real figures move more than that. Fewer than ten {0} say too little about how much more. So the words rest on \
             chance alone: read them with caution.",
            &[of(noun, 10)],
        ),
    };
    let rest = say(
        "The rest of the nation is the nation without the area that is compared with it. A place in the order comes with \
         the other places that chance leaves open.",
    );
    vec![chance, level, usual, rest.into(), limit.into(), say(STATISTICIANS).into()]
}

/// The methods by name.
const STATISTICIANS: &str = "For statisticians: counts and rates have exact Poisson limits (Garwood 1936), shares Wilson \
    limits (1927), parts of a total Goodman limits (1965), changes conditional mid-p intervals, all at 95%. Verdicts allow \
    for additive overdispersion (Spiegelhalter 2005), with the false discovery rate held at 5% (Benjamini and Hochberg \
    1995). Bands are control limits (Spiegelhalter 2005). Places follow Goldstein and Spiegelhalter (1996), to within a \
    place or so.";
