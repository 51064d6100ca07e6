//! What a claim that was not understood may be about: notes that its author can give it, each with its sum, likeliest
//! first.

use super::bind::ClaimContext;
use super::claim::ClaimKind;
use super::facts::CellIndex;
use super::finding::Candidate;
use super::judge::ClaimVerdict;
use super::names::akin;
use super::pin::{self, Pin, Pinned};

/// How many are offered.
const MOST: usize = 3;
/// How many areas, periods and measures are tried.
const AREAS: usize = 4;
const PERIODS: usize = 8;
const MEASURES: usize = 4;

impl ClaimContext<'_> {
    /// The notes that fit the kind of the claim: those that agree with its number first, then those that the sentence
    /// names more of.
    pub fn candidates(&self) -> Vec<Candidate> {
        let mut found: Vec<(bool, usize, Candidate)> = Vec::new();
        for area in self.likely_areas() {
            for &measure in self.measures().0.iter().take(MEASURES) {
                let mut times = self.facts.times_of(area, measure);
                // The periods that the sentence names come first.
                times.sort_by_key(|&time| std::cmp::Reverse(self.says_period(time)));
                times.truncate(PERIODS);
                for says in self.notes(area, measure, &times) {
                    let pin = Pin { start: 0, end: 0, says };
                    let Ok(Pinned::Is(value, cells, why)) = pin::resolve(&pin, self.facts) else { continue };
                    let named = cells.iter().map(|cell| self.named_parts(*cell)).sum();
                    let answer = pin::answer(self.claim, self.surface(), value, cells, why.clone());
                    let agrees = answer.verdict != ClaimVerdict::Contradicted;
                    // What neither agrees nor is named by more than a word is no help.
                    if !agrees && named < 2 {
                        continue;
                    }
                    found.push((agrees, named, Candidate { claim: pin.says, sum: why, agrees }));
                }
            }
        }
        found.sort_by_key(|(agrees, named, _)| std::cmp::Reverse((*agrees, *named)));
        found.dedup_by(|(_, _, one), (_, _, other)| one.claim == other.claim);
        found.truncate(MOST);
        found.into_iter().map(|(_, _, candidate)| candidate).collect()
    }

    /// The areas named in the sentence; else those spoken of before, and the nation.
    fn likely_areas(&self) -> Vec<usize> {
        let here = self.line.areas.iter().flat_map(|mention| &mention.areas).copied();
        let before = self.memory.areas.iter().flat_map(|(areas, _)| areas).copied();
        let mut areas: Vec<usize> = Vec::new();
        for area in here.chain(before).chain(self.memory.focus).chain(self.facts.nation) {
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        areas.truncate(AREAS);
        areas
    }

    /// The notes of the claim's kind on an area, for these periods.
    fn notes(&self, area: usize, measure: usize, times: &[usize]) -> Vec<String> {
        let facts = self.facts;
        let (area_name, label) = (&facts.areas[area].name, &facts.measures[measure].label);
        // A note is a list with commas, so a name with one cannot stand in it.
        let comma = |name: &String| name.contains(',');
        if comma(area_name) || measure > 0 && comma(label) {
            return Vec::new();
        }
        let more = if measure > 0 { [", ", label].concat() } else { String::new() };
        let time = |time: usize| &facts.times[time].label;
        let mut notes = Vec::new();
        let verb = match self.claim.kind {
            ClaimKind::ChangePerCent | ClaimKind::ChangeFraction => "pct",
            ClaimKind::ChangeCount | ClaimKind::Points => "diff",
            ClaimKind::Multiple => "times",
            ClaimKind::SharePerCent | ClaimKind::ShareFraction => {
                let groups = (0..facts.areas.len()).filter(|&at| facts.areas[at].members.contains(&area));
                for whole in groups.chain(facts.nation).filter(|&whole| whole != area) {
                    let whole = &facts.areas[whole].name;
                    notes.extend(times.iter().map(|&at| format!("share({area_name}, {whole}, {}{more})", time(at))));
                }
                return notes;
            }
            ClaimKind::Count => {
                notes.extend(times.iter().map(|&at| format!("count({area_name}, {}{more})", time(at))));
                return notes;
            }
            _ => return notes,
        };
        for &last in times {
            let earlier = times.iter().filter(|&&first| facts.end(first) < facts.end(last));
            notes.extend(earlier.map(|&first| format!("{verb}({area_name}, {}, {}{more})", time(first), time(last))));
        }
        notes
    }

    fn says_period(&self, time: usize) -> bool {
        let label = &self.facts.times[time].label;
        let sentence = self.text.source.get(self.sentence_bytes()).unwrap_or_default();
        sentence.contains(label.as_str())
    }

    fn sentence_bytes(&self) -> std::ops::Range<usize> {
        let tokens = &self.line.tokens;
        self.text.get(tokens.start).start.byte..self.text.get(tokens.end.saturating_sub(1)).end.byte
    }

    /// How many of a figure's area, period and measure the sentence names.
    fn named_parts(&self, (area, time, measure): CellIndex) -> usize {
        let place = self.line.areas.iter().any(|mention| mention.areas.contains(&area));
        let said = |word: &String| self.line.tokens.clone().any(|at| akin(&self.text.get(at).stem, word));
        let words = &self.facts.measures[measure].words;
        usize::from(place) + usize::from(self.says_period(time)) + usize::from(words.iter().all(said))
    }
}
