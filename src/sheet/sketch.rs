//! Writes a recipe for a sheet that has none, with everything in it that can be guessed. Comments in the recipe tell a
//! person what to check.

use std::fmt::Write;

use super::table::{ReadOptions, SheetTable};
use super::{
    DaySpan, Files, Problem, SheetRow, Survey, TableLayout, TableShape, base, naming, official_area, one_line, stem,
};

/// A guessed recipe, and what a person should know about it.
pub struct Sketch {
    /// The text of the recipe.
    pub recipe: String,
    /// The guesses, a line for each.
    pub guessed: Vec<String>,
    /// The questions that only a person can answer, a line for each.
    pub open: Vec<String>,
}

/// Marks a day in the recipe that only a person can fill in. With it in front, the text is not a valid date.
pub const FILL_IN: &str = "FILL IN, as ";

/// How many rows are looked at to guess the columns.
const HEAD: usize = 80;

/// The sheet that looks most like a table of figures, and its layout.
fn find<'f>(files: &'f dyn Files, file: &str) -> Result<(SheetTable<'f>, TableLayout), Problem> {
    let table = SheetTable::open(files, file, &ReadOptions::default())?;
    let mut best: Option<(usize, SheetTable<'f>, TableLayout)> = None;
    let mut across = false;
    let sheets = if table.sheets.is_empty() {
        vec![table.clone()]
    } else {
        table.sheets.iter().map(|sheet| table.with_sheet(sheet)).collect()
    };
    for table in sheets {
        let head = table.head(HEAD)?;
        across |= head.iter().any(|row| areas_in(row) > 2);
        let Some(layout) = TableLayout::of(&head) else { continue };
        let score = match &layout.shape {
            TableShape::Wide(columns) => columns.iter().filter(|(_, span)| span.is_some()).count(),
            TableShape::Tidy { .. } => 2,
        };
        if best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, table, layout));
        }
    }
    best.map(|(_, table, layout)| (table, layout)).ok_or_else(|| {
        let help = if across {
            "the areas seem to be the headings; transpose the table (copy, Paste Special, Transpose) \
             so that they are in one column"
        } else {
            "a table needs a row of headings, with the names of areas below one of them and figures below another"
        };
        Problem::of_file(&table.name, "no table was found in this file", help)
    })
}

/// How many cells of a row name an official area.
fn areas_in(row: &SheetRow) -> usize {
    row.cells.iter().filter(|cell| official_area(&cell.text()).is_some()).count()
}

/// Guesses the recipe for a file; the recipe has to be saved beside it. Fails if the file cannot be read or has no
/// table.
///
/// A guessed recipe may hold [`FILL_IN`], which makes it invalid until a person has replaced it.
pub fn sketch(files: &dyn Files, file: &str) -> Result<Sketch, Problem> {
    let (table, layout) = find(files, file)?;
    let mut survey = Survey::default();
    let last = layout.header.last().copied().unwrap_or(0);
    table.rows(&mut |row| {
        if row.number > last {
            survey.row(&layout, &row);
        }
        true
    })?;
    survey.finish();
    let mut sketch = RecipeWriter {
        out: String::new(),
        guessed: Vec::new(),
        open: Vec::new(),
        table: &table,
        layout: &layout,
        survey: &survey,
    };
    sketch.write(base(file));
    Ok(Sketch { recipe: sketch.out, guessed: sketch.guessed, open: sketch.open })
}

/// Writes a recipe from what was found in a sheet.
pub struct RecipeWriter<'a> {
    out: String,
    pub guessed: Vec<String>,
    pub open: Vec<String>,
    pub table: &'a SheetTable<'a>,
    pub layout: &'a TableLayout,
    pub survey: &'a Survey,
}

