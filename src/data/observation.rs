//! One area's figure in one period, or the marker that stands in its place.

use super::{Amount, Count, digits};

/// Shorthand that stands for a value that is not there (Government Statistical Service, "Using symbols and shorthand").
/// No marker is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// No figure was found in the sources.
    Missing,
    /// `[x]`: not available.
    Unavailable,
    /// `[c]`: withheld, so that nobody can be identified.
    Withheld,
    /// `[z]`: not applicable.
    NotApplicable,
    /// `[low]`: rounds to zero, but is not zero.
    Low,
    /// `<5`: withheld like [`Self::Withheld`], but known to be below this number and not zero. From 2 to 20.
    Below(u8),
}

/// The shorthand of the markers that have no bound.
const PLAIN: [(&str, Marker); 5] = [
    ("", Marker::Missing),
    ("[x]", Marker::Unavailable),
    ("[c]", Marker::Withheld),
    ("[z]", Marker::NotApplicable),
    ("[low]", Marker::Low),
];

impl Marker {
    /// The shorthand as published; a missing figure has none.
    pub fn shorthand(self) -> String {
        match self {
            Self::Below(bound) => ["<", &digits(bound.into())].concat(),
            plain => PLAIN.iter().find(|(_, marker)| *marker == plain).map_or("", |(text, _)| text).into(),
        }
    }

    /// Reads published shorthand; the empty text is [`Self::Missing`], and a bound is from 2 to 20.
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [b'<', digit @ b'2'..=b'9'] => Some(Self::Below(digit - b'0')),
            [b'<', b'1', digit @ b'0'..=b'9'] => Some(Self::Below(10 + digit - b'0')),
            b"<20" => Some(Self::Below(20)),
            _ => PLAIN.iter().find(|(known, _)| *known == text).map(|(_, marker)| *marker),
        }
    }
}

/// Shorthand beside a value; several may stand together, as in `[r][e]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    const LETTERS: [&str; 5] = ["[p]", "[r]", "[e]", "[b]", "[u]"];

    /// Reads `[p]` provisional, `[r]` revised, `[e]` estimated, `[b]` break in the series, `[u]` low reliability.
    pub fn parse(mut text: &str) -> Option<Self> {
        let mut flags = 0;
        while !text.is_empty() {
            let (at, rest) =
                Self::LETTERS.iter().enumerate().find_map(|(at, letter)| Some((at, text.strip_prefix(letter)?)))?;
            flags |= 1 << at;
            text = rest;
        }
        Some(Self(flags))
    }

    /// Each flag's shorthand, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        Self::LETTERS.into_iter().enumerate().filter(move |(at, _)| self.0 & (1 << at) != 0).map(|(_, letter)| letter)
    }
}

/// One area, one period: a count or an amount, or the marker that stands in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// A published count.
    Count(Count),
    /// A published amount, where the measure is not a count ([`super::MeasureKind::Amount`]).
    Amount(Amount),
    /// No figure, and why.
    Marker(Marker),
}

impl Observation {
    /// The count, if there is one. An amount has none, so that no statistic of counts is ever applied to it.
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count.get()),
            Self::Amount(_) | Self::Marker(_) => None,
        }
    }

    /// The count or the amount, if there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(count.get() as f64),
            Self::Amount(amount) => Some(amount.get()),
            Self::Marker(_) => None,
        }
    }
}
