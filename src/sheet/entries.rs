//! Turns the entries of a recipe into values. An entry that is wrong is reported with its line in the recipe.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use toml::Spanned;

use super::recipe::{CategoriesEntry, Recipe, SourceEntry};
use super::{FileName, Placeholder, Problem, one_line};
use crate::data::{Break, Categories, Category, Date, Noun, Period, Plural, Source};

/// An error in an entry of a recipe.
#[derive(Debug)]
pub struct EntryError {
    message: String,
    /// The bytes of the value in the recipe, if the error is about a single one.
    span: Option<Range<usize>>,
}

impl EntryError {
    /// An error of the recipe as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), span: None }
    }

    fn at<T>(value: &Spanned<T>, message: impl Into<String>) -> Self {
        Self { message: message.into(), span: Some(value.span()) }
    }

    /// The error as a problem with the recipe, at the line of its value.
    pub fn problem(self, file: &FileName, text: &str) -> Problem {
        let line = self.span.map(|span| line_of(text, span.start));
        Problem { place: line.map(|line| (line, None)), ..Problem::of_file(file, self.message, "") }
    }
}

/// The line that a byte of a text is in, from 1.
pub fn line_of(text: &str, byte: usize) -> u64 {
    text.get(..byte.min(text.len())).unwrap_or_default().matches('\n').count() as u64 + 1
}

/// The meanings that a recipe gives to placeholders, by the placeholder in lower case. Fails if a meaning does not
/// exist.
pub fn placeholders(recipe: &Recipe) -> Result<BTreeMap<String, Placeholder>, EntryError> {
    let placeholders = recipe.markers.iter().map(|(typed, name)| {
        let placeholder = Placeholder::named(name.get_ref()).ok_or_else(|| {
            let known = "missing, unavailable, withheld, not applicable, low, zero or <5";
            EntryError::at(name, format!("markers: “{}” is not a meaning; write {known}", name.get_ref()))
        });
        Ok((one_line(typed).to_lowercase(), placeholder?))
    });
    placeholders.collect()
}

/// The parts of a recipe that contradict each other.
pub fn disagreements(recipe: &Recipe) -> Vec<EntryError> {
    let (areas, counts) = (&recipe.areas, &recipe.counts);
    let qualities = recipe.populations.iter().any(|typed| typed.columns.quality.is_some() == typed.accept.is_empty());
    [
        (
            areas.columns.part.is_none() != areas.accept.is_empty(),
            "areas: columns.part and accept belong together; write both or neither",
        ),
        (
            areas.known.as_deref().is_some_and(|known| known != "police forces"),
            "areas: known can only be \"police forces\"; leave it out for other areas",
        ),
        (
            counts.columns.period.is_some() != counts.columns.count.is_some() && !counts.count_rows,
            "counts: columns.period and columns.count belong together; write both or neither",
        ),
        (
            counts.count_rows && (counts.columns.count.is_some() || counts.columns.period.is_none()),
            "counts: with count_rows each row is one event, which needs columns.period and no columns.count",
        ),
        (
            counts.count_rows && counts.add_up,
            "counts: rows are either counted or added up; write count_rows or add_up, not both",
        ),
        (
            !counts.columns.figures.is_empty()
                && recipe.periods.iter().any(|period| {
                    let column = period.column.as_ref().unwrap_or(&period.label);
                    !counts.columns.figures.iter().any(|figures| super::is_same(figures, column))
                }),
            "counts: columns.figures has to name the column of every period",
        ),
        (
            counts.columns.flags.is_some() && counts.columns.period.is_none(),
            "counts: columns.flags needs columns.period and columns.count, because a flag belongs to one figure",
        ),
        (qualities, "populations: columns.quality and accept belong together; write both or neither"),
        (recipe.periods.is_empty(), "periods: write at least one"),
    ]
    .into_iter()
    .filter(|(wrong, _)| *wrong)
    .map(|(_, problem)| EntryError::new(problem))
    .collect()
}

