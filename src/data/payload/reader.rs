//! Reads a payload value by value and keeps track of the place: a fault is noted with its place, and reading goes on.

use super::Json;
use crate::data::dataset::MeasureKind;
use crate::data::letters::{glimpse, is_hidden};
use crate::data::quantity::digits;
use crate::data::{Amount, Area, Count, Date, Impossible, Marker, Observation, Period, Population};

/// No name or note in an article's figures is longer; a longer text is an accident or an attack.
const LONGEST_TEXT: usize = 2_000;

const DAY: &str = "a date such as 2017-03-31";
const WHOLE: &str = "a whole number from 0";
const PEOPLE: &str = "a whole number from 1, or null";
const OBSERVED: &str = "a whole number from 0, null, or a marker such as \"[c]\"";
const MEASURED: &str = "a number from 0, null, or a marker such as \"[c]\"";

/// Makes an observation from a number, or says why it cannot be one.
type Make = fn(f64) -> Result<Observation, Impossible>;

/// A place in the payload, from the root down.
///
/// Where a value is at fault, a read gives a stand-in and reading goes on. The first fault is kept, and then nothing
/// that was read is used. (Handing each fault up as a `Result` costs readers five kilobytes.)
pub struct Reader<J> {
    root: Option<J>,
    path: Vec<(Step, Option<J>)>,
    fault: Option<String>,
    /// Whether the figures are counts or amounts.
    pub kind: MeasureKind,
}

#[derive(Clone, Copy)]
enum Step {
    Key(&'static str),
    Index(usize),
}

impl<J: Json> Reader<J> {
    pub fn new(root: J) -> Self {
        Self { root: Some(root), path: Vec::new(), fault: None, kind: MeasureKind::Count }
    }

    /// The first fault, if there was one.
    pub fn into_fault(self) -> Option<String> {
        self.fault
    }

    /// The value here, unless it is absent or null.
    pub fn here(&self) -> Option<&J> {
        self.path.last().map_or(&self.root, |(_, value)| value).as_ref()
    }

    fn enter(&mut self, key: &'static str) {
        let value = self.here().and_then(|json| json.field(key));
        self.path.push((Step::Key(key), value));
    }

    fn leave(&mut self) {
        self.path.pop();
    }

    /// Reads the value under a key.
    pub fn at<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.enter(key);
        let value = read(self);
        self.leave();
        value
    }

