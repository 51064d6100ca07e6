//! The sheets of a workbook in XLSX or ODS, row by row.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::archive::Archive;
use super::ods::{self, OdsSheet};
use super::xlsx::{Frame, Xlsx};
use super::{FileName, Files, Problem, SheetRow};

type Opened<T> = Result<T, Problem>;

/// A workbook that has been opened: what its sheets share has been read, and is not read again for each sheet.
#[derive(Clone, Debug)]
pub struct Workbook {
    /// The names of the visible sheets, in their order.
    pub sheets: Vec<String>,
    /// The names of the others.
    pub hidden: Vec<String>,
    cells: Cells,
}

#[derive(Clone, Debug)]
enum Cells {
    /// An XLSX file: a sheet is read from its part each time, and only what stands around its cells is kept.
    Parts(Rc<Xlsx>, Rc<RefCell<HashMap<String, Rc<Frame>>>>),
    /// An ODS file, which can only be read as a whole.
    Kept(Rc<Vec<OdsSheet>>),
}

impl Workbook {
    /// Opens a workbook. Fails if it cannot be read, has a password, is in another format that is an archive too, or
    /// would not fit into memory.
    pub fn open(files: &dyn Files, file: &str, name: &FileName) -> Opened<Self> {
        let mut archive = Archive::open(files, file, name)?;
        let names = archive.names();
        let has = |part: &str| names.iter().any(|name| name.replace('\\', "/").eq_ignore_ascii_case(part));
        if has("content.xml") {
            if is_locked(&mut archive)? {
                return Err(locked(name));
            }
            let sheets = ods::read(&mut archive, name)?;
            let of = |hidden: bool| {
                sheets.iter().filter(move |sheet| sheet.hidden == hidden).map(|sheet| sheet.name.clone())
            };
            let (seen, hidden) = (of(false).collect(), of(true).collect());
            return Ok(Self { sheets: seen, hidden, cells: Cells::Kept(Rc::new(sheets)) });
        }
        if has("xl/workbook.bin") {
            let help = "open it in Excel and save it as an Excel workbook (XLSX)";
            return Err(Problem::of_file(name, "this is a binary Excel workbook (XLSB)", help));
        }
        if names.iter().any(|name| name.ends_with(".iwa") || name.ends_with("Index.zip")) {
            let help = "open it in Numbers, and choose File, Export To, Excel or CSV";
            return Err(Problem::of_file(name, "this is a spreadsheet of Apple’s Numbers", help));
        }
        if has("word/document.xml") || has("ppt/presentation.xml") {
            let help = "copy its table into a spreadsheet, check it, and save that as XLSX or CSV";
            return Err(Problem::of_file(name, "this file cannot be read: it is a document and no workbook", help));
        }
        let book = Xlsx::open(&mut archive)?;
        let of = |hidden: bool| {
            book.sheets.iter().filter(move |sheet| sheet.hidden == hidden).map(|sheet| sheet.name.clone())
        };
        let (sheets, hidden) = (of(false).collect(), of(true).collect());
        Ok(Self { sheets, hidden, cells: Cells::Parts(Rc::new(book), Rc::default()) })
    }

    /// The hidden columns of a sheet, from 0.
    pub fn hidden_columns(&self, files: &dyn Files, file: &str, name: &FileName) -> Opened<HashSet<usize>> {
        let sheet = name.sheet.as_deref().unwrap_or_default();
        match &self.cells {
            Cells::Kept(sheets) => {
                let found = sheets.iter().find(|known| known.name == sheet);
                Ok(found.map(|found| found.hidden_columns.clone()).unwrap_or_default())
            }
            Cells::Parts(..) => Ok(self.frame(&mut Archive::open(files, file, name)?, sheet)?.hidden.clone()),
        }
    }

    fn frame(&self, archive: &mut Archive<'_>, sheet: &str) -> Opened<Rc<Frame>> {
        let Cells::Parts(book, frames) = &self.cells else { return Ok(Rc::default()) };
        if let Some(frame) = frames.borrow().get(sheet) {
            return Ok(Rc::clone(frame));
        }
        let frame = Rc::new(book.frame(archive, sheet)?);
        frames.borrow_mut().insert(sheet.into(), Rc::clone(&frame));
        Ok(frame)
    }

    /// Hands out the rows of the sheet in `name` that are not blank, until `each` returns false. `merged` says whether
    /// the rows of a merged area all get what its first cell says, for which an XLSX sheet is read to its end first.
    pub fn rows(
        &self,
        files: &dyn Files,
        file: &str,
        name: &FileName,
        merged: bool,
        each: &mut dyn FnMut(SheetRow) -> bool,
    ) -> Opened<()> {
        let sheet = name.sheet.as_deref().unwrap_or_default();
        match &self.cells {
            Cells::Kept(sheets) => {
                let found = sheets.iter().find(|known| known.name == sheet);
                for row in found.map(|found| found.rows.as_slice()).unwrap_or_default() {
                    if !each(row.clone()) {
                        break;
                    }
                }
                Ok(())
            }
            Cells::Parts(book, _) => {
                let mut archive = Archive::open(files, file, name)?;
                let frame = if merged { self.frame(&mut archive, sheet)? } else { Rc::default() };
                book.rows(&mut archive, sheet, &frame, each)
            }
        }
    }
}

/// The problem of a workbook that has a password.
pub fn locked(name: &FileName) -> Problem {
    Problem::of_file(name, "this workbook has a password", "open it in a spreadsheet and save it without one")
}

/// Whether the parts of an ODS file are encrypted.
fn is_locked(archive: &mut Archive<'_>) -> Opened<bool> {
    use std::io::Read;

    let mut text = Vec::new();
    if let Some(part) = archive.part("META-INF/manifest.xml")? {
        // A manifest that cannot be read does not keep the sheets from being read.
        let _ = part.take(1 << 20).read_to_end(&mut text);
    }
    Ok(text.windows(15).any(|window| window == b"encryption-data"))
}
