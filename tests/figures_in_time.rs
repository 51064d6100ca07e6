//! Trends and control charts: the effect of breaks, gaps and odd periods, and figures worked out elsewhere.

use force_compare::compare::*;
use force_compare::data::{Dataset, read};
use force_compare::stats::Signal;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{all, generated, image_offences, place, seizures, years};

fn near(found: f64, expected: f64, apart: f64) {
    assert!((found - expected).abs() <= apart, "{found}, {expected} expected");
}

fn values(counts: &[u64]) -> Vec<Value> {
    counts.iter().map(|count| json!(count)).collect()
}

/// One area, a figure a year.
fn yearly(counts: &[u64]) -> Value {
    years(&[values(counts)])
}

fn trend(payload: &Value) -> Result<Trend, NoTrend> {
    all(&read(&payload.clone()).unwrap()).trend(Subject::Area(0), By::Count)
}

fn process(payload: &Value) -> Result<Process, NoProcess> {
    all(&read(&payload.clone()).unwrap()).process(Subject::Area(0), By::Count)
}

/// One area, a figure a month from January 2018.
fn monthly(counts: &[u64]) -> Value {
    let mut payload = yearly(counts);
    let length = |at: usize| match at % 12 {
        1 if at / 12 == 2 => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    };
    for at in 0..counts.len() {
        let month = format!("-{:02}-", at % 12 + 1);
        let year = 2018 + at / 12;
        payload["periods"][at]["start"] = json!(format!("{year}{month}01"));
        payload["periods"][at]["end"] = json!(format!("{year}{month}{}", length(at)));
    }
    payload
}

/// Removes a period from a payload, as if it had never been listed.
fn unlist(payload: &mut Value, at: usize) {
    for list in ["periods", "counts"] {
        payload[list].as_array_mut().unwrap().remove(at);
    }
}

/// Poisson regression worked out outside this program (iteratively reweighted least squares, quasi-Poisson).
#[test]
fn seizures_over_ten_years() {
    let dataset = read(&seizures()).unwrap();
    let comparison = all(&dataset);
    for (id, by, figures, per_period, lower, upper, phi, ends, direction) in [
        (
            "hertfordshire",
            By::Count,
            10,
            -5.616760,
            -7.773992,
            -3.409068,
            32.615029,
            [5116.2858, 3040.9463],
            Direction::Falling,
        ),
        (
            "hertfordshire",
            By::Rate,
            10,
            -6.479333,
            -8.658421,
            -4.248259,
            33.841256,
            [465.6175, 254.7990],
            Direction::Falling,
        ),
        (
            "bedfordshire",
            By::Count,
            9,
            -3.576888,
            -8.451866,
            1.557685,
            56.818654,
            [1701.9381, 1226.2360],
            Direction::Unclear,
        ),
        (
            "hampshire",
            By::Count,
            8,
            -5.535325,
            -9.113670,
            -1.816096,
            83.625421,
            [5410.6448, 3240.9619],
            Direction::Falling,
        ),
    ] {
        let found = comparison.trend(Subject::Area(place(&dataset, id)), by).unwrap();
        near(found.per_period.value, per_period, 2e-6);
        near(found.per_period.interval.lower, lower, 2e-5);
        near(found.per_period.interval.upper, upper, 2e-5);
        near(found.fit.phi(), phi, 2e-6);
        assert_eq!((found.line.len(), found.direction, found.broken), (figures, direction, None), "{id}");
        assert_eq!((found.line[0].0, found.line[figures - 1].0), (0, 9));
        near(found.line[0].1, ends[0], 0.001);
        near(found.line[figures - 1].1, ends[1], 0.001);
    }
    // The line leaves a blank out but counts its year: Bedfordshire's 2014/15.
    let found = comparison.trend(Subject::Area(place(&dataset, "bedfordshire")), By::Count).unwrap();
    assert!(found.line.iter().all(|(period, _)| *period != 5));
    let nobody = comparison.trend(Subject::Area(place(&dataset, "thames-valley")), By::Rate);
    assert_eq!(nobody, Err(NoTrend::NoPopulation));
    assert!(comparison.trend(Subject::Nation, By::Count).is_err());
    let too_few = NoProcess::TooFew { figures: 10 };
    assert_eq!(comparison.process(Subject::Area(place(&dataset, "suffolk")), By::Count), Err(too_few));
}

