//! Sizes that the views share, in CSS pixels, and the pen that they draw with.

use super::TextMeasure;
use super::scene::{Align, Form, Glyph, Ink, Of, Point, Shape};
use crate::order::ascending;

/// The least width of a picture: below this, labels have no room at all.
pub const NARROWEST: f64 = 240.0;
/// The greatest width of a picture.
pub const WIDEST: f64 = 1600.0;
/// The least height that a page may give a picture.
pub const LOWEST: f64 = 160.0;
/// The greatest height that a page may give a picture.
pub const HIGHEST: f64 = 4000.0;
/// Below this width labels take two lines.
pub const NARROW: f64 = 520.0;
/// Below this width slopes have no room between their labels.
pub const SLOPES: f64 = 420.0;
/// Font size of labels; 12 is the smallest that is comfortable to read.
pub const LABEL: f64 = 13.0;
/// Font size of ticks.
pub const TICK: f64 = 12.0;
/// Room that a line of text needs.
pub const LINE: f64 = 17.0;
/// Half the width of a point out of focus, and of one in focus.
pub const DOT: (f64, f64) = (2.5, 5.0);

/// Font size, and whether the text is bold.
pub type Style = (f64, bool);

/// A label beside the plot: its parts share a line, or have a line each in a column that has room for it.
pub struct Label {
    /// The height at which its middle is wanted.
    pub wanted: f64,
    pub parts: Vec<(String, Style)>,
    pub ink: Ink,
    /// Whose it is.
    pub of: Of,
}

/// Room between the parts of a label on one line.
const SPACE: f64 = 5.0;

/// Collects shapes in drawing order, and measures the texts among them.
pub struct Pen<'a> {
    measure: &'a dyn TextMeasure,
    /// The shapes drawn so far.
    pub shapes: Vec<Shape>,
    /// The owner of the shapes drawn next.
    pub of: Option<Of>,
}

// None of these functions is inlined, so that each shape adds one call to what readers download, and no more.
impl<'a> Pen<'a> {
    /// A pen that has drawn nothing yet.
    pub fn new(measure: &'a dyn TextMeasure) -> Self {
        Self { measure, shapes: Vec::new(), of: None }
    }

    /// Draws any form.
    pub fn draw(&mut self, form: Form, ink: Ink) {
        self.shapes.push(Shape { form, ink, of: self.of });
    }

    /// Draws a straight line.
    pub fn line(&mut self, from: Point, to: Point, width: f64, ink: Ink) {
        self.draw(Form::Line { from, to, width }, ink);
    }

    fn dot(&mut self, at: Point, radius: f64, glyph: Glyph, ink: Ink) {
        self.draw(Form::Dot { at, radius, glyph }, ink);
    }

    /// Draws a point, with a rim of paper around it where it may lie on others.
    pub fn point(&mut self, at: Point, radius: f64, glyph: Glyph, ink: Ink, rim: bool) {
        if rim {
            self.dot(at, radius + 1.5, glyph, Ink::Paper);
        }
        self.dot(at, radius, glyph, ink);
    }

    /// Draws a line of text.
    pub fn text(&mut self, at: Point, text: &str, style: Style, align: Align, ink: Ink) {
        let width = self.width(text, style);
        let (size, bold) = style;
        self.draw(Form::Text { at, text: text.into(), size, bold, align, width }, ink);
    }

    /// The width of a text.
    pub fn width(&self, text: &str, (size, bold): Style) -> f64 {
        self.measure.width(text, size, bold)
    }

    /// The width of the widest tick, for a scale at the side.
    pub fn gutter(&self, ticks: &[(f64, String)]) -> f64 {
        let mut widest = 0.0_f64;
        for (_, text) in ticks {
            widest = widest.max(self.width(text, (TICK, false)));
        }
        widest
    }

    /// Draws a scale at the left of the plot: a line across it for each tick, and the tick's text unless it is too near
    /// to a figure that has `taken` the place.
    pub fn rungs(&mut self, ticks: &[(f64, String)], (left, right): (f64, f64), gap: f64, taken: &[f64]) {
        for (at, text) in ticks {
            self.line(Point { x: left, y: *at }, Point { x: right, y: *at }, 1.0, Ink::Grid);
            if taken.iter().all(|taken| (taken - at).abs() >= LINE) {
                self.text(Point { x: left - gap, y: *at }, text, (TICK, false), Align::Right, Ink::Muted);
            }
        }
    }

