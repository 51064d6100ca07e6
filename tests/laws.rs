//! Laws that every statistic obeys at any input: order, nesting, agreement of interval and p-value, symmetry.

mod limits;

use force_compare::stats::hypergeometric::TwoByTwo;
use force_compare::stats::ratio::{central_p, mid_p, minlike, score_z};
use force_compare::stats::*;
use proptest::prelude::*;

use limits::{agrees, at_most, close, holds, inside, mirrored};

/// Counts of every size up to a thousand million, as many small as large.
fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![
        2 => 0..20_u64,
        2 => 20..2_000_u64,
        2 => 2_000..100_000_u64,
        1 => 100_000..5_000_000_u64,
        1 => 5_000_000..=1_000_000_000_u64,
    ]
}

/// Counts of the size that national figures have.
fn recorded() -> impl Strategy<Value = u64> {
    prop_oneof![1 => 0..10_u64, 2 => 10..500_u64, 1 => 500..50_000_u64]
}

fn confidences() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.95), Just(0.998), 0.5..0.9999_f64]
}

/// An exposure a few times larger or smaller than 1, often 1 itself.
fn exposures() -> impl Strategy<Value = f64> {
    prop_oneof![Just(1.0), 0.2..5.0_f64]
}

type Limits = fn(u64, f64) -> Option<Interval>;
const COUNT_LIMITS: [Limits; 4] = [exact_limits, mid_p_limits, byar_limits, fingertips_limits];
const RATIO_METHODS: [Method; 3] = [Method::MidPRatio, Method::ExactRatio, Method::ScoreRatio];
const TABLE_METHODS: [Method; 2] = [Method::ConditionalMidP, Method::ConditionalExact];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn limits_of_a_count(count in counts(), confidence in confidences(), wider in 0.0..1.0_f64) {
        let wider = confidence + (0.99999 - confidence) * wider;
        for limits in COUNT_LIMITS {
            let interval = limits(count, confidence).unwrap();
            prop_assert!(holds(&interval, Some(count as f64)), "{interval:?}");
            prop_assert!(inside(&interval, &limits(count, wider).unwrap()), "{interval:?}");
            let next = limits(count + 1, confidence).unwrap();
            // The law does not hold at the seam where a rule changes the method.
            if next.method == interval.method {
                prop_assert!(at_most(interval.lower, next.lower) && at_most(interval.upper, next.upper));
            }
        }
        let (exact, mid_p) = (exact_limits(count, confidence).unwrap(), mid_p_limits(count, confidence).unwrap());
        prop_assert!(inside(&mid_p, &exact), "{mid_p:?} {exact:?}");
    }

    #[test]
    fn rates_and_paces(count in counts(), population in 1.0..1e8_f64, confidence in confidences()) {
        let per = rate(count, population, 1e5, confidence).unwrap();
        prop_assert!(holds(&per.interval, Some(per.value)));
        let pace = mean_interval(count, population, confidence).unwrap();
        prop_assert!(holds(&pace.interval, pace.value));
        prop_assert_eq!(pace.value.is_none(), count == 0);
        prop_assert_eq!(pace.interval.upper == f64::INFINITY, count == 0);
    }

    #[test]
    fn shares(whole in 1..2_000_000_000_u64, part in 0.0..=1.0_f64, confidence in confidences()) {
        let part = (whole as f64 * part) as u64;
        let share = wilson(part, whole, confidence).unwrap();
        prop_assert!(holds(&share.interval, Some(share.value)) && share.interval.upper <= 1.0, "{share:?}");
        let other = wilson(whole - part, whole, confidence).unwrap();
        prop_assert!((share.interval.lower + other.interval.upper - 1.0).abs() < 1e-12);
        prop_assert!(wilson(whole + 1, whole, confidence).is_none());
    }

    #[test]
    fn ratios(x2 in counts(), x1 in counts(), t2 in exposures(), t1 in exposures(), confidence in confidences()) {
        let later = Exposed { count: x2, exposure: t2 };
        let earlier = Exposed { count: x1, exposure: t1 };
        let more = Exposed { count: x2 + 1, ..later };
        for method in RATIO_METHODS {
            let ratio = rate_ratio(later, earlier, confidence, method).unwrap();
            prop_assert!(holds(&ratio.interval, ratio.value) && agrees(&ratio), "{ratio:?}");
            let back = rate_ratio(earlier, later, confidence, method).unwrap();
            prop_assert!(mirrored(&ratio, &back), "{ratio:?} {back:?}");
            let wider = rate_ratio(later, earlier, (1.0 + confidence) / 2.0, method).unwrap();
            prop_assert!(inside(&ratio.interval, &wider.interval), "{ratio:?} {wider:?}");
            let up = rate_ratio(more, earlier, confidence, method).unwrap().interval;
            prop_assert!(at_most(ratio.interval.lower, up.lower) && at_most(ratio.interval.upper, up.upper));
        }
        let of = |method| rate_ratio(later, earlier, confidence, method).unwrap();
        prop_assert!(inside(&of(Method::MidPRatio).interval, &of(Method::ExactRatio).interval));
        prop_assert_eq!(Some(of(Method::MidPRatio).p), mid_p(later, earlier));
        prop_assert_eq!(Some(of(Method::ExactRatio).p), central_p(later, earlier));
        prop_assert!((0.0..=1.0).contains(&minlike(later, earlier).unwrap()));
        prop_assert!(score_z(later, earlier).unwrap().is_finite());
    }

    /// Counts close to each other, where the verdict turns.
    #[test]
    fn close_calls(x1 in 1..1_000_000_u64, z in -4.0..4.0_f64, confidence in confidences()) {
        let x2 = (x1 as f64 + z * (2.0 * x1 as f64).sqrt()).max(0.0) as u64;
        let (later, earlier) = (Exposed { count: x2, exposure: 1.0 }, Exposed { count: x1, exposure: 1.0 });
        for method in RATIO_METHODS {
            prop_assert!(agrees(&rate_ratio(later, earlier, confidence, method).unwrap()));
        }
    }

    #[test]
    fn changes_against_the_rest(
        area in [recorded(), recorded()],
        rest in [recorded(), recorded()],
        confidence in confidences(),
    ) {
        prop_assume!(rest != [0, 0]);
        let nation = [area[0] + rest[0], area[1] + rest[1]];
        for method in TABLE_METHODS {
            let change = |area, confidence| change_against_rest(area, nation, confidence, method).unwrap();
            let own = change(area, confidence);
            prop_assert!(holds(&own.interval, own.value) && agrees(&own), "{own:?}");
            prop_assert!(inside(&own.interval, &change(area, (1.0 + confidence) / 2.0).interval));
            if area != [0, 0] {
                prop_assert!(mirrored(&own, &change(rest, confidence)), "{own:?}");
            }
            // The two periods exchanged.
            let swapped = |[earlier, later]: [u64; 2]| [later, earlier];
            let back = change_against_rest(swapped(area), swapped(nation), confidence, method).unwrap();
            prop_assert!(mirrored(&own, &back), "{own:?} {back:?}");
        }
        prop_assert!(change_against_rest([nation[0] + 1, 0], nation, confidence, Method::ConditionalMidP).is_none());
    }

    #[test]
    fn tails_are_a_whole(x2 in counts(), x1 in counts(), parameter in -3.0..3.0_f64) {
        let near = (x2 as f64 + 1.0) / (x1 as f64 + 1.0) * parameter.exp();
        let mean = (x2 as f64 + 1.0) * parameter.exp();
        for tails in [
            binomial::binomial_tails(x2 as f64, x1 as f64, near),
            poisson::poisson_tails(x2 as f64, mean),
        ] {
            prop_assert!((tails.below + tails.at + tails.above - 1.0).abs() < 1e-9, "{tails:?}");
            for part in [tails.below, tails.at, tails.above, tails.rise, tails.fall] {
                prop_assert!(part >= 0.0 && part.is_finite(), "{tails:?}");
            }
        }
    }
}

