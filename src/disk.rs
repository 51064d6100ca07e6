//! Reads files and folders, and replaces them as a whole: if the program is stopped, at whatever moment, nothing
//! half-written is left in their place.

mod atomic_file;
mod atomic_folder;
mod temporary;
mod tree;

pub use atomic_file::{create, replace};
pub use atomic_folder::NextFolder;
pub use temporary::beside;
pub use tree::{FileError, copy, files, read, read_text, with_ending, write};
