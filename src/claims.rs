//! Finds the figures in an article and checks them against the data published with it.
//!
//! A [`Finding`] is one claim of the text, with a verdict and the sum behind it. The words of the sentence alone decide
//! what a claim says. Then the checker looks for its areas, periods and measure, from the nearest words outwards, and
//! does the sum with ranges, because figures are published rounded. It calls a claim wrong only if no reasonable
//! reading makes it right, and leaves it alone if it is not certain what the claim is about.

mod bind;
mod change;
mod clause;
mod explain;
mod facts;
mod figure;
mod finding;
mod frame;
mod judge;
mod lexicon;
mod line;
mod mask;
mod memory;
mod names;
mod pair;
mod period;
mod pin;
mod quote;
mod range;
mod rank;
mod scope;
mod share;
mod solve;
mod subject;
mod time;
mod token;

pub use facts::{Cell, Facts, Row};
pub use finding::{Finding, Severity};
pub use judge::{Hedge, Verdict};
pub use lexicon::Direction;
pub use pin::{Pin, PinError};
pub use quote::{Quote, quote};
pub use range::Range;
pub use token::Place;

use bind::Spot;
use finding::Answer;
use frame::{Claim, Kind};
use line::Line;
use memory::{Given, Memory};
use pin::Pinned;
use token::Text;

/// The result of checking a text.
#[derive(Debug, Default)]
pub struct Checked {
    /// One finding for each claim, in the order of the text.
    pub findings: Vec<Finding>,
    /// Where each sentence begins and ends.
    pub sentences: Vec<(Place, Place)>,
    /// How many times the checker looked at a token: the cost of the text.
    pub work: u64,
}

/// Finds the claims of a text and checks them against the facts.
pub fn check(source: &str, facts: &Facts) -> Checked {
    checked(source, facts, &[])
}

/// Checks a text as [`check`] does, and follows the author's pins: which figures a claim is about, or to ignore it.
/// Fails if a pin cannot be read, or names a figure that the facts do not have.
pub fn check_with(source: &str, facts: &Facts, pins: &[Pin]) -> Result<Checked, PinError> {
    let resolved: Result<Vec<_>, _> =
        pins.iter().map(|pin| Ok((pin.start..pin.end, pin::resolve(pin, facts)?))).collect();
    Ok(checked(source, facts, &resolved?))
}

fn checked(source: &str, facts: &Facts, pins: &[Resolved]) -> Checked {
    let text = Text::new(source);
    let lines: Vec<_> = (0..text.sentences.len()).map(|sentence| line::line(&text, facts, sentence)).collect();
    let claims: Vec<_> = lines.iter().map(|line| frame::claims(&text, line)).collect();
    // The first reading learns the article's own words for a measure from figures that are right; the second uses them.
    let (_, memory) = read(&text, facts, &lines, &claims, pins, Memory::default());
    let (findings, _) = read(&text, facts, &lines, &claims, pins, memory.again());
    let ends = |tokens: &std::ops::Range<usize>| (text.get(tokens.start).start, text.get(tokens.end - 1).end);
    let sentences = text.sentences.iter().map(|sentence| ends(&sentence.tokens)).collect();
    Checked { findings, sentences, work: text.visits() }
}

/// The bytes that a pin covers, and what it asks for.
type Resolved = (std::ops::Range<usize>, Pinned);

fn read(
    text: &Text,
    facts: &Facts,
    lines: &[Line],
    claims: &[Vec<Claim>],
    pins: &[Resolved],
    mut memory: Memory,
) -> (Vec<Finding>, Memory) {
    let mut findings = Vec::new();
    for (line, claims) in lines.iter().zip(claims) {
        let mut answers: Vec<Option<Answer>> = claims.iter().map(|_| None).collect();
        for derived in [false, true] {
            for (at, claim) in claims.iter().enumerate() {
                let level = matches!(claim.kind, Kind::Count | Kind::PerHead(_));
                if level == derived {
                    continue;
                }
                let spot = Spot { text, facts, memory: &memory, line, claims, claim };
                let (answer, given, learned) = match pinned(&spot, pins) {
                    Some(answer) => (answer, None, Vec::new()),
                    None => solve(&spot),
                };
                answers[at] = answer;
                memory.heads.extend(learned.last().cloned());
                memory.learned.extend(learned);
                if let Some(given) = given {
                    note(&mut memory, facts, given);
                }
            }
        }
        remember(&mut memory, facts, line);
        let told = claims.iter().zip(answers).filter_map(|(claim, answer)| Some(told(text, line, claim, answer?)));
        findings.extend(told);
    }
    (findings, memory)
}

