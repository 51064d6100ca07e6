//! `import` makes the payload that a page loads from a spreadsheet and its recipe.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::progress::WithProgress;
use super::{Outcome, ProgramError, say, terminal, write_whole};
use crate::build::Folder;
use crate::data::{self, Dataset, Marker, Observation, Period};
use crate::disk::{self, FileError};
use crate::sheet::{self, FILL_IN, Problem, Problems, Question, Severity, Sketch};

/// The text that `--help` prints.
pub const USAGE: &str = "\
Usage: force-compare import FILE [-o PAYLOAD] [--sheet NAME] [--answer LINE...] [--json]
       force-compare import --init SPREADSHEET [--sheet NAME] [--answer LINE...]

Makes the payload that a page loads from a spreadsheet. FILE is the spreadsheet (CSV, XLSX or ODS, with a column for
each period, a row for each figure, or a row for each event) or its recipe.

A recipe says what the columns mean. It stands beside the spreadsheet and has its name, but ends in .toml. --init
writes a recipe with comments and with everything that the sheet says, and lists the entries that only you can fill
in. Without a recipe, import goes by what the sheet says, and tells each choice that it made.

What the sheet does not settle is a question: which column has the figures, which days they cover, whether a row is an
area or a total. Each comes with its possible answers and with what they would give. On a terminal, import asks them
and keeps the answers in a recipe. Elsewhere it lists them with the line that answers each, for --answer or a recipe,
and ends with 2.

Each problem is reported with its file, row and column, and nothing is written while an error or a question remains. A
warning means that something could be read in more than one way. A blank cell is a missing figure, never zero.

  -o, --output FILE   the file to write; without it, the payload is printed
      --init          write a recipe; an existing one is not overwritten
      --sheet NAME    the sheet of the workbook
      --answer LINE   the answer to a question, as a line of a recipe: 'counts.columns.count = \"Deaths\"'
      --json          print the problems and the questions for programs; without -o, nothing is written
  -h, --help          print this text";

/// The options of `import`.
pub struct ImportOptions {
    file: PathBuf,
    output: Option<PathBuf>,
    init: bool,
    answers: Vec<String>,
    json: bool,
}

/// Reads the arguments. None if they ask for the help text.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<ImportOptions>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut file, mut output, mut init, mut json) = (None, None, false, false);
    let mut answers = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("init") => init = true,
            Long("sheet") => answers.push(sheet::sheet_named(&parser.value()?.string()?)),
            Long("answer") => answers.push(parser.value()?.string()?),
            Long("json") => json = true,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    let file = file.ok_or("name a spreadsheet or a recipe")?;
    if init && output.is_some() {
        return Err("--init writes the recipe beside the spreadsheet; leave out -o".into());
    }
    Ok(Some(ImportOptions { file, output, init, answers, json }))
}

