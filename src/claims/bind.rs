//! Which areas, periods and measures a claim is about: from the words nearest to it outwards.

use super::facts::{Facts, Sort as Measured};
use super::frame::{Claim, Kind, Role};
use super::line::{Line, Mention};
use super::memory::Memory;
use super::names::{EVENTS, akin, is_general, stem};
use super::time::{Named, Stretch, When};
use super::token::{Sort, Text};

/// What may be meant, likeliest first.
#[derive(Debug, Default)]
pub(super) struct Slot {
    pub options: Vec<Vec<usize>>,
    /// Named where the claim is, and nothing else may be meant.
    pub firm: bool,
    /// Named, and not in the data.
    pub stranger: bool,
}

/// How well the noun behind a number fits what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    /// It is what the measure counts.
    Known,
    /// Its last word is; others in it are not known.
    Partly,
    /// There is none.
    None,
    /// It is something else.
    Foreign,
}

/// A claim with all that it stands among.
pub(super) struct Spot<'a> {
    pub text: &'a Text<'a>,
    pub facts: &'a Facts,
    pub memory: &'a Memory,
    pub line: &'a Line,
    pub claims: &'a [Claim],
    pub claim: &'a Claim,
}

const PREPOSITIONS: [&str; 16] = [
    "in",
    "by",
    "at",
    "for",
    "across",
    "within",
    "throughout",
    "of",
    "from",
    "to",
    "around",
    "under",
    "over",
    "(",
    "inside",
    "against",
];