/// The answer that a pin decides: `None` if no pin covers the claim, `Some(None)` if the pin says to ignore it.
fn pinned(spot: &Spot<'_>, pins: &[Resolved]) -> Option<Option<Answer>> {
    let claim = spot.claim;
    let place = spot.text.get(claim.figure.start).start.byte..spot.text.get(claim.figure.end - 1).end.byte;
    let (_, pinned) = pins.iter().find(|(pin, _)| pin.start < place.end && place.start < pin.end)?;
    Some(match pinned {
        Pinned::Ignore => None,
        Pinned::Is(found, cells, why) => Some(pin::answer(claim, spot.surface(), *found, cells.clone(), why.clone())),
    })
}

type Solved = (Option<Answer>, Option<Given>, Vec<(usize, String)>);

fn solve(spot: &Spot<'_>) -> Solved {
    let claim = spot.claim;
    let nothing = |answer| (Some(answer), None, Vec::new());
    match claim.kind {
        Kind::Count | Kind::PerHead(_) => {
            let (answer, given) = spot.count();
            let measure = given.as_ref().map(|given| given.measure).or_else(|| spot.measures().0.first().copied());
            let noun = measure.map_or(subject::Noun::Foreign, |measure| spot.noun(measure));
            let right = given.as_ref().is_some_and(|given| given.right);
            let unsaid = answer.verdict == Verdict::NotCheckable;
            // Beside figures of the data, a small number of something else is reported as not checked. Elsewhere it is
            // dropped.
            let before = spot.line.sentence.saturating_sub(1);
            let among = memory_has(spot, before) || memory_has(spot, spot.line.sentence);
            let topic = !spot.line.areas.is_empty() && !spot.facts.measures.is_empty() && spot.says_any(0);
            if unsaid
                && (solve::is_by_the_way(claim, noun, among) || claim.money && !spot.speaks_of_money() && !topic)
                && !right
            {
                return (None, None, Vec::new());
            }
            let learned = match &given {
                Some(given) if given.right && noun != subject::Noun::Foreign => {
                    spot.noun_words().into_iter().map(|word| (given.measure, word)).collect()
                }
                _ => Vec::new(),
            };
            (Some(answer), given, learned)
        }
        Kind::Every(_) | Kind::PerTime(_) => nothing(spot.count().0),
        Kind::ChangeCount if claim.money && !spot.speaks_of_money() => (None, None, Vec::new()),
        Kind::ChangeCount | Kind::ChangePerCent | Kind::ChangeFraction | Kind::Points | Kind::Multiple => {
            nothing(spot.change())
        }
        Kind::SharePerCent | Kind::ShareFraction => nothing(spot.share()),
        Kind::OfAreas(of) => nothing(spot.of_areas(of)),
        Kind::Rank { .. } => nothing(spot.rank()),
    }
}

fn memory_has(spot: &Spot<'_>, sentence: usize) -> bool {
    spot.memory.of_sentence(sentence).next().is_some()
}

fn note(memory: &mut Memory, facts: &Facts, given: Given) {
    let sentence = given.sentence;
    if given.times.len() == 1 {
        // The current period of the text is the latest of those that a sentence gives.
        let new = given.times[0];
        let keep = memory.time.is_some_and(|(time, of)| of == sentence && facts.end(time) > facts.end(new));
        if !keep {
            memory.time = Some((new, sentence));
        }
    }
    memory.measure = Some((given.measure, sentence));
    memory.given.push(given);
}

fn remember(memory: &mut Memory, facts: &Facts, line: &Line) {
    let last = line.areas.last();
    let of_figures = memory.of_sentence(line.sentence).next().map(|given| given.areas.clone());
    if let Some(areas) = of_figures.or_else(|| last.map(|mention| mention.areas.clone())) {
        memory.areas = Some((areas, line.sentence));
    }
    if memory.focus.is_none() {
        let named = line.areas.iter().flat_map(|mention| &mention.areas).copied();
        memory.focus = named.into_iter().find(|area| Some(*area) != facts.nation);
    }
}

fn told(text: &Text, line: &Line, claim: &Claim, answer: Answer) -> Finding {
    let (start, end) = (text.get(claim.start).start, text.get(claim.end - 1).end);
    Finding {
        start,
        end,
        surface: text.source.get(start.byte..end.byte).unwrap_or_default().into(),
        sentence: line.sentence,
        kind: name(&claim.kind),
        reported: claim.value,
        recomputed: answer.found,
        verdict: answer.verdict,
        severity: answer.severity,
        cells: answer.cells,
        explanation: answer.why,
    }
}

fn name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Count => "count",
        Kind::ChangeCount => "change_count",
        Kind::ChangePerCent => "change_pct",
        Kind::ChangeFraction => "change_fraction",
        Kind::Points => "points",
        Kind::SharePerCent => "share_pct",
        Kind::ShareFraction => "share_fraction",
        Kind::Multiple => "multiple",
        Kind::Every(_) => "interval_rate",
        Kind::PerTime(_) => "per_time_rate",
        Kind::PerHead(_) => "per_capita",
        Kind::OfAreas(_) => "n_of_areas",
        Kind::Rank { .. } => "rank",
    }
}
