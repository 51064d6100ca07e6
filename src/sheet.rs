//! A newsroom's spreadsheet made into a [`Dataset`](crate::data::Dataset): which cells hold figures and what stands in
//! place of them, what each column means, and every problem on the way with its row and column.
//!
//! Files come from a [`Files`], problems are values: nothing here knows a path, a terminal or a clock, so that the program
//! and a page read a sheet alike.

mod area_index;
mod body;
mod cell;
mod counts;
mod csv;
mod entries;
mod files;
mod guess;
mod heading;
mod import;
mod known_areas;
mod limits;
mod naming;
mod number;
mod problem;
mod problems;
mod reading;
mod recipe;
mod sign;
mod sketch;
mod sketch_counts;
mod span;
mod survey;
mod table;
mod totals;
mod workbook;

pub use cell::{Cell, Row};
pub use files::{Files, ReadSeek, base, stem, text_of};
pub use guess::{Guess, Shape};
pub use heading::{headings, is_same, one_line};
pub use import::{import, make, publishable, recipe_text};
pub use known_areas::{KnownArea, is_total, known_area, known_areas, nearest, nearest_known, simple, total_of};
pub use number::apart;
pub use problem::{CellAt, FileName, Problem, Severity};
pub use problems::{Problems, Refused};
pub use reading::{Doubt, Reading, Rules, Unread};
pub use sign::{Sense, Sign};
pub use sketch::{FILL_IN, Sketch, sketch};
pub use span::Span;
pub use survey::{Survey, Total};
