//! Areas held to the pooled rate, to the pooled change, and to the rest of the nation.

use force_compare::compare::*;
use force_compare::data::{Dataset, Marker, read};
use force_compare::stats::{ControlLimits, Method};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{ARTICLE, all, compare, generated, generated_payload, image_offences, place, years};

fn near(found: f64, expected: f64, apart: f64) {
    assert!((found - expected).abs() <= apart, "{found}, {expected} expected");
}

/// Areas of one size in one year.
fn equal_sizes(counts: &[u64], people: u64) -> Dataset {
    let mut payload = years(&counts.iter().map(|count| vec![json!(count)]).collect::<Vec<_>>());
    payload["populations"] = json!([vec![people; counts.len()]]);
    read(&payload).unwrap()
}

/// Areas with an earlier and a later count.
fn pairs(pairs: &[[u64; 2]]) -> Value {
    years(&pairs.iter().map(|pair| pair.map(|count| json!(count)).to_vec()).collect::<Vec<_>>())
}

/// The zone by the lines as drawn; `None` on a line, where rounding decides.
fn zone_of(value: f64, [inner, outer]: [ControlLimits; 2]) -> Option<Zone> {
    let size = inner.lower.abs().max(inner.upper.abs()).max(1.0);
    let lines = [inner.lower, inner.upper, outer.lower, outer.upper];
    if lines.iter().any(|line| (line - value).abs() < 1e-9 * size && *line != value) {
        return None;
    }
    Some(match value {
        value if value < outer.lower => Zone::FarBelow,
        value if value < inner.lower => Zone::Below,
        value if value > outer.upper => Zone::FarAbove,
        value if value > inner.upper => Zone::Above,
        _ => Zone::Inside,
    })
}

/// Computed outside this program, from the definitions in Spiegelhalter 2005.
#[test]
fn changes_of_sixteen_forces() {
    let dataset = image_offences();
    let funnel = compare(&dataset, &ARTICLE, "change", "count").change_funnel().unwrap();
    near(funnel.target.value, 15.937_940_761_636_1, 1e-10);
    assert_eq!((funnel.target.averaging, funnel.limits, funnel.with_figures), (Averaging::Pooled, Limits::Widened, 16));
    near(funnel.dispersion.phi, 4.118_381_493_181_3, 1e-11);
    near(funnel.dispersion.phi_raw, 6.046_951_194_419_5, 1e-11);
    near(funnel.dispersion.tau2.sqrt(), 0.121_156_514_838_8, 1e-12);
    let test = funnel.test().unwrap();
    near(test.pearson, 97.504_833_034_772_6, 1e-10);
    near(test.deviance, 97.610_369_064_007, 1e-10);
    near(test.p_pearson, 3.868_851_992e-14, 1e-22);
    assert_eq!(test.df, 15.0);

    let point = |id: &str| funnel.areas[place(&dataset, id)].unwrap();
    for (id, z, widened, by_chance, zone) in [
        ("hertfordshire", -2.153, -1.195, Zone::Below, Zone::Inside),
        ("bedfordshire", 3.268, 2.257, Zone::FarAbove, Zone::Above),
        ("cambridgeshire", -3.746, -2.440, Zone::FarBelow, Zone::Below),
        ("west-yorkshire", 3.647, 1.200, Zone::FarAbove, Zone::Inside),
        ("dyfed-powys", -5.326, -2.930, Zone::FarBelow, Zone::Below),
        ("south-yorkshire", -0.006, -0.002, Zone::Inside, Zone::Inside),
    ] {
        let point = point(id);
        near(point.z, z, 5e-4);
        near(point.z_widened, widened, 5e-4);
        assert_eq!((point.by_chance, point.zone), (by_chance, zone), "{id}");
    }
    assert_eq!(point("bedfordshire").events, 318);
    // 200.5 / 118.5.
    near(point("bedfordshire").place, 69.198_312, 1e-6);
    let missing = funnel.areas[place(&dataset, "kent")];
    assert_eq!(missing, Err(NoPoint::NoChange(NoChange::Both(Marker::Missing))));
}

