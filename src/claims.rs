//! Finds the figures in an article and checks them against the data published with it.
//!
//! A [`Finding`] is one claim of the text, with a verdict and the sum behind it. The words of the sentence alone decide
//! what a claim says. Then the checker looks for its areas, periods and measure, from the nearest words outwards, and
//! does the sum with ranges, because figures are published rounded. It calls a claim wrong only if no reasonable
//! reading makes it right, and leaves it alone if it is not certain what the claim is about.

mod about;
mod article;
mod bind;
mod candidate;
mod change;
mod claim;
mod clause;
mod docx;
mod explain;
mod facts;
mod figure;
mod finding;
pub mod html;
mod judge;
mod lexicon;
mod line;
mod manuscript;
mod markdown;
mod mask;
mod measure;
mod memory;
mod names;
mod pair;
mod period;
mod pin;
mod quote;
mod range;
mod rank;
mod rtf;
mod scope;
mod share;
mod solve;
mod table_text;
mod time;
mod token;
mod vocabulary;

pub use article::{Article, selectors};
pub use facts::{CellIndex, FactRow, Facts};
pub use finding::{Candidate, Finding, FindingSeverity};
pub use judge::ClaimVerdict;
pub use manuscript::ManuscriptError;
pub use pin::{Pin, PinError};
pub use quote::{Quote, quote};
pub use range::Range;
pub use token::Position;

use about::About;
use bind::ClaimContext;
use claim::{Claim, ClaimKind};
use finding::UnplacedFinding;
use line::Line;
use measure::MeasureFit;
use memory::{Memory, StatedFigure};
use pin::Pinned;
use token::Text;

/// The result of checking a text.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings of its claims, in the order of the text.
    pub findings: Vec<Finding>,
    /// Where each sentence begins and ends.
    pub sentences: Vec<(Position, Position)>,
    /// How many times the checker looked at a token: the cost of the text.
    pub work: u64,
}

/// Finds the claims of a text and checks them against the facts.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use force_compare::claims::{ClaimVerdict, Facts, check};
/// use force_compare::sheet;
///
/// let recipe = r#"
///     title = "Thefts"
///     language = "en-GB"
///     measure = { label = "Thefts", singular = "theft", plural = "thefts" }
///     noun = { singular = "force", plural = "forces" }
///     periods = [{ id = "2016", label = "2016", start = "2016-01-01", end = "2016-12-31" }]
///     areas = {}
///     counts = { file = "thefts.csv", columns = { area = "Force" } }
/// "#;
/// let files = BTreeMap::from([
///     ("thefts.toml".to_string(), recipe.as_bytes().to_vec()),
///     ("thefts.csv".to_string(), b"Force,2016\nKent,1250\nEssex,840\n".to_vec()),
/// ]);
/// let facts = Facts::of(&sheet::import(&files, "thefts.toml")?);
/// let checked = check("Kent recorded 1,250 thefts in 2016, and Essex recorded 930 thefts.", &facts);
/// let verdicts: Vec<_> = checked.findings.iter().map(|found| (found.surface.as_str(), found.verdict)).collect();
/// assert_eq!(verdicts, [("1,250", ClaimVerdict::Verified), ("930", ClaimVerdict::Contradicted)]);
/// # Ok::<(), sheet::Refused>(())
/// ```
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
    let claims: Vec<_> = lines.iter().map(|line| claim::claims(&text, line)).collect();
    // The first reading learns the article's own words for a measure from figures that are right; the second uses them.
    let abouts = about::abouts(&text, &lines, &claims);
    let reading = Reading { text: &text, facts, lines: &lines, claims: &claims, abouts: &abouts, pins };
    let (_, memory) = reading.read(Memory::default(), false);
    let (_, memory) = reading.read(memory.again(), false);
    let (findings, _) = reading.read(memory.again(), true);
    let ends = |tokens: &std::ops::Range<usize>| (text.get(tokens.start).start, text.get(tokens.end - 1).end);
    let sentences = text.sentences.iter().map(ends).collect();
    Checked { findings, sentences, work: text.visits() }
}

