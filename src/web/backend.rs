//! plotters-canvas with finer drawing: the canvas and its size are its own, the strokes are ours.
//!
//! Its primitives write every colour and font size through the formatting of floats, which alone would be a sixth of
//! what readers download; they set the colour anew for each dot, know whole pixels only, and align text to "start" and
//! "end", which flips on right-to-left pages. So we wrap it and draw ourselves.

use std::convert::Infallible;

use plotters::backend::DrawingBackend;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle};
use plotters_canvas::CanvasBackend;
use web_sys::CanvasRenderingContext2d;

use super::canvas::font;
use crate::chart::Colour;

/// Backend units per CSS pixel. Plotters' coordinates are whole; an eighth of a pixel is fine enough for any screen.
pub const FINENESS: f64 = 8.0;

/// Draws on a context that is scaled to CSS pixels.
pub struct Fine {
    canvas: CanvasBackend,
    context: CanvasRenderingContext2d,
    /// The colours last set: setting one costs as much as drawing a dot.
    fill: Option<(u8, u8, u8)>,
    stroke: Option<(u8, u8, u8)>,
}

/// Drawing on a canvas never fails: where it cannot draw, it says nothing.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn pixels(units: i32) -> f64 {
    f64::from(units) / FINENESS
}

impl Fine {
    pub fn new(canvas: CanvasBackend, context: CanvasRenderingContext2d) -> Self {
        Self { canvas, context, fill: None, stroke: None }
    }

    fn fill_with(&mut self, color: BackendColor) {
        if self.fill.replace(color.rgb) != Some(color.rgb) {
            self.context.set_fill_style_str(&css(color));
        }
    }

    fn trace(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        let mut begun = false;
        for (x, y) in path {
            // A path begins with a move to its first point.
            if begun {
                self.context.line_to(pixels(x), pixels(y));
            } else {
                self.context.move_to(pixels(x), pixels(y));
            }
            begun = true;
        }
    }
}

fn css(color: BackendColor) -> String {
    Colour(color.rgb.0, color.rgb.1, color.rgb.2).css()
}

impl DrawingBackend for Fine {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.canvas.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.fill_with(color);
        self.context.fill_rect(pixels(x), pixels(y), pixels(1), pixels(1));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let color = style.color();
        if self.stroke.replace(color.rgb) != Some(color.rgb) {
            self.context.set_stroke_style_str(&css(color));
        }
        self.context.set_line_width(f64::from(style.stroke_width()) / FINENESS);
        self.trace(path);
        self.context.stroke();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.fill_with(style.color());
        self.context.set_global_alpha(style.color().alpha);
        self.trace(path);
        self.context.fill();
        self.context.set_global_alpha(1.0);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        self.fill_with(style.color());
        self.context.begin_path();
        let turn = std::f64::consts::TAU;
        // A canvas refuses only radii below zero, and there are none here.
        let _ = self.context.arc(pixels(x), pixels(y), f64::from(radius) / FINENESS, 0.0, turn);
        self.context.fill();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        self.fill_with(style.color());
        let bold = matches!(style.style(), FontStyle::Bold);
        self.context.set_font(&font(style.size() / FINENESS, bold, style.family().as_str()));
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.context.set_text_baseline("middle");
        let _ = self.context.fill_text(text, pixels(x), pixels(y));
        Ok(())
    }
}
