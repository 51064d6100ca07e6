//! The native program: reads the command line, and runs the verb that it names.
//!
//! Each verb has a file of this module with four parts: `USAGE`, its options, `parse` and `run`.

mod bundle;
pub mod check;
pub mod doctor;
mod import;
mod options;
mod progress;
mod render;
pub mod serve;
mod terminal;

use std::ffi::OsString;
use std::fmt;
use std::path::Path;

use crate::build::BuildError;
use crate::disk::{self, FileError};
use crate::publish::PageError;

/// The outcome of a verb that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing to correct.
    Fine,
    /// The verb found something to correct.
    Findings,
}

/// Why a verb could not do its work.
#[derive(Debug)]
pub enum ProgramError {
    /// The command line is wrong. Includes the usage of the verb, or of the program.
    Usage(lexopt::Error, &'static str),
    /// An article could not be checked.
    Check(check::CheckError),
    /// A payload could not be made.
    Page(PageError),
    /// A sheet could not be imported. Its problems have been printed already.
    Import(String),
    /// A file could not be written.
    Write(FileError),
    /// The site could not be built.
    Build(BuildError),
    /// The site could not be served.
    Server(serve::ServerError),
    /// A page could not be examined.
    Doctor(doctor::VisitError),
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(error, usage) => write!(f, "{error}\n\n{usage}"),
            Self::Check(error) => error.fmt(f),
            Self::Page(error) => error.fmt(f),
            Self::Import(problem) => f.write_str(problem),
            Self::Write(FileError { path, error }) => write!(f, "{}: cannot be written: {error}", path.display()),
            Self::Build(error) => error.fmt(f),
            Self::Server(error) => error.fmt(f),
            Self::Doctor(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ProgramError {}

impl From<BuildError> for ProgramError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl From<FileError> for ProgramError {
    fn from(error: FileError) -> Self {
        Self::Write(error)
    }
}

impl From<PageError> for ProgramError {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

impl From<serve::ServerError> for ProgramError {
    fn from(error: serve::ServerError) -> Self {
        Self::Server(error)
    }
}

const USAGE: &str = "\
Usage: force-compare VERB [OPTIONS]

Verbs:
  serve       build the demonstration, serve it on this machine, and rebuild it after every change
  bundle      write a folder with everything to upload
  import      make a payload from a spreadsheet, or write a recipe for one
  check       compare the figures in an article with the data
  render      draw the static chart and table that a page shows without scripts
  doctor      find what keeps a page's widgets from readers, and the line that fixes it

  force-compare VERB --help explains a verb.
  -h, --help       print this text
  -V, --version    print the version";

/// Runs the program with its arguments, without the program's name.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> Result<Outcome, ProgramError> {
    use lexopt::prelude::*;

    let mut parser = lexopt::Parser::from_args(typed);
    let usage = |error| ProgramError::Usage(error, USAGE);
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

/// Parses the rest of the command line for a verb and runs it. Prints the usage if `parse` returns no options.
fn verb_with<O>(
    parser: &mut lexopt::Parser,
    usage: &'static str,
    parse: fn(&mut lexopt::Parser) -> Result<Option<O>, lexopt::Error>,
    run: fn(O) -> Result<Outcome, ProgramError>,
) -> Result<Outcome, ProgramError> {
    match parse(parser).map_err(|error| ProgramError::Usage(error, usage))? {
        Some(options) => run(options),
        None => Ok(say(usage)),
    }
}

/// Prints a line to standard output. Errors are ignored: a program that closes the pipe has read enough.
fn say(text: &str) -> Outcome {
    use std::io::Write;

    let _ = writeln!(std::io::stdout(), "{text}");
    Outcome::Fine
}

/// Writes an output file, whole or not at all.
fn write_whole(path: &Path, text: &str) -> Result<(), ProgramError> {
    Ok(disk::replace(path, text.as_bytes()).map_err(FileError::of(path))?)
}
