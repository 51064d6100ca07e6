//! Tells whoever set the page up which of its requests could not be met.

use super::fill::fill;
use super::label::why_not;
use crate::compare::{Unmet, UnmetChoice};

/// A problem as a sentence.
pub fn problem(UnmetChoice { attribute, id, why }: &UnmetChoice) -> String {
    match why {
        Unmet::Unknown => fill("{0}: there is no “{1}” in the data", &[attribute, id]),
        Unmet::OneTooMany => fill("{0}: “{1}” is one too many, and is left out", &[attribute, id]),
        Unmet::Unavailable(why) => fill("{0}: “{1}” is not available. {2}", &[attribute, id, why_not(*why)]),
    }
}
