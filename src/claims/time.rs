//! Periods as articles name them: financial years, months, "the year to March 2022", "the year before".

use super::token::{Text, TokenKind};
use crate::data::month_named;

/// Whole months, first and last included, counted from the start of year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub from: i32,
    pub to: i32,
}

impl Stretch {
    pub fn months(self) -> i32 {
        self.to - self.from + 1
    }

    fn of_year(year: i32) -> Self {
        Self { from: year * 12, to: year * 12 + 11 }
    }

    /// Days, leap years and all.
    pub fn days(self) -> f64 {
        let first = |month: i32| {
            let date = crate::data::Date::new(month.div_euclid(12) as u16, month.rem_euclid(12) as u8 + 1, 1);
            date.map_or(0.0, |date| f64::from(date.ordinal()))
        };
        first(self.to + 1) - first(self.from)
    }
}

/// A period, as the words of a text mean it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Months that are named with their year.
    Stretch(Stretch),
    /// From one period to another: the two of them, or everything between.
    Between(Stretch, Stretch),
    /// From a month on.
    Since(i32),
    /// Months of a year that is not named: first and last, 1 to 12.
    Months(u32, u32),
    /// Months of the year before: `March last year`.
    MonthsBefore(u32, u32),
    /// Twelve months that end in a month of a year that is not named.
    YearTo(u32),
    /// `last year`: the latest in the data, or the one before what was just named.
    LastYear,
    /// `this year`, `in a year`, `the past 12 months`: the latest.
    Latest,
    /// `the previous year`, `the same month a year earlier`: twelve months before the one just named.
    Before,
    /// `the year after`: twelve months after the one just named.
    After,
    /// `the previous quarter`, `three months earlier`: so many months before the one just named; none if it is the
    /// period next before.
    Earlier(Option<u32>),
    /// `the same quarter of 2021`: the months just named, in that year.
    SameIn(i32),
    /// `five years ago`, `a decade earlier`.
    YearsBefore(u32),
    /// `in two years`: so many of the latest periods.
    Several(u32),
}

/// A period named in the text.
#[derive(Clone, Debug)]
pub(super) struct NamedPeriod {
    pub start: usize,
    pub end: usize,
    pub when: When,
}

fn year(text: &Text, at: usize) -> Option<i32> {
    let token = text.get(at);
    let year: i32 = (token.kind == TokenKind::Number && token.word.len() == 4).then(|| token.word.parse().ok())??;
    (1900..2100).contains(&year).then_some(year)
}

fn day(text: &Text, at: usize) -> bool {
    let token = text.get(at);
    token.kind == TokenKind::Number
        && token.word.len() <= 2
        && token.word.parse().is_ok_and(|day: u32| (1..=31).contains(&day))
}

/// A year, or two of which one ends in the other: `2016/17`, `2016-17`, `2016/2017`, `2015-2019`.
pub(super) fn years(text: &Text, at: usize) -> Option<(usize, Stretch)> {
    let first = year(text, at)?;
    let (sign, second) = (text.get(at + 1), text.get(at + 2));
    let joined = matches!(sign.word.as_str(), "/" | "-" | "–" | "‑") && sign.joined && second.joined;
    let digits = second.kind == TokenKind::Number && matches!(second.word.len(), 2 | 4);
    if joined
        && digits
        && let Ok(end) = second.word.parse::<i32>()
    {
        let end = if second.word.len() == 2 { first / 100 * 100 + end } else { end };
        let end = if end < first { end + 100 } else { end };
        if end == first + 1 {
            // Taken as a financial year, as in the labels of the data.
            return Some((at + 3, Stretch { from: first * 12 + 3, to: end * 12 + 2 }));
        }
        if end > first && end < first + 100 {
            return Some((at + 3, Stretch { from: first * 12, to: end * 12 + 11 }));
        }
    }
    Some((at + 1, Stretch::of_year(first)))
}

