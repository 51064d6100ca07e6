//! Writes the recipe of a sheet from what was found in it, says the choices that were made, and asks about the rest.

use std::fmt::Write;

use super::arithmetic::{Found, MadeOf};
use super::heading_words::{Named, named};
use super::periods::{self, DaysReading, PeriodsRead};
use super::question::{Candidate, Question, QuestionKind};
use super::recipe_text::{FILL_IN, column_name, form, list, period, quoted};
use super::survey::{NamedRow, RowKind};
use super::table::SheetTable;
use super::{Answers, DaySpan, Sketch, Survey, TableLayout, TableShape, events, naming, one_line, stem};
use crate::data::Date;

/// What kind of years the days are gathered into, and each year with its first and last day.
type Years = (String, Vec<(String, Date, Date)>);

/// Writes a recipe.
pub struct RecipeWriter<'a> {
    out: String,
    pub guessed: Vec<String>,
    pub open: Vec<String>,
    pub questions: Vec<Question>,
    pub table: &'a SheetTable<'a>,
    pub layout: &'a TableLayout,
    pub survey: &'a Survey,
    pub answers: &'a Answers,
}

/// How many periods are said one by one.
const SAID: usize = 8;

/// Dates of single events are gathered into years from this many on.
const MANY_DAYS: usize = 60;

impl<'a> RecipeWriter<'a> {
    /// A writer with the choices that were made so far.
    pub fn new(
        table: &'a SheetTable<'a>,
        layout: &'a TableLayout,
        survey: &'a Survey,
        answers: &'a Answers,
        guessed: Vec<String>,
    ) -> Self {
        Self { out: String::new(), guessed, open: Vec::new(), questions: Vec::new(), table, layout, survey, answers }
    }

    /// The recipe with what there is to say of it.
    pub fn finish(self) -> Sketch {
        Sketch { recipe: self.out, guessed: self.guessed, open: self.open, questions: self.questions }
    }

    /// Adds a line to the recipe.
    pub fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    /// The name of a column in a recipe: its heading, or `column B` if it has none or shares it.
    pub fn heading(&self, column: usize) -> String {
        column_name(&self.layout.headings, &self.table.name, column)
    }

    /// Asks a question on a place of the sheet.
    pub fn ask(
        &mut self,
        kind: QuestionKind,
        place: (Option<u64>, Option<usize>),
        asks: String,
        because: &str,
        candidates: Vec<Candidate>,
    ) {
        let file = Box::new(self.table.name.clone());
        self.questions.push(Question { kind, file, place, asks, because: because.into(), candidates, form: None });
    }

