//! Checks counts and rates: tries the likeliest reading first, and contradicts a claim only if no sound one agrees.

use std::collections::HashSet;

use super::bind::{Candidates, ClaimContext};
use super::claim::{Claim, ClaimKind, Role};
use super::explain;
use super::facts::{CellIndex, FactKind};
use super::finding::{FindingSeverity, UnplacedFinding};
use super::judge::{self, ClaimVerdict, Hedge, Match};
use super::measure::MeasureFit;
use super::memory::StatedFigure;
use super::range::Range;
use super::time::{NamedPeriod, Stretch, When};

/// One reading of a count.
#[derive(Clone, Debug)]
struct CountReading {
    areas: Vec<usize>,
    times: Vec<usize>,
    measure: usize,
    found: Range,
    cells: Vec<CellIndex>,
}

/// How grave it is that a number is off.
pub(super) fn severity(found: f64, claimed: f64, step: f64) -> FindingSeverity {
    let near = |step: f64| (found.abs() - claimed).abs() <= step + 1e-9;
    if near(1.5 * step) {
        FindingSeverity::LastDigit
    } else if ((found.abs() / (10.0 * step)).round() - (claimed / (10.0 * step)).round()).abs() < 0.5 {
        FindingSeverity::Coarse
    } else {
        FindingSeverity::Material
    }
}

/// The verdict on a reading that agrees.
pub(super) fn right(matched: Match, found: Range, cells: Vec<CellIndex>, why: String) -> UnplacedFinding {
    let severity = match matched {
        Match::Truncated => Some(FindingSeverity::Truncation),
        Match::Stretched => Some(FindingSeverity::Stretch),
        _ => None,
    };
    let note = match matched {
        Match::Truncated => ". Cut off, not rounded",
        Match::Stretched => ". The words stretch it",
        _ => "",
    };
    UnplacedFinding {
        verdict: matched.verdict(),
        severity,
        found: Some(found),
        cells,
        why: [&why, note, "."].concat(),
        rule: "",
        candidates: Vec::new(),
    }
}

