//! Problems as people read them, with the row and the cell shown, and as machines do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Map, Value, json};

use crate::sheet::{Problem, Severity};

/// Cells shown on either side of the one that a problem is about.
const AROUND: usize = 3;

/// Letters shown of a cell.
const LONGEST: usize = 40;

/// One problem: what is wrong, where, the row with the cell marked, and what to do.
pub fn shown(problem: &Problem, coloured: bool) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let sheet = problem.file.sheet.as_ref().filter(|_| problem.place.is_some());
    let location = problem.location() + &sheet.map(|sheet| format!(" in sheet “{}”", plain(sheet))).unwrap_or_default();
    // In front, so that it can be searched for: the library would count letters where a spreadsheet counts columns.
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

/// The cells about the one in question, and the bytes that it takes among them.
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
            // A blank cell is marked as well.
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

/// A text that cannot move the cursor, start a new line, or turn the letters round.
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

/// One problem for machines.
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
