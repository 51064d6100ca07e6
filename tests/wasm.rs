//! The layers that newsrooms need (`sheet`, `claims`, `publish`), compiled to WebAssembly and run in Node: they write the
//! same bytes there as on this machine, but for places in pictures, which may be a tenth of a pixel apart. Every sheet of `tests/sheets`, the demonstration's figures and its article pass
//! through them, and words in Welsh.

#[path = "sheets/making.rs"]
mod making;
#[path = "wasm/work.rs"]
mod work;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use wasm_bindgen_cli_support::Bindgen;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A sheet, and the files beside it by name.
struct Case {
    sheet: String,
    files: BTreeMap<String, Vec<u8>>,
}

fn read(path: &str) -> Vec<u8> {
    fs::read(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The sheets of `tests/sheets`, each with its recipe.
fn sheets() -> Vec<Case> {
    let folder = Path::new(ROOT).join("tests/sheets");
    let mut names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let case = |name: &String| {
        let path = folder.join(name);
        let text = || fs::read_to_string(&path).unwrap();
        let (sheet, bytes) = match name.strip_suffix(".txt") {
            Some(sheet) if sheet.ends_with(".xlsx") => (sheet, making::xlsx(&text())),
            Some(sheet) if sheet.ends_with(".ods") => (sheet, making::ods(&text())),
            _ if name.ends_with(".csv") => (name.as_str(), fs::read(&path).unwrap()),
            _ => return None,
        };
        let mut files = BTreeMap::from([(sheet.to_string(), bytes)]);
        let recipe = path.with_file_name(sheet).with_extension("toml");
        if let Ok(text) = fs::read(&recipe) {
            files.insert(recipe.file_name().unwrap().to_str().unwrap().into(), text);
        }
        Some(Case { sheet: sheet.into(), files })
    };
    names.iter().filter_map(case).collect()
}

/// The demonstration's figures, checked with its articles; the Welsh ones with words of a newsroom's own.
fn demonstration() -> Vec<Case> {
    let data = |name: &str| (name.to_string(), read(&format!("www/data/{name}")));
    let named = |name: &str, path: &str| (name.to_string(), read(path));
    let words = json!({"format": "force-compare-words/1", "language": "cy", "messages": {"Close": "<b>Cau</b>"}});
    let words = || ("words.json".to_string(), words.to_string().into_bytes());
    let offences = ["image-offences.csv", "image-offences.toml", "forces.csv", "population.csv"];
    let welsh =
        [named("welsh.csv", "www/data/image-offences.csv"), named("welsh.toml", "www/data/troseddau-delweddau.toml")];
    let seizures = ["seizures.csv", "seizures.toml", "forces.csv", "population.csv"];
    vec![
        Case {
            sheet: offences[0].into(),
            files: offences.map(data).into_iter().chain([named("article.html", "www/index.html")]).collect(),
        },
        Case {
            sheet: offences[0].into(),
            files: offences.map(data).into_iter().chain([named("article.html", "www/review.html")]).collect(),
        },
        Case {
            sheet: "welsh.csv".into(),
            files: offences.map(data).into_iter().chain(welsh).chain([words()]).collect(),
        },
        Case { sheet: seizures[0].into(), files: seizures.map(data).into_iter().chain([words()]).collect() },
    ]
}

/// Compiles the module and its glue for Node.
fn module() -> PathBuf {
    let folder = Path::new(ROOT).join("target/newsroom");
    let cargo = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--example", "newsroom", "--target", "wasm32-unknown-unknown"])
        .arg("--target-dir")
        .arg(&folder)
        .current_dir(ROOT)
        .status();
    assert!(cargo.unwrap().success(), "the module does not compile; cargo has said why");
    let built = folder.join("wasm32-unknown-unknown/debug/examples/newsroom.wasm");
    let glue = folder.join("node");
    let mut tool = Bindgen::new();
    tool.nodejs(true).and_then(|tool| tool.input_path(built).typescript(false).generate(&glue)).unwrap();
    glue.join("newsroom.js")
}

/// Whether two lines are the same shape of a picture, whose places differ by a tenth of a pixel at most: this machine's
/// library and that of WebAssembly round a logarithm's last bit differently, and a place between two tenths falls on
/// either side.
fn is_a_tenth_off(here: &str, there: &str) -> bool {
    fn numbers(line: &str) -> impl Iterator<Item = f64> {
        line.split(|sign: char| !sign.is_ascii_digit()).filter_map(|digits| digits.parse().ok())
    }
    let form = |line: &str| line.replace(|sign: char| sign.is_ascii_digit(), "");
    let shape = ["<polyline", "<polygon", "<circle", "<line", "<rect", "<text"].iter().any(|tag| here.starts_with(tag));
    shape && form(here) == form(there) && numbers(here).zip(numbers(there)).all(|(a, b)| (a - b).abs() <= 1.0)
}

#[test]
fn in_a_page_the_same_bytes_come_of_everything() {
    let glue = module();
    let cases: Vec<Case> = sheets().into_iter().chain(demonstration()).collect();
    assert!(cases.len() > 30, "{} cases", cases.len());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("newsroom-layers");
    let _ = fs::remove_dir_all(&folder);
    let listed = cases.iter().enumerate().map(|(at, case)| {
        let within = folder.join(at.to_string());
        fs::create_dir_all(&within).unwrap();
        let files: BTreeMap<_, _> = case
            .files
            .iter()
            .map(|(name, bytes)| {
                let path = within.join(name);
                fs::write(&path, bytes).unwrap();
                (name, path)
            })
            .collect();
        json!({"sheet": case.sheet, "files": files})
    });
    let listed = Value::Array(listed.collect());
    let list = folder.join("cases.json");
    fs::write(&list, listed.to_string()).unwrap();
    let node = Command::new("node").arg(Path::new(ROOT).join("tests/wasm/run.cjs")).args([&glue, &list]).output();
    let node = node.expect("Node runs the module; tests/run installs it");
    assert!(node.status.success(), "{}", String::from_utf8_lossy(&node.stderr));
    let texts: Vec<String> = serde_json::from_slice(&node.stdout).unwrap();
    assert_eq!(texts.len(), cases.len());
    let mut made = 0;
    for (case, text) in cases.iter().zip(texts) {
        let own = work::work(&case.files, &case.sheet);
        assert_eq!(own.lines().count(), text.lines().count(), "{}", case.sheet);
        let differ = own.lines().zip(text.lines()).find(|(here, there)| here != there && !is_a_tenth_off(here, there));
        assert!(differ.is_none(), "{}: the first difference, here and in a page: {differ:#?}", case.sheet);
        made += usize::from(own.contains("funnel figures/embed.html"));
    }
    // Otherwise only refusals would have been compared.
    assert!(made >= 12, "a bundle came of {made}");
}
