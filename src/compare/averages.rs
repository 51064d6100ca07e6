//! The two averages of areas' rates, each under its own name: they often differ by a lot, and "the average" alone could
//! mean either.

use super::figure::{By, figure};
use super::{Comparison, PER, Subject};
use crate::stats::{MeanOfRates, Pooled};

/// How an average was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Averaging {
    /// All events over all people (of a change: all later events over all earlier ones). Large areas count for more.
    Pooled,
    /// The unweighted mean of the areas' rates, as in the averages of groups of most similar forces.
    MeanOfRates,
}

/// An average, together with how it was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Average {
    /// Events per 100,000 people; for a change, per cent.
    pub value: f64,
    /// How it was made.
    pub averaging: Averaging,
}

/// The averages of a set of areas in the later period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Averages {
    /// All events over all people, per 100,000.
    pub pooled: Average,
    /// The mean of the areas' rates, per 100,000.
    pub mean_of_rates: Average,
    /// How many areas have a rate, and so are in both.
    pub with_figures: usize,
    /// How many areas the set has.
    pub areas: usize,
}

/// Why there is no average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAverage {
    /// The figures are not counts of events.
    NotCounts,
    /// No area of the set has both a count and a population in the later period.
    NoFigures {
        /// How many areas the set has.
        areas: usize,
    },
    /// The data put the area in no group.
    NoGroup,
    /// The data put nobody else in the area's group.
    NoPeers,
}

/// The averages over every area of the dataset. They are the nation's only if the dataset has all of it.
pub(super) fn of_all(comparison: &Comparison<'_>) -> Result<Averages, NoAverage> {
    over(comparison, &|_| true)
}

/// The averages over an area's peers: the areas that the data put in the same group, the area itself included, as
/// groups of most similar forces are averaged.
pub(super) fn of_peers(comparison: &Comparison<'_>, area: usize) -> Result<Averages, NoAverage> {
    let group = |area: usize| comparison.dataset.areas.get(area).and_then(|area| area.group.as_deref());
    let own = group(area).ok_or(NoAverage::NoGroup)?;
    if !comparison.areas().any(|other| other != area && group(other) == Some(own)) {
        return Err(NoAverage::NoPeers);
    }
    over(comparison, &|other| group(other) == Some(own))
}

fn over(comparison: &Comparison<'_>, is_in: &dyn Fn(usize) -> bool) -> Result<Averages, NoAverage> {
    if !comparison.dataset.is_counts() {
        return Err(NoAverage::NotCounts);
    }
    let (mut figures, mut areas) = (Vec::new(), 0);
    for area in comparison.areas() {
        if is_in(area) {
            areas += 1;
            figures.extend(figure(comparison, Subject::Area(area), comparison.choice.later, By::Rate).ok());
        }
    }
    let none = NoAverage::NoFigures { areas };
    let pooled = Pooled::new(&figures).ok_or(none)?.rate(PER);
    let mean = MeanOfRates::new(&figures).ok_or(none)?.rate(PER);
    Ok(Averages {
        pooled: Average { value: pooled, averaging: Averaging::Pooled },
        mean_of_rates: Average { value: mean, averaging: Averaging::MeanOfRates },
        with_figures: figures.len(),
        areas,
    })
}
