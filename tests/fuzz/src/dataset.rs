//! Builds any possible dataset by the functions that build all others, so that it is one that a payload may hold.

use arbitrary::{Result, Unstructured};
use force_compare::compare::{Asked, Choice, Quantity, View};
use force_compare::data::{
    Amount, Area, Break, Categories, Category, Column, Count, Dataset, Date, Draft, Flags, Marker, MeasureKind, Nation,
    Noun, Observation, Period, Plural, Population,
};
use force_compare::sheet::one_line;

/// Names that give trouble somewhere: long, of another direction, of no width, or with characters that markup and
/// templates use.
const NAMES: [&str; 16] = [
    "Kent",
    "Ashby",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "شرطة المنطقة",
    "\u{202e}egral",
    "\u{200b}\u{200d}",
    "a\u{301}\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦 🚓",
    "{0}{1}",
    "<b>&amp;\"'",
    "__proto__",
    "…",
    "W W W W W W W W",
    "the",
    "=1+1",
    "北京",
];

/// A dataset and a choice that is asked of it; `None` where the pieces do not agree.
pub fn any(u: &mut Unstructured<'_>) -> Result<Option<(Dataset, Asked)>> {
    let Ok(dataset) = Dataset::new(draft(u)?) else { return Ok(None) };
    let asked = asked(u, &dataset)?;
    Ok(Some((dataset, asked)))
}

/// A choice that the dataset can answer, whatever was asked.
pub fn choice(dataset: &Dataset, asked: &Asked) -> Choice {
    Choice::resolve(asked, dataset).0
}