/// Makes the payload and prints or writes it, or writes the recipe.
pub fn run(mut options: ImportOptions) -> Result<Outcome, ProgramError> {
    let mut faults = Problems::default();
    let is_recipe = options.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let recipe = options.file.with_extension("toml");
    let refused = |problem: &str| Err(ProgramError::Import(format!("{}: {problem}", recipe.display())));
    if options.init && is_recipe {
        return Err(ProgramError::Import("--init writes a recipe for a spreadsheet; name the spreadsheet".into()));
    }
    if options.init && recipe.exists() {
        return refused("already exists and is not overwritten; rename it if you want a new one");
    }
    let guess = options.init || !(is_recipe || recipe.exists());
    if !guess && !options.answers.is_empty() {
        return refused("this recipe says how the sheet is read; write the sheet and the answers there");
    }
    let (folder, file) = Folder::of(&options.file);
    let (files, recipe_name) = (WithProgress(folder), format!("{}.toml", sheet::stem(&file)));
    let typed = options.answers.len();
    let sketch = if guess { faults.take(sketch_or_ask(&files, &file, &mut options)?) } else { None };
    let text = match &sketch {
        // With a question open, the rest can still be checked if only days are unknown.
        Some(sketch) if sketch.questions.is_empty() => Some(sketch.recipe.clone()),
        Some(sketch) => sheet::provisional(sketch),
        None if guess => None,
        None => faults.take(sheet::recipe_text(&files, &recipe_name)),
    };
    let payload = text.and_then(|text| sheet::make(&files, &recipe_name, &text, &mut faults));
    if options.init {
        return wrote_recipe(&options, &recipe, sketch, faults);
    }
    let asked = sketch.as_ref().map_or(&[][..], |sketch| &sketch.questions);
    let payload = payload.filter(|_| asked.is_empty());
    let payload = payload.and_then(|payload| faults.take(sheet::publishable(&files, &recipe_name, payload)));
    let answered = sketch.as_ref().filter(|_| options.answers.len() > typed && payload.is_some());
    if let Some(sketch) = answered {
        disk::create(&recipe, sketch.recipe.as_bytes()).map_err(FileError::of(&recipe))?;
        tell(&format!("Your answers are in the recipe {}.", recipe.display()));
    }
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
        let questions: Vec<_> = asked.iter().map(terminal::question_json).collect();
        let report = json!({"written": written, "guess": guessed, "problems": problems, "more": more,
            "questions": questions});
        say(&report.to_string());
    } else {
        if let Some(sketch) = &sketch {
            tell(&format!("There is no recipe for {}, so import went by what the sheet says:", options.file.display()));
            tell(&bullets(&sketch.guessed));
        }
        show(&problems, more);
        asked.iter().for_each(|question| tell(&format!("{}\n", terminal::question(question))));
    }
    let Some(payload) = payload else { return Err(not_written(&options, &problems, asked.len(), sketch.is_some())) };
    match (&options.output, options.json) {
        (_, true) => Ok(Outcome::Fine),
        (None, false) => Ok(say(&data::write(&payload).to_string())),
        (Some(output), false) => {
            let said = format!("Payload written to {}: {}", output.display(), contents(&payload.dataset));
            Ok(say(&format!("{said}\n{}", bullets(&first_figures(&payload.dataset)))))
        }
    }
}

/// Finds out how a sheet is read. On a terminal each question is asked there, and the answers are added to the options.
fn sketch_or_ask(
    files: &WithProgress,
    file: &str,
    options: &mut ImportOptions,
) -> Result<Result<Sketch, Problem>, ProgramError> {
    let asks = !options.json && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    loop {
        let sketch = match sheet::sketch(files, file, &options.answers) {
            Ok(sketch) => sketch,
            Err(problem) => return Ok(Err(problem)),
        };
        match sketch.questions.first().filter(|_| asks) {
            Some(question) => match answer(question) {
                Some(line) => options.answers.push(line),
                None => return Ok(Ok(sketch)),
            },
            None => return Ok(Ok(sketch)),
        }
    }
}

/// Asks a question on the terminal. None if nobody answers.
fn answer(question: &Question) -> Option<String> {
    let stdin = std::io::stdin();
    tell(&terminal::question_numbered(question));
    loop {
        let _ = write!(std::io::stderr(), "Number, or a line of a recipe (nothing to stop): ");
        let mut typed = String::new();
        if stdin.read_line(&mut typed).ok()? == 0 || typed.trim().is_empty() {
            return None;
        }
        let typed = typed.trim();
        match typed.parse::<usize>() {
            Ok(number) => match question.candidates.get(number.wrapping_sub(1)) {
                Some(candidate) => return Some(candidate.line.clone()),
                None => tell("There is no answer of that number."),
            },
            Err(_) if typed.contains(FILL_IN) => tell("Replace the text between the quotation marks."),
            Err(_) => match sheet::Answers::read([typed]) {
                Ok(_) => return Some(typed.into()),
                Err(problem) => tell(&problem.to_string()),
            },
        }
    }
}

