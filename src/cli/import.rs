//! `import` makes the payload that a page loads from a spreadsheet and its recipe.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::progress::WithProgress;
use super::{Outcome, ProgramError, say, terminal, write_whole};
use crate::build::Folder;
use crate::data::{self, Dataset, Marker, Observation};
use crate::disk::{self, FileError};
use crate::sheet::{self, FILL_IN, FileName, Problem, Problems, Severity, Sketch};

/// The text that `--help` prints.
pub const USAGE: &str = "\
Usage: force-compare import FILE [-o PAYLOAD] [--json]
       force-compare import --init SPREADSHEET

Makes the payload that a page loads from a spreadsheet. FILE is the spreadsheet (CSV, XLSX or ODS, with a column for
each period or a row for each figure) or its recipe.

A recipe says what the columns mean. It stands beside the spreadsheet and has its name, but ends in .toml. --init
writes a recipe with comments and with everything that can be guessed, and lists the entries that only you can fill
in. If there is no recipe, import relies on its guesses.

Each problem is reported with its file, row and column, and nothing is written while an error remains. A warning means
that something could be read in more than one way. A blank cell is a missing figure, never zero.

  -o, --output FILE   the file to write; without it, the payload is printed
      --init          write a recipe; an existing one is not overwritten
      --json          print the problems for programs; without -o, nothing is written
  -h, --help          print this text";

/// The options of `import`.
pub struct ImportOptions {
    file: PathBuf,
    output: Option<PathBuf>,
    init: bool,
    json: bool,
}

/// Reads the arguments. None if they ask for the help text.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<ImportOptions>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut file, mut output, mut init, mut json) = (None, None, false, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("init") => init = true,
            Long("json") => json = true,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    let file = file.ok_or("name a spreadsheet or a recipe")?;
    if init && output.is_some() {
        return Err("--init writes the recipe beside the spreadsheet; leave out -o".into());
    }
    Ok(Some(ImportOptions { file, output, init, json }))
}

/// Makes the payload and prints or writes it, or writes the recipe.
pub fn run(options: ImportOptions) -> Result<Outcome, ProgramError> {
    let mut faults = Problems::default();
    let is_recipe = options.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let recipe = options.file.with_extension("toml");
    if options.init {
        if is_recipe {
            return Err(ProgramError::Import("--init writes a recipe for a spreadsheet; name the spreadsheet".into()));
        }
        if recipe.exists() {
            let problem = "already exists and is not overwritten; rename it if you want a new one";
            return Err(ProgramError::Import(format!("{}: {problem}", recipe.display())));
        }
    }
    let (folder, file) = Folder::of(&options.file);
    let (files, recipe_name) = (WithProgress(folder), format!("{}.toml", sheet::stem(&file)));
    let guess = options.init || !(is_recipe || recipe.exists());
    let sketch = if guess { faults.take(sheet::sketch(&files, &file)) } else { None };
    let text = match &sketch {
        Some(sketch) => Some(sketch.recipe.clone()),
        None if guess => None,
        None => faults.take(sheet::recipe_text(&files, &recipe_name)),
    };
    // If only the days of the periods are unknown, the rest can still be checked.
    let open_days = guess && text.as_ref().is_some_and(|text| text.contains(FILL_IN));
    if open_days && !options.init {
        let name = FileName { path: options.file.display().to_string(), sheet: None };
        let help = "write a recipe with --init and fill them in there";
        faults.add(Problem::of_file(&name, "nothing says which days the figures are about", help));
    }
    let text = text.map(|text| if open_days { text.replace(FILL_IN, "") } else { text });
    let payload = text.and_then(|text| sheet::make(&files, &recipe_name, &text, &mut faults));
    if options.init {
        return wrote_recipe(&options, &recipe, sketch, faults);
    }
    let payload = payload.and_then(|payload| faults.take(sheet::publishable(&files, &recipe_name, payload)));
    let written = match (&options.output, &payload) {
        (Some(output), Some(payload)) => {
            write_whole(output, &data::write(payload).to_string())?;
            Some(output)
        }
        _ => None,
    };
    let (problems, more) = faults.finish();
    if options.json {
        let guessed = sketch.as_ref().map(|sketch| json!({"guessed": sketch.guessed, "open": sketch.open}));
        let problems: Vec<_> = problems.iter().map(terminal::json).collect();
        say(&json!({"written": written, "guess": guessed, "problems": problems, "more": more}).to_string());
    } else {
        if let Some(sketch) = &sketch {
            tell(&format!("There is no recipe for {}, so import guessed:", options.file.display()));
            tell(&bullets(&sketch.guessed));
        }
        show(&problems, more);
    }
    let Some(payload) = payload else {
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let errors = if errors == 1 { "1 error".into() } else { format!("{errors} errors") };
        let hint = if sketch.is_some() {
            format!(
                "; to write a recipe that says what its columns mean: force-compare import --init {}",
                options.file.display()
            )
        } else {
            String::new()
        };
        return Err(ProgramError::Import(format!("{}: {errors}, nothing written{hint}", options.file.display())));
    };
    match (&options.output, options.json) {
        (_, true) => Ok(Outcome::Fine),
        (None, false) => Ok(say(&data::write(&payload).to_string())),
        (Some(output), false) => {
            Ok(say(&format!("Payload written to {}: {}", output.display(), contents(&payload.dataset))))
        }
    }
}

