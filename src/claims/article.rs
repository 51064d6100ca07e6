//! Takes the text of an article out of its page: the story, without scripts, navigation and asides; and behind the story
//! its tables and captions.

use super::html::{Piece, Tag, pieces};
use super::manuscript::tidied;
use super::markdown;
use super::pin::Pin;
use super::table_text::TableText;

/// What parts the story from its tables and captions in the text: a form feed, which no quotation reaches over.
pub(super) const APART: char = '\u{c}';

/// A text, and its author's notes on stretches of it.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The text, its paragraphs apart: the story, and behind a form feed the tables and captions.
    pub text: String,
    /// The places that the author has marked.
    pub pins: Vec<Pin>,
}

/// Elements whose words are not the article's own. The words of a static chart come from the data.
const LEFT_OUT: [&str; 27] = [
    "script",
    "style",
    "template",
    "noscript",
    "nav",
    "footer",
    "aside",
    "figure",
    "figcaption",
    "table",
    "form",
    "button",
    "select",
    "textarea",
    "svg",
    "math",
    "iframe",
    "object",
    "video",
    "audio",
    "canvas",
    "dialog",
    "force-compare",
    "head",
    "menu",
    "option",
    // What a tracked change has removed.
    "del",
];

/// Of those, the elements that are read apart from the story.
const READ_APART: [&str; 3] = ["figure", "figcaption", "table"];

/// Elements within a line. All others end a paragraph.
const INLINE: [&str; 33] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "strike", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "big", "nobr",
];

/// Elements without an end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The selectors with which a page's own script reads the same text: of elements left out, and of those within a line.
pub fn selectors() -> [String; 2] {
    [LEFT_OUT.join(",") + ",[hidden],[aria-hidden=true],[role=navigation]", INLINE.join(",")]
}

impl Article {
    /// Reads HTML if the source begins with a tag, otherwise Markdown or plain text.
    pub fn read(source: &str) -> Self {
        let source = tidied(source);
        if !source.trim_start().starts_with('<') {
            return Self::plain(&source);
        }
        let mut page = PageReading::default();
        for piece in pieces(&source) {
            match piece {
                Piece::Start(tag) => page.start(&tag),
                Piece::End(name) => page.end(&name),
                Piece::Text(text) => page.text(&text),
                Piece::Comment(..) => {}
            }
        }
        page.finish()
    }

    /// Reads Markdown, or plain text, which has none of its signs.
    pub(super) fn plain(source: &str) -> Self {
        let (text, tables) = markdown::read(source);
        let mut article = Self { text, pins: Vec::new() };
        let lines: Vec<_> = tables.iter().flat_map(TableText::lines).collect();
        article.put_apart(&lines);
        article
    }

    /// The story alone, without tables and captions.
    pub fn story(&self) -> &str {
        self.text.split(APART).next().unwrap_or_default()
    }

    fn put_apart(&mut self, lines: &[String]) {
        if !lines.is_empty() {
            self.text += &format!("\n{APART}\n{}", lines.join("\n\n"));
        }
    }
}

/// A page while it is read.
#[derive(Default)]
struct PageReading {
    /// The text of the whole page, of its `<main>`, and of its `<article>`.
    whole: Article,
    main: Article,
    article: Article,
    /// How many `<main>` and `<article>` are open.
    in_main: usize,
    in_article: usize,
    /// The open element that is left out, if there is one, and how many of its name are open.
    left_out: Option<(String, usize)>,
    /// The open elements with `data-claim`.
    pins: Vec<OpenPin>,
    /// The lines of tables and captions.
    apart: Vec<String>,
    /// How many `<figure>` are open, whose own text is none of the story.
    in_figure: usize,
    /// The caption of a picture that is open.
    caption: Option<String>,
    /// The table that is open, and how many tables within it.
    table: Option<(TableReading, usize)>,
    /// The last heading, and whether it is open.
    heading: String,
    in_heading: bool,
}

