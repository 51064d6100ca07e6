//! `doctor` finds what keeps the widget from the readers of a page, and gives the line that fixes it.

mod element;
mod exam;
mod finding;
mod frame;
mod load;
mod page;
mod policy;
mod visit;

use std::collections::BTreeSet;

use serde::Serialize;
use url::Url;

use super::{Error, Outcome, say};

pub use exam::Visit;
pub use finding::{Finding, Remedy};
pub use visit::{Answer, Error as VisitError, get};

/// The text that `--help` prints.
pub const USAGE: &str = "\
Usage: force-compare doctor PAGE [--json]

Checks a page for anything that would keep its widgets from readers: files that are missing, blocked by a policy or sent
as the wrong type, and misspelt attributes. For each problem it gives the exact line to write.

PAGE is an address on this machine, such as http://localhost:8080/, or a file. A file has no headers, so problems with
them show only when the page is served. Nothing is requested from other machines.

Exits with 0 if there are no problems, with 1 if there are, and with 2 if the page cannot be read.

  --json        print the findings for programs
  -h, --help    print this text";

/// The options of `doctor`.
pub struct Options {
    page: String,
    json: bool,
}

/// Reads the arguments. None if they ask for the help text.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;

    let (mut page, mut json) = (None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(value) if page.is_none() => page = Some(value.string()?),
            Long("json") => json = true,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    let page = page.ok_or("name a page: a file, or an address such as http://localhost:8080/")?;
    Ok(Some(Options { page, json }))
}

/// The findings, and the addresses that were not asked.
pub struct Diagnosis {
    /// In the order in which a reader's browser would meet them.
    pub findings: Vec<Finding>,
    /// Addresses on other machines.
    pub unasked: BTreeSet<String>,
}

/// Examines a page. `visit` gets it and its files.
pub fn examine(address: &Url, visit: Visit<'_>) -> Result<Diagnosis, VisitError> {
    let mut exam = exam::Exam::of(address, visit)?;
    let widgets = exam.page.named("force-compare").count();
    if widgets > 0 {
        exam.loads()?;
        exam.elements()?;
    }
    if exam.frames()? + widgets == 0 && exam.findings.is_empty() {
        let what = "Write <force-compare src=\"…\"></force-compare> where the chart belongs, or add an <iframe> of the \
                    embed page.";
        exam.find(
            None,
            "the page has no <force-compare> element, and no frame with an embed page",
            Remedy::Do(what.into()),
        );
    }
    exam.obeys();
    Ok(Diagnosis { findings: exam.findings, unasked: exam.unasked })
}

#[derive(Serialize)]
struct Told<'a> {
    page: String,
    findings: Vec<finding::Told>,
    not_asked: &'a BTreeSet<String>,
}

/// Examines a page and prints the findings.
pub fn run(options: Options) -> Result<Outcome, Error> {
    let address = visit::address(&options.page).map_err(Error::Doctor)?;
    let Diagnosis { findings, unasked } = examine(&address, &get).map_err(Error::Doctor)?;
    if options.json {
        let told = Told {
            page: finding::called(&address),
            findings: findings.iter().map(Into::into).collect(),
            not_asked: &unasked,
        };
        say(&serde_json::to_string_pretty(&told).unwrap_or_default());
    } else {
        let mut said: Vec<String> = findings.iter().map(ToString::to_string).collect();
        said.extend(unasked.iter().map(|address| format!("Not checked, because it is on another machine: {address}")));
        if address.scheme() == "file" {
            said.push("A file has no headers. To check them too, serve the page and give its address.".into());
        }
        said.push(match findings.len() {
            0 => "No problems found.".into(),
            1 => "1 problem found.".into(),
            count => format!("{count} problems found."),
        });
        say(&said.join("\n"));
    }
    Ok(if findings.is_empty() { Outcome::Fine } else { Outcome::Findings })
}
