//! Makes a picture in a file of its own, for an `<img>`, a print system or a mail.

use maud::{PreEscaped, html};

use crate::chart::{Ink, Theme, TypicalSans, layout, shapes, view_box};
use crate::compare::Comparison;
use crate::words;

/// The fonts whose widths [`TypicalSans`] knows.
const FACES: &str = "Verdana, 'DejaVu Sans', sans-serif";

/// The comparison as an SVG document with a title, a description and a background, in light colours if there is no
/// theme. Its layout is that of the widget's canvas at this width in px. It has no styles, because a page's policy may
/// refuse them.
pub fn standalone(comparison: &Comparison<'_>, language: &str, width: f64, theme: Option<Theme>) -> String {
    let scene = layout(comparison, width, None, &TypicalSans);
    let theme = theme.unwrap_or(Theme::Light);
    let description = format!("{} {}", words::subtitle(comparison), words::description(comparison));
    let picture = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(scene.width) height=(format!("{:.1}", scene.height))
            viewBox=(view_box(&scene)) role="img" aria-labelledby="title desc" xml:lang=(language) font-family=(FACES) { "\n"
            title id="title" { (words::headline(comparison)) } "\n"
            desc id="desc" { (description) } "\n"
            rect width="100%" height="100%" fill=(theme.colour(Ink::Paper).css()) {} "\n"
            (PreEscaped(shapes(&scene, theme)))
        } "\n"
    };
    picture.into_string()
}
