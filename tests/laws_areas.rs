//! Laws of the statistics that compare many areas: the usual range, what chance alone leaves open, ranks, shares of one
//! whole, and the normal and Student's law beneath them.

use force_compare::stats::beta::{Split, regularised_beta};
use force_compare::stats::normal::{normal_below, z_of};
use force_compare::stats::ratio::mid_p;
use force_compare::stats::student::two_sided_t;
use force_compare::stats::*;
use proptest::prelude::*;

fn confidences() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.95), Just(0.998), 0.5..0.9999_f64]
}

fn close(a: f64, b: f64, digits: f64) -> bool {
    a == b || (a - b).abs() <= digits * a.abs().max(b.abs()).max(1.0)
}

/// Counts as a table of areas has them, some of them 0.
fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![1 => 0..5_u64, 3 => 5..100_u64, 3 => 100..3_000_u64, 1 => 3_000..3_000_000_u64]
}

/// Areas whose changes have something in common, and one in eight that goes its own way.
fn pairs(least: usize) -> impl Strategy<Value = Vec<[u64; 2]>> {
    let other = (counts(), counts()).prop_map(|(a, b)| [a, b]);
    let like = (counts(), 0.7..1.6_f64).prop_map(|(a, by)| [a, (a as f64 * by).round() as u64]);
    prop::collection::vec(prop_oneof![7 => like, 1 => other], least..60)
}

fn change([earlier, later]: [u64; 2], [first, second]: [f64; 2]) -> LogFigure {
    let exposed = |count, exposure| Exposed { count, exposure };
    LogFigure::change(exposed(later, second), exposed(earlier, first)).unwrap()
}

fn changes(pairs: &[[u64; 2]], days: [f64; 2]) -> Vec<LogFigure> {
    pairs.iter().map(|pair| change(*pair, days)).collect()
}