impl Spot<'_> {
    /// Where the figure before and the one behind bound what belongs to this one.
    fn bounds(&self) -> (usize, usize) {
        let figure = &self.claim.figure;
        // "4,461 (28 per cent) were in Kent": a percentage in brackets parts nothing.
        let count = self.claim.kind == Kind::Count;
        let aside = |other: &Claim| {
            let relative = matches!(other.kind, Kind::SharePerCent | Kind::ChangePerCent);
            let near = other.figure.start >= figure.end && other.figure.start <= figure.end + 4;
            count
                && relative
                && near
                && self.text.is(other.start.wrapping_sub(1), &["("])
                && self.text.is(other.end, &[")"])
        };
        let others = self.claims.iter().filter(|other| !matches!(other.kind, Kind::Rank { .. }) && !aside(other));
        let others = others.map(|other| &other.figure);
        let before = others.clone().map(|other| other.end).filter(|end| *end <= figure.start).max();
        let after = others.map(|other| other.start).filter(|start| *start >= figure.end).min();
        (before.unwrap_or(self.line.tokens.start), after.unwrap_or(self.line.tokens.end))
    }

    fn parts(&self, at: usize) -> bool {
        self.text.is(at, &[";", "–", "—", "but", "while", "whereas", ":"])
    }

    /// The areas that a claim is about.
    pub fn areas(&self) -> Slot {
        let (before, after) = self.bounds();
        let figure = &self.claim.figure;
        let firm = |mention: &Mention| Slot {
            options: if mention.areas.is_empty() { Vec::new() } else { vec![mention.areas.clone()] },
            firm: true,
            stranger: mention.areas.is_empty(),
        };
        if let Some(areas) = self.respectively_areas() {
            return Slot { options: vec![vec![areas]], firm: true, stranger: false };
        }
        // Behind: "309 in Hertfordshire", within the clause.
        let stop = (figure.end..after).find(|&at| self.parts(at) || self.text.is(at, &[",", "and"])).unwrap_or(after);
        let behind = self.line.areas.iter().find(|mention| mention.start >= figure.end && mention.start < stop);
        if let Some(mention) = behind {
            let at = mention.start - usize::from(self.text.is(mention.start - 1, &["the"]));
            let preposed = self.text.is(at.wrapping_sub(1), &PREPOSITIONS)
                || self.text.is(mention.start, &["nationally", "nationwide", "across", "in"]);
            if preposed {
                return firm(mention);
            }
        }
        // Before, up to the last figure: "Hertfordshire police recorded 309", "London (179)".
        let start = (before..figure.start)
            .rev()
            .find(|&at| self.text.is(at, &[";", "but", "while", "whereas"]))
            .unwrap_or(before);
        let ahead = |from: usize| {
            self.line.areas.iter().rev().find(|mention| mention.start >= from && mention.end <= figure.start)
        };
        if let Some(mention) = ahead(start).or_else(|| ahead(self.line.tokens.start)) {
            let mut slot = firm(mention);
            // "South Wales had the largest number in Wales, with 528": the whole is named, and a part is spoken of.
            let part = self
                .line
                .areas
                .iter()
                .rev()
                .find(|part| part.end <= mention.start && self.is_part(&part.areas, &mention.areas));
            if let Some(part) = part.filter(|_| mention.start > self.line.tokens.start + 2) {
                slot.options.insert(0, part.areas.clone());
            }
            return slot;
        }
        let mut named: Vec<_> = self.line.areas.iter().collect();
        named.dedup_by(|a, b| a.areas == b.areas);
        if let [mention] = named[..] {
            return firm(mention);
        }
        if let Some(mention) = named.first() {
            return Slot { firm: false, ..firm(mention) };
        }
        self.carried_areas()
    }

    /// Whether an area belongs to a group, or to the nation.
    fn is_part(&self, part: &[usize], whole: &[usize]) -> bool {
        let ([part], [whole]) = (part, whole) else { return false };
        part != whole && (Some(*whole) == self.facts.nation || self.facts.areas[*whole].members.contains(part))
    }

    /// No area in the sentence: what was spoken of last, then what the article is about.
    fn carried_areas(&self) -> Slot {
        let mut slot = Slot::default();
        let mut push = |areas: Vec<usize>| {
            if !areas.is_empty() && !slot.options.contains(&areas) {
                slot.options.push(areas);
            }
        };
        if let Some((areas, _)) = &self.memory.areas {
            push(areas.clone());
        }
        if let Some(area) = self.memory.focus {
            push(vec![area]);
        }
        if let Some(nation) = self.facts.nation {
            push(vec![nation]);
        }
        slot.stranger = self
            .memory
            .areas
            .as_ref()
            .is_some_and(|(areas, sentence)| areas.is_empty() && sentence + 1 == self.line.sentence);
        let plain = self.facts.areas.iter().filter(|area| area.members.is_empty()).count();
        if slot.options.is_empty() && plain == 1 {
            slot.options.push(vec![0]);
        }
        // Everything in the data is of one place: there is nothing else to mean.
        slot.firm = plain == 1 && !slot.stranger;
        slot
    }

    /// The place of this figure among those that "respectively" pairs off.
    fn respectively(&self) -> Option<(usize, usize)> {
        let mut tokens = self.line.tokens.clone();
        tokens.find(|&at| self.text.is(at, &["respectively"]))?;
        let counts: Vec<_> = self.claims.iter().filter(|claim| claim.kind == self.claim.kind).collect();
        let at = counts.iter().position(|claim| claim.figure == self.claim.figure)?;
        // A run of figures with nothing but a comma or "and" between them, and at most a noun.
        let linked = |a: &Claim, b: &Claim| {
            b.start >= a.end && b.start - a.end <= 3 && (a.end..b.start).any(|at| self.text.is(at, &["and", ","]))
        };
        let mut first = at;
        while first > 0 && linked(counts[first - 1], counts[first]) {
            first -= 1;
        }
        let mut last = at;
        while last + 1 < counts.len() && linked(counts[last], counts[last + 1]) {
            last += 1;
        }
        (last > first).then_some((at - first, last - first + 1))
    }

    fn respectively_areas(&self) -> Option<usize> {
        let (at, length) = self.respectively()?;
        let mention = self.line.areas.iter().find(|mention| mention.areas.len() == length)?;
        mention.areas.get(at).copied()
    }

    fn respectively_period(&self) -> Option<&Named> {
        let (at, length) = self.respectively()?;
        let periods = &self.line.periods;
        let start = (0..periods.len()).find(|&start| {
            let run = periods.get(start..start + length);
            run.is_some_and(|run| run.windows(2).all(|two| two[1].start - two[0].end <= 2))
        })?;
        periods.get(start + at)
    }

    /// The period that stands with a claim, and whether it is near enough to be its own.
    pub fn period(&self) -> Option<(&Named, bool)> {
        if let Some(named) = self.respectively_period() {
            return Some((named, true));
        }
        let (before, after) = self.bounds();
        let figure = &self.claim.figure;
        let stop = (figure.end..after)
            .find(|&at| self.parts(at) || self.text.is(at, &["and", "compared", "against"]))
            .unwrap_or(after);
        let compares = |named: &&Named| {
            let at = named.start - usize::from(self.text.is(named.start.wrapping_sub(1), &["the"]));
            let genitive = matches!(named.when, When::Before | When::LastYear)
                && named.start <= figure.end + 4
                && self.text.is(at.wrapping_sub(1), &["from"]);
            !self.text.is(at.wrapping_sub(1), &["on", "than", "from"])
                || genitive
                || self.claim.role == Role::Earlier && self.text.is(at.wrapping_sub(1), &["from"])
        };
        let behind = self.line.periods.iter().find(|named| named.start >= figure.end && named.start < stop);
        // "1,388, the highest in four years".
        let aside = |named: &&Named| {
            matches!(named.when, When::Several(_) | When::YearsBefore(_))
                && (figure.end..named.start).any(|at| self.text.is(at, &[","]))
        };
        if let Some(named) = behind.filter(compares).filter(|named| !aside(named)) {
            return Some((named, true));
        }
        let start = (before..figure.start)
            .rev()
            .find(|&at| self.text.is(at, &[";", "–", "—", "but", "while"]))
            .unwrap_or(before);
        let ahead = self.line.periods.iter().rev().find(|named| named.start >= start && named.end <= figure.start);
        if self.claim.role == Role::Earlier {
            return None;
        }
        if let Some(named) = ahead.filter(compares) {
            return Some((named, !matches!(named.when, When::Between(..)) || self.claim.role == Role::Alone));
        }
        if self.claim.role != Role::Alone {
            return None;
        }
        let ahead = self.line.periods.iter().rev().find(|named| named.end <= figure.start);
        // One that another figure stands before belongs to that one first.
        let only = || self.line.periods.first().filter(|named| self.line.periods.len() == 1 && named.start < after);
        ahead.or_else(only).filter(compares).map(|named| (named, false))
    }

    /// Periods that may be meant by a claim in an area, for a measure; likeliest first.
    pub fn times(&self, area: usize, measure: usize) -> Slot {
        let list = self.facts.times_of(area, measure);
        let current = self.current(&list);
        if let Some((named, near)) = self.period() {
            let mut slot = self.resolve(named.when, &list, current);
            slot.firm &= near;
            if matches!(named.when, When::Between(..)) && self.claim.role == Role::Later {
                slot.options.splice(0..0, list.first().map(|&time| vec![time]));
            }
            return slot;
        }
        let mut options: Vec<Vec<usize>> = Vec::new();
        let mut push = |times: Vec<usize>| {
            if !times.is_empty() && !options.contains(&times) {
                options.push(times);
            }
        };
        // "60 in Loxdale, compared with 55 in Tamebank": two places, and one time.
        let other_place = self.memory.of_sentence(self.line.sentence).next().is_some_and(|given| given.areas != [area]);
        match self.claim.role {
            Role::Earlier if !other_place => {
                let before = current.map_or(i32::MAX, |time| self.facts.end(time).0);
                let earlier =
                    list.iter().copied().filter(|&time| self.facts.end(time).0 < before || before == i32::MIN);
                earlier.for_each(|time| push(vec![time]));
                list.iter().skip(1).for_each(|&time| push(vec![time]));
            }
            _ => {
                push(current.filter(|time| list.contains(time)).into_iter().collect());
                list.iter().for_each(|&time| push(vec![time]));
                let whole: Vec<_> =
                    list.iter().copied().filter(|&time| self.facts.times[time].parts.is_empty()).collect();
                push(whole.clone());
                for latest in 2..whole.len().min(6) {
                    push(whole[..latest].to_vec());
                }
            }
        }
        Slot { firm: list.len() == 1, stranger: list.is_empty(), options }
    }

    /// The period that the sentence is about: one that it has given a figure for, else the last one, else the latest.
    pub fn current(&self, list: &[usize]) -> Option<usize> {
        let here = self.memory.of_sentence(self.line.sentence).find(|given| !given.earlier && given.times.len() == 1);
        let here = here.map(|given| given.times[0]).filter(|time| list.contains(time));
        let named = || {
            let compared = |named: &Named| {
                let at = named.start - usize::from(self.text.is(named.start.wrapping_sub(1), &["the"]));
                self.text.is(at.wrapping_sub(1), &["on", "than", "since"])
                    || self.text.is(at.wrapping_sub(1), &["with", "to"])
                        && self.text.is(at.wrapping_sub(2), &["compared"])
            };
            let named =
                self.line.periods.iter().filter(|named| !compared(named)).filter_map(|named| match named.when {
                    When::Stretch(stretch) | When::Between(_, stretch) => Some(stretch),
                    _ => None,
                });
            let times = named.flat_map(|stretch| self.stretch(stretch, list).options).filter(|times| times.len() == 1);
            times.map(|times| times[0]).max_by_key(|&time| self.facts.end(time))
        };
        let last = || self.memory.time.map(|(time, _)| time).filter(|time| list.contains(time));
        here.or_else(named).or_else(last).or_else(|| list.first().copied())
    }

    /// The periods of the data that words for a period mean.
    pub fn resolve(&self, when: When, list: &[usize], current: Option<usize>) -> Slot {
        let facts = self.facts;
        let stretch = |time: usize| facts.times[time].stretch;
        let firm = |times: Vec<usize>| Slot {
            stranger: times.is_empty(),
            options: if times.is_empty() { vec![] } else { vec![times] },
            firm: true,
        };
        let loose = |times: Vec<usize>| Slot {
            stranger: times.is_empty(),
            options: times.into_iter().map(|time| vec![time]).collect(),
            firm: false,
        };
        let before = |time: Option<usize>| {
            let Some(time) = time else { return Vec::new() };
            let end = facts.end(time);
            let months = stretch(time).map(Stretch::months);
            list.iter()
                .copied()
                .filter(|&other| {
                    facts.end(other) < end && (months.is_none() || stretch(other).map(Stretch::months) == months)
                })
                .collect::<Vec<_>>()
        };
        match when {
            When::Stretch(asked) => self.stretch(asked, list),
            When::Between(first, last) => {
                let asked = Stretch { from: first.from, to: last.to };
                let exact = self.stretch(asked, list);
                if exact.options.is_empty() {
                    let both = [self.stretch(first, list), self.stretch(last, list)];
                    return firm(both.into_iter().flat_map(|slot| slot.options.into_iter().flatten()).collect());
                }
                exact
            }
            When::Since(month) => {
                let times = list.iter().copied().filter(|&time| {
                    stretch(time).is_some_and(|s| s.from >= month) && facts.times[time].parts.is_empty()
                });
                let times: Vec<_> = times.collect();
                Slot { firm: false, ..firm(times) }
            }
            When::Months(from, to) | When::MonthsBefore(from, to) => {
                let fits = |time: &usize| {
                    stretch(*time).is_some_and(|s| {
                        s.from.rem_euclid(12) == from as i32 - 1
                            && s.to.rem_euclid(12) == to as i32 - 1
                            && s.months() <= 12
                    })
                };
                let mut times: Vec<_> = list.iter().copied().filter(fits).collect();
                if matches!(when, When::MonthsBefore(..)) && times.len() > 1 {
                    times.rotate_left(1);
                }
                loose(times)
            }
            When::YearTo(month) => {
                let fits = |time: &usize| {
                    stretch(*time).is_some_and(|s| s.to.rem_euclid(12) == month as i32 - 1 && s.months() == 12)
                };
                let times: Vec<_> = list.iter().copied().filter(fits).collect();
                loose(if times.is_empty() { list.to_vec() } else { times })
            }
            When::Latest => loose(list.iter().copied().take(1).collect()),
            When::LastYear => {
                let named = self.line.periods.iter().any(|named| matches!(named.when, When::Stretch(_) | When::Latest));
                let mut times = before(current);
                times.truncate(1);
                let latest = list.first().copied();
                if named {
                    times.extend(latest)
                } else {
                    times.splice(0..0, latest).for_each(drop)
                }
                times.dedup();
                loose(times)
            }
            When::Before => {
                let mut times = before(current);
                times.truncate(1);
                Slot {
                    firm: self
                        .memory
                        .of_sentence(self.line.sentence)
                        .any(|given| Some(&given.times[0]) == current.as_ref()),
                    ..loose(times)
                }
            }
            When::YearsBefore(years) => {
                let from = current
                    .and_then(stretch)
                    .map(|s| Stretch { from: s.from - 12 * years as i32, to: s.to - 12 * years as i32 });
                from.map_or_else(|| firm(Vec::new()), |asked| self.stretch(asked, list))
            }
            When::Several(number) => {
                let exact = list.iter().copied().find(|&time| facts.times[time].parts.len() == number as usize);
                let whole: Vec<_> = list
                    .iter()
                    .copied()
                    .filter(|&time| facts.times[time].parts.is_empty())
                    .take(number as usize)
                    .collect();
                let times = exact.map_or(whole, |time| vec![time]);
                let enough = exact.is_some() || times.len() == number as usize;
                Slot { firm: false, ..firm(if enough { times } else { Vec::new() }) }
            }
        }
    }

    /// Exactly these months; or those periods that make them up; or, of a bare year, the financial years that touch it.
    fn stretch(&self, asked: Stretch, list: &[usize]) -> Slot {
        let stretch = |time: usize| self.facts.times[time].stretch;
        let exact: Vec<_> = list.iter().copied().filter(|&time| stretch(time) == Some(asked)).collect();
        if let Some(&time) = exact.first() {
            return Slot { options: vec![vec![time]], firm: true, stranger: false };
        }
        let inside = |time: &usize| {
            stretch(*time).is_some_and(|s| s.from >= asked.from && s.to <= asked.to)
                && self.facts.times[*time].parts.is_empty()
        };
        let inside: Vec<_> = list.iter().copied().filter(inside).collect();
        let months: i32 = inside.iter().filter_map(|&time| stretch(time)).map(Stretch::months).sum();
        if months == asked.months() {
            return Slot { options: vec![inside], firm: true, stranger: false };
        }
        // "2017" beside "2017/18", or the year to June beside the year to March: not the same, and often filed so.
        let near = |time: &usize| {
            stretch(*time).is_some_and(|s| {
                s.months() == asked.months()
                    && s.months() == 12
                    && (s.from - asked.from).abs() <= 9
                    && (s.from - asked.from).abs() % 12 != 0
            })
        };
        let year = asked.from % 12 == 0 && asked.months() == 12;
        let close =
            |time: &usize| stretch(*time).is_some_and(|s| (s.from - asked.from).abs() <= if year { 9 } else { 3 });
        let near: Vec<_> = list.iter().copied().filter(|time| near(time) && close(time)).collect();
        Slot { stranger: near.is_empty(), options: near.into_iter().map(|time| vec![time]).collect(), firm: false }
    }

    /// The noun behind the number: where its words end.
    fn noun_end(&self) -> usize {
        const ENDS: [&str; 76] = [
            "in",
            "by",
            "at",
            "for",
            "across",
            "within",
            "from",
            "to",
            "were",
            "was",
            "had",
            "have",
            "has",
            "been",
            "and",
            "or",
            "during",
            "over",
            "between",
            "on",
            "with",
            "than",
            "per",
            "a",
            "an",
            "the",
            "recorded",
            "reported",
            "logged",
            "compared",
            "last",
            "this",
            "is",
            "are",
            "that",
            "which",
            "who",
            "when",
            "where",
            "while",
            "involving",
            "since",
            "under",
            "after",
            "before",
            "down",
            "up",
            "against",
            "taken",
            "made",
            "committed",
            "nationally",
            "every",
            "each",
            "as",
            "about",
            "so",
            "respectively",
            "but",
            "being",
            "there",
            "year",
            "it",
            "they",
            "died",
            "he",
            "she",
            "if",
            "stolen",
            "taken",
            "seen",
            "found",
            "sold",
            "lost",
            "held",
            "given",
        ];
        let figure_end = self.claim.figure.end;
        let (_, after) = self.bounds();
        let mut end = figure_end;
        while end < after.min(figure_end + 7) {
            let token = self.text.get(end);
            let verb = token.word.len() > 4 && token.word.ends_with("ed") && end > figure_end;
            if verb
                || token.sort != Sort::Word && !self.text.is(end, &["-"])
                || ENDS.contains(&token.word.as_str())
                || token.capital && end > figure_end
            {
                break;
            }
            end += 1;
        }
        end
    }

    fn knows(&self, measure: usize, word: &str) -> bool {
        self.knows_stem(measure, &stem(word))
    }

    fn knows_stem(&self, measure: usize, stem: &str) -> bool {
        self.facts.says_stem(measure, stem) || self.memory.learned.contains(&(measure, stem.to_string()))
    }

    /// How the noun behind the number fits a measure.
    pub fn noun(&self, measure: usize) -> Noun {
        let words: Vec<_> = (self.claim.figure.end..self.noun_end())
            .filter(|&at| self.text.get(at).sort == Sort::Word)
            .map(|at| self.text.word(at))
            .collect();
        // "reports of missing children": what is counted stands before "of".
        let of = words.iter().skip(1).position(|word| *word == "of");
        let Some(head) = of.map(|at| &words[at]).or(words.last()) else { return Noun::None };
        let fits = |word: &str| EVENTS.contains(&word) || self.knows(measure, word);
        // "14 libraries" is not about library visits: the last word says what is counted.
        let leads = EVENTS.contains(head)
            || self.facts.measures[measure].heads.contains(&stem(head))
            || self.memory.heads.contains(&(measure, stem(head)));
        if leads && words.iter().all(|word| fits(word) || is_general(word)) {
            Noun::Known
        } else if fits(head) || words.iter().any(|word| self.knows(measure, word)) {
            Noun::Partly
        } else {
            Noun::Foreign
        }
    }

    /// The words behind the number that say what is counted, for the article's own vocabulary.
    pub fn noun_words(&self) -> Vec<String> {
        let words = (self.claim.figure.end..self.noun_end()).map(|at| self.text.get(at));
        words
            .filter(|token| token.sort == Sort::Word && !is_general(&token.word))
            .map(|token| stem(&token.word))
            .collect()
    }

    /// Measures that may be meant, likeliest first; firm when only one fits the words.
    pub fn measures(&self) -> (Vec<usize>, bool) {
        let facts = self.facts;
        let wanted = |at: &usize| match (self.claim.kind.clone(), facts.measures[*at].sort) {
            (Kind::PerHead(_) | Kind::Points, sort) => sort == Measured::Rate,
            (Kind::Count, Measured::Rate) => self.beside_a_rate(),
            (_, Measured::Money) => self.claim.money || self.claim.kind != Kind::Count,
            (_, Measured::Count) => !self.claim.money && !(self.claim.kind == Kind::Count && self.beside_a_rate()),
            (_, Measured::Rate) => false,
        };
        let all: Vec<_> = (0..facts.measures.len()).filter(wanted).collect();
        let (before, after) = self.bounds();
        let noun = self.claim.figure.end..self.noun_end();
        let count = |measure: usize, range: std::ops::Range<usize>| {
            let said = |word: &&String| {
                range.clone().any(|at| self.text.get(at).sort == Sort::Word && akin(&self.text.get(at).stem, word))
            };
            facts.measures[measure].words.iter().filter(said).count()
        };
        let mut scored: Vec<_> = all
            .iter()
            .map(|&measure| {
                let near = count(measure, noun.clone());
                let clause = count(measure, before..after);
                let sentence = count(measure, self.line.tokens.clone());
                let left = facts.measures[measure].words.len().saturating_sub(sentence);
                (near, clause, sentence, std::cmp::Reverse(left), measure)
            })
            .collect();
        scored.sort_by(|a, b| (b.0, b.1, b.2, b.3).cmp(&(a.0, a.1, a.2, a.3)).then(a.4.cmp(&b.4)));
        let Some(top) = scored.first().copied() else { return (Vec::new(), false) };
        let ties = scored.iter().filter(|one| (one.0, one.1, one.2) == (top.0, top.1, top.2)).count();
        if top.0 > 0 {
            let kept: Vec<_> = scored.iter().filter(|one| one.0 == top.0).map(|one| one.4).collect();
            return (kept, ties == 1);
        }
        if top.2 > 0 {
            let mut kept: Vec<_> = scored.iter().filter(|one| one.2 > 0).map(|one| one.4).collect();
            kept.extend(
                self.memory
                    .measure
                    .map(|(measure, _)| measure)
                    .filter(|measure| all.contains(measure) && !kept.contains(measure)),
            );
            kept.extend(all.first().copied().filter(|base| !kept.contains(base)));
            return (kept, ties == 1);
        }
        let mut kept: Vec<_> = self
            .memory
            .measure
            .map(|(measure, _)| measure)
            .filter(|measure| all.contains(measure))
            .into_iter()
            .collect();
        kept.extend(all.iter().copied().filter(|measure| !kept.contains(measure)).collect::<Vec<_>>());
        (kept, all.len() == 1)
    }

    /// "with 179 per 100,000, compared with an average of 82": a rate goes on as a rate.
    fn beside_a_rate(&self) -> bool {
        let at = self.claims.iter().position(|claim| claim.figure == self.claim.figure);
        let rate = at.is_some_and(|at| {
            self.claims[..at].iter().any(|claim| matches!(claim.kind, Kind::PerHead(_)))
                || self.claims[at..].iter().any(|claim| matches!(claim.kind, Kind::PerHead(_)))
                    && self.claims[at].kind == Kind::Count
        });
        rate && self.noun_end() == self.claim.figure.end
    }

    /// Words that narrow what is counted, or make a part of it, or that it is about something else.
    pub fn narrowed(&self, measure: usize) -> bool {
        const BEFORE: [&str; 12] = [
            "including",
            "these",
            "which",
            "among",
            "further",
            "another",
            "remaining",
            "extra",
            "additional",
            "whom",
            "other",
            "include",
        ];
        const BEHIND: [&str; 24] = [
            "involving",
            "involved",
            "relating",
            "related",
            "linked",
            "where",
            "against",
            "resulted",
            "led",
            "ended",
            "classed",
            "classified",
            "categorised",
            "without",
            "resulting",
            "targeting",
            "arrested",
            "charged",
            "solved",
            "closed",
            "dropped",
            "killed",
            "injured",
            "who",
        ];
        let (before, after) = self.bounds();
        let (start, end) = (self.claim.start, self.claim.figure.end);
        let known = |at: usize| self.knows_stem(measure, &self.text.get(at).stem);
        let ahead = (start.saturating_sub(3).max(before)..start).any(|at| self.text.is(at, &BEFORE));
        let behind = (end..after.min(end + 14))
            .take_while(|&at| !self.parts(at))
            .any(|at| self.text.is(at, &BEHIND) && !known(at));
        ahead || behind || self.part_of_a_period(start, end)
    }

    /// "in the first two months of this year", "in July alone": less than the periods of the data.
    fn part_of_a_period(&self, start: usize, end: usize) -> bool {
        const PARTS: [&str; 16] = [
            "months",
            "month",
            "weeks",
            "week",
            "quarter",
            "half",
            "weekend",
            "summer",
            "winter",
            "spring",
            "autumn",
            "christmas",
            "far",
            "alone",
            "days",
            "term",
        ];
        let (before, after) = self.bounds();
        let from = (before..start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        let to = (end..after).find(|&at| self.parts(at)).unwrap_or(after);
        let named = |at: usize| self.line.periods.iter().any(|named| named.start <= at && at < named.end);
        let in_labels = |word: &str| self.facts.times.iter().any(|time| time.label.to_lowercase().contains(word));
        let rate = matches!(self.claim.kind, Kind::PerTime(_) | Kind::Every(_));
        !rate
            && (from..start)
                .chain(end..to)
                .any(|at| self.text.is(at, &PARTS) && !named(at) && !in_labels(self.text.word(at)))
    }

    /// Whether the sentence has a word of the measure.
    pub fn says_any(&self, measure: usize) -> bool {
        self.line
            .tokens
            .clone()
            .any(|at| self.text.get(at).sort == Sort::Word && self.knows_stem(measure, &self.text.get(at).stem))
    }

    /// Whether the sentence speaks of the measure at all.
    pub fn speaks_of(&self, measure: usize) -> bool {
        self.line.tokens.clone().any(|at| {
            let word = self.text.word(at);
            EVENTS[..8].contains(&word)
                || self.text.is(at, &["number", "figure", "figures", "total"])
                || self.knows_stem(measure, &self.text.get(at).stem)
        })
    }

    /// Whether the sentence speaks of a measure of money.
    pub fn speaks_of_money(&self) -> bool {
        let money = (0..self.facts.measures.len()).filter(|&at| self.facts.measures[at].sort == Measured::Money);
        money
            .into_iter()
            .any(|measure| self.line.tokens.clone().any(|at| self.knows_stem(measure, &self.text.get(at).stem)))
    }

    /// Whether the claim's own clause speaks of the measure.
    pub fn clause_speaks_of(&self, measure: usize) -> bool {
        let (before, after) = self.bounds();
        let start = (before..self.claim.figure.start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        let stop = (self.claim.figure.end..after).find(|&at| self.parts(at)).unwrap_or(after);
        if start >= self.claim.start {
            // "up by a fifth on 2020/21 but 15 per cent down on 2019/20": it goes on from the clause before.
            return self.speaks_of(measure);
        }
        (start..stop).any(|at| {
            let word = self.text.word(at);
            EVENTS[..8].contains(&word)
                || self.text.is(at, &["number", "figure", "total"])
                || self.knows_stem(measure, &self.text.get(at).stem)
        })
    }

    /// Whether the claim's own clause has a word of the measure itself.
    pub fn clause_names(&self, measure: usize) -> bool {
        let (before, after) = self.bounds();
        let start = (before..self.claim.figure.start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        let stop = (self.claim.figure.end..after).find(|&at| self.parts(at)).unwrap_or(after);
        (start..stop)
            .any(|at| self.text.get(at).sort == Sort::Word && self.knows_stem(measure, &self.text.get(at).stem))
    }

    /// A plural in the claim's clause that is no word of the measure: it may be what is counted.
    pub fn foreign_plural(&self, measure: usize) -> bool {
        const NEUTRAL: [&str; 44] = [
            "figures",
            "numbers",
            "statistics",
            "forces",
            "years",
            "months",
            "days",
            "weeks",
            "minutes",
            "hours",
            "was",
            "has",
            "is",
            "this",
            "across",
            "as",
            "its",
            "his",
            "less",
            "times",
            "records",
            "shows",
            "services",
            "areas",
            "councils",
            "boroughs",
            "counties",
            "results",
            "means",
            "police",
            "rises",
            "falls",
            "increases",
            "drops",
            "details",
            "requests",
            "responses",
            "reveals",
            "says",
            "cases",
            "totals",
            "previous",
            "levels",
            "us",
        ];
        let (before, after) = self.bounds();
        let stop =
            (self.claim.figure.end..after).find(|&at| self.parts(at) || self.text.is(at, &[","])).unwrap_or(after);
        let start = (before..self.claim.figure.start).rev().find(|&at| self.parts(at)).map_or(before, |at| at + 1);
        (start..stop).any(|at| {
            let token = self.text.get(at);
            let word = token.word.as_str();
            let named = self.line.areas.iter().any(|mention| mention.start <= at && at < mention.end);
            let name = token.capital && at > self.line.tokens.start || named;
            let plural =
                token.sort == Sort::Word && !name && word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
            plural && !NEUTRAL.contains(&word) && !EVENTS.contains(&word) && !self.knows_stem(measure, &token.stem)
        })
    }
}
