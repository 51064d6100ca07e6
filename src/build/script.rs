//! Scripts made small: comments and white space left out, local and private names shortened. Nothing is rewritten, so
//! the code that a reader's browser runs is the code that stands in `www/`.

use std::ops::Range;
use std::path::{Path, PathBuf};

use oxc_allocator::Allocator;
use oxc_ast::ast::{Declaration, Program, Statement};
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::Mangler;
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, SourceType, Span};

/// The small form of an ES module, or what is wrong with it.
pub fn minify(text: &str) -> Result<String, String> {
    let arena = Allocator::default();
    let program = parse(&arena, text)?;
    let built = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .with_build_nodes(true)
        .with_class_table(true)
        .build(&program);
    if let Some(error) = built.diagnostics.first() {
        return Err(error.to_string());
    }
    let mut semantic = built.semantic;
    let private = Mangler::default().build_with_semantic(&mut semantic, &program);
    let printer = Codegen::new().with_options(CodegenOptions::minify());
    let printer = printer.with_scoping(Some(semantic.into_scoping())).with_private_member_mappings(Some(private));
    Ok(printer.build(&program).code)
}

/// A function that a module exports, and where in the text it stands.
pub struct Function {
    pub name: String,
    pub statement: Range<usize>,
    /// From its parameters on.
    pub unnamed: Range<usize>,
}

/// The functions that a module exports where it declares them.
pub fn exported_functions(text: &str) -> Result<Vec<Function>, String> {
    let arena = Allocator::default();
    let mut functions = Vec::new();
    for statement in &parse(&arena, text)?.body {
        if let Statement::ExportDeclaration(export) = statement
            && let Declaration::FunctionDeclaration(function) = &export.declaration
            && let Some(name) = &function.id
        {
            functions.push(Function {
                name: name.name.to_string(),
                statement: range(export.span),
                unnamed: function.params.span.start as usize..function.span.end as usize,
            });
        }
    }
    Ok(functions)
}

/// A module as a function: what the module does when it is first imported, the function does when it is called, and it
/// returns what the module exports.
pub fn as_function(text: &str) -> Result<String, String> {
    let arena = Allocator::default();
    let (mut body, mut kept, mut exports) = (String::new(), 0, Vec::new());
    for statement in &parse(&arena, text)?.body {
        let cut = match statement {
            Statement::ExportDeclaration(export) => {
                exports.push(match &export.declaration {
                    Declaration::FunctionDeclaration(function) => function.id.as_ref().map(|id| id.name.to_string()),
                    Declaration::ClassDeclaration(class) => class.id.as_ref().map(|id| id.name.to_string()),
                    _ => return Err("a module that becomes a function exports functions and classes".into()),
                });
                Span::new(export.span.start, export.declaration.span().start)
            }
            Statement::ExportNamedDeclaration(export) => {
                let names = export.specifiers.iter();
                exports.extend(names.map(|name| Some(format!("{}: {}", name.exported.name(), name.local.name()))));
                export.span
            }
            Statement::ImportDeclaration(_) | Statement::ExportDefaultDeclaration(_) => {
                return Err("a module that becomes a function imports nothing and exports by name".into());
            }
            _ => continue,
        };
        body.push_str(&text[kept..cut.start as usize]);
        kept = cut.end as usize;
    }
    body.push_str(&text[kept..]);
    let exports: Vec<_> = exports.into_iter().flatten().collect();
    Ok(format!("() => {{\n{body}\nreturn {{{}}};\n}}", exports.join(", ")))
}

fn parse<'a>(arena: &'a Allocator, text: &'a str) -> Result<Program<'a>, String> {
    let parsed = Parser::new(arena, text, SourceType::mjs()).parse();
    match parsed.diagnostics.first() {
        Some(error) => Err(error.to_string()),
        None => Ok(parsed.program),
    }
}

fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// Modules made into one: a reader's browser asks once instead of nine times.
///
/// Their top-level names must differ; where two are alike, [`minify`] refuses the whole.
#[derive(Default)]
pub struct Joined {
    modules: Vec<Module>,
    /// What they call that which they import.
    imported: Vec<String>,
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
        let program = parse(&arena, text)?;
        let entry = self.modules.is_empty();
        let (mut names, mut body, mut kept) = (Vec::new(), String::new(), 0);
        for statement in &program.body {
            let cut = match statement {
                Statement::ImportDeclaration(import) => {
                    names.push(import.source.value.trim_start_matches("./").to_string());
                    let locals = import.specifiers.iter().flatten();
                    self.imported.extend(locals.map(|specifier| specifier.name().to_string()));
                    range(import.span)
                }
                Statement::ExportDeclaration(export) if !entry => {
                    range(Span::new(export.span.start, export.declaration.span().start))
                }
                Statement::ExportNamedDeclaration(_) | Statement::ExportDefaultDeclaration(_) if !entry => {
                    return Err("a module that is joined exports where it declares".into());
                }
                _ => continue,
            };
            body.push_str(&text[kept..cut.start]);
            kept = cut.end;
        }
        body.push_str(&text[kept..]);
        let folder = path.parent().unwrap_or(Path::new(""));
        let needs = names.iter().map(|name| folder.join(name)).collect();
        self.modules.push(Module { path: path.into(), needs, body });
        Ok(names)
    }

    /// Whether a file is among them.
    pub fn contains(&self, path: &Path) -> bool {
        self.modules.iter().any(|module| module.path == path)
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

    /// Writes a module after what it needs. Above it are those that need it.
    fn write<'a>(
        &'a self,
        module: &'a Module,
        above: &mut Vec<&'a Path>,
        written: &mut Vec<&'a Module>,
    ) -> Result<(), String> {
        if above.contains(&module.path.as_path()) {
            return Err("modules import each other in a circle".into());
        }
        if written.iter().any(|other| other.path == module.path) {
            return Ok(());
        }
        above.push(&module.path);
        for path in &module.needs {
            let needed = self.modules.iter().find(|other| other.path == *path);
            self.write(needed.ok_or_else(|| format!("{} is missing", path.display()))?, above, written)?;
        }
        above.pop();
        written.push(module);
        Ok(())
    }

    /// Whether each import has found what it names: a browser would only tell when it comes to the place.
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Joined, as_function, exported_functions, minify};

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
        assert!(circle.text().is_err());
        circle.add(Path::new("b.js"), "import {a} from './a.js';").unwrap();
        assert!(circle.text().is_err());
    }

    #[test]
    fn refuses_an_import_that_nobody_declares() {
        for given in ["export const b = 1;", "const c = 1;\nexport {c as a};", "export default 1;"] {
            let mut joined = Joined::default();
            joined.add(Path::new("entry.js"), "import {a} from './a.js';\nconsole.log(a);\n").unwrap();
            let joined = joined.add(Path::new("a.js"), given).and_then(|_| joined.text());
            assert!(joined.is_err(), "{given} gives {joined:?}");
        }
    }

    #[test]
    fn finds_functions_that_are_exported() {
        let text = "const a = 1;\nexport function f(b) { return a + b; }\nfunction g() {}\nexport class C {}\n";
        let [f] = &exported_functions(text).unwrap()[..] else { panic!("not one") };
        assert_eq!(f.name, "f");
        assert_eq!(&text[f.statement.clone()], "export function f(b) { return a + b; }");
        assert_eq!(&text[f.unnamed.clone()], "(b) { return a + b; }");
    }

    #[test]
    fn makes_a_function_of_a_module() {
        let text = "const a = 1;\nexport function f() { return a; }\nexport class C {}\nexport {a, f as g};\n";
        let function = as_function(text).unwrap();
        assert_eq!(
            function.split_whitespace().collect::<Vec<_>>().join(" "),
            "() => { const a = 1; function f() { return a; } class C {} return {f, C, a: a, g: f}; }"
        );
        assert!(minify(&format!("const b = {function};")).is_ok());
        for refused in ["import './a.js';", "export default 1;", "export const a = 1;"] {
            assert!(as_function(refused).is_err(), "{refused}");
        }
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
