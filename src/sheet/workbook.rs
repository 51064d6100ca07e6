//! Reads workbooks in XLSX and ODS row by row.

use std::fmt::Display;
use std::io::BufReader;
use std::rc::Rc;

use calamine::{Data, DataRef, Ods, Range, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{FileName, Files, Problem, ReadSeek, SheetCell, SheetRow, limits};

/// The two formats of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkbookFormat {
    /// Excel's format.
    Xlsx,
    /// LibreOffice's format, which the Home Office publishes in.
    Ods,
}

type Opened<T> = Result<T, Problem>;

/// A workbook's file. Its parts are read in any order.
type Buffered<'f> = BufReader<Box<dyn ReadSeek + 'f>>;

fn unread(name: &FileName, error: &dyn Display) -> Problem {
    Problem::of_file(
        name,
        format!("this file cannot be read: {error}"),
        "open it in a spreadsheet and save it again as XLSX or CSV",
    )
}

fn locked(name: &FileName) -> Problem {
    Problem::of_file(name, "this workbook has a password", "open it in a spreadsheet and save it without one")
}

fn xlsx<'f>(files: &'f dyn Files, file: &str, name: &FileName) -> Opened<Xlsx<Buffered<'f>>> {
    let file = files.open(file).map_err(|error| unread(name, &error))?;
    Xlsx::new(BufReader::new(file)).map_err(|error| match error {
        XlsxError::Password => locked(name),
        error => unread(name, &error),
    })
}

fn ods<'f>(files: &'f dyn Files, file: &str, name: &FileName) -> Opened<Ods<Buffered<'f>>> {
    let file = files.open(file).map_err(|error| unread(name, &error))?;
    Ods::new(BufReader::new(file)).map_err(|error| match error {
        calamine::OdsError::Password => locked(name),
        error => unread(name, &error),
    })
}

/// The cells of each sheet, by its name.
type Cells = Vec<(String, Range<Data>)>;

/// A workbook whose size has been checked and whose sheets are known.
#[derive(Clone, Debug)]
pub struct Workbook {
    /// The names of the visible sheets, in their order.
    pub sheets: Vec<String>,
    /// The cells of an ODS file, which can only be read as a whole. An XLSX file is read again each time.
    cells: Option<Rc<Cells>>,
}

impl Workbook {
    /// Opens a workbook. Fails if it cannot be read, has a password, or would not fit into memory.
    pub fn open(format: WorkbookFormat, files: &dyn Files, file: &str, name: &FileName) -> Opened<Self> {
        limits::check(format, files, file, name)?;
        let (all, cells) = match format {
            WorkbookFormat::Xlsx => (xlsx(files, file, name)?.sheets_metadata().to_vec(), None),
            WorkbookFormat::Ods => {
                let mut book = ods(files, file, name)?;
                (book.sheets_metadata().to_vec(), Some(Rc::new(book.worksheets())))
            }
        };
        let seen =
            all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
        Ok(Self { sheets: seen.map(|sheet| sheet.name.clone()).collect(), cells })
    }

    /// Hands out the rows of the sheet in `name` that are not blank, until `each` returns false.
    pub fn rows(
        &self,
        files: &dyn Files,
        file: &str,
        name: &FileName,
        each: &mut dyn FnMut(SheetRow) -> bool,
    ) -> Opened<()> {
        let sheet = name.sheet.as_deref().unwrap_or_default();
        let Some(cells) = &self.cells else {
            return xlsx_rows(&mut xlsx(files, file, name)?, sheet, each).map_err(|error| unread(name, &error));
        };
        let Some((_, range)) = cells.iter().find(|(known, _)| known == sheet) else { return Ok(()) };
        let (first, left) = range.start().unwrap_or_default();
        for (at, cells) in range.rows().enumerate() {
            let blanks = std::iter::repeat_n(SheetCell::Blank, left as usize);
            let cells: Vec<_> = blanks.chain(cells.iter().map(of_ods)).collect();
            let row = SheetRow { number: u64::from(first) + at as u64 + 1, cells };
            if !row.is_blank() && !each(row) {
                break;
            }
        }
        Ok(())
    }
}

/// Reads cell by cell, so that one row at a time is in memory, whatever size the sheet claims to have.
fn xlsx_rows(
    workbook: &mut Xlsx<Buffered<'_>>,
    sheet: &str,
    each: &mut dyn FnMut(SheetRow) -> bool,
) -> Result<(), XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let percentages: Vec<bool> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%')))
        .collect();
    let mut row = SheetRow::default();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (at, column) = cell.get_position();
        let number = u64::from(at) + 1;
        if number != row.number {
            if !row.is_blank() && !each(std::mem::take(&mut row)) {
                return Ok(());
            }
            row = SheetRow { number, cells: Vec::new() };
        }
        let column = column as usize;
        if *cell.get_value() != DataRef::Empty {
            row.cells.resize(row.cells.len().max(column + 1), SheetCell::Blank);
            row.cells[column] = match of(cell.get_value()) {
                SheetCell::Number(share) if percentages.get(style) == Some(&true) => SheetCell::Percentage(share),
                cell => cell,
            };
        }
    }
    if !row.is_blank() {
        each(row);
    }
    Ok(())
}

fn of_ods(cell: &Data) -> SheetCell {
    match cell {
        Data::Int(number) => SheetCell::Number(*number as f64),
        Data::Float(number) => SheetCell::Number(*number),
        Data::String(text) => SheetCell::of(text),
        Data::Bool(truth) => of(&DataRef::Bool(*truth)),
        Data::DateTime(time) => of(&DataRef::DateTime(*time)),
        Data::DateTimeIso(text) => of(&DataRef::DateTimeIso(text.clone())),
        Data::DurationIso(text) => of(&DataRef::DurationIso(text.clone())),
        Data::Error(error) => of(&DataRef::Error(error.clone())),
        _ => SheetCell::Blank,
    }
}

fn of(cell: &DataRef) -> SheetCell {
    match cell {
        DataRef::Empty => SheetCell::Blank,
        DataRef::Int(number) => SheetCell::Number(*number as f64),
        DataRef::Float(number) => SheetCell::Number(*number),
        DataRef::String(text) => SheetCell::of(text),
        DataRef::SharedString(text) => SheetCell::of(text),
        DataRef::Bool(truth) => {
            SheetCell::Other("this is true or false, not a figure", if *truth { "TRUE" } else { "FALSE" }.into())
        }
        DataRef::DateTime(time) if time.is_duration() => {
            SheetCell::Other("this is a length of time, not a figure", time.as_f64().to_string())
        }
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            SheetCell::Date(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(text) => SheetCell::Date(text.split('T').next().unwrap_or_default().into()),
        DataRef::DurationIso(text) => SheetCell::Other("this is a length of time, not a figure", text.clone()),
        DataRef::Error(error) => SheetCell::Other("the spreadsheet shows an error here", error.to_string()),
    }
}
