//! Puts a scene on a plotters backend: on a canvas through plotters-canvas, natively through plotters' SVG backend.
//!
//! Only primitives are drawn. Plotters' meshes, captions and legends measure text by themselves, which on a page adds
//! styled elements to the host's document; and its backends take whole pixels only, so a scene is painted at a multiple
//! of its size ([`Resolution`]) on a surface scaled down by as much.

use std::convert::Infallible;

use plotters::backend::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontFamily, FontStyle,
};

use super::scene::{Align, Form, Glyph, Point, Shape};
use super::theme::Theme;

/// The scale between CSS pixels and the backend's whole units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolution {
    /// Backend units per CSS pixel.
    pub units: f64,
    /// A factor on top, for font sizes alone: plotters' SVG backend divides them by 1.24, the canvas takes them as they
    /// are.
    pub letters: f64,
}

/// The opacity of a band.
const TINT: f64 = 0.18;

struct Stroke {
    color: BackendColor,
    width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

struct Letters<'a> {
    color: BackendColor,
    size: f64,
    bold: bool,
    align: HPos,
    family: &'a str,
}

impl BackendTextStyle for Letters<'_> {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn style(&self) -> FontStyle {
        if self.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.align, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.family)
    }

    // Both backends draw text themselves and ask for neither of these.
    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

/// Paints shapes in their order, texts in a font family. Fails only where the backend does.
pub fn paint<B: DrawingBackend>(
    shapes: &[Shape],
    theme: Theme,
    family: &str,
    Resolution { units, letters }: Resolution,
    backend: &mut B,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let scaled = |length: f64| (length * units).round() as i32;
    let place = |at: Point| (scaled(at.x), scaled(at.y));
    for Shape { form, ink, .. } in shapes {
        let colour = theme.colour(*ink);
        let color = BackendColor { alpha: 1.0, rgb: (colour.0, colour.1, colour.2) };
        let stroke = |width: f64| Stroke { color, width: scaled(width).max(1) as u32 };
        match form {
            Form::Line { from, to, width } => backend.draw_path([place(*from), place(*to)], &stroke(*width))?,
            Form::Path { points, width } => backend.draw_path(points.iter().map(|&at| place(at)), &stroke(*width))?,
            Form::Band { corners } => {
                let tint = BackendColor { alpha: TINT, ..color };
                backend.fill_polygon(corners.iter().map(|&at| place(at)), &tint)?;
            }
            Form::Dot { at, radius, glyph: Glyph::Circle } => {
                backend.draw_circle(place(*at), scaled(*radius).max(1) as u32, &color, true)?;
            }
            Form::Dot { at, radius, glyph } => {
                let corners =
                    corners(*glyph).iter().map(|&(x, y)| place(Point { x: at.x + x * radius, y: at.y + y * radius }));
                backend.fill_polygon(corners, &color)?;
            }
            Form::Text { at, text, size, bold, align, .. } => {
                let align = match align {
                    Align::Left => HPos::Left,
                    Align::Centre => HPos::Center,
                    Align::Right => HPos::Right,
                };
                let size = size * units * letters;
                backend.draw_text(text, &Letters { color, size, bold: *bold, align, family }, place(*at))?;
            }
        }
    }
    Ok(())
}

/// The corners of a glyph of about the same area as a circle of radius 1; none for the circle itself.
fn corners(glyph: Glyph) -> &'static [(f64, f64)] {
    match glyph {
        Glyph::Circle => &[],
        Glyph::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        Glyph::Triangle => &[(0.0, -1.3), (1.2, 0.9), (-1.2, 0.9)],
        Glyph::Diamond => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
        Glyph::TriangleDown => &[(0.0, 1.3), (1.2, -0.9), (-1.2, -0.9)],
        Glyph::Cross => &[
            (-0.4, -1.1),
            (0.4, -1.1),
            (0.4, -0.4),
            (1.1, -0.4),
            (1.1, 0.4),
            (0.4, 0.4),
            (0.4, 1.1),
            (-0.4, 1.1),
            (-0.4, 0.4),
            (-1.1, 0.4),
            (-1.1, -0.4),
            (-0.4, -0.4),
        ],
    }
}
