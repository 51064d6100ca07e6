//! Reads a page as a browser does: its tags and their lines, and how to write a tag with one attribute changed.

use std::ops::{Deref, DerefMut};

use url::Url;

use crate::claims::html::{self, Piece, pieces};
use crate::publish::{PLACE, id_list};

/// A start tag, with its place in the page.
#[derive(Clone, Debug)]
pub struct PageTag {
    tag: html::Tag,
    /// The tag as it is written.
    pub text: String,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Whether there is a static chart inside, or the comment that the bundle step replaces by one.
    pub filled: bool,
}

impl Deref for PageTag {
    type Target = html::Tag;

    fn deref(&self) -> &html::Tag {
        &self.tag
    }
}

impl DerefMut for PageTag {
    fn deref_mut(&mut self) -> &mut html::Tag {
        &mut self.tag
    }
}

impl PageTag {
    fn of(tag: html::Tag, html: &str) -> Self {
        let text = html.get(tag.span.clone()).unwrap_or_default().into();
        let line = 1 + html.get(..tag.span.start).unwrap_or_default().matches('\n').count();
        Self { tag, text, line, filled: false }
    }

    /// The identifiers in an attribute.
    pub fn ids(&self, name: &str) -> Option<Vec<String>> {
        self.get(name).map(id_list)
    }

    /// The tag with another value in an attribute, or without it.
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut changed = self.tag.clone();
        let at = changed.attributes.iter().position(|(known, _)| known == name);
        match (at, value) {
            (Some(at), Some(value)) => changed.attributes[at].1 = value.into(),
            (Some(at), None) => drop(changed.attributes.remove(at)),
            (None, Some(value)) => changed.attributes.push((name.into(), value.into())),
            (None, None) => {}
        }
        changed.written()
    }

    /// The tag with an attribute under another name.
    pub fn renamed(&self, name: &str, to: &str) -> String {
        let mut changed = self.tag.clone();
        for attribute in changed.attributes.iter_mut().filter(|(known, _)| known == name) {
            attribute.0 = to.into();
        }
        changed.written()
    }
}

/// The parts of a page that `doctor` examines.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its own address.
    pub address: Url,
    /// The address that its relative addresses start from.
    pub base: Url,
    /// Its start tags, except those inside `<template>` and `<noscript>`.
    pub tags: Vec<PageTag>,
}

impl Page {
    /// Reads a page's text.
    pub fn read(address: Url, html: &str) -> Self {
        let (mut tags, mut aside, mut open) = (Vec::<PageTag>::new(), 0usize, None);
        for piece in pieces(html) {
            match piece {
                Piece::Start(start) => {
                    let tag = PageTag::of(start, html);
                    let inert = ["template", "noscript"].contains(&tag.name.as_str());
                    if aside == 0 && !inert {
                        if let Some(at) = open.filter(|_| tag.name == "figure") {
                            let host: &mut PageTag = &mut tags[at];
                            host.filled = true;
                        }
                        if tag.name == "force-compare" {
                            open = Some(tags.len());
                        }
                        tags.push(tag);
                    }
                    aside += usize::from(inert);
                }
                Piece::End(name) => match name.as_str() {
                    "template" | "noscript" => aside = aside.saturating_sub(1),
                    "force-compare" => open = None,
                    _ => {}
                },
                Piece::Comment(_, span) => {
                    if let Some(at) = open.filter(|_| html[span] == *PLACE) {
                        tags[at].filled = true;
                    }
                }
                Piece::Text(_) => {}
            }
        }
        let base = tags.iter().find(|tag| tag.name == "base").and_then(|tag| address.join(tag.get("href")?).ok());
        Self { base: base.unwrap_or_else(|| address.clone()), address, tags }
    }

    /// The tags of a name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a PageTag> {
        self.tags.iter().filter(move |tag| tag.name == name)
    }

    /// The full form of an address in the page.
    pub fn join(&self, address: &str) -> Option<Url> {
        self.base.join(address.trim()).ok()
    }
}