#[test]
fn rates_of_twelve_forces() {
    let dataset = image_offences();
    let funnel = compare(&dataset, &ARTICLE, "ranking", "rate").rate_funnel().unwrap();
    near(funnel.target.value, 43.664_910_491_776_5, 1e-10);
    assert_eq!((funnel.target.averaging, funnel.limits, funnel.with_figures), (Averaging::Pooled, Limits::Widened, 12));
    near(funnel.dispersion.phi, 44.878_582_626, 1e-8);
    near(funnel.dispersion.tau2, 0.021_568_617_866, 1e-11);
    near(funnel.test().unwrap().pearson, 578.621_460_802, 1e-8);
    for (id, z, widened, by_chance, zone) in [
        ("hertfordshire", -10.717, -1.589, Zone::FarBelow, Zone::Inside),
        ("cambridgeshire", -12.853, -2.240, Zone::FarBelow, Zone::Below),
        ("essex", -0.997, -0.120, Zone::Inside, Zone::Inside),
        ("hampshire", 10.464, 1.204, Zone::FarAbove, Zone::Inside),
    ] {
        let point = funnel.areas[place(&dataset, id)].unwrap();
        near(point.z, z, 5e-4);
        near(point.z_widened, widened, 5e-4);
        assert_eq!((point.by_chance, point.zone), (by_chance, zone), "{id}");
    }
    assert_eq!(funnel.areas[place(&dataset, "gwent")], Err(NoFigure::Population));
}

/// STATISTICS computed outside, with R and by hand: "did not share the rise of the rest".
#[test]
fn three_forces_against_the_rest_of_the_nation() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    for (id, rest, value, by_chance, p, widened, standing) in [
        ("hertfordshire", [18_213, 22_423], 0.791, [0.674, 0.929], 0.0041, [0.594, 1.054], Standing::Similar),
        ("bedfordshire", [18_404, 22_524], 1.385, [1.103, 1.744], 0.0048, [0.996, 1.925], Standing::Similar),
        ("cambridgeshire", [18_313, 22_560], 0.637, [0.518, 0.782], 1.6e-5, [0.465, 0.872], Standing::Lower),
    ] {
        let found = comparison.change_against_rest(place(&dataset, id)).unwrap();
        assert_eq!((found.rest, found.basis, found.standing), (rest, Basis::Usual(16), standing), "{id}");
        near(found.chance.value.unwrap(), value, 5e-4);
        near(found.chance.interval.lower, by_chance[0], 5e-4);
        near(found.chance.interval.upper, by_chance[1], 5e-4);
        near(found.chance.p / p, 1.0, 0.03);
        assert_eq!(found.chance.interval.method, Method::ConditionalMidP);
        near(found.interval.lower, widened[0], 6e-4);
        near(found.interval.upper, widened[1], 6e-4);
        assert_eq!(found.interval.method, Method::WidenedRatio);
    }
    let kent = comparison.change_against_rest(place(&dataset, "kent"));
    assert_eq!(kent, Err(NoRest::Area(NoChange::Both(Marker::Missing))));
}

#[test]
fn the_rest_needs_a_nation_and_something_in_it() {
    let nation = |payload: &mut Value, counts: [Value; 2]| {
        payload["nation"] = json!({"name": "All", "short": "all", "areasSum": false, "counts": counts});
    };
    let mut payload = pairs(&[[30, 60], [0, 0]]);
    let without = read(&payload.clone()).unwrap();
    assert_eq!(all(&without).change_against_rest(0), Err(NoRest::NoNation));
    nation(&mut payload, [json!(30), json!(60)]);
    let whole = read(&payload.clone()).unwrap();
    assert_eq!(all(&whole).change_against_rest(0), Err(NoRest::NothingElse));
    nation(&mut payload, [json!(30), json!("[x]")]);
    let unknown = read(&payload.clone()).unwrap();
    let why = NoRest::Nation(NoChange::Later(Marker::Unavailable));
    assert_eq!(all(&unknown).change_against_rest(0), Err(why));
    // Below ten areas only chance is allowed for. This one has four times the change of the rest.
    nation(&mut payload, [json!(90), json!(90)]);
    let few = read(&payload).unwrap();
    let found = all(&few).change_against_rest(0).unwrap();
    assert_eq!((found.basis, found.chance.value, found.standing), (Basis::Chance, Some(4.0), Standing::Higher));
    assert_eq!(found.interval, found.chance.interval);
    // Without an event in either year there is no factor, and nothing is ruled out.
    let none = all(&few).change_against_rest(1).unwrap();
    assert_eq!((none.chance.value, none.chance.p, none.standing), (None, 1.0, Standing::Similar));
    assert_eq!((none.interval.lower, none.interval.upper), (0.0, f64::INFINITY));
}

