//! Reads the sheets of an XLSX workbook cell by cell, so that one row at a time is in memory, whatever size a sheet
//! claims to have.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::raised::RaisedText;
use super::xml::{attribute, entity, number, says_yes};
use super::{Problem, SheetCell, SheetRow};

/// What a number's format makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberFormat {
    Plain,
    Percentage,
    Day,
    /// A date of which only the month is shown.
    Month,
    Duration,
}

/// A sheet that is listed in the workbook.
#[derive(Clone, Debug)]
pub struct Listed {
    pub name: String,
    pub hidden: bool,
    part: String,
}

/// What all sheets of a workbook share, read once.
#[derive(Debug)]
pub struct Xlsx {
    pub sheets: Vec<Listed>,
    texts: Vec<Rc<str>>,
    formats: Vec<NumberFormat>,
    from_1904: bool,
}

/// What a sheet says beside its cells.
#[derive(Debug, Default)]
pub struct Frame {
    /// The hidden columns, from 0.
    pub hidden: HashSet<usize>,
    /// For the first cell of each merged area of several rows, its last row: row and column of both from 0.
    merged: HashMap<(u64, usize), u64>,
}

type Xml<R> = Reader<R>;

fn reader<R: BufRead>(part: R) -> Xml<R> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    reader
}

/// Hands out the events of a part until it ends, or `each` returns false. A part that is not there has none.
fn events(archive: &mut Archive<'_>, part: &str, each: &mut dyn FnMut(&Event<'_>) -> bool) -> Result<bool, Problem> {
    let error = {
        let Some(opened) = archive.part(part)? else { return Ok(false) };
        let (mut xml, mut buffer) = (reader(opened), Vec::new());
        loop {
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Eof) => return Ok(true),
                Ok(event) => {
                    if !each(&event) {
                        return Ok(true);
                    }
                }
                Err(error) => break error,
            }
            buffer.clear();
        }
    };
    Err(archive.unread(&error))
}

