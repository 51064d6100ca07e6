//! The findings of an article, for a terminal.

use crate::claims::{Checked, ClaimVerdict};
use crate::publish::{by_sentence, summary};

/// The sign before each verdict's line, and its name.
const fn sign(verdict: ClaimVerdict) -> (&'static str, &'static str) {
    match verdict {
        ClaimVerdict::Verified => ("✓", "right"),
        ClaimVerdict::RoundedRight => ("≈", "right, rounded"),
        ClaimVerdict::Contradicted => ("✗", "contradicted"),
        ClaimVerdict::NotCheckable => ("·", "not checked"),
    }
}

/// Each sentence with its figures in brackets, and below it a line for each with the sum.
pub fn terminal(text: &str, checked: &Checked) -> String {
    let mut out = String::new();
    for (sentence, start, findings) in by_sentence(text, checked) {
        let mut at = 0;
        for finding in findings {
            let (from, to) = (finding.start.byte - start, finding.end.byte - start);
            // A figure inside another's words is marked with them.
            if from < at {
                continue;
            }
            out += sentence.get(at..from).unwrap_or_default();
            out += &format!("[{}{}]", sign(finding.verdict).0, sentence.get(from..to).unwrap_or_default());
            at = to;
        }
        out += sentence.get(at..).unwrap_or_default();
        out += "\n";
        for finding in findings {
            let (sign, name) = sign(finding.verdict);
            out += &format!("    {sign} {}: {name}. {}\n", finding.surface, finding.explanation);
            for one in &finding.candidates {
                let agrees = if one.agrees { ", which agrees" } else { "" };
                out += &format!("        data-claim=\"{}\"  {}{agrees}\n", one.claim, one.sum);
            }
        }
        out += "\n";
    }
    out + &summary(checked)
}
