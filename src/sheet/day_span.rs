//! Guesses the days that a heading such as `2016/17` or `Year ending March 2018` covers, for a recipe that a person
//! then checks.

use crate::data::{Date, MONTHS, month_named};

/// The days that a text covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// A short label for readers: `2016/17`.
    pub label: String,
    /// The rest of the text: `Offences` in `Offences 2016/17`.
    pub rest: String,
    /// Another meaning that the text may have, as a clause for messages.
    pub ambiguity: Option<&'static str>,
}

/// A word, a number or a single sign, in lower case, and its bytes in the text.
#[derive(Clone, Debug)]
struct SpanToken {
    text: String,
    from: usize,
    to: usize,
}

/// The first and last day, a label, another meaning that the text may have, and the index of the next token.
type Found = (Date, Date, String, Option<&'static str>, usize);

impl DaySpan {
    /// The first span in a text, from the left; `None` if there is none or the text is too long for a heading.
    pub fn find(text: &str) -> Option<Self> {
        let tokens = tokens(text);
        // A heading is short. A paragraph that mentions a year is not a heading.
        if tokens.len() > 24 {
            return None;
        }
        (0..tokens.len()).find_map(|at| {
            let free = at == 0 || !continues(&tokens[..at], tokens[at].from);
            let found = free.then(|| READERS.iter().find_map(|read| read(&tokens, at)))?;
            let (start, end, label, ambiguity, next) = found?;
            if is_continued(&tokens[next..], tokens[next - 1].to) {
                return None;
            }
            let (before, after) = (&text[..tokens[at].from], &text[tokens[next - 1].to..]);
            let ends = |c: char| c.is_whitespace() || ",;:-–—()[]/|".contains(c);
            let rest = [before.trim_matches(ends), after.trim_matches(ends)];
            let rest = rest.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
            (start <= end).then_some(Self { start, end, label, rest, ambiguity })
        })
    }

    /// The identifier in attributes and links: `2016-17`.
    pub fn id(&self) -> String {
        let letters = self.label.to_lowercase();
        let words = letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("-")
    }
}

fn is_number(token: &SpanToken) -> bool {
    token.text.starts_with(|letter: char| letter.is_ascii_digit())
}

fn joins(token: &SpanToken) -> bool {
    matches!(token.text.as_str(), "/" | "." | "," | "-")
}

/// Whether the token at `from` continues a number, or follows a letter as in `E2017`. It is then not a year.
fn continues(before: &[SpanToken], from: usize) -> bool {
    match before {
        [.., last] if last.to < from => false,
        [.., number, sign] if joins(sign) => number.to == sign.from && is_number(number),
        [.., last] => is_number(last) || (last.text.len() < 3 && last.text.starts_with(char::is_alphabetic)),
        [] => false,
    }
}

/// Whether the token that ends at `to` continues into a number or a word.
fn is_continued(after: &[SpanToken], to: usize) -> bool {
    match after {
        [first, ..] if to < first.from => false,
        [sign, number, ..] if joins(sign) => number.from == sign.to && is_number(number),
        [first, ..] => first.text.starts_with(char::is_alphanumeric),
        [] => false,
    }
}

fn tokens(text: &str) -> Vec<SpanToken> {
    let mut tokens: Vec<SpanToken> = Vec::new();
    let sort = |letter: char| {
        if letter.is_ascii_digit() {
            1
        } else if letter.is_alphabetic() {
            2
        } else {
            0
        }
    };
    let mut last = 0;
    for (at, letter) in text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
        let sort = sort(letter);
        let letter_text = if matches!(letter, '–' | '—' | '‐' | '‑' | '−') {
            "-".into()
        } else {
            letter.to_lowercase().to_string()
        };
        match tokens.last_mut() {
            Some(token) if sort > 0 && sort == last && token.to == at => {
                token.text += &letter_text;
                token.to += letter.len_utf8();
            }
            _ => tokens.push(SpanToken { text: letter_text, from: at, to: at + letter.len_utf8() }),
        }
        last = sort;
    }
    tokens
}

/// Reads a span that begins at the token with this index.
type SpanReader = fn(&[SpanToken], usize) -> Option<Found>;

/// The readers in order of precedence: the first that reads a span at a token decides.
const READERS: [SpanReader; 7] = [range, year_to, financial, quarter, day, month_of, year];

