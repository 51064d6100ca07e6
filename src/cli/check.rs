//! `check` compares the figures in an article with the data published with it.

mod terminal;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Outcome, ProgramError, say, write_whole};
use crate::build;
use crate::claims::{self, Article, ClaimVerdict, Facts, ManuscriptError, Pin, PinError};
use crate::publish::{findings, report, review};

/// The text that `--help` prints.
pub const USAGE: &str = "\
Usage: force-compare check ARTICLE DATA... [--json | --html] [--notes FILE] [--payload FILE] [-o FILE]

Finds the figures in an article, compares each with the data, and says whether it is right and what it was compared with.
The article is HTML, Word (.docx), rich text (.rtf), Markdown or plain text. DATA is a payload (JSON), the recipe that
makes one, or a spreadsheet: one with a recipe beside it, or one that leaves nothing to ask. With several DATA the words of
the article decide of which a figure is. Exits with 1 if a figure is contradicted, and with 2 if the article cannot be
checked.

      --json           write a report for programs, with a W3C text-quote selector for each figure
      --html           write a page for a reviewer
      --notes FILE     read notes on the article: a JSON list of {\"quote\": words, \"claim\": note}
      --payload FILE   also write the first payload, with the findings in it, to FILE
  -o, --output FILE    write the report to FILE
  -h, --help           print this text

A note says which figures of the data the quoted words are about, or that they are not to be checked:

  ignore                            do not check these words
  count(Kent, 2017/18)              the figure of an area and period
  pct(Kent, 2016/17, 2017/18)       the change between two periods, in per cent
  diff(Kent, 2016/17, 2017/18)      the change in numbers
  times(Kent, 2016/17, 2017/18)     how many times as many
  share(Kent, England, 2017/18)     one area as a percentage of another

A measure may come last: count(Kent, 2017/18, Thefts). For a figure that could not be bound, the report offers notes, each
with its sum. A note may also stand in the article’s HTML: <span data-claim=\"ignore\">66 per cent</span>.";

/// The form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ReportForm {
    #[default]
    Terminal,
    Json,
    Html,
}

/// The options of `check`.
pub struct CheckOptions {
    article: PathBuf,
    data: Vec<PathBuf>,
    form: ReportForm,
    notes: Option<PathBuf>,
    payload: Option<PathBuf>,
    output: Option<PathBuf>,
}

/// Why an article could not be checked.
#[derive(Debug)]
pub enum CheckError {
    /// A file cannot be read.
    Read(PathBuf, std::io::Error),
    /// The article is a document that is not read.
    Manuscript(PathBuf, ManuscriptError),
    /// A file is not a JSON list of notes.
    Json(PathBuf, serde_json::Error),
    /// A quotation of the notes is not in the article.
    Quote(PathBuf, String),
    /// A note on a figure cannot be followed.
    Pin(PinError),
    /// There are no words in the article.
    Empty(PathBuf),
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "{}: cannot be read: {error}", path.display()),
            Self::Manuscript(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Json(path, error) => {
                write!(f, "{}: not a JSON list of notes, each with a quote and a claim: {error}", path.display())
            }
            Self::Quote(path, quote) => {
                write!(f, "{}: “{quote}” is not in the article; copy the words of a quote from it", path.display())
            }
            Self::Pin(error) => write!(f, "note {error}"),
            Self::Empty(path) => write!(f, "{}: there is no text in it to check", path.display()),
        }
    }
}

impl std::error::Error for CheckError {}

impl From<CheckError> for ProgramError {
    fn from(error: CheckError) -> Self {
        Self::Check(error)
    }
}

/// Reads the arguments. None if they ask for the help text.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<CheckOptions>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut files, mut form) = (Vec::new(), ReportForm::Terminal);
    let (mut notes, mut payload, mut output) = (None, None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) => files.push(PathBuf::from(path)),
            Long("json") if form != ReportForm::Html => form = ReportForm::Json,
            Long("html") if form != ReportForm::Json => form = ReportForm::Html,
            Long("notes") => notes = Some(PathBuf::from(parser.value()?)),
            Long("payload") => payload = Some(PathBuf::from(parser.value()?)),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    if files.len() < 2 {
        return Err("name an article, and the data to check it against".into());
    }
    let data = files.split_off(1);
    Ok(Some(CheckOptions { article: files.remove(0), data, form, notes, payload, output }))
}

/// Checks the article and writes the report.
pub fn run(options: CheckOptions) -> Result<Outcome, ProgramError> {
    let bytes = fs::read(&options.article).map_err(|error| CheckError::Read(options.article.clone(), error))?;
    let unread = |error| CheckError::Manuscript(options.article.clone(), error);
    let article = Article::of(&bytes).map_err(unread)?;
    if article.text.trim().is_empty() {
        return Err(CheckError::Empty(options.article).into());
    }
    let payloads = options.data.iter().map(|data| build::open(data)).collect::<Result<Vec<_>, _>>()?;
    let all: Vec<_> = payloads.iter().map(|payload| payload.data()).collect();
    let facts = Facts::of_all(&all);
    let payload = &payloads[0];
    let mut pins = article.pins.clone();
    if let Some(path) = &options.notes {
        pins.extend(notes(path, &article.text)?);
    }
    let checked = claims::check_with(&article.text, &facts, &pins).map_err(CheckError::Pin)?;
    let text = match options.form {
        ReportForm::Terminal => terminal::terminal(&article.text, &checked),
        ReportForm::Json => report(&article.text, &checked, &facts, payload.data()).to_string(),
        ReportForm::Html => review(&article.text, &checked),
    };
    if let Some(path) = &options.payload {
        let findings = findings(&article.text, &checked, &facts, payload.data());
        write_whole(path, &payload.bearing(findings).text_for_authors())?;
    }
    match &options.output {
        Some(path) => write_whole(path, &text)?,
        None => _ = say(&text),
    }
    let wrong = checked.findings.iter().any(|finding| finding.verdict == ClaimVerdict::Contradicted);
    Ok(if wrong { Outcome::Findings } else { Outcome::Fine })
}

fn text_of(path: &Path) -> Result<String, CheckError> {
    fs::read_to_string(path).map_err(|error| CheckError::Read(path.into(), error))
}

/// An author's note, from the file that `--notes` names.
#[derive(Deserialize)]
struct AuthorNote {
    quote: String,
    claim: String,
}

fn notes(path: &Path, text: &str) -> Result<Vec<Pin>, CheckError> {
    let notes: Vec<AuthorNote> =
        serde_json::from_str(&text_of(path)?).map_err(|error| CheckError::Json(path.into(), error))?;
    let pin = |note: AuthorNote| {
        let start = text.find(&note.quote).filter(|_| !note.quote.is_empty());
        let start = start.ok_or_else(|| CheckError::Quote(path.into(), note.quote.clone()))?;
        Ok(Pin { start, end: start + note.quote.len(), says: note.claim })
    };
    notes.into_iter().map(pin).collect()
}
