//! The keys of the chart, as listed for a reader who presses the question mark.
//!
//! The engine that all readers load has none of these texts: the bundle step writes them into the script that is loaded
//! when they are asked for (`www/force-compare/keys.js`).

use serde::Serialize;

/// The list of keys.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Keys {
    /// The heading of the list.
    pub title: &'static str,
    /// Each key, and what it does.
    pub rows: [[&'static str; 2]; 8],
}

/// The texts in English; none depends on the data.
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
