//! Files and folders on this machine's disk: read whole, and replaced whole, so that whoever stops the program at any
//! moment finds the old one there or the new one, never half.

mod atomic_file;
mod atomic_folder;
mod temporary;
mod tree;

pub use atomic_file::{create, replace};
pub use atomic_folder::NextFolder;
pub use temporary::beside;
pub use tree::{FileError, copy, files, read, read_text, with_ending, write};
