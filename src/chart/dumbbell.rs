//! How did each area move between two periods? Where there is no room for slopes, each area has a row: its earlier and
//! its later value on one logarithmic scale, and a line between them. Areas in focus stand on top with their figures,
//! all others below, in order.

use super::TextMeasure;
use super::items::{Item, items};
use super::pen::{DOT, LABEL, LINE, Pen, Style};
use super::scale::Scale;
use super::scene::{Align, Ink, Mark, Of, Point, Scene};
use crate::compare::{Comparison, Quantity, Subject};
use crate::words;

/// Room above for the scale and for the key to the two points.
const TOP: f64 = 44.0;
/// Height of a row in focus: a line of text, and the points below it.
const ROW: f64 = LINE + 24.0;
/// The most room that all rows out of focus take together, unless the page gives more.
const OTHERS: f64 = 220.0;
/// The most room that one of them takes, unless the page gives more.
const THIN: f64 = 8.0;

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let mut pen = Pen::new(text);
    let quantity = comparison.choice.quantity;
    let (mut front, mut behind, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for item in items(comparison, quantity == Quantity::Rate) {
        values.extend(item.values[0]);
        values.extend(item.values[1]);
        if item.in_front() { front.push(item) } else { behind.push(item) }
    }
    let least = TOP + ROW * front.len() as f64 + 12.0;
    let height = height.unwrap_or(least + (behind.len() as f64 * THIN).min(OTHERS)).max(least + 24.0);
    let x = Scale::logarithmic(&values, (DOT.1 + 3.0, width - DOT.1 - 3.0));

    let style: Style = (LABEL, true);
    let ends = pen.fit(&words::ends(comparison), style, width);
    pen.text(Point { x: 0.0, y: 9.0 }, &ends, style, Align::Left, Ink::Text);
    pen.marks_along(&x.named(4, &|tick| words::tick(quantity, tick)), (TOP - 6.0, height), TOP - 14.0, width);

    let (mut marks, mut top) = (Vec::new(), TOP);
    for item in &front {
        let figures = figures(comparison, item);
        let room = width - pen.width(&figures, (LABEL, false)) - 8.0;
        let name = pen.fit(comparison.name(item.subject), style, room.max(width / 4.0));
        pen.of = Some(Of::Subject(item.subject));
        let y = top + LINE / 2.0;
        pen.text(Point { x: 0.0, y }, &name, style, Align::Left, item.ink);
        let figures = pen.fit(&figures, (LABEL, false), width - pen.width(&name, style) - 8.0);
        pen.text(Point { x: width, y }, &figures, (LABEL, false), Align::Right, Ink::Text);
        marks.push(row(item, &x, top + LINE + 9.0, &mut pen));
        top += ROW;
    }
    let pitch = (height - top - 12.0) / behind.len().max(1) as f64;
    for (at, item) in behind.iter().enumerate() {
        marks.push(row(item, &x, top + 6.0 + pitch * (at as f64 + 0.5), &mut pen));
    }
    pen.of = None;
    Scene { width, height, shapes: pen.shapes, marks }
}

/// `118 → 200, +69.5%`.
fn figures(comparison: &Comparison<'_>, item: &Item) -> String {
    let shown = |value: Option<f64>| match value {
        Some(value) => words::figure(comparison, value),
        None => words::no_figure().into(),
    };
    let both = words::fill("{0} → {1}", &[&shown(item.values[0]), &shown(item.values[1])]);
    let change = match item.subject {
        Subject::Area(area) if comparison.choice.quantity == Quantity::Count => words::change_label(comparison, area),
        _ => None,
    };
    match change {
        Some(change) => words::fill("{0}, {1}", &[&both, &change]),
        None => both,
    }
}

/// Draws the points of a row and the line between them, and returns its mark.
fn row(item: &Item, x: &Scale, y: f64, pen: &mut Pen<'_>) -> Mark {
    let of = Of::Subject(item.subject);
    pen.of = Some(of);
    let front = item.in_front();
    let mut points = Vec::new();
    for value in item.values.into_iter().flatten() {
        points.push(Point { x: x.place(value), y });
    }
    if let &[from, to] = &points[..] {
        pen.line(from, to, if front { 3.0 } else { 1.0 }, item.ink);
        pen.point(from, if front { DOT.0 + 0.5 } else { 1.0 }, item.glyph, item.ink, front);
    }
    if let Some(&last) = points.last() {
        pen.point(last, if front { DOT.1 } else { DOT.0 }, item.glyph, item.ink, front);
    }
    Mark { of, value: item.value(), points, ink: item.ink, glyph: item.glyph }
}