/// Sums the exact law term by term: the chances of so few or fewer, and of so many or more.
fn tails(count: u64, expected: f64) -> (f64, f64) {
    let (mut term, mut below, mut above) = ((-expected).exp(), 0.0, 0.0);
    for at in 0..1_000_u64 {
        below += if at <= count { term } else { 0.0 };
        above += if at >= count { term } else { 0.0 };
        term *= expected / (at + 1) as f64;
    }
    (below, above)
}

#[test]
fn a_zone_is_what_chance_says_and_never_outside_within_the_line() {
    for most in [2_usize, 5, 8, 13, 40, 150] {
        let counts: Vec<u64> = (0..=most as u64).collect();
        let dataset = equal_sizes(&counts, 70_000);
        let funnel = all(&dataset).rate_funnel().unwrap();
        let limits = COVERAGES.map(|coverage| funnel.limits_by_chance(70_000.0, coverage).unwrap());
        let mut outside = 0;
        for (point, &count) in funnel.areas.iter().flatten().zip(&counts) {
            near(point.expected, most as f64 / 2.0, 1e-9);
            let expected = match tails(count, point.expected) {
                (low, _) if low < 0.001 => Zone::FarBelow,
                (low, _) if low < 0.025 => Zone::Below,
                (_, high) if high < 0.001 => Zone::FarAbove,
                (_, high) if high < 0.025 => Zone::Above,
                _ => Zone::Inside,
            };
            assert_eq!(point.by_chance, expected, "{most}: {point:?}");
            rate_zone_fits_line(point.by_chance, point.rate, 1e5 / 70_000.0, limits).unwrap();
            outside += usize::from(point.by_chance != Zone::Inside);
        }
        assert!(most < 13 || outside > 0);
    }
    // Three events where one is expected: above the line at 2.9, yet 8% of such areas have as many.
    let dataset = equal_sizes(&[3, 0, 1, 1, 0, 1, 1, 2, 0], 1_000);
    let funnel = all(&dataset).rate_funnel().unwrap();
    assert!(funnel.limits_by_chance(1_000.0, 0.95).unwrap().upper < 300.0);
    assert_eq!(funnel.areas[0].unwrap().zone, Zone::Inside);
}

/// A point called outside lies outside the drawn line, and a point more than one event beyond the line is called
/// outside.
fn rate_zone_fits_line(zone: Zone, rate: f64, event: f64, lines: [ControlLimits; 2]) -> Result<(), TestCaseError> {
    let milder = zone_of(rate - event, lines).map(|zone| zone.max(Zone::Inside));
    match zone_of(rate, lines) {
        Some(below @ (Zone::FarBelow | Zone::Below)) => prop_assert_eq!(zone, below, "{} {:?}", rate, lines),
        Some(drawn) => {
            prop_assert!(zone >= Zone::Inside && zone <= drawn, "{:?} {} {:?}", zone, rate, lines);
            prop_assert!(milder.is_none_or(|milder| milder <= zone), "{:?} {} {:?}", zone, rate, lines);
        }
        None => {}
    }
    Ok(())
}

#[test]
fn fewer_than_ten_areas_leave_the_limits_unadjusted() {
    let counts = [50, 300, 100, 120, 30, 500, 80, 90, 200];
    let nine = equal_sizes(&counts, 100_000);
    let funnel = all(&nine).rate_funnel().unwrap();
    assert_eq!(funnel.limits, Limits::TooFewAreas);
    assert!(funnel.dispersion.tau2 > 0.0);
    assert_eq!(funnel.limits(1e5, 0.95), funnel.limits_by_chance(1e5, 0.95));
    assert!(funnel.areas.iter().flatten().all(|point| point.zone == point.by_chance));
    assert_eq!(funnel.areas[5].unwrap().zone, Zone::FarAbove);

    let ten = equal_sizes(&[&counts[..], &[163]].concat(), 100_000);
    let funnel = all(&ten).rate_funnel().unwrap();
    assert_eq!((funnel.limits, funnel.areas[5].unwrap().zone), (Limits::Widened, Zone::Above));

    let moved: Vec<[u64; 2]> = counts.iter().map(|&count| [150, count]).collect();
    let nine = read(&pairs(&moved)).unwrap();
    let funnel = all(&nine).change_funnel().unwrap();
    assert_eq!(funnel.limits, Limits::TooFewAreas);
    assert!(funnel.areas.iter().flatten().all(|point| point.zone == point.by_chance));
    assert_eq!(funnel.limits(300, 0.95), funnel.limits_by_chance(300, 0.95));
}

