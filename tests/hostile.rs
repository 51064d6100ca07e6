//! Harmful input, from payloads, recipes, sheets and articles, is refused or stays text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use force_compare::compare::Asked;
use force_compare::data::Payload;
use force_compare::publish::{
    Bundle, DisplayOptions, LANGUAGES, Pictures, Publication, Words, bundle, figure, standalone,
};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use serde_json::{Value, json};

use crate::fixture::{compare, generated_payload};

/// Reads a list of the corpus.
pub fn texts(list: &str) -> Vec<String> {
    let corpus: Value = serde_json::from_str(include_str!("hostile/texts.json")).unwrap();
    serde_json::from_value(corpus[list].clone()).unwrap()
}

/// The payload that is published if every text of a newsroom is this one.
fn payload(text: &str) -> Value {
    let mut payload = generated_payload(6, 3, 5);
    let id: String = text.split([' ', ',', '\t', '\r', '\n']).collect();
    payload["title"] = text.into();
    payload["measure"] = json!({"label": text, "singular": text, "plural": text});
    payload["noun"] = json!({"singular": text, "plural": text});
    for (at, period) in payload["periods"].as_array_mut().unwrap().iter_mut().enumerate() {
        period["label"] = format!("{text} {at}").into();
    }
    for (at, area) in payload["areas"].as_array_mut().unwrap().iter_mut().enumerate() {
        *area = json!({"id": format!("{id}{at}"), "name": format!("{text} {at}"), "group": text, "note": text,
            "official": text, "code": text, "kind": text, "aliases": [text], "source": 0});
    }
    payload["nation"]["name"] = text.into();
    payload["nation"]["short"] = text.into();
    payload["nation"]["note"] = text.into();
    payload["source"] =
        json!({"name": text, "title": text, "url": format!("https://news.example/{text}"), "published": "2020-01-02"});
    payload["sources"] = json!([payload["source"]]);
    payload["caveats"] = json!([text, text]);
    payload["support"] = json!([{"label": text, "number": text}]);
    payload["breaks"] = json!([{"period": "p1", "area": format!("{id}1"), "note": text}]);
    payload["categories"] = json!({"periods": ["p0"], "total": 3, "parts": [
        {"label": text, "count": 2}, {"label": format!("{text} too"), "count": 1, "derived": true}]});
    payload
}

/// Lists each element of some HTML with the names of its attributes, and the targets of its links.
fn made(html: &str) -> (BTreeSet<String>, Vec<String>) {
    let (mut elements, mut links) = (BTreeSet::new(), Vec::new());
    for token in
        Tokenizer::<_, DefaultEmitter<usize>>::new_with_emitter(html, DefaultEmitter::new_with_span()).flatten()
    {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let mut with = vec![name];
                for (attribute, value) in &tag.attributes {
                    let attribute = String::from_utf8_lossy(attribute).into_owned();
                    if ["href", "src", "action", "data", "xlink:href"].contains(&attribute.as_str()) {
                        links.push(String::from_utf8_lossy(&value.value).into_owned());
                    }
                    with.push(attribute);
                }
                elements.insert(with.join(" "));
            }
            Token::Comment(_) | Token::Doctype(_) => {
                elements.insert("a comment".into());
            }
            _ => {}
        }
    }
    (elements, links)
}

const VIEWS: [(&str, &str); 6] = [
    ("change", "count"),
    ("change", "rate"),
    ("ranking", "rate"),
    ("funnel", "rate"),
    ("breakdown", "count"),
    ("trend", "count"),
];

/// Everything that a payload puts into pages.
fn pages(value: &Value) -> Vec<(String, String)> {
    let Payload { dataset, about } = Payload::read(value).unwrap_or_else(|error| panic!("{error}"));
    let ids: Vec<_> = dataset.areas.iter().take(3).map(|area| area.id.as_str()).collect();
    let mut pages = Vec::new();
    for (view, measure) in VIEWS {
        let comparison = compare(&dataset, &ids, view, measure);
        pages.push((format!("{view} {measure}"), figure(&comparison, &about, Pictures::BesideArticle, 3)));
        pages.push((format!("{view} {measure} alone"), standalone(&comparison, &about.language, 680.0, None)));
    }
    pages
}

