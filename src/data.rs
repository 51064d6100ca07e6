//! The published figures: areas, periods, counts or amounts, populations, and the markers for figures that are missing.
//!
//! Constructors refuse impossible numbers here, once, so that every layer above is total: a [`Count`] is a whole number
//! that a browser can hold exactly, an [`Amount`] is finite, a [`Period`] has at least one day, a [`Dataset`] has a
//! column for each period and a row for each area. A missing figure is data ([`Marker`]), never an error and never
//! zero.

mod about;
mod area;
mod dataset;
mod date;
mod letters;
mod observation;
mod payload;
#[cfg(not(target_arch = "wasm32"))]
mod payload_out;
mod period;
#[cfg(feature = "every-view")]
mod plural;
mod quantity;

pub use about::{About, Particulars, Source, Support};
pub use area::Area;
pub use dataset::{Break, Categories, Category, Column, Dataset, DatasetError, Draft, Kind, Nation, Noun};
pub use date::Date;
pub use letters::glimpse;
pub use observation::{Flags, Marker, Observation};
pub use payload::{FORMAT, Json, Payload, PayloadError, read};
#[cfg(not(target_arch = "wasm32"))]
pub use payload_out::write;
pub use period::Period;
#[cfg(feature = "every-view")]
pub use plural::Plural;
pub use quantity::{Amount, Count, Impossible, Population, digits, push_digits};

// What newsrooms' files hold, read by the program alone.
#[cfg(not(target_arch = "wasm32"))]
mod cell;
#[cfg(not(target_arch = "wasm32"))]
mod guess;
#[cfg(not(target_arch = "wasm32"))]
mod heading;
#[cfg(not(target_arch = "wasm32"))]
mod known_areas;
#[cfg(not(target_arch = "wasm32"))]
mod month;
#[cfg(not(target_arch = "wasm32"))]
mod number;
#[cfg(not(target_arch = "wasm32"))]
mod problem;
#[cfg(not(target_arch = "wasm32"))]
mod reading;
#[cfg(not(target_arch = "wasm32"))]
mod sign;
#[cfg(not(target_arch = "wasm32"))]
mod span;
#[cfg(not(target_arch = "wasm32"))]
mod survey;
#[cfg(not(target_arch = "wasm32"))]
pub use self::{
    cell::{Cell, Row},
    guess::{Guess, Shape},
    heading::{headings, is_same, one_line},
    known_areas::{KnownArea, is_total, known_area, known_areas, nearest, nearest_known, simple, total_of},
    month::month_named,
    number::apart,
    problem::{FileName, Problem, Severity},
    reading::{Doubt, Reading, Rules, Unread},
    sign::{Sense, Sign},
    span::Span,
    survey::{Survey, Total},
};
