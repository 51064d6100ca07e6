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
#[cfg(feature = "newsroom")]
mod month;
mod observation;
mod payload;
#[cfg(feature = "newsroom")]
mod payload_out;
mod period;
mod plural;
mod quantity;

pub use about::{About, Particulars, Source, Support};
pub use area::Area;
pub use dataset::{Break, Categories, Category, Column, Dataset, DatasetError, Draft, MeasureKind, Nation, Noun};
pub use date::Date;
pub use letters::glimpse;
#[cfg(feature = "newsroom")]
pub use month::{MONTHS, month_named};
pub use observation::{Flags, Marker, Observation};
pub use payload::{FORMAT, Json, Payload, PayloadError, read};
#[cfg(feature = "newsroom")]
pub use payload_out::write;
pub use period::Period;
pub use plural::Plural;
pub use quantity::{Amount, Count, Impossible, Population, digits, push_digits};
