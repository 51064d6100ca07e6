//! The widget's files, made of the sources in `www/force-compare` and of the engine: for pages, where names say what is
//! in a file; for bundlers, which name files themselves; and all in one script.
//!
//! Pages link `define.js` and `define.css`, whose names stay. Every other file is named by its content and named by the
//! one that loads it, so that files of two bundles never meet: a browser has the one that was meant, or none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::join::Joined;
use super::script::{Asks, asked, edited};
use super::{BuildError, made, minify_css, script, wasm};
use crate::disk::{files, read_text};
use crate::publish::{File, SELF_CONTAINED, WIDGET, hashed};

/// The sources of the widget's files, read and compiled.
pub struct WidgetSources {
    folder: PathBuf,
    /// Each engine's module, by its name.
    modules: Vec<File>,
    /// The words of each language but English.
    catalogues: Vec<File>,
    /// Scripts as they stand, style sheets made small, and pages, by their paths from the folder.
    texts: BTreeMap<String, String>,
}

/// The scripts that a page asks for, under names that stay.
const PAGE_SCRIPTS: [&str; 3] = ["define.js", "embed.js", "parent.js"];

/// The files that are published as they stand, for pages that link them.
const PAGE_FILES: [&str; 3] = ["define.css", "embed.css", "embed.html"];

/// The files that a page links to have the widget in it.
const LINKED: [&str; 2] = ["define.css", "define.js"];

/// A module by its path, and the text that stands for it in some of the files.
type Substitute<'a> = (&'a str, &'a str);

/// For scripts whose own address says nothing of where the bundle stands.
const NO_BASE: Substitute<'_> = ("base.js", "export const base = '';");

/// A script of the widget: its name, and its text with the modules that it imports in it.
type Script = (String, String);

impl WidgetSources {
    /// Reads the sources of a checkout and compiles the engine.
    pub fn make(sources: &Path) -> Result<Self, BuildError> {
        let folder = sources.join("www").join(WIDGET);
        let mut texts = BTreeMap::new();
        for path in files(&folder)? {
            let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
            let text = read_text(&path)?;
            let text = match path.extension().and_then(|ending| ending.to_str()) {
                Some("css") => minify_css::minify(&text).map_err(BuildError::source(&path))?,
                // A page of the widget has nothing in which blanks count: its lines lose their indentation.
                Some("html") => text.lines().map(|line| format!("{}\n", line.trim_start())).collect(),
                _ => text,
            };
            texts.insert(name, text);
        }
        texts.extend(made::modules(&texts));
        let catalogues = made::catalogues().into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        let mut modules = Vec::new();
        for (engine, wasm::Made { module, glue }) in [wasm::FIRST, wasm::WHOLE].into_iter().zip(wasm::build(sources)?) {
            texts.insert(engine.glue.into(), glue);
            modules.push((engine.module.into(), module));
        }
        Ok(Self { folder, modules, catalogues, texts })
    }

    /// The files for a page's own server.
    pub fn for_pages(&self) -> Result<Vec<File>, BuildError> {
        let mut scripts = Vec::new();
        for entry in PAGE_SCRIPTS {
            self.collect(entry, &[], &mut scripts, &mut Vec::new())?;
        }
        let loaded = || self.modules.iter().chain(&self.catalogues);
        let mut made: Vec<File> = loaded().map(|(name, bytes)| (hashed(name, bytes), bytes.clone())).collect();
        let mut names: BTreeMap<_, _> =
            loaded().zip(&made).map(|((name, _), (hashed, _))| (&**name, hashed.clone())).collect();
        let mut unasked: BTreeSet<_> = loaded().map(|(name, _)| &**name).collect();
        for (entry, text) in &scripts {
            let mut edits = Vec::new();
            for file in asked(text).map_err(self.fault(entry))? {
                let plain = file.address.trim_start_matches("./");
                let name =
                    names.get(plain).ok_or_else(|| self.fault(entry)(format!("{plain} is not there to be loaded")))?;
                unasked.remove(plain);
                edits.push((file.literal, format!("'./{name}'")));
            }
            let text = self.small(entry, &edited(text, edits))?;
            let stays = PAGE_SCRIPTS.contains(&&**entry);
            let name = if stays { entry.clone() } else { hashed(entry, text.as_bytes()) };
            names.insert(entry, name.clone());
            made.push((name, text.into_bytes()));
        }
        if let Some(name) = unasked.first() {
            return Err(self.fault(name)("no script loads it".into()));
        }
        for name in PAGE_FILES {
            made.push((name.into(), self.text(name)?.as_bytes().to_vec()));
        }
        made.push((SELF_CONTAINED.into(), self.self_contained()?.into_bytes()));
        // For pages that keep one version, under names that never mean another.
        let linked = made.iter().filter(|(name, _)| LINKED.contains(&&**name));
        let pinned: Vec<_> = linked.map(|(name, bytes)| (hashed(name, bytes), bytes.clone())).collect();
        made.extend(pinned);
        Ok(made)
    }

