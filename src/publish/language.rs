//! Speaks other languages outside the readers' module: with the built-in catalogues, and with a newsroom's own words,
//! which take precedence.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use serde_json::{Map, Value};

use super::former::former;
use crate::data::Plural;
use crate::sheet::{Files, text_of};
use crate::words::{self, Catalogue, FORMAT, placeholders};

/// The languages that are built in besides English, with their catalogues. All have the same messages, so any of them
/// tells which messages there are.
pub const LANGUAGES: [(&str, &str); 1] = [("cy", include_str!("../words/cy.json"))];

/// A catalogue of words, as a JSON document.
#[derive(Clone, Debug)]
pub struct Words(Value);

impl Words {
    /// The words for a language: the built-in catalogue with the newsroom's own words in front; `None`, and so English,
    /// if there are neither.
    pub fn of(language: &str, own: Option<&Self>) -> Option<Self> {
        let ours = LANGUAGES.iter().find(|(known, _)| *known == primary(language));
        let ours = ours.and_then(|(_, text)| serde_json::from_str::<Value>(text).ok());
        match (ours, own) {
            (None, own) => own.cloned(),
            (ours, None) => ours.map(Self),
            (Some(Value::Object(mut ours)), Some(Self(own))) => {
                for (key, value) in own.as_object().into_iter().flatten() {
                    match (ours.get_mut(key), value) {
                        (Some(Value::Object(ours)), Value::Object(own)) => ours.extend(own.clone()),
                        _ => drop(ours.insert(key.clone(), value.clone())),
                    }
                }
                Some(Self(Value::Object(ours)))
            }
            _ => None,
        }
    }

    /// Reads a newsroom's file of words. Fails with every problem that it has, a line for each.
    pub fn open(files: &dyn Files, name: &str) -> Result<Self, String> {
        let fault = |problem: String| format!("{}: {problem}", files.called(name));
        let text = text_of(files, name).map_err(|error| fault(format!("cannot be read: {error}")))?;
        let json: Value = serde_json::from_str(&text).map_err(|error| fault(format!("is not JSON: {error}")))?;
        let faults = faults(&json);
        if faults.is_empty() {
            Ok(Self(json))
        } else {
            Err(faults.into_iter().map(fault).collect::<Vec<_>>().join("\n"))
        }
    }

    /// The language of the words.
    pub fn language(&self) -> &str {
        self.0["language"].as_str().unwrap_or_default()
    }

    /// The JSON document that a page loads.
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// The catalogue to speak with. It is leaked, and stays in memory for as long as the program runs.
    pub fn catalogue(&self) -> &'static Catalogue {
        let rules = self.language().parse::<Locale>().ok();
        let rules = rules.and_then(|locale| PluralRules::try_new_cardinal(locale.into()).ok());
        let json: &'static Value = Box::leak(Box::new(self.0.clone()));
        Catalogue::new(json, move |number| match rules.as_ref().map(|rules| rules.category_for(number)) {
            Some(PluralCategory::Zero) => Plural::Zero,
            Some(PluralCategory::One) => Plural::One,
            Some(PluralCategory::Two) => Plural::Two,
            Some(PluralCategory::Few) => Plural::Few,
            Some(PluralCategory::Many) => Plural::Many,
            Some(PluralCategory::Other) | None => Plural::Other,
        })
    }
}

/// A guard: the thread speaks a language until this is dropped.
#[must_use]
pub struct Spoken(Option<&'static Catalogue>);

impl Spoken {
    /// Begins to speak with these words in this thread, or in English without any.
    pub fn begin(words: Option<&Words>) -> Self {
        Self(words::speak(words.map(Words::catalogue)))
    }
}

impl Drop for Spoken {
    fn drop(&mut self) {
        words::speak(self.0);
    }
}

/// The language without its country: `cy` for `cy-GB`. It decides which words are used.
pub fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or_default()
}

/// The problems of a catalogue, a line for each: its format, its language, messages that are never said, those that have
/// a new text with that, and places such as `{0}` that do not match the English text.
pub fn faults(json: &Value) -> Vec<String> {
    if json["format"] != FORMAT {
        return vec![format!("format: “{FORMAT}” expected")];
    }
    let mut faults = Vec::new();
    if json["language"].as_str().is_none_or(|language| language.parse::<Locale>().is_err()) {
        faults.push("language: a language such as “cy” or “en-GB” expected".into());
    }
    let none = Map::new();
    for (sign, text) in json["number"].as_object().unwrap_or(&none) {
        if !["point", "group", "minus", "percent"].contains(&sign.as_str()) || !text.is_string() {
            faults.push(format!("number.{sign}: point, group, minus and percent are texts; there is no other"));
        }
    }
    let Some(messages) = json["messages"].as_object() else {
        faults.push("messages: English texts with what stands for each expected".into());
        return faults;
    };
    let known: Value = serde_json::from_str(LANGUAGES[0].1).unwrap_or_default();
    let known: Vec<&str> = known["messages"].as_object().unwrap_or(&none).keys().map(String::as_str).collect();
    for (english, said) in messages {
        // Our own catalogues leave out messages that have no letters, only signs and places.
        if !known.contains(&english.as_str()) && english.contains(char::is_alphabetic) {
            if let Some(now) = former(english) {
                faults.push(now);
                continue;
            }
            let near = known.iter().max_by_key(|known| (strsim::normalized_levenshtein(known, english) * 1e6) as u64);
            faults.push(format!("“{english}” is never said; “{}” may be meant", near.unwrap_or(&"")));
            continue;
        }
        let whole = placeholders(english);
        let forms = said.as_object();
        let sound = match (said, forms) {
            (Value::String(text), _) => placeholders(text) == whole,
            // A plural form may write its number as a word, so it need not have every place.
            (_, Some(forms)) => forms.iter().all(|(form, text)| {
                let text = text.as_str().map(placeholders);
                Plural::named(form).is_some() && text.is_some_and(|own| own & !whole == 0)
            }),
            _ => false,
        };
        if !sound {
            faults.push(format!(
                "“{english}”: a text with the same placeholders, such as {{0}}, expected; or one for each plural form"
            ));
        }
    }
    faults
}
