//! Measures text by asking whoever draws it. Plotters is never asked: on a page it would add a styled element to the
//! host's document for each label, and natively it counts bytes.

/// Measures text as it will be drawn.
pub trait TextMeasure {
    /// The width of a line of text at a font size, both in CSS pixels.
    fn width(&self, text: &str, size: f64, bold: bool) -> f64;
}

/// The widths of a typical sans-serif face, for pictures made without a browser. The reader's face is not known there,
/// so the widths are those of a wide one (Verdana and DejaVu Sans): text may end early, but never runs into anything.
#[cfg(feature = "newsroom")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TypicalSans;

#[cfg(feature = "newsroom")]
impl TextMeasure for TypicalSans {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let ems: f64 = text.chars().map(em).sum();
        ems * size * if bold { 1.12 } else { 1.0 }
    }
}

/// The advance of a letter in ems.
#[cfg(feature = "newsroom")]
fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 0.29,
        ' ' | ',' | '.' | ':' | ';' | 'I' | 'f' | 't' | 'r' | '!' => 0.4,
        'm' | 'M' | 'w' | 'W' | '%' | '@' => 0.98,
        'A'..='Z' => 0.72,
        '+' | '−' | '=' | '<' | '>' => 0.84,
        'a'..='z' | '0'..='9' | '-' | '–' | '(' | ')' => 0.63,
        // Combining marks take no room of their own; a letter of a script not listed may be as wide as it is high.
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' => 0.0,
        '\u{80}'..='\u{24f}' => 0.7,
        _ => 1.0,
    }
}