/// A month with or without its day and year: `1 April 2016`, `April 1, 2016`, `March`.
fn dated_month(text: &Text, at: usize) -> Option<(usize, u32, Option<i32>)> {
    let mut next = at;
    if day(text, next) {
        next += 1;
        next += usize::from(text.is(next, &["st", "nd", "rd", "th"]));
        next += usize::from(text.is(next, &["of"]));
    }
    let token = text.get(next);
    let found = month_named(&token.word).filter(|_| token.capital)?.into();
    next += 1;
    // "Sept. 30".
    let dot = text.is(next, &["."]) && text.get(next).joined && text.word(next - 1).len() < 5;
    next += usize::from(dot && text.get(next + 1).kind == TokenKind::Number);
    if (next == at + 1 || dot) && day(text, next) {
        next += 1;
        next += usize::from(text.is(next, &["st", "nd", "rd", "th"]));
    }
    let comma = usize::from(text.is(next, &[","]));
    match year(text, next + comma) {
        Some(year) => Some((next + comma + 1, found, Some(year))),
        None => Some((next, found, None)),
    }
}

/// The period that is named at a token, if one is.
pub(super) fn named(text: &Text, at: usize) -> Option<NamedPeriod> {
    let found = |end: usize, when: When| Some(NamedPeriod { start: at, end, when });
    let stretch = between(text, at).or_else(|| since(text, at)).or_else(|| months_to(text, at));
    let part = || part_of_year(text, at).or_else(|| season(text, at));
    if let Some((end, when)) = stretch.or_else(part).or_else(|| same(text, at)) {
        return found(end, when);
    }
    if let Some((end, when)) = months(text, at) {
        return found(end, when);
    }
    if let Some((end, stretch)) = years(text, at) {
        // "the year 2019", "in 2019": a bare number of that size without a comma is a year in newspapers.
        return found(end, When::Stretch(stretch));
    }
    let (end, when) = relative(text, at)?;
    found(end, when)
}

/// `April to June 2020`, `March 2018`, `March last year`, `between April and June`.
fn months(text: &Text, at: usize) -> Option<(usize, When)> {
    let (end, first, first_year) = dated_month(text, at)?;
    let link = text.is(end, &["to", "and", "-", "–", "until", "through"]);
    let comma = usize::from(text.is(end, &[","]) && text.is(end + 1, &["and", "to"]));
    // "Between June 2016 and the same month this year".
    if let (true, Some(from)) = (link, first_year)
        && ["the same month this year", "the same month the following year", "the same month a year later"]
            .iter()
            .any(|phrase| phrase.split(' ').enumerate().all(|(at, word)| text.word(end + 1 + at) == word))
    {
        let month = |year: i32| Stretch { from: year * 12 + first as i32 - 1, to: year * 12 + first as i32 - 1 };
        let words = if text.is(end + 4, &["this"]) { 5 } else { 6 };
        return Some((end + 1 + words, When::Between(month(from), month(from + 1))));
    }
    if (link || comma == 1)
        && let Some((end, last, last_year)) = dated_month(text, end + comma + 1)
    {
        return Some(match (first_year, last_year) {
            (from, Some(to)) => {
                let both =
                    from.is_some() || text.is(end - 1, &["between"]) || text.is(at.wrapping_sub(1), &["between"]);
                let from = from.unwrap_or(if first <= last { to } else { to - 1 });
                let (one, other) = (from * 12 + first as i32 - 1, to * 12 + last as i32 - 1);
                if both && one < other {
                    // One span, or two months compared: the claim that uses it decides.
                    let month = |month| Stretch { from: month, to: month };
                    return Some((end, When::Between(month(one), month(other))));
                }
                (end, When::Stretch(Stretch { from: from * 12 + first as i32 - 1, to: to * 12 + last as i32 - 1 }))
            }
            (Some(from), None) => {
                let to = if first <= last { from } else { from + 1 };
                (end, When::Stretch(Stretch { from: from * 12 + first as i32 - 1, to: to * 12 + last as i32 - 1 }))
            }
            (None, None) => tense(text, end, first, last),
        });
    }
    // "may" is a verb more often than a month.
    Some(match first_year {
        Some(year) => {
            (end, When::Stretch(Stretch { from: year * 12 + first as i32 - 1, to: year * 12 + first as i32 - 1 }))
        }
        None if text.word(at) == "may" && !text.is(at.wrapping_sub(1), &["in", "since", "to", "last", "by"]) => {
            return None;
        }
        None => tense(text, end, first, first),
    })
}

