//! Makes workbooks of a text that a person can read: a line for each row, `|` between its cells, `== Name` before a
//! sheet.
//!
//! A cell is a number (`118`), a date (`date 2017-03-31`), a share (`share 0.12`), an error (`error #REF!`), a formula
//! with its result (`=SUM(B2:B3) 427`), a text over several columns (`over 3 Offences`), or text; `text 118` is text
//! too.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A cell of a description.
enum Cell<'a> {
    Blank,
    Number(f64),
    Date(&'a str),
    Share(f64),
    Error(&'a str),
    Formula(&'a str, &'a str),
    Over(u16, &'a str),
    Text(&'a str),
}

fn cell(text: &str) -> Cell<'_> {
    let text = text.trim();
    let number = |text: &str| text.parse::<f64>().ok();
    match text.split_once(' ') {
        _ if text.is_empty() => Cell::Blank,
        Some(("date", day)) => Cell::Date(day),
        Some(("share", share)) if number(share).is_some() => Cell::Share(number(share).unwrap()),
        Some(("error", error)) if error.starts_with('#') => Cell::Error(error),
        Some(("text", text)) => Cell::Text(text),
        Some((formula, result)) if formula.starts_with('=') && number(result).is_some() => {
            Cell::Formula(formula, result)
        }
        Some(("over", rest)) => match rest.split_once(' ') {
            Some((columns, text)) => Cell::Over(columns.parse().unwrap(), text),
            None => Cell::Text(text),
        },
        _ => number(text).map_or(Cell::Text(text), Cell::Number),
    }
}

/// The sheets of a description: their names and rows.
fn sheets(text: &str) -> Vec<(&str, Vec<Vec<Cell<'_>>>)> {
    let mut sheets: Vec<(&str, Vec<Vec<Cell>>)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("== ") {
            Some(name) => sheets.push((name, Vec::new())),
            None => sheets.last_mut().expect("a sheet first").1.push(line.split('|').map(cell).collect()),
        }
    }
    sheets
}

/// Writes a workbook as Excel saves it.
pub fn xlsx(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let (month, share) = (Format::new().set_num_format("mmm\\ yyyy"), Format::new().set_num_format("0.0%"));
    for (name, rows) in sheets(text) {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            let row = row as u32;
            for (column, cell) in cells.iter().enumerate() {
                let column = column as u16;
                match cell {
                    Cell::Blank => continue,
                    Cell::Number(number) => sheet.write_number(row, column, *number),
                    Cell::Date(day) => {
                        sheet.write_with_format(row, column, ExcelDateTime::parse_from_str(day).unwrap(), &month)
                    }
                    Cell::Share(number) => sheet.write_number_with_format(row, column, *number, &share),
                    Cell::Error(error) => sheet.write_formula(row, column, Formula::new("=A1/0").set_result(*error)),
                    Cell::Formula(formula, result) => {
                        sheet.write_formula(row, column, Formula::new(*formula).set_result(*result))
                    }
                    Cell::Over(columns, text) => {
                        sheet.merge_range(row, column, row, column + columns - 1, text, &Format::new())
                    }
                    Cell::Text(text) => sheet.write_string(row, column, *text),
                }
                .unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Writes a workbook as LibreOffice saves it.
pub fn ods(text: &str) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let string = |text: &str| format!(r#"office:value-type="string"><text:p>{}</text:p>"#, escaped(text));
    let float =
        |number: &str| format!(r#"office:value-type="float" office:value="{number}"><text:p>{number}</text:p>"#);
    let mut body = String::new();
    for (name, rows) in sheets(text) {
        body += &format!(r#"<table:table table:name="{}">"#, escaped(name));
        for cells in rows {
            body += "<table:table-row>";
            let mut over = 0;
            for cell in cells {
                // The blank cells that a text stretches over are written as covered ones.
                if over > 0 && matches!(cell, Cell::Blank) {
                    over -= 1;
                    continue;
                }
                over = 0;
                let (attributes, covered) = match cell {
                    Cell::Blank => (">".into(), 0),
                    Cell::Number(number) => (float(&number.to_string()), 0),
                    Cell::Formula(_, result) => (float(result), 0),
                    Cell::Date(day) => {
                        (format!(r#"office:value-type="date" office:date-value="{day}"><text:p>{day}</text:p>"#), 0)
                    }
                    Cell::Share(share) => (format!(r#"office:value-type="percentage" office:value="{share}">"#), 0),
                    Cell::Error(error) => (
                        format!(
                            r#"office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>{error}</text:p>"#
                        ),
                        0,
                    ),
                    Cell::Over(columns, text) => {
                        (format!(r#"table:number-columns-spanned="{columns}" {}"#, string(text)), columns - 1)
                    }
                    Cell::Text(text) => (string(text), 0),
                };
                body += &format!("<table:table-cell {attributes}</table:table-cell>");
                if covered > 0 {
                    over = covered;
                    body += &format!(r#"<table:covered-table-cell table:number-columns-repeated="{covered}"/>"#);
                }
            }
            body += "</table:table-row>";
        }
        // LibreOffice's sheets go on to the last row that there can be.
        body += r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
        body += "</table:table>";
    }
    ods_of(&body)
}

/// An ODS file with these tables in it.
pub fn ods_of(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#;
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text, options) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", stored),
        ("content.xml", &content, SimpleFileOptions::default()),
        ("META-INF/manifest.xml", manifest, SimpleFileOptions::default()),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
