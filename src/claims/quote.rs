//! Quotes a finding's place in a text: the text-quote selector of the Web Annotation Data Model (W3C, 2017), which
//! finds the place again in any markup that has the same words.

use super::article::APART;
use super::finding::Finding;

/// A quotation, with the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words themselves.
    pub exact: String,
    /// The text before them.
    pub prefix: String,
    /// The text behind them.
    pub suffix: String,
}

/// How many bytes of context a quotation has on either side; doubled, within limits, until it is unique.
const AROUND: usize = 32;

/// The selector of a finding, with enough context to be unique in the text, within limits.
pub fn quote(text: &str, finding: &Finding) -> Quote {
    let (start, end) = (finding.start.byte, finding.end.byte);
    let exact = text.get(start..end).unwrap_or_default();
    // The story and its tables are not next to each other on the page.
    let first = text.get(..start).and_then(|before| before.rfind(APART)).map_or(0, |at| at + 1);
    let last = text.get(end..).and_then(|after| after.find(APART)).map_or(text.len(), |at| end + at);
    let mut around = AROUND;
    loop {
        let from = text.floor_char_boundary(start.saturating_sub(around)).max(first);
        let to = text.ceil_char_boundary((end + around).min(text.len())).min(last);
        let whole = text.get(from..to).unwrap_or_default();
        let everything = from == first && to == last;
        if everything || around > 512 || text.match_indices(whole).nth(1).is_none() {
            let prefix = text.get(from..start).unwrap_or_default().into();
            let suffix = text.get(end..to).unwrap_or_default().into();
            return Quote { exact: exact.into(), prefix, suffix };
        }
        around *= 2;
    }
}
