//! Did a series of months or quarters change, or only wobble as it always does? The limits come from the differences
//! between neighbours, so they allow for all the variation that the series has anyway (XmR chart; Wheeler & Chambers
//! 1992, and the rules of England's Making Data Count).

use super::figure::By;
use super::series::{self, Figure, NoSeries};
use super::{Comparison, PER, Subject};
use crate::stats::xmr::MIN_POINTS;
use crate::stats::{self, Signal};

/// A process behaviour chart of a subject's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Process {
    /// Whether counts or rates are charted.
    pub by: By,
    /// Each point, earliest first.
    pub points: Vec<ProcessPoint>,
    /// The mean of the values.
    pub mean: f64,
    /// The lower process limit; 0 where it would be negative, and then no figure can be too low.
    pub lower: f64,
    /// The upper process limit.
    pub upper: f64,
}

/// A point of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProcessPoint {
    /// The period, as an index.
    pub period: usize,
    /// Events in a period of mean length, so that February is not low for being short; or events per 100,000 people.
    pub value: f64,
    /// How it is out of the ordinary; `None` for the usual ups and downs.
    pub signal: Option<Signal>,
}

/// Why there is no chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoProcess {
    /// The figures form no series.
    NoSeries(NoSeries),
    /// Fewer than twelve figures in a row: limits from fewer say more of accidents than of the process.
    TooFew {
        /// How many there are in the last unbroken row.
        figures: usize,
    },
}

/// Charts the last unbroken row of figures. A break in how events were counted, a missing figure and a period that is
/// not listed each begin a new row, because the difference across them is not one between neighbours.
pub(super) fn of(comparison: &Comparison<'_>, subject: Subject, by: By) -> Result<Process, NoProcess> {
    let series = series::of(comparison, subject, by).map_err(NoProcess::NoSeries)?;
    let rows = series.figures.chunk_by(|a, b| a.step + 1 == b.step);
    let row = rows.last().unwrap_or_default();
    let unit = match by {
        By::Rate => PER,
        By::Count => 1.0,
    };
    let value = |figure: &Figure| figure.count as f64 * unit / figure.exposure;
    let values: Vec<f64> = row.iter().map(value).collect();
    let too_few = NoProcess::TooFew { figures: values.len() };
    if values.len() < MIN_POINTS {
        return Err(too_few);
    }
    // Counts and populations are bounded, and so are their sums; a row of this length always has limits.
    let chart = stats::xmr(&values).ok_or(too_few)?;
    let mut points = Vec::new();
    for ((figure, value), signal) in row.iter().zip(values).zip(chart.signals) {
        points.push(ProcessPoint { period: figure.period, value, signal });
    }
    Ok(Process { by, points, mean: chart.mean, lower: chart.lower.max(0.0), upper: chart.upper })
}
