//! What could not be had of what was asked, said to whoever set the page up.

use super::label::why_not;
use crate::compare::{Problem, Unmet};

/// A problem as a sentence.
pub fn problem(Problem { attribute, id, why }: &Problem) -> String {
    let (before, after) = match why {
        Unmet::Unknown => (": there is no “", "” in the data"),
        Unmet::OneTooMany => (": “", "” is one too many, and is left out"),
        Unmet::Unavailable(why) => return [attribute, ": “", id, "” is not available. ", why_not(*why)].concat(),
    };
    [attribute, before, id, after].concat()
}
