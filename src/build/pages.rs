//! Completes the pages of the demonstration: writes static charts and the tables of the element's interface into them.

use super::manifest;
use crate::claims::html::{Piece, Tag, pieces};
use crate::publish::{DisplayOptions, PLACE, PageError, Pictures, Publication, figure, findings_of};

/// Checks a page's article for each of its widgets that marks figures in it, and returns the payloads with the
/// findings, by file name. Several pages can share a recipe: `data/offences.draft.json` comes from `offences.toml`, as
/// `data/offences.json` does.
pub fn checked(html: &str, payloads: &[Publication]) -> Result<Vec<(String, String)>, PageError> {
    let mut out = Vec::new();
    for piece in pieces(html) {
        let Piece::Start(tag) = piece else { continue };
        if tag.name != "force-compare" || tag.get("article").is_none() {
            continue;
        }
        let src = tag.get("src").unwrap_or_default();
        let payload = find(src, payloads)?;
        let findings = findings_of(html, payload.data());
        let bearing = payload.bearing(findings.map_err(|error| PageError::Claim(error.to_string()))?);
        let text = if tag.get("review").is_some() { bearing.text_for_authors() } else { bearing.text() };
        out.push((file_name(src).into(), text));
    }
    Ok(out)
}

/// The payload of an address, found by the name's part before the first dot.
fn find<'a>(src: &str, payloads: &'a [Publication]) -> Result<&'a Publication, PageError> {
    let name = file_name(src);
    let stem = name.split('.').next().unwrap_or_default();
    payloads.iter().find(|payload| payload.stem() == stem).ok_or_else(|| PageError::Source(src.into()))
}

fn file_name(src: &str) -> &str {
    src.rsplit('/').next().unwrap_or_default()
}

/// The comment that the tables of the element's interface replace.
const INTERFACE: &str = "<!-- interface: written in by the bundle step -->";

/// Completes a page with the tables and the static charts.
pub fn complete(html: &str, payloads: &[Publication]) -> Result<String, PageError> {
    let html = if html.contains(INTERFACE) { html.replace(INTERFACE, &manifest::interface()) } else { html.into() };
    with_fallbacks(&html, payloads)
}

/// Writes a static chart into each widget that has a place for one. The chart's heading is one level below the heading
/// before it.
fn with_fallbacks(html: &str, payloads: &[Publication]) -> Result<String, PageError> {
    let (mut out, mut kept) = (String::new(), 0);
    let (mut widget, mut level) = (None, 1);
    for piece in pieces(html) {
        match piece {
            Piece::Start(tag) if tag.name == "force-compare" => widget = Some(tag),
            // The place follows the widget's tag directly; after anything else it is not this widget's.
            Piece::Start(_) => widget = None,
            Piece::Text(text) if !text.trim().is_empty() => widget = None,
            Piece::End(name) => {
                if let Some(heading) = heading_level(&name) {
                    level = heading + 1;
                }
                widget = None;
            }
            Piece::Comment(_, span) if html[span.clone()] == *PLACE => {
                let tag = widget.take().ok_or(PageError::Stray)?;
                out += &html[kept..span.start];
                out += &static_chart(&tag, payloads, level)?;
                kept = span.end;
            }
            _ => {}
        }
    }
    Ok(out + &html[kept..])
}

/// The level of a heading, from the name of its tag.
fn heading_level(name: &str) -> Option<usize> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(usize::from(level - b'0')),
        _ => None,
    }
}

fn static_chart(tag: &Tag, payloads: &[Publication], level: usize) -> Result<String, PageError> {
    let (src, beside_article) = (tag.get("src").unwrap_or_default(), tag.get("article").is_some());
    let payload = find(src, payloads)?;
    // Payloads under other names than the recipe's are written only for widgets beside an article.
    if !beside_article && payload.name != file_name(src) {
        return Err(PageError::Source(src.into()));
    }
    let comparison = payload.compare(&DisplayOptions::of(|name| tag.get(name)))?;
    let _spoken = payload.speak();
    let pictures = if beside_article { Pictures::BesideArticle } else { Pictures::Both };
    Ok(figure(&comparison, payload.about(), pictures, level))
}
