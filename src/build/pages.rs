//! The pages of the demonstration, with what the build writes into them: static charts, and the tables of what a page and
//! the element say to each other.

use super::manifest;
use crate::claims::html::{Piece, Tag, pieces};
use crate::publish::{DisplayOptions, PLACE, PageError, Pictures, Publication, figure, findings_of};

/// The payloads that a page's widgets load to mark the figures of the article around them: checked when the site is built.
/// `data/offences.draft.json` is a payload of the recipe `offences.toml` like `data/offences.json`, for another page.
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

/// The payload that an address names.
fn find<'a>(src: &str, payloads: &'a [Publication]) -> Result<&'a Publication, PageError> {
    let name = file_name(src);
    let stem = name.split('.').next().unwrap_or_default();
    payloads.iter().find(|payload| payload.stem() == stem).ok_or_else(|| PageError::Source(src.into()))
}

fn file_name(src: &str) -> &str {
    src.rsplit('/').next().unwrap_or_default()
}

/// Where the tables of what pages and element say to each other are written in.
const INTERFACE: &str = "<!-- interface: written in by the bundle step -->";

/// A page with all that the build writes into it.
pub fn complete(html: &str, payloads: &[Publication]) -> Result<String, PageError> {
    let html = if html.contains(INTERFACE) { html.replace(INTERFACE, &manifest::interface()) } else { html.into() };
    with_fallbacks(&html, payloads)
}

/// A page with the static chart of each of its widgets written in, whose heading stands beneath the one before it.
fn with_fallbacks(html: &str, payloads: &[Publication]) -> Result<String, PageError> {
    let (mut out, mut kept) = (String::new(), 0);
    let (mut widget, mut level) = (None, 1);
    for piece in pieces(html) {
        match piece {
            Piece::Start(tag) if tag.name == "force-compare" => widget = Some(tag),
            // Nothing stands between a widget's tag and its place.
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

/// The level of a heading's tag.
fn heading_level(name: &str) -> Option<usize> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(usize::from(level - b'0')),
        _ => None,
    }
}

fn static_chart(tag: &Tag, payloads: &[Publication], level: usize) -> Result<String, PageError> {
    let (src, beside_article) = (tag.get("src").unwrap_or_default(), tag.get("article").is_some());
    let payload = find(src, payloads)?;
    // Another payload of a recipe is written for the findings of an article alone.
    if !beside_article && payload.name != file_name(src) {
        return Err(PageError::Source(src.into()));
    }
    let comparison = payload.compare(&DisplayOptions::of(|name| tag.get(name)))?;
    let _spoken = payload.speak();
    let pictures = if beside_article { Pictures::BesideArticle } else { Pictures::Both };
    Ok(figure(&comparison, payload.about(), pictures, level))
}