impl Xlsx {
    /// Reads what the sheets share. Fails if this is no such workbook.
    pub fn open(archive: &mut Archive<'_>) -> Result<Self, Problem> {
        let mut book = "xl/workbook.xml".to_string();
        events(archive, "_rels/.rels", &mut |event| {
            if let Event::Start(tag) = event
                && attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                && let Some(target) = attribute(tag, "Target")
            {
                book = target.trim_start_matches('/').into();
            }
            true
        })?;
        let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder).to_string();
        let within = |target: &str| match target.strip_prefix('/') {
            Some(whole) => whole.to_string(),
            None if folder.is_empty() => target.to_string(),
            None => format!("{folder}/{}", target.trim_start_matches("./")),
        };
        let rels = within(&format!("_rels/{}.rels", book.rsplit('/').next().unwrap_or_default()));
        let (mut parts, mut texts_part, mut styles_part) = (HashMap::new(), None, None);
        events(archive, &rels, &mut |event| {
            if let Event::Start(tag) = event
                && let (Some(kind), Some(target)) = (attribute(tag, "Type"), attribute(tag, "Target"))
            {
                match kind.rsplit('/').next().unwrap_or_default() {
                    "worksheet" => drop(parts.insert(attribute(tag, "Id").unwrap_or_default(), within(&target))),
                    "sharedStrings" => texts_part = Some(within(&target)),
                    "styles" => styles_part = Some(within(&target)),
                    _ => {}
                }
            }
            true
        })?;
        let (mut sheets, mut from_1904) = (Vec::new(), false);
        let found = events(archive, &book, &mut |event| {
            if let Event::Start(tag) = event {
                match tag.local_name().as_ref() {
                    "workbookPr" => from_1904 |= says_yes(tag, "date1904"),
                    "sheet" => {
                        let part = attribute(tag, "id").and_then(|id| parts.get(&id).cloned());
                        if let (Some(name), Some(part)) = (attribute(tag, "name"), part) {
                            let hidden = attribute(tag, "state").is_some_and(|state| state != "visible");
                            sheets.push(Listed { name, hidden, part });
                        }
                    }
                    _ => {}
                }
            }
            true
        })?;
        if !found {
            return Err(archive.unread(&"it has no workbook in it"));
        }
        let texts = match texts_part {
            Some(part) => shared_texts(archive, &part)?,
            None => Vec::new(),
        };
        let formats = match styles_part {
            Some(part) => number_formats(archive, &part)?,
            None => Vec::new(),
        };
        Ok(Self { sheets, texts, formats, from_1904 })
    }

    /// Reads what stands around the cells of a sheet: hidden columns before them, merged areas after them.
    pub fn frame(&self, archive: &mut Archive<'_>, sheet: &str) -> Result<Frame, Problem> {
        let mut frame = Frame::default();
        let Some(listed) = self.sheets.iter().find(|listed| listed.name == sheet) else { return Ok(frame) };
        let text = around_cells(archive, &listed.part)?;
        let mut xml = reader(text.as_bytes());
        let mut buffer = Vec::new();
        // Text cut out of a document need not be well formed; what can be read of it is.
        while let Ok(event) = xml.read_event_into(&mut buffer) {
            match event {
                Event::Start(tag) if tag.local_name().as_ref() == "col" && says_yes(&tag, "hidden") => {
                    let (Some(first), Some(last)) = (number(&tag, "min"), number(&tag, "max")) else { continue };
                    // Excel hides all columns to the right of a table up to the last there can be.
                    frame.hidden.extend((first.max(1)..=last.min(first + 1_000)).map(|column| column as usize - 1));
                }
                Event::Start(tag) if tag.local_name().as_ref() == "mergeCell" => {
                    let reference = attribute(&tag, "ref").unwrap_or_default();
                    if let Some((first, last)) = reference.split_once(':')
                        && let (Some((row, column)), Some((last, _))) = (place(first), place(last))
                        && last > row
                    {
                        frame.merged.insert((row, column), last);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        Ok(frame)
    }

    /// Hands out the rows of a sheet that are not blank, until `each` returns false.
    pub fn rows(
        &self,
        archive: &mut Archive<'_>,
        sheet: &str,
        frame: &Frame,
        each: &mut dyn FnMut(SheetRow) -> bool,
    ) -> Result<(), Problem> {
        let Some(listed) = self.sheets.iter().find(|listed| listed.name == sheet) else { return Ok(()) };
        let mut sheet = SheetReader {
            book: self,
            frame,
            each,
            row: SheetRow::default(),
            at: None,
            going: true,
            over: HashMap::new(),
        };
        let mut cell = CellReader::default();
        let found = events(archive, &listed.part, &mut |event| {
            sheet.event(event, &mut cell);
            sheet.going
        })?;
        if !found {
            return Err(archive.unread(&format!("the part {} is missing", listed.part)));
        }
        sheet.end_row();
        Ok(())
    }
}

/// A cell while it is read.
#[derive(Default)]
struct CellReader {
    kind: String,
    style: usize,
    column: usize,
    value: String,
    text: RaisedText,
    formula: bool,
    has_value: bool,
    inside: Inside,
    raised: bool,
    phonetic: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Inside {
    #[default]
    Nothing,
    Value,
    Text,
}

struct SheetReader<'a> {
    book: &'a Xlsx,
    frame: &'a Frame,
    each: &'a mut dyn FnMut(SheetRow) -> bool,
    row: SheetRow,
    /// The column of the last cell.
    at: Option<usize>,
    going: bool,
    /// By column, the last row of a merged area that goes on below this row, and what its first cell says.
    over: HashMap<usize, (u64, SheetCell)>,
}

impl SheetReader<'_> {
    fn event(&mut self, event: &Event<'_>, cell: &mut CellReader) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    let number = number(tag, "r").unwrap_or(self.row.number + 1);
                    self.row = SheetRow { number, cells: Vec::new(), hidden: says_yes(tag, "hidden") };
                    self.at = None;
                }
                "c" => *cell = self.cell(tag),
                "f" => cell.formula = true,
                "v" => (cell.inside, cell.has_value) = (Inside::Value, true),
                "rPh" => cell.phonetic = true,
                "r" | "is" => cell.raised = false,
                "vertAlign" => cell.raised = attribute(tag, "val").as_deref() == Some("superscript"),
                "t" if !cell.phonetic => cell.inside = Inside::Text,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" | "t" => cell.inside = Inside::Nothing,
                "rPh" => cell.phonetic = false,
                "c" => self.put(cell),
                "row" => self.end_row(),
                "sheetData" => self.going = false,
                _ => {}
            },
            Event::Text(text) => cell.add(&text.xml10_content()),
            Event::CData(text) => cell.add(&text.xml10_content()),
            Event::GeneralRef(name) => cell.add(&entity(name)),
            _ => {}
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> CellReader {
        let mut cell = CellReader::default();
        let mut named = None;
        // There may be millions of cells, so that each attribute is looked at once.
        for found in tag.attributes().flatten() {
            match found.key.local_name().as_ref() {
                "r" => named = place(&found.value).map(|(_, column)| column),
                "s" => cell.style = found.value.parse().unwrap_or(0),
                "t" => cell.kind = found.value.to_string(),
                _ => {}
            }
        }
        cell.column = named.unwrap_or(self.at.map_or(0, |at| at + 1)).min(16_383);
        self.at = Some(cell.column);
        cell
    }

    fn put(&mut self, cell: &mut CellReader) {
        let meant = self.book.meant(cell);
        if meant == SheetCell::Blank {
            return;
        }
        self.row.cells.resize(self.row.cells.len().max(cell.column + 1), SheetCell::Blank);
        self.row.cells[cell.column] = meant;
    }

    fn end_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        let (at, number) = (row.number.saturating_sub(1), row.number);
        self.row.number = number;
        self.over.retain(|_, (last, _)| *last >= at);
        for (column, (_, first)) in &self.over {
            if row.cell(*column).is_blank() && !row.is_blank() {
                row.cells.resize(row.cells.len().max(column + 1), SheetCell::Blank);
                row.cells[*column] = first.clone();
            }
        }
        for column in 0..row.cells.len() {
            if let Some(last) = self.frame.merged.get(&(at, column)) {
                self.over.insert(column, (*last, below_merged(row.cell(column))));
            }
        }
        if self.going && !row.is_blank() && !(self.each)(row) {
            self.going = false;
        }
    }
}

