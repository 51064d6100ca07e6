//! The payload `force-compare/1`: the JSON document that a page's widget loads.
//!
//! One reader serves the browser and the native program. It asks for values through [`Json`], which a parsed document
//! of either side answers, so that a fault is named with the same words in the same place everywhere. Keys it does not
//! know are left alone: a payload may carry more than this release reads.

mod at;

use std::cell::RefCell;
use std::fmt;

use super::dataset::{Break, Categories, Category, Column, Draft, Nation, Noun, Source, Support};
use super::{Area, Count, Dataset, DatasetError, Flags, Period, Population};
use at::{At, beginning};

/// The format that this release reads and writes.
pub const FORMAT: &str = "force-compare/1";

/// A parsed JSON value.
pub trait Json: Sized {
    /// A field of an object; `None` when it is absent or null.
    fn field(&self, key: &str) -> Option<Self>;
    /// The items of an array; `None` for anything else.
    fn items(&self) -> Option<Vec<Self>>;
    /// A text; `None` for anything else.
    fn text(&self) -> Option<String>;
    /// A number; `None` for anything else.
    fn number(&self) -> Option<f64>;
    /// A truth value; `None` for anything else.
    fn truth(&self) -> Option<bool>;
    /// Whether it is null.
    fn is_null(&self) -> bool;
    /// The value as JSON, for a message.
    fn shown(&self) -> String;
}

/// Why a payload cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayloadError {
    /// Not of the format [`FORMAT`].
    Version {
        /// The format as found.
        found: String,
    },
    /// A value is absent, of the wrong kind, or impossible.
    Value {
        /// Where: `counts[0][3]`.
        place: String,
        /// What should stand there.
        expected: &'static str,
        /// What stands there, and why it cannot.
        found: String,
    },
    /// The values do not agree with each other.
    Dataset(DatasetError),
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version { found } => write!(f, "format: {FORMAT} expected, {found} found"),
            Self::Value { place, expected, found } => write!(f, "{place}: {expected} expected, {found} found"),
            Self::Dataset(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PayloadError {}

/// What may stand for an area's source.
const SOURCE: &str = "the place of a source in the list";

impl<J: Json> At<'_, J> {
    fn noun(&self) -> Noun {
        Noun { singular: self.text("singular"), plural: self.text("plural") }
    }

    fn source(&self) -> Source {
        Source {
            name: self.text("name"),
            title: self.optional_text("title"),
            url: self.optional("url", |at| at.url()),
            published: self.optional("published", |at| at.date()).flatten(),
        }
    }

    fn period(&self) -> Option<Period> {
        let (start, end) = (self.get("start").date()?, self.get("end").date()?);
        let period = Period::new(self.text("id"), self.text("label"), start, end);
        if period.is_none() {
            self.get("end").fault("a day on or after the start", "");
        }
        period
    }

    fn area(&self, sources: usize) -> Area {
        let id = self.text("id");
        // Lists of identifiers in attributes are parted by spaces.
        if id.bytes().any(|byte| byte.is_ascii_whitespace()) {
            self.get("id").fault("an identifier without spaces", "");
        }
        let source = self.optional("source", |at| {
            let source = at.count(SOURCE).map_or(0, Count::get) as usize;
            if source >= sources {
                at.fault(SOURCE, "");
            }
            source
        });
        Area {
            id,
            name: self.text("name"),
            official: self.optional_text("official"),
            code: self.optional_text("code"),
            kind: self.optional_text("kind"),
            group: self.optional_text("group"),
            aliases: self.texts("aliases"),
            source,
            note: self.optional_text("note"),
        }
    }

    fn flags(&self, areas: &[Area], periods: &[Period]) -> (usize, usize, Flags) {
        let flags = self.get("flags");
        let parsed = Flags::parse(&flags.as_text());
        if parsed.is_none() {
            flags.fault("flags such as [p] or [r][e]", "");
        }
        (self.get("area").area_in(areas), self.get("period").period_in(periods), parsed.unwrap_or_default())
    }

    fn nation(&self, periods: usize) -> Nation {
        let sum = self.get("areasSum");
        if sum.truth().is_none() {
            sum.fault("true or false", "");
        }
        Nation {
            name: self.text("name"),
            short: self.text("short"),
            counts: self.get("counts").observations(),
            populations: self.optional("populations", |at| at.populations()).unwrap_or_else(|| unknown(periods)),
            areas_sum: sum.truth().unwrap_or_default(),
            note: self.optional_text("note"),
        }
    }

    fn category(&self) -> Category {
        Category {
            label: self.text("label"),
            count: self.whole("count"),
            derived: self.get("derived").truth().unwrap_or_default(),
        }
    }

    fn categories(&self, periods: &[Period]) -> Categories {
        Categories {
            periods: self.list("periods", |at| at.period_in(periods)),
            total: self.whole("total"),
            parts: self.list("parts", |at| at.category()),
        }
    }

    fn series_break(&self, areas: &[Area], periods: &[Period]) -> Break {
        Break {
            period: self.get("period").period_in(periods),
            area: self.optional("area", |at| at.area_in(areas)),
            note: self.text("note"),
        }
    }

    fn columns(&self) -> Vec<Column> {
        let counts = self.list("counts", |at| at.observations());
        let mut populations = self.list("populations", |at| at.populations());
        if !populations.is_empty() && populations.len() != counts.len() {
            self.get("populations").fault("one column for each period", "");
        }
        let mut columns = Vec::new();
        for (at, counts) in counts.into_iter().enumerate() {
            let populations = populations.get_mut(at).map_or_else(|| unknown(counts.len()), std::mem::take);
            columns.push(Column { counts, populations });
        }
        columns
    }

    fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        self.get("periods").each(&mut |at| draft.periods.extend(at.period()));
        draft.sources = self.list("sources", |at| at.source());
        draft.areas = self.list("areas", |at| at.area(draft.sources.len()));
        draft.columns = self.columns();
        draft.title = self.text("title");
        draft.language = self.text("language");
        let measure = self.get("measure");
        draft.measure = measure.text("label");
        draft.event = measure.noun();
        draft.noun = self.get("noun").noun();
        draft.source = self.optional("source", |at| at.source());
        draft.caveats = self.texts("caveats");
        draft.support = self.list("support", |at| Support { label: at.text("label"), number: at.text("number") });
        draft.flags = self.list("flags", |at| at.flags(&draft.areas, &draft.periods));
        draft.nation = self.optional("nation", |at| at.nation(draft.periods.len()));
        draft.categories = self.optional("categories", |at| at.categories(&draft.periods));
        draft.breaks = self.list("breaks", |at| at.series_break(&draft.areas, &draft.periods));
        draft
    }
}

/// No population is known.
fn unknown(entries: usize) -> Vec<Option<Population>> {
    let mut populations = Vec::new();
    populations.resize(entries, None);
    populations
}

/// Reads a payload, or says which value cannot be right.
pub fn read<J: Json>(json: J) -> Result<Dataset, PayloadError> {
    let fault = RefCell::new(None);
    let root = At::root(json, &fault);
    let format = root.get("format").json.as_ref().and_then(Json::text);
    if format.as_deref() != Some(FORMAT) {
        return Err(PayloadError::Version { found: format.map_or_else(|| "none".into(), |text| beginning(&text)) });
    }
    let draft = root.draft();
    match fault.into_inner() {
        Some(fault) => Err(fault),
        None => Dataset::new(draft).map_err(PayloadError::Dataset),
    }
}
