//! Answers the reader's questions: for chosen areas and periods, what was recorded, how it changed, how that compares
//! with the rest of the nation, and whether it is more than the usual ups and downs.
//!
//! Every answer is a method of [`Comparison`], worked out when asked for. Where there is none, the error says why.
//!
//! - of one area: [`Change`] and [`Judgement`], [`PlainChange`], [`Level`], [`RestChange`], [`Trend`], [`Process`]
//! - of all areas side by side: [`Ranks`], [`RateFunnel`], [`ChangeFunnel`], [`Averages`], [`Total`]
//! - of what is inside the total: [`Shares`]

mod change;
mod choice;
mod comparison;
mod level;
mod plain_change;
mod verdict;

mod averages;
mod change_funnel;
mod figure;
mod funnel;
mod known;
mod process;
mod ranks;
mod rate_funnel;
mod rest;
mod series;
mod shares;
mod total;
mod trend;
mod zone;

pub use change::{Change, NoChange};
pub use choice::{Asked, Choice, MOST_AREAS, Quantity, Unmet, UnmetChoice, View, WhyNot};
pub use comparison::{CONFIDENCE, Comparison, MOST_LINES, PER, Subject};
pub use level::{Level, Standing};
pub use plain_change::PlainChange;
pub use verdict::{Basis, Judgement, Usual, Verdict};

pub use averages::{Average, Averages, Averaging, NoAverage};
pub use change_funnel::{ChangeFunnel, ChangePoint, NoPoint};
pub use figure::{By, NoFigure};
pub use funnel::{Funnel, FunnelPoint};
pub use known::SharedAnswers;
pub use process::{NoProcess, Process, ProcessPoint};
pub use ranks::{NoRank, Ranked, Ranks};
pub use rate_funnel::{NoFunnel, RateFunnel, RatePoint};
pub use rest::{NoRest, RestChange};
pub use series::NoSeries;
pub use shares::{NoShares, Part, Shares};
pub use total::Total;
pub use trend::{Direction, NoTrend, Trend};
pub use zone::{COVERAGES, Limits, Zone};
