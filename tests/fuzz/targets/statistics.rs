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
    let exposures = [later.exposure, earlier.exposure];
    for limits in [
        chance_counts(later.count, exposures, confidence),
        chance_counts_beside(later.count.min(1 << 24), nation, confidence),
    ] {
        assert!(limits.is_none_or(|[lower, upper]| lower <= upper && upper <= later.count), "{later:?}: {limits:?}");
    }
    Ok(())
}

fn many_areas(u: &mut Unstructured<'_>) -> Result<()> {
    let (confidence, z) = (confidence(u)?, number(u)?);
    let areas = (0..u.int_in_range(0..=40)?).map(|_| exposed(u)).collect::<Result<Vec<_>>>()?;
    let rates: Vec<LogFigure> = areas.iter().filter_map(|area| LogFigure::rate(*area)).collect();
    let change = |pair: &[Exposed]| LogFigure::change(*pair.first()?, *pair.get(1)?);
    let changes: Vec<LogFigure> = areas.windows(2).filter_map(change).collect();
    for figures in [rates, changes] {
        let Some(range) = usual_range(&figures) else { continue };
        assert!(range.mean.is_finite() && range.tau2 >= 0.0 && range.tau2.is_finite(), "{areas:?}: {range:?}");
        assert!(range.aside.len() <= figures.len() / 10, "{areas:?}: {range:?}");
        for figure in &figures {
            assert!(range.z(figure).is_finite(), "{areas:?}: {range:?}");
            if let Some(limits) = range.limits(figure.size, z).filter(|_| z > 0.0) {
                assert!(limits.lower >= 0.0 && limits.lower <= limits.upper, "{areas:?}: {limits:?}");
            }
        }
    }
    for chosen in 0..areas.len() {
        let Some(range) = rank_range(&areas, chosen, confidence, 0.01) else { continue };
        assert!(1 <= range.lower && range.lower <= range.upper && range.upper <= areas.len(), "{areas:?}: {range:?}");
    }
    let counts: Vec<u64> = areas.iter().map(|area| area.count).collect();
    for share in goodman(&counts, confidence).into_iter().flatten() {
        assert!(holds(&share.interval, Some(share.value)) && share.interval.upper <= 1.0, "{counts:?}: {share:?}");
    }
    Ok(())
}
