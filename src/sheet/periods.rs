//! Reads the labels of all periods of a sheet together. One label often leaves open what its neighbours settle: whether
//! `2011-12` is a year or a month, whether `01/02/2019` is in January, whether a date is a day or the end of a year.

use super::day_span::{ACADEMIC, DaySpan, ENDS_OR_BEGINS, MONTH_OR_YEAR, WEEKS, last_day, month_label, shifted};
use super::heading_words::{citation, doubtful_time, doubtful_use};
use super::number::apart;
use crate::data::Date;

/// How a label stands in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelCell {
    /// It was typed as text.
    Text,
    /// It is a date.
    Day,
    /// It is a date of which the workbook shows only the month.
    Month,
}

/// What the rest of the sheet says that matters for its days.
#[derive(Clone, Copy, Debug, Default)]
pub struct PeriodContext {
    /// It is about what is there on a day: officers, pupils, amounts that are not counted.
    pub stock: bool,
    /// It is about schools, whose years begin in September.
    pub school: bool,
    /// Its areas are in the United Kingdom, where the day comes before the month.
    pub british: bool,
}

/// One way of reading all labels.
#[derive(Clone, Debug)]
pub struct DaysReading {
    /// What the labels then mean.
    pub says: String,
    /// The days of each label; `None` for a label that names none.
    pub spans: Vec<Option<DaySpan>>,
}

/// The days of all labels.
#[derive(Clone, Debug)]
pub struct PeriodsRead {
    /// The likeliest reading.
    pub spans: Vec<Option<DaySpan>>,
    /// Why it is not the only one, and the others. The first is the one above.
    pub doubt: Option<(String, Vec<DaysReading>)>,
}

/// Reads all labels of a sheet.
pub fn read(labels: &[(String, LabelCell)], context: PeriodContext) -> PeriodsRead {
    let (texts, day_doubt) = in_order(labels, context);
    let mut spans: Vec<Option<DaySpan>> = texts.iter().map(|text| DaySpan::find(text)).collect();
    settle_months(&mut spans, &texts);
    if let Some(swapped) = day_doubt {
        let other = swapped.iter().map(|text| DaySpan::find(text)).collect();
        return doubted(
            "the day or the month may come first in these dates",
            vec![reading("the day comes first", spans), reading("the month comes first", other)],
        );
    }
    if let Some(read) = leftovers(labels, &spans) {
        return read;
    }
    let ambiguity = |meant: &'static str| spans.iter().flatten().any(|span| span.ambiguity == Some(meant));
    if ambiguity(ENDS_OR_BEGINS) {
        let later = spans.iter().map(|span| span.as_ref().map(|span| a_year_later(span, ENDS_OR_BEGINS))).collect();
        return doubted(
            "a financial year may be called by the year in which it ends or by that in which it begins",
            vec![reading("the year ends in that year", spans), reading("the year begins in that year", later)],
        );
    }
    if ambiguity(WEEKS) {
        return doubted(
            "weeks are numbered in several ways",
            vec![reading("weeks of ISO 8601, from Monday to Sunday", spans)],
        );
    }
    let financial = |span: &&DaySpan| span.start.month() == 4 && span.start.day() == 1 && span.end.month() == 3;
    let whole = spans.iter().flatten().count();
    let schools = context.school && whole > 0 && spans.iter().flatten().filter(financial).count() == whole;
    if ambiguity(ACADEMIC) || schools {
        let from = |month: u8| -> Vec<Option<DaySpan>> {
            spans.iter().map(|span| span.as_ref().and_then(|span| year_from(span, month))).collect()
        };
        let mut readings = vec![
            reading("academic years from September to August", from(9)),
            reading("academic years from August to July", from(8)),
        ];
        if schools {
            readings.push(reading("financial years from April to March", spans));
        }
        return doubted("these may be academic years", readings);
    }
    days(labels, spans, context)
}

