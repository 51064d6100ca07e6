//! A picture in a file of its own: for an `<img>`, a print system, a mail.

use super::markup::escape;
use crate::chart::{Ink, Theme, TypicalSans, layout, shapes, view_box};
use crate::compare::Comparison;
use crate::words;

/// The faces that [`TypicalSans`] knows the widths of.
const FACES: &str = "Verdana, 'DejaVu Sans', sans-serif";

/// The comparison as an SVG document with a name and a description, on paper of its own, in light colours when no theme is
/// named. Laid out as the widget lays out its canvas at this width, and no style in it, which a page's policy may refuse.
pub fn standalone(comparison: &Comparison<'_>, language: &str, width: f64, theme: Option<Theme>) -> String {
    let scene = layout(comparison, width, None, &TypicalSans);
    let theme = theme.unwrap_or(Theme::Light);
    let (title, said) = (words::headline(comparison), words::description(comparison));
    let said = format!("{} {said}", words::subtitle(comparison));
    let (title, said, language) = (escape(&title), escape(&said), escape(language));
    let (width, height, seen) = (scene.width, scene.height, view_box(&scene));
    let paper = theme.colour(Ink::Paper).css();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height:.1}\" viewBox=\"{seen}\" role=\"img\" \
         aria-labelledby=\"title desc\" xml:lang=\"{language}\" font-family=\"{FACES}\">\n<title id=\"title\">{title}</title>\n\
         <desc id=\"desc\">{said}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"{paper}\"/>\n{}</svg>\n",
        shapes(&scene, theme)
    )
}
