//! Puts numbers and findings into words, in the reader's language. Every word that a reader sees is written here.
//!
//! The fact comes first, its weight second. A count is a fact, so the text says plainly that it rose or fell; whether
//! the move is usual for an area of its size follows, with the one range that the verdict rests on.

mod article;
mod caption;
mod catalogue;
mod download;
mod fill;
mod finding;
mod heads;
mod keys;
mod label;
mod method;
mod moment;
mod moved;
mod number;
mod problem;
#[cfg(feature = "newsroom")]
mod reading;
mod sentence;
mod signs;
#[cfg(feature = "every-view")]
mod sound;
mod stand;
mod verdict;

pub use article::{ARTICLE, ArticleLabels};
pub use caption::{description, ends, size_axis, subtitle};
pub use catalogue::{Catalogue, FORMAT, speak};
pub use download::{DOWNLOAD, Download};
pub use fill::{add, fill, filled, placeholders, say};
pub use finding::{change_label, headline};
pub use heads::{Heads, caption, heads, rate_head, rate_range_head, share_head};
pub use keys::{KEYS, Keys};
pub use label::{
    Labels, capital, date, labels, load, marker, nation_within, no_figure, no_verdict, nothing_to_show, quantity,
    remove, small_base, source, source_line, telephone, view, why_not,
};
pub use method::{Example, example, methods};
pub use moment::{met_part, moment, part, part_label};
pub use number::{
    amount, count, decimal, figure, interval, pace, per_cent, rate, recorded, short, signed_per_cent, tick, value,
};
pub use problem::problem;
#[cfg(feature = "newsroom")]
pub use reading::{Printed, multiplier, number_word, printed};
pub use sentence::{Sentence, nation, sentence};
#[cfg(feature = "every-view")]
pub use sound::{HEAR, Hear, hearing, noise};
pub use stand::met;
pub use verdict::verdict_cell;
