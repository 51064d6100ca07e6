//! Is this area different, given its size? Each area's rate, or change, is drawn against its size, with the bands in
//! which areas of each size usually lie. Small areas stray further by chance than large ones, so the bands are a funnel.
//! Areas outside it are named as far as there is room. With too few areas to know what is usual there are no bands: each
//! point has the outline of what chance alone allows.

use super::TextMeasure;
use super::items::{Item, items};
use super::pen::{DOT, LABEL, NARROW, Pen, Style, TICK};
use super::scale::Scale;
use super::scene::{Align, Form, Ink, Mark, Of, Point, Scene};
use super::tag::{MOST_POINTS, Tags};
use crate::compare::{Comparison, Funnel, FunnelPoint, Subject, Verdict};
use crate::words;

/// Room above.
const TOP: f64 = 14.0;
/// Room below for the ticks and the axis title.
const BOTTOM: f64 = 48.0;
/// Room between the plot and the texts at its side.
const GAP: f64 = 10.0;
/// The number of steps in which the edge of a band is drawn.
const STEPS: u32 = 48;
/// No more areas outside than this have a name, the furthest out first: more names would hide the points.
const MOST_NAMES: usize = 12;

/// An area with its place among the bands; the value is converted by [`on_scale`].
struct Placed {
    item: Item,
    spot: FunnelPoint,
}

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let mut pen = Pen::new(text);
    let narrow = width < NARROW;
    let height = height.unwrap_or(if narrow { 380.0 } else { (width * 0.56).max(360.0).min(520.0) }).max(260.0);
    let bottom = height - BOTTOM;
    let Ok(funnel) = comparison.funnel() else {
        return Scene { width, height, shapes: pen.shapes, marks: Vec::new() };
    };
    // The scale always holds a rate of zero, or a change of none: the figures mean nothing without it.
    let floor = on_scale(&funnel, 0.0);
    let common = funnel.common().map(|common| on_scale(&funnel, common));
    let (mut spots, mut sizes, mut values) = (Vec::new(), Vec::new(), vec![floor]);
    values.extend(common);
    for item in items(comparison, false) {
        let Subject::Area(area) = item.subject else { continue };
        if let Some(spot) = funnel.spot(comparison, area) {
            sizes.push(spot.size);
            spots.push(Placed { item, spot: FunnelPoint { value: on_scale(&funnel, spot.value), ..spot } });
        }
    }
    // The scale holds the neck of the funnel. The mouth may run off rather than squash everything else, and so may a
    // neck that is wider than a thousandfold.
    let most = sizes.iter().fold(0.0_f64, |most, size| most.max(*size));
    let (mut highest, mut cap) = (0.0_f64, f64::INFINITY);
    if let Some(common) = common {
        for (lower, upper) in ranges(&funnel, most).into_iter().flatten() {
            values.extend([lower.max(common / 1e3), upper.min(common * 1e3)]);
            highest = upper;
        }
        // So may an area out of focus that is far beyond all others: it stands at the edge, and its name comes with its
        // value.
        cap = common + 3.0 * (highest - common).max(0.0);
    }
    for Placed { item, spot } in &spots {
        if item.in_front() || spot.value <= cap {
            // A little more than the highest, so that its name and the band have room.
            values.push(floor + (spot.value - floor) * 1.06);
        }
    }
    let change = funnel.is_of_changes;
    let y = if change { Scale::logarithmic(&values, (bottom, TOP)) } else { Scale::linear(&values, (bottom, TOP)) };
    let quantity = comparison.choice.quantity;
    // A ratio of 1.6 is a change of exactly +60%: rounding removes what the subtraction leaves.
    let shown = |tick: f64| if change { (1e8 * (tick - 1.0)).round() / 1e6 } else { tick };
    let ticks = y.named(5, &|tick| words::tick(quantity, shown(tick)));
    let left = pen.gutter(&ticks) + GAP + 2.0;
    let right = width - DOT.1 - 2.0;
    let x = Scale::logarithmic(&sizes, (left + 2.0 * DOT.1, right - DOT.1));

    pen.rungs(&ticks, (left, right), GAP / 2.0, &[]);
    let sizes_named = x.named(((right - left) / 70.0) as usize + 1, &words::short);
    pen.marks_along(&sizes_named, (bottom, bottom + 4.0), bottom + 14.0, width);
    let axis_title = pen.fit(words::size_axis(quantity), (TICK, false), width);
    pen.text(Point { x: width, y: height - 10.0 }, &axis_title, (TICK, false), Align::Right, Ink::Muted);

    match common {
        Some(common) => {
            bands(&funnel, &spots, (&x, &y), &mut pen);
            let at = y.place(common);
            pen.line(Point { x: left, y: at }, Point { x: right, y: at }, 1.5, Ink::Nation);
        }
        None => outlines(&funnel, &spots, (&x, &y), &mut pen),
    }

    let mut marks = Vec::new();
    for Placed { item, spot } in &spots {
        let at = Point { x: x.place(spot.size), y: y.place(spot.value) };
        let of = Of::Subject(item.subject);
        marks.push(Mark { of, value: spot.value, points: vec![at], ink: item.ink, glyph: item.glyph });
    }
    // Areas in focus lie on top, below them those outside the bands, then all others. Of thousands, each is only a
    // speck.
    let crowded = spots.len() > MOST_POINTS;
    for layer in 0..3 {
        for (mark, Placed { item, spot }) in marks.iter().zip(&spots) {
            let own = if item.in_front() { 2 } else { usize::from(is_outside(spot)) };
            if own == layer {
                pen.of = Some(mark.of);
                let (radius, ink, rim) = match layer {
                    0 if crowded => (1.5, Ink::Context, false),
                    0 => (DOT.0 + 0.5, Ink::Muted, false),
                    1 if crowded => (2.0, Ink::Text, false),
                    1 => (DOT.0 + 1.5, Ink::Text, true),
                    _ => (DOT.1, mark.ink, true),
                };
                pen.point(mark.anchor(), radius, mark.glyph, ink, rim);
            }
        }
    }
    names(comparison, (&spots, &marks), &y, [left, TOP - 8.0, width, bottom], &mut pen);
    pen.of = None;
    Scene { width, height, shapes: pen.shapes, marks }
}

