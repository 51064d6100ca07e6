//! The shape of the sources: which layer may name which, and what no file may do. Every check is shown to fail too.

use std::fs;
use std::path::{Path, PathBuf};

mod code;

/// The layers, lowest first. A file names its own and those above it in this list, never one on the same line.
const LAYERS: [&[&str]; 9] = [
    &["order", "disk"],
    &["data", "stats"],
    &["compare", "sheet"],
    &["words"],
    &["chart", "table", "claims"],
    &["report"],
    &["publish"],
    &["web", "build"],
    &["cli"],
];

/// Layers that run in a page as well as in the program: no path, no file, no terminal and no clock may be named there.
const PURE: [&str; 3] = ["sheet", "claims", "publish"];

/// The names of the machine: those of the standard library, and of the crates that wrap it.
const MACHINE: [&[&str]; 13] = [
    &["std", "fs"],
    &["std", "path"],
    &["std", "process"],
    &["std", "env"],
    &["std", "time"],
    &["std", "thread"],
    &["std", "net"],
    &["io", "stdout"],
    &["io", "stderr"],
    &["io", "IsTerminal"],
    &["indicatif"],
    &["println"],
    &["eprintln"],
];

/// Paint draws with plotters; the other two only make the canvas or the document that it draws on.
const PLOTTERS: [&str; 4] = ["src/chart/paint.rs", "src/chart/svg.rs", "src/web/backend.rs", "src/web/canvas.rs"];

/// Ways to make a page run or show text that a dataset's author typed.
const UNSAFE_IN_SCRIPTS: [&str; 6] =
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];

/// A file of the project, its name from the project's folder.
struct File {
    name: String,
    text: String,
}

impl File {
    fn new(name: &str, text: &str) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// `src/chart/paint.rs` is the module `chart::paint`.
    fn module(&self) -> Vec<&str> {
        let name = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        name.split('/').collect()
    }
}

fn files(folder: &str, ending: &str) -> Vec<File> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), &mut found);
    found.sort();
    let named = found.iter().map(|path| (path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"), path));
    let files: Vec<_> = named
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(name, path)| File { name, text: fs::read_to_string(path).unwrap() })
        .collect();
    assert!(!files.is_empty(), "no {ending} file in {folder}");
    files
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|line| line.contains(&layer))
}

fn may_name(from: &str, to: &str) -> bool {
    from == to || matches!((rank(from), rank(to)), (Some(from), Some(to)) if to < from)
}

/// Where a file names a layer that it may not.
fn wrong_layers(file: &File) -> Vec<String> {
    let module = file.module();
    let layer = module[0];
    let names = code::crate_names(&module, &file.text);
    let wrong = names.into_iter().filter(|(_, path)| !path.first().is_some_and(|first| may_name(layer, first)));
    wrong.map(|(line, path)| format!("{}:{line}: {layer} names {}", file.name, path.join("::"))).collect()
}

/// `lib.rs` is a contents page.
fn logic_in_contents(file: &File) -> Vec<String> {
    let logic = ["fn", "struct", "enum", "trait", "impl", "const", "static", "macro_rules"];
    let tokens = code::tokens(&file.text).into_iter();
    let wrong = tokens.filter(|(_, word)| logic.contains(&word.as_str()));
    wrong.map(|(line, word)| format!("{}:{line}: {word}", file.name)).collect()
}

fn without_purpose(file: &File) -> Vec<String> {
    if file.text.starts_with("//! ") { vec![] } else { vec![format!("{}: does not open with //!", file.name)] }
}

/// Names of this machine in a layer that has none. Its unit tests may read the files that they are about.
fn names_the_machine(file: &File) -> Vec<String> {
    if !PURE.contains(&file.module()[0]) {
        return vec![];
    }
    let text = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let tokens = code::tokens(text);
    let mut found: Vec<_> = code::paths(&tokens)
        .into_iter()
        .filter(|(_, path)| MACHINE.iter().any(|parts| path.windows(parts.len()).any(|window| window == *parts)))
        .map(|(line, path)| format!("{}:{line}: {}", file.name, path.join("::")))
        .collect();
    found.dedup();
    found
}

