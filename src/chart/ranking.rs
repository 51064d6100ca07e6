//! Who is high and who is low? Every area's value in order, with the interval that chance allows, and the nation as the
//! dark reference. No rank is printed: an order without its uncertainty is not one.

use super::TextMeasure;
use super::frame::{DOT, LABEL, LINE, NARROW, Pen, TICK, spread};
use super::scale::Scale;
use super::scene::{Align, Glyph, Ink, Mark, Point, Scene, Shape};
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

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let pen = Pen(text);
    let rows = rows(comparison);
    let pitch = match rows.len() {
        0..=30 => 22.0,
        31..=50 => 17.0,
        many => ((TALLEST - TOP - BOTTOM) / many as f64).min(NAMED),
    };
    let height = height.unwrap_or((TOP + BOTTOM + pitch * rows.len() as f64).max(120.0));
    let pitch = (height - TOP - BOTTOM).max(1.0) / rows.len().max(1) as f64;
    let named = |row: &Row| pitch >= NAMED || row.ink != Ink::Context;
    let style = |row: &Row| (if row.ink == Ink::Context { TICK } else { LABEL }, row.ink != Ink::Context);

    let quantity = comparison.choice.quantity;
    let names: Vec<(usize, String)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| named(row))
        .map(|(at, row)| {
            (
                at,
                pen.fit(
                    comparison.name(Subject::Area(row.area)),
                    style(row),
                    width * if width < NARROW { 0.42 } else { 0.36 },
                ),
            )
        })
        .collect();
    let widest_name = names.iter().map(|(at, name)| pen.width(name, style(&rows[*at]))).fold(0.0, f64::max);
    let figures: Vec<String> = names.iter().map(|(at, _)| words::value(quantity, rows[*at].value)).collect();
    let widest_figure =
        names.iter().zip(&figures).map(|((at, _), figure)| pen.width(figure, style(&rows[*at]))).fold(0.0, f64::max);
    let x = (widest_name + GAP + DOT.1, (width - widest_figure - GAP - DOT.1).max(widest_name + GAP + 60.0));
    let reference = comparison.point(Subject::Nation, comparison.choice.later).filter(|_| quantity != Quantity::Count);
    let scale = scale(&rows, reference, x);
    let middle = |at: usize| TOP + (at as f64 + 0.5) * pitch;
    let bottom = height - BOTTOM;

    let mut shapes = Vec::new();
    ticks(&scale, quantity, (x, bottom), width, &pen, &mut shapes);
    if let Some(value) = reference {
        nation(comparison, value, scale.place(value), bottom, (width, &pen), &mut shapes);
    }
    for layer in [false, true] {
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| (row.ink != Ink::Context) == layer) {
            draw(row, middle(at), &scale, &mut shapes);
        }
    }
    // Names beside rows that are too low for a line of text are those in focus alone, moved apart.
    let wanted: Vec<f64> = names.iter().map(|(at, _)| middle(*at)).collect();
    let placed = if pitch >= NAMED { wanted } else { spread(&wanted, LINE, TOP - 8.0, height - BOTTOM + 4.0) };
    for (((at, name), figure), y) in names.into_iter().zip(figures).zip(placed) {
        let (style, ink) = (style(&rows[at]), if rows[at].ink == Ink::Context { Ink::Muted } else { rows[at].ink });
        shapes.push(pen.text(Point { x: widest_name, y }, name, style, Align::Right, ink));
        shapes.push(pen.text(Point { x: width, y }, figure, style, Align::Right, ink));
    }
    let marks = rows.iter().enumerate().map(|(at, row)| Mark {
        subject: Subject::Area(row.area),
        points: vec![Point { x: scale.place(row.value), y: middle(at) }],
        ink: row.ink,
        glyph: row.glyph,
    });
    Scene { width, height, marks: marks.collect(), shapes }
}

