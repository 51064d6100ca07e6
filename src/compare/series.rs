//! A subject's figures in time, as far back as they are comparable: to the last break in how events were counted.

use super::change::SAME_LENGTH;
use super::figure::{By, NoFigure, figure};
use super::{Comparison, Subject};
use crate::order::ascending;

/// The longest period may be this many times the shortest: months may stand together, a year beside a month may not.
const ALIKE: f64 = 1.25;

/// Why a subject's figures form no series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSeries {
    /// The figures are not counts of events, so nothing is known of how they scatter about a line.
    NotCounts,
    /// Periods share days, as "year ending March" and "year ending June" do: neighbours would agree for that alone.
    Overlapping,
    /// Periods of different kinds, such as a year beside a month, or unevenly spaced starts.
    Uneven,
}

/// A figure in its place in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    /// The period, as an index.
    pub period: usize,
    /// How many steps it stands after the first period of the series; periods that are not listed count as steps too.
    pub step: usize,
    /// Events.
    pub count: u64,
    /// Their exposure: the population, or 1, times the period's length over the mean length.
    pub exposure: f64,
}

/// The figures since the last break, earliest first, without those that are missing.
pub(super) struct Series {
    /// The figures.
    pub figures: Vec<Figure>,
    /// The break before them, by its index in the dataset.
    pub broken: Option<usize>,
    /// Whether a count was left out for want of a population.
    pub without_population: bool,
}

/// The figures of a subject since its last break.
pub(super) fn of(comparison: &Comparison<'_>, subject: Subject, by: By) -> Result<Series, NoSeries> {
    let dataset = comparison.dataset;
    if !dataset.is_counts() {
        return Err(NoSeries::NotCounts);
    }
    let area = match subject {
        Subject::Area(area) => Some(area),
        Subject::Nation => None,
    };
    let (mut first, mut broken) = (0, None);
    for (at, b) in dataset.breaks.iter().enumerate() {
        if (b.area.is_none() || b.area == area) && b.period > first {
            (first, broken) = (b.period, Some(at));
        }
    }
    let steps = steps(comparison, first)?;
    let shares = shares_of_mean_length(comparison, first)?;
    let (mut figures, mut without_population) = (Vec::new(), false);
    for (at, (step, share)) in steps.into_iter().zip(shares).enumerate() {
        let period = first + at;
        match figure(comparison, subject, period, by) {
            Ok(own) => figures.push(Figure { period, step, count: own.count, exposure: own.exposure * share }),
            Err(NoFigure::Population) => without_population = true,
            Err(NoFigure::Count(_) | NoFigure::NotCounts) => {}
        }
    }
    Ok(Series { figures, broken, without_population })
}

/// How many steps each period stands after the first; the list may leave periods out.
fn steps(comparison: &Comparison<'_>, first: usize) -> Result<Vec<usize>, NoSeries> {
    let periods = comparison.dataset.periods.get(first..).unwrap_or_default();
    let mut gaps = Vec::new();
    for (before, after) in periods.iter().zip(periods.iter().skip(1)) {
        if after.start() <= before.end() {
            return Err(NoSeries::Overlapping);
        }
        gaps.push(f64::from(after.start().ordinal() - before.start().ordinal()));
    }
    // Most neighbours are one step apart. Months differ in length, so a step is the mean of the gaps of one step.
    let order = ascending(&gaps);
    let usual = order.get(order.len().saturating_sub(1) / 2).and_then(|&at| gaps.get(at)).copied().unwrap_or(1.0);
    let single = |gap: &f64| (gap / usual).round() == 1.0;
    let (mut sum, mut singles) = (0.0, 0.0);
    for gap in gaps.iter().filter(|gap| single(gap)) {
        sum += gap;
        singles += 1.0;
    }
    let unit = if singles > 0.0 { sum / singles } else { usual };
    let (mut step, mut steps) = (0, vec![0; usize::from(!periods.is_empty())]);
    for gap in gaps {
        let apart = (gap / unit).round();
        // Over long gaps the differences in months' lengths add up, and the nearest step is near enough.
        if apart < 1.0 || (apart <= 4.0 && (gap / unit - apart).abs() > 0.25) {
            return Err(NoSeries::Uneven);
        }
        step += apart as usize;
        steps.push(step);
    }
    Ok(steps)
}

/// Each period's days over the mean of all; 1 for each where they are as good as equal.
fn shares_of_mean_length(comparison: &Comparison<'_>, first: usize) -> Result<Vec<f64>, NoSeries> {
    let periods = comparison.dataset.periods.get(first..).unwrap_or_default();
    let (mut shortest, mut longest, mut sum) = (f64::INFINITY, 0.0_f64, 0.0);
    let mut days = Vec::new();
    for period in periods {
        let length = f64::from(period.days());
        (shortest, longest, sum) = (shortest.min(length), longest.max(length), sum + length);
        days.push(length);
    }
    if longest > ALIKE * shortest {
        return Err(NoSeries::Uneven);
    }
    let mean = sum / days.len() as f64;
    let alike = longest - shortest <= SAME_LENGTH * shortest;
    for days in &mut days {
        *days = if alike { 1.0 } else { *days / mean };
    }
    Ok(days)
}
