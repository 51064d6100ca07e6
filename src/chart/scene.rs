//! The resolved picture: shapes in drawing order, and the marks that a reader can point at.

use crate::compare::Subject;

/// A place in CSS pixels from the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// What something is drawn in; a [`super::Theme`] says which colour that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// An area in focus, by its place among them.
    Focus(usize),
    /// Every other area.
    Context,
    /// The nation.
    Nation,
    /// Words.
    Text,
    /// Words of less weight.
    Muted,
    /// Lines of the grid.
    Grid,
    /// The page behind, to keep marks apart where they cross.
    Paper,
}

/// The form of a point, so that areas in focus are told apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// First in focus, and every area out of focus.
    Circle,
    /// Second.
    Square,
    /// Third.
    Triangle,
    /// Fourth.
    Diamond,
    /// Fifth.
    TriangleDown,
    /// Sixth.
    Cross,
}

impl Glyph {
    /// The form of the area at this place in focus.
    pub fn of_focus(place: usize) -> Self {
        const ALL: [Glyph; 6] =
            [Glyph::Circle, Glyph::Square, Glyph::Triangle, Glyph::Diamond, Glyph::TriangleDown, Glyph::Cross];
        ALL[place % ALL.len()]
    }
}

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The left end.
    Left,
    /// The middle.
    Centre,
    /// The right end.
    Right,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// In CSS pixels.
        width: f64,
        /// In what.
        ink: Ink,
    },
    /// A filled point.
    Dot {
        /// Its centre.
        at: Point,
        /// Half its width.
        radius: f64,
        /// Its form.
        glyph: Glyph,
        /// In what.
        ink: Ink,
    },
    /// A line of text, vertically centred on its point.
    Text {
        /// Where.
        at: Point,
        /// What.
        text: String,
        /// In CSS pixels.
        size: f64,
        /// Whether it is bold.
        bold: bool,
        /// Which end stands at the point.
        align: Align,
        /// In what.
        ink: Ink,
        /// Its measured width.
        width: f64,
    },
}

/// Something that a reader can point at or walk to.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Whose figures it shows.
    pub subject: Subject,
    /// One point, or the ends of its line.
    pub points: Vec<Point>,
    /// What it is drawn in.
    pub ink: Ink,
    /// Its form.
    pub glyph: Glyph,
}

/// A resolved picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// In CSS pixels.
    pub width: f64,
    /// In CSS pixels.
    pub height: f64,
    /// In drawing order.
    pub shapes: Vec<Shape>,
    /// In reading order.
    pub marks: Vec<Mark>,
}

impl Mark {
    /// Where a tooltip points to: the last point, which is the later period.
    pub fn anchor(&self) -> Point {
        self.points.last().copied().unwrap_or(Point { x: 0.0, y: 0.0 })
    }

    /// How far a point is from the mark.
    fn distance(&self, at: Point) -> f64 {
        match self.points[..] {
            [from, to] => to_segment(at, from, to),
            _ => length(at.x - self.anchor().x, at.y - self.anchor().y),
        }
    }
}

impl Scene {
    /// The mark nearest to a point, if it is within `slop` pixels; of equally near ones, one in focus.
    pub fn hit(&self, at: Point, slop: f64) -> Option<usize> {
        let mut best = (slop, None);
        for (index, mark) in self.marks.iter().enumerate() {
            // An area in focus wins a near tie: it is drawn on top.
            let favour = if mark.ink == Ink::Context { 0.0 } else { 0.5 };
            let distance = mark.distance(at) - favour;
            if distance <= best.0 {
                best = (distance, Some(index));
            }
        }
        best.1
    }

    /// Where a key leads from a mark; `None` for a key that leads nowhere.
    pub fn step(&self, from: Option<usize>, key: &str) -> Option<usize> {
        let last = self.marks.len().checked_sub(1)?;
        let by: isize = match key {
            "Home" => return Some(0),
            "End" => return Some(last),
            "ArrowDown" | "ArrowRight" => 1,
            "ArrowUp" | "ArrowLeft" => -1,
            "PageDown" => 10,
            "PageUp" => -10,
            _ => return None,
        };
        let to = match from {
            Some(at) => (at as isize + by).max(0) as usize,
            None => self.marks.iter().position(|mark| mark.ink != Ink::Context).unwrap_or(0),
        };
        Some(to.min(last))
    }

    /// The shapes that lift one mark above the others.
    pub fn highlight(&self, mark: usize) -> Vec<Shape> {
        let Some(mark) = self.marks.get(mark) else { return Vec::new() };
        let ink = if mark.ink == Ink::Context { Ink::Text } else { mark.ink };
        let mut shapes = Vec::new();
        if let &[from, to] = &mark.points[..] {
            for (width, ink) in [(6.0, Ink::Paper), (3.0, ink)] {
                shapes.push(Shape::Line { from, to, width, ink });
            }
        }
        for (radius, ink) in [(8.0, Ink::Paper), (6.5, ink), (4.0, Ink::Paper)] {
            for &at in &mark.points {
                shapes.push(Shape::Dot { at, radius, glyph: mark.glyph, ink });
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
