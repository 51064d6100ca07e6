//! Writes names beside points that may lie anywhere: each where it covers fewest points, none over another, with a
//! leader line where it had to move away.

use super::pen::{DOT, LINE, Pen, Style};
use super::scene::{Align, Ink, Mark, Point};

/// Left, top, right, bottom.
type Box4 = [f64; 4];

/// With more points than this none is looked at: they lie everywhere, and no place would be free.
pub const MOST_POINTS: usize = 500;

/// The names written so far, and the points that they should not cover.
pub struct Tags {
    room: Box4,
    taken: Vec<Box4>,
    points: Vec<Point>,
    /// Whether there are too many points to look at.
    crowded: bool,
}

fn overlap(a: &Box4, b: &Box4) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

impl Tags {
    /// No names yet, in a room with these marks.
    pub fn new(room: Box4, marks: &[Mark]) -> Self {
        let mut points = Vec::new();
        if marks.len() <= MOST_POINTS {
            for mark in marks {
                points.push(mark.anchor());
            }
        }
        Self { room, taken: Vec::new(), points, crowded: marks.len() > MOST_POINTS }
    }

    /// Writes a name at the place nearest to its point that covers no other point and no other name. Where there is
    /// none, a name that `must` be written takes the place that covers fewest points; any other is left out.
    pub fn write(&mut self, at: Point, name: &str, style: Style, ink: Ink, must: bool, pen: &mut Pen<'_>) {
        let width = pen.width(name, style);
        let mut best: Option<(usize, f64, Box4)> = None;
        // Rings of places, each further away: beside the point, then line by line above and below.
        for ring in 0..40 {
            let rise = f64::from((ring + 1) / 2) * LINE * if ring % 2 == 0 { 1.0 } else { -1.0 };
            for side in [1.0, -1.0, 0.0] {
                let middle = at.x + side * (width / 2.0 + DOT.1 + 4.0);
                let x = (middle - width / 2.0).min(self.room[2] - width).max(self.room[0]);
                let y = at.y + rise;
                let place = [x, y - LINE / 2.0, x + width, y + LINE / 2.0];
                // The point itself stays in sight.
                let hides = overlap(&place, &[at.x - DOT.1, at.y - DOT.1, at.x + DOT.1, at.y + DOT.1]);
                let outside = place[1] < self.room[1] || place[3] > self.room[3];
                if hides || outside || self.taken.iter().any(|taken| overlap(&place, taken)) {
                    continue;
                }
                let covered =
                    self.points.iter().filter(|point| overlap(&place, &[point.x, point.y, point.x, point.y])).count();
                if best.is_none_or(|(fewest, ..)| covered < fewest) {
                    best = Some((covered, rise, place));
                }
            }
            let done = matches!(best, Some((0, ..)));
            // A name that need not be written stands near its point or not at all.
            if done || (!must && ring >= 4) {
                break;
            }
        }
        let Some((covered, rise, place)) = best else { return };
        if !must && covered > 0 {
            return;
        }
        let middle = Point { x: place[0], y: (place[1] + place[3]) / 2.0 };
        if covered > 0 || self.crowded {
            // The name gets paper behind it: printed across points, neither could be read.
            pen.line(middle, Point { x: place[2], y: middle.y }, LINE - 2.0, Ink::Paper);
        }
        if rise.abs() > LINE {
            let end = Point { x: at.x.max(place[0]).min(place[2]), y: middle.y - rise.signum() * (LINE / 2.0 - 1.0) };
            pen.line(at, end, 1.0, ink);
        }
        pen.text(middle, name, style, Align::Left, ink);
        self.taken.push(place);
    }
}