#[test]
fn no_text_of_a_payload_makes_an_element_an_attribute_or_a_link() {
    let known: BTreeSet<_> = ["Plain words", "A much longer name that takes two lines or more wherever it may stand"]
        .into_iter()
        .flat_map(|text| pages(&payload(text)))
        .flat_map(|(_, html)| made(&html).0)
        .collect();
    assert!(known.contains("figure class data-load lang") && known.contains("a href"), "{known:#?}");
    for list in ["scripts", "unseen", "keys", "formulas"] {
        for text in texts(list) {
            for (page, html) in pages(&payload(&text)) {
                let (elements, links) = made(&html);
                let new: Vec<_> = elements.difference(&known).collect();
                assert!(new.is_empty(), "{text:?} makes {new:?} in {page}");
                for link in links {
                    let fine = ["https://news.example/", "tel:"].into_iter().any(|start| link.starts_with(start));
                    assert!(fine, "{text:?} makes a link to {link:?} in {page}");
                }
                if page.ends_with("alone") {
                    let mut reader = quick_xml::Reader::from_str(&html);
                    while reader.read_event().unwrap_or_else(|error| panic!("{text:?}: {error}"))
                        != quick_xml::events::Event::Eof
                    {}
                }
            }
        }
    }
}

/// Calls `each` with the payload once for each text in it, with that text replaced.
fn replaced(value: &Value, text: &str, each: &mut dyn FnMut(String, Value)) {
    fn walk(root: &Value, place: &str, value: &Value, text: &str, each: &mut dyn FnMut(String, Value)) {
        let inside: Vec<(String, &Value)> = match value {
            Value::Object(fields) => fields.iter().map(|(key, value)| (format!("{place}/{key}"), value)).collect(),
            Value::Array(items) => {
                items.iter().enumerate().map(|(at, value)| (format!("{place}/{at}"), value)).collect()
            }
            Value::String(_) => {
                let mut changed = root.clone();
                *changed.pointer_mut(place).unwrap() = text.into();
                each(place.into(), changed);
                return;
            }
            _ => return,
        };
        for (place, value) in inside {
            walk(root, &place, value, text, each);
        }
    }
    walk(value, "", value, text, each);
}

