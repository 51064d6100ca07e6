//! Writes the findings of an article as JSON: as a payload carries them, and as a report.

use serde_json::{Value, json};

use super::shown::shown;
use crate::claims::{self, Article, Checked, ClaimVerdict, Facts, Finding, FindingSeverity, PinError, quote};
use crate::data::Payload;

/// The name of a verdict in reports for programs.
pub const fn verdict_name(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Verified => "verified",
        ClaimVerdict::RoundedRight => "rounded_right",
        ClaimVerdict::Contradicted => "contradicted",
        ClaimVerdict::NotCheckable => "not_checkable",
    }
}

/// The name of a severity in reports for programs.
const fn severity_name(severity: FindingSeverity) -> &'static str {
    match severity {
        FindingSeverity::Truncation => "truncation",
        FindingSeverity::LastDigit => "last_digit",
        FindingSeverity::Coarse => "coarse",
        FindingSeverity::Material => "material",
        FindingSeverity::Stretch => "stretch",
    }
}

/// Each sentence that has findings, in order: its text, the byte where it begins, and its findings.
pub fn by_sentence<'a>(text: &'a str, checked: &'a Checked) -> impl Iterator<Item = (&'a str, usize, &'a [Finding])> {
    checked.findings.chunk_by(|a, b| a.sentence == b.sentence).map(move |findings| {
        let (start, end) = checked.sentences[findings[0].sentence];
        (text.get(start.byte..end.byte).unwrap_or_default(), start.byte, findings)
    })
}

/// A summary: `7 figures: 4 right, 1 contradicted, 2 not checked`.
pub fn summary(checked: &Checked) -> String {
    let count =
        |wanted: &[ClaimVerdict]| checked.findings.iter().filter(|finding| wanted.contains(&finding.verdict)).count();
    let figures = if checked.findings.len() == 1 { "figure" } else { "figures" };
    format!(
        "{} {figures}: {} right, {} contradicted, {} not checked",
        checked.findings.len(),
        count(&[ClaimVerdict::Verified, ClaimVerdict::RoundedRight]),
        count(&[ClaimVerdict::Contradicted]),
        count(&[ClaimVerdict::NotCheckable])
    )
}

/// A finding as JSON, with its place as a W3C text-quote selector and the state in which the element shows its figures.
fn finding(text: &str, finding: &Finding, facts: &Facts, payload: &Payload) -> Value {
    let quote = quote(text, finding);
    let cells: Vec<_> = finding
        .cells
        .iter()
        .map(|cell| {
            let [area, period, measure] = facts.named(*cell);
            json!({"area": area, "period": period, "measure": measure})
        })
        .collect();
    json!({
        "selector": {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        "kind": finding.kind,
        "verdict": verdict_name(finding.verdict),
        "severity": finding.severity.map(severity_name),
        "reported": finding.reported,
        "recomputed": finding
            .recomputed
            .map(|range| json!({"value": range.value, "low": range.low, "high": range.high})),
        "explanation": finding.explanation,
        "rule": finding.rule,
        "candidates": finding
            .candidates
            .iter()
            .map(|one| json!({"claim": one.claim, "sum": one.sum, "agrees": one.agrees}))
            .collect::<Vec<_>>(),
        "cells": cells,
        "show": shown(finding, facts, &payload.dataset),
    })
}

/// Checks an article in HTML or plain text, and returns the findings as a payload carries them. Fails if one of the
/// article's pins cannot be followed.
pub fn findings_of(article: &str, payload: &Payload) -> Result<Vec<Value>, PinError> {
    let article = Article::read(article);
    let facts = Facts::of(payload);
    let checked = claims::check_with(&article.text, &facts, &article.pins)?;
    // Figures of tables and captions are none that the page can mark.
    let story = article.story().len();
    let of_story = checked.findings.iter().filter(|found| found.end.byte <= story);
    Ok(of_story.map(|one| finding(&article.text, one, &facts, payload)).collect())
}

/// Whether a finding is for readers. Those contradicted or not checked are for authors only.
pub fn is_for_readers(finding: &Value) -> bool {
    [ClaimVerdict::Verified, ClaimVerdict::RoundedRight]
        .iter()
        .any(|verdict| finding["verdict"] == verdict_name(*verdict))
}

/// The findings of a checked text as a payload carries them.
pub fn findings(text: &str, checked: &Checked, facts: &Facts, payload: &Payload) -> Vec<Value> {
    checked.findings.iter().map(|one| finding(text, one, facts, payload)).collect()
}

/// The whole report as JSON: the text, every finding with its place in bytes, code points and UTF-16 units, and the
/// summary.
pub fn report(text: &str, checked: &Checked, facts: &Facts, payload: &Payload) -> Value {
    let findings: Vec<_> = checked
        .findings
        .iter()
        .map(|one| {
            let mut out = finding(text, one, facts, payload);
            let place = |of: fn(&crate::claims::Position) -> usize| json!([of(&one.start), of(&one.end)]);
            out["span"] =
                json!({"bytes": place(|at| at.byte), "codePoints": place(|at| at.point), "utf16": place(|at| at.unit)});
            out["sentence"] = json!(one.sentence);
            out
        })
        .collect();
    json!({"format": "force-compare-findings/1", "text": text, "findings": findings, "summary": summary(checked)})
}