/// The days of all labels as their neighbours settle them, without a doubt being raised.
pub fn spans(labels: &[(String, LabelCell)]) -> Vec<Option<DaySpan>> {
    let (texts, _) = in_order(labels, PeriodContext::default());
    let mut spans: Vec<Option<DaySpan>> = texts.iter().map(|text| DaySpan::find(text)).collect();
    settle_months(&mut spans, &texts);
    spans
}

fn reading(says: &str, spans: Vec<Option<DaySpan>>) -> DaysReading {
    DaysReading { says: says.into(), spans }
}

fn doubted(why: &str, readings: Vec<DaysReading>) -> PeriodsRead {
    let spans = readings.first().map(|reading| reading.spans.clone()).unwrap_or_default();
    PeriodsRead { spans, doubt: Some((why.into(), readings)) }
}

/// The two numbers before the year of `01/02/2019`, and the signs between.
fn slashed(text: &str) -> Option<(u8, u8, String)> {
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let sign = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|sign| "/.-".contains(*sign))?;
    let parts: Vec<&str> = text.split(sign).collect();
    let [first, second, year] = parts[..] else { return None };
    let number = |part: &str| (1..=2).contains(&part.len()).then(|| part.parse::<u8>().ok())?;
    (year.len() == 4 && year.chars().all(|digit| digit.is_ascii_digit())).then_some(())?;
    Some((number(first)?, number(second)?, format!("{second}{sign}{first}{sign}{year}")))
}

/// The texts with the day before the month. If both orders fit, also the texts the other way round.
fn in_order(labels: &[(String, LabelCell)], context: PeriodContext) -> (Vec<String>, Option<Vec<String>>) {
    let texts = || {
        labels.iter().map(|(text, cell)| match cell {
            LabelCell::Month => text.get(..7).unwrap_or(text).to_string(),
            _ => text.clone(),
        })
    };
    let dates: Vec<_> = labels.iter().filter_map(|(text, _)| slashed(text)).collect();
    let swapped =
        || -> Vec<String> { texts().map(|text| slashed(&text).map(|(.., swapped)| swapped).unwrap_or(text)).collect() };
    let day_first = dates.iter().all(|(_, month, _)| *month <= 12);
    let month_first = dates.iter().all(|(month, ..)| *month <= 12);
    if dates.is_empty() || !month_first || (day_first && dates.iter().all(|(first, second, _)| first == second)) {
        return (texts().collect(), None);
    }
    if !day_first {
        return (swapped(), None);
    }
    // The first or the last days of months in one order, and days here and there in the other.
    let edges = |texts: &[String]| {
        texts.iter().filter_map(|text| DaySpan::find(text)).all(|span| span.start.day() == 1 || is_last(span.end))
    };
    let (plain, other): (Vec<String>, Vec<String>) = (texts().collect(), swapped());
    match (edges(&plain), edges(&other)) {
        (true, false) => (plain, None),
        (false, true) => (other, None),
        _ if context.british => (plain, None),
        _ => (plain, Some(other)),
    }
}

fn is_last(date: Date) -> bool {
    last_day(date.year(), date.month()) == Some(date)
}

/// Makes `2011-12` a month where its neighbours are months.
fn settle_months(spans: &mut [Option<DaySpan>], texts: &[String]) {
    let month =
        |span: &DaySpan| span.start.day() == 1 && last_day(span.start.year(), span.start.month()) == Some(span.end);
    if !spans.iter().flatten().any(month) {
        return;
    }
    for (span, text) in spans.iter_mut().zip(texts) {
        let Some(found) = span.as_ref().filter(|span| span.ambiguity == Some(MONTH_OR_YEAR)) else { continue };
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let (year, month) = (found.start.year(), digits.get(4..6).and_then(|month| month.parse::<u8>().ok()));
        if let Some(month) = month
            && let (Some(start), Some(end)) = (Date::new(year, month, 1), last_day(year, month))
        {
            let rest = found.rest.clone();
            *span =
                Some(DaySpan { start, end, label: month_label(year, month), rest, ambiguity: None, ..found.clone() });
        }
    }
}