/// Writes the recipe, and prints the guesses, the entries that are still open and the problems of the sheet.
fn wrote_recipe(
    options: &ImportOptions,
    recipe: &Path,
    sketch: Option<Sketch>,
    faults: Problems,
) -> Result<Outcome, ProgramError> {
    let (problems, more) = faults.finish();
    let Some(Sketch { recipe: text, guessed, open }) = sketch else {
        if options.json {
            let problems: Vec<_> = problems.iter().map(terminal::json).collect();
            say(&json!({"written": null, "problems": problems, "more": more}).to_string());
        } else {
            show(&problems, more);
        }
        return Err(ProgramError::Import(format!("{}: no recipe written", options.file.display())));
    };
    disk::create(recipe, text.as_bytes()).map_err(FileError::of(recipe))?;
    if options.json {
        let problems: Vec<_> = problems.iter().map(terminal::json).collect();
        let guess = json!({"guessed": guessed, "open": open});
        return Ok(say(&json!({"written": recipe, "guess": guess, "problems": problems, "more": more}).to_string()));
    }
    say(&format!("Recipe written to {}. Please check these guesses:\n{}", recipe.display(), bullets(&guessed)));
    if !open.is_empty() {
        say(&format!("Please fill in:\n{}", bullets(&open)));
    }
    if !problems.is_empty() {
        say("Problems in the sheet:");
        show(&problems, more);
    }
    let first = match problems.iter().any(|problem| problem.severity == Severity::Error) {
        true => "Correct the errors in the sheet, or say in the recipe how to read them. Then run",
        false => "Then run",
    };
    Ok(say(&format!(
        "{first}: force-compare import {} -o {}",
        recipe.display(),
        recipe.with_extension("json").display()
    )))
}

fn bullets(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  - {line}")).collect::<Vec<_>>().join("\n")
}

/// Sums up a payload in a few words.
fn contents(dataset: &Dataset) -> String {
    let figures = || dataset.columns.iter().flat_map(|column| &column.counts);
    let missing = figures().filter(|figure| **figure == Observation::Marker(Marker::Missing)).count();
    let marked = figures().filter(|figure| figure.value().is_none()).count() - missing;
    let several =
        |number: usize, what: &str| if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") };
    let (periods, known) =
        (several(dataset.periods.len(), "period"), several(figures().count() - missing - marked, "figure"));
    let areas = dataset.areas.len();
    format!("{areas} {}, {periods}, {known}, {missing} missing, {marked} marked", dataset.noun.of(areas as u64))
}

/// Prints a line to standard error, so that it does not get into a payload that is printed.
fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

fn show(problems: &[Problem], more: usize) {
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for problem in problems {
        tell(&format!("{}\n", terminal::shown(problem, coloured)));
    }
    if more > 0 {
        tell(&format!("… and {more} more."));
    }
}
