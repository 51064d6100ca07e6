//! Numbers to numbers: how sure anyone can be of a count, a rate, a share or a change.
//!
//! Nothing here knows an area, a period or a word. Every function is total: input that has no answer (a confidence of
//! 1, a population of 0, a part above its whole) gives `None`, and no input panics or gives NaN. Counts are whole
//! numbers up to [`MAX_COUNT`]; sums of terms are bounded, so the largest of them still answers.
//!
//! The plan, from the reader's question down to the arithmetic:
//!
//! - questions: [`count`], [`mod@rate`], [`share`], [`ratio`], [`rest`], [`pace`], [`mod@change_funnel`],
//!   [`mod@dispersion`], [`multiple`]
//! - answers: [`interval`], [`control_limits`]
//! - laws of a count, each giving the probability below, at and above it: [`poisson`], [`binomial`],
//!   [`hypergeometric`]; [`tails`] turns any of them into limits and p-values, which therefore cannot disagree
//! - special functions: [`special`], [`gamma`], [`beta`], [`normal`]; and [`order`]

pub mod change_funnel;
pub mod count;
pub mod dispersion;
pub mod multiple;
pub mod pace;
pub mod rate;
pub mod ratio;
pub mod rest;
pub mod share;

pub mod control_limits;
pub mod interval;

pub mod binomial;
pub mod hypergeometric;
pub mod poisson;
pub mod tails;

pub mod beta;
pub mod gamma;
pub mod normal;
pub mod order;
pub mod special;

pub use change_funnel::{ChangeFunnel, ChangeMark, change_funnel, widened_change};
pub use control_limits::ControlLimits;
pub use count::{MAX_COUNT, byar_limits, exact_limits, fingertips_limits, mid_p_limits};
pub use dispersion::{Dispersion, dispersion, winsorise};
pub use interval::{Estimate, Interval, Method};
pub use multiple::benjamini_hochberg;
pub use pace::{Pace, mean_interval};
pub use rate::{rate, rate_with};
pub use ratio::{Exposed, Ratio, rate_ratio};
pub use rest::{change_against_rest, rate_against_rest};
pub use share::wilson;
