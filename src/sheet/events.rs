//! Words for things that are counted.

/// In the singular and the plural.
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

/// The singular and plural of the thing counted, from the first word of the text that is in the list.
pub fn event(text: &str) -> Option<(&'static str, &'static str)> {
    let text = text.to_lowercase();
    let mut words = text.split(|letter: char| !letter.is_alphabetic());
    words.find_map(|word| EVENTS.iter().find(|(one, more)| word == *one || word == *more)).copied()
}

/// Whether a word in small letters names things that are counted.
pub fn is_event(word: &str) -> bool {
    EVENTS.iter().any(|(one, more)| word == *one || word == *more)
}
