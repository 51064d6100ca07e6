//! The answers that the engine with every view gives, and the one that readers load first does not: single figures, the
//! table, how sure anyone can be, and the chart as sound.

use wasm_bindgen::prelude::*;

use super::{Widget, to_js};
use crate::chart::Heard;
use crate::data::Date;
use crate::{report, words};

#[wasm_bindgen]
impl Widget {
    /// A figure as numbers: see [`report::figure`].
    pub fn figure(&self, area: usize, period: usize, quantity: usize) -> JsValue {
        to_js(&report::figure(self.comparison(), area, period, quantity))
    }

    /// A day (`2018-09-13`) in the language of the payload's catalogue, for browsers know the months of few languages.
    /// `undefined` where the payload has no catalogue.
    pub fn day(&self, day: &str) -> Option<String> {
        self.language?;
        words::speak(self.language);
        Date::parse(day).map(words::date)
    }

    /// Every figure: see [`report::table`].
    pub fn table(&self) -> JsValue {
        to_js(&report::table(&self.comparison()))
    }

    /// How sure anyone can be: see [`report::sure`].
    pub fn sure(&self) -> JsValue {
        to_js(&report::sure(&self.comparison()))
    }

    /// The chart as sound: an area by its place in the data, two in turn, or the whole chart.
    pub fn tune(&self, one: Option<usize>, other: Option<usize>) -> JsValue {
        let heard = match (one, other) {
            (Some(left), Some(right)) => Heard::Two(left, right),
            (Some(one), None) => Heard::One(one),
            (None, _) => Heard::All,
        };
        to_js(&report::tune(&self.comparison(), &self.scene, heard))
    }
}