#[test]
fn areas_that_are_all_alike_have_nothing_to_allow_for() {
    let dataset = equal_sizes(&[300; 20], 1_000_000);
    let funnel = all(&dataset).rate_funnel().unwrap();
    assert_eq!((funnel.limits, funnel.dispersion.tau2, funnel.dispersion.phi), (Limits::AsChance, 0.0, 0.0));
    near(funnel.target.value, 30.0, 1e-12);
    near(funnel.test().unwrap().p_pearson, 1.0, 1e-12);
    assert!(funnel.areas.iter().flatten().all(|point| point.zone == Zone::Inside));
    let changes = read(&pairs(&[[300, 300]; 20])).unwrap();
    let funnel = all(&changes).change_funnel().unwrap();
    assert_eq!((funnel.limits, funnel.target.value, funnel.dispersion.tau2), (Limits::AsChance, 0.0, 0.0));
    assert!(funnel.areas.iter().flatten().all(|point| point.z == 0.0 && point.zone == Zone::Inside));
}

#[test]
fn no_funnel_says_why() {
    let rates = |dataset: &Dataset| all(dataset).rate_funnel().map(|_| ());
    let changes = |dataset: &Dataset| all(dataset).change_funnel().map(|_| ());
    assert_eq!(rates(&read(&pairs(&[[5, 6]])).unwrap()), Err(NoFunnel::NoFigures));
    assert_eq!(rates(&equal_sizes(&[0, 0, 0], 1_000)), Err(NoFunnel::NoEvents));
    assert_eq!(changes(&equal_sizes(&[3, 4], 1_000)), Err(NoFunnel::NoFigures));
    for none in [[0, 0], [0, 7], [7, 0]] {
        assert_eq!(changes(&read(&pairs(&[none])).unwrap()), Err(NoFunnel::NoEvents), "{none:?}");
    }
    let missing = read(&years(&[vec![json!(null), json!(4)], vec![json!("[c]"), json!("[c]")]])).unwrap();
    assert_eq!(changes(&missing), Err(NoFunnel::NoFigures));
}

#[test]
fn one_area_is_its_own_target() {
    let dataset = equal_sizes(&[40], 80_000);
    let funnel = all(&dataset).rate_funnel().unwrap();
    assert_eq!((funnel.with_figures, funnel.test(), funnel.limits), (1, None, Limits::TooFewAreas));
    near(funnel.areas[0].unwrap().z, 0.0, 1e-12);
    let changes = read(&pairs(&[[40, 80]])).unwrap();
    let funnel = all(&changes).change_funnel().unwrap();
    assert_eq!((funnel.with_figures, funnel.test()), (1, None));
    near(funnel.target.value, 100.0, 1e-12);
}

/// An area with a zero in one year has a place; with zeros in both it has none. Three events in one year and none in
/// the other are no news.
#[test]
fn zeros() {
    let dataset = read(&pairs(&[[0, 12], [12, 0], [0, 0], [100, 100], [0, 3], [3, 0]])).unwrap();
    let funnel = all(&dataset).change_funnel().unwrap();
    assert_eq!(funnel.areas[2], Err(NoPoint::NoEvents));
    near(funnel.areas[0].unwrap().place, 2400.0, 1e-9);
    near(funnel.areas[1].unwrap().place, -96.0, 1e-9);
    // One in 4,096 either way; of three all on one side, one in eight, though z would have it unheard of.
    assert_eq!((funnel.areas[0].unwrap().zone, funnel.areas[1].unwrap().zone), (Zone::FarAbove, Zone::FarBelow));
    assert_eq!((funnel.areas[4].unwrap().zone, funnel.areas[5].unwrap().zone), (Zone::Inside, Zone::Inside));
    assert!(funnel.areas[4].unwrap().z > 3.9);
}