/// Files that name each other in a circle, directly or by way of others: each circle with its files. A folder's own file
/// (`data.rs`) is its contents page, and names what it contains.
fn circles(files: &[File]) -> Vec<Vec<String>> {
    let modules: Vec<String> = files.iter().map(|file| file.module().join("::")).collect();
    let home = |path: &[String]| {
        (1..=path.len()).rev().find_map(|length| modules.iter().position(|own| *own == path[..length].join("::")))
    };
    let named: Vec<Vec<usize>> = files
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let names = code::crate_names(&file.module(), &file.text).into_iter();
            let mut named: Vec<usize> = names.filter_map(|(_, path)| home(&path)).collect();
            // A name that the folder's own file hands on is no arrow to the folder.
            named.retain(|to| *to != at && !is_contents(&modules[*to], &modules));
            named.sort_unstable();
            named.dedup();
            named
        })
        .collect();
    let reaches = |from: usize| {
        let (mut seen, mut waiting) = (vec![false; files.len()], named[from].clone());
        while let Some(at) = waiting.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                waiting.extend(&named[at]);
            }
        }
        seen
    };
    let reach: Vec<_> = (0..files.len()).map(reaches).collect();
    let mut circles: Vec<Vec<usize>> = Vec::new();
    for (at, reached) in reach.iter().enumerate() {
        if reached[at] && !circles.iter().any(|circle| circle.contains(&at)) {
            circles.push((0..files.len()).filter(|other| reached[*other] && reach[*other][at]).collect());
        }
    }
    circles.iter().map(|circle| circle.iter().map(|at| files[*at].name.clone()).collect()).collect()
}

/// Whether a module has modules of its own.
fn is_contents(module: &str, modules: &[String]) -> bool {
    let below = format!("{module}::");
    modules.iter().any(|other| other.starts_with(&below))
}

/// A panic at the page's boundary takes down every widget of the page.
fn may_panic(file: &File) -> Vec<String> {
    if file.module()[0] != "web" {
        return vec![];
    }
    let tokens = code::tokens(&file.text).into_iter();
    let wrong =
        tokens.filter(|(_, word)| matches!(word.as_str(), "unwrap" | "expect" | "panic" | "todo" | "unreachable"));
    wrong.map(|(line, word)| format!("{}:{line}: {word}", file.name)).collect()
}

fn names_plotters(file: &File) -> Vec<String> {
    if PLOTTERS.contains(&file.name.as_str()) {
        return vec![];
    }
    let wrong = code::tokens(&file.text).into_iter().filter(|(_, word)| word.starts_with("plotters"));
    wrong.map(|(line, word)| format!("{}:{line}: {word}", file.name)).collect()
}

fn unsafe_in_script(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    let wrong = lines.filter(|(_, line)| UNSAFE_IN_SCRIPTS.iter().any(|bad| line.contains(bad)));
    wrong.map(|(at, line)| format!("{}:{}: {}", file.name, at + 1, line.trim())).collect()
}