#[test]
fn doubling_every_year_is_a_trend_of_a_hundred_per_cent() {
    let found = trend(&yearly(&[100, 200, 400, 800, 1600])).unwrap();
    near(found.per_period.value, 100.0, 1e-9);
    assert_eq!(found.direction, Direction::Rising);
    for ((period, height), count) in found.line.iter().zip([100.0, 200.0, 400.0, 800.0, 1600.0]) {
        near(*height, count, 1e-9 * count);
        assert!(*period < 5);
    }
    // The line is the same whether the third year is blank or not even listed.
    let mut blank = yearly(&[100, 200, 400, 800, 1600]);
    blank["counts"][2][0] = json!("[x]");
    let mut unlisted = blank.clone();
    unlist(&mut unlisted, 2);
    for payload in [blank, unlisted] {
        let found = trend(&payload).unwrap();
        near(found.per_period.value, 100.0, 1e-9);
        assert_eq!(found.line.len(), 4);
    }
}

#[test]
fn few_figures_and_few_events_bear_no_direction() {
    for counts in [&[100, 200, 400][..], &[100, 200, 400, 800]] {
        let found = trend(&yearly(counts)).unwrap();
        near(found.per_period.value, 100.0, 1e-9);
        assert_eq!(found.direction, Direction::TooFew, "{counts:?}");
    }
    assert_eq!(trend(&yearly(&[0, 1, 1, 2, 5])).unwrap().direction, Direction::TooFew);
    assert_eq!(trend(&yearly(&[0, 1, 1, 2, 6])).unwrap().direction, Direction::Unclear);
    assert_eq!(trend(&yearly(&[5, 6])), Err(NoTrend::TooFew { figures: 2, broken: None }));
    assert_eq!(trend(&yearly(&[5])), Err(NoTrend::TooFew { figures: 1, broken: None }));
    assert_eq!(trend(&yearly(&[0, 0, 0, 0])), Err(NoTrend::NoEvents));
    assert_eq!(trend(&yearly(&[0, 0, 9, 0])), Err(NoTrend::NoEvents));
    let two_years = image_offences();
    let herts = Subject::Area(place(&two_years, "hertfordshire"));
    assert_eq!(all(&two_years).trend(herts, By::Count), Err(NoTrend::TooFew { figures: 2, broken: None }));
    let level = trend(&yearly(&[70; 8])).unwrap();
    assert_eq!((level.direction, level.fit.p()), (Direction::Unclear, Some(1.0)));
    near(level.per_period.value, 0.0, 1e-12);
}

#[test]
fn a_break_begins_a_new_line() {
    let mut payload = yearly(&[900, 800, 700, 10, 20, 40, 80, 160]);
    payload["breaks"] = json!([
        {"period": "p3", "note": "The counting rules changed."},
        {"period": "p1", "area": "a0", "note": "A new system."}
    ]);
    let found = trend(&payload).unwrap();
    near(found.per_period.value, 100.0, 1e-9);
    assert_eq!((found.line[0].0, found.line.len(), found.broken), (3, 5, Some(0)));
    payload["breaks"][0]["period"] = json!("p6");
    assert_eq!(trend(&payload), Err(NoTrend::TooFew { figures: 2, broken: Some(0) }));
    // A break in another area changes nothing in this one.
    let mut two = years(&[values(&[10, 20, 40, 80, 160]), values(&[1, 2, 3, 4, 5])]);
    two["breaks"] = json!([{"period": "p4", "area": "a1", "note": "A new system."}]);
    assert_eq!(trend(&two).unwrap().line.len(), 5);
}

#[test]
fn periods_that_do_not_stand_in_one_line() {
    let mut overlapping = yearly(&[10, 20, 30, 40]);
    overlapping["periods"][1]["start"] = json!("1950-07-01");
    let why = NoSeries::Overlapping;
    assert_eq!(trend(&overlapping), Err(NoTrend::NoSeries(why)));
    assert_eq!(process(&overlapping), Err(NoProcess::NoSeries(why)));
    let mut month = yearly(&[10, 20, 30, 40]);
    month["periods"][3]["end"] = json!("1953-01-31");
    assert_eq!(trend(&month), Err(NoTrend::NoSeries(NoSeries::Uneven)));
    let mut astray = yearly(&[10, 20, 30, 40]);
    astray["periods"][3]["start"] = json!("1953-07-01");
    astray["periods"][3]["end"] = json!("1954-06-30");
    assert_eq!(trend(&astray), Err(NoTrend::NoSeries(NoSeries::Uneven)));
    // Figures before a break do not count.
    month["breaks"] = json!([{"period": "p3", "note": "Monthly from here."}]);
    assert_eq!(trend(&month), Err(NoTrend::TooFew { figures: 1, broken: Some(0) }));
}

