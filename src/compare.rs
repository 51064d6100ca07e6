//! The reader's question answered: for chosen areas and periods, what was recorded, how it changed, how that stands
//! against the rest of the nation, and whether it is more than the usual ups and downs.

mod change;
mod choice;
mod comparison;
mod level;
mod verdict;

pub use change::{Change, NoChange};
pub use choice::{Asked, Choice, MOST_AREAS, Problem, Quantity, Unmet, View, WhyNot};
pub use comparison::{CONFIDENCE, Comparison, PER, Subject};
pub use level::{Level, Standing};
pub use verdict::{Basis, Judgement, Usual, Verdict};
