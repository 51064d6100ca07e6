//! Reads a cell of figures: a number with whatever a person put around it, or the sign that stands in its place.

use std::collections::BTreeMap;

use super::number;
use super::{Cell, Sense, Sign};
use crate::data::{Amount, Count, Flags, Impossible, Kind, Marker, Observation, Population};

/// A cell of figures, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The figure, or its marker.
    pub observation: Observation,
    /// The flags beside it.
    pub flags: Flags,
    /// Footnote marks beside it, as typed; no part of the number.
    pub marks: String,
    /// Why there is no figure, in the source's own words.
    pub words: Option<String>,
    /// Another meaning that it could have, if convention does not settle it.
    pub doubt: Option<Doubt>,
}

/// A cell that could mean something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A sign: the meaning taken, and another that it may have.
    Sign(Sign, &'static str),
    /// A blank inside a number, taken to group its thousands.
    Space,
}

/// Why a cell cannot be read, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The fault, in words.
    pub problem: &'static str,
    /// A way to mend it.
    pub help: &'static str,
}

/// How figures are to be read.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Counts or amounts.
    pub kind: Kind,
    /// The separator of thousands, if the recipe declares it.
    pub thousands: Option<char>,
    /// The meaning of signs in this file, by the sign in lower case.
    pub signs: BTreeMap<String, Sign>,
}

const SIGN: &str = "if it stands for a figure that is not there, say what it means under [markers] in the recipe";
const ONE_NUMBER: &str = "leave one number in the cell";

impl Reading {
    fn bare(observation: Observation) -> Self {
        Self { observation, flags: Flags::default(), marks: String::new(), words: None, doubt: None }
    }
}

impl Rules {
    /// Reads a cell. Blank is a missing figure, never zero.
    pub fn read(&self, cell: &Cell) -> Result<Reading, Unread> {
        match cell {
            Cell::Blank => Ok(self.sign("").unwrap_or(Reading::bare(Observation::Marker(Marker::Missing)))),
            Cell::Number(number) => self.figure(*number).map(Reading::bare),
            Cell::Text(text) => self.text(text),
            Cell::Percentage(_) => {
                Err(Unread { problem: "a percentage", help: "name the column of the figures themselves" })
            }
            Cell::Date(_) => Err(Unread {
                problem: "a date",
                help: "a spreadsheet makes dates of texts such as 1-4; type the figure again, or make the cell a text",
            }),
            Cell::Other(problem, text) => self.sign(text).ok_or(Unread { problem, help: SIGN }),
        }
    }

    /// Reads a population; `None` where none is known.
    pub fn population(&self, cell: &Cell) -> Result<Option<Population>, Unread> {
        let number = match cell {
            Cell::Blank => return Ok(None),
            Cell::Number(number) => *number,
            Cell::Text(text)
                if self.sign(text).is_some() || Sign::of(text).is_some_and(|(sign, _)| sign != Sign::Zero) =>
            {
                return Ok(None);
            }
            Cell::Text(text) => number::parse(number::apart(text).0, true, self.thousands)?,
            other => return self.read(other).map(|_| None),
        };
        Population::new(number).map(Some).map_err(Unread::from)
    }

    /// The meaning that the recipe gives to a text.
    fn sign(&self, text: &str) -> Option<Reading> {
        let sign = self.signs.get(&text.to_lowercase())?;
        Some(Reading::bare(self.observation_of(*sign)))
    }

    fn observation_of(&self, sign: Sign) -> Observation {
        match sign {
            Sign::Marker(marker) => Observation::Marker(marker),
            Sign::Zero => self.figure(0.0).unwrap_or(Observation::Marker(Marker::Missing)),
        }
    }

    fn text(&self, text: &str) -> Result<Reading, Unread> {
        if let Some(reading) = self.sign(text) {
            return Ok(reading);
        }
        let (bare, flags, marks) = number::apart(text);
        if let Some((sign, sense)) = Sign::of(text).or_else(|| Sign::of(bare).filter(|_| !bare.is_empty())) {
            let mut reading = Reading::bare(self.observation_of(sign));
            match sense {
                Sense::Sure => {}
                Sense::Doubtful(other) => reading.doubt = Some(Doubt::Sign(sign, other)),
                Sense::Words => reading.words = Some(text.into()),
            }
            if Sign::of(text).is_none() {
                (reading.flags, reading.marks) = (flags, marks);
            }
            return Ok(reading);
        }
        let whole = self.kind == Kind::Count;
        let observation = self.figure(number::parse(bare, whole, self.thousands)?)?;
        let spaced = self.thousands.is_none() && bare.contains(' ');
        Ok(Reading { flags, marks, doubt: spaced.then_some(Doubt::Space), ..Reading::bare(observation) })
    }

    fn figure(&self, number: f64) -> Result<Observation, Unread> {
        let made = match self.kind {
            Kind::Count => Count::new(number).map(Observation::Count),
            Kind::Amount => Amount::new(number).map(Observation::Amount),
        };
        made.map_err(Unread::from)
    }
}

impl From<Impossible> for Unread {
    fn from(why: Impossible) -> Self {
        let help = match why {
            Impossible::NotFinite => SIGN,
            Impossible::Negative => "a figure counts or measures something: it cannot be below zero",
            Impossible::Fraction => {
                "counts are whole; if these are shares name another column, if they are no counts set measure.kind to \"amount\""
            }
            Impossible::TooLarge => ONE_NUMBER,
            Impossible::Zero => "leave the cell blank where no population is known",
        };
        Self { problem: why.as_str(), help }
    }
}
