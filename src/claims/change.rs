//! Changes and multiples: which two figures are compared, and what they come to.

use super::bind::Spot;
use super::explain;
use super::facts::Sort as Measured;
use super::finding::Answer;
use super::frame::Kind;
use super::judge::{self, Hedge, Match, Verdict};
use super::lexicon::Direction;
use super::memory::Pair;
use super::range::Range;
use super::solve::{right, severity};
use super::time::When;

/// The pairs that may be meant, likeliest first.
#[derive(Default)]
struct Pairs {
    options: Vec<Pair>,
    /// The first is certainly meant.
    firm: bool,
    /// A period or an area is named that the data do not have.
    stranger: Option<&'static str>,
}

impl Spot<'_> {
    /// A change of any kind.
    pub fn change(&self) -> Answer {
        if self.claim.kind == Kind::Multiple && self.compares_areas() {
            return Answer::none("Two areas are compared.");
        }
        let pairs = self.pairs();
        if let Some(why) = pairs.stranger.filter(|_| pairs.options.is_empty()) {
            return Answer::none(why);
        }
        let mut off: Option<(&Pair, Range)> = None;
        for (at, pair) in pairs.options.iter().enumerate() {
            let Some(found) = self.comes_to(pair) else { continue };
            let matched = self.held_change(found);
            let wrong_way = self.claim.direction.is_some_and(|direction| !goes(found, direction, &self.claim.kind));
            if matched.is_right() && !wrong_way {
                if pairs.firm && at > 0 {
                    return Answer::none("Another pair of figures agrees; it is not certain which is meant.");
                }
                let why = explain::pair(self.facts, pair, found, &self.claim.kind);
                return right(matched, found, pair.cells.clone(), why);
            }
            off.get_or_insert((pair, found));
        }
        let Some((pair, found)) = off else { return Answer::none("The data do not have both figures.") };
        if pairs.firm && self.certain(pair) {
            let mut why = [
                &explain::pair(self.facts, pair, found, &self.claim.kind),
                ". ",
                &explain::says(self.claim, self.surface()),
                ".",
            ]
            .concat();
            if let Some(slip) =
                explain::slip(pair, self.claim).filter(|_| matches!(self.claim.kind, Kind::ChangePerCent))
            {
                why += &[" ", slip, "."].concat();
            }
            let grave = match self.claim.kind {
                Kind::ChangePerCent | Kind::ChangeCount | Kind::Points => {
                    severity(found.value, self.claim.value, self.claim.step.max(1e-9))
                }
                _ => super::finding::Severity::Material,
            };
            return Answer {
                verdict: Verdict::Contradicted,
                severity: Some(grave),
                found: Some(found),
                cells: pair.cells.clone(),
                why,
            };
        }
        Answer::none("It is not certain which two figures are compared.")
    }

    /// `twice as many as in Kent`: not two periods of one place.
    fn compares_areas(&self) -> bool {
        let end = self.claim.figure.end;
        let stop = (end..(end + 12).min(self.line.tokens.end))
            .find(|&at| self.text.is(at, &[",", ";", "–"]))
            .unwrap_or(end + 12);
        let second = self.line.areas.iter().any(|mention| mention.start >= end && mention.start < stop);
        let compares = self.text.is(end, &["as", "the", "that"])
            || self.text.is(end.wrapping_sub(1), &["more", "as", "the", "higher"]);
        second && compares
    }

    /// What a pair comes to, in the claim's own unit.
    fn comes_to(&self, pair: &Pair) -> Option<Range> {
        let [earlier, later] = pair.found;
        match self.claim.kind {
            Kind::ChangePerCent | Kind::ChangeFraction => earlier.change_to(later),
            Kind::Multiple => later.over(earlier),
            _ => Some(later.minus(earlier)),
        }
    }

    fn held_change(&self, found: Range) -> Match {
        let claim = self.claim;
        let size = found.absolute();
        match claim.kind {
            Kind::ChangeFraction => {
                let size = size.times(0.01);
                judge::fraction(size, claim.value, claim.hedge)
            }
            Kind::Multiple => {
                let once = judge::multiple(found, claim.value, claim.hedge);
                // "three times more" is three times as many to some and four to others.
                let more = self.text.is(claim.figure.end, &["more", "higher", "greater"])
                    && claim.value >= 2.0
                    && claim.figure.len() > 1;
                let again = if more { judge::multiple(found, claim.value + 1.0, claim.hedge) } else { Match::Off };
                if once.is_right() { once } else { again }
            }
            _ => judge::number(size, claim.value, claim.step, claim.hedge),
        }
    }

    fn pair_of(&self, areas: &[usize], measure: usize, earlier: usize, later: usize) -> Option<Pair> {
        let side = |time| self.facts.sum(areas.iter().map(|&area| (area, time)), measure);
        let ((first, mut cells), (last, more)) = (side(earlier)?, side(later)?);
        cells.extend(more);
        Some(Pair {
            areas: areas.to_vec(),
            measure,
            times: [earlier, later],
            found: [first, last],
            cells,
            given: false,
        })
    }

    fn pairs(&self) -> Pairs {
        let slot = self.areas();
        let sentence = self.line.sentence;
        let named_here = !self.line.areas.is_empty();
        let wanted = named_here.then(|| slot.options.first()).flatten();
        let base = self.base();
        // The base is named: "on 2013", "than in 2010/11", "since 2015".
        let explicit = matches!(
            base,
            Some((
                When::Stretch(_) | When::Between(..) | When::Since(_) | When::Months(..) | When::MonthsBefore(..),
                _
            ))
        );
        if !explicit || self.base_is_given(base) {
            let here = self.memory.pair(sentence, wanted.map(Vec::as_slice), |time| self.facts.end(time));
            let here = here.or_else(|| self.beside(wanted));
            let here = here.or_else(|| {
                if named_here && slot.stranger {
                    None
                } else {
                    self.memory.pair(sentence, None, |time| self.facts.end(time))
                }
            });
            if let Some(pair) = here.filter(|pair| wanted.is_none_or(|areas| *areas == pair.areas)) {
                let pair = self.with_measure(pair);
                let firm = pair.given;
                return Pairs { options: self.and_others(pair), firm, stranger: None };
            }
            if !named_here && self.refers_back() && self.memory.of_sentence(sentence).next().is_none() {
                for back in 1..=2 {
                    let Some(before) = sentence.checked_sub(back) else { break };
                    if let Some(pair) = self.memory.pair(before, None, |time| self.facts.end(time)) {
                        let firm = pair.given;
                        return Pairs { options: vec![pair], firm, stranger: None };
                    }
                    if self.memory.of_sentence(before).next().is_some() {
                        break;
                    }
                }
            }
        }
        if slot.stranger && slot.options.is_empty() {
            return Pairs { stranger: Some("The place that is named has no figures in the data."), ..Pairs::default() };
        }
        let before = self.spoken_of(named_here);
        let here = self.memory.of_sentence(sentence).next().or(before);
        let (mut measures, one_measure) = self.measures();
        if let Some(given) = here {
            measures.retain(|measure| *measure != given.measure);
            measures.insert(0, given.measure);
        }
        if self.claim.kind == Kind::ChangePerCent {
            measures.extend((0..self.facts.measures.len()).filter(|&at| {
                self.facts.measures[at].sort == Measured::Rate
                    && self.line.tokens.clone().any(|token| self.text.is(token, &["rate", "rates"]))
            }));
        }
        let mut pairs = Pairs { firm: slot.firm && (one_measure || here.is_some()), ..Pairs::default() };
        let areas: Vec<Vec<usize>> =
            match here.filter(|given| !named_here || slot.options.first() == Some(&given.areas)) {
                Some(given) if !named_here => vec![given.areas.clone()],
                _ => slot.options.clone(),
            };
        if here.is_some() && !named_here {
            pairs.firm = one_measure || measures.len() == 1 || here.is_some();
        }
        for area in &areas {
            for &measure in &measures {
                let list = self.facts.times_of(area[0], measure);
                if list.len() < 2 {
                    continue;
                }
                let (found, firm, stranger) = self.two_times(base, &list);
                if stranger {
                    pairs.stranger = Some("The data have no figures for that period.");
                    continue;
                }
                pairs.firm &= firm || !pairs.options.is_empty();
                for [earlier, later] in found {
                    pairs.options.extend(self.pair_of(area, measure, earlier, later));
                }
            }
        }
        pairs
    }

    /// Among more than two figures, the one that stands right behind the claim and the last one before it: "triple the 42
    /// recorded in 2015".
    fn beside(&self, wanted: Option<&Vec<usize>>) -> Option<Pair> {
        let figure = &self.claim.figure;
        let given = || {
            self.memory
                .of_sentence(self.line.sentence)
                .filter(|given| given.times.len() == 1 && wanted.is_none_or(|areas| *areas == given.areas))
        };
        let next = given()
            .filter(|given| given.figure.start >= figure.end && given.figure.start - figure.end <= 4)
            .min_by_key(|given| given.figure.start)?;
        let alike = given().filter(|given| {
            given.figure.end <= figure.start && given.measure == next.measure && given.areas == next.areas
        });
        let last = alike.max_by_key(|given| self.facts.end(given.times[0])).filter(|last| last.times != next.times)?;
        let later = self.facts.end(last.times[0]) > self.facts.end(next.times[0]);
        let (first, last) = if later { (next, last) } else { (last, next) };
        let cells = first.cells.iter().chain(&last.cells).copied().collect();
        let times = [first.times[0], last.times[0]];
        Some(Pair {
            areas: first.areas.clone(),
            measure: first.measure,
            times,
            found: [first.found, last.found],
            cells,
            given: first.right && last.right,
        })
    }

    /// What the sentence before gave, where this one goes on from it: "That was 15 per cent up on 2021/22".
    fn spoken_of(&self, named_here: bool) -> Option<&super::memory::Given> {
        let before = self.line.sentence.checked_sub(1)?;
        if named_here || !self.refers_back() {
            return None;
        }
        self.memory.of_sentence(before).find(|given| !given.earlier && given.times.len() == 1)
    }

    /// Whether the sentence gives a figure for the period that the change is measured from or to.
    fn base_is_given(&self, base: Option<(When, bool)>) -> bool {
        let Some((when, _)) = base else { return false };
        let sentence = self.line.sentence;
        let times: Vec<_> = self
            .memory
            .of_sentence(sentence)
            .filter(|given| given.times.len() == 1)
            .map(|given| given.times[0])
            .collect();
        match when {
            When::Between(first, last) => [first, last].iter().all(|stretch| {
                self.resolve(When::Stretch(*stretch), &times, None).firm
                    && !self.resolve(When::Stretch(*stretch), &times, None).stranger
            }),
            When::Stretch(_) => times.len() == 2 && !self.resolve(when, &times, None).stranger,
            _ => false,
        }
    }

    /// The sentence gives the pair; what else it might compare only takes certainty away.
    fn and_others(&self, pair: Pair) -> Vec<Pair> {
        vec![pair]
    }

    fn with_measure(&self, pair: Pair) -> Pair {
        pair
    }

    /// "That is an increase of", "This was", "The figure rose": the sentence goes on from the one before.
    fn refers_back(&self) -> bool {
        let first = self.line.tokens.start;
        let begins = self.text.is(
            first,
            &["that", "this", "it", "the", "a", "an", "these", "those", "which", "representing", "overall", "in"],
        );
        let noun = (first..self.claim.figure.start.min(first + 6)).any(|at| {
            self.text.is(
                at,
                &[
                    "that",
                    "this",
                    "it",
                    "figure",
                    "increase",
                    "rise",
                    "decrease",
                    "drop",
                    "fall",
                    "total",
                    "number",
                    "change",
                    "represents",
                ],
            )
        });
        begins && noun || self.text.is(first, &["that's"]) || self.claim.start <= first + 1
    }

    /// The period that a change is measured from or in, and whether it is said to be the base.
    fn base(&self) -> Option<(When, bool)> {
        let figure = &self.claim.figure;
        let next = self
            .claims
            .iter()
            .filter(|other| other.figure.start >= figure.end && !matches!(other.kind, Kind::Rank { .. }))
            .map(|other| other.figure.start)
            .min();
        let next = next.unwrap_or(self.line.tokens.end);
        let stop = (figure.end..next).find(|&at| self.text.is(at, &[";", "–", "—", "but", "while"])).unwrap_or(next);
        let behind: Vec<_> =
            self.line.periods.iter().filter(|named| named.start >= figure.end && named.start < stop).collect();
        // "compared to the same period in 2019": the named year says more than the phrase before it.
        let stretches: Vec<_> = behind
            .iter()
            .filter_map(|named| match named.when {
                When::Stretch(stretch) => Some(stretch),
                _ => None,
            })
            .collect();
        // "down 34 per cent in 2022 on 2018".
        if let [first, last] = stretches[..] {
            let (first, last) = if first.from <= last.from { (first, last) } else { (last, first) };
            return Some((When::Between(first, last), true));
        }
        let named = behind
            .iter()
            .find(|named| matches!(named.when, When::Stretch(_) | When::Between(..) | When::Since(_)))
            .or_else(|| behind.first());
        if let Some(named) = named {
            let reach = figure.end..named.start;
            let compares = super::lexicon::COMPARATIVES.contains(&self.text.word(self.claim.end - 1))
                || super::lexicon::COMPARATIVES.contains(&self.text.word(figure.end));
            let level = compares && reach.clone().any(|at| self.text.is(at, &["of", "level", "levels", "figure"]));
            let said = level
                || reach.clone().any(|at| {
                    self.text.is(at, &["on", "from", "than", "since", "compared", "against", "over", "when", "versus"])
                });
            return Some((named.when, said));
        }
        let ahead = self.line.periods.iter().rev().find(|named| named.end <= figure.start);
        let given = self.memory.of_sentence(self.line.sentence).next().is_some();
        ahead.filter(|_| !given).map(|named| (named.when, false))
    }

    /// The two periods that a change is between: earlier, later; whether that is certain; whether one is not in the data.
    fn two_times(&self, base: Option<(When, bool)>, list: &[usize]) -> (Vec<[usize; 2]>, bool, bool) {
        let facts = self.facts;
        let current = self.current(list);
        let end = |time: usize| facts.end(time);
        let before = |time: usize| {
            let slot = self.resolve(When::Before, list, Some(time));
            slot.options.first().and_then(|times| times.first().copied())
        };
        let step = |time: usize| before(time).map(|earlier| [earlier, time]);
        let Some((when, said)) = base else {
            // Nothing is said: the latest change, or the one that the sentence before was about.
            let mut found: Vec<_> = current.and_then(step).into_iter().collect();
            found.extend(list.first().copied().and_then(step));
            found.dedup();
            let two = list.iter().filter(|&&time| facts.times[time].parts.is_empty()).count() == 2;
            return (found, two, false);
        };
        match when {
            When::Between(first, last) => {
                let ends = [first, last].map(|stretch| {
                    self.resolve(When::Stretch(stretch), list, current)
                        .options
                        .first()
                        .and_then(|times| times.first().copied())
                });
                let whole = self.resolve(when, list, current).options;
                match (ends, whole.first().map(Vec::as_slice)) {
                    ([Some(first), Some(last)], _) => (vec![[first, last]], true, false),
                    // "between April 2017 and March 2018": one year, against the one before it.
                    (_, Some(&[time])) => (step(time).into_iter().collect(), false, false),
                    _ => (Vec::new(), false, true),
                }
            }
            When::Since(month) => {
                let first = list
                    .iter()
                    .rev()
                    .copied()
                    .find(|&time| facts.times[time].stretch.is_some_and(|stretch| stretch.from >= month));
                let begins = first.filter(|&time| {
                    facts.times[time].stretch.is_some_and(|stretch| (stretch.from - month).abs() <= 11)
                });
                match (begins, current) {
                    (Some(first), Some(current)) if end(first) < end(current) => (vec![[first, current]], true, false),
                    _ => (Vec::new(), false, true),
                }
            }
            When::Before | When::LastYear | When::Latest | When::YearTo(_) => {
                let mut found: Vec<_> = current.and_then(step).into_iter().collect();
                let latest = list.first().copied();
                if when == When::Latest || current.is_none() {
                    found.splice(0..0, latest.and_then(step)).for_each(drop);
                }
                found.extend(latest.and_then(step));
                found.dedup();
                let two = list.iter().filter(|&&time| facts.times[time].parts.is_empty()).count() == 2;
                let none = found.is_empty();
                (found, two || when == When::Before && current.is_some(), none)
            }
            When::Several(number) => {
                let Some(last) = list.first().copied() else { return (Vec::new(), false, true) };
                let whole: Vec<_> = list.iter().copied().filter(|&time| facts.times[time].parts.is_empty()).collect();
                let reach = [number as usize, (number as usize).saturating_sub(1)];
                let found = reach
                    .iter()
                    .filter(|back| **back > 0)
                    .filter_map(|&back| whole.get(back))
                    .map(|&first| [first, last]);
                (found.collect(), false, false)
            }
            when => {
                let slot = self.resolve(when, list, current);
                let mut found = Vec::new();
                for times in &slot.options {
                    let [time] = times[..] else { continue };
                    let last_said = self
                        .memory
                        .time
                        .map(|(time, _)| time)
                        .filter(|last| list.contains(last) && end(*last) > end(time));
                    if said && let Some(last) = last_said {
                        found.push([time, last]);
                        continue;
                    }
                    match current {
                        // Said to be the base, or earlier than what is spoken of.
                        Some(current)
                            if end(time) < end(current)
                                && (said || self.memory.of_sentence(self.line.sentence).next().is_some()) =>
                        {
                            found.push([time, current])
                        }
                        _ => found.extend(step(time)),
                    }
                    if said && let Some(last) = list.first().copied().filter(|last| end(time) < end(*last)) {
                        found.push([time, last]);
                    }
                }
                found.dedup();
                let none = found.is_empty();
                (found, slot.firm, none)
            }
        }
    }

    /// Whether a pair that does not bear a claim out is what the claim is about beyond doubt.
    fn certain(&self, pair: &Pair) -> bool {
        let claim = self.claim;
        if self.facts.measures[pair.measure].sort == Measured::Rate && claim.kind != Kind::Points {
            return false;
        }
        // "rose by 12 per cent" of something else than the pair's measure.
        let start = self.line.tokens.start;
        let named_here = !self.line.areas.is_empty();
        let given_here = self
            .memory
            .of_sentence(self.line.sentence)
            .chain(self.spoken_of(named_here))
            .any(|given| given.measure == pair.measure && given.areas == pair.areas);
        let about =
            pair.given || (given_here || self.clause_speaks_of(pair.measure)) && !self.foreign_plural(pair.measure);
        // Figures that are not in the text, and go the other way: another measure is meant more often than a slip made.
        let wrong_way = claim
            .direction
            .is_some_and(|direction| self.comes_to(pair).is_some_and(|found| !goes(found, direction, &claim.kind)));
        let about = about && (pair.given || !wrong_way || self.clause_names(pair.measure));
        let narrowed = self.narrowed(pair.measure);
        // A change of changes, or of something per head, is another sum.
        let other = (start..self.line.tokens.end).any(|at| {
            self.text.is(
                at,
                &[
                    "rate",
                    "rates",
                    "proportion",
                    "share",
                    "average",
                    "forecast",
                    "expected",
                    "predicted",
                    "target",
                    "inflation",
                    "adjusted",
                    "population",
                    "per",
                ],
            ) && !(self.text.is(at, &["per"]) && self.text.is(at + 1, &["cent"]))
        });
        // Months against months and days against days differ by the length of the periods: by day is a reading too.
        let days = pair.times.map(|time| self.facts.times[time].days);
        let by_day = match days {
            [Some(first), Some(last)] if first != last => {
                let scaled = Pair { found: [pair.found[0].times(last / first), pair.found[1]], ..pair.clone() };
                self.comes_to(&scaled).is_some_and(|found| self.held_change(found).is_right())
            }
            _ => false,
        };
        // Two things that moved alike: only the direction and the size of this claim count.
        let stretched = claim.hedge == Hedge::About && false;
        about && !narrowed && !other && !by_day && !stretched
    }
}

/// Whether a change goes the way that is said; what does not move goes neither way.
fn goes(found: Range, direction: Direction, kind: &Kind) -> bool {
    let threshold = if *kind == Kind::Multiple { 1.0 } else { 0.0 };
    match direction {
        Direction::Up => found.high > threshold,
        Direction::Down => found.low < threshold,
    }
}
