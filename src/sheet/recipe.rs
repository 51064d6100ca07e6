//! The recipe of a dataset: a TOML file that says which column of which file means what.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A recipe as typed.
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
    /// What signs in place of figures mean, such as `"-" = "zero"`.
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
    /// What stands after a number, in languages that have more than two forms for that: `{ two = "…", other = "…" }`.
    #[serde(default)]
    pub counted: BTreeMap<String, String>,
    /// Counts of events, unless it says otherwise.
    #[serde(default)]
    pub kind: KindEntry,
}

/// What sort of figures the measure has.
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
    /// As for the measure.
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
    /// The heading of its column, or what its rows say, where that is neither its label nor its identifier.
    pub column: Option<String>,
    /// Which rows of the population file belong to this period, by their date column.
    pub population: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreasEntry {
    /// A row for each area. Without a file, or with that of the counts, the areas are those that have counts.
    pub file: Option<String>,
    pub sheet: Option<String>,
    #[serde(default)]
    pub header: Header,
    /// `police forces`: names are matched to the official ones of the United Kingdom's forces.
    pub known: Option<String>,
    /// Areas to accept that are not known ones.
    #[serde(default)]
    pub also: Vec<String>,
    pub kind: Option<String>,
    #[serde(default)]
    pub columns: AreaColumns,
    /// The parts to accept; an area of any other is left out. Without these, every row is an area.
    #[serde(default)]
    pub accept: Vec<String>,
    #[serde(default)]
    pub aliases: BTreeMap<String, Vec<String>>,
}

/// The rows of the headings, as a spreadsheet numbers them: one, two, or the first in which something stands.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(untagged)]
pub enum Header {
    #[default]
    First,
    One(u64),
    Two([u64; 2]),
}

impl Header {
    /// The numbers; none for the first row.
    pub fn rows(&self) -> &[u64] {
        match self {
            Self::First => &[],
            Self::One(row) => std::slice::from_ref(row),
            Self::Two(rows) => rows,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaColumns {
    /// The column of the counts' areas, without one.
    pub name: Option<String>,
    /// What readers see, where that is another name, such as that in another language.
    pub shown: Option<String>,
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
pub struct CountsEntry {
    pub file: String,
    pub sheet: Option<String>,
    #[serde(default)]
    pub header: Header,
    /// The last row of the table; what is below it are notes.
    pub last: Option<u64>,
    /// What stands between the cells of a CSV file, where it is not to be seen: `;` or `tab`.
    pub delimiter: Option<String>,
    /// The encoding of a CSV file, such as `windows-1252`.
    pub encoding: Option<String>,
    /// What groups thousands, such as `.`, where a comma does not.
    pub thousands: Option<char>,
    /// Rows that sum up others: checked, and no areas. Those called a total need not be named.
    #[serde(default)]
    pub totals: Vec<String>,
    /// Rows to leave out, by what stands in the area's column.
    #[serde(default)]
    pub skip: Vec<String>,
    /// Rows to leave out, by number.
    #[serde(default)]
    pub skip_rows: Vec<u64>,
    /// Which rows to take, by column: a row that says anything else there is left out.
    #[serde(default)]
    pub only: BTreeMap<String, String>,
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
pub struct PopulationsEntry {
    pub file: String,
    pub sheet: Option<String>,
    #[serde(default)]
    pub header: Header,
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
pub struct NationEntry {
    pub name: String,
    /// What its row is called, where that is not its name, such as `Total`.
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
    /// The identifier of the first period counted the new way.
    pub period: Spanned<String>,
    /// The name of the area; all areas without one.
    pub area: Option<Spanned<String>>,
    pub note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartEntry {
    pub label: String,
    pub count: Option<u64>,
    /// The part that takes what the others leave of the total.
    #[serde(default)]
    pub remainder: bool,
}
