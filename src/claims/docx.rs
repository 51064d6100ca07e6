//! Reads a Word document: its paragraphs and tables as HTML, without what a tracked change has removed.

use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// The most bytes that the text of a document may unpack to: a long book has a twentieth of it.
const LARGEST: u64 = 1 << 26;

/// The HTML of a document, or why there is none.
pub(super) fn html(bytes: &[u8]) -> Result<String, String> {
    let damaged = |error: &dyn std::fmt::Display| format!("it is no Word document, or damaged: {error}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let part = archive.by_name("word/document.xml").map_err(|error| damaged(&error))?;
    let mut xml = String::new();
    part.take(LARGEST + 1).read_to_string(&mut xml).map_err(|error| damaged(&error))?;
    if xml.len() as u64 > LARGEST {
        return Err("it is too large to be an article".into());
    }
    let mut reader = quick_xml::Reader::from_str(&xml);
    reader.config_mut().expand_empty_elements = true;
    let mut page = WordPage::default();
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(tag) => page.start(tag.local_name().as_ref(), &tag),
            Event::End(tag) => page.end(tag.local_name().as_ref()),
            Event::Text(text) => page.text(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => page.text(letter.encode_utf8(&mut [0; 4])),
                _ => page.text(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default()),
            },
            Event::Eof => return Ok(page.html),
            _ => {}
        }
    }
}

/// A document while it is read.
#[derive(Default)]
struct WordPage {
    html: String,
    /// How many open elements leave their text out.
    left_out: usize,
    /// How many `<w:t>` are open: only these have words.
    in_text: usize,
}

/// Elements whose words are not the document's: removed and moved away, drawn twice, or of a field's code.
const LEFT_OUT: [&str; 7] = ["del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "txbxContent"];

impl WordPage {
    fn start(&mut self, name: &str, tag: &BytesStart) {
        if LEFT_OUT.contains(&name) {
            self.left_out += 1;
        }
        if self.left_out > 0 {
            return;
        }
        match name {
            "p" => self.html += "<p>",
            "tbl" => self.html += "<table>",
            "tr" => self.html += "<tr>",
            "tc" => self.html += "<td>",
            "t" => self.in_text += 1,
            "br" | "cr" => self.html += "<br>",
            "tab" => self.html += " ",
            "noBreakHyphen" => self.html += "-",
            "gridSpan" => {
                let value = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val");
                let span: Option<usize> = value.and_then(|value| value.value.parse().ok());
                if let Some(span) = span.filter(|_| self.html.ends_with("<td>")) {
                    self.html.truncate(self.html.len() - 1);
                    self.html += &format!(" colspan={}>", span.min(100));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if LEFT_OUT.contains(&name) {
            self.left_out = self.left_out.saturating_sub(1);
            return;
        }
        if self.left_out > 0 {
            return;
        }
        match name {
            "p" => self.html += "</p>\n",
            "tbl" => self.html += "</table>\n",
            "tr" => self.html += "</tr>",
            "tc" => self.html += "</td>",
            "t" => self.in_text = self.in_text.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.left_out == 0 && self.in_text > 0 {
            self.html += &text.replace('&', "&amp;").replace('<', "&lt;");
        }
    }
}
