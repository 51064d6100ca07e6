//! Numbers to numbers: how sure anyone can be of a count, a rate, a share or a change.
//!
//! Nothing here knows an area, a period or a word. Every function is total: input that has no answer (a confidence of
//! 1, a population of 0, a part above its whole) gives `None`, and no input panics or gives NaN. Counts are whole
//! numbers up to [`MAX_COUNT`]; every sum has a bounded number of terms, and even the largest count has an answer.
//!
//! The plan, from the reader's question down to the arithmetic:
//!
//! - questions of one area: [`count`], [`mod@rate`], [`share`], [`shares`], [`ratio`], [`rest`], [`mod@chance`], [`pace`]
//! - questions of many areas: [`mod@usual_range`], [`mod@rank_range`]
//! - answers: [`interval`]
//! - laws of a count, each giving the probability below, at and above it: [`poisson`], [`binomial`],
//!   [`hypergeometric`]; [`tails`] turns any of them into limits and p-values, which therefore cannot disagree
//! - special functions: [`special`], [`gamma`], [`beta`], [`normal`], [`student`]

pub mod chance;
pub mod count;
pub mod pace;
pub mod rate;
pub mod ratio;
pub mod rest;
pub mod share;
pub mod shares;

pub mod rank_range;
pub mod usual_range;

pub mod interval;

pub mod binomial;
pub mod hypergeometric;
pub mod poisson;
pub mod tails;

pub mod beta;
pub mod gamma;
pub mod normal;
pub mod special;
pub mod student;

pub use chance::{chance_counts, chance_counts_beside};
pub use count::{MAX_COUNT, byar_limits, exact_limits, fingertips_limits, mid_p_limits};
pub use interval::{Estimate, Interval, Method};
pub use pace::{Pace, mean_interval};
pub use rank_range::{RankRange, rank_range};
pub use rate::{rate, rate_with};
pub use ratio::{Exposed, Ratio, rate_ratio};
pub use rest::{change_against_rest, rate_against_rest};
pub use share::wilson;
pub use shares::goodman;
pub use usual_range::{FEWEST_AREAS, Limits, LogFigure, REACHES, Size, UsualRange, usual_range};
