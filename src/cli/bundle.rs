//! `bundle`: everything to upload, in one folder.

use std::path::PathBuf;

use super::{Error, Outcome, say, site};

pub const USAGE: &str = "\
Usage: force-compare bundle -o DIR

Writes the site into DIR: the pages of www/, and in DIR/force-compare/ the widget's files, each beside its brotli and
gzip forms. DIR is replaced as a whole, and only when everything has been built; a folder that holds anything but an
earlier bundle is refused.

  -o, --output DIR    the folder to write
  -h, --help          this text";

/// What `bundle` was asked.
pub struct Options {
    output: PathBuf,
}

/// None when the help was asked for.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;

    let mut output = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    let output = output.ok_or("say where to write: -o DIR")?;
    Ok(Some(Options { output }))
}

/// Builds the site and says where it is.
pub fn run(options: Options) -> Result<Outcome, Error> {
    let weights = site::build(&options.output)?;
    Ok(say(&format!("{weights}\nBundle written to {}", options.output.display())))
}
