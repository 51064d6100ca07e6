//! Words for more and for less.

/// Which way a figure moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeDirection {
    /// More.
    Up,
    /// Fewer.
    Down,
}

const UP: &str = "up rise rises rose risen rising increase increases increased increasing grow grows grew grown growing \
    growth climb climbs climbed climbing jump jumps jumped jumping leap leaps leapt leaped soar soars soared \
    soaring surge surges surged surging spike spiked rocketed hike more higher greater gain gained swelled \
    upturn uplift shot ballooned mushroomed escalated";

const DOWN: &str = "down fall falls fell fallen falling drop drops dropped dropping decrease decreases decreased decreasing \
    decline declines declined declining reduction reduce reduced reducing reductions dip dips dipped slump \
    slumps slumped plunge plunged plunging plummeted plummeting lower fewer less cut cuts shrank shrunk slid \
    slide tumbled slipped eased lessened diminished dwindled sank sunk crashed";

/// Nouns of change: `a rise of 486`, `an 11 per cent rise`.
const CHANGES: &str = "rise increase growth jump leap surge spike hike climb uplift upturn fall drop decrease decline reduction \
    dip slump plunge cut gain rises increases falls drops slide";

fn is_in(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

/// The direction that a word names.
pub(super) fn direction(word: &str) -> Option<ChangeDirection> {
    if is_in(UP, word) {
        Some(ChangeDirection::Up)
    } else if is_in(DOWN, word) {
        Some(ChangeDirection::Down)
    } else {
        None
    }
}

pub(super) fn is_change_noun(word: &str) -> bool {
    is_in(CHANGES, word)
}

/// Words behind a number that make it a comparison: `66 per cent more than in 2016`.
pub(super) const COMPARATIVES: [&str; 10] =
    ["more", "higher", "lower", "fewer", "less", "up", "down", "greater", "above", "below"];
