//! Laws of the statistics that follow one area over many periods: trends, control charts, and Student's t beneath the
//! trends.

use force_compare::stats::normal::z_of;
use force_compare::stats::student::{t_of, two_sided_t};
use force_compare::stats::xmr::{MIN_POINTS, xmr_with};
use force_compare::stats::*;
use proptest::prelude::*;

fn confidences() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.95), Just(0.998), 0.5..0.9999_f64]
}

fn close(a: f64, b: f64, digits: f64) -> bool {
    a == b || (a - b).abs() <= digits * a.abs().max(b.abs()).max(1.0)
}

/// A period, rarely one without a figure.
fn periods() -> impl Strategy<Value = Option<Exposed>> {
    let count = prop_oneof![1 => 0..5_u64, 3 => 5..100_u64, 3 => 100..3_000_u64, 1 => 3_000..3_000_000_u64];
    let period = (count, 1.0..1e7_f64).prop_map(|(count, exposure)| Exposed { count, exposure });
    prop::option::weighted(0.9, period)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn trends(
        mut periods in prop::collection::vec(periods(), 1..25),
        confidence in confidences(),
        wider in 0.0..1.0_f64,
    ) {
        let known = || periods.iter().flatten();
        let Some(trend) = trend(&periods) else {
            prop_assert!(known().count() < 3 || known().filter(|period| period.count > 0).count() < 2);
            return Ok(());
        };
        prop_assert_eq!(trend.df as usize + 2, known().count());
        // The line keeps the sum and the centre of the counts, which is what makes it the likeliest.
        let fitted = |t: usize, period: &Exposed| period.exposure * (trend.intercept + trend.slope * t as f64).exp();
        let moment = |f: &dyn Fn(usize, &Exposed) -> f64| -> f64 {
            periods.iter().enumerate().filter_map(|(t, period)| Some(f(t, period.as_ref()?))).sum()
        };
        let recorded = |_: usize, period: &Exposed| period.count as f64;
        prop_assert!(close(moment(&fitted), moment(&recorded), 1e-9));
        let centre = |of: &dyn Fn(usize, &Exposed) -> f64| moment(&|t, period| t as f64 * of(t, period));
        prop_assert!(close(centre(&fitted), centre(&recorded), 1e-9));
        prop_assert!(trend.s > 0.0 && trend.s_widened() >= trend.s && trend.pearson >= 0.0 && trend.deviance >= 0.0);

        let per_period = trend.per_period(confidence).unwrap();
        prop_assert!(per_period.interval.contains(per_period.value) && per_period.interval.lower >= 0.0);
        let outer = trend.per_period(confidence + (0.99999 - confidence) * wider).unwrap().interval;
        prop_assert!(outer.lower <= per_period.interval.lower && per_period.interval.upper <= outer.upper);
        match trend.p() {
            None => prop_assert_eq!(trend.df, 1),
            Some(p) => {
                let error = 1.0 - confidence;
                prop_assert!((0.0..=1.0).contains(&p));
                prop_assert!(per_period.interval.contains(1.0) == (p >= error) || (p - error).abs() < 1e-9);
            }
        }
        // Time reversed, and people counted in thousands.
        periods.reverse();
        for period in periods.iter_mut().flatten() {
            period.exposure /= 1000.0;
        }
        let back = force_compare::stats::trend(&periods).unwrap();
        prop_assert!(close(trend.slope, -back.slope, 1e-9) && close(trend.s, back.s, 1e-9));
    }

    #[test]
    fn control_charts(values in prop::collection::vec(-50..200_i32, 0..60), scale in 0..20_i32) {
        let factor = f64::from(scale).exp2();
        let values: Vec<f64> = values.into_iter().map(|value| f64::from(value) * factor).collect();
        let Some(chart) = xmr(&values) else {
            prop_assert!(values.len() < MIN_POINTS);
            return Ok(());
        };
        prop_assert!(chart.lower <= chart.mean && chart.mean <= chart.upper && chart.signals.len() == values.len());
        let open = xmr_with(&values, false).unwrap();
        prop_assert!(open.lower <= chart.lower && chart.upper <= open.upper);
        for (value, signal) in values.iter().zip(&chart.signals) {
            prop_assert_eq!(*value > chart.upper, *signal == Some(Signal::AboveLimit));
            prop_assert_eq!(*value < chart.lower, *signal == Some(Signal::BelowLimit));
        }
        // Upside down.
        let mirrored = xmr(&values.iter().map(|value| -value).collect::<Vec<_>>()).unwrap();
        let turned = |signal: &Signal| match signal {
            Signal::AboveLimit => Signal::BelowLimit,
            Signal::BelowLimit => Signal::AboveLimit,
            Signal::Rising => Signal::Falling,
            Signal::Falling => Signal::Rising,
            Signal::NearUpper => Signal::NearLower,
            Signal::NearLower => Signal::NearUpper,
            Signal::RunAbove => Signal::RunBelow,
            Signal::RunBelow => Signal::RunAbove,
        };
        let turned: Vec<Option<Signal>> = chart.signals.iter().map(|signal| signal.as_ref().map(turned)).collect();
        prop_assert_eq!(turned, mirrored.signals);
    }

    #[test]
    fn students_law(log in -3.0..3.0_f64, df in prop_oneof![1..30_u32, 30..100_000_u32], confidence in confidences()) {
        let (df, t) = (f64::from(df), log.exp());
        let p = two_sided_t(t, df);
        prop_assert!((0.0..=1.0).contains(&p) && p == two_sided_t(-t, df) && two_sided_t(1.01 * t, df) < p);
        prop_assert!(close(two_sided_t(t_of(confidence, df).unwrap(), df), 1.0 - confidence, 1e-12));
        // Never narrower than the normal law, and close to it in the end.
        let normal = z_of(confidence).unwrap();
        prop_assert!(t_of(confidence, df).unwrap() > normal);
        prop_assert!(t_of(confidence, df).unwrap() < normal + 100.0 / df || df < 100.0);
    }
}

