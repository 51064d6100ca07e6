//! How did each area move between two periods? Each has a line from its earlier to its later value, on a logarithmic
//! scale, so that equal slopes are equal percentage changes.

use super::TextMeasure;
use super::items::{Item, items};
use super::pen::{DOT, LABEL, LINE, Label, NARROW, Pen, Style};
use super::scale::Scale;
use super::scene::{Align, Ink, Mark, Of, Point, Scene};
use crate::compare::{Comparison, Quantity, Subject};
use crate::words;

/// Room above for the periods' names.
const TOP: f64 = 34.0;
/// Room below.
const BOTTOM: f64 = 14.0;
/// Room between a point and its label.
const GAP: f64 = 12.0;
/// The style of values, names and periods.
const VALUE: Style = (LABEL, true);

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let mut pen = Pen::new(text);
    let quantity = comparison.choice.quantity;
    let narrow = width < NARROW;
    let height = height.unwrap_or(if narrow { 360.0 } else { (width * 0.58).max(340.0).min(440.0) });
    // The nation's count would squash every area's into the bottom of the chart; its rate is a fair reference.
    let slopes = items(comparison, quantity == Quantity::Rate);
    let tall = if narrow { 2.0 * LINE + 2.0 } else { LINE };
    let (mut values, mut least) = (Vec::new(), TOP);
    for slope in &slopes {
        values.extend(slope.values[0]);
        values.extend(slope.values[1]);
        if slope.in_front() {
            least += tall;
        }
    }
    // Every label has room, however low a picture the page asks for.
    let height = height.max(least);

    // Room on the left for values and ticks, on the right for names; the plot has what remains.
    let y = Scale::logarithmic(&values, (height - BOTTOM, TOP + 8.0));
    let ticks = y.named(5, &|tick| words::tick(quantity, tick));
    let (mut earlier, mut later) = (Vec::new(), Vec::new());
    for slope in &slopes {
        if slope.in_front() {
            let (ink, of) = (slope.ink, Of::Subject(slope.subject));
            later.push(Label { wanted: y.place(slope.value()), parts: parts(comparison, slope, width, &pen), ink, of });
            if let Some(value) = slope.values[0] {
                let parts = vec![(words::figure(comparison, value), VALUE)];
                earlier.push(Label { wanted: y.place(value), parts, ink, of });
            }
        }
    }
    let left = pen.widest(&earlier, false).max(24.0).max(pen.gutter(&ticks)) + GAP + 2.0;
    let x = [left, (width - pen.widest(&later, narrow) - GAP - 2.0).max(left + 40.0)];

    headings(comparison, x, width, &mut pen);
    let room = (TOP - 8.0, height);
    let taken = pen.column(&earlier, x[0] - GAP, Align::Right, LINE, room);
    // The text of a tick gives way to the figure of an area in focus.
    pen.rungs(&ticks, (x[0], x[1]), GAP, &taken);

    let mut marks = Vec::new();
    for slope in &slopes {
        let mut points = Vec::new();
        for (x, value) in x.into_iter().zip(slope.values) {
            if let Some(value) = value {
                points.push(Point { x, y: y.place(value) });
            }
        }
        let (of, value) = (Of::Subject(slope.subject), slope.value());
        marks.push(Mark { of, value, points, ink: slope.ink, glyph: slope.glyph });
    }
    for front in [false, true] {
        for mark in &marks {
            if (mark.ink != Ink::Context) == front {
                draw(mark, front, &mut pen);
            }
        }
    }
    pen.column(&later, x[1] + GAP, Align::Left, tall, room);
    Scene { width, height, shapes: pen.shapes, marks }
}

/// The parts of a label: value, name and change; in a narrow picture on two lines.
fn parts(comparison: &Comparison<'_>, slope: &Item, width: f64, pen: &Pen<'_>) -> Vec<(String, Style)> {
    let narrow = width < NARROW;
    let room = if narrow { width * 0.42 } else { width * 0.34 };
    let name = (pen.fit(comparison.name(slope.subject), VALUE, room), VALUE);
    let quantity = comparison.choice.quantity;
    let change = match slope.subject {
        Subject::Area(area) if quantity == Quantity::Count => words::change_label(comparison, area),
        _ => None,
    };
    let mut value = match slope.values[1] {
        Some(value) => (words::figure(comparison, value), VALUE),
        None => (words::no_figure().into(), (LABEL, false)),
    };
    match change {
        Some(change) if narrow => {
            value.0 += &[" ", &change].concat();
            vec![value, name]
        }
        Some(change) => vec![value, name, (change, (LABEL, false))],
        None => vec![value, name],
    }
}

/// The periods' names above the ends of the lines, moved inwards where they would leave the canvas.
fn headings(comparison: &Comparison<'_>, x: [f64; 2], width: f64, pen: &mut Pen<'_>) {
    // Each name has half of the picture at most: the edge moves a long one towards the other.
    let (middle, room) = (x[0].midpoint(x[1]) - 4.0, x[1] - x[0] - 8.0);
    for (period, x, half) in
        [(comparison.choice.earlier, x[0], middle), (comparison.choice.later, x[1], width - middle - 8.0)]
    {
        let name = pen.fit(&comparison.dataset.periods[period].label, VALUE, room.min(half));
        let (_, x) = pen.middle(&name, VALUE, x, width);
        pen.text(Point { x, y: 14.0 }, &name, VALUE, Align::Centre, Ink::Text);
    }
}

fn draw(mark: &Mark, front: bool, pen: &mut Pen<'_>) {
    pen.of = Some(mark.of);
    let (width, radius) = match mark.ink {
        Ink::Context => (1.0, DOT.0),
        Ink::Nation => (2.0, DOT.0 + 1.0),
        _ => (3.0, DOT.1),
    };
    if let &[from, to] = &mark.points[..] {
        if front {
            pen.line(from, to, width + 2.5, Ink::Paper);
        }
        pen.line(from, to, width, mark.ink);
    }
    for &at in &mark.points {
        pen.point(at, radius, mark.glyph, mark.ink, front);
    }
    pen.of = None;
}
