//! A recipe and its CSV files made into a payload.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::recipe::{Kind as TypedKind, Recipe, Source as TypedSource};
use crate::data::{
    About, Area, Break, Categories, Category, Column, Dataset, DatasetError, Date, Draft, Flags, Kind, Marker, Nation,
    Noun, Observation, Particulars, Payload, Period, Sheet, SheetError, Source, Support,
};

/// Why a recipe and its files do not make a dataset.
#[derive(Debug)]
pub enum RecipeError {
    /// A file cannot be read.
    Read(PathBuf, std::io::Error),
    /// The recipe is not what a recipe must be.
    Recipe(PathBuf, String),
    /// A sheet has a fault.
    Sheet(SheetError),
    /// The parts do not agree with each other.
    Dataset(PathBuf, DatasetError),
}

impl fmt::Display for RecipeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "{}: cannot be read: {error}", path.display()),
            Self::Recipe(path, problem) => write!(f, "{}: {problem}", path.display()),
            Self::Sheet(error) => error.fmt(f),
            Self::Dataset(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for RecipeError {}

impl From<SheetError> for RecipeError {
    fn from(error: SheetError) -> Self {
        Self::Sheet(error)
    }
}

/// Makes the payload of a recipe; file names in it are relative to it.
pub fn read(path: &Path) -> Result<Payload, RecipeError> {
    let recipe: Recipe =
        toml::from_str(&text_of(path)?).map_err(|error| RecipeError::Recipe(path.into(), error.to_string()))?;
    let beside = |file: &str| path.parent().unwrap_or(Path::new("")).join(file);
    let fault = |problem: String| RecipeError::Recipe(path.into(), problem);

    let (mut areas, mut particulars) = areas(&recipe, &sheet(&beside(&recipe.areas.file))?)?;
    let periods = periods(&recipe).map_err(fault)?;
    let known: HashMap<String, usize> = areas.iter().enumerate().map(|(at, area)| (area.name.clone(), at)).collect();
    let place = |name: &str| match &recipe.nation {
        Some(nation) if nation.name == name => Some(Row::Nation),
        _ => known.get(name).copied().map(Row::Area),
    };

    let missing = vec![Observation::Marker(Marker::Missing); areas.len()];
    let mut columns = vec![Column { counts: missing, populations: vec![None; areas.len()] }; periods.len()];
    let mut nation = recipe.nation.as_ref().map(|nation| Nation {
        name: nation.name.clone(),
        short: nation.short.clone(),
        counts: vec![Observation::Marker(Marker::Missing); periods.len()],
        populations: vec![None; periods.len()],
        areas_sum: nation.areas_sum,
        note: nation.note.clone(),
    });

    if recipe.areas.columns.part.is_none() != recipe.areas.accept.is_empty() {
        return Err(fault("areas: name both a part column and what to accept of it, or neither".into()));
    }
    if recipe.counts.columns.period.is_some() != recipe.counts.columns.count.is_some() {
        return Err(fault("counts: name both a period and a count column, or neither".into()));
    }
    if recipe.counts.columns.flags.is_some() && recipe.counts.columns.period.is_none() {
        return Err(fault("counts: flags stand beside one figure; name a period and a count column too".into()));
    }
    let kind = match recipe.measure.kind {
        TypedKind::Count => Kind::Count,
        TypedKind::Amount => Kind::Amount,
    };
    let counts = sheet(&beside(&recipe.counts.file))?;
    let mut sources = Vec::new();
    let mut flags = Vec::new();
    let mut seen = HashSet::new();
    let named = counts.column(&recipe.counts.columns.area)?;
    for row in counts.rows() {
        let Some(at) = place(counts.cell(row, named)) else {
            return Err(counts
                .fault(row, named, "not one of the areas; correct the name or add it to the areas")
                .into());
        };
        for (period, column) in figures(&recipe, &counts, row, &periods)? {
            if !seen.insert((at, period)) {
                return Err(counts.fault(row, named, "this area has a row above already").into());
            }
            let observation = counts.observation(row, column, kind)?;
            match (at, &mut nation) {
                (Row::Area(area), _) => {
                    columns[period].counts[area] = observation;
                    if let Some(beside) = flags_beside(&recipe, &counts, row)? {
                        flags.push((area, period, beside));
                    }
                }
                (Row::Nation, Some(nation)) => nation.counts[period] = observation,
                (Row::Nation, None) => {}
            }
        }
        if let Row::Area(area) = at {
            particulars[area].source = row_source(&recipe, &counts, row, &mut sources)?;
            areas[area].note = optional(&counts, row, recipe.counts.columns.note.as_deref())?;
        }
    }

    if let Some(typed) = &recipe.populations {
        let sheet = sheet(&beside(&typed.file))?;
        let (named, dated) = (sheet.column(&typed.columns.area)?, sheet.column(&typed.columns.date)?);
        let people = sheet.column(&typed.columns.population)?;
        let quality = typed.columns.quality.as_deref().map(|quality| sheet.column(quality)).transpose()?;
        if quality.is_some() == typed.accept.is_empty() {
            return Err(fault(
                "populations: name both a quality column and the qualities to accept, or neither".into(),
            ));
        }
        let accepted = |row: usize| {
            quality.is_none_or(|quality| typed.accept.iter().any(|accept| accept == sheet.cell(row, quality)))
        };
        for row in sheet.rows().filter(|&row| accepted(row)) {
            let date = Some(sheet.cell(row, dated));
            // A population file may cover more areas and dates than this dataset.
            let (Some(at), Some(period)) = (
                place(sheet.cell(row, named)),
                recipe.periods.iter().position(|period| period.population.as_deref() == date),
            ) else {
                continue;
            };
            let population = sheet.population(row, people)?;
            match (at, &mut nation) {
                (Row::Area(area), _) => columns[period].populations[area] = population,
                (Row::Nation, Some(nation)) => nation.populations[period] = population,
                (Row::Nation, None) => {}
            }
        }
    }

    let about = About {
        source: recipe.source.as_ref().map(source).transpose().map_err(fault)?,
        language: recipe.language.clone(),
        sources,
        caveats: recipe.caveats.clone(),
        support: recipe
            .support
            .iter()
            .map(|line| Support { label: line.label.clone(), number: line.number.clone() })
            .collect(),
        areas: particulars,
    };
    let breaks = breaks(&recipe, &periods, &known).map_err(fault)?;
    let draft = Draft {
        categories: categories(&recipe, &periods).map_err(fault)?,
        title: recipe.title,
        measure: recipe.measure.label,
        kind,
        event: Noun { singular: recipe.measure.singular, plural: recipe.measure.plural },
        noun: Noun { singular: recipe.noun.singular, plural: recipe.noun.plural },
        periods,
        areas,
        columns,
        flags,
        nation,
        breaks,
    };
    let dataset = Dataset::new(draft).map_err(|error| RecipeError::Dataset(path.into(), error))?;
    Ok(Payload { dataset, about })
}

/// The periods that a row has figures for, each with the column where its figure stands.
fn figures(recipe: &Recipe, sheet: &Sheet, row: usize, periods: &[Period]) -> Result<Vec<(usize, usize)>, RecipeError> {
    let columns = &recipe.counts.columns;
    let (Some(period), Some(count)) = (&columns.period, &columns.count) else {
        return Ok(periods
            .iter()
            .enumerate()
            .map(|(at, period)| Ok((at, sheet.column(&period.label)?)))
            .collect::<Result<_, SheetError>>()?);
    };
    let column = sheet.column(period)?;
    let label = sheet.cell(row, column);
    let place = periods.iter().position(|period| period.label == label || period.id == label);
    let place =
        place.ok_or_else(|| sheet.fault(row, column, "not one of the periods; correct it or add it to the recipe"))?;
    Ok(vec![(place, sheet.column(count)?)])
}

/// The shorthand beside a row's only figure, where the recipe names its column.
fn flags_beside(recipe: &Recipe, sheet: &Sheet, row: usize) -> Result<Option<Flags>, RecipeError> {
    let columns = &recipe.counts.columns;
    let Some(text) = optional(sheet, row, columns.flags.as_deref())? else { return Ok(None) };
    match Flags::parse(&text) {
        Some(flags) => Ok(Some(flags)),
        None => {
            let column = sheet.column(columns.flags.as_deref().unwrap_or_default())?;
            Err(sheet.fault(row, column, "not flags such as [p] or [r][e]").into())
        }
    }
}

/// What a row of figures is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Row {
    Area(usize),
    Nation,
}

