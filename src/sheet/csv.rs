//! Reads CSV files row by row, with any delimiter, in UTF-8, UTF-16 or Windows-1252.

use std::collections::HashMap;
use std::io::{self, BufReader, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{FileName, Files, Problem, ReadSeek, SheetCell, SheetRow};

/// The format of a CSV file.
#[derive(Clone, Debug)]
pub struct CsvFormat {
    /// The byte between cells.
    pub delimiter: u8,
    /// The encoding. Its `name()` is the standard one: `UTF-8`, `windows-1252`.
    pub encoding: &'static Encoding,
    /// How many columns Eurostat joined in the first one: 3 for `freq,unit,geo\\TIME_PERIOD`; 0 in any other file.
    joined: usize,
    /// Whether the first line is Excel's `sep=;`, which is not a row.
    says_delimiter: bool,
}

/// Delimiters, the likeliest first.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The name of a delimiter in recipes and messages.
pub fn delimiter_name(delimiter: u8) -> &'static str {
    match delimiter {
        b'\t' => "tab",
        b';' => ";",
        b'|' => "|",
        _ => ",",
    }
}

impl CsvFormat {
    /// Detects the format of a file, except for a delimiter or an encoding that the caller names. Fails if the file
    /// cannot be read or is not text, or if the name means nothing.
    pub fn of(
        files: &dyn Files,
        file: &str,
        name: &FileName,
        delimiter: Option<&str>,
        encoding: Option<&str>,
    ) -> Result<Self, Problem> {
        let unread = |error: io::Error| Problem::of_file(name, format!("this file cannot be read: {error}"), "");
        let encoding = match encoding {
            Some(label) => Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                Problem::of_file(
                    name,
                    format!("there is no encoding called “{label}”"),
                    "write one such as utf-8 or windows-1252",
                )
            })?,
            None => encoding_of(files, file, name)?,
        };
        let mut start = String::new();
        let mut head = Vec::new();
        decoded(files, file, encoding).map_err(unread)?.take(1 << 16).read_to_end(&mut head).map_err(unread)?;
        start.push_str(&String::from_utf8_lossy(&head));
        let said = start.strip_prefix("sep=").and_then(|rest| rest.bytes().next().filter(u8::is_ascii));
        let delimiter = match delimiter {
            Some("tab" | "\t") => b'\t',
            Some(one) if one.len() == 1 => one.as_bytes()[0],
            Some(_) => {
                return Err(Problem::of_file(
                    name,
                    "a delimiter must be one character",
                    "write \",\", \";\", \"|\" or \"tab\"",
                ));
            }
            None => said.unwrap_or_else(|| likeliest(&start)),
        };
        let first = start.lines().next().and_then(|line| line.split('\t').next()).unwrap_or_default();
        let joined =
            first.split_once('\\').filter(|_| delimiter == b'\t').map_or(0, |(names, _)| names.split(',').count());
        Ok(Self { delimiter, encoding, joined, says_delimiter: said.is_some() })
    }

    /// Hands out every row, blank ones too, until `each` returns false.
    pub fn rows(
        &self,
        files: &dyn Files,
        file: &str,
        name: &FileName,
        each: &mut dyn FnMut(SheetRow) -> bool,
    ) -> Result<(), Problem> {
        let unread =
            |error: &dyn std::fmt::Display| Problem::of_file(name, format!("this file cannot be read: {error}"), "");
        let text = decoded(files, file, self.encoding).map_err(|error| unread(&error))?;
        let mut reader = builder(self.delimiter).from_reader(text);
        let mut record = ::csv::StringRecord::new();
        let mut skip = self.says_delimiter;
        while reader.read_record(&mut record).map_err(|error| unread(&error))? {
            if std::mem::take(&mut skip) {
                continue;
            }
            let number = record.position().map_or(0, ::csv::Position::line);
            let cells = match self.joined {
                0 => record.iter().map(SheetCell::of).collect(),
                joined => eurostat(&record, joined),
            };
            if !each(SheetRow { number, cells, hidden: false }) {
                break;
            }
        }
        Ok(())
    }
}

/// The cells of a row of Eurostat's: the first holds several, and a figure has its flags behind it, as in `118 p`.
fn eurostat(record: &::csv::StringRecord, joined: usize) -> Vec<SheetCell> {
    let mut cells = record.iter();
    let first = cells.next().unwrap_or_default();
    // Only the row of headings has the name of the other columns in its first cell.
    let names = first.split_once('\\').map_or(first, |(names, _)| names);
    let mut row: Vec<SheetCell> = names.split(',').map(SheetCell::of).collect();
    row.resize(joined.max(row.len()), SheetCell::Blank);
    let figure = |cell: &str| {
        let Some((number, flags)) = cell.trim().split_once(' ') else { return SheetCell::of(cell) };
        let flag = |letter: char| match letter {
            'c' | 'z' if number == ":" => String::new(),
            'p' | 'r' | 'e' | 'b' | 'u' => format!("[{letter}]"),
            letter => format!(" ({letter})"),
        };
        if number == ":" {
            let marker = ["c", "z"].into_iter().find(|marker| flags.contains(*marker));
            return SheetCell::of(&marker.map_or(":".to_string(), |marker| format!("[{marker}]")));
        }
        let is_flags = flags.chars().all(|letter| letter.is_ascii_lowercase()) && flags.len() <= 4;
        match number.parse::<f64>().is_ok() && is_flags {
            true => SheetCell::of(&(number.to_string() + &flags.chars().map(flag).collect::<String>())),
            false => SheetCell::of(cell),
        }
    };
    row.extend(cells.map(figure));
    row
}

