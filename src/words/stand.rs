//! Where an area stands among all: at its size, and in the order.

use super::fill::fill;
use super::number::count;
use crate::compare::{Comparison, Limits, View, Zone};
use crate::stats::RankRange;

/// What the chosen view alone can say of an area; empty where there is nothing.
pub fn stand(comparison: &Comparison<'_>, area: usize) -> String {
    let said = match comparison.choice.view {
        View::Funnel => comparison.zone(area).map(|(zone, limits)| zone_sentence(comparison, zone, limits)),
        View::Ranking => comparison.rank_range(area).map(place),
        _ => None,
    };
    said.unwrap_or_default()
}

/// `Higher than chance and the usual differences between forces allow at its size.`
fn zone_sentence(comparison: &Comparison<'_>, zone: Zone, limits: Limits) -> String {
    let side = match zone {
        Zone::FarAbove => "Much higher than",
        Zone::Above => "Higher than",
        Zone::Inside => "Inside what",
        Zone::Below => "Lower than",
        Zone::FarBelow => "Much lower than",
    };
    fill("{0} {1} at its size.", &[side, &allowance(comparison, limits)])
}

/// What the bands of a funnel allow for.
pub(super) fn allowance(comparison: &Comparison<'_>, limits: Limits) -> String {
    match limits {
        Limits::Widened => {
            fill("chance and the usual differences between {0} allow", &[&comparison.dataset.noun.plural])
        }
        Limits::AsChance | Limits::TooFewAreas => "chance allows".into(),
    }
}

/// `Place 3 of 43, highest first; by chance alone it could be any from 2 to 9.`
fn place((rank, areas): (RankRange, usize)) -> String {
    let [place, of, lower, upper] = [rank.place, areas, rank.lower, rank.upper].map(|number| count(number as u64));
    if rank.lower == rank.upper {
        return fill("Place {0} of {1}, highest first.", &[&place, &of]);
    }
    let template = "Place {0} of {1}, highest first; by chance alone it could be any from {2} to {3}.";
    fill(template, &[&place, &of, &lower, &upper])
}