    /// Writes the whole recipe. `read` are the periods of a table with a column for each.
    pub fn write(&mut self, file: &str, read: Option<PeriodsRead>) {
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
        self.periods(read);
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

    /// Whether the figures are amounts: many are not whole, or their heading names a rate.
    fn is_amounts(&self) -> bool {
        let column = self.layout.first_figure();
        let derived = |column: usize| {
            let heading = self.layout.headings.get(column).map_or("", String::as_str);
            let rest = DaySpan::find(heading).map_or(heading.to_string(), |span| span.rest);
            named(&rest) == Named::Derived
        };
        match self.answers.text(&["measure", "kind"]) {
            Some(kind) => kind == "amount",
            None => self.survey.is_amounts() || column.is_some_and(derived),
        }
    }

    fn measure(&mut self, title: &str) {
        let heads = self.layout.headings.join(" ");
        let event = events::event(&format!("{title} {heads}"));
        let (one, more) = event.unwrap_or(("case", "cases"));
        self.line(
            "# What is counted: its full name, then the words for one and for several, as in \"recorded 12 offences\".",
        );
        self.line(&format!("[measure]\nlabel = {}\nsingular = \"{one}\"\nplural = \"{more}\"", quoted(title)));
        if self.is_amounts() {
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

    /// The labels of the periods as the recipe has to repeat them, each with the key of its figures in the survey.
    fn labels(&self) -> Vec<(String, String)> {
        match &self.layout.shape {
            TableShape::Wide(columns) => {
                columns.iter().map(|(column, _)| (self.heading(*column), format!("{column:05}"))).collect()
            }
            TableShape::Tidy { .. } => {
                self.survey.periods.iter().map(|(text, _)| (text.clone(), text.clone())).collect()
            }
        }
    }

    fn periods(&mut self, read: Option<PeriodsRead>) {
        self.line("# The periods, earliest first, each with its first and last day.");
        if let Some(answered) = self.answers.periods() {
            return self.answered_periods(&answered);
        }
        let labels = self.labels();
        let gathered = self.gathered_years();
        let read = match (&self.layout.shape, read) {
            (TableShape::Wide(columns), read) => PeriodsRead {
                spans: columns.iter().map(|(_, span)| span.clone()).collect(),
                doubt: read.and_then(|read| read.doubt).map(|(why, readings)| (why, self.in_order(readings))),
            },
            (TableShape::Tidy { .. }, _) => periods::read(&self.survey.periods, self.layout.context),
        };
        if let Some(readings) = gathered {
            return self.ask_for_years(readings);
        }
        let mut known: Vec<(String, String, DaySpan)> = Vec::new();
        let mut unknown = Vec::new();
        for ((typed, key), span) in labels.iter().zip(&read.spans) {
            match span {
                Some(span) => known.push((typed.clone(), key.clone(), span.clone())),
                None => unknown.push(typed.clone()),
            }
        }
        known.sort_by_key(|(_, _, span)| (span.start, span.end));
        let tidy = matches!(self.layout.shape, TableShape::Tidy { .. });
        if let (true, [first, ..]) = (tidy, &unknown[..]) {
            let others: Vec<_> = unknown.iter().take(3).map(|text| format!("“{text}”")).collect();
            self.open.push(format!("the first and last days of these periods: {}", others.join(", ")));
            if known.is_empty() {
                let asks = format!("Which days does “{first}” cover?");
                self.ask_for_days(asks, "nothing in the sheet says so", first, Vec::new());
            }
        } else if let Some(first) = unknown.first() {
            self.without_days(first);
        }
        let doubted = read.doubt.is_some();
        if let Some((why, readings)) = read.doubt {
            let label = labels.first().map(|(label, _)| label.clone()).unwrap_or_default();
            let texts: Vec<String> = labels.iter().map(|(label, _)| label.clone()).collect();
            let candidates = readings.iter().map(|reading| self.days_candidate(reading, &texts)).collect();
            let asks = match labels.len() {
                1 => format!("Which days does “{label}” cover?"),
                many => format!("Which days do “{label}” and the other {} cover?", many - 1),
            };
            self.ask_for_days(asks, &why, &label, candidates);
            let form = self.form_of(&labels, &read.spans);
            if let Some(question) = self.questions.last_mut().filter(|_| labels.len() <= SAID) {
                question.form = Some(form);
            }
        }
        self.write_spans(&known, doubted);
    }

    /// Readings in the order of the layout's columns, which are sorted by their days.
    fn in_order(&self, readings: Vec<DaysReading>) -> Vec<DaysReading> {
        let TableShape::Wide(columns) = &self.layout.shape else { return readings };
        // The columns were sorted by the first reading's days, stably.
        let mut order: Vec<usize> = (0..columns.len()).collect();
        if let Some(first) = readings.first() {
            order.sort_by_key(|at| first.spans.get(*at).cloned().flatten().map(|span| (span.start, span.end)));
        }
        let sorted = |reading: DaysReading| {
            let spans = order.iter().map(|at| reading.spans.get(*at).cloned().flatten()).collect();
            DaysReading { spans, ..reading }
        };
        readings.into_iter().map(sorted).collect()
    }

    fn days_candidate(&self, reading: &DaysReading, labels: &[String]) -> Candidate {
        let mut entries: Vec<(&DaySpan, &String)> =
            reading.spans.iter().zip(labels).filter_map(|(span, label)| Some((span.as_ref()?, label))).collect();
        entries.sort_by_key(|(span, _)| (span.start, span.end));
        let days = |span: &DaySpan| {
            if span.start == span.end { span.start.to_string() } else { format!("{} to {}", span.start, span.end) }
        };
        let gives = entries.iter().take(3).map(|(span, label)| (format!("{label}:"), days(span))).collect();
        let entries: Vec<String> = entries
            .iter()
            .map(|(span, label)| period(&span.id(), &span.label, label, &span.start.to_string(), &span.end.to_string()))
            .collect();
        Candidate { says: reading.says.clone(), gives, line: format!("periods = [{}]", entries.join(", ")) }
    }

    fn ask_for_days(&mut self, asks: String, because: &str, column: &str, candidates: Vec<Candidate>) {
        let place = (self.layout.header.last().copied(), self.layout.first_figure());
        self.ask(QuestionKind::Days, place, asks, because, candidates);
        if let Some(question) = self.questions.last_mut() {
            question.form = Some(form(column));
        }
    }

    /// The line to fill in for periods of which the sheet says something: what it says stands there to be corrected.
    fn form_of(&self, labels: &[(String, String)], spans: &[Option<DaySpan>]) -> String {
        let entries = labels.iter().zip(spans).map(|((label, _), span)| match span {
            Some(span) => {
                let day = |day: Date| format!("{FILL_IN}, as {day}");
                period(&span.id(), &span.label, label, &day(span.start), &day(span.end))
            }
            None => period(FILL_IN, FILL_IN, label, FILL_IN, FILL_IN),
        });
        format!("periods = [{}]", entries.collect::<Vec<_>>().join(", "))
    }

    fn without_days(&mut self, column: &str) {
        self.line(&format!("[[periods]]\nid = \"period\"\nlabel = \"{FILL_IN}, as 2017/18\""));
        self.line(&format!("column = {}", quoted(column)));
        self.line("# The sheet does not say which days these figures cover.");
        self.line(&format!("start = \"{FILL_IN}, as 2017-04-01\"\nend = \"{FILL_IN}, as 2018-03-31\"\n"));
        let asks = format!("Which days do the figures of “{column}” cover?");
        self.ask_for_days(asks, "nothing in the sheet says so", column, Vec::new());
    }

    fn answered_periods(&mut self, answered: &[toml::Table]) {
        for entry in answered {
            self.line("[[periods]]");
            for (key, value) in entry {
                self.line(&format!("{key} = {value}"));
            }
            self.line("");
            let text = |key: &str| entry.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_string();
            self.guessed.push(format!(
                "period {}: {} to {}, as you answered",
                text("label"),
                text("start"),
                text("end")
            ));
        }
    }

    fn write_spans(&mut self, spans: &[(String, String, DaySpan)], doubted: bool) {
        let mut ids: Vec<String> = Vec::new();
        for (nth, (typed, key, span)) in spans.iter().enumerate() {
            let mut id = span.id();
            if ids.contains(&id) {
                id = format!("{id}-{}", ids.len() + 1);
            }
            ids.push(id.clone());
            self.line("[[periods]]");
            self.line(&format!("id = {}\nlabel = {}", quoted(&id), quoted(&span.label)));
            if *typed != span.label {
                self.line(&format!("column = {}", quoted(typed)));
            }
            if let Some(ambiguity) = span.ambiguity {
                self.line(&format!("# Check this: {ambiguity}."));
            }
            let open = if doubted { format!("{FILL_IN}, as ") } else { String::new() };
            self.line(&format!("start = \"{open}{}\"\nend = \"{open}{}\"\n", span.start, span.end));
            if doubted || nth >= SAID {
                continue;
            }
            let ambiguity = span.ambiguity.map(|ambiguity| format!(" ({ambiguity})")).unwrap_or_default();
            let place = match &self.layout.shape {
                TableShape::Wide(_) => format!(" in column “{typed}”"),
                TableShape::Tidy { .. } => String::new(),
            };
            let some = self.three(key);
            self.guessed.push(format!("{}: {} to {}{ambiguity}{place}: {some}", span.label, span.start, span.end));
        }
        if spans.len() > SAID && !doubted {
            self.guessed.push(format!("and {} periods more", spans.len() - SAID));
        }
        let overlap = spans.windows(2).find(|pair| pair[1].2.start <= pair[0].2.end);
        if let Some([a, b]) = overlap.filter(|_| !doubted) {
            self.guessed.push(format!("periods that overlap: {} and {}", a.2.label, b.2.label));
        }
    }

    /// The first three areas with their figures in a period.
    fn three(&self, key: &str) -> String {
        let some: Vec<String> = self
            .survey
            .areas()
            .filter_map(|row| Some(format!("{} {}", row.name, row.figures.get(key)?)))
            .take(3)
            .collect();
        if some.is_empty() { "no figures".into() } else { some.join(", ") }
    }

    /// Single dates of events, gathered into years.
    fn gathered_years(&self) -> Option<Vec<Years>> {
        let TableShape::Tidy { count, .. } = &self.layout.shape else { return None };
        let spans: Vec<DaySpan> =
            periods::read(&self.survey.periods, self.layout.context).spans.into_iter().flatten().collect();
        let single = spans.iter().filter(|span| span.start == span.end).count();
        let add =
            count.is_none() || self.answers.says(&["counts", "add_up"]) == Some(true) || self.survey.repeated.is_some();
        if single * 2 <= spans.len() || !(add && single > 3 || single > MANY_DAYS) {
            return None;
        }
        let (first, last) = (spans.iter().map(|span| span.start).min()?, spans.iter().map(|span| span.end).max()?);
        let years = |month: u8| -> Vec<(String, Date, Date)> {
            let begin = if (first.month(), month) < (month, 13) && first.month() < month {
                first.year() - 1
            } else {
                first.year()
            };
            (begin..=last.year())
                .filter_map(|year| {
                    let start = Date::new(year, month, 1)?;
                    let end = if month == 1 { Date::new(year, 12, 31)? } else { Date::new(year + 1, 3, 31)? };
                    let label = if month == 1 { year.to_string() } else { format!("{year}/{:02}", (year + 1) % 100) };
                    (start <= last).then_some((label, start, end))
                })
                .collect()
        };
        Some(vec![("calendar years".into(), years(1)), ("financial years from April to March".into(), years(4))])
    }

    fn ask_for_years(&mut self, readings: Vec<Years>) {
        let candidates = readings.iter().map(|(says, years)| {
            let entries: Vec<String> = years
                .iter()
                .map(|(label, start, end)| {
                    period(&label.replace('/', "-"), label, label, &start.to_string(), &end.to_string())
                })
                .collect();
            let gives =
                years.iter().take(3).map(|(label, start, end)| (format!("{label}:"), format!("{start} to {end}")));
            Candidate {
                says: says.clone(),
                gives: gives.collect(),
                line: format!("periods = [{}]", entries.join(", ")),
            }
        });
        let candidates = candidates.collect();
        let because = "the rows have single days, and the first or the last year may not be whole";
        self.ask_for_days("Into which periods are the days gathered?".into(), because, "2017/18", candidates);
        self.line(
            "# The rows have single days. Into which periods are they gathered? For example, one of these lists,",
        );
        self.line("# in place of this entry and above the first [table]:");
        let lines: Vec<String> =
            self.questions.iter().flat_map(|question| &question.candidates).map(|known| known.line.clone()).collect();
        lines.iter().filter(|line| line.starts_with("periods")).for_each(|line| self.line(&format!("# {line}")));
        self.line(&format!("[[periods]]\nid = \"{FILL_IN}\"\nlabel = \"{FILL_IN}\""));
        self.line(&format!("start = \"{FILL_IN}\"\nend = \"{FILL_IN}\"\n"));
    }

    fn areas(&mut self, known: bool) {
        let name = self.heading(self.layout.area);
        self.line("[areas]");
        let mut said = format!("areas: {} in column “{name}”", self.survey.areas().count());
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

    /// Asks about the rows that may be areas or sums. Returns their names.
    pub fn doubtful_rows(&mut self) -> Vec<String> {
        let doubtful: Vec<(NamedRow, Option<Found>)> = self
            .survey
            .rows
            .iter()
            .zip(&self.survey.kinds)
            .filter_map(|(row, kind)| match kind {
                RowKind::Doubtful(found) => Some((row.clone(), *found)),
                _ => None,
            })
            .collect();
        for (row, found) in &doubtful {
            let key = super::recipe_text::key(&row.name);
            let figures = row.figures.values().next().map(f64::to_string).unwrap_or_default();
            let (because, other, answer) = match found {
                Some(found) if matches!(found.made, MadeOf::Mean(_)) => {
                    (how(found), "an average: leave it out", "skip")
                }
                Some(found) => (how(found), "a total: check it, and show no area of that name", "total"),
                None => (
                    "its figures are at least those of all others together, or its name says so".into(),
                    "a total",
                    "total",
                ),
            };
            let candidates = vec![
                Candidate {
                    says: other.into(),
                    gives: vec![(row.name.clone(), figures.clone())],
                    line: format!("counts.rows.{key} = \"{answer}\""),
                },
                Candidate {
                    says: "an area like the others".into(),
                    gives: vec![(row.name.clone(), figures)],
                    line: format!("counts.rows.{key} = \"area\""),
                },
            ];
            let place = (Some(row.row), Some(self.layout.area));
            self.ask(QuestionKind::Row, place, format!("Is “{}” an area?", row.name), &because, candidates);
        }
        let mut names: Vec<String> = doubtful.into_iter().map(|(row, _)| row.name).collect();
        // In a list of forces, a name that is none and has no figures is a note.
        for (row, name) in self.survey.trailing.iter().filter(|_| !self.survey.is_known()) {
            let key = super::recipe_text::key(name);
            let candidate = |says: &str, answer: &str| Candidate {
                says: says.into(),
                gives: Vec::new(),
                line: format!("counts.rows.{key} = \"{answer}\""),
            };
            let candidates =
                vec![candidate("an area without figures", "area"), candidate("a note: leave it out", "skip")];
            let place = (Some(*row), Some(self.layout.area));
            let because = "it stands right below the last row, and has no figures";
            self.ask(QuestionKind::Row, place, format!("Is “{name}” an area?"), because, candidates);
            names.push(name.clone());
        }
        names
    }
}

/// How a row was found to be a sum or a mean.
pub fn how(found: &Found) -> String {
    let made = match found.made {
        MadeOf::All => "the sum of all other rows".to_string(),
        MadeOf::Above(rows) => format!("the sum of the {rows} rows above it"),
        MadeOf::Below(rows) => format!("the sum of the {rows} rows below it"),
        MadeOf::Sums(rows) => format!("the sum of {rows} totals above it"),
        MadeOf::Mean(rows) => format!("the mean of the {rows} rows above it"),
    };
    let open = if found.open { ", where all of them are known" } else { "" };
    format!("its figures are {made}{open}")
}
