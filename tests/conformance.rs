//! The page on accessibility names only tests that exist, and every criterion once. The page on faults says what
//! readers see when something fails; the browser tests hold its cells.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// However its lines are broken.
fn page() -> String {
    let text = fs::read_to_string(place("www/guide/accessibility.html")).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" >", ">")
}

fn faults() -> String {
    fs::read_to_string(place("www/guide/faults.html")).unwrap()
}

/// Lists each text that stands between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap()).collect()
}

/// The tests that a text names, as `module::test`.
fn named(text: &str) -> Vec<&str> {
    between(text, "<code>", "</code>").into_iter().filter(|name| name.contains("::")).collect()
}

/// Whether a module of either kind has a test of that name.
fn exists(name: &str) -> bool {
    let Some((module, test)) = name.split_once("::") else { return false };
    ["tests", "tests/browser"].iter().any(|folder| {
        let text = fs::read_to_string(place(&format!("{folder}/{module}.rs"))).unwrap_or_default();
        text.contains(&format!("async fn {test}(browser)")) || text.contains(&format!("#[test]\nfn {test}()"))
    })
}

/// WCAG 2.2 at levels A and AA; 4.1.1 is obsolete.
const CRITERIA: &str = "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 \
    1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 \
    2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3";

/// Those that the Chartability workbook calls critical.
const HEURISTICS: [&str; 14] = [
    "Low contrast",
    "Content is only visual",
    "Small text size",
    "Visual presents seizure risk",
    "Interaction modality only has one input type",
    "No interaction cues or instructions",
    "Controls override AT controls",
    "No explanation for purpose or for how to read",
    "No title, summary, or caption",
    "Reading level inappropriate",
    "No table",
    "Data density is inappropriate",
    "Navigation and interaction is tedious",
    "User style change not respected",
];

#[test]
fn every_test_that_is_named_is_there() {
    let page = page() + &faults();
    let names: BTreeSet<_> = named(&page).into_iter().collect();
    assert!(names.len() > 30, "{names:?}");
    let missing: Vec<_> = names.into_iter().filter(|name| !exists(name)).collect();
    assert!(missing.is_empty(), "no such test: {missing:?}");
    assert!(!exists("measured::nothing_of_the_kind") && !exists("nowhere::contrast_is_enough"));
}

#[test]
fn every_criterion_has_its_row() {
    let page = page();
    let rows = between(&page, "<th scope=\"row\">", "</tr>");
    let names: Vec<_> = rows.iter().map(|row| row.split("</th>").next().unwrap()).collect();
    assert_eq!(names[..HEURISTICS.len()], HEURISTICS);
    for row in &rows {
        assert!(!named(row).is_empty(), "no test shows it: {row}");
    }
    let number = |name: &str| name.split_whitespace().next().unwrap().to_owned();
    let mut found: Vec<_> = names[HEURISTICS.len()..].iter().map(|name| number(name)).collect();
    // The formatter breaks a long element before the ends of its tags.
    let apart = between(&page, "<span id=\"apart\"", "</span")[0].trim().trim_start_matches('>').replace(" and ", ", ");
    found.extend(apart.split(", ").map(String::from));
    found.sort();
    let mut wanted: Vec<_> = CRITERIA.split_whitespace().map(String::from).collect();
    wanted.sort();
    assert_eq!(wanted.len(), 55);
    assert_eq!(found, wanted);
}

/// The demonstration and README link to the page.
#[test]
fn it_is_found() {
    let [front, readme] = ["www/index.html", "README.md"].map(|name| fs::read_to_string(place(name)).unwrap());
    for page in ["guide/accessibility.html", "guide/faults.html"] {
        assert!(front.contains(&format!("href=\"/{page}\"")) && readme.contains(&format!("(www/{page})")), "{page}");
    }
}
