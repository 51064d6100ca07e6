//! The verb `check`: the part of a page that it reads, its report, and its exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use force_compare::build;
use force_compare::build::pages::complete;
use force_compare::publish::findings_of;
use serde_json::{Value, json};

use crate::fixture::image_offences_payload;

/// A folder of its own for a test, with the article's payload in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checking").join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("data.json"), force_compare::data::write(&image_offences_payload()).to_string()).unwrap();
    folder
}

fn run(folder: &Path, article: &str, more: &[&str]) -> (i32, String, String) {
    fs::write(folder.join("article.html"), article).unwrap();
    let typed = ["check", "article.html", "data.json"].iter().chain(more);
    let output = Command::new(env!("CARGO_BIN_EXE_force-compare")).current_dir(folder).args(typed).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const WRONG: &str =
    "Bedfordshire recorded 118 offences in 2016/17 and 200 in 2017/18.\n\nThat is a rise of 66 per cent.";

#[test]
fn a_wrong_percentage_is_shown_with_its_sum() {
    let folder = folder("wrong");
    let (code, out, said) = run(&folder, WRONG, &[]);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(out.contains("That is [✗a rise of 66 per cent]."), "{out}");
    assert!(out.contains("Bedfordshire 2016/17 118 → 2017/18 200: +69.5%. The text says 66%."), "{out}");
    assert!(out.ends_with("3 figures: 2 right, 1 contradicted, 0 not checked\n"), "{out}");
    let (code, out, _) = run(&folder, &WRONG.replace("66", "69"), &[]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn only_the_article_is_read() {
    let page = r#"<!doctype html><title>12 offences in Kent</title><nav>Kent 999 offences in 2017/18</nav>
        <script>let offences = "Bedfordshire recorded 7 offences in 2017/18 </p>";</script>
        <main><article><h1>Offences</h1><p>Bedfordshire police recorded <b>118</b>&nbsp;offences in 2016/17 &amp; 200 in 2017/18 of
        that kind, the charity <i>said</i>.<figure><figcaption>Bedfordshire recorded 300 offences in 2017/18</figcaption></figure>
        <p hidden>Bedfordshire recorded 5 offences in 2017/18<p>Hertfordshire recorded 301 offences in 2017/18.</article>
        <p>Elsewhere: 44 offences in Bedfordshire in 2017/18</main><footer>Call 555 in 2017/18</footer>"#;
    let (code, out, _) = run(&folder("page"), page, &["--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let found: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|one| one["selector"]["exact"].as_str().unwrap()).collect();
    // The caption is read behind the story.
    assert_eq!((code, found), (0, vec!["118", "200", "301", "300"]), "{out}");
}

/// Each selector finds its own place in the text, and no other.
#[test]
fn findings_are_quotations_of_the_text() {
    let folder = folder("quotes");
    let twice = "Gwent recorded 267 offences in 2017/18. Gwent recorded 267 offences in 2017/18. Gwent recorded 259 offences in 2016/17.";
    let (code, out, said) = run(&folder, twice, &["--json", "--payload", "with.json"]);
    assert_eq!(code, 0, "{said}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let text = report["text"].as_str().unwrap();
    let mut places = Vec::new();
    for finding in report["findings"].as_array().unwrap() {
        let part = |key: &str| finding["selector"][key].as_str().unwrap().to_string();
        let whole = part("prefix") + &part("exact") + &part("suffix");
        assert_eq!(text.matches(&whole).count(), 1, "{finding}");
        let at = text.find(&whole).unwrap() + part("prefix").len();
        assert_eq!(finding["span"]["bytes"], json!([at, at + part("exact").len()]));
        places.push(at);
    }
    assert_eq!(places.len(), 3);
    places.dedup();
    assert_eq!(places.len(), 3);
    // A payload with findings is still a payload, for the page and for this program.
    let with: Value = serde_json::from_str(&fs::read_to_string(folder.join("with.json")).unwrap()).unwrap();
    assert_eq!(with["findings"].as_array().unwrap().len(), 3);
    assert!(force_compare::data::read(&with).is_ok());
}

/// Where a text repeats itself, no selector can be unique; none grows into a book to become so.
#[test]
fn selectors_are_bounded() {
    let same = "Gwent recorded 267 offences in 2017/18. ".repeat(200);
    let (code, out, said) = run(&folder("same"), &same, &["--json"]);
    assert_eq!(code, 0, "{said}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let length = |finding: &Value, key: &str| finding["selector"][key].as_str().unwrap().len();
    let longest = findings.iter().map(|finding| length(finding, "prefix").max(length(finding, "suffix"))).max();
    assert_eq!((findings.len(), longest), (200, Some(1024)));
}

/// Rates are computed with the payload's own populations.
#[test]
fn a_rate_is_held_against_the_population() {
    let text = "Hertfordshire recorded 26 offences per 100,000 people in 2017/18, Essex 99 offences per 100,000.";
    let (code, out, _) = run(&folder("rates"), text, &[]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("≈ 26: right, rounded. Hertfordshire 2017/18: 25.5."), "{out}");
    assert!(out.contains("✗ 99: contradicted. Essex 2017/18: 42.1. The text says 99."), "{out}");
}

/// Contradicted and unchecked figures are in the file that `check` writes, and in no payload that is published.
#[test]
fn readers_are_given_what_is_right_alone() {
    let folder = folder("readers");
    assert_eq!(run(&folder, WRONG, &["--payload", "with.json"]).0, 1);
    let payload = build::open(&folder.join("with.json")).unwrap();
    let verdicts = |text: String| -> Vec<String> {
        let json: Value = serde_json::from_str(&text).unwrap();
        let findings = json["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["verdict"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(verdicts(payload.text_for_authors()), ["verified", "verified", "contradicted"]);
    assert_eq!(verdicts(payload.text()), ["verified", "verified"]);
    assert_eq!(payload.kept_back(), 1);
}

/// A finding's `show` is a state that the element can have.
#[test]
fn a_finding_says_what_shows_it() {
    let text = "Kent aside, Gwent recorded 267 offences in 2017/18, up from 259 in 2016/17. Across the UK there were 22,724 in 2017/18, \
        and 26,070 over the two years were for taking, making or distributing such images. Bedfordshire recorded 30.1 offences \
        for every 100,000 people in 2017/18.";
    let (_, out, _) = run(&folder("shown"), text, &["--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let shown: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["selector"]["exact"].as_str().unwrap(), &one["show"]))
        .collect();
    let of =
        |exact: &str| shown.iter().find(|(own, _)| *own == exact).unwrap_or_else(|| panic!("{exact} in {shown:?}")).1;
    assert_eq!(of("267"), &json!({"areas": ["gwent"], "periods": ["2017-18"], "measure": "count"}));
    assert_eq!(of("22,724"), &json!({"areas": [], "periods": ["2017-18"], "measure": "count"}));
    assert_eq!(of("26,070")["view"], "breakdown");
    assert_eq!(of("26,070")["periods"], json!(["2016-17", "2017-18"]));
}

/// The draft has the figures as they were first printed, and one of them is contradicted. The published article has no
/// such figure.
#[test]
fn the_demonstrations_articles_agree_with_the_data_but_for_the_drafts_one_error() {
    let count = |page: &str, verdict: &str| {
        let html = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(page)).unwrap();
        let findings = findings_of(&html, &image_offences_payload()).unwrap();
        findings.iter().filter(|finding| finding["verdict"] == verdict).count()
    };
    let verdicts = ["verified", "rounded_right", "contradicted", "not_checkable"];
    assert_eq!(verdicts.map(|verdict| count("review.html", verdict)), [13, 9, 1, 0]);
    assert_eq!(count("index.html", "contradicted"), 0);
    assert!(count("index.html", "verified") > 10);
}

/// A page may name a second payload of a recipe only with the attribute that has it made: the one for an article's
/// findings. Any other would not be in the bundle.
#[test]
fn a_misspelt_payload_is_refused() {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/officers.toml");
    let payloads = [build::open(&recipe).unwrap()];
    let page = |name: &str, more: &str| {
        let place = "<!-- static fallback: written in by the bundle step -->";
        let html = format!("<force-compare src=\"/data/{name}\"{more}>{place}</force-compare>");
        complete(&html, &payloads).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(page("officers.json", ""), Ok(()));
    assert_eq!(page("officers.draft.json", " article=\"#draft\""), Ok(()));
    assert!(page("officers.draft.json", "").unwrap_err().contains("no recipe in data/ makes"));
    assert!(page("officer.json", " article=\"#draft\"").is_err());
}

#[test]
fn an_author_says_what_is_meant() {
    let folder = folder("author");
    let ignored = format!("<p>{}</p>", WRONG.replace("66 per cent", "<span data-claim=\"ignore\">66 per cent</span>"));
    assert_eq!(run(&folder, &ignored, &[]).0, 0);
    let pinned = "<p>The county’s figure <b data-claim=\"pct(Bedfordshire, 2016/17, 2017/18)\">rose by 40 per cent</b>, we said.</p>";
    let (code, out, _) = run(&folder, pinned, &[]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("+69.5%") && out.ends_with("1 figure: 0 right, 1 contradicted, 0 not checked\n"), "{out}");
    fs::write(folder.join("notes.json"), json!([{"quote": "66 per cent", "claim": "ignore"}]).to_string()).unwrap();
    assert_eq!(run(&folder, WRONG, &["--notes", "notes.json"]).0, 0);
    fs::write(
        folder.join("notes.json"),
        json!([{"quote": "66 per cent", "claim": "pct(Nowhere, 2016/17, 2017/18)"}]).to_string(),
    )
    .unwrap();
    let (code, out, said) = run(&folder, WRONG, &["--notes", "notes.json"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("no area called “Nowhere”"), "{said}");
    fs::write(folder.join("notes.json"), json!([{"quote": "77 per cent", "claim": "ignore"}]).to_string()).unwrap();
    assert!(run(&folder, WRONG, &["--notes", "notes.json"]).2.contains("“77 per cent” is not in the article"));
}

/// A figure that could not be bound comes with notes to choose from; the one that is meant settles it.
#[test]
fn an_author_chooses_among_what_may_be_meant() {
    let folder = folder("candidates");
    let text = "In Bedfordshire officers dealt with 118 vile messages in 2016/17, we said.";
    let (code, out, _) = run(&folder, text, &["--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let found = &report["findings"][0];
    assert_eq!((code, &found["verdict"]), (0, &json!("not_checkable")), "{out}");
    let first = &found["candidates"][0];
    assert_eq!(first["claim"], "count(Bedfordshire, 2016/17)", "{out}");
    assert_eq!((&first["sum"], &first["agrees"]), (&json!("Bedfordshire 2016/17: 118"), &json!(true)));
    let page = format!("<p>{}</p>", text.replace("118", "<b data-claim=\"count(Bedfordshire, 2016/17)\">118</b>"));
    let (_, out, _) = run(&folder, &page, &[]);
    assert!(out.contains("✓ 118: right. Bedfordshire 2016/17: 118."), "{out}");
    for (form, says) in
        [("--html", "<code>data-claim=\"count(Bedfordshire, 2016/17)\"</code>"), ("--json", "\"rule\":\"")]
    {
        let (_, out, _) = run(&folder, text, &[form]);
        assert!(out.contains(says) || out.contains(&says.replace('"', "&quot;")), "{out}");
    }
}

/// Each figure is held against the data that its words name.
#[test]
fn an_article_speaks_of_several_measures() {
    let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data");
    let folder = folder("several");
    let text = "Merseyside made 12,946 drug seizures in 2009/10.\n\nBedfordshire recorded 119 child abuse image offences in 2016/17.";
    let more = www.join("seizures.toml");
    let (code, out, _) = run(&folder, text, &[more.to_str().unwrap()]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("✓ 12,946: right. Merseyside 2009/10: 12,946."), "{out}");
    assert!(out.contains("✗ 119: contradicted. Bedfordshire 2016/17: 118."), "{out}");
}

/// An author's word on some figures leaves those beside them alone, even where nothing lies between.
#[test]
fn an_author_speaks_of_what_is_marked_alone() {
    let page = r#"<p>In Bedfordshire <b data-claim="ignore">12 of </b>118<b data-claim="ignore"> offences, 40 of them at
        night,</b> were recorded in 2016/17 and 200 offences in 2017/18.</p>"#;
    let (code, out, _) = run(&folder("beside"), page, &["--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let found: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|one| one["selector"]["exact"].as_str().unwrap()).collect();
    assert_eq!((code, found), (0, vec!["118", "200"]), "{out}");
}

#[test]
fn a_reviewers_page_is_markup_of_nobody_else() {
    let article = format!("{WRONG} <script>alert(1)</script> & “so”.");
    let (code, out, _) = run(&folder("sheet"), &article, &["--html"]);
    assert_eq!(code, 1);
    assert!(out.contains("<mark class=\"contradicted\">a rise of 66 per cent</mark>"), "{out}");
    assert!(!out.contains("<script"), "{out}");
}

#[test]
fn what_cannot_be_checked_is_said() {
    let folder = folder("faults");
    let (code, _, said) = run(&folder, "<nav>Only this</nav>", &[]);
    assert_eq!(code, 2);
    assert!(said.contains("no text in it to check"), "{said}");
    fs::write(folder.join("data.json"), "{}").unwrap();
    let (code, out, said) = run(&folder, WRONG, &["-o", "report.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("data.json"), "{said}");
    assert!(!folder.join("report.txt").exists());
}

/// The demonstration's pages print no figure that their data contradict.
#[test]
fn the_demonstrations_figures_are_right() {
    for (page, recipe, figures) in [
        ("index.html", "image-offences.toml", 20),
        ("seizures.html", "seizures.toml", 3),
        ("officers.html", "officers.toml", 2),
    ] {
        let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
        let output = Command::new(env!("CARGO_BIN_EXE_force-compare"))
            .args([Path::new("check"), &www.join(page), &www.join("data").join(recipe)])
            .output()
            .unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        let right = out.matches("✓ ").count() + out.matches("≈ ").count();
        assert!(output.status.code() == Some(0) && right >= figures, "{page}: {out}");
    }
}

/// This is the article that the project began with, in our words: one figure is wrong, and the data bear out every
/// other.
#[test]
fn the_first_articles_wrong_figure_is_found_in_the_payload() {
    let twin = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles/t01_seed_twin.json");
    let twin: Value = serde_json::from_str(&fs::read_to_string(twin).unwrap()).unwrap();
    let (code, out, _) = run(&folder("twin"), twin["text"].as_str().unwrap(), &[]);
    assert_eq!(code, 1);
    assert!(out.ends_with("23 figures: 22 right, 1 contradicted, 0 not checked\n"), "{out}");
    assert!(out.contains("Bedfordshire 2016/17 118 → 2017/18 200: +69.5%. The text says 66%."), "{out}");
}
