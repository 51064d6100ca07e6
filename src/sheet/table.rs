//! Reads a file as rows, whatever its format.

use std::collections::HashSet;
use std::io::{self, Read};

use super::csv::{CsvFormat, delimiter_name};
use super::workbook::{Workbook, locked};
use super::{FileName, Files, Problem, Severity, SheetRow, nearest};

/// The choices that a recipe makes for reading a file. The others are detected.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The delimiter of a CSV file.
    pub delimiter: Option<String>,
    /// The encoding of a CSV file.
    pub encoding: Option<String>,
}

/// A file of rows, which can be read several times. Only an ODS file is in memory as a whole.
#[derive(Clone)]
pub struct SheetTable<'f> {
    files: &'f dyn Files,
    file: String,
    /// The file's name in messages.
    pub name: FileName,
    /// The names of all sheets that can be read; empty for a CSV file.
    pub sheets: Vec<String>,
    format: Format,
}

#[derive(Clone, Debug)]
enum Format {
    Csv(CsvFormat),
    Workbook(Workbook),
}

impl<'f> SheetTable<'f> {
    /// Opens a file. Its content decides the format, not its name. Fails if the file cannot be read, is in another
    /// format, or does not have the sheet.
    pub fn open(files: &'f dyn Files, file: &str, asked: &ReadOptions) -> Result<Self, Problem> {
        let mut name = FileName { path: files.called(file), sheet: None };
        if !is_workbook(files, file, &name)? {
            let csv = CsvFormat::of(files, file, &name, asked.delimiter.as_deref(), asked.encoding.as_deref())?;
            return Ok(Self { files, file: file.into(), name, sheets: Vec::new(), format: Format::Csv(csv) });
        }
        let book = Workbook::open(files, file, &name)?;
        let sheets = book.sheets.clone();
        let sheet = match &asked.sheet {
            None => sheets.first(),
            // A sheet that is named may be a hidden one.
            Some(asked) => sheets.iter().chain(&book.hidden).find(|sheet| sheet.trim() == asked.trim()),
        };
        let Some(sheet) = sheet.cloned() else {
            let Some(wanted) = &asked.sheet else {
                let help = "make the sheet that has the figures visible and save the workbook again";
                return Err(Problem::of_file(&name, "this workbook has no visible sheet", help));
            };
            let near =
                nearest(wanted, sheets.iter().map(String::as_str)).map(|near| format!("did you mean “{near}”? "));
            let help = format!("{}The sheets are: {}", near.unwrap_or_default(), sheets.join(", "));
            return Err(Problem::of_file(&name, format!("there is no sheet called “{wanted}”"), help));
        };
        name.sheet = Some(sheet);
        Ok(Self { files, file: file.into(), name, sheets, format: Format::Workbook(book) })
    }

    /// Another sheet of this workbook.
    pub fn with_sheet(&self, sheet: &str) -> Self {
        let name = FileName { sheet: Some(sheet.into()), ..self.name.clone() };
        Self { name, ..self.clone() }
    }

    /// Hands out the rows until `each` returns false. A workbook's blank rows are left out.
    pub fn rows(&self, each: &mut dyn FnMut(SheetRow) -> bool) -> Result<(), Problem> {
        match &self.format {
            Format::Csv(csv) => csv.rows(self.files, &self.file, &self.name, each),
            Format::Workbook(book) => book.rows(self.files, &self.file, &self.name, true, each),
        }
    }

    /// The columns that the workbook hides, from 0.
    pub fn hidden_columns(&self) -> Result<HashSet<usize>, Problem> {
        match &self.format {
            Format::Csv(_) => Ok(HashSet::new()),
            Format::Workbook(book) => book.hidden_columns(self.files, &self.file, &self.name),
        }
    }

    /// The names of the sheets that the workbook hides.
    pub fn hidden_sheets(&self) -> &[String] {
        match &self.format {
            Format::Csv(_) => &[],
            Format::Workbook(book) => &book.hidden,
        }
    }

