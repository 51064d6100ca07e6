//! Makes a payload of a recipe and the files that it names.

use std::collections::HashMap;

use super::area_index::{AreaIndex, RowSubject};
use super::body::Body;
use super::counts::{Counts, CountsTable};
use super::entries::{self, EntryError, line_of};
use super::files::text_of;
use super::recipe::{CountsEntry, KindEntry, Recipe};
use super::recipe_text::FILL_IN;
use super::table::ReadOptions;
use super::totals::Totals;
use super::{FileName, Files, Problem, Problems, ReadRules, Refused, Severity, one_line, sketch, stem};
use crate::data::{
    self, About, Column, Dataset, Draft, Marker, MeasureKind, Nation, Observation, Payload, Population, Support,
};

/// Makes the payload of a recipe, or of a spreadsheet with the recipe beside it. `name` is its name among the files; a
/// recipe ends in `.toml`. A spreadsheet without a recipe is read if it leaves no question open.
///
/// Fails with every problem if there is an error, and with every question that is open. Warnings and notes of an import that succeeds are dropped; [`make`]
/// keeps them.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use force_compare::sheet;
///
/// let recipe = r#"
///     title = "Thefts"
///     language = "en-GB"
///     measure = { label = "Thefts", singular = "theft", plural = "thefts" }
///     noun = { singular = "area", plural = "areas" }
///     periods = [{ id = "2016", label = "2016", start = "2016-01-01", end = "2016-12-31" }]
///     areas = {}
///     counts = { file = "thefts.csv", columns = { area = "Area" } }
/// "#;
/// let mut files = BTreeMap::from([
///     ("thefts.toml".to_string(), recipe.as_bytes().to_vec()),
///     ("thefts.csv".to_string(), b"Area,2016\nNorth,\"1,200\"\nSouth,[x]\n".to_vec()),
/// ]);
/// let payload = sheet::import(&files, "thefts.toml")?;
/// assert_eq!(payload.dataset.areas[0].name, "North");
/// assert_eq!(payload.dataset.observation(0, 0).count(), Some(1_200));
/// // South's figure is unavailable, which is not zero.
/// assert_eq!(payload.dataset.observation(1, 0).count(), None);
///
/// files.insert("thefts.csv".into(), b"Area,2016\nNorth,many\n".to_vec());
/// let problems = sheet::import(&files, "thefts.toml").unwrap_err().0;
/// assert_eq!(problems[0].location(), "thefts.csv:2:2");
/// assert_eq!(problems[0].cell(), Some("many"));
/// assert_eq!(problems[0].message, "this is not a number");
/// # Ok::<(), sheet::Refused>(())
/// ```
pub fn import(files: &dyn Files, name: &str) -> Result<Payload, Refused> {
    let mut problems = Problems::default();
    let beside = format!("{}.toml", stem(name));
    let is_recipe = name.to_lowercase().ends_with(".toml");
    let text = if is_recipe {
        problems.take(recipe_text(files, name))
    } else if files.open(&beside).is_ok() {
        problems.take(recipe_text(files, &beside))
    } else {
        let sketch = problems.take(sketch(files, name, &[]));
        sketch.and_then(|sketch| {
            sketch.questions.iter().for_each(|question| problems.add(question.problem()));
            sketch.questions.is_empty().then_some(sketch.recipe)
        })
    };
    let recipe = if is_recipe { name } else { beside.as_str() };
    let payload = text.and_then(|text| make(files, recipe, &text, &mut problems));
    let payload = payload.and_then(|payload| problems.take(publishable(files, recipe, payload)));
    payload.ok_or_else(|| Refused(problems.finish().0))
}

/// Returns the payload if the widget accepts it. Fails if reading it back, as the widget does, fails.
pub fn publishable(files: &dyn Files, recipe: &str, payload: Payload) -> Result<Payload, Problem> {
    let read = Payload::read(&data::write(&payload));
    read.map(|_| payload).map_err(|error| Problem::of_file(&named(files, recipe), error.to_string(), ""))
}

/// The text of a recipe. Fails if the file cannot be read or is not UTF-8.
pub fn recipe_text(files: &dyn Files, recipe: &str) -> Result<String, Problem> {
    text_of(files, recipe)
        .map_err(|error| Problem::of_file(&named(files, recipe), format!("this file cannot be read: {error}"), ""))
}

