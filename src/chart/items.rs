//! The subjects of a picture: all that have something to show, in the order of their values.

use super::scene::{Glyph, Ink};
use crate::compare::{Comparison, Subject};

/// A subject and its two values, either of which may be missing.
#[derive(Clone, Copy)]
pub struct Item {
    pub subject: Subject,
    pub ink: Ink,
    pub glyph: Glyph,
    /// In the earlier and in the later period.
    pub values: [Option<f64>; 2],
}

impl Item {
    /// The value that decides its place in the order.
    pub fn value(&self) -> f64 {
        Comparison::standing(self.values)
    }

    /// Whether the reader chose it, or it is the nation, which the chosen ones are compared with.
    pub fn in_front(&self) -> bool {
        self.ink != Ink::Context
    }
}

/// Every area with something to show and, if `nation` is set, the nation where it has both figures; highest first,
/// equal ones in the order of the data.
pub fn items(comparison: &Comparison<'_>, nation: bool) -> Vec<Item> {
    let mut sorted = Vec::new();
    for &area in comparison.highest_first() {
        if comparison.is_shown(area) {
            let place = comparison.focus(area);
            let (ink, glyph) = place.map_or((Ink::Context, Glyph::Circle), |at| (Ink::Focus(at), Glyph::of_focus(at)));
            sorted.push(item(comparison, Subject::Area(area), ink, glyph));
        }
    }
    if nation {
        let nation = item(comparison, Subject::Nation, Ink::Nation, Glyph::Circle);
        if let [Some(_), Some(_)] = nation.values {
            let above = sorted.iter().filter(|item| item.value() >= nation.value()).count();
            sorted.insert(above, nation);
        }
    }
    sorted
}

fn item(comparison: &Comparison<'_>, subject: Subject, ink: Ink, glyph: Glyph) -> Item {
    Item { subject, ink, glyph, values: comparison.both(subject) }
}
