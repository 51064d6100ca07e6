//! Explains how the numbers are made, in plain words.

use super::fill::{add, fill, of, say};
use super::moved::{between, moved};
use super::number::count;
use crate::compare::{CONFIDENCE, Comparison, Subject, Usual};
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
         “95%” means.",
        &[events],
    );
    let both = [comparison.usual_changes(), comparison.usual_rates()];
    let learnt = both.iter().find_map(|usual| usual.learnt_from());
    let mut out = vec![chance, level];
    if let Some(number) = learnt {
        out.push(fill(
            "Real figures move more than that. So each {0} is held against what {1} {2} did. The usual range holds 95 of 100 \
             of its size. About 1 in 20 lie outside by chance: here about {3}. Far outside lie 2 in 1,000.",
            &[
                &noun.singular,
                &count(number as u64),
                of(noun, number as u64),
                &count((number as f64 / 20.0).round().max(1.0) as u64),
            ],
        ));
    }
    // Changes may be known of many areas and rates of few, or the other way about.
    if learnt.is_none() || both.iter().any(|usual| usual.areas > 0 && usual.learnt_from().is_none()) {
        out.push(fill(
            "Real figures move more than that. Fewer than ten {0} say too little about how much more. So the words rest on \
             chance alone, which is the least that figures vary: read them with caution.",
            &[of(noun, 10)],
        ));
    }
    out.extend(set_aside(comparison, both[0], ASIDE_FROM_CHANGES));
    out.extend(set_aside(comparison, both[1], ASIDE_FROM_RATES));
    out.extend(at_all(comparison));
    let rest = say(
        "The rest of the nation is the nation without the area that is compared with it. A place in the order comes with \
         the other places that are open to it.",
    );
    out.extend([rest.into(), limit.into(), say(STATISTICIANS).into()]);
    out
}

/// Names the areas that a usual range leaves out; `None` where there are none.
fn set_aside(comparison: &Comparison<'_>, usual: &Usual, template: &'static str) -> Option<String> {
    let mut names = String::new();
    for &area in &usual.aside {
        let name = comparison.name(Subject::Area(area));
        names = if names.is_empty() { name.into() } else { fill("{0}, {1}", &[&names, name]) };
    }
    (!names.is_empty()).then(|| fill(template, &[&names]))
}

/// Says for each area in focus by how much chance alone may have moved its count, whatever the others did: whether it
/// changed at all is another question than whether its change is usual.
fn at_all(comparison: &Comparison<'_>) -> Option<String> {
    let mut out = String::new();
    for &area in &comparison.choice.areas {
        let subject = Subject::Area(area);
        let change = comparison.change(subject).ok().and_then(|change| change.percentage());
        let Some(estimate) = change else { continue };
        if out.is_empty() {
            out = say(
                "Whether a count changed at all is another question. By chance alone, the true change may lie here.",
            )
            .into();
        }
        let range = between(estimate.interval.lower, estimate.interval.upper, &moved);
        add(&mut out, &fill("{0}: {1}.", &[comparison.name(subject), &range]));
    }
    (!out.is_empty()).then_some(out)
}

const ASIDE_FROM_CHANGES: &str =
    "Set aside before the usual range of changes was worked out, because they lie far from all others: {0}.";

const ASIDE_FROM_RATES: &str =
    "Set aside before the usual range of rates was worked out, because they lie far from all others: {0}.";

/// The methods by name.
const STATISTICIANS: &str = "For statisticians: counts and rates have exact Poisson limits (Garwood 1936), shares Wilson \
    limits (1927), parts of a total Goodman limits (1965), changes conditional mid-p intervals, all at 95%. The usual range \
    is what a random-effects model on the log scale predicts for an area of its size, at 95% and 99.8%: Poisson variance and \
    the variance between areas (Paule and Mandel 1982), after areas beyond the 99.8% prediction of the others are set \
    aside. With fewer than ten areas it is what a mid-p test of chance alone does not reject. Places follow Goldstein and \
    Spiegelhalter (1996), with half the variance between changes, to within a place or so.";