#[test]
fn hidden_signs_and_endless_names_are_refused_wherever_they_stand() {
    let mut corpus = texts("turned");
    corpus.push("x".repeat(1 << 20));
    let plain = payload("Plain words");
    assert!(Payload::read(&plain).is_ok());
    for text in corpus {
        let mut places = 0;
        replaced(&plain, &text, &mut |place, changed| {
            let error = Payload::read(&changed).err().unwrap_or_else(|| panic!("{place} may be {:.40?}", text));
            let error = error.to_string();
            assert!(error.len() < 400 && !error.contains(['\u{1b}', '\u{202e}', '\u{2066}']), "{place}: {error:.400}");
            places += 1;
        });
        assert!(places > 60, "{places}");
    }
    // A direction mark for the sign between two scripts turns nothing else around.
    assert!(Payload::read(&payload("A\u{200f}\u{200e}")).is_ok());
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn program(folder: &PathBuf, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_force-compare")).current_dir(folder).args(arguments).output().unwrap()
}

const RECIPE: &str = r#"
title = "Thefts"
language = "en-GB"
measure = { label = "Thefts recorded", singular = "theft", plural = "thefts" }
noun = { singular = "area", plural = "areas" }
source = { name = "Police", url = "https://news.example/" }
[[periods]]
id = "a"
label = "2016"
start = "2016-01-01"
end = "2016-12-31"
[[periods]]
id = "b"
label = "2017"
start = "2017-01-01"
end = "2017-12-31"
[areas]
kind = "area"
[counts]
file = "counts.csv"
columns = { area = "area" }
"#;

/// Imports a sheet with these names and this recipe.
fn imported(folder: &PathBuf, names: &[String], recipe: &str) -> Result<Value, String> {
    let mut writer = csv::Writer::from_path(folder.join("counts.csv")).unwrap();
    writer.write_record(["area", "2016", "2017"]).unwrap();
    for (at, name) in names.iter().enumerate() {
        writer.write_record([name.as_str(), &at.to_string(), "7"]).unwrap();
    }
    writer.flush().unwrap();
    drop(writer);
    fs::write(folder.join("counts.toml"), recipe).unwrap();
    let output = program(folder, &["import", "counts.toml", "-o", "counts.json"]);
    if !output.status.success() {
        assert_eq!(output.status.code(), Some(2));
        assert!(!folder.join("counts.json").exists(), "refused, and written");
        return Err(String::from_utf8(output.stderr).unwrap());
    }
    let text = fs::read_to_string(folder.join("counts.json")).unwrap();
    fs::remove_file(folder.join("counts.json")).unwrap();
    Ok(serde_json::from_str(&text).unwrap())
}

/// A cell is read as a name, whatever it would do in a spreadsheet.
#[test]
fn a_sheet_is_read_and_never_run() {
    let folder = folder("sheet");
    for text in ["scripts", "unseen", "keys", "formulas"].into_iter().flat_map(texts) {
        let payload =
            imported(&folder, &["Kent".into(), text.clone()], RECIPE).unwrap_or_else(|error| panic!("{error}"));
        assert!(Payload::read(&payload).is_ok());
        let read = payload["areas"][1]["name"].as_str().unwrap();
        // Neither blanks at its ends nor an apostrophe that keeps a spreadsheet from running it belong to a name.
        let blank = |letter: char| letter.is_whitespace() || "\u{feff}\u{200b}\u{200e}\u{200f}".contains(letter);
        let name = text.trim_matches(blank);
        let name = name.strip_prefix('\'').filter(|rest| rest.starts_with('=')).unwrap_or(name);
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(one_line(read), one_line(name));
    }
}

#[test]
fn a_sheet_with_hidden_signs_is_not_published() {
    let folder = folder("turned");
    for text in texts("turned") {
        let refused = imported(&folder, &["Kent".into(), text.clone()], RECIPE).expect_err(&text);
        let named = refused.contains("areas[1]") && refused.contains("hidden sign");
        assert!(named || refused.contains("this file has bytes in it that are not text"), "{refused}");
        assert!(!refused.contains(['\u{1b}', '\u{202e}', '\u{2066}', '\u{7}']), "{refused:?}");
    }
}

/// A recipe's texts follow the same rules as a payload from elsewhere.
#[test]
fn a_recipe_makes_no_link_that_runs() {
    let folder = folder("recipe");
    let kent = ["Kent".to_string()];
    for url in ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "//evil.example", "vbscript:x"] {
        let refused = imported(&folder, &kent, &RECIPE.replace("https://news.example/", url)).expect_err(url);
        assert!(refused.contains("source.url") && refused.contains("https://"), "{refused}");
    }
    let long = imported(&folder, &kent, &RECIPE.replace("Thefts recorded", &"x".repeat(1 << 20))).unwrap_err();
    assert!(long.contains("measure.label") && long.len() < 1_000, "{long:.1000}");
}

/// A reviewer's page has the article's words in it, and none of its markup.
#[test]
fn an_article_is_read_and_never_run() {
    let folder = folder("article");
    assert!(imported(&folder, &["Kent".into(), "Essex".into()], RECIPE).is_ok());
    program(&folder, &["import", "counts.toml", "-o", "counts.json"]);
    let page = |article: &str| {
        fs::write(folder.join("article.html"), article).unwrap();
        let output = program(&folder, &["check", "article.html", "counts.json", "--html", "-o", "page.html"]);
        // Markup may leave no words of an article; `check` then says so.
        let refused = output.status.code() == Some(2);
        if refused { String::new() } else { fs::read_to_string(folder.join("page.html")).unwrap() }
    };
    let around = |text: &str| format!("<article><p>{text} Kent recorded 7 thefts in 2017. {text}</p></article>");
    // One finding of each verdict, so that all marks are known.
    let known: BTreeSet<_> = [
        "Kent recorded 9 thefts in 2017.",
        "Kent recorded 7 thefts in 2017, 3 in Surrey.",
        "Essex recorded 1 theft in 2016.",
    ]
    .into_iter()
    .flat_map(|text| made(&page(&around(text))).0)
    .collect();
    let mut read = 0;
    for text in ["scripts", "turned", "unseen", "keys", "formulas"].into_iter().flat_map(texts) {
        // As markup, and as text that looks like it.
        for text in [text.clone(), text.replace('&', "&amp;").replace('<', "&lt;")] {
            let (elements, links) = made(&page(&around(&text)));
            let new: Vec<_> = elements.difference(&known).collect();
            assert!(new.is_empty() && links.is_empty(), "{text:?} makes {new:?} {links:?}");
            read += usize::from(!elements.is_empty());
        }
    }
    assert!(read > 120, "{read}");
}

