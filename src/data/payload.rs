//! The payload `force-compare/1`: the JSON document that a page's widget loads.
//!
//! One reader serves the browser and the native program. It asks for values through [`Json`], which a parsed document
//! of either side answers, so that a fault is named with the same words in the same place everywhere. Keys it does not
//! know are left alone: a payload may carry more than this release reads.

use std::cell::RefCell;
use std::fmt;

use super::dataset::{Break, Categories, Category, Column, Draft, Nation, Noun, Source, Support};
use super::{Area, Count, Dataset, DatasetError, Date, Flags, Impossible, Marker, Observation, Period, Population};

/// The format that this release reads and writes.
pub const FORMAT: &str = "force-compare/1";

/// No name or note in an article's figures is longer; what is, is an accident or an attack.
const LONGEST_TEXT: usize = 2_000;

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

/// A value and the way to it, so that a fault can say where it stands without a place being written for every value
/// that has none.
///
/// A read gives a stand-in where the value is at fault, and reading goes on; the first fault is kept, and nothing that
/// was read is used once there is one. (Handing each fault up by itself costs readers five kilobytes.)
struct At<'a, J> {
    json: Option<J>,
    step: Step,
    parent: Option<&'a At<'a, J>>,
    fault: &'a RefCell<Option<PayloadError>>,
}

