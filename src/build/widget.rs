//! The widget's files, made of the sources in `www/force-compare` and of the engine: for pages, where names say what is
//! in a file; for bundlers, which name files themselves; and all in one script.
//!
//! Pages link `define.js` and `define.css`, whose names stay. Every other file is named by its content and named by the
//! one that loads it, so that files of two bundles never meet: a browser has the one that was meant, or none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::to_string;

use super::{BuildError, minify_css, script, wasm};
use crate::disk::{files, read_text};
use crate::publish::{File, LANGUAGES, SELF_CONTAINED, WIDGET, hashed};
use crate::{claims, words};

/// What the widget is made of.
pub struct WidgetSources {
    folder: PathBuf,
    /// Each engine's module, by its name.
    modules: Vec<File>,
    /// The words of each language but English.
    catalogues: Vec<File>,
    /// By name: scripts as they stand, style sheets made small, and pages.
    texts: BTreeMap<String, String>,
}

/// What a page asks for by name; the last two only where they are.
const NAMED: [&str; 3] = ["define.js", "embed.js", "parent.js"];

/// What a page links that has the widget in it.
const PINNED: [&str; 2] = ["define.css", "define.js"];

/// What they load when it is needed, each after what it loads itself.
const LOADED: [&str; 7] = ["whole.js", "hear.js", "export.js", "article.js", "finder.js", "keys.js", "element.js"];

/// Style sheets that stand in a script, and the modules that they become. Only the last is a file as well.
const STYLES: [(&str, &str); 7] = [
    ("article.css", "article_styles.js"),
    ("element.css", "styles.js"),
    ("finder.css", "finder_styles.js"),
    ("keys.css", "keys_styles.js"),
    ("menu.css", "menu_styles.js"),
    ("rows.css", "rows_styles.js"),
    ("define.css", "define_styles.js"),
];

/// Where nobody knows where the bundle stands.
const NO_HOME: (&str, &str) = ("home.js", "export const home = '';");

impl WidgetSources {
    /// Reads the sources of a checkout and compiles the engine.
    pub fn make(sources: &Path) -> Result<Self, BuildError> {
        let folder = sources.join("www").join(WIDGET);
        let mut texts = BTreeMap::new();
        for path in files(&folder)? {
            let name = path.file_name().unwrap_or_default().display().to_string();
            let text = read_text(&path)?;
            let text = if name.ends_with(".css") {
                minify_css::minify(&text).map_err(BuildError::source(&path))?
            } else {
                text
            };
            texts.insert(name, text);
        }
        for (styles, module) in STYLES {
            let css = serde_json::Value::from(texts.get(styles).cloned().unwrap_or_default());
            // Named for the sheet: one script may have several of them in it.
            let name = styles.trim_end_matches(".css");
            texts.insert(module.into(), format!("export const {name}Css = {css};"));
        }
        for (module, words) in [
            ("words.js", to_string(&words::DOWNLOAD)),
            ("hear_words.js", to_string(&words::HEAR)),
            ("article_words.js", to_string(&words::ARTICLE)),
            ("keys_words.js", to_string(&words::KEYS)),
        ] {
            texts.insert(module.into(), format!("export const words = {};", words.unwrap_or_default()));
        }
        let [left_out, inline] = claims::selectors();
        let rules = format!("export const LEFT_OUT = '{left_out}';\nexport const INLINE = '{inline}';");
        texts.insert("reading_rules.js".into(), rules);
        let (mut languages, mut catalogues) = (String::new(), Vec::new());
        for (language, text) in LANGUAGES {
            let name = format!("{language}.json");
            languages += &format!("  {language}: () => fetch(new URL('./{name}', import.meta.url)),\n");
            let text = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default().to_string();
            catalogues.push((name, text.into_bytes()));
        }
        texts.insert("languages.js".into(), format!("export const languages = {{\n{languages}}};"));
        let mut modules = Vec::new();
        for (engine, wasm::Made { module, glue }) in [wasm::FIRST, wasm::WHOLE].into_iter().zip(wasm::build(sources)?) {
            texts.insert(engine.glue.into(), glue);
            modules.push((engine.module.into(), module));
        }
        Ok(Self { folder, modules, catalogues, texts })
    }

    /// The files for a page's own server.
    pub fn for_pages(&self) -> Result<Vec<File>, BuildError> {
        let (mut links, mut made) = (Vec::new(), Vec::new());
        for (name, module) in self.modules.iter().chain(&self.catalogues) {
            let hashed = hashed(name, module);
            links.push((name.as_str(), hashed.clone()));
            made.push((hashed, module.clone()));
        }
        for entry in LOADED.into_iter().chain(NAMED) {
            if !self.texts.contains_key(entry) {
                continue;
            }
            let text = self.small(entry, &linked(&self.joined(entry, &[])?, &links))?;
            let name = if LOADED.contains(&entry) { hashed(entry, text.as_bytes()) } else { entry.into() };
            links.push((entry, name.clone()));
            made.push((name, text.into_bytes()));
        }
        // A name that nobody loads is one that somebody loads by its old name.
        for (entry, name) in links.iter().filter(|(entry, _)| !NAMED.contains(entry)) {
            let loaded = |(_, bytes): &File| bytes.windows(name.len()).any(|part| part == name.as_bytes());
            if !made.iter().any(loaded) {
                return Err(self.fault(entry)("no script loads it by this name".into()));
            }
        }
        let inside = |name: &str| STYLES[..6].iter().any(|(styles, _)| name == *styles) || name.ends_with(".js");
        let others = self.texts.iter().filter(|(name, _)| !inside(name));
        made.extend(others.map(|(name, text)| (name.clone(), text.clone().into_bytes())));
        made.push((SELF_CONTAINED.into(), self.self_contained()?.into_bytes()));
        // For pages that keep one version, the two under a name that never changes.
        let linked = made.iter().filter(|(name, _)| PINNED.contains(&name.as_str()));
        let pinned: Vec<_> = linked.map(|(name, bytes)| (hashed(name, bytes), bytes.clone())).collect();
        made.extend(pinned);
        Ok(made)
    }