/// Whether a byte of a recipe stands in a line that is a comment.
fn is_comment(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default().trim_start().starts_with('#')
}

fn named(files: &dyn Files, name: &str) -> FileName {
    FileName { path: files.called(name), sheet: None }
}

/// Makes the payload of a recipe's text. `None` if there is an error; `problems` then has it, and in any case the
/// warnings and notes.
///
/// `recipe` is the recipe's name in messages; `text` need not be what the file holds.
pub fn make(files: &dyn Files, recipe: &str, text: &str, problems: &mut Problems) -> Option<Payload> {
    let file = named(files, recipe);
    for at in text.match_indices(FILL_IN).map(|(at, _)| at).filter(|at| !is_comment(text, *at)) {
        let help = "replace the whole text between the quotation marks by the answer";
        let unfilled = Problem::of_file(&file, "this entry has still to be filled in", help);
        problems.add(Problem { place: Some((line_of(text, at), None)), ..unfilled });
    }
    if problems.any_error() {
        return None;
    }
    let recipe: Recipe = problems.take(toml::from_str(text).map_err(|error| unreadable(&file, text, &error)))?;
    let problem = |error: EntryError| error.problem(&file, text);
    for error in entries::disagreements(&recipe) {
        problems.add(problem(error));
    }
    // A recipe that contradicts itself can only misread the sheet.
    if problems.any_error() {
        return None;
    }
    let placeholders = problems.take(entries::placeholders(&recipe).map_err(problem));
    let periods = problems.take(entries::periods(&recipe).map_err(problem));
    let (placeholders, periods) = (placeholders?, periods?);
    let kind = match recipe.measure.kind {
        KindEntry::Count => MeasureKind::Count,
        KindEntry::Amount => MeasureKind::Amount,
    };
    let rules = ReadRules { kind, thousands: recipe.counts.thousands, placeholders };

    let mut index = AreaIndex::new(&recipe);
    let own = recipe.areas.file.as_ref().filter(|file| **file != recipe.counts.file);
    if let Some(file) = own {
        let options = ReadOptions { sheet: recipe.areas.sheet.clone(), ..ReadOptions::default() };
        let body = problems.take(Body::open(files, file, &options, recipe.areas.header.rows()))?;
        index.list(&body, problems)?;
    }
    let options = read_options(&recipe.counts);
    let body = problems.take(Body::open(files, &recipe.counts.file, &options, recipe.counts.header.rows()))?;
    for taken in body.taken(&options) {
        problems.add(taken);
    }
    let table =
        CountsTable { recipe: &recipe, body: &body, periods: &periods, rules: &rules, own_areas: own.is_some() };
    let counts = Counts::read(table, &mut index, problems)?;

    let mut nation = recipe.nation.as_ref().map(|nation| Nation {
        name: nation.name.clone(),
        short: nation.short.clone(),
        counts: vec![Observation::Marker(Marker::Missing); periods.len()],
        populations: vec![None; periods.len()],
        areas_sum: nation.areas_sum,
        note: nation.note.clone(),
    });
    if let Some(nation) = &mut nation {
        for (period, stated) in &counts.nation {
            nation.counts[*period] = stated.observation;
        }
    }
    // A row that cannot be read would be missing from every sum.
    if !problems.any_error() {
        let rounded = kind == MeasureKind::Amount;
        let file = body.name();
        Totals { counts: &counts, index: &index, nation: nation.as_ref(), periods: &periods, file, rounded }
            .check(problems);
    }

    let nobody = vec![None; index.areas.len()];
    let columns = counts.areas.into_iter().map(|counts| Column { counts, populations: nobody.clone() });
    let mut columns: Vec<_> = columns.collect();
    populations(files, table, &index, problems, &mut |subject, period, population| match (subject, &mut nation) {
        (RowSubject::Area(area), _) => {
            let column = &mut columns[period];
            column.populations[area] = population;
            let (events, people) = (column.counts[area].count(), population.map(Population::get));
            events > people && people.is_some() && !index.areas[area].no_rate
        }
        (RowSubject::Nation, Some(nation)) => {
            nation.populations[period] = population;
            false
        }
        _ => false,
    })?;

    let known: HashMap<String, usize> =
        index.areas.iter().enumerate().map(|(at, area)| (area.name.clone(), at)).collect();
    let breaks = problems.take(entries::breaks(&recipe, &periods, &known).map_err(problem));
    let categories = recipe.categories.as_ref().map(|typed| entries::categories(typed, &periods));
    let categories = problems.take(categories.transpose().map_err(problem));
    let (measure, noun) = (&recipe.measure, &recipe.noun);
    let event = problems.take(entries::noun(&measure.singular, &measure.plural, &measure.counted).map_err(problem));
    let noun = problems.take(entries::noun(&noun.singular, &noun.plural, &noun.counted).map_err(problem));
    let source = problems.take(recipe.source.as_ref().map(entries::source).transpose().map_err(problem));
    if problems.any_error() {
        return None;
    }
    let support = recipe.support.iter();
    let about = About {
        source: source?,
        language: recipe.language.clone(),
        sources: counts.sources,
        caveats: recipe.caveats.clone(),
        support: support.map(|line| Support { label: line.label.clone(), number: line.number.clone() }).collect(),
        areas: std::mem::take(&mut index.particulars),
    };
    let areas = std::mem::take(&mut index.areas);
    let draft = Draft {
        categories: categories?,
        title: recipe.title.clone(),
        measure: recipe.measure.label.clone(),
        kind,
        event: event?,
        noun: noun?,
        periods,
        areas,
        columns,
        flags: counts.flags,
        nation,
        breaks: breaks?,
    };
    let dataset = problems.take(Dataset::new(draft).map_err(|error| Problem::of_file(&file, error.to_string(), "")))?;
    Some(Payload { dataset, about })
}