fn text_of(path: &Path) -> Result<String, RecipeError> {
    fs::read_to_string(path).map_err(|error| RecipeError::Read(path.into(), error))
}

fn sheet(path: &Path) -> Result<Sheet, RecipeError> {
    Ok(Sheet::parse(&path.display().to_string(), &text_of(path)?)?)
}

fn optional(sheet: &Sheet, row: usize, column: Option<&str>) -> Result<Option<String>, SheetError> {
    let Some(column) = column else { return Ok(None) };
    Ok(Some(sheet.cell(row, sheet.column(column)?)).filter(|cell| !cell.is_empty()).map(String::from))
}

fn areas(recipe: &Recipe, sheet: &Sheet) -> Result<(Vec<Area>, Vec<Particulars>), RecipeError> {
    let columns = &recipe.areas.columns;
    let named = sheet.column(&columns.name)?;
    // Where a row holds one figure, an area has a row for each of its figures, and the nation has rows too.
    let tidy = recipe.areas.file == recipe.counts.file && recipe.counts.columns.period.is_some();
    let nation = recipe.nation.as_ref().map(|nation| nation.name.as_str());
    let part = columns.part.as_deref().map(|part| sheet.column(part)).transpose()?;
    let mut seen = HashSet::new();
    let wanted = |row: &usize| {
        let name = sheet.cell(*row, named);
        let accepted =
            part.is_none_or(|part| recipe.areas.accept.iter().any(|accept| accept == sheet.cell(*row, part)));
        accepted && (!tidy || (nation != Some(name) && seen.insert(name)))
    };
    let rows = sheet.rows().filter(wanted).map(|row| {
        let name = sheet.cell(row, named);
        if name.is_empty() {
            return Err(sheet.fault(row, named, "every area needs a name").into());
        }
        let group = optional(sheet, row, columns.group.as_deref())?;
        let particulars = Particulars {
            official: optional(sheet, row, columns.official.as_deref())?.filter(|official| official != name),
            code: optional(sheet, row, columns.code.as_deref())?,
            kind: recipe.areas.kind.clone(),
            aliases: recipe.areas.aliases.get(name).cloned().unwrap_or_default(),
            source: None,
        };
        let id = optional(sheet, row, columns.id.as_deref())?.unwrap_or_else(|| identifier(name));
        Ok((Area { id, name: name.into(), group, note: None }, particulars))
    });
    rows.collect()
}

