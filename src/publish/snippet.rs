//! Makes the files that a newsroom pastes or frames for one dataset: the tag with the static chart inside, a page for
//! frames, a picture, and the oEmbed answer that tells other sites about the page.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::json;

use super::display::DisplayOptions;
use super::figure::{Pictures, figure};
use super::file::{FileMap, SELF_CONTAINED, WIDGET, WORDS, unhashed};
use super::picture::standalone;
use super::publication::{PageError, Publication};
use crate::chart::{TextMeasure, TypicalSans, layout};
use crate::compare::Comparison;
use crate::words;

/// The width in px that oEmbed announces for the page.
const WIDTH: f64 = 680.0;

/// A dataset, how it is to be shown, and where it will be published.
pub struct Snippet<'a> {
    pub publication: &'a Publication,
    pub options: &'a DisplayOptions,
    /// The address where the bundle's folder will be published, with a slash at its end.
    pub url: Option<&'a str>,
    /// A CSS selector of the article in the page that the tag is pasted into.
    pub article: Option<&'a str>,
    /// The names of the widget's files, and their hashes.
    pub widget: &'a BTreeMap<String, String>,
}

/// The attributes of a tag that depend on the page that it is in.
#[derive(Clone, Copy, Default)]
struct TagPlace<'a> {
    /// The address of the bundle's folder.
    at: &'a str,
    article: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl Snippet<'_> {
    /// All files, in a folder with the dataset's name. Fails if the data do not have what the options ask for.
    pub fn files(&self) -> Result<FileMap, PageError> {
        let stem = self.publication.stem();
        let comparison = self.publication.compare(self.options)?;
        let _spoken = self.publication.speak();
        let (about, theme) = (self.publication.about(), self.options.theme);
        let pictures = if self.article.is_some() { Pictures::BesideArticle } else { Pictures::Both };
        let pasted = PreEscaped(figure(&comparison, about, pictures, 3));
        let alone = PreEscaped(figure(&comparison, about, pictures, 1));
        let mut files = vec![
            ("snippet.html", self.snippet(&pasted).into_string()),
            ("snippet-pinned.html", self.pinned(&pasted).into_string()),
            ("snippet-one-script.html", self.one_script(&pasted).into_string()),
            ("embed.html", self.page(&alone).into_string()),
            ("chart.svg", standalone(&comparison, &about.language, WIDTH, theme)),
        ];
        if let Some(url) = self.url {
            files.push(("oembed.json", self.announcement(url, announced(&comparison))));
        }
        Ok(files.into_iter().map(|(name, text)| (format!("{stem}/{name}"), text.into_bytes())).collect())
    }

    /// The address of a file of the widget.
    fn widget(&self, name: &str) -> String {
        format!("{}{WIDGET}/{name}", self.url.unwrap_or_default())
    }

    /// The tag, with the style sheet and the script under the names that stay when the widget changes.
    fn snippet(&self, figure: &Markup) -> Markup {
        html! {
            @if self.url.is_none() {
                (PreEscaped("<!-- These addresses are relative to the bundle's folder; `bundle --url ADDRESS` makes them whole. -->\n"))
            }
            link rel="stylesheet" href=(self.widget("define.css")); "\n"
            script type="module" src=(self.widget("define.js")) {} "\n"
            (self.beside(figure)) "\n"
        }
    }

    /// As [`Self::snippet`], but with files that never change and their hashes: the page keeps this version of the
    /// widget.
    fn pinned(&self, figure: &Markup) -> Markup {
        let held = |name: &str| {
            let held = self.widget.iter().find(|(own, _)| unhashed(own).as_deref() == Some(name));
            held.map(|(own, hash)| (self.widget(own), hash.as_str())).unwrap_or_default()
        };
        let ((style, style_hash), (script, script_hash)) = (held("define.css"), held("define.js"));
        html! {
            link rel="stylesheet" href=(style) integrity=(style_hash) crossorigin="anonymous"; "\n"
            script type="module" src=(script) integrity=(script_hash) crossorigin="anonymous" {} "\n"
            (self.beside(figure)) "\n"
        }
    }

    /// The tag with one script that contains everything, for systems that allow no more. The script is not deferred,
    /// because the static chart would then appear without its style sheet first, and move.
    fn one_script(&self, figure: &Markup) -> Markup {
        html! { script src=(self.widget(SELF_CONTAINED)) {} "\n" (self.beside(figure)) "\n" }
    }

    /// The tag beside its article.
    fn beside(&self, figure: &Markup) -> Markup {
        self.tag(TagPlace { at: self.url.unwrap_or_default(), article: self.article, fragment: None }, figure)
    }

    fn tag(&self, TagPlace { at, article, fragment }: TagPlace<'_>, figure: &Markup) -> Markup {
        let options = self.options;
        let words = options.words.as_ref().map(|_| format!("{at}{WIDGET}/{WORDS}"));
        let source = format!("{at}{WIDGET}/data/{}", self.publication.name);
        html! {
            force-compare fragment=[fragment] article=[article] src=(source)
                words=[words] areas=[options.areas()] view=[&options.asked.view] measure=[&options.asked.measure]
                period=[options.periods()] theme=[options.theme_name()] { "\n" (figure) "\n" }
        }
    }

    /// A page with nothing but the widget, for frames and for people who open it.
    fn page(&self, figure: &Markup) -> Markup {
        let title = self.publication.title();
        let has = |name: &&str| self.widget.contains_key(*name);
        let (styles, scripts) = (["define.css", "embed.css"], ["embed.js", "define.js"]);
        // Links to a reader's choice lead to this page, which has no other widget.
        let tag = self.tag(TagPlace { at: "../", article: None, fragment: Some("fc") }, figure);
        html! {
            (DOCTYPE) "\n"
            html lang=(self.publication.about().language) { "\n"
                head { "\n"
                    "  " meta charset="utf-8"; "\n"
                    "  " title { (title) } "\n"
                    "  " meta name="viewport" content="width=device-width, initial-scale=1"; "\n"
                    "  " meta name="color-scheme" content="light dark"; "\n"
                    "  " meta name="responsive-embedded-sizing"; "\n"
                    // The source of the figures opens beside the article, not inside its frame.
                    "  " base target="_blank"; "\n"
                    "  " link rel="icon" href="data:,"; "\n"
                    @if let Some(url) = self.url {
                        @let at = format!("{url}{}/", self.publication.stem());
                        "  " link rel="canonical" href=(format!("{at}embed.html")); "\n"
                        "  " link rel="alternate" type="application/json+oembed" href=(format!("{at}oembed.json"))
                            title=(title); "\n"
                    }
                    @for name in styles.iter().filter(|name| has(name)) {
                        "  " link rel="stylesheet" href=(format!("../{WIDGET}/{name}")); "\n"
                    }
                    @for name in scripts.iter().filter(|name| has(name)) {
                        "  " script type="module" src=(format!("../{WIDGET}/{name}")) {} "\n"
                    }
                } "\n"
                body { "\n" main { "\n" (tag) "\n" } "\n" } "\n"
            } "\n"
        }
    }

    /// The answer in oEmbed 1.0 that other sites' editors read when the page's address is pasted into them.
    fn announcement(&self, url: &str, height: u64) -> String {
        let address = format!("{url}{}/embed.html", self.publication.stem());
        let title = self.publication.title();
        let frame = html! { iframe src=(address) title=(title) width="100%" height=(height) loading="lazy" {} };
        let text = serde_json::to_string_pretty(&json!({
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": self.publication.about().source.as_ref().map(|source| source.name.clone()),
            "html": frame.into_string(),
            "width": WIDTH as u64,
            "height": height,
        }));
        format!("{}\n", text.unwrap_or_default())
    }
}

/// The approximate height of the page in px at [`WIDTH`]. A frame that is told nothing more shows nearly all of the
/// page; one that listens soon gets the exact height.
fn announced(comparison: &Comparison<'_>) -> u64 {
    let lines = |text: &str, size: f64| (TypicalSans.width(text, size, false) / WIDTH).ceil() * size * 1.45;
    let sentences = comparison.choice.areas.iter().map(|&area| words::sentence(comparison, area));
    let sentences = sentences.map(|said| lines(&format!("{} {} {}", said.fact, said.weight, said.rest), 16.0) + 24.0);
    let texts = lines(&words::headline(comparison), 22.0) + lines(&words::subtitle(comparison), 15.0);
    // The controls above the picture, and the source, caveats and disclosures below it. The picture is as high as the
    // static one.
    let around = 260.0 + 400.0;
    (layout(comparison, WIDTH, None, &TypicalSans).height * 1.35 + texts + sentences.sum::<f64>() + around) as u64
}