/// The bytes that a pin covers, and what it asks for.
type Resolved = (std::ops::Range<usize>, Pinned);

/// All that is known of a text before it is held against the data.
struct Reading<'a> {
    text: &'a Text<'a>,
    facts: &'a Facts,
    lines: &'a [Line],
    claims: &'a [Vec<Claim>],
    abouts: &'a [Vec<About>],
    pins: &'a [Resolved],
}

impl Reading<'_> {
    fn read(&self, mut memory: Memory, last: bool) -> (Vec<Finding>, Memory) {
        let (text, facts) = (self.text, self.facts);
        let mut findings = Vec::new();
        for ((line, claims), abouts) in self.lines.iter().zip(self.claims).zip(self.abouts) {
            let mut answers: Vec<Option<UnplacedFinding>> = claims.iter().map(|_| None).collect();
            for derived in [false, true] {
                for (at, claim) in claims.iter().enumerate() {
                    let level = matches!(claim.kind, ClaimKind::Count | ClaimKind::PerHead(_));
                    if level == derived {
                        continue;
                    }
                    let about = &abouts[at];
                    let context = ClaimContext { text, facts, memory: &memory, line, claims, claim, about };
                    let (hits, phrase) = context.hits();
                    for cell in hits {
                        memory.hits.entry((cell.2, phrase.clone())).or_default().insert((cell, line.sentence));
                    }
                    let context = ClaimContext { text, facts, memory: &memory, line, claims, claim, about };
                    let (answer, stated, learned) = match pinned(&context, self.pins) {
                        Some(answer) => (answer, None, Vec::new()),
                        None => solve(&context),
                    };
                    answers[at] = answer.map(|mut answer| {
                        if last && answer.verdict == ClaimVerdict::NotCheckable {
                            answer.candidates = context.candidates();
                        }
                        answer
                    });
                    memory.heads.extend(learned.last().cloned());
                    memory.learned.extend(learned);
                    if let Some(stated) = stated {
                        if stated.exact && stated.found.value >= 100.0 && !stated.about.is_empty() {
                            let phrase = stated.about.iter().map(|&at| text.get(at).stem.clone()).collect();
                            memory.phrases.insert((stated.measure, phrase));
                        }
                        note(&mut memory, facts, stated);
                    }
                }
            }
            remember(&mut memory, text, facts, line);
            let told = claims.iter().zip(abouts).zip(answers);
            let told = told.filter_map(|((claim, about), answer)| Some(told_of(text, line, claim, about, answer?)));
            findings.extend(told);
        }
        (findings, memory)
    }
}

/// The answer that a pin decides: `None` if no pin covers the claim, `Some(None)` if the pin says to ignore it.
fn pinned(context: &ClaimContext<'_>, pins: &[Resolved]) -> Option<Option<UnplacedFinding>> {
    let claim = context.claim;
    let place = context.text.get(claim.figure.start).start.byte..context.text.get(claim.figure.end - 1).end.byte;
    let (_, pinned) = pins.iter().find(|(pin, _)| pin.start < place.end && place.start < pin.end)?;
    Some(match pinned {
        Pinned::Ignore => None,
        Pinned::Is(found, cells, why) => {
            Some(pin::answer(claim, context.surface(), *found, cells.clone(), why.clone()))
        }
    })
}

type Solved = (Option<UnplacedFinding>, Option<StatedFigure>, Vec<(usize, String)>);

