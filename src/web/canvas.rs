//! Measures text on one canvas and paints scenes on others.

use std::cell::RefCell;

use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::backend::{FINENESS, Fine};
use super::error;
use crate::chart::{self, Resolution, Shape, TextMeasure, Theme};
use crate::data::digits;
use crate::words;

/// No canvas is made larger than this on a side: browsers refuse to, and draw nothing.
const LARGEST_SIDE: f64 = 8192.0;

/// Measures text as the canvas will draw it.
pub struct CanvasMeasure {
    context: CanvasRenderingContext2d,
    family: String,
    /// The font last set: setting it anew costs more than measuring with it.
    set: RefCell<String>,
}

impl CanvasMeasure {
    /// Measures on a canvas that need not stand in the page. Throws `DrawError` where it gives no 2D context.
    pub fn new(canvas: &HtmlCanvasElement) -> Result<Self, JsValue> {
        Ok(Self { context: context(canvas)?, family: "sans-serif".into(), set: RefCell::default() })
    }

    /// The font family, as CSS writes it.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Takes the page's font family; an empty one is ignored.
    pub fn set_family(&mut self, family: &str) {
        if !family.is_empty() {
            self.family = family.into();
        }
    }
}

impl TextMeasure for CanvasMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let font = font(size, bold, &self.family);
        if *self.set.borrow() != font {
            self.context.set_font(&font);
            self.set.replace(font);
        }
        self.context.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }
}

/// A font as CSS writes it. Sizes are rounded to whole pixels.
pub fn font(size: f64, bold: bool, family: &str) -> String {
    let weight = if bold { "bold" } else { "normal" };
    words::filled("{0} {1}px {2}", &[weight, &digits(size.round() as u64), family])
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    canvas.get_context("2d")?.map(JsCast::unchecked_into).ok_or_else(none)
}

fn none() -> JsValue {
    error("DrawError", "the canvas gives no 2D context")
}

/// Paints shapes on a canvas of this size in CSS pixels, sharp at any device pixel ratio.
pub fn paint(
    shapes: &[Shape],
    theme: Theme,
    family: &str,
    (width, height): (f64, f64),
    canvas: HtmlCanvasElement,
    ratio: f64,
) -> Result<(), JsValue> {
    let ratio = ratio.max(0.5).min(8.0).min(LARGEST_SIDE / width.max(height).max(1.0));
    // Setting the size clears the canvas and its transform.
    canvas.set_width((width * ratio).round() as u32);
    canvas.set_height((height * ratio).round() as u32);
    let scaled = context(&canvas)?;
    let _ = scaled.scale(ratio, ratio);
    let canvas = CanvasBackend::with_canvas_object(canvas).ok_or_else(none)?;
    let mut backend = Fine::new(canvas, scaled);
    let resolution = Resolution { units: FINENESS, letters: 1.0 };
    let _ = chart::paint(shapes, theme, family, resolution, &mut backend);
    Ok(())
}
