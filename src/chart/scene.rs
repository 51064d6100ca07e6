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

/// Whose figures a mark or a shape shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// An area, or the nation.
    Subject(Subject),
    /// Its figure in one of the periods.
    Figure(Subject, usize),
    /// A part of the total, by its place among the categories.
    Part(usize),
}

impl Of {
    /// The area or the nation; of a part of the total, neither.
    pub fn subject(self) -> Option<Subject> {
        match self {
            Self::Subject(subject) | Self::Figure(subject, _) => Some(subject),
            Self::Part(_) => None,
        }
    }
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What it looks like.
    pub form: Form,
    /// In what.
    pub ink: Ink,
    /// Whose it is; of scales and their texts, nobody's. When the choice changes, it travels from its place to the next.
    pub of: Option<Of>,
}

/// What a shape looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// In CSS pixels.
        width: f64,
    },
    /// A line through points.
    Path {
        /// At least two.
        points: Vec<Point>,
        /// In CSS pixels.
        width: f64,
    },
    /// A tinted field, through which everything beneath can be seen.
    Band {
        /// At least three.
        corners: Vec<Point>,
    },
    /// A filled point.
    Dot {
        /// Its centre.
        at: Point,
        /// Half its width.
        radius: f64,
        /// Its form.
        glyph: Glyph,
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
        /// Its measured width.
        width: f64,
    },
}

/// Something that a reader can point at or walk to.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Whose figures it shows.
    pub of: Of,
    /// The value by which it is high or low among the marks: of several, the last.
    pub value: f64,
    /// One point, or those of its line.
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
