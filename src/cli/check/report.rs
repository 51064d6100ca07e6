//! Reports the findings, for a terminal and for programs.

use serde_json::{Value, json};

use super::shown::shown;
use crate::claims::{Checked, ClaimVerdict, Facts, Finding, FindingSeverity, quote};
use crate::data::Payload;

/// The sign before each verdict's line, and its name.
const fn sign(verdict: ClaimVerdict) -> (&'static str, &'static str) {
    match verdict {
        ClaimVerdict::Verified => ("✓", "right"),
        ClaimVerdict::RoundedRight => ("≈", "right, rounded"),
        ClaimVerdict::Contradicted => ("✗", "contradicted"),
        ClaimVerdict::NotCheckable => ("·", "not checked"),
    }
}

/// The name of a verdict in reports for programs.
pub const fn word(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Verified => "verified",
        ClaimVerdict::RoundedRight => "rounded_right",
        ClaimVerdict::Contradicted => "contradicted",
        ClaimVerdict::NotCheckable => "not_checkable",
    }
}

const fn grave(severity: FindingSeverity) -> &'static str {
    match severity {
        FindingSeverity::Truncation => "truncation",
        FindingSeverity::LastDigit => "last_digit",
        FindingSeverity::Coarse => "coarse",
        FindingSeverity::Material => "material",
        FindingSeverity::Stretch => "stretch",
    }
}

/// The findings of each sentence that has any, in order.
pub fn by_sentence<'a>(text: &'a str, checked: &'a Checked) -> impl Iterator<Item = (&'a str, usize, &'a [Finding])> {
    checked.findings.chunk_by(|a, b| a.sentence == b.sentence).map(move |findings| {
        let (start, end) = checked.sentences[findings[0].sentence];
        (text.get(start.byte..end.byte).unwrap_or_default(), start.byte, findings)
    })
}

/// `4 right, 1 contradicted, 2 not checked`.
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
        }
        out += "\n";
    }
    out + &summary(checked)
}

/// A finding for programs: its place as a W3C text-quote selector, and the state in which the element shows it.
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
        "verdict": word(finding.verdict),
        "severity": finding.severity.map(grave),
        "reported": finding.reported,
        "recomputed": finding
            .recomputed
            .map(|range| json!({"value": range.value, "low": range.low, "high": range.high})),
        "explanation": finding.explanation,
        "cells": cells,
        "show": shown(finding, facts, &payload.dataset),
    })
}

/// The findings as a payload carries them.
pub fn findings(text: &str, checked: &Checked, facts: &Facts, payload: &Payload) -> Vec<Value> {
    checked.findings.iter().map(|one| finding(text, one, facts, payload)).collect()
}

/// The whole report for programs.
pub fn json(text: &str, checked: &Checked, facts: &Facts, payload: &Payload) -> Value {
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
