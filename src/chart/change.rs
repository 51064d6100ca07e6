//! How did each area move between two periods? A line for each from the earlier to the later value, on a logarithmic
//! scale, so that equal slopes are equal percentage changes.

use super::TextMeasure;
use super::frame::{DOT, LABEL, LINE, NARROW, Pen, Style, TICK, spread};
use super::scale::Scale;
use super::scene::{Align, Glyph, Ink, Mark, Point, Scene};
use crate::compare::{Comparison, Quantity, Subject};
use crate::stats::order::ascending;
use crate::words;

/// Room above for the periods' names.
const TOP: f64 = 34.0;
/// Room below.
const BOTTOM: f64 = 14.0;
/// Between a point and its label.
const GAP: f64 = 12.0;
/// How values, names and periods are written.
const VALUE: Style = (LABEL, true);

/// A subject's two values, either of which may be missing.
#[derive(Clone, Copy)]
struct Slope {
    subject: Subject,
    ink: Ink,
    glyph: Glyph,
    values: [Option<f64>; 2],
}

impl Slope {
    /// Values missing sort last.
    fn key(&self) -> f64 {
        self.values[1].or(self.values[0]).unwrap_or(f64::NEG_INFINITY)
    }
}

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let mut pen = Pen::new(text);
    let quantity = comparison.choice.quantity;
    let narrow = width < NARROW;
    let height = height.unwrap_or(if narrow { 360.0 } else { (width * 0.58).max(340.0).min(440.0) });
    let (slopes, values) = slopes(comparison);
    let mut labels = Vec::new();
    for slope in &slopes {
        if slope.ink != Ink::Context {
            labels.push((slope, label(comparison, slope, narrow, width, &pen)));
        }
    }
    let tall = if narrow { 2.0 * LINE + 2.0 } else { LINE };
    // However low the page would have it, every label has room.
    let height = height.max(TOP + tall * labels.len() as f64);

    // Room on the left for values and ticks, on the right for names; the plot has what remains.
    let y = Scale::logarithmic(&values, (height - BOTTOM, TOP + 8.0));
    let ticks = y.ticks(5);
    let (mut left, mut right, mut earlier) = (24.0_f64, 0.0_f64, Vec::new());
    for &tick in &ticks {
        left = left.max(pen.width(&words::tick(quantity, tick), (TICK, false)));
    }
    for (slope, parts) in &labels {
        right = right.max(parts_width(parts, narrow, &pen));
        if let Some(value) = slope.values[0] {
            left = left.max(pen.width(&words::value(quantity, value), VALUE));
            earlier.push((value, slope.ink));
        }
    }
    let left = left + GAP + 2.0;
    let x = [left, (width - right - GAP - 2.0).max(left + 40.0)];

    headings(comparison, x, width, &mut pen);
    let mut wanted = Vec::new();
    for (value, _) in &earlier {
        wanted.push(y.place(*value));
    }
    let taken = spread(&wanted, LINE, TOP - 8.0, height);
    for tick in ticks {
        let at = y.place(tick);
        pen.line(Point { x: x[0], y: at }, Point { x: x[1], y: at }, 1.0, Ink::Grid);
        // A tick gives way to a reader's own figure.
        if taken.iter().all(|taken| (taken - at).abs() >= LINE) {
            let point = Point { x: x[0] - GAP, y: at };
            pen.text(point, &words::tick(quantity, tick), (TICK, false), Align::Right, Ink::Muted);
        }
    }

    let mut marks = Vec::new();
    for slope in &slopes {
        marks.extend(mark(slope, x, &y));
    }
    for layer in [false, true] {
        for mark in &marks {
            if (mark.ink != Ink::Context) == layer {
                draw(mark, &mut pen);
            }
        }
    }

    for (&(value, ink), y) in earlier.iter().zip(taken) {
        pen.text(Point { x: x[0] - GAP, y }, &words::value(quantity, value), VALUE, Align::Right, ink);
    }
    let mut wanted = Vec::new();
    for (slope, _) in &labels {
        wanted.push(slope.values[1].or(slope.values[0]).map_or(height, |value| y.place(value)));
    }
    for ((slope, parts), y) in labels.iter().zip(spread(&wanted, tall, TOP - 8.0, height)) {
        write_label(parts, slope.ink, Point { x: x[1] + GAP, y }, narrow, &mut pen);
    }
    Scene { width, height, shapes: pen.shapes, marks }
}

