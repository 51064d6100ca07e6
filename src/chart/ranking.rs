//! Who is high and who is low? Every area's value stands in order, with the interval that chance allows, and the nation
//! is the dark reference. No rank is printed: an order without its uncertainty is not one.

use super::TextMeasure;
use super::items::{Item, items};
use super::pen::{DOT, LABEL, LINE, Label, NARROW, Pen, Style, TICK};
use super::scale::Scale;
use super::scene::{Align, Ink, Mark, Of, Point, Scene};
use crate::compare::{Comparison, Quantity, Subject};
use crate::stats::Interval;
use crate::words;

/// Room above for the reference's name.
const TOP: f64 = 30.0;
/// Room below for the ticks.
const BOTTOM: f64 = 28.0;
/// Rows at least this high have their names beside them.
const NAMED: f64 = 15.0;
/// The most height that the view takes by itself: however many areas there are, the picture fits a screen or two.
const TALLEST: f64 = 900.0;
/// With more areas than this, only those in focus have their intervals drawn: the others' would be a grey blur.
const MOST_INTERVALS: usize = 400;
/// Rows at least this high have room for a rim around each point.
const RIM: f64 = 6.0;
/// Room between the plot and the texts at its sides.
const GAP: f64 = 10.0;

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let mut pen = Pen::new(text);
    let rows = items(comparison, false);
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
    let (mut names, mut figures) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        if pitch >= NAMED || row.in_front() {
            let (style, ink): (Style, _) =
                if row.in_front() { ((LABEL, true), row.ink) } else { ((TICK, false), Ink::Muted) };
            let name = pen.fit(comparison.name(row.subject), style, room);
            let (wanted, of) = (middle(at), Of::Subject(row.subject));
            names.push(Label { wanted, parts: vec![(name, style)], ink, of });
            figures.push(Label { wanted, parts: vec![(words::figure(comparison, row.value()), style)], ink, of });
        }
    }
    let (left, right) = (pen.widest(&names, false), pen.widest(&figures, false));
    let x = (left + GAP + DOT.1, (width - right - GAP - DOT.1).max(left + GAP + 60.0));
    let reference = comparison.point(Subject::Nation, comparison.choice.later).filter(|_| quantity != Quantity::Count);
    let intervals = intervals(comparison, &rows);
    let scale = scale(&rows, &intervals, reference, x);
    let bottom = height - BOTTOM;

    let ticks = scale.named(((x.1 - x.0) / 90.0) as usize + 1, &|tick| words::tick(quantity, tick));
    pen.marks_along(&ticks, (TOP, bottom), bottom + 14.0, width);
    if quantity == Quantity::Change {
        // Zero means no change here, so its line is darker than those of the ticks.
        let at = scale.place(0.0);
        pen.line(Point { x: at, y: TOP }, Point { x: at, y: bottom }, 1.0, Ink::Muted);
    }
    if let Some(value) = reference {
        nation(comparison, value, scale.place(value), bottom, width, &mut pen);
    }
    let mut marks = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let points = vec![Point { x: scale.place(row.value()), y: middle(at) }];
        let (of, value) = (Of::Subject(row.subject), row.value());
        marks.push(Mark { of, value, points, ink: row.ink, glyph: row.glyph });
    }
    for front in [false, true] {
        for (mark, interval) in marks.iter().zip(&intervals) {
            if (mark.ink != Ink::Context) == front {
                // Where rows are closer than a point is high, the rims would wipe out the rows beside them.
                draw(mark, *interval, &scale, pitch >= RIM || front, &mut pen);
            }
        }
    }
    // Where rows are too low for a line of text, only areas in focus have labels, and those are moved apart.
    let (pitch, room) =
        if pitch >= NAMED { (pitch.min(LINE), (0.0, height)) } else { (LINE, (TOP - 8.0, bottom + 4.0)) };
    pen.column(&names, left, Align::Right, pitch, room);
    pen.column(&figures, width, Align::Right, pitch, room);
    Scene { width, height, marks, shapes: pen.shapes }
}

/// The interval of each row; `None` where it is not drawn.
fn intervals(comparison: &Comparison<'_>, rows: &[Item]) -> Vec<Option<Interval>> {
    let mut intervals = Vec::new();
    for row in rows {
        let drawn = rows.len() <= MOST_INTERVALS || row.in_front();
        let estimate = if drawn { comparison.value(row.subject, comparison.choice.later) } else { None };
        intervals.push(estimate.map(|estimate| estimate.interval));
    }
    intervals
}

/// A scale from the least to the greatest value, with zero always on it: a rate or a change means nothing without it.
fn scale(rows: &[Item], intervals: &[Option<Interval>], reference: Option<f64>, range: (f64, f64)) -> Scale {
    let mut values = vec![0.0];
    values.extend(reference);
    // An interval in focus is shown whole; a grey one may run off the scale rather than squash everything else.
    let mut furthest = 0.0_f64;
    for row in rows {
        values.push(row.value());
        furthest = furthest.max(row.value().abs() * 1.5);
    }
    for (row, interval) in rows.iter().zip(intervals) {
        if let Some(interval) = interval {
            for limit in [interval.lower, interval.upper] {
                if row.in_front() || limit.abs() <= furthest {
                    values.push(limit);
                }
            }
        }
    }
    Scale::linear(&values, range)
}

fn nation(comparison: &Comparison<'_>, value: f64, at: f64, bottom: f64, width: f64, pen: &mut Pen<'_>) {
    pen.line(Point { x: at, y: TOP - 6.0 }, Point { x: at, y: bottom }, 1.5, Ink::Nation);
    let style = (TICK, true);
    let name = words::fill("{0} {1}", &[comparison.name(Subject::Nation), &words::figure(comparison, value)]);
    let text = pen.fit(&name, style, width);
    let (_, x) = pen.middle(&text, style, at, width);
    pen.text(Point { x, y: TOP - 17.0 }, &text, style, Align::Centre, Ink::Nation);
}

fn draw(mark: &Mark, interval: Option<Interval>, scale: &Scale, rim: bool, pen: &mut Pen<'_>) {
    let (width, radius) = if mark.ink == Ink::Context { (1.5, DOT.0 + 0.5) } else { (3.0, DOT.1) };
    let at = mark.anchor();
    pen.of = Some(mark.of);
    if let Some(interval) = interval {
        let limit = |limit| Point { x: scale.place(limit), y: at.y };
        pen.line(limit(interval.lower), limit(interval.upper), width, mark.ink);
    }
    pen.point(at, radius, mark.glyph, mark.ink, rim);
    pen.of = None;
}