/// What a cell says for the rows below it that it is merged with. A name goes for all of them; a figure is one figure,
/// and whose it is cannot be told.
pub fn below_merged(first: &SheetCell) -> SheetCell {
    match first {
        SheetCell::Number(_) | SheetCell::Percentage(_) => {
            SheetCell::Other("this cell is merged with the one above it, so two rows share one figure", String::new())
        }
        other => other.clone(),
    }
}

impl CellReader {
    fn add(&mut self, text: &str) {
        match self.inside {
            Inside::Nothing => {}
            Inside::Value => self.value += text,
            Inside::Text => self.text.push(text, self.raised),
        }
    }
}

impl Xlsx {
    fn meant(&self, cell: &mut CellReader) -> SheetCell {
        if cell.formula && (!cell.has_value || cell.value.is_empty()) && cell.kind != "str" {
            return SheetCell::no_result();
        }
        match cell.kind.as_str() {
            "s" => {
                let text = cell.value.trim().parse::<usize>().ok().and_then(|at| self.texts.get(at));
                text.map_or(SheetCell::Blank, |text| SheetCell::of(text))
            }
            "inlineStr" => SheetCell::of(&decoded(&cell.text.take())),
            "str" => SheetCell::of(&decoded(&cell.value)),
            "b" => {
                let truth = if cell.value.trim() == "1" { "TRUE" } else { "FALSE" };
                SheetCell::Other("this is true or false, not a figure", truth.into())
            }
            "e" => SheetCell::Other("the spreadsheet shows an error here", cell.value.clone()),
            "d" => SheetCell::Date(cell.value.split('T').next().unwrap_or_default().into()),
            _ if cell.value.trim().is_empty() => SheetCell::Blank,
            _ => match cell.value.trim().parse::<f64>() {
                Ok(number) => self.number(number, cell.style),
                Err(_) => SheetCell::of(&cell.value),
            },
        }
    }

    fn number(&self, number: f64, style: usize) -> SheetCell {
        match self.formats.get(style).unwrap_or(&NumberFormat::Plain) {
            NumberFormat::Plain => SheetCell::Number(number),
            NumberFormat::Percentage => SheetCell::Percentage(number),
            NumberFormat::Duration => SheetCell::Other("this is a length of time, not a figure", number.to_string()),
            format @ (NumberFormat::Day | NumberFormat::Month) => match day(number, self.from_1904) {
                Some(day) if *format == NumberFormat::Month => SheetCell::Month(day),
                Some(day) => SheetCell::Date(day),
                None => SheetCell::Other("this is a time of day, not a figure", number.to_string()),
            },
        }
    }
}

