//! Finds out how a sheet without a recipe is to be read, and writes the recipe. What the sheet settles is said as a
//! choice; what it does not settle is asked.

use std::collections::HashSet;

use super::columns::{Columns, ColumnsChosen, ColumnsOf};
use super::heading::{is_words, one_line};
use super::heading_words::words;
use super::official_areas::{official_area, place_of};
use super::periods::{self, LabelCell, PeriodContext, PeriodsRead};
use super::profile::Profile;
use super::question::{Candidate, Question, QuestionKind};
use super::recipe_text::{FILL_IN, column_name, quoted};
use super::recipe_writer::RecipeWriter;
use super::table::{ReadOptions, SheetTable};
use super::table_layout::{OtherTables, filled, names_areas};
use super::{
    Answers, DaySpan, Files, Problem, SheetRow, Survey, TableHead, TableLayout, TableShape, base, is_same, nearest,
};

/// A recipe that was made of a sheet, and what a person should know about it.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// The text of the recipe; empty while a question is open that comes before all others.
    pub recipe: String,
    /// The choices that were made, a line for each.
    pub guessed: Vec<String>,
    /// The entries that only a person can fill in and that change no figure, a line for each.
    pub open: Vec<String>,
    /// What the sheet does not settle. While there is one, the recipe makes no payload.
    pub questions: Vec<Question>,
}

/// The answer that names a sheet of the workbook.
pub fn sheet_named(sheet: &str) -> String {
    format!("counts.sheet = {}", toml::Value::String(sheet.into()))
}

/// The recipe with something in each place that is still to be filled in, to find what else is wrong with the sheet:
/// days, a marker for a mark, an area for a row. `None` if something else is open.
pub fn provisional(sketch: &Sketch) -> Option<String> {
    let mild =
        |question: &Question| matches!(question.kind, QuestionKind::Days | QuestionKind::Mark | QuestionKind::Row);
    if !sketch.questions.iter().all(mild) {
        return None;
    }
    let mut section = "";
    let filled = |line: &str, section: &str| match section {
        "[markers]" => line.replace(FILL_IN, "missing"),
        "[counts.rows]" => line.replace(FILL_IN, "area"),
        _ => line.replace(&format!("{FILL_IN}, as "), ""),
    };
    let mut text = String::new();
    for line in sketch.recipe.lines() {
        if line.starts_with('[') {
            section = line;
        }
        text += &filled(line, section);
        text.push('\n');
    }
    Some(text).filter(|text| !sketch.recipe.is_empty() && !text.contains(FILL_IN))
}

/// How many rows are looked at to find the headings.
const HEAD: usize = 80;

/// What a question ends: the sheet cannot be read further, or it is no sheet of figures at all.
enum Stop {
    Ask(Box<Question>),
    Fail(Problem),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Fail(problem)
    }
}

impl From<Box<Question>> for Stop {
    fn from(question: Box<Question>) -> Self {
        Self::Ask(question)
    }
}

/// A sheet with its first rows and its headings.
struct Sheet<'f> {
    table: SheetTable<'f>,
    rows: Vec<SheetRow>,
    head: TableHead,
}

/// Finds out how a file is to be read; the recipe has to be saved beside it. `answers` are lines of a recipe that answer
/// earlier questions. Fails if the file cannot be read or has no table, or an answer is none.
pub fn sketch(files: &dyn Files, file: &str, answers: &[String]) -> Result<Sketch, Problem> {
    let answers = Answers::read(answers.iter().map(String::as_str))?;
    let mut guessed = Vec::new();
    match sketched(files, file, &answers, &mut guessed) {
        Ok(sketch) => Ok(sketch),
        Err(Stop::Ask(question)) => Ok(Sketch { guessed, questions: vec![*question], ..Sketch::default() }),
        Err(Stop::Fail(problem)) => Err(problem),
    }
}

fn sketched(files: &dyn Files, file: &str, answers: &Answers, guessed: &mut Vec<String>) -> Result<Sketch, Stop> {
    let sheet = choose_sheet(files, file, answers, guessed)?;
    let (layout, profile) = layout(&sheet, answers, guessed)?;
    let (layout, read) = with_periods(layout, &sheet, &profile, answers);
    let mut survey = survey(&sheet, &layout, answers)?;
    survey.finish();
    let mut writer = RecipeWriter::new(&sheet.table, &layout, &survey, answers, std::mem::take(guessed));
    writer.write(base(file), read);
    Ok(writer.finish())
}