fn draft(u: &mut Unstructured<'_>) -> Result<Draft> {
    let kind = if u.ratio(1, 5)? { MeasureKind::Amount } else { MeasureKind::Count };
    let (areas, periods) = (u.int_in_range(1..=24)?, u.int_in_range(1..=5)?);
    let periods = (0..periods).map(|at| period(u, at)).collect::<Result<Vec<_>>>()?;
    let areas = (0..areas)
        .map(|at| {
            // No two areas share a name.
            let name = if u.ratio(1, 3)? { format!("{} {at}", text(u)?) } else { format!("Area {at}") };
            Ok(Area {
                id: format!("a{at}"),
                name,
                group: optional(u, text)?,
                no_rate: u.ratio(1, 8)?,
                note: optional(u, text)?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let peopled = u.ratio(2, 3)?;
    let columns = periods
        .iter()
        .map(|_| {
            let counts = areas.iter().map(|_| observation(u, kind)).collect::<Result<_>>()?;
            let people = |_| if peopled { population(u) } else { Ok(None) };
            Ok(Column { counts, populations: areas.iter().map(people).collect::<Result<_>>()? })
        })
        .collect::<Result<Vec<_>>>()?;
    let nation = if u.ratio(1, 2)? { Some(nation(u, kind, &columns)?) } else { None };
    let categories =
        if kind == MeasureKind::Count && u.ratio(1, 3)? { Some(categories(u, periods.len())?) } else { None };
    let place = |u: &mut Unstructured<'_>, list: usize| u.choose_index(list);
    let breaks = (0..u.int_in_range(0..=2)?)
        .map(|_| {
            let area = if u.ratio(1, 2)? { Some(place(u, areas.len())?) } else { None };
            Ok(Break { period: place(u, periods.len())?, area, note: text(u)? })
        })
        .collect::<Result<_>>()?;
    let flags = (0..u.int_in_range(0..=2)?)
        .map(|_| {
            let letters = *u.choose(&["[p]", "[r][e]", "[b]", "[u]"])?;
            Ok((place(u, areas.len())?, place(u, periods.len())?, Flags::parse(letters).unwrap_or_default()))
        })
        .collect::<Result<_>>()?;
    Ok(Draft {
        title: text(u)?,
        measure: text(u)?,
        kind,
        event: noun(u)?,
        noun: noun(u)?,
        periods,
        areas,
        columns,
        flags,
        nation,
        categories,
        breaks,
    })
}

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    if u.ratio(3, 4)? {
        return Ok((*u.choose(&NAMES)?).into());
    }
    let typed: String = u.arbitrary::<&str>()?.chars().take(60).collect();
    // The targets look for `NaN` and `inf` in every text, and an area may have such a name.
    let typed = typed.replace("NaN", "Nan").replace("inf", "in");
    // On one line, as `import` makes it: of a name that begins with blanks a picture may show only the dots.
    let typed = one_line(&typed);
    Ok(if typed.is_empty() { "x".into() } else { typed })
}

fn noun(u: &mut Unstructured<'_>) -> Result<Noun> {
    let counted = if u.ratio(1, 8)? { vec![(*u.choose(&Plural::ALL)?, text(u)?)] } else { Vec::new() };
    Ok(Noun { singular: text(u)?, plural: text(u)?, counted })
}

fn optional<T>(u: &mut Unstructured<'_>, make: fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Option<T>> {
    if u.ratio(1, 8)? { make(u).map(Some) } else { Ok(None) }
}

fn period(u: &mut Unstructured<'_>, at: usize) -> Result<Period> {
    let year = 1990 + 2 * at as u16;
    let label = if u.ratio(1, 4)? { text(u)? } else { year.to_string() };
    let (start, end) = (Date::new(year, 1, 1), Date::new(year + u.int_in_range(0..=1)?, u.int_in_range(1..=12)?, 28));
    let period = start.zip(end).and_then(|(start, end)| Period::new(format!("p{at}"), label, start, end));
    period.ok_or(arbitrary::Error::IncorrectFormat)
}

/// As many small figures as large ones, and every marker that may stand in place of one.
fn observation(u: &mut Unstructured<'_>, kind: MeasureKind) -> Result<Observation> {
    let number: u32 = match u.int_in_range(0..=6)? {
        0 => return Ok(Observation::Marker(marker(u)?)),
        1 => 0,
        2 => u.int_in_range(0..=9)?,
        3 | 4 => u.arbitrary::<u16>()?.into(),
        5 => u.int_in_range(0..=300)?,
        _ => u.arbitrary()?,
    };
    let made = match kind {
        MeasureKind::Count => Count::new(number.into()).map(Observation::Count),
        MeasureKind::Amount => Amount::new(f64::from(number) / 16.0).map(Observation::Amount),
    };
    made.map_err(|_| arbitrary::Error::IncorrectFormat)
}

fn marker(u: &mut Unstructured<'_>) -> Result<Marker> {
    let bound = u.int_in_range(2..=20)?;
    let all = [Marker::Missing, Marker::Unavailable, Marker::Withheld, Marker::NotApplicable, Marker::Low];
    Ok(*all.get(u.int_in_range(0..=5usize)?).unwrap_or(&Marker::Below(bound)))
}

fn population(u: &mut Unstructured<'_>) -> Result<Option<Population>> {
    let people: u32 = if u.ratio(1, 6)? { u.arbitrary()? } else { u.arbitrary::<u16>()?.into() };
    Ok(Population::new(people.into()).ok())
}

/// The whole that the areas belong to: their sum, where all are known and it exists, or any other figure.
fn nation(u: &mut Unstructured<'_>, kind: MeasureKind, columns: &[Column]) -> Result<Nation> {
    let sum = |column: &Column| -> Option<f64> { column.counts.iter().map(|count| count.value()).sum() };
    let areas_sum = u.ratio(1, 2)?;
    let mut counts = Vec::new();
    let mut populations = Vec::new();
    for column in columns {
        let of_parts = sum(column).filter(|_| areas_sum).and_then(|sum| match kind {
            MeasureKind::Count => Count::new(sum).map(Observation::Count).ok(),
            MeasureKind::Amount => Amount::new(sum).map(Observation::Amount).ok(),
        });
        counts.push(match of_parts {
            Some(sum) => sum,
            None => observation(u, kind)?,
        });
        populations.push(if u.ratio(1, 2)? { Population::new(f64::from(u32::MAX)).ok() } else { None });
    }
    Ok(Nation { name: text(u)?, short: text(u)?, counts, populations, areas_sum, note: optional(u, text)? })
}

fn categories(u: &mut Unstructured<'_>, periods: usize) -> Result<Categories> {
    let parts = (0..u.int_in_range(1..=6)?)
        .map(|_| {
            let count: u32 = if u.ratio(1, 2)? { u.int_in_range(0..=500)? } else { u.arbitrary()? };
            Ok(Category { label: text(u)?, count: count.into(), derived: u.ratio(1, 4)? })
        })
        .collect::<Result<Vec<_>>>()?;
    let total = parts.iter().map(|part| part.count).sum();
    Ok(Categories { periods: vec![u.choose_index(periods)?], total, parts })
}

fn asked(u: &mut Unstructured<'_>, dataset: &Dataset) -> Result<Asked> {
    let areas = (0..u.int_in_range(0..=7)?)
        .map(|_| Ok(dataset.areas[u.choose_index(dataset.areas.len())?].id.clone()))
        .collect::<Result<Vec<_>>>()?;
    let view = u.choose(&View::ALL)?.id();
    let measure = u.choose(&Quantity::ALL)?.id();
    let periods = (0..u.int_in_range(1..=2)?)
        .map(|_| Ok(dataset.periods[u.choose_index(dataset.periods.len())?].id.clone()))
        .collect::<Result<Vec<_>>>()?;
    Ok(Asked {
        areas: if u.ratio(1, 6)? { None } else { Some(areas) },
        view: if u.ratio(1, 20)? { Some(text(u)?) } else { Some(view.into()) },
        measure: if u.ratio(1, 20)? { Some(text(u)?) } else { Some(measure.into()) },
        periods: if u.ratio(1, 3)? { None } else { Some(periods) },
    })
}
