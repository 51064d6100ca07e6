//! Letters that nobody sees and that change what is seen.

/// Whether a letter turns those after it around, so that 164 reads as 461, or is none that a file can hold.
pub fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{8}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// As much of a text as a message has room for, whoever wrote it.
pub fn glimpse(text: &str) -> String {
    text.chars().filter(|letter| !is_hidden(*letter)).take(40).collect()
}
