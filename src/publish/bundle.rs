//! Everything of a newsroom's own that a bundle holds: payloads, words, and for each dataset what is pasted and framed.

use std::collections::BTreeMap;
use std::fmt;

use super::display::DisplayOptions;
use super::file::{FileMap, PACKAGE, WIDGET, WORDS};
use super::payload::{PageError, Payload};
use super::snippet::Snippet;

/// A bundle to be made.
#[derive(Clone, Copy)]
pub struct Bundle<'a> {
    /// The datasets.
    pub payloads: &'a [Payload],
    /// How all of them are to be shown.
    pub options: &'a DisplayOptions,
    /// Where the bundle's folder will be published, with a slash at its end.
    pub url: Option<&'a str>,
    /// Where the article is in the page that the tag is pasted into, as a selector.
    pub article: Option<&'a str>,
}

/// Why a bundle cannot be made.
#[derive(Debug)]
pub enum BundleError {
    /// A payload, by its place, cannot be shown as it is wanted.
    Page(usize, PageError),
    /// A payload's file name cannot be the name of a folder and a part of addresses.
    Name(usize),
    /// Two payloads have the same name.
    Twice(usize),
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(_, error) => error.fmt(f),
            Self::Name(_) => f.write_str(
                "a payload's file is named with letters, digits, - and _, as its folder and its address are; \
                 force-compare and package are taken",
            ),
            Self::Twice(_) => f.write_str("another payload has the same name, and so the same folder"),
        }
    }
}

impl std::error::Error for BundleError {}

impl Bundle<'_> {
    /// Whether the bundle can be made: its payloads have names of their own and show what is asked of them.
    pub fn check(&self) -> Result<(), BundleError> {
        for (at, payload) in self.payloads.iter().enumerate() {
            payload.compare(self.options).map_err(|error| BundleError::Page(at, error))?;
            let stem = payload.stem();
            let plain = stem.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-_".contains(&sign));
            if !plain || stem.is_empty() || [WIDGET, PACKAGE].contains(&stem) {
                return Err(BundleError::Name(at));
            }
            if self.payloads[..at].iter().any(|other| other.name == payload.name) {
                return Err(BundleError::Twice(at));
            }
        }
        Ok(())
    }

    /// How many findings stay out of the published payloads, as they are not for readers.
    pub fn kept_back(&self) -> usize {
        self.payloads.iter().map(Payload::kept_back).sum()
    }
}

/// Makes the files of a bundle but for the widget's own, which are given by their names with their hashes, as
/// `integrity.json` lists them.
pub fn bundle(bundle: &Bundle<'_>, widget: &BTreeMap<String, String>) -> Result<FileMap, BundleError> {
    bundle.check()?;
    let Bundle { payloads, options, url, article } = *bundle;
    let mut files = FileMap::new();
    for (at, payload) in payloads.iter().enumerate() {
        files.insert(format!("{WIDGET}/data/{}", payload.name), payload.text().into_bytes());
        let snippet = Snippet { payload, options, url, article, widget };
        files.extend(snippet.files().map_err(|error| BundleError::Page(at, error))?);
    }
    if let Some(words) = &options.words {
        files.insert(format!("{WIDGET}/{WORDS}"), words.text().into_bytes());
    }
    Ok(files)
}
