//! A place in a payload: the value there, the way to it, and readers that note what cannot be right.

use std::cell::RefCell;

use super::{Json, PayloadError};
use crate::data::{Area, Count, Date, Impossible, Marker, Observation, Period, Population};

/// No name or note in an article's figures is longer; what is, is an accident or an attack.
const LONGEST_TEXT: usize = 2_000;

/// A value and the way to it, so that a fault can say where it stands without a place being written for every value
/// that has none.
///
/// A read gives a stand-in where the value is at fault, and reading goes on; the first fault is kept, and nothing that
/// was read is used once there is one. (Handing each fault up by itself costs readers five kilobytes.)
pub struct At<'a, J> {
    pub json: Option<J>,
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
const AREA: &str = "an area's id";
const PERIOD: &str = "a period's id";

impl<'a, J: Json> At<'a, J> {
    pub fn root(json: J, fault: &'a RefCell<Option<PayloadError>>) -> Self {
        At { json: Some(json), step: Step::Key(""), parent: None, fault }
    }

    fn step(&self, json: Option<J>, step: Step) -> At<'_, J> {
        At { json, step, parent: Some(self), fault: self.fault }
    }

    // Out of line, so that each of the many fields costs readers a call and no more.
    #[inline(never)]
    pub fn get(&self, key: &'static str) -> At<'_, J> {
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
    pub fn fault(&self, expected: &'static str, why: &str) {
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
    pub fn each(&self, visit: &mut dyn FnMut(&At<'_, J>)) {
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

    pub fn items<T>(&self, read: impl Fn(&At<'_, J>) -> T) -> Vec<T> {
        let mut out = Vec::new();
        self.each(&mut |at| out.push(read(at)));
        out
    }

    pub fn list<T>(&self, key: &'static str, read: impl Fn(&At<'_, J>) -> T) -> Vec<T> {
        self.get(key).items(read)
    }

    /// What stands under a key, if anything does.
    pub fn optional<T>(&self, key: &'static str, read: impl FnOnce(&At<'_, J>) -> T) -> Option<T> {
        let at = self.get(key);
        at.json.is_some().then(|| read(&at))
    }

    #[inline(never)]
    pub fn text(&self, key: &'static str) -> String {
        self.get(key).as_text()
    }

    #[inline(never)]
    pub fn optional_text(&self, key: &'static str) -> Option<String> {
        self.optional(key, |at| at.as_text())
    }

    #[inline(never)]
    pub fn texts(&self, key: &'static str) -> Vec<String> {
        self.list(key, |at| at.as_text())
    }

    pub fn as_text(&self) -> String {
        let text = self.json.as_ref().and_then(Json::text).unwrap_or_default();
        if text.len() > LONGEST_TEXT {
            self.fault("a text", "longer than 2,000 bytes");
        } else if text.trim_ascii().is_empty() {
            self.fault("a text", if text.is_empty() { "" } else { "empty" });
        }
        text
    }

    pub fn number(&self, expected: &'static str) -> Option<f64> {
        let number = self.json.as_ref().and_then(Json::number);
        if number.is_none() {
            self.fault(expected, "");
        }
        number
    }

    pub fn count(&self, expected: &'static str) -> Option<Count> {
        self.possible(expected, Count::new(self.number(expected)?))
    }

    /// A count of events, 0 where there is a fault.
    pub fn whole(&self, key: &'static str) -> u64 {
        self.get(key).count(WHOLE).map_or(0, Count::get)
    }

    pub fn possible<T>(&self, expected: &'static str, made: Result<T, Impossible>) -> Option<T> {
        made.map_err(|why| self.fault(expected, why.as_str())).ok()
    }

    pub fn truth(&self) -> Option<bool> {
        self.json.as_ref().and_then(Json::truth)
    }

    pub fn date(&self) -> Option<Date> {
        let date = Date::parse(&self.as_text());
        if date.is_none() {
            self.fault(DAY, "");
        }
        date
    }

    /// Only addresses that a browser opens as a page: a `javascript:` link would run in the newsroom's page.
    pub fn url(&self) -> String {
        let text = self.as_text();
        if !text.starts_with("https://") && !text.starts_with("http://") {
            self.fault("an address that begins with https://", "");
        }
        text
    }

    /// The place of a listed identifier.
    pub fn place_in<T>(&self, list: &[T], id: fn(&T) -> &str, expected: &'static str) -> usize {
        let text = self.as_text();
        let found = list.iter().position(|item| id(item) == text);
        if found.is_none() {
            self.fault(expected, "not listed");
        }
        found.unwrap_or_default()
    }

    pub fn area_in(&self, areas: &[Area]) -> usize {
        self.place_in(areas, |area| &area.id, AREA)
    }

    pub fn period_in(&self, periods: &[Period]) -> usize {
        self.place_in(periods, |period| &period.id, PERIOD)
    }

    /// A number, null, or a marker: shorthand such as `[c]`.
    pub fn observation(&self) -> Observation {
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

    pub fn observations(&self) -> Vec<Observation> {
        self.items(|at| at.observation())
    }

    pub fn populations(&self) -> Vec<Option<Population>> {
        self.items(|at| match &at.json {
            Some(json) if json.is_null() => None,
            _ => at.possible(PEOPLE, Population::new(at.number(PEOPLE)?)),
        })
    }
}

/// As much of a text as a message has room for.
pub fn beginning(text: &str) -> String {
    text.char_indices().nth(40).map_or(text, |(end, _)| text.get(..end).unwrap_or_default()).into()
}
