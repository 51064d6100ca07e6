//! The options for showing a dataset, as the element's attributes state them.

use super::language::Words;
use crate::chart::Theme;
use crate::compare::Asked;

/// The options for showing a dataset: the choices of the element's attributes, the theme and the words.
#[derive(Clone, Debug, Default)]
pub struct DisplayOptions {
    /// The areas, view, measure and periods that are asked for, before they are resolved against the data.
    pub asked: Asked,
    /// Light or dark; `None` leaves it to the page.
    pub theme: Option<Theme>,
    /// A newsroom's own words, if it has any.
    pub words: Option<Words>,
}

impl DisplayOptions {
    /// Reads the options from the attributes of a tag, which `attribute` looks up by name. A theme that does not exist
    /// counts as none.
    pub fn of<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name| attribute(name).map(String::from);
        let list = |name| attribute(name).map(id_list);
        let asked =
            Asked { areas: list("areas"), view: text("view"), measure: text("measure"), periods: list("period") };
        Self { asked, theme: attribute("theme").and_then(theme), words: None }
    }

    /// The value of the `areas` attribute.
    pub fn areas(&self) -> Option<String> {
        self.asked.areas.as_ref().map(|areas| areas.join(" "))
    }

    /// The value of the `period` attribute.
    pub fn periods(&self) -> Option<String> {
        self.asked.periods.as_ref().map(|periods| periods.join(" "))
    }

    /// The value of the `theme` attribute.
    pub fn theme_name(&self) -> Option<&'static str> {
        self.theme.map(|theme| if theme == Theme::Dark { "dark" } else { "light" })
    }
}

/// The identifiers in a list that is separated by spaces, commas or both: `kent essex`, `kent, essex`.
pub fn id_list(text: &str) -> Vec<String> {
    let ids = text.split(|letter: char| letter.is_ascii_whitespace() || letter == ',');
    ids.filter(|id| !id.is_empty()).map(String::from).collect()
}

/// The theme with this name: `light` or `dark`.
pub fn theme(name: &str) -> Option<Theme> {
    match name {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}
