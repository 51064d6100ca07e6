//! What is to be shown of a dataset, as options of a verb and as the element's attributes.

use std::path::{Path, PathBuf};

use super::language::Words;
use super::pages::{PageError, Payload};
use crate::chart::Theme;
use crate::compare::Asked;

/// What is asked of a dataset in the words of the element's attributes.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    asked: Asked,
    theme: Option<Theme>,
    words: Option<PathBuf>,
}

impl From<Asked> for Wish {
    fn from(asked: Asked) -> Self {
        Self { asked, ..Self::default() }
    }
}

impl Wish {
    /// Takes an option with what follows it; an option that is none of these is an error.
    pub fn take(&mut self, option: &str, parser: &mut lexopt::Parser) -> Result<(), lexopt::Error> {
        use lexopt::ValueExt;

        let words = |text: String| text.split([' ', ',']).filter(|word| !word.is_empty()).map(String::from).collect();
        match option {
            "areas" => self.asked.areas = Some(words(parser.value()?.string()?)),
            "view" => self.asked.view = Some(parser.value()?.string()?),
            "measure" => self.asked.measure = Some(parser.value()?.string()?),
            "period" => self.asked.periods = Some(words(parser.value()?.string()?)),
            "words" => self.words = Some(parser.value()?.into()),
            "theme" => {
                self.theme = Some(match parser.value()?.string()?.as_str() {
                    "light" => Theme::Light,
                    "dark" => Theme::Dark,
                    other => return Err(format!("there is no theme “{other}”; name light or dark").into()),
                });
            }
            _ => return Err(lexopt::Error::UnexpectedOption(format!("--{option}"))),
        }
        Ok(())
    }

    /// What is asked of the data.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// The theme, where one was named.
    pub fn theme(&self) -> Option<Theme> {
        self.theme
    }

    /// A payload with the words that were named, if any were.
    pub fn worded(&self, payload: Payload) -> Result<Payload, PageError> {
        match &self.words {
            Some(path) => payload.with_words(&Words::read(path).map_err(PageError::Words)?),
            None => Ok(payload),
        }
    }

    /// The file of words that was named.
    pub fn words(&self) -> Option<&Path> {
        self.words.as_deref()
    }

    /// The attributes that say the same to the element.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, String)> {
        let Asked { areas, view, measure, periods } = self.asked.clone();
        let theme = self.theme.map(|theme| if theme == Theme::Dark { "dark" } else { "light" }.into());
        let list = |words: Option<Vec<String>>| words.map(|words| words.join(" "));
        let all =
            [("areas", list(areas)), ("view", view), ("measure", measure), ("period", list(periods)), ("theme", theme)];
        all.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }
}
