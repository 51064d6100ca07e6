//! Numbers as a newspaper prints them.
//!
//! They are made from whole numbers: formatting a float with `{:.1}` would link eight kilobytes into what readers
//! download, any number with `{}` another two.

use super::catalogue::current;
use super::fill::filled;
use super::fill::{counted, fill, say};
use super::signs::{ENGLISH, Signs};
use crate::compare::{Comparison, Quantity};
use crate::data::push_digits;

/// Larger values are written as this one: beyond it, a double no longer holds tenths.
const LARGEST: f64 = 1e15;

/// `22,724`.
pub fn count(number: u64) -> String {
    let mut out = String::new();
    push_grouped(&mut out, number);
    out
}

fn push_grouped(out: &mut String, number: u64) {
    if number < 1000 {
        return push_digits(out, number, 1, 10);
    }
    push_grouped(out, number / 1000);
    out.push_str(signs().group);
    push_digits(out, number % 1000, 3, 10);
}

/// `69.5` at one place; rounded once, from the full value, half away from zero.
pub fn decimal(value: f64, places: u32) -> String {
    let unit = 10u64.pow(places);
    let scaled = (value.abs().min(LARGEST) * unit as f64).round() as u64;
    let mut out = String::new();
    // A value that rounds to zero has no sign: "−0.0" would claim a direction.
    if value < 0.0 && scaled > 0 {
        out.push_str(signs().minus);
    }
    push_grouped(&mut out, scaled / unit);
    if places > 0 {
        out.push_str(signs().point);
        push_digits(&mut out, scaled % unit, places, 10);
    }
    out
}

/// `200,000`, `2m`: a size on an axis.
pub fn short(number: f64) -> String {
    if number < 1e6 {
        return decimal(number, 0);
    }
    let millions = number / 1e6;
    fill("{0}m", &[&decimal(millions, if millions.round() == millions { 0 } else { 1 })])
}

/// `1,191.3`: one place, two below 10. Zeros at the end stay: `1,490.0` stands beside `1,446.7`.
pub fn amount(value: f64) -> String {
    decimal(value, if value < 10.0 { 2 } else { 1 })
}

/// `69.5%`: one place, none from 1,000.
pub fn per_cent(value: f64) -> String {
    let places = if value.abs() < 1000.0 { 1 } else { 0 };
    percent(decimal(value, places))
}

/// `+69.5%`, `−2.6%`, `0.0%`.
pub fn signed_per_cent(value: f64) -> String {
    let text = per_cent(value);
    let some = text.bytes().any(|digit| matches!(digit, b'1'..=b'9'));
    if value > 0.0 && some { fill("+{0}", &[&text]) } else { text }
}

/// A rate: two places below 10, one below 1,000.
pub fn rate(value: f64) -> String {
    let places = match value {
        v if v < 10.0 => 2,
        v if v < 1000.0 => 1,
        _ => 0,
    };
    decimal(value, places)
}

/// A count, or an amount with its fraction.
pub fn recorded(comparison: &Comparison<'_>, figure: f64) -> String {
    if comparison.dataset.is_counts() { decimal(figure, 0) } else { amount(figure) }
}

/// A value of the chosen quantity.
pub fn figure(comparison: &Comparison<'_>, figure: f64) -> String {
    match comparison.choice.quantity {
        Quantity::Count => recorded(comparison, figure),
        quantity => value(quantity, figure),
    }
}

/// A value of a quantity: `309`, `26.3`, `+69.5%`, `1.3%`.
pub fn value(quantity: Quantity, value: f64) -> String {
    match quantity {
        Quantity::Count => decimal(value, 0),
        Quantity::Rate => rate(value),
        Quantity::Change => signed_per_cent(value),
        Quantity::Share if value < 10.0 => percent(decimal(value, 2)),
        Quantity::Share => per_cent(value),
    }
}

/// A value on an axis, where whole numbers stand without a fraction: `20`, `+50%`.
pub fn tick(quantity: Quantity, tick: f64) -> String {
    if tick.round() != tick {
        return value(quantity, tick);
    }
    let mut out = decimal(tick, 0);
    if matches!(quantity, Quantity::Change | Quantity::Share) {
        out = percent(out);
    }
    if quantity == Quantity::Change && tick > 0.0 { fill("+{0}", &[&out]) } else { out }
}

/// `+35.2% to +113.2%`; without an upper limit, `more than +35.2%`.
pub fn interval(quantity: Quantity, lower: f64, upper: f64) -> String {
    let lower = value(quantity, lower);
    if upper.is_finite() {
        fill("{0} to {1}", &[&lower, &value(quantity, upper)])
    } else {
        fill("more than {0}", &[&lower])
    }
}

/// An average time between events, from minutes: `23 minutes`, `5 hours`, `3 days`.
pub fn pace(minutes: f64) -> String {
    let (number, one, many) = match minutes {
        m if m < 90.0 => (m, "minute", "{0} minutes"),
        m if m < 36.0 * 60.0 => (m / 60.0, "hour", "{0} hours"),
        m => (m / 1440.0, "day", "{0} days"),
    };
    match number.round() as u64 {
        0 => say("less than a minute").into(),
        1 => say(one).into(),
        number => counted(many, number, &[&count(number)]),
    }
}

/// The signs of the current language.
fn signs() -> Signs {
    current().map_or(ENGLISH, |catalogue| *catalogue.signs())
}

/// A number with the sign of a percentage.
fn percent(number: String) -> String {
    filled(signs().percent, &[&number])
}
