//! Reads a cell of figures: a number with the flags and marks that a person put beside it, or a placeholder.

use std::collections::BTreeMap;

use super::number;
use super::{Certainty, Placeholder, SheetCell};
use crate::data::{Amount, Count, Flags, Impossible, Marker, MeasureKind, Observation, Population};

/// The result of reading a cell of figures.
#[derive(Clone, Debug, PartialEq)]
pub struct CellReading {
    /// The figure, or its marker.
    pub observation: Observation,
    /// The flags beside it.
    pub flags: Flags,
    /// Footnote marks beside it, as typed. They are not part of the number.
    pub marks: String,
    /// Why there is no figure, in the source's own words.
    pub words: Option<String>,
    /// Another meaning that the cell may have, if convention does not settle it.
    pub ambiguity: Option<Ambiguity>,
}

/// A cell that may mean something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ambiguity {
    /// A placeholder: the meaning that was chosen, and the other one.
    Placeholder(Placeholder, &'static str),
    /// A space inside a number, which was read as a thousands separator.
    Space,
}

/// The reason why a cell cannot be read as a figure, and the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableCell {
    /// The reason, as a sentence.
    pub problem: &'static str,
    /// The remedy.
    pub help: &'static str,
}

/// The rules for reading a file's figures.
#[derive(Clone, Debug, Default)]
pub struct ReadRules {
    /// Whether the figures are counts or amounts. A count has to be whole.
    pub kind: MeasureKind,
    /// The thousands separator, if the recipe declares it.
    pub thousands: Option<char>,
    /// The meaning of placeholders in this file, by the placeholder in lower case.
    pub placeholders: BTreeMap<String, Placeholder>,
}

const DECLARE_IT: &str =
    "correct it; or, if it stands in for a figure, say under [markers] in the recipe what it means";

impl CellReading {
    fn bare(observation: Observation) -> Self {
        Self { observation, flags: Flags::default(), marks: String::new(), words: None, ambiguity: None }
    }
}

impl ReadRules {
    /// Reads a cell. A blank cell is a missing figure unless the recipe declares otherwise; it is never zero by
    /// default. Fails if the cell has neither a figure nor a placeholder.
    pub fn read(&self, cell: &SheetCell) -> Result<CellReading, UnreadableCell> {
        match cell {
            SheetCell::Blank => {
                Ok(self.placeholder("").unwrap_or(CellReading::bare(Observation::Marker(Marker::Missing))))
            }
            SheetCell::Number(number) => self.figure(*number).map(CellReading::bare),
            SheetCell::Text(text) => self.text(text),
            SheetCell::Percentage(_) => Err(UnreadableCell {
                problem: "this is a percentage",
                help: "name the column that has the figures themselves",
            }),
            SheetCell::Date(_) | SheetCell::Month(_) => Err(UnreadableCell {
                problem: "this is a date, not a figure",
                help: "spreadsheets turn text such as 1-4 into dates; type the figure again, or format the cell \
                       as text",
            }),
            SheetCell::Other(problem, text) => {
                let help = match text.is_empty() {
                    true => "open the file in a spreadsheet, save it there, and look at this cell again",
                    false => DECLARE_IT,
                };
                self.placeholder(text).filter(|_| !text.is_empty()).ok_or(UnreadableCell { problem, help })
            }
        }
    }

    /// Reads a population; `None` if the cell is blank or has a placeholder. Zero is refused.
    pub fn population(&self, cell: &SheetCell) -> Result<Option<Population>, UnreadableCell> {
        let number = match cell {
            SheetCell::Blank => return Ok(None),
            SheetCell::Number(number) => *number,
            SheetCell::Text(text)
                if self.placeholder(text).is_some()
                    || Placeholder::of(text).is_some_and(|(placeholder, _)| placeholder != Placeholder::Zero) =>
            {
                return Ok(None);
            }
            SheetCell::Text(text) => number::parse(number::apart(text).0, true, self.thousands)?,
            other => return self.read(other).map(|_| None),
        };
        Population::new(number).map(Some).map_err(UnreadableCell::from)
    }

    /// The meaning that the recipe gives to a text.
    fn placeholder(&self, text: &str) -> Option<CellReading> {
        let placeholder = self.placeholders.get(&text.to_lowercase())?;
        Some(CellReading::bare(self.observation_of(*placeholder)))
    }

    fn observation_of(&self, placeholder: Placeholder) -> Observation {
        match placeholder {
            Placeholder::Marker(marker) => Observation::Marker(marker),
            Placeholder::Zero => self.figure(0.0).unwrap_or(Observation::Marker(Marker::Missing)),
        }
    }

    fn text(&self, text: &str) -> Result<CellReading, UnreadableCell> {
        if let Some(reading) = self.placeholder(text) {
            return Ok(reading);
        }
        let (bare, flags, marks) = number::apart(text);
        if let Some((placeholder, certainty)) =
            Placeholder::of(text).or_else(|| Placeholder::of(bare).filter(|_| !bare.is_empty()))
        {
            let mut reading = CellReading::bare(self.observation_of(placeholder));
            match certainty {
                Certainty::Sure => {}
                Certainty::Doubtful(other) => reading.ambiguity = Some(Ambiguity::Placeholder(placeholder, other)),
                Certainty::Words => reading.words = Some(text.into()),
            }
            if Placeholder::of(text).is_none() {
                (reading.flags, reading.marks) = (flags, marks);
            }
            return Ok(reading);
        }
        let whole = self.kind == MeasureKind::Count;
        let observation = self.figure(number::parse(bare, whole, self.thousands)?)?;
        let spaced = self.thousands.is_none() && bare.contains(' ');
        Ok(CellReading {
            flags,
            marks,
            ambiguity: spaced.then_some(Ambiguity::Space),
            ..CellReading::bare(observation)
        })
    }

    /// The sum of two figures. Fails if it is too large.
    pub fn sum(&self, one: f64, more: f64) -> Result<Observation, UnreadableCell> {
        self.figure(one + more)
    }

    fn figure(&self, number: f64) -> Result<Observation, UnreadableCell> {
        let made = match self.kind {
            MeasureKind::Count => Count::new(number).map(Observation::Count),
            MeasureKind::Amount => Amount::new(number).map(Observation::Amount),
        };
        made.map_err(UnreadableCell::from)
    }
}

impl From<Impossible> for UnreadableCell {
    fn from(why: Impossible) -> Self {
        let (problem, help) = match why {
            Impossible::NotFinite => ("this is not a number", DECLARE_IT),
            Impossible::Negative => {
                ("this figure is below zero", "correct it: nothing is counted or measured below zero")
            }
            Impossible::Fraction => (
                "this is not a whole number",
                "counts are whole; if these are shares, name another column; \
                 if they are amounts, set measure.kind to \"amount\"",
            ),
            Impossible::TooLarge => ("this number is too large", "leave one number in the cell"),
            Impossible::Zero => ("this population is zero", "leave the cell blank where no population is known"),
        };
        Self { problem, help }
    }
}