/// Without an answer the functions return none.
#[test]
fn no_answer() {
    let unusable = [0.0, 1.0, -0.5, 2.0, f64::NAN, f64::INFINITY];
    let one = Exposed { count: 5, exposure: 1.0 };
    for confidence in unusable {
        for limits in COUNT_LIMITS {
            assert!(limits(5, confidence).is_none());
        }
        for method in RATIO_METHODS {
            assert!(rate_ratio(one, one, confidence, method).is_none());
        }
        for method in TABLE_METHODS {
            assert!(change_against_rest([5, 5], [10, 10], confidence, method).is_none());
        }
        assert!(wilson(1, 2, confidence).is_none());
    }
    // A rate beyond all numbers, of nearly nobody.
    assert!(rate(269_090_832, 4.6e-299, 1e5, 0.95).is_none() && mean_interval(5, f64::MIN_POSITIVE, 0.95).is_some());
    for exposure in [0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let odd = Exposed { count: 5, exposure };
        assert!(rate(5, exposure, 1e5, 0.95).is_none());
        assert!(mean_interval(5, exposure, 0.95).is_none());
        for method in RATIO_METHODS {
            assert!(rate_ratio(odd, one, 0.95, method).is_none());
            assert!(rate_ratio(one, odd, 0.95, method).is_none());
            assert!(rate_ratio(odd, odd, 0.95, method).is_none());
        }
    }
    assert!(wilson(0, 0, 0.95).is_none());
    assert!(rate_ratio(one, one, 0.95, Method::Wilson).is_none());
    assert!(change_against_rest([5, 5], [5, 5], 0.95, Method::ConditionalMidP).is_none());
    assert!(change_against_rest([5, 5], [10, 10], 0.95, Method::Wilson).is_none());
    assert!(exact_limits(MAX_COUNT + 1, 0.95).is_none() && exact_limits(u64::MAX, 0.95).is_none());
    assert!(wilson(u64::MAX, u64::MAX, 0.95).is_none());
    assert!(rate_against_rest(one, Exposed { count: 4, exposure: 9.0 }, 0.95, Method::MidPRatio).is_none());
    assert!(rate_against_rest(one, Exposed { count: 9, exposure: 1.0 }, 0.95, Method::MidPRatio).is_none());
}