/// Between half a year and a year the funnel is of daily averages, and its z-scores are those of the counts.
#[test]
fn periods_of_unequal_length() {
    let mut payload = pairs(&[[100, 50], [200, 90], [300, 160]]);
    let plain = read(&payload.clone()).unwrap();
    payload["periods"][1]["end"] = json!("1951-07-01");
    let uneven = read(&payload).unwrap();
    assert!(all(&uneven).change(Subject::Area(0)).unwrap().is_by_day());
    let (a, b) = (all(&plain).change_funnel().unwrap(), all(&uneven).change_funnel().unwrap());
    near(a.target.value, -50.0, 1e-9);
    near(b.target.value, 100.0 * (0.5 * 365.0 / 182.0 - 1.0), 1e-9);
    for (a, b) in a.areas.iter().flatten().zip(b.areas.iter().flatten()) {
        near(a.z, b.z, 1e-12);
        near((1.0 + b.place / 100.0) / (1.0 + a.place / 100.0), 365.0 / 182.0, 1e-12);
    }
    let limits = b.limits_by_chance(290, 0.95).unwrap();
    assert!(limits.contains(b.target.value) && !limits.contains(a.target.value));
}

/// A leap day leads to no percentage that nobody can check: 1952 had one.
#[test]
fn a_leap_day_leaves_periods_alike() {
    let mut payload = pairs(&[[100, 50], [200, 90], [300, 160]]);
    let plain = read(&payload.clone()).unwrap();
    (payload["periods"][1]["start"], payload["periods"][1]["end"]) = (json!("1952-01-01"), json!("1952-12-31"));
    let leap = read(&payload).unwrap();
    assert_eq!((plain.periods[1].days(), leap.periods[1].days()), (365, 366));
    let (plain, leap) = (all(&plain), all(&leap));
    assert_eq!(plain.change_funnel().unwrap().target.value, leap.change_funnel().unwrap().target.value);
    for area in plain.areas() {
        let [plain, leap] = [&plain, &leap].map(|comparison| comparison.change(Subject::Area(area)).unwrap());
        assert_eq!(plain.percentage(), leap.percentage());
        assert!(!leap.is_by_day());
    }
}

#[test]
fn a_funnel_of_two_thousand_areas() {
    let dataset = generated(2_000, 2, 8);
    let comparison = compare(&dataset, &["a0"], "change", "count");
    let (rates, changes) = (comparison.rate_funnel().unwrap(), comparison.change_funnel().unwrap());
    assert!(rates.areas.len() == 2_000 && changes.areas.len() == 2_000);
    assert_eq!(rates.with_figures, rates.areas.iter().flatten().count());
    assert_eq!(changes.with_figures, changes.areas.iter().flatten().count());
    // Rates that lie so far apart: allowing for that leaves few areas outside.
    let outside =
        |zone: fn(&RatePoint) -> Zone| rates.areas.iter().flatten().filter(|point| zone(point) != Zone::Inside).count();
    assert!(outside(|point| point.zone) * 4 < outside(|point| point.by_chance));
}