/// Words of a newsroom's own, in which every message is this text with the places that it must have.
fn hostile_words(text: &str) -> Words {
    let welsh: Value = serde_json::from_str(LANGUAGES[0].1).unwrap();
    let keys = welsh["messages"].as_object().unwrap().keys();
    let places =
        |key: &str| (0..10).map(|at| format!("{{{at}}}")).filter(|place| key.contains(place)).collect::<String>();
    let messages: serde_json::Map<_, _> =
        keys.map(|key| (key.clone(), format!("{text}{}", places(key)).into())).collect();
    let number = json!({"point": text, "group": text, "minus": text, "percent": format!("{{0}}{text}")});
    let file = json!({"format": "force-compare-words/1", "language": "en-GB", "number": number, "messages": messages});
    let files = BTreeMap::from([("words.json".to_string(), file.to_string().into_bytes())]);
    Words::open(&files, "words.json").unwrap_or_else(|error| panic!("{error}"))
}

/// Everything that a bundle holds of a payload and words of a newsroom's own, but for the payload and the words.
fn bundled(words: Option<Words>) -> Vec<(String, String)> {
    let mut payload = generated_payload(6, 3, 5);
    payload["language"] = "en-GB".into();
    payload["caveats"] = json!(["Some forces did not answer."]);
    payload["source"] = json!({"name": "NSPCC", "url": "https://news.example/", "published": "2020-01-02"});
    payload["support"] = json!([{"label": "Childline", "number": "0800 1111"}]);
    let payload = Publication::new("figures.json".into(), Payload::read(&payload).unwrap(), Vec::new());
    let payload = payload.with_words(words.as_ref()).unwrap();
    let mut out = Vec::new();
    for (view, measure) in VIEWS {
        // The last one needs categories, which these figures have not.
        let asked = Asked { view: Some(view.into()), measure: Some(measure.into()), ..Asked::default() };
        if view == "breakdown" {
            continue;
        }
        let options = DisplayOptions { asked, theme: None, words: words.clone() };
        let payloads = [payload.clone()];
        let wanted =
            Bundle { publications: &payloads, options: &options, url: Some("https://news.example/"), article: None };
        let widget =
            ["define.0123456789.css", "define.0123456789.js"].map(|name| (name.to_string(), "sha384-x".to_string()));
        let files = bundle(&wanted, &BTreeMap::from(widget)).unwrap_or_else(|error| panic!("{error}"));
        out.extend(
            files.into_iter().map(|(path, bytes)| (format!("{view} {path}"), String::from_utf8(bytes).unwrap())),
        );
    }
    out.retain(|(path, _)| !path.contains("/data/"));
    // Other sites put the frame's code into pages of theirs.
    for (path, text) in out.iter_mut().filter(|(path, _)| path.ends_with("oembed.json")) {
        let announced: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        *text = announced["html"].as_str().unwrap().into();
    }
    out
}

#[test]
fn no_word_of_a_newsrooms_own_makes_an_element_an_attribute_or_a_link() {
    let elements =
        |files: &[(String, String)]| -> BTreeSet<String> { files.iter().flat_map(|(_, html)| made(html).0).collect() };
    // A bundle with words says where they are.
    let known = elements(&bundled(Some(hostile_words("Plain words"))));
    assert!(
        known.iter().any(|element| element.starts_with("force-compare") && element.contains(" words")),
        "{known:#?}"
    );
    for text in texts("scripts").into_iter().chain(["<!--".into(), "--><b>".into(), "'\"&amp;<i>".into()]) {
        // Placeholders of the text itself are refused before anything is written.
        if text.contains('{') {
            continue;
        }
        let files = bundled(Some(hostile_words(&text)));
        let found = elements(&files);
        let new: Vec<_> = found.difference(&known).collect();
        assert!(new.is_empty(), "{text:?} makes {new:?}");
        for (path, html) in &files {
            for link in made(html).1 {
                let fine = ["https://news.example/", "tel:", "data:,", "../", "#"]
                    .into_iter()
                    .any(|start| link.starts_with(start));
                assert!(fine, "{text:?} makes a link to {link:?} in {path}");
            }
            if path.ends_with(".svg") {
                let mut reader = quick_xml::Reader::from_str(html);
                while reader.read_event().unwrap_or_else(|error| panic!("{text:?}: {error}"))
                    != quick_xml::events::Event::Eof
                {}
            }
        }
    }
}
