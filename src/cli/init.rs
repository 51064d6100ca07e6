//! A recipe for a sheet, with everything in it that could be guessed: comments say what each guess rests on.

use std::fmt::Write;
use std::path::Path;

use super::table::{Asked, Table};
use crate::data::{Guess, Problem, Shape, Span, Survey, Total, apart, known_area, one_line};

/// A recipe, and what a person should know of it.
pub struct Sketch {
    /// The recipe.
    pub recipe: String,
    /// What was guessed, a line each.
    pub guessed: Vec<String>,
    /// What only a person can say.
    pub open: Vec<String>,
}

/// Stands before a day that only a person can say; no date reads so.
pub const FILL_IN: &str = "FILL IN, as ";

/// Rows looked at before the columns are guessed.
const HEAD: usize = 80;

/// What the words of a title say is counted.
const EVENTS: [(&str, &str); 28] = [
    ("offence", "offences"),
    ("crime", "crimes"),
    ("incident", "incidents"),
    ("arrest", "arrests"),
    ("seizure", "seizures"),
    ("complaint", "complaints"),
    ("death", "deaths"),
    ("search", "searches"),
    ("stop", "stops"),
    ("collision", "collisions"),
    ("casualty", "casualties"),
    ("burglary", "burglaries"),
    ("robbery", "robberies"),
    ("theft", "thefts"),
    ("assault", "assaults"),
    ("fine", "fines"),
    ("charge", "charges"),
    ("caution", "cautions"),
    ("conviction", "convictions"),
    ("prosecution", "prosecutions"),
    ("referral", "referrals"),
    ("report", "reports"),
    ("request", "requests"),
    ("application", "applications"),
    ("call", "calls"),
    ("victim", "victims"),
    ("fire", "fires"),
    ("case", "cases"),
];

/// The table of a file that most looks like one, and its columns.
fn find(path: &Path) -> Result<(Table, Guess), Problem> {
    let table = Table::open(path, &Asked::default())?;
    let mut best: Option<(usize, Table, Guess)> = None;
    let sheets = if table.sheets.is_empty() {
        vec![table.clone()]
    } else {
        table.sheets.iter().map(|sheet| table.with_sheet(sheet)).collect()
    };
    for table in sheets {
        let Some(guess) = Guess::of(&table.head(HEAD)?) else { continue };
        let score = match &guess.shape {
            Shape::Wide(columns) => columns.iter().filter(|(_, span)| span.is_some()).count(),
            Shape::Tidy { .. } => 2,
        };
        if best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, table, guess));
        }
    }
    best.map(|(_, table, guess)| (table, guess)).ok_or_else(|| {
        let help = "a table has a row of headings, the names of areas below one of them and figures below another";
        Problem::of_file(&table.name, "no table was found", help)
    })
}

/// Makes the recipe for a file that will stand beside it.
pub fn sketch(path: &Path) -> Result<Sketch, Problem> {
    let (table, guess) = find(path)?;
    let mut survey = Survey::default();
    let last = guess.header.last().copied().unwrap_or(0);
    table.rows(&mut |row| {
        if row.number > last {
            survey.row(&guess, &row);
        }
        true
    })?;
    survey.finish();
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut sketch = Writer {
        out: String::new(),
        guessed: Vec::new(),
        open: Vec::new(),
        table: &table,
        guess: &guess,
        survey: &survey,
    };
    sketch.write(&file, path);
    Ok(Sketch { recipe: sketch.out, guessed: sketch.guessed, open: sketch.open })
}

struct Writer<'a> {
    out: String,
    guessed: Vec<String>,
    open: Vec<String>,
    table: &'a Table,
    guess: &'a Guess,
    survey: &'a Survey,
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

