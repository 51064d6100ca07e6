//! Finds the figures in an article and checks them against the data published with it.
//!
//! A [`Finding`] is one claim of the text, with a verdict and the sum behind it. The words of the sentence alone decide
//! what a claim says. Then the checker looks for its areas, periods and measure, from the nearest words outwards, and
//! does the sum with ranges, because figures are published rounded. It calls a claim wrong only if no reasonable
//! reading makes it right, and leaves it alone if it is not certain what the claim is about.

mod about;
mod article;
mod bind;
mod candidate;
mod change;
mod claim;
mod clause;
mod docx;
mod explain;
mod facts;
mod figure;
mod finding;
pub mod html;
mod judge;
mod lexicon;
mod line;
mod manuscript;
mod markdown;
mod mask;
mod measure;
mod memory;
mod movement;
mod names;
mod pair;
mod period;
mod pin;
mod quote;
mod range;
mod rank;
mod reading;
mod rtf;
mod scope;
mod share;
mod solve;
mod table_text;
mod time;
mod token;
mod vocabulary;

pub use article::{Article, selectors};
pub use facts::{CellIndex, FactRow, Facts};
pub use finding::{Candidate, Finding, FindingSeverity};
pub use judge::ClaimVerdict;
pub use manuscript::ManuscriptError;
pub use pin::{Pin, PinError};
pub use quote::{Quote, quote};
pub use range::Range;
pub use token::Position;

use pin::Resolved;
use reading::Reading;
use token::Text;

/// The result of checking a text.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings of its claims, in the order of the text.
    pub findings: Vec<Finding>,
    /// Where each sentence begins and ends.
    pub sentences: Vec<(Position, Position)>,
    /// How many times the checker looked at a token: the cost of the text.
    pub work: u64,
}

/// Finds the claims of a text and checks them against the facts.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use force_compare::claims::{ClaimVerdict, Facts, check};
/// use force_compare::sheet;
///
/// let recipe = r#"
///     title = "Thefts"
///     language = "en-GB"
///     measure = { label = "Thefts", singular = "theft", plural = "thefts" }
///     noun = { singular = "force", plural = "forces" }
///     periods = [{ id = "2016", label = "2016", start = "2016-01-01", end = "2016-12-31" }]
///     areas = {}
///     counts = { file = "thefts.csv", columns = { area = "Force" } }
/// "#;
/// let files = BTreeMap::from([
///     ("thefts.toml".to_string(), recipe.as_bytes().to_vec()),
///     ("thefts.csv".to_string(), b"Force,2016\nKent,1250\nEssex,840\n".to_vec()),
/// ]);
/// let facts = Facts::of(&sheet::import(&files, "thefts.toml")?);
/// let checked = check("Kent recorded 1,250 thefts in 2016, and Essex recorded 930 thefts.", &facts);
/// let verdicts: Vec<_> = checked.findings.iter().map(|found| (found.surface.as_str(), found.verdict)).collect();
/// assert_eq!(verdicts, [("1,250", ClaimVerdict::Verified), ("930", ClaimVerdict::Contradicted)]);
/// # Ok::<(), sheet::Refused>(())
/// ```
pub fn check(source: &str, facts: &Facts) -> Checked {
    checked(source, facts, &[])
}

/// Checks a text as [`check`] does, and follows the author's pins: which figures a claim is about, or to ignore it.
/// Fails if a pin cannot be read, or names a figure that the facts do not have.
pub fn check_with(source: &str, facts: &Facts, pins: &[Pin]) -> Result<Checked, PinError> {
    let resolved: Result<Vec<_>, _> =
        pins.iter().map(|pin| Ok((pin.start..pin.end, pin::resolve(pin, facts)?))).collect();
    Ok(checked(source, facts, &resolved?))
}

fn checked(source: &str, facts: &Facts, pins: &[Resolved]) -> Checked {
    let text = Text::new(source);
    let findings = Reading::of(&text, facts, pins).findings();
    let ends = |tokens: &std::ops::Range<usize>| (text.get(tokens.start).start, text.get(tokens.end - 1).end);
    let sentences = text.sentences.iter().map(ends).collect();
    Checked { findings, sentences, work: text.visits() }
}
