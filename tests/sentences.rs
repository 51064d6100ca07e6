//! Sentences about invented tables, over many topics and wordings: see `sentences/README.md`.

use std::fs;
use std::path::Path;

use expect_test::expect_file;
use force_compare::claims::check;
use serde_json::{Value, json};

use crate::articles::{Article, Score};

/// The verdicts that a mark in a sentence accepts.
fn accepts(mark: &str) -> Vec<&'static str> {
    let letters = [("ok", &["verified", "rounded_right"][..]), ("x", &["contradicted"]), ("?", &["not_checkable"])];
    let found: Vec<_> = letters
        .iter()
        .filter(|(letter, _)| mark.contains(letter))
        .flat_map(|(_, verdicts)| verdicts.iter().copied())
        .collect();
    assert!(!found.is_empty(), "no such mark: {mark}");
    found
}

/// Reads a line: its text without the marks, and the statements that the marks make.
fn read_line(line: &str) -> (String, Vec<Value>) {
    let (mut text, mut statements) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, marked)) = rest.split_once('[') {
        let (inside, after) = marked.split_once(']').unwrap_or_else(|| panic!("a bracket stays open: {line}"));
        let (surface, mark) = inside.split_once('|').unwrap_or_else(|| panic!("no mark: {line}"));
        text += before;
        let start = text.chars().count();
        text += surface;
        let acceptable = accepts(mark);
        statements.push(json!({"span": [start, text.chars().count()], "surface": surface, "acceptable": acceptable}));
        rest = after;
    }
    (text + rest, statements)
}

/// The texts of a file, each with its table.
fn read_file(path: &Path) -> Vec<Article> {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let (head, lines) = text.split_once("\n---\n").unwrap();
    let (mut table, mut groups) = (Vec::new(), serde_json::Map::new());
    let (mut measure, mut periods, mut synonyms) = (String::new(), Vec::new(), Vec::new());
    for line in head.lines() {
        if let Some(label) = line.strip_prefix("measure: ") {
            measure = label.into();
        } else if let Some(names) = line.strip_prefix("synonyms: ") {
            synonyms.extend(names.split(", ").map(|name| json!([measure, name])));
        } else if let Some(group) = line.strip_prefix("group ") {
            let (name, members) = group.split_once(": ").unwrap();
            groups.insert(name.into(), json!(members.split(", ").collect::<Vec<_>>()));
        } else {
            let mut cells = line.split('|').map(str::trim);
            let first = cells.next().unwrap();
            if first.is_empty() {
                periods = cells.collect();
            } else {
                for (period, value) in periods.iter().zip(cells) {
                    let value: f64 = value.parse().unwrap();
                    table.push(json!({"area": first, "period": period, "measure": measure, "value": value}));
                }
            }
        }
    }
    let article = |line: &str| {
        let (text, statements) = read_line(line);
        Article {
            name: name.into(),
            json: json!({"text": text, "table": table, "groups": groups, "synonyms": synonyms, "statements": statements}),
        }
    };
    // A pilcrow stands where a paragraph ends.
    lines.lines().map(|line| article(&line.replace('¶', "\n\n"))).collect()
}

#[test]
fn articles_of_our_own_sentences() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sentences");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let (mut whole, mut log, mut differences, mut sentences) = (Score::default(), String::new(), String::new(), 0);
    for path in files {
        let mut score = Score::default();
        for article in read_file(&path) {
            let checked = check(article.text(), &article.facts());
            sentences += checked.sentences.len();
            score.add(&article, &checked.findings, &mut differences);
            whole.add(&article, &checked.findings, &mut String::new());
        }
        log += &format!("{}: {}\n", path.file_stem().unwrap().display(), score.table());
    }
    println!("{differences}{log}{sentences} sentences: {}", whole.table());
    whole.demand(&differences);
    // A share would not show which rule is lost when one statement among a thousand changes.
    expect_file!["snapshots/sentences.txt"].assert_eq(&differences);
}