/// Words beside a period that say that it is another one.
fn leftovers(labels: &[(String, LabelCell)], spans: &[Option<DaySpan>]) -> Option<PeriodsRead> {
    let doubt = |span: &DaySpan| {
        let second = DaySpan::find(&span.rest).is_some();
        doubtful_time(&span.beside).or(doubtful_use(&span.rest)).or(second.then(|| span.rest.clone()))
    };
    let (label, word) =
        labels.iter().zip(spans).find_map(|((label, _), span)| Some((label, doubt(span.as_ref()?)?)))?;
    let why = format!("“{label}” has “{word}” beside the year, so it may not be about those whole days");
    let plain = spans.iter().all(Option::is_some);
    let whole = DaysReading { says: "the whole of each period all the same".into(), spans: spans.to_vec() };
    Some(PeriodsRead { spans: spans.to_vec(), doubt: Some((why, if plain { vec![whole] } else { Vec::new() })) })
}

fn a_year_later(span: &DaySpan, only: &'static str) -> DaySpan {
    if span.ambiguity != Some(only) {
        return span.clone();
    }
    year_from_year(span, span.start.year() + 1, 4).unwrap_or_else(|| span.clone())
}

/// The year from this month on that begins in the year of the span.
fn year_from(span: &DaySpan, month: u8) -> Option<DaySpan> {
    year_from_year(span, span.start.year(), month)
}

fn year_from_year(span: &DaySpan, year: u16, month: u8) -> Option<DaySpan> {
    let (start, end) = (Date::new(year, month, 1)?, last_day(year + 1, month - 1)?);
    let label = format!("{year}/{:02}", (year + 1) % 100);
    Some(DaySpan { start, end, label, ambiguity: None, ..span.clone() })
}

/// How many months from one day to another, if both are alike: the same day, or both the last of their months.
fn months_between(a: Date, b: Date) -> Option<i32> {
    let alike = a.day() == b.day() || (is_last(a) && is_last(b));
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    alike.then(|| months(b) - months(a))
}

/// The span of so many months that ends on a day.
fn ending(span: &DaySpan, months: u16) -> Option<DaySpan> {
    let end = span.end;
    let before = (i32::from(end.year()) * 12 + i32::from(end.month()) - 1) - i32::from(months);
    let (year, month) = (u16::try_from(before.div_euclid(12)).ok()?, before.rem_euclid(12) as u8 + 1);
    let start = if is_last(end) {
        shifted(last_day(year, month)?, 1)?
    } else {
        shifted(Date::new(year, month, end.day()).or_else(|| last_day(year, month))?, 1)?
    };
    let financial = (start.month(), start.day(), end.month(), months) == (4, 1, 3, 12);
    let label = match months {
        1 => month_label(end.year(), end.month()),
        12 if financial => format!("{}/{:02}", start.year(), end.year() % 100),
        12 => format!("Year to {}", month_label(end.year(), end.month())),
        months => format!("{months} months to {}", month_label(end.year(), end.month())),
    };
    Some(DaySpan { start, end, label, ambiguity: None, ..span.clone() })
}

/// The span of so many months that begins on a day.
fn beginning(span: &DaySpan, months: u16) -> Option<DaySpan> {
    let after = i32::from(span.start.year()) * 12 + i32::from(span.start.month()) - 1 + i32::from(months);
    let (year, month) = (u16::try_from(after.div_euclid(12)).ok()?, after.rem_euclid(12) as u8 + 1);
    let end = shifted(Date::new(year, month, span.start.day())?, -1)?;
    ending(&DaySpan { end, ..span.clone() }, months)
}

