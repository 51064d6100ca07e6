//! A dataset and a choice, and every answer that follows from them.

use std::rc::Rc;

use super::change::SAME_LENGTH;
use super::figure::By;
use super::{
    Change, Choice, Funnel, Judgement, NoChange, NoFunnel, NoShares, NoVerdict, PlainChange, Quantity, SharedAnswers,
    Shares, Usual, View,
};
use super::{change, figure, funnel, plain_change, shares, verdict};
use crate::data::{Dataset, Observation, Period};
use crate::stats::{self, Estimate, RankRange};

/// The confidence level of every interval that readers see.
pub const CONFIDENCE: f64 = 0.95;

/// With fewer events than this in a period, the average time between them says nothing.
const FEWEST_FOR_PACE: u64 = 20;

/// Rates are per this many people.
pub const PER: f64 = 100_000.0;

/// With more areas than this, only those in focus are drawn as lines over time: the rest could not be told apart.
pub const MOST_LINES: usize = 400;

/// Whose figures: an area's, or the nation's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An area, by its index in the dataset.
    Area(usize),
    /// The whole that the areas belong to.
    Nation,
}

/// An area's place among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankedPlace {
    /// The place, 1 the highest, and the range of places that are open to it.
    pub range: RankRange,
    /// How many areas are in the order.
    pub areas: usize,
    /// Whether the range allows for chance alone: two periods or ten areas are not there to learn from how much figures
    /// vary from one period to the next.
    pub chance_alone: bool,
}

/// For chosen areas and periods of a dataset: values, changes, standings and verdicts, worked out when asked for, so
/// that a chart of 35,000 areas pays only for the intervals it draws.
///
/// ```
/// use force_compare::compare::{Asked, Basis, Choice, Comparison, Subject, Verdict};
/// use force_compare::data::Payload;
///
/// let json: serde_json::Value = serde_json::from_str(r#"{
///     "format": "force-compare/1",
///     "title": "Child abuse image offences",
///     "language": "en-GB",
///     "measure": {"label": "Offences recorded by police", "singular": "offence", "plural": "offences"},
///     "noun": {"singular": "force", "plural": "forces"},
///     "periods": [
///         {"id": "2016-17", "label": "2016/17", "start": "2016-04-01", "end": "2017-03-31"},
///         {"id": "2017-18", "label": "2017/18", "start": "2017-04-01", "end": "2018-03-31"}
///     ],
///     "areas": [
///         {"id": "bedfordshire", "name": "Bedfordshire"},
///         {"id": "hertfordshire", "name": "Hertfordshire"}
///     ],
///     "counts": [[118, 309], [200, 301]]
/// }"#)?;
/// let dataset = Payload::read(&json)?.dataset;
///
/// // As a page's attributes ask for it: one area, and the default for everything else.
/// let asked = Asked { areas: Some(vec!["bedfordshire".into()]), ..Asked::default() };
/// let (choice, problems) = Choice::resolve(&asked, &dataset);
/// assert!(problems.is_empty());
///
/// let comparison = Comparison::new(&dataset, choice);
/// let area = comparison.choice.areas[0];
/// let change = comparison.change(Subject::Area(area)).unwrap();
/// let percentage = change.percentage().unwrap();
/// assert_eq!((100.0 * percentage.value).round(), 6949.0); // 118 to 200 is a rise of 69.49%.
///
/// let judgement = comparison.judge_change(area).unwrap();
/// assert_eq!(judgement.verdict, Verdict::Above);
/// // Two areas say nothing about what is usual, and there is no national total, so only chance is allowed for.
/// assert_eq!(judgement.basis, Basis::NoChange);
/// assert!(judgement.ranges[0].upper < 30.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The published figures.
    pub dataset: &'a Dataset,
    /// The reader's choice.
    pub choice: Choice,
    known: Rc<SharedAnswers>,
}

impl<'a> Comparison<'a> {
    /// Prepares the answers to a choice.
    pub fn new(dataset: &'a Dataset, choice: Choice) -> Self {
        Self::knowing(dataset, choice, Rc::default())
    }

    /// [`Self::new`], with what another comparison of the same dataset and periods has worked out already.
    pub fn knowing(dataset: &'a Dataset, choice: Choice, known: Rc<SharedAnswers>) -> Self {
        Self { dataset, choice, known }
    }

    /// The answers that depend on all areas and the chosen periods, to hand to [`Self::knowing`] with other areas in
    /// focus.
    pub fn known(&self) -> Rc<SharedAnswers> {
        Rc::clone(&self.known)
    }

    /// Every area's index.
    pub fn areas(&self) -> std::ops::Range<usize> {
        0..self.dataset.areas.len()
    }

    /// Every area's index, those that stand highest first; equal ones in the order of the data.
    pub fn highest_first(&self) -> &[usize] {
        self.known.order(self)
    }

