//! A comparison drawn: layout makes every decision and gives a [`Scene`]; [`paint`] puts a scene on a plotters backend
//! and has no decisions left. Canvas, SVG, hit test, keyboard order and snapshots all read the one scene, so they
//! cannot disagree.

mod breakdown;
mod change;
mod dumbbell;
#[cfg(feature = "every-view")]
mod example;
mod frame;
mod funnel;
mod items;
mod paint;
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

/// Lays out the chosen view at a width in CSS pixels. The height is the view's own when `height` is `None`.
pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    // What is no number at all becomes the least.
    let width = width.max(frame::NARROWEST).min(frame::WIDEST);
    let height = height.map(|height| height.max(frame::LOWEST).min(frame::HIGHEST));
    match comparison.choice.view() {
        View::Change if width < frame::SLOPES => dumbbell::layout(comparison, width, height, text),
        View::Change => change::layout(comparison, width, height, text),
        View::Ranking => ranking::layout(comparison, width, height, text),
        View::Funnel => funnel::layout(comparison, width, height, text),
        View::Breakdown => breakdown::layout(comparison, width, height, text),
        View::Trend => trend::layout(comparison, width, height, text),
    }
}
