//! Every answer of the program that the page for newsrooms prints is the program's answer.

use force_compare::build::manifest;

use crate::guide::snippets::snippets;

fn file(name: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The texts of the page's boxes, as a reader sees them.
fn boxes(page: &str) -> Vec<String> {
    let boxes = snippets("newsroom.html", page).into_iter();
    boxes.filter(|own| ["console", "text"].contains(&own.language.as_str())).map(|own| own.text).collect()
}

#[test]
fn the_program_answers_what_the_page_says() {
    let boxes = boxes(&file("www/guide/newsroom.html"));
    let answered = file("tests/sheets/newsroom.xlsx.expected");
    let mut lines = 0;
    for line in boxes.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with("$ force-compare ")) {
        assert!(answered.contains(line), "the program does not say: {line}");
        lines += 1;
    }
    assert!(lines > 10, "{boxes:#?}");
}

#[test]
fn every_verb_of_the_page_is_one() {
    let page = file("www/guide/newsroom.html");
    let typed = page.match_indices("$ force-compare ").map(|(at, found)| &page[at + found.len()..]);
    let verbs: Vec<_> = typed.map(|rest| rest.split_whitespace().next().unwrap()).collect();
    assert_eq!(verbs, ["import", "import", "check", "bundle", "serve", "doctor"]);
}

/// The page's tables come from the one list of all that pages and element say to each other, and markup in it stays
/// text.
#[test]
fn the_interface_is_written_out() {
    let tables = manifest::interface();
    assert_eq!(tables.matches("<table>").count(), 6);
    for cell in [
        "<code>areas</code>",
        "<code>data</code>",
        "<code>getState</code>",
        "<code>force-compare-ready</code>",
        "<code>tooltip</code>",
        "<code>--force-compare-text</code>",
    ] {
        assert!(tables.contains(cell), "{cell} is not in {tables}");
    }
    assert!(!tables.contains('`'), "{tables}");
    assert_eq!(
        file("www/guide/attributes.html").matches("<!-- interface: written in by the bundle step -->").count(),
        1
    );
}