    /// The value that sorts a subject with these two: the later one, or the earlier one where that is missing. With
    /// neither, it stands below all others.
    pub fn standing([earlier, later]: [Option<f64>; 2]) -> f64 {
        later.or(earlier).unwrap_or(f64::NEG_INFINITY)
    }

    /// The chosen quantity in the earlier and in the later period.
    pub fn both(&self, subject: Subject) -> [Option<f64>; 2] {
        let [earlier, later] = [self.choice.earlier, self.choice.later].map(|period| self.point(subject, period));
        // A line across a break in the series would show a change where none can be worked out. An earlier figure alone
        // stays.
        [earlier.filter(|_| later.is_none() || self.break_between(subject).is_none()), later]
    }

    /// An area's position among those in focus, if it is one of them.
    pub fn focus(&self, area: usize) -> Option<usize> {
        self.choice.areas.iter().position(|&chosen| chosen == area)
    }

    /// Whether the chart has something to draw for an area. A change needs both values; an area in focus is shown even
    /// with one, so that it is not left out without a word.
    pub fn is_shown(&self, area: usize) -> bool {
        let has = |period| self.point(Subject::Area(area), period).is_some();
        let (earlier, later) = (self.choice.earlier, self.choice.later);
        match self.choice.view() {
            View::Breakdown => false,
            View::Ranking => has(later),
            View::Funnel => self.funnel().is_ok_and(|funnel| funnel.place(self, area).is_some()),
            View::Trend if self.focus(area).is_none() && self.dataset.areas.len() > MOST_LINES => false,
            View::Trend => (0..self.dataset.periods.len()).any(has),
            View::Change if self.focus(area).is_some() => has(earlier) || has(later),
            View::Change => has(earlier) && has(later),
        }
    }

    /// The index of the break between the chosen periods, if events were counted differently in them.
    pub fn break_between(&self, subject: Subject) -> Option<usize> {
        self.break_within(subject, self.choice.earlier, self.choice.later)
    }

    /// The index of the break between any two periods.
    pub fn break_within(&self, subject: Subject, earlier: usize, later: usize) -> Option<usize> {
        let area = match subject {
            Subject::Area(area) => Some(area),
            Subject::Nation => None,
        };
        self.dataset.break_between(area, earlier, later)
    }

    /// How many areas the chart shows.
    pub fn shown(&self) -> usize {
        self.areas().filter(|&area| self.is_shown(area)).count()
    }

