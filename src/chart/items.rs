//! Who stands in a picture: every subject with something to show, in the order of their values.

use super::scene::{Glyph, Ink};
use crate::compare::{Comparison, Subject};
use crate::order::ascending;

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
    /// The value by which it stands in order; where there is none, below all others.
    pub fn value(&self) -> f64 {
        self.values[1].or(self.values[0]).unwrap_or(f64::NEG_INFINITY)
    }

    /// Whether it is one that the reader chose, or what those are held against.
    pub fn in_front(&self) -> bool {
        self.ink != Ink::Context
    }
}

/// Every area with something to show, and the nation where it is one of the marks; highest first, equal ones in the
/// order of the data.
pub fn items(comparison: &Comparison<'_>, nation: bool) -> Vec<Item> {
    let mut found = Vec::new();
    for area in comparison.areas() {
        if comparison.is_shown(area) {
            let place = comparison.focus(area);
            let (ink, glyph) = place.map_or((Ink::Context, Glyph::Circle), |at| (Ink::Focus(at), Glyph::of_focus(at)));
            found.push(item(comparison, Subject::Area(area), ink, glyph));
        }
    }
    if nation {
        let nation = item(comparison, Subject::Nation, Ink::Nation, Glyph::Circle);
        if let [Some(_), Some(_)] = nation.values {
            found.push(nation);
        }
    }
    let mut keys = Vec::new();
    for item in &found {
        keys.push(-item.value());
    }
    let mut sorted = Vec::new();
    for at in ascending(&keys) {
        sorted.push(found[at]);
    }
    sorted
}

fn item(comparison: &Comparison<'_>, subject: Subject, ink: Ink, glyph: Glyph) -> Item {
    Item { subject, ink, glyph, values: both(comparison, subject) }
}

/// A subject's values in the earlier and in the later period.
pub fn both(comparison: &Comparison<'_>, subject: Subject) -> [Option<f64>; 2] {
    let [earlier, later] =
        [comparison.choice.earlier, comparison.choice.later].map(|period| comparison.point(subject, period));
    // A line across a break in the series would show a change where none can be worked out. Alone the earlier figure stays.
    [earlier.filter(|_| later.is_none() || comparison.break_between(subject).is_none()), later]
}
