//! Checks shares: the part stands beside the percentage, and the whole is named or understood.

use super::bind::ClaimContext;
use super::claim::{Claim, ClaimKind};
use super::explain::{self, plain};
use super::facts::FactKind;
use super::finding::UnplacedFinding;
use super::judge::{self, ClaimVerdict, Match};
use super::memory::StatedFigure;
use super::range::Range;
use super::solve::{right, severity};

type Ratio = fn(&ClaimContext) -> Option<(StatedFigure, StatedFigure)>;

/// The rules that find both the part and the whole among the figures of the sentence, in order.
const RATIOS: [(&str, Ratio); 4] = [
    ("part and whole in brackets", |claim| claim.bracketed_ratio()),
    ("part of the whole before it", |claim| claim.part_of_the()),
    ("whole first, then its part", |claim| claim.of_the_whole()),
    ("part made up of the whole", |claim| claim.made_up()),
];

type Share = fn(&ClaimContext) -> Option<UnplacedFinding>;

/// The rules for shares of which the text does not give both figures, in order.
const SHARES: [(&str, Share); 5] = [
    ("which of them", |claim| claim.of_which()),
    ("part beside the percentage", |claim| claim.part().cloned().map(|part| claim.share_of(part))),
    ("percentage of the data", |claim| claim.published_share()),
    ("area of a group", |claim| claim.share_of_a_group()),
    ("measure of another", |claim| claim.named_share()),
];

