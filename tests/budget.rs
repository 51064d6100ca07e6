//! Prints the bytes that a reader loads, as they travel (brotli), and holds them to limits. A limit is raised only with
//! a reason in the commit that raises it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use force_compare::build::{sbom::SBOM, site};
use force_compare::disk;
use force_compare::publish::{WIDGET, unhashed};
use rustc_demangle::demangle;
use walrus::{FunctionKind, Module};

/// Loaded on every page that has a widget anywhere, before the reader is near it.
const EAGER: [&str; 2] = ["define.css", "define.js"];
const EAGER_LIMIT: usize = 1_536;

/// Everything of the widget that loads by itself, without its data, may weigh as much as Chart.js.
const FIRST_LIMIT: usize = 48_703;

/// These files load when a reader asks for them; each has a limit: downloads, and how sure anyone can be; the chart as
/// sound; all views but the first, and the table; the words of another language; the list of areas; the chart's keys;
/// the marks in an article, where the page names it, with the first touch of a reader; and the scripts that pages may
/// load in place of everything.
const ASKED: [(&str, usize); 9] = [
    ("export.js", 6_050),
    ("hear.js", 1_600),
    ("whole.js", 3_600),
    ("whole.wasm", 58_500),
    ("cy.json", 7_000),
    ("finder.js", 2_400),
    ("keys.js", 1_200),
    ("article.js", 4_400),
    ("self-contained.js", 106_400),
];

/// These files load only in a frame, beside the widget, or in the page around a frame. No article loads them.
const FRAMED: [&str; 4] = ["embed.css", "embed.html", "embed.js", "parent.js"];
const FRAMED_LIMIT: usize = 2_560;
/// The last of these has a limit of its own, counted with gzip as everybody does who sizes frames.
const PARENT_LIMIT: usize = 1_024;

/// The site, built once for all tests.
fn built() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = site::folder().unwrap();
        site::build(&folder).unwrap_or_else(|error| panic!("{error}"));
        folder
    })
}

#[test]
fn bytes_stay_within_the_budget() {
    let widget = built().join(WIDGET);
    let travels = |path: &Path| fs::read(path.with_added_extension("br")).ok().map(|bytes| bytes.len());
    let (mut eager, mut first, mut framed) = (0, 0, 0);
    for path in disk::files(&widget).unwrap() {
        let name = path.strip_prefix(&widget).unwrap().to_str().unwrap();
        let plain = unhashed(name);
        // Pages load the pinned copy of a file in place of the one that keeps its name.
        if plain.as_ref().is_some_and(|plain| widget.join(plain).exists()) {
            continue;
        }
        let name = plain.as_deref().unwrap_or(name);
        // Newsrooms read these, and no reader loads them.
        if ["integrity.json", SBOM].contains(&name) {
            continue;
        }
        let Some(bytes) = travels(&path).filter(|_| !name.starts_with("data/")) else { continue };
        if let Some((_, limit)) = ASKED.iter().find(|(asked, _)| *asked == name) {
            println!("{bytes:7} B  {name}, on request, of {limit}");
            assert!(bytes <= *limit, "{name}: {bytes} B, {} over the limit", bytes - limit);
            continue;
        }
        if FRAMED.contains(&name) {
            println!("{bytes:7} B  {name}, for frames");
            framed += bytes;
            continue;
        }
        println!("{bytes:7} B  {name}");
        first += bytes;
        if EAGER.contains(&name) {
            eager += bytes;
        }
    }
    println!("{eager:7} B  before the chart is near, of {EAGER_LIMIT}");
    println!("{first:7} B  everything that comes by itself but data, of {FIRST_LIMIT}");
    println!("{framed:7} B  for frames, of {FRAMED_LIMIT}");
    let parent = fs::read(widget.join("parent.js.gz")).unwrap().len();
    println!("{parent:7} B  parent.js with gzip, of {PARENT_LIMIT}");
    assert!(framed > 0 && framed <= FRAMED_LIMIT, "for frames: {framed} B, of {FRAMED_LIMIT}");
    assert!(parent <= PARENT_LIMIT, "parent.js: {parent} B with gzip, of {PARENT_LIMIT}");
    assert!(eager > 0 && first > eager, "the bundle lacks files");
    assert!(eager <= EAGER_LIMIT, "eager part: {eager} B, {} over the limit", eager - EAGER_LIMIT);
    assert!(first <= FIRST_LIMIT, "first load: {first} B, {} over the limit", first - FIRST_LIMIT);
}

/// Names the crate that a function belongs to: the first in its name, so that a trait's method counts for the type that
/// has it.
fn crate_of(function: &str) -> &str {
    if let Some((before, _)) = function.split_once("::") {
        let start = before.rfind(|sign: char| !sign.is_alphanumeric() && sign != '_').map_or(0, |at| at + 1);
        return if before[start..].is_empty() { "core" } else { &before[start..] };
    }
    // Pages call these functions; the compiler has written others into them.
    if function.starts_with("widget_") { "force_compare" } else { "wasm_bindgen, and the compiler's own" }
}

/// Reports by crate and by function where the bytes of a module's code are, as cargo made it. It leaves out the parts
/// that wasm-bindgen reads and removes; and no report by function can say what `cli/trim.rs` removes later, or how well
/// the rest is compressed.
fn report(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/wasm").join(name);
    let made = root.join("wasm32-unknown-unknown/wasm/force_compare.wasm");
    let module = Module::from_file(&made).unwrap_or_else(|error| panic!("{}: {error}", made.display()));
    let mut functions: Vec<(usize, String)> = Vec::new();
    for function in module.funcs.iter() {
        let FunctionKind::Local(local) = &function.kind else { continue };
        let known = function.name.as_deref().unwrap_or("(without a name)");
        let described = known.contains("wbindgen_describe") || known.contains("WasmDescribe");
        if let Some(range) = local.original_range.clone().filter(|_| !described) {
            functions.push((range.len(), format!("{:#}", demangle(known))));
        }
    }
    functions.sort_by(|a, b| b.cmp(a));
    let all: usize = functions.iter().map(|(bytes, _)| bytes).sum();
    let mut crates: BTreeMap<&str, usize> = BTreeMap::new();
    for (bytes, function) in &functions {
        *crates.entry(crate_of(function)).or_default() += bytes;
    }
    let mut crates: Vec<_> = crates.into_iter().map(|(name, bytes)| (bytes, name)).collect();
    crates.sort_by(|a, b| b.cmp(a));
    let line =
        |(bytes, name): (usize, &str)| format!("{bytes:7} B {:5.1}%  {name}\n", 100.0 * bytes as f64 / all as f64);
    let crates: String = crates.into_iter().map(line).collect();
    let functions: String = functions.iter().map(|(bytes, name)| line((*bytes, name))).collect();
    format!("{name}: {all} B of code, as cargo makes it and before compression\n\n{crates}\n{functions}")
}

#[test]
fn what_the_modules_are_made_of() {
    built();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/budget");
    fs::create_dir_all(&folder).unwrap();
    for name in ["first.wasm", "whole.wasm"] {
        let report = report(name);
        let file = folder.join(name).with_extension("txt");
        fs::write(&file, &report).unwrap();
        let mut parts = report.split("\n\n");
        println!("{}\n{}", parts.next().unwrap(), parts.next().unwrap());
        println!("by function: {}", file.display());
        assert!(report.contains("force_compare::chart::") && report.contains("  force_compare\n"), "{report}");
    }
}