    /// The name that readers see: of the nation the short one, or nothing where the data have no nation.
    pub fn name(&self, subject: Subject) -> &'a str {
        match subject {
            Subject::Area(area) => &self.dataset.areas[area].name,
            Subject::Nation => self.dataset.nation.as_ref().map_or("", |nation| &nation.short),
        }
    }

    /// The figure of a period, or the marker that stands in its place.
    pub fn observation(&self, subject: Subject, period: usize) -> Observation {
        match subject {
            Subject::Area(area) => self.dataset.observation(area, period),
            Subject::Nation => match &self.dataset.nation {
                Some(nation) => nation.counts[period],
                None => Observation::Marker(crate::data::Marker::Missing),
            },
        }
    }

    /// The population in a period, where known.
    pub fn population(&self, subject: Subject, period: usize) -> Option<u64> {
        match subject {
            Subject::Area(area) => self.dataset.population(area, period),
            Subject::Nation => Some(self.dataset.nation.as_ref()?.populations[period]?.get()),
        }
    }

    /// The years that a period's rates are per, so that a year's rate can stand beside half a year's; 1 where all periods
    /// of the data are equally long, because then a rate is that of its own period.
    pub fn years(&self, period: usize) -> f64 {
        const YEAR: f64 = 365.0;
        let days = |period: usize| f64::from(self.dataset.periods[period].days());
        let years = days(period) / YEAR;
        let is_year = (years - 1.0).abs() <= SAME_LENGTH;
        if is_year || !self.is_annual() { 1.0 } else { years }
    }

    /// Whether rates are per year, because the periods of the data differ in length.
    pub fn is_annual(&self) -> bool {
        let days = |period: &Period| f64::from(period.days());
        let first = self.dataset.periods.first().map_or(0.0, days);
        self.dataset.periods.iter().any(|period| (days(period) / first - 1.0).abs() > SAME_LENGTH)
    }

    /// The exposure of a rate: people, times the years that it is per.
    pub(super) fn exposure(&self, subject: Subject, period: usize) -> Option<f64> {
        Some(self.population(subject, period)? as f64 * self.years(period))
    }

    /// Events per 100,000 people with exact Poisson limits, where the count and the population are known.
    pub fn rate(&self, subject: Subject, period: usize) -> Option<Estimate> {
        let count = self.observation(subject, period).count()?;
        stats::rate(count, self.exposure(subject, period)?, PER, CONFIDENCE)
    }

    /// The area's share of the nation's events, in per cent, with Wilson limits.
    pub fn share(&self, area: usize, period: usize) -> Option<Estimate> {
        let count = self.observation(Subject::Area(area), period).count()?;
        let share = stats::wilson(count, self.observation(Subject::Nation, period).count()?, CONFIDENCE)?;
        Some(Estimate { value: 100.0 * share.value, interval: share.interval.scale(100.0) })
    }

    /// The change from the earlier period to the later one, or why there is none.
    pub fn change(&self, subject: Subject) -> Result<Change, NoChange> {
        change::between(self, subject)
    }

    /// The change without an interval, for amounts as well as counts.
    pub fn plain_change(&self, subject: Subject) -> Result<PlainChange, NoChange> {
        plain_change::between(self, subject)
    }

    /// What areas' changes between the chosen periods usually are.
    pub fn usual_changes(&self) -> &Rc<Usual> {
        self.known.changes(self)
    }

    /// What areas' rates in the later period usually are.
    pub fn usual_rates(&self) -> &Rc<Usual> {
        self.known.rates(self)
    }

    /// The verdict on an area's change, or why there is none.
    pub fn judge_change(&self, area: usize) -> Result<Judgement, NoVerdict> {
        verdict::of_change(self, area)
    }

    /// The verdict on an area's rate in the later period, or why there is none.
    pub fn judge_rate(&self, area: usize) -> Result<Judgement, NoVerdict> {
        verdict::of_rate(self, area)
    }

    /// The area's place by the chosen quantity, among how many areas, and the range of places that are open to it.
    /// `None` for changes, and with more areas than can be ranked while a reader waits.
    pub fn rank_range(&self, area: usize) -> Option<RankedPlace> {
        let by = match self.choice.quantity {
            Quantity::Rate => By::Rate,
            Quantity::Count | Quantity::Share => By::Count,
            Quantity::Change => return None,
        };
        let (mut figures, mut chosen) = (Vec::new(), None);
        for other in self.areas() {
            if let Ok(figure) = figure::figure(self, Subject::Area(other), self.choice.later, by) {
                if other == area {
                    chosen = Some(figures.len());
                }
                figures.push(figure);
            }
        }
        // A change has the variation of two periods in it, a place in one of them half of that.
        let yearly = self.usual_changes().variance();
        let range = stats::rank_range(&figures, chosen?, CONFIDENCE, yearly.unwrap_or(0.0) / 2.0)?;
        Some(RankedPlace { range, areas: figures.len(), chance_alone: yearly.is_none() })
    }

    /// The funnel of the chosen quantity.
    pub fn funnel(&self) -> Result<Funnel, NoFunnel> {
        funnel::of(self)
    }

    /// Each category's share of the whole.
    pub fn shares(&self) -> Result<Shares<'a>, NoShares> {
        shares::of(self)
    }

    /// The average time between recorded events in a period, in minutes; `None` where fewer than twenty were recorded.
    pub fn pace(&self, subject: Subject, period: usize) -> Option<f64> {
        let count = self.observation(subject, period).count().filter(|count| *count >= FEWEST_FOR_PACE)?;
        Some(f64::from(self.dataset.periods[period].days()) * 1440.0 / count as f64)
    }

    /// The chosen quantity of a subject in a period, with its interval; `None` for amounts, which have none. Changes
    /// and shares are in per cent. An area's change has the usual range beside it, which need not hold it.
    pub fn value(&self, subject: Subject, period: usize) -> Option<Estimate> {
        match self.choice.quantity {
            Quantity::Count => {
                let count = self.observation(subject, period).count()?;
                Some(Estimate { value: count as f64, interval: stats::exact_limits(count, CONFIDENCE)? })
            }
            Quantity::Rate => self.rate(subject, period),
            Quantity::Change => {
                // This stands beside the area's verdict, so it has the range that the verdict rests on.
                match subject {
                    Subject::Area(area) => {
                        Some(self.judge_change(area).ok()?.beside(self.plain_change(subject).ok()?.percentage()?))
                    }
                    Subject::Nation => self.change(subject).ok()?.percentage(),
                }
            }
            Quantity::Share => match subject {
                Subject::Area(area) => self.share(area, period),
                Subject::Nation => None,
            },
        }
    }

    /// The chosen quantity without its interval. Cheap.
    pub fn point(&self, subject: Subject, period: usize) -> Option<f64> {
        self.plain(self.choice.quantity, subject, period)
    }

    /// Any quantity of a subject in a period, chosen or not, without its interval.
    pub fn plain(&self, quantity: Quantity, subject: Subject, period: usize) -> Option<f64> {
        let value = self.observation(subject, period).value()?;
        match quantity {
            Quantity::Count => Some(value),
            Quantity::Rate => Some(value * PER / self.exposure(subject, period)?),
            // The change between the chosen periods, whichever was asked for; none across a break, and none on a base
            // under 10.
            Quantity::Change => self.plain_change(subject).ok()?.percentage(),
            Quantity::Share => {
                let whole = self.observation(Subject::Nation, period).value()?;
                (whole > 0.0 && subject != Subject::Nation).then(|| 100.0 * value / whole)
            }
        }
    }
}
