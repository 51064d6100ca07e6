//! Why the widget or a bundle of it was not built. Whatever it is, nothing was written.

use std::fmt;
use std::path::{Path, PathBuf};

use super::wasm::WasmError;
use crate::disk::FileError;
use crate::publish::PageError;

/// Why nothing was built.
#[derive(Debug)]
pub enum BuildError {
    /// The sources that this program was compiled from are gone.
    Sources(PathBuf),
    /// The place to write to holds something else, or is no place.
    Output(PathBuf, String),
    /// A file or folder cannot be read or written.
    File(FileError),
    /// A script or a style sheet cannot be read as one.
    Source(PathBuf, String),
    /// A payload or a static fallback cannot be made.
    Page(PathBuf, PageError),
    /// The WebAssembly module was not made.
    Wasm(WasmError),
}

impl BuildError {
    /// The error of a source that cannot be read as one, for `map_err`.
    pub fn source(path: &Path) -> impl FnOnce(String) -> Self + use<> {
        let path = path.to_path_buf();
        move |problem| Self::Source(path, problem)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sources(path) => write!(
                f,
                "{}: the source folder is not there; the site is built from it, so run this program with `cargo run` \
                 in a checkout",
                path.display()
            ),
            Self::Output(path, problem) | Self::Source(path, problem) => write!(f, "{}: {problem}", path.display()),
            Self::File(error) => error.fmt(f),
            // The fault of a recipe or of a payload names its own file.
            Self::Page(_, error @ (PageError::Recipe(_) | PageError::Payload(_) | PageError::Words(_))) => error.fmt(f),
            Self::Page(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Wasm(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<FileError> for BuildError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<WasmError> for BuildError {
    fn from(error: WasmError) -> Self {
        Self::Wasm(error)
    }
}
