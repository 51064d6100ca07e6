//! Texts of several runs, some of them raised. A raised digit is a footnote mark: `118` with a raised `2` must not
//! become 1182.

use crate::data::Flags;

/// A text as it grows run by run.
#[derive(Debug, Default)]
pub struct RaisedText(String);

impl RaisedText {
    /// Adds a run. A raised one becomes a mark that can be told from the text before it.
    pub fn push(&mut self, run: &str, raised: bool) {
        if !raised || run.trim().is_empty() {
            return self.0.push_str(run);
        }
        let inside = run.trim().trim_matches(['(', ')', '[', ']']).trim();
        let separators = |letter: char| matches!(letter, ',' | ';' | ' ' | '\u{a0}' | '&' | '+');
        let parts: Vec<&str> = inside.split(separators).filter(|part| !part.is_empty()).collect();
        let digits = |part: &&str| part.chars().all(|letter| letter.is_ascii_digit());
        let letters = |part: &&str| part.len() == 1 && part.chars().all(|letter| letter.is_ascii_alphabetic());
        if !parts.is_empty() && parts.iter().all(|part| digits(part) || letters(part)) {
            for part in parts {
                match part {
                    part if digits(&part) => self.0.extend(part.chars().filter_map(superscript)),
                    part if Flags::parse(&format!("[{}]", part.to_lowercase())).is_some() => {
                        self.0 += &format!("[{}]", part.to_lowercase());
                    }
                    part => self.0 += &format!("({part})"),
                }
            }
        } else if inside.chars().any(|letter| letter.is_ascii_digit()) && self.0.ends_with(|c: char| c.is_ascii_digit())
        {
            // `note 2` behind a number: in brackets it reads as the note that it is.
            self.0 += &format!(" [{inside}]");
        } else {
            self.0.push_str(run);
        }
    }

    /// The whole text; nothing is left behind.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

/// The raised form of a digit.
fn superscript(digit: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit.to_digit(10)? as usize)
}

#[cfg(test)]
mod tests {
    use super::RaisedText;

    #[test]
    fn a_raised_run_never_adds_to_the_number_before_it() {
        for (runs, expected) in [
            (&[("118", false), ("2", true)][..], "118²"),
            (&[("118", false), ("1, 2", true)], "118¹²"),
            (&[("118", false), ("(3)", true)], "118³"),
            (&[("118", false), ("a", true)], "118(a)"),
            (&[("118", false), ("p", true)], "118[p]"),
            (&[("118", false), ("note 2", true)], "118 [note 2]"),
            (&[("31", false), ("st", true), (" March 2018", false)], "31st March 2018"),
            (&[("2", true), (" Provisional", false)], "² Provisional"),
        ] {
            let mut text = RaisedText::default();
            for (run, raised) in runs {
                text.push(run, *raised);
            }
            assert_eq!(text.take(), expected);
        }
    }
}
