//! Draws a comparison. [`layout`] makes every decision and returns a [`Scene`]; [`paint()`] puts a scene on a plotters
//! backend and decides nothing. Canvas, SVG, hit test, keyboard order and snapshots all read the same scene, so they
//! cannot disagree.

mod breakdown;
mod change;
mod dumbbell;
#[cfg(feature = "every-view")]
mod example;
mod funnel;
mod items;
mod paint;
mod pen;
mod ranking;
mod reach;
mod scale;
mod scene;
#[cfg(feature = "every-view")]
mod sound;
#[cfg(feature = "newsroom")]
mod svg;
mod tag;
mod text;
mod theme;
mod trend;
mod tween;

use crate::compare::{Comparison, View};

#[cfg(feature = "every-view")]
pub use example::example;
pub use paint::{Resolution, paint};
pub use scene::{Align, Form, Glyph, Ink, Mark, Of, Point, Scene, Shape};
#[cfg(feature = "every-view")]
pub use sound::{Heard, MOST_HEARD, Note, PITCHES, Tune, ZERO, tune};
#[cfg(feature = "newsroom")]
pub use svg::{shapes, svg, view_box};
pub use text::TextMeasure;
#[cfg(feature = "newsroom")]
pub use text::TypicalSans;
pub use theme::{Colour, Theme};

/// Lays out the chosen view, in CSS pixels. Without a height the view takes its own, and it takes more than is given
/// where it needs more. Width and height are kept within 240 to 1,600 and 160 to 4,000.
pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    // NaN becomes the minimum.
    let width = width.max(pen::NARROWEST).min(pen::WIDEST);
    let height = height.map(|height| height.max(pen::LOWEST).min(pen::HIGHEST));
    match comparison.choice.view() {
        View::Change if width < pen::SLOPES => dumbbell::layout(comparison, width, height, text),
        View::Change => change::layout(comparison, width, height, text),
        View::Ranking => ranking::layout(comparison, width, height, text),
        View::Funnel => funnel::layout(comparison, width, height, text),
        View::Breakdown => breakdown::layout(comparison, width, height, text),
        View::Trend => trend::layout(comparison, width, height, text),
    }
}
