//! The payload `force-compare/1`: the JSON document that a page's widget loads.
//!
//! One reader serves the browser and the native program. It asks for values through [`Json`], which the parsed
//! documents of both sides implement, so that a fault is named in the same words everywhere. It ignores keys that it
//! does not know: a payload may carry more than this release reads.

mod about;
mod reader;

use std::fmt;

#[cfg(feature = "every-view")]
use super::Plural;
use super::dataset::{Break, Categories, Category, Column, Draft, MeasureKind, Nation, Noun};
use super::letters::glimpse;
use super::{About, Area, Dataset, Flags, Period};
use reader::Reader;

/// The format that this release reads and writes.
pub const FORMAT: &str = "force-compare/1";

/// A parsed JSON value that is not null.
pub trait Json: Sized {
    /// A field of an object; `None` when it is absent or null.
    fn field(&self, key: &str) -> Option<Self>;
    /// How many items an array has; `None` for anything else.
    fn length(&self) -> Option<usize>;
    /// An item of an array; `None` when it is null.
    fn item(&self, at: usize) -> Option<Self>;
    /// A text; `None` for anything else.
    fn text(&self) -> Option<String>;
    /// A number; `None` for anything else.
    fn number(&self) -> Option<f64>;
    /// A truth value; `None` for anything else.
    fn truth(&self) -> Option<bool>;
    /// The value as JSON, to be quoted in a message.
    fn shown(&self) -> String;
}

/// Why a payload cannot be read: the place, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayloadError {
    /// Not of the format [`FORMAT`].
    Version(String),
    /// A value is absent, of the wrong kind or impossible, or does not agree with others.
    Value(String),
}

impl PayloadError {
    /// The fault and its place. Not by way of `Display`, whose machinery would add two kilobytes to the readers'
    /// download.
    pub fn message(&self) -> &str {
        let (Self::Version(message) | Self::Value(message)) = self;
        message
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for PayloadError {}

/// Everything that a payload holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The figures and their names.
    pub dataset: Dataset,
    /// The texts that are printed beside them.
    pub about: About,
}

impl Payload {
    /// Reads and checks all of it. The error names the place of the first fault, and what was expected there.
    ///
    /// ```
    /// use force_compare::data::Payload;
    ///
    /// let json = serde_json::json!({"format": "force-compare/9"});
    /// let error = Payload::read(&json).unwrap_err();
    /// assert_eq!(error.to_string(), "format: force-compare/1 expected, force-compare/9 found");
    /// ```
    pub fn read(json: impl Json + Copy) -> Result<Self, PayloadError> {
        Ok(Self { dataset: read(json)?, about: about::read(json)? })
    }
}

/// Reads the figures, which are all that the engine in the page needs, or says which value cannot be right.
pub fn read<J: Json>(json: J) -> Result<Dataset, PayloadError> {
    let mut reader = Reader::new(json);
    let format = reader.at("format", |reader| reader.here().and_then(Json::text));
    if format.as_deref() != Some(FORMAT) {
        let found = format.map_or_else(|| "none".into(), |text| glimpse(&text));
        return Err(PayloadError::Version(["format: ", FORMAT, " expected, ", &found, " found"].concat()));
    }
    let draft = reader.draft();
    match reader.into_fault() {
        Some(fault) => Err(PayloadError::Value(fault)),
        None => Dataset::new(draft).map_err(|error| PayloadError::Value(error.message)),
    }
}

impl<J: Json> Reader<J> {
    fn draft(&mut self) -> Draft {
        let title = self.text("title");
        let (measure, event, kind) = self.at("measure", |at| (at.text("label"), at.noun(), at.kind()));
        self.kind = kind;
        let noun = self.at("noun", Self::noun);
        let mut periods = Vec::new();
        self.each("periods", &mut |at| periods.extend(at.period()));
        let areas = self.list("areas", Self::area);
        let columns = self.columns();
        let nation = self.optional("nation", |at| at.nation(periods.len()));
        let flags = self.list("flags", |at| at.flags(&areas, &periods));
        let categories = self.optional("categories", |at| at.categories(&periods));
        let breaks = self.list("breaks", |at| at.series_break(&areas, &periods));
        Draft { title, measure, kind, event, noun, periods, areas, columns, flags, nation, categories, breaks }
    }

