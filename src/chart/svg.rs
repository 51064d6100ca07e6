//! Writes a scene as an SVG element that stands inline in a page: without a size of its own, in the page's fonts, light
//! or dark with the page.

use plotters::backend::SVGBackend;

use super::paint::{Resolution, paint};
use super::scene::{Ink, Scene};
use super::theme::Theme;

/// Tenths of a pixel: plotters' coordinates are whole.
const RESOLUTION: Resolution = Resolution { units: 10.0, letters: 1.24 };

/// The scene as an inline SVG element, hidden from assistive technology: the element around it has to name the picture.
/// It has no style attribute and no style element, which a page's policy may refuse.
pub fn svg(scene: &Scene) -> String {
    let mut inside = shapes(scene, Theme::Light);
    for ink in [Ink::Context, Ink::Text, Ink::Muted, Ink::Grid, Ink::Paper].into_iter().chain((0..6).map(Ink::Focus)) {
        let (light, dark) = (Theme::Light.colour(ink).css(), Theme::Dark.colour(ink).css());
        let (plain, both) = (format!("\"{}\"", light.to_uppercase()), format!("\"light-dark({light},{dark})\""));
        inside = inside.replace(&plain, &both);
    }
    format!("<svg viewBox=\"{}\" aria-hidden=\"true\">\n{inside}</svg>\n", view_box(scene))
}

/// The `viewBox` of an SVG element around [`shapes`].
pub fn view_box(scene: &Scene) -> String {
    let (width, height) = (scene.width * RESOLUTION.units, scene.height * RESOLUTION.units);
    format!("0 0 {width:.0} {height:.0}")
}

/// The scene's shapes in the colours of a theme, as they stand inside an SVG element with its [`view_box`].
pub fn shapes(scene: &Scene, theme: Theme) -> String {
    let mut drawn = String::new();
    {
        let size = ((scene.width * RESOLUTION.units).round() as u32, (scene.height * RESOLUTION.units).round() as u32);
        let mut backend = SVGBackend::with_string(&mut drawn, size);
        // Writing into a string does not fail.
        let _ = paint(&scene.shapes, theme, "inherit", RESOLUTION, &mut backend);
    }
    // The backend's own root has a fixed size and no name; and attributes that change nothing only take room.
    let inside = drawn.split_once(">\n").map_or("", |(_, inside)| inside).trim_end().trim_end_matches("</svg>");
    inside.replace(" opacity=\"1\"", "").replace(" font-family=\"inherit\"", "")
}
