//! Numbers to numbers: how sure anyone can be of a count, a rate, a share or a change.
//!
//! Nothing here knows an area, a period or a word. Every function is total: input that has no answer (a confidence of
//! 1, a population of 0, a part above its whole) gives `None`, and no input panics or gives NaN. Counts are whole
//! numbers up to [`MAX_COUNT`]; every sum has a bounded number of terms, and even the largest count has an answer.
//!
//! The plan, from the reader's question down to the arithmetic:
//!
//! - questions of one area: [`count`], [`mod@rate`], [`share`], [`shares`], [`ratio`], [`rest`], [`pace`],
//!   [`mod@trend`], [`mod@xmr`]
//! - questions of many areas: [`average`], [`withheld`], [`count_funnel`], [`mod@rate_funnel`], [`mod@change_funnel`],
//!   [`mod@dispersion`], [`mod@dispersion_test`], [`mod@ranks`], [`mod@rank_among`], [`mod@rank_range`], [`multiple`]
//! - answers: [`interval`], [`control_limits`], [`signal`]
//! - laws of a count, each giving the probability below, at and above it: [`poisson`], [`binomial`],
//!   [`hypergeometric`]; [`tails`] turns any of them into limits and p-values, which therefore cannot disagree
//! - laws of a rate and of a rank: [`posterior`], [`mod@poisson_binomial`]; [`quadrature`] and [`mod@sweep`] integrate
//!   over them
//! - special functions: [`special`], [`gamma`], [`beta`], [`normal`], [`student`]

pub mod count;
pub mod pace;
pub mod rate;
pub mod ratio;
pub mod rest;
pub mod share;
pub mod shares;
pub mod trend;
pub mod xmr;

pub mod average;
pub mod change_funnel;
pub mod count_funnel;
pub mod dispersion;
pub mod dispersion_test;
pub mod multiple;
pub mod rank_among;
pub mod rank_range;
pub mod ranks;
pub mod rate_funnel;
pub mod withheld;

pub mod control_limits;
pub mod interval;
pub mod signal;

pub mod binomial;
pub mod hypergeometric;
pub mod poisson;
pub mod tails;

pub mod poisson_binomial;
pub mod posterior;
pub mod quadrature;
pub mod sweep;

pub mod beta;
pub mod gamma;
pub mod normal;
pub mod special;
pub mod student;

pub use average::{MeanOfRates, Pooled};
pub use change_funnel::{ChangeFunnelFit, ChangeMark, change_dispersion, change_funnel, widened_change};
pub use control_limits::ControlLimits;
pub use count::{MAX_COUNT, byar_limits, exact_limits, fingertips_limits, mid_p_limits};
pub use count_funnel::{interpolated_later_limits, interpolated_limits, quantile_limits};
pub use dispersion::{Dispersion, dispersion, winsorise};
pub use dispersion_test::{DispersionTest, change_dispersion_test, dispersion_test};
pub use interval::{Estimate, Interval, Method};
pub use multiple::benjamini_hochberg;
pub use pace::{Pace, mean_interval};
pub use rank_among::rank_among;
pub use rank_range::{RankRange, rank_range};
pub use ranks::{MAX_RANKED, Rank, rank_probabilities, ranks};
pub use rate::{rate, rate_with};
pub use rate_funnel::{FunnelScale, RateFunnelFit, RateMark, rate_funnel};
pub use ratio::{Exposed, Ratio, rate_ratio};
pub use rest::{change_against_rest, rate_against_rest};
pub use share::wilson;
pub use shares::goodman;
pub use signal::Signal;
pub use trend::{LogLinearFit, trend};
pub use withheld::{CountRange, total};
pub use xmr::{Xmr, xmr};