/// The text of a token; empty past the end.
fn word(tokens: &[SpanToken], at: usize) -> &str {
    tokens.get(at).map_or("", |token| &token.text)
}

/// The next index, if the token here is one of these words.
fn after(tokens: &[SpanToken], at: usize, words: &[&str]) -> Option<usize> {
    words.contains(&word(tokens, at)).then_some(at + 1)
}

/// The number here, if it has so many digits.
fn number(tokens: &[SpanToken], at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u16> {
    let text = word(tokens, at);
    (digits.contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())).then(|| text.parse().ok())?
}

fn year4(tokens: &[SpanToken], at: usize) -> Option<u16> {
    number(tokens, at, 4..=4).filter(|year| (1900..2100).contains(year))
}

fn month(tokens: &[SpanToken], at: usize) -> Option<u8> {
    month_named(word(tokens, at))
}

fn last_day(year: u16, month: u8) -> Option<Date> {
    (28..=31).rev().find_map(|day| Date::new(year, month, day))
}

fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).map_or("", |name| &name[..3])
}

/// The label of a month: `Mar 2019`.
fn month_label(year: u16, month: u8) -> String {
    let name = month_name(month);
    format!("{}{} {year}", name[..1].to_uppercase(), &name[1..])
}

/// A year of four digits, or of two after a hyphen, an apostrophe or the like: `Mar-19`.
fn year_after_month(tokens: &[SpanToken], at: usize) -> Option<(u16, usize)> {
    if let Some(year) = year4(tokens, at) {
        return Some((year, at + 1));
    }
    let at = after(tokens, at, &["-", "'", "’", "/", "."])?;
    let year = year4(tokens, at).or_else(|| number(tokens, at, 2..=2).map(|year| 2000 + year))?;
    Some((year, at + 1))
}

/// Reads a day: `31 March 2018`, `31st of March 2018`, `31/03/2018`, `2018-03-31`, `March 31, 2018`.
fn one_day(tokens: &[SpanToken], at: usize) -> Option<(Date, usize)> {
    let sign = |at| after(tokens, at, &["/", "-", "."]);
    if let Some(year) = year4(tokens, at) {
        let (month, day) = (sign(at + 1)?, sign(at + 3)?);
        let date = Date::new(year, number(tokens, month, 1..=2)? as u8, number(tokens, day, 1..=2)? as u8)?;
        return Some((date, day + 1));
    }
    if let Some(month) = month(tokens, at) {
        let day = number(tokens, at + 1, 1..=2)? as u8;
        let year = after(tokens, at + 2, &[","]).unwrap_or(at + 2);
        return Some((Date::new(year4(tokens, year)?, month, day)?, year + 1));
    }
    let day = number(tokens, at, 1..=2)? as u8;
    if let (Some(at_month), Some(at_year)) = (sign(at + 1), sign(at + 3)) {
        let (month, year) = (number(tokens, at_month, 1..=2)? as u8, year4(tokens, at_year)?);
        return Some((Date::new(year, month, day)?, at_year + 1));
    }
    let next = after(tokens, at + 1, &["st", "nd", "rd", "th"]).unwrap_or(at + 1);
    let next = after(tokens, next, &["of", "-"]).unwrap_or(next);
    let (year, end) = year_after_month(tokens, next + 1)?;
    Some((Date::new(year, month(tokens, next)?, day)?, end))
}

/// Reads a span from one day or month to another: `Apr 2016 - Mar 2017`, `1 April 2016 to 31 March 2017`,
/// `Jan-Mar 2019`.
fn range(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let at = after(tokens, at, &["from", "between"]).unwrap_or(at);
    let until = |at| after(tokens, at, &["-", "to", "and", "until"]);
    let label = |start: Date, end: Date| {
        let first_to_last = start.day() == 1 && last_day(end.year(), end.month()) == Some(end);
        match (first_to_last, start.month(), end.month()) {
            (true, 1, 12) if start.year() == end.year() => format!("{}", end.year()),
            (true, 4, 3) if start.year() + 1 == end.year() => format!("{}/{:02}", start.year(), end.year() % 100),
            (true, first, last) if start.year() == end.year() => {
                let first = month_label(start.year(), first);
                format!("{} to {}", &first[..3], month_label(end.year(), last))
            }
            (true, first, last) => format!("{} to {}", month_label(start.year(), first), month_label(end.year(), last)),
            _ => format!("{start} to {end}"),
        }
    };
    if let Some((start, next)) = one_day(tokens, at) {
        let (end, next) = one_day(tokens, until(next)?)?;
        return Some((start, end, label(start, end), None, next));
    }
    let first = month(tokens, at)?;
    let (year, next) = year_after_month(tokens, at + 1).filter(|(_, next)| until(*next).is_some()).unzip();
    let last_at = until(next.unwrap_or(at + 1))?;
    let last = month(tokens, last_at)?;
    let (end_year, next) = year_after_month(tokens, last_at + 1)?;
    let start_year = year.unwrap_or(if first > last { end_year - 1 } else { end_year });
    let (start, end) = (Date::new(start_year, first, 1)?, last_day(end_year, last)?);
    Some((start, end, label(start, end), None, next))
}

