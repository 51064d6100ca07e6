//! How the numbers are made, in plain words.

use super::fill::fill;
use super::number::count;
use crate::compare::{Basis, Comparison, Subject};

/// The answer to "How sure can we be?", a paragraph each.
pub fn methods(comparison: &Comparison<'_>) -> Vec<String> {
    let noun = &comparison.dataset.noun;
    let events = &comparison.dataset.event.plural;
    // An area without events in one period rests on chance even among many; the others tell what the rest do.
    let usual = comparison.areas().find_map(|area| {
        let change = comparison.change(Subject::Area(area)).ok()?;
        match comparison.judge(area, &change).basis {
            Basis::Usual(areas) => Some(areas),
            Basis::Chance => None,
        }
    });
    let mut out = vec![fill(
        "Counts go up and down by chance alone, small ones most. “By chance alone” is the range of changes that chance \
         could explain if {0} were recorded independently of each other: the 95% conditional mid-p interval for the \
         ratio of two Poisson counts.",
        &[events],
    )];
    out.push(match usual {
        Some(areas) => fill(
            "Real figures vary more than that, for reasons that have nothing to do with any one {0}. So a change is called \
             “more than the usual ups and downs” only when it stands out from how much the {1} {2} with figures for \
             both periods usually move: their changes’ variance beyond chance (additive overdispersion, Spiegelhalter \
             2005) widens the range, and at most about one in twenty such calls is expected to be wrong (Benjamini and \
             Hochberg 1995).",
            &[&noun.singular, &count(areas as u64), &noun.plural],
        ),
        None => fill(
            "Real figures vary more than chance alone. With fewer than ten {0} there is too little to learn how much more, \
             so the words rest on chance alone: read them with that caution.",
            &[&noun.plural],
        ),
    });
    out.push(
        "Counts and rates carry exact Poisson limits (Garwood 1936), shares Wilson limits (1927), all at 95%. An area is \
         compared with the rest of the nation, which leaves the area itself out."
            .into(),
    );
    out.push("The figures say what was recorded. They cannot show why.".into());
    out
}