/// Runs a check over files and shows all that it found.
fn clean(files: &[File], check: fn(&File) -> Vec<String>) {
    let found: Vec<_> = files.iter().flat_map(check).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// All but the contents page and the program, which stand above the layers.
fn layered() -> Vec<File> {
    files("src", ".rs").into_iter().filter(|file| !matches!(file.name.as_str(), "src/lib.rs" | "src/main.rs")).collect()
}

#[test]
fn files_name_only_layers_below() {
    clean(&layered(), wrong_layers);
}

#[test]
fn files_keep_their_form() {
    let sources = files("src", ".rs");
    clean(&sources, without_purpose);
    clean(&sources[..], |file| if file.name == "src/lib.rs" { logic_in_contents(file) } else { vec![] });
}

#[test]
fn pure_layers_name_no_machine() {
    clean(&layered(), names_the_machine);
}

#[test]
fn no_circle_of_imports_joins_more_than_two_files() {
    let circles: Vec<_> = circles(&layered()).into_iter().filter(|circle| circle.len() > 2).collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn the_boundary_does_not_panic() {
    clean(&layered(), may_panic);
}

#[test]
fn only_paint_draws_with_plotters() {
    clean(&files("src", ".rs"), names_plotters);
}

#[test]
fn scripts_make_no_markup_from_text() {
    clean(&files("www", ".js"), unsafe_in_script);
}

#[test]
fn a_name_from_above_is_found() {
    let found = |name: &str, text: &str| wrong_layers(&File::new(name, text)).len();
    for (name, text) in [
        ("src/data/area.rs", "use crate::compare::Comparison;"),
        ("src/stats/rate.rs", "use crate::data::Area;"),
        ("src/stats/rate.rs", "fn f() { let _ = super::super::data::Area::new(); }"),
        ("src/stats.rs", "use super::compare;"),
        ("src/data.rs", "use crate::stats::rate;"),
        ("src/words/number.rs", "fn f() -> crate::chart::Scene { todo!() }"),
        ("src/words.rs", "use crate::{data::Area, table::{Row as R}};"),
        ("src/chart/scene.rs", "use crate::{compare, data, table::{self}};"),
        ("src/table.rs", "pub(in crate::chart) fn f() {}"),
        ("src/chart/scene.rs", "mod tests { use super::super::super::cli; }"),
        ("src/web/json.rs", "use force_compare::cli::run;"),
        ("src/cli/serve.rs", "use crate::*;"),
        ("src/cli/serve.rs", "use crate::nowhere;"),
        ("src/sheet/cell.rs", "use crate::compare::Comparison;"),
        ("src/publish/bundle.rs", "use crate::build::BuildError;"),
        ("src/build/site.rs", "use crate::cli::run;"),
        ("src/data/area.rs", "/* a /* nested */ remark */ use crate::web;"),
        ("src/data/area.rs", "const C: char = '\"'; use crate::web; const D: char = '\"';"),
        ("src/data/area.rs", "const C: &str = r#\"\\\"#; use crate::web; const D: &str = \"\";"),
    ] {
        assert_eq!(found(name, text), 1, "{name}: {text}");
    }
    assert_eq!(found("src/data/area.rs", "use crate::{web::{a, b}, cli::c, data::d};"), 3);
}

#[test]
fn a_name_from_below_is_let_through() {
    for (name, text) in [
        ("src/data/area.rs", "use super::Period; use crate::data::Date;"),
        (
            "src/stats/rate.rs",
            "use super::{gamma, special::ln_gamma}; mod tests { use super::*; use super::super::tails; }",
        ),
        ("src/words/number.rs", "use crate::{compare::{Change as C, Verdict}, stats, data::{self as d}};"),
        ("src/chart/scene.rs", "//! Not [`crate::web`].\n// use crate::cli;\nconst C: &str = \"crate::web::x\";"),
        ("src/chart/scene.rs", "fn f<'a>(x: &'a str) -> Vec<u8> { crate::words::count::<u8>(x).collect() }"),
        ("src/cli/serve.rs", "use crate::{chart, claims, table, build}; pub(crate) fn f() {} pub(super) fn g() {}"),
        ("src/web.rs", "use crate::chart::{self, Point}; use json::Js;"),
    ] {
        assert_eq!(wrong_layers(&File::new(name, text)), [""; 0], "{name}: {text}");
    }
}

#[test]
fn other_faults_are_found() {
    let found = |check: fn(&File) -> Vec<String>, name: &str, text: &str| check(&File::new(name, text)).len();
    assert_eq!(found(logic_in_contents, "src/lib.rs", "//! Words.\npub mod data;\nfn f() {}"), 1);
    assert_eq!(found(without_purpose, "src/data/area.rs", "use std::fmt;"), 1);
    for text in [
        "use std::fs;",
        "use std::{io, path::Path};",
        "fn f() { std::time::Instant::now(); }",
        "use std::io::{self, IsTerminal};",
        "fn f() { io::stderr(); }",
        "fn f() { eprintln!(\"a\"); }",
    ] {
        assert_eq!(found(names_the_machine, "src/sheet/cell.rs", text), 1, "{text}");
        assert_eq!(found(names_the_machine, "src/cli/check.rs", text), 0, "{text}");
    }
    assert_eq!(found(names_the_machine, "src/sheet/cell.rs", "use std::io::Read; // std::fs\nfn fs() {}"), 0);
    let file = |name: &str, names: &str| File::new(&format!("src/data/{name}.rs"), &format!("use super::{names};"));
    let three = [file("a", "b::B"), file("b", "c::C"), file("c", "a::A"), file("d", "a::A")];
    assert_eq!(circles(&three), [["src/data/a.rs", "src/data/b.rs", "src/data/c.rs"]]);
    assert_eq!(circles(&three[..2]).len(), 0);
    assert_eq!(found(may_panic, "src/web/json.rs", "fn f() { x.unwrap(); y\n.expect(\"z\"); }"), 2);
    assert_eq!(found(may_panic, "src/web.rs", "fn f() { panic!() }"), 1);
    assert_eq!(found(names_plotters, "src/chart/scene.rs", "use plotters::prelude::*; // plotters"), 1);
    assert_eq!(found(unsafe_in_script, "www/a.js", "a.innerHTML = b;\nc.textContent = d;"), 1);
}