/// The day that Excel counts from 1900, where it believes in a 29 February, or from 1904.
fn day(number: f64, from_1904: bool) -> Option<String> {
    if !(1.0..2_958_466.0).contains(&number) {
        return None;
    }
    let count = number.floor() as i64;
    let count = match (from_1904, count) {
        (true, count) => count + 1_462,
        (false, count) if count < 60 => count + 1,
        (false, count) => count,
    };
    // Days since 1 January 1970, then the usual civil-calendar reckoning.
    let days = count - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The row and column, from 0, of a reference such as `B7`.
fn place(reference: &str) -> Option<(u64, usize)> {
    let at = reference.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(at);
    let column = letters.chars().filter(|letter| *letter != '$').try_fold(0_usize, |column, letter| {
        let value = letter.to_ascii_uppercase();
        value.is_ascii_uppercase().then(|| (column * 26 + (value as usize - 'A' as usize + 1)).min(1 << 20))
    })?;
    Some((digits.parse::<u64>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The text with Excel's `_x000D_` for a character that XML cannot hold.
fn decoded(text: &str) -> String {
    let Some((before, rest)) = text.split_once("_x") else { return text.into() };
    let code =
        rest.get(..5).filter(|code| code.ends_with('_')).and_then(|code| u32::from_str_radix(&code[..4], 16).ok());
    match code.and_then(char::from_u32) {
        Some(letter) => format!("{before}{letter}{}", decoded(&rest[5..])),
        None => format!("{before}_x{}", decoded(rest)),
    }
}

fn shared_texts(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Rc<str>>, Problem> {
    let (mut texts, mut text) = (Vec::new(), RaisedText::default());
    let (mut inside, mut raised, mut phonetic) = (false, false, false);
    events(archive, part, &mut |event| {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "si" => (raised, phonetic) = (false, false),
                "r" => raised = false,
                "vertAlign" => raised = attribute(tag, "val").as_deref() == Some("superscript"),
                "rPh" => phonetic = true,
                "t" => inside = !phonetic,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => phonetic = false,
                "si" => texts.push(decoded(&text.take()).into()),
                _ => {}
            },
            Event::Text(run) if inside => text.push(&run.xml10_content(), raised),
            Event::CData(run) if inside => text.push(&run.xml10_content(), raised),
            Event::GeneralRef(name) if inside => text.push(&entity(name), raised),
            _ => {}
        }
        true
    })?;
    Ok(texts)
}

/// The format of each style of cells.
fn number_formats(archive: &mut Archive<'_>, part: &str) -> Result<Vec<NumberFormat>, Problem> {
    let (mut codes, mut formats, mut within) = (HashMap::new(), Vec::new(), false);
    events(archive, part, &mut |event| {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (number(tag, "numFmtId"), attribute(tag, "formatCode")) {
                        codes.insert(id, format_of(&code));
                    }
                }
                "cellXfs" => within = true,
                "xf" if within => {
                    let id = number(tag, "numFmtId").unwrap_or(0);
                    formats.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => within = false,
            _ => {}
        }
        true
    })?;
    Ok(formats)
}

/// The formats that have a number instead of a code (ECMA-376, part 1, 18.8.30).
fn built_in(id: u64) -> NumberFormat {
    match id {
        9 | 10 => NumberFormat::Percentage,
        17 => NumberFormat::Month,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberFormat::Day,
        46 => NumberFormat::Duration,
        _ => NumberFormat::Plain,
    }
}

/// What a format code makes of a number, by its first section.
fn format_of(code: &str) -> NumberFormat {
    let mut letters = code.chars();
    let (mut day, mut month, mut year, mut time, mut percent) = (false, false, false, false, false);
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            ';' => break,
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let unit = inside.to_lowercase();
                if !unit.is_empty() && ["h", "m", "s"].iter().any(|one| unit.chars().all(|c| one.starts_with(c))) {
                    return NumberFormat::Duration;
                }
            }
            '%' => percent = true,
            'd' | 'D' => day = true,
            'm' | 'M' => month = true,
            'y' | 'Y' | 'e' if !code.contains(['0', '#']) => year = true,
            'h' | 'H' | 's' | 'S' => time = true,
            'G' | 'g' if code.to_lowercase().starts_with("general") => return NumberFormat::Plain,
            _ => {}
        }
    }
    match () {
        () if day || time => NumberFormat::Day,
        () if month || year => NumberFormat::Month,
        () if percent => NumberFormat::Percentage,
        () => NumberFormat::Plain,
    }
}

