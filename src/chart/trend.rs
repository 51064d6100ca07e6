//! How did figures move over three or more periods? Each area has a line; those in focus and the nation also have a
//! mark for every figure, and the range that chance allows as a band. A gap is a figure that is missing or a break in
//! how events were counted: no line is drawn across either.

use super::TextMeasure;
use super::items::{Item, items};
use super::pen::{DOT, LABEL, LINE, Label, NARROW, Pen, Style, TICK};
use super::scale::Scale;
use super::scene::{Align, Form, Ink, Mark, Of, Point, Scene};
use crate::compare::{Comparison, Quantity};
use crate::stats::Interval;
use crate::words;

/// Room above.
const TOP: f64 = 12.0;
/// Room below for the periods' names.
const BOTTOM: f64 = 30.0;
/// Room between the plot and the texts at its sides.
const GAP: f64 = 10.0;
/// With more figures than this a point on each would hide the line.
const MOST_POINTS: usize = 16;

/// A figure of a line.
struct TrendPoint {
    period: usize,
    value: f64,
    /// Whether the line goes on from the figure before.
    joined: bool,
    /// The range that chance allows, for lines that have a band.
    range: Option<Interval>,
}

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let mut pen = Pen::new(text);
    let quantity = comparison.choice.quantity;
    let narrow = width < NARROW;
    // The nation's count would squash every area's into the bottom of the chart; its rate is a fair reference.
    let lines = items(comparison, quantity == Quantity::Rate);
    let tall = if narrow { 2.0 * LINE + 2.0 } else { LINE };
    let mut least = TOP + BOTTOM;
    let (mut stops, mut values) = (Vec::new(), Vec::new());
    for line in &lines {
        let found = stops_of(comparison, line);
        for stop in &found {
            values.push(stop.value);
            if let Some(range) = stop.range {
                values.extend([range.lower, range.upper]);
            }
        }
        if line.in_front() {
            least += tall;
        }
        stops.push(found);
    }
    let height = height.unwrap_or(if narrow { 360.0 } else { (width * 0.58).max(340.0).min(480.0) }).max(least);
    let bottom = height - BOTTOM;

    // Only a logarithmic scale can hold areas of any size in one picture.
    let y = Scale::logarithmic(&values, (bottom, TOP));
    let ticks = y.named(5, &|tick| words::tick(quantity, tick));
    let left = pen.gutter(&ticks) + GAP + DOT.1;
    let mut labels = Vec::new();
    for (line, stops) in lines.iter().zip(&stops) {
        if let (true, Some(last)) = (line.in_front(), stops.last()) {
            let parts = parts(comparison, line, last, width, &pen);
            labels.push(Label { wanted: y.place(last.value), parts, ink: line.ink, of: Of::Subject(line.subject) });
        }
    }
    let right = (width - pen.widest(&labels, narrow) - GAP - DOT.1).max(left + 40.0);
    let x = places(comparison, (left, right));

    pen.rungs(&ticks, (left - DOT.1, right), GAP - DOT.1, &[]);
    periods(comparison, &x, bottom + 16.0, width, &mut pen);

    let mut marks = Vec::new();
    for front in [true, false] {
        for (line, stops) in lines.iter().zip(&stops) {
            if line.in_front() == front {
                mark(line, stops, &|stop| Point { x: x[stop.period], y: y.place(stop.value) }, &mut marks);
            }
        }
    }
    for front in [false, true] {
        for (line, stops) in lines.iter().zip(&stops) {
            if line.in_front() == front {
                pen.of = Some(Of::Subject(line.subject));
                draw(line, stops, &x, &y, &mut pen);
            }
        }
    }
    // The labels end above the periods' names, of which the last may reach beyond the plot.
    pen.column(&labels, right + GAP, Align::Left, tall, (0.0, bottom + 6.0));
    Scene { width, height, shapes: pen.shapes, marks }
}

fn stops_of(comparison: &Comparison<'_>, line: &Item) -> Vec<TrendPoint> {
    let (mut stops, mut before) = (Vec::new(), None);
    for period in 0..comparison.dataset.periods.len() {
        let Some(value) = comparison.point(line.subject, period) else { continue };
        let goes_on = |before| before + 1 == period && comparison.break_within(line.subject, before, period).is_none();
        let joined = before.is_some_and(goes_on);
        let estimate = if line.in_front() { comparison.value(line.subject, period) } else { None };
        stops.push(TrendPoint { period, value, joined, range: estimate.map(|estimate| estimate.interval) });
        before = Some(period);
    }
    stops
}

