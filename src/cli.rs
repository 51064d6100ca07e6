//! The native program: what was typed, made into one verb, and the verb run.
//!
//! A verb is a file of this module with the same four parts: `USAGE`, `Options`, `parse`, `run`.

pub mod api;
mod beside;
pub mod bill;
mod body;
mod bundle;
pub mod check;
mod compress;
mod counts;
mod csv_file;
pub mod dataset;
pub mod doctor;
pub mod fallback;
pub mod faults;
mod framing;
mod glue;
mod import;
mod init;
mod init_counts;
mod join;
pub mod language;
pub mod live;
mod made;
pub mod manifest;
mod markup;
mod naming;
pub mod package;
pub mod pages;
pub mod picture;
mod places;
mod progress;
mod recipe;
mod render;
mod report;
mod script;
mod serve;
pub mod server;
pub mod site;
mod sizes;
mod snippet;
mod style;
mod sums;
pub mod swap;
mod table;
pub mod trim;
mod unpacked;
mod wasm;
pub mod whole;
pub mod widget;
pub mod wish;
mod workbook;

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

/// How a verb ended that could do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to report.
    Fine,
    /// It looked, and there is something to put right.
    Findings,
}

/// Why a verb could not do what it was asked.
#[derive(Debug)]
pub enum Error {
    /// What was typed is not a command; with the usage of the nearest one.
    Usage(lexopt::Error, &'static str),
    /// An article could not be checked.
    Check(check::CheckError),
    /// A payload could not be made.
    Page(pages::PageError),
    /// A sheet could not be imported; what is wrong has been said.
    Import(String),
    /// A file could not be written.
    Write(PathBuf, std::io::Error),
    /// The site could not be built.
    Site(site::Error),
    /// The site could not be served.
    Server(server::Error),
    /// A page could not be examined.
    Doctor(doctor::VisitError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(error, usage) => write!(f, "{error}\n\n{usage}"),
            Self::Check(error) => error.fmt(f),
            Self::Page(error) => error.fmt(f),
            Self::Import(problem) => f.write_str(problem),
            Self::Write(path, error) => write!(f, "{}: cannot be written: {error}", path.display()),
            Self::Site(error) => error.fmt(f),
            Self::Server(error) => error.fmt(f),
            Self::Doctor(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<site::Error> for Error {
    fn from(error: site::Error) -> Self {
        Self::Site(error)
    }
}

impl From<server::Error> for Error {
    fn from(error: server::Error) -> Self {
        Self::Server(error)
    }
}

const USAGE: &str = "\
Usage: force-compare VERB [OPTIONS]

Verbs:
  serve       build the site and serve the demonstration on this machine, again after each change
  bundle      write the site into a folder, ready to upload
  import      make the payload of a spreadsheet, or a recipe for it
  check       hold the figures of an article against its data
  render      draw the static chart and table that a page shows without script
  doctor      say what keeps the widget from a page's readers, and the line to add

  force-compare VERB --help says more about one verb.
  -h, --help       this text
  -V, --version    the version";

/// Runs the program with what was typed after its name.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> Result<Outcome, Error> {
    use lexopt::prelude::*;

    let mut parser = lexopt::Parser::from_args(typed);
    let usage = |error| Error::Usage(error, USAGE);
    match parser.next().map_err(usage)? {
        Some(Value(verb)) => match verb.to_str() {
            Some("check") => verb_with(&mut parser, check::USAGE, check::parse, check::run),
            Some("bundle") => verb_with(&mut parser, bundle::USAGE, bundle::parse, bundle::run),
            Some("doctor") => verb_with(&mut parser, doctor::USAGE, doctor::parse, doctor::run),
            Some("import") => verb_with(&mut parser, import::USAGE, import::parse, import::run),
            Some("render") => verb_with(&mut parser, render::USAGE, render::parse, render::run),
            Some("serve") => verb_with(&mut parser, serve::USAGE, serve::parse, serve::run),
            _ => Err(usage(format!("there is no verb “{}”", verb.display()).into())),
        },
        Some(Short('h') | Long("help")) => Ok(say(USAGE)),
        Some(Short('V') | Long("version")) => Ok(say(concat!("force-compare ", env!("CARGO_PKG_VERSION")))),
        Some(other) => Err(usage(other.unexpected())),
        None => Err(usage("name a verb".into())),
    }
}

/// Parses the rest of the line for one verb, and runs it; no options means that its help was asked for.
fn verb_with<O>(
    parser: &mut lexopt::Parser,
    usage: &'static str,
    parse: fn(&mut lexopt::Parser) -> Result<Option<O>, lexopt::Error>,
    run: fn(O) -> Result<Outcome, Error>,
) -> Result<Outcome, Error> {
    match parse(parser).map_err(|error| Error::Usage(error, usage))? {
        Some(options) => run(options),
        None => Ok(say(usage)),
    }
}

/// Prints text that was asked for. A reader that has closed the pipe has read enough.
fn say(text: &str) -> Outcome {
    use std::io::Write;

    let _ = writeln!(std::io::stdout(), "{text}");
    Outcome::Fine
}
