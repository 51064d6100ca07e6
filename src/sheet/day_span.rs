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
    /// What stands before the span and behind it.
    pub beside: [String; 2],
    /// Another meaning that the text may have, as a clause for messages.
    pub ambiguity: Option<&'static str>,
}

/// Another meaning of `2011-12`.
pub const MONTH_OR_YEAR: &str = "it may also be a month of that year";

/// What the number of a week may mean.
pub const WEEKS: &str = "weeks are numbered in several ways";

/// Another meaning of `FY 2017`.
pub const ENDS_OR_BEGINS: &str = "it may also be the financial year that begins in that year";

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
        let text = &without_marks(text);
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
            let beside = [before, after].map(|part| part.trim_matches(ends).to_string());
            let rest = beside.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
            (start <= end).then_some(Self { start, end, label, rest, beside, ambiguity })
        })
    }

    /// The identifier in attributes and links: `2016-17`.
    pub fn id(&self) -> String {
        let letters = self.label.to_lowercase();
        let words = letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("-")
    }
}

/// The text without footnote marks, wherever they stand: `2016/17¹ / Offences`, `2016/17 [note 2]`.
fn without_marks(text: &str) -> String {
    let text = super::number::apart(text).0;
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let note = after.split_once(']').filter(|(inside, _)| {
            let inside = inside.to_lowercase();
            inside.starts_with("note") || inside.len() <= 2
        });
        bare += before;
        rest = match note {
            Some((_, after)) => after,
            None => {
                bare.push('[');
                after
            }
        };
    }
    bare += rest;
    bare.replace(['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡', '*'], " ").trim_end().into()
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
const READERS: [SpanReader; 13] =
    [part_of_year, range, week, year_to, academic, six_digits, quarters, half, financial, quarter, day, month_of, year];

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

/// The last day of a month.
pub fn last_day(year: u16, month: u8) -> Option<Date> {
    (28..=31).rev().find_map(|day| Date::new(year, month, day))
}

fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).map_or("", |name| &name[..3])
}

