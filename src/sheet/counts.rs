//! Reads the counts of a recipe row by row. Memory grows with the number of areas and periods, not with that of rows.

use std::collections::{BTreeMap, HashMap};

use super::area_index::{AreaIndex, Described, RowSubject};
use super::body::{Body, text};
use super::recipe::{CountsEntry, Recipe};
use super::{
    Ambiguity, CellAt, CellReading, DaySpan, Problem, Problems, ReadRules, Severity, SheetRow, is_same, one_line,
};
use crate::data::{Count, Date, Flags, Marker, Observation, Period, Source};

/// Everything that was read from the rows of counts.
#[derive(Default)]
pub struct Counts {
    /// The figures of the areas: a list for each period, with an entry for each area.
    pub areas: Vec<Vec<Observation>>,
    /// The row that each of these figures comes from; 0 if there is none.
    pub rows: Vec<Vec<u64>>,
    /// The nation's figures, by period.
    pub nation: BTreeMap<usize, Stated>,
    /// The figures of totals, by the total's index and the period.
    pub totals: BTreeMap<(usize, usize), Stated>,
    /// Flags beside figures: area, period, flags.
    pub flags: Vec<(usize, usize, Flags)>,
    /// The sources that single areas name.
    pub sources: Vec<Source>,
    /// Words in place of figures: for each area, the periods and the words.
    words: BTreeMap<usize, Vec<(usize, String)>>,
}

/// A figure that covers several areas, and its cell.
pub struct Stated {
    pub observation: Observation,
    pub row: SheetRow,
    pub column: usize,
}

/// How the figures are arranged: a column for each period, or a row for each figure.
enum CountsShape {
    Wide(Vec<usize>),
    Tidy { period: usize, count: Option<usize>, flags: Option<usize> },
}

/// The columns of a row of counts.
struct Columns {
    named: usize,
    shape: CountsShape,
    described: Described,
    publisher: Option<usize>,
    url: Option<usize>,
    published: Option<usize>,
    note: Option<usize>,
    part: Option<usize>,
    only: Vec<(usize, String)>,
}

impl Columns {
    fn of(table: &CountsTable<'_>, problems: &mut Problems) -> Option<Self> {
        let CountsTable { recipe, body, periods, own_areas, .. } = *table;
        let CountsEntry { columns, only, .. } = &recipe.counts;
        let shape = match (&columns.period, &columns.count) {
            (Some(period), count) if count.is_some() || recipe.counts.count_rows => CountsShape::Tidy {
                period: problems.take(body.column(period))?,
                count: problems.take(body.optional(count.as_deref()))?,
                flags: problems.take(body.optional(columns.flags.as_deref()))?,
            },
            _ => {
                let headings = recipe
                    .periods
                    .iter()
                    .zip(periods)
                    .map(|(typed, period)| typed.column.as_ref().unwrap_or(&period.label));
                let found: Vec<_> = headings.map(|heading| problems.take(body.column(heading))).collect();
                CountsShape::Wide(found.into_iter().collect::<Option<_>>()?)
            }
        };
        let only: Vec<_> =
            only.iter().map(|(column, value)| Some((problems.take(body.column(column))?, value.clone()))).collect();
        let mut optional = |column: &Option<String>| problems.take(body.optional(column.as_deref()));
        let (publisher, url) = (optional(&columns.publisher)?, optional(&columns.url)?);
        let (published, note) = (optional(&columns.published)?, optional(&columns.note)?);
        let part = if own_areas { None } else { optional(&recipe.areas.columns.part)? };
        let described = if own_areas { Described::default() } else { problems.take(Described::of(recipe, body))? };
        let named = problems.take(body.column(&columns.area))?;
        Some(Self {
            named,
            shape,
            described,
            publisher,
            url,
            published,
            note,
            part,
            only: only.into_iter().collect::<Option<_>>()?,
        })
    }
}

