//! Sizes that the views share.

use super::TextMeasure;
use super::scene::{Align, Ink, Point, Shape};
use crate::stats::order::ascending;

/// Nothing is laid out narrower: below this, labels have no room at all.
pub const NARROWEST: f64 = 240.0;
/// Nothing is laid out wider.
pub const WIDEST: f64 = 1600.0;
/// Nothing is laid out lower or higher.
pub const LOWEST: f64 = 160.0;
/// As above.
pub const HIGHEST: f64 = 4000.0;
/// Below this width labels take two lines.
pub const NARROW: f64 = 520.0;
/// Height of a label's letters; 12 is the smallest that is comfortable to read.
pub const LABEL: f64 = 13.0;
/// Height of a tick's letters.
pub const TICK: f64 = 12.0;
/// Room that a line of text needs.
pub const LINE: f64 = 17.0;
/// Half the width of a point out of focus, and of one in focus.
pub const DOT: (f64, f64) = (2.5, 5.0);

/// Writes texts with their measured widths.
#[derive(Clone, Copy)]
pub struct Pen<'a>(pub &'a dyn TextMeasure);

impl Pen<'_> {
    /// A line of text.
    pub fn text(&self, at: Point, text: String, (size, bold): (f64, bool), align: Align, ink: Ink) -> Shape {
        let width = self.0.width(&text, size, bold);
        Shape::Text { at, text, size, bold, align, ink, width }
    }

    /// The width of a label.
    pub fn width(&self, text: &str, (size, bold): (f64, bool)) -> f64 {
        self.0.width(text, size, bold)
    }

    /// The text, or as much of its beginning as fits, with an ellipsis.
    pub fn fit(&self, text: &str, style: (f64, bool), room: f64) -> String {
        if self.width(text, style) <= room {
            return text.into();
        }
        // Halving finds the cut in a few measurements, however long the name.
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let cut = |letters: usize| format!("{}…", text.get(..ends[letters]).unwrap_or_default().trim_ascii_end());
        let (mut fits, mut too_long) = (0, ends.len());
        while fits + 1 < too_long {
            let middle = usize::midpoint(fits, too_long);
            if self.width(&cut(middle), style) <= room { fits = middle } else { too_long = middle }
        }
        if ends.is_empty() { String::new() } else { cut(fits) }
    }
}

/// Moves labels apart: each at least its height from the next, all between `top` and `bottom`, as near as may be to
/// where they are wanted. Takes and gives the middles, in the same order.
pub fn spread(wanted: &[f64], height: f64, top: f64, bottom: f64) -> Vec<f64> {
    let order = ascending(wanted);
    let mut placed = wanted.to_vec();
    let mut floor = top + height / 2.0;
    for &at in &order {
        placed[at] = placed[at].max(floor);
        floor = placed[at] + height;
    }
    let mut ceiling = bottom - height / 2.0;
    for &at in order.iter().rev() {
        placed[at] = placed[at].min(ceiling);
        ceiling = placed[at] - height;
    }
    placed
}
