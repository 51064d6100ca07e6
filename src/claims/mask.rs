//! Skips numbers that are not figures: addresses, ages, times of day, roads, telephone numbers, lengths of time.

use super::token::{Text, TokenKind};

/// The end of the run of tokens that begins here and holds no figure, if there is one.
pub(super) fn mask(text: &Text, at: usize) -> Option<usize> {
    address(text, at).or_else(|| behind_a_word(text, at)).or_else(|| number(text, at))
}

/// Web and mail addresses, hashtags: everything up to the next space.
fn address(text: &Text, at: usize) -> Option<usize> {
    let web = text.is(at, &["http", "https"]) && text.word(at + 1) == ":"
        || text.word(at) == "www" && text.word(at + 1) == "."
        || text.is(at, &["@", "#"]) && text.get(at + 1).joined;
    let mail = text.word(at + 1) == "@" && text.get(at + 1).joined;
    // "gov.uk", "example.org/12".
    let host = text.get(at).kind == TokenKind::Word
        && text.word(at + 1) == "."
        && text.get(at + 1).joined
        && text.get(at + 2).joined
        && text.get(at + 2).kind == TokenKind::Word
        && text.word(at).len() > 1;
    (web || mail || host).then(|| {
        let mut end = at + 1;
        while text.get(end).joined && end < at + 60 {
            end += 1;
        }
        end
    })
}

/// Words that make a name of the number behind them.
const NAMES: [&str; 34] = [
    "year",
    "tower",
    "operation",
    "unit",
    "section",
    "sections",
    "article",
    "page",
    "pages",
    "chapter",
    "clause",
    "no",
    "number",
    "covid",
    "level",
    "tier",
    "grade",
    "class",
    "type",
    "phase",
    "band",
    "channel",
    "bbc",
    "radio",
    "form",
    "room",
    "ward",
    "flat",
    "junction",
    "platform",
    "group",
    "schedule",
    "appendix",
    "table",
];

/// `Section 5`, `COVID-19`, `call 101`, `aged 17`, `aged between 13 and 17`, `over-65s`.
fn behind_a_word(text: &Text, at: usize) -> Option<usize> {
    let next = text.get(at + 1);
    let named = text.get(at).capital && NAMES.contains(&text.word(at))
        || text.is(
            at,
            &[
                "section",
                "page",
                "junction",
                "chapter",
                "week",
                "reference",
                "route",
                "stage",
                "ref",
                "phase",
                "step",
                "photo",
                "photograph",
                "picture",
                "item",
                "formula",
            ],
        );
    if named && next.kind == TokenKind::Number {
        // "Photograph 3 of 5".
        let of = text.is(at + 2, &["of"]) && text.get(at + 3).kind == TokenKind::Number;
        return Some(at + 2 + 2 * usize::from(of));
    }
    // "The number 42 bus".
    let noun = text.get(at + 2);
    if text.is(at, &["number"]) && next.kind == TokenKind::Number && noun.class == super::vocabulary::WordClass::Content
    {
        return Some(at + 2);
    }
    // "Built in 1874": a year before those that figures are of.
    let old = next.kind == TokenKind::Number && next.word.len() == 4 && next.word.starts_with('1');
    if old && text.is(at, &["in", "since", "from", "until", "circa", "before", "after", "by"]) {
        let noun = text.get(at + 2);
        if noun.kind != TokenKind::Word || !noun.word.ends_with('s') {
            return next.word.parse().is_ok_and(|year: u32| (1500..1900).contains(&year)).then_some(at + 2);
        }
    }
    // A hyphen that touches both sides: "COVID-19", "Under-18s", "Apollo-11".
    let hyphen = text.is(at + 1, &["-", "‑"])
        && next.joined
        && text.get(at + 2).joined
        && text.get(at + 2).kind == TokenKind::Number;
    if hyphen && text.get(at).kind == TokenKind::Word && crate::data::month_named(text.word(at)).is_none() {
        return Some(at + 3 + usize::from(text.word(at + 3) == "s"));
    }
    match text.word(at) {
        "call" | "dial" | "ring" | "calling" | "phone" | "text" | "telephone" | "freephone" | "helpline" => {
            let mut end = at + 1 + usize::from(text.is(at + 1, &["on", "us"])) + usize::from(text.is(at + 2, &["on"]));
            let start = end;
            while text.get(end).kind == TokenKind::Number
                || end > start && text.is(end, &["-", "or"]) && text.get(end + 1).kind == TokenKind::Number
            {
                end += 1;
            }
            (end > start).then_some(end)
        }
        "on" | "via" if text.is(at + 1, &["101", "999", "111", "116", "0800", "0808", "0300", "0345"]) => {
            let mut end = at + 2;
            while text.get(end).kind == TokenKind::Number {
                end += 1;
            }
            Some(end)
        }
        "aged" | "ages" | "age" => {
            let mut end = at + 1;
            while end < at + 8
                && (text.get(end).kind == TokenKind::Number
                    || text.is(
                        end,
                        &["between", "under", "over", "from", "of", "to", "and", "-", "–", "as", "young", "or"],
                    )
                    || crate::words::number_word(text.word(end)).is_some())
            {
                end += 1;
            }
            // The words between belong to the age only if a number ends it.
            while end > at + 1
                && text.get(end - 1).kind != TokenKind::Number
                && crate::words::number_word(text.word(end - 1)).is_none()
            {
                end -= 1;
            }
            (end > at + 1).then_some(end)
        }
        _ => None,
    }
}