/// The table of counts, and how to read it.
#[derive(Clone, Copy)]
pub struct CountsTable<'a> {
    pub recipe: &'a Recipe,
    pub body: &'a Body<'a>,
    pub periods: &'a [Period],
    pub rules: &'a ReadRules,
    /// Whether the areas have a file of their own.
    pub own_areas: bool,
}

/// Reads the rows of counts one after the other.
struct CountsReader<'a, 'r> {
    recipe: &'a Recipe,
    body: &'a Body<'a>,
    columns: Columns,
    periods: &'a [Period],
    rules: &'a ReadRules,
    index: &'a mut AreaIndex<'r>,
    problems: &'a mut Problems,
    counts: Counts,
    labels: HashMap<String, usize>,
    /// How many rows repeat an area that already has its figures.
    twice: usize,
}

/// Repeated rows are reported one by one until there are this many, and as one problem from there on.
const SHOWN: usize = 6;

impl Counts {
    /// Reads all rows of counts. Areas that are not listed elsewhere are added to the index. `None`, with a problem, if
    /// a column is missing or the file cannot be read; problems with single cells are only reported.
    pub fn read(table: CountsTable<'_>, index: &mut AreaIndex<'_>, problems: &mut Problems) -> Option<Self> {
        let columns = Columns::of(&table, problems)?;
        let CountsTable { recipe, body, periods, rules, .. } = table;
        let counts =
            Self { areas: vec![Vec::new(); periods.len()], rows: vec![Vec::new(); periods.len()], ..Self::default() };
        let mut reader = CountsReader {
            recipe,
            body,
            columns,
            periods,
            rules,
            index,
            problems,
            counts,
            labels: HashMap::new(),
            twice: 0,
        };
        let read = body.rows(&mut |row| reader.row(row));
        let CountsReader { mut counts, problems, index, .. } = reader;
        problems.take(read)?;
        counts.grow(index.areas.len());
        if recipe.counts.count_rows {
            counts.without_events();
        }
        for (area, words) in &counts.words {
            let note = &mut index.areas[*area].note;
            if note.is_none() {
                *note = Some(in_place_of_figures(words, periods));
            }
        }
        Some(counts)
    }

    /// Where rows are events, an area without a row in a period had none then.
    fn without_events(&mut self) {
        for observation in self.areas.iter_mut().flatten().filter(|observation| observation.value().is_none()) {
            if let Ok(none) = Count::new(0.0) {
                *observation = Observation::Count(none);
            }
        }
    }

    fn grow(&mut self, areas: usize) {
        for (observations, rows) in self.areas.iter_mut().zip(&mut self.rows) {
            observations.resize(areas, Observation::Marker(Marker::Missing));
            rows.resize(areas, 0);
        }
    }
}

/// The marker of a sum of which a part is not known. A small number that was withheld is no bound of the sum.
fn part_unknown(part: Observation) -> Observation {
    match part {
        Observation::Marker(Marker::Below(_) | Marker::Low) => Observation::Marker(Marker::Withheld),
        part => part,
    }
}

/// The note for readers on an area that has words in place of figures.
fn in_place_of_figures(words: &[(usize, String)], periods: &[Period]) -> String {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for (period, words) in words {
        let label = periods[*period].label.as_str();
        match said.iter_mut().find(|(known, _)| known == words) {
            Some((_, labels)) => labels.push(label),
            None => said.push((words, vec![label])),
        }
    }
    let said: Vec<_> = said.iter().map(|(words, labels)| format!("“{words}” ({})", labels.join(", "))).collect();
    format!("In place of a figure the source says {}.", said.join(" and "))
}

