//! Numbers and findings in a language. Every word that a reader sees is written here.
//!
//! The fact comes first, its weight second: a count is a fact, so "rose" and "fell" are said of it plainly; whether the
//! move is beyond the usual ups and downs is said after it, with the one interval that says so.

mod article;
mod caption;
mod download;
mod fill;
mod finding;
mod keys;
mod label;
mod method;
mod moment;
mod number;
mod problem;
#[cfg(not(target_arch = "wasm32"))]
mod reading;
mod sentence;
#[cfg(feature = "every-view")]
mod sound;
mod stand;

pub use article::{ARTICLE, Article};
pub use caption::{description, ends, size_axis, subtitle};
pub use download::{DOWNLOAD, Download};
pub use fill::fill;
pub use finding::{change_label, headline};
pub use keys::{KEYS, Keys};
pub use label::{
    LOAD, Labels, NO_FIGURE, NO_VERDICT, SMALL_BASE, SOURCE, capital, date, labels, marker, nation_within,
    nothing_to_show, quantity, remove, source_line, telephone, verdict, view, why_not,
};
pub use method::{Example, example, methods};
pub use moment::{met_part, moment, part, part_label};
pub use number::{
    amount, count, decimal, figure, interval, pace, per_cent, rate, recorded, short, signed_per_cent, tick, value,
};
pub use problem::problem;
#[cfg(not(target_arch = "wasm32"))]
pub use reading::{Printed, multiplier, number_word, printed};
pub use sentence::{Sentence, add, nation, sentence};
#[cfg(feature = "every-view")]
pub use sound::{HEAR, Hear, NOISE, hearing};
pub use stand::met;
