//! The signs that numbers are written with, which depend on the language.

#[cfg(feature = "every-view")]
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
    #[cfg(feature = "every-view")]
    pub percent: &'static str,
}

/// The signs that an English newspaper prints.
pub const ENGLISH: Signs = Signs {
    point: ".",
    group: ",",
    minus: "−",
    #[cfg(feature = "every-view")]
    percent: "{0}%",
};

/// The signs of the current language.
#[cfg(feature = "every-view")]
#[inline(never)]
pub fn signs() -> Signs {
    super::catalogue::current().map_or(ENGLISH, |catalogue| *catalogue.signs())
}

/// The signs of the current language.
#[cfg(not(feature = "every-view"))]
pub const fn signs() -> Signs {
    ENGLISH
}

/// A number with the sign of a percentage.
#[cfg(feature = "every-view")]
#[inline(never)]
pub fn percent(number: String) -> String {
    super::fill::filled(signs().percent, &[&number])
}

/// A number with the sign of a percentage.
#[cfg(not(feature = "every-view"))]
pub fn percent(number: String) -> String {
    number + "%"
}

#[cfg(feature = "every-view")]
impl Default for Signs {
    fn default() -> Self {
        ENGLISH
    }
}

#[cfg(feature = "every-view")]
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
