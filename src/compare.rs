//! Answers the reader's questions: for chosen areas and periods, what was recorded, how it changed, how that compares
//! with what areas of that size usually do.
//!
//! Every answer is a method of [`Comparison`], worked out when asked for. Where there is none, the error says why.
//!
//! - of one area: [`Change`], [`PlainChange`] and [`Judgement`]
//! - of all areas side by side: [`Usual`], [`Funnel`]
//! - of what is inside the total: [`Shares`]

mod change;
mod choice;
mod comparison;
mod figure;
mod funnel;
mod known;
mod plain_change;
mod shares;
mod usual;
mod verdict;

pub use change::{Change, NoChange};
pub use choice::{Asked, Choice, MOST_AREAS, Quantity, Unmet, UnmetChoice, View, WhyNot};
pub use comparison::{CONFIDENCE, Comparison, MOST_LINES, PER, RankedPlace, Subject};
pub use funnel::{Funnel, FunnelPoint, NoFunnel};
pub use known::SharedAnswers;
pub use plain_change::PlainChange;
pub use shares::{NoShares, Part, Shares};
pub use usual::Usual;
pub use verdict::{Basis, COVERAGES, Judgement, NoVerdict, Verdict};
