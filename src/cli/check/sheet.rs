//! Writes a page for a reviewer: the article with its figures marked, and each sum below its sentence. It is one file,
//! without scripts or requests.

use super::report::{by_sentence, summary, word};
use crate::claims::{Checked, ClaimVerdict, Finding};
use crate::cli::markup::escape;
use crate::words::ARTICLE;

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid; padding: 0.75rem 0; }
p, ul { margin: 0.25rem 0; }
li { font-size: 0.9rem; }
mark { background: none; color: inherit; border-bottom: 3px solid #2f7d5b; }
mark.rounded_right { border-bottom-style: double; }
mark.contradicted { border: 2px solid #b3261e; border-radius: 3px; padding: 0 0.15em; font-weight: bold; }
mark.not_checkable { border-bottom: 2px dotted #808080; }
";

/// The page.
pub fn page(text: &str, checked: &Checked) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>The article’s figures, checked</title>\n<style>\n{STYLE}</style>\n\
         <h1>The article’s figures, checked</h1>\n<p>{}.</p>\n",
        escape(&summary(checked))
    );
    for (sentence, start, findings) in by_sentence(text, checked) {
        out += &format!("<section>\n<p>{}</p>\n<ul>\n", marked(sentence, start, findings));
        for finding in findings {
            let verdict = match finding.verdict {
                ClaimVerdict::Verified => ARTICLE.verified,
                ClaimVerdict::RoundedRight => ARTICLE.rounded_right,
                ClaimVerdict::Contradicted => ARTICLE.contradicted,
                ClaimVerdict::NotCheckable => ARTICLE.not_checkable,
            };
            out +=
                &format!("<li><b>{}</b>: {verdict}. {}</li>\n", escape(&finding.surface), escape(&finding.explanation));
        }
        out += "</ul>\n</section>\n";
    }
    out + "</html>\n"
}

fn marked(sentence: &str, start: usize, findings: &[Finding]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for finding in findings {
        let (from, to) = (finding.start.byte - start, finding.end.byte - start);
        if from < at {
            continue;
        }
        out += &escape(sentence.get(at..from).unwrap_or_default());
        out += &format!(
            "<mark class=\"{}\">{}</mark>",
            word(finding.verdict),
            escape(sentence.get(from..to).unwrap_or_default())
        );
        at = to;
    }
    out + &escape(sentence.get(at..).unwrap_or_default())
}
