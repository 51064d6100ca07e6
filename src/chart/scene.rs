//! The resolved picture: shapes in drawing order, and the marks that a reader can point at.

use crate::compare::Subject;

/// A place in CSS pixels from the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Distance from the left.
    pub x: f64,
    /// Distance from the top.
    pub y: f64,
}

/// The role of a colour; a [`super::Theme`] says which colour that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// An area in focus, by its place among them.
    Focus(usize),
    /// Every other area.
    Context,
    /// The nation.
    Nation,
    /// Text.
    Text,
    /// Text of less weight.
    Muted,
    /// Lines of the grid.
    Grid,
    /// The page behind, used to keep marks apart where they cross.
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

/// The end of a text that stands at its point.
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
    /// The figure of an area, or of the nation, in one period, by the period's place.
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
    /// Its geometry.
    pub form: Form,
    /// The role of its colour.
    pub ink: Ink,
    /// Whose it is; `None` for scales and their texts. A shape that is somebody's travels to its next place when the
    /// choice changes.
    pub of: Option<Of>,
}

/// The geometry of a shape.
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
    /// A tinted area, through which everything beneath can be seen.
    Band {
        /// At least three.
        corners: Vec<Point>,
    },
    /// A filled point.
    Dot {
        /// Its centre.
        at: Point,
        /// Half its width in CSS pixels.
        radius: f64,
        /// Its form.
        glyph: Glyph,
    },
    /// A line of text, vertically centred on its point.
    Text {
        /// The point that it stands at.
        at: Point,
        /// The text itself.
        text: String,
        /// Font size in CSS pixels.
        size: f64,
        /// Whether it is bold.
        bold: bool,
        /// Which end stands at the point.
        align: Align,
        /// Its measured width in CSS pixels.
        width: f64,
    },
}

/// Something that a reader can point at or walk to.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Whose figures it shows.
    pub of: Of,
    /// The value that makes it high or low among the marks; of several values, the last.
    pub value: f64,
    /// Its point, or the points of its line.
    pub points: Vec<Point>,
    /// The role of its colour.
    pub ink: Ink,
    /// Its form.
    pub glyph: Glyph,
}

/// A resolved picture: all that is drawn, and all that a reader can reach.
///
/// ```
/// use force_compare::chart::{Point, TypicalSans, layout};
/// use force_compare::compare::{Asked, Choice, Comparison};
/// use force_compare::data;
///
/// let payload = serde_json::json!({
///     "format": "force-compare/1",
///     "title": "Bicycle thefts",
///     "language": "en-GB",
///     "measure": {"label": "Bicycle thefts recorded", "singular": "theft", "plural": "thefts"},
///     "noun": {"singular": "force", "plural": "forces"},
///     "periods": [
///         {"id": "2022", "label": "2022", "start": "2022-01-01", "end": "2022-12-31"},
///         {"id": "2023", "label": "2023", "start": "2023-01-01", "end": "2023-12-31"},
///     ],
///     "areas": [{"id": "kent", "name": "Kent"}, {"id": "essex", "name": "Essex"}, {"id": "surrey", "name": "Surrey"}],
///     "counts": [[312, 250, 120], [305, 281, 131]],
/// });
/// let dataset = data::read(&payload)?;
/// let asked = Asked { areas: Some(vec!["kent".into()]), ..Asked::default() };
/// let (choice, _problems) = Choice::resolve(&asked, &dataset);
/// let comparison = Comparison::new(&dataset, choice);
///
/// // A line for each force, highest first.
/// let scene = layout(&comparison, 680.0, None, &TypicalSans);
/// assert_eq!(scene.marks.len(), 3);
/// assert_eq!(scene.marks[0].value, 305.0);
///
/// // A pointer 4 pixels beside the end of Kent's line finds Kent's mark; one in a corner finds none.
/// let end = scene.marks[0].anchor();
/// assert_eq!(scene.hit(Point { x: end.x + 4.0, y: end.y }, 12.0), Some(0));
/// assert_eq!(scene.hit(Point { x: 0.0, y: 0.0 }, 12.0), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
