//! Lists, reads, writes and copies files, with errors that name the file.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file or a folder cannot be read or written.
#[derive(Debug)]
pub struct FileError {
    /// The path of the file or folder.
    pub path: PathBuf,
    /// The system's error.
    pub error: io::Error,
}

impl FileError {
    /// Turns a system's error into one that names the path, for use with `map_err`.
    pub fn of(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_path_buf();
        move |error| Self { path, error }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for FileError {}

/// All files in a folder and in its subfolders, sorted by path.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(FileError::of(folder))? {
        let path = entry.map_err(FileError::of(folder))?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// All [`files`] with an ending, such as `toml`.
pub fn with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, FileError> {
    let mut paths = files(folder)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    Ok(paths)
}

/// Reads a file.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    fs::read(path).map_err(FileError::of(path))
}

/// Reads a text file, which must be UTF-8.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    fs::read_to_string(path).map_err(FileError::of(path))
}

/// Writes a file, and creates the folders above it if they are missing.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(FileError::of(path))?;
    }
    fs::write(path, bytes).map_err(FileError::of(path))
}

/// Copies the files of a folder, with its subfolders, whose paths within it are wanted.
pub fn copy(from: &Path, to: &Path, wanted: impl Fn(&Path) -> bool) -> Result<(), FileError> {
    for path in files(from)? {
        let name = path.strip_prefix(from).unwrap_or(&path);
        if wanted(name) {
            write(&to.join(name), &read(&path)?)?;
        }
    }
    Ok(())
}
