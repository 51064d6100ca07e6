//! What could not be had of what was asked, said to whoever set the page up.

use super::label::why_not;
use crate::compare::{MOST_AREAS, Problem};

/// A problem as a sentence.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Area(id) => format!("areas: no area “{id}” in the data"),
        Problem::OneTooMany(id) => format!("areas: “{id}” is left out; {MOST_AREAS} is the most at a time"),
        Problem::View(id, why) => unavailable("view", id, why.map(why_not)),
        Problem::Measure(id, why) => unavailable("measure", id, why.map(why_not)),
        Problem::Period(id) => format!("period: no period “{id}” in the data, or one too many"),
    }
}

fn unavailable(attribute: &str, id: &str, why: Option<&str>) -> String {
    match why {
        Some(why) => format!("{attribute}: “{id}” is not available. {why}"),
        None => format!("{attribute}: there is no “{id}”"),
    }
}
