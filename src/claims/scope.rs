//! Claims over many areas: which is first, and how many did something.

use super::bind::Spot;
use super::explain::plain;
use super::finding::Answer;
use super::frame::Kind;
use super::judge::Verdict;
use super::lexicon::{Direction, direction};
use super::range::Range;

impl Spot<'_> {
    /// The group that is spoken of: named here, or the last one named before, or the only one.
    fn scope(&self) -> Option<(usize, bool)> {
        let facts = self.facts;
        let group = |areas: &[usize]| areas.iter().copied().find(|&area| !facts.areas[area].members.is_empty());
        let here = self.line.areas.iter().find_map(|mention| group(&mention.areas));
        here.map(|group| (group, true)).or_else(|| {
            let groups: Vec<_> = (0..facts.areas.len()).filter(|&at| !facts.areas[at].members.is_empty()).collect();
            let area = self.line.areas.iter().flat_map(|mention| &mention.areas).next()?;
            // One group, that the area belongs to, and the sentence names no other scope.
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
    pub fn of_areas(&self, of: f64) -> Answer {
        let facts = self.facts;
        let unclear = || Answer::none("How many areas there are is not in the data.");
        let Some((group, _)) = self.scope() else { return unclear() };
        let members = &facts.areas[group].members;
        if members.len() as f64 != of {
            return unclear();
        }
        let said = (self.claim.end..self.line.tokens.end).find_map(|at| direction(self.text.word(at)));
        let Some(said) = said else { return unclear() };
        let (measures, _) = self.measures();
        let Some(&measure) = measures.first() else { return unclear() };
        let list = facts.times_of(group, measure);
        let ([Some(&last), Some(&first)], cells) = ([list.first(), list.get(1)], Vec::new()) else { return unclear() };
        let moved = members.iter().filter(|&&member| {
            let value = |time| facts.figure(member, time, measure).map(|(range, _)| range.value);
            match (value(first), value(last), said) {
                (Some(first), Some(last), Direction::Up) => last > first,
                (Some(first), Some(last), Direction::Down) => last < first,
                _ => false,
            }
        });
        let moved = moved.count() as f64;
        if moved == self.claim.value {
            let why = [&plain(moved), " of ", &plain(of), "."].concat();
            return Answer {
                verdict: Verdict::Verified,
                severity: None,
                found: Some(Range::exactly(moved)),
                cells,
                why,
            };
        }
        unclear()
    }

    /// The largest, where the whole scope is in the data.
    pub fn rank(&self) -> Answer {
        let facts = self.facts;
        let Kind::Rank { highest, place, change, record } = self.claim.kind else { return Answer::none("") };
        if record {
            return Answer::none("The data do not reach back to the beginning of the record.");
        }
        let unclear = || Answer::none("Not every area that this is said of is in the data.");
        let Some((group, _)) = self.scope() else { return unclear() };
        let slot = self.areas();
        let own: Vec<usize> = slot.options.iter().flatten().copied().collect();
        let members = &facts.areas[group].members;
        let named =
            self.line.areas.iter().flat_map(|mention| &mention.areas).copied().find(|area| members.contains(area));
        let Some(own) = named.or_else(|| own.into_iter().find(|area| members.contains(area))) else { return unclear() };
        let (measures, _) = self.measures();
        let Some(&measure) = measures.first() else { return unclear() };
        let list = facts.times_of(group, measure);
        let Some(&last) = list.first() else { return unclear() };
        let value = |area: usize, time: usize| facts.figure(area, time, measure).map(|(range, _)| range.value);
        let sizes = |relative: bool| -> Option<Vec<(usize, f64)>> {
            members
                .iter()
                .map(|&area| {
                    let now = value(area, last)?;
                    let size = match change {
                        None => now,
                        Some(up) => {
                            let before = value(area, *list.get(1)?)?;
                            let moved = if relative { (now - before) / before } else { now - before };
                            if up { moved } else { -moved }
                        }
                    };
                    Some((area, size))
                })
                .collect()
        };
        let holds = |relative: bool| {
            let sizes = sizes(relative)?;
            let own_size = sizes.iter().find(|(area, _)| *area == own)?.1;
            let above =
                sizes.iter().filter(|(_, size)| if highest { *size > own_size } else { *size < own_size }).count();
            Some(above + 1 == place)
        };
        // A rise may be in numbers or in per cent: right only if both say so.
        if holds(false) == Some(true) && (change.is_none() || holds(true) == Some(true)) {
            let moved = || Some(value(own, last)? - value(own, *list.get(1)?)?);
            let found = if change.is_some() { moved() } else { value(own, last) }.map(Range::exactly);
            let why = [
                facts.areas[own].name.as_str(),
                " is first among the ",
                &plain(members.len() as f64),
                " in ",
                &facts.areas[group].name,
                ".",
            ]
            .concat();
            return Answer {
                verdict: Verdict::Verified,
                severity: None,
                found,
                cells: vec![(own, last, measure)],
                why,
            };
        }
        unclear()
    }
}
