//! Finds a mark, the nearest to a pointer or the next for a key, and lifts it above the others.

use super::scene::{Form, Ink, Mark, Point, Scene, Shape};

impl Mark {
    /// The point for a tooltip: the last, which is that of the later period.
    pub fn anchor(&self) -> Point {
        self.points.last().copied().unwrap_or(Point { x: 0.0, y: 0.0 })
    }

    /// How far a point is from the mark, in CSS pixels.
    fn distance(&self, at: Point) -> f64 {
        let mut nearest = length(at.x - self.anchor().x, at.y - self.anchor().y);
        for (from, to) in self.points.iter().zip(self.points.iter().skip(1)) {
            nearest = nearest.min(to_segment(at, *from, *to));
        }
        nearest
    }
}

impl Scene {
    /// The place in [`Scene::marks`] of the mark nearest to a point, if it is within `slop` CSS pixels. An area in
    /// focus wins a near tie.
    pub fn hit(&self, at: Point, slop: f64) -> Option<usize> {
        let mut best = (slop, None);
        for (index, mark) in self.marks.iter().enumerate() {
            // An area in focus is drawn on top, so it wins a near tie.
            let favour = if mark.ink == Ink::Context { 0.0 } else { 0.5 };
            let distance = mark.distance(at) - favour;
            if distance <= best.0 {
                best = (distance, Some(index));
            }
        }
        best.1
    }

    /// The mark that a key leads to, by its place; an arrow with no mark to start `from` leads to the first in focus.
    /// Keys have the names that browsers give them. `None` for a key that leads nowhere, and where there are no marks.
    pub fn step(&self, from: Option<usize>, key: &str) -> Option<usize> {
        let last = self.marks.len().checked_sub(1)?;
        let by: isize = match key {
            "Home" => return Some(0),
            "End" => return Some(last),
            // The mark stays; more is said about it.
            " " => return from,
            "ArrowDown" | "ArrowRight" => 1,
            "ArrowUp" | "ArrowLeft" => -1,
            "PageDown" => 10,
            "PageUp" => -10,
            "[" => return self.extreme(-1.0),
            "]" => return self.extreme(1.0),
            _ => return None,
        };
        let to = match from {
            Some(at) => (at as isize + by).max(0) as usize,
            None => self.marks.iter().position(|mark| mark.ink != Ink::Context).unwrap_or(0),
        };
        Some(to.min(last))
    }

    /// The mark with the highest value times `sign`; of equal ones the first.
    fn extreme(&self, sign: f64) -> Option<usize> {
        let (mut best, mut most) = (None, f64::NEG_INFINITY);
        for (at, mark) in self.marks.iter().enumerate() {
            if sign * mark.value > most {
                (best, most) = (Some(at), sign * mark.value);
            }
        }
        best
    }

    /// The shapes that lift one mark above the others; none where there is no such mark.
    pub fn highlight(&self, mark: usize) -> Vec<Shape> {
        let Some(mark) = self.marks.get(mark) else { return Vec::new() };
        let ink = if mark.ink == Ink::Context { Ink::Text } else { mark.ink };
        let mut shapes = Vec::new();
        let mut add = |form, ink| shapes.push(Shape { form, ink, of: None });
        if mark.points.len() > 1 {
            for (width, ink) in [(6.0, Ink::Paper), (3.0, ink)] {
                add(Form::Path { points: mark.points.clone(), width }, ink);
            }
        }
        for (radius, ink) in [(8.0, Ink::Paper), (6.5, ink), (4.0, Ink::Paper)] {
            // A long line has rings at its end only: forty would hide what they mark.
            let from = if mark.points.len() > 2 { mark.points.len() - 1 } else { 0 };
            for &at in mark.points.iter().skip(from) {
                add(Form::Dot { at, radius, glyph: mark.glyph }, ink);
            }
        }
        shapes
    }
}

fn to_segment(at: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let squared = dx * dx + dy * dy;
    let along = if squared > 0.0 { ((at.x - from.x) * dx + (at.y - from.y) * dy) / squared } else { 0.0 };
    let along = along.max(0.0).min(1.0);
    length(at.x - from.x - along * dx, at.y - from.y - along * dy)
}

fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}