    /// The files for bundlers: readable, and each under the name that the sources call it.
    pub fn for_bundlers(&self) -> Result<Vec<File>, BuildError> {
        let mut scripts = Vec::new();
        self.collect("shell.js", &[NO_BASE], &mut scripts, &mut Vec::new())?;
        let define = format!("{}\nexport {{ForceCompare}};\n", self.text("define.js")?);
        let mut made = vec![
            ("define.js".into(), define.into_bytes()),
            ("define.css".into(), self.text("define.css")?.as_bytes().to_vec()),
            (SELF_CONTAINED.into(), self.self_contained()?.into_bytes()),
        ];
        made.extend(self.modules.iter().chain(&self.catalogues).cloned());
        made.extend(scripts.into_iter().map(|(name, text)| (name, text.into_bytes())));
        Ok(made)
    }

    /// Everything in one classic script. The scripts that others load when they are needed are functions in it.
    fn self_contained(&self) -> Result<String, BuildError> {
        let module = self.modules.iter().find(|(name, _)| name == wasm::WHOLE.module).map(|(_, bytes)| bytes);
        // The engine that does everything, as the first and only one. Not by a `data:` address, which a page's policy
        // may refuse to fetch.
        let first = format!(
            "import {{worded}} from './language.js';
            import {{Rows}} from './rows.js';
            import {{glue}} from './{glue}';
            export const firstEngine = {{
              parts: () => ({{fresh: () => ({{Rows, worded, ...glue()}})}}),
              module: async () => new Response(Uint8Array.from(atob('{module}'), (sign) => sign.charCodeAt()), \
                {{headers: {{'content-type': 'application/wasm'}}}}),
            }};",
            glue = wasm::WHOLE.glue,
            module = BASE64.encode(module.map_or(&[][..], Vec::as_slice)),
        );
        let languages =
            made::languages(|_, text| format!("async () => new Response({})", serde_json::Value::from(text)));
        let instead = [
            NO_BASE,
            ("first-engine.js", &*first),
            ("whole-engine.js", "export const wholeEngine = undefined;"),
            ("retry.js", "export const retry = (load) => load();"),
            (made::LANGUAGES_MODULE, &*languages),
        ];
        let mut scripts = Vec::new();
        self.collect(SELF_CONTAINED, &instead, &mut scripts, &mut Vec::new())?;
        let mut functions = String::new();
        let mut entry = String::new();
        for (name, text) in scripts {
            let asked = asked(&text).map_err(self.fault(&name))?;
            let imports = asked.into_iter().filter(|file| file.how == Asks::Import);
            let edits =
                imports.map(|file| (file.expression, format!("loadPart('{}')", file.address.trim_start_matches("./"))));
            let text = edited(&text, edits.collect());
            if name == SELF_CONTAINED {
                entry = text;
            } else {
                let function = script::as_function(&text).map_err(self.fault(&name))?;
                functions += &format!("'{name}': {function},\n");
            }
        }
        let text = format!(
            "(() => {{\n'use strict';\nconst loadedParts = {{}};\nconst waitingParts = {{\n{functions}}};\n\
             const loadPart = async (name) => loadedParts[name] ??= waitingParts[name]();\n{entry}\n}})();"
        );
        if !script::stands_alone(&text).map_err(self.fault(SELF_CONTAINED))? {
            return Err(self.fault(SELF_CONTAINED)("something in it needs a file beside it".into()));
        }
        self.small(SELF_CONTAINED, &text)
    }

    /// Adds a script to the others, after those that it loads when they are needed. Above it are those that load it.
    fn collect(
        &self,
        name: &str,
        instead: &[Substitute<'_>],
        scripts: &mut Vec<Script>,
        above: &mut Vec<String>,
    ) -> Result<(), BuildError> {
        if scripts.iter().any(|(other, _)| other == name) {
            return Ok(());
        }
        if above.iter().any(|other| other == name) {
            // Each is named by what is in it, the names of the others too.
            return Err(self.fault(name)("scripts load each other in a circle".into()));
        }
        above.push(name.into());
        let text = self.joined(name, instead)?;
        for file in asked(&text).map_err(self.fault(name))? {
            if file.how == Asks::Import {
                self.collect(file.address.trim_start_matches("./"), instead, scripts, above)?;
            }
        }
        above.pop();
        scripts.push((name.into(), text));
        Ok(())
    }

    /// A module with those that it imports in it, some of them replaced.
    fn joined(&self, entry: &str, instead: &[Substitute<'_>]) -> Result<String, BuildError> {
        let mut joined = Joined::default();
        let mut waiting = vec![entry.to_string()];
        while let Some(name) = waiting.pop() {
            let replaced = instead.iter().find(|(replaced, _)| name == *replaced).map(|(_, text)| *text);
            let text = match replaced {
                Some(text) => text,
                None => self.text(&name)?,
            };
            waiting.extend(joined.add(&name, text).map_err(self.fault(&name))?);
        }
        joined.text().map_err(self.fault(entry))
    }

    fn text(&self, name: &str) -> Result<&str, BuildError> {
        self.texts
            .get(name)
            .map(String::as_str)
            .ok_or_else(|| self.fault(name)("it is asked for, and is not there".into()))
    }

    fn small(&self, name: &str, text: &str) -> Result<String, BuildError> {
        script::minify(text).map_err(self.fault(name))
    }

    fn fault(&self, name: &str) -> impl FnOnce(String) -> BuildError {
        BuildError::source(&self.folder.join(name))
    }
}
