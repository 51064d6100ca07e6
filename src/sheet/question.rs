//! Questions that a sheet does not answer by itself, as values: where each arises, what the possible answers would give,
//! and the line of a recipe that gives the answer.

use std::fmt;

use serde::Serialize;

use super::{FileName, Problem};

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// Which sheet of the workbook.
    Sheet,
    /// Which table of the sheet.
    Table,
    /// Which column names the areas.
    Areas,
    /// Which column, or which set of columns, has the figures.
    Figures,
    /// Which days the figures cover.
    Days,
    /// Whether a row is an area, a total or an average.
    Row,
    /// Whether several rows of an area and a period are added up, or one of them is picked.
    Repeats,
    /// What a mark in place of a figure means.
    Mark,
    /// Whether hidden rows and columns are read.
    Hidden,
    /// Whether a point marks thousands or decimals.
    Thousands,
}

impl QuestionKind {
    /// Whether the rest of a sheet can only be read once this is known.
    pub const fn comes_first(self) -> bool {
        matches!(self, Self::Sheet | Self::Table | Self::Areas | Self::Figures | Self::Hidden | Self::Thousands)
    }
}

/// A possible answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The answer in a few words.
    pub says: String,
    /// What it would give: names, each with a figure or days.
    pub gives: Vec<(String, String)>,
    /// The line of a recipe that gives this answer: `counts.columns.count = "Deaths"`.
    pub line: String,
}

/// A question on a sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// What it is about.
    pub kind: QuestionKind,
    /// The file and the sheet.
    #[serde(skip)]
    pub file: Box<FileName>,
    /// The row, as the spreadsheet numbers it, and the column, from 0, where it arises.
    #[serde(skip)]
    pub place: (Option<u64>, Option<usize>),
    /// The question itself, as a sentence.
    pub asks: String,
    /// Why the sheet does not answer it; a sentence without a full stop.
    pub because: String,
    /// The possible answers that are known. There may be others.
    pub candidates: Vec<Candidate>,
    /// A line of a recipe to be filled in, where the answer is none of the candidates.
    pub form: Option<String>,
}

impl Question {
    /// Where the question arises: `deaths.csv:1:2`, `deaths.xlsx:1:B`.
    pub fn location(&self) -> String {
        let mut location = self.file.path.clone();
        if let Some(row) = self.place.0 {
            location += &format!(":{row}");
        }
        if let Some(column) = self.place.1 {
            location += &format!(":{}", self.file.column(column));
        }
        location
    }
}

impl Question {
    /// The question as a problem, for those who can only say that the sheet cannot be read without an answer.
    pub fn problem(&self) -> Problem {
        let lines: Vec<&str> =
            self.candidates.iter().map(|candidate| candidate.line.as_str()).chain(self.form.as_deref()).collect();
        let help = format!("`force-compare import` asks it, and a recipe answers it: {}", lines.join("; or "));
        let place = self.place.0.map(|row| (row, self.place.1));
        let message = format!("{} ({})", self.asks, self.because);
        Problem { place, ..Problem::of_file(&self.file, message, help) }
    }
}

impl Candidate {
    /// What it would give, in a line: `Alabama 82, Alaska 15`.
    pub fn gives(&self) -> String {
        let pairs = self.gives.iter().map(|(name, value)| format!("{name} {value}").trim_end().to_string());
        pairs.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Question {
    /// Writes the question with its answers, a line for each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.location(), self.asks, self.because)?;
        for candidate in &self.candidates {
            write!(f, "\n  {}", candidate.says)?;
            if !candidate.gives.is_empty() {
                write!(f, ": {}", candidate.gives())?;
            }
            write!(f, "\n    {}", candidate.line)?;
        }
        match &self.form {
            Some(form) if self.candidates.is_empty() => write!(f, "\n  fill in:\n    {form}"),
            Some(form) => write!(f, "\n  or fill in:\n    {form}"),
            None => Ok(()),
        }
    }
}
