//! Writes two compressed forms beside each file: brotli for browsers, gzip for clients that do not know brotli.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::disk::{FileError, files, read, write};
use crate::publish::PACKAGE;

/// The types worth compressing: pictures and fonts are compressed already.
const TEXTUAL: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "wasm"];

/// Compresses the files of a site. For files that have not changed it reuses the compressed forms of the earlier site,
/// because the strongest compression is slow.
pub fn folder(next: &Path, before: &Path) -> Result<(), FileError> {
    for path in files(next)? {
        // A package is not served.
        if path.strip_prefix(next).is_ok_and(|name| name.starts_with(PACKAGE)) {
            continue;
        }
        let textual = path.extension().is_some_and(|extension| TEXTUAL.iter().any(|known| extension == *known));
        if !textual {
            continue;
        }
        let bytes = read(&path)?;
        let earlier = path.strip_prefix(next).map(|name| before.join(name)).unwrap_or_default();
        let same = fs::read(&earlier).is_ok_and(|earlier| earlier == bytes);
        for (ending, compress) in [("br", brotli as fn(&[u8]) -> Vec<u8>), ("gz", gzip)] {
            let kept = if same { fs::read(with(&earlier, ending)).ok() } else { None };
            write(&with(&path, ending), &kept.unwrap_or_else(|| compress(&bytes)))?;
        }
    }
    Ok(())
}

/// Forms of brotli to try, of which the smallest is kept: the window's bits, and how many distances have a code of
/// their own. Texts look far back. Modules mostly repeat bytes that stand a little before.
const FORMS: [(i32, u32); 4] = [(22, 0), (16, 2), (16, 8), (16, 12)];

/// Compresses bytes with brotli, as strongly as it goes: a browser loads this form.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let compress = |(window, direct)| {
        let mut parameters =
            BrotliEncoderParams { quality: 11, size_hint: bytes.len(), lgwin: window, ..Default::default() };
        parameters.dist.num_direct_distance_codes = direct;
        let mut out = Vec::new();
        // Writing to memory does not fail.
        let _ = brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters);
        out
    };
    FORMS.into_iter().map(compress).min_by_key(Vec::len).unwrap_or_default()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The name of a file's compressed form.
pub fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}