/// A table while it is read.
#[derive(Default)]
struct TableReading {
    table: TableText,
    /// The open cell: its text, and how many columns it spans.
    cell: Option<(String, usize)>,
    /// Whether the author wants the open cell not to be checked.
    ignored: bool,
    in_caption: bool,
}

impl TableReading {
    fn start(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "tr" => {
                self.end("td");
                self.table.rows.push(Vec::new());
            }
            "td" | "th" => {
                self.end("td");
                let span = tag.get("colspan").and_then(|span| span.trim().parse().ok()).unwrap_or(1);
                self.cell = Some((String::new(), span));
                self.ignored = tag.get("data-claim").is_some_and(|says| says.trim() == "ignore");
            }
            "caption" => {
                self.table.caption.clear();
                self.in_caption = true;
            }
            "br" | "p" | "div" => self.text(" "),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "td" | "th" | "tr" => {
                self.ignored = false;
                if let Some((text, span)) = self.cell.take() {
                    if self.table.rows.is_empty() {
                        self.table.rows.push(Vec::new());
                    }
                    let row = self.table.rows.last_mut();
                    let cells = std::iter::repeat_n(text.trim().to_string(), span.clamp(1, 100));
                    row.into_iter().for_each(|row| row.extend(cells.clone()));
                }
            }
            "caption" => self.in_caption = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.cell {
            _ if self.ignored => {}
            _ if self.in_caption => add(&mut self.table.caption, text),
            Some((cell, _)) => add(cell, text),
            None => {}
        }
    }
}

/// An element with `data-claim` that is still open.
struct OpenPin {
    name: String,
    depth: usize,
    says: String,
    starts: [usize; 3],
}

impl PageReading {
    /// Whether a tag belongs to what is read apart from the story.
    fn starts_apart(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_str();
        if let Some((table, depth)) = &mut self.table {
            *depth += usize::from(name == "table");
            table.start(tag);
            return true;
        }
        let own = tag.get("class").is_some_and(|class| class.contains("force-compare-static"));
        if own || tag.closed || !READ_APART.contains(&name) {
            return self.caption.is_some();
        }
        self.break_paragraph();
        match name {
            "table" => {
                let table = TableText { caption: self.heading.trim().into(), ..TableText::default() };
                self.table = Some((TableReading { table, ..TableReading::default() }, 0));
            }
            "figure" => self.in_figure += 1,
            _ => self.caption = Some(String::new()),
        }
        true
    }