/// How well a sheet's table fits: with known areas, with a heading that names areas, or neither.
fn rank(sheet: &Sheet<'_>) -> Option<usize> {
    let (area, _) = sheet.head.areas(&sheet.rows).first().copied()?;
    let mut profile = Profile::default();
    let body = || sheet.rows.iter().filter(|row| row.number > sheet.head.last());
    for row in body() {
        profile.row(row, area);
    }
    let figures = |column: usize| {
        column != area
            && profile.columns[column].has_figures()
            && !profile.columns[column].is_periods()
            && !is_running_number(sheet.head.headings.get(column), &profile, column)
    };
    let events = (0..profile.columns.len()).any(|column| column != area && profile.columns[column].is_periods());
    let any = (0..profile.columns.len()).any(figures);
    if !any && !events {
        return None;
    }
    let names: HashSet<String> = body().map(|row| one_line(&row.cell(area).text())).collect();
    let known = names.iter().filter(|name| official_area(name).is_some() || place_of(name).is_some()).count();
    let named = sheet.head.headings.get(area).is_some_and(|heading| names_areas(heading));
    Some(usize::from(any) * if known >= 2 { 3 } else { 1 + usize::from(named) })
}

/// Whether a column numbers the rows: those of a list of notes, or the pages of a list of contents.
fn is_running_number(heading: Option<&String>, profile: &Profile, column: usize) -> bool {
    let notes = ["note", "notes", "no", "number", "page", "table", "sheet", "tab"];
    heading.is_some_and(|heading| words(heading).iter().any(|word| notes.contains(&word.as_str())))
        && profile.columns[column].numbers == profile.columns[column].texts.len()
        && profile.columns[column].years == 0
        && profile.columns[column].fractions == 0
        && profile.columns[column].texts.iter().all(|text| text.len() <= 3)
}