/// A text as a TOML string.
pub fn quoted(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

/// A TOML list of texts, in one line if it is short enough.
pub fn list(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    if texts.iter().map(String::len).sum::<usize>() < 90 {
        format!("[{}]", texts.join(", "))
    } else {
        format!("[\n  {},\n]", texts.join(",\n  "))
    }
}

impl RecipeWriter<'_> {
    /// Adds a line to the recipe.
    pub fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    /// The name of a column in a recipe: its heading, or `column B` if it has none or shares it.
    pub fn heading(&self, column: usize) -> String {
        let heading = self.layout.headings.get(column).cloned().unwrap_or_default();
        let same = self.layout.headings.iter().filter(|other| **other == heading).count();
        if heading.is_empty() || same > 1 { self.table.name.nth(column) } else { heading }
    }

    fn write(&mut self, file: &str) {
        let known = self.survey.is_known();
        self.line(&format!(
            "# How {} is read: which column means what. All of it was guessed: check it, and correct what is wrong.",
            one_line(file)
        ));
        self.line(&format!(
            "# Then run: force-compare import {} -o FILE.json",
            one_line(&format!("{}.toml", stem(file)))
        ));
        self.line("");
        let title = naming::title(self.layout, file);
        self.guessed.push(format!("title: {title}"));
        self.line(&format!("title = {}", quoted(&title)));
        self.line("language = \"en-GB\"");
        self.line("# What readers must know, such as what the figures do not mean, and which are missing and why.");
        self.line("caveats = []");
        self.notes();
        self.line("");
        self.measure(&title);
        self.line("");
        self.line("# The word for one area, and for several.");
        let (one, more) = if known { ("force", "forces") } else { ("area", "areas") };
        self.line(&format!("[noun]\nsingular = \"{one}\"\nplural = \"{more}\"\n"));
        self.source();
        self.periods();
        self.areas(known);
        self.counts(file, known);
        self.markers();
        self.nation(known);
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
        let heads = self.layout.headings.join(" ");
        let event = naming::event(&format!("{title} {heads}"));
        let (one, more) = event.unwrap_or(("case", "cases"));
        self.line(
            "# What is counted: its full name, then the words for one and for several, as in \"recorded 12 offences\".",
        );
        self.line(&format!("[measure]\nlabel = {}\nsingular = \"{one}\"\nplural = \"{more}\"", quoted(title)));
        if self.survey.is_amounts() {
            self.line(
                "# Many figures are not whole numbers, so they are amounts; of amounts nothing is said about chance.\n\
                 kind = \"amount\"",
            );
            self.guessed.push("figures: amounts, not counts of events, because many are not whole numbers".into());
        }
        if event.is_none() {
            self.open
                .push("the words for one and for several of what is counted ([measure] singular and plural)".into());
        }
    }

    fn source(&mut self) {
        let texts = self
            .layout
            .above
            .iter()
            .map(String::as_str)
            .chain(self.survey.without_figures.iter().map(|(_, text)| text.as_str()));
        let found = texts
            .filter_map(|text| {
                text.strip_prefix("Source:").or(text.strip_prefix("SOURCE:")).or(text.strip_prefix("Data source:"))
            })
            .next();
        self.line("# Who published the figures, under which title, at which address, and on which day.");
        match found.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => {
                self.line(&format!("[source]\nname = {}", quoted(name)));
                self.guessed.push(format!("source: {name}"));
            }
            None => {
                self.line("# [source]\n# name = \"\"");
                self.open.push("the source of the figures, which readers see under the chart ([source])".into());
            }
        }
        self.line("# title = \"Freedom of Information request\"\n# url = \"https://\"\n# published = \"2018-09-13\"\n");
    }

    fn periods(&mut self) {
        self.line("# The periods, earliest first, each with its first and last day.");
        let spans: Vec<(String, Option<DaySpan>)> = match &self.layout.shape {
            TableShape::Wide(columns) => {
                columns.iter().map(|(column, span)| (self.heading(*column), span.clone())).collect()
            }
            TableShape::Tidy { .. } => {
                let (spans, others) = self.survey.spans();
                if !others.is_empty() {
                    let others: Vec<_> = others.iter().take(3).map(|text| format!("“{text}”")).collect();
                    self.open.push(format!("the first and last days of these periods: {}", others.join(", ")));
                }
                spans.into_iter().map(|(text, span)| (text, Some(span))).collect()
            }
        };
        let mut said = Vec::new();
        for (typed, span) in &spans {
            let Some(span) = span else {
                self.open.push("the first and last day that the figures cover ([[periods]] start and end)".into());
                self.line("[[periods]]\nid = \"period\"\nlabel = \"\"");
                self.line(&format!("column = {}", quoted(typed)));
                self.line("# The sheet does not say which days these figures cover.");
                self.line(&format!("start = \"{FILL_IN}2017-04-01\"\nend = \"{FILL_IN}2018-03-31\"\n"));
                continue;
            };
            self.line("[[periods]]");
            self.line(&format!("id = {}\nlabel = {}", quoted(&span.id()), quoted(&span.label)));
            if *typed != span.label {
                self.line(&format!("column = {}", quoted(typed)));
            }
            if let Some(ambiguity) = span.ambiguity {
                self.line(&format!("# Check this: {ambiguity}."));
            }
            self.line(&format!("start = \"{}\"\nend = \"{}\"\n", span.start, span.end));
            let ambiguity = span.ambiguity.map(|ambiguity| format!(" ({ambiguity})")).unwrap_or_default();
            said.push(format!("{}: {} to {}{ambiguity}", span.label, span.start, span.end));
        }
        let shape =
            if matches!(self.layout.shape, TableShape::Wide(_)) { "a column each" } else { "a row for each figure" };
        let more = if said.len() > 6 { format!(" … and {} more", said.len() - 6) } else { String::new() };
        said.truncate(6);
        if !said.is_empty() {
            self.guessed.push(format!("periods, {shape}: {}{more}", said.join("; ")));
        }
    }

    fn areas(&mut self, known: bool) {
        let name = self.heading(self.layout.area);
        self.line("[areas]");
        let mut said = format!("areas: {} in column “{name}”", self.survey.areas.len());
        if known {
            self.line("# Names are matched to the official names of UK police forces; usual variants are understood.");
            self.line("known = \"police forces\"\nkind = \"police force area\"");
            said += ", matched to the official names of police forces";
            let others: Vec<String> = self.survey.others().into_iter().map(String::from).collect();
            if !others.is_empty() {
                self.line("# These names are not in that list. Keep those that are areas;");
                self.line("# move the others to skip under [counts].");
                self.line(&format!("also = {}", list(&others)));
                said += &format!("; not in that list: {}", others.join(", "));
            }
        }
        self.guessed.push(said);
        let mut columns = vec![format!("name = {}", quoted(&name))];
        for (key, column) in [("code", self.layout.code), ("group", self.layout.group)] {
            if let Some(column) = column.filter(|_| !known) {
                columns.push(format!("{key} = {}", quoted(&self.heading(column))));
            }
        }
        self.line(&format!("columns = {{ {} }}\n", columns.join(", ")));
    }
}