/// The label of a month: `Mar 2019`.
pub fn month_label(year: u16, month: u8) -> String {
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
            .then_some(MONTH_OR_YEAR);
            let (start, end) = whole(first)?;
            Some((start, end, label(first), ambiguity, next))
        }
        None if named.is_some() => {
            let (start, end) = whole(first - 1)?;
            Some((start, end, label(first - 1), Some(ENDS_OR_BEGINS), at + 1))
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

/// A year by itself: a calendar year, or a financial one written as `2019/20`; whether it is financial; the next token.
fn whole_year(tokens: &[SpanToken], at: usize) -> Option<(u16, bool, usize)> {
    let year = year4(tokens, at)?;
    let follows = after(tokens, at + 1, &["/", "-"]).filter(|next| {
        number(tokens, *next, 2..=2) == Some((year + 1) % 100) || year4(tokens, *next) == Some(year + 1)
    });
    Some((year, follows.is_some(), follows.map_or(at + 1, |next| next + 1)))
}

/// The year of a month within a whole year.
fn year_within(year: u16, financial: bool, month: u8) -> u16 {
    if financial && month < 4 { year + 1 } else { year }
}

/// Reads a year of which a part is named: `2020 (to 30 June)`, `2020 (Jan to Jun)`, `2019/20 (Q1-Q3)`, `2020 H1`.
fn part_of_year(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let (year, financial, next) = whole_year(tokens, at)?;
    let mut open = next;
    while let Some(further) = after(tokens, open, &["(", "[", ",", ":", "/", "-", "up"]) {
        open = further;
    }
    let close = |next: usize| after(tokens, next, &[")", "]"]).unwrap_or(next);
    let first = if financial { 4 } else { 1 };
    let name = if financial { format!("{year}/{:02}", (year + 1) % 100) } else { year.to_string() };
    if let Some(last) = after(tokens, open, &["to", "until", "till", "through"]) {
        let last = after(tokens, last, &["end"]).unwrap_or(last);
        let last = after(tokens, last, &["of"]).unwrap_or(last);
        let (end, next) = match one_day(tokens, last) {
            Some((end, next)) => (end, next),
            None => {
                let (day, at_month) = match number(tokens, last, 1..=2) {
                    Some(day) => {
                        (Some(day as u8), after(tokens, last + 1, &["st", "nd", "rd", "th"]).unwrap_or(last + 1))
                    }
                    None => (None, last),
                };
                let month = month(tokens, at_month)?;
                let named = year4(tokens, at_month + 1);
                let of = named.unwrap_or(year_within(year, financial, month));
                let end = match day {
                    Some(day) => Date::new(of, month, day)?,
                    None => last_day(of, month)?,
                };
                (end, at_month + 1 + usize::from(named.is_some()))
            }
        };
        let start = Date::new(year, first, 1)?;
        let label = format!("{name} to {} {}", end.day(), &month_label(end.year(), end.month())[..3]);
        let within = end <= if financial { Date::new(year + 1, 3, 31)? } else { Date::new(year, 12, 31)? };
        return (start < end && within).then_some((start, end, label, None, close(next)));
    }
    if let (Some(from), Some(until)) = (month(tokens, open), after(tokens, open + 1, &["to", "-"])) {
        let to = month(tokens, until)?;
        if year4(tokens, until + 1).is_some() {
            return None;
        }
        let (from_year, to_year) = (year_within(year, financial, from), year_within(year, financial, to));
        let (start, end) = (Date::new(from_year, from, 1)?, last_day(to_year, to)?);
        let label = format!("{} to {}", &month_label(from_year, from)[..3], month_label(to_year, to));
        return Some((start, end, label, None, close(until + 1)));
    }
    None
}

/// The number of a quarter: `Q1`, `Quarter 1`.
fn quarter_number(tokens: &[SpanToken], at: usize) -> Option<(u8, usize)> {
    let at = after(tokens, at, &["q", "quarter", "qtr", "quarters"])?;
    Some((number(tokens, at, 1..=1).filter(|number| (1..=4).contains(number))? as u8, at + 1))
}

/// Reads several quarters of one year: `2019/20 (Q1-Q3)`, `Q1 to Q3 2019/20`.
fn quarters(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let several = |at: usize| {
        let (first, next) = quarter_number(tokens, at)?;
        let next = after(tokens, next, &["-", "to", "and", "/"])?;
        let (last, next) = quarter_number(tokens, next)
            .or_else(|| Some((number(tokens, next, 1..=1).filter(|last| (1..=4).contains(last))? as u8, next + 1)))?;
        (first < last).then_some((first, last, next))
    };
    let signs = |mut at: usize| {
        while let Some(next) = after(tokens, at, &["(", "[", ",", "-", ":", "of"]) {
            at = next;
        }
        at
    };
    let ((first, last, next), (year, financial, end)) = match several(at) {
        Some(found) => {
            let year = whole_year(tokens, signs(found.2))?;
            (found, year)
        }
        None => {
            let year = whole_year(tokens, at)?;
            (several(signs(year.2))?, year)
        }
    };
    let next = after(tokens, next.max(end), &[")", "]"]).unwrap_or(next.max(end));
    let shift = if financial { 3 } else { 0 };
    let place = |month: u8| if month > 12 { (year + 1, month - 12) } else { (year, month) };
    let ((from_year, from), (to_year, to)) = (place((first - 1) * 3 + 1 + shift), place(last * 3 + shift));
    let name = if financial { format!("{year}/{:02}", (year + 1) % 100) } else { year.to_string() };
    let ambiguity = (!financial).then_some("these may also be quarters of a financial year");
    Some((
        Date::new(from_year, from, 1)?,
        last_day(to_year, to)?,
        format!("Q{first} to Q{last} {name}"),
        ambiguity,
        next,
    ))
}

/// Reads half a year: `H1 2019`, `2019 H2`, `first half of 2019/20`.
fn half(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let which = |at: usize| {
        if let Some(next) = after(tokens, at, &["h"]) {
            return Some((number(tokens, next, 1..=1).filter(|half| (1..=2).contains(half))? as u8, next + 1));
        }
        let named = match word(tokens, at) {
            "first" => 1,
            "second" => 2,
            _ => return None,
        };
        Some((named, after(tokens, after(tokens, at + 1, &["half"])?, &["of"]).unwrap_or(at + 2)))
    };
    let sign = |at: usize| after(tokens, at, &["-", ",", "/", "("]).unwrap_or(at);
    let (half, (year, financial, _), next) = match which(at) {
        Some((half, next)) => {
            let year = whole_year(tokens, sign(next))?;
            (half, year, year.2)
        }
        None => {
            let year = whole_year(tokens, at)?;
            let (half, next) = which(sign(year.2))?;
            (half, year, after(tokens, next, &[")"]).unwrap_or(next))
        }
    };
    let (from, to, of_end) = match (financial, half) {
        (false, 1) => ((year, 1), (year, 6), year.to_string()),
        (false, _) => ((year, 7), (year, 12), year.to_string()),
        (true, 1) => ((year, 4), (year, 9), format!("{year}/{:02}", (year + 1) % 100)),
        (true, _) => ((year, 10), (year + 1, 3), format!("{year}/{:02}", (year + 1) % 100)),
    };
    let ambiguity = (!financial).then_some("it may also be half of a financial year");
    Some((Date::new(from.0, from.1, 1)?, last_day(to.0, to.1)?, format!("H{half} {of_end}"), ambiguity, next))
}

/// What an academic year may be: schools count from September, colleges and universities from August.
pub const ACADEMIC: &str = "academic years begin in September or in August";

/// Reads an academic year, from September to August: `academic year 2019/20`, `2019/20 academic year`, `AY 2019-20`.
fn academic(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let named = |at: usize| {
        let next = after(tokens, at, &["academic", "school", "ay"])?;
        Some(after(tokens, next, &["year", "years", "yr"]).unwrap_or(next))
    };
    let begun = named(at);
    let (year, follows, next) =
        whole_year(tokens, after(tokens, begun.unwrap_or(at), &[",", ":", "("]).unwrap_or(begun.unwrap_or(at)))?;
    let next = match begun {
        Some(_) => next,
        None => named(after(tokens, next, &["(", ","]).unwrap_or(next))?,
    };
    let next = after(tokens, next, &[")"]).unwrap_or(next);
    follows.then_some(())?;
    let label = format!("{year}/{:02}", (year + 1) % 100);
    Some((Date::new(year, 9, 1)?, last_day(year + 1, 8)?, label, Some(ACADEMIC), next))
}

/// Reads six or eight digits: `201617`, `201903`, `20190331`.
fn six_digits(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let text = word(tokens, at);
    if !text.chars().all(|digit| digit.is_ascii_digit()) || !matches!(text.len(), 6 | 8) {
        return None;
    }
    let year = text[..4].parse::<u16>().ok().filter(|year| (1900..2100).contains(year))?;
    let two = text[4..6].parse::<u16>().ok()?;
    if text.len() == 8 {
        let date = Date::new(year, two as u8, text[6..].parse().ok()?)?;
        return Some((date, date, format!("{} {}", date.day(), month_label(year, two as u8)), None, at + 1));
    }
    if two == (year + 1) % 100 {
        let ambiguity = (1..=12).contains(&two).then_some(MONTH_OR_YEAR);
        let label = format!("{year}/{two:02}");
        return Some((Date::new(year, 4, 1)?, Date::new(year + 1, 3, 31)?, label, ambiguity, at + 1));
    }
    let month = two as u8;
    Some((Date::new(year, month, 1)?, last_day(year, month)?, month_label(year, month), None, at + 1))
}

/// Reads a week by its first or its last day, or by its number in ISO 8601: `week ending 7 January 2019`, `2019-W01`.
fn week(tokens: &[SpanToken], at: usize) -> Option<Found> {
    let with = |last: bool, next: usize| {
        let next = after(tokens, next, &[":", ","]).unwrap_or(next);
        let (day, next) = one_day(tokens, next)?;
        let other = if last { shifted(day, -6)? } else { shifted(day, 6)? };
        let (start, end) = if last { (other, day) } else { (day, other) };
        let label = format!("Week to {} {}", end.day(), month_label(end.year(), end.month()));
        Some((start, end, label, None, next))
    };
    let short = |letter: &str| after(tokens, after(tokens, after(tokens, at, &["w"])?, &["/"])?, &[letter]);
    let worded = after(tokens, at, &["week", "wk"]);
    if let Some(next) = short("e").or_else(|| after(tokens, worded?, &["ending", "ended", "to"])) {
        return with(true, next);
    }
    if let Some(next) = short("c").or_else(|| after(tokens, worded?, &["commencing", "beginning", "starting", "from"]))
    {
        return with(false, next);
    }
    let weeks = |at: usize| number(tokens, at, 1..=2).filter(|week| (1..=53).contains(week));
    let named = worded.or_else(|| after(tokens, at, &["w"])).and_then(|next| {
        let week = weeks(next)?;
        let at = after(tokens, next + 1, &["of", ",", "-", "/"]).unwrap_or(next + 1);
        Some((year4(tokens, at)?, week, at + 1))
    });
    let iso = || {
        let year = year4(tokens, at)?;
        let next = after(tokens, at + 1, &["-", ","]).unwrap_or(at + 1);
        let next = after(tokens, next, &["w", "week", "wk"])?;
        Some((year, weeks(next)?, next + 1))
    };
    let (year, week, next) = named.or_else(iso)?;
    // `2019-W01` is defined; other numbers of weeks are not.
    let defined = word(tokens, at + 1) == "-" && word(tokens, at + 2) == "w";
    // The week with the fourth of January is the first.
    let fourth = Date::new(year, 1, 4)?;
    // 1 January 2001 was a Monday.
    let monday = Date::new(2001, 1, 1)?;
    let weekday = (i64::from(fourth.ordinal()) - i64::from(monday.ordinal())).rem_euclid(7) as i32;
    let start = shifted(fourth, i32::from(week - 1) * 7 - weekday)?;
    Some((start, shifted(start, 6)?, format!("Week {week} of {year}"), (!defined).then_some(WEEKS), next))
}

/// The day so many days later, or earlier; at most a few years.
pub fn shifted(day: Date, days: i32) -> Option<Date> {
    let mut date = day;
    for _ in 0..days.unsigned_abs() {
        date = if days > 0 {
            Date::new(date.year(), date.month(), date.day() + 1)
                .or_else(|| Date::new(date.year(), date.month() + 1, 1))
                .or_else(|| Date::new(date.year() + 1, 1, 1))?
        } else {
            Date::new(date.year(), date.month(), date.day().wrapping_sub(1))
                .or_else(|| last_day(date.year(), date.month() - 1))
                .or_else(|| Date::new(date.year() - 1, 12, 31))?
        };
    }
    Some(date)
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
