//! Kinds of sheets that were read wrongly once, each in several shapes.
//!
//! `tests/kinds` has a file for each kind. In it stands a sheet after each `===`, with its file name: a CSV file as it
//! is, a workbook as [`making`] describes it. Behind `---` stands what comes of it: what is read, asked or refused. A
//! sheet whose name begins with `plain` asks nothing. `UPDATE_EXPECT=1` writes the outcomes anew, for you to read over.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use force_compare::data::Payload;
use force_compare::sheet::{self, Problems, Severity};

use crate::sheets::making;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kinds");

/// What comes of a sheet without a recipe.
fn outcome(name: &str, body: &str) -> String {
    let bytes = match name.rsplit('.').next() {
        Some("xlsx") => making::xlsx(body),
        Some("ods") => making::ods(body),
        _ => body.as_bytes().to_vec(),
    };
    let files = BTreeMap::from([(name.to_string(), bytes)]);
    let sketch = match sheet::sketch(&files, name, &[]) {
        Ok(sketch) => sketch,
        Err(problem) => return format!("--- refuses\n{problem}\n"),
    };
    if !sketch.questions.is_empty() {
        let mut out = "--- asks\n".to_string();
        for question in &sketch.questions {
            writeln!(out, "{} {} ({})", question.location(), question.asks, question.because).unwrap();
            for candidate in &question.candidates {
                let line: String = candidate.line.chars().take(100).collect();
                writeln!(out, "  {}: {}\n    {line}", candidate.says, candidate.gives()).unwrap();
            }
        }
        return out;
    }
    let mut problems = Problems::default();
    let payload = sheet::make(&files, "sheet.toml", &sketch.recipe, &mut problems);
    let (problems, _) = problems.finish();
    let mut out = String::new();
    match payload {
        Some(payload) => out += &format!("--- reads\n{}", figures(&payload)),
        None => out += "--- refuses\n",
    }
    for problem in problems.iter().filter(|problem| problem.severity != Severity::Note).take(3) {
        writeln!(out, "{}: {problem}", problem.severity.as_str()).unwrap();
    }
    out
}

/// A line for each period, with its days and all figures.
fn figures(payload: &Payload) -> String {
    let dataset = &payload.dataset;
    let mut out = String::new();
    for (at, period) in dataset.periods.iter().enumerate() {
        let figures = dataset.areas.iter().enumerate().map(|(area, named)| {
            let figure = dataset.observation(area, at);
            let figure = figure.value().map_or("–".into(), |value| value.to_string());
            format!("{} {figure}", named.name)
        });
        let figures: Vec<_> = figures.collect();
        writeln!(out, "{} ({} to {}): {}", period.label, period.start(), period.end(), figures.join(", ")).unwrap();
    }
    if let Some(nation) = &dataset.nation {
        let figures: Vec<_> =
            nation.counts.iter().map(|figure| figure.value().map_or("–".into(), |value| value.to_string())).collect();
        writeln!(out, "{}: {}", nation.name, figures.join(", ")).unwrap();
    }
    out
}

#[test]
fn each_kind_is_read_or_asked() {
    let mut paths: Vec<_> = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut all, mut plain, mut asked) = (0, 0, Vec::new());
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        let text = fs::read_to_string(path).unwrap();
        let mut sections = text.split("\n=== ");
        let mut out = sections.next().unwrap().trim_end().to_string() + "\n";
        let mut sheets = 0;
        for section in sections {
            let (name, rest) = section.split_once('\n').unwrap();
            let body = rest.split("\n--- ").next().unwrap().trim_end_matches('\n').to_string() + "\n";
            let body = body.strip_prefix("--- ").map_or(body.as_str(), |_| "");
            let outcome = outcome(name, body);
            if name.starts_with("plain") && !outcome.starts_with("--- reads") {
                asked.push(format!("{name}: {outcome}"));
            }
            write!(out, "\n=== {name}\n{body}{outcome}").unwrap();
            (all, sheets) = (all + 1, sheets + 1);
            plain += usize::from(name.starts_with("plain"));
        }
        assert!(sheets >= 4, "{} has {sheets} sheets", path.display());
        expect_test::expect_file![Path::new(path)].assert_eq(&out);
    }
    assert!(asked.is_empty(), "plain sheets that are not read:\n{}", asked.join("\n"));
    assert!(all >= 60 && plain >= 15, "{all} sheets, {plain} plain ones");
}
