//! The verdicts on a dataset's areas, and what share of many datasets' areas lie outside.

use force_compare::compare::{Asked, Choice, Comparison, Verdict};
use force_compare::stats::{LogFigure, REACHES, UsualRange, usual_range};

use super::random::Random;
use super::setting::{Area, Setting, dataset};

/// What came of one dataset.
pub struct Judged {
    /// Each area's verdict; `None` where it has too few events.
    pub verdicts: Vec<Option<Verdict>>,
    /// The standard deviation between areas, as it was estimated.
    pub tau: f64,
    /// How many areas were set aside.
    pub aside: usize,
}

/// A way to judge areas.
pub type Rule = fn(&[Area]) -> Judged;

/// Judges by the usual range itself: the limits on the log scale.
pub fn by_range(areas: &[Area]) -> Judged {
    by_this_range(&learn(areas), REACHES, areas)
}

/// The usual range of these areas.
pub fn learn(areas: &[Area]) -> UsualRange {
    usual_range(&areas.iter().map(Area::figure).collect::<Vec<_>>()).unwrap()
}

/// Judges by a range that need not be right, and by the numbers of standard deviations to its inner and outer limits.
pub fn by_this_range(range: &UsualRange, reaches: [f64; 2], areas: &[Area]) -> Judged {
    let verdicts = areas.iter().map(|area| verdict(range, reaches, &area.figure())).collect();
    Judged { verdicts, tau: range.tau2.sqrt(), aside: range.aside.len() }
}

fn verdict(range: &UsualRange, reaches: [f64; 2], figure: &LogFigure) -> Option<Verdict> {
    if !range.is_enough(figure.size) {
        return None;
    }
    let [inner, outer] = reaches.map(|z| range.log_limits(figure.size, z));
    Some(match figure.estimate {
        y if y < outer.lower => Verdict::FarBelow,
        y if y < inner.lower => Verdict::Below,
        y if y > outer.upper => Verdict::FarAbove,
        y if y > inner.upper => Verdict::Above,
        _ => Verdict::Within,
    })
}

/// Judges as readers' pages do, from the dataset that a newsroom publishes.
pub fn by_comparison(areas: &[Area]) -> Judged {
    let dataset = dataset(areas);
    let (choice, problems) = Choice::resolve(&Asked::default(), &dataset);
    assert_eq!(problems, []);
    let comparison = Comparison::new(&dataset, choice);
    let changes = areas[0].earlier.is_some();
    let judge = |area| if changes { comparison.judge_change(area) } else { comparison.judge_rate(area) };
    let usual = if changes { comparison.usual_changes() } else { comparison.usual_rates() };
    Judged {
        verdicts: comparison.areas().map(|area| Some(judge(area).ok()?.verdict)).collect(),
        tau: usual.variance().unwrap().sqrt(),
        aside: usual.aside.len(),
    }
}

/// Draws so many datasets and judges each.
pub fn simulate(setting: &Setting, datasets: usize, seed: u64, judge: Rule) -> Vec<Judged> {
    let mut random = Random(seed);
    (0..datasets).map(|_| judge(&setting.draw(&mut random))).collect()
}

/// A share of the areas that were judged, in per cent, with its standard error.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    pub percent: f64,
    pub error: f64,
}

impl Share {
    /// The share of judged areas whose verdict is so. Areas of one dataset are judged by one range, so the error goes
    /// by whole datasets.
    pub fn of(datasets: &[Judged], is: fn(Verdict) -> bool) -> Self {
        let (mut all, mut found) = (0.0, 0.0);
        let mut each = Vec::new();
        for judged in datasets {
            let verdicts = judged.verdicts.iter().flatten();
            let pair = [verdicts.clone().count() as f64, verdicts.filter(|verdict| is(**verdict)).count() as f64];
            (all, found) = (all + pair[0], found + pair[1]);
            each.push(pair);
        }
        let share = found / all;
        let squares: f64 = each.iter().map(|[all, found]| (found - share * all).powi(2)).sum();
        Self { percent: 100.0 * share, error: 100.0 * squares.sqrt() / all }
    }

    /// The share of areas outside the inner range, and outside the outer one.
    pub fn outside(datasets: &[Judged]) -> [Self; 2] {
        [Self::of(datasets, |verdict| verdict != Verdict::Within), Self::of(datasets, Verdict::is_far)]
    }
}
