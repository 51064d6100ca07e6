//! Reads a text from its first sentence to its last, three times: a reading learns the article's own words for a measure
//! from figures that are exactly the data's, and the next one uses them.

use super::about::{About, abouts};
use super::bind::ClaimContext;
use super::claim::{Claim, ClaimKind, Role, claims};
use super::facts::Facts;
use super::finding::{Finding, UnplacedFinding};
use super::judge::ClaimVerdict;
use super::line::{Line, line};
use super::measure::MeasureFit;
use super::memory::{Memory, StatedFigure};
use super::names::akin;
use super::pin::{self, Pinned, Resolved};
use super::solve::is_by_the_way;
use super::token::Text;

/// All that a text says before it is held against the data.
pub(super) struct Reading<'a> {
    text: &'a Text<'a>,
    facts: &'a Facts,
    lines: Vec<Line>,
    claims: Vec<Vec<Claim>>,
    abouts: Vec<Vec<About>>,
    pins: &'a [Resolved],
}

/// What a claim leaves behind when it is solved.
#[derive(Default)]
struct Solved {
    answer: Option<UnplacedFinding>,
    stated: Option<StatedFigure>,
    /// Words of its phrase that are the article's own for the measure.
    learned: Vec<(usize, String)>,
}

impl From<UnplacedFinding> for Solved {
    fn from(answer: UnplacedFinding) -> Self {
        Self { answer: Some(answer), ..Self::default() }
    }
}

impl<'a> Reading<'a> {
    pub fn of(text: &'a Text<'a>, facts: &'a Facts, pins: &'a [Resolved]) -> Self {
        let lines: Vec<_> = (0..text.sentences.len()).map(|sentence| line(text, facts, sentence)).collect();
        let claims: Vec<_> = lines.iter().map(|line| claims(text, line)).collect();
        let abouts = abouts(text, &lines, &claims);
        Self { text, facts, lines, claims, abouts, pins }
    }

    /// The findings, in the order of the text.
    pub fn findings(&self) -> Vec<Finding> {
        let (_, memory) = self.read(Memory::default(), false);
        let (_, memory) = self.read(memory.again(), false);
        self.read(memory.again(), true).0
    }

    fn read(&self, mut memory: Memory, last: bool) -> (Vec<Finding>, Memory) {
        let mut findings = Vec::new();
        for sentence in 0..self.lines.len() {
            self.read_sentence(sentence, &mut memory, last, &mut findings);
        }
        (findings, memory)
    }

    /// Reads a sentence: first its levels, then what is derived from them.
    fn read_sentence(&self, sentence: usize, memory: &mut Memory, last: bool, findings: &mut Vec<Finding>) {
        let (text, facts) = (self.text, self.facts);
        let (line, claims, abouts) = (&self.lines[sentence], &self.claims[sentence], &self.abouts[sentence]);
        let mut answers: Vec<Option<UnplacedFinding>> = claims.iter().map(|_| None).collect();
        let is_level = |claim: &Claim| matches!(claim.kind, ClaimKind::Count | ClaimKind::PerHead(_));
        let (levels, derived): (Vec<_>, Vec<_>) = (0..claims.len()).partition(|&at| is_level(&claims[at]));
        for at in levels.into_iter().chain(derived) {
            let (claim, about) = (&claims[at], &abouts[at]);
            let context = ClaimContext { text, facts, memory, line, claims, claim, about };
            let (hits, phrase) = context.hits();
            for cell in hits {
                memory.hits.entry((cell.2, phrase.clone())).or_default().insert((cell, sentence));
            }
            let context = ClaimContext { text, facts, memory, line, claims, claim, about };
            let mut solved = pinned(&context, self.pins).unwrap_or_else(|| solve(&context));
            let open = |answer: &&mut UnplacedFinding| last && answer.verdict == ClaimVerdict::NotCheckable;
            if let Some(answer) = solved.answer.as_mut().filter(open) {
                answer.candidates = context.candidates();
            }
            if is_level(claim) && solved.stated.is_none() && claim.role != Role::Earlier {
                memory.unbound.insert(sentence);
            }
            answers[at] = solved.answer;
            memory.heads.extend(solved.learned.last().cloned());
            memory.learned.extend(solved.learned);
            if let Some(stated) = solved.stated {
                if stated.exact && stated.found.value >= 100.0 && !stated.about.is_empty() {
                    let phrase = stated.about.iter().map(|&at| text.get(at).stem.clone()).collect();
                    memory.phrases.insert((stated.measure, phrase));
                }
                note(memory, facts, stated);
            }
        }
        self.remember(memory, line);
        let told = claims.iter().zip(abouts).zip(answers);
        findings.extend(told.filter_map(|((claim, about), answer)| Some(self.told(line, claim, about, answer?))));
    }

