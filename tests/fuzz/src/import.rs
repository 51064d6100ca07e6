//! Takes a spreadsheet through `import`, as a newsroom would type it: with a recipe, or by guess.

use std::ffi::OsString;
use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::sync::LazyLock;

use force_compare::cli::{Outcome, run};
use force_compare::data::Payload;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A folder in memory where there is one, a different one for each process.
pub static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = base.join(format!("force-compare-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder to write to");
    folder
});

/// Runs the program with these arguments.
pub fn program<const N: usize>(typed: [OsString; N]) -> Result<Outcome, force_compare::cli::ProgramError> {
    run(typed)
}

/// Imports a file with this ending, and holds the outcome to what the program promises: a payload is written exactly
/// when nothing was wrong, and the page's reader takes it.
pub fn import(ending: &str, sheet: &[u8], recipe: Option<&[u8]>) {
    let file = FOLDER.join("sheet").with_extension(ending);
    let (toml, out) = (file.with_extension("toml"), FOLDER.join("payload.json"));
    let _ = fs::remove_file(&out);
    let _ = fs::remove_file(&toml);
    fs::write(&file, sheet).expect("a file written");
    if let Some(recipe) = recipe {
        fs::write(&toml, recipe).expect("a file written");
    }
    // In JSON: the form for people would spend half of the time on pictures of rows.
    let done = program(["import".into(), "--json".into(), file.into(), "-o".into(), out.clone().into()]);
    let written = fs::read(&out).ok();
    assert_eq!(done.is_ok(), written.is_some(), "written exactly when nothing is wrong");
    if let Some(written) = written {
        let value: Value = serde_json::from_slice(&written).expect("JSON");
        Payload::read(&value).expect("a payload that the page takes");
    }
}

/// A workbook as it is, or put together from its parts: after a NUL each, a name, a line's end, and what is in it.
pub fn workbook(data: &[u8]) -> Vec<u8> {
    let Some(parts) = data.strip_prefix(b"\0") else { return data.to_vec() };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for part in parts.split(|byte| *byte == 0) {
        let end = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        let (name, text) = part.split_at(end);
        if archive.start_file(String::from_utf8_lossy(name), stored).is_ok() {
            let _ = archive.write_all(text.get(1..).unwrap_or_default());
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}