    /// Draws a scale below or above the plot: a line for each tick from `top` to `bottom`, and its text at `y`, left
    /// out where two would meet.
    pub fn marks_along(&mut self, ticks: &[(f64, String)], (top, bottom): (f64, f64), y: f64, width: f64) {
        let mut free = f64::NEG_INFINITY;
        for (at, text) in ticks {
            self.line(Point { x: *at, y: top }, Point { x: *at, y: bottom }, 1.0, Ink::Grid);
            let (half, x) = self.middle(text, (TICK, false), *at, width);
            if x - half >= free {
                self.text(Point { x, y }, text, (TICK, false), Align::Centre, Ink::Muted);
                free = x + half + 8.0;
            }
        }
    }

    /// Half the width of a text, and the place of its middle that is nearest to the wanted one with all of it on the
    /// canvas.
    pub fn middle(&self, text: &str, style: Style, wanted: f64, canvas: f64) -> (f64, f64) {
        let half = self.width(text, style) / 2.0;
        (half, wanted.min(canvas - half).max(half))
    }

    /// The width of the widest label, its parts below each other (`stacked`) or beside each other.
    pub fn widest(&self, labels: &[Label], stacked: bool) -> f64 {
        let mut widest = 0.0_f64;
        for label in labels {
            let mut line = -SPACE;
            for (part, style) in &label.parts {
                let width = self.width(part, *style);
                line = if stacked { line.max(width) } else { line + SPACE + width };
            }
            widest = widest.max(line);
        }
        widest
    }

    /// Writes labels at one side of the plot, moved apart where they would overlap, and returns where their middles
    /// stand. Each gets `pitch` of room; where that is more than a line, its parts stand below each other.
    pub fn column(&mut self, labels: &[Label], x: f64, align: Align, pitch: f64, room: (f64, f64)) -> Vec<f64> {
        let mut wanted = Vec::new();
        for label in labels {
            wanted.push(label.wanted);
        }
        let placed = spread(&wanted, pitch, room.0, room.1);
        let stacked = pitch > LINE;
        for (label, &y) in labels.iter().zip(&placed) {
            self.of = Some(label.of);
            let mut at = Point { x, y: if stacked { y - LINE / 2.0 } else { y } };
            for (part, style) in &label.parts {
                self.text(at, part, *style, align, label.ink);
                if stacked {
                    at.y += LINE;
                } else {
                    at.x += self.width(part, *style) + SPACE;
                }
            }
        }
        self.of = None;
        placed
    }

    /// Breaks a text between words into as many lines as it needs, `most` at most; the last is cut short if it must be.
    pub fn wrap(&self, text: &str, style: Style, room: f64, most: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut rest = text.trim_ascii();
        while !rest.is_empty() {
            // As many whole words as fit; where not even one does, it is cut.
            let mut line = rest;
            while lines.len() + 1 < most && self.width(line, style) > room {
                let Some(space) = line.bytes().rposition(|byte| byte == b' ') else { break };
                line = line.get(..space).unwrap_or_default();
            }
            rest = rest.get(line.len()..).unwrap_or_default().trim_ascii_start();
            lines.push(self.fit(line, style, room));
        }
        lines
    }

    /// The text, or as much of its beginning as fits, with an ellipsis.
    pub fn fit(&self, text: &str, style: Style, room: f64) -> String {
        if text.is_empty() || self.width(text, style) <= room {
            return text.into();
        }
        let cut = |bytes: usize| {
            let beginning = text.get(..text.floor_char_boundary(bytes)).unwrap_or_default();
            beginning.trim_ascii_end().to_owned() + "…"
        };
        // Bisection finds the cut in a few measurements, however long the name.
        let (mut fits, mut too_long) = (0, text.len());
        while fits + 1 < too_long {
            let middle = usize::midpoint(fits, too_long);
            if self.width(&cut(middle), style) <= room { fits = middle } else { too_long = middle }
        }
        cut(fits)
    }
}

/// Moves labels apart: each at least its height from the next, all between `top` and `bottom`, as near as may be to
/// where they are wanted. Takes and returns their middles, in one order. Where there is too little room, the first
/// stand above `top`.
fn spread(wanted: &[f64], height: f64, top: f64, bottom: f64) -> Vec<f64> {
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
