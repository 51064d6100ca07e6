//! Spreadsheets as newsrooms get them, and what `import` makes of each.
//!
//! `tests/sheets` has a file for each: a CSV file as it is, a workbook as a text that is made into one (`.xlsx.txt`,
//! `.ods.txt`, see `making`). The test uses the recipe of the same name; without one, `--init` writes it. The outcome
//! stands beside it in a file that ends in `.expected`; `UPDATE_EXPECT=1` writes it anew, for you to read over.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub mod making;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sheets");

/// An empty folder for one test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sheets").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the program in a folder: its exit code, what it printed and what it said.
pub fn run(folder: &Path, typed: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_force-compare")).current_dir(folder).args(typed).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().expect("no panic, no signal"), text(output.stdout), text(output.stderr))
}

/// The name of the spreadsheet and its bytes; none for a file that is no spreadsheet.
fn sheet(path: &Path) -> Option<(String, Vec<u8>)> {
    let name = path.file_name()?.to_str()?;
    let text = || fs::read_to_string(path).unwrap();
    match name.strip_suffix(".txt") {
        Some(name) if name.ends_with(".xlsx") => Some((name.into(), making::xlsx(&text()))),
        Some(name) if name.ends_with(".ods") => Some((name.into(), making::ods(&text()))),
        _ => name.ends_with(".csv").then(|| (name.into(), fs::read(path).unwrap())),
    }
}

/// A payload, a line for each area.
fn excerpt(payload: &Value) -> String {
    let mut out =
        format!("{} ({})\n", payload["title"].as_str().unwrap(), payload["measure"]["plural"].as_str().unwrap());
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for period in list(&payload["periods"]) {
        let text = |key: &str| period[key].as_str().unwrap().to_string();
        writeln!(out, "  {}: {}, {} to {}", text("id"), text("label"), text("start"), text("end")).unwrap();
    }
    let figure = |value: &Value| match value {
        Value::Null => "–".into(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    for (at, area) in list(&payload["areas"]).iter().enumerate() {
        let figures: Vec<_> = list(&payload["counts"]).iter().map(|column| figure(&column[at])).collect();
        let flags = list(&payload["flags"]).into_iter().filter(|flag| flag["area"] == area["id"]);
        let flags: String = flags
            .map(|flag| format!(" {} in {}", flag["flags"].as_str().unwrap(), flag["period"].as_str().unwrap()))
            .collect();
        let extra = [&area["code"], &area["group"], &area["note"]]
            .map(|value| value.as_str().map(|text| format!(" ({text})")).unwrap_or_default());
        writeln!(out, "  {}{}: {}{flags}", area["name"].as_str().unwrap(), extra.concat(), figures.join(" ")).unwrap();
    }
    if let Value::Object(nation) = &payload["nation"] {
        let figures: Vec<_> = list(&nation["counts"]).iter().map(figure).collect();
        let sums = if nation["areasSum"] == true { "the sum" } else { "not the sum" };
        writeln!(out, "  {}, {sums}: {}", nation["name"].as_str().unwrap(), figures.join(" ")).unwrap();
    }
    if let Value::String(source) = &payload["source"]["name"] {
        writeln!(out, "  Source: {source}").unwrap();
    }
    out
}

/// The outcome of a spreadsheet: everything that `import` said, and the payload.
fn outcome(name: &str, bytes: &[u8], recipe: Option<&str>) -> String {
    let folder = folder(name);
    fs::write(folder.join(name), bytes).unwrap();
    let toml = Path::new(name).with_extension("toml");
    let mut out = String::new();
    let mut step = |typed: &[&str]| {
        let (code, printed, said) = run(&folder, typed);
        writeln!(out, "$ force-compare {}\n{printed}{said}[{code}]\n", typed.join(" ")).unwrap();
        code
    };
    match recipe {
        Some(recipe) => fs::write(folder.join(&toml), recipe).unwrap(),
        None => assert_ne!(step(&["import", "--init", name]), 1),
    }
    let code = step(&["import", name, "-o", "out.json"]);
    let written = fs::read(folder.join("out.json"));
    assert_eq!(code == 0, written.is_ok(), "{name}: written exactly when it is fine");
    if let Ok(written) = &written {
        out += &excerpt(&serde_json::from_slice(written).unwrap());
        // The page's reader accepts the payload, and it is the same every time.
        let value: Value = serde_json::from_slice(written).unwrap();
        force_compare::data::read(&value).unwrap();
        assert_eq!(run(&folder, &["import", name, "-o", "again.json"]).0, 0);
        assert_eq!(*written, fs::read(folder.join("again.json")).unwrap());
    }
    out
}

#[test]
fn each_spreadsheet_makes_what_stands_beside_it() {
    let mut paths: Vec<_> = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut sheets = 0;
    for path in paths {
        let Some((name, bytes)) = sheet(&path) else { continue };
        sheets += 1;
        let recipe = fs::read_to_string(Path::new(FOLDER).join(&name).with_extension("toml")).ok();
        let outcome = outcome(&name, &bytes, recipe.as_deref());
        expect_test::expect_file![Path::new(FOLDER).join(format!("{name}.expected"))].assert_eq(&outcome);
    }
    assert!(sheets >= 25, "{sheets} spreadsheets");
}
