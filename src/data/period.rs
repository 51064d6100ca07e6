//! The span of days that a count covers.

use super::Date;

/// A span of whole days, first and last included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its name in attributes and links: `2016-17`.
    pub id: String,
    /// Its name for readers: `2016/17`.
    pub label: String,
    start: Date,
    end: Date,
}

impl Period {
    /// A period, or `None` when it ends before it starts.
    pub fn new(id: String, label: String, start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { id, label, start, end })
    }

    /// First day.
    pub const fn start(&self) -> Date {
        self.start
    }

    /// Last day.
    pub const fn end(&self) -> Date {
        self.end
    }

    /// How many days it has: exact, so that "one every N minutes" is right in leap years.
    pub fn days(&self) -> u32 {
        self.end.ordinal() - self.start.ordinal() + 1
    }
}
