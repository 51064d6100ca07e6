//! Which points of a control chart are out of the ordinary, and why.

use std::cmp::Ordering;

/// The fewest points of a run, and of a rise or a fall.
const RUN: usize = 7;

/// Why a point is out of the ordinary. Where several reasons hold, the first of this list is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Above the upper limit.
    AboveLimit,
    /// Below the lower limit.
    BelowLimit,
    /// One of seven points or more that each lie above the one before.
    Rising,
    /// One of seven points or more that each lie below the one before.
    Falling,
    /// Beyond two thirds of the way to the upper limit, as is another of three neighbours that are all above the mean.
    NearUpper,
    /// Beyond two thirds of the way to the lower limit, as is another of three neighbours that are all below the mean.
    NearLower,
    /// One of seven neighbours or more above the mean.
    RunAbove,
    /// One of seven neighbours or more below the mean.
    RunBelow,
}

/// The signal of each point, given the mean and the distance of both limits from it.
///
/// The rules of England's Making Data Count, as its software NHSRplotthedots applies them.
pub fn signals(values: &[f64], mean: f64, reach: f64) -> Vec<Option<Signal>> {
    let compare = |a: f64, b: f64| a.partial_cmp(&b).unwrap_or(Ordering::Equal);
    let sides: Vec<Ordering> = values.iter().map(|&value| compare(value, mean)).collect();
    let steps: Vec<Ordering> = values.iter().zip(values.iter().skip(1)).map(|(&a, &b)| compare(b, a)).collect();
    let beyond = |value: f64, reach: f64| value > mean + reach || value < mean - reach;
    let near: Vec<bool> =
        values.iter().map(|&value| beyond(value, reach * 2.0 / 3.0) && !beyond(value, reach)).collect();

    let in_run = part_of_run(&sides, RUN);
    let step_in_run = part_of_run(&steps, RUN - 1);
    let is = |flags: &[bool], place: usize| flags.get(place).copied().unwrap_or(false);
    let in_trend = |place: usize| is(&step_in_run, place) || place > 0 && is(&step_in_run, place - 1);
    // Among three neighbours on one side of the mean, two of them near the limit.
    let in_three = |place: usize| {
        let both = |first: usize| sides.iter().zip(&near).skip(first).take(3);
        let holds = |first| {
            both(first).filter(|(side, _)| Some(*side) == sides.get(place)).count() == 3
                && both(first).filter(|(_, near)| **near).count() >= 2
        };
        is(&near, place) && (place.saturating_sub(2)..=place).any(holds)
    };
    let signal = |(place, (&value, side)): (usize, (&f64, &Ordering))| {
        let either = |above: Signal, below: Signal| Some(if side.is_gt() { above } else { below });
        if beyond(value, reach) {
            either(Signal::AboveLimit, Signal::BelowLimit)
        } else if in_trend(place) {
            // A point between a rise and a fall belongs to the one that follows it.
            let step = if in_trend(place + 1) { steps.get(place) } else { steps.get(place.saturating_sub(1)) };
            Some(if step.is_some_and(|step| step.is_gt()) { Signal::Rising } else { Signal::Falling })
        } else if in_three(place) {
            either(Signal::NearUpper, Signal::NearLower)
        } else if is(&in_run, place) {
            either(Signal::RunAbove, Signal::RunBelow)
        } else {
            None
        }
    };
    values.iter().zip(&sides).enumerate().map(signal).collect()
}

/// Whether each sign stands among `length` or more of its like, in a row.
fn part_of_run(signs: &[Ordering], length: usize) -> Vec<bool> {
    let runs = signs.chunk_by(|a, b| a == b);
    runs.flat_map(|run| run.iter().map(|sign| sign.is_ne() && run.len() >= length)).collect()
}
