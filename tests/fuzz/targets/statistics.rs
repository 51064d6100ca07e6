//! Gives any numbers at all to every statistic: an answer keeps the laws of the tests, and otherwise there is none.
#![no_main]

use arbitrary::{Arbitrary, Result, Unstructured};
use force_compare::stats::*;
use fuzzed::limits::{self, agrees};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut u = Unstructured::new(data);
    let _ = one_area(&mut u);
    let _ = many_areas(&mut u);
});

/// Holds an interval to the laws of the tests, from half confidence up. Nobody asks for less, and an exact interval
/// then shrinks to where both tails are even, which is beside the count and not at it; there only the order counts.
fn holds(interval: &Interval, value: Option<f64>) -> bool {
    let ordered = interval.lower >= 0.0 && interval.lower <= interval.upper * (1.0 + 1e-12);
    ordered && (interval.confidence < 0.5 || limits::holds(interval, value))
}

/// A count of any size, small ones as often as those beyond the greatest.
fn count(u: &mut Unstructured<'_>) -> Result<u64> {
    Ok(match u.int_in_range(0..=5)? {
        0 => u.int_in_range(0..=20)?,
        1 | 2 => u.arbitrary::<u16>()?.into(),
        3 | 4 => u.arbitrary::<u32>()?.into(),
        _ => u.arbitrary()?,
    })
}

/// A positive number as people have it, or any at all.
fn number(u: &mut Unstructured<'_>) -> Result<f64> {
    if u.ratio(1, 4)? { f64::arbitrary(u) } else { Ok(f64::from(u.arbitrary::<u32>()?) / 64.0 + 0.01) }
}

fn confidence(u: &mut Unstructured<'_>) -> Result<f64> {
    Ok(match u.int_in_range(0..=3)? {
        0 => f64::arbitrary(u)?,
        1 => 0.5 + f64::from(u.arbitrary::<u16>()?) / 140_000.0,
        _ => 0.95,
    })
}

fn exposed(u: &mut Unstructured<'_>) -> Result<Exposed> {
    Ok(Exposed { count: count(u)?, exposure: number(u)? })
}

fn one_area(u: &mut Unstructured<'_>) -> Result<()> {
    let (later, earlier, confidence) = (exposed(u)?, exposed(u)?, confidence(u)?);
    let value = later.count as f64;
    for limits in [exact_limits, mid_p_limits, byar_limits, fingertips_limits] {
        if let Some(interval) = limits(later.count, confidence) {
            assert!(holds(&interval, Some(value)), "{later:?} {confidence}: {interval:?}");
        }
    }
    if let Some(rate) = rate(later.count, later.exposure, 1e5, confidence) {
        assert!(holds(&rate.interval, Some(rate.value)), "{later:?}: {rate:?}");
    }
    if let Some(pace) = mean_interval(later.count, later.exposure, confidence) {
        assert!(holds(&pace.interval, pace.value), "{later:?}: {pace:?}");
    }
    if let Some(share) = wilson(later.count, earlier.count, confidence) {
        assert!(holds(&share.interval, Some(share.value)) && share.interval.upper <= 1.0, "{share:?}");
    }
    for method in [Method::MidPRatio, Method::ExactRatio, Method::ScoreRatio] {
        if let Some(ratio) = rate_ratio(later, earlier, confidence, method) {
            assert!(holds(&ratio.interval, ratio.value), "{later:?} {earlier:?} {confidence} {method:?}: {ratio:?}");
            assert!((0.0..=1.0).contains(&ratio.p), "{ratio:?}");
            let plain = |at: &Exposed| at.count <= MAX_COUNT && (1e-3..1e8).contains(&at.exposure);
            let sane = plain(&later) && plain(&earlier) && (0.5..0.9999).contains(&confidence);
            assert!(!sane || agrees(&ratio), "{later:?} {earlier:?} {confidence} {method:?}: {ratio:?}");
        }
        if let Some(ratio) = rate_against_rest(later, earlier, confidence, method) {
            assert!(holds(&ratio.interval, ratio.value), "{ratio:?}");
        }
    }
    let tau2 = number(u)?;
    if let Some(ratio) = widened_change(later, earlier, tau2, confidence) {
        assert!(holds(&ratio.interval, ratio.value), "{later:?} {earlier:?} {tau2} {confidence}: {ratio:?}");
    }
    let (area, nation) = ([count(u)?, count(u)?], [count(u)?, count(u)?]);
    // Some seconds for counts of thousands of millions, which no table of police figures has.
    if nation.iter().all(|count| *count <= 1 << 24) {
        for method in [Method::ConditionalMidP, Method::ConditionalExact] {
            if let Some(ratio) = change_against_rest(area, nation, confidence, method) {
                assert!(holds(&ratio.interval, ratio.value), "{area:?} {nation:?} {confidence}: {ratio:?}");
                assert!((0.0..=1.0).contains(&ratio.p), "{ratio:?}");
            }
        }
    }
    let expected = number(u)?;
    for limits in [interpolated_limits(expected, confidence), quantile_limits(expected, confidence)] {
        ordered(limits);
    }
    ordered(interpolated_later_limits(later.count, number(u)?, confidence));
    Ok(())
}

