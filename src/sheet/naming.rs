//! What a sheet is about, what is counted in it and what its whole is called, guessed from its words.

use super::{Survey, TableLayout, TotalRow, apart, official_area, one_line, stem};

/// What the words of a title say is counted.
const EVENTS: [(&str, &str); 28] = [
    ("offence", "offences"),
    ("crime", "crimes"),
    ("incident", "incidents"),
    ("arrest", "arrests"),
    ("seizure", "seizures"),
    ("complaint", "complaints"),
    ("death", "deaths"),
    ("search", "searches"),
    ("stop", "stops"),
    ("collision", "collisions"),
    ("casualty", "casualties"),
    ("burglary", "burglaries"),
    ("robbery", "robberies"),
    ("theft", "thefts"),
    ("assault", "assaults"),
    ("fine", "fines"),
    ("charge", "charges"),
    ("caution", "cautions"),
    ("conviction", "convictions"),
    ("prosecution", "prosecutions"),
    ("referral", "referrals"),
    ("report", "reports"),
    ("request", "requests"),
    ("application", "applications"),
    ("call", "calls"),
    ("victim", "victims"),
    ("fire", "fires"),
    ("case", "cases"),
];

/// One of the things counted and several, if a word of a text is such a thing.
pub fn event(text: &str) -> Option<(&'static str, &'static str)> {
    let text = text.to_lowercase();
    let mut words = text.split(|letter: char| !letter.is_alphabetic());
    words.find_map(|word| EVENTS.iter().find(|(one, more)| word == *one || word == *more)).copied()
}

/// The text above the table that says what it is about, or the name of the file.
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

/// What the whole is called, where its row only says that it is a total.
pub fn whole(survey: &Survey, whole: &TotalRow, known: bool) -> String {
    let bare = apart(&whole.name).0.replace('&', "and");
    let named = ["England and Wales", "United Kingdom", "Great Britain", "England", "Wales", "Scotland"];
    if let Some(name) = named.iter().find(|name| bare.to_lowercase().contains(&name.to_lowercase())) {
        return (*name).into();
    }
    if ["uk", "uk total", "total uk"].contains(&bare.to_lowercase().as_str()) {
        return "United Kingdom".into();
    }
    if !known {
        return "All areas".into();
    }
    let countries = survey.areas.iter().filter_map(|name| official_area(name)).map(|area| area.country);
    let mut countries: Vec<_> = countries.collect();
    countries.sort_unstable();
    countries.dedup();
    match countries[..] {
        ["England", "Wales"] if survey.areas.len() >= 40 => "England and Wales".into(),
        ["England", "Northern Ireland", "Scotland", "Wales"] => "United Kingdom".into(),
        _ => "All forces".into(),
    }
}

/// `offences` at the start of a title.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// `Freedom of Information request 4711: offences` is about offences.
fn without_request(text: &str) -> &str {
    let lower = text.to_lowercase();
    let request = lower.starts_with("freedom of") || lower.starts_with("foi");
    text.split_once(": ").filter(|_| request).map_or(text, |(_, rest)| rest)
}

/// `Table 1a: Offences` is about offences.
fn without_number(text: &str) -> String {
    let lower = text.to_lowercase();
    let rest = if lower.starts_with("table") || lower.starts_with("figure") {
        text.split_once([':', '-', '–', '.']).map_or(text, |(_, rest)| rest)
    } else {
        text
    };
    one_line(rest)
}

/// A remark between the rows rather than an area without figures.
pub fn is_remark(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() > 60
        || text.ends_with(':')
        || ["note", "source", "of which", "please", "data ", "(", "["].iter().any(|start| lower.starts_with(start))
}