/// Reads a year by its end: `Year ending March 2018`, `12 months to 31 March 2018`, `YE Mar 2018`.
fn year_to(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let next = after(tokens, at, &["ye", "fye"])
        .or_else(|| after(tokens, after(tokens, at, &["12", "twelve"])?, &["months", "month"]))
        .or_else(|| after(tokens, after(tokens, at, &["financial"]).unwrap_or(at), &["year", "yr", "years"]))?;
    let named = ["ye", "fye"].contains(&word(tokens, at));
    let next = after(tokens, next, &["ending", "ended", "end", "to"]).or(named.then_some(next))?;
    if let Some(year) = year4(tokens, next).filter(|_| one_day(tokens, next).is_none()) {
        let label = format!("{}/{:02}", year - 1, year % 100);
        return Some((Date::new(year - 1, 4, 1)?, Date::new(year, 3, 31)?, label, None, next + 1));
    }
    let (end, next) = one_day(tokens, next).or_else(|| {
        let (year, end) = year_after_month(tokens, next + 1)?;
        Some((last_day(year, month(tokens, next)?)?, end))
    })?;
    // The year starts on the day after its end, one year earlier.
    let start = (1..=31)
        .rev()
        .find_map(|day| Date::new(end.year() - 1, end.month(), day))
        .filter(|_| last_day(end.year(), end.month()) == Some(end))
        .and_then(|_| {
            if end.month() == 12 { Date::new(end.year(), 1, 1) } else { Date::new(end.year() - 1, end.month() + 1, 1) }
        })
        .or_else(|| Date::new(end.year() - 1, end.month(), end.day() + 1))?;
    Some((start, end, format!("Year to {}", month_label(end.year(), end.month())), None, next))
}

/// Reads a financial year, from April to March: `2016/17`, `2016-2017`, `FY 2016/17`, and `FY 2017`, which is 2016/17.
fn financial(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let named = after(tokens, at, &["fy"]).or_else(|| after(tokens, after(tokens, at, &["financial"])?, &["year"]));
    let at = named.unwrap_or(at);
    let short = number(tokens, at, 2..=2).filter(|_| named.is_some()).map(|year| 2000 + year);
    if let Some(found) = two_digits(tokens, at) {
        return Some(found);
    }
    let first = year4(tokens, at).or(short)?;
    let second = after(tokens, at + 1, &["/", "-", "to"]).and_then(|next| {
        let follows = number(tokens, next, 2..=2) == Some((first + 1) % 100) || year4(tokens, next) == Some(first + 1);
        // 2011-12-31 is a day, not a financial year.
        let day = after(tokens, next + 1, &["-", "/"]).is_some_and(|day| number(tokens, day, 1..=2).is_some());
        (follows && !day).then_some(next + 1)
    });
    let label = |first: u16| format!("{first}/{:02}", (first + 1) % 100);
    let whole = |first: u16| Some((Date::new(first, 4, 1)?, Date::new(first + 1, 3, 31)?));
    match second {
        Some(next) if after(tokens, next, &["q", "quarter"]).is_some() => quarter(tokens, at),
        Some(next) => {
            let ambiguity = (word(tokens, next - 2) == "-"
                && number(tokens, next - 1, 2..=2).is_some_and(|month| month <= 12))
            .then_some("it may also be a month of that year");
            let (start, end) = whole(first)?;
            Some((start, end, label(first), ambiguity, next))
        }
        None if named.is_some() => {
            let (start, end) = whole(first - 1)?;
            Some((
                start,
                end,
                label(first - 1),
                Some("it may also be the financial year that begins in that year"),
                at + 1,
            ))
        }
        None => None,
    }
}

