//! Letters that nobody sees, but that change how others are seen.

/// Whether a letter reverses the order of those after it, so that 164 reads as 461, or has no place in a text file.
pub fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{8}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// The first 40 letters of a text without the hidden ones: enough to quote in a message, whoever wrote it.
pub fn glimpse(text: &str) -> String {
    text.chars().filter(|letter| !is_hidden(*letter)).take(40).collect()
}