/// Asserts the laws that hold of both funnels, whatever the figures.
fn lawful(dataset: &Dataset) -> Result<(), TestCaseError> {
    let comparison = all(dataset);
    let later = comparison.choice.later;
    if let Ok(funnel) = comparison.rate_funnel() {
        prop_assert_eq!(funnel.limits == Limits::TooFewAreas, funnel.with_figures < 10);
        let (mut observed, mut expected) = (0.0, 0.0);
        for area in comparison.areas() {
            let (count, people) = (dataset.observation(area, later).count(), dataset.population(area, later));
            prop_assert_eq!(funnel.areas[area].is_ok(), count.is_some() && people.is_some());
            let (Ok(point), Some(count), Some(people)) = (funnel.areas[area], count, people) else { continue };
            (observed, expected) = (observed + count as f64, expected + point.expected);
            prop_assert!(point.z.is_finite() && point.z_widened.abs() <= point.z.abs());
            prop_assert!(
                point.zone == point.by_chance
                    || point.zone.max(Zone::Inside) <= point.by_chance
                    || point.by_chance <= point.zone.min(Zone::Inside),
                "{:?}",
                point
            );
            let people = people as f64;
            let chance = COVERAGES.map(|coverage| funnel.limits_by_chance(people, coverage).unwrap());
            let usual = COVERAGES.map(|coverage| funnel.limits(people, coverage).unwrap());
            for (chance, usual) in chance.iter().zip(&usual) {
                prop_assert!(usual.lower <= chance.lower && chance.upper <= usual.upper);
            }
            rate_zone_fits_line(point.by_chance, point.rate, 1e5 / people, chance)?;
            rate_zone_fits_line(point.zone, point.rate, 1e5 / people, usual)?;
        }
        prop_assert!((observed - expected).abs() <= 1e-9 * observed);
    }
    if let Ok(funnel) = comparison.change_funnel() {
        prop_assert_eq!(funnel.limits == Limits::TooFewAreas, funnel.with_figures < 10);
        for area in comparison.areas() {
            let change = comparison.change(Subject::Area(area));
            let Ok(point) = funnel.areas[area] else {
                prop_assert!(change.is_err() || change.is_ok_and(|change| change.earlier + change.later == 0));
                continue;
            };
            prop_assert_eq!(change.map(|change| change.earlier + change.later), Ok(point.events));
            prop_assert!(point.z.is_finite() && point.z_widened.abs() <= point.z.abs());
            let chance = COVERAGES.map(|coverage| funnel.limits_by_chance(point.events, coverage).unwrap());
            let usual = COVERAGES.map(|coverage| funnel.limits(point.events, coverage).unwrap());
            prop_assert!(zone_of(point.place, chance).is_none_or(|zone| zone == point.by_chance), "{:?}", point);
            prop_assert!(zone_of(point.place, usual).is_none_or(|zone| zone == point.zone), "{:?}", point);
        }
    }
    for area in comparison.areas() {
        let Ok(found) = comparison.change_against_rest(area) else { continue };
        let nation = dataset.nation.as_ref().unwrap();
        let whole = [comparison.choice.earlier, later].map(|period| nation.counts[period].count().unwrap());
        let own = comparison.change(Subject::Area(area)).unwrap();
        prop_assert_eq!([own.earlier + found.rest[0], own.later + found.rest[1]], whole);
        prop_assert!(!found.interval.lower.is_nan() && found.interval.lower <= found.interval.upper);
        let side = (found.interval.lower > 1.0, found.interval.upper < 1.0);
        prop_assert_eq!(side, (found.standing == Standing::Higher, found.standing == Standing::Lower));
        if found.basis != Basis::Chance {
            let value = found.chance.value.unwrap();
            prop_assert!(found.interval.lower <= value && value <= found.interval.upper);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws(areas in 1..40_usize, seed in 0..1_000_000_u64, nation in 0..3_u8) {
        let mut payload = generated_payload(areas, 2, seed);
        match nation {
            0 => { payload.as_object_mut().unwrap().remove("nation"); }
            // A nation with hardly more than the areas themselves.
            1 => {
                let sum = |period: usize| -> u64 {
                    payload["counts"][period].as_array().unwrap().iter().filter_map(Value::as_u64).sum()
                };
                payload["nation"]["counts"] = json!([sum(0) + seed % 2, sum(1)]);
            }
            _ => payload["nation"]["counts"] = json!([4_000_000, 5_000_000]),
        }
        lawful(&read(&payload).unwrap())?;
    }

    /// Neither the order of the areas nor one more without a figure changes anything.
    #[test]
    fn order(areas in 2..25_usize, seed in 0..1_000_000_u64) {
        let payload = generated_payload(areas, 2, seed);
        let mut back = payload.clone();
        let reverse = |list: &mut Value| list.as_array_mut().unwrap().reverse();
        for period in 0..2 {
            reverse(&mut back["counts"][period]);
            reverse(&mut back["populations"][period]);
        }
        back["counts"][1].as_array_mut().unwrap().push(json!("[c]"));
        back["counts"][0].as_array_mut().unwrap().push(json!(12));
        back["populations"][0].as_array_mut().unwrap().push(json!(5_000));
        back["populations"][1].as_array_mut().unwrap().push(json!(5_000));
        back["areas"].as_array_mut().unwrap().push(json!({"id": "more", "name": "More"}));
        let (one, other) = (read(&payload).unwrap(), read(&back).unwrap());
        let (one, other) = (all(&one), all(&other));
        if let (Ok(a), Ok(b)) = (one.rate_funnel(), other.rate_funnel()) {
            prop_assert!((a.target.value - b.target.value).abs() <= 1e-9 * a.target.value);
            for (a, b) in a.areas.iter().zip(b.areas[..areas].iter().rev()) {
                prop_assert_eq!(a.map(|point| point.zone), b.map(|point| point.zone));
            }
        }
        if let (Ok(a), Ok(b)) = (one.change_funnel(), other.change_funnel()) {
            for (a, b) in a.areas.iter().zip(b.areas[..areas].iter().rev()) {
                prop_assert_eq!(a.map(|point| point.zone), b.map(|point| point.zone));
            }
        }
    }
}
