//! Reads an article as it comes from a newsroom: HTML, Markdown or plain text, Word or rich text, in any of the
//! encodings that these have.

use std::fmt;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::article::Article;
use super::{docx, rtf};

/// Why an article cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManuscriptError {
    /// What is wrong with it, and what to do.
    pub message: String,
}

impl fmt::Display for ManuscriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ManuscriptError {}

impl Article {
    /// Reads an article from the bytes of its file. Fails if it is a document of a kind that is not read, or damaged.
    pub fn of(bytes: &[u8]) -> Result<Self, ManuscriptError> {
        let refused = |message: String| ManuscriptError { message };
        if bytes.starts_with(b"PK\x03\x04") {
            let html = docx::html(bytes);
            let html = html.map_err(|why| refused([&why, "; save it as .docx, HTML or plain text"].concat()))?;
            // A document may begin with anything; a page begins with a tag.
            return Ok(Self::read(&["<main>", &html, "</main>"].concat()));
        }
        if bytes.starts_with(b"{\\rtf") {
            return Ok(Self::plain(&tidied(&rtf::text(bytes))));
        }
        for (sign, kind) in [(&b"%PDF"[..], "a PDF"), (b"\xd0\xcf\x11\xe0", "a Word document of before 2007")] {
            if bytes.starts_with(sign) {
                return Err(refused([kind, " is not read; save it as .docx, HTML or plain text"].concat()));
            }
        }
        Ok(Self::read(&decoded(bytes)))
    }
}

/// The text of a file: by its byte order mark, or by where UTF-16 has its zeros; else UTF-8 if it is that, and
/// Windows-1252 if not.
fn decoded(bytes: &[u8]) -> String {
    let zeros = |odd: usize| bytes.iter().take(400).skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = bytes.len().min(400) / 2;
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None if half > 3 && zeros(1) * 10 > half * 7 => (UTF_16LE, bytes),
        None if half > 3 && zeros(0) * 10 > half * 7 => (UTF_16BE, bytes),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => return text.into(),
            Err(_) => (WINDOWS_1252, bytes),
        },
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// A text without the letters that only say where a line may break. A hyphen that must not break is a hyphen.
pub(super) fn tidied(text: &str) -> String {
    const UNSEEN: [char; 7] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{fffe}'];
    let seen = text.chars().filter(|letter| !UNSEEN.contains(letter) && *letter != '\u{c}');
    seen.map(|letter| if matches!(letter, '\u{2010}' | '\u{2011}') { '-' } else { letter }).collect()
}
