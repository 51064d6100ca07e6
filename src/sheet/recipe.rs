//! The recipe of a dataset: a TOML file that says which column of which file has which meaning.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A recipe as typed, before its entries are checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    pub title: String,
    pub language: String,
    #[serde(default)]
    pub caveats: Vec<String>,
    #[serde(default)]
    pub support: Vec<SupportEntry>,
    pub measure: MeasureEntry,
    pub noun: NounEntry,
    pub source: Option<SourceEntry>,
    pub periods: Vec<PeriodEntry>,
    pub areas: AreasEntry,
    pub counts: CountsEntry,
    pub populations: Option<PopulationsEntry>,
    pub nation: Option<NationEntry>,
    pub categories: Option<CategoriesEntry>,
    #[serde(default)]
    pub breaks: Vec<BreakEntry>,
    /// The meanings of placeholders, such as `"-" = "zero"`.
    #[serde(default)]
    pub markers: BTreeMap<String, Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportEntry {
    pub label: String,
    pub number: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureEntry {
    pub label: String,
    pub singular: String,
    pub plural: String,
    /// The forms after a number, in languages that have more than two: `{ two = "…", other = "…" }`.
    #[serde(default)]
    pub counted: BTreeMap<String, String>,
    /// Whether the figures are counts of events, which is the default, or amounts.
    #[serde(default)]
    pub kind: KindEntry,
}

/// The kind of figures that the measure has.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KindEntry {
    #[default]
    Count,
    Amount,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NounEntry {
    pub singular: String,
    pub plural: String,
    /// The forms after a number, as for the measure.
    #[serde(default)]
    pub counted: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    pub name: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub published: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodEntry {
    pub id: Spanned<String>,
    pub label: String,
    pub start: Spanned<String>,
    pub end: Spanned<String>,
    /// The heading of its column, or the text of its rows, if that is neither the label nor the identifier.
    pub column: Option<String>,
    /// The text in the date column of the population file that marks the rows of this period.
    pub population: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreasEntry {
    /// A file with a row for each area. Without one, or if it is the file of the counts, the areas are those with
    /// counts.
    pub file: Option<String>,
    pub sheet: Option<String>,
    #[serde(default)]
    pub header: Header,
    /// `police forces` if names are to be matched to the official names of the United Kingdom's forces.
    pub known: Option<String>,
    /// Further areas to accept, beside those that `known` has.
    #[serde(default)]
    pub also: Vec<String>,
    pub kind: Option<String>,
    #[serde(default)]
    pub columns: AreaColumns,
    /// The values of the part column to accept. A row with any other is left out. Without a part column every row is an
    /// area.
    #[serde(default)]
    pub accept: Vec<String>,
    #[serde(default)]
    pub aliases: BTreeMap<String, Vec<String>>,
}

/// The rows of the headings as the spreadsheet numbers them: one row, several, or the first that is not blank.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(untagged)]
pub enum Header {
    #[default]
    First,
    One(u64),
    Several(Vec<u64>),
}

impl Header {
    /// The numbers of the rows; empty for [`Self::First`].
    pub fn rows(&self) -> &[u64] {
        match self {
            Self::First => &[],
            Self::One(row) => std::slice::from_ref(row),
            Self::Several(rows) => rows,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaColumns {
    /// The column of names; without it, the column that has the areas of the counts.
    pub name: Option<String>,
    /// The column of the names that readers see, if those differ, as in another language.
    pub shown: Option<String>,
    /// The column of the identifiers in attributes and links. Without it they are made of the names.
    pub id: Option<String>,
    pub official: Option<String>,
    pub code: Option<String>,
    pub group: Option<String>,
    /// The column that `accept` looks at, such as that of the country.
    pub part: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountsEntry {
    pub file: String,
    pub sheet: Option<String>,
    #[serde(default)]
    pub header: Header,
    /// The last row of the table; rows below it are notes.
    pub last: Option<u64>,
    /// The delimiter of a CSV file, such as `;` or `tab`, if it cannot be detected.
    pub delimiter: Option<String>,
    /// The encoding of a CSV file, such as `windows-1252`.
    pub encoding: Option<String>,
    /// The thousands separator, such as `.`, if it is not a comma.
    pub thousands: Option<char>,
    /// The names of totals, which are checked and are not areas. Rows whose name says that they are totals need not be
    /// listed.
    #[serde(default)]
    pub totals: Vec<String>,
    /// Rows to leave out, by the text in the column of areas.
    #[serde(default)]
    pub skip: Vec<String>,
    /// What single rows are, by the text in the column of areas, whatever their names say.
    #[serde(default)]
    pub rows: BTreeMap<String, RowEntry>,
    /// Whether the figures of several rows of an area and a period are added up.
    #[serde(default)]
    pub add_up: bool,
    /// Whether each row is one event, so that rows are counted.
    #[serde(default)]
    pub count_rows: bool,
    /// Whether rows that the workbook hides are read. Without an entry they are, and a note says so.
    pub hidden: Option<bool>,
    /// Rows to leave out, by number.
    #[serde(default)]
    pub skip_rows: Vec<u64>,
    /// The value that a row must have in a column, by column. A row with any other value is left out.
    #[serde(default)]
    pub only: BTreeMap<String, String>,
    pub columns: CountColumns,
}

/// What a row is, where its name does not say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowEntry {
    Area,
    Total,
    Skip,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountColumns {
    pub area: String,
    /// The column of the period's label or identifier, if each row has one figure; `count` is then the column of the
    /// figure. Without these two a row has a column for each period, with the period's label as its heading.
    pub period: Option<String>,
    pub count: Option<String>,
    /// The columns of figures, if there is one for each period and others have a period in their headings too.
    #[serde(default)]
    pub figures: Vec<String>,
    /// The column of flags such as `[p]`, if each row has one figure.
    pub flags: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationsEntry {
    pub file: String,
    pub sheet: Option<String>,
    #[serde(default)]
    pub header: Header,
    pub columns: PopulationColumns,
    /// The values of the quality column to accept. A row with any other is left out. Without that column every row is
    /// accepted.
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
pub struct NationEntry {
    pub name: String,
    /// The name of its row, such as `Total`, if that is not `name`.
    pub row: Option<String>,
    pub short: String,
    pub areas_sum: bool,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoriesEntry {
    pub periods: Vec<Spanned<String>>,
    pub total: u64,
    pub parts: Vec<PartEntry>,
}

/// A change in how events were counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakEntry {
    /// The identifier of the first period that is counted in the new way.
    pub period: Spanned<String>,
    /// The name of the area; without it the break is one of all areas.
    pub area: Option<Spanned<String>>,
    pub note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartEntry {
    pub label: String,
    pub count: Option<u64>,
    /// Whether the part gets what the others leave of the total.
    #[serde(default)]
    pub remainder: bool,
}
