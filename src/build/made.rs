//! The modules that scripts import from `made/`, where there is no file: each holds something that the program knows,
//! or that a script cannot import as it stands. `www/force-compare/made/README.md` lists them.

use std::collections::BTreeMap;

use serde_json::{Value, to_string};

use crate::publish::LANGUAGES;
use crate::{claims, words};

/// Where scripts find them, from the folder of the widget.
const FOLDER: &str = "made";

/// The module that has each language's words but English.
pub const LANGUAGES_MODULE: &str = "made/languages.js";

/// The style sheets that scripts put into pages and shadow trees.
const SHEETS: [&str; 7] = ["article", "define", "element", "finder", "keys", "menu", "rows"];

/// All of them but the engines' glue, each by its path from the folder of the widget. `texts` are the widget's sources,
/// in which the style sheets are small already.
pub fn modules(texts: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let named = |name: &str, text: String| (format!("{FOLDER}/{name}"), text);
    let mut modules = Vec::new();
    for sheet in SHEETS {
        let css = Value::from(texts.get(&format!("{sheet}.css")).cloned().unwrap_or_default());
        // Named for the sheet: one script may have several of them in it.
        modules.push(named(&format!("{sheet}_styles.js"), format!("export const {sheet}Css = {css};")));
    }
    for (of, words) in [
        ("article", to_string(&words::ARTICLE)),
        ("download", to_string(&words::DOWNLOAD)),
        ("hear", to_string(&words::HEAR)),
        ("keys", to_string(&words::KEYS)),
    ] {
        let text = format!("export const words = {};", words.unwrap_or_default());
        modules.push(named(&format!("{of}_words.js"), text));
    }
    let [left_out, inline] = claims::selectors();
    let rules = format!("export const LEFT_OUT = '{left_out}';\nexport const INLINE = '{inline}';");
    modules.push(named("reading_rules.js", rules));
    let fetched = |file: &str, _: &str| format!("() => fetch(new URL('../{file}', import.meta.url))");
    modules.push((LANGUAGES_MODULE.into(), languages(fetched)));
    modules
}

/// The words of each language but English, in a file of its name.
pub fn catalogues() -> Vec<(String, String)> {
    let small = |text| serde_json::from_str::<Value>(text).unwrap_or_default().to_string();
    LANGUAGES.iter().map(|(language, text)| (format!("{language}.json"), small(text))).collect()
}

/// A module that has for each language a function that fetches its words: from its file, or out of the script itself.
pub fn languages(fetched: impl Fn(&str, &str) -> String) -> String {
    let entries = catalogues().into_iter().map(|(file, text)| {
        let language = file.trim_end_matches(".json");
        format!("  {language}: {},\n", fetched(&file, &text))
    });
    format!("export const languages = {{\n{}}};", entries.collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    use super::{FOLDER, modules};
    use crate::build::wasm::{FIRST, WHOLE};

    /// README.md has a line for each module, and scripts import all of them and no other.
    #[test]
    fn the_list_for_readers_of_the_scripts_is_complete() {
        let widget = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/force-compare");
        let glue = [FIRST.glue, WHOLE.glue].map(String::from);
        let made: BTreeSet<String> = modules(&BTreeMap::new()).into_iter().map(|(path, _)| path).chain(glue).collect();
        let readme = fs::read_to_string(widget.join(FOLDER).join("README.md")).unwrap();
        let rows = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        assert_eq!(rows.map(|(name, _)| format!("{FOLDER}/{name}")).collect::<BTreeSet<_>>(), made);

        let mut imported = BTreeSet::new();
        for entry in fs::read_dir(widget).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "js") {
                let text = fs::read_to_string(path).unwrap();
                let addresses = text.split("from './made/").skip(1);
                imported.extend(addresses.map(|rest| format!("{FOLDER}/{}", rest.split('\'').next().unwrap())));
            }
        }
        // The self-contained script's first engine is the whole one, whose glue it imports in a module made for it.
        assert_eq!(imported, made);
    }
}
