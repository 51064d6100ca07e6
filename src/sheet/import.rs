//! A recipe and its files made into a payload.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use super::body::Body;
use super::counts::Counts;
use super::faults::{Faults, Refused};
use super::places::{Place, Places};
use super::recipe::{Counts as TypedCounts, Kind as TypedKind, Recipe, Source as TypedSource};
use super::sums;
use super::table::Asked;
use crate::data::{
    self, About, Break, Categories, Category, Column, Dataset, Date, Draft, FileName, Kind, Marker, Nation, Noun,
    Observation, Payload, Period, Plural, Population, Problem, Rules, Sign, Source, Support, one_line,
};

/// Makes the payload of a recipe; file names in it are relative to it.
pub fn read(path: &Path) -> Result<Payload, Refused> {
    let mut faults = Faults::default();
    let text = faults.take(text_of(path));
    let payload = text.and_then(|text| make(path, &text, &mut faults));
    let payload = payload.and_then(|payload| faults.take(published(path, payload)));
    payload.ok_or_else(|| Refused(faults.finish().0))
}

/// The payload, if the widget will not refuse it and it may stand in a page.
pub fn published(path: &Path, payload: Payload) -> Result<Payload, Problem> {
    let read = Payload::read(&data::write(&payload));
    read.map(|_| payload).map_err(|error| Problem::of_file(&named(path), error.to_string(), ""))
}

/// The text of a recipe.
pub fn text_of(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|error| Problem::of_file(&named(path), format!("cannot be read: {error}"), ""))
}

fn named(path: &Path) -> FileName {
    FileName { path: path.display().to_string(), sheet: None }
}

/// Makes the payload of a recipe's text, and tells everything that was met; none when anything is in the way.
pub fn make(path: &Path, text: &str, faults: &mut Faults) -> Option<Payload> {
    let recipe: Recipe = faults.take(toml::from_str(text).map_err(|error| unreadable(path, text, &error)))?;
    let fault = |problem: String| Problem::of_file(&named(path), problem, "");
    for problem in disagreements(&recipe) {
        faults.add(fault(problem.into()));
    }
    // Of a recipe that contradicts itself the sheet can only be misread.
    if faults.any_error() {
        return None;
    }
    let signs = signs(&recipe).map_err(fault);
    let periods = faults.take(periods(&recipe).map_err(|problem| where_it_stands(text, fault(problem))));
    let (signs, periods) = (faults.take(signs)?, periods?);
    let kind = match recipe.measure.kind {
        TypedKind::Count => Kind::Count,
        TypedKind::Amount => Kind::Amount,
    };
    let rules = Rules { kind, thousands: recipe.counts.thousands, signs };
    let beside = |file: &str| path.parent().unwrap_or(Path::new("")).join(file);

    let mut places = Places::new(&recipe);
    let own = recipe.areas.file.as_ref().filter(|file| **file != recipe.counts.file);
    if let Some(file) = own {
        let asked = Asked { sheet: recipe.areas.sheet.clone(), ..Asked::default() };
        let body = faults.take(Body::open(&beside(file), &asked, recipe.areas.header.rows()))?;
        places.list(&body, faults)?;
    }
    let asked = asked(&recipe.counts);
    let body = faults.take(Body::open(&beside(&recipe.counts.file), &asked, recipe.counts.header.rows()))?;
    for taken in body.taken(&asked) {
        faults.add(taken);
    }
    let counts = Counts::read(&recipe, &body, own.is_some(), &periods, &rules, &mut places, faults)?;

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
    // A row that could not be read is missing from every sum.
    if !faults.any_error() {
        sums::check(&counts, &places, nation.as_ref(), &periods, body.name(), kind == Kind::Amount, faults);
    }

    let nobody = vec![None; places.areas.len()];
    let columns = counts.areas.into_iter().map(|counts| Column { counts, populations: nobody.clone() });
    let mut columns: Vec<_> = columns.collect();
    populations(
        &recipe,
        &beside,
        &places,
        &rules,
        faults,
        &mut |place, period, population| match (place, &mut nation) {
            (Place::Area(area), _) => columns[period].populations[area] = population,
            (Place::Nation, Some(nation)) => nation.populations[period] = population,
            _ => {}
        },
    )?;

    let known: HashMap<String, usize> =
        places.areas.iter().enumerate().map(|(at, area)| (area.name.clone(), at)).collect();
    let breaks = faults.take(breaks(&recipe, &periods, &known).map_err(fault));
    let categories = faults.take(categories(&recipe, &periods).map_err(fault));
    let (measure, noun) = (&recipe.measure, &recipe.noun);
    let event = faults.take(self::noun(&measure.singular, &measure.plural, &measure.counted).map_err(fault));
    let noun = faults.take(self::noun(&noun.singular, &noun.plural, &noun.counted).map_err(fault));
    let source = faults.take(recipe.source.as_ref().map(source).transpose().map_err(fault));
    if faults.any_error() {
        return None;
    }
    let about = About {
        source: source?,
        language: recipe.language.clone(),
        sources: counts.sources,
        caveats: recipe.caveats.clone(),
        support: recipe
            .support
            .iter()
            .map(|line| Support { label: line.label.clone(), number: line.number.clone() })
            .collect(),
        areas: std::mem::take(&mut places.particulars),
    };
    let areas = std::mem::take(&mut places.areas);
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
    let dataset = faults.take(Dataset::new(draft).map_err(|error| fault(error.to_string())))?;
    Some(Payload { dataset, about })
}

