//! Makes workbooks of a text that a person can read: a line for each row, `|` between its cells, `== Name` before a
//! sheet.
//!
//! A cell is a number (`118`), a date (`date 2017-03-31`), a share (`share 0.12`), an error (`error #REF!`), a formula
//! with its result (`=SUM(B2:B3) 427`) or without one (`=SUM(B2:B3) none`), a text over several columns (`over 3
//! Offences`) or down several rows (`down 2 Kent`), a text with a raised end (`raised 118^2`), or text; `text 118` is
//! text too. The lines `hide row 3` and `hide column B` hide what they name, `hide sheet` the whole sheet, and `stored`
//! before the first sheet leaves the parts of the archive as they are.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, FormatScript, Formula, Workbook};
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
    Down(u32, &'a str),
    Raised(&'a str, &'a str),
    NoResult(&'a str),
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
        Some((formula, "none")) if formula.starts_with('=') => Cell::NoResult(formula),
        Some(("raised", rest)) if rest.contains('^') => {
            let (text, raised) = rest.split_once('^').unwrap();
            Cell::Raised(text, raised)
        }
        Some(("down", rest)) if rest.split_once(' ').is_some_and(|(rows, _)| rows.parse::<u32>().is_ok()) => {
            let (rows, text) = rest.split_once(' ').unwrap();
            Cell::Down(rows.parse().unwrap(), text)
        }
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

/// A sheet of a description.
struct Sheet<'a> {
    name: &'a str,
    rows: Vec<Vec<Cell<'a>>>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u16>,
    hidden: bool,
}

/// The sheets of a description.
fn sheets(text: &str) -> Vec<Sheet<'_>> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for line in text.lines().filter(|line| *line != "stored") {
        if let Some(name) = line.strip_prefix("== ") {
            let (rows, hidden_rows, hidden_columns) = (Vec::new(), Vec::new(), Vec::new());
            sheets.push(Sheet { name, rows, hidden_rows, hidden_columns, hidden: false });
            continue;
        }
        let sheet = sheets.last_mut().expect("a sheet first");
        if let Some(row) = line.strip_prefix("hide row ") {
            sheet.hidden_rows.push(row.parse::<u32>().unwrap() - 1);
        } else if let Some(column) = line.strip_prefix("hide column ") {
            sheet.hidden_columns.push(u16::from(column.as_bytes()[0] - b'A'));
        } else if line == "hide sheet" {
            sheet.hidden = true;
        } else {
            sheet.rows.push(line.split('|').map(cell).collect());
        }
    }
    sheets
}

/// Writes a workbook as Excel saves it.
pub fn xlsx(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let (month, share) = (Format::new().set_num_format("mmm\\ yyyy"), Format::new().set_num_format("0.0%"));
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    for Sheet { name, rows, hidden_rows, hidden_columns, hidden } in sheets(text) {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.set_hidden(hidden);
        for row in hidden_rows {
            sheet.set_row_hidden(row).unwrap();
        }
        for column in hidden_columns {
            sheet.set_column_hidden(column).unwrap();
        }
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
                    Cell::Down(rows, text) => {
                        sheet.merge_range(row, column, row + rows - 1, column, text, &Format::new())
                    }
                    Cell::Raised(text, up) => {
                        let plain = Format::new();
                        sheet.write_rich_string(row, column, &[(&plain, *text), (&raised, *up)])
                    }
                    Cell::NoResult(formula) => {
                        sheet.write_formula(row, column, Formula::new(*formula).set_result(NO_RESULT))
                    }
                    Cell::Text(text) => sheet.write_string(row, column, *text),
                }
                .unwrap();
            }
        }
    }
    rezipped(&book.save_to_buffer().unwrap(), text.starts_with("stored"))
}

/// What stands for the result of a formula until it is taken out.
const NO_RESULT: &str = "no result yet";

/// The archive without the results that are to be missing; with its parts stored as they are, if it is to be so.
fn rezipped(book: &[u8], stored: bool) -> Vec<u8> {
    let method = if stored { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
    let options = SimpleFileOptions::default().compression_method(method);
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        let name = part.name().unwrap().to_string();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            // openpyxl writes a formula that nobody has worked out in this form.
            let value = format!("<v>{NO_RESULT}</v>");
            let cells = text.split("<c ").map(|cell| match cell.contains(&value) {
                true => cell.replace(&value, "<v></v>").replace(r#" t="str""#, ""),
                false => cell.to_string(),
            });
            bytes = cells.collect::<Vec<_>>().join("<c ").into_bytes();
        }
        archive.start_file(name, options).unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Writes a workbook as LibreOffice saves it.
pub fn ods(text: &str) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let string = |text: &str| format!(r#"office:value-type="string"><text:p>{}</text:p>"#, escaped(text));
    let float =
        |number: &str| format!(r#"office:value-type="float" office:value="{number}"><text:p>{number}</text:p>"#);
    let mut body = String::new();
    for Sheet { name, rows, hidden_rows, hidden_columns, hidden } in sheets(text) {
        let style = if hidden { r#" table:style-name="hidden""# } else { "" };
        body += &format!(r#"<table:table table:name="{}"{style}>"#, escaped(name));
        for column in 0..hidden_columns.iter().max().map_or(0, |last| last + 1) {
            let hidden = if hidden_columns.contains(&column) { r#" table:visibility="collapse""# } else { "" };
            body += &format!("<table:table-column{hidden}/>");
        }
        // By column, how many rows below are covered.
        let mut down: Vec<(usize, u32)> = Vec::new();
        for (row, cells) in rows.iter().enumerate() {
            let hidden = if hidden_rows.contains(&(row as u32)) { r#" table:visibility="filter""# } else { "" };
            body += &format!("<table:table-row{hidden}>");
            let mut over = 0;
            for (column, cell) in cells.iter().enumerate() {
                if let Some((_, rows)) = down.iter_mut().find(|(known, rows)| *known == column && *rows > 0) {
                    *rows -= 1;
                    body += "<table:covered-table-cell/>";
                    continue;
                }
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
                    Cell::Down(rows, text) => {
                        down.push((column, rows - 1));
                        (format!(r#"table:number-rows-spanned="{rows}" {}"#, string(text)), 0)
                    }
                    Cell::Raised(text, up) => (
                        format!(
                            r#"office:value-type="string"><text:p>{}<text:span text:style-name="up">{up}</text:span></text:p>"#,
                            escaped(text)
                        ),
                        0,
                    ),
                    Cell::NoResult(formula) => (format!(r#"table:formula="of:{}">"#, escaped(formula)), 0),
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
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:automatic-styles><style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style><style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
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