#[derive(Clone, Copy)]
enum Step {
    Key(&'static str),
    Index(usize),
}

const DAY: &str = "a date such as 2017-03-31";
const WHOLE: &str = "a whole number from 0";
const PEOPLE: &str = "a whole number from 1, or null";
const OBSERVED: &str = "a whole number from 0, null, or a marker such as \"[c]\"";
const SOURCE: &str = "the place of a source in the list";
const AREA: &str = "an area's id";
const PERIOD: &str = "a period's id";

impl<J: Json> At<'_, J> {
    fn step(&self, json: Option<J>, step: Step) -> At<'_, J> {
        At { json, step, parent: Some(self), fault: self.fault }
    }

    // Out of line, so that each of the many fields costs readers a call and no more.
    #[inline(never)]
    fn get(&self, key: &'static str) -> At<'_, J> {
        self.step(self.json.as_ref().and_then(|json| json.field(key)), Step::Key(key))
    }

    fn place(&self) -> String {
        let before = self.parent.map(At::place).unwrap_or_default();
        match self.step {
            Step::Index(index) => format!("{before}[{index}]"),
            Step::Key(key) if before.is_empty() => key.into(),
            Step::Key(key) => format!("{before}.{key}"),
        }
    }

    /// Keeps a fault, if it is the first.
    fn fault(&self, expected: &'static str, why: &str) {
        if self.fault.borrow().is_some() {
            return;
        }
        let shown = self.json.as_ref().map_or_else(|| "nothing".into(), Json::shown);
        let mut found = beginning(&shown);
        if found.len() < shown.len() {
            found.push('…');
        }
        if !why.is_empty() {
            found.push_str(": ");
            found.push_str(why);
        }
        self.fault.replace(Some(PayloadError::Value { place: self.place(), expected, found }));
    }

    /// Visits each item; an absent list is empty.
    fn each(&self, visit: &mut dyn FnMut(&At<'_, J>)) {
        let Some(json) = &self.json else { return };
        match json.items() {
            Some(items) => {
                for (at, json) in items.into_iter().enumerate() {
                    visit(&self.step(Some(json), Step::Index(at)));
                }
            }
            None => self.fault("a list", ""),
        }
    }

    fn items<T>(&self, read: impl Fn(&At<'_, J>) -> T) -> Vec<T> {
        let mut out = Vec::new();
        self.each(&mut |at| out.push(read(at)));
        out
    }

    fn list<T>(&self, key: &'static str, read: impl Fn(&At<'_, J>) -> T) -> Vec<T> {
        self.get(key).items(read)
    }

    /// What stands under a key, if anything does.
    fn optional<T>(&self, key: &'static str, read: impl FnOnce(&At<'_, J>) -> T) -> Option<T> {
        let at = self.get(key);
        at.json.is_some().then(|| read(&at))
    }

    #[inline(never)]
    fn text(&self, key: &'static str) -> String {
        self.get(key).as_text()
    }

    #[inline(never)]
    fn optional_text(&self, key: &'static str) -> Option<String> {
        self.optional(key, |at| at.as_text())
    }

    #[inline(never)]
    fn texts(&self, key: &'static str) -> Vec<String> {
        self.list(key, |at| at.as_text())
    }

    fn as_text(&self) -> String {
        let text = self.json.as_ref().and_then(Json::text).unwrap_or_default();
        if text.len() > LONGEST_TEXT {
            self.fault("a text", "longer than 2,000 bytes");
        } else if text.trim_ascii().is_empty() {
            self.fault("a text", if text.is_empty() { "" } else { "empty" });
        }
        text
    }

    fn number(&self, expected: &'static str) -> Option<f64> {
        let number = self.json.as_ref().and_then(Json::number);
        if number.is_none() {
            self.fault(expected, "");
        }
        number
    }

    fn count(&self, expected: &'static str) -> Option<Count> {
        self.possible(expected, Count::new(self.number(expected)?))
    }

    /// A count of events, 0 where there is a fault.
    fn whole(&self, key: &'static str) -> u64 {
        self.get(key).count(WHOLE).map_or(0, Count::get)
    }

    fn possible<T>(&self, expected: &'static str, made: Result<T, Impossible>) -> Option<T> {
        made.map_err(|why| self.fault(expected, why.as_str())).ok()
    }

    fn truth(&self) -> Option<bool> {
        self.json.as_ref().and_then(Json::truth)
    }

    fn date(&self) -> Option<Date> {
        let date = Date::parse(&self.as_text());
        if date.is_none() {
            self.fault(DAY, "");
        }
        date
    }

    /// Only addresses that a browser opens as a page: a `javascript:` link would run in the newsroom's page.
    fn url(&self) -> String {
        let text = self.as_text();
        if !text.starts_with("https://") && !text.starts_with("http://") {
            self.fault("an address that begins with https://", "");
        }
        text
    }

    /// The place of a listed identifier.
    fn place_in<T>(&self, list: &[T], id: fn(&T) -> &str, expected: &'static str) -> usize {
        let text = self.as_text();
        let found = list.iter().position(|item| id(item) == text);
        if found.is_none() {
            self.fault(expected, "not listed");
        }
        found.unwrap_or_default()
    }

    fn area_in(&self, areas: &[Area]) -> usize {
        self.place_in(areas, |area| &area.id, AREA)
    }

    fn period_in(&self, periods: &[Period]) -> usize {
        self.place_in(periods, |period| &period.id, PERIOD)
    }

    /// A number, null, or a marker: shorthand such as `[c]`.
    fn observation(&self) -> Observation {
        let missing = Observation::Marker(Marker::Missing);
        let Some(json) = self.json.as_ref().filter(|json| !json.is_null()) else { return missing };
        let Some(text) = json.text() else { return self.count(OBSERVED).map_or(missing, Observation::Count) };
        match Marker::parse(&text).filter(|marker| *marker != Marker::Missing) {
            Some(marker) => Observation::Marker(marker),
            None => {
                self.fault(OBSERVED, "");
                missing
            }
        }
    }

    fn observations(&self) -> Vec<Observation> {
        self.items(|at| at.observation())
    }

    fn populations(&self) -> Vec<Option<Population>> {
        self.items(|at| match &at.json {
            Some(json) if json.is_null() => None,
            _ => at.possible(PEOPLE, Population::new(at.number(PEOPLE)?)),
        })
    }

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

/// As much of a text as a message has room for.
fn beginning(text: &str) -> String {
    text.char_indices().nth(40).map_or(text, |(end, _)| text.get(..end).unwrap_or_default()).into()
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
    let root = At { json: Some(json), step: Step::Key(""), parent: None, fault: &fault };
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
