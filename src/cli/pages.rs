//! The pages' data and their static fallbacks: each recipe in `data/` becomes a payload, and the marked place in each
//! `<force-compare>` gets what a page shows without script.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::check;
use super::dataset;
use super::fallback;
use super::faults::Refused;
use super::language::{Spoken, Words, primary};
use super::manifest;
use super::wish::Wish;
use crate::compare::{Asked, Choice, Comparison};
use crate::data::{self, About};
use crate::words;

/// What stands in a page where its fallback belongs.
pub(super) const PLACE: &str = "<!-- static fallback: written in by the bundle step -->";

/// Why a page's fallback cannot be written.
#[derive(Debug)]
pub enum PageError {
    /// A recipe does not make a dataset.
    Recipe(Refused),
    /// The marked place is not inside a `<force-compare>`.
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
pub struct Payload {
    /// `image-offences.json`.
    pub name: String,
    payload: data::Payload,
    /// What was found in an article, as `check` writes it.
    findings: Vec<Value>,
    /// What is said of it, where that is not English.
    words: Option<Words>,
}

impl Payload {
    /// Makes the payload of a recipe.
    pub fn read(recipe: &Path) -> Result<Self, PageError> {
        let name = PathBuf::from(recipe.file_name().unwrap_or_default()).with_extension("json");
        let payload = dataset::read(recipe).map_err(PageError::Recipe)?;
        Ok(Self::new(name.display().to_string(), payload, Vec::new()))
    }

    fn new(name: String, payload: data::Payload, findings: Vec<Value>) -> Self {
        let words = Words::of(&payload.about.language, None);
        Self { name, payload, findings, words }
    }

