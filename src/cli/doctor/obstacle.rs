//! A problem of a page, and the exact line that fixes it.

use serde::Serialize;
use url::Url;

use super::visit;

/// Something that keeps the widget, or a part of it, from a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The page or the file that it is about.
    pub place: Url,
    /// The line in it, where it is about one.
    pub line: Option<usize>,
    /// Says which part is blocked or missing, and why.
    pub problem: String,
    /// The fix.
    pub remedy: Remedy,
}

/// The fix for a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Send a header with an address, in place of one of that name.
    Send {
        /// The address.
        with: Url,
        /// The header.
        name: &'static str,
        /// Its new value.
        value: String,
    },
    /// Send no such header.
    Drop {
        /// The address.
        with: Url,
        /// The header.
        name: &'static str,
    },
    /// Write one thing in place of another.
    Replace {
        /// As it is written.
        old: String,
        /// As it is to be written.
        new: String,
    },
    /// Write a line into the page's head.
    Head(String),
    /// Do something that is not a line to write.
    Do(String),
}

impl Remedy {
    /// The line to write; of a header to drop, its name.
    pub fn line(&self) -> String {
        match self {
            Self::Send { name, value, .. } => format!("{name}: {value}"),
            Self::Drop { name, .. } => (*name).into(),
            Self::Replace { new, .. } => new.clone(),
            Self::Head(line) => line.clone(),
            Self::Do(what) => what.clone(),
        }
    }

    /// Where that line belongs.
    fn says(&self, line: Option<usize>) -> String {
        match self {
            Self::Send { with, .. } => format!("Send this header with {with}"),
            Self::Drop { with, .. } => format!("Do not send this header with {with}"),
            Self::Replace { .. } => format!("In line {}, replace the tag with", line.unwrap_or_default()),
            Self::Head(_) => "Add to the page’s <head>".into(),
            Self::Do(_) => "To do".into(),
        }
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::Send { .. } => "send",
            Self::Drop { .. } => "drop",
            Self::Replace { .. } => "replace",
            Self::Head(_) => "head",
            Self::Do(_) => "do",
        }
    }
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        write!(f, "{}{line}: {}\n  {}:\n", called(&self.place), self.problem, self.remedy.says(self.line))?;
        write!(f, "    {}", self.remedy.line().replace('\n', "\n    "))
    }
}

/// A file by its path, anything else by its address.
pub fn called(address: &Url) -> String {
    visit::on_disk(address).map_or_else(|| address.to_string(), |path| path.display().to_string())
}

/// An obstacle, as programs read it.
#[derive(Serialize)]
pub struct ObstacleReport {
    place: String,
    line: Option<usize>,
    problem: String,
    remedy: &'static str,
    with: Option<String>,
    write: String,
}

impl From<&Obstacle> for ObstacleReport {
    fn from(obstacle: &Obstacle) -> Self {
        let with = match &obstacle.remedy {
            Remedy::Send { with, .. } | Remedy::Drop { with, .. } => Some(with.to_string()),
            _ => None,
        };
        Self {
            place: called(&obstacle.place),
            line: obstacle.line,
            problem: obstacle.problem.clone(),
            remedy: obstacle.remedy.kind(),
            with,
            write: obstacle.remedy.line(),
        }
    }
}