/// The place of each period: the middle of its days.
fn places(comparison: &Comparison<'_>, range: (f64, f64)) -> Vec<f64> {
    let mut middles = Vec::new();
    for period in &comparison.dataset.periods {
        middles.push(f64::from(period.start().ordinal()) + f64::from(period.days()) / 2.0);
    }
    let scale = Scale::linear(&middles, range);
    middles.into_iter().map(|middle| scale.place(middle)).collect()
}

/// Writes the periods' names from the last to the first, as many as have room.
fn periods(comparison: &Comparison<'_>, x: &[f64], y: f64, width: f64, pen: &mut Pen<'_>) {
    let style: Style = (TICK, false);
    let mut free = width;
    for (period, &at) in comparison.dataset.periods.iter().zip(x).rev() {
        let name = pen.fit(&period.label, style, width / 3.0);
        let (half, middle) = pen.middle(&name, style, at, width);
        // A name that the edge pushes too far aside would stand at another period's place.
        if middle + half <= free && (middle - at).abs() <= half {
            pen.line(Point { x: at, y: y - 15.0 }, Point { x: at, y: y - 11.0 }, 1.0, Ink::Muted);
            pen.text(Point { x: middle, y }, &name, style, Align::Centre, Ink::Muted);
            free = middle - half - 12.0;
        }
    }
}

fn parts(
    comparison: &Comparison<'_>,
    line: &Item,
    last: &TrendPoint,
    width: f64,
    pen: &Pen<'_>,
) -> Vec<(String, Style)> {
    let bold: Style = (LABEL, true);
    let room = if width < NARROW { width * 0.34 } else { width * 0.3 };
    let mut value = words::figure(comparison, last.value);
    if last.period + 1 < comparison.dataset.periods.len() {
        value = words::fill("{0} ({1})", &[&value, &comparison.dataset.periods[last.period].label]);
    }
    vec![(pen.fit(&value, bold, room), bold), (pen.fit(comparison.name(line.subject), bold, room), bold)]
}

/// Adds a mark for each figure of a line in front, or one for a whole line behind.
fn mark(line: &Item, stops: &[TrendPoint], place: &dyn Fn(&TrendPoint) -> Point, marks: &mut Vec<Mark>) {
    let (mut points, mut value) = (Vec::new(), 0.0);
    for stop in stops {
        let point = place(stop);
        value = stop.value;
        if line.in_front() {
            let of = Of::Figure(line.subject, stop.period);
            marks.push(Mark { of, value, points: vec![point], ink: line.ink, glyph: line.glyph });
        } else {
            points.push(point);
        }
    }
    if !points.is_empty() {
        marks.push(Mark { of: Of::Subject(line.subject), value, points, ink: line.ink, glyph: line.glyph });
    }
}

/// Draws a subject's line, one piece for each run of figures without a gap.
fn draw(line: &Item, stops: &[TrendPoint], x: &[f64], y: &Scale, pen: &mut Pen<'_>) {
    let front = line.in_front();
    for run in stops.chunk_by(|_, next| next.joined) {
        let (mut points, mut upper, mut lower) = (Vec::new(), Vec::new(), Vec::new());
        for stop in run {
            let at = |value| Point { x: x[stop.period], y: y.place(value) };
            points.push(at(stop.value));
            if let Some(range) = stop.range {
                upper.push(at(range.upper));
                lower.push(at(range.lower));
            }
        }
        if upper.len() > 1 {
            lower.reverse();
            upper.append(&mut lower);
            pen.draw(Form::Band { corners: upper }, line.ink);
        }
        let alone = points.len() == 1;
        let dots = points.clone();
        if !alone {
            if front {
                pen.draw(Form::Path { points: points.clone(), width: 5.0 }, Ink::Paper);
            }
            pen.draw(Form::Path { points, width: if front { 2.5 } else { 1.0 } }, line.ink);
        }
        for (at, &point) in dots.iter().enumerate() {
            if alone || (front && (stops.len() <= MOST_POINTS || at + 1 == dots.len())) {
                pen.point(point, if front { DOT.1 - 1.0 } else { DOT.0 }, line.glyph, line.ink, front);
            }
        }
    }
    pen.of = None;
}
