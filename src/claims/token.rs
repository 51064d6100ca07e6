//! Cuts an article into words, numbers and signs, each with its position: in bytes for the program, in code points for
//! annotations, in UTF-16 units for a browser.

use std::cell::Cell;
use std::ops::Range;

use super::vocabulary::WordClass;

/// A position in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Bytes before it.
    pub byte: usize,
    /// Code points before it.
    pub point: usize,
    /// UTF-16 units before it.
    pub unit: usize,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// Digits, with the commas and the point inside them.
    Number,
    Sign,
}

/// A word, a number or a sign.
#[derive(Clone, Debug)]
pub(super) struct TextToken {
    pub start: Position,
    pub end: Position,
    pub kind: TokenKind,
    /// The word in lower case, with straight apostrophes and without a possessive `'s`.
    pub word: String,
    /// The word without its ending.
    pub stem: String,
    /// The part that it plays in a sentence about figures.
    pub class: WordClass,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether nothing stands between it and the token before.
    pub joined: bool,
}

/// A text, cut into tokens and sentences.
pub(super) struct Text<'a> {
    pub source: &'a str,
    pub tokens: Vec<TextToken>,
    /// The tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// How often a token was looked at, which measures the cost of a text.
    visits: Cell<u64>,
}

/// A longer sentence is cut here. No real sentence has so many tokens, and the limit makes it affordable to look at all
/// pairs of them.
const LONGEST_SENTENCE: usize = 160;

/// After these a full stop does not end the sentence.
const ABBREVIATIONS: [&str; 18] = [
    "mr", "mrs", "ms", "dr", "st", "prof", "sgt", "insp", "ch", "det", "supt", "no", "nos", "vs", "approx", "eg",
    "cllr", "rev",
];

impl<'a> Text<'a> {
    pub fn new(source: &'a str) -> Self {
        let mut text = Self { source, tokens: Vec::new(), sentences: Vec::new(), visits: Cell::new(0) };
        let paragraphs = text.cut();
        text.find_sentences(&paragraphs);
        text
    }

    /// A token; the one past either end is an empty sign.
    pub fn get(&self, at: usize) -> &TextToken {
        const NONE: Position = Position { byte: 0, point: 0, unit: 0 };
        static END: TextToken = TextToken {
            start: NONE,
            end: NONE,
            kind: TokenKind::Sign,
            word: String::new(),
            stem: String::new(),
            class: WordClass::Function,
            capital: false,
            joined: false,
        };
        self.visits.set(self.visits.get() + 1);
        self.tokens.get(at).unwrap_or(&END)
    }

    pub fn word(&self, at: usize) -> &str {
        &self.get(at).word
    }

    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// How often a token was looked at.
    pub fn visits(&self) -> u64 {
        self.visits.get()
    }

    /// Makes the tokens; returns the indices of those that follow a line break.
    fn cut(&mut self) -> Vec<usize> {
        let mut letters = self.source.chars().peekable();
        let mut at = Position { byte: 0, point: 0, unit: 0 };
        let (mut paragraphs, mut joined, mut lines) = (Vec::new(), false, 0);
        while let Some(letter) = letters.peek().copied() {
            if letter.is_whitespace() {
                lines += usize::from(letter == '\n');
                letters.next();
                advance(&mut at, letter);
                joined = false;
                continue;
            }
            if lines > 0 {
                paragraphs.push(self.tokens.len());
                lines = 0;
            }
            let start = at;
            let kind = match letter {
                letter if letter.is_ascii_digit() => TokenKind::Number,
                letter if letter.is_alphanumeric() => TokenKind::Word,
                _ => TokenKind::Sign,
            };
            loop {
                let letter = letters.next().unwrap_or_default();
                advance(&mut at, letter);
                let Some(next) = letters.peek().copied() else { break };
                let rest = self.source.get(at.byte + next.len_utf8()..).unwrap_or_default();
                let then = rest.chars().next().unwrap_or(' ');
                let goes_on = match kind {
                    TokenKind::Sign => false,
                    TokenKind::Number => next.is_ascii_digit() || matches!(next, ',' | '.') && then.is_ascii_digit(),
                    TokenKind::Word => next.is_alphanumeric() || matches!(next, '\'' | '’') && then.is_alphabetic(),
                };
                if !goes_on {
                    break;
                }
            }
            let shown = self.source.get(start.byte..at.byte).unwrap_or_default();
            let word = plain(shown, kind);
            let stem = if kind == TokenKind::Word { super::names::stem(&word) } else { String::new() };
            let class = if kind == TokenKind::Word { super::vocabulary::class(&word) } else { WordClass::Function };
            let capital = letter.is_uppercase();
            self.tokens.push(TextToken { start, end: at, kind, word, stem, class, capital, joined });
            joined = true;
        }
        paragraphs
    }

    fn find_sentences(&mut self, paragraphs: &[usize]) {
        let (mut start, mut paragraph) = (0, 0);
        for at in 0..self.tokens.len() {
            if paragraphs.get(paragraph) == Some(&at) {
                self.sentence(start..at);
                (start, paragraph) = (at, paragraph + 1);
            }
            if self.ends_sentence(at) || at - start >= LONGEST_SENTENCE {
                self.sentence(start..at + 1);
                start = at + 1;
            }
        }
        self.sentence(start..self.tokens.len());
    }

    fn sentence(&mut self, tokens: Range<usize>) {
        if !tokens.is_empty() {
            self.sentences.push(tokens);
        }
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let (before, here, next) = (self.get(at.wrapping_sub(1)), self.get(at), self.get(at + 1));
        match here.word.as_str() {
            "." => {
                let abbreviation = before.capital && before.word.chars().count() == 1
                    || ABBREVIATIONS.contains(&before.word.as_str())
                    || crate::data::month_named(&before.word).is_some()
                        && before.word.len() < 5
                        && before.word != "may"
                        && next.kind == TokenKind::Number;
                let opens = next.capital || next.kind != TokenKind::Word;
                !next.joined && opens && !abbreviation
            }
            "!" | "?" => !next.joined,
            "”" | "\"" | "’" => here.joined && matches!(before.word.as_str(), "." | "!" | "?") && !next.joined,
            _ => false,
        }
    }
}

fn advance(at: &mut Position, letter: char) {
    at.byte += letter.len_utf8();
    at.point += 1;
    at.unit += letter.len_utf16();
}

fn plain(shown: &str, kind: TokenKind) -> String {
    if kind != TokenKind::Word {
        return shown.into();
    }
    let word = shown.to_lowercase().replace('’', "'");
    match word.strip_suffix("'s") {
        Some(stem) if stem.len() > 2 && !matches!(stem, "that" | "there" | "what" | "here") => stem.into(),
        _ => word,
    }
}
