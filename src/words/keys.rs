//! The keys of the chart, as they are listed for a reader who asks with a question mark.
//!
//! The engine that all readers load has none of it: the bundle step writes these texts into the script that comes when they
//! are asked for (`www/force-compare/keys.js`).

use serde::Serialize;

/// A heading, and beneath it what each key does.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Keys {
    /// What the list is.
    pub title: &'static str,
    /// Each key, and what it does.
    pub rows: [[&'static str; 2]; 8],
}

/// They do not depend on the data.
pub const KEYS: Keys = Keys {
    title: "Keys for the chart",
    rows: [
        ["Arrow keys", "next or previous"],
        ["Home, End", "first or last"],
        ["Page Up, Page Down", "ten back or ten on"],
        ["[ and ]", "lowest or highest figure"],
        ["Space", "hear more about it"],
        ["Enter", "show it in colour"],
        ["Escape", "close the box"],
        ["?", "show or hide this list"],
    ],
};