/// Months without a year; of the year before if the words behind say so.
fn tense(text: &Text, end: usize, first: u32, last: u32) -> (usize, When) {
    match (text.word(end), text.word(end + 1)) {
        ("last", "year") | ("the", "previous") | ("the", "year") => (end + 2, When::MonthsBefore(first, last)),
        ("this", "year") => (end + 2, When::Months(first, last)),
        _ => (end, When::Months(first, last)),
    }
}

/// `between 2016/17 and 2017/18`, `from 2016 to 2018`.
fn between(text: &Text, at: usize) -> Option<(usize, When)> {
    let link = match text.word(at) {
        "between" => "and",
        "from" => "to",
        _ => return None,
    };
    if let Some((end, first)) = years(text, at + 1) {
        if text.word(end) != link {
            return None;
        }
        let (end, last) = years(text, end + 1)?;
        return (first.from < last.from).then_some((end, When::Between(first, last)));
    }
    let article = |at: usize| at + usize::from(text.is(at, &["the"]));
    if let Some((end, When::Stretch(first))) = season(text, article(at + 1))
        && text.word(end) == link
        && let Some((end, When::Stretch(last))) = season(text, article(end + 1))
    {
        return (first.from < last.from).then_some((end, When::Between(first, last)));
    }
    if let Some((end, When::Stretch(first))) = part_of_year(text, article(at + 1))
        && text.word(end) == link
    {
        // "between the last quarter of 2021 and the first of 2022".
        let next = article(end + 1);
        let again = part_of_year(text, next);
        let short = || {
            let place = ["first", "second", "third", "fourth"].iter().position(|word| text.is(next, &[word]))?;
            let quarter = usize::from(text.is(next + 1, &["quarter", "half"]));
            let of = text.is(next + 1 + quarter, &["of"]).then(|| years(text, next + 2 + quarter)).flatten();
            let (end, from) =
                of.map_or((next + 1 + quarter, first.from.div_euclid(12) * 12), |(end, of)| (end, of.from));
            let from = from + place as i32 * first.months();
            Some((end, When::Stretch(Stretch { from, to: from + first.months() - 1 })))
        };
        let (end, When::Stretch(last)) = again.or_else(short)? else { return None };
        return (first.from < last.from).then_some((end, When::Between(first, last)));
    }
    let (end, when) = months(text, at + 1)?;
    let spans = matches!(when, When::Stretch(stretch) if stretch.months() > 1) || matches!(when, When::Between(..));
    spans.then_some((end, when))
}

fn since(text: &Text, at: usize) -> Option<(usize, When)> {
    if text.word(at) != "since" {
        return None;
    }
    if let Some((end, month, Some(year))) = dated_month(text, at + 1) {
        return Some((end, When::Since(year * 12 + month as i32 - 1)));
    }
    let (end, stretch) = years(text, at + 1)?;
    Some((end, When::Since(stretch.from)))
}

