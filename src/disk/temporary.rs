//! Temporary names beside a file or a folder, and the removal of what interrupted runs left under them.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A hidden temporary name in the same folder. It is on the same disk, so renaming it is a single step.
pub fn beside(path: &Path, what: &str) -> io::Result<PathBuf> {
    let missing =
        || io::Error::new(io::ErrorKind::InvalidInput, "the path does not end in the name of a file or a folder");
    let name = path.file_name().ok_or_else(missing)?;
    Ok(path.with_file_name(format!(".{}.{}.{what}", name.display(), std::process::id())))
}

/// Removes what interrupted runs left beside a path. What another run has locked stays.
pub fn clear(path: &Path, what: &str) {
    for left in left_over(path, what) {
        // Another run may have removed it already.
        let _ = if left.is_dir() { fs::remove_dir_all(&left) } else { fs::remove_file(&left) };
    }
}

/// The files and folders with a name that [`beside`] gives, from any run, that no run has locked.
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