impl ClaimContext<'_> {
    fn held_share(&self, found: Range) -> Match {
        let claim = self.claim;
        match claim.kind {
            ClaimKind::ShareFraction => judge::fraction(found.times(0.01), claim.value, claim.hedge),
            _ => judge::number(found, claim.value, claim.step, claim.hedge),
        }
    }

    /// The count that stands beside the percentage: "17, or 36%,", "146 offences – 0.4 per cent", "36% (17)".
    fn part(&self) -> Option<&StatedFigure> {
        let figure = &self.claim.figure;
        let stated = self.memory.of_sentence(self.line.sentence);
        let beside = |stated: &&StatedFigure| {
            let between = |at: usize| {
                self.claims
                    .iter()
                    .any(|other| other.figure.start <= at && at < other.figure.end && other.figure != *figure)
            };
            // It may be farther off if a dash or a bracket sets the percentage apart: "520 had been empty for months –
            // 35 per cent".
            let apart = self.text.is(self.claim.start.wrapping_sub(1), &["–", "—", "("]);
            let reach = if apart { 14 } else { 7 };
            let ahead = stated.figure.end <= figure.start && figure.start - stated.figure.end <= reach;
            let behind = stated.figure.start >= figure.end
                && stated.figure.start - figure.end <= 2
                && self.text.is(stated.figure.start - 1, &["("]);
            let gap = if ahead { stated.figure.end..figure.start } else { figure.end..stated.figure.start };
            let touches =
                gap.clone().any(|at| self.text.is(at, &["–", "—", "-", "(", ",", "or"])) && !gap.clone().any(between);
            let goes_on =
                gap.clone().any(|at| self.text.is(at, &["and", "in", "while", "but", "with", "compared", "to"]));
            (ahead || behind) && touches && !goes_on
        };
        let mut found: Vec<_> = stated.filter(beside).collect();
        found.sort_by_key(|stated| stated.figure.start.abs_diff(figure.start));
        found.first().copied()
    }

    /// Checks a share by the first rule that applies.
    pub fn share(&self) -> UnplacedFinding {
        let ratio = RATIOS.iter().find_map(|(name, rule)| {
            let (part, whole) = rule(self)?;
            Some(self.ratio_of(&part, &whole).by(name))
        });
        let other = || SHARES.iter().find_map(|(name, rule)| rule(self).map(|answer| answer.by(name)));
        ratio
            .or_else(other)
            .unwrap_or_else(|| UnplacedFinding::none("The data do not have both the part and the whole."))
    }

    /// `84 of the 1,030 moped crimes – eight per cent –`: the part and the whole both stand before it.
    fn part_of_the(&self) -> Option<(StatedFigure, StatedFigure)> {
        let start = self.claim.figure.start;
        let before = || self.memory.of_sentence(self.line.sentence).filter(|stated| stated.figure.end <= start);
        let whole = before().max_by_key(|stated| stated.figure.end)?;
        let apart = self.text.is(self.claim.start.wrapping_sub(1), &["–", "—", "("]);
        let links = |part: &&StatedFigure| {
            let mut gap = part.figure.end..whole.figure.start;
            part.figure.end < whole.figure.start
                && gap.len() <= 3
                && gap.all(|at| self.text.is(at, &["of", "the", "all", "its", "their"]))
        };
        let part = before().find(links).filter(|_| apart)?;
        Some((part.clone(), whole.clone()))
    }

    fn stated_at(&self, claim: &Claim) -> Option<StatedFigure> {
        let mut stated = self.memory.of_sentence(self.line.sentence);
        stated.find(|stated| stated.figure == claim.figure).cloned()
    }

    /// `53% (311 of 590 patients)`: the sum stands in brackets behind it.
    fn bracketed_ratio(&self) -> Option<(StatedFigure, StatedFigure)> {
        let end = self.claim.figure.end;
        let mut behind = self.claims.iter().filter(|other| other.figure.start >= end);
        let (part, whole) = (behind.next()?, behind.next()?);
        let bracket = part.figure.start <= end + 14 && self.text.is(part.figure.start.wrapping_sub(1), &["("]);
        let mut gap = part.figure.end..whole.figure.start;
        let of = (1..=3).contains(&gap.len()) && gap.all(|at| self.text.is(at, &["of", "out", "the", "/"]));
        (bracket && of).then(|| Some((self.stated_at(part)?, self.stated_at(whole)?)))?
    }

    /// `Of the 103 deaths, 31 were in North Wales – 30 per cent`: the whole is named first, the part stands nearest.
    fn of_the_whole(&self) -> Option<(StatedFigure, StatedFigure)> {
        let start = self.claim.figure.start;
        let mut before = self.claims.iter().filter(|other| other.figure.end <= start && other.kind == ClaimKind::Count);
        let whole = before.find(|whole| {
            let of = whole.figure.start.saturating_sub(2).max(self.line.tokens.start)..whole.figure.start;
            of.into_iter().any(|at| self.text.is(at, &["of"]))
        })?;
        let part = before.next_back().filter(|part| part.value < whole.value)?;
        let apart = self.text.is(self.claim.start.wrapping_sub(1), &["–", "—", "(", "or", ","]);
        apart.then(|| Some((self.stated_at(part)?, self.stated_at(whole)?)))?
    }

    /// `its 1,512 offences made up 1.2 per cent of the 121,300`.
    fn made_up(&self) -> Option<(StatedFigure, StatedFigure)> {
        let whole = self.stated_at(&self.claims[self.claim.whole?])?;
        let start = self.claim.start;
        let says = (start.saturating_sub(4).max(self.line.tokens.start)..start).any(|at| {
            self.text.is(at, &["made", "make", "makes", "accounted", "account", "represented", "represent", "formed"])
        });
        let before = self.memory.of_sentence(self.line.sentence).filter(|part| part.figure.end <= start);
        let part = before.max_by_key(|part| part.figure.end).filter(|_| says)?;
        Some((part.clone(), whole))
    }

    fn ratio_of(&self, part: &StatedFigure, whole: &StatedFigure) -> UnplacedFinding {
        let Some(found) = part.found.over(whole.found).map(|ratio| ratio.times(100.0)) else {
            return UnplacedFinding::none("The whole is zero.");
        };
        let matched = self.held_share(found);
        let cells: Vec<_> = part.cells.iter().chain(&whole.cells).copied().collect();
        let why = [
            &*plain(part.found.value),
            " of ",
            &plain(whole.found.value),
            ": ",
            &crate::words::decimal(found.value, 1),
            "%",
        ]
        .concat();
        if matched.is_right() {
            return right(matched, found, cells, why);
        }
        if !(part.right && whole.right) {
            return UnplacedFinding::none("The part or the whole is not certain.");
        }
        let why = [&why, ". ", &explain::says(self.claim, self.surface()), "."].concat();
        let severity = Some(severity(found.value, self.claim.value, self.claim.step.max(1e-9)));
        UnplacedFinding {
            verdict: ClaimVerdict::Contradicted,
            severity,
            found: Some(found),
            cells,
            why,
            rule: "",
            candidates: Vec::new(),
        }
    }

    /// `2,610 moped crimes, of which 39 per cent were in Camden`. This reading may verify a claim, never contradict it.
    fn of_which(&self) -> Option<UnplacedFinding> {
        let start = self.claim.start;
        let which = (start.saturating_sub(3)..start).any(|at| self.text.is(at, &["which", "these", "those", "them"]));
        let whole = self
            .memory
            .of_sentences(self.line.sentence.saturating_sub(1), self.line.sentence)
            .find(|stated| stated.figure.end <= start)?;
        let area = self.line.areas.iter().find(|mention| mention.start >= self.claim.figure.end)?;
        let (true, &[area]) = (which, &area.areas[..]) else { return None };
        let (part, mut cells) = self.facts.sum(whole.times.iter().map(|&time| (area, time)), whole.measure)?;
        let found = part.over(whole.found)?.times(100.0);
        let matched = self.held_share(found);
        cells.extend(whole.cells.iter().copied());
        let why =
            [&*plain(part.value), " of ", &plain(whole.found.value), ": ", &crate::words::decimal(found.value, 1), "%"]
                .concat();
        matched.is_right().then(|| right(matched, found, cells, why))
    }

    /// Every whole that the part may be of, and whether it is a likely one. The likely ones come first.
    fn wholes(&self, part: &StatedFigure) -> Vec<(Range, Vec<super::facts::CellIndex>, bool)> {
        let facts = self.facts;
        let mut wholes = Vec::new();
        let mut push = |found: Option<(Range, Vec<super::facts::CellIndex>)>, likely: bool| {
            if let Some((range, cells)) = found.filter(|(range, _)| range.high >= part.found.low && range.value > 0.0) {
                wholes.push((range, cells, likely));
            }
        };
        // The whole stands behind "of".
        if let Some(whole) = self.claim.whole {
            let whole = &self.claims[whole];
            push(Some((Range::exactly(whole.value), Vec::new())), true);
        }
        let base = (0..facts.measures.len()).find(|&at| facts.measures[at].kind == FactKind::Count);
        let total = |areas: &[usize], times: &[usize], measure: usize| {
            let places: Vec<_> = areas.iter().flat_map(|&area| times.iter().map(move |&time| (area, time))).collect();
            facts.sum(places.into_iter(), measure)
        };
        if let Some(base) = base.filter(|base| *base != part.measure) {
            push(total(&part.areas, &part.times, base), true);
        }
        if let Some(nation) = facts.nation.filter(|nation| part.areas != [*nation]) {
            push(total(&[nation], &part.times, part.measure), true);
        }
        for group in (0..facts.areas.len()).filter(|&at| !facts.areas[at].members.is_empty()) {
            if part.areas.iter().all(|area| facts.areas[group].members.contains(area)) {
                push(total(&[group], &part.times, part.measure), true);
            }
        }
        // Any other larger figure: if the claim agrees with one of these, it is not certain which whole is meant.
        for &area in part.areas.iter().chain(facts.nation.iter()) {
            for measure in facts.measures_of(area) {
                for time in facts.times_of(area, measure) {
                    if facts.measures[measure].kind == FactKind::Count
                        && (measure, time) != (part.measure, part.times[0])
                    {
                        push(facts.figure(area, time, measure), false);
                    }
                }
            }
        }
        for stated in self.memory.stated.iter().rev().take_while(|stated| stated.sentence + 2 >= self.line.sentence) {
            if stated.found.value > part.found.value {
                push(Some((stated.found, stated.cells.clone())), false);
            }
        }
        wholes
    }

    fn share_of(&self, part: StatedFigure) -> UnplacedFinding {
        let wholes = self.wholes(&part);
        let share = |whole: Range| part.found.over(whole).map(|ratio| ratio.times(100.0));
        let explain = |whole: Range, found: Range| {
            [&plain(part.found.value), " of ", &plain(whole.value), ": ", &crate::words::decimal(found.value, 1), "%"]
                .concat()
        };
        let mut off = None;
        let mut unsure = false;
        for (whole, cells, likely) in wholes {
            let Some(found) = share(whole) else { continue };
            let matched = self.held_share(found);
            if matched.is_right() && likely {
                let mut all = part.cells.clone();
                all.extend(cells);
                return right(matched, found, all, explain(whole, found));
            }
            unsure |= matched.is_right();
            if likely && off.is_none() {
                off = Some((whole, found, cells));
            }
        }
        match off {
            // The part stands beside it and is right, and no whole in the data makes the percentage true.
            Some((whole, found, cells))
                if !unsure
                    && part.right
                    && !self.has_another_whole(&part)
                    && self.claim.kind == ClaimKind::SharePerCent
                    && !self.of_something_else() =>
            {
                let why = [&explain(whole, found), ". ", &explain::says(self.claim, self.surface()), "."].concat();
                let severity = Some(severity(found.value, self.claim.value, self.claim.step.max(1e-9)));
                let mut all = part.cells;
                all.extend(cells);
                UnplacedFinding {
                    verdict: ClaimVerdict::Contradicted,
                    severity,
                    found: Some(found),
                    cells: all,
                    why,
                    rule: "",
                    candidates: Vec::new(),
                }
            }
            _ => UnplacedFinding::none("The whole that this is a part of is not certain."),
        }
    }

    /// `Chalford's empty homes make up a third of the county's total`: an area before the number, and one that holds it
    /// behind.
    fn share_of_a_group(&self) -> Option<UnplacedFinding> {
        let figure = &self.claim.figure;
        let part = self.line.areas.iter().rev().find(|mention| mention.end <= figure.start)?;
        let whole = self.line.areas.iter().find(|mention| mention.start >= figure.end)?;
        let (&[area], &[group]) = (&part.areas[..], &whole.areas[..]) else { return None };
        let holds =
            self.facts.areas[group].members.contains(&area) || Some(group) == self.facts.nation && area != group;
        if !holds {
            return None;
        }
        let (measures, _) = self.measures();
        for &measure in measures.iter().filter(|&&measure| self.facts.measures[measure].kind == FactKind::Count).take(1)
        {
            for times in self.times(area, measure).options.iter().take(1) {
                let sum = |area| self.facts.sum(times.iter().map(|&time| (area, time)), measure);
                let ((part, mut cells), (whole, more)) = (sum(area)?, sum(group)?);
                let found = part.over(whole)?.times(100.0);
                let matched = self.held_share(found);
                cells.extend(more);
                let why = of_whole(part.value, whole.value, found.value);
                if matched.is_right() {
                    return Some(right(matched, found, cells, why));
                }
            }
        }
        None
    }

    /// Whether the sentence has a larger count that is no figure of the data, which may be the whole.
    fn has_another_whole(&self, part: &StatedFigure) -> bool {
        self.claims.iter().any(|other| {
            let larger = other.kind == ClaimKind::Count && other.value > part.found.value;
            let known =
                self.memory.of_sentence(self.line.sentence).any(|stated| stated.right && stated.figure == other.figure);
            larger && !known
        })
    }

    /// Whether the whole is named and is no measure of the data: "36% of those arrested".
    fn of_something_else(&self) -> bool {
        let end = self.claim.figure.end;
        let of = (end..end + 3).find(|&at| self.text.is(at, &["of"]));
        let Some(of) = of else { return false };
        if self.claim.whole.is_some() {
            return false;
        }
        let stop = (of + 1..of + 10)
            .find(|&at| self.text.is(at, &[",", ".", "–", ")", "in", "were", "was"]))
            .unwrap_or(of + 10);
        let known = (of + 1..stop).any(|at| {
            let word = self.text.word(at);
            self.text.is(at, &["total", "offences", "crimes", "incidents", "cases", "national", "all", "reports"])
                || (0..self.facts.measures.len()).any(|measure| self.facts.says(measure, word))
        });
        !known
    }

    /// Checks the claim against the percentages that the data themselves have.
    fn published_share(&self) -> Option<UnplacedFinding> {
        let facts = self.facts;
        let candidates = self.areas();
        for area in &candidates.options {
            for measure in facts.measures_of(area[0]) {
                let label = facts.measures[measure].label.to_lowercase();
                let per_cent = label.contains('%')
                    || label.contains("per cent")
                    || label.contains("percent")
                    || label.contains("proportion")
                    || label.contains("rate");
                if facts.measures[measure].kind != FactKind::Rate || !per_cent || label.contains("per 1") {
                    continue;
                }
                for times in self.times(area[0], measure).options {
                    let [time] = times[..] else { continue };
                    let Some((found, cells)) = facts.figure(area[0], time, measure) else { continue };
                    let matched = self.held_share(found);
                    if matched.is_right() && matched != Match::Stretched {
                        let why = explain::level(facts, area, &times, found, &cells);
                        return Some(right(matched, found, cells, why));
                    }
                }
            }
        }
        None
    }

    /// `X accounted for 44 per cent`: only the measure names the part. This may verify a claim, never contradict it.
    fn named_share(&self) -> Option<UnplacedFinding> {
        let facts = self.facts;
        let base = (0..facts.measures.len()).find(|&at| facts.measures[at].kind == FactKind::Count)?;
        let said = |measure: usize| {
            let words = &facts.measures[measure].words;
            let own: Vec<_> = words.iter().filter(|word| !facts.measures[base].words.contains(word)).collect();
            !own.is_empty()
                && own.iter().all(|word| self.line.tokens.clone().any(|at| self.text.get(at).stem == **word))
        };
        let parts: Vec<_> = (0..facts.measures.len())
            .filter(|&at| at != base && facts.measures[at].kind == FactKind::Count && said(at))
            .collect();
        let candidates = self.areas();
        let each = self.line.tokens.clone().any(|at| self.text.is(at, &["each", "both"]));
        for area in &candidates.options {
            let mut found_all: Vec<(Range, Match, Vec<super::facts::CellIndex>, Range, Range)> = Vec::new();
            for &measure in &parts {
                for times in self.times(area[0], measure).options.iter().take(2) {
                    let places = |measure| facts.sum(times.iter().map(|&time| (area[0], time)), measure);
                    let (Some((part, mut cells)), Some((whole, more))) = (places(measure), places(base)) else {
                        continue;
                    };
                    let Some(found) = part.over(whole).map(|ratio| ratio.times(100.0)) else { continue };
                    cells.extend(more);
                    found_all.push((found, self.held_share(found), cells, part, whole));
                    break;
                }
            }
            let sound = if each {
                !found_all.is_empty() && found_all.iter().all(|one| one.1.is_right())
            } else {
                found_all.iter().any(|one| one.1.is_right())
            };
            if sound
                && let Some((found, matched, cells, part, whole)) =
                    found_all.into_iter().rev().find(|one| one.1.is_right())
            {
                let why = of_whole(part.value, whole.value, found.value);
                return Some(right(matched, found, cells, why));
            }
        }
        None
    }
}

/// A share in words: `146 of 41,246: 0.4%`.
fn of_whole(part: f64, whole: f64, share: f64) -> String {
    [&*plain(part), " of ", &plain(whole), ": ", &crate::words::decimal(share, 1), "%"].concat()
}