/// The confidence is so small that its z is zero.
#[test]
fn hardly_any_confidence() {
    for (part, whole) in [(0, 5), (2, 5), (5, 5), (0, 1 << 53)] {
        for confidence in [f64::MIN_POSITIVE / 1e15, f64::MIN_POSITIVE, 1e-200] {
            let share = wilson(part, whole, confidence).unwrap();
            assert!(holds(&share.interval, Some(share.value)), "{share:?}");
        }
    }
}

/// Nothing recorded, on one side or both.
#[test]
fn zeros() {
    let (none, five) = (Exposed { count: 0, exposure: 1.0 }, Exposed { count: 5, exposure: 1.0 });
    for method in RATIO_METHODS {
        let nothing = rate_ratio(none, none, 0.95, method).unwrap();
        assert_eq!((nothing.value, nothing.p), (None, 1.0));
        assert_eq!((nothing.interval.lower, nothing.interval.upper), (0.0, f64::INFINITY));
        let from_none = rate_ratio(five, none, 0.95, method).unwrap();
        assert!(from_none.value.is_none() && from_none.interval.upper == f64::INFINITY);
        assert!(from_none.interval.lower > 0.9);
        let to_none = rate_ratio(none, five, 0.95, method).unwrap();
        assert_eq!((to_none.value, to_none.interval.lower), (Some(0.0), 0.0));
    }
    let same = rate_ratio(five, five, 0.95, Method::MidPRatio).unwrap();
    assert!(same.value == Some(1.0) && close(same.p, 1.0));
    let nothing = change_against_rest([0, 0], [10, 12], 0.95, Method::ConditionalMidP).unwrap();
    assert_eq!((nothing.value, nothing.p), (None, 1.0));
    assert_eq!((nothing.interval.lower, nothing.interval.upper), (0.0, f64::INFINITY));
}

/// The largest counts have answers, within their bounds.
#[test]
fn largest_counts() {
    let most = exact_limits(MAX_COUNT, 0.95).unwrap();
    // So large a count is close to normal: half an event for the steps, and z √n.
    assert!(((most.upper - most.lower) / 2.0 - 0.5 - 1.959_963_984_540_054 * 65_536.0).abs() < 0.01, "{most:?}");
    let half = Exposed { count: MAX_COUNT, exposure: 1.0 };
    let even = rate_ratio(half, half, 0.95, Method::MidPRatio).unwrap();
    assert!(even.interval.contains(1.0) && close(even.p, 1.0));
    // Margins of 10⁹, and of 2³² with every cell as large as it can be.
    let change = change_against_rest([500_000_000, 500_100_000], [1_000_000_000; 2], 0.95, Method::ConditionalMidP);
    assert!(agrees(&change.unwrap()) && change.unwrap().value.unwrap() > 1.0);
    let table = TwoByTwo { area: [2_147_483_648.0; 2], rest: [2_147_483_648.0; 2] };
    let tails = table.tails(1.0);
    assert!((tails.below - tails.above).abs() < 1e-9 && tails.below + tails.at / 2.0 - 0.5 < 1e-9, "{tails:?}");
}
