//! `doctor` finds what keeps the widget from the readers of a page, and gives the line that fixes it.

mod element;
mod exam;
mod frame;
mod load;
mod obstacle;
mod page;
mod policy;
mod visit;

use std::collections::BTreeSet;

use serde::Serialize;
use url::Url;

use super::{Outcome, ProgramError, say};

pub use exam::Visit;
pub use obstacle::{Obstacle, Remedy};
pub use visit::{Answer, VisitError, get};

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
pub struct DoctorOptions {
    page: String,
    json: bool,
}

/// Reads the arguments. None if they ask for the help text.
pub fn parse(parser: &mut lexopt::Parser) -> Result<Option<DoctorOptions>, lexopt::Error> {
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
    Ok(Some(DoctorOptions { page, json }))
}

/// The obstacles, and the addresses that were not asked.
pub struct Diagnosis {
    /// In the order in which a reader's browser would meet them.
    pub obstacles: Vec<Obstacle>,
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
    if exam.frames()? + widgets == 0 && exam.obstacles.is_empty() {
        let what = "Write <force-compare src=\"…\"></force-compare> where the chart belongs, or add an <iframe> of the \
                    embed page.";
        exam.find(
            None,
            "the page has no <force-compare> element, and no frame with an embed page",
            Remedy::Do(what.into()),
        );
    }
    exam.obeys();
    Ok(Diagnosis { obstacles: exam.obstacles, unasked: exam.unasked })
}

#[derive(Serialize)]
struct DiagnosisReport<'a> {
    page: String,
    findings: Vec<obstacle::ObstacleReport>,
    not_asked: &'a BTreeSet<String>,
}

/// Examines a page and prints the obstacles.
pub fn run(options: DoctorOptions) -> Result<Outcome, ProgramError> {
    let address = visit::address(&options.page).map_err(ProgramError::Doctor)?;
    let Diagnosis { obstacles, unasked } = examine(&address, &get).map_err(ProgramError::Doctor)?;
    if options.json {
        let told = DiagnosisReport {
            page: obstacle::called(&address),
            findings: obstacles.iter().map(Into::into).collect(),
            not_asked: &unasked,
        };
        say(&serde_json::to_string_pretty(&told).unwrap_or_default());
    } else {
        let mut said: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
        said.extend(unasked.iter().map(|address| format!("Not checked, because it is on another machine: {address}")));
        if address.scheme() == "file" {
            said.push("A file has no headers. To check them too, serve the page and give its address.".into());
        }
        said.push(match obstacles.len() {
            0 => "No problems found.".into(),
            1 => "1 problem found.".into(),
            count => format!("{count} problems found."),
        });
        say(&said.join("\n"));
    }
    Ok(if obstacles.is_empty() { Outcome::Fine } else { Outcome::Findings })
}
