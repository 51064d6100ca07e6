//! The recipe of a dataset: a TOML file that says which column of which CSV file means what.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A recipe as typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    pub title: String,
    pub language: String,
    #[serde(default)]
    pub caveats: Vec<String>,
    #[serde(default)]
    pub support: Vec<Support>,
    pub measure: Measure,
    pub noun: Noun,
    pub source: Option<Source>,
    pub periods: Vec<Period>,
    pub areas: Areas,
    pub counts: Counts,
    pub populations: Option<Populations>,
    pub nation: Option<Nation>,
    pub categories: Option<Categories>,
    #[serde(default)]
    pub breaks: Vec<Break>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    pub label: String,
    pub number: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub label: String,
    pub singular: String,
    pub plural: String,
    /// Counts of events, unless it says otherwise.
    #[serde(default)]
    pub kind: Kind,
}

/// What sort of figures the measure has.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Count,
    Amount,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noun {
    pub singular: String,
    pub plural: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    pub id: String,
    pub label: String,
    pub start: String,
    pub end: String,
    /// Which rows of the population file belong to this period, by their date column.
    pub population: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Areas {
    /// A row for each area; or the file of the counts where that holds a row for each figure.
    pub file: String,
    pub kind: Option<String>,
    pub columns: AreaColumns,
    /// The parts to accept; an area of any other is left out. Without these, every row is an area.
    #[serde(default)]
    pub accept: Vec<String>,
    #[serde(default)]
    pub aliases: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaColumns {
    pub name: String,
    /// What attributes and links call an area; made of its name without one.
    pub id: Option<String>,
    pub official: Option<String>,
    pub code: Option<String>,
    pub group: Option<String>,
    /// What `accept` is about, such as the column of the country.
    pub part: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    pub file: String,
    pub columns: CountColumns,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountColumns {
    pub area: String,
    /// Where a row holds one figure: the column of its period's label or identifier, and the column of the figure.
    /// Without these two, a row holds a column for each period, headed by the period's label.
    pub period: Option<String>,
    pub count: Option<String>,
    /// Where a row holds one figure: the column of the shorthand beside it, such as `[p]`.
    pub flags: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Populations {
    pub file: String,
    pub columns: PopulationColumns,
    /// The qualities to accept; a row of any other is left out. Without a column of qualities every row is accepted.
    #[serde(default)]
    pub accept: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationColumns {
    pub area: String,
    pub date: String,
    pub population: String,
    pub quality: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nation {
    pub name: String,
    pub short: String,
    pub areas_sum: bool,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Categories {
    pub periods: Vec<String>,
    pub total: u64,
    pub parts: Vec<Part>,
}

/// A change in how events were counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// The identifier of the first period counted the new way.
    pub period: String,
    /// The name of the area; all areas without one.
    pub area: Option<String>,
    pub note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub label: String,
    pub count: Option<u64>,
    /// The part that takes what the others leave of the total.
    #[serde(default)]
    pub remainder: bool,
}
