//! Guesses from a sheet's words its title, and the name of the whole that its areas are part of.

use super::official_areas::place_of;
use super::survey::NamedRow;
use super::{Survey, TableLayout, apart, official_area, one_line, stem, total_of};

/// The title: the first text above the table that could be one, or else the name of the file.
pub fn title(layout: &TableLayout, file: &str) -> String {
    let titles = layout.above.iter().map(|text| without_number(without_request(apart(text).0)));
    let above = titles.map(|text| capital(text.strip_prefix("Number of ").unwrap_or(&text))).find(|text| {
        let lower = text.to_lowercase();
        text.len() >= 8
            && ![
                "source",
                "note",
                "contact",
                "back to",
                "return to",
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
    let name = stem(file).replace(['-', '_'], " ");
    let name = capital(&one_line(&name));
    above.unwrap_or(if name.is_empty() { "Figures".into() } else { name })
}

/// The name of the whole, where its row may only say that it is a total. `known` says that the areas are police forces.
pub fn whole(survey: &Survey, whole: &NamedRow, known: bool) -> String {
    let bare = apart(&whole.name).0;
    let nations = [
        ("england and wales", "England and Wales"),
        ("england wales", "England and Wales"),
        ("eng and wales", "England and Wales"),
        ("e and w", "England and Wales"),
        ("united kingdom", "United Kingdom"),
        ("uk", "United Kingdom"),
        ("great britain", "Great Britain"),
        ("gb", "Great Britain"),
        ("england", "England"),
        ("wales", "Wales"),
        ("scotland", "Scotland"),
    ];
    let of = total_of(bare);
    if let Some((_, name)) = nations.iter().find(|(known, _)| *known == of) {
        return (*name).into();
    }
    // A region or another country is called what the sheet calls it.
    if place_of(bare).is_some() {
        return one_line(bare);
    }
    if !known {
        return "All areas".into();
    }
    // What is no force of a country may belong to none of them.
    if !survey.others().is_empty() {
        return "All forces".into();
    }
    let countries = survey.areas().filter_map(|row| official_area(&row.name)).map(|area| area.country);
    let mut countries: Vec<_> = countries.collect();
    countries.sort_unstable();
    countries.dedup();
    match countries[..] {
        ["England", "Wales"] if survey.areas().count() >= 40 => "England and Wales".into(),
        ["England", "Northern Ireland", "Scotland", "Wales"] => "United Kingdom".into(),
        _ => "All forces".into(),
    }
}

/// The text with a capital first letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// `offences` for `Freedom of Information request 4711: offences`.
fn without_request(text: &str) -> &str {
    let lower = text.to_lowercase();
    let request = lower.starts_with("freedom of") || lower.starts_with("foi");
    text.split_once(": ").filter(|_| request).map_or(text, |(_, rest)| rest)
}

/// `Offences` for `Table 1a: Offences`.
fn without_number(text: &str) -> String {
    let lower = text.to_lowercase();
    let rest = if lower.starts_with("table") || lower.starts_with("figure") {
        // `Table 5.1: Schools` has a point in its number.
        let cut = text.split_once(':').or_else(|| text.split_once(['-', '–'])).or_else(|| text.split_once(". "));
        cut.filter(|(number, _)| number.len() < 20).map_or(text, |(_, rest)| rest)
    } else {
        text
    };
    one_line(rest)
}