    /// Notes what a sentence leaves to the next: the measures that it names, its places, and the article's own area.
    fn remember(&self, memory: &mut Memory, line: &Line) {
        for (at, measure) in self.facts.measures.iter().enumerate() {
            let said = |word: &String| line.tokens.clone().any(|at| akin(&self.text.get(at).stem, word));
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
            memory.focus = named.into_iter().find(|area| Some(*area) != self.facts.nation);
        }
    }

    fn told(&self, line: &Line, claim: &Claim, about: &About, answer: UnplacedFinding) -> Finding {
        let (start, end) = (self.text.get(claim.start).start, self.text.get(claim.end - 1).end);
        Finding {
            start,
            end,
            surface: self.text.source.get(start.byte..end.byte).unwrap_or_default().into(),
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
}

/// What a pin decides; none if no pin covers the claim.
fn pinned(context: &ClaimContext<'_>, pins: &[Resolved]) -> Option<Solved> {
    let claim = context.claim;
    let place = context.text.get(claim.figure.start).start.byte..context.text.get(claim.figure.end - 1).end.byte;
    let (_, pinned) = pins.iter().find(|(pin, _)| pin.start < place.end && place.start < pin.end)?;
    Some(match pinned {
        Pinned::Ignore => Solved::default(),
        Pinned::Is(found, cells, why) => {
            pin::answer(claim, context.surface(), *found, cells.clone(), why.clone()).by("author’s note").into()
        }
    })
}

fn solve(context: &ClaimContext<'_>) -> Solved {
    match context.claim.kind {
        ClaimKind::Count | ClaimKind::PerHead(_) => solve_level(context),
        ClaimKind::Every(_) | ClaimKind::PerTime(_) => context.count().0.into(),
        ClaimKind::ChangeCount if context.claim.money && !context.speaks_of_money() => Solved::default(),
        ClaimKind::ChangeCount
        | ClaimKind::ChangePerCent
        | ClaimKind::ChangeFraction
        | ClaimKind::Points
        | ClaimKind::Multiple => context.change().into(),
        ClaimKind::SharePerCent | ClaimKind::ShareFraction => context.share().into(),
        ClaimKind::OfAreas(of) => context.of_areas(of).into(),
        ClaimKind::Rank { .. } => context.rank().into(),
    }
}

fn solve_level(context: &ClaimContext<'_>) -> Solved {
    let claim = context.claim;
    let (answer, stated) = context.count();
    let right = stated.as_ref().filter(|stated| stated.right);
    let measure = stated.as_ref().map(|stated| stated.measure).or_else(|| context.measures().0.first().copied());
    let fit = measure.map_or(MeasureFit::Unsaid, |measure| context.fit(measure));
    // Beside figures of the data, a small number of something else is reported as not checked. Elsewhere it is dropped.
    let has = |sentence| context.memory.of_sentence(sentence).next().is_some();
    let topic = !context.line.areas.is_empty() && !context.facts.measures.is_empty() && context.says_any(0);
    let among = topic || has(context.line.sentence.saturating_sub(1)) || has(context.line.sentence);
    let by_the_way = is_by_the_way(claim, fit, among) || claim.money && !context.speaks_of_money() && !topic;
    if answer.verdict == ClaimVerdict::NotCheckable && by_the_way && right.is_none() {
        return Solved::default();
    }
    let learned = match right {
        Some(stated) if context.is_corroborated(stated.measure) => {
            context.noun_words().into_iter().map(|word| (stated.measure, word)).collect()
        }
        _ => Vec::new(),
    };
    Solved { answer: Some(answer), stated, learned }
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

const fn name(kind: &ClaimKind) -> &'static str {
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
