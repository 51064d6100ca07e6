//! Checks claims over many areas: which is first, and how many rose or fell.

use super::bind::ClaimContext;
use super::claim::ClaimKind;
use super::explain::{self, plain};
use super::finding::UnplacedFinding;
use super::judge::ClaimVerdict;
use super::movement::{ChangeDirection, direction};
use super::range::Range;

/// It is never certain enough which areas are meant and how they are compared, so no such claim is called wrong.
const NOT_BORNE_OUT: &str = "These figures do not bear it out; others may be meant.";

impl ClaimContext<'_> {
    /// The group that the claim is over, and whether the sentence names it. If it names none, the only group of the
    /// data.
    fn scope(&self) -> Option<(usize, bool)> {
        let facts = self.facts;
        let group = |areas: &[usize]| areas.iter().copied().find(|&area| !facts.areas[area].members.is_empty());
        let here = self.line.areas.iter().find_map(|mention| group(&mention.areas));
        here.map(|group| (group, true)).or_else(|| {
            let groups: Vec<_> = (0..facts.areas.len()).filter(|&at| !facts.areas[at].members.is_empty()).collect();
            let area = self.line.areas.iter().flat_map(|mention| &mention.areas).next()?;
            // There is only one group, the area belongs to it, and the sentence names no other scope.
            let named = self
                .line
                .tokens
                .clone()
                .any(|at| self.text.is(at, &["region", "country", "nationally", "county", "nation"]));
            match groups[..] {
                [group] if facts.areas[group].members.contains(area) && !named => Some((group, false)),
                _ => None,
            }
        })
    }

    /// `three of the four Welsh forces saw the number go up`.
    pub fn of_areas(&self, of: f64) -> UnplacedFinding {
        let facts = self.facts;
        let unclear = || UnplacedFinding::none("How many areas there are is not in the data.");
        let Some((group, _)) = self.scope() else { return unclear() };
        let members = &facts.areas[group].members;
        if members.len() as f64 != of {
            return unclear();
        }
        let said = (self.claim.end..self.line.tokens.end).find_map(|at| direction(self.text.word(at)));
        let Some(said) = said else { return unclear() };
        let (measures, _) = self.measures();
        let Some(&measure) = measures.first() else { return unclear() };
        let spans = self.two_times(self.base(), &facts.times_of(group, measure)).0;
        // `times_of` lists only the periods for which each area of the group has a figure.
        let moved = |[first, last]: [usize; 2]| {
            let value = |member, time| facts.figure(member, time, measure).map(|(range, _)| range.value);
            let goes = |&&member: &&usize| match (value(member, first), value(member, last), said) {
                (Some(first), Some(last), ChangeDirection::Up) => last > first,
                (Some(first), Some(last), ChangeDirection::Down) => last < first,
                _ => false,
            };
            members.iter().filter(goes).count() as f64
        };
        if spans.is_empty() {
            return unclear();
        }
        // It has to hold for all periods that may be meant, or it is not certain.
        if spans.iter().any(|&span| moved(span) != self.claim.value) {
            return UnplacedFinding::none(NOT_BORNE_OUT);
        }
        let why = [&plain(self.claim.value), " of ", &plain(of), "."].concat();
        let found = Some(Range::exactly(self.claim.value));
        UnplacedFinding {
            verdict: ClaimVerdict::Verified,
            severity: None,
            found,
            cells: Vec::new(),
            why,
            rule: "",
            candidates: Vec::new(),
        }
    }

    /// The periods that a ranking may be of, likeliest first: two for a ranking of changes, one twice for one of
    /// counts.
    fn ranked(&self, group: usize, measure: usize, of_changes: bool) -> Vec<[usize; 2]> {
        let list = self.facts.times_of(group, measure);
        if of_changes {
            return self.two_times(self.base(), &list).0;
        }
        let times = match self.period() {
            Some(_) => self.times(group, measure).options,
            // No period is named: the one spoken of, or the latest.
            None => [self.current(&list), list.first().copied()].into_iter().flatten().map(|time| vec![time]).collect(),
        };
        times.iter().filter_map(|times| if let [time] = times[..] { Some([time, time]) } else { None }).collect()
    }

    /// Checks a ranking, if every area that it is over is in the data.
    pub fn rank(&self) -> UnplacedFinding {
        let facts = self.facts;
        let ClaimKind::Rank { highest, place, change, record } = self.claim.kind else {
            return UnplacedFinding::none("");
        };
        if record {
            return UnplacedFinding::none("The data do not reach back to the beginning of the record.");
        }
        let unclear = || UnplacedFinding::none("Not every area that this is said of is in the data.");
        let Some((group, _)) = self.scope() else { return unclear() };
        let candidates = self.areas();
        let own: Vec<usize> = candidates.options.iter().flatten().copied().collect();
        let members = &facts.areas[group].members;
        let named =
            self.line.areas.iter().flat_map(|mention| &mention.areas).copied().find(|area| members.contains(area));
        let Some(own) = named.or_else(|| own.into_iter().find(|area| members.contains(area))) else { return unclear() };
        let (measures, _) = self.measures();
        let Some(&measure) = measures.first() else { return unclear() };
        let value = |area: usize, time: usize| facts.figure(area, time, measure).map(|(range, _)| range.value);
        let size = |area: usize, [earlier, later]: [usize; 2], relative: bool| {
            let now = value(area, later)?;
            let Some(up) = change else { return Some(now) };
            let before = value(area, earlier)?;
            let moved = if !relative {
                now - before
            } else if before > 0.0 {
                (now - before) / before
            } else {
                return None;
            };
            Some(if up { moved } else { -moved })
        };
        let holds = |span: [usize; 2], relative: bool| {
            let own_size = size(own, span, relative)?;
            let others = members.iter().filter(|&&area| area != own).map(|&area| size(area, span, relative));
            let others = others.collect::<Option<Vec<_>>>()?;
            let ahead =
                others.iter().filter(|size| if highest { **size > own_size } else { **size < own_size }).count();
            Some(ahead + 1 == place && !others.contains(&own_size))
        };
        let spans = self.ranked(group, measure, change.is_some());
        let Some(&first) = spans.first() else { return unclear() };
        // A rise may be in numbers or in per cent, and of any periods that may be meant: right only if all say so.
        let ways = if change.is_some() { &[false, true][..] } else { &[false] };
        let held = spans.iter().flat_map(|&span| ways.iter().map(move |&relative| (span, relative)));
        let Some(held) = held.map(|(span, relative)| holds(span, relative)).collect::<Option<Vec<_>>>() else {
            return unclear();
        };
        if held.contains(&false) {
            return UnplacedFinding::none(NOT_BORNE_OUT);
        }
        let Some(pair) = self.pair_of(&[own], measure, first[0], first[1]) else { return unclear() };
        let [earlier, later] = pair.found;
        let (found, cells, said) = match change {
            None => {
                let cells = vec![(own, first[1], measure)];
                let said = explain::level(facts, &[own], &first[1..], later, &cells);
                (later, cells, said)
            }
            Some(_) => {
                let found = later.minus(earlier);
                let said = explain::pair(facts, &pair, found, &ClaimKind::ChangeCount);
                (found, pair.cells, said)
            }
        };
        let why = [&said, ", ", &explain::rank(facts, group, highest, place, change), "."].concat();
        UnplacedFinding {
            verdict: ClaimVerdict::Verified,
            severity: None,
            found: Some(found),
            cells,
            why,
            rule: "",
            candidates: Vec::new(),
        }
    }
}