impl CountsReader<'_, '_> {
    fn row(&mut self, row: &SheetRow) {
        let counts = &self.recipe.counts;
        let other = |(column, value): &(usize, String)| {
            let text = row.cell(*column).text();
            text != *value && one_line(&text) != *value
        };
        if self.columns.only.iter().any(other) {
            return;
        }
        if let Some(part) = self.columns.part
            && !self.recipe.areas.accept.iter().any(|accept| *accept == row.cell(part).text())
        {
            return;
        }
        if counts.skip_rows.contains(&row.number) || (row.hidden && counts.hidden == Some(false)) {
            return;
        }
        if row.hidden && counts.hidden.is_none() {
            self.problems.gather("hidden", || {
                let help = "to leave out what is hidden, set counts.hidden to false; set it to true if this is right";
                Problem::of_cell(
                    self.body.name(),
                    row,
                    self.columns.named,
                    "the workbook hides this row, and it was read",
                    help,
                )
                .as_a(Severity::Warning)
            });
        }
        if counts.last.is_some_and(|last| row.number > last) {
            return self.below(row);
        }
        if let Some(problem) = self.body.too_wide(row) {
            return self.problems.add(problem);
        }
        let (named, described) = (self.columns.named, self.columns.described);
        let cell = CellAt { file: self.body.name(), row, column: named };
        let Some(subject) = self.index.of(&cell, &described, self.problems) else { return };
        if subject == RowSubject::Skipped {
            return;
        }
        self.counts.grow(self.index.areas.len());
        let mut before = None;
        for (period, column) in self.figures(row) {
            let Some(column) = column else {
                self.one_more(subject, period, row);
                continue;
            };
            match self.earlier(subject, period) {
                Some(_) if self.recipe.counts.add_up => self.add_up(subject, period, cell.with_column(column)),
                Some(first) => before = Some(first),
                None => self.figure(subject, period, cell.with_column(column)),
            }
        }
        if let Some(first) = before {
            let message = match self.columns.shape {
                CountsShape::Wide(_) => format!("row {first} already has figures for this area"),
                CountsShape::Tidy { .. } => format!("row {first} already has a figure for this area and period"),
            };
            let help = "delete one of the two rows, or leave one out with counts.skip_rows; \
                        if they are of different kinds, say with counts.only which kind to take";
            // Where this happens often, or in a row for each figure, the rows are of several kinds: that is one
            // problem.
            self.twice += 1;
            let sort = match self.columns.shape {
                CountsShape::Wide(_) if self.twice < SHOWN => format!("twice {first}"),
                CountsShape::Wide(_) => "twice".into(),
                CountsShape::Tidy { .. } => "twice".into(),
            };
            self.problems.gather(&sort, || cell.problem(message, help));
        }
        if let RowSubject::Area(area) = subject {
            self.describe(area, row);
        }
    }

    /// The periods that a row has figures for, each with the column of its figure; without one the row is one event.
    fn figures(&mut self, row: &SheetRow) -> Vec<(usize, Option<usize>)> {
        let (column, count) = match &self.columns.shape {
            CountsShape::Wide(columns) => return columns.iter().copied().map(Some).enumerate().collect(),
            CountsShape::Tidy { period, count, .. } => (*period, *count),
        };
        let label = one_line(&row.cell(column).text());
        if let Some(period) = self.labels.get(&label) {
            return vec![(*period, count)];
        }
        let typed = |at: usize| self.recipe.periods[at].column.as_deref();
        let found = self.periods.iter().enumerate().position(|(at, period)| {
            period.label == label || period.id == label || typed(at).is_some_and(|column| is_same(column, &label))
        });
        let gathers = self.recipe.counts.add_up || self.recipe.counts.count_rows;
        let found = found.or_else(|| if gathers { self.period_around(&label) } else { None });
        if let Some(period) = found {
            self.labels.insert(label, period);
            return vec![(period, count)];
        }
        let help = "correct the period, or add it to the recipe under [[periods]]";
        self.problems.gather(&format!("period {label}"), || {
            Problem::of_cell(self.body.name(), row, column, "the recipe has no such period", help)
        });
        Vec::new()
    }

    /// The period that has all the days of a label in it, if only one has.
    fn period_around(&self, label: &str) -> Option<usize> {
        let span = DaySpan::find(label)?;
        let within = |period: &Period| period.start() <= span.start && span.end <= period.end();
        let mut found = self.periods.iter().enumerate().filter(|(_, period)| within(period)).map(|(at, _)| at);
        found.next().filter(|_| found.next().is_none())
    }

