//! A subject's figures over three or more periods as one rate of change: a line through figures that chance and
//! circumstance have moved. It says nothing of the next period.

use super::figure::By;
use super::series::{self, NoSeries};
use super::verdict::FEWEST_EVENTS;
use super::{CONFIDENCE, Comparison, PER, Subject, change};
use crate::stats::{self, Estimate, Exposed};

/// With fewer figures the line is drawn, but its direction is not stated: three leave Student's t one degree of freedom
/// and a reach of 12.7 standard errors, four leave two and 4.3, and both limits rest on a scatter measured from next to
/// nothing.
const FEWEST_FOR_DIRECTION: usize = 5;

/// The most steps that a trend may span: more than anyone has published periods, and a bound on the work.
const MOST_STEPS: usize = 100_000;

/// A log-linear trend of a subject's figures since the last break.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Whether the line goes through counts, or through rates by the population of each period.
    pub by: By,
    /// The line: each period with a figure, as an index, and the line's height there, in events in a period of mean
    /// length or in events per 100,000 people.
    pub line: Vec<(usize, f64)>,
    /// The change from one period to the next in per cent, with the scatter about the line in its interval
    /// (quasi-Poisson and Student's t, 95%).
    pub per_period: Estimate,
    /// Whether the line rises or falls by more than the figures' own scatter.
    pub direction: Direction,
    /// The fit itself, its time counted in steps from the first figure's period.
    pub fit: stats::LogLinearFit,
    /// The break that the line begins after, by its index in the dataset.
    pub broken: Option<usize>,
}

/// Which way a trend goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Up, by more than the scatter about the line.
    Rising,
    /// Down, by more than the scatter about the line.
    Falling,
    /// Not clearly either, which includes figures that are all equal.
    Unclear,
    /// Fewer than five figures, or fewer than ten events in all of them, say too little.
    TooFew,
}

/// Why there is no trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTrend {
    /// The figures form no series.
    NoSeries(NoSeries),
    /// Fewer than three figures.
    TooFew {
        /// How many there are.
        figures: usize,
        /// The break that left so few, by its index in the dataset.
        broken: Option<usize>,
    },
    /// There are counts, but fewer than three with the population that a rate needs.
    NoPopulation,
    /// Fewer than two periods have any events, so that the slope is unbounded or means nothing.
    NoEvents,
}

/// The trend of a subject, over all periods since the last break, whichever two were chosen.
///
/// ln(expected) = intercept + slope · step + ln(exposure) by maximum likelihood, where the exposure is days, or days
/// times people; a leap day is ignored, as [`super::Change`] does. Zeros are figures like any other; a period without a
/// figure, or one that is not listed at all, still takes up its step.
pub(super) fn of(comparison: &Comparison<'_>, subject: Subject, by: By) -> Result<Trend, NoTrend> {
    let series = series::of(comparison, subject, by).map_err(NoTrend::NoSeries)?;
    let figures = &series.figures;
    if figures.len() < 3 {
        return Err(match series.without_population {
            true => NoTrend::NoPopulation,
            false => NoTrend::TooFew { figures: figures.len(), broken: series.broken },
        });
    }
    let start = figures.first().map_or(0, |figure| figure.step);
    let last = figures.last().map_or(0, |figure| figure.step - start);
    if last >= MOST_STEPS {
        return Err(NoTrend::NoSeries(NoSeries::Uneven));
    }
    let mut steps = vec![None; last + 1];
    let mut events = 0;
    for figure in figures {
        events += figure.count;
        steps[figure.step - start] = Some(Exposed { count: figure.count, exposure: figure.exposure });
    }
    let fit = stats::trend(&steps).ok_or(NoTrend::NoEvents)?;
    let ratio = fit.per_period(CONFIDENCE).ok_or(NoTrend::NoEvents)?;
    let direction = match fit.p() {
        _ if figures.len() < FEWEST_FOR_DIRECTION || events < FEWEST_EVENTS => Direction::TooFew,
        Some(p) if p < 1.0 - CONFIDENCE && fit.slope > 0.0 => Direction::Rising,
        Some(p) if p < 1.0 - CONFIDENCE => Direction::Falling,
        _ => Direction::Unclear,
    };
    let unit = match by {
        By::Rate => PER,
        By::Count => 1.0,
    };
    let mut line = Vec::new();
    for figure in figures {
        line.push((figure.period, unit * (fit.intercept + fit.slope * (figure.step - start) as f64).exp()));
    }
    let per_period = Estimate { value: 100.0 * (ratio.value - 1.0), interval: change::percent(ratio.interval) };
    Ok(Trend { by, line, per_period, direction, fit, broken: series.broken })
}
