//! A payload on its way into a page: with its file name, the findings of an article, and the words that it is told in.

use std::fmt;

use serde_json::Value;

use super::display::DisplayOptions;
use super::findings::is_for_readers;
use super::language::{Spoken, Words, primary};
use crate::compare::{Choice, Comparison};
use crate::data::{self, About};
use crate::sheet::{self, Files, Refused};
use crate::words;

/// Why a payload cannot be shown.
#[derive(Debug)]
pub enum PageError {
    /// A recipe does not make a dataset.
    Recipe(Refused),
    /// The marked place of a static chart is not inside a `<force-compare>`.
    Stray,
    /// The `src` names no payload that a recipe makes.
    Source(String),
    /// An attribute asks for what the data do not have.
    Attribute(String),
    /// A payload cannot be read as one.
    Payload(String),
    /// What the author says of a figure cannot be followed.
    Claim(String),
    /// A newsroom's own words cannot be said.
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

/// A payload with its file name.
#[derive(Clone, Debug)]
pub struct Publication {
    /// `image-offences.json`.
    pub name: String,
    payload: data::Payload,
    /// The findings of an article, as `check` writes them.
    findings: Vec<Value>,
    /// The words that it is told in, where those are not English.
    words: Option<Words>,
}

impl Publication {
    /// Reads a payload, or makes that of a recipe.
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

    /// A payload under a file name, with the findings of an article.
    pub fn new(name: String, payload: data::Payload, findings: Vec<Value>) -> Self {
        let words = Words::of(&payload.about.language, None);
        Self { name, payload, findings, words }
    }

    /// With a newsroom's own words, where it has any, before those of its language.
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

    /// Speaks its language until what comes back is dropped.
    pub fn speak(&self) -> Spoken {
        Spoken::begin(self.words.as_ref())
    }

    /// The name of its file without the ending.
    pub fn stem(&self) -> &str {
        self.name.trim_end_matches(".json")
    }

    /// The payload itself.
    pub fn data(&self) -> &data::Payload {
        &self.payload
    }

    /// The name of what it counts.
    pub fn title(&self) -> &str {
        &self.payload.dataset.title
    }

    /// What is printed beside its figures.
    pub fn about(&self) -> &About {
        &self.payload.about
    }

    /// What a page shows that asks for this.
    pub fn compare(&self, options: &DisplayOptions) -> Result<Comparison<'_>, PageError> {
        let (choice, problems) = Choice::resolve(&options.asked, &self.payload.dataset);
        match problems.first() {
            Some(problem) => Err(PageError::Attribute(words::problem(problem))),
            None => Ok(Comparison::new(&self.payload.dataset, choice)),
        }
    }

    /// The same payload with the findings of an article.
    pub fn bearing(&self, findings: Vec<Value>) -> Self {
        Self { findings, ..self.clone() }
    }

    /// The payload's text as it is published, with those findings that readers may see.
    pub fn text(&self) -> String {
        self.with(self.findings.iter().filter(|finding| is_for_readers(finding)))
    }

    /// How many findings are not published.
    pub fn kept_back(&self) -> usize {
        self.findings.iter().filter(|finding| !is_for_readers(finding)).count()
    }

    /// The payload's text with every finding.
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
