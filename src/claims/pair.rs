//! Finds the two figures that a change is between.

use super::bind::{Candidates, ClaimContext};
use super::claim::ClaimKind;
use super::facts::FactKind;
use super::memory::PeriodPair;
use super::time::{NamedPeriod, When};

/// Words before a period that a change is measured from.
const COMPARING: [&str; 9] = ["on", "from", "than", "since", "compared", "against", "over", "when", "versus"];

/// The pairs that may be meant, likeliest first.
#[derive(Default)]
pub(super) struct PeriodPairs {
    pub options: Vec<PeriodPair>,
    /// The first is certainly meant.
    pub firm: bool,
    /// A period or an area is named that the data do not have.
    pub stranger: Option<&'static str>,
    /// The rule that found them.
    pub rule: &'static str,
}

/// What the rules look at.
struct PairContext {
    places: Candidates,
    /// The sentence names a place.
    named: bool,
    /// The place that it names for this claim.
    wanted: Option<Vec<usize>>,
    base: Option<(When, bool)>,
    /// The base is named: "on 2013", "than in 2010/11", "since 2015".
    explicit: bool,
    /// The figures that the text gives come before the periods that it names.
    uses_stated: bool,
}

impl PairContext {
    fn of(claim: &ClaimContext) -> Self {
        let (places, base) = (claim.areas(), claim.base());
        let named = !claim.line.areas.is_empty();
        let wanted = places.options.first().cloned().filter(|_| named);
        let explicit = matches!(
            base,
            Some((
                When::Stretch(_)
                    | When::Between(..)
                    | When::Since(_)
                    | When::Months(..)
                    | When::MonthsBefore(..)
                    | When::YearsBefore(_),
                _
            ))
        );
        let uses_stated = !explicit || claim.base_is_given(base);
        Self { places, named, wanted, base, explicit, uses_stated }
    }
}

type PairRule = fn(&ClaimContext, &PairContext) -> Option<PeriodPairs>;

/// The rules that find the two figures of a change, in order: the first that applies decides.
const RULES: [(&str, PairRule); 6] = [
    ("place without figures", |claim, context| claim.strange_place(context)),
    ("named base and the figure before", |claim, context| claim.on_a_base(context)),
    ("two figures of the sentence", |claim, context| claim.pair_here(context)),
    ("two figures of the sentence before", |claim, context| claim.pair_before(context)),
    ("a figure in each of two sentences", |claim, context| claim.pair_over_two(context)),
    ("periods as named", |claim, context| claim.pair_of_periods(context)),
];