/// The sheet that has the figures, with the headings of its table.
fn choose_sheet<'f>(
    files: &'f dyn Files,
    file: &str,
    answers: &Answers,
    guessed: &mut Vec<String>,
) -> Result<Sheet<'f>, Stop> {
    let asked = ReadOptions { sheet: answers.text(&["counts", "sheet"]).map(String::from), ..ReadOptions::default() };
    let table = SheetTable::open(files, file, &asked)?;
    let given = answers.rows(&["counts", "header"]);
    let sheets = if table.sheets.is_empty() || asked.sheet.is_some() {
        vec![table.clone()]
    } else {
        table.sheets.iter().map(|sheet| table.with_sheet(sheet)).collect()
    };
    let only = sheets.len() == 1;
    let (mut found, mut across): (Vec<(usize, Sheet<'f>)>, bool) = (Vec::new(), false);
    for table in sheets {
        let rows = if given.is_empty() {
            table.head(HEAD)?
        } else {
            table.head(HEAD + given.iter().max().map_or(0, |row| *row as usize))?
        };
        across |=
            rows.iter().any(|row| row.cells.iter().filter(|cell| official_area(&cell.text()).is_some()).count() > 2);
        let Some(head) = TableHead::find(&rows, &given) else { continue };
        let sheet = Sheet { table, rows, head };
        let rank = rank(&sheet);
        if let Some(rank) = rank.or(only.then_some(0)) {
            found.push((rank, sheet));
        }
    }
    let best = found.iter().map(|(rank, _)| *rank).max();
    let hidden: Vec<String> = table.hidden_sheets().to_vec();
    let Some(best) = best else {
        let help = if across {
            "the areas seem to be the headings; transpose the table (copy, Paste Special, Transpose) \
             so that they are in one column"
        } else {
            "a table needs a row of headings, with the names of areas below one of them and figures below another"
        };
        let hidden = match hidden.is_empty() {
            true => String::new(),
            false => format!("; the workbook hides these sheets, which may have it: {}", hidden.join(", ")),
        };
        return Err(Problem::of_file(&table.name, "no table was found in this file", format!("{help}{hidden}")).into());
    };
    if !hidden.is_empty() {
        guessed.push(format!("sheets that the workbook hides, not read: {}", hidden.join(", ")));
    }
    let mut fitting: Vec<Sheet<'f>> =
        found.into_iter().filter(|(rank, _)| *rank == best).map(|(_, sheet)| sheet).collect();
    if fitting.len() > 1 {
        let candidates = fitting.iter().take(12).map(|sheet| {
            let name = sheet.table.name.sheet.clone().unwrap_or_default();
            Candidate { says: format!("sheet “{name}”"), gives: first_figures(sheet), line: sheet_named(&name) }
        });
        let more = fitting.len().saturating_sub(12);
        let because = match more {
            0 => format!("{} sheets have a table of areas with figures", fitting.len()),
            more => format!("{} sheets have a table of areas with figures, {more} more than are listed", fitting.len()),
        };
        let question = Question {
            kind: QuestionKind::Sheet,
            file: Box::new(crate::sheet::FileName { sheet: None, ..table.name.clone() }),
            place: (None, None),
            asks: "Which sheet has the figures?".into(),
            because,
            candidates: candidates.collect(),
            form: (more > 0).then(|| "counts.sheet = \"FILL IN\"".into()),
        };
        return Err(Stop::Ask(Box::new(question)));
    }
    Ok(fitting.swap_remove(0))
}

/// The first areas of a sheet, each with its last figure, to tell one sheet from another.
fn first_figures(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    first_figures_until(sheet, u64::MAX)
}

fn first_figures_until(sheet: &Sheet<'_>, until: u64) -> Vec<(String, String)> {
    let Some((area, _)) = sheet.head.areas(&sheet.rows).first().copied() else { return Vec::new() };
    let body = sheet.rows.iter().filter(|row| row.number > sheet.head.last() && row.number <= until);
    let pair = |row: &SheetRow| {
        let name = is_words(row.cell(area)).then(|| one_line(&row.cell(area).text()))?;
        let figure = row.cells.iter().enumerate().find(|(at, cell)| *at != area && !cell.is_blank() && !is_words(cell));
        Some((name, figure.map(|(_, cell)| one_line(&cell.text()))?))
    };
    body.filter_map(pair).take(3).collect()
}

/// The layout of the sheet's table, with columns that are chosen or asked for.
fn layout(sheet: &Sheet<'_>, answers: &Answers, guessed: &mut Vec<String>) -> Result<(TableLayout, Profile), Stop> {
    let Sheet { table, rows, head } = sheet;
    answers.columns().into_iter().try_for_each(|wanted| named_column(sheet, &wanted))?;
    let question = |kind, place, asks: &str, because: &str, candidates| {
        let file = Box::new(table.name.clone());
        Box::new(Question { kind, file, place, asks: asks.into(), because: because.into(), candidates, form: None })
    };
    let ranked = head.areas(rows);
    let no_area = || {
        let help =
            "a table needs a row of headings, with the names of areas below one of them and figures below another";
        Problem::of_file(&table.name, "no column in this table has names of areas", help)
    };
    let name = |column: usize| column_name(&head.headings, &table.name, column);
    let answered = answers.text(&["counts", "columns", "area"]);
    let area = match answered {
        Some(answer) => {
            (0..head.headings.len()).find(|column| name(*column) == answer || head.headings[*column] == answer)
        }
        None => ranked.first().map(|(column, _)| *column),
    };
    let area = area.ok_or_else(no_area)?;
    let beside = beside(sheet, area);
    let mut left_out: HashSet<usize> = HashSet::new();
    if !beside.is_empty() {
        let mut starts: Vec<usize> = beside.iter().copied().chain([area]).collect();
        starts.sort_unstable();
        if answered.is_none() {
            let candidates = starts.iter().map(|column| Candidate {
                says: format!("the table that begins in column {}", table.name.column(*column)),
                gives: shown_beside(sheet, *column),
                line: format!("counts.columns.area = {}", quoted(&name(*column))),
            });
            let asks = "Which of the tables has the figures?";
            let because = "tables stand beside each other on this sheet";
            let place = (Some(head.last()), Some(area));
            return Err(question(QuestionKind::Table, place, asks, because, candidates.collect()).into());
        }
        let next = starts.iter().copied().find(|column| *column > area).unwrap_or(usize::MAX);
        left_out.extend((0..head.headings.len()).filter(|column| *column < area || *column >= next));
    }
    let mut profile = Profile::default();
    let mut others = OtherTables::below(head.last());
    table.rows(&mut |row| {
        if row.number > head.last() {
            others.row(&row);
            // A row with a single text is a note, wherever it stands, and says nothing of its column.
            if others.found.is_empty() && filled(&row) > 1 {
                profile.row(&row, area);
            }
        }
        true
    })?;
    let until = others.found.first().map(|row| row.number.saturating_sub(1));
    if !others.found.is_empty() && answers.rows(&["counts", "header"]).is_empty() {
        let mut candidates = vec![Candidate {
            says: format!("the table with the headings in row {}", head.last()),
            gives: first_figures_until(sheet, until.unwrap_or(u64::MAX)),
            line: header_line(&head.header),
        }];
        candidates.extend(others.found.iter().take(8).map(|row| {
            Candidate {
                says: format!("the table with the headings in row {}", row.number),
                gives: row
                    .cells
                    .iter()
                    .filter(|cell| !cell.is_blank())
                    .take(4)
                    .map(|cell| (one_line(&cell.text()), String::new()))
                    .collect(),
                line: header_line(&[row.number]),
            }
        }));
        let asks = "Which of the tables has the figures?";
        let because = "there are several tables on this sheet, one below the other";
        return Err(question(QuestionKind::Table, (Some(head.last()), None), asks, because, candidates).into());
    }
    if answered.is_none() {
        ask_for_areas(sheet, &profile, &ranked).map_or(Ok(()), |question| Err(Stop::Ask(question)))?;
    }
    let code = (0..profile.columns.len()).find(|column| *column != area && profile.columns[*column].is_codes());
    let group = (0..head.headings.len()).find(|column| {
        *column != area
            && words(&head.headings[*column]).iter().any(|word| ["region", "regions", "group"].contains(&word.as_str()))
            && profile.columns.get(*column).is_some_and(|profile| profile.is_words())
    });
    let hidden: HashSet<usize> = table.hidden_columns()?;
    ask_for_hidden(sheet, &profile, &hidden, area, answers)?;
    if answers.says(&["counts", "hidden"]) == Some(false) {
        left_out.extend(hidden.iter().filter(|column| **column != area));
    }
    let columns_of =
        ColumnsOf { file: &table.name, head, profile: &profile, area, code, group, left_out: &left_out, answers };
    let ColumnsChosen { columns, passed_over } = columns_of.choose()?;
    if !passed_over.is_empty() {
        guessed.push(format!("numbers that were not taken for the figures: {}", passed_over.join("; ")));
    }
    let shape = match columns {
        Columns::Wide(columns) => TableShape::Wide(columns.into_iter().map(|column| (column, None)).collect()),
        Columns::Single(column) => TableShape::Wide(vec![(column, None)]),
        Columns::Tidy { period, count, flags } => TableShape::Tidy { period, count, flags },
    };
    let (header, headings, above) = (head.header.clone(), head.headings.clone(), head.above.clone());
    Ok((
        TableLayout { header, headings, area, code, group, shape, above, until, context: PeriodContext::default() },
        profile,
    ))
}

/// Fails if an answer names a column that the table does not have.
fn named_column(sheet: &Sheet<'_>, wanted: &str) -> Result<(), Problem> {
    let Sheet { table, head, .. } = sheet;
    let all = 0..head.headings.len();
    let known = |column: usize| table.name.nth(column) == wanted || is_same(&head.headings[column], wanted);
    if all.into_iter().any(known) {
        return Ok(());
    }
    let filled: Vec<&str> = head.headings.iter().map(String::as_str).filter(|heading| !heading.is_empty()).collect();
    let near = nearest(wanted, filled.iter().copied()).map(|near| format!("did you mean “{near}”? "));
    let help = format!("{}The headings are: {}", near.unwrap_or_default(), filled.join(", "));
    let place = Some((head.last(), None));
    Err(Problem { place, ..Problem::of_file(&table.name, format!("no column has the heading “{wanted}”"), help) })
}

fn header_line(rows: &[u64]) -> String {
    let rows: Vec<String> = rows.iter().map(u64::to_string).collect();
    if rows.len() == 1 {
        format!("counts.header = {}", rows[0])
    } else {
        format!("counts.header = [{}]", rows.join(", "))
    }
}

/// The columns of areas of other tables beside this one: further to the side, with the same heading or known names,
/// and with other names in the same rows.
fn beside(sheet: &Sheet<'_>, area: usize) -> Vec<usize> {
    let Sheet { rows, head, .. } = sheet;
    let body = || rows.iter().filter(|row| row.number > head.last() && !row.is_blank());
    let known = |column: usize| body().filter(|row| official_area(&row.cell(column).text()).is_some()).count();
    let text = |row: &SheetRow, column: usize| one_line(&row.cell(column).text()).to_lowercase();
    let is_beside = |column: &usize| {
        let column = *column;
        if column.abs_diff(area) < 2 {
            return false;
        }
        let same_heading = !head.headings[column].is_empty() && head.headings[column] == head.headings[area];
        let words = body().filter(|row| is_words(row.cell(column))).count();
        let between = (column.min(area) + 1..column.max(area))
            .any(|column| body().any(|row| !row.cell(column).is_blank() && !is_words(row.cell(column))));
        let differ = body().any(|row| !row.cell(column).is_blank() && text(row, column) != text(row, area));
        words >= 2 && between && differ && (same_heading || (known(column) >= 2 && known(area) >= 2))
    };
    (0..head.headings.len()).filter(is_beside).collect()
}

fn shown_beside(sheet: &Sheet<'_>, area: usize) -> Vec<(String, String)> {
    let body = sheet.rows.iter().filter(|row| row.number > sheet.head.last());
    let pair = |row: &SheetRow| {
        let name = is_words(row.cell(area)).then(|| one_line(&row.cell(area).text()))?;
        Some((name, row.cells.iter().skip(area + 1).find(|cell| !cell.is_blank()).map(|cell| one_line(&cell.text()))?))
    };
    body.filter_map(pair).take(3).collect()
}

/// Asks which column names the areas, if two fit equally well.
fn ask_for_areas(sheet: &Sheet<'_>, profile: &Profile, ranked: &[(usize, usize)]) -> Option<Box<Question>> {
    let Sheet { table, head, .. } = sheet;
    let (first, best) = *ranked.first()?;
    let figures = (0..profile.columns.len()).find(|column| {
        let column = &profile.columns[*column];
        column.has_figures() && !column.is_words() && !column.is_periods()
    });
    let known = |column: usize| profile.columns.get(column).map_or(0, |profile| profile.official);
    let fits = |(column, score): &&(usize, usize)| {
        *column != first
            && *score * 10 >= best * 9
            && *score >= 3
            && known(*column) == known(first)
            && figures.is_none_or(|figures| *column < figures || first > figures)
            // A column that is different in each row beside one that repeats names something else.
            && profile.columns[*column].is_words()
    };
    let rival = ranked.iter().find(fits)?;
    let mut columns = [first, rival.0];
    columns.sort_unstable();
    let name = |column: usize| column_name(&head.headings, &table.name, column);
    let candidates = columns.iter().map(|column| {
        let texts: Vec<(String, String)> = sheet
            .rows
            .iter()
            .filter(|row| row.number > head.last() && is_words(row.cell(*column)))
            .map(|row| (one_line(&row.cell(*column).text()), String::new()))
            .take(3)
            .collect();
        let (says, line) =
            (format!("column “{}”", name(*column)), format!("counts.columns.area = {}", quoted(&name(*column))));
        Candidate { says, gives: texts, line }
    });
    Some(Box::new(Question {
        kind: QuestionKind::Areas,
        file: Box::new(table.name.clone()),
        place: (Some(head.last()), Some(columns[0])),
        asks: "Which column names the areas?".into(),
        because: "two columns have names in them".into(),
        candidates: candidates.collect(),
        form: None,
    }))
}

/// Asks whether to read what the workbook hides, where there are figures in it.
fn ask_for_hidden(
    sheet: &Sheet<'_>,
    profile: &Profile,
    hidden: &HashSet<usize>,
    area: usize,
    answers: &Answers,
) -> Result<(), Stop> {
    let Sheet { table, head, .. } = sheet;
    let mut columns: Vec<usize> = hidden
        .iter()
        .copied()
        .filter(|column| *column != area && profile.columns.get(*column).is_some_and(|profile| profile.has_figures()))
        .collect();
    columns.sort_unstable();
    if answers.says(&["counts", "hidden"]).is_some() || (columns.is_empty() && profile.hidden_rows.is_empty()) {
        return Ok(());
    }
    let mut what = Vec::new();
    if !columns.is_empty() {
        let names: Vec<_> =
            columns.iter().map(|column| format!("“{}”", column_name(&head.headings, &table.name, *column))).collect();
        what.push(format!("column {}", names.join(", ")));
    }
    if !profile.hidden_rows.is_empty() {
        let rows: Vec<String> = profile.hidden_rows.iter().take(8).map(u64::to_string).collect();
        let more = if profile.hidden_rows.len() > 8 { " and more" } else { "" };
        what.push(format!("row {}{more}", rows.join(", ")));
    }
    let gives = columns.first().and_then(|column| profile.columns.get(*column)).map(|profile| profile.shown.clone());
    Err(Stop::Ask(Box::new(Question {
        kind: QuestionKind::Hidden,
        file: Box::new(table.name.clone()),
        place: (profile.hidden_rows.first().copied().or(Some(head.last())), columns.first().copied()),
        asks: format!("Is what the workbook hides to be read: {}?", what.join("; ")),
        because: "figures that are hidden may be left over, or filtered away".into(),
        candidates: vec![
            Candidate { says: "leave it out".into(), gives: Vec::new(), line: "counts.hidden = false".into() },
            Candidate { says: "read it".into(), gives: gives.unwrap_or_default(), line: "counts.hidden = true".into() },
        ],
        form: None,
    })))
}

/// Reads the periods of a table with a column for each.
fn with_periods(
    mut layout: TableLayout,
    sheet: &Sheet<'_>,
    profile: &Profile,
    answers: &Answers,
) -> (TableLayout, Option<PeriodsRead>) {
    let title = format!("{} {}", layout.above.join(" "), layout.headings.join(" "));
    let british = profile.columns.get(layout.area).is_some_and(|area| area.official >= 2);
    let context = |columns: &Columns| {
        let none = HashSet::new();
        let columns_of = ColumnsOf {
            file: &sheet.table.name,
            head: &sheet.head,
            profile,
            area: layout.area,
            code: None,
            group: None,
            left_out: &none,
            answers,
        };
        let school = words(&title).iter().any(|word| SCHOOL.contains(&word.as_str()));
        PeriodContext { stock: columns_of.is_stock(columns, &title), school, british }
    };
    match &layout.shape {
        TableShape::Tidy { period, count, flags } => {
            let columns = Columns::Tidy { period: *period, count: *count, flags: *flags };
            layout.context = context(&columns);
            (layout, None)
        }
        TableShape::Wide(columns) => {
            let columns: Vec<usize> = columns.iter().map(|(column, _)| *column).collect();
            let labels: Vec<(String, LabelCell)> = columns.iter().map(|column| sheet.head.label(*column)).collect();
            layout.context = context(&Columns::Wide(columns.clone()));
            let mut read = periods::read(&labels, layout.context);
            if columns.len() == 1 && read.spans[0].is_none() {
                read.spans[0] = periods::of_titles(&layout.above);
            }
            let mut shape: Vec<(usize, Option<DaySpan>)> =
                columns.into_iter().zip(read.spans.iter().cloned()).collect();
            shape.sort_by_key(|(_, span)| span.as_ref().map(|span| (span.start, span.end)));
            layout.shape = TableShape::Wide(shape);
            (layout, Some(read))
        }
    }
}

/// Words of a title about schools, whose years begin in September.
const SCHOOL: [&str; 16] = [
    "school",
    "schools",
    "pupil",
    "pupils",
    "academic",
    "exclusions",
    "suspensions",
    "students",
    "student",
    "classroom",
    "teachers",
    "truancy",
    "gcse",
    "undergraduates",
    "universities",
    "university",
];

/// Goes through the whole table.
fn survey(sheet: &Sheet<'_>, layout: &TableLayout, answers: &Answers) -> Result<Survey, Problem> {
    let column = |name: &String| {
        (0..layout.headings.len()).find(|column| column_name(&layout.headings, &sheet.table.name, *column) == *name)
    };
    let only = answers.pairs(&["counts", "only"]);
    let mut survey = Survey::default();
    survey.answered = answers.pairs(&["counts", "rows"]).into_iter().collect();
    survey.only = only.iter().filter_map(|(name, text)| Some((column(name)?, text.clone()))).collect();
    survey.add_up = answers.says(&["counts", "add_up"]) == Some(true);
    survey.without_hidden = answers.says(&["counts", "hidden"]) == Some(false);
    survey.thousands = answers.text(&["counts", "thousands"]).and_then(|text| text.chars().next());
    let last = sheet.head.last();
    sheet.table.rows(&mut |row| {
        if row.number > last {
            survey.row(layout, &row);
        }
        true
    })?;
    Ok(survey)
}