    /// Counts one more event of an area.
    fn one_more(&mut self, subject: RowSubject, period: usize, row: &SheetRow) {
        let RowSubject::Area(area) = subject else { return };
        let known = self.counts.areas[period][area].value().unwrap_or(0.0);
        if let Ok(count) = Count::new(known + 1.0) {
            self.counts.areas[period][area] = Observation::Count(count);
            self.counts.rows[period][area] = row.number;
        }
    }

    /// Adds a figure to the one that the subject already has. A sum of which a part is not known is not known.
    fn add_up(&mut self, subject: RowSubject, period: usize, cell: CellAt<'_>) {
        let reading = match self.rules.read(cell.row.cell(cell.column)) {
            Ok(reading) => reading,
            Err(unread) => return self.problems.add(cell.problem(unread.problem, unread.help)),
        };
        self.say(&reading, cell);
        let rules = self.rules;
        let mut fault = None;
        let mut sum = |known: Observation| match (known.value(), reading.observation.value()) {
            (Some(known), Some(more)) => rules.sum(known, more).unwrap_or_else(|unread| {
                fault = Some(unread);
                Observation::Marker(Marker::Missing)
            }),
            (Some(_), None) => part_unknown(reading.observation),
            _ => part_unknown(known),
        };
        match subject {
            RowSubject::Area(area) => {
                let known = &mut self.counts.areas[period][area];
                *known = sum(*known);
            }
            RowSubject::Nation => {
                if let Some(stated) = self.counts.nation.get_mut(&period) {
                    stated.observation = sum(stated.observation);
                }
            }
            RowSubject::Total(total) => {
                if let Some(stated) = self.counts.totals.get_mut(&(total, period)) {
                    stated.observation = sum(stated.observation);
                }
            }
            RowSubject::Skipped => {}
        }
        if let Some(unread) = fault {
            self.problems.add(cell.problem(unread.problem, unread.help));
        }
    }

    /// The row that already gave the subject a figure for this period.
    fn earlier(&self, subject: RowSubject, period: usize) -> Option<u64> {
        match subject {
            RowSubject::Area(area) => Some(self.counts.rows[period][area]).filter(|row| *row > 0),
            RowSubject::Nation => self.counts.nation.get(&period).map(|stated| stated.row.number),
            RowSubject::Total(total) => self.counts.totals.get(&(total, period)).map(|stated| stated.row.number),
            RowSubject::Skipped => None,
        }
    }

    fn figure(&mut self, subject: RowSubject, period: usize, cell: CellAt<'_>) {
        let CellAt { file, row, column } = cell;
        let reading = match self.rules.read(row.cell(column)) {
            Ok(reading) => reading,
            Err(unread) => {
                return self.problems.gather(&format!("{} in {column} of {}", unread.problem, row.number), || {
                    cell.problem(unread.problem, unread.help)
                });
            }
        };
        self.say(&reading, cell);
        if file.sheet.is_none() && column >= row.cells.len() {
            let message = "this row ends before the column, so the figure was read as missing";
            self.problems.gather("short", || {
                cell.problem(message, "check that no delimiter is missing from the row").as_a(Severity::Warning)
            });
        }
        let CellReading { observation, mut flags, words, .. } = reading;
        match subject {
            RowSubject::Area(area) => {
                (self.counts.areas[period][area], self.counts.rows[period][area]) = (observation, row.number);
                if let Some(words) = words {
                    self.counts.words.entry(area).or_default().push((period, words));
                }
                if let CountsShape::Tidy { flags: Some(beside), .. } = self.columns.shape
                    && let Some(text) = text(row, Some(beside))
                {
                    match Flags::parse(&text) {
                        Some(parsed) => flags = parsed,
                        None => {
                            let cell = cell.with_column(beside);
                            self.problems.add(
                                cell.problem(
                                    "this is not a flag such as [p] or [r][e]",
                                    "correct the flag, or delete it",
                                ),
                            );
                        }
                    }
                }
                if flags != Flags::default() {
                    self.counts.flags.push((area, period, flags));
                }
            }
            RowSubject::Nation => {
                drop(self.counts.nation.insert(period, Stated { observation, row: row.clone(), column }))
            }
            RowSubject::Total(total) => {
                drop(self.counts.totals.insert((total, period), Stated { observation, row: row.clone(), column }))
            }
            RowSubject::Skipped => {}
        }
    }

