//! Examines the element's tag: unknown attributes, values that the data do not have, and figures that cannot be read.

use std::collections::BTreeSet;

use super::exam::Exam;
use super::obstacle::Remedy;
use super::page::PageTag;
use super::visit::VisitError;
use crate::build::api::ATTRIBUTES;
use crate::compare::{Asked, Choice, Quantity, Unmet, View};
use crate::data::{Dataset, Payload, PayloadError};
use crate::publish::PLACE;
use crate::words;

/// Attributes that any element may have.
const ANY: [&str; 9] = ["id", "class", "style", "lang", "dir", "hidden", "title", "slot", "part"];

impl Exam<'_> {
    /// Examines every widget of the page.
    pub fn elements(&mut self) -> Result<(), VisitError> {
        let tags: Vec<PageTag> = self.page.named("force-compare").cloned().collect();
        let mut prefixes = BTreeSet::new();
        for tag in &tags {
            self.attributes(tag);
            self.prefix(tag, &mut prefixes);
            if !tag.filled && !self.framed {
                let new = format!("{}\n  {PLACE}", tag.text);
                let problem = "the element has no static chart, so readers without scripts see nothing; the bundle \
                               step puts one in place of the comment below";
                self.find(Some(tag.line), problem, Remedy::Replace { old: tag.text.clone(), new });
            }
            self.figures(tag)?;
        }
        Ok(())
    }

    fn attributes(&mut self, tag: &PageTag) {
        for (name, value) in &tag.attributes {
            let general =
                ["data-", "aria-", "on"].iter().any(|start| name.starts_with(start)) || ANY.contains(&name.as_str());
            let own = || ATTRIBUTES.iter().map(|attribute| attribute.name);
            if !own().any(|own| own == name) && !general {
                match nearest(name, own()) {
                    Some(known) if tag.get(known).is_none() => {
                        self.tag(
                            tag,
                            format!("the element has no attribute {name}; did you mean {known}?"),
                            tag.renamed(name, known),
                        );
                    }
                    _ => self.tag(tag, format!("the element has no attribute {name}"), tag.with(name, None)),
                }
            }
            if name == "theme" && !["light", "dark"].contains(&value.as_str()) {
                let known = nearest(value, ["light", "dark"]);
                self.tag(tag, format!("theme is light or dark, not “{value}”"), tag.with(name, known));
            }
        }
    }

    fn prefix(&mut self, tag: &PageTag, taken: &mut BTreeSet<String>) {
        let Some(prefix) = tag.get("fragment").map(|prefix| if prefix.is_empty() { "fc" } else { prefix }) else {
            return;
        };
        if taken.insert(prefix.into()) {
            return;
        }
        let free = (2..).map(|at| format!("{prefix}{at}")).find(|free| !taken.contains(free)).unwrap_or_default();
        let problem =
            format!("two elements use the prefix {prefix} in the page’s address, so each overwrites the other’s state");
        self.tag(tag, problem, tag.with("fragment", Some(&free)));
        taken.insert(free);
    }

    fn figures(&mut self, tag: &PageTag) -> Result<(), VisitError> {
        let Some(src) = tag.get("src").filter(|src| !src.is_empty()) else {
            // Without the attribute, a script may set the property `data` instead.
            if tag.get("src").is_some() || self.framed {
                let problem = "the element has no figures: its src is empty";
                self.find(
                    Some(tag.line),
                    problem,
                    Remedy::Do("Give src the address of a payload; `force-compare import` makes one.".into()),
                );
            }
            return Ok(());
        };
        let Some(answer) = self.payload(src, tag.line)? else { return Ok(()) };
        let parsed = serde_json::from_slice::<serde_json::Value>(&answer.body);
        let again = |problem: String| {
            (problem, Remedy::Do("Make it again with `force-compare import` of the same version as the bundle.".into()))
        };
        let (problem, remedy) = match parsed.as_ref().map(Payload::read) {
            Ok(Ok(Payload { dataset, .. })) => {
                self.choice(tag, &dataset);
                return Ok(());
            }
            Ok(Err(PayloadError::Version(what))) => again(format!("{src} was made by another version: {what}")),
            Ok(Err(PayloadError::Value(what))) => again(format!("{src} cannot be read: {what}")),
            Err(error) => again(format!("{src} is not JSON: {error}")),
        };
        self.find(Some(tag.line), problem, remedy);
        Ok(())
    }

    /// Checks that the figures have what the attributes ask for.
    fn choice(&mut self, tag: &PageTag, dataset: &Dataset) {
        let first = |name| tag.ids(name).and_then(|words| words.into_iter().next());
        let asked = Asked {
            areas: tag.ids("areas"),
            view: first("view"),
            measure: first("measure"),
            periods: tag.ids("period"),
        };
        for problem in Choice::resolve(&asked, dataset).1 {
            let words = tag.ids(problem.attribute).unwrap_or_default();
            let known: Vec<&str> = match problem.attribute {
                "areas" => dataset.areas.iter().map(|area| area.id.as_str()).collect(),
                "period" => dataset.periods.iter().map(|period| period.id.as_str()).collect(),
                "view" => View::ALL.map(View::id).to_vec(),
                _ => Quantity::ALL.map(Quantity::id).to_vec(),
            };
            let meant = nearest(&problem.id, known)
                .filter(|meant| problem.why == Unmet::Unknown && !words.iter().any(|word| word == meant));
            // The element shows the first of two that are alike, so the last one is at fault.
            let at = words.iter().rposition(|word| *word == problem.id);
            let kept = words
                .iter()
                .enumerate()
                .filter_map(|(i, word)| if Some(i) == at { meant } else { Some(word.as_str()) });
            let value = kept.collect::<Vec<_>>().join(" ");
            let said = words::problem(&problem);
            let said = meant.map_or(said.clone(), |meant| format!("{said}; did you mean {meant}?"));
            self.tag(tag, said, tag.with(problem.attribute, Some(value.as_str()).filter(|value| !value.is_empty())));
        }
    }

    /// Notes a problem that a corrected tag fixes.
    fn tag(&mut self, tag: &PageTag, problem: String, new: String) {
        let remedy = if self.framed {
            Remedy::Do("Correct the frame’s address.".into())
        } else {
            Remedy::Replace { old: tag.text.clone(), new }
        };
        self.find(Some(tag.line), problem, remedy);
    }
}

/// The known word that was probably meant, if one is near enough to be a misspelling.
fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let far = |known: &str| strsim::damerau_levenshtein(&written.to_lowercase(), &known.to_lowercase());
    let near = known.into_iter().map(|known| (far(known), known)).min()?;
    (near.0 <= 1 + near.1.chars().count() / 4).then_some(near.1)
}
