//! `render` draws the static chart that a page shows without scripts: the picture, the table, or a figure with both and
//! the sentences between them.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::options::DisplayArguments;
use super::{Outcome, ProgramError, say, write_whole};
use crate::build;
use crate::disk::{FileError, NextFolder};
use crate::publish::{Pictures, bare_table, figure, standalone};

/// The text that `--help` prints.
pub const USAGE: &str = "\
Usage: force-compare render FILE [-o FILE|DIR] [OPTIONS]

Draws a payload (JSON), or the one that a recipe or a spreadsheet makes. A spreadsheet needs a recipe beside it, unless it
leaves nothing to ask. Prints the <figure> that belongs inside <force-compare>: it has the finding, charts for wide and narrow columns, the sentences and the table. With -o, the ending decides what is
written:

  NAME.svg        the picture alone, as a document with a title and a description
  NAME.html       the <figure>
  NAME.table.html the table alone
  DIR             all three, named after FILE, in a folder of their own

  -o, --output FILE|DIR
                      where to write
      --width N       the picture's width in CSS pixels (680). With it, the <figure> has one picture instead of two
      --areas \"A B\"   up to six areas in focus, by identifier (the first three with figures)
      --view V        change, ranking, funnel, breakdown or trend (change, with two periods)
      --measure M     count, rate, change or share (count)
      --period \"P Q\"  one or two periods, by identifier (the last two)
      --words FILE    words of your own; see the guide's page on languages (/guide/languages.html, which `serve` shows)
      --theme T       light or dark (a picture alone is light; the <figure> follows the page)
  -h, --help          print this text";

/// The widths that a picture can have.
const WIDTHS: std::ops::RangeInclusive<f64> = 200.0..=4_000.0;

/// The width of a picture without `--width`.
const WIDTH: f64 = 680.0;

/// The options of `render`.
pub struct RenderOptions {
    input: PathBuf,
    output: Option<PathBuf>,
    width: Option<f64>,
    display: DisplayArguments,
}

/// Reads the arguments. None if they ask for the help text.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<RenderOptions>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut input, mut output, mut width, mut display) = (None, None, None, DisplayArguments::default());
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("width") => {
                let named: f64 = parser.value()?.parse()?;
                if !WIDTHS.contains(&named) {
                    return Err("--width is between 200 and 4000".into());
                }
                width = Some(named);
            }
            Short('h') | Long("help") => return Ok(None),
            Long(name) => {
                let name = name.to_string();
                display.take(&name, parser)?;
            }
            other => return Err(other.unexpected()),
        }
    }
    let input = input.ok_or("name a payload or a recipe")?;
    Ok(Some(RenderOptions { input, output, width, display }))
}

/// Draws the chart, and prints or writes it.
pub fn run(options: RenderOptions) -> Result<Outcome, ProgramError> {
    let RenderOptions { input, output, width, display } = options;
    let options = display.read()?;
    let payload = build::open(&input)?.with_words(options.words.as_ref())?;
    let comparison = payload.compare(&options)?;
    let about = payload.about();
    let _spoken = payload.speak();
    let picture = || standalone(&comparison, &about.language, width.unwrap_or(WIDTH), options.theme);
    let drawn = || {
        let pictures = width.map_or(Pictures::Both, |width| Pictures::One(width, options.theme));
        figure(&comparison, about, pictures, 3) + "\n"
    };
    let table = || bare_table(&comparison) + "\n";
    let Some(output) = output else { return Ok(say(drawn().trim_end())) };
    let name = output.display().to_string();
    let text = match name.as_str() {
        name if name.ends_with(".svg") => picture(),
        name if name.ends_with(".table.html") => table(),
        name if name.ends_with(".html") => drawn(),
        _ => {
            let files = [(".svg", picture()), (".html", drawn()), (".table.html", table())];
            let files = files.map(|(ending, text)| (format!("{}{ending}", payload.stem()), text));
            return into_folder(&output, &files).map_err(|error| FileError::of(&output)(error).into());
        }
    };
    write_whole(&output, &text)?;
    Ok(say(&format!("Written to {name}")))
}

/// Writes a folder with these files, all in one step. A folder that holds other files is refused.
fn into_folder(folder: &Path, files: &[(String, String)]) -> io::Result<Outcome> {
    if folder.exists() {
        let ours = |name: &OsStr| files.iter().any(|(own, _)| name == own.as_str());
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name();
            if !ours(&name) {
                let problem = format!("it holds {}, which is not from `render`; name a new folder", name.display());
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, problem));
            }
        }
    }
    let next = NextFolder::begin(folder)?;
    for (name, text) in files {
        fs::write(next.folder.join(name), text)?;
    }
    next.place()?;
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    Ok(say(&format!("Written to {}: {}", folder.display(), names.join(", "))))
}