    /// The first rows, at most so many.
    pub fn head(&self, number: usize) -> Result<Vec<SheetRow>, Problem> {
        let mut head = Vec::new();
        let mut each = |row| {
            head.push(row);
            head.len() < number
        };
        match &self.format {
            Format::Csv(csv) => csv.rows(self.files, &self.file, &self.name, &mut each)?,
            // There may be a hundred sheets to look at, each with a long table.
            Format::Workbook(book) => book.rows(self.files, &self.file, &self.name, false, &mut each)?,
        }
        Ok(head)
    }

    /// The delimiter of a CSV file, under its name in recipes; `None` for a workbook.
    pub fn delimiter(&self) -> Option<&'static str> {
        match &self.format {
            Format::Csv(csv) => Some(delimiter_name(csv.delimiter)),
            Format::Workbook(_) => None,
        }
    }

    /// The encoding of a CSV file, if it is not UTF-8.
    pub fn encoding(&self) -> Option<&'static str> {
        match &self.format {
            Format::Csv(csv) => Some(csv.encoding.name()).filter(|name| *name != "UTF-8"),
            Format::Workbook(_) => None,
        }
    }

    /// Warnings and notes on the choices made when the file was opened: the encoding, and the first of several sheets.
    pub fn taken(&self, asked: &ReadOptions) -> Vec<Problem> {
        let mut taken = Vec::new();
        if let (Some(encoding), None) = (self.encoding(), &asked.encoding) {
            let message = format!("this file is not in UTF-8, and was read as {encoding}");
            taken.push(
                Problem::of_file(&self.name, message, "check that names with accents are right").as_a(Severity::Note),
            );
        }
        if let (Some(sheet), None, 2..) = (&self.name.sheet, &asked.sheet, self.sheets.len()) {
            let message = format!("this workbook has {} sheets; the first, “{sheet}”, was read", self.sheets.len());
            taken.push(
                Problem::of_file(&self.name, message, "to read another, name it with counts.sheet")
                    .as_a(Severity::Warning),
            );
        }
        taken
    }
}

/// Whether a file is a workbook, by its first bytes; otherwise it is text. Fails for formats that cannot be read.
fn is_workbook(files: &dyn Files, file: &str, name: &FileName) -> Result<bool, Problem> {
    let unread = |error: io::Error| Problem::of_file(name, format!("this file cannot be read: {error}"), "");
    let mut start = Vec::new();
    files.open(file).map_err(unread)?.take(1 << 16).read_to_end(&mut start).map_err(unread)?;
    if start.is_empty() {
        return Err(Problem::of_file(name, "this file is empty", "save it again from the spreadsheet"));
    }
    if start.starts_with(b"PK") {
        return Ok(true);
    }
    let has = |text: &[u8], start: &[u8]| start.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text));
    if start.starts_with(b"\xd0\xcf\x11\xe0") {
        // Excel puts an encrypted workbook into a container of the old kind, whose entries have names in UTF-16.
        let wide: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        if has(&wide, &start) {
            return Err(locked(name));
        }
        let help = "open it in a spreadsheet and save it as XLSX without a password";
        return Err(Problem::of_file(name, "this is an old Excel workbook (XLS), or has a password", help));
    }
    if start.starts_with(b"%PDF") {
        let help = "ask for the figures as a spreadsheet, or copy the table into one and check it";
        return Err(Problem::of_file(name, "this file is a PDF", help));
    }
    let first = &start[..start.len().min(1024)];
    if has(b"<html", first) || has(b"<!doctype", first) || has(b"<table", first) || has(b"<?xml", first) {
        let help = "open it in a spreadsheet and save it as XLSX or CSV";
        return Err(Problem::of_file(name, "this file is a web page or XML, whatever its name says", help));
    }
    Ok(false)
}
