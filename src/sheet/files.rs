//! The files of an import, wherever they are: in a folder, dropped onto a page, or in memory.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek};

/// Bytes that can be read from any position: a file, or a slice of memory.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// The files that an import may open, by the names that recipes use.
///
/// An import opens a file several times: to detect its encoding, to look at its first rows, and then to read it. An
/// implementation that shows progress can count the bytes that are read.
pub trait Files {
    /// Opens a file from its beginning.
    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>>;

    /// The name of a file in messages, such as its whole path.
    fn called(&self, name: &str) -> String {
        name.into()
    }
}

/// Files in memory, by name.
impl Files for BTreeMap<String, Vec<u8>> {
    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        let bytes = self.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Cursor::new(bytes.as_slice())))
    }
}

/// The text of a file. Fails if the file cannot be read or is not UTF-8.
pub fn text_of(files: &dyn Files, name: &str) -> io::Result<String> {
    let mut text = String::new();
    files.open(name)?.read_to_string(&mut text)?;
    Ok(text)
}

/// The name of a file without folders and extension: `my-figures` for `data/my-figures.csv`.
pub fn stem(name: &str) -> &str {
    let file = base(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| if stem.is_empty() { file } else { stem })
}

/// The name of a file without folders.
pub fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{base, stem};

    #[test]
    fn names_lose_their_folders_and_their_endings() {
        for (name, expected) in
            [("a.csv", "a"), ("b/a.b.csv", "a.b"), ("b\\a", "a"), (".hidden", ".hidden"), ("b/", ""), ("", "")]
        {
            assert_eq!(stem(name), expected, "{name}");
        }
        assert_eq!(base("b/a.csv"), "a.csv");
    }
}
