//! What is made beside its place: its hidden name, and what runs that were stopped have left under such names.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A hidden name in the same folder, and so on the same disk: a rename there is a single step.
pub fn beside(path: &Path, what: &str) -> io::Result<PathBuf> {
    let missing = || io::Error::new(io::ErrorKind::InvalidInput, "name a file or a folder, not a way to one");
    let name = path.file_name().ok_or_else(missing)?;
    Ok(path.with_file_name(format!(".{}.{}.{what}", name.display(), std::process::id())))
}

/// Removes what runs that were stopped left beside a path. What a run still holds stays.
pub fn clear(path: &Path, what: &str) {
    for left in left_over(path, what) {
        // Whoever comes first may have removed it.
        let _ = if left.is_dir() { fs::remove_dir_all(&left) } else { fs::remove_file(&left) };
    }
}

/// What is named as [`beside`] names it, whichever run did, and is held by none.
pub fn left_over(path: &Path, what: &str) -> Vec<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let begins = format!(".{}.", path.file_name().unwrap_or_default().display());
    let ours = |name: &str| {
        let run = name.strip_prefix(&begins).and_then(|rest| rest.strip_suffix(what)?.strip_suffix('.'));
        run.is_some_and(|run| !run.is_empty() && run.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter(|entry| entry.file_name().to_str().is_some_and(ours)).map(|entry| entry.path());
    named.filter(|path| File::open(path).is_ok_and(|file| file.try_lock().is_ok())).collect()
}