/// The weighted squares at a variance between areas, as the textbook writes them, and the mean.
fn squares(areas: &[&LogFigure], tau2: f64) -> (f64, f64) {
    let sum = |f: &dyn Fn(&LogFigure) -> f64| areas.iter().map(|area| f(area)).sum::<f64>();
    let weight = |area: &LogFigure| 1.0 / (area.variance + tau2);
    let mean = sum(&|area| weight(area) * area.estimate) / sum(&weight);
    (sum(&|area| weight(area) * (area.estimate - mean).powi(2)), mean)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The variance between areas solves Paule and Mandel's equation, over the areas that were not set aside.
    #[test]
    fn the_variance_between_areas_is_the_root(pairs in pairs(10), days in prop_oneof![Just([365.0, 365.0]), Just([365.0, 181.0])]) {
        let areas = changes(&pairs, days);
        let range = usual_range(&areas).unwrap();
        prop_assert!(range.aside.len() <= (areas.len() / 10).min(10) && areas.len() - range.aside.len() >= 10);
        let within: Vec<_> = (0..areas.len()).filter(|at| !range.aside.contains(at)).map(|at| &areas[at]).collect();
        let wanted = within.len() as f64 - 1.0;
        let (found, mean) = squares(&within, range.tau2);
        prop_assert!(close(mean, range.mean, 1e-12));
        if range.tau2 > 0.0 {
            prop_assert!((found / wanted - 1.0).abs() < 1e-9, "{found} of {wanted}");
        } else {
            prop_assert!(found <= wanted * (1.0 + 1e-12));
        }
    }

    /// To run time backwards turns every change about, and says the same of every area.
    #[test]
    fn time_run_backwards(pairs in pairs(10)) {
        let forth = usual_range(&changes(&pairs, [31.0, 28.0])).unwrap();
        let turned: Vec<[u64; 2]> = pairs.iter().map(|[a, b]| [*b, *a]).collect();
        let back = usual_range(&changes(&turned, [28.0, 31.0])).unwrap();
        prop_assert!(close(forth.mean, -back.mean, 1e-9) && close(forth.tau2, back.tau2, 1e-9));
        prop_assert_eq!(&forth.aside, &back.aside);
        for (pair, other) in pairs.iter().zip(&turned) {
            let (own, turned) = (change(*pair, [31.0, 28.0]), change(*other, [28.0, 31.0]));
            prop_assert!(close(forth.z(&own), -back.z(&turned), 1e-7));
            let (Some(a), Some(b)) = (forth.limits(own.size, 2.0), back.limits(turned.size, 2.0)) else { continue };
            prop_assert!(close(a.lower, 1.0 / b.upper, 1e-7), "{a:?} {b:?}");
        }
    }

    /// An area is inside its drawn range exactly where its log figure is inside, whatever its counts.
    #[test]
    fn the_plain_range_agrees_with_the_verdict(pairs in pairs(10), rates in prop::bool::ANY, z in 0.0..5.0_f64) {
        let people = |pair: &[u64; 2]| (pair[0] as f64 + 1.0) * 900.0;
        let areas: Vec<LogFigure> = if rates {
            pairs.iter().map(|pair| LogFigure::rate(Exposed { count: pair[1], exposure: people(pair) }).unwrap()).collect()
        } else {
            changes(&pairs, [365.0, 181.0])
        };
        let range = usual_range(&areas).unwrap();
        for (pair, area) in pairs.iter().zip(&areas) {
            let logs = range.log_limits(area.size, z);
            prop_assert!(logs.lower <= range.mean && range.mean <= logs.upper);
            let Some(limits) = range.limits(area.size, z) else {
                prop_assert!(!range.is_enough(area.size));
                continue;
            };
            let [earlier, later] = pair.map(|count| count as f64);
            let plain = if rates { later / people(pair) } else { later / earlier * (365.0 / 181.0) };
            prop_assert!(0.0 <= limits.lower && limits.lower <= limits.upper);
            for (log, limit) in [(logs.lower, limits.lower), (logs.upper, limits.upper)] {
                // Beside a limit the last digits decide; a limit that ran off the scale stands at its end.
                if (area.estimate - log).abs() > 1e-9 && limit > 0.0 && limit.is_finite() {
                    prop_assert_eq!(area.estimate < log, plain < limit, "{} {}; {} {}", area.estimate, log, plain, limit);
                }
            }
        }
    }

    /// One wild area is set aside, and leaves the others' range as it would be without it.
    #[test]
    fn a_wild_area_widens_nothing(base in prop::collection::vec((200..2_000_u64, 0.9..1.1_f64), 20..43), times in 8..40_u64) {
        let mut pairs: Vec<[u64; 2]> = base.iter().map(|(a, by)| [*a, (*a as f64 * by) as u64]).collect();
        let calm = usual_range(&changes(&pairs, [1.0, 1.0])).unwrap();
        prop_assume!(calm.aside.is_empty());
        pairs.push([300, 300 * times]);
        let with = usual_range(&changes(&pairs, [1.0, 1.0])).unwrap();
        prop_assert_eq!(with.aside, vec![pairs.len() - 1]);
        prop_assert!(close(with.mean, calm.mean, 1e-12) && close(with.tau2, calm.tau2, 1e-12));
    }

    /// The counts that chance leaves open are those that the test does not reject, none left out and none added.
    #[test]
    fn what_chance_leaves_open(events in 0..4_000_u64, odds in -2.0..2.0_f64, coverage in prop_oneof![Just(0.95), Just(0.998)]) {
        let exposures = [1.0, odds.exp()];
        let [lower, upper] = chance_counts(events, exposures, coverage).unwrap();
        let p = |later: u64| {
            let exposed = |count, exposure| Exposed { count, exposure };
            mid_p(exposed(later, exposures[1]), exposed(events - later, exposures[0])).unwrap()
        };
        let level = 1.0 - coverage;
        prop_assert!(p(lower) >= level && p(upper) >= level);
        prop_assert!(lower == 0 || p(lower - 1) < level);
        prop_assert!(upper == events || p(upper + 1) < level);
    }

    /// Beside the rest, they are those that the test of the rest of the nation does not reject.
    #[test]
    fn what_the_test_beside_the_rest_leaves_open(events in 0..2_000_u64, rest in [1..3_000_u64, 1..3_000_u64]) {
        let [lower, upper] = chance_counts_beside(events, rest, 0.95).unwrap();
        let p = |later: u64| {
            let area = [events - later, later];
            let nation = [area[0] + rest[0], area[1] + rest[1]];
            change_against_rest(area, nation, 0.95, Method::ConditionalMidP).unwrap().p
        };
        prop_assert!(p(lower) >= 0.05 && p(upper) >= 0.05);
        prop_assert!(lower == 0 || p(lower - 1) < 0.05);
        prop_assert!(upper == events || p(upper + 1) < 0.05);
    }

    /// Beside a rest that is very large, chance leaves open what it does about a known change; beside a small one, more.
    #[test]
    fn what_chance_leaves_open_beside_the_rest(events in 20..800_u64, rest in [20..400_u64, 20..400_u64]) {
        let beside = |size: u64| chance_counts_beside(events, [rest[0] * size, rest[1] * size], 0.95).unwrap();
        let (large, small) = (beside(100_000), beside(1));
        let known = chance_counts(events, [rest[0] as f64, rest[1] as f64], 0.95).unwrap();
        prop_assert!(large[0].abs_diff(known[0]) <= 1 && large[1].abs_diff(known[1]) <= 1, "{large:?} {known:?}");
        prop_assert!(small[0] <= large[0] && large[1] <= small[1], "{small:?} {large:?}");
    }

    /// A place's range holds the place itself or is next to it, is wider with more variation, and is a law of the order.
    #[test]
    fn places(areas in prop::collection::vec((counts(), 1e4..1e6_f64), 1..40), variance in 0.0..0.5_f64) {
        let areas: Vec<Exposed> = areas.into_iter().map(|(count, exposure)| Exposed { count, exposure }).collect();
        for at in 0..areas.len() {
            let sure = rank_range(&areas, at, 0.95, 0.0).unwrap();
            let less_sure = rank_range(&areas, at, 0.95, variance).unwrap();
            for range in [sure, less_sure] {
                prop_assert!(1 <= range.lower && range.lower <= range.upper && range.upper <= areas.len(), "{range:?}");
            }
            prop_assert_eq!(sure.place, less_sure.place);
        }
    }

    #[test]
    fn simultaneous_shares(parts in prop::collection::vec(0..1_000_000_u64, 1..12), confidence in confidences()) {
        let whole: u64 = parts.iter().sum();
        let Some(shares) = goodman(&parts, confidence) else {
            prop_assert_eq!(whole, 0);
            return Ok(());
        };
        prop_assert!(close(shares.iter().map(|share| share.value).sum(), 1.0, 1e-12));
        let single = 1.0 - (1.0 - confidence) / parts.len() as f64;
        for (share, part) in shares.iter().zip(&parts) {
            let Interval { lower, upper, .. } = share.interval;
            prop_assert!(0.0 <= lower && lower <= share.value && share.value <= upper && upper <= 1.0, "{share:?}");
            let alone = wilson(*part, whole, single).unwrap().interval;
            prop_assert!(close(lower, alone.lower, 1e-9) && close(upper, alone.upper, 1e-9));
            let usual = wilson(*part, whole, confidence).unwrap().interval;
            prop_assert!(lower <= usual.lower + 1e-15 && usual.upper <= upper + 1e-15);
        }
    }

    /// Student's law is symmetric, has longer tails than the normal law, comes close to it in the end, and is the tail of
    /// a beta law.
    #[test]
    fn students_law(log in -3.0..3.0_f64, df in prop_oneof![1..30_u32, 30..30_000_u32]) {
        let t = log.exp();
        let p = two_sided_t(t, df);
        prop_assert!((0.0..=1.0).contains(&p) && p == two_sided_t(-t, df) && two_sided_t(1.01 * t, df) <= p + 1e-12);
        let normal = 2.0 * normal_below(-t);
        prop_assert!(p >= normal - 1e-13);
        prop_assert!(p - normal < 1.0 / f64::from(df) || df < 10);
        let (whole, square) = (f64::from(df), t * t);
        let at = Split { x: whole / (whole + square), y: square / (whole + square) };
        prop_assert!((p - regularised_beta(whole / 2.0, 0.5, at).0).abs() < 1e-12, "{p}");
    }
}