/// Every area with a value, highest first; equal values in the order of the data.
fn rows(comparison: &Comparison<'_>) -> Vec<Row> {
    let period = comparison.choice.later;
    let rows: Vec<Row> = comparison
        .areas()
        .filter_map(|area| {
            let place = comparison.focus(area);
            Some(Row {
                area,
                value: comparison.point(Subject::Area(area), period)?,
                interval: None,
                ink: place.map_or(Ink::Context, Ink::Focus),
                glyph: place.map_or(Glyph::Circle, Glyph::of_focus),
            })
        })
        .collect();
    let keys: Vec<f64> = rows.iter().map(|row| -row.value).collect();
    let mut rows: Vec<Row> = ascending(&keys).into_iter().map(|at| rows[at]).collect();
    let few = rows.len() <= MOST_INTERVALS;
    for row in rows.iter_mut().filter(|row| few || row.ink != Ink::Context) {
        row.interval = comparison.value(Subject::Area(row.area), period).map(|estimate| estimate.interval);
    }
    rows
}

/// From the least to the greatest, zero always included: a rate or a change means nothing without it.
fn scale(rows: &[Row], reference: Option<f64>, range: (f64, f64)) -> Scale {
    let values = rows.iter().map(|row| row.value);
    // An interval in focus is shown whole; a grey one may run off the scale rather than squash everything else.
    let furthest = values.clone().map(f64::abs).fold(0.0, f64::max) * 1.5;
    let shown = |row: &&Row, limit: f64| row.ink != Ink::Context || limit.abs() <= furthest;
    let limits = rows.iter().flat_map(|row| {
        let limits = row.interval.map(|interval| [interval.lower, interval.upper]);
        limits.into_iter().flatten().filter(move |&limit| shown(&row, limit))
    });
    Scale::linear(values.clone().chain(limits).chain(reference).chain([0.0]), range)
}

fn ticks(
    scale: &Scale,
    quantity: Quantity,
    (x, bottom): ((f64, f64), f64),
    width: f64,
    pen: &Pen<'_>,
    shapes: &mut Vec<Shape>,
) {
    let style = (TICK, false);
    let mut free = 0.0;
    for tick in scale.ticks(((x.1 - x.0) / 90.0) as usize + 1) {
        let at = scale.place(tick);
        // Zero is where "no change" is, and deserves a darker line.
        let ink = if tick == 0.0 && quantity == Quantity::Change { Ink::Muted } else { Ink::Grid };
        shapes.push(Shape::Line { from: Point { x: at, y: TOP }, to: Point { x: at, y: bottom }, width: 1.0, ink });
        let text = words::tick(quantity, tick);
        let half = pen.width(&text, style) / 2.0;
        let middle = at.min(width - half).max(half);
        if middle - half >= free {
            shapes.push(pen.text(Point { x: middle, y: bottom + 14.0 }, text, style, Align::Centre, Ink::Muted));
            free = middle + half + 8.0;
        }
    }
}

fn nation(
    comparison: &Comparison<'_>,
    value: f64,
    at: f64,
    bottom: f64,
    (width, pen): (f64, &Pen<'_>),
    shapes: &mut Vec<Shape>,
) {
    shapes.push(Shape::Line {
        from: Point { x: at, y: TOP - 6.0 },
        to: Point { x: at, y: bottom },
        width: 1.5,
        ink: Ink::Nation,
    });
    let name = comparison.name(Subject::Nation);
    let style = (TICK, true);
    let text = pen.fit(&format!("{name} {}", words::value(comparison.choice.quantity, value)), style, width);
    let half = pen.width(&text, style) / 2.0;
    let x = at.min(width - half).max(half);
    shapes.push(pen.text(Point { x, y: TOP - 17.0 }, text, style, Align::Centre, Ink::Nation));
}

fn draw(row: &Row, y: f64, scale: &Scale, shapes: &mut Vec<Shape>) {
    let (width, radius) = if row.ink == Ink::Context { (1.5, DOT.0 + 0.5) } else { (3.0, DOT.1) };
    if let Some(interval) = row.interval {
        let (from, to) = (Point { x: scale.place(interval.lower), y }, Point { x: scale.place(interval.upper), y });
        shapes.push(Shape::Line { from, to, width, ink: row.ink });
    }
    let at = Point { x: scale.place(row.value), y };
    shapes.push(Shape::Dot { at, radius: radius + 1.5, glyph: row.glyph, ink: Ink::Paper });
    shapes.push(Shape::Dot { at, radius, glyph: row.glyph, ink: row.ink });
}
