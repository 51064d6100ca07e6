//! Prints the problems of a spreadsheet: for people with the row and the cell, for programs in JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Map, Value, json};

use crate::sheet::{Problem, Question, Severity};

/// The number of cells to show on either side of the cell with the problem.
const AROUND: usize = 3;

/// The number of characters to show of a cell.
const LONGEST: usize = 40;

/// A problem for people: its place, the message, the row with the cell marked, and the help.
pub fn shown(problem: &Problem, coloured: bool) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let sheet = problem.file.sheet.as_ref().filter(|_| problem.place.is_some());
    let location = problem.location() + &sheet.map(|sheet| format!(" in sheet “{}”", plain(sheet))).unwrap_or_default();
    // The place is part of the message, so that it can be searched for: the library would count characters, but a
    // spreadsheet counts columns.
    let message = format!("{}: {}", plain(&location), plain(&problem.message));
    let mut group = Group::with_title(level.primary_title(message));
    let line = line(problem);
    if let (Some((row, _)), Some((text, marked))) = (problem.place, &line) {
        let annotation = AnnotationKind::Primary.span(marked.clone());
        group = group.element(Snippet::source(text).line_start(row as usize).annotation(annotation));
    }
    if !problem.help.is_empty() {
        group = group.element(Level::HELP.message(plain(&problem.help)));
    }
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group]).to_string()
}

/// The text of the cells around the problem, and the range of bytes that its own cell takes there.
fn line(problem: &Problem) -> Option<(String, std::ops::Range<usize>)> {
    let column = problem.place?.1?;
    let first = column.saturating_sub(AROUND);
    let (mut text, mut marked) = (String::new(), 0..0);
    if first > 0 {
        text += "… | ";
    }
    for at in first..problem.row.len().min(column + AROUND + 1).max(column + 1) {
        let cell = plain(problem.row.get(at).map_or("", String::as_str));
        let from = text.len();
        text.extend(cell.chars().take(LONGEST));
        if cell.chars().count() > LONGEST {
            text.push('…');
        }
        if at == column {
            // A space, so that a blank cell can be marked too.
            if from == text.len() {
                text.push(' ');
            }
            marked = from..text.len();
        }
        text += " | ";
    }
    if problem.row.len() <= column + AROUND + 1 {
        text.truncate(text.len() - 3);
    } else {
        text.push('…');
    }
    Some((text, marked))
}

/// Replaces the characters that move the cursor, start a new line or change the direction of writing.
fn plain(text: &str) -> String {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars()
        .map(|c| {
            if c == '\n' || c == '\t' {
                ' '
            } else if odd(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// A question for people: what is asked and why, and each answer with what it would give and the line that gives it.
pub fn question(question: &Question) -> String {
    listed(question, false)
}

/// A question with a number for each answer.
pub fn question_numbered(question: &Question) -> String {
    listed(question, true)
}

fn listed(question: &Question, numbered: bool) -> String {
    let sheet = question.file.sheet.as_ref().map(|sheet| format!(" in sheet “{}”", plain(sheet))).unwrap_or_default();
    let mut out = format!("question: {}{sheet}: {}", plain(&question.location()), plain(&question.asks));
    out += &format!("\n  ({})", plain(&question.because));
    for (at, candidate) in question.candidates.iter().enumerate() {
        let number = if numbered { format!("{} ", at + 1) } else { "- ".into() };
        out += &format!("\n  {number}{}", plain(&candidate.says));
        if !candidate.gives.is_empty() {
            out += &format!(": {}", plain(&candidate.gives()));
        }
        out += &format!("\n      {}", plain(&candidate.line));
    }
    if let Some(form) = &question.form {
        let or = if question.candidates.is_empty() { "Fill in" } else { "Or fill in" };
        out += &format!("\n  {or}:\n      {}", plain(form));
    }
    out
}

/// A question for programs.
pub fn question_json(question: &Question) -> Value {
    let mut out = serde_json::to_value(question).unwrap_or_default();
    if let Value::Object(out) = &mut out {
        out.insert("location".into(), json!(question.location()));
        out.insert("file".into(), json!(question.file.path));
        out.insert("sheet".into(), json!(question.file.sheet));
        out.insert("row".into(), json!(question.place.0));
        out.insert("column".into(), json!(question.place.1.map(|column| question.file.column(column))));
    }
    out
}

/// A problem for programs.
pub fn json(problem: &Problem) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            out.insert(key.into(), value);
        }
    };
    put("severity", json!(problem.severity.as_str()));
    put("location", json!(problem.location()));
    put("file", json!(problem.file.path));
    put("sheet", json!(problem.file.sheet));
    put("row", json!(problem.place.map(|(row, _)| row)));
    put("column", json!(problem.place.and_then(|(_, column)| Some(problem.file.column(column?)))));
    put("cell", json!(problem.cell()));
    put("message", json!(problem.message));
    put("help", json!(Some(&problem.help).filter(|help| !help.is_empty())));
    Value::Object(out)
}