/// Every month has as many events a day: February is no dip, and twelve missing months are twelve steps.
#[test]
fn months_are_counted_by_the_day() {
    let daily: Vec<u64> = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map(|days| 10 * days).to_vec();
    let two_years = daily.repeat(2);
    let found = trend(&monthly(&two_years)).unwrap();
    near(found.per_period.value, 0.0, 1e-9);
    let chart = process(&monthly(&two_years)).unwrap();
    near(chart.upper - chart.lower, 0.0, 1e-9);
    near(chart.mean, 10.0 * 730.0 / 24.0, 1e-9);
    assert!(chart.points.len() == 24 && chart.points.iter().all(|point| point.signal.is_none()));

    // Twice as many a day after a year that is not listed: 18 months apart in the middle.
    let mut last: Vec<u64> = daily.iter().map(|count| count * 20).collect();
    // 2020 has a leap day.
    last[1] = 200 * 29;
    let counts: Vec<u64> = daily.iter().chain(&daily).map(|count| count * 10).chain(last).collect();
    let mut payload = monthly(&counts);
    for _ in 0..12 {
        unlist(&mut payload, 12);
    }
    let steps = trend(&payload).unwrap();
    // Poisson regression of 100 a day at 0 to 11 and of 200 a day at 24 to 35, worked out outside.
    near(steps.per_period.value, 2.681188, 1e-5);
}

#[test]
fn what_is_out_of_the_ordinary() {
    let mut counts = [100, 140].repeat(8);
    counts[9] = 400;
    let chart = process(&yearly(&counts)).unwrap();
    let signals: Vec<_> = chart.points.iter().filter_map(|point| Some((point.period, point.signal?))).collect();
    assert_eq!(signals, [(9, Signal::AboveLimit)]);
    near(chart.mean, 2_180.0 / 16.0, 1e-9);
    // The two leaps to and from the tenth year are left out: thirteen differences of 40.
    near(chart.upper - chart.mean, 2.66 * 40.0, 1e-9);
    // No count can fall below zero.
    let low = process(&yearly(&[0, 3].repeat(8))).unwrap();
    assert_eq!(low.lower, 0.0);
    assert!(low.points.iter().all(|point| point.signal.is_none()));
}

#[test]
fn eleven_points_are_too_few_and_a_gap_begins_a_new_row() {
    assert_eq!(process(&yearly(&[5; 11])), Err(NoProcess::TooFew { figures: 11 }));
    assert_eq!(process(&yearly(&[5; 12])).unwrap().points.len(), 12);
    let mut blank = yearly(&[&[90; 5][..], &[5; 12]].concat());
    blank["counts"][4][0] = json!(null);
    let mut unlisted = blank.clone();
    unlist(&mut unlisted, 4);
    let mut broken = yearly(&[&[90; 4][..], &[5; 12]].concat());
    broken["breaks"] = json!([{"period": "p4", "note": "The counting rules changed."}]);
    for payload in [blank, unlisted, broken] {
        let chart = process(&payload).unwrap();
        assert_eq!((chart.points.len(), chart.mean), (12, 5.0));
    }
    let mut late = yearly(&[5; 20]);
    late["counts"][18][0] = json!("[c]");
    assert_eq!(process(&late), Err(NoProcess::TooFew { figures: 1 }));
    assert_eq!(process(&years(&[vec![json!(null); 13]])), Err(NoProcess::TooFew { figures: 0 }));
}

#[test]
fn rates_need_people_and_follow_them() {
    let mut payload = yearly(&[100; 14]);
    payload["populations"] = (0..14).map(|year| json!([100_000 * (1 + year / 7)])).collect();
    let dataset = read(&payload).unwrap();
    let comparison = all(&dataset);
    let chart = comparison.process(Subject::Area(0), By::Rate).unwrap();
    assert_eq!((chart.points[0].value, chart.points[13].value, chart.mean), (100.0, 50.0, 75.0));
    assert!(comparison.trend(Subject::Area(0), By::Rate).unwrap().per_period.value < -4.0);
    near(comparison.trend(Subject::Area(0), By::Count).unwrap().per_period.value, 0.0, 1e-9);
}