/// `Avon and Somerset` is called `avon-and-somerset` in attributes and links.
fn identifier(name: &str) -> String {
    let words = name.to_lowercase();
    let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn periods(recipe: &Recipe) -> Result<Vec<Period>, String> {
    let periods = recipe.periods.iter().map(|typed| {
        if typed.id.contains(|letter: char| letter.is_whitespace() || letter == ',') {
            return Err(format!("period {}: write its id without spaces or commas, as attributes do", typed.id));
        }
        let period = Period::new(typed.id.clone(), typed.label.clone(), date(&typed.start)?, date(&typed.end)?);
        period.ok_or_else(|| format!("period {}: ends before it starts", typed.id))
    });
    periods.collect()
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("“{text}” is not a date; write it as 2017-03-31"))
}

fn source(typed: &TypedSource) -> Result<Source, String> {
    Ok(Source {
        name: typed.name.clone(),
        title: typed.title.clone(),
        url: typed.url.clone(),
        published: typed.published.as_deref().map(date).transpose()?,
    })
}

/// The place of this row's source in the list, added when no earlier row has the same.
fn row_source(
    recipe: &Recipe,
    counts: &Sheet,
    row: usize,
    sources: &mut Vec<Source>,
) -> Result<Option<usize>, RecipeError> {
    let columns = &recipe.counts.columns;
    let Some(name) = optional(counts, row, columns.publisher.as_deref())? else { return Ok(None) };
    let published = match optional(counts, row, columns.published.as_deref())? {
        Some(text) => match Date::parse(&text) {
            Some(date) => Some(date),
            None => {
                let column = counts.column(columns.published.as_deref().unwrap_or_default())?;
                return Err(counts.fault(row, column, "not a date; write it as 2017-03-31").into());
            }
        },
        None => None,
    };
    let source = Source { name, title: None, url: optional(counts, row, columns.url.as_deref())?, published };
    Ok(Some(sources.iter().position(|known| *known == source).unwrap_or_else(|| {
        sources.push(source);
        sources.len() - 1
    })))
}

fn breaks(recipe: &Recipe, periods: &[Period], areas: &HashMap<String, usize>) -> Result<Vec<Break>, String> {
    let breaks = recipe.breaks.iter().map(|typed| {
        let period = periods.iter().position(|period| period.id == typed.period);
        let area =
            typed.area.as_ref().map(|name| areas.get(name).copied().ok_or_else(|| format!("breaks: no area “{name}”")));
        Ok(Break {
            period: period.ok_or_else(|| format!("breaks: no period “{}”", typed.period))?,
            area: area.transpose()?,
            note: typed.note.clone(),
        })
    });
    breaks.collect()
}

fn categories(recipe: &Recipe, periods: &[Period]) -> Result<Option<Categories>, String> {
    let Some(typed) = &recipe.categories else { return Ok(None) };
    let spans = typed.periods.iter().map(|id| {
        periods.iter().position(|period| period.id == *id).ok_or_else(|| format!("categories: no period “{id}”"))
    });
    let named: u64 = typed.parts.iter().filter_map(|part| part.count).sum();
    let parts = typed.parts.iter().map(|part| match (part.count, part.remainder) {
        (Some(count), false) => Ok(Category { label: part.label.clone(), count, derived: false }),
        (None, true) => {
            let count = typed.total.checked_sub(named).ok_or("categories: the parts sum to more than the total")?;
            Ok(Category { label: part.label.clone(), count, derived: true })
        }
        _ => Err(format!("categories: “{}” needs a count, or remainder = true", part.label)),
    });
    Ok(Some(Categories {
        periods: spans.collect::<Result<_, _>>()?,
        total: typed.total,
        parts: parts.collect::<Result<_, String>>()?,
    }))
}
