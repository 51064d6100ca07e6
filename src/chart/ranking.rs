//! Who is high and who is low? Every area's value in order, with the interval that chance allows, and the nation as the
//! dark reference. No rank is printed: an order without its uncertainty is not one.

use super::TextMeasure;
use super::frame::{DOT, LABEL, LINE, NARROW, Pen, Style, TICK, spread};
use super::scale::Scale;
use super::scene::{Align, Glyph, Ink, Mark, Point, Scene};
use crate::compare::{Comparison, Quantity, Subject};
use crate::stats::Interval;
use crate::stats::order::ascending;
use crate::words;

/// Room above for the reference's name.
const TOP: f64 = 30.0;
/// Room below for the ticks.
const BOTTOM: f64 = 28.0;
/// Rows at least this high have their names beside them.
const NAMED: f64 = 15.0;
/// However many areas there are, the picture fits a screen or two.
const TALLEST: f64 = 900.0;
/// With more areas than this, only those in focus have their intervals drawn: the others' would be a grey blur.
const MOST_INTERVALS: usize = 400;
/// Rows at least this high have room for a halo around each point.
const HALO: f64 = 6.0;
/// Between the plot and the texts at its sides.
const GAP: f64 = 10.0;

#[derive(Clone, Copy)]
struct Row {
    area: usize,
    value: f64,
    interval: Option<Interval>,
    ink: Ink,
    glyph: Glyph,
}

impl Row {
    fn style(&self) -> Style {
        if self.ink == Ink::Context { (TICK, false) } else { (LABEL, true) }
    }
}

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let mut pen = Pen::new(text);
    let rows = rows(comparison);
    let pitch = match rows.len() {
        0..=30 => 22.0,
        31..=50 => 17.0,
        many => ((TALLEST - TOP - BOTTOM) / many as f64).min(NAMED),
    };
    let height = height.unwrap_or((TOP + BOTTOM + pitch * rows.len() as f64).max(120.0));
    let pitch = (height - TOP - BOTTOM).max(1.0) / rows.len().max(1) as f64;
    let middle = |at: usize| TOP + (at as f64 + 0.5) * pitch;

    let quantity = comparison.choice.quantity;
    let room = width * if width < NARROW { 0.42 } else { 0.36 };
    let (mut labels, mut wanted) = (Vec::new(), Vec::new());
    let (mut widest_name, mut widest_figure) = (0.0_f64, 0.0_f64);
    for (at, row) in rows.iter().enumerate() {
        if pitch >= NAMED || row.ink != Ink::Context {
            let name = pen.fit(comparison.name(Subject::Area(row.area)), row.style(), room);
            let figure = words::value(quantity, row.value);
            widest_name = widest_name.max(pen.width(&name, row.style()));
            widest_figure = widest_figure.max(pen.width(&figure, row.style()));
            wanted.push(middle(at));
            labels.push((row, name, figure));
        }
    }
    let x = (widest_name + GAP + DOT.1, (width - widest_figure - GAP - DOT.1).max(widest_name + GAP + 60.0));
    let reference = comparison.point(Subject::Nation, comparison.choice.later).filter(|_| quantity != Quantity::Count);
    let scale = scale(&rows, reference, x);
    let bottom = height - BOTTOM;

    ticks(&scale, quantity, (x, bottom), width, &mut pen);
    if let Some(value) = reference {
        nation(comparison, value, scale.place(value), bottom, width, &mut pen);
    }
    for layer in [false, true] {
        for (at, row) in rows.iter().enumerate() {
            if (row.ink != Ink::Context) == layer {
                // Closer rows than a point is high would wipe each other out with their halos.
                draw(row, middle(at), &scale, pitch >= HALO || layer, &mut pen);
            }
        }
    }
    // Names beside rows that are too low for a line of text are those in focus alone, moved apart.
    let placed = if pitch >= NAMED { wanted } else { spread(&wanted, LINE, TOP - 8.0, height - BOTTOM + 4.0) };
    for ((row, name, figure), y) in labels.iter().zip(placed) {
        let ink = if row.ink == Ink::Context { Ink::Muted } else { row.ink };
        pen.text(Point { x: widest_name, y }, name, row.style(), Align::Right, ink);
        pen.text(Point { x: width, y }, figure, row.style(), Align::Right, ink);
    }
    let mut marks = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let points = vec![Point { x: scale.place(row.value), y: middle(at) }];
        marks.push(Mark { subject: Subject::Area(row.area), points, ink: row.ink, glyph: row.glyph });
    }
    Scene { width, height, marks, shapes: pen.shapes }
}