fn builder(delimiter: u8) -> ::csv::ReaderBuilder {
    let mut builder = ::csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    builder
}

/// The delimiter that cuts the most lines into an equal number of cells.
fn likeliest(start: &str) -> u8 {
    let score = |delimiter: u8| {
        let mut widths: HashMap<usize, usize> = HashMap::new();
        for record in builder(delimiter).from_reader(start.as_bytes()).records().take(100).flatten() {
            *widths.entry(record.len()).or_default() += 1;
        }
        widths.iter().filter(|(width, _)| **width > 1).map(|(_, rows)| *rows).max().unwrap_or(0)
    };
    // Eurostat's first column has commas in it, and a backslash in its heading.
    let first = start.lines().next().unwrap_or_default();
    if first.split_once('\t').is_some_and(|(joined, _)| joined.contains('\\')) {
        return b'\t';
    }
    // The first of equals wins.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// UTF-16 if the file begins with its byte order mark, UTF-8 if every byte is valid, and otherwise Windows-1252, which
/// Excel writes.
fn encoding_of(files: &dyn Files, file: &str, name: &FileName) -> Result<&'static Encoding, Problem> {
    let unread = |error: io::Error| Problem::of_file(name, format!("this file cannot be read: {error}"), "");
    let mut file = files.open(file).map_err(unread)?;
    let mut buffer = vec![0; 1 << 16];
    let (mut kept, mut first, mut utf8) = (0, true, true);
    loop {
        let read = file.read(&mut buffer[kept..]).map_err(unread)?;
        let bytes = &buffer[..kept + read];
        if std::mem::take(&mut first) {
            match bytes {
                [0xff, 0xfe, ..] => return Ok(UTF_16LE),
                [0xfe, 0xff, ..] => return Ok(UTF_16BE),
                _ => {}
            }
        }
        if bytes.contains(&0) {
            return Err(Problem::of_file(
                name,
                "this file has bytes in it that are not text",
                "open it in a spreadsheet and save it as CSV UTF-8",
            ));
        }
        if read == 0 {
            return Ok(if utf8 && kept == 0 { UTF_8 } else { WINDOWS_1252 });
        }
        let valid = match std::str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            Err(error) => {
                utf8 &= error.error_len().is_none();
                error.valid_up_to()
            }
        };
        let rest = if utf8 { valid..bytes.len() } else { 0..0 };
        kept = rest.len();
        buffer.copy_within(rest, 0);
    }
}

fn decoded<'f>(files: &'f dyn Files, file: &str, encoding: &'static Encoding) -> io::Result<Decoded<'f>> {
    let file = BufReader::with_capacity(1 << 16, files.open(file)?);
    Ok(Decoded {
        file,
        decoder: encoding.new_decoder_with_bom_removal(),
        text: Vec::new(),
        at: 0,
        ended: false,
        quoted: false,
        line_start: true,
        after_return: false,
    })
}

/// A file as UTF-8 with plain line ends. A blank line becomes a row of one blank cell, because the CSV reader would
/// skip it and number the rows below it too low.
struct Decoded<'f> {
    file: BufReader<Box<dyn ReadSeek + 'f>>,
    decoder: Decoder,
    text: Vec<u8>,
    at: usize,
    ended: bool,
    quoted: bool,
    line_start: bool,
    after_return: bool,
}

impl Decoded<'_> {
    fn fill(&mut self) -> io::Result<()> {
        use std::io::BufRead;

        let bytes = self.file.fill_buf()?;
        let (read, last) = (bytes.len(), bytes.is_empty());
        let mut text = String::with_capacity(self.decoder.max_utf8_buffer_length(read).unwrap_or(1 << 18));
        let _ = self.decoder.decode_to_string(bytes, &mut text, last);
        self.file.consume(read);
        self.ended = last;
        self.at = 0;
        self.text.clear();
        // Most files have plain lines, which need no changes.
        let plain = !text.contains('\r') && !text.contains("\n\n") && !self.after_return;
        if plain && !(self.line_start && text.starts_with('\n')) {
            self.quoted ^= text.matches('"').count() % 2 == 1;
            self.line_start = text.ends_with('\n') || (self.line_start && text.is_empty());
            self.text = text.into_bytes();
            return Ok(());
        }
        for byte in text.bytes() {
            let newline = match byte {
                // A carriage return can end a line by itself. The newline after one ends no further line.
                b'\n' if std::mem::take(&mut self.after_return) => continue,
                b'\r' => {
                    self.after_return = true;
                    true
                }
                _ => byte == b'\n',
            };
            self.after_return &= byte == b'\r';
            self.quoted ^= byte == b'"';
            if newline && self.line_start && !self.quoted {
                self.text.extend(b"\"\"");
            }
            self.line_start = newline;
            self.text.push(if newline { b'\n' } else { byte });
        }
        Ok(())
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            self.fill()?;
        }
        let length = out.len().min(self.text.len() - self.at);
        out[..length].copy_from_slice(&self.text[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}