/// How much text around the cells is kept: hidden columns and merged areas fit many times.
const AROUND: usize = 8 << 20;

/// The text of a sheet's part without its cells, which are most of it.
fn around_cells(archive: &mut Archive<'_>, part: &str) -> Result<String, Problem> {
    const NAME: &[u8] = b"sheetData";
    let error = {
        let Some(mut opened) = archive.part(part)? else { return Ok(String::new()) };
        let (mut kept, mut tail): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
        // Before the cells, within them, and after them.
        let mut stage = 0;
        loop {
            let (length, ended) = match opened.fill_buf() {
                Ok(bytes) => {
                    tail.extend_from_slice(bytes);
                    (bytes.len(), bytes.is_empty())
                }
                Err(error) => break error,
            };
            opened.consume(length);
            let mut from = 0;
            while stage < 2
                && let Some(found) = tail[from..].windows(NAME.len()).position(|window| window == NAME)
            {
                let at = from + found;
                let closing =
                    tail[..at].iter().rev().take(24).find(|byte| matches!(byte, b'/' | b'<' | b'>')) == Some(&b'/');
                if stage == 0 {
                    let open = tail[..at].iter().rposition(|byte| *byte == b'<').unwrap_or(at);
                    kept.extend_from_slice(&tail[..open]);
                    stage = 1;
                } else if closing {
                    stage = 2;
                }
                from = at + NAME.len();
            }
            match stage {
                2 => {
                    kept.extend_from_slice(&tail[from..]);
                    tail.clear();
                    // From here on, all that comes is kept.
                    stage = 3;
                }
                3 => kept.append(&mut tail),
                stage => {
                    let keep = if stage == 0 { tail.len() } else { 40 };
                    let cut = tail.len().saturating_sub(keep).max(from.min(tail.len()));
                    drop(tail.drain(..cut));
                }
            }
            if ended || kept.len() > AROUND || tail.len() > AROUND {
                return Ok(String::from_utf8_lossy(&kept).replace("</sheetData>", "").trim_start_matches('>').into());
            }
        }
    };
    Err(archive.unread(&error))
}

#[cfg(test)]
mod tests {
    use super::{NumberFormat, day, decoded, format_of, place};

    #[test]
    fn dates_are_counted_as_excel_counts_them() {
        for (number, expected) in
            [(1.0, "1900-01-01"), (61.0, "1900-03-01"), (25_569.0, "1970-01-01"), (43_190.5, "2018-03-31")]
        {
            assert_eq!(day(number, false).as_deref(), Some(expected));
        }
        assert_eq!(day(41_728.0, true).as_deref(), Some("2018-03-31"));
        assert_eq!(day(0.5, false), None);
    }

    #[test]
    fn a_format_says_what_a_number_is() {
        for (code, expected) in [
            ("dd/mm/yyyy", NumberFormat::Day),
            ("mmm\\ yyyy", NumberFormat::Month),
            ("[$-809]mmmm yyyy;@", NumberFormat::Month),
            ("[h]:mm:ss", NumberFormat::Duration),
            ("0.0%", NumberFormat::Percentage),
            ("#,##0", NumberFormat::Plain),
            ("#,##0\\ [$€-407]", NumberFormat::Plain),
            ("General", NumberFormat::Plain),
            ("0.00E+00", NumberFormat::Plain),
            ("\"day \"0", NumberFormat::Plain),
            ("[Red]#,##0_);(#,##0)", NumberFormat::Plain),
        ] {
            assert_eq!(format_of(code), expected, "{code}");
        }
    }

    #[test]
    fn references_and_escapes() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("AB12"), Some((11, 27)));
        assert_eq!((place("A0"), place("7"), place("")), (None, None, None));
        assert_eq!(decoded("a_x000D_b_xyz"), "a\rb_xyz");
    }
}
