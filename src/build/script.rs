//! Scripts as the parser sees them: the files that they name, small forms of them, and changes to their text at the
//! places that the parser gives. Minifying rewrites nothing, so the code that a reader's browser runs is the code in
//! `www/`.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, Declaration, Expression, NewExpression, Program, Statement, StringLiteral};
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::Mangler;
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, SourceType, Span};

/// A part of a text, and the text to put in its place.
pub type Edit = (Range<usize>, String);

/// The text with its edits made, none of which overlap.
pub fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(place, _)| place.start);
    let (mut out, mut kept) = (String::new(), 0);
    for (place, new) in edits {
        out.push_str(&text[kept..place.start]);
        out.push_str(&new);
        kept = place.end;
    }
    out + &text[kept..]
}

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

/// How a script asks for another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// `import('./a.js')`, for a script that it runs.
    Import,
    /// `new URL('./a.wasm', import.meta.url)`, for any other file.
    Address,
}

/// A place where a script asks for a file beside it while it runs.
pub struct FileRequest {
    pub how: Asks,
    /// The address as it is written, such as `./a.js`.
    pub address: String,
    /// The whole expression.
    pub expression: Range<usize>,
    /// The address in it, with its quotation marks.
    pub literal: Range<usize>,
}

/// All places where a script asks for files by addresses that are written out. `import` declarations are not among
/// them, nor are addresses that the script works out.
pub fn asked(text: &str) -> Result<Vec<FileRequest>, String> {
    let mut found = Vec::new();
    each_node(text, |node| {
        let (how, expression, literal) = match node {
            AstKind::ImportExpression(import) => (Asks::Import, import.span, written_out(&import.source)),
            AstKind::NewExpression(new) => (Asks::Address, new.span, beside_module(new)),
            _ => return,
        };
        let Some(literal) = literal else { return };
        found.push(FileRequest {
            how,
            address: literal.value.to_string(),
            expression: range(expression),
            literal: range(literal.span),
        });
    })?;
    Ok(found)
}

fn written_out<'a>(address: &'a Expression<'a>) -> Option<&'a StringLiteral<'a>> {
    if let Expression::StringLiteral(literal) = address { Some(literal) } else { None }
}

/// The address in `new URL('…', import.meta.url)`.
fn beside_module<'a>(new: &'a NewExpression<'a>) -> Option<&'a StringLiteral<'a>> {
    let [Argument::StringLiteral(literal), Argument::StaticMemberExpression(base)] = &new.arguments[..] else {
        return None;
    };
    let is_module = matches!(base.object, Expression::ImportMeta(_)) && base.property.name == "url";
    (is_module && new.callee.is_specific_id("URL")).then_some(literal)
}

/// Whether a script runs without any other file, and outside a module.
pub fn stands_alone(text: &str) -> Result<bool, String> {
    let mut alone = true;
    each_node(text, |node| alone &= !matches!(node, AstKind::ImportExpression(_) | AstKind::ImportMeta(_)))?;
    Ok(alone)
}

/// Shows each node of a module's syntax tree.
pub fn each_node(text: &str, mut see: impl FnMut(AstKind<'_>)) -> Result<(), String> {
    let arena = Allocator::default();
    let program = parse(&arena, text)?;
    let semantic = SemanticBuilder::new().with_build_nodes(true).build(&program).semantic;
    semantic.nodes().iter().for_each(|node| see(node.kind()));
    Ok(())
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
    let (mut edits, mut exports) = (Vec::new(), Vec::new());
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
        edits.push((range(cut), String::new()));
    }
    let exports: Vec<_> = exports.into_iter().flatten().collect();
    Ok(format!("() => {{\n{}\nreturn {{{}}};\n}}", edited(text, edits), exports.join(", ")))
}

pub fn parse<'a>(arena: &'a Allocator, text: &'a str) -> Result<Program<'a>, String> {
    let parsed = Parser::new(arena, text, SourceType::mjs()).parse();
    match parsed.diagnostics.first() {
        Some(error) => Err(error.to_string()),
        None => Ok(parsed.program),
    }
}

/// Where in the text a node stands.
pub fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

#[cfg(test)]
mod tests {
    use super::{Asks, as_function, asked, edited, exported_functions, minify, stands_alone};

    #[test]
    fn edits_a_text_where_it_is_told() {
        assert_eq!(edited("abcdef", vec![(4..5, "E".into()), (0..2, String::new())]), "cdEf");
    }

    #[test]
    fn finds_the_files_that_a_script_asks_for() {
        let text = "import './never.js';\nconst a = () => import(/* why */ './a.js');\nfetch(new URL('./b.wasm', \
                    import.meta.url));\nimport(`${a}`);\nnew URL('./c', location);\n'./d.js';\n// import('./e.js')\n";
        let found = asked(text).unwrap();
        let shown = found.iter().map(|asked| (asked.how, &asked.address[..], &text[asked.literal.clone()]));
        let expected = [(Asks::Import, "./a.js", "'./a.js'"), (Asks::Address, "./b.wasm", "'./b.wasm'")];
        assert_eq!(shown.collect::<Vec<_>>(), expected);
        assert_eq!(&text[found[0].expression.clone()], "import(/* why */ './a.js')");
        assert_eq!(&text[found[1].expression.clone()], "new URL('./b.wasm', import.meta.url)");
    }

    #[test]
    fn tells_what_needs_a_file_or_a_module() {
        for (text, alone) in
            [("import(a);", false), ("a(import.meta.url);", false), ("'import(a)';\n// import.meta\n", true)]
        {
            assert_eq!(stands_alone(text), Ok(alone), "{text}");
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
