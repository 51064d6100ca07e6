//! `bundle` writes everything to upload into one folder.

use std::path::PathBuf;

use super::options::DisplayArguments;
use super::{Outcome, ProgramError, say};
use crate::build::site::{self, BundleRequest};

/// The text that `--help` prints.
pub const USAGE: &str = "\
Usage: force-compare bundle [FILE...] -o DIR [OPTIONS]

Writes a folder with everything that a newsroom uploads and pastes. Each FILE is a payload, the recipe that makes one,
or a spreadsheet that has a recipe beside it or leaves nothing to ask; without FILE, it writes the demonstration. DIR is replaced as a whole, once everything is built. If it holds
anything but an earlier bundle, it is left alone.

  force-compare/              the widget, with brotli and gzip forms of each file; hashes (integrity.json), sizes
                              (sizes.txt) and a list of all crates in it (sbom.cdx.json)
  force-compare/data/         the payloads, and your own words
  NAME/snippet.html           to paste into an article: the tag with the static chart inside
  NAME/snippet-pinned.html    a snippet that pins this version of the widget by its hashes
  NAME/snippet-one-script.html
                              a snippet with a single classic script that contains everything
  NAME/embed.html             a page with only the widget, for frames
  NAME/oembed.json            a description of that page for other sites
  NAME/chart.svg              the static chart alone
  package/                    the widget for bundlers; `npm pack` and `npm publish` work there

  -o, --output DIR    the folder to write
      --url ADDRESS   the address at which DIR will be published. Without it, addresses in snippets are relative to DIR,
                      and there is no oembed.json, because that needs full addresses
      --areas \"A B\"   up to six areas in focus, by identifier (the first three with figures)
      --view V        change, ranking, funnel, breakdown or trend (change, with two periods)
      --measure M     count, rate, change or share (count)
      --period \"P Q\"  one or two periods, by identifier (the last two)
      --words FILE    words of your own; see the guide's page on languages (/guide/languages.html, which `serve` shows)
      --theme T       light or dark (follows the page)
      --article \"#S\"  a selector for the article in its page; the figures in it that `check --payload` found right are
                      marked
  -h, --help          print this text";

/// The options of `bundle`.
pub struct BundleOptions {
    output: PathBuf,
    files: Vec<PathBuf>,
    url: Option<String>,
    article: Option<String>,
    display: DisplayArguments,
}

/// Reads the arguments. None if they ask for the help text.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<BundleOptions>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut output, mut files, mut url, mut article) = (None, Vec::new(), None, None);
    let mut display = DisplayArguments::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) => files.push(PathBuf::from(path)),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("url") => url = Some(address(parser.value()?.string()?)?),
            Long("article") => article = Some(parser.value()?.string()?),
            Short('h') | Long("help") => return Ok(None),
            Long(name) => {
                let name = name.to_string();
                display.take(&name, parser)?;
            }
            other => return Err(other.unexpected()),
        }
    }
    let output = output.ok_or("name the folder to write: -o DIR")?;
    if files.is_empty() && (url.is_some() || article.is_some() || !display.is_empty()) {
        return Err("these options need a payload or a recipe; name one".into());
    }
    Ok(Some(BundleOptions { output, files, url, article, display }))
}

/// Reads the address of a folder, and ends it with a slash.
fn address(typed: String) -> Result<String, lexopt::Error> {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or_default();
    if rest.is_empty() || rest.contains(['?', '#', '"', '<', '>', ' ']) {
        return Err("--url is the http or https address of a folder, such as https://example.org/widgets/x/".into());
    }
    Ok(if typed.ends_with('/') { typed } else { typed + "/" })
}

/// Builds the bundle, and prints its sizes and its place.
pub fn run(options: BundleOptions) -> Result<Outcome, ProgramError> {
    let BundleOptions { output, files, url, article, display } = options;
    let wanted = BundleRequest { files, url, article, options: display.read()? };
    let weights = if wanted.files.is_empty() { site::build(&output)? } else { site::bundle(&output, &wanted)? };
    if !wanted.files.is_empty() && wanted.url.is_none() {
        say("Without --url, addresses are relative to the folder, and there is no oembed.json.\n");
    }
    Ok(say(&format!("{weights}\nBundle written to {}", output.display())))
}