impl ClaimContext<'_> {
    pub(super) fn pair_of(&self, areas: &[usize], measure: usize, earlier: usize, later: usize) -> Option<PeriodPair> {
        let side = |time| self.facts.sum(areas.iter().map(|&area| (area, time)), measure);
        let ((first, mut cells), (last, more)) = (side(earlier)?, side(later)?);
        cells.extend(more);
        Some(PeriodPair {
            areas: areas.to_vec(),
            measure,
            times: [earlier, later],
            found: [first, last],
            cells,
            stated: false,
        })
    }

    /// The pairs that the first rule to apply finds.
    pub(super) fn pairs(&self) -> PeriodPairs {
        let context = PairContext::of(self);
        let mut rules = RULES.iter();
        let found =
            rules.find_map(|(name, rule)| rule(self, &context).map(|pairs| PeriodPairs { rule: name, ..pairs }));
        found.unwrap_or_default()
    }

    fn given(pair: PeriodPair) -> PeriodPairs {
        PeriodPairs { firm: pair.stated, options: vec![pair], stranger: None, rule: "" }
    }

    /// Whether a change's own words allow a figure of this measure.
    fn allows(&self, measure: usize) -> bool {
        self.narrowed_by(measure).is_none()
    }

    /// `from 118 to 200`: the two figures that the sentence gives, or the one behind the claim and the latest before it.
    fn pair_here(&self, context: &PairContext) -> Option<PeriodPairs> {
        if !context.uses_stated {
            return None;
        }
        let (allows, end) = (|measure| self.allows(measure), |time| self.facts.end(time));
        let sentence = self.line.sentence;
        let own = self.memory.pair(sentence, context.wanted.as_deref(), allows, end);
        let any =
            || self.memory.pair(sentence, None, allows, end).filter(|_| !(context.named && context.places.stranger));
        let pair = own.or_else(|| self.beside(context.wanted.as_ref())).or_else(any)?;
        // "Up 38 per cent on the month before and more than double the 101 of a year before": each has its own base.
        if let Some((when @ (When::Before | When::Earlier(_) | When::SameIn(_)), _)) = context.base {
            let list = self.facts.times_of(pair.areas[0], pair.measure);
            let named = self.resolve(when, &list, Some(pair.times[1]));
            if named.options.first().is_some_and(|times| *times != [pair.times[0]]) {
                return None;
            }
        }
        context.wanted.as_ref().is_none_or(|areas| *areas == pair.areas).then(|| Self::given(pair))
    }

    /// `118 in 2016/17 and 200 in 2017/18. That is a rise of …`: the two figures of a sentence before.
    fn pair_before(&self, context: &PairContext) -> Option<PeriodPairs> {
        let goes_on = context.uses_stated
            && !context.named
            && self.refers_back()
            && self.memory.of_sentence(self.line.sentence).next().is_none();
        let backs = (1..=2).filter(|_| goes_on).filter_map(|back| self.line.sentence.checked_sub(back));
        for before in backs {
            let (allows, end) = (|measure| self.allows(measure), |time| self.facts.end(time));
            if let Some(pair) = self.memory.pair(before, None, allows, end) {
                return Some(Self::given(pair));
            }
            if let Some(stated) = self.memory.of_sentence(before).next() {
                // "There were 520 in 2019. In 2017 there were 402. That is 29 per cent more."
                return self.over_two(before, &stated.areas).map(Self::given);
            }
        }
        None
    }

    /// `There were 1,104 in 2014/15. Two years later the figure was 1,227, 11 per cent higher.`
    fn pair_over_two(&self, context: &PairContext) -> Option<PeriodPairs> {
        let stated = self.memory.of_sentence(self.line.sentence).next().filter(|_| !context.explicit)?;
        let pair = self.over_two(self.line.sentence, &stated.areas)?;
        if context.wanted.as_ref().is_some_and(|wanted| *wanted != stated.areas) {
            return None;
        }
        let list = self.facts.times_of(stated.areas[0], pair.measure);
        let next = self.resolve(When::Before, &list, Some(pair.times[1])).options.first() == Some(&vec![pair.times[0]]);
        let later = self.line.tokens.clone().any(|at| self.text.is(at, &["later"]));
        Some(PeriodPairs { firm: pair.stated && (next || later), ..Self::given(pair) })
    }

    /// The place that is named has no figures.
    fn strange_place(&self, context: &PairContext) -> Option<PeriodPairs> {
        let strange = context.places.stranger && context.places.options.is_empty();
        let stranger = Some("The place that is named has no figures in the data.");
        strange.then(|| PeriodPairs { stranger, ..PeriodPairs::default() })
    }

    /// The periods that the words name, or the latest and the one before it, of the data.
    fn pair_of_periods(&self, context: &PairContext) -> Option<PeriodPairs> {
        let named = context.named;
        let spoken = self.spoken_of(named);
        let mut stated = self.memory.of_sentence(self.line.sentence);
        let here = stated.find(|stated| self.allows(stated.measure)).or(spoken);
        let (mut measures, one_measure) = self.measures();
        if let Some(stated) = here {
            measures.retain(|measure| *measure != stated.measure);
            measures.insert(0, stated.measure);
        }
        if self.claim.kind == ClaimKind::ChangePerCent {
            measures.extend((0..self.facts.measures.len()).filter(|&at| {
                self.facts.measures[at].kind == FactKind::Rate
                    && self.line.tokens.clone().any(|token| self.text.is(token, &["rate", "rates"]))
            }));
        }
        let places = &context.places;
        let firm = if here.is_some() && !named { true } else { places.firm && !places.carried };
        let mut pairs = PeriodPairs { firm: firm && (one_measure || here.is_some()), ..PeriodPairs::default() };
        let areas = match here.filter(|_| !named) {
            Some(stated) => vec![stated.areas.clone()],
            None => places.options.clone(),
        };
        for area in &areas {
            for &measure in &measures {
                let list = self.facts.times_of(area[0], measure);
                if list.len() < 2 {
                    continue;
                }
                let (found, firm, stranger) = self.two_times(context.base, &list);
                if stranger {
                    pairs.stranger = Some("The data have no figures for that period.");
                    continue;
                }
                // Without a date, it is not known which period comes before which.
                let dated = list.iter().all(|&time| self.facts.times[time].stretch.is_some());
                pairs.firm &= (firm || !pairs.options.is_empty()) && (dated || list.len() == 2);
                for [earlier, later] in found {
                    pairs.options.extend(self.pair_of(area, measure, earlier, later));
                }
            }
        }
        Some(pairs)
    }

    /// "That is a 34 per cent increase on 2013": from the named base to the figure of the sentence before.
    fn on_a_base(&self, context: &PairContext) -> Option<PeriodPairs> {
        let (when @ When::Stretch(_), true) = context.base? else { return None };
        let named_before = self.line.areas.iter().any(|mention| mention.end <= self.claim.start);
        let given_before =
            self.memory.of_sentence(self.line.sentence).any(|stated| stated.figure.end <= self.claim.start);
        let begins = self.text.is(self.line.tokens.start, &["that", "this", "it"]);
        let later = self.spoken_of(named_before).filter(|_| begins && !given_before)?;
        let list = self.facts.times_of(later.areas[0], later.measure);
        let candidates = self.resolve(when, &list, None);
        let (true, Some(&[first])) = (candidates.firm, candidates.options.first().map(Vec::as_slice)) else {
            return None;
        };
        let pair = self.pair_of(&later.areas, later.measure, first, later.times[0])?;
        let forward = self.facts.end(first) < self.facts.end(later.times[0]);
        forward.then(|| Self::given(PeriodPair { stated: later.right, ..pair }))
    }

    /// The pair that a sentence and the one before it make, each with one of the two figures.
    fn over_two(&self, sentence: usize, areas: &[usize]) -> Option<PeriodPair> {
        let before = sentence.checked_sub(1)?;
        let single = |sentence| self.memory.of_sentence(sentence).filter(|stated| stated.areas == areas).count() == 1;
        let pair = self.memory.pair_over(
            before,
            sentence,
            Some(areas),
            |measure| self.narrowed_by(measure).is_none(),
            |time| self.facts.end(time),
        )?;
        (single(before) && single(sentence)).then_some(pair)
    }

    /// Of more than two figures, the one right behind the claim and the latest one before it: "triple the 42 recorded
    /// in 2015".
    fn beside(&self, wanted: Option<&Vec<usize>>) -> Option<PeriodPair> {
        let figure = &self.claim.figure;
        let stated = || {
            self.memory
                .of_sentence(self.line.sentence)
                .filter(|stated| stated.times.len() == 1 && wanted.is_none_or(|areas| *areas == stated.areas))
        };
        let next = stated()
            .filter(|stated| stated.figure.start >= figure.end && stated.figure.start - figure.end <= 4)
            .min_by_key(|stated| stated.figure.start)?;
        let alike = stated().filter(|stated| {
            stated.figure.end <= figure.start && stated.measure == next.measure && stated.areas == next.areas
        });
        let last =
            alike.max_by_key(|stated| self.facts.end(stated.times[0])).filter(|last| last.times != next.times)?;
        let later = self.facts.end(last.times[0]) > self.facts.end(next.times[0]);
        let (first, last) = if later { (next, last) } else { (last, next) };
        let cells = first.cells.iter().chain(&last.cells).copied().collect();
        let times = [first.times[0], last.times[0]];
        Some(PeriodPair {
            areas: first.areas.clone(),
            measure: first.measure,
            times,
            found: [first.found, last.found],
            cells,
            stated: first.right && last.right,
        })
    }

    /// The figure of the sentence before, if this one goes on from it: "That was 15 per cent up on 2021/22".
    pub(super) fn spoken_of(&self, named_here: bool) -> Option<&super::memory::StatedFigure> {
        let before = self.line.sentence.checked_sub(1)?;
        if named_here || !self.refers_back() {
            return None;
        }
        self.memory.of_sentence(before).find(|stated| !stated.earlier && stated.times.len() == 1)
    }

    /// Whether the sentence gives a figure for the period that the change is measured from or to.
    fn base_is_given(&self, base: Option<(When, bool)>) -> bool {
        let Some((when, _)) = base else { return false };
        let sentence = self.line.sentence;
        let times: Vec<_> = self
            .memory
            .of_sentence(sentence)
            .filter(|stated| stated.times.len() == 1)
            .map(|stated| stated.times[0])
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

    /// The period that a change is measured from or in, and whether it is said to be the base.
    pub(super) fn base(&self) -> Option<(When, bool)> {
        let figure = &self.claim.figure;
        let next = self
            .claims
            .iter()
            .filter(|other| other.figure.start >= figure.end && !matches!(other.kind, ClaimKind::Rank { .. }))
            .map(|other| other.figure.start)
            .min();
        let next = next.unwrap_or(self.line.tokens.end);
        let stop = (figure.end..next).find(|&at| self.text.is(at, &[";", "–", "—", "but", "while"])).unwrap_or(next);
        let behind: Vec<_> =
            self.line.periods.iter().filter(|named| named.start >= figure.end && named.start < stop).collect();
        let stretches: Vec<_> = behind
            .iter()
            .filter_map(|named| match named.when {
                When::Stretch(stretch) => Some(stretch),
                _ => None,
            })
            .collect();
        let compares = super::movement::COMPARATIVES.contains(&self.text.word(figure.end));
        let said = |named: &NamedPeriod, from: usize| {
            let reach = from..named.start;
            let level = compares && reach.clone().any(|at| self.text.is(at, &["of", "level", "levels", "figure"]));
            level || reach.clone().any(|at| self.text.is(at, &COMPARING))
        };
        // "Up 17 per cent month on month in March": how it is compared says more than when.
        let measured =
            |when: When| matches!(when, When::Before | When::Earlier(_) | When::SameIn(_) | When::YearsBefore(_));
        let relative = behind.iter().find(|named| measured(named.when));
        if let Some(named) = relative.filter(|_| {
            let first = behind.iter().find(|named| matches!(named.when, When::Stretch(_)));
            first.is_none_or(|first| {
                let last = behind.iter().map(|named| named.end).filter(|end| *end <= first.start).max();
                !said(first, first.start.saturating_sub(3).max(last.unwrap_or(figure.end)))
            })
        }) {
            return Some((named.when, true));
        }
        // "down 34 per cent in 2022 on 2018".
        if let [first, last] = stretches[..] {
            let (first, last) = if first.from <= last.from { (first, last) } else { (last, first) };
            return Some((When::Between(first, last), true));
        }
        let named = behind
            .iter()
            .find(|named| matches!(named.when, When::Stretch(_) | When::Between(..) | When::Since(_)))
            .or_else(|| behind.first());
        // "Compared with 2016/17, applications were up 13 per cent in 2022/23": the base is named first.
        let ahead = || self.line.periods.iter().rev().filter(|named| named.end <= figure.start);
        let based = ahead().find(|named| {
            let at = named.start - usize::from(self.text.is(named.start.wrapping_sub(1), &["the"]));
            self.text.is(at.wrapping_sub(1), &["with", "to"])
                && self.text.is(at.wrapping_sub(2), &["compared", "comparison", "relative"])
                || self.text.is(at.wrapping_sub(1), &["against", "versus"])
                || self.text.is(at.wrapping_sub(1), &["on"]) && at == self.line.tokens.start + 1
        });
        let own = named.is_some_and(|named| said(named, figure.end));
        if let Some(based) = based.filter(|_| !own) {
            if let (When::Stretch(first), Some(When::Stretch(last))) = (based.when, named.map(|named| named.when))
                && first.from < last.from
            {
                return Some((When::Between(first, last), true));
            }
            return Some((based.when, true));
        }
        if let Some(named) = named {
            return Some((named.when, said(named, figure.end)));
        }
        let stated = self.memory.of_sentence(self.line.sentence).next().is_some();
        let ahead = ahead().next();
        ahead.filter(|_| !stated).map(|named| (named.when, false))
    }

    /// The pairs of periods that a change may be between, earlier and later; whether the first is certainly meant; and
    /// whether the data lack a period that is named.
    pub(super) fn two_times(&self, base: Option<(When, bool)>, list: &[usize]) -> (Vec<[usize; 2]>, bool, bool) {
        let facts = self.facts;
        let current = self.current(list);
        let end = |time: usize| facts.end(time);
        let before = |time: usize| {
            let candidates = self.resolve(When::Before, list, Some(time));
            candidates.options.first().and_then(|times| times.first().copied())
        };
        let step = |time: usize| before(time).map(|earlier| [earlier, time]);
        let next = |time: usize| {
            let candidates = self.resolve(When::Earlier(None), list, Some(time));
            candidates.options.first().and_then(|times| times.first().copied()).map(|earlier| [earlier, time])
        };
        let Some((when, said)) = base else {
            // No period is named: the change to the period spoken of, or else the latest.
            let mut found: Vec<_> = current.and_then(step).into_iter().collect();
            found.extend(list.first().copied().and_then(step));
            // Of months and quarters, a change may be from the one next before, or from a year before.
            found.extend(current.and_then(next).into_iter().filter(|pair| current.and_then(step) != Some(*pair)));
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
            When::Before | When::Earlier(_) | When::SameIn(_) => {
                let earlier = |time: usize| {
                    let candidates = self.resolve(when, list, Some(time));
                    candidates.options.first().and_then(|times| times.first().copied())
                };
                let pair = |time: usize| earlier(time).map(|earlier| [earlier, time]);
                let found: Vec<_> =
                    current.and_then(pair).into_iter().filter(|two| end(two[0]) < end(two[1])).collect();
                let none = found.is_empty();
                (found, current.is_some(), none)
            }
            When::LastYear | When::Latest | When::YearTo(_) => {
                let mut found: Vec<_> = current.and_then(step).into_iter().collect();
                let latest = list.first().copied();
                if when == When::Latest || current.is_none() {
                    found.splice(0..0, latest.and_then(step)).for_each(drop);
                }
                found.extend(latest.and_then(step));
                found.dedup();
                let two = list.iter().filter(|&&time| facts.times[time].parts.is_empty()).count() == 2;
                let none = found.is_empty();
                (found, two, none)
            }
            When::Several(number) => {
                let Some(last) = list.first().copied() else { return (Vec::new(), false, true) };
                let whole: Vec<_> = list.iter().copied().filter(|&time| facts.times[time].parts.is_empty()).collect();
                // "In two years" may go back two periods, or one: from the first of the two to the second.
                let reach = [number as usize, number as usize - 1];
                let found = reach.iter().filter_map(|&back| whole.get(back)).map(|&first| [first, last]);
                (found.collect(), false, false)
            }
            // "In the 12 months to June 2022" of monthly figures: from June to June.
            When::Stretch(asked)
                if asked.months() == 12
                    && list.iter().all(|&time| facts.times[time].stretch != Some(asked))
                    && list.iter().any(|&time| facts.times[time].stretch.is_some_and(|s| s.to == asked.to)) =>
            {
                let last =
                    list.iter().copied().find(|&time| facts.times[time].stretch.is_some_and(|s| s.to == asked.to));
                let found: Vec<_> = last.and_then(step).into_iter().collect();
                let none = found.is_empty();
                (found, true, none)
            }
            when => {
                let candidates = self.resolve(when, list, current);
                let mut found = Vec::new();
                for times in &candidates.options {
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
                        // It is the stated base, or earlier than the period spoken of.
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
                (found, candidates.firm, none)
            }
        }
    }
}
