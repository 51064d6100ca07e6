//! Says what a verdict says: the same words for one judgement in every sentence, heading and cell.

use super::fill::{add, fill, say};
use super::label::{capital, nation_within};
use super::moved::{between, moved};
use super::number::rate;
use crate::compare::{Basis, Comparison, Judgement, NoVerdict, Quantity, Subject, Verdict};

/// The verdict, to go into a sentence: `within the usual range`. With chance alone to go by nobody knows what is usual,
/// so it says that instead.
pub fn verdict(judgement: &Judgement) -> &'static str {
    say(match (judgement.basis, judgement.verdict) {
        (Basis::Usual(_), Verdict::FarBelow) => "far below the usual range",
        (Basis::Usual(_), Verdict::Below) => "below the usual range",
        (Basis::Usual(_), Verdict::Within) => "within the usual range",
        (Basis::Usual(_), Verdict::Above) => "above the usual range",
        (Basis::Usual(_), Verdict::FarAbove) => "far above the usual range",
        (Basis::Rest | Basis::NoChange, Verdict::Within) => "within what chance alone explains",
        (Basis::Rest | Basis::NoChange, _) => "more than chance alone explains",
    })
}

/// The verdict of a table's cell, or why there is none.
pub fn verdict_cell(judgement: &Result<Judgement, NoVerdict>) -> String {
    match judgement {
        Ok(judgement) => capital(verdict(judgement)),
        Err(NoVerdict::NoFigure) => super::no_figure().into(),
        Err(NoVerdict::TooFew) => say("Too few to say").into(),
        Err(NoVerdict::NothingBeside) => super::no_verdict().into(),
    }
}

/// The verdict on a change with the range that it rests on, and whose range that is: `Within the usual range: forces of
/// this size usually moved between a fall of 26.6% and a rise of 70.4%.` Empty where there is no change.
pub fn weight_of_change(comparison: &Comparison<'_>, area: usize) -> String {
    match comparison.judge_change(area) {
        Ok(judgement) => {
            let said = capital(verdict(&judgement));
            weighed(comparison, &judgement, Quantity::Change, &said)
        }
        Err(NoVerdict::TooFew) => too_few().into(),
        Err(NoVerdict::NoFigure | NoVerdict::NothingBeside) => String::new(),
    }
}

/// The rate with its verdict: `30.1 for every 100,000 people, within the usual range: forces of this size usually have
/// between 20.1 and 60.3.` Empty where there is no rate.
pub fn weight_of_rate(comparison: &Comparison<'_>, area: usize) -> String {
    let rate_now = comparison.plain(Quantity::Rate, Subject::Area(area), comparison.choice.later);
    let Some(value) = rate_now else {
        let no_rate = comparison.dataset.areas[area].no_rate && comparison.usual_rates().areas > 0;
        return if no_rate { say("No rate: few of those it serves live there.").into() } else { String::new() };
    };
    let shown = rate_of(comparison, &rate(value));
    match comparison.judge_rate(area) {
        Ok(judgement) => {
            let said = fill("{0}, {1}", &[&shown, verdict(&judgement)]);
            weighed(comparison, &judgement, Quantity::Rate, &said)
        }
        Err(NoVerdict::TooFew) => {
            let mut out = fill("{0}.", &[&shown]);
            add(&mut out, too_few());
            out
        }
        Err(NoVerdict::NoFigure | NoVerdict::NothingBeside) => fill("{0}.", &[&shown]),
    }
}

fn too_few() -> &'static str {
    say("Too few to say whether that is usual.")
}

/// A rate with its unit: `30.1 for every 100,000 people`, and `a year` where the periods differ in length.
pub fn rate_of(comparison: &Comparison<'_>, rate: &str) -> String {
    let annual = comparison.is_annual();
    fill(if annual { "{0} a year for every 100,000 people" } else { "{0} for every 100,000 people" }, &[rate])
}

/// Adds the range to what is said of a figure, and how many lie outside it by chance.
fn weighed(comparison: &Comparison<'_>, judgement: &Judgement, quantity: Quantity, said: &str) -> String {
    let [inner, _] = judgement.ranges;
    let range = match quantity {
        Quantity::Change => between(inner.lower, inner.upper, &moved),
        _ => between(inner.lower, inner.upper, &rate),
    };
    let many = &comparison.dataset.noun.plural;
    let mut out = match (judgement.basis, quantity) {
        (Basis::Usual(_), Quantity::Change) => fill("{0}: {1} of this size usually moved {2}.", &[said, many, &range]),
        (Basis::Usual(_), _) => fill("{0}: {1} of this size usually have {2}.", &[said, many, &range]),
        (Basis::Rest, Quantity::Change) => fill(
            "{0}. With the change of the rest of {1}, chance alone would put it {2}.",
            &[said, &nation_within(comparison), &range],
        ),
        (Basis::Rest, _) => fill(
            "{0}. At the rate of the rest of {1}, chance alone would put it {2}.",
            &[said, &nation_within(comparison), &range],
        ),
        (Basis::NoChange, _) => fill("{0}. If nothing had changed, chance alone would put it {1}.", &[said, &range]),
    };
    let more = match (judgement.basis, judgement.verdict) {
        (Basis::Usual(_), Verdict::Within) => "",
        (Basis::Usual(_), verdict) if verdict.is_far() => "About 1 in 500 lie this far out by chance.",
        (Basis::Usual(_), _) => "About 1 in 20 lie outside by chance.",
        (Basis::Rest | Basis::NoChange, _) => "Real figures vary more.",
    };
    if !more.is_empty() {
        add(&mut out, say(more));
    }
    out
}

/// Names what a range of changes allows for, after "the range that".
pub(super) fn allowed(comparison: &Comparison<'_>, quantity: Quantity) -> &'static str {
    say(match quantity {
        Quantity::Change if comparison.usual_changes().learnt_from().is_some() => "is usual at each size",
        _ => "chance allows",
    })
}