    /// With a newsroom's own words before those of its language.
    pub fn with_words(mut self, own: &Words) -> Result<Self, PageError> {
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

    /// Reads a payload, or makes that of a recipe.
    pub fn open(path: &Path) -> Result<Self, PageError> {
        if path.extension().is_none_or(|ending| ending != "json") {
            return Self::read(path);
        }
        let name = path.file_name().unwrap_or_default().display().to_string();
        let fault = |problem: String| PageError::Payload(format!("{}: {problem}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
        let json: Value = serde_json::from_str(&text).map_err(|error| fault(error.to_string()))?;
        let payload = data::Payload::read(&json).map_err(|error| fault(error.to_string()))?;
        let findings = json["findings"].as_array().cloned().unwrap_or_default();
        Ok(Self::new(name, payload, findings))
    }

    /// The name of its file without the ending.
    pub fn stem(&self) -> &str {
        self.name.trim_end_matches(".json")
    }

    /// What it says.
    pub fn data(&self) -> &data::Payload {
        &self.payload
    }

    /// What it counts.
    pub fn title(&self) -> &str {
        &self.payload.dataset.title
    }

    /// What is printed beside its figures.
    pub fn about(&self) -> &About {
        &self.payload.about
    }

    /// What a page would show that wishes for this.
    pub fn compare(&self, wish: &Wish) -> Result<Comparison<'_>, PageError> {
        let (choice, problems) = Choice::resolve(wish.asked(), &self.payload.dataset);
        match problems.first() {
            Some(problem) => Err(PageError::Attribute(words::problem(problem))),
            None => Ok(Comparison::new(&self.payload.dataset, choice)),
        }
    }

    /// The same payload with what was found in an article.
    pub fn bearing(&self, findings: Vec<Value>) -> Self {
        Self { name: self.name.clone(), payload: self.payload.clone(), findings, words: self.words.clone() }
    }

    /// The payload's text as it is published, with those findings that readers may see.
    pub fn text(&self) -> String {
        self.with(self.findings.iter().filter(|finding| check::is_for_readers(finding)))
    }

    /// How many findings are not published.
    pub fn kept_back(&self) -> usize {
        self.findings.iter().filter(|finding| !check::is_for_readers(finding)).count()
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

/// The payloads that a page's widgets load to mark the figures of the article around them: checked when the site is built.
/// `data/offences.draft.json` is a payload of the recipe `offences.toml` like `data/offences.json`, for another page.
pub fn checked(html: &str, payloads: &[Payload]) -> Result<Vec<(String, String)>, PageError> {
    let mut out = Vec::new();
    for (at, name) in html.match_indices("<force-compare") {
        let tag = html[at..].split('>').next().unwrap_or_default();
        // `<force-compare-elsewhere>` would be another element.
        if !tag[name.len()..].starts_with(char::is_whitespace) {
            continue;
        }
        if attribute(tag, "article").is_none() {
            continue;
        }
        let src = attribute(tag, "src").unwrap_or_default();
        let payload = find(src, payloads)?;
        let findings = check::findings(html, payload.data());
        let bearing = payload.bearing(findings.map_err(|error| PageError::Claim(error.to_string()))?);
        let review = tag.split_whitespace().any(|word| word == "review");
        let text = if review { bearing.text_for_authors() } else { bearing.text() };
        out.push((file_name(src).into(), text));
    }
    Ok(out)
}

/// The payload that an address names.
fn find<'a>(src: &str, payloads: &'a [Payload]) -> Result<&'a Payload, PageError> {
    let name = file_name(src);
    let stem = name.split('.').next().unwrap_or_default();
    payloads.iter().find(|payload| payload.stem() == stem).ok_or_else(|| PageError::Source(src.into()))
}

fn file_name(src: &str) -> &str {
    src.rsplit('/').next().unwrap_or_default()
}

/// Where the tables of what pages and element say to each other are written in.
const INTERFACE: &str = "<!-- interface: written in by the bundle step -->";

/// A page with all that the bundle step writes into it.
pub fn complete(html: &str, payloads: &[Payload]) -> Result<String, PageError> {
    let html = if html.contains(INTERFACE) { html.replace(INTERFACE, &manifest::interface()) } else { html.into() };
    with_fallbacks(&html, payloads)
}

/// A page with the fallback of each of its widgets written in.
fn with_fallbacks(html: &str, payloads: &[Payload]) -> Result<String, PageError> {
    let mut parts = html.split(PLACE);
    let mut out = parts.next().unwrap_or_default().to_string();
    // Beneath the heading that comes before it; those of other fallbacks do not count.
    let mut level = heading(&out).unwrap_or(0) + 1;
    for after in parts {
        let tag = out.rfind("<force-compare").ok_or(PageError::Stray)?;
        let (tag, inside) = out[tag..].split_once('>').ok_or(PageError::Stray)?;
        if !inside.trim().is_empty() {
            return Err(PageError::Stray);
        }
        out += &fallback::headed(&fallback_of(tag, payloads)?, level);
        out += after;
        level = heading(after).map_or(level, |level| level + 1);
    }
    Ok(out)
}

/// The level of the last heading in a part of a page.
fn heading(html: &str) -> Option<usize> {
    let levels = html.rmatch_indices("</h").filter_map(|(at, tag)| html[at + tag.len()..].chars().next()?.to_digit(10));
    levels.map(|level| level as usize).next()
}

fn fallback_of(tag: &str, payloads: &[Payload]) -> Result<String, PageError> {
    let (src, beside_article) = (attribute(tag, "src").unwrap_or_default(), attribute(tag, "article").is_some());
    let payload = find(src, payloads)?;
    // Another payload of a recipe is written for the findings of an article alone.
    if !beside_article && payload.name != file_name(src) {
        return Err(PageError::Source(src.into()));
    }
    let list = |name| Some(attribute(tag, name)?.split_whitespace().map(String::from).collect());
    let text = |name| attribute(tag, name).map(String::from);
    let asked = Asked { areas: list("areas"), view: text("view"), measure: text("measure"), periods: list("period") };
    let comparison = payload.compare(&asked.into())?;
    let _spoken = payload.speak();
    Ok(fallback::figure(&comparison, payload.about(), beside_article))
}

/// The value of an attribute, written `name="value"`, in a start tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(after.split_once('"')?.0)
}
