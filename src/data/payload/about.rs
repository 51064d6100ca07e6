//! The part of a payload that is printed as it stands. Only the native program reads it; in the page, a script places
//! it straight from the payload.

use super::reader::Reader;
use super::{Json, PayloadError};
use crate::data::{About, Particulars, Source, Support};

/// The text that messages give as expected for an area's source.
const SOURCE: &str = "the place of a source in the list";

/// Reads that part, or says which value cannot be right.
pub fn read<J: Json>(json: J) -> Result<About, PayloadError> {
    let mut reader = Reader::new(json);
    let about = reader.about();
    match reader.into_fault() {
        Some(fault) => Err(PayloadError::Value(fault)),
        None => Ok(about),
    }
}

impl<J: Json> Reader<J> {
    fn about(&mut self) -> About {
        let sources = self.list("sources", Self::source);
        About {
            language: self.text("language"),
            source: self.optional("source", Self::source),
            caveats: self.list("caveats", Self::text_here),
            support: self.list("support", |at| Support { label: at.text("label"), number: at.text("number") }),
            areas: self.list("areas", |at| at.particulars(sources.len())),
            sources,
        }
    }

    fn source(&mut self) -> Source {
        Source {
            name: self.text("name"),
            title: self.optional_text("title"),
            url: self.optional("url", Self::url),
            published: self.optional("published", Self::date_here).flatten(),
        }
    }

    fn particulars(&mut self, sources: usize) -> Particulars {
        Particulars {
            official: self.optional_text("official"),
            code: self.optional_text("code"),
            kind: self.optional_text("kind"),
            aliases: self.list("aliases", Self::text_here),
            source: self.optional("source", |at| at.place_below(sources, SOURCE)),
        }
    }

    /// Accepts only addresses that a browser opens as a page: a `javascript:` link would run in the newsroom's page.
    fn url(&mut self) -> String {
        let text = self.text_here();
        if !text.starts_with("https://") && !text.starts_with("http://") {
            self.fault("an address that begins with https://", "");
        }
        text
    }
}
