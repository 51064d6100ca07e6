//! `serve` serves the demonstration with the headers of a strict newsroom, and rebuilds it whenever something changes.

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

/// The text that `--help` prints.
pub const USAGE: &str = "\
Usage: force-compare serve [DIR] [--port N]

Without DIR, builds the demonstration and serves it to this machine alone, until you press Ctrl-C. Whenever a file in
www/ changes (a page, a style sheet, a script, a recipe or its figures), it rebuilds the site, and open pages reload.
If a build fails, the last good site stays, and the terminal and the pages show the problem.

With DIR, a folder that `bundle` wrote, serves that folder as it is and prints the addresses of its pages.

  --port N      the port (8080 without this option; 0 takes a free one)
  -h, --help    print this text";

const PORT: u16 = 8080;
/// How often the files are checked. A build begins once one further check finds no further change.
const PAUSE: Duration = Duration::from_millis(200);

/// The options of `serve`.
pub struct ServeOptions {
    port: u16,
    bundle: Option<PathBuf>,
}

/// Reads the arguments. None if they ask for the help text.
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

/// Builds the site, unless a bundle is named, and serves it until the user stops it.
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

/// Starts the threads that watch the sources and rebuild the site while the server runs.
fn follow(live: &Arc<Live>) -> Result<(), ProgramError> {
    let (sources, folder) = (site::sources()?, site::folder()?);
    let (pages, program) = (sources.join("www"), sources.join("src"));
    let (watcher, copy) = (live.clone(), beside(&folder, "new").map_err(FileError::of(&folder))?);
    std::thread::spawn(move || {
        live::watch(&pages, PAUSE, || {
            let built = site::build_under(&folder, || watcher.hold());
            // Errors name the file that somebody can correct, not its copy in the folder of the build.
            let there = |told: String| told.replace(&copy.display().to_string(), &pages.display().to_string());
            let built = built.map_err(|error| there(error.to_string()));
            match &built {
                Ok(_) => drop(say("Rebuilt.")),
                Err(problem) => eprintln!("{problem}\nNot rebuilt; the last good site is still served."),
            }
            watcher.tell(built.map(drop));
        })
    });
    // The program cannot replace itself while it runs; a rebuild would mix its old code with new sources.
    std::thread::spawn(move || {
        live::watch(&program, PAUSE, || eprintln!("src/ has changed: restart `serve` to see the change."))
    });
    Ok(())
}
