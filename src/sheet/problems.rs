//! Collects every problem of an import, not only the first.

use std::collections::BTreeMap;
use std::fmt;

use super::{Problem, Severity};

/// At most this many of each severity are kept one by one: more would say nothing new.
const MOST: usize = 50;

/// The problems found so far.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    gathered: BTreeMap<String, (usize, Problem, usize)>,
    errors: usize,
    left_out: usize,
}

impl Problems {
    /// Adds a problem.
    pub fn add(&mut self, problem: Problem) {
        self.errors += usize::from(problem.severity == Severity::Error);
        let alike = self.list.iter().filter(|known| known.severity == problem.severity).count();
        if alike < MOST { self.list.push(problem) } else { self.left_out += 1 }
    }

    /// Adds a problem that every row may have. Of all with the same `sort` the first is kept and the others are
    /// counted.
    pub fn gather(&mut self, sort: &str, problem: impl FnOnce() -> Problem) {
        if let Some((count, ..)) = self.gathered.get_mut(sort) {
            *count += 1;
            return;
        }
        if self.gathered.len() >= 4 * MOST {
            self.left_out += 1;
            return;
        }
        let problem = problem();
        self.errors += usize::from(problem.severity == Severity::Error);
        self.gathered.insert(sort.into(), (1, problem, self.list.len()));
    }

    /// Returns the value, or adds the problem and returns `None`.
    pub fn take<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.add(problem)).ok()
    }

    /// Whether there is an error, so that no payload can be made.
    pub fn any_error(&self) -> bool {
        self.errors > 0
    }

    /// All problems, errors first and then in the order in which they were met, and how many more were not kept.
    pub fn finish(self) -> (Vec<Problem>, usize) {
        let mut all: Vec<(usize, Problem)> =
            self.list.into_iter().enumerate().map(|(at, problem)| (at + 1, problem)).collect();
        for (count, mut problem, at) in self.gathered.into_values() {
            if count > 1 {
                problem.message += &format!(" (and {} more like it)", count - 1);
            }
            all.push((at, problem));
        }
        // The sort is stable, so gathered problems keep their order.
        all.sort_by_key(|(at, problem)| (problem.severity, *at, problem.place));
        (all.into_iter().map(|(_, problem)| problem).collect(), self.left_out)
    }
}

/// The problems of a recipe and its files that make no dataset. It is displayed with a line for each error.
#[derive(Debug)]
pub struct Refused(pub Vec<Problem>);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.0.iter().filter(|problem| problem.severity == Severity::Error);
        let lines: Vec<_> = errors.map(Problem::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Refused {}
