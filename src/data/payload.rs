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
        let mut found: String = shown.chars().take(40).collect();
        if found.len() < shown.len() {
            found.push('…');
        }
        if !why.is_empty() {
            found.push_str(": ");
            found.push_str(why);
        }
        self.fault.replace(Some(PayloadError::Value { place: self.place(), expected, found }));
    }

    /// Reads each item; an absent list is empty.
    fn each<T>(&self, mut read: impl FnMut(&At<'_, J>) -> T) -> Vec<T> {
        let mut out = Vec::new();
        if let Some(json) = &self.json {
            match json.items() {
                Some(items) => {
                    for (at, json) in items.into_iter().enumerate() {
                        out.push(read(&self.step(Some(json), Step::Index(at))));
                    }
                }
                None => self.fault("a list", ""),
            }
        }
        out
    }

    fn texts(&self) -> Vec<String> {
        self.each(|at| at.text())
    }

    fn text(&self) -> String {
        let text = self.json.as_ref().and_then(Json::text).unwrap_or_default();
        if text.len() > LONGEST_TEXT {
            self.fault("a text", "longer than 2,000 bytes");
        } else if text.trim_ascii().is_empty() {
            self.fault("a text", if text.is_empty() { "" } else { "empty" });
        }
        text
    }

    fn optional_text(&self) -> Option<String> {
        self.json.is_some().then(|| self.text())
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

    fn possible<T>(&self, expected: &'static str, made: Result<T, Impossible>) -> Option<T> {
        made.map_err(|why| self.fault(expected, why.as_str())).ok()
    }

    fn truth(&self) -> Option<bool> {
        self.json.as_ref().and_then(Json::truth)
    }

    fn date(&self) -> Option<Date> {
        let date = Date::parse(&self.text());
        if date.is_none() {
            self.fault(DAY, "");
        }
        date
    }

    /// Only addresses that a browser opens as a page: a `javascript:` link would run in the newsroom's page.
    fn url(&self) -> Option<String> {
        let text = self.optional_text()?;
        if !text.starts_with("https://") && !text.starts_with("http://") {
            self.fault("an address that begins with https://", "");
        }
        Some(text)
    }

    /// The place of a listed identifier.
    fn place_in<T>(&self, list: &[T], id: fn(&T) -> &str, expected: &'static str) -> usize {
        let text = self.text();
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
        self.each(|at| at.observation())
    }

    fn populations(&self) -> Vec<Option<Population>> {
        self.each(|at| match &at.json {
            Some(json) if json.is_null() => None,
            _ => at.possible(PEOPLE, Population::new(at.number(PEOPLE)?)),
        })
    }

    fn noun(&self) -> Noun {
        Noun { singular: self.get("singular").text(), plural: self.get("plural").text() }
    }

    fn source(&self) -> Source {
        let published = self.get("published");
        Source {
            name: self.get("name").text(),
            title: self.get("title").optional_text(),
            url: self.get("url").url(),
            published: if published.json.is_some() { published.date() } else { None },
        }
    }

    fn period(&self) -> Option<Period> {
        let (start, end) = (self.get("start").date()?, self.get("end").date()?);
        let period = Period::new(self.get("id").text(), self.get("label").text(), start, end);
        if period.is_none() {
            self.get("end").fault("a day on or after the start", "");
        }
        period
    }

    fn area(&self, sources: usize) -> Area {
        let id = self.get("id").text();
        // Lists of identifiers in attributes are parted by spaces.
        if id.contains(|letter: char| letter.is_ascii_whitespace()) {
            self.get("id").fault("an identifier without spaces", "");
        }
        let at = self.get("source");
        let source = at.json.is_some().then(|| at.count(SOURCE).map_or(0, Count::get) as usize);
        if source.is_some_and(|source| source >= sources) {
            at.fault(SOURCE, "");
        }
        Area {
            id,
            name: self.get("name").text(),
            official: self.get("official").optional_text(),
            code: self.get("code").optional_text(),
            kind: self.get("kind").optional_text(),
            group: self.get("group").optional_text(),
            aliases: self.get("aliases").texts(),
            source,
            note: self.get("note").optional_text(),
        }
    }

    fn flags(&self, areas: &[Area], periods: &[Period]) -> (usize, usize, Flags) {
        let flags = self.get("flags");
        let parsed = Flags::parse(&flags.text());
        if parsed.is_none() {
            flags.fault("flags such as [p] or [r][e]", "");
        }
        (self.get("area").area_in(areas), self.get("period").period_in(periods), parsed.unwrap_or_default())
    }

    fn nation(&self, periods: usize) -> Nation {
        let populations = self.get("populations");
        let sum = self.get("areasSum");
        if sum.truth().is_none() {
            sum.fault("true or false", "");
        }
        Nation {
            name: self.get("name").text(),
            short: self.get("short").text(),
            counts: self.get("counts").observations(),
            populations: if populations.json.is_some() { populations.populations() } else { vec![None; periods] },
            areas_sum: sum.truth().unwrap_or_default(),
            note: self.get("note").optional_text(),
        }
    }

    fn categories(&self, periods: &[Period]) -> Categories {
        let whole = |at: &At<'_, J>| at.count(WHOLE).map_or(0, Count::get);
        Categories {
            periods: self.get("periods").each(|at| at.period_in(periods)),
            total: whole(&self.get("total")),
            parts: self.get("parts").each(|at| Category {
                label: at.get("label").text(),
                count: whole(&at.get("count")),
                derived: at.get("derived").truth().unwrap_or_default(),
            }),
        }
    }

    fn series_break(&self, areas: &[Area], periods: &[Period]) -> Break {
        let area = self.get("area");
        Break {
            period: self.get("period").period_in(periods),
            area: area.json.is_some().then(|| area.area_in(areas)),
            note: self.get("note").text(),
        }
    }
}

/// Reads a payload, or says which value cannot be right.
pub fn read<J: Json>(json: J) -> Result<Dataset, PayloadError> {
    let fault = RefCell::new(None);
    let root = At { json: Some(json), step: Step::Key(""), parent: None, fault: &fault };
    let format = root.get("format").json.as_ref().and_then(Json::text);
    if format.as_deref() != Some(FORMAT) {
        let found = format.map_or_else(|| "none".into(), |text| text.chars().take(40).collect());
        return Err(PayloadError::Version { found });
    }
    let draft = draft(&root);
    match fault.into_inner() {
        Some(fault) => Err(fault),
        None => Dataset::new(draft).map_err(PayloadError::Dataset),
    }
}

fn draft<J: Json>(root: &At<'_, J>) -> Draft {
    let periods: Vec<Period> = root.get("periods").each(|at| at.period()).into_iter().flatten().collect();
    let sources = root.get("sources").each(|at| at.source());
    let areas = root.get("areas").each(|at| at.area(sources.len()));
    let counts = root.get("counts").each(|at| at.observations());
    let populations = root.get("populations").each(|at| at.populations());
    if !populations.is_empty() && populations.len() != counts.len() {
        root.get("populations").fault("one column for each period", "");
    }
    let mut columns = Vec::new();
    let mut populations = populations.into_iter();
    for counts in counts {
        let populations = populations.next().unwrap_or_else(|| vec![None; counts.len()]);
        columns.push(Column { counts, populations });
    }
    let (source, nation, categories) = (root.get("source"), root.get("nation"), root.get("categories"));
    Draft {
        title: root.get("title").text(),
        language: root.get("language").text(),
        measure: root.get("measure").get("label").text(),
        event: root.get("measure").noun(),
        noun: root.get("noun").noun(),
        source: source.json.is_some().then(|| source.source()),
        caveats: root.get("caveats").texts(),
        support: root
            .get("support")
            .each(|at| Support { label: at.get("label").text(), number: at.get("number").text() }),
        columns,
        flags: root.get("flags").each(|at| at.flags(&areas, &periods)),
        nation: nation.json.is_some().then(|| nation.nation(periods.len())),
        categories: categories.json.is_some().then(|| categories.categories(&periods)),
        breaks: root.get("breaks").each(|at| at.series_break(&areas, &periods)),
        sources,
        periods,
        areas,
    }
}
