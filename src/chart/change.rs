//! How did each area move between two periods? A line for each from the earlier to the later value, on a logarithmic
//! scale, so that equal slopes are equal percentage changes.

use super::TextMeasure;
use super::frame::{DOT, LABEL, LINE, NARROW, Pen, TICK, spread};
use super::scale::Scale;
use super::scene::{Align, Glyph, Ink, Mark, Point, Scene, Shape};
use crate::compare::{Comparison, Quantity, Subject};
use crate::stats::order::ascending;
use crate::words;

/// Room above for the periods' names.
const TOP: f64 = 34.0;
/// Room below.
const BOTTOM: f64 = 14.0;
/// Between a point and its label.
const GAP: f64 = 12.0;

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
    let pen = Pen(text);
    let narrow = width < NARROW;
    let height = height.unwrap_or(if narrow { 360.0 } else { (width * 0.58).max(340.0).min(440.0) });
    let slopes = slopes(comparison);
    let labels: Vec<_> = slopes.iter().filter(|slope| slope.ink != Ink::Context).collect();
    let tall = if narrow { 2.0 * LINE + 2.0 } else { LINE };
    // However low the page would have it, every label has room.
    let height = height.max(TOP + tall * labels.len() as f64);

    // Room on the left for values and ticks, on the right for names; the plot has what remains.
    let value_style = (LABEL, true);
    let shown = |value: f64| words::value(comparison.choice.quantity, value);
    let left_values =
        labels.iter().filter_map(|slope| slope.values[0]).map(|value| pen.width(&shown(value), value_style));
    let scale = |range| Scale::logarithmic(slopes.iter().flat_map(|slope| slope.values).flatten(), range);
    let ticks = scale((0.0, 1.0)).ticks(5);
    let tick_widths =
        ticks.iter().map(|&tick| pen.width(&words::tick(comparison.choice.quantity, tick), (TICK, false)));
    let left = left_values.chain(tick_widths).fold(24.0, f64::max) + GAP + 2.0;
    let names: Vec<Vec<(String, bool)>> =
        labels.iter().map(|slope| label(comparison, slope, narrow, width, &pen)).collect();
    let widest = names.iter().flatten().map(|(line, bold)| pen.width(line, (LABEL, *bold)));
    let right = if narrow {
        widest.fold(0.0, f64::max)
    } else {
        names.iter().map(|parts| parts_width(parts, &pen)).fold(0.0, f64::max)
    } + GAP
        + 2.0;
    let (x, plot_bottom) = ([left, (width - right).max(left + 40.0)], height - BOTTOM);
    let y = scale((plot_bottom, TOP + 8.0));

    let mut shapes = headings(comparison, x, width, &pen);
    let left_labels: Vec<(f64, &Slope)> = {
        let with_left: Vec<_> = labels.iter().filter(|slope| slope.values[0].is_some()).copied().collect();
        let wanted: Vec<f64> = with_left.iter().filter_map(|slope| slope.values[0]).map(|v| y.place(v)).collect();
        spread(&wanted, LINE, TOP - 8.0, height).into_iter().zip(with_left).collect()
    };
    for &tick in &ticks {
        let at = y.place(tick);
        shapes.push(Shape::Line {
            from: Point { x: x[0], y: at },
            to: Point { x: x[1], y: at },
            width: 1.0,
            ink: Ink::Grid,
        });
        // A tick gives way to a reader's own figure.
        if left_labels.iter().all(|(taken, _)| (taken - at).abs() >= LINE) {
            let point = Point { x: x[0] - GAP, y: at };
            shapes.push(pen.text(
                point,
                words::tick(comparison.choice.quantity, tick),
                (TICK, false),
                Align::Right,
                Ink::Muted,
            ));
        }
    }

    let marks: Vec<Mark> = slopes.iter().filter_map(|slope| mark(slope, x, &y)).collect();
    for layer in [false, true] {
        for mark in marks.iter().filter(|mark| (mark.ink != Ink::Context) == layer) {
            draw(mark, &mut shapes);
        }
    }

    for (at, slope) in left_labels {
        let value = slope.values[0].map(shown).unwrap_or_default();
        shapes.push(pen.text(Point { x: x[0] - GAP, y: at }, value, value_style, Align::Right, slope.ink));
    }
    let wanted: Vec<f64> =
        labels.iter().map(|slope| slope.values[1].or(slope.values[0]).map_or(height, |v| y.place(v))).collect();
    for ((parts, slope), at) in names.into_iter().zip(&labels).zip(spread(&wanted, tall, TOP - 8.0, height)) {
        write_label(parts, slope.ink, Point { x: x[1] + GAP, y: at }, narrow, &pen, &mut shapes);
    }
    Scene { width, height, shapes, marks }
}