/// Without an answer the functions return none.
#[test]
fn no_answer() {
    let ten = changes(&[[300, 310]; 10], [1.0, 1.0]);
    assert!(usual_range(&ten[..9]).is_none() && usual_range(&[]).is_none());
    for odd in [0.0, 1.0, -0.5, 2.0, f64::NAN, f64::INFINITY] {
        assert!(rank_range(&[Exposed { count: 5, exposure: 9.0 }], 0, odd, 0.0).is_none());
    }
    for odd in [0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(LogFigure::rate(Exposed { count: 5, exposure: odd }).is_none());
        assert!(chance_counts(5, [1.0, odd], 0.95).is_none());
    }
    assert!(LogFigure::rate(Exposed { count: MAX_COUNT + 1, exposure: 1e9 }).is_none());
    assert!(chance_counts_beside(0, [0, 5], 0.95).is_none() && chance_counts_beside(5, [5, 0], 0.95).is_none());
}

/// Areas that are all alike, that have nothing at all, and that are as large as counts can be.
#[test]
fn edges() {
    let alike = usual_range(&changes(&[[300, 300]; 12], [1.0, 1.0])).unwrap();
    assert_eq!((alike.mean, alike.tau2, alike.aside.len()), (0.0, 0.0, 0));
    let nothing = usual_range(&changes(&[[0, 0]; 12], [1.0, 1.0])).unwrap();
    assert_eq!((nothing.mean, nothing.tau2), (0.0, 0.0));
    assert!(!nothing.is_enough(change([0, 0], [1.0, 1.0]).size));
    let large = usual_range(&changes(&[[MAX_COUNT, MAX_COUNT]; 12], [1.0, 1.0])).unwrap();
    let limits = large.limits(change([MAX_COUNT, MAX_COUNT], [1.0, 1.0]).size, 2.0).unwrap();
    assert!(0.9999 < limits.lower && limits.upper < 1.0001, "{limits:?}");
    // From everything to nothing and back, by turns: the range runs off both ends of the scale.
    let worlds: Vec<[u64; 2]> = (0..20).map(|at| if at % 2 == 0 { [0, 1_000_000] } else { [1_000_000, 0] }).collect();
    let apart = usual_range(&changes(&worlds, [1.0, 1.0])).unwrap();
    let limits = apart.limits(change([500_000, 500_000], [1.0, 1.0]).size, 3.0).unwrap();
    assert_eq!((limits.lower, limits.upper), (0.0, f64::INFINITY));
    // 10 to 0 and 10 to 1 are judged alike: neither wants for a variance.
    let calm = usual_range(&changes(&[[300, 300]; 12], [1.0, 1.0])).unwrap();
    let z = |pair| calm.z(&change(pair, [1.0, 1.0]));
    assert!(z([10, 0]) < z([10, 1]) && z([10, 1]) < -1.9, "{} {}", z([10, 0]), z([10, 1]));
}

