//! The files of a folder on this machine, for imports and payloads.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::publish::{PageError, Publication};
use crate::sheet::{Files, ReadSeek};

/// A folder that recipes, sheets and payloads stand in. Messages call a file by its whole path.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder of a file, and the file's name in it.
    pub fn of(path: &Path) -> (Self, String) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (Self(path.parent().unwrap_or(Path::new("")).into()), name)
    }

    /// The path of a file in it.
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

/// Reads a payload, or makes that of a recipe.
pub fn open(path: &Path) -> Result<Publication, PageError> {
    let (folder, name) = Folder::of(path);
    Publication::open(&folder, &name)
}
