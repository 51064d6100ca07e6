//! Reads the files of imports and payloads from a folder on this machine.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::publish::{PageError, Publication};
use crate::sheet::{Files, ReadSeek};

/// A folder with recipes, sheets and payloads. Messages give a file's whole path.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Splits a path into its folder and the file's name.
    pub fn of(path: &Path) -> (Self, String) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (Self(path.parent().unwrap_or(Path::new("")).into()), name)
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Files for Folder {
    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(File::open(self.path(name))?))
    }

    fn called(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }
}

/// Reads a payload, or makes one from a recipe.
pub fn open(path: &Path) -> Result<Publication, PageError> {
    let (folder, name) = Folder::of(path);
    Publication::open(&folder, &name)
}
