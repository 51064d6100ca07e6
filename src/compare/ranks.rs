//! Which area is first, and how sure its place is.
//!
//! An order of recorded figures is partly an order of accidents. So each area's place comes with the range of places
//! that chance leaves open (Goldstein & Spiegelhalter 1996, JRSS A 159:385), worked out without random numbers: the
//! same figures give the same range to every reader. Chance is all that the range allows for; where areas' figures
//! vary more than chance, the true range is wider still.

use super::figure::{By, NoFigure, figure};
use super::{CONFIDENCE, Comparison, Subject};
use crate::stats::{self, Exposed, MAX_RANKED, Rank};

/// The areas' places in the later period.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranks {
    /// Whether the areas are ranked by rate or by count.
    pub by: By,
    /// How many areas are in the order; the worst rank.
    pub ranked: usize,
    /// For each area of the dataset, its place or why it has none.
    pub areas: Vec<Result<Ranked, NoRank>>,
}

/// One area's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The place by the recorded figure, 1 the highest, with the range of places that it may have (95%). Among more
    /// than [`MAX_RANKED`] areas the range is approximate: off by one place in a thousand or so.
    pub rank: Rank,
    /// How many other areas have the same recorded figure, and so share the place.
    pub tied: usize,
}

impl Ranked {
    /// The place, if the range leaves no other: only then may it be given without the range.
    pub fn sure(&self) -> Option<usize> {
        (self.rank.lower == self.rank.upper).then_some(self.rank.lower)
    }
}

/// Why an area has no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRank {
    /// It has no figure to rank.
    NoFigure(NoFigure),
    /// There are more areas than can all be ranked, and this one is not in focus.
    NotInFocus,
}

/// Ranks the areas with a figure in the later period.
///
/// A single area has rank 1 of 1. Areas that are all equal share place 1, and each range is nearly as wide as the list.
pub(super) fn of(comparison: &Comparison<'_>, by: By) -> Ranks {
    let (mut figures, mut places, mut areas) = (Vec::new(), Vec::new(), Vec::new());
    for area in comparison.areas() {
        areas.push(match figure(comparison, Subject::Area(area), comparison.choice.later, by) {
            Ok(figure) => {
                figures.push(figure);
                places.push(area);
                Err(NoRank::NotInFocus)
            }
            Err(why) => Err(NoRank::NoFigure(why)),
        });
    }
    if figures.len() <= MAX_RANKED {
        for (at, rank) in stats::ranks(&figures, CONFIDENCE).into_iter().flatten().enumerate() {
            areas[places[at]] = Ok(Ranked { rank, tied: tied(&figures, at) });
        }
    } else {
        for (at, &area) in places.iter().enumerate() {
            let focused = comparison.focus(area).is_some();
            let rank = focused.then(|| stats::rank_among(&figures, at, CONFIDENCE)).flatten();
            if let Some(rank) = rank {
                areas[area] = Ok(Ranked { rank, tied: tied(&figures, at) });
            }
        }
    }
    Ranks { by, ranked: figures.len(), areas }
}

/// How many others have the same figure. Equal quotients of whole numbers are rounded alike, so that equal rates of
/// areas of different size are found equal.
fn tied(figures: &[Exposed], at: usize) -> usize {
    let rate = |figure: &Exposed| figure.count as f64 / figure.exposure;
    figures.iter().filter(|figure| rate(figure) == rate(&figures[at])).count() - 1
}
