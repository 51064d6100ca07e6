//! A payload as it is published: with its file name, the findings of an article, and the words of its language.

use std::fmt;

use serde_json::Value;

use super::display::DisplayOptions;
use super::findings::is_for_readers;
use super::language::{Spoken, Words, primary};
use crate::compare::{Choice, Comparison};
use crate::data::{self, About};
use crate::sheet::{self, Files, Refused};
use crate::words;

/// The reason why a payload cannot be shown.
#[derive(Debug)]
pub enum PageError {
    /// A recipe does not make a payload.
    Recipe(Refused),
    /// The marked place of a static chart is not inside a `<force-compare>`.
    Stray,
    /// The `src` of a tag is not a payload that a recipe makes.
    Source(String),
    /// An attribute asks for something that the data do not have.
    Attribute(String),
    /// A file cannot be read as a payload.
    Payload(String),
    /// An author's pin on a figure cannot be followed.
    Claim(String),
    /// A newsroom's own words are not in the payload's language.
    Words(String),
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Recipe(error) => error.fmt(f),
            Self::Stray => write!(f, "the place of a static fallback is not inside a <force-compare>"),
            Self::Source(src) => write!(f, "src=\"{src}\": no recipe in data/ makes a payload of that name"),
            Self::Attribute(problem) => write!(f, "{problem}"),
            Self::Payload(problem) | Self::Words(problem) => write!(f, "{problem}"),
            Self::Claim(problem) => write!(f, "claim {problem}"),
        }
    }
}

impl std::error::Error for PageError {}

/// A payload with everything that it is published with.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The name of its file: `image-offences.json`.
    pub name: String,
    payload: data::Payload,
    /// The findings of an article, as [`findings`](super::findings()) writes them.
    findings: Vec<Value>,
    /// The words for its language; `None` for English.
    words: Option<Words>,
}

impl Publication {
    /// Reads a payload from a file that ends in `.json`, or makes one of a recipe.
    pub fn open(files: &dyn Files, name: &str) -> Result<Self, PageError> {
        if !name.ends_with(".json") {
            let payload = sheet::import(files, name).map_err(PageError::Recipe)?;
            return Ok(Self::new(format!("{}.json", sheet::stem(name)), payload, Vec::new()));
        }
        let fault = |problem: String| PageError::Payload(format!("{}: {problem}", files.called(name)));
        let text = sheet::text_of(files, name).map_err(|error| fault(error.to_string()))?;
        let json: Value = serde_json::from_str(&text).map_err(|error| fault(error.to_string()))?;
        let payload = data::Payload::read(&json).map_err(|error| fault(error.to_string()))?;
        let findings = json["findings"].as_array().cloned().unwrap_or_default();
        Ok(Self::new(sheet::base(name).into(), payload, findings))
    }

    /// A payload with a file name and the findings of an article.
    pub fn new(name: String, payload: data::Payload, findings: Vec<Value>) -> Self {
        let words = Words::of(&payload.about.language, None);
        Self { name, payload, findings, words }
    }

    /// Puts a newsroom's own words, if it has any, before those of the language. Fails if they are in another language.
    pub fn with_words(mut self, own: Option<&Words>) -> Result<Self, PageError> {
        let Some(own) = own else { return Ok(self) };
        let (language, other) = (&self.payload.about.language, own.language());
        if primary(language) != primary(other) {
            let problem = format!("{}: it is in “{language}”, and the words are in “{other}”", self.name);
            return Err(PageError::Words(problem));
        }
        self.words = Words::of(language, Some(own));
        Ok(self)
    }

    /// Speaks the payload's language in this thread until the guard is dropped.
    pub fn speak(&self) -> Spoken {
        Spoken::begin(self.words.as_ref())
    }

    /// The name of its file without `.json`.
    pub fn stem(&self) -> &str {
        self.name.trim_end_matches(".json")
    }

    /// The payload itself.
    pub fn data(&self) -> &data::Payload {
        &self.payload
    }

    /// The title of its dataset.
    pub fn title(&self) -> &str {
        &self.payload.dataset.title
    }

    /// The source, caveats and other facts that are printed beside its figures.
    pub fn about(&self) -> &About {
        &self.payload.about
    }

    /// The comparison that a page with these options shows. Fails if they ask for something that the data do not have.
    pub fn compare(&self, options: &DisplayOptions) -> Result<Comparison<'_>, PageError> {
        let (choice, problems) = Choice::resolve(&options.asked, &self.payload.dataset);
        match problems.first() {
            Some(problem) => Err(PageError::Attribute(words::problem(problem))),
            None => Ok(Comparison::new(&self.payload.dataset, choice)),
        }
    }

    /// A copy with the findings of an article.
    pub fn bearing(&self, findings: Vec<Value>) -> Self {
        Self { findings, ..self.clone() }
    }

    /// The JSON text that is published, with the findings that are for readers.
    pub fn text(&self) -> String {
        self.with(self.findings.iter().filter(|finding| is_for_readers(finding)))
    }

    /// How many findings are not for readers, and so not published.
    pub fn kept_back(&self) -> usize {
        self.findings.iter().filter(|finding| !is_for_readers(finding)).count()
    }

    /// The JSON text with every finding.
    pub fn text_for_authors(&self) -> String {
        self.with(self.findings.iter())
    }

    fn with<'a>(&self, findings: impl Iterator<Item = &'a Value>) -> String {
        let mut json = data::write(&self.payload);
        let findings: Vec<_> = findings.cloned().collect();
        if !findings.is_empty() {
            json["findings"] = findings.into();
        }
        json.to_string()
    }
}