fn list(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    if texts.iter().map(String::len).sum::<usize>() < 90 {
        format!("[{}]", texts.join(", "))
    } else {
        format!("[\n  {},\n]", texts.join(",\n  "))
    }
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    fn heading(&self, column: usize) -> String {
        self.guess.headings.get(column).cloned().unwrap_or_default()
    }

    fn write(&mut self, file: &str, path: &Path) {
        let known = self.survey.is_known();
        self.line(&format!(
            "# How the payload of {} is made: which column means what. Everything here was guessed; read it over.",
            one_line(file)
        ));
        self.line(&format!(
            "# Then: force-compare import {} -o FILE.json",
            one_line(&Path::new(file).with_extension("toml").display().to_string())
        ));
        self.line("");
        let title = self.title(path);
        self.guessed.push(format!("title: {title}"));
        self.line(&format!("title = {}", quoted(&title)));
        self.line("language = \"en-GB\"");
        self.line("# What a reader must know: what the figures do not mean, which are missing and why.");
        self.line("caveats = []");
        self.notes();
        self.line("");
        self.measure(&title);
        self.line("");
        self.line("# One area, and several.");
        let (one, more) = if known { ("force", "forces") } else { ("area", "areas") };
        self.line(&format!("[noun]\nsingular = \"{one}\"\nplural = \"{more}\"\n"));
        self.source();
        self.periods();
        self.areas(known);
        self.counts(file, known);
        self.markers();
        self.nation(known);
    }

    /// The text above the table that says what it is about, or the name of the file.
    fn title(&self, path: &Path) -> String {
        let titles = self.guess.above.iter().map(|text| without_number(apart(text).0));
        let above = titles.map(|text| text.strip_prefix("Number of ").map_or(text.clone(), capital)).find(|text| {
            let lower = text.to_lowercase();
            text.len() >= 8
                && ![
                    "source",
                    "note",
                    "contact",
                    "back to",
                    "this ",
                    "some ",
                    "publi",
                    "date",
                    "foi",
                    "freedom of",
                    "ref",
                    "request",
                    "response",
                ]
                .iter()
                .any(|start| lower.starts_with(start))
        });
        let name = path.file_stem().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
        let name = capital(&one_line(&name));
        above.unwrap_or(if name.is_empty() { "Figures".into() } else { name })
    }

    fn notes(&mut self) {
        let notes: Vec<_> = self
            .survey
            .without_figures
            .iter()
            .filter(|(row, text)| *row > self.survey.last && text.len() > 8)
            .take(12)
            .collect();
        if !notes.is_empty() {
            self.line("# From the notes under the table:");
            for (_, text) in notes {
                let short: String = text.chars().take(300).collect();
                self.line(&format!("#   {}", one_line(&short)));
            }
        }
    }

    fn measure(&mut self, title: &str) {
        let heads = self.guess.headings.join(" ");
        let words = format!("{title} {heads}").to_lowercase();
        let words: Vec<_> = words.split(|c: char| !c.is_alphabetic()).collect();
        let event = words.iter().find_map(|word| EVENTS.iter().find(|(one, more)| word == one || word == more));
        let (one, more) = event.copied().unwrap_or(("case", "cases"));
        self.line(
            "# What is counted: in full, then one and several of them as sentences say it (\"recorded 12 offences\").",
        );
        self.line(&format!("[measure]\nlabel = {}\nsingular = \"{one}\"\nplural = \"{more}\"", quoted(title)));
        if self.survey.is_amounts() {
            self.line("# The figures are not whole numbers: amounts, of which nothing about chance is said.\nkind = \"amount\"");
            self.guessed.push("figures: amounts, not counts of events, since many are not whole".into());
        }
        if event.is_none() {
            self.open.push("what one of the things counted is called ([measure] singular and plural)".into());
        }
    }

    fn source(&mut self) {
        let texts = self
            .guess
            .above
            .iter()
            .map(String::as_str)
            .chain(self.survey.without_figures.iter().map(|(_, text)| text.as_str()));
        let found = texts
            .filter_map(|text| {
                text.strip_prefix("Source:").or(text.strip_prefix("SOURCE:")).or(text.strip_prefix("Data source:"))
            })
            .next();
        self.line("# Who published the figures, what it is called, where to read it, and the day.");
        match found.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => {
                self.line(&format!("[source]\nname = {}", quoted(name)));
                self.guessed.push(format!("source: {name}"));
            }
            None => {
                self.line("# [source]\n# name = \"\"");
                self.open.push("the source ([source]): readers see it under the chart".into());
            }
        }
        self.line("# title = \"Freedom of Information request\"\n# url = \"https://\"\n# published = \"2018-09-13\"\n");
    }

    fn periods(&mut self) {
        self.line("# The periods, the earliest first, with their first and last days.");
        let spans: Vec<(String, Option<Span>)> = match &self.guess.shape {
            Shape::Wide(columns) => {
                columns.iter().map(|(column, span)| (self.heading(*column), span.clone())).collect()
            }
            Shape::Tidy { .. } => {
                let (spans, others) = self.survey.spans();
                if !others.is_empty() {
                    let others: Vec<_> = others.iter().take(3).map(|text| format!("“{text}”")).collect();
                    self.open.push(format!("the days of the period {}", others.join(", ")));
                }
                spans.into_iter().map(|(text, span)| (text, Some(span))).collect()
            }
        };
        let mut said = Vec::new();
        for (typed, span) in &spans {
            let Some(span) = span else {
                self.open.push("the days that the figures are about ([[periods]] start and end)".into());
                self.line(&format!("[[periods]]\nid = \"period\"\nlabel = \"\"\ncolumn = {}\n# Nothing says which days these figures are about.\nstart = \"{FILL_IN}2017-04-01\"\nend = \"{FILL_IN}2018-03-31\"\n", quoted(typed)));
                continue;
            };
            self.line("[[periods]]");
            self.line(&format!("id = {}\nlabel = {}", quoted(&span.id()), quoted(&span.label)));
            if *typed != span.label {
                self.line(&format!("column = {}", quoted(typed)));
            }
            if let Some(doubt) = span.doubt {
                self.line(&format!("# Look twice: {doubt}."));
            }
            self.line(&format!("start = \"{}\"\nend = \"{}\"\n", span.start, span.end));
            let doubt = span.doubt.map(|doubt| format!(" ({doubt})")).unwrap_or_default();
            said.push(format!("{}: {} to {}{doubt}", span.label, span.start, span.end));
        }
        let shape = if matches!(self.guess.shape, Shape::Wide(_)) { "a column each" } else { "a row for each figure" };
        let more = if said.len() > 6 { format!(" … and {} more", said.len() - 6) } else { String::new() };
        said.truncate(6);
        if !said.is_empty() {
            self.guessed.push(format!("periods, {shape}: {}{more}", said.join("; ")));
        }
    }

    fn areas(&mut self, known: bool) {
        let name = self.heading(self.guess.area);
        self.line("[areas]");
        let mut said = format!("areas: {} in column “{name}”", self.survey.areas.len());
        if known {
            self.line(
                "# Names are matched to the official ones of the United Kingdom's forces, whatever their spelling.",
            );
            self.line("known = \"police forces\"\nkind = \"police force area\"");
            said += ", matched to the official names of police forces";
            let others: Vec<String> = self.survey.others().into_iter().map(String::from).collect();
            if !others.is_empty() {
                self.line("# Not among them: areas all the same, or rows for counts.skip?");
                self.line(&format!("also = {}", list(&others)));
                said += &format!("; not among them: {}", others.join(", "));
            }
        }
        self.guessed.push(said);
        let mut columns = vec![format!("name = {}", quoted(&name))];
        for (key, column) in [("code", self.guess.code), ("group", self.guess.group)] {
            if let Some(column) = column.filter(|_| !known) {
                columns.push(format!("{key} = {}", quoted(&self.heading(column))));
            }
        }
        self.line(&format!("columns = {{ {} }}\n", columns.join(", ")));
    }

    fn counts(&mut self, file: &str, known: bool) {
        self.line(&format!("[counts]\nfile = {}", toml::Value::String(file.into())));
        if let Some(sheet) = &self.table.name.sheet {
            self.line(&format!("sheet = {}", toml::Value::String(sheet.clone())));
            if self.table.sheets.len() > 1 {
                self.guessed.push(format!("sheet: “{sheet}”, of {}", self.table.sheets.join(", ")));
            }
        }
        if let Some(delimiter) = self.table.delimiter().filter(|delimiter| *delimiter != ",") {
            self.line(&format!("delimiter = {}", quoted(delimiter)));
        }
        if let Some(encoding) = self.table.encoding() {
            self.line(&format!("encoding = {}", quoted(encoding)));
            self.guessed.push(format!("encoding: {encoding}; look whether names with accents are right"));
        }
        let rows: Vec<_> = self.guess.header.iter().map(u64::to_string).collect();
        let header = if rows.len() == 1 { rows.concat() } else { format!("[{}]", rows.join(", ")) };
        self.line(&format!("# The row of the headings, and the last row of the table, as the spreadsheet numbers them.\nheader = {header}"));
        let mut said = format!("headings: row {}", rows.join(" and "));
        if self.survey.below {
            self.line(&format!("last = {}", self.survey.last));
            said += &format!("; the table ends with row {}, below it are notes", self.survey.last);
        }
        self.guessed.push(said);
        if self.survey.spaced {
            self.line("thousands = \" \"");
        }
        let inside: Vec<String> = self
            .survey
            .without_figures
            .iter()
            .filter(|(row, text)| *row < self.survey.last && (known || is_remark(text)))
            .map(|(_, text)| text.clone())
            .collect();
        if !inside.is_empty() {
            self.line("# Rows between the areas that have no figures.");
            self.line(&format!("skip = {}", list(&inside)));
            self.guessed.push(format!("rows left out, since they have no figures: {}", inside.join(", ")));
        }
        let whole = self.survey.whole().map(|whole| whole.name.clone());
        let totals: Vec<String> = self
            .survey
            .totals
            .iter()
            .map(|total| total.name.clone())
            .filter(|name| Some(name) != whole.as_ref())
            .collect();
        if !totals.is_empty() {
            self.line("# Rows that sum up others: checked, and no areas.");
            self.line(&format!("totals = {}", list(&totals)));
            self.guessed.push(format!("rows of totals, to be checked: {}", totals.join(", ")));
        }
        if self.survey.repeated {
            self.kinds();
        }
        let area = quoted(&self.heading(self.guess.area));
        match &self.guess.shape {
            Shape::Wide(columns) => {
                self.line(&format!("columns = {{ area = {area} }}\n"));
                let used: Vec<usize> = columns
                    .iter()
                    .map(|(column, _)| *column)
                    .chain([self.guess.area])
                    .chain(self.guess.code)
                    .chain(self.guess.group)
                    .collect();
                let unused: Vec<_> = (0..self.guess.headings.len())
                    .filter(|column| !used.contains(column))
                    .map(|column| self.heading(column))
                    .filter(|heading| !heading.is_empty())
                    .collect();
                if !unused.is_empty() {
                    self.guessed.push(format!("columns not used: {}", unused.join(", ")));
                }
            }
            Shape::Tidy { period, count, flags } => {
                let flags =
                    flags.map(|column| format!(", flags = {}", quoted(&self.heading(column)))).unwrap_or_default();
                let (period, count) = (self.heading(*period), self.heading(*count));
                self.line("# A row is one figure.");
                self.line(&format!(
                    "columns = {{ area = {area}, period = {}, count = {}{flags} }}\n",
                    quoted(&period),
                    quoted(&count)
                ));
                self.guessed.push(format!("figures: column “{count}”"));
            }
        }
    }

    /// An area that has several rows for one period has one for each kind of something.
    fn kinds(&mut self) {
        self.line("# Areas have several rows for one period. Say which to take, such as:");
        for (column, kinds) in &self.survey.kinds {
            let some: Vec<_> = kinds.iter().take(8).map(String::as_str).collect();
            if let [first, _, ..] = some[..] {
                let heading = self.heading(*column);
                self.line(&format!(
                    "# only = {{ {} = {} }}  # or {}",
                    quoted(&heading),
                    quoted(first),
                    one_line(&some[1..].join(", "))
                ));
                self.open.push(format!("which rows to take (counts.only): column “{heading}” has {}", some.join(", ")));
            }
        }
    }

    fn markers(&mut self) {
        if self.survey.signs.is_empty() {
            return;
        }
        self.line("# What signs mean that stand in place of figures: missing, unavailable, withheld, not applicable, low, zero.\n[markers]");
        for (text, (count, row, column, sign, other)) in &self.survey.signs {
            let times = if *count == 1 { "once".into() } else { format!("{count} times") };
            let place = format!("{times}, first in row {row}, column {}", self.table.name.column(*column));
            self.line(&format!("# {place}. Or \"{other}\"?\n{} = \"{}\"", quoted(text), sign.name()));
            self.guessed.push(format!("“{text}” is taken for {}; elsewhere it means {other} ({place})", sign.name()));
            self.open.push(format!("what “{text}” stands for ([markers])"));
        }
        self.line("");
    }

    fn nation(&mut self, known: bool) {
        let Some(whole) = self.survey.whole() else { return };
        let sums = self.survey.sums_to(whole);
        let name = self.whole_name(whole, known);
        if name.starts_with("All ") {
            self.open.push(format!("what the whole is called whose row says “{}” ([nation] name)", whole.name));
        }
        self.line("# The whole that the areas belong to, as the sheet has it.");
        self.line(&format!("[nation]\nname = {}", quoted(&name)));
        if name != whole.name {
            self.line(&format!("row = {}", quoted(&whole.name)));
        }
        let short = if name == "United Kingdom" { "UK" } else { &name };
        self.line(&format!("short = {}", quoted(short)));
        self.line("# Whether the areas above sum to it: then their sum is checked.");
        self.line(&format!("areas_sum = {sums}"));
        let how = if sums { "the areas sum to it" } else { "the areas are not all that is in it" };
        self.guessed.push(format!("the whole: row “{}”; {how}", whole.name));
    }

    fn whole_name(&self, whole: &Total, known: bool) -> String {
        let bare = apart(&whole.name).0.replace('&', "and");
        let named = ["England and Wales", "United Kingdom", "Great Britain", "England", "Wales", "Scotland"];
        if let Some(name) = named.iter().find(|name| bare.to_lowercase().contains(&name.to_lowercase())) {
            return (*name).into();
        }
        if ["uk", "uk total", "total uk"].contains(&bare.to_lowercase().as_str()) {
            return "United Kingdom".into();
        }
        if !known {
            return "All areas".into();
        }
        let countries = self.survey.areas.iter().filter_map(|name| known_area(name)).map(|area| area.country);
        let mut countries: Vec<_> = countries.collect();
        countries.sort_unstable();
        countries.dedup();
        match countries[..] {
            ["England", "Wales"] if self.survey.areas.len() >= 40 => "England and Wales".into(),
            ["England", "Northern Ireland", "Scotland", "Wales"] => "United Kingdom".into(),
            _ => "All forces".into(),
        }
    }
}

/// `offences` at the start of a title.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// `Table 1a: Offences` is about offences.
fn without_number(text: &str) -> String {
    let lower = text.to_lowercase();
    let rest = if lower.starts_with("table") || lower.starts_with("figure") {
        text.split_once([':', '-', '–', '.']).map_or(text, |(_, rest)| rest)
    } else {
        text
    };
    one_line(rest)
}

/// A remark between the rows rather than an area without figures.
fn is_remark(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() > 60
        || text.ends_with(':')
        || ["note", "source", "of which", "please", "data ", "(", "["].iter().any(|start| lower.starts_with(start))
}