    fn ends_apart(&mut self, name: &str) -> bool {
        if let Some((table, depth)) = &mut self.table {
            if name != "table" {
                table.end(name);
            } else if *depth > 0 {
                *depth -= 1;
            } else if let Some((mut reading, _)) = self.table.take() {
                reading.end("td");
                let caption = reading.table.caption.trim().to_string();
                if caption != self.heading.trim() {
                    self.apart.push(caption);
                }
                self.apart.extend(reading.table.lines());
            }
            return true;
        }
        match (name, &mut self.caption) {
            ("figcaption", Some(caption)) => {
                self.apart.push(std::mem::take(caption).trim().into());
                self.caption = None;
                true
            }
            ("figure", None) if self.in_figure > 0 => {
                self.in_figure -= 1;
                true
            }
            (_, caption) => caption.is_some(),
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        let opens = !tag.closed && !VOID.contains(&name);
        if self.left_out.is_none() && !is_hidden(tag) && self.starts_apart(tag) {
            return;
        }
        if ["h1", "h2", "h3", "h4", "h5", "h6"].contains(&name) {
            self.heading.clear();
            self.in_heading = true;
        }
        // A `<p>` needs no end tag: the next `<p>` closes it.
        if opens && name == "p" && self.left_out.as_ref().is_some_and(|(left_out, _)| left_out == "p") {
            self.left_out = None;
        }
        if let Some((left_out, depth)) = &mut self.left_out {
            if left_out == name {
                *depth += usize::from(opens);
            }
        } else if opens && (LEFT_OUT.contains(&name) || is_hidden(tag)) {
            self.left_out = Some((name.into(), 1));
            if !INLINE.contains(&name) {
                self.break_paragraph();
            }
        } else {
            if !INLINE.contains(&name) {
                self.break_paragraph();
            }
            match name {
                "main" => self.in_main += 1,
                "article" => self.in_article += 1,
                _ => {}
            }
            if opens {
                self.open_pin(tag);
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((left_out, depth)) = &mut self.left_out {
            if left_out == name {
                *depth -= 1;
                if *depth == 0 {
                    self.left_out = None;
                }
            }
            return;
        }
        if self.ends_apart(name) {
            return;
        }
        self.in_heading &= !name.starts_with('h');
        if !INLINE.contains(&name) {
            self.break_paragraph();
        }
        match name {
            "main" => self.in_main = self.in_main.saturating_sub(1),
            "article" => self.in_article = self.in_article.saturating_sub(1),
            _ => {}
        }
        self.close_pin(name);
    }

    fn open_pin(&mut self, tag: &Tag) {
        if let Some(says) = tag.get("data-claim") {
            let starts = self.lengths();
            self.pins.push(OpenPin { name: tag.name.clone(), depth: 1, says: says.into(), starts });
        } else if let Some(pin) = self.pins.iter_mut().rev().find(|pin| pin.name == tag.name) {
            pin.depth += 1;
        }
    }

    fn close_pin(&mut self, name: &str) {
        let Some(at) = self.pins.iter().rposition(|pin| pin.name == name) else { return };
        self.pins[at].depth -= 1;
        if self.pins[at].depth > 0 {
            return;
        }
        let (pin, ends) = (self.pins.remove(at), self.lengths());
        for (which, out) in [&mut self.whole, &mut self.main, &mut self.article].into_iter().enumerate() {
            if ends[which] > pin.starts[which] {
                out.pins.push(Pin { start: pin.starts[which], end: ends[which], says: pin.says.clone() });
            }
        }
    }

    fn lengths(&self) -> [usize; 3] {
        [self.whole.text.len(), self.main.text.len(), self.article.text.len()]
    }

    fn text(&mut self, text: &str) {
        if self.left_out.is_some() {
            return;
        }
        if let Some((table, _)) = &mut self.table {
            return table.text(text);
        }
        if let Some(caption) = &mut self.caption {
            return add(caption, text);
        }
        if self.in_figure > 0 {
            return;
        }
        if self.in_heading {
            add(&mut self.heading, text);
        }
        add(&mut self.whole.text, text);
        if self.in_main > 0 {
            add(&mut self.main.text, text);
        }
        if self.in_article > 0 {
            add(&mut self.article.text, text);
        }
    }

    fn break_paragraph(&mut self) {
        for out in [&mut self.whole, &mut self.main, &mut self.article] {
            let kept = out.text.trim_end_matches(' ').len();
            out.text.truncate(kept);
            if !out.text.is_empty() && !out.text.ends_with('\n') {
                out.text.push_str("\n\n");
            }
        }
    }

    fn finish(self) -> Article {
        let has_text = |article: &Article| article.text.trim().len() > 80;
        let [article, main] = [has_text(&self.article), has_text(&self.main)];
        let mut story = if article {
            self.article
        } else if main {
            self.main
        } else {
            self.whole
        };
        let apart: Vec<_> = self.apart.into_iter().filter(|line| !line.is_empty()).collect();
        story.put_apart(&apart);
        story
    }
}

/// Adds text, with its spaces collapsed as in a browser.
fn add(out: &mut String, text: &str) {
    for letter in text.chars() {
        // A no-break space separates words too.
        let space = letter.is_whitespace();
        if !space {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

fn is_hidden(tag: &Tag) -> bool {
    tag.attributes.iter().any(|(name, value)| {
        name == "hidden" || name == "aria-hidden" && value == "true" || name == "role" && value == "navigation"
    })
}
