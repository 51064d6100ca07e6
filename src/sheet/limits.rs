//! Measures how large a workbook is when unpacked, before any of it is kept in memory: a few kilobytes can unpack to
//! gigabytes, and one cell can claim to be repeated a million times.

use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::workbook::WorkbookFormat;
use super::{FileName, Files, Problem, ReadSeek};

/// A page has a quarter of the program's room: its memory ends at four gigabytes, and on a phone long before.
const SHARE: u64 = if cfg!(target_arch = "wasm32") { 4 } else { 1 };

/// The most bytes that all parts together may unpack to. The Home Office's largest tables need a tenth of it.
const LARGEST: u64 = (1 << 30) / SHARE;

/// The most bytes of shared texts. Excel keeps each text once, in a part that has to be in memory as a whole.
const LARGEST_TEXTS: u64 = (1 << 28) / SHARE;

/// The most cells of an ODS file, which has to be in memory as a whole.
const MOST_CELLS: u64 = 8_000_000 / SHARE;

/// Refuses a workbook that is too large, or that cannot be read.
pub fn check(format: WorkbookFormat, files: &dyn Files, file: &str, name: &FileName) -> Result<(), Problem> {
    let unread = |error: &dyn std::fmt::Display| {
        Problem::of_file(
            name,
            format!("this file cannot be read: {error}"),
            "open it in a spreadsheet and save it again as XLSX or CSV",
        )
    };
    let large = || {
        Problem::of_file(
            name,
            "this file is too large to be read as a workbook",
            "save the sheet that you need as CSV, which can have any length",
        )
    };
    let file = files.open(file).map_err(|error| unread(&error))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| unread(&error))?;
    let mut left = LARGEST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| unread(&error))?;
        let texts = part.name().map_err(|error| unread(&error))?.to_lowercase().ends_with("sharedstrings.xml");
        // The sizes that the archive states need not be true, so the parts are unpacked and counted.
        let length = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| unread(&error))?;
        if length > left || (texts && length > LARGEST_TEXTS) {
            return Err(large());
        }
        left -= length;
    }
    if format == WorkbookFormat::Ods && cells(&mut archive).map_err(|error| unread(&error))? > MOST_CELLS {
        return Err(large());
    }
    Ok(())
}

/// How many cells the sheets of an ODS file take in memory, where each row of a sheet is as wide as the widest.
fn cells(archive: &mut ZipArchive<BufReader<Box<dyn ReadSeek + '_>>>) -> Result<u64, Box<dyn std::error::Error>> {
    let part = archive.by_name("content.xml")?;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    // Counts rows and columns up to the last that holds something. `kept` counts each row once, however often it
    // repeats.
    let (mut all, mut kept) = (0_u64, 0_u64);
    let (mut rows, mut widest, mut blank_rows) = (0_u64, 0_u64, 0_u64);
    let (mut repeat, mut width, mut blanks, mut cell) = (1_u64, 0_u64, 0_u64, 1_u64);
    let mut full = false;
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "table" => (rows, widest, blank_rows) = (0, 0, 0),
                "table-row" => (repeat, width, blanks) = (times(&tag, "number-rows-repeated"), 0, 0),
                "table-cell" | "covered-table-cell" => {
                    cell = times(&tag, "number-columns-repeated");
                    full = tag.attributes().flatten().any(|attribute| {
                        matches!(
                            attribute.key.local_name().as_ref(),
                            "value-type" | "value" | "formula" | "date-value" | "string-value"
                        )
                    });
                }
                _ => full |= tag.local_name().as_ref() == "p",
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "table-cell" | "covered-table-cell" if full => {
                    width += blanks + cell;
                    blanks = 0;
                    full = false;
                }
                "table-cell" | "covered-table-cell" => blanks += cell,
                "table-row" if width == 0 => blank_rows = blank_rows.saturating_add(repeat),
                "table-row" => {
                    rows = rows.saturating_add(blank_rows).saturating_add(repeat);
                    blank_rows = 0;
                    widest = widest.max(width);
                    kept = kept.saturating_add(width);
                }
                "table" => all = all.saturating_add(rows.saturating_mul(widest)),
                _ => {}
            },
            Event::Eof => return Ok(all.max(kept)),
            _ => {}
        }
        buffer.clear();
    }
}

/// The number of repetitions in an attribute of a tag; 1 without the attribute.
fn times(tag: &BytesStart, name: &str) -> u64 {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name);
    found.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1)
}
