//! The signs that numbers are written with, which depend on the language.

use crate::data::Json;

/// The signs between and around digits.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    /// The decimal point.
    pub point: &'static str,
    /// The separator between groups of three digits.
    pub group: &'static str,
    /// The minus sign.
    pub minus: &'static str,
    /// The template of a percentage; `{0}` is the number.
    pub percent: &'static str,
}

/// The signs that an English newspaper prints.
pub const ENGLISH: Signs = Signs { point: ".", group: ",", minus: "−", percent: "{0}%" };

impl Default for Signs {
    fn default() -> Self {
        ENGLISH
    }
}

impl Signs {
    /// Reads the signs of a catalogue; those that it leaves out are the English ones.
    pub fn read(number: &impl Json) -> Self {
        let sign =
            |key: &str, english| number.field(key).and_then(|sign| sign.text()).map_or(english, |sign| &*sign.leak());
        Self {
            point: sign("point", ENGLISH.point),
            group: sign("group", ENGLISH.group),
            minus: sign("minus", ENGLISH.minus),
            percent: sign("percent", ENGLISH.percent),
        }
    }
}
