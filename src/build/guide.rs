//! The guide: the source of a page in `www/guide/` has a title, a description and its text. The shell around all of them
//! is written here, once.

use std::path::Path;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::BuildError;
use crate::claims::html::{Piece, pieces};
use crate::disk::{read_text, write};

/// The folder of the guide within the site.
pub const GUIDE: &str = "guide";

/// The pages in the order of the navigation: the file, and what the navigation calls it.
pub const PAGES: [(&str, &str); 13] = [
    ("index.html", "Contents"),
    ("newsroom.html", "In twenty minutes"),
    ("views.html", "What readers get"),
    ("attributes.html", "The element"),
    ("import.html", "Import"),
    ("checking.html", "Checking"),
    ("publishing.html", "Publishing"),
    ("languages.html", "Languages"),
    ("methods.html", "Methods"),
    ("accessibility.html", "Accessibility"),
    ("faults.html", "Faults"),
    ("performance.html", "Speed and size"),
    ("development.html", "Development"),
];

/// Pages that had an address of their own before there was a guide. The old address leads on to the page of that name.
pub const MOVED: [&str; 3] = ["newsroom.html", "accessibility.html", "faults.html"];

/// Puts the shell around the guide's pages in a built site, and a page that leads on at each old address.
pub(super) fn wrap(site: &Path) -> Result<(), BuildError> {
    for (name, _) in PAGES {
        let path = site.join(GUIDE).join(name);
        let page = page(name, &read_text(&path)?).map_err(BuildError::source(&path))?;
        write(&path, page.as_bytes())?;
    }
    for name in MOVED {
        write(&site.join(name), leads_on(name).as_bytes())?;
    }
    Ok(())
}

/// A page of the guide, complete but for what [`pages::complete`](super::pages::complete) writes into every page.
///
/// # Errors
///
/// Says what is missing where the source does not begin with a `<title>` and a description.
pub fn page(name: &str, source: &str) -> Result<String, String> {
    let PageSource { title, description, body } = PageSource::read(source)?;
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en-GB" { "\n"
            head {
                (meta(&title, &description, "../"))
                @if body.contains("<force-compare") {
                    "  " link rel="stylesheet" href="../force-compare/define.css"; "\n"
                    "  " script type="module" src="../force-compare/define.js" {} "\n"
                }
            } "\n"
            body { "\n"
                a class="skip" href="#text" { "Skip to the text" } "\n"
                header class="masthead" {
                    p class="title" { "Force Compare" }
                    p class="motto" { "The guide" }
                } "\n"
                div class="guide" { "\n"
                    nav aria-label="Guide" { "\n"
                        ul {
                            @for (file, label) in PAGES {
                                li { a href=(file) aria-current=[(file == name).then_some("page")] { (label) } } "\n"
                            }
                        }
                    } "\n"
                    main id="text" { "\n"
                        article { "\n"
                            header { h1 { (title) } p class="standfirst" { (description) } } "\n"
                            (PreEscaped(body)) "\n"
                        } "\n"
                    } "\n"
                } "\n"
                footer class="colophon" {
                    p {
                        "This guide sets no cookies and asks no other host for anything. See also "
                        a href="../" { "the demonstration" } ", "
                        a href="../worked.html" { "its figures worked out step by step" } ", and "
                        a href="../variants/" { "a page for each state of the widget" } "."
                    }
                } "\n"
            } "\n"
        } "\n"
    };
    Ok(page.into_string())
}

/// The elements that every page has in its head. `root` leads from the page to the site's first page.
fn meta(title: &str, description: &str, root: &str) -> Markup {
    html! {
        "\n"
        "  " meta charset="utf-8"; "\n"
        "  " meta name="viewport" content="width=device-width, initial-scale=1"; "\n"
        "  " meta name="color-scheme" content="light dark"; "\n"
        "  " title { (title) " – Force Compare" } "\n"
        "  " meta name="description" content=(description); "\n"
        "  " link rel="icon" href="data:,"; "\n"
        "  " link rel="stylesheet" href=(format!("{root}article.css")); "\n"
        "  " link rel="stylesheet" href=(format!("{root}{GUIDE}/guide.css")); "\n"
    }
}

/// A page at an old address. It works without scripts and without waiting; the link is for whoever has redirections off.
fn leads_on(name: &str) -> String {
    let to = format!("{GUIDE}/{name}");
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en-GB" { "\n"
            head {
                (meta("This page has moved", "This page is now part of the guide.", ""))
                "  " meta http-equiv="refresh" content=(format!("0; url={to}")); "\n"
                "  " link rel="canonical" href=(to); "\n"
            } "\n"
            body { "\n"
                main { article { header {
                    h1 { "This page has moved" }
                    p class="standfirst" { "It is now " a href=(to) { "part of the guide" } "." }
                } } } "\n"
            } "\n"
        } "\n"
    };
    page.into_string()
}

/// The source of a page.
struct PageSource<'a> {
    title: String,
    description: String,
    body: &'a str,
}

impl<'a> PageSource<'a> {
    /// Reads the title and the description that a source begins with.
    fn read(source: &'a str) -> Result<Self, String> {
        let mut pieces = pieces(source).filter(|piece| !matches!(piece, Piece::Text(text) if text.trim().is_empty()));
        let no_title = || "it does not begin with a <title>".to_string();
        let (Some(Piece::Start(tag)), Some(Piece::Text(title)), Some(Piece::End(_))) =
            (pieces.next(), pieces.next(), pieces.next())
        else {
            return Err(no_title());
        };
        if tag.name != "title" {
            return Err(no_title());
        }
        let described = match pieces.next() {
            Some(Piece::Start(tag)) if tag.name == "meta" && tag.get("name") == Some("description") => Some(tag),
            _ => None,
        };
        let tag = described.ok_or("no description follows its title")?;
        let description = tag.get("content").ok_or("its description is empty")?.to_string();
        Ok(Self { title, description, body: source[tag.span.end..].trim() })
    }
}
