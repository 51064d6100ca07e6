//! What could not be had of what was asked, said to whoever set the page up.

use super::fill::fill;
use super::label::why_not;
use super::number::count;
use crate::compare::{MOST_AREAS, Problem};

/// A problem as a sentence.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Area(id) => fill("areas: no area “{0}” in the data", &[id]),
        Problem::OneTooMany(id) => {
            fill("areas: “{0}” is left out; {1} is the most at a time", &[id, &count(MOST_AREAS as u64)])
        }
        Problem::View(id, why) => unavailable("view", id, why.map(why_not)),
        Problem::Measure(id, why) => unavailable("measure", id, why.map(why_not)),
        Problem::Period(id) => fill("period: no period “{0}” in the data, or one too many", &[id]),
    }
}

fn unavailable(attribute: &str, id: &str, why: Option<&str>) -> String {
    match why {
        Some(why) => fill("{0}: “{1}” is not available. {2}", &[attribute, id, why]),
        None => fill("{0}: there is no “{1}”", &[attribute, id]),
    }
}