fn ordered(limits: Option<ControlLimits>) {
    if let Some(ControlLimits { lower, upper, .. }) = limits {
        assert!(limits::at_most(lower, upper) && lower >= 0.0, "{limits:?}");
    }
}

fn many_areas(u: &mut Unstructured<'_>) -> Result<()> {
    let (confidence, trim) = (confidence(u)?, number(u)? / 1e7);
    let areas = (0..u.int_in_range(0..=16)?).map(|_| exposed(u)).collect::<Result<Vec<_>>>()?;
    let pairs: Vec<[u64; 2]> =
        areas.chunks(2).filter(|pair| pair.len() == 2).map(|pair| [pair[0].count, pair[1].count]).collect();
    for scale in [FunnelScale::Root, FunnelScale::Ratio] {
        let Some(funnel) = rate_funnel(&areas, scale, trim) else { continue };
        assert!(
            funnel.benchmark.is_finite() && funnel.dispersion.tau2 >= 0.0 && funnel.dispersion.phi >= 0.0,
            "{areas:?}"
        );
        for mark in &funnel.marks {
            assert!(!mark.z.is_nan() && !mark.p(&funnel.dispersion).is_nan(), "{areas:?}: {mark:?}");
            ordered(funnel.limits(mark.expected, confidence));
        }
    }
    if let Some(funnel) = change_funnel(&pairs, trim) {
        assert!(funnel.dispersion.tau2 >= 0.0 && funnel.dispersion.phi >= 0.0, "{pairs:?}");
        for mark in funnel.marks.iter().flatten() {
            assert!(!mark.z.is_nan() && !mark.p(&funnel.dispersion).is_nan(), "{pairs:?}: {mark:?}");
            ordered(funnel.limits(mark.s, confidence));
        }
    }
    for test in [dispersion_test(&areas), change_dispersion_test(&pairs)].into_iter().flatten() {
        assert!((0.0..=1.0).contains(&test.p_pearson) && (0.0..=1.0).contains(&test.p_deviance), "{test:?}");
    }
    if let Some(ranks) = ranks(&areas, confidence) {
        for rank in &ranks {
            assert!(
                1 <= rank.lower && rank.lower <= rank.median && rank.median <= rank.upper && rank.upper <= areas.len()
            );
        }
    }
    let counts: Vec<u64> = areas.iter().map(|area| area.count).collect();
    for share in goodman(&counts, confidence).into_iter().flatten() {
        assert!(holds(&share.interval, Some(share.value)) && share.interval.upper <= 1.0, "{counts:?}: {share:?}");
    }
    for average in [Pooled::new(&areas).map(|all| all.rate(1e5)), MeanOfRates::new(&areas).map(|all| all.rate(1e5))] {
        assert!(average.is_none_or(|average| average >= 0.0), "{areas:?}: {average:?}");
    }
    let periods: Vec<_> = areas.iter().map(|area| (area.count != 1).then_some(*area)).collect();
    if let Some(trend) = trend(&periods) {
        assert!(
            trend.slope.is_finite() && trend.s > 0.0 && trend.p().is_none_or(|p| (0.0..=1.0).contains(&p)),
            "{periods:?}: {trend:?}"
        );
        if let Some(each) = trend.per_period(confidence) {
            assert!(holds(&each.interval, Some(each.value)), "{periods:?}: {each:?}");
        }
    }
    let values: Vec<f64> = areas.iter().map(|area| area.exposure).collect();
    if let Some(chart) = xmr(&values) {
        assert!(chart.lower <= chart.mean && chart.mean <= chart.upper, "{values:?}: {chart:?}");
    }
    let p: Vec<_> = values.iter().map(|value| Some(value.abs().fract()).filter(|p| p.is_finite())).collect();
    for (p, q) in p.iter().zip(benjamini_hochberg(&p)) {
        assert_eq!(p.is_some(), q.is_some());
        assert!(p.zip(q).is_none_or(|(p, q)| limits::at_most(p, q) && q <= 1.0));
    }
    Ok(())
}
