//! Modules made into one script: a reader's browser asks once instead of nine times.

use std::path::{Component, Path};

use oxc_allocator::Allocator;
use oxc_ast::ast::Statement;
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, Span};

use super::script::{asked, edited, parse, range};

/// Modules of a bundle, each known by its path from the bundle's folder.
///
/// Their top-level names must differ; where two are alike, `script::minify` refuses the whole.
#[derive(Default)]
pub struct Joined {
    modules: Vec<Module>,
    /// The names by which they know their imports.
    imported: Vec<String>,
}

struct Module {
    path: String,
    needs: Vec<String>,
    body: String,
}

impl Joined {
    /// Takes a module, and gives the paths of those that it imports. The first one taken is the entry, the only one
    /// whose exports stay. Addresses of other files become addresses from the bundle's folder, where the whole will
    /// stand.
    pub fn add(&mut self, path: &str, text: &str) -> Result<Vec<String>, String> {
        if self.modules.iter().any(|module| module.path == path) {
            return Ok(Vec::new());
        }
        let arena = Allocator::default();
        let program = parse(&arena, text)?;
        let entry = self.modules.is_empty();
        let (mut needs, mut edits) = (Vec::new(), Vec::new());
        for statement in &program.body {
            let cut = match statement {
                Statement::ImportDeclaration(import) => {
                    needs.push(resolved(path, &import.source.value)?);
                    let locals = import.specifiers.iter().flatten();
                    self.imported.extend(locals.map(|specifier| specifier.name().to_string()));
                    import.span
                }
                Statement::ExportDeclaration(export) if !entry => {
                    Span::new(export.span.start, export.declaration.span().start)
                }
                Statement::ExportNamedDeclaration(_) | Statement::ExportDefaultDeclaration(_) if !entry => {
                    return Err("a module that is joined exports where it declares".into());
                }
                _ => continue,
            };
            edits.push((range(cut), String::new()));
        }
        for file in asked(text)? {
            edits.push((file.literal, format!("'./{}'", resolved(path, &file.address)?)));
        }
        self.modules.push(Module { path: path.into(), needs: needs.clone(), body: edited(text, edits) });
        Ok(needs)
    }

    /// All of them, in the order in which a browser would run them: each after those that it imports.
    pub fn text(&self) -> Result<String, String> {
        let mut written = Vec::new();
        if let Some(entry) = self.modules.first() {
            self.write(entry, &mut Vec::new(), &mut written)?;
        }
        let text = written.iter().map(|module| module.body.as_str()).collect::<Vec<_>>().join("\n");
        self.complete(&text)?;
        Ok(text)
    }

    /// Writes a module after those that it needs. Above it are those that need it.
    fn write<'a>(
        &'a self,
        module: &'a Module,
        above: &mut Vec<&'a str>,
        written: &mut Vec<&'a Module>,
    ) -> Result<(), String> {
        if above.contains(&&*module.path) {
            return Err("modules import each other in a circle".into());
        }
        if written.iter().any(|other| other.path == module.path) {
            return Ok(());
        }
        above.push(&module.path);
        for path in &module.needs {
            let needed = self.modules.iter().find(|other| other.path == *path);
            self.write(needed.ok_or_else(|| format!("{path} is missing"))?, above, written)?;
        }
        above.pop();
        written.push(module);
        Ok(())
    }

    /// Fails where no module declares a name that another imports: a browser would only tell when it comes to the
    /// place.
    fn complete(&self, text: &str) -> Result<(), String> {
        let arena = Allocator::default();
        let program = parse(&arena, text)?;
        let semantic = SemanticBuilder::new().build(&program).semantic;
        for missing in semantic.scoping().root_unresolved_references().keys() {
            if self.imported.iter().any(|name| missing.as_str() == name) {
                return Err(format!("{missing} is imported, but no module declares it by that name"));
            }
        }
        Ok(())
    }
}

/// The path from the bundle's folder that an address means in the module of a path.
fn resolved(module: &str, address: &str) -> Result<String, String> {
    let mut parts: Vec<_> = module.split('/').collect();
    parts.pop();
    for part in Path::new(address).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if parts.pop().is_some() => {}
            Component::Normal(name) if address.starts_with('.') => parts.push(name.to_str().unwrap_or_default()),
            _ => return Err(format!("{address} is not a file of the bundle")),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Joined, resolved};
    use crate::build::script::minify;

    #[test]
    fn joins_modules_in_the_order_of_their_imports() {
        let mut joined = Joined::default();
        let entry =
            "import {b} from './b.js';\nimport {a} from './a.js';\nexport class Entry { go() { return a + b(); } }\n";
        assert_eq!(joined.add("entry.js", entry).unwrap(), ["b.js", "a.js"]);
        let b = "import {a} from './a.js';\nexport function b() { return a; }\n";
        assert_eq!(joined.add("b.js", b).unwrap(), ["a.js"]);
        joined.add("a.js", "export const a = 1;\n").unwrap();
        let text = joined.text().unwrap();
        assert_eq!(
            text.replace('\n', " ").split_whitespace().collect::<Vec<_>>().join(" "),
            "const a = 1; function b() { return a; } export class Entry { go() { return a + b(); } }"
        );
        assert!(minify(&text).is_ok());
        let mut circle = Joined::default();
        circle.add("a.js", "import {b} from './b.js';").unwrap();
        assert!(circle.text().is_err());
        circle.add("b.js", "import {a} from './a.js';").unwrap();
        assert!(circle.text().is_err());
    }

    #[test]
    fn refuses_an_import_that_nobody_declares() {
        for given in ["export const b = 1;", "const c = 1;\nexport {c as a};", "export default 1;"] {
            let mut joined = Joined::default();
            joined.add("entry.js", "import {a} from './a.js';\nconsole.log(a);\n").unwrap();
            let joined = joined.add("a.js", given).and_then(|_| joined.text());
            assert!(joined.is_err(), "{given} gives {joined:?}");
        }
    }

    #[test]
    fn an_address_is_meant_from_the_module_that_has_it() {
        for (module, address, path) in [
            ("entry.js", "./a.js", Some("a.js")),
            ("entry.js", "./made/a.js", Some("made/a.js")),
            ("made/a.js", "../b.wasm", Some("b.wasm")),
            ("made/a.js", "./b.js", Some("made/b.js")),
            ("entry.js", "../b.js", None),
            ("entry.js", "b.js", None),
            ("entry.js", "/b.js", None),
        ] {
            assert_eq!(resolved(module, address).ok().as_deref(), path, "{address} in {module}");
        }
    }

    #[test]
    fn addresses_go_on_from_the_bundles_folder() {
        let mut joined = Joined::default();
        joined.add("entry.js", "import {a} from './made/a.js';\na();").unwrap();
        let a = "export const a = () => [new URL('../b.json', import.meta.url), import('./c.js')];";
        joined.add("made/a.js", a).unwrap();
        let text = joined.text().unwrap();
        assert!(text.contains("new URL('./b.json', import.meta.url), import('./made/c.js')"), "{text}");
    }
}
