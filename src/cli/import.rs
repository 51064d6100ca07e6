//! `import`: CSV files and a recipe, made into the payload that a page loads.

use std::fs;
use std::path::PathBuf;

use super::pages::{PageError, Payload};
use super::{Error, Outcome, say};

pub const USAGE: &str = "\
Usage: force-compare import RECIPE [-o FILE]

Makes the payload of a recipe: a TOML file that says which column of which CSV file means what (see
www/data/image-offences.toml). Prints it, or writes it into FILE. Nothing is written when anything is wrong.

  -o, --output FILE   the file to write
  -h, --help          this text";

/// What `import` was asked.
pub struct Options {
    recipe: PathBuf,
    output: Option<PathBuf>,
}

/// None when the help was asked for.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut recipe, mut output) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if recipe.is_none() => recipe = Some(PathBuf::from(path)),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    let recipe = recipe.ok_or("name a recipe")?;
    Ok(Some(Options { recipe, output }))
}

/// Makes the payload and prints or writes it.
pub fn run(options: Options) -> Result<Outcome, Error> {
    let text = Payload::read(&options.recipe)?.text();
    match options.output {
        None => Ok(say(&text)),
        Some(path) => match fs::write(&path, text) {
            Ok(()) => Ok(say(&format!("Payload written to {}", path.display()))),
            Err(error) => Err(Error::Write(path, error)),
        },
    }
}

impl From<PageError> for Error {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}
