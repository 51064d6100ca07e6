//! How often the usual range lets an area lie outside that is not different: 5% and 0.2% are what it says, and no more
//! may. [bench/calibration](bench/calibration) prints the same for many more settings and datasets.

mod judged;
mod random;
mod setting;

use force_compare::compare::Verdict;
use force_compare::stats::normal::z_of;
use force_compare::stats::poisson::poisson_tails;
use force_compare::stats::{REACHES, UsualRange};

use judged::{Judged, Rule, Share, by_comparison, by_range, by_this_range, learn, simulate};
use random::Random;
use setting::{Figures, Odd, QUARTER, Setting, YEAR};

const CHANGES: Figures = Figures::Changes { days: YEAR };

fn setting(figures: Figures, areas: usize, tau: f64) -> Setting {
    Setting { figures, areas, tau, events: [150.0, 3_000.0], odd: None }
}

/// The fault of a rule that lets more areas lie outside than it says: 7% instead of 5, or 0.6% instead of 0.2. Where it
/// finds none, there are datasets enough to have seen it.
fn fault(datasets: &[Judged]) -> Option<String> {
    let [outside, far] = Share::outside(datasets);
    println!("{outside:.2?} {far:.3?}");
    if outside.percent > 6.0 {
        return Some(format!("{:.2}% outside the range of 95%", outside.percent));
    }
    if far.percent > 0.4 {
        return Some(format!("{:.2}% outside the range of 99.8%", far.percent));
    }
    assert!(outside.error < 0.2 && far.error < 0.05, "too few datasets: {outside:?} {far:?}");
    None
}

/// Datasets of 43 areas that vary beyond chance.
fn varied(figures: Figures, judge: Rule) -> Vec<Judged> {
    let seeds = [(0.05, 1), (0.1, 2), (0.2, 3)];
    seeds.into_iter().flat_map(|(tau, seed)| simulate(&setting(figures, 43, tau), 320, seed, judge)).collect()
}

#[test]
fn as_many_lie_outside_as_the_range_says() {
    for figures in [CHANGES, Figures::Changes { days: QUARTER }, Figures::Rates] {
        let datasets = varied(figures, by_comparison);
        assert_eq!(fault(&datasets), None, "{figures:?}");
        // Nor may the range be too wide, where there are enough areas to learn from.
        let [outside, _] = Share::outside(&datasets);
        assert!(outside.percent > 4.0, "{figures:?}: {outside:?} outside 95%");
    }
}

/// With few areas, or where chance is all there is, the range may be too wide; it must not be too narrow.
#[test]
fn few_areas_and_chance_alone_are_on_the_safe_side() {
    for (areas, tau) in [(11, 0.0), (11, 0.1), (16, 0.05), (16, 0.2), (43, 0.0)] {
        let datasets = simulate(&setting(CHANGES, areas, tau), 15_000 / areas, 4, by_range);
        assert_eq!(fault(&datasets), None, "{areas} areas, tau {tau}");
    }
}

/// Rules that are wrong in one thing each: a range of 93% or of 99.2%, and a variance between areas that is half the
/// estimate, as an estimate from winsorised distances is.
#[test]
fn a_range_that_is_too_narrow_is_found() {
    let rules: [(&str, Rule); 3] = [
        ("of 95%", |areas| by_this_range(&learn(areas), [z_of(0.93).unwrap(), REACHES[1]], areas)),
        ("of 99.8%", |areas| by_this_range(&learn(areas), [REACHES[0], z_of(0.992).unwrap()], areas)),
        ("of 95%", |areas| {
            let range = learn(areas);
            by_this_range(&UsualRange { tau2: range.tau2 / 2.0, ..range }, REACHES, areas)
        }),
    ];
    for (told, rule) in rules {
        let found = fault(&varied(CHANGES, rule));
        assert!(found.as_ref().is_some_and(|found| found.ends_with(told)), "{found:?}, not {told}");
    }
}

/// One area of three times its count is found, and does not make all others look alike.
#[test]
fn an_area_that_is_different_is_found() {
    for tau in [0.05, 0.2] {
        let setting = Setting { odd: Some(Odd { times: 3.0, events: None }), ..setting(CHANGES, 16, tau) };
        let datasets = simulate(&setting, 300, 5, by_range);
        let share = datasets.iter().filter(|judged| judged.verdicts[0] == Some(Verdict::FarAbove)).count();
        let mean = datasets.iter().map(|judged| judged.tau).sum::<f64>() / 300.0;
        println!("tau {tau}: {share} of 300 far above, {mean:.3} seen");
        assert!(share >= 225, "tau {tau}: only {share} of 300 are far above");
        assert!((mean / tau - 1.0).abs() < 0.2, "tau {tau}: {mean} seen");
    }
}

/// What is simulated with the range alone is what readers get.
#[test]
fn pages_judge_as_the_range_does() {
    for (figures, events) in
        [(CHANGES, [5.0, 500.0]), (Figures::Changes { days: QUARTER }, [20.0, 800.0]), (Figures::Rates, [10.0, 100.0])]
    {
        let setting = Setting { events, odd: Some(Odd { times: 4.0, events: None }), ..setting(figures, 20, 0.1) };
        let [page, range] = [by_comparison, by_range].map(|judge| simulate(&setting, 40, 6, judge));
        for (page, range) in page.iter().zip(&range) {
            assert_eq!(page.verdicts, range.verdicts);
            assert_eq!(page.aside, range.aside);
            assert!((page.tau - range.tau).abs() < 1e-12);
        }
        let seen = |is: fn(&Option<Verdict>) -> bool| page.iter().flat_map(|judged: &Judged| &judged.verdicts).any(is);
        assert!(
            seen(|verdict| verdict.is_none()) && seen(|verdict| verdict.is_some_and(Verdict::is_far)),
            "{figures:?}"
        );
    }
}

/// The draws follow the law that they claim: at every mean, as many of 20,000 fall up to a count as should.
#[test]
fn draws_are_poisson() {
    const DRAWS: usize = 20_000;
    let mut random = Random(7);
    for mean in [0.3, 4.0, 37.5, 400.0, 3_000.0] {
        let drawn: Vec<u64> = (0..DRAWS).map(|_| random.poisson(mean)).collect();
        let root = f64::sqrt(mean);
        for reach in [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0] {
            let count = (mean + reach * root).floor();
            if count < 0.0 {
                continue;
            }
            let tails = poisson_tails(count, mean);
            let (below, above) = (tails.below + tails.at, tails.above);
            let found = drawn.iter().filter(|drawn| **drawn as f64 <= count).count() as f64 / DRAWS as f64;
            let error = (below * above / DRAWS as f64).sqrt();
            assert!((found - below).abs() < 4.0 * error + 1e-12, "mean {mean}, up to {count}: {found}, not {below}");
        }
    }
}