/// A leap year, and half a year at the same pace, are no change.
#[test]
fn exposures_cancel() {
    let pairs: Vec<[u64; 2]> = (0..20).map(|at| [600 + 20 * at, 300 + 10 * at]).collect();
    let half = usual_range(&changes(&pairs, [360.0, 180.0])).unwrap();
    assert!(half.mean.abs() < 1e-3 && half.tau2 == 0.0, "{half:?}");
}

/// The reaches that stand in the code as numbers are those of the normal law.
#[test]
fn the_reaches_of_the_ranges() {
    let found = [0.95, 0.998].map(|coverage| z_of(coverage).unwrap());
    assert!(REACHES.iter().zip(found).all(|(reach, found)| (reach - found).abs() < 1e-14), "{found:?}");
}

/// The normal law agrees with printed tables, and its two sides with each other.
#[test]
fn the_normal_law() {
    for (z, below) in [(0.0, 0.5), (1.0, 0.841_344_746), (1.959_963_985, 0.975), (3.0, 0.998_650_102)] {
        assert!((normal_below(z) - below).abs() < 1e-9 && (normal_below(-z) - (1.0 - below)).abs() < 1e-9, "{z}");
    }
}

/// Student's t from printed tables.
#[test]
fn student_tables() {
    for (df, t) in [(1, 12.7062), (2, 4.3027), (5, 2.5706), (10, 2.2281), (30, 2.0423), (120, 1.9799)] {
        assert!((two_sided_t(t, df) - 0.05).abs() < 1e-5, "{df}");
    }
    assert!((two_sided_t(1.0, 1) - 0.5).abs() < 1e-15 && two_sided_t(0.0, 5) == 1.0);
    assert_eq!(two_sided_t(f64::INFINITY, 3), 0.0);
}