/// The periods in the order of the recipe. Fails if an identifier has a space or a comma, a date cannot be read, or a
/// period ends before it starts.
pub fn periods(recipe: &Recipe) -> Result<Vec<Period>, EntryError> {
    let periods = recipe.periods.iter().map(|typed| {
        let id = typed.id.get_ref();
        if id.contains(|letter: char| letter.is_whitespace() || letter == ',') {
            let problem =
                format!("period {id}: write its id without spaces or commas, which separate ids in attributes");
            return Err(EntryError::at(&typed.id, problem));
        }
        let period = Period::new(id.clone(), typed.label.clone(), date(&typed.start)?, date(&typed.end)?);
        period.ok_or_else(|| EntryError::at(&typed.end, format!("period {id}: it ends before it starts")))
    });
    periods.collect()
}

fn date(typed: &Spanned<String>) -> Result<Date, EntryError> {
    Date::parse(typed.get_ref())
        .ok_or_else(|| EntryError::at(typed, format!("“{}” is not a date; write it as 2017-03-31", typed.get_ref())))
}

/// A noun in the singular and the plural, and in the further plural forms that some languages have.
pub fn noun(singular: &str, plural: &str, counted: &BTreeMap<String, String>) -> Result<Noun, EntryError> {
    let forms = counted.iter().map(|(name, word)| {
        let form = Plural::named(name).ok_or_else(|| {
            let known = "zero, one, two, few, many or other";
            EntryError::new(format!("counted: “{name}” is not a plural form; write {known}"))
        });
        Ok((form?, word.clone()))
    });
    let mut counted = forms.collect::<Result<Vec<_>, EntryError>>()?;
    counted.sort();
    Ok(Noun { singular: singular.into(), plural: plural.into(), counted })
}

/// The source of the figures. Fails if its date cannot be read.
pub fn source(typed: &SourceEntry) -> Result<Source, EntryError> {
    Ok(Source {
        name: typed.name.clone(),
        title: typed.title.clone(),
        url: typed.url.clone(),
        published: typed.published.as_ref().map(date).transpose()?,
    })
}

/// The index of the period with an identifier.
fn period_named(periods: &[Period], id: &Spanned<String>, entry: &str) -> Result<usize, EntryError> {
    let found = periods.iter().position(|period| period.id == *id.get_ref());
    found.ok_or_else(|| EntryError::at(id, format!("{entry}: there is no period with the id “{}”", id.get_ref())))
}

/// The breaks of the series. Fails if an entry names a period or an area that is not there.
pub fn breaks(recipe: &Recipe, periods: &[Period], areas: &HashMap<String, usize>) -> Result<Vec<Break>, EntryError> {
    let breaks = recipe.breaks.iter().map(|typed| {
        let area = typed.area.as_ref().map(|name| {
            let found = areas.get(name.get_ref()).copied();
            found.ok_or_else(|| EntryError::at(name, format!("breaks: there is no area called “{}”", name.get_ref())))
        });
        let period = period_named(periods, &typed.period, "breaks")?;
        Ok(Break { period, area: area.transpose()?, note: typed.note.clone() })
    });
    breaks.collect()
}

/// The parts of the nation's total. A part with `remainder = true` gets the rest of the total.
pub fn categories(typed: &CategoriesEntry, periods: &[Period]) -> Result<Categories, EntryError> {
    let spans = typed.periods.iter().map(|id| period_named(periods, id, "categories"));
    let named: u64 = typed.parts.iter().filter_map(|part| part.count).sum();
    let parts = typed.parts.iter().map(|part| match (part.count, part.remainder) {
        (Some(count), false) => Ok(Category { label: part.label.clone(), count, derived: false }),
        (None, true) => {
            let over = || EntryError::new("categories: the parts add up to more than the total");
            let count = typed.total.checked_sub(named).ok_or_else(over)?;
            Ok(Category { label: part.label.clone(), count, derived: true })
        }
        _ => Err(EntryError::new(format!("categories: “{}” needs either a count or remainder = true", part.label))),
    });
    Ok(Categories {
        periods: spans.collect::<Result<_, _>>()?,
        total: typed.total,
        parts: parts.collect::<Result<_, EntryError>>()?,
    })
}
