//! Makes a [`Dataset`](crate::data::Dataset) of a newsroom's spreadsheet: it finds the figures and the placeholders for
//! missing ones, reads each column as the recipe says, and reports every problem with its row and column.
//!
//! [`import()`] is the way in; [`sketch()`] makes the recipe of a sheet that has none, or the questions that the
//! sheet leaves open. Files come from a [`Files`],
//! and problems are values. Nothing here knows a path, a terminal or a clock, so the program and a page read a sheet
//! alike.

mod answers;
mod archive;
mod area_index;
mod arithmetic;
mod body;
mod cell;
mod columns;
mod counts;
mod csv;
mod day_span;
mod entries;
mod events;
mod files;
mod heading;
mod heading_words;
mod import;
mod naming;
mod number;
mod ods;
mod official_areas;
mod periods;
mod placeholder;
mod problem;
mod problems;
mod profile;
mod question;
mod raised;
mod reading;
mod recipe;
mod recipe_counts;
mod recipe_text;
mod recipe_writer;
mod sketch;
mod survey;
mod table;
mod table_layout;
mod totals;
mod workbook;
mod xlsx;
mod xml;

pub use answers::Answers;
pub use cell::{SheetCell, SheetRow};
pub use day_span::DaySpan;
pub use files::{Files, ReadSeek, base, stem, text_of};
pub use heading::{headings, is_same, one_line};
pub use import::{import, make, publishable, recipe_text};
pub use number::apart;
pub use official_areas::{
    OfficialArea, is_total, nearest, nearest_official, official_area, official_areas, serves_others, simple, total_of,
};
pub use placeholder::{Certainty, Placeholder};
pub use problem::{CellAt, FileName, Problem, Severity};
pub use problems::{Problems, Refused};
pub use question::{Candidate, Question, QuestionKind};
pub use reading::{Ambiguity, CellReading, ReadRules, UnreadableCell};
pub use recipe_text::FILL_IN;
pub use sketch::{Sketch, provisional, sheet_named, sketch};
pub use survey::Survey;
pub use table_layout::{TableHead, TableLayout, TableShape};
