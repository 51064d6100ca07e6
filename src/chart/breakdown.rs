//! The view of the parts of a total. It takes the bar of the whole apart: each part has a row, and begins where the one
//! above ended, so that the rows together reach from nothing to all. The rest that was not broken down is a part like
//! any.

use super::TextMeasure;
use super::pen::{LABEL, LINE, Pen, Style};
use super::scale::Scale;
use super::scene::{Align, Glyph, Ink, Mark, Of, Point, Scene};
use crate::compare::{Comparison, Quantity};
use crate::words;

/// Room above for the ticks.
const TOP: f64 = 26.0;
/// Height of a part's bar.
const BAR: f64 = 18.0;
/// Room between the rows.
const GAP: f64 = 14.0;

pub fn layout(comparison: &Comparison<'_>, width: f64, height: Option<f64>, text: &dyn TextMeasure) -> Scene {
    let mut pen = Pen::new(text);
    let style: Style = (LABEL, true);
    // The view is offered only where there are shares.
    let parts = comparison.shares().map(|shares| shares.parts).unwrap_or_default();
    let x = Scale::linear(&[0.0, 100.0], (8.0, width - 8.0));
    let mut rows = Vec::new();
    let mut least = TOP + GAP;
    for part in &parts {
        let name = pen.wrap(&part.category.label, style, width - 8.0, 3);
        least += name.len() as f64 * LINE + LINE + BAR + GAP;
        rows.push(name);
    }
    // Rows keep their height; any more that the page gives stays free.
    let height = height.unwrap_or(least).max(least);

    pen.marks_along(&x.named(5, &|tick| words::tick(Quantity::Share, tick)), (TOP, least), TOP - 12.0, width);
    let (mut marks, mut top, mut start) = (Vec::new(), TOP + GAP / 2.0, 0.0);
    for (at, (part, name)) in parts.iter().zip(rows).enumerate() {
        pen.of = Some(Of::Part(at));
        let ink = if part.category.derived { Ink::Muted } else { Ink::Nation };
        for line in name {
            pen.text(Point { x: 8.0, y: top + LINE / 2.0 }, &line, style, Align::Left, Ink::Text);
            top += LINE;
        }
        let figures = pen.fit(&words::part_label(part), (LABEL, false), width - 16.0);
        pen.text(Point { x: 8.0, y: top + LINE / 2.0 }, &figures, (LABEL, false), Align::Left, Ink::Muted);
        top += LINE;
        let end = start + part.share.value;
        let y = top + BAR / 2.0;
        // The smallest part can still be seen; a part of zero has no bar.
        let least = if part.category.count > 0 { 1.0 } else { 0.0 };
        let (from, to) = (x.place(start), x.place(end).max(x.place(start) + least).min(width));
        pen.line(Point { x: from, y }, Point { x: to, y }, BAR, ink);
        if at + 1 < parts.len() {
            pen.line(Point { x: to, y }, Point { x: to, y: y + BAR + GAP }, 1.0, Ink::Muted);
        }
        let points = vec![Point { x: from, y }, Point { x: to, y }];
        marks.push(Mark { of: Of::Part(at), value: part.share.value, points, ink, glyph: Glyph::Square });
        top += BAR + GAP;
        start = end;
    }
    pen.of = None;
    Scene { width, height, shapes: pen.shapes, marks }
}
