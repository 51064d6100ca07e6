//! Scripts made small: comments and white space left out, local and private names shortened. Nothing is rewritten, so
//! the code that a reader's browser runs is the code that stands in `www/`.

use std::path::{Path, PathBuf};

use oxc_allocator::Allocator;
use oxc_ast::ast::Statement;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::Mangler;
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, SourceType};

/// The small form of an ES module, or what is wrong with it.
pub fn minify(text: &str) -> Result<String, String> {
    let arena = Allocator::default();
    let parsed = Parser::new(&arena, text, SourceType::mjs()).parse();
    if let Some(error) = parsed.diagnostics.first() {
        return Err(error.to_string());
    }
    let built = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .with_build_nodes(true)
        .with_class_table(true)
        .build(&parsed.program);
    if let Some(error) = built.diagnostics.first() {
        return Err(error.to_string());
    }
    let mut semantic = built.semantic;
    let private = Mangler::default().build_with_semantic(&mut semantic, &parsed.program);
    let printer = Codegen::new().with_options(CodegenOptions::minify());
    let printer = printer.with_scoping(Some(semantic.into_scoping())).with_private_member_mappings(Some(private));
    Ok(printer.build(&parsed.program).code)
}

/// Modules made into one: a reader's browser asks once instead of nine times.
///
/// Their top-level names must differ; where two are alike, [`minify`] refuses the whole.
#[derive(Default)]
pub struct Joined {
    modules: Vec<Module>,
}

struct Module {
    path: PathBuf,
    needs: Vec<PathBuf>,
    body: String,
}

impl Joined {
    /// Takes a module, and gives the files that it imports and that are not here yet. The first one taken is the entry,
    /// the only one whose exports stay.
    pub fn add(&mut self, path: &Path, text: &str) -> Result<Vec<String>, String> {
        if self.contains(path) {
            return Ok(Vec::new());
        }
        let arena = Allocator::default();
        let parsed = Parser::new(&arena, text, SourceType::mjs()).parse();
        if let Some(error) = parsed.diagnostics.first() {
            return Err(error.to_string());
        }
        let entry = self.modules.is_empty();
        let (mut names, mut body, mut kept) = (Vec::new(), String::new(), 0);
        let mut aliases = String::new();
        for statement in &parsed.program.body {
            let cut = match statement {
                Statement::ImportDeclaration(import) => {
                    names.push(import.source.value.trim_start_matches("./").to_string());
                    import.span.start..import.span.end
                }
                Statement::ExportDeclaration(export) if !entry => export.span.start..export.declaration.span().start,
                // `export {a as b}`: b is a, for whoever imports it.
                Statement::ExportNamedDeclaration(export) if !entry => {
                    for named in &export.specifiers {
                        let (local, exported) = (named.local.name(), named.exported.name());
                        if local != exported {
                            aliases.push_str(&format!("\nconst {exported} = {local};\n"));
                        }
                    }
                    export.span.start..export.span.end
                }
                Statement::ExportDefaultDeclaration(_) if !entry => {
                    return Err("a module that is joined exports by names alone".into());
                }
                _ => continue,
            };
            body.push_str(&text[kept..cut.start as usize]);
            kept = cut.end as usize;
        }
        body.push_str(&text[kept..]);
        body.push_str(&aliases);
        let folder = path.parent().unwrap_or(Path::new(""));
        let needs = names.iter().map(|name| folder.join(name)).collect();
        self.modules.push(Module { path: path.into(), needs, body });
        Ok(names)
    }

    /// Whether a file is among them.
    pub fn contains(&self, path: &Path) -> bool {
        self.modules.iter().any(|module| module.path == path)
    }

    /// All of them, each after those that it imports.
    pub fn text(&self) -> Result<String, String> {
        let mut written: Vec<&Module> = Vec::new();
        while written.len() < self.modules.len() {
            let before = written.len();
            let has = |written: &[&Module], path: &Path| written.iter().any(|module| module.path == path);
            for module in &self.modules {
                let ready = module.needs.iter().all(|path| has(&written, path));
                if ready && !has(&written, &module.path) {
                    written.push(module);
                }
            }
            if written.len() == before {
                return Err("modules import each other in a circle".into());
            }
        }
        Ok(written.iter().map(|module| module.body.as_str()).collect::<Vec<_>>().join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Joined, minify};

    #[test]
    fn joins_modules_in_the_order_of_their_imports() {
        let mut joined = Joined::default();
        let entry =
            "import {b} from './b.js';\nimport {a} from './a.js';\nexport class Entry { go() { return a + b(); } }\n";
        assert_eq!(joined.add(Path::new("entry.js"), entry).unwrap(), ["b.js", "a.js"]);
        let b = "import {a} from './a.js';\nexport function b() { return a; }\n";
        assert_eq!(joined.add(Path::new("b.js"), b).unwrap(), ["a.js"]);
        joined.add(Path::new("a.js"), "export const a = 1;\n").unwrap();
        let text = joined.text().unwrap();
        assert_eq!(
            text.replace('\n', " ").split_whitespace().collect::<Vec<_>>().join(" "),
            "const a = 1; function b() { return a; } export class Entry { go() { return a + b(); } }"
        );
        assert!(minify(&text).is_ok());
        let mut circle = Joined::default();
        circle.add(Path::new("a.js"), "import {b} from './b.js';").unwrap();
        circle.add(Path::new("b.js"), "import {a} from './a.js';").unwrap();
        assert!(circle.text().is_err());
    }

    #[test]
    fn refuses_two_of_the_same_name() {
        assert!(minify("const a = 1; const a = 2;").is_err());
    }

    #[test]
    fn leaves_what_others_see() {
        let small = minify(
            "// Why.\nimport {far} from './far.js';\nexport class Seen {\n  #hidden = /[/]\\/x/u;\n  \
             shown(first) { return `${first?.name ?? far} is ${this.#hidden.test(first)}`; }\n}\n",
        );
        let small = small.unwrap();
        for kept in ["./far.js", "export class", "Seen", "shown(", "?.name", "??", "`${", "/[/]\\/x/u"] {
            assert!(small.contains(kept), "{kept} is gone from {small}");
        }
        for gone in ["Why", "#hidden", "first", "\n  "] {
            assert!(!small.contains(gone), "{gone} is left in {small}");
        }
    }

    #[test]
    fn refuses_what_is_no_script() {
        assert!(minify("export const = 1;").is_err());
    }
}
