//! A scene as an SVG element that stands inline in a page: without size of its own, in the page's fonts, light or dark
//! with the page.

use plotters::backend::SVGBackend;

use super::paint::{Resolution, paint};
use super::scene::{Ink, Scene};
use super::theme::Theme;

/// Tenths of a pixel: plotters' coordinates are whole.
const RESOLUTION: Resolution = Resolution { units: 10.0, letters: 1.24 };

/// The scene as an inline SVG element, hidden from assistive technology: whoever writes it into a page names what stands
/// around it. Carries no style attribute and no style element, which a page's policy may refuse.
pub fn svg(scene: &Scene) -> String {
    let mut drawn = String::new();
    {
        let size = ((scene.width * RESOLUTION.units).round() as u32, (scene.height * RESOLUTION.units).round() as u32);
        let mut backend = SVGBackend::with_string(&mut drawn, size);
        // Writing into a string does not fail.
        let _ = paint(&scene.shapes, Theme::Light, "inherit", RESOLUTION, &mut backend);
    }
    // The backend's own root has a fixed size and no name.
    let inside = drawn.split_once(">\n").map_or("", |(_, inside)| inside);
    let mut inside = inside.replace(" opacity=\"1\"", "");
    for ink in [Ink::Context, Ink::Text, Ink::Muted, Ink::Grid, Ink::Paper].into_iter().chain((0..6).map(Ink::Focus)) {
        let (light, dark) = (Theme::Light.colour(ink).css(), Theme::Dark.colour(ink).css());
        let (plain, both) = (format!("\"{}\"", light.to_uppercase()), format!("\"light-dark({light},{dark})\""));
        inside = inside.replace(&plain, &both);
    }
    let (width, height) = (scene.width * RESOLUTION.units, scene.height * RESOLUTION.units);
    format!("<svg viewBox=\"0 0 {width:.0} {height:.0}\" aria-hidden=\"true\">\n{inside}")
}
