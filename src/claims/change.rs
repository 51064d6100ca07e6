//! Checks changes and multiples: how much the two figures that a claim compares differ.

use super::about::AboutRule;
use super::bind::ClaimContext;
use super::claim::{Claim, ClaimKind};
use super::explain;
use super::facts::FactKind;
use super::finding::UnplacedFinding;
use super::judge::{self, ClaimVerdict, Match};
use super::memory::PeriodPair;
use super::movement::ChangeDirection;
use super::range::Range;
use super::solve::{right, severity};

impl ClaimContext<'_> {
    /// Checks a change of any kind, or a multiple.
    pub fn change(&self) -> UnplacedFinding {
        if self.claim.kind == ClaimKind::Multiple && self.compares_areas() {
            return UnplacedFinding::none("Two areas are compared.");
        }
        if self.than_elsewhere() {
            return UnplacedFinding::none("Two areas are compared.");
        }
        let pairs = self.pairs();
        if let Some(why) = pairs.stranger.filter(|_| pairs.options.is_empty()) {
            return UnplacedFinding::none(why);
        }
        if pairs.options.iter().all(|pair| !pair.stated) && self.hangs_on_unknown_figures() {
            return UnplacedFinding::none("The figures that it is between are not in the data.");
        }
        let mut off: Option<(&PeriodPair, Range)> = None;
        for (at, pair) in pairs.options.iter().enumerate() {
            let Some(found) = self.comes_to(pair) else { continue };
            let matched = self.held_change(found);
            let wrong_way = self.claim.direction.is_some_and(|direction| !goes(found, direction, &self.claim.kind));
            if matched.is_right() && !wrong_way {
                if self.narrowed_by(pair.measure).is_some() {
                    return UnplacedFinding::none(self.doubt(pair.measure).unwrap_or_default());
                }
                if pairs.firm && at > 0 {
                    return UnplacedFinding::none("Another pair of figures agrees; it is not certain which is meant.");
                }
                let why = explain::pair(self.facts, pair, found, &self.claim.kind);
                return right(matched, found, pair.cells.clone(), why).by(pairs.rule);
            }
            off.get_or_insert((pair, found));
        }
        let Some((pair, found)) = off else { return UnplacedFinding::none("The data do not have both figures.") };
        if pairs.firm && self.held_change(found) != Match::Beyond && self.certain(pair) {
            let mut why = [
                &explain::pair(self.facts, pair, found, &self.claim.kind),
                ". ",
                &explain::says(self.claim, self.surface()),
                ".",
            ]
            .concat();
            if let Some(slip) =
                explain::slip(pair, self.claim).filter(|_| matches!(self.claim.kind, ClaimKind::ChangePerCent))
            {
                why += &[" ", slip, "."].concat();
            }
            let grave = match self.claim.kind {
                ClaimKind::ChangePerCent | ClaimKind::ChangeCount | ClaimKind::Points => {
                    severity(found.value, self.claim.value, self.claim.step.max(1e-9))
                }
                _ => super::finding::FindingSeverity::Material,
            };
            return UnplacedFinding {
                verdict: ClaimVerdict::Contradicted,
                severity: Some(grave),
                found: Some(found),
                cells: pair.cells.clone(),
                why,
                rule: "",
                candidates: Vec::new(),
            };
        }
        let doubt = self.doubt(pair.measure);
        UnplacedFinding::none(doubt.unwrap_or_else(|| "It is not certain which two figures are compared.".into()))
    }

    /// `6,735 thefts in 2018/19, up from 933 – a rise of 633 per cent`: the change of figures that could not be bound, here
    /// or in the sentence that it refers to.
    fn hangs_on_unknown_figures(&self) -> bool {
        let bound =
            |claim: &Claim| self.memory.of_sentence(self.line.sentence).any(|stated| stated.figure == claim.figure);
        let mut before = self
            .claims
            .iter()
            .filter(|other| other.kind == ClaimKind::Count && other.figure.end <= self.claim.figure.start);
        let sentence_before = self.line.sentence.checked_sub(1);
        if self.about.rule == AboutRule::Back && sentence_before.is_some_and(|at| self.memory.unbound.contains(&at)) {
            return true;
        }
        self.about.rule == AboutRule::Link && before.next_back().is_some_and(|last| !bound(last))
    }

    /// `twice as many as in Kent`: the claim compares two areas, not two periods of one.
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

    /// `a third more than Derbyshire's 301`: an area stands right behind "than".
    fn than_elsewhere(&self) -> bool {
        let end = self.claim.figure.end;
        let Some(than) = (end..end + 6).find(|&at| self.text.is(at, &["than", "as"])) else { return false };
        let own = self.line.areas.iter().rev().find(|mention| mention.end <= self.claim.start);
        let other = self.line.areas.iter().find(|mention| mention.start > than && mention.start <= than + 3);
        other.is_some_and(|other| own.is_some_and(|own| own.areas != other.areas))
    }

    /// The change of a pair, in the claim's own unit.
    fn comes_to(&self, pair: &PeriodPair) -> Option<Range> {
        let [earlier, later] = pair.found;
        match self.claim.kind {
            ClaimKind::ChangePerCent | ClaimKind::ChangeFraction => earlier.change_to(later),
            ClaimKind::Multiple => later.over(earlier),
            _ => Some(later.minus(earlier)),
        }
    }

    fn held_change(&self, found: Range) -> Match {
        let claim = self.claim;
        let size = found.absolute();
        match claim.kind {
            ClaimKind::ChangeFraction => {
                let size = size.times(0.01);
                judge::fraction(size, claim.value, claim.hedge)
            }
            ClaimKind::Multiple => {
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

    /// Whether the claim is certainly about this pair, so that it may be called wrong.
    fn certain(&self, pair: &PeriodPair) -> bool {
        let claim = self.claim;
        if self.facts.measures[pair.measure].kind == FactKind::Rate && claim.kind != ClaimKind::Points {
            return false;
        }
        // A figure that only an earlier sentence explains, and that goes the other way, is seldom of the same thing.
        let wrong_way = claim
            .direction
            .is_some_and(|direction| self.comes_to(pair).is_some_and(|found| !goes(found, direction, &claim.kind)));
        let carried = matches!(self.about.rule, AboutRule::Back | AboutRule::Unsaid);
        let about = self.means(pair.measure) && (pair.stated || !wrong_way || !carried);
        // "five times as high" may compare with anything; "tripled" compares with the period before.
        let about = about && (claim.kind != ClaimKind::Multiple || claim.figure.len() == 1);
        let narrowed = self.narrowed(pair.measure);
        // A change in a rate, or from a forecast, is a different sum.
        let other = self.line.tokens.clone().any(|at| {
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
        // If the periods differ in length, the change in the daily number is a reading too.
        let days = pair.times.map(|time| self.facts.times[time].days);
        let by_day = match days {
            [Some(first), Some(last)] if first != last => {
                let scaled = PeriodPair { found: [pair.found[0].times(last / first), pair.found[1]], ..pair.clone() };
                self.comes_to(&scaled).is_some_and(|found| self.held_change(found).is_right())
            }
            _ => false,
        };
        about && !narrowed && !other && !by_day
    }
}

/// Whether a change goes in the stated direction. No change goes in neither.
fn goes(found: Range, direction: ChangeDirection, kind: &ClaimKind) -> bool {
    let threshold = if *kind == ClaimKind::Multiple { 1.0 } else { 0.0 };
    match direction {
        ChangeDirection::Up => found.high > threshold,
        ChangeDirection::Down => found.low < threshold,
    }
}
