//! Lists the sizes of the widget's files, and the hashes with which a page can pin them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{BuildError, compress, wasm};
use crate::disk::{FileError, files, read, write};
use crate::publish::{File, INTEGRITY, SELF_CONTAINED, integrity, unhashed};

/// When readers load the files.
const WHEN: [(&str, &[&str]); 12] = [
    ("with the page", &["define.css", "define.js"]),
    ("on coming near the chart", &["element.js", wasm::FIRST.module]),
    ("on asking for another view or the table", &["whole.js", wasm::WHOLE.module]),
    ("and for figures in Welsh", &["cy.json"]),
    ("on turning to the search box", &["finder.js"]),
    ("on asking for the chart’s keys", &["keys.js"]),
    ("on opening “How sure can we be?” or “Hear, download, share”", &["export.js"]),
    ("on asking to hear the chart", &["hear.js"]),
    ("on the first touch or key, where the page names its article", &["article.js"]),
    ("in place of all of these", &[SELF_CONTAINED]),
    ("in a frame, besides", &["embed.html", "embed.css", "embed.js"]),
    ("around a frame", &["parent.js"]),
];

/// The file with the table of sizes.
pub const SIZES: &str = "sizes.txt";

/// The integrity hash of each file, by name.
pub fn hashes(files: &[File]) -> BTreeMap<String, String> {
    files.iter().map(|(name, bytes)| (name.clone(), integrity(bytes))).collect()
}

/// Writes the hashes of the widget's files into a file beside them.
pub fn hash(widget: &Path) -> Result<(), BuildError> {
    let text = serde_json::to_string_pretty(&hashes(&own(widget)?)).unwrap_or_default();
    Ok(write(&widget.join(INTEGRITY), format!("{text}\n").as_bytes())?)
}

/// Writes the table of sizes into a file beside the widget's files, and returns it. Call it when they are compressed.
pub fn weigh(widget: &Path) -> Result<String, BuildError> {
    let mut text = format!("{:>9} {:>9} {:>9}\n", "bytes", "gzip", "brotli");
    let line = |sizes: [usize; 3], name: &str| format!("{:>9} {:>9} {:>9}  {name}\n", sizes[0], sizes[1], sizes[2]);
    let own = own(widget)?;
    for (when, names) in WHEN {
        let mut sum = [0; 3];
        let mut lines = String::new();
        for (name, bytes) in &own {
            let plain = unhashed(name);
            // Some files exist twice, under their own name and under a pinned one; readers load only one of the two.
            let copy = plain.as_ref().is_some_and(|plain| own.iter().any(|(other, _)| other == plain));
            if copy || !names.contains(&plain.as_deref().unwrap_or(name)) {
                continue;
            }
            let compressed = |ending| fs::metadata(compress::with(&widget.join(name), ending));
            let [gzip, brotli] = ["gz", "br"].map(|ending| compressed(ending).map_or(0, |file| file.len() as usize));
            let sizes = [bytes.len(), gzip, brotli];
            lines += &line(sizes, name);
            sum = [0, 1, 2].map(|at| sum[at] + sizes[at]);
        }
        if !lines.is_empty() {
            text += &format!("\n{lines}{}", line(sum, when));
        }
    }
    write(&widget.join(SIZES), text.as_bytes())?;
    Ok(text)
}

/// The widget's own scripts, style sheets, pages, modules and catalogues of words, without their compressed forms.
fn own(widget: &Path) -> Result<Vec<File>, FileError> {
    let mut own = Vec::new();
    for path in files(widget)? {
        let name = path.strip_prefix(widget).unwrap_or(&path).display().to_string();
        let ending = path.extension().unwrap_or_default();
        // Of the JSON files, only the catalogues of words are the widget's own; the hashes and the payloads are not.
        let words = ending == "json" && !name.contains('/') && unhashed(&name).is_some();
        if words || ["css", "html", "js", "wasm"].iter().any(|own| ending == *own) {
            own.push((name, read(&path)?));
        }
    }
    Ok(own)
}