/// Reads a financial year with two digits for each year: `04/05`.
fn two_digits(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let first = number(tokens, at, 2..=2)?;
    let next = after(tokens, at + 1, &["/"])?;
    number(tokens, next, 2..=2).filter(|second| *second == (first + 1) % 100)?;
    // 04/05/2018 is a day, not a financial year.
    if after(tokens, next + 1, &["/"]).is_some() {
        return None;
    }
    let first = if first < 70 { 2000 + first } else { 1900 + first };
    let (start, end) = (Date::new(first, 4, 1)?, Date::new(first + 1, 3, 31)?);
    Some((start, end, format!("{first}/{:02}", (first + 1) % 100), Some("it may also be a day and a month"), next + 1))
}

/// Reads a quarter: `Q1 2019`, `2019 Q1`, `Quarter 1 2019`. The quarters of `2019/20` count from April.
fn quarter(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let which = |at: usize| {
        let at = after(tokens, at, &["q", "quarter", "qtr"])?;
        Some((number(tokens, at, 1..=1).filter(|q| (1..=4).contains(q))?, at + 1))
    };
    let year_of = |at: usize| {
        let at = after(tokens, at, &["of", ",", "-", "/", "fy"]).unwrap_or(at);
        let year = year4(tokens, at)?;
        let follows = after(tokens, at + 1, &["/", "-"]).filter(|next| {
            number(tokens, *next, 2..=2) == Some((year + 1) % 100) || year4(tokens, *next) == Some(year + 1)
        });
        Some((year, follows.is_some(), follows.map_or(at + 1, |next| next + 1)))
    };
    let (number, year, financial, next) = match which(at) {
        Some((number, next)) => {
            let (year, financial, next) = year_of(next)?;
            (number, year, financial, next)
        }
        None => {
            let (year, financial, next) = year_of(at)?;
            let (number, next) = which(after(tokens, next, &["-", ",", "/"]).unwrap_or(next))?;
            (number, year, financial, next)
        }
    };
    let shift = if financial { 3 } else { 0 };
    let first = (number as u8 - 1) * 3 + 1 + shift;
    let (year_of_it, first) = if first > 12 { (year + 1, first - 12) } else { (year, first) };
    let label =
        if financial { format!("Q{number} {year}/{:02}", (year + 1) % 100) } else { format!("Q{number} {year}") };
    let ambiguity = (!financial).then_some("it may also be a quarter of a financial year");
    Some((Date::new(year_of_it, first, 1)?, last_day(year_of_it, first + 2)?, label, ambiguity, next))
}

/// Reads a single day as a span.
fn day(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let (date, next) = one_day(tokens, at)?;
    let label = format!("{} {}", date.day(), month_label(date.year(), date.month()));
    let ambiguity = (date.day() == 1).then_some("it may also be the month that begins on that day");
    Some((date, date, label, ambiguity, next))
}

/// Reads a month: `March 2019`, `Mar-19`, `03/2019`, `2019-03`.
fn month_of(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let named = month(tokens, at).and_then(|month| Some((month, year_after_month(tokens, at + 1)?)));
    let numbered = || {
        let next = after(tokens, at + 1, &["/", "-"])?;
        match year4(tokens, at) {
            Some(year) => Some((number(tokens, next, 2..=2)? as u8, (year, next + 1))),
            None => Some((number(tokens, at, 1..=2)? as u8, (year4(tokens, next)?, next + 1))),
        }
    };
    let (month, (year, next)) = named.or_else(numbered)?;
    Some((Date::new(year, month, 1)?, last_day(year, month)?, month_label(year, month), None, next))
}

/// Reads a calendar year, or several: `2019`, `2015 to 2019`.
fn year(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let at = after(tokens, at, &["year", "calendar"]).unwrap_or(at);
    let at = after(tokens, at, &["year"]).unwrap_or(at);
    let year = year4(tokens, at)?;
    let last = after(tokens, at + 1, &["-", "to"])
        .and_then(|next| Some((year4(tokens, next).filter(|last| *last > year)?, next + 1)));
    let ambiguity = last.map(|_| "the years may also be financial years");
    let (last, next) = last.unwrap_or((year, at + 1));
    let label = if last > year { format!("{year} to {last}") } else { year.to_string() };
    Some((Date::new(year, 1, 1)?, Date::new(last, 12, 31)?, label, ambiguity, next))
}
