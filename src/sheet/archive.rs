//! The parts of a workbook, which is a ZIP archive. A few kilobytes can unpack to gigabytes, so a part that grows too
//! large is refused while it is unpacked.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use zip::ZipArchive;

use super::{FileName, Files, Problem, ReadSeek};

/// A page has a quarter of the program's room: its memory ends at four gigabytes, and on a phone long before.
const SHARE: u64 = if cfg!(target_arch = "wasm32") { 4 } else { 1 };

/// The most bytes that a part may unpack to. The Home Office's largest tables need a tenth of it.
const LARGEST: u64 = (1 << 30) / SHARE;

/// The most bytes of shared texts. Excel keeps each text once, in a part that has to be in memory as a whole.
const LARGEST_TEXTS: u64 = (1 << 28) / SHARE;

/// The most cells of a sheet that has to be in memory as a whole.
pub const MOST_CELLS: u64 = 8_000_000 / SHARE;

/// An archive that has been opened.
pub struct Archive<'f> {
    zip: ZipArchive<BufReader<Box<dyn ReadSeek + 'f>>>,
    name: FileName,
    too_large: Rc<Cell<bool>>,
}

impl<'f> Archive<'f> {
    /// Opens a workbook's file. Fails if it is no archive, or says itself that it unpacks to too much.
    pub fn open(files: &'f dyn Files, file: &str, name: &FileName) -> Result<Self, Problem> {
        let opened = files.open(file).map_err(|error| unread(name, &error))?;
        let zip = ZipArchive::new(BufReader::new(opened)).map_err(|error| unread(name, &error))?;
        Ok(Self { zip, name: name.clone(), too_large: Rc::default() })
    }

    /// The names of the parts.
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().flatten().map(|name| name.into_owned()).collect()
    }

    /// A part, unpacked as it is read; `None` if there is none of that name. Case makes no difference, as in Excel.
    pub fn part(&mut self, wanted: &str) -> Result<Option<impl BufRead + '_>, Problem> {
        let wanted = wanted.trim_start_matches('/');
        let same = |known: &String| known.replace('\\', "/").eq_ignore_ascii_case(wanted);
        let Some(known) = self.names().into_iter().find(same) else { return Ok(None) };
        let texts = wanted.to_lowercase().ends_with("sharedstrings.xml");
        let left = if texts { LARGEST_TEXTS } else { LARGEST };
        let (name, too_large) = (&self.name, Rc::clone(&self.too_large));
        let part = self.zip.by_name(&known).map_err(|error| unread(name, &error))?;
        Ok(Some(BufReader::with_capacity(1 << 16, Limited { part, left, too_large })))
    }

    /// The problem of a part that could not be read to its end.
    pub fn unread(&self, error: &dyn std::fmt::Display) -> Problem {
        if self.too_large.get() { too_large(&self.name) } else { unread(&self.name, error) }
    }
}

/// The problem of a workbook that would not fit into memory.
pub fn too_large(name: &FileName) -> Problem {
    Problem::of_file(
        name,
        "this file is too large to be read as a workbook",
        "save the sheet that you need as CSV, which can have any length",
    )
}

/// The problem of a workbook that cannot be read.
pub fn unread(name: &FileName, error: &dyn std::fmt::Display) -> Problem {
    let help = "open it in a spreadsheet and save it again as XLSX or CSV";
    Problem::of_file(name, format!("this file cannot be read: {error}"), help)
}

/// A part that fails once more has come out of it than is allowed.
struct Limited<R> {
    part: R,
    left: u64,
    too_large: Rc<Cell<bool>>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(out)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => {
                self.too_large.set(true);
                return Err(io::Error::other("it unpacks to too much"));
            }
        }
        Ok(read)
    }
}
