//! The errors of a build. A build that fails leaves the folder that it was to write as it was.

use std::fmt;
use std::path::{Path, PathBuf};

use super::wasm::WasmError;
use crate::disk::FileError;
use crate::publish::PageError;

/// Why a build failed.
#[derive(Debug)]
pub enum BuildError {
    /// The checkout that this program was compiled in is gone.
    Sources(PathBuf),
    /// A file or a folder is not one that the build can work with, for the reason given.
    Output(PathBuf, String),
    /// A file or folder cannot be read or written.
    File(FileError),
    /// A source cannot be parsed, or a tool that reads it fails.
    Source(PathBuf, String),
    /// A payload or a static chart cannot be made.
    Page(PathBuf, PageError),
    /// The WebAssembly modules cannot be made.
    Wasm(WasmError),
}

impl BuildError {
    /// A [`Self::Source`] error for a path, for use with `map_err`.
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
                "{}: the source folder is missing, and the site is built from it; run this program with `cargo run` in \
                 a checkout",
                path.display()
            ),
            Self::Output(path, problem) | Self::Source(path, problem) => write!(f, "{}: {problem}", path.display()),
            Self::File(error) => error.fmt(f),
            // These errors name their file themselves.
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