fn read_options(counts: &CountsEntry) -> ReadOptions {
    ReadOptions { sheet: counts.sheet.clone(), delimiter: counts.delimiter.clone(), encoding: counts.encoding.clone() }
}

/// The problem of a recipe that is not valid TOML or has a wrong entry, at its line and column.
fn unreadable(file: &FileName, text: &str, error: &toml::de::Error) -> Problem {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    Problem { place: Some((line_of(text, at), Some(column))), ..Problem::of_file(file, error.message(), "") }
}

/// Reads the populations and hands out each with its subject and period; what takes it says whether more events were
/// recorded there than people live there.
fn populations(
    files: &dyn Files,
    table: CountsTable<'_>,
    index: &AreaIndex<'_>,
    problems: &mut Problems,
    each: &mut dyn FnMut(RowSubject, usize, Option<Population>) -> bool,
) -> Option<()> {
    let CountsTable { recipe, rules, .. } = table;
    let Some(typed) = &recipe.populations else { return Some(()) };
    let same = typed.file == recipe.counts.file;
    let mut options = if same { read_options(&recipe.counts) } else { ReadOptions::default() };
    options.sheet = typed.sheet.clone().or(options.sheet);
    let header = match typed.header.rows() {
        [] if same => recipe.counts.header.rows(),
        rows => rows,
    };
    let body = problems.take(Body::open(files, &typed.file, &options, header))?;
    let named = problems.take(body.column(&typed.columns.area));
    let dated = problems.take(body.column(&typed.columns.date));
    let people = problems.take(body.column(&typed.columns.population));
    let quality = problems.take(body.optional(typed.columns.quality.as_deref()));
    let (named, dated, people, quality) = (named?, dated?, people?, quality?);
    let read = body.rows(&mut |row| {
        let accepted = |quality: usize| typed.accept.iter().any(|accept| *accept == row.cell(quality).text());
        if !quality.is_none_or(accepted) {
            return;
        }
        let date = row.cell(dated).text();
        let period = recipe.periods.iter().position(|period| period.population.as_deref() == Some(date.as_ref()));
        // A population file may cover more areas and dates than this dataset.
        let (Some(subject), Some(period)) = (index.look(&one_line(&row.cell(named).text())), period) else { return };
        match rules.population(row.cell(people)) {
            Ok(population) => {
                // Events are not people, so a rate of them is possible; but it says that the wrong people were counted.
                if each(subject, period, population) {
                    problems.gather("fewer people than events", || {
                        let problem = "fewer people live here than events were recorded, so a rate says little";
                        let help = "take another population, or leave this cell blank: then there is no rate";
                        Problem::of_cell(body.name(), row, people, problem, help).as_a(Severity::Warning)
                    });
                }
            }
            Err(unread) => problems.add(Problem::of_cell(body.name(), row, people, unread.problem, unread.help)),
        }
    });
    problems.take(read)
}
