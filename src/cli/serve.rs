//! `serve`: the demonstration article, with the headers of a strict newsroom, built again whenever something changes.

mod framing;
pub mod live;
pub mod server;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Outcome, ProgramError, say};
use crate::build::site;
use crate::disk::{FileError, beside};
use live::Live;
pub use server::ServerError;

/// What `--help` says.
pub const USAGE: &str = "\
Usage: force-compare serve [DIR] [--port N]

Without DIR: builds the site and serves it on this machine, to this machine alone, until Ctrl-C. When a file of www/ changes, be it a
page, a style, a script, a recipe or its figures, the site is built again and open pages load themselves anew. When it cannot
be built, the last good one stays, and the terminal and the pages say what is wrong.

With DIR, a folder that `bundle` wrote: serves it as it is, and says where its pages are.

  --port N      the port to use (8080 when none is named; 0 takes a free one)
  -h, --help    this text";

const PORT: u16 = 8080;
/// How often the files are looked at. Twice that after the last change the build begins.
const PAUSE: Duration = Duration::from_millis(200);

/// What `serve` was asked.
pub struct ServeOptions {
    port: u16,
    bundle: Option<PathBuf>,
}

/// None when the help was asked for.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<ServeOptions>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut port, mut bundle) = (PORT, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(folder) if bundle.is_none() => bundle = Some(PathBuf::from(folder)),
            Long("port") => port = parser.value()?.parse()?,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(ServeOptions { port, bundle }))
}

/// Builds, then serves until it is told to stop.
pub fn run(options: ServeOptions) -> Result<Outcome, ProgramError> {
    let (router, pages) = match &options.bundle {
        Some(folder) => (server::router(folder), site::pages_of(folder)?),
        None => {
            let folder = site::folder()?;
            site::build(&folder)?;
            let live = Live::new();
            follow(&live)?;
            (live.router(&folder), vec![String::new()])
        }
    };
    server::serve(router, options.port, |address| {
        if let Some(other) = server::instead(options.port, address) {
            eprintln!("{other}");
        }
        for page in pages {
            say(&format!("Serving http://{address}/{page}"));
        }
    })?;
    Ok(Outcome::Fine)
}

/// Builds again whenever the pages change, beside the server.
fn follow(live: &Arc<Live>) -> Result<(), ProgramError> {
    let (sources, folder) = (site::sources()?, site::folder()?);
    let (pages, program) = (sources.join("www"), sources.join("src"));
    let (watcher, copy) = (live.clone(), beside(&folder, "new").map_err(FileError::of(&folder))?);
    std::thread::spawn(move || {
        live::watch(&pages, PAUSE, || {
            let built = site::build_under(&folder, || watcher.hold());
            // What is at fault stands where somebody wrote it, not in the copy that is built from.
            let there = |told: String| told.replace(&copy.display().to_string(), &pages.display().to_string());
            let built = built.map_err(|error| there(error.to_string()));
            match &built {
                Ok(_) => drop(say("Built again.")),
                Err(problem) => eprintln!("{problem}\nNot built again; the last good site is still served."),
            }
            watcher.tell(built.map(drop));
        })
    });
    // The program cannot replace itself while it runs, and half of it would be the old one.
    std::thread::spawn(move || {
        live::watch(&program, PAUSE, || eprintln!("src/ has changed: stop `serve` and start it again to see that."))
    });
    Ok(())
}