/// `the year to March 2022`, `the 12 months ending June`, `the three months to June 2022`.
fn months_to(text: &Text, at: usize) -> Option<(usize, When)> {
    let mut next = at + usize::from(text.is(at, &["financial"]));
    let hyphen = |at: usize| at + usize::from(text.is(at, &["-", "‑"]));
    let span;
    (next, span) = match text.word(next) {
        "year" => (next + 1, 12),
        "quarter" => (next + 1, 3),
        word => {
            let months = small(word).filter(|months| *months <= 12)?;
            let after = hyphen(next + 1);
            if !text.is(after, &["months", "month"]) {
                return None;
            }
            (after + 1, months as i32)
        }
    };
    next += usize::from(text.is(next, &["period"]));
    next = match text.word(next) {
        "to" | "ending" | "ended" => next + 1,
        "up" if text.word(next + 1) == "to" => next + 2,
        _ => return None,
    };
    next += usize::from(text.is(next, &["in"]));
    if text.is(next, &["the"]) && text.is(next + 1, &["end"]) && text.is(next + 2, &["of"]) {
        next += 3;
    }
    let (end, month, year) = dated_month(text, next)?;
    let this_year = usize::from(text.is(end, &["of"]));
    Some(match year {
        Some(year) => {
            let to = year * 12 + month as i32 - 1;
            (end, When::Stretch(Stretch { from: to - span + 1, to }))
        }
        None if text.word(end + this_year) == "this" && text.word(end + this_year + 1) == "year" => {
            (end + this_year + 2, of_months(month, span))
        }
        None => (end, of_months(month, span)),
    })
}

/// So many months that end in a month of a year that is not named.
fn of_months(last: u32, span: i32) -> When {
    if span == 12 { When::YearTo(last) } else { When::Months((last as i32 - span).rem_euclid(12) as u32 + 1, last) }
}

/// `Q2 2022`, `2022 Q2`, `the second quarter of 2022`, `the first half of 2021`, `the last three months of 2021`,
/// `the second quarter`.
fn part_of_year(text: &Text, at: usize) -> Option<(usize, When)> {
    const PLACES: [(&str, i32); 12] = [
        ("first", 0),
        ("1st", 0),
        ("opening", 0),
        ("second", 1),
        ("2nd", 1),
        ("third", 2),
        ("3rd", 2),
        ("fourth", 3),
        ("4th", 3),
        ("last", -1),
        ("final", -1),
        ("closing", -1),
    ];
    let named = |word: &str| -> Option<(i32, i32)> {
        let (kind, number) = word.split_at_checked(1)?;
        let number: i32 = number.parse().ok()?;
        match kind {
            "q" if (1..=4).contains(&number) => Some((number - 1, 3)),
            "h" if (1..=2).contains(&number) => Some((number - 1, 6)),
            _ => None,
        }
    };
    let made = |year: i32, place: i32, span: i32| {
        let from = year * 12 + place * span;
        When::Stretch(Stretch { from, to: from + span - 1 })
    };
    if let Some(of) = year(text, at).filter(|_| text.get(at + 1).kind == TokenKind::Word)
        && let Some((place, span)) = named(text.word(at + 1))
    {
        return Some((at + 2, made(of, place, span)));
    }
    let (mut next, place, span) = if let Some((place, span)) = named(text.word(at)) {
        (at + 1, place, span)
    } else {
        let (_, place) = PLACES.iter().find(|(word, _)| *word == text.word(at))?;
        let (end, span) = match text.word(at + 1) {
            "quarter" => (at + 2, 3),
            "half" => (at + 2, 6),
            word => {
                let months = small(word).filter(|months| 12 % months == 0)?;
                text.is(at + 2, &["months"]).then_some(())?;
                (at + 3, months as i32)
            }
        };
        (end, *place, span)
    };
    let place = if place < 0 { 12 / span - 1 } else { place };
    if place * span >= 12 {
        return None;
    }
    next += usize::from(text.is(next, &["of", "in"]) && !text.is(next + 1, &["the"]) || text.is(next, &[","]));
    if let Some((end, stretch)) = years(text, next) {
        // "the second half of 2022/23": months of a financial year.
        let from = stretch.from + place * span;
        return Some((end, When::Stretch(Stretch { from, to: from + span - 1 })));
    }
    let end = next - usize::from(text.is(next - 1, &["of", "in", ","]));
    let (first, last) = ((place * span + 1) as u32, (place * span + span) as u32);
    // "the last three months" of no year are the latest ones.
    if text.is(at, &["last", "final"]) && !text.is(next, &["last", "this"]) {
        return None;
    }
    Some(match (text.word(next), text.word(next + 1)) {
        ("last", "year") => (next + 2, When::MonthsBefore(first, last)),
        ("this", "year") => (next + 2, When::Months(first, last)),
        _ => (end, When::Months(first, last)),
    })
}

