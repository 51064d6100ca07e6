//! Reads a page as a browser does: its tags and their lines, and how to write a tag with one attribute changed.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Span, StartTag, Token, Tokenizer};
use url::Url;

use crate::cli::markup::escape;
use crate::cli::pages::PLACE;

/// A start tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// In small letters.
    pub name: String,
    /// In the order in which they are written.
    pub attributes: Vec<(String, String)>,
    /// As it is written.
    pub text: String,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Whether there is a static chart inside, or the comment that the bundle step replaces by one.
    pub filled: bool,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The words of an attribute, as the element takes them.
    pub fn words(&self, name: &str) -> Option<Vec<String>> {
        let words = self.get(name)?.split([' ', ',', '\t', '\n', '\r', '\x0c']).filter(|word| !word.is_empty());
        Some(words.map(String::from).collect())
    }

    /// The tag with another value in an attribute, or without it.
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut changed = self.clone();
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
        let mut changed = self.clone();
        for attribute in changed.attributes.iter_mut().filter(|(known, _)| known == name) {
            attribute.0 = to.into();
        }
        changed.written()
    }

    fn written(&self) -> String {
        let attributes = self.attributes.iter().map(|(name, value)| match value.as_str() {
            "" => format!(" {name}"),
            value => format!(" {name}=\"{}\"", escape(value)),
        });
        format!("<{}{}>", self.name, attributes.collect::<String>())
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
    pub tags: Vec<Tag>,
}

impl Page {
    /// Reads a page's text.
    pub fn read(address: Url, html: &str) -> Self {
        let mut emitter = DefaultEmitter::new_with_span();
        // Without this, the tokenizer would find tags inside scripts and styles.
        emitter.naively_switch_states(true);
        let (mut tags, mut aside, mut open) = (Vec::<Tag>::new(), 0usize, None);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(start) => {
                    let tag = tag(&start, html);
                    let inert = ["template", "noscript"].contains(&tag.name.as_str());
                    if aside == 0 && !inert {
                        if let Some(at) = open.filter(|_| tag.name == "figure") {
                            let host: &mut Tag = &mut tags[at];
                            host.filled = true;
                        }
                        if tag.name == "force-compare" {
                            open = Some(tags.len());
                        }
                        tags.push(tag);
                    }
                    aside += usize::from(inert);
                }
                Token::EndTag(end) => match end.name.as_slice() {
                    b"template" | b"noscript" => aside = aside.saturating_sub(1),
                    b"force-compare" => open = None,
                    _ => {}
                },
                Token::Comment(comment) => {
                    let text = String::from_utf8_lossy(&comment.value);
                    if let Some(at) = open.filter(|_| PLACE.contains(text.trim())) {
                        tags[at].filled = true;
                    }
                }
                _ => {}
            }
        }
        let base = tags.iter().find(|tag| tag.name == "base").and_then(|tag| address.join(tag.get("href")?).ok());
        Self { base: base.unwrap_or_else(|| address.clone()), address, tags }
    }

    /// The tags of a name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Tag> {
        self.tags.iter().filter(move |tag| tag.name == name)
    }

    /// The full form of an address in the page.
    pub fn join(&self, address: &str) -> Option<Url> {
        self.base.join(address.trim()).ok()
    }
}

fn tag(start: &StartTag<usize>, html: &str) -> Tag {
    let Span { start: from, end } = start.span;
    let text = html.get(from..end).unwrap_or_default().to_string();
    let small = text.to_ascii_lowercase();
    let mut attributes: Vec<(String, String)> = start
        .attributes
        .iter()
        .map(|(name, value)| (String::from_utf8_lossy(name).into(), String::from_utf8_lossy(&value.value).into()))
        .collect();
    attributes.sort_by_key(|(name, _)| small.find(&format!(" {name}")).or_else(|| small.find(name.as_str())));
    Tag {
        name: String::from_utf8_lossy(&start.name).into(),
        attributes,
        line: 1 + html.get(..from).unwrap_or_default().matches('\n').count(),
        text,
        filled: false,
    }
}