/// Every area with a value, highest first; equal values in the order of the data.
fn rows(comparison: &Comparison<'_>) -> Vec<Row> {
    let period = comparison.choice.later;
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for area in comparison.areas() {
        if let Some(value) = comparison.point(Subject::Area(area), period) {
            let place = comparison.focus(area);
            let (ink, glyph) = (place.map_or(Ink::Context, Ink::Focus), place.map_or(Glyph::Circle, Glyph::of_focus));
            rows.push(Row { area, value, interval: None, ink, glyph });
            keys.push(-value);
        }
    }
    let few = rows.len() <= MOST_INTERVALS;
    let mut sorted = Vec::new();
    for at in ascending(&keys) {
        let mut row = rows[at];
        if few || row.ink != Ink::Context {
            row.interval = comparison.value(Subject::Area(row.area), period).map(|estimate| estimate.interval);
        }
        sorted.push(row);
    }
    sorted
}

/// From the least to the greatest, zero always included: a rate or a change means nothing without it.
fn scale(rows: &[Row], reference: Option<f64>, range: (f64, f64)) -> Scale {
    let mut values = vec![0.0];
    values.extend(reference);
    // An interval in focus is shown whole; a grey one may run off the scale rather than squash everything else.
    let mut furthest = 0.0_f64;
    for row in rows {
        values.push(row.value);
        furthest = furthest.max(row.value.abs() * 1.5);
    }
    for row in rows {
        if let Some(interval) = row.interval {
            for limit in [interval.lower, interval.upper] {
                if row.ink != Ink::Context || limit.abs() <= furthest {
                    values.push(limit);
                }
            }
        }
    }
    Scale::linear(&values, range)
}

fn ticks(scale: &Scale, quantity: Quantity, (x, bottom): ((f64, f64), f64), width: f64, pen: &mut Pen<'_>) {
    let style = (TICK, false);
    let mut free = 0.0;
    for tick in scale.ticks(((x.1 - x.0) / 90.0) as usize + 1) {
        let at = scale.place(tick);
        // Zero is where "no change" is, and deserves a darker line.
        let ink = if tick == 0.0 && quantity == Quantity::Change { Ink::Muted } else { Ink::Grid };
        pen.line(Point { x: at, y: TOP }, Point { x: at, y: bottom }, 1.0, ink);
        let text = words::tick(quantity, tick);
        let (half, x) = pen.middle(&text, style, at, width);
        if x - half >= free {
            pen.text(Point { x, y: bottom + 14.0 }, &text, style, Align::Centre, Ink::Muted);
            free = x + half + 8.0;
        }
    }
}

fn nation(comparison: &Comparison<'_>, value: f64, at: f64, bottom: f64, width: f64, pen: &mut Pen<'_>) {
    pen.line(Point { x: at, y: TOP - 6.0 }, Point { x: at, y: bottom }, 1.5, Ink::Nation);
    let style = (TICK, true);
    let name =
        words::fill("{0} {1}", &[comparison.name(Subject::Nation), &words::value(comparison.choice.quantity, value)]);
    let text = pen.fit(&name, style, width);
    let (_, x) = pen.middle(&text, style, at, width);
    pen.text(Point { x, y: TOP - 17.0 }, &text, style, Align::Centre, Ink::Nation);
}

fn draw(row: &Row, y: f64, scale: &Scale, halo: bool, pen: &mut Pen<'_>) {
    let (width, radius) = if row.ink == Ink::Context { (1.5, DOT.0 + 0.5) } else { (3.0, DOT.1) };
    let point = |value| Point { x: scale.place(value), y };
    if let Some(interval) = row.interval {
        pen.line(point(interval.lower), point(interval.upper), width, row.ink);
    }
    if halo {
        pen.dot(point(row.value), radius + 1.5, row.glyph, Ink::Paper);
    }
    pen.dot(point(row.value), radius, row.glyph, row.ink);
}