/// The number that stands for a value on the scale: a rate itself, or a change as a ratio, so that doubling and halving
/// are equally far from none.
fn on_scale(funnel: &Funnel, value: f64) -> f64 {
    if funnel.is_of_changes { 1.0 + value / 100.0 } else { value }
}

/// Whether an area lies outside its range; one with too few events to say does not.
fn is_outside(spot: &FunnelPoint) -> bool {
    spot.judgement.is_ok_and(|judgement| judgement.verdict != Verdict::Within)
}

/// The inner and the outer usual range for a size, on the scale.
fn ranges(funnel: &Funnel, size: f64) -> Option<[(f64, f64); 2]> {
    let ranges = funnel.ranges(size)?;
    Some(ranges.map(|range| (on_scale(funnel, range.lower), on_scale(funnel, range.upper))))
}

/// Draws what chance alone allows each area, as an outline about its place.
fn outlines(funnel: &Funnel, spots: &[Placed], (x, y): (&Scale, &Scale), pen: &mut Pen<'_>) {
    for Placed { spot, .. } in spots {
        let Ok(judgement) = spot.judgement else { continue };
        let [inner, _] = judgement.ranges;
        let [lower, upper] = [inner.lower, inner.upper].map(|limit| y.place(on_scale(funnel, limit)));
        let (left, right) = (x.place(spot.size) - DOT.1, x.place(spot.size) + DOT.1);
        let corner = |x, y| Point { x, y };
        let mut points = vec![corner(left, lower), corner(left, upper), corner(right, upper), corner(right, lower)];
        points.extend(points.first().copied());
        pen.draw(Form::Path { points, width: 1.0 }, Ink::Muted);
    }
}

/// Draws both bands, the wider first, each with its edges as far as they are inside the picture. They begin at the
/// smallest area that has enough events for a range.
fn bands(funnel: &Funnel, spots: &[Placed], (x, y): (&Scale, &Scale), pen: &mut Pen<'_>) {
    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    for Placed { spot, .. } in spots {
        if spot.judgement.is_ok() {
            (least, most) = (least.min(spot.size), most.max(spot.size));
        }
    }
    if most == 0.0 {
        return;
    }
    for range in [1, 0] {
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        for step in 0..=STEPS {
            // Sizes in equal ratios: most of the bend is among the small ones.
            let size = least * ((most / least).ln() * f64::from(step) / f64::from(STEPS)).exp();
            if let Some(limits) = ranges(funnel, size).map(|ranges| ranges[range]) {
                let at = x.place(size);
                lower.push(Point { x: at, y: y.place(limits.0) });
                upper.push(Point { x: at, y: y.place(limits.1) });
            }
        }
        for edge in [&upper, &lower] {
            let inside: Vec<Point> = edge.iter().copied().filter(|point| y.holds(point.y)).collect();
            if inside.len() > 1 {
                pen.draw(Form::Path { points: inside, width: 1.0 }, Ink::Muted);
            }
        }
        lower.reverse();
        upper.append(&mut lower);
        if upper.len() > 2 {
            pen.draw(Form::Band { corners: upper }, Ink::Context);
        }
    }
}

/// Writes names: first those of areas in focus, then those of areas outside the bands, the furthest out first.
fn names(
    comparison: &Comparison<'_>,
    (spots, marks): (&[Placed], &[Mark]),
    y: &Scale,
    room: [f64; 4],
    pen: &mut Pen<'_>,
) {
    let mut tags = Tags::new(room, marks);
    let mut outside = Vec::new();
    for (mark, Placed { item, spot }) in marks.iter().zip(spots) {
        if item.in_front() {
            let style: Style = (LABEL, true);
            let name = pen.fit(comparison.name(item.subject), style, (room[2] - room[0]) * 0.6);
            pen.of = Some(mark.of);
            tags.write(mark.anchor(), &name, style, mark.ink, true, pen);
        } else if is_outside(spot) && spots.len() <= MOST_POINTS {
            outside.push((item.subject, spot.judgement.map_or(0.0, |judgement| judgement.z), mark));
        }
    }
    let mut keys = Vec::new();
    for (_, z, _) in &outside {
        keys.push(-z.abs());
    }
    for at in crate::order::ascending(&keys).into_iter().take(MOST_NAMES) {
        let (subject, _, mark) = outside[at];
        let style: Style = (TICK, false);
        let mut name = pen.fit(comparison.name(subject), style, (room[2] - room[0]) * 0.4);
        // A change on a base under 10 has no percentage, here or elsewhere.
        let value = comparison.point(subject, comparison.choice.later);
        if let (Some(value), false) = (value, y.holds(mark.anchor().y)) {
            let said = words::fill("{0}: {1}", &[&name, &words::figure(comparison, value)]);
            name = pen.fit(&said, style, room[2] - room[0]);
        }
        pen.of = Some(mark.of);
        tags.write(mark.anchor(), &name, style, Ink::Text, false, pen);
    }
}
