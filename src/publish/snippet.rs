//! What a newsroom pastes for one dataset: the tag with the static chart inside, a page for frames, and what tells other
//! sites about that page.

use serde_json::json;

use super::fallback;
use super::markup::escape;
use super::pages::{PageError, Payload};
use super::picture::standalone;
use super::site::{WIDGET, WORDS};
use super::sizes::integrity;
use super::widget::{File, SELF_CONTAINED, hashed};
use super::wish::Wish;
use crate::chart::{TextMeasure, TypicalSans, layout};
use crate::compare::Comparison;
use crate::words;

/// The width that the page for frames is announced with.
const WIDTH: f64 = 680.0;

/// A dataset, and how it is to be shown where.
pub struct Snippet<'a> {
    pub payload: &'a Payload,
    pub wish: &'a Wish,
    /// Where the bundle's folder will be published, with a slash at its end.
    pub url: Option<&'a str>,
    /// Where the article is in the page that the tag is pasted into.
    pub article: Option<&'a str>,
    /// The widget's own files.
    pub widget: &'a [File],
}

impl Snippet<'_> {
    /// All of it, in a folder that has the dataset's name.
    pub fn files(&self) -> Result<Vec<File>, PageError> {
        let stem = self.payload.stem();
        let comparison = self.payload.compare(self.wish)?;
        let _spoken = self.payload.speak();
        let figure = fallback::figure(&comparison, self.payload.about(), self.article.is_some());
        let mut files = vec![
            ("snippet.html", self.snippet(&figure)),
            ("snippet-pinned.html", self.pinned(&figure)),
            ("snippet-one-script.html", self.one_script(&figure)),
            ("embed.html", self.page(&fallback::headed(&figure, 1))),
            ("chart.svg", standalone(&comparison, &self.payload.about().language, WIDTH, self.wish.theme())),
        ];
        if let Some(url) = self.url {
            let height = announced(&comparison);
            files.push(("oembed.json", self.announcement(url, height)));
        }
        Ok(files.into_iter().map(|(name, text)| (format!("{stem}/{name}"), text.into_bytes())).collect())
    }

    /// Style sheet and script under the names that stay, and the tag.
    fn snippet(&self, figure: &str) -> String {
        let at = self.url.unwrap_or_default();
        let mut out = String::new();
        if self.url.is_none() {
            out += "<!-- These addresses are relative to the bundle's folder; `bundle --url ADDRESS` makes them whole. -->\n";
        }
        out += &format!("<link rel=\"stylesheet\" href=\"{at}{WIDGET}/define.css\">\n");
        out += &format!("<script type=\"module\" src=\"{at}{WIDGET}/define.js\"></script>\n");
        out + &self.beside(at, figure) + "\n"
    }

    /// The same with files that never change, held to their hashes: a page keeps this version of the widget.
    fn pinned(&self, figure: &str) -> String {
        let at = self.url.unwrap_or_default();
        let held = |name: &str| {
            let bytes = self.widget.iter().find(|(own, _)| own == name).map_or(&[][..], |(_, bytes)| bytes);
            format!(
                "{at}{WIDGET}/{}\" integrity=\"{}\" crossorigin=\"anonymous\"",
                hashed(name, bytes),
                integrity(bytes)
            )
        };
        let mut out = format!("<link rel=\"stylesheet\" href=\"{}>\n", held("define.css"));
        out += &format!("<script type=\"module\" src=\"{}></script>\n", held("define.js"));
        out + &self.beside(at, figure) + "\n"
    }

    /// One script with everything in it, for systems that let no more through. Not `defer`, or the static chart would be
    /// shown without its style sheet first, and move.
    fn one_script(&self, figure: &str) -> String {
        let at = self.url.unwrap_or_default();
        format!("<script src=\"{at}{WIDGET}/{SELF_CONTAINED}\"></script>\n{}\n", self.beside(at, figure))
    }

    /// The tag beside its article.
    fn beside(&self, at: &str, figure: &str) -> String {
        let tag = self.tag(at, figure);
        let Some(article) = self.article else { return tag };
        tag.replacen(" src=", &format!(" article=\"{}\" src=", escape(article)), 1)
    }

    fn tag(&self, at: &str, figure: &str) -> String {
        let src = format!("{at}{WIDGET}/data/{}", self.payload.name);
        let words = self.wish.words().map(|_| ("words", format!("{at}{WIDGET}/{WORDS}")));
        let attributes = [("src", src)].into_iter().chain(words).chain(self.wish.attributes());
        let attributes = attributes.map(|(name, value)| format!(" {name}=\"{}\"", escape(&value)));
        format!("<force-compare{}>\n{figure}\n</force-compare>", attributes.collect::<String>())
    }

    /// A page with nothing but the widget, for frames and for whoever opens it.
    fn page(&self, figure: &str) -> String {
        let title = escape(self.payload.title());
        let has = |name: &str| self.widget.iter().any(|(own, _)| own == name);
        let mut head = format!("  <meta charset=\"utf-8\">\n  <title>{title}</title>\n");
        let mut add = |line: &str| head += &format!("  {line}\n");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        add("<meta name=\"color-scheme\" content=\"light dark\">");
        add("<meta name=\"responsive-embedded-sizing\">");
        // The source of the figures opens beside the article, not inside its frame.
        add("<base target=\"_blank\">");
        add("<link rel=\"icon\" href=\"data:,\">");
        if let Some(url) = self.url {
            let at = escape(&format!("{url}{}/", self.payload.stem()));
            add(&format!("<link rel=\"canonical\" href=\"{at}embed.html\">"));
            add(&format!(
                "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{at}oembed.json\" title=\"{title}\">"
            ));
        }
        for name in ["define.css", "embed.css"].into_iter().filter(|name| has(name)) {
            add(&format!("<link rel=\"stylesheet\" href=\"../{WIDGET}/{name}\">"));
        }
        for name in ["embed.js", "define.js"].into_iter().filter(|name| has(name)) {
            add(&format!("<script type=\"module\" src=\"../{WIDGET}/{name}\"></script>"));
        }
        let language = escape(&self.payload.about().language);
        // Links to what a reader chose lead to this page, which has no other widget.
        let tag = self.tag("../", figure).replacen("<force-compare ", "<force-compare fragment=\"fc\" ", 1);
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n{head}</head>\n<body>\n<main>\n{tag}\n</main>\n</body>\n</html>\n"
        )
    }

    /// What other sites' editors read when the page's address is pasted into them (oEmbed 1.0).
    fn announcement(&self, url: &str, height: u64) -> String {
        let address = format!("{url}{}/embed.html", self.payload.stem());
        let title = self.payload.title();
        let html = format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{height}\" loading=\"lazy\"></iframe>",
            escape(&address),
            escape(title)
        );
        let text = serde_json::to_string_pretty(&json!({
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": self.payload.about().source.as_ref().map(|source| source.name.clone()),
            "html": html,
            "width": WIDTH as u64,
            "height": height,
        }));
        format!("{}\n", text.unwrap_or_default())
    }
}

/// About how high the page is at its width: a frame that is told nothing more shows nearly all of it, and one that listens
/// soon knows better.
fn announced(comparison: &Comparison<'_>) -> u64 {
    let lines = |text: &str, size: f64| (TypicalSans.width(text, size, false) / WIDTH).ceil() * size * 1.45;
    let sentences = comparison.choice.areas.iter().map(|&area| words::sentence(comparison, area));
    let sentences = sentences.map(|said| lines(&format!("{} {} {}", said.fact, said.weight, said.rest), 16.0) + 24.0);
    let texts = lines(&words::headline(comparison), 22.0) + lines(&words::subtitle(comparison), 15.0);
    // The controls above the picture, and source, caveats and disclosures below it; the picture itself as the static one.
    let around = 260.0 + 400.0;
    (layout(comparison, WIDTH, None, &TypicalSans).height * 1.35 + texts + sentences.sum::<f64>() + around) as u64
}
