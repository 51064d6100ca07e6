//! Finds every English text of the widget in its sources, and makes words and data of no language: an English letter
//! among those shows a text that did not come through a catalogue.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use force_compare::data::{Payload, write};
use force_compare::words;
use serde_json::{Map, Value, json};

/// Lists the text literals of some Rust source, without comments and attributes.
pub fn literals(source: &str) -> Vec<String> {
    let plain: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("#["))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut found = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find('"') {
        // A sign such as '"' is no text.
        if rest[..start].ends_with('\'') {
            rest = &rest[start + 1..];
            continue;
        }
        let mut text = String::new();
        let mut signs = rest[start + 1..].char_indices();
        let end = loop {
            match signs.next() {
                Some((at, '"')) => break start + 1 + at,
                Some((_, '\\')) => match signs.next() {
                    Some((_, '\n')) => {
                        let after = signs.as_str();
                        let skipped = after.len() - after.trim_start().len();
                        signs.nth(skipped - 1);
                    }
                    Some((_, sign)) => text.push(sign),
                    None => break plain.len(),
                },
                Some((_, sign)) => text.push(sign),
                None => return found,
            }
        };
        found.push(text);
        rest = &rest[end + 1..];
    }
    found
}

/// Whether there is anything to translate: places and punctuation are the same everywhere.
pub fn has_words(text: &str) -> bool {
    let bare: String =
        text.split('{').map(|part| part.trim_start_matches(|sign: char| sign.is_ascii_digit())).collect();
    bare.chars().any(char::is_alphabetic)
}

pub fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths =
        fs::read_dir(&root).unwrap_or_else(|error| panic!("{folder}: {error}")).map(|entry| entry.unwrap().path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|own| own == ending));
    let mut found: Vec<_> = wanted
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_string(), fs::read_to_string(&path).unwrap()))
        .collect();
    found.sort();
    found
}

/// These files of `words` hold no texts: they fill and keep texts, and read English numbers back.
const NO_TEXTS: [&str; 4] = ["catalogue.rs", "fill.rs", "reading.rs", "signs.rs"];

/// The beginning of a link.
const NO_TEXT: &str = "tel:";

/// Lists every English text that the widget says.
pub fn english() -> BTreeSet<String> {
    let sources = files("src/words", "rs").into_iter().filter(|(name, _)| !NO_TEXTS.contains(&name.as_str()));
    let texts = sources.flat_map(|(_, text)| literals(&text));
    texts.filter(|text| has_words(text) && text != NO_TEXT).collect()
}

/// Replaces each letter of a text by one of no language here; its placeholders stay.
pub fn strange(text: &str) -> String {
    let other = |letter: char| char::from_u32('а' as u32 + letter.to_ascii_lowercase() as u32 - 'a' as u32).unwrap();
    text.chars().map(|letter| if letter.is_ascii_alphabetic() { other(letter) } else { letter }).collect()
}

/// The words of no language, as a newsroom would write its own.
pub fn words_of_no_language() -> Value {
    let messages: Map<_, _> = english().into_iter().map(|text| (text.clone(), Value::from(strange(&text)))).collect();
    let number = json!({"point": "٫", "group": "٬", "percent": "{0}٪"});
    json!({"format": words::FORMAT, "language": "cy", "number": number, "messages": messages})
}

/// A payload whose names and titles share no letter with English. Its identifiers stay: they are read aloud nowhere.
pub fn payload_of_no_language(payload: &Payload) -> Value {
    let mut json = write(payload);
    turn(&mut json);
    json["language"] = "cy".into();
    json
}

fn turn(value: &mut Value) {
    const SAID: [&str; 8] = ["title", "label", "singular", "plural", "name", "short", "note", "caveats"];
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if SAID.contains(&key.as_str()) => *text = strange(text),
                    Value::Array(items) if SAID.contains(&key.as_str()) => {
                        items.iter_mut().for_each(|item| *item = strange(item.as_str().unwrap()).into());
                    }
                    value => turn(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(turn),
        _ => {}
    }
}
