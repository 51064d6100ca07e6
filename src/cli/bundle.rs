//! `bundle`: everything to upload, in one folder.

use std::path::PathBuf;

use super::options::DisplayArguments;
use super::{Outcome, ProgramError, say};
use crate::build::site::{self, BundleRequest};

pub const USAGE: &str = "\
Usage: force-compare bundle [FILE...] -o DIR [OPTIONS]

Writes into DIR what a newsroom uploads and pastes for payloads, or for the recipes of payloads. Without FILE it writes the
demonstration site. DIR is replaced as a whole, and only when everything has been built; a folder that holds anything but
an earlier bundle is refused.

  force-compare/              the widget, each file beside its brotli and gzip forms; integrity.json, sizes.txt and
                              sbom.cdx.json, what the widget is made of
  force-compare/data/         the payloads, and the words of your own
  NAME/snippet.html           to paste into an article: the tag with the static chart inside
  NAME/snippet-pinned.html    the same, held to this version of the widget by its hashes
  NAME/snippet-one-script.html
                              the same with one classic script that has everything in it
  NAME/embed.html             a page with nothing but the widget, for frames
  NAME/oembed.json            what other sites read about that page
  NAME/chart.svg              the static chart alone
  package/                    the widget for bundlers; `npm pack` and `npm publish` work there

  -o, --output DIR    the folder to write
      --url ADDRESS   where DIR will be published. Without it the addresses in snippets are relative to DIR, and there is
                      no oembed.json, which cannot do without whole addresses
      --areas \"A B\"   up to six areas in focus, by identifier (the first three with figures)
      --view V        change, ranking, funnel, breakdown or trend (change, with two periods)
      --measure M     count, rate, change or share (count)
      --period \"P Q\"  one or two periods, by identifier (the last two)
      --words FILE    words of your own, as README.md says under Languages
      --theme T       light or dark (as the page is)
      --article \"#S\"  the article's place in its page, as a selector: there the figures are marked that `check --payload`
                      found right
  -h, --help          this text";

/// What `bundle` was asked.
pub struct BundleOptions {
    output: PathBuf,
    files: Vec<PathBuf>,
    url: Option<String>,
    article: Option<String>,
    display: DisplayArguments,
}

/// None when the help was asked for.
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
    let output = output.ok_or("say where to write: -o DIR")?;
    if files.is_empty() && (url.is_some() || article.is_some() || !display.is_empty()) {
        return Err("name a payload or a recipe that these options are for".into());
    }
    Ok(Some(BundleOptions { output, files, url, article, display }))
}

/// The address of a folder, with a slash at its end.
fn address(typed: String) -> Result<String, lexopt::Error> {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or_default();
    if rest.is_empty() || rest.contains(['?', '#', '"', '<', '>', ' ']) {
        return Err("--url is the http or https address of a folder, such as https://example.org/widgets/x/".into());
    }
    Ok(if typed.ends_with('/') { typed } else { typed + "/" })
}

/// Builds the bundle and says what it weighs and where it is.
pub fn run(options: BundleOptions) -> Result<Outcome, ProgramError> {
    let BundleOptions { output, files, url, article, display } = options;
    let wanted = BundleRequest { files, url, article, options: display.read()? };
    let weights = if wanted.files.is_empty() { site::build(&output)? } else { site::bundle(&output, &wanted)? };
    if !wanted.files.is_empty() && wanted.url.is_none() {
        say("No --url was named: addresses are relative to the folder, and there is no oembed.json.\n");
    }
    Ok(say(&format!("{weights}\nBundle written to {}", output.display())))
}