    /// Reports what a reader of the recipe should know of a reading: ambiguity, footnote marks, words.
    fn say(&mut self, reading: &CellReading, cell: CellAt<'_>) {
        let typed = cell.row.cell(cell.column).text();
        match &reading.ambiguity {
            Some(Ambiguity::Placeholder(placeholder, other)) => {
                self.problems.gather(&format!("sign {}", typed.to_lowercase()), || {
                    let message = format!("read as “{}”, but other files mean “{other}” by it", placeholder.name());
                    let help = format!(
                        "say which it is under [markers] in the recipe: \
                         \"{typed}\" = \"{}\" or \"{typed}\" = \"{other}\"",
                        placeholder.name()
                    );
                    cell.problem(message, help).as_a(Severity::Warning)
                })
            }
            Some(Ambiguity::Space) => self.problems.gather("spaces", || {
                let help = "if that is right, set counts.thousands to \" \"; \
                            if the cell holds two figures, leave one in it";
                cell.problem("the space was read as a thousands separator", help).as_a(Severity::Warning)
            }),
            None => {}
        }
        if !reading.marks.is_empty() {
            let message = format!("“{}” was read as a footnote mark", reading.marks);
            let help = "if readers need the footnote, add it to caveats in the recipe";
            self.problems.gather("marks of figures", || cell.problem(message, help).as_a(Severity::Note));
        }
        if let Some(words) = &reading.words {
            let message = format!("there is no figure; “{words}” was kept as the area's note");
            self.problems.gather("words", || cell.problem(message, "").as_a(Severity::Note));
        }
    }

    /// A row below the table: it is taken for a note, and reported if it has a figure.
    fn below(&mut self, row: &SheetRow) {
        let columns: &[usize] = match &self.columns.shape {
            CountsShape::Wide(columns) => columns,
            CountsShape::Tidy { count, .. } => count.as_slice(),
        };
        let value = |column: &&usize| {
            self.rules.read(row.cell(**column)).is_ok_and(|reading| reading.observation.value().is_some())
        };
        if let Some(column) = columns.iter().find(value) {
            let help = "if the table has grown, set counts.last to the number of its last row";
            self.problems.gather("below", || {
                Problem::of_cell(
                    self.body.name(),
                    row,
                    *column,
                    "this figure is below the last row of the table and was left out",
                    help,
                )
                .as_a(Severity::Warning)
            });
        }
    }

    /// Takes the source and the note of an area from the row. If the area has several rows, the last one counts.
    fn describe(&mut self, area: usize, row: &SheetRow) {
        let columns = &self.columns;
        self.index.particulars[area].source = text(row, columns.publisher).map(|name| {
            let published = text(row, columns.published);
            let date = published.as_deref().and_then(Date::parse);
            if let (Some(_), None, Some(column)) = (&published, date, columns.published) {
                self.problems.add(Problem::of_cell(
                    self.body.name(),
                    row,
                    column,
                    "this is not a date",
                    "write it as 2017-03-31",
                ));
            }
            let source = Source { name, title: None, url: text(row, columns.url), published: date };
            let sources = &mut self.counts.sources;
            sources.iter().position(|known| *known == source).unwrap_or_else(|| {
                sources.push(source);
                sources.len() - 1
            })
        });
        if columns.note.is_some() {
            self.index.areas[area].note = text(row, columns.note);
        }
    }
}
