//! `serve`: the demonstration article, with the headers of a strict newsroom.

use super::{Error, Outcome, say, server, site};

pub const USAGE: &str = "\
Usage: force-compare serve [--port N]

Builds the site and serves it on this machine, to this machine alone, until Ctrl-C.

  --port N      the port to use (8080 when none is named; 0 takes a free one)
  -h, --help    this text";

const PORT: u16 = 8080;

/// What `serve` was asked.
pub struct Options {
    port: u16,
}

/// None when the help was asked for.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;

    let mut port = PORT;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => port = parser.value()?.parse()?,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(Options { port }))
}

/// Builds, then serves until it is told to stop.
pub fn run(options: Options) -> Result<Outcome, Error> {
    let folder = site::folder()?;
    site::build(&folder)?;
    server::serve(&folder, options.port, |address| {
        say(&format!("Serving http://{address}/"));
    })?;
    Ok(Outcome::Fine)
}