/// Every subject with a value to show or in focus, highest later value first; and all their values.
fn slopes(comparison: &Comparison<'_>) -> (Vec<Slope>, Vec<f64>) {
    let periods = [comparison.choice.earlier, comparison.choice.later];
    let slope = |subject, place: Option<usize>| Slope {
        subject,
        ink: place.map_or(Ink::Context, Ink::Focus),
        glyph: place.map_or(Glyph::Circle, Glyph::of_focus),
        values: periods.map(|period| comparison.point(subject, period)),
    };
    let mut slopes = Vec::new();
    for area in comparison.areas() {
        if comparison.is_shown(area) {
            slopes.push(slope(Subject::Area(area), comparison.focus(area)));
        }
    }
    // The nation's count would squash every area's into the bottom of the chart; its rate is a fair reference.
    if comparison.choice.quantity == Quantity::Rate {
        let nation = Slope { ink: Ink::Nation, ..slope(Subject::Nation, None) };
        if let [Some(_), Some(_)] = nation.values {
            slopes.push(nation);
        }
    }
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for slope in &slopes {
        keys.push(-slope.key());
        values.extend(slope.values[0]);
        values.extend(slope.values[1]);
    }
    let mut sorted = Vec::new();
    for at in ascending(&keys) {
        sorted.push(slopes[at]);
    }
    (sorted, values)
}

/// The parts of a label: value, name and change, in bold or not.
fn label(comparison: &Comparison<'_>, slope: &Slope, narrow: bool, width: f64, pen: &Pen<'_>) -> Vec<(String, bool)> {
    let room = if narrow { width * 0.42 } else { width * 0.34 };
    let name = (pen.fit(comparison.name(slope.subject), VALUE, room), true);
    let quantity = comparison.choice.quantity;
    let change = match slope.subject {
        Subject::Area(area) if quantity == Quantity::Count => words::change_label(comparison, area),
        _ => None,
    };
    let mut value = match slope.values[1] {
        Some(value) => (words::value(quantity, value), true),
        None => (words::NO_FIGURE.into(), false),
    };
    match change {
        Some(change) if narrow => {
            value.0.push(' ');
            value.0.push_str(&change);
            vec![value, name]
        }
        Some(change) => vec![value, name, (change, false)],
        None => vec![value, name],
    }
}

/// Between the parts of a label on one line.
const SPACE: f64 = 5.0;

/// Parts stand below each other in a narrow picture, else beside each other.
fn parts_width(parts: &[(String, bool)], narrow: bool, pen: &Pen<'_>) -> f64 {
    let (mut widest, mut sum) = (0.0_f64, -SPACE);
    for (part, bold) in parts {
        let width = pen.width(part, (LABEL, *bold));
        widest = widest.max(width);
        sum += width + SPACE;
    }
    if narrow { widest } else { sum }
}

fn write_label(parts: &[(String, bool)], ink: Ink, at: Point, narrow: bool, pen: &mut Pen<'_>) {
    let mut point = if narrow { Point { y: at.y - LINE / 2.0, ..at } } else { at };
    for (part, bold) in parts {
        let style = (LABEL, *bold);
        let width = pen.width(part, style);
        pen.text(point, part, style, Align::Left, ink);
        if narrow {
            point.y += LINE;
        } else {
            point.x += width + SPACE;
        }
    }
}

/// The periods' names above the ends of the lines, moved inwards where they would leave the canvas.
fn headings(comparison: &Comparison<'_>, x: [f64; 2], width: f64, pen: &mut Pen<'_>) {
    let room = (x[1] - x[0]).max(60.0) - 8.0;
    for (period, x) in [(comparison.choice.earlier, x[0]), (comparison.choice.later, x[1])] {
        let name = pen.fit(&comparison.dataset.periods[period].label, VALUE, room);
        let (_, x) = pen.middle(&name, VALUE, x, width);
        pen.text(Point { x, y: 14.0 }, &name, VALUE, Align::Centre, Ink::Text);
    }
}

fn mark(slope: &Slope, x: [f64; 2], y: &Scale) -> Option<Mark> {
    let mut points = Vec::new();
    for (value, x) in [(slope.values[0], x[0]), (slope.values[1], x[1])] {
        if let Some(value) = value {
            points.push(Point { x, y: y.place(value) });
        }
    }
    (!points.is_empty()).then_some(Mark { subject: slope.subject, points, ink: slope.ink, glyph: slope.glyph })
}

fn draw(mark: &Mark, pen: &mut Pen<'_>) {
    let context = mark.ink == Ink::Context;
    let (width, radius) = match mark.ink {
        Ink::Context => (1.0, DOT.0),
        Ink::Nation => (2.0, DOT.0 + 1.0),
        _ => (3.0, DOT.1),
    };
    if let &[from, to] = &mark.points[..] {
        if !context {
            pen.line(from, to, width + 2.5, Ink::Paper);
        }
        pen.line(from, to, width, mark.ink);
    }
    for &at in &mark.points {
        if !context {
            pen.dot(at, radius + 1.5, mark.glyph, Ink::Paper);
        }
        pen.dot(at, radius, mark.glyph, mark.ink);
    }
}