fn solve(context: &ClaimContext<'_>) -> Solved {
    let claim = context.claim;
    let nothing = |answer| (Some(answer), None, Vec::new());
    match claim.kind {
        ClaimKind::Count | ClaimKind::PerHead(_) => {
            let (answer, stated) = context.count();
            let measure =
                stated.as_ref().map(|stated| stated.measure).or_else(|| context.measures().0.first().copied());
            let fit = measure.map_or(MeasureFit::Unsaid, |measure| context.fit(measure));
            let right = stated.as_ref().is_some_and(|stated| stated.right);
            let unsaid = answer.verdict == ClaimVerdict::NotCheckable;
            // Beside figures of the data, a small number of something else is reported as not checked. Elsewhere it is
            // dropped.
            let before = context.line.sentence.saturating_sub(1);
            let topic = !context.line.areas.is_empty() && !context.facts.measures.is_empty() && context.says_any(0);
            let among = topic || memory_has(context, before) || memory_has(context, context.line.sentence);
            if unsaid
                && (solve::is_by_the_way(claim, fit, among) || claim.money && !context.speaks_of_money() && !topic)
                && !right
            {
                return (None, None, Vec::new());
            }
            let learned = match &stated {
                Some(stated) if stated.right => {
                    context.noun_words().into_iter().map(|word| (stated.measure, word)).collect()
                }
                _ => Vec::new(),
            };
            (Some(answer), stated, learned)
        }
        ClaimKind::Every(_) | ClaimKind::PerTime(_) => nothing(context.count().0),
        ClaimKind::ChangeCount if claim.money && !context.speaks_of_money() => (None, None, Vec::new()),
        ClaimKind::ChangeCount
        | ClaimKind::ChangePerCent
        | ClaimKind::ChangeFraction
        | ClaimKind::Points
        | ClaimKind::Multiple => nothing(context.change()),
        ClaimKind::SharePerCent | ClaimKind::ShareFraction => nothing(context.share()),
        ClaimKind::OfAreas(of) => nothing(context.of_areas(of)),
        ClaimKind::Rank { .. } => nothing(context.rank()),
    }
}

fn memory_has(context: &ClaimContext<'_>, sentence: usize) -> bool {
    context.memory.of_sentence(sentence).next().is_some()
}

fn note(memory: &mut Memory, facts: &Facts, stated: StatedFigure) {
    let sentence = stated.sentence;
    if stated.times.len() == 1 {
        // The current period of the text is the latest for which a sentence gives a figure.
        let new = stated.times[0];
        let keep = memory.time.is_some_and(|(time, of)| of == sentence && facts.end(time) > facts.end(new));
        if !keep {
            memory.time = Some((new, sentence));
        }
    }
    memory.measure = Some((stated.measure, sentence));
    memory.stated.push(stated);
}

fn remember(memory: &mut Memory, text: &Text, facts: &Facts, line: &Line) {
    for (at, measure) in facts.measures.iter().enumerate() {
        let said = |word: &String| line.tokens.clone().any(|at| names::akin(&text.get(at).stem, word));
        if measure.words.is_empty() || measure.names.iter().any(|name| name.iter().all(said)) {
            memory.named.insert(at);
        }
    }
    let last = line.areas.last();
    let of_figures = memory.of_sentence(line.sentence).next().map(|stated| stated.areas.clone());
    if let Some(areas) = of_figures.or_else(|| last.map(|mention| mention.areas.clone())) {
        memory.areas = Some((areas, line.sentence));
    }
    if memory.focus.is_none() {
        let named = line.areas.iter().flat_map(|mention| &mention.areas).copied();
        memory.focus = named.into_iter().find(|area| Some(*area) != facts.nation);
    }
}

fn told_of(text: &Text, line: &Line, claim: &Claim, about: &About, answer: UnplacedFinding) -> Finding {
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
        candidates: answer.candidates,
        rule: match answer.rule {
            "" => about.rule.name().into(),
            rule => [about.rule.name(), "; ", rule].concat(),
        },
    }
}

fn name(kind: &ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Count => "count",
        ClaimKind::ChangeCount => "change_count",
        ClaimKind::ChangePerCent => "change_pct",
        ClaimKind::ChangeFraction => "change_fraction",
        ClaimKind::Points => "points",
        ClaimKind::SharePerCent => "share_pct",
        ClaimKind::ShareFraction => "share_fraction",
        ClaimKind::Multiple => "multiple",
        ClaimKind::Every(_) => "interval_rate",
        ClaimKind::PerTime(_) => "per_time_rate",
        ClaimKind::PerHead(_) => "per_capita",
        ClaimKind::OfAreas(_) => "n_of_areas",
        ClaimKind::Rank { .. } => "rank",
    }
}