    /// Reads the value under a key, if there is one.
    pub fn optional<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.at(key, |reader| reader.here().is_some().then(|| read(reader)))
    }

    /// Visits each item of the list under a key; an absent list is empty.
    pub fn each(&mut self, key: &'static str, visit: &mut dyn FnMut(&mut Self)) {
        self.at(key, |reader| reader.each_here(visit));
    }

    fn each_here(&mut self, visit: &mut dyn FnMut(&mut Self)) {
        let Some(json) = self.here() else { return };
        let Some(length) = json.length() else { return self.fault("a list", "") };
        for at in 0..length {
            let item = self.here().and_then(|json| json.item(at));
            self.path.push((Step::Index(at), item));
            visit(self);
            self.leave();
        }
    }

    /// The items of the list here.
    pub fn items<T>(&mut self, read: impl Fn(&mut Self) -> T) -> Vec<T> {
        let mut out = Vec::new();
        self.each_here(&mut |reader| out.push(read(reader)));
        out
    }

    /// The items of the list under a key.
    pub fn list<T>(&mut self, key: &'static str, read: impl Fn(&mut Self) -> T) -> Vec<T> {
        let mut out = Vec::new();
        self.each(key, &mut |reader| out.push(read(reader)));
        out
    }

    fn place(&self) -> String {
        let mut place = String::new();
        for (step, _) in &self.path {
            match step {
                Step::Index(index) => place += &["[", &digits(*index as u64), "]"].concat(),
                Step::Key(key) => place += &[if place.is_empty() { "" } else { "." }, key].concat(),
            }
        }
        place
    }

    /// Keeps a fault here, if it is the first.
    pub fn fault(&mut self, expected: &'static str, why: &str) {
        if self.fault.is_some() {
            return;
        }
        let shown = self.here().map_or_else(|| "nothing".into(), Json::shown);
        let found = glimpse(&shown);
        let cut = if found.len() < shown.len() { "…" } else { "" };
        let because = if why.is_empty() { "" } else { ": " };
        self.fault =
            Some([&*self.place(), ": ", expected, " expected, ", &found, cut, because, why, " found"].concat());
    }

    pub fn text_here(&mut self) -> String {
        let text = self.here().and_then(Json::text).unwrap_or_default();
        if text.len() > LONGEST_TEXT {
            self.fault("a text", "longer than 2,000 bytes");
        } else if text.trim_ascii().is_empty() {
            self.fault("a text", if text.is_empty() { "" } else { "empty" });
        } else if text.contains(is_hidden) {
            self.fault("a text", "with a hidden sign that turns letters around or belongs in no text");
        }
        text
    }

    pub fn text(&mut self, key: &'static str) -> String {
        self.enter(key);
        let text = self.text_here();
        self.leave();
        text
    }

    pub fn optional_text(&mut self, key: &'static str) -> Option<String> {
        self.optional(key, Self::text_here)
    }

    fn number(&mut self, expected: &'static str) -> Option<f64> {
        let number = self.here().and_then(Json::number);
        if number.is_none() {
            self.fault(expected, "");
        }
        number
    }

    fn possible<T>(&mut self, expected: &'static str, make: fn(f64) -> Result<T, Impossible>) -> Option<T> {
        make(self.number(expected)?).map_err(|why| self.fault(expected, why.as_str())).ok()
    }

    fn count(&mut self, expected: &'static str) -> Option<Count> {
        self.possible(expected, Count::new)
    }

    /// A count of events, 0 where there is a fault.
    pub fn whole(&mut self, key: &'static str) -> u64 {
        self.at(key, |reader| reader.count(WHOLE)).map_or(0, Count::get)
    }

    /// An index into a list of this length.
    pub fn place_below(&mut self, length: usize, expected: &'static str) -> usize {
        let place = self.count(expected).map_or(0, Count::get) as usize;
        if place >= length {
            self.fault(expected, "");
        }
        place
    }

    /// True or false; `None` for anything else, which is a fault only where the caller says so.
    pub fn truth(&self) -> Option<bool> {
        self.here().and_then(Json::truth)
    }

    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        self.at(key, Self::date_here)
    }

    pub fn date_here(&mut self) -> Option<Date> {
        let date = Date::parse(&self.text_here());
        if date.is_none() {
            self.fault(DAY, "");
        }
        date
    }

    fn listed(&mut self, found: Option<usize>, expected: &'static str) -> usize {
        if found.is_none() {
            self.fault(expected, "not listed");
        }
        found.unwrap_or_default()
    }

    /// The index of the area whose identifier stands here.
    pub fn area_named(&mut self, areas: &[Area]) -> usize {
        let id = self.text_here();
        self.listed(areas.iter().position(|area| area.id == id), "an area's id")
    }

    /// The index of the period whose identifier stands here.
    pub fn period_named(&mut self, periods: &[Period]) -> usize {
        let id = self.text_here();
        self.listed(periods.iter().position(|period| period.id == id), "a period's id")
    }

    /// A number, null, or a marker: shorthand such as `[c]`.
    fn observation(&mut self) -> Observation {
        let missing = Observation::Marker(Marker::Missing);
        let Some(json) = self.here() else { return missing };
        let (expected, make): (_, Make) = match self.kind {
            MeasureKind::Count => (OBSERVED, |number| Count::new(number).map(Observation::Count)),
            MeasureKind::Amount => (MEASURED, |number| Amount::new(number).map(Observation::Amount)),
        };
        let Some(text) = json.text() else { return self.possible(expected, make).unwrap_or(missing) };
        match Marker::parse(&text).filter(|marker| *marker != Marker::Missing) {
            Some(marker) => Observation::Marker(marker),
            None => {
                self.fault(expected, "");
                missing
            }
        }
    }

    pub fn observations(&mut self) -> Vec<Observation> {
        self.items(Self::observation)
    }

    pub fn populations(&mut self) -> Vec<Option<Population>> {
        self.items(|reader| {
            reader.here()?;
            reader.possible(PEOPLE, Population::new)
        })
    }
}