/// Why nothing was written, and what to do next.
fn not_written(options: &ImportOptions, problems: &[Problem], asked: usize, sketched: bool) -> ProgramError {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let several =
        |number: usize, what: &str| if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") };
    let mut counted = Vec::new();
    if errors > 0 || asked == 0 {
        counted.push(several(errors, "error"));
    }
    if asked > 0 {
        counted.push(several(asked, "question"));
    }
    let file = options.file.display();
    let hint = match (asked > 0, sketched) {
        (true, _) => "; answer with --answer and the line, or in a recipe".to_string(),
        (false, true) => {
            format!("; to write a recipe that says what its columns mean: force-compare import --init {file}")
        }
        (false, false) => String::new(),
    };
    ProgramError::Import(format!("{file}: {}, nothing written{hint}", counted.join(" and ")))
}

/// Writes the recipe, and prints the guesses, the entries that are still open and the problems of the sheet.
fn wrote_recipe(
    options: &ImportOptions,
    recipe: &Path,
    sketch: Option<Sketch>,
    faults: Problems,
) -> Result<Outcome, ProgramError> {
    let (problems, more) = faults.finish();
    let Sketch { recipe: text, guessed, open, questions } = sketch.unwrap_or_default();
    let written = (!text.is_empty()).then_some(recipe);
    if let Some(recipe) = written {
        disk::create(recipe, text.as_bytes()).map_err(FileError::of(recipe))?;
    }
    if options.json {
        let problems: Vec<_> = problems.iter().map(terminal::json).collect();
        let guess = written.map(|_| json!({"guessed": guessed, "open": open}));
        let questions: Vec<_> = questions.iter().map(terminal::question_json).collect();
        let report = json!({"written": written, "guess": guess, "problems": problems, "more": more,
            "questions": questions});
        say(&report.to_string());
    }
    if written.is_none() {
        if !options.json {
            if !guessed.is_empty() {
                tell(&bullets(&guessed));
            }
            questions.iter().for_each(|question| tell(&format!("{}\n", terminal::question(question))));
            show(&problems, more);
        }
        let first = match questions.is_empty() {
            true => "",
            false => "; answer the question first, with --answer and the line",
        };
        return Err(ProgramError::Import(format!("{}: no recipe written{first}", options.file.display())));
    }
    if options.json {
        return Ok(Outcome::Fine);
    }
    say(&format!(
        "Recipe written to {}. Please check what was read from the sheet:\n{}",
        recipe.display(),
        bullets(&guessed)
    ));
    if !open.is_empty() {
        say(&format!("Please fill in:\n{}", bullets(&open)));
    }
    if !questions.is_empty() {
        say("Questions that the sheet leaves open; each has its place in the recipe:");
        for question in &questions {
            say(&format!("{}\n", terminal::question(question)));
        }
    }
    if !problems.is_empty() {
        say("Problems in the sheet:");
        show(&problems, more);
    }
    let first = match problems.iter().any(|problem| problem.severity == Severity::Error) {
        true => "Correct the errors in the sheet, or say in the recipe how to read them. Then run",
        false if questions.is_empty() => "Then run",
        false => "Answer the questions in the recipe. Then run",
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

/// The first figures of each period, to be held against the sheet.
fn first_figures(dataset: &Dataset) -> Vec<String> {
    let of = |at: usize| {
        let areas = dataset.areas.iter().zip(&dataset.columns[at].counts);
        let known = areas.filter_map(|(area, figure)| Some(format!("{} {}", area.name, figure.value()?)));
        known.take(3).collect::<Vec<_>>().join(", ")
    };
    let line = |(at, period): (usize, &Period)| {
        format!("{}: {} to {}: {}", period.label, period.start(), period.end(), of(at))
    };
    let mut lines: Vec<String> = dataset.periods.iter().enumerate().map(line).collect();
    let more = lines.len().saturating_sub(SAID);
    lines.truncate(SAID);
    if more > 0 {
        lines.push(format!("and {more} periods more"));
    }
    lines
}

/// How many periods are said one by one.
const SAID: usize = 8;

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
