//! Reads and replaces files and folders as a whole. If the program is stopped at any moment, the old one is there or the
//! new one, never half of one.

mod atomic_file;
mod atomic_folder;
mod temporary;
mod tree;

pub use atomic_file::{create, replace};
pub use atomic_folder::NextFolder;
pub use temporary::beside;
pub use tree::{FileError, copy, files, read, read_text, with_ending, write};