#[test]
fn two_thousand_areas_over_twenty_years() {
    let dataset = generated(2_000, 20, 6);
    let comparison = all(&dataset);
    let (mut lines, mut charts) = (0, 0);
    for area in comparison.areas() {
        lines += usize::from(comparison.trend(Subject::Area(area), By::Rate).is_ok());
        charts += usize::from(comparison.process(Subject::Area(area), By::Count).is_ok());
    }
    // One year in ten has no figure: nearly all have a trend, few have twelve in a row.
    assert!(lines > 1_950 && charts > 100 && charts < 800, "{lines} {charts}");
}

/// A series with some years missing, and that series with a break before its last years.
fn series() -> impl Strategy<Value = Vec<Option<u64>>> {
    prop::collection::vec(prop::option::weighted(0.85, prop_oneof![0..20_u64, 20..3_000_u64]), 1..30)
}

fn one(counts: &[Option<u64>]) -> Dataset {
    read(&years(&[counts.iter().map(|count| json!(count)).collect()])).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws(counts in series(), at in 0..30_usize, other in 0..5_000_u64) {
        let dataset = one(&counts);
        let comparison = all(&dataset);
        let found = comparison.trend(Subject::Area(0), By::Count);
        let known = counts.iter().flatten().count();
        match &found {
            Ok(found) => {
                let Estimates { lower, value, upper } = estimates(found);
                prop_assert!(lower <= value && value <= upper && lower >= -100.0, "{:?}", found.per_period);
                prop_assert_eq!(found.line.len(), known);
                let rises = found.line.windows(2).all(|pair| pair[0].1 <= pair[1].1 * (1.0 + 1e-12));
                let falls = found.line.windows(2).all(|pair| pair[1].1 <= pair[0].1 * (1.0 + 1e-12));
                prop_assert_eq!((value < 0.0 || rises, value >= 0.0 || falls), (true, true));
                // A line by maximum likelihood has as many events as were recorded.
                let events: u64 = counts.iter().flatten().sum();
                let fitted: f64 = found.line.iter().map(|(_, height)| height).sum();
                prop_assert!((fitted - events as f64).abs() <= 1e-6 * events as f64);
                match found.direction {
                    Direction::Rising => prop_assert!(lower > 0.0 && known >= 5),
                    Direction::Falling => prop_assert!(upper < 0.0 && known >= 5),
                    Direction::Unclear => prop_assert!(lower <= 1e-9 && upper >= -1e-9),
                    Direction::TooFew => prop_assert!(known < 5 || events < 10),
                }
            }
            Err(NoTrend::TooFew { figures, .. }) => prop_assert!(*figures == known && known < 3),
            Err(why) => {
                prop_assert_eq!(*why, NoTrend::NoEvents);
                prop_assert!(counts.iter().flatten().filter(|count| **count > 0).count() < 2);
            }
        }
        // Figures before a break change nothing after it.
        let at = at % counts.len();
        if at > 0 {
            let broken = |first: Option<u64>| {
                let mut counts = counts.clone();
                counts[at - 1] = first;
                let mut payload = years(&[counts.iter().map(|count| json!(count)).collect()]);
                payload["breaks"] = json!([{"period": format!("p{at}"), "note": "Another count."}]);
                let dataset = read(&payload).unwrap();
                let comparison = all(&dataset);
                (comparison.trend(Subject::Area(0), By::Count), comparison.process(Subject::Area(0), By::Count))
            };
            prop_assert_eq!(broken(Some(other)), broken(None));
        }
        let row = counts.iter().rev().skip_while(|count| count.is_none()).take_while(|count| count.is_some()).count();
        match comparison.process(Subject::Area(0), By::Count) {
            Ok(chart) => {
                prop_assert!(chart.points.len() == row && row >= 12);
                prop_assert!(0.0 <= chart.lower && chart.lower <= chart.mean && chart.mean <= chart.upper);
                for point in &chart.points {
                    prop_assert_eq!(Some(point.value), counts[point.period].map(|count| count as f64));
                    let outside = matches!(point.signal, Some(Signal::AboveLimit | Signal::BelowLimit));
                    let beyond = point.value > chart.upper || point.value < chart.lower;
                    prop_assert_eq!(outside, beyond, "{:?}", chart);
                }
            }
            Err(why) => {
                prop_assert_eq!(why, NoProcess::TooFew { figures: row });
                prop_assert!(row < 12);
            },
        }
    }
}

struct Estimates {
    lower: f64,
    value: f64,
    upper: f64,
}

fn estimates(trend: &Trend) -> Estimates {
    let interval = trend.per_period.interval;
    Estimates { lower: interval.lower, value: trend.per_period.value, upper: interval.upper }
}
