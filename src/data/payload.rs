//! The payload `force-compare/1`: the JSON document that a page's widget loads.
//!
//! One reader serves the browser and the native program. It asks for values through [`Json`], which a parsed document
//! of either side answers, so that a fault is named with the same words in the same place everywhere. Keys it does not
//! know are left alone: a payload may carry more than this release reads.

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
struct At<'a, J> {
    json: Option<J>,
    step: Step,
    parent: Option<&'a At<'a, J>>,
}

#[derive(Clone, Copy)]
enum Step {
    Key(&'static str),
    Index(usize),
}

type Read<T> = Result<T, PayloadError>;

impl<J: Json> At<'_, J> {
    fn get(&self, key: &'static str) -> At<'_, J> {
        At { json: self.json.as_ref().and_then(|json| json.field(key)), step: Step::Key(key), parent: Some(self) }
    }

    fn place(&self) -> String {
        let before = self.parent.map(At::place).unwrap_or_default();
        match self.step {
            Step::Index(index) => format!("{before}[{index}]"),
            Step::Key(key) if before.is_empty() => key.into(),
            Step::Key(key) => format!("{before}.{key}"),
        }
    }

    fn fault<T>(&self, expected: &'static str, why: &str) -> Read<T> {
        let shown = self.json.as_ref().map_or_else(|| "nothing".into(), Json::shown);
        let mut found: String = shown.chars().take(40).collect();
        if found.len() < shown.len() {
            found.push('…');
        }
        if !why.is_empty() {
            found.push_str(": ");
            found.push_str(why);
        }
        Err(PayloadError::Value { place: self.place(), expected, found })
    }

    /// Reads each item; an absent list is empty.
    fn each<T>(&self, mut read: impl FnMut(&At<'_, J>) -> Read<T>) -> Read<Vec<T>> {
        let Some(json) = &self.json else { return Ok(Vec::new()) };
        let Some(items) = json.items() else { return self.fault("a list", "") };
        let items = items.into_iter().enumerate();
        items.map(|(at, json)| read(&At { json: Some(json), step: Step::Index(at), parent: Some(self) })).collect()
    }

    fn text(&self) -> Read<String> {
        match self.json.as_ref().and_then(Json::text) {
            Some(text) if text.len() > LONGEST_TEXT => self.fault("a text", "longer than 2,000 bytes"),
            Some(text) if text.trim().is_empty() => self.fault("a text", "empty"),
            Some(text) => Ok(text),
            None => self.fault("a text", ""),
        }
    }

    fn optional<T>(&self, read: impl FnOnce(&Self) -> Read<T>) -> Read<Option<T>> {
        self.json.is_some().then(|| read(self)).transpose()
    }

    fn whole<T>(&self, expected: &'static str, make: fn(f64) -> Result<T, Impossible>) -> Read<T> {
        match self.json.as_ref().and_then(Json::number).map(make) {
            Some(Ok(value)) => Ok(value),
            Some(Err(why)) => self.fault(expected, why.as_str()),
            None => self.fault(expected, ""),
        }
    }

    fn date(&self) -> Read<Date> {
        match Date::parse(&self.text()?) {
            Some(date) => Ok(date),
            None => self.fault("a date such as 2017-03-31", ""),
        }
    }

    /// Only addresses that a browser opens as a page: a `javascript:` link would run in the newsroom's page.
    fn url(&self) -> Read<String> {
        let text = self.text()?;
        if text.starts_with("https://") || text.starts_with("http://") {
            Ok(text)
        } else {
            self.fault("an address that begins with https://", "")
        }
    }

    /// The index of a listed identifier.
    fn one_of<T>(&self, list: &[T], id: fn(&T) -> &str, expected: &'static str) -> Read<usize> {
        let text = self.text()?;
        match list.iter().position(|item| id(item) == text) {
            Some(at) => Ok(at),
            None => self.fault(expected, "not listed"),
        }
    }

    /// A number, null, or a marker: shorthand such as `[c]`.
    fn observation(&self) -> Read<Observation> {
        const EXPECTED: &str = "a whole number from 0, null, or a marker such as \"[c]\"";
        match &self.json {
            Some(json) if json.is_null() => Ok(Observation::Marker(Marker::Missing)),
            Some(json) => match json.text() {
                Some(text) => match Marker::parse(&text).filter(|marker| *marker != Marker::Missing) {
                    Some(marker) => Ok(Observation::Marker(marker)),
                    None => self.fault(EXPECTED, ""),
                },
                None => self.whole(EXPECTED, Count::new).map(Observation::Count),
            },
            None => self.fault(EXPECTED, ""),
        }
    }

    fn population(&self) -> Read<Option<Population>> {
        match &self.json {
            Some(json) if json.is_null() => Ok(None),
            _ => self.whole("a whole number from 1, or null", Population::new).map(Some),
        }
    }
}

/// Reads a payload, or says which value cannot be right.
pub fn read<J: Json>(json: J) -> Read<Dataset> {
    let root = At { json: Some(json), step: Step::Key(""), parent: None };
    let format = root.get("format");
    match format.json.as_ref().and_then(Json::text) {
        Some(text) if text == FORMAT => {}
        found => {
            let found = found.map_or_else(|| "none".into(), |text| text.chars().take(40).collect());
            return Err(PayloadError::Version { found });
        }
    }
    let periods = root.get("periods").each(period)?;
    let sources = root.get("sources").each(source)?;
    let areas = root.get("areas").each(|at| area(at, sources.len()))?;
    let populations = root.get("populations").each(|column| column.each(|at| at.population()))?;
    let counts = root.get("counts").each(|column| column.each(|at| at.observation()))?;
    if !populations.is_empty() && populations.len() != counts.len() {
        return root.get("populations").fault("one column for each period", "");
    }
    let mut populations = populations.into_iter();
    let columns = counts.into_iter().map(|counts| {
        let populations = populations.next().unwrap_or_else(|| vec![None; counts.len()]);
        Column { counts, populations }
    });
    let draft = Draft {
        title: root.get("title").text()?,
        language: root.get("language").text()?,
        measure: root.get("measure").get("label").text()?,
        event: noun(&root.get("measure"))?,
        noun: noun(&root.get("noun"))?,
        source: root.get("source").optional(source)?,
        caveats: root.get("caveats").each(|at| at.text())?,
        support: root.get("support").each(support)?,
        columns: columns.collect(),
        flags: root.get("flags").each(|at| flags(at, &areas, &periods))?,
        nation: root.get("nation").optional(|at| nation(at, periods.len()))?,
        categories: root.get("categories").optional(|at| categories(at, &periods))?,
        breaks: root.get("breaks").each(|at| series_break(at, &areas, &periods))?,
        sources,
        periods,
        areas,
    };
    Dataset::new(draft).map_err(PayloadError::Dataset)
}

fn noun<J: Json>(at: &At<'_, J>) -> Read<Noun> {
    Ok(Noun { singular: at.get("singular").text()?, plural: at.get("plural").text()? })
}

fn source<J: Json>(at: &At<'_, J>) -> Read<Source> {
    Ok(Source {
        name: at.get("name").text()?,
        title: at.get("title").optional(|at| at.text())?,
        url: at.get("url").optional(|at| at.url())?,
        published: at.get("published").optional(|at| at.date())?,
    })
}

fn support<J: Json>(at: &At<'_, J>) -> Read<Support> {
    Ok(Support { label: at.get("label").text()?, number: at.get("number").text()? })
}

fn period<J: Json>(at: &At<'_, J>) -> Read<Period> {
    let (start, end) = (at.get("start").date()?, at.get("end").date()?);
    match Period::new(at.get("id").text()?, at.get("label").text()?, start, end) {
        Some(period) => Ok(period),
        None => at.get("end").fault("a day on or after the start", ""),
    }
}

fn area<J: Json>(at: &At<'_, J>, sources: usize) -> Read<Area> {
    let id = at.get("id").text()?;
    if id.chars().any(char::is_whitespace) {
        return at.get("id").fault("an identifier without spaces", "");
    }
    let source = at.get("source").optional(|at| at.whole("the place of a source in the list", Count::new))?;
    let source = source.map(|source| source.get() as usize);
    if source.is_some_and(|source| source >= sources) {
        return at.get("source").fault("the place of a source in the list", "");
    }
    Ok(Area {
        id,
        name: at.get("name").text()?,
        official: at.get("official").optional(|at| at.text())?,
        code: at.get("code").optional(|at| at.text())?,
        kind: at.get("kind").optional(|at| at.text())?,
        group: at.get("group").optional(|at| at.text())?,
        aliases: at.get("aliases").each(|at| at.text())?,
        source,
        note: at.get("note").optional(|at| at.text())?,
    })
}

fn flags<J: Json>(at: &At<'_, J>, areas: &[Area], periods: &[Period]) -> Read<(usize, usize, Flags)> {
    let area = at.get("area").one_of(areas, |area| &area.id, "an area's id")?;
    let period = at.get("period").one_of(periods, |period| &period.id, "a period's id")?;
    let flags = at.get("flags");
    match Flags::parse(&flags.text()?) {
        Some(parsed) => Ok((area, period, parsed)),
        None => flags.fault("flags such as [p] or [r][e]", ""),
    }
}

fn nation<J: Json>(at: &At<'_, J>, periods: usize) -> Read<Nation> {
    let populations = at.get("populations").each(|at| at.population())?;
    Ok(Nation {
        name: at.get("name").text()?,
        short: at.get("short").text()?,
        counts: at.get("counts").each(|at| at.observation())?,
        populations: if populations.is_empty() { vec![None; periods] } else { populations },
        areas_sum: match at.get("areasSum").json.as_ref().and_then(Json::truth) {
            Some(truth) => truth,
            None => return at.get("areasSum").fault("true or false", ""),
        },
        note: at.get("note").optional(|at| at.text())?,
    })
}

fn categories<J: Json>(at: &At<'_, J>, periods: &[Period]) -> Read<Categories> {
    Ok(Categories {
        periods: at.get("periods").each(|at| at.one_of(periods, |period| &period.id, "a period's id"))?,
        total: at.get("total").whole("a whole number from 0", Count::new)?.get(),
        parts: at.get("parts").each(|at| {
            Ok(Category {
                label: at.get("label").text()?,
                count: at.get("count").whole("a whole number from 0", Count::new)?.get(),
                derived: at.get("derived").json.as_ref().and_then(Json::truth).unwrap_or(false),
            })
        })?,
    })
}

fn series_break<J: Json>(at: &At<'_, J>, areas: &[Area], periods: &[Period]) -> Read<Break> {
    Ok(Break {
        period: at.get("period").one_of(periods, |period| &period.id, "a period's id")?,
        area: at.get("area").optional(|at| at.one_of(areas, |area| &area.id, "an area's id"))?,
        note: at.get("note").text()?,
    })
}
