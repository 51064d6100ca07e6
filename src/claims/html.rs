//! A page as a browser's tokenizer reads it: tags, texts and comments, in their order and with their places. The one
//! reader of HTML here: articles, a newsroom's pages and those of the demonstration all pass through it.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Span, StartTag, Token, Tokenizer};

/// A piece of a page.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A start tag.
    Start(Tag),
    /// An end tag, by its name.
    End(String),
    /// Text between tags, with its references read.
    Text(String),
    /// A comment's text, and the bytes of the whole comment in the page.
    Comment(String, Range<usize>),
}

/// A start tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its name, in small letters.
    pub name: String,
    /// The attributes, in the order in which they are written.
    pub attributes: Vec<(String, String)>,
    /// Whether it ends with `/>`.
    pub closed: bool,
    /// Its bytes in the page.
    pub span: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The tag as it would be written anew.
    pub fn written(&self) -> String {
        let attributes = self.attributes.iter().map(|(name, value)| match value.as_str() {
            "" => format!(" {name}"),
            value => format!(" {name}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")),
        });
        format!("<{}{}>", self.name, attributes.collect::<String>())
    }
}

/// The pieces of a page. Scripts and styles are texts, whatever they look like.
pub fn pieces(html: &str) -> impl Iterator<Item = Piece> {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).filter_map(|token| match token {
        Ok(Token::StartTag(start)) => Some(Piece::Start(tag(&start))),
        Ok(Token::EndTag(end)) => Some(Piece::End(lossy(&end.name))),
        Ok(Token::String(text)) => Some(Piece::Text(lossy(&text))),
        Ok(Token::Comment(comment)) => {
            let Span { start, end } = comment.span;
            Some(Piece::Comment(lossy(&comment.value), start..end))
        }
        _ => None,
    })
}

fn tag(start: &StartTag<usize>) -> Tag {
    let span = start.span.start..start.span.end;
    // The tokenizer sorts them by name; their places in the page tell how they are written.
    let mut placed: Vec<_> = start.attributes.iter().collect();
    placed.sort_by_key(|(_, value)| value.span.start);
    let attributes = placed.into_iter().map(|(name, value)| (lossy(name), lossy(&value.value))).collect();
    Tag { name: lossy(&start.name), attributes, closed: start.self_closing, span }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn attributes_stand_in_the_order_in_which_they_are_written() {
        let html = "<a\n  title=\"id href\"\n\tid=x\n  href=/y\n hidden data-id>";
        let Some(Piece::Start(tag)) = pieces(html).next() else { panic!("no tag") };
        let names: Vec<_> = tag.attributes.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["title", "id", "href", "hidden", "data-id"]);
    }

    #[test]
    fn tags_and_comments_have_their_places() {
        let html = "é <P title='a &amp; \"b\"' id=c hidden>x &lt; y</p><!-- z --><script>if (a<b) '<i>'</script>";
        let mut said = Vec::new();
        for piece in pieces(html) {
            said.push(match piece {
                Piece::Start(tag) => format!("{} from {}", tag.written(), &html[tag.span]),
                Piece::End(name) => format!("/{name}"),
                Piece::Text(text) => text,
                Piece::Comment(text, span) => format!("{text} from {}", &html[span]),
            });
        }
        assert_eq!(
            said,
            [
                "é ",
                "<p title=\"a &amp; &quot;b&quot;\" id=\"c\" hidden> from <P title='a &amp; \"b\"' id=c hidden>",
                "x < y",
                "/p",
                " z  from <!-- z -->",
                "<script> from <script>",
                "if (a<b) '<i>'",
                "/script",
            ]
        );
    }
}