/// Settles what single days mean.
fn days(labels: &[(String, LabelCell)], spans: Vec<Option<DaySpan>>, context: PeriodContext) -> PeriodsRead {
    let settled = |spans| PeriodsRead { spans, doubt: None };
    let found: Vec<&DaySpan> = spans.iter().flatten().collect();
    let months_shown = labels.iter().all(|(_, cell)| *cell == LabelCell::Month);
    if found.is_empty() || months_shown || found.iter().any(|span| span.start != span.end) {
        return settled(spans);
    }
    let mut dates: Vec<Date> = found.iter().map(|span| span.start).collect();
    dates.sort_unstable();
    dates.dedup();
    let steps: Option<Vec<i32>> = dates.windows(2).map(|pair| months_between(pair[0], pair[1])).collect();
    // Days of no pattern are days.
    let Some(steps) = steps else { return settled(spans) };
    let step = steps.iter().copied().min();
    let (firsts, lasts) = (dates.iter().all(|date| date.day() == 1), dates.iter().all(|date| is_last(*date)));
    if context.stock {
        return settled(spans);
    }
    let whole = |read: &dyn Fn(&DaySpan) -> Option<DaySpan>| -> Vec<Option<DaySpan>> {
        spans.iter().map(|span| span.as_ref().and_then(read)).collect()
    };
    let day = reading("that day alone", spans.clone());
    let month = |first: bool| whole(&move |span| if first { beginning(span, 1) } else { ending(span, 1) });
    if firsts && dates.len() > 1 && steps.iter().all(|step| *step < 12) && steps.contains(&1) {
        let named = month(true).into_iter().map(|span| {
            span.map(|span| DaySpan { ambiguity: Some("these are dates, and may mean those days alone"), ..span })
        });
        return settled(named.collect());
    }
    let mut readings = Vec::new();
    match (firsts, lasts, step) {
        (true, _, Some(step @ (3 | 6 | 12))) => {
            let name =
                ["quarter", "half-year", "year"][[3, 6, 12].iter().position(|known| *known == step).unwrap_or(2)];
            readings.push(reading(
                &format!("the {name} that begins on that day"),
                whole(&|span| beginning(span, step as u16)),
            ));
            readings.push(reading("the month that begins on that day", month(true)));
            if step == 12 {
                readings.push(reading(
                    "the year up to the day before",
                    whole(&|span| ending(&DaySpan { end: shifted(span.end, -1)?, ..span.clone() }, 12)),
                ));
            }
        }
        (true, ..) => readings.push(reading("the month that begins on that day", month(true))),
        (_, true, Some(step @ (1 | 3 | 6 | 12))) => {
            let names = [(1, "month"), (3, "quarter"), (6, "half-year"), (12, "year")];
            let name = names.iter().find(|(known, _)| *known == step).map_or("year", |(_, name)| name);
            readings
                .push(reading(&format!("the {name} that ends on that day"), whole(&|span| ending(span, step as u16))));
            if step != 1 {
                readings.push(reading("the month that ends on that day", month(false)));
            }
        }
        (_, true, _) => {
            readings.push(reading("the year that ends on that day", whole(&|span| ending(span, 12))));
            readings.push(reading("the month that ends on that day", month(false)));
        }
        (_, _, Some(step)) if step > 0 && step % 12 == 0 => {
            readings.push(reading("the year that ends on that day", whole(&|span| ending(span, 12))));
        }
        _ => return settled(spans),
    }
    readings.insert(0, day);
    // A year that ends is the commonest of them in the United Kingdom's tables, but nothing here says so.
    doubted("a date may mean that day, or the days up to it", readings)
}

/// The period that the titles above a table name: the only one that all of them together name. Titles that cite a law,
/// a publication or a request name none.
pub fn of_titles(titles: &[String]) -> Option<DaySpan> {
    let mut found: Option<DaySpan> = None;
    for title in titles {
        let mut rest = apart(title).0.to_string();
        if citation(&rest).is_some() {
            continue;
        }
        while let Some(span) = DaySpan::find(&rest) {
            if doubtful_time(&span.beside).is_some()
                || span.ambiguity == Some(ACADEMIC)
                || span.ambiguity == Some(ENDS_OR_BEGINS)
            {
                return None;
            }
            let other = found.as_ref().is_some_and(|found| (found.start, found.end) != (span.start, span.end));
            if other {
                return None;
            }
            rest.clone_from(&span.rest);
            found = Some(span);
        }
    }
    found
}
