//! Takes the text of an article out of its page: the story, without scripts, navigation, captions and asides.

use super::html::{Piece, Tag, pieces};
use super::pin::Pin;

/// A text, and its author's notes on stretches of it.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The text, its paragraphs apart.
    pub text: String,
    /// The places that the author has marked.
    pub pins: Vec<Pin>,
}

/// Elements whose words are not the article's own. The words of a static chart come from the data.
const LEFT_OUT: [&str; 26] = [
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
];

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
    /// Reads HTML if the source begins with a tag, otherwise plain text.
    pub fn read(source: &str) -> Self {
        let source = source.trim_start_matches('\u{feff}');
        if !source.trim_start().starts_with('<') {
            return Self { text: source.into(), pins: Vec::new() };
        }
        let mut page = PageReading::default();
        for piece in pieces(source) {
            match piece {
                Piece::Start(tag) => page.start(&tag),
                Piece::End(name) => page.end(&name),
                Piece::Text(text) => page.text(&text),
                Piece::Comment(..) => {}
            }
        }
        page.finish()
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
}

/// An element with `data-claim` that is still open.
struct OpenPin {
    name: String,
    depth: usize,
    says: String,
    starts: [usize; 3],
}

impl PageReading {
    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        let opens = !tag.closed && !VOID.contains(&name);
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
            self.break_paragraph();
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
        if article {
            self.article
        } else if main {
            self.main
        } else {
            self.whole
        }
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
