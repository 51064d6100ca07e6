//! How a dataset is to be shown: what the element's attributes say.

use super::language::Words;
use crate::chart::Theme;
use crate::compare::Asked;

/// What is asked of a dataset in the words of the element's attributes, and in whose words the answer is given.
#[derive(Clone, Debug, Default)]
pub struct DisplayOptions {
    /// What is asked of the data.
    pub asked: Asked,
    /// Light or dark, where one was named.
    pub theme: Option<Theme>,
    /// A newsroom's own words.
    pub words: Option<Words>,
}

impl DisplayOptions {
    /// Reads the attributes of a tag, each by its name.
    pub fn of<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name| attribute(name).map(String::from);
        let list = |name| attribute(name).map(id_list);
        let asked =
            Asked { areas: list("areas"), view: text("view"), measure: text("measure"), periods: list("period") };
        Self { asked, theme: attribute("theme").and_then(theme), words: None }
    }

    /// The areas as an attribute has them.
    pub fn areas(&self) -> Option<String> {
        self.asked.areas.as_ref().map(|areas| areas.join(" "))
    }

    /// The periods as an attribute has them.
    pub fn periods(&self) -> Option<String> {
        self.asked.periods.as_ref().map(|periods| periods.join(" "))
    }

    /// The theme as an attribute has it.
    pub fn theme_name(&self) -> Option<&'static str> {
        self.theme.map(|theme| if theme == Theme::Dark { "dark" } else { "light" })
    }
}

/// The identifiers of a list, which are separated by blanks, commas or both: `kent essex`, `kent, essex`.
pub fn id_list(text: &str) -> Vec<String> {
    let ids = text.split(|letter: char| letter.is_ascii_whitespace() || letter == ',');
    ids.filter(|id| !id.is_empty()).map(String::from).collect()
}

/// The theme of a name.
pub fn theme(name: &str) -> Option<Theme> {
    match name {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}
