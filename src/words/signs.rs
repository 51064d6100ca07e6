//! The signs of a number: they are the language's.

#[cfg(feature = "every-view")]
use crate::data::Json;

/// What stands between and around digits.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    /// Before tenths.
    pub point: &'static str,
    /// Between groups of three.
    pub group: &'static str,
    /// Before what is below zero.
    pub minus: &'static str,
    /// A share of a hundred, `{0}` being the number.
    #[cfg(feature = "every-view")]
    pub percent: &'static str,
}

/// As an English newspaper prints them.
pub const ENGLISH: Signs = Signs {
    point: ".",
    group: ",",
    minus: "−",
    #[cfg(feature = "every-view")]
    percent: "{0}%",
};

/// Those of the language that is spoken.
#[cfg(feature = "every-view")]
#[inline(never)]
pub fn signs() -> Signs {
    super::catalogue::current().map_or(ENGLISH, |catalogue| *catalogue.signs())
}

/// Those of the language that is spoken.
#[cfg(not(feature = "every-view"))]
pub const fn signs() -> Signs {
    ENGLISH
}

/// A number as a share of a hundred.
#[cfg(feature = "every-view")]
#[inline(never)]
pub fn percent(number: String) -> String {
    super::fill::filled(signs().percent, &[&number])
}

/// A number as a share of a hundred.
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
    /// Those of a catalogue; what it leaves out is as in English.
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
