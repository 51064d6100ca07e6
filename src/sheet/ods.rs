//! Reads the sheets of an ODS workbook. They all stand in one part, so it is read once and kept; a row or a cell that
//! repeats without anything in it takes no room.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::{Archive, MOST_CELLS, too_large};
use super::raised::RaisedText;
use super::xlsx::below_merged;
use super::xml::{attribute, entity, number, unescaped};
use super::{FileName, Problem, SheetCell, SheetRow};

/// A sheet with everything in it.
#[derive(Debug, Default)]
pub struct OdsSheet {
    pub name: String,
    pub hidden: bool,
    pub hidden_columns: HashSet<usize>,
    /// The rows that are not blank.
    pub rows: Vec<SheetRow>,
}

/// Reads all sheets. Fails if this is no such workbook, has a password, or would not fit into memory.
pub fn read(archive: &mut Archive<'_>, name: &FileName) -> Result<Vec<OdsSheet>, Problem> {
    let mut styles = Styles::default();
    // The styles of the whole document say which text is raised, as those of its sheets do.
    let _ = part(archive, "styles.xml", &mut |event| {
        styles.event(event);
        true
    })?;
    let mut reader = OdsReader { styles, ..OdsReader::default() };
    let found = part(archive, "content.xml", &mut |event| {
        reader.event(event);
        reader.cells <= MOST_CELLS
    })?;
    if !found {
        return Err(archive.unread(&"it has no sheets in it"));
    }
    if reader.cells > MOST_CELLS {
        return Err(too_large(name));
    }
    Ok(reader.sheets)
}

fn part(archive: &mut Archive<'_>, name: &str, each: &mut dyn FnMut(&Event<'_>) -> bool) -> Result<bool, Problem> {
    let error = {
        let Some(opened) = archive.part(name)? else { return Ok(false) };
        match events(opened, each) {
            Ok(()) => return Ok(true),
            Err(error) => error,
        }
    };
    Err(archive.unread(&error))
}

fn events(part: impl BufRead, each: &mut dyn FnMut(&Event<'_>) -> bool) -> Result<(), quick_xml::Error> {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        match xml.read_event_into(&mut buffer)? {
            Event::Eof => return Ok(()),
            event => {
                if !each(&event) {
                    return Ok(());
                }
            }
        }
        buffer.clear();
    }
}

/// What the styles say that matters here.
#[derive(Debug, Default)]
struct Styles {
    at: String,
    raised: HashSet<String>,
    /// Styles of sheets that are not shown.
    hidden: HashSet<String>,
    /// Formats of dates that show no day, and the styles of cells that use them.
    months: HashSet<String>,
    cells: HashMap<String, String>,
    format: Option<(String, bool)>,
}

impl Styles {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "style" => {
                    self.at = attribute(tag, "name").unwrap_or_default();
                    if let Some(format) = attribute(tag, "data-style-name") {
                        self.cells.insert(self.at.clone(), format);
                    }
                }
                "text-properties" => {
                    let position = attribute(tag, "text-position").unwrap_or_default();
                    let up = position.starts_with("super")
                        || position
                            .split('%')
                            .next()
                            .and_then(|up| up.trim().parse::<f64>().ok())
                            .is_some_and(|up| up > 0.0);
                    if up {
                        self.raised.insert(self.at.clone());
                    }
                }
                "table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                    self.hidden.insert(self.at.clone());
                }
                "date-style" => self.format = Some((attribute(tag, "name").unwrap_or_default(), false)),
                "day" => {
                    if let Some((_, day)) = &mut self.format {
                        *day = true;
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "date-style" => {
                if let Some((name, false)) = self.format.take() {
                    self.months.insert(name);
                }
            }
            _ => {}
        }
    }

    fn shows_month(&self, style: &str) -> bool {
        self.cells.get(style).is_some_and(|format| self.months.contains(format))
    }
}

/// A cell while it is read.
#[derive(Debug, Default)]
struct OdsCell {
    covered: bool,
    repeat: u64,
    kind: String,
    value: Option<String>,
    month: bool,
    formula: bool,
    error: bool,
    rows: u64,
    text: RaisedText,
    paragraphs: usize,
}