impl ClaimContext<'_> {
    fn reading(&self, areas: &[usize], times: &[usize], measure: usize) -> Option<CountReading> {
        let places = areas.iter().flat_map(|&area| times.iter().map(move |&time| (area, time)));
        let single = areas.len() * times.len() == 1;
        if !single && self.facts.measures[measure].kind == FactKind::Rate {
            return None;
        }
        let (found, cells) = self.facts.sum(places, measure)?;
        Some(CountReading { areas: areas.to_vec(), times: times.to_vec(), measure, found, cells })
    }

    /// Compares the claim with a reading.
    fn held(&self, reading: &CountReading) -> Match {
        let claim = self.claim;
        match claim.kind {
            ClaimKind::Every(unit) => self.days(&reading.times).map_or(Match::Off, |days| {
                let found = Range::exactly(days / unit).over(reading.found);
                // A year may be taken to have 365 or 366 days.
                found.map_or(Match::Off, |found| {
                    let wide =
                        Range { low: found.low * (1.0 - 1.0 / 365.0), high: found.high * (1.0 + 1.0 / 365.0), ..found };
                    rounded(
                        judge::number(found, claim.value, claim.step, claim.hedge),
                        judge::number(wide, claim.value, claim.step, claim.hedge),
                    )
                })
            }),
            ClaimKind::PerTime(unit) => self.days(&reading.times).map_or(Match::Off, |days| {
                let found = reading.found.times(unit / days);
                let wide =
                    Range { low: found.low * (1.0 - 1.0 / 365.0), high: found.high * (1.0 + 1.0 / 365.0), ..found };
                rounded(
                    judge::number(found, claim.value, claim.step, claim.hedge),
                    judge::number(wide, claim.value, claim.step, claim.hedge),
                )
            }),
            _ if claim.compares
                && judge::number(reading.found, claim.value, claim.step, Hedge::None) == Match::Exact =>
            {
                Match::Exact
            }
            _ => judge::number(reading.found, claim.value, claim.step, claim.hedge),
        }
    }

    fn days(&self, times: &[usize]) -> Option<f64> {
        times.iter().map(|&time| self.facts.times[time].days).sum()
    }

    /// The result of a reading, in the claim's own unit.
    fn result(&self, reading: &CountReading) -> Range {
        match self.claim.kind {
            ClaimKind::Every(unit) => self
                .days(&reading.times)
                .and_then(|days| Range::exactly(days / unit).over(reading.found))
                .unwrap_or(reading.found),
            ClaimKind::PerTime(unit) => {
                self.days(&reading.times).map_or(reading.found, |days| reading.found.times(unit / days))
            }
            _ => reading.found,
        }
    }

    fn explain(&self, reading: &CountReading) -> String {
        let level = explain::level(self.facts, &reading.areas, &reading.times, reading.found, &reading.cells);
        let result = explain::plain(self.result(reading).value);
        match self.claim.kind {
            ClaimKind::Every(_) => {
                [&level, ", one every ", &result, " ", self.text.word(self.claim.figure.end - 1)].concat()
            }
            ClaimKind::PerTime(unit) => {
                let unit = if unit == 1.0 {
                    "day"
                } else if unit == 7.0 {
                    "week"
                } else if unit < 1.0 {
                    "hour"
                } else {
                    "month"
                };
                [&level, ", ", &result, " a ", unit].concat()
            }
            _ => level,
        }
    }

    /// Checks a count, or a rate of counts over time or people.
    pub fn count(&self) -> (UnplacedFinding, Option<StatedFigure>) {
        let areas = self.areas();
        if areas.stranger && areas.options.is_empty() {
            return (UnplacedFinding::none("The place that is named has no figures in the data."), None);
        }
        let (measures, one_measure) = self.measures();
        if measures.is_empty() {
            return (UnplacedFinding::none("What is counted is not in the data."), None);
        }
        let mut best: Option<(CountReading, bool, bool)> = None;
        let mut strange_time = None;
        let mut tried = 0;
        for area in &areas.options {
            // If the area has figures of only one of the measures, that one is meant.
            let own = self.facts.measures_of(area[0]);
            let one_measure = one_measure || measures.iter().filter(|measure| own.contains(measure)).count() == 1;
            for &measure in &measures {
                let times = self.times(area[0], measure);
                if times.stranger {
                    strange_time.get_or_insert(true);
                }
                for time in &times.options {
                    let Some(reading) = self.reading(area, time, measure) else { continue };
                    strange_time = Some(false);
                    let matched = self.held(&reading);
                    tried += 1;
                    if matched.is_right() && self.trusts(&reading, &areas, &times) {
                        let why = self.explain(&reading);
                        let stated = self.stated(&reading, true);
                        let rule = if tried == 1 { "likeliest figure" } else { "a likely figure" };
                        return (right(matched, self.result(&reading), reading.cells, why).by(rule), Some(stated));
                    }
                    let firm = areas.firm && times.firm && times.options.len() == 1;
                    // "from 118 to 200": once 118 is matched, 200 is not compared with the same figure.
                    let settled = self.claim.kind == ClaimKind::Count
                        && (self.claim.role != Role::Alone || self.period().is_some())
                        && self.is_given(&reading);
                    if !settled {
                        best.get_or_insert((reading, firm, one_measure));
                    }
                }
            }
        }
        let Some((reading, firm, one_measure)) = best else {
            let why = if strange_time == Some(true) {
                "The data have no figures for that period."
            } else {
                "The data have no such figure."
            };
            return (UnplacedFinding::none(why), None);
        };
        let stated = self.stated(&reading, false);
        if self.is_remainder() {
            return (UnplacedFinding::none("It is not certain what is left over."), None);
        }
        if one_measure && self.contradicts(&reading, &areas, firm) {
            let result = self.result(&reading);
            let why = [&self.explain(&reading), ". ", &explain::says(self.claim, self.surface()), "."].concat();
            let severity = Some(severity(result.value, self.claim.value, self.claim.step));
            let answer = UnplacedFinding {
                verdict: ClaimVerdict::Contradicted,
                severity,
                found: Some(result),
                cells: reading.cells,
                why,
                rule: "",
                candidates: Vec::new(),
            };
            return (answer.by("likeliest figure"), Some(stated));
        }
        let why = self.doubt(reading.measure).unwrap_or_else(|| "It is not certain which figure is meant.".into());
        (UnplacedFinding::none(why), None)
    }

    fn stated(&self, reading: &CountReading, is_right: bool) -> StatedFigure {
        StatedFigure {
            sentence: self.line.sentence,
            figure: self.claim.figure.clone(),
            areas: reading.areas.clone(),
            times: reading.times.clone(),
            measure: reading.measure,
            found: reading.found,
            cells: reading.cells.clone(),
            right: is_right,
            earlier: self.claim.role == Role::Earlier,
            exact: is_right
                && self.claim.hedge == Hedge::None
                && self.claim.value == reading.found.value
                && self.claim.value >= 10.0,
            about: self.names().collect(),
        }
    }

    pub fn surface(&self) -> &str {
        let (start, end) = (self.text.get(self.claim.start).start.byte, self.text.get(self.claim.end - 1).end.byte);
        self.text.source.get(start..end).unwrap_or_default()
    }

    /// Whether a number that agrees is enough to say that this reading is meant. Small numbers agree by accident, and
    /// so do numbers of other things.
    fn trusts(&self, reading: &CountReading, areas: &Candidates, times: &Candidates) -> bool {
        let derived = self.claim.kind != ClaimKind::Count;
        let digits = self.claim.value >= 100.0 && self.claim.hedge == Hedge::None;
        let carried = self.line.areas.is_empty();
        // The nation or the article's own area is accepted only for a number that cannot agree by chance.
        let guess = carried && Some(&reading.areas) != areas.options.first();
        let loose_sum = reading.times.len() > 1 && !times.firm && self.period().is_none();
        let exact = judge::number(reading.found, self.claim.value, 1.0, self.claim.hedge) == Match::Exact;
        if self.is_remainder() && !exact {
            return false;
        }
        // "An average of 250 a year" is no year's figure.
        let average = !derived && self.clause().any(|at| self.text.is(at, &["average", "averaging", "averaged"]));
        if average && self.facts.measures[reading.measure].kind != FactKind::Rate {
            return false;
        }
        // A hedge agrees with much: if no period is named, only the two likeliest count.
        let hedged = self.claim.hedge != Hedge::None && self.period().is_none();
        if hedged && !times.options.iter().take(2).any(|likely| *likely == reading.times) {
            return false;
        }
        match self.fit(reading.measure) {
            MeasureFit::Other(_) if !guess && self.is_anchored(reading.measure) => true,
            // The text has another name for what is counted: the number must be too exact for chance.
            MeasureFit::Other(_) => {
                let exact = judge::number(reading.found, self.claim.value, 1.0, Hedge::None) == Match::Exact;
                let single = exact && reading.cells.len() == 1 || !reading.found.is_exact();
                let sure = self.is_telling(reading.measure) || !guess && self.is_corroborated(reading.measure);
                !derived && digits && single && sure && self.may_be_another_name(reading.measure)
            }
            _ if guess => digits || derived && self.claim.value >= 10.0,
            _ if self.narrowed_by(reading.measure).is_some() || self.about.part => !derived && digits,
            MeasureFit::Unsaid if loose_sum => {
                digits && judge::number(reading.found, self.claim.value, 1.0, Hedge::None) == Match::Exact
            }
            _ => true,
        }
    }

    /// Whether the article uses an unknown word of the phrase as its own name for the measure: three different figures
    /// of phrases with that word are exactly the measure's, or two in different sentences. Fewer may agree by chance,
    /// or be made to.
    pub fn is_corroborated(&self, measure: usize) -> bool {
        let own = &self.facts.measures[measure];
        let stems = self.names().map(|at| self.text.get(at).stem.as_str());
        let unknown: Vec<_> = stems.filter(|stem| !own.knows(stem)).collect();
        let hits =
            self.memory.hits.iter().filter(|((of, phrase), _)| {
                *of == measure && phrase.iter().any(|stem| unknown.contains(&stem.as_str()))
            });
        let (mut cells, mut sentences) = (HashSet::new(), HashSet::new());
        for (cell, sentence) in hits.flat_map(|(_, hits)| hits) {
            cells.insert(cell);
            sentences.insert(sentence);
        }
        // A label such as "incidents" says next to nothing itself.
        cells.len() >= 3 || cells.len() == 2 && (sentences.len() > 1 || own.words.is_empty())
    }

    /// Whether a number is too large and odd to agree by chance with a figure of a measure that its phrase has a word of;
    /// or goes on from any phrase.
    fn is_telling(&self, measure: usize) -> bool {
        let odd = self.claim.value >= 1000.0 && self.claim.value % 100.0 != 0.0;
        let own = &self.facts.measures[measure];
        let mut words = self.about.words.iter().chain(&self.about.extra);
        odd && (self.stands_bare() || words.any(|&at| own.knows(&self.text.get(at).stem)))
    }

    /// Figures of an area named here that the claim's number is exactly, whatever its phrase; by measure.
    pub fn hits(&self) -> (Vec<CellIndex>, Vec<String>) {
        (self.exact_cells(), self.names().map(|at| self.text.get(at).stem.clone()).collect())
    }

    fn exact_cells(&self) -> Vec<CellIndex> {
        let claim = self.claim;
        if claim.kind != ClaimKind::Count || claim.hedge != Hedge::None || claim.value < 100.0 {
            return Vec::new();
        }
        let areas = self.areas();
        let areas = areas.options.first().filter(|areas| areas.len() == 1);
        let cells = areas.into_iter().flatten().flat_map(|&area| {
            let measures = self.facts.measures_of(area).into_iter();
            measures.flat_map(move |measure| {
                self.facts.times_of(area, measure).into_iter().map(move |time| (area, time, measure))
            })
        });
        let exact = |&(area, time, measure): &CellIndex| {
            self.facts.figure(area, time, measure).is_some_and(|(found, _)| found.value == claim.value)
        };
        cells.filter(exact).collect()
    }

    /// Whether it is what other figures leave over: "the remaining 4,365". That sum is not done, so it cannot be wrong.
    fn is_remainder(&self) -> bool {
        let start = self.claim.start;
        (start.saturating_sub(3)..start).any(|at| {
            at >= self.line.tokens.start && self.text.is(at, &["remaining", "rest", "other", "further", "another"])
        })
    }

    /// Whether a count that no likely reading agrees with is certainly wrong.
    fn contradicts(&self, reading: &CountReading, areas: &Candidates, firm: bool) -> bool {
        let (claim, facts) = (self.claim, self.facts);
        let measure = reading.measure;
        if !areas.firm
            || self.narrowed(measure)
            || facts.measures[measure].kind == FactKind::Rate && claim.kind == ClaimKind::Count
        {
            return false;
        }
        if !self.means(measure) || !self.says_when() {
            return false;
        }
        if self.held(reading) == Match::Beyond {
            return false;
        }
        // If the text has the right figure too, this one is of something else, such as a part.
        if self.has_elsewhere(reading) {
            return false;
        }
        // A calendar year beside financial ones is not one of the data, only near two of them.
        if let Some((NamedPeriod { when: When::Stretch(asked), .. }, _)) = self.period()
            && !firm
        {
            let exact = |times: &Vec<usize>| {
                let stretches = || times.iter().filter_map(|&time| facts.times[time].stretch);
                stretches().any(|stretch| stretch == *asked)
                    || times.len() > 1 && stretches().map(Stretch::months).sum::<i32>() == asked.months()
            };
            if !self.times(reading.areas[0], measure).options.iter().any(exact) {
                return false;
            }
        }
        // A misprint is near; a number of another size is of something else.
        let ratio = claim.value / self.result(reading).value.max(1e-9);
        if claim.hedge == Hedge::None && !(0.4..=2.5).contains(&ratio) {
            return false;
        }
        // If any other reading agrees, it is not certain which is meant. A hedge agrees with much, so other readings do
        // not count if area and period are certain.
        let hedged = firm && claim.hedge != Hedge::None;
        hedged || !self.any_agrees(areas)
    }

    /// Whether the sentence says which period the claim is of, or a right figure fixes it. "Last year" says it only
    /// where a right figure before it shows which year the text is of.
    fn says_when(&self) -> bool {
        let given = self.memory.of_sentence(self.line.sentence).any(|stated| stated.right);
        let dated =
            |when: When| matches!(when, When::Stretch(_) | When::Between(..) | When::Since(_) | When::SameIn(_));
        let anchored = || self.memory.stated.iter().any(|stated| stated.right && stated.exact);
        let mut named = self.line.periods.iter().map(|named| named.when);
        given || named.clone().any(dated) || named.next().is_some() && anchored()
    }

    fn is_given(&self, reading: &CountReading) -> bool {
        self.memory.of_sentence(self.line.sentence).any(|stated| stated.right && stated.cells == reading.cells)
    }

    /// Whether this sentence or the one before gives the very figure that a reading has.
    fn has_elsewhere(&self, reading: &CountReading) -> bool {
        let exact = |claim: &Claim| judge::number(reading.found, claim.value, 1.0, Hedge::None) == Match::Exact;
        let here = |claim: &&Claim| {
            claim.kind == ClaimKind::Count && claim.hedge == Hedge::None && claim.figure != self.claim.figure
        };
        let before = self.line.sentence.saturating_sub(1);
        let stated = self
            .memory
            .of_sentences(before, self.line.sentence)
            .any(|stated| stated.right && stated.cells == reading.cells);
        self.claim.kind == ClaimKind::Count && (stated || self.claims.iter().filter(here).any(exact))
    }

    /// Whether any figure of the areas spoken of agrees, of any period or measure, or any sum over the latest periods.
    fn any_agrees(&self, areas: &Candidates) -> bool {
        let facts = self.facts;
        let mut all: Vec<Vec<usize>> = areas.options.clone();
        all.extend(self.line.areas.iter().map(|mention| mention.areas.clone()).filter(|areas| !areas.is_empty()));
        all.extend(self.memory.areas.iter().map(|(areas, _)| areas.clone()).filter(|areas| !areas.is_empty()));
        let single: Vec<_> = all.iter().flatten().map(|&area| vec![area]).collect();
        all.extend(single);
        all.sort_unstable();
        all.dedup();
        // A sentence that names its period is about no sum over several.
        let several = |when: When| matches!(when, When::Several(_) | When::Since(_) | When::Between(..));
        let longest = if !self.line.periods.is_empty() && !self.line.periods.iter().any(|named| several(named.when)) {
            1
        } else {
            12
        };
        // A figure of what the words do not name is no reading of them.
        let named: Vec<_> = self.measures().0.into_iter().filter(|&at| self.narrowed_by(at).is_none()).collect();
        all.iter().any(|areas| {
            facts.measures_of(areas[0]).into_iter().filter(|measure| named.contains(measure)).any(|measure| {
                let times = facts.times_of(areas[0], measure);
                let whole: Vec<_> = times.iter().copied().filter(|&time| facts.times[time].parts.is_empty()).collect();
                let sets = times
                    .iter()
                    .map(|&time| vec![time])
                    .chain((2..=whole.len().min(longest)).map(|latest| whole[..latest].to_vec()));
                let mut sets = sets;
                sets.any(|times| {
                    self.reading(areas, &times, measure).is_some_and(|reading| self.held(&reading).is_right())
                })
            })
        })
    }
}

/// The match of the narrow range; `Rounded` if only the wide one agrees.
fn rounded(narrow: Match, wide: Match) -> Match {
    if narrow.is_right() || !wide.is_right() { narrow } else { Match::Rounded }
}

/// Whether a claim is a small number that nothing ties to the data, such as how many officers came. Then it is dropped.
pub(super) fn is_by_the_way(claim: &Claim, fit: MeasureFit, among_figures: bool) -> bool {
    let other = matches!(fit, MeasureFit::Other(_));
    if claim.role != Role::Alone {
        return false;
    }
    let small = claim.in_words && claim.value <= 12.0 && (other || fit == MeasureFit::Unsaid);
    claim.kind == ClaimKind::Count && (small || claim.value < 100.0 && other && (claim.in_words || !among_figures))
}