    fn noun(&mut self) -> Noun {
        Noun {
            singular: self.text("singular"),
            plural: self.text("plural"),
            #[cfg(feature = "every-view")]
            counted: self.at("counted", Self::counted),
        }
    }

    #[cfg(feature = "every-view")]
    fn counted(&mut self) -> Vec<(Plural, String)> {
        let mut forms = Vec::new();
        for form in Plural::ALL {
            forms.extend(self.optional_text(form.id()).map(|word| (form, word)));
        }
        forms
    }

    fn kind(&mut self) -> MeasureKind {
        let kind = self.optional_text("kind");
        match kind.as_deref() {
            Some("amount") => return MeasureKind::Amount,
            None | Some("count") => {}
            _ => self.at("kind", |at| at.fault("\"count\" or \"amount\"", "")),
        }
        MeasureKind::Count
    }

    fn period(&mut self) -> Option<Period> {
        let (start, end) = (self.date("start")?, self.date("end")?);
        let period = Period::new(self.identifier(), self.text("label"), start, end);
        if period.is_none() {
            self.at("end", |at| at.fault("a day on or after the start", ""));
        }
        period
    }

    fn area(&mut self) -> Area {
        Area {
            id: self.identifier(),
            name: self.text("name"),
            group: self.optional_text("group"),
            no_rate: self.optional("noRate", Self::truth_here).unwrap_or_default(),
            note: self.optional_text("note"),
        }
    }

    fn identifier(&mut self) -> String {
        let id = self.text("id");
        // Attributes list identifiers separated by spaces or commas.
        if id.bytes().any(|byte| byte.is_ascii_whitespace() || byte == b',') {
            self.at("id", |at| at.fault("an identifier without spaces or commas", ""));
        }
        id
    }

    fn columns(&mut self) -> Vec<Column> {
        let mut columns = self.list("counts", |at| Column { counts: at.observations(), populations: Vec::new() });
        let mut known = 0;
        self.each("populations", &mut |at| {
            let populations = at.populations();
            if let Some(column) = columns.get_mut(known) {
                column.populations = populations;
            }
            known += 1;
        });
        if known != 0 && known != columns.len() {
            self.at("populations", |at| at.fault("one column for each period", ""));
        }
        if known == 0 {
            for column in &mut columns {
                column.populations.resize(column.counts.len(), None);
            }
        }
        columns
    }

    fn nation(&mut self, periods: usize) -> Nation {
        Nation {
            name: self.text("name"),
            short: self.text("short"),
            counts: self.at("counts", Self::observations),
            populations: self.optional("populations", Self::populations).unwrap_or(vec![None; periods]),
            areas_sum: self.at("areasSum", Self::truth_here),
            note: self.optional_text("note"),
        }
    }

    fn truth_here(&mut self) -> bool {
        let truth = self.truth();
        if truth.is_none() {
            self.fault("true or false", "");
        }
        truth.unwrap_or_default()
    }

    fn flags(&mut self, areas: &[Area], periods: &[Period]) -> (usize, usize, Flags) {
        let flags = self.at("flags", |at| {
            let flags = Flags::parse(&at.text_here());
            if flags.is_none() {
                at.fault("flags such as [p] or [r][e]", "");
            }
            flags.unwrap_or_default()
        });
        (self.at("area", |at| at.area_named(areas)), self.at("period", |at| at.period_named(periods)), flags)
    }

    fn categories(&mut self, periods: &[Period]) -> Categories {
        Categories {
            periods: self.list("periods", |at| at.period_named(periods)),
            total: self.whole("total"),
            parts: self.list("parts", |at| Category {
                label: at.text("label"),
                count: at.whole("count"),
                derived: at.at("derived", |at| at.truth().unwrap_or_default()),
            }),
        }
    }

    fn series_break(&mut self, areas: &[Area], periods: &[Period]) -> Break {
        Break {
            period: self.at("period", |at| at.period_named(periods)),
            area: self.optional("area", |at| at.area_named(areas)),
            note: self.text("note"),
        }
    }
}
