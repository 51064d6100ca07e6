//! An author's note on a claim: ignore it, or the figures that it is about.

use super::claim::{Claim, ClaimKind};
use super::explain;
use super::facts::{FactKind, Facts};
use super::finding::{FindingSeverity, UnplacedFinding};
use super::judge::{self, ClaimVerdict};
use super::range::Range;
use super::solve::{right, severity};

/// A stretch of the text, in bytes, and the author's note on it: `ignore`, `count(Kent, 2017/18)`,
/// `pct(Kent, 2016/17, 2017/18)`, `diff(…)`, `times(…)`, `share(Kent, England, 2017/18)`. A measure may come last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The author's note.
    pub says: String,
}

/// Why a pin cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinError {
    /// The note, and what is wrong with it.
    pub message: String,
}

impl std::fmt::Display for PinError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PinError {}

/// A pin that can be followed.
#[derive(Clone, Debug)]
pub(super) enum Pinned {
    Ignore,
    /// The recomputed number, the figures behind it, and the sum in words.
    Is(Range, Vec<super::facts::CellIndex>, String),
}

/// The bytes that a pin covers, and what it asks for.
pub(super) type Resolved = (std::ops::Range<usize>, Pinned);

/// Says which notes there are.
const EXPECTED: &str = "write ignore, or one of count(…), pct(…), diff(…), times(…) and share(…)";

/// Reads a pin, and looks its figures up.
pub(super) fn resolve(pin: &Pin, facts: &Facts) -> Result<Pinned, PinError> {
    let fault = |problem: &str| PinError { message: ["“", &pin.says, "”: ", problem].concat() };
    let says = pin.says.trim();
    if says == "ignore" {
        return Ok(Pinned::Ignore);
    }
    let (verb, rest) = says.split_once('(').ok_or_else(|| fault(EXPECTED))?;
    let inside = rest.strip_suffix(')').ok_or_else(|| fault("the closing bracket is missing"))?;
    let names: Vec<_> = inside.split(',').map(str::trim).collect();
    let area = |name: &str| {
        facts.area_called(name).ok_or_else(|| fault(&["the data have no area called “", name, "”"].concat()))
    };
    let time = |name: &str| {
        facts.time_called(name).ok_or_else(|| fault(&["the data have no period called “", name, "”"].concat()))
    };
    let measure = |at: usize| match names.get(at) {
        None => Ok(0),
        Some(name) => facts
            .measures
            .iter()
            .position(|measure| measure.label == *name)
            .ok_or_else(|| fault(&["the data have no measure called “", name, "”"].concat())),
    };
    let figure = |area, time, measure| {
        facts.figure(area, time, measure).ok_or_else(|| fault("the data have no figure for that area and period"))
    };
    let needs = |count: usize, what: &str| if names.len() < count { Err(fault(what)) } else { Ok(()) };
    match verb.trim() {
        "count" => {
            needs(2, "count needs an area and a period")?;
            let (area, time) = (area(names[0])?, time(names[1])?);
            let (found, cells) = figure(area, time, measure(2)?)?;
            let why = explain::level(facts, &[area], &[time], found, &cells);
            Ok(Pinned::Is(found, cells, why))
        }
        "share" => {
            needs(3, "share needs an area, the area that it is a part of, and a period")?;
            let (part, whole, time, measure) = (area(names[0])?, area(names[1])?, time(names[2])?, measure(3)?);
            let ((part, mut cells), (whole, more)) = (figure(part, time, measure)?, figure(whole, time, measure)?);
            let found = part.over(whole).ok_or_else(|| fault("the figure of the whole is zero"))?.times(100.0);
            cells.extend(more);
            let why = [
                &explain::plain(part.value),
                " of ",
                &explain::plain(whole.value),
                ": ",
                &crate::words::decimal(found.value, 1),
                "%",
            ]
            .concat();
            Ok(Pinned::Is(found, cells, why))
        }
        verb @ ("pct" | "diff" | "times") => {
            needs(3, "pct, diff and times need an area and two periods")?;
            let (area, first, last, measure) = (area(names[0])?, time(names[1])?, time(names[2])?, measure(3)?);
            let ((earlier, mut cells), (later, more)) = (figure(area, first, measure)?, figure(area, last, measure)?);
            cells.extend(more);
            let (found, kind) = match verb {
                "pct" => (earlier.change_to(later), ClaimKind::ChangePerCent),
                "times" => (later.over(earlier), ClaimKind::Multiple),
                _ => (Some(later.minus(earlier)), ClaimKind::ChangeCount),
            };
            let found = found.ok_or_else(|| fault("the figure of the earlier period is zero"))?;
            let pair = super::memory::PeriodPair {
                areas: vec![area],
                measure,
                times: [first, last],
                found: [earlier, later],
                cells: cells.clone(),
                stated: true,
            };
            let why = explain::pair(facts, &pair, found, &kind);
            Ok(Pinned::Is(found, cells, why))
        }
        _ => Err(fault(EXPECTED)),
    }
}

/// The answer to a claim that a pin covers.
pub(super) fn answer(
    claim: &Claim,
    surface: &str,
    found: Range,
    cells: Vec<super::facts::CellIndex>,
    why: String,
) -> UnplacedFinding {
    let size = found.absolute();
    let matched = match claim.kind {
        ClaimKind::Multiple => judge::multiple(size, claim.value, claim.hedge),
        ClaimKind::ChangeFraction | ClaimKind::ShareFraction => {
            judge::fraction(size.times(0.01), claim.value, claim.hedge)
        }
        _ => judge::number(size, claim.value, claim.step, claim.hedge),
    };
    if matched.is_right() {
        return right(matched, found, cells, why);
    }
    let why = [&why, ". ", &explain::says(claim, surface), "."].concat();
    let grave =
        if claim.step > 0.0 { severity(found.value, claim.value, claim.step) } else { FindingSeverity::Material };
    UnplacedFinding {
        verdict: ClaimVerdict::Contradicted,
        severity: Some(grave),
        found: Some(found),
        cells,
        why,
        rule: "",
        candidates: Vec::new(),
    }
}

impl Facts {
    fn area_called(&self, name: &str) -> Option<usize> {
        self.areas.iter().position(|area| area.name == name).or_else(|| {
            let text = super::token::Text::new(name);
            self.names.find(&text, 0).map(|(_, area)| area)
        })
    }

    fn time_called(&self, label: &str) -> Option<usize> {
        self.times.iter().position(|time| time.label == label)
    }

    /// The names of a figure's area, period and measure, for a report.
    pub fn named(&self, (area, time, measure): super::facts::CellIndex) -> [&str; 3] {
        [&self.areas[area].name, &self.times[time].label, &self.measures[measure].label]
    }

    /// Whether a figure is an amount of money, which is printed with its currency.
    pub fn is_money(&self, (_, _, measure): super::facts::CellIndex) -> bool {
        self.measures[measure].kind == FactKind::Money
    }
}