/// `autumn 2022`, `the spring of 2021`, `the autumn term of 2022`: three months each.
fn season(text: &Text, at: usize) -> Option<(usize, When)> {
    const SEASONS: [(&str, i32); 5] = [("spring", 2), ("summer", 5), ("autumn", 8), ("fall", 8), ("winter", 11)];
    let (_, first) = SEASONS.iter().find(|(season, _)| *season == text.word(at))?;
    let next = at + 1 + usize::from(text.is(at + 1, &["term"]));
    let next = next + usize::from(text.is(next, &["of", "in"]));
    let from = year(text, next)? * 12 + first;
    Some((next + 1, When::Stretch(Stretch { from, to: from + 2 })))
}

/// `the same quarter of 2021`, `the same month a year earlier`, `the corresponding period in 2019`.
fn same(text: &Text, at: usize) -> Option<(usize, When)> {
    let next = at + usize::from(text.is(at, &["the"]));
    if !text.is(next, &["same", "corresponding", "equivalent"]) {
        return None;
    }
    const SPANS: [&str; 10] = ["period", "quarter", "month", "months", "time", "half", "week", "day", "point", "stage"];
    let span = (next + 1..next + 4).find(|&at| text.is(at, &SPANS))?;
    let mut end = span + 1;
    let of = usize::from(text.is(end, &["of", "in", "for", "from"]));
    if let Some((end, stretch)) = years(text, end + of) {
        return Some((end, When::SameIn(stretch.from.div_euclid(12))));
    }
    // "in the same period between 2015 and 2016".
    if text.is(end, &["between", "from"])
        && let Some((next, first)) = years(text, end + 1)
        && text.is(next, &["and", "to"])
        && let Some((end, _)) = years(text, next + 1)
    {
        return Some((end, When::SameIn(first.from.div_euclid(12))));
    }
    // "the same period last year", "the same month a year earlier", "the same period 12 months previously".
    let tail = end + of;
    for phrase in [
        "last year",
        "the previous year",
        "the year before",
        "the year earlier",
        "a year earlier",
        "a year before",
        "a year ago",
        "one year earlier",
        "12 months earlier",
        "12 months previously",
        "12 months before",
        "twelve months earlier",
        "the preceding year",
        "previous year",
        "the year previously",
        "a year previously",
    ] {
        let words = phrase.split(' ');
        let length = words.clone().count();
        if words.enumerate().all(|(place, word)| text.word(tail + place) == word) {
            end = tail + length;
            break;
        }
    }
    Some((end, When::Before))
}

