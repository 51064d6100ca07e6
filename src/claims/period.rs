//! Finds the periods of the data that a claim is about.

use super::bind::{Candidates, ClaimContext};
use super::claim::Role;
use super::time::{NamedPeriod, Stretch, When};

impl ClaimContext<'_> {
    /// The period that stands with a claim, and whether it is near enough to be its own.
    pub fn period(&self) -> Option<(&NamedPeriod, bool)> {
        if let Some(named) = self.respectively_period() {
            return Some((named, true));
        }
        let (before, after) = self.bounds();
        let figure = &self.claim.figure;
        let stop = (figure.end..after)
            .find(|&at| {
                // "103 (2021: 96)": a bracket with a figure has that figure's period.
                let bracket = || {
                    let close = (at..self.line.tokens.end).find(|&at| self.text.is(at, &[")"]));
                    self.text.is(at, &["("]) && close.is_some_and(|close| after < close)
                };
                self.parts(at) || self.text.is(at, &["and", "compared", "against"]) || bracket()
            })
            .unwrap_or(after);
        let compares = |named: &&NamedPeriod| {
            let at = named.start - usize::from(self.text.is(named.start.wrapping_sub(1), &["the"]));
            // "From 123 to 172 year-over-year": how the two are compared.
            if self.text.is(named.start, &["year", "month", "quarter"])
                && self.text.is(named.end - 2, &["on", "over", "-"])
            {
                return false;
            }
            if matches!(named.when, When::Earlier(_)) && self.text.is(named.start, &["in", "over"]) {
                return false;
            }
            let genitive = matches!(named.when, When::Before | When::LastYear | When::Earlier(_))
                && named.start <= figure.end + 4
                && self.text.is(at.wrapping_sub(1), &["from"]);
            !self.text.is(at.wrapping_sub(1), &["on", "than", "from"])
                || genitive
                || self.claim.role == Role::Earlier && self.text.is(at.wrapping_sub(1), &["from"])
        };
        let behind = self.line.periods.iter().find(|named| named.start >= figure.end && named.start < stop);
        // "1,388, the highest in four years".
        let aside = |named: &&NamedPeriod| {
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
        // "a rise on last year, when just under 24,000 were".
        let when = |named: &&NamedPeriod| {
            figure.start - named.end <= 6 && (named.end..figure.start).any(|at| self.text.is(at, &["when"]))
        };
        if let Some(named) = ahead.filter(when) {
            return Some((named, true));
        }
        if let Some(named) = ahead.filter(compares) {
            return Some((named, !matches!(named.when, When::Between(..)) || self.claim.role == Role::Alone));
        }
        if self.claim.role != Role::Alone {
            return None;
        }
        let ahead = self.line.periods.iter().rev().find(|named| named.end <= figure.start);
        // A period beyond another figure may belong to that one, so it is not near.
        let only = || self.line.periods.first().filter(|named| self.line.periods.len() == 1 && named.start < after);
        let single = self.line.periods.len() == 1;
        ahead.or_else(only).filter(compares).map(|named| (named, single))
    }

    /// Periods that may be meant by a claim in an area, for a measure; likeliest first.
    pub fn times(&self, area: usize, measure: usize) -> Candidates {
        let list = self.facts.times_of(area, measure);
        let current = self.current(&list);
        if let Some((named, near)) = self.period() {
            let mut candidates = self.resolve(named.when, &list, current);
            candidates.firm &= near;
            if matches!(named.when, When::Between(..)) && self.claim.role == Role::Later {
                candidates.options.splice(0..0, list.first().map(|&time| vec![time]));
            }
            return candidates;
        }
        // "From 42 to 23 in 2021": a figure without a period of its own goes with those beside it.
        if current.is_none() && self.own_stretch().is_some() {
            return Candidates { stranger: true, ..Candidates::default() };
        }
        let mut options: Vec<Vec<usize>> = Vec::new();
        let mut push = |times: Vec<usize>| {
            if !times.is_empty() && !options.contains(&times) {
                options.push(times);
            }
        };
        // "60 in Loxdale, compared with 55 in Tamebank": two places, and one time.
        let other_place =
            self.memory.of_sentence(self.line.sentence).next().is_some_and(|stated| stated.areas != [area]);
        let named = |before: bool| {
            let here = self.line.areas.iter().filter(move |mention| before == (mention.end <= self.claim.figure.start));
            here.map(|mention| mention.areas.contains(&area))
        };
        // "303 in the council next door, against 466 in Harcastle".
        let other_place =
            other_place || named(true).all(|own| !own) && named(true).count() > 0 && named(false).any(|own| own);
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
        Candidates { firm: list.len() == 1, stranger: list.is_empty(), options, carried: false }
    }

    /// The period that the sentence is about: one that it gives a figure for or names, else the last one spoken of,
    /// else the latest of the data.
    pub fn current(&self, list: &[usize]) -> Option<usize> {
        let stated =
            || self.memory.of_sentence(self.line.sentence).filter(|stated| !stated.earlier && stated.times.len() == 1);
        let before = stated().filter(|stated| stated.figure.end <= self.claim.start);
        let here = before.max_by_key(|stated| stated.figure.end);
        let here = here.or_else(|| stated().max_by_key(|stated| self.facts.end(stated.times[0])));
        let here = here.map(|stated| stated.times[0]).filter(|time| list.contains(time));
        let compared = |named: &NamedPeriod| {
            let at = named.start - usize::from(self.text.is(named.start.wrapping_sub(1), &["the"]));
            self.text.is(at.wrapping_sub(1), &["on", "than", "since"])
                || self.text.is(at.wrapping_sub(1), &["with", "to"]) && self.text.is(at.wrapping_sub(2), &["compared"])
                || self.text.is(at.wrapping_sub(1), &["against"])
        };
        let named = || {
            let named =
                self.line.periods.iter().filter(|named| !compared(named)).filter_map(|named| match named.when {
                    When::Stretch(stretch) | When::Between(_, stretch) => Some(stretch),
                    _ => None,
                });
            let times = named.flat_map(|stretch| self.stretch(stretch, list).options).filter(|times| times.len() == 1);
            times.map(|times| times[0]).max_by_key(|&time| self.facts.end(time))
        };
        // A period that the data do not have is no reason to take the latest.
        let strange = || self.own_stretch().is_some_and(|stretch| self.stretch(stretch, list).options.is_empty());
        if here.is_none() && strange() {
            return None;
        }
        let last = || self.memory.time.map(|(time, _)| time).filter(|time| list.contains(time));
        here.or_else(named).or_else(last).or_else(|| list.first().copied())
    }

    /// The months that the claim's clause says it is of, not those that it is compared with.
    fn own_stretch(&self) -> Option<Stretch> {
        let compared = |named: &&NamedPeriod| {
            let at = named.start - usize::from(self.text.is(named.start.wrapping_sub(1), &["the"]));
            let with = self.text.is(at.wrapping_sub(1), &["with", "to"])
                && self.text.is(at.wrapping_sub(2), &["compared", "comparison"]);
            with || self.text.is(at.wrapping_sub(1), &["on", "than", "since", "against", "from", "over"])
        };
        let stretch = |named: &NamedPeriod| match named.when {
            When::Stretch(stretch) => Some(stretch),
            _ => None,
        };
        let figure = &self.claim.figure;
        let stop = (figure.end..self.line.tokens.end).find(|&at| self.parts(at)).unwrap_or(self.line.tokens.end);
        let mut behind = self.line.periods.iter().filter(|named| named.start >= figure.end && named.start < stop);
        let ahead = self.line.periods.iter().rev().filter(|named| named.end <= figure.start);
        behind
            .find(|named| !compared(named) && stretch(named).is_some())
            .and_then(stretch)
            .or_else(|| ahead.into_iter().find(|named| !compared(named) && stretch(named).is_some()).and_then(stretch))
    }

    /// The periods of the data that the words for a period may mean.
    pub fn resolve(&self, when: When, list: &[usize], current: Option<usize>) -> Candidates {
        let facts = self.facts;
        let stretch = |time: usize| facts.times[time].stretch;
        let firm = |times: Vec<usize>| Candidates {
            stranger: times.is_empty(),
            options: if times.is_empty() { vec![] } else { vec![times] },
            firm: true,
            carried: false,
        };
        let loose = |times: Vec<usize>| Candidates {
            stranger: times.is_empty(),
            options: times.into_iter().map(|time| vec![time]).collect(),
            firm: false,
            carried: false,
        };
        let shifted = |time: usize, by: i32| {
            let asked = stretch(time).map(|s| Stretch { from: s.from - by, to: s.to - by });
            list.iter().copied().filter(move |&other| asked.is_some() && stretch(other) == asked).collect::<Vec<_>>()
        };
        let before = |time: Option<usize>| {
            let Some(time) = time else { return Vec::new() };
            // Twelve months earlier, where the data have dates. In data of longer spans it is the span before.
            if stretch(time).is_some_and(|s| s.months() <= 12) {
                return shifted(time, 12);
            }
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
                let mut exact = self.stretch(asked, list);
                // "Between June 2016 and June 2017": a year.
                if exact.options.is_empty() && asked.months() == 13 {
                    exact = self.stretch(Stretch { from: asked.from + 1, to: asked.to }, list);
                }
                if exact.options.is_empty() {
                    let both = [self.stretch(first, list), self.stretch(last, list)];
                    return firm(
                        both.into_iter().flat_map(|candidates| candidates.options.into_iter().flatten()).collect(),
                    );
                }
                exact
            }
            When::Since(month) => {
                let times = list.iter().copied().filter(|&time| {
                    stretch(time).is_some_and(|s| s.from >= month) && facts.times[time].parts.is_empty()
                });
                let times: Vec<_> = times.collect();
                Candidates { firm: false, ..firm(times) }
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
                // "The 12-month March to March period": years that end with that month.
                let ends = |time: &usize| {
                    stretch(*time).is_some_and(|s| s.to.rem_euclid(12) == to as i32 - 1 && s.months() == 12)
                };
                if times.is_empty() && from == to {
                    times = list.iter().copied().filter(ends).collect();
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
                Candidates {
                    firm: self
                        .memory
                        .of_sentence(self.line.sentence)
                        .any(|stated| Some(&stated.times[0]) == current.as_ref()),
                    ..loose(times)
                }
            }
            When::After => loose(current.map(|time| shifted(time, -12)).unwrap_or_default()),
            When::Earlier(months) => {
                let own = current.and_then(stretch).map(Stretch::months);
                let by = months.map(|months| months as i32).or(own).unwrap_or_default();
                loose(current.map(|time| shifted(time, by)).unwrap_or_default())
            }
            When::SameIn(year) => {
                let asked = current.and_then(stretch).map(|s| {
                    let by = s.from.div_euclid(12) - year;
                    Stretch { from: s.from - 12 * by, to: s.to - 12 * by }
                });
                asked.map_or_else(|| firm(Vec::new()), |asked| self.stretch(asked, list))
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
                Candidates { firm: false, ..firm(if enough { times } else { Vec::new() }) }
            }
        }
    }

    /// Exactly these months; or those periods that make them up; or, of a bare year, the financial years that touch it.
    fn stretch(&self, asked: Stretch, list: &[usize]) -> Candidates {
        let stretch = |time: usize| self.facts.times[time].stretch;
        let exact: Vec<_> = list.iter().copied().filter(|&time| stretch(time) == Some(asked)).collect();
        if let Some(&time) = exact.first() {
            return Candidates { options: vec![vec![time]], firm: true, stranger: false, carried: false };
        }
        let inside = |time: &usize| {
            stretch(*time).is_some_and(|s| s.from >= asked.from && s.to <= asked.to)
                && self.facts.times[*time].parts.is_empty()
        };
        let inside: Vec<_> = list.iter().copied().filter(inside).collect();
        let months: i32 = inside.iter().filter_map(|&time| stretch(time)).map(Stretch::months).sum();
        if months == asked.months() {
            return Candidates { options: vec![inside], firm: true, stranger: false, carried: false };
        }
        // "in 2019" of what is counted on one day of each year.
        let days = |time: &&usize| self.facts.times[**time].is_day;
        if let Some(&time) = inside.first().filter(|_| inside.len() == 1 && asked.months() == 12).filter(days) {
            return Candidates { options: vec![vec![time]], firm: true, stranger: false, carried: false };
        }
        // "In the year to April 2024" of figures for each April.
        let ends = |time: &usize| stretch(*time).is_some_and(|s| s.to == asked.to && s.months() == 1);
        if asked.months() == 12 && inside.len() == 1 && inside.iter().all(ends) {
            return Candidates { options: vec![inside], firm: false, stranger: false, carried: false };
        }
        // "2017" beside "2017/18", or the year to June beside the year to March: not the same, but often written so.
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
        Candidates {
            stranger: near.is_empty(),
            options: near.into_iter().map(|time| vec![time]).collect(),
            firm: false,
            carried: false,
        }
    }
}
