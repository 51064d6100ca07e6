//! Writes a page for a reviewer: the article's sentences with their figures marked, and each sum below its sentence.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::findings::{by_sentence, summary, verdict_name};
use crate::claims::{Checked, ClaimVerdict, Finding};
use crate::words::ARTICLE;

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid; padding: 0.75rem 0; }
p, ul { margin: 0.25rem 0; }
li { font-size: 0.9rem; }
.rule { opacity: 0.75; }
mark { background: none; color: inherit; border-bottom: 3px solid #2f7d5b; }
mark.rounded_right { border-bottom-style: double; }
mark.contradicted { border: 2px solid #b3261e; border-radius: 3px; padding: 0 0.15em; font-weight: bold; }
mark.not_checkable { border-bottom: 2px dotted #808080; }
";

/// The page of a checked text: a single HTML file without scripts, which loads nothing. It has only the sentences with
/// findings.
pub fn review(text: &str, checked: &Checked) -> String {
    let title = "The article’s figures, checked";
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en-GB" { "\n"
            meta charset="utf-8"; "\n"
            meta name="viewport" content="width=device-width"; "\n"
            title { (title) } "\n"
            style { "\n" (PreEscaped(STYLE)) } "\n"
            h1 { (title) } "\n"
            p { (summary(checked)) "." } "\n"
            @for (sentence, start, findings) in by_sentence(text, checked) {
                section { "\n"
                    p { (marked(sentence, start, findings)) } "\n"
                    ul { "\n"
                        @for finding in findings {
                            li {
                                b { (finding.surface) } ": " (said(finding.verdict)) ". " (finding.explanation)
                                " " span class="rule" { "Bound by: " (finding.rule) "." }
                                @for one in &finding.candidates {
                                    br;
                                    code { "data-claim=\"" (one.claim) "\"" } " " (one.sum)
                                    @if one.agrees { ", which agrees" } "."
                                }
                            } "\n"
                        }
                    } "\n"
                } "\n"
            }
        } "\n"
    };
    page.into_string()
}

const fn said(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Verified => ARTICLE.verified,
        ClaimVerdict::RoundedRight => ARTICLE.rounded_right,
        ClaimVerdict::Contradicted => ARTICLE.contradicted,
        ClaimVerdict::NotCheckable => ARTICLE.not_checkable,
    }
}

/// A sentence with its figures marked. A figure inside the words of another is marked together with them.
fn marked(sentence: &str, start: usize, findings: &[Finding]) -> Markup {
    let mut parts = Vec::new();
    let mut at = 0;
    for finding in findings {
        let (from, to) = (finding.start.byte - start, finding.end.byte - start);
        if from >= at {
            let part = |from, to| sentence.get(from..to).unwrap_or_default();
            parts.push((part(at, from), part(from, to), verdict_name(finding.verdict)));
            at = to;
        }
    }
    html! {
        @for (before, words, class) in parts { (before) mark class=(class) { (words) } }
        (sentence.get(at..).unwrap_or_default())
    }
}