/// Phrases for a period that do not name one, each before any shorter one that it begins with.
const RELATIVE: [(&str, When); 65] = [
    ("the previous financial year", When::Before),
    ("the preceding year", When::Before),
    ("the preceding 12 months", When::Before),
    ("the previous 12 months", When::Before),
    ("the previous twelve months", When::Before),
    ("the 12 months before", When::Before),
    ("the previous year", When::Before),
    ("previous year", When::Before),
    ("the prior year", When::Before),
    ("the year before that", When::Before),
    ("the year before", When::Before),
    ("the year previously", When::Before),
    ("the year earlier", When::Before),
    ("a year earlier", When::Before),
    ("a year before", When::Before),
    ("a year ago", When::Before),
    ("one year earlier", When::Before),
    ("twelve months earlier", When::Before),
    ("12 months earlier", When::Before),
    ("the year after", When::After),
    ("the following year", When::After),
    ("the next year", When::After),
    ("a year later", When::After),
    ("the 12 previous months", When::Before),
    ("twelve months previously", When::Before),
    ("12 months previously", When::Before),
    ("a year previously", When::Before),
    ("the month before", When::Earlier(Some(1))),
    ("the previous month", When::Earlier(Some(1))),
    ("a month earlier", When::Earlier(Some(1))),
    ("a month before", When::Earlier(Some(1))),
    ("last month", When::Earlier(Some(1))),
    ("month-on-month", When::Earlier(Some(1))),
    ("month on month", When::Earlier(Some(1))),
    ("the previous quarter", When::Earlier(Some(3))),
    ("the quarter before", When::Earlier(Some(3))),
    ("a quarter earlier", When::Earlier(Some(3))),
    ("quarter-on-quarter", When::Earlier(Some(3))),
    ("quarter on quarter", When::Earlier(Some(3))),
    ("the preceding quarter", When::Earlier(Some(3))),
    ("the previous three months", When::Earlier(Some(3))),
    ("the three months before", When::Earlier(Some(3))),
    ("three months earlier", When::Earlier(Some(3))),
    ("three months before", When::Earlier(Some(3))),
    ("six months earlier", When::Earlier(Some(6))),
    ("six months before", When::Earlier(Some(6))),
    ("year-over-year", When::Before),
    ("year over year", When::Before),
    ("year on year", When::Before),
    ("year-on-year", When::Before),
    ("the previous period", When::Earlier(None)),
    ("the last financial year", When::LastYear),
    ("last year", When::LastYear),
    ("this year", When::Latest),
    ("the past year", When::Latest),
    ("the last year", When::Latest),
    ("the past 12 months", When::Latest),
    ("the last 12 months", When::Latest),
    ("in a year", When::Latest),
    ("in 12 months", When::Latest),
    ("in the space of a year", When::Latest),
    ("over the year", When::Latest),
    ("in a month", When::Earlier(Some(1))),
    ("over the month", When::Earlier(Some(1))),
    ("the latest year", When::Latest),
];

fn relative(text: &Text, at: usize) -> Option<(usize, When)> {
    let begins = text.word(at);
    for (phrase, when) in &RELATIVE {
        let mut end = at;
        if !phrase.starts_with(begins) || begins.is_empty() {
            continue;
        }
        let fits = phrase.split([' ', '-']).all(|word| {
            end += usize::from(end > at && phrase.contains('-') && text.is(end, &["-", "‑"]));
            end += 1;
            text.word(end - 1) == word
        });
        if fits {
            return Some((end, *when));
        }
    }
    years_back(text, at)
}

fn small(word: &str) -> Option<u32> {
    word.parse()
        .ok()
        .or_else(|| crate::words::number_word(word).map(|number| number as u32))
        .filter(|number| (2..=50).contains(number))
}

/// `the last two years`, `in two years`, `over the three years`; `five years ago`, `a decade earlier`.
fn years_back(text: &Text, at: usize) -> Option<(usize, When)> {
    if text.is(at, &["a"]) && text.is(at + 1, &["decade"]) && text.is(at + 2, &["ago", "earlier", "before"]) {
        return Some((at + 3, When::YearsBefore(10)));
    }
    let leads = ["the", "in", "over", "past", "last", "these", "those", "both", "previous", "across"];
    let mut next = at;
    while next < at + 4 && text.is(next, &leads) {
        next += 1;
    }
    if next > at && text.is(next.wrapping_sub(1), &["both"]) && text.is(next, &["years"]) {
        return Some((next + 1, When::Several(2)));
    }
    let number = small(text.word(next))?;
    let hyphen = usize::from(text.is(next + 1, &["-", "‑"]));
    if !text.is(next + 1 + hyphen, &["years", "year"]) || text.is(next + 2 + hyphen, &["-", "old"]) {
        return None;
    }
    let end = next + 2 + hyphen;
    match text.word(end) {
        "ago" | "earlier" | "before" | "previously" => Some((end + 1, When::YearsBefore(number))),
        "period" => Some((end + 1, When::Several(number))),
        _ => (next > at).then_some((end, When::Several(number))),
    }
}