#[derive(Debug, Default)]
struct OdsReader {
    styles: Styles,
    sheets: Vec<OdsSheet>,
    cells: u64,
    row_number: u64,
    row: SheetRow,
    row_repeat: u64,
    column: u64,
    column_at: u64,
    cell: Option<OdsCell>,
    /// How deep a comment or a drawing in a cell goes, whose text is not the cell's.
    aside: usize,
    spans: Vec<bool>,
    paragraph: bool,
    /// By column, how many rows a merged area goes on, and what its first cell says.
    over: HashMap<usize, (u64, SheetCell)>,
    /// Tables within cells are no rows of the sheet.
    tables: usize,
}

impl OdsReader {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag.local_name().as_ref()),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(name) => self.text(&entity(name)),
            _ => {}
        }
        if self.sheets.is_empty() {
            self.styles.event(event);
        }
    }

    fn text(&mut self, text: &str) {
        let raised = self.spans.last() == Some(&true);
        if let Some(cell) = self.cell.as_mut().filter(|_| self.aside == 0 && self.paragraph) {
            cell.text.push(text, raised);
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name: &str = name.as_ref();
        if self.aside > 0 || is_aside(name) {
            self.aside += 1;
            return;
        }
        match name {
            "table" => {
                self.tables += 1;
                if self.tables > 1 {
                    return;
                }
                let hidden = attribute(tag, "style-name").is_some_and(|style| self.styles.hidden.contains(&style));
                let name = attribute(tag, "name").unwrap_or_default();
                self.sheets.push(OdsSheet { name, hidden, ..OdsSheet::default() });
                (self.row_number, self.column_at) = (0, 0);
                self.over.clear();
            }
            "table-column" if self.tables == 1 => {
                let repeat = number(tag, "number-columns-repeated").unwrap_or(1);
                let hidden = attribute(tag, "visibility").is_some_and(|shown| shown != "visible");
                if let (true, Some(sheet)) = (hidden, self.sheets.last_mut()) {
                    sheet.hidden_columns.extend((0..repeat.min(1_000)).map(|more| (self.column_at + more) as usize));
                }
                self.column_at = self.column_at.saturating_add(repeat);
            }
            "table-row" if self.tables == 1 => {
                let hidden = attribute(tag, "visibility").is_some_and(|shown| shown != "visible");
                self.row = SheetRow { number: self.row_number + 1, cells: Vec::new(), hidden };
                self.row_repeat = number(tag, "number-rows-repeated").unwrap_or(1).max(1);
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" if self.tables == 1 => self.cell = Some(self.begun(tag, name)),
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push("\n", false);
                    }
                    cell.paragraphs += 1;
                    self.paragraph = true;
                }
            }
            "span" => {
                let raised = attribute(tag, "style-name").is_some_and(|style| self.styles.raised.contains(&style));
                self.spans.push(raised || self.spans.last() == Some(&true));
            }
            "s" => self.text(&" ".repeat(number(tag, "c").unwrap_or(1).min(100) as usize)),
            "tab" | "line-break" => self.text(" "),
            _ => {}
        }
    }

    fn begun(&self, tag: &BytesStart<'_>, name: &str) -> OdsCell {
        let mut cell = OdsCell { covered: name == "covered-table-cell", repeat: 1, rows: 1, ..OdsCell::default() };
        // There may be millions of cells, so that each attribute is looked at once.
        for found in tag.attributes().flatten() {
            let number = || found.value.parse().unwrap_or(1);
            match found.key.local_name().as_ref() {
                "number-columns-repeated" => cell.repeat = number().max(1),
                "number-rows-spanned" => cell.rows = number(),
                "value" | "date-value" | "time-value" | "boolean-value" => cell.value = Some(unescaped(&found.value)),
                "string-value" if cell.value.is_none() => cell.value = Some(unescaped(&found.value)),
                "style-name" => cell.month = self.styles.shows_month(&found.value),
                "formula" => cell.formula = true,
                // LibreOffice has an extension of the same name beside the one of the standard.
                "value-type" if found.value == "error" => cell.error = true,
                "value-type" if cell.kind.is_empty() || found.key.as_ref() == "office:value-type" => {
                    cell.kind = found.value.to_string();
                }
                _ => {}
            }
        }
        cell
    }

    fn end(&mut self, name: &str) {
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        match name {
            "table" => self.tables = self.tables.saturating_sub(1),
            "span" => drop(self.spans.pop()),
            "p" | "h" => self.paragraph = false,
            "table-cell" | "covered-table-cell" if self.tables == 1 => {
                let Some(cell) = self.cell.take() else { return };
                self.put(cell);
            }
            "table-row" if self.tables == 1 => self.end_row(),
            _ => {}
        }
    }

    fn put(&mut self, mut cell: OdsCell) {
        let (first, repeat, rows) = (self.column as usize, cell.repeat, cell.rows);
        self.column = self.column.saturating_add(repeat);
        let mut meant = meant(&mut cell);
        if cell.covered && meant.is_blank() {
            meant = self.over.get(&first).map_or(SheetCell::Blank, |(_, first)| first.clone());
        }
        if rows > 1 {
            self.over.insert(first, (rows, below_merged(&meant)));
        }
        if meant.is_blank() {
            return;
        }
        self.cells = self.cells.saturating_add(repeat);
        if self.cells > MOST_CELLS {
            return;
        }
        self.row.cells.resize(first, SheetCell::Blank);
        self.row.cells.extend(std::iter::repeat_n(meant, repeat as usize));
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let repeat = self.row_repeat;
        self.row_number = self.row_number.saturating_add(repeat);
        for (rows, _) in self.over.values_mut() {
            *rows = rows.saturating_sub(repeat);
        }
        self.over.retain(|_, (rows, _)| *rows > 0);
        if row.is_blank() {
            return;
        }
        self.cells = self.cells.saturating_add(repeat.saturating_mul(row.cells.len() as u64));
        if self.cells > MOST_CELLS {
            return;
        }
        let Some(sheet) = self.sheets.last_mut() else { return };
        for more in 1..repeat {
            sheet.rows.push(SheetRow { number: row.number + more - 1, ..row.clone() });
        }
        sheet.rows.push(SheetRow { number: row.number + repeat - 1, ..row });
    }
}