/// Every subject with a value to show or in focus, highest later value first.
fn slopes(comparison: &Comparison<'_>) -> Vec<Slope> {
    let periods = [comparison.choice.earlier, comparison.choice.later];
    let values = |subject| periods.map(|period| comparison.point(subject, period));
    let mut slopes: Vec<Slope> = comparison
        .areas()
        .filter(|&area| comparison.is_shown(area))
        .map(|area| {
            let place = comparison.focus(area);
            Slope {
                subject: Subject::Area(area),
                ink: place.map_or(Ink::Context, Ink::Focus),
                glyph: place.map_or(Glyph::Circle, Glyph::of_focus),
                values: values(Subject::Area(area)),
            }
        })
        .collect();
    // The nation's count would squash every area's into the bottom of the chart; its rate is a fair reference.
    if comparison.choice.quantity == Quantity::Rate {
        let subject = Subject::Nation;
        let nation = Slope { subject, ink: Ink::Nation, glyph: Glyph::Circle, values: values(subject) };
        slopes.extend(nation.values.iter().all(Option::is_some).then_some(nation));
    }
    let keys: Vec<f64> = slopes.iter().map(|slope| -slope.key()).collect();
    ascending(&keys).into_iter().map(|at| slopes[at]).collect()
}

/// The parts of a label: value, name and change, in bold or not.
fn label(comparison: &Comparison<'_>, slope: &Slope, narrow: bool, width: f64, pen: &Pen<'_>) -> Vec<(String, bool)> {
    let room = if narrow { width * 0.42 } else { width * 0.34 };
    let name = pen.fit(comparison.name(slope.subject), (LABEL, true), room);
    let quantity = comparison.choice.quantity;
    let change = match slope.subject {
        Subject::Area(area) if quantity == Quantity::Count => words::change_label(comparison, area),
        _ => None,
    };
    let value = match slope.values[1] {
        Some(value) => (words::value(quantity, value), true),
        None => ("no figure".into(), false),
    };
    let change = change.map(|change| (change, false));
    if narrow {
        let mut first = value;
        if let Some((change, _)) = change {
            first.0 = format!("{} {change}", first.0);
        }
        vec![first, (name, true)]
    } else {
        [Some(value), Some((name, true)), change].into_iter().flatten().collect()
    }
}

/// Between the parts of a label on one line.
const SPACE: f64 = 5.0;

fn parts_width(parts: &[(String, bool)], pen: &Pen<'_>) -> f64 {
    parts.iter().map(|(part, bold)| pen.width(part, (LABEL, *bold)) + SPACE).sum::<f64>() - SPACE
}

fn write_label(parts: Vec<(String, bool)>, ink: Ink, at: Point, narrow: bool, pen: &Pen<'_>, shapes: &mut Vec<Shape>) {
    let mut point = if narrow { Point { y: at.y - LINE / 2.0, ..at } } else { at };
    for (part, bold) in parts {
        let width = pen.width(&part, (LABEL, bold));
        shapes.push(pen.text(point, part, (LABEL, bold), Align::Left, ink));
        if narrow {
            point.y += LINE;
        } else {
            point.x += width + SPACE;
        }
    }
}

/// The periods' names above the ends of the lines, moved inwards where they would leave the canvas.
fn headings(comparison: &Comparison<'_>, x: [f64; 2], width: f64, pen: &Pen<'_>) -> Vec<Shape> {
    let periods = [comparison.choice.earlier, comparison.choice.later];
    let style = (LABEL, true);
    let room = (x[1] - x[0]).max(60.0) - 8.0;
    let names = periods.map(|period| pen.fit(&comparison.dataset.periods[period].label, style, room));
    let place = |at: f64, name: &str| {
        let half = pen.width(name, style) / 2.0;
        at.min(width - half).max(half)
    };
    let points = [place(x[0], &names[0]), place(x[1], &names[1])];
    let both = points.into_iter().zip(names);
    both.map(|(x, name)| pen.text(Point { x, y: 14.0 }, name, style, Align::Centre, Ink::Text)).collect()
}

fn mark(slope: &Slope, x: [f64; 2], y: &Scale) -> Option<Mark> {
    let points = slope.values.iter().zip(x).filter_map(|(value, x)| Some(Point { x, y: y.place((*value)?) }));
    let points: Vec<Point> = points.collect();
    (!points.is_empty()).then_some(Mark { subject: slope.subject, points, ink: slope.ink, glyph: slope.glyph })
}

fn draw(mark: &Mark, shapes: &mut Vec<Shape>) {
    let context = mark.ink == Ink::Context;
    let (width, radius) = match mark.ink {
        Ink::Context => (1.0, DOT.0),
        Ink::Nation => (2.0, DOT.0 + 1.0),
        _ => (3.0, DOT.1),
    };
    for ends in mark.points.windows(2) {
        let (from, to) = (ends[0], ends[1]);
        if !context {
            shapes.push(Shape::Line { from, to, width: width + 2.5, ink: Ink::Paper });
        }
        shapes.push(Shape::Line { from, to, width, ink: mark.ink });
    }
    for &at in &mark.points {
        if !context {
            shapes.push(Shape::Dot { at, radius: radius + 1.5, glyph: mark.glyph, ink: Ink::Paper });
        }
        shapes.push(Shape::Dot { at, radius, glyph: mark.glyph, ink: mark.ink });
    }
}