    /// The files for bundlers: readable, and each under the name that the sources call it.
    pub fn for_bundlers(&self) -> Result<Vec<File>, BuildError> {
        let [define, css] = ["define.js", "define.css"].map(|name| self.texts.get(name).cloned().unwrap_or_default());
        let mut made = vec![
            ("define.js".into(), format!("{define}\nexport {{ForceCompare}};\n").into_bytes()),
            ("define.css".into(), css.into_bytes()),
            (SELF_CONTAINED.into(), self.self_contained()?.into_bytes()),
        ];
        made.extend(self.modules.iter().chain(&self.catalogues).cloned());
        for entry in LOADED.into_iter().chain(["shell.js"]) {
            made.push((entry.into(), self.joined(entry, &[NO_HOME])?.into_bytes()));
        }
        Ok(made)
    }

    /// Everything in one classic script. The parts that others load when they are needed are functions in it.
    fn self_contained(&self) -> Result<String, BuildError> {
        let module =
            self.modules.iter().find(|(name, _)| name == wasm::WHOLE.module).map(|(_, bytes)| BASE64.encode(bytes));
        // The engine that does everything, as the first and only one. Not by a `data:` address, which a page's policy may
        // refuse to fetch.
        let first = format!(
            "import {{worded}} from './language.js';
            import {{Rows}} from './rows.js';
            import {{glue}} from './{glue}';
            export const first = {{
              parts: () => ({{fresh: () => ({{Rows, worded, ...glue()}})}}),
              module: async () => new Response(Uint8Array.from(atob('{module}'), (sign) => sign.charCodeAt()), {{headers: \
                {{'content-type': 'application/wasm'}}}}),
            }};",
            glue = wasm::WHOLE.glue,
            module = module.unwrap_or_default(),
        );
        let mut languages = String::from("export const languages = {\n");
        for (name, text) in &self.catalogues {
            let text = String::from_utf8_lossy(text);
            languages += &format!(
                "  {}: async () => new Response({}),\n",
                name.trim_end_matches(".json"),
                serde_json::Value::from(&*text)
            );
        }
        languages += "};";
        let instead = [
            NO_HOME,
            ("first.js", first.as_str()),
            ("rest.js", "export const rest = undefined;"),
            ("again.js", "export const again = (load) => load();"),
            ("languages.js", languages.as_str()),
        ];
        let mut text = String::from("(() => {\n'use strict';\nconst loadedParts = {};\nconst waitingParts = {\n");
        for entry in &LOADED[1..] {
            let part = script::as_function(&self.joined(entry, &instead)?).map_err(self.fault(entry))?;
            text += &format!("'{entry}': {part},\n");
        }
        text += "};\nconst loadPart = async (name) => loadedParts[name] ??= waitingParts[name]();\n";
        text += &self.joined(SELF_CONTAINED, &instead)?;
        text += "\n})();";
        for entry in &LOADED[1..] {
            text = text.replace(&format!("import('./{entry}')"), &format!("loadPart('{entry}')"));
        }
        if let Some(left) = ["import(", "import.meta", "new URL('./"].into_iter().find(|left| text.contains(left)) {
            return Err(self.fault(SELF_CONTAINED)(format!("{left} is left, which needs a file beside it")));
        }
        self.small(SELF_CONTAINED, &text)
    }

    /// A module with those that it imports in it, some of them replaced.
    fn joined(&self, entry: &str, instead: &[(&str, &str)]) -> Result<String, BuildError> {
        let mut joined = script::Joined::default();
        let mut waiting = vec![entry.to_string()];
        while let Some(name) = waiting.pop() {
            let replaced = instead.iter().find(|(replaced, _)| name == *replaced).map(|(_, text)| *text);
            let text = replaced.or_else(|| self.texts.get(&name).map(String::as_str));
            let text = text.ok_or_else(|| self.fault(entry)(format!("{name} is imported and not there")))?;
            waiting.extend(joined.add(Path::new(&name), text).map_err(self.fault(&name))?);
        }
        joined.text().map_err(self.fault(entry))
    }

    fn small(&self, name: &str, text: &str) -> Result<String, BuildError> {
        script::minify(text).map_err(self.fault(name))
    }

    fn fault(&self, name: &str) -> impl FnOnce(String) -> BuildError {
        BuildError::source(&self.folder.join(name))
    }
}

/// Each address in the text that names a file, by the name that the file got.
fn linked(text: &str, links: &[(&str, String)]) -> String {
    links.iter().fold(text.into(), |text: String, (name, hashed)| {
        text.replace(&format!("'./{name}'"), &format!("'./{hashed}'"))
    })
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn links_addresses_and_nothing_else() {
        let links = [("a.js", "a.1.js".into())];
        let text = "import('./a.js'); 'a.js did not load'; './ba.js'";
        assert_eq!(linked(text, &links), "import('./a.1.js'); 'a.js did not load'; './ba.js'");
    }
}