/// Digits that are a time, an age, an ordinal or a name.
fn number(text: &Text, at: usize) -> Option<usize> {
    let token = text.get(at);
    let next = text.get(at + 1);
    let in_words = crate::words::number_word(&token.word).is_some();
    if token.kind != TokenKind::Number && !in_words {
        return None;
    }
    // "17-year-old", "17 years old", "three-year-old", "12-month-old".
    let hyphen = usize::from(text.is(at + 1, &["-", "‑"]));
    if text.is(at + 1 + hyphen, &["year", "years", "month", "months", "week", "weeks"]) {
        let after = at + 2 + hyphen;
        let gap = usize::from(text.is(after, &["-", "‑"]));
        if text.is(after + gap, &["old", "olds"]) {
            return Some(after + gap + 1);
        }
    }
    if token.kind != TokenKind::Number {
        return None;
    }
    // "12 Harbour Street".
    const STREETS: [&str; 12] =
        ["street", "road", "lane", "avenue", "close", "drive", "square", "terrace", "place", "crescent", "row", "quay"];
    let street = (at + 2..at + 4).find(|&next| text.get(next).capital && STREETS.contains(&text.word(next)));
    if let Some(end) = street.filter(|&end| (at + 1..end).all(|at| text.get(at).capital)) {
        return Some(end + 1);
    }
    // "1st", "10am", "20s", "1980s", "5pm", "30mph", "2km", "10ft": letters that touch the digits.
    const TOUCHING: [&str; 22] = [
        "st", "nd", "rd", "th", "am", "pm", "s", "mph", "km", "kg", "g", "ft", "cm", "mm", "ml", "mg", "lb", "lbs",
        "oz", "p", "in", "d",
    ];
    if next.joined && TOUCHING.contains(&next.word.as_str()) {
        return Some(at + 2);
    }
    // "The head teacher, 52, said".
    let before = text.get(at.wrapping_sub(2));
    let named = text.is(at + 1, &[","]) || text.is(at + 1, &["."]) && before.capital;
    let age = token.word.len() == 2 && text.is(at.wrapping_sub(1), &[","]) && named && before.kind == TokenKind::Word;
    if age {
        return Some(at + 1);
    }
    // "10 am", "6.30 pm", "10:30", "5-3".
    if text.is(
        at + 1,
        &[
            "am", "pm", "mph", "miles", "mile", "km", "metres", "feet", "kg", "tonnes", "litres", "acres", "degrees",
            "cm",
        ],
    ) {
        return Some(at + 2);
    }
    if text.is(at + 1, &[":"]) && next.joined && text.get(at + 2).joined && text.get(at + 2).kind == TokenKind::Number {
        return Some(at + 3);
    }
    if text.is(at + 1, &["-", "/"])
        && next.joined
        && text.get(at + 2).kind == TokenKind::Number
        && text.get(at + 2).joined
    {
        // A financial year is looked for before this; what is left is a score or a date in digits.
        let mut end = at + 3;
        while text.is(end, &["-", "/"]) && text.get(end).joined && text.get(end + 1).kind == TokenKind::Number {
            end += 2;
        }
        return Some(end);
    }
    // A telephone number begins with a nought.
    if token.word.len() > 2 && token.word.starts_with('0') && !token.word.contains('.') {
        let mut end = at + 1;
        while text.get(end).kind == TokenKind::Number {
            end += 1;
        }
        return Some(end);
    }
    None
}
