//! A folder's files, and the folders in it, read and written with errors that name the file.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file or a folder cannot be read or written.
#[derive(Debug)]
pub struct FileError {
    /// Where it is.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

impl FileError {
    /// The error of a path, for `map_err`.
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

/// All files in a folder and in the folders in it, in the order of their names.
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

/// Those of [`files`] whose names have an ending, such as `toml`.
pub fn with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, FileError> {
    let mut paths = files(folder)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    Ok(paths)
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    fs::read(path).map_err(FileError::of(path))
}

/// The text of a file in UTF-8.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    fs::read_to_string(path).map_err(FileError::of(path))
}

/// Writes a file, and makes the folders above it where they are not there yet.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(FileError::of(path))?;
    }
    fs::write(path, bytes).map_err(FileError::of(path))
}

/// Copies the files of a folder whose names within it are wanted.
pub fn copy(from: &Path, to: &Path, wanted: impl Fn(&Path) -> bool) -> Result<(), FileError> {
    for path in files(from)? {
        let name = path.strip_prefix(from).unwrap_or(&path);
        if wanted(name) {
            write(&to.join(name), &read(&path)?)?;
        }
    }
    Ok(())
}