/// Elements in a cell whose text is not what the cell shows.
fn is_aside(name: &str) -> bool {
    matches!(name, "annotation" | "frame" | "custom-shape" | "control" | "object" | "shapes" | "ruby-text")
}

fn meant(cell: &mut OdsCell) -> SheetCell {
    let text = cell.text.take();
    let number = || cell.value.as_deref().and_then(|value| value.trim().parse::<f64>().ok());
    if cell.error || text.starts_with("Err:") || (cell.formula && text.starts_with('#')) {
        return SheetCell::Other("the spreadsheet shows an error here", text);
    }
    if cell.formula && cell.value.is_none() && text.trim().is_empty() && cell.kind != "string" {
        return SheetCell::no_result();
    }
    match cell.kind.as_str() {
        "float" | "currency" => number().map_or_else(|| SheetCell::of(&text), SheetCell::Number),
        "percentage" => number().map_or_else(|| SheetCell::of(&text), SheetCell::Percentage),
        "date" => {
            let day = cell.value.as_deref().unwrap_or_default().split('T').next().unwrap_or_default().to_string();
            if cell.month { SheetCell::Month(day) } else { SheetCell::Date(day) }
        }
        "time" => SheetCell::Other("this is a length of time, not a figure", text),
        "boolean" => {
            let truth = if cell.value.as_deref() == Some("true") { "TRUE" } else { "FALSE" };
            SheetCell::Other("this is true or false, not a figure", truth.into())
        }
        _ if text.is_empty() => SheetCell::of(cell.value.as_deref().unwrap_or_default()),
        _ => SheetCell::of(&text),
    }
}