/// What a recipe says of its file of counts.
fn asked(counts: &TypedCounts) -> Asked {
    Asked { sheet: counts.sheet.clone(), delimiter: counts.delimiter.clone(), encoding: counts.encoding.clone() }
}

/// The line of a recipe in which the text stands that a problem quotes.
fn where_it_stands(text: &str, problem: Problem) -> Problem {
    let quoted = problem.message.split(['“', '”']).nth(1).map(|quoted| format!("\"{quoted}\""));
    let line = quoted.and_then(|quoted| text.lines().position(|line| line.contains(&quoted)));
    Problem { place: line.map(|line| (line as u64 + 1, None)), ..problem }
}

/// Where in its text a recipe cannot be read.
fn unreadable(path: &Path, text: &str, error: &toml::de::Error) -> Problem {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    let mut problem = Problem::of_file(&named(path), error.message(), "");
    problem.place = Some((line as u64 + 1, Some(column)));
    problem
}

/// What a recipe's `[markers]` say.
fn signs(recipe: &Recipe) -> Result<BTreeMap<String, Sign>, String> {
    let signs = recipe.markers.iter().map(|(typed, name)| {
        let sign = Sign::named(name).ok_or_else(|| {
            format!(
                "markers: “{name}” is no meaning; write missing, unavailable, withheld, not applicable, low, zero or <5"
            )
        });
        Ok((one_line(typed).to_lowercase(), sign?))
    });
    signs.collect()
}

/// Parts of a recipe that do not go together.
fn disagreements(recipe: &Recipe) -> Vec<&'static str> {
    let (areas, counts) = (&recipe.areas, &recipe.counts);
    let qualities = recipe.populations.iter().any(|typed| typed.columns.quality.is_some() == typed.accept.is_empty());
    [
        (
            areas.columns.part.is_none() != areas.accept.is_empty(),
            "areas: name both a part column and what to accept of it, or neither",
        ),
        (
            areas.known.as_deref().is_some_and(|known| known != "police forces"),
            "areas: the only known areas are \"police forces\"; leave known out for any others",
        ),
        (
            counts.columns.period.is_some() != counts.columns.count.is_some(),
            "counts: name both a period and a count column, or neither",
        ),
        (
            counts.columns.flags.is_some() && counts.columns.period.is_none(),
            "counts: flags stand beside one figure; name a period and a count column too",
        ),
        (qualities, "populations: name both a quality column and the qualities to accept, or neither"),
        (recipe.periods.is_empty(), "periods: there are none"),
    ]
    .into_iter()
    .filter_map(|(wrong, problem)| wrong.then_some(problem))
    .collect()
}

/// Reads the populations, and hands out each.
fn populations(
    recipe: &Recipe,
    beside: &dyn Fn(&str) -> std::path::PathBuf,
    places: &Places,
    rules: &Rules,
    faults: &mut Faults,
    each: &mut dyn FnMut(Place, usize, Option<Population>),
) -> Option<()> {
    let Some(typed) = &recipe.populations else { return Some(()) };
    let same = typed.file == recipe.counts.file;
    let mut form = if same { asked(&recipe.counts) } else { Asked::default() };
    form.sheet = typed.sheet.clone().or(form.sheet);
    let header = match typed.header.rows() {
        [] if same => recipe.counts.header.rows(),
        rows => rows,
    };
    let body = faults.take(Body::open(&beside(&typed.file), &form, header))?;
    let named = faults.take(body.column(&typed.columns.area));
    let dated = faults.take(body.column(&typed.columns.date));
    let people = faults.take(body.column(&typed.columns.population));
    let quality = faults.take(body.optional(typed.columns.quality.as_deref()));
    let (named, dated, people, quality) = (named?, dated?, people?, quality?);
    let read = body.rows(&mut |row| {
        let accepted = |quality: usize| typed.accept.iter().any(|accept| *accept == row.cell(quality).text());
        if !quality.is_none_or(accepted) {
            return;
        }
        let date = row.cell(dated).text();
        let period = recipe.periods.iter().position(|period| period.population.as_deref() == Some(date.as_ref()));
        // A population file may cover more areas and dates than this dataset.
        let (Some(place), Some(period)) = (places.look(&one_line(&row.cell(named).text())), period) else { return };
        match rules.population(row.cell(people)) {
            Ok(population) => each(place, period, population),
            Err(unread) => faults.add(Problem::of_cell(body.name(), row, people, unread.problem, unread.help)),
        }
    });
    faults.take(read)
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

fn noun(singular: &str, plural: &str, counted: &BTreeMap<String, String>) -> Result<Noun, String> {
    let forms = counted.iter().map(|(name, word)| {
        let form = Plural::named(name);
        let form = form.ok_or_else(|| {
            format!("counted: “{name}” is no plural category; write zero, one, two, few, many or other")
        });
        Ok((form?, word.clone()))
    });
    let mut counted = forms.collect::<Result<Vec<_>, String>>()?;
    counted.sort();
    Ok(Noun { singular: singular.into(), plural: plural.into(), counted })
}

fn source(typed: &TypedSource) -> Result<Source, String> {
    Ok(Source {
        name: typed.name.clone(),
        title: typed.title.clone(),
        url: typed.url.clone(),
        published: typed.published.as_deref().map(date).transpose()?,
    })
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