/// Without an answer the functions return none.
#[test]
fn no_answer() {
    let one = Exposed { count: 5, exposure: 1.0 };
    for odd in [0.0, 1.0, -0.5, 2.0, f64::NAN, f64::INFINITY] {
        assert!(t_of(odd, 5.0).is_none());
        assert!(trend(&[Some(one); 5]).unwrap().per_period(odd).is_none());
    }
    for odd in [0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(t_of(0.95, odd).is_none());
        assert!(trend(&[Some(one), Some(Exposed { count: 5, exposure: odd }), Some(one)]).is_none());
    }
    assert!(xmr(&[1.0; 11]).is_none() && xmr(&[f64::NAN; 20]).is_none() && xmr_with(&[1.0], false).is_none());
    assert!(xmr(&[f64::MAX, f64::MIN].repeat(10)).is_none());
}

/// Student's t from printed tables.
#[test]
fn student_tables() {
    for (df, t) in [(1.0, 12.7062), (2.0, 4.3027), (5.0, 2.5706), (10.0, 2.2281), (30.0, 2.0423), (120.0, 1.9799)] {
        assert!((t_of(0.95, df).unwrap() - t).abs() < 0.00005, "{df}");
    }
    assert!((two_sided_t(1.0, 1.0) - 0.5).abs() < 1e-15 && two_sided_t(0.0, 5.0) == 1.0);
    assert_eq!(two_sided_t(f64::INFINITY, 3.0), 0.0);
}

/// Trends with a known answer.
#[test]
fn known_trends() {
    let of =
        |counts: &[u64]| trend(&counts.iter().map(|&count| Some(Exposed { count, exposure: 1.0 })).collect::<Vec<_>>());
    let flat = of(&[7; 6]).unwrap();
    assert_eq!((flat.slope, flat.pearson, flat.p()), (0.0, 0.0, Some(1.0)));
    let doubling = of(&[1, 2, 4, 8, 16]).unwrap();
    assert!((doubling.slope.exp() - 2.0).abs() < 1e-14 && doubling.pearson < 1e-25);
    assert!(doubling.s_widened() == doubling.s && doubling.p().unwrap() < 0.05);
    // Three periods: a line, an interval, and no verdict.
    let three = of(&[100, 150, 225]).unwrap();
    assert!(three.p().is_none() && three.per_period(0.95).unwrap().interval.contains(1.0));
    // A gap keeps its place.
    let gap: Vec<_> = [Some(1), Some(2), None, Some(8), Some(16)]
        .map(|count| count.map(|count| Exposed { count, exposure: 1.0 }))
        .to_vec();
    assert!((trend(&gap).unwrap().slope.exp() - 2.0).abs() < 1e-14);
    // Only the counts' own limit keeps this slope finite.
    let steep = of(&[MAX_COUNT, 1, 0, 0, 0, 0]).unwrap();
    assert!((steep.slope.exp() * MAX_COUNT as f64 - 1.0).abs() < 1e-6);
    // Far down a long line nothing is expected, and nothing came.
    let long: Vec<u64> = (0..3000).map(|t| (1e6 * (-0.5 * f64::from(t)).exp()) as u64).collect();
    assert!((of(&long).unwrap().slope + 0.5).abs() < 0.01);
    for counts in [&[][..], &[5, 5], &[0, 0, 0], &[0, 0, 5], &[5, 0, 0], &[0, 5, 0]] {
        assert!(of(counts).is_none(), "{counts:?}");
    }
    let uneven = [1e-99, 1e99, 1e-99].map(|exposure| Some(Exposed { count: 5, exposure }));
    assert!(trend(&uneven).is_none_or(|trend| trend.slope.is_finite()));
}

/// Finds the points that stick out of a chart, and no others.
#[test]
fn signals() {
    for constant in [5.0, 0.1, 1e-7, 123.456] {
        assert!((12..80).all(|n| xmr(&vec![constant; n]).unwrap().signals.iter().all(Option::is_none)));
    }
    let mut values = [10.0, 14.0].repeat(10);
    values[10] = 30.0;
    let chart = xmr(&values).unwrap();
    assert_eq!(chart.signals.iter().flatten().count(), 1);
    assert_eq!(chart.signals[10], Some(Signal::AboveLimit));
    let stairs: Vec<f64> = (0..20).map(f64::from).collect();
    let signals = xmr(&stairs).unwrap().signals;
    assert_eq!(
        (signals[0], signals[9], signals[19]),
        (Some(Signal::BelowLimit), Some(Signal::Rising), Some(Signal::AboveLimit))
    );
    // A rise that stays within the limits includes its first and last point, and not their neighbours.
    let mut values = [10.0, 20.0].repeat(12);
    for (value, step) in values[8..16].iter_mut().zip([11.0, 12.0, 13.0, 14.0, 15.5, 16.0, 17.0, 18.0]) {
        *value = step;
    }
    values[7] = 16.0;
    values[16] = 12.0;
    let signals = xmr(&values).unwrap().signals;
    assert_eq!(signals[7..17].iter().map(|signal| *signal == Some(Signal::Rising)).collect::<Vec<_>>(), {
        let mut rising = vec![true; 10];
        (rising[0], rising[9]) = (false, false);
        rising
    });
}
