//! Averages by name, totals with withheld figures, and shares of one whole.

use force_compare::compare::{Averaging, NoAverage, NoShares, Total};
use force_compare::data::{Dataset, Marker, Observation, Payload, read, write};
use force_compare::stats::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{ARTICLE, all, compare, generated, generated_payload, image_offences, place, seizures, years};

fn near(found: f64, expected: f64, apart: f64) {
    assert!((found - expected).abs() <= apart, "{found}, {expected} expected");
}

fn one_year_payload(counts: &[Value]) -> Value {
    years(&counts.iter().map(|count| vec![count.clone()]).collect::<Vec<_>>())
}

fn one_year(counts: &[Value]) -> Dataset {
    read(&one_year_payload(counts)).unwrap()
}

#[test]
fn two_averages_of_the_same_forces() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "ranking", "rate");
    let averages = comparison.averages().unwrap();
    // 6,762 offences and 15,486,119 people; computed outside this program.
    near(averages.pooled.value, 43.664_910_491_776_5, 1e-10);
    near(averages.mean_of_rates.value, 39.963_876_347_665_2, 1e-10);
    let names = (averages.pooled.averaging, averages.mean_of_rates.averaging);
    assert_eq!(names, (Averaging::Pooled, Averaging::MeanOfRates));
    assert_eq!((averages.with_figures, averages.areas), (12, 45));
}

#[test]
fn peers_are_the_areas_of_the_same_group() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "ranking", "rate");
    // Bedfordshire, Cambridgeshire, Essex and Hertfordshire of the six forces in the east.
    let peers = comparison.peer_averages(place(&dataset, "hertfordshire")).unwrap();
    near(peers.pooled.value, 31.730_106_198_361, 1e-10);
    near(peers.mean_of_rates.value, 29.268_669_169_422, 1e-10);
    assert_eq!((peers.with_figures, peers.areas), (4, 6));
    // It is the group that has peers: one without a figure has the same average.
    assert_eq!(comparison.peer_averages(place(&dataset, "norfolk")), Ok(peers));

    let seizures = read(&seizures()).unwrap();
    let comparison = all(&seizures);
    let peers = comparison.peer_averages(place(&seizures, "suffolk")).unwrap();
    assert_eq!((peers.with_figures, peers.areas), (6, 6));
    let nobody = comparison.peer_averages(place(&seizures, "nottinghamshire")).unwrap();
    assert_eq!((nobody.with_figures, nobody.areas), (1, 2));
    assert_eq!(comparison.peer_averages(99), Err(NoAverage::NoGroup));
}

#[test]
fn no_average_says_why() {
    let mut payload = generated_payload(4, 1, 3);
    payload["counts"] = json!([[5, "[c]", 7, 9]]);
    payload["populations"] = json!([[null, 900, null, 100]]);
    for (at, group) in ["a", "a", "b"].iter().enumerate() {
        payload["areas"][at]["group"] = json!(group);
    }
    let dataset = read(&payload).unwrap();
    let comparison = all(&dataset);
    assert_eq!(comparison.peer_averages(0), Err(NoAverage::NoFigures { areas: 2 }));
    assert_eq!(comparison.peer_averages(2), Err(NoAverage::NoPeers));
    assert_eq!(comparison.peer_averages(3), Err(NoAverage::NoGroup));
    let averages = comparison.averages().unwrap();
    assert_eq!((averages.with_figures, averages.areas), (1, 4));
    assert_eq!((averages.pooled.value, averages.mean_of_rates.value), (9_000.0, 9_000.0));
    let none = one_year(&[json!(3), json!(4)]);
    assert_eq!(all(&none).averages(), Err(NoAverage::NoFigures { areas: 2 }));
}

#[test]
fn shares_of_what_is_inside_the_total() {
    let dataset = image_offences();
    let comparison = all(&dataset);
    let shares = comparison.shares().unwrap();
    assert_eq!((shares.periods, shares.total), (&[0, 1][..], 41_246));
    // Goodman 1965, computed outside this program: Wilson's limits at an error of 0.05 / 4.
    for (part, (share, lower, upper, derived)) in shares.parts.iter().zip([
        (63.206_129_079, 62.611_087_454, 63.797_176_407, false),
        (25.857_052_806, 25.322_245_856, 26.399_161_979, true),
        (0.353_973_719, 0.288_061_423, 0.434_901_847, false),
        (10.582_844_397, 10.210_464_760, 10.967_146_064, false),
    ]) {
        near(part.share.value, share, 1e-8);
        near(part.share.interval.lower, lower, 1e-8);
        near(part.share.interval.upper, upper, 1e-8);
        assert_eq!((part.category.derived, part.share.interval.method), (derived, Method::Goodman));
    }
    assert_eq!(shares.parts.len(), 4);
    near(shares.parts.iter().map(|part| part.share.value).sum(), 100.0, 1e-12);
}

#[test]
fn no_shares_say_why() {
    let mut payload = years(&[vec![json!(4)]]);
    let shares = |payload: &Value| {
        let dataset = read(&payload.clone()).unwrap();
        all(&dataset).shares().map(|shares| shares.parts.len())
    };
    assert_eq!(shares(&payload), Err(NoShares::NoCategories));
    payload["categories"] = json!({"periods": ["p0"], "total": 0, "parts": [{"label": "All", "count": 0}]});
    assert_eq!(shares(&payload), Err(NoShares::NoEvents));
    payload["categories"] = json!({"periods": ["p0"], "total": 4, "parts": [{"label": "All", "count": 4}]});
    assert_eq!(shares(&payload), Ok(1));
}

#[test]
fn a_total_is_a_range_where_figures_are_withheld() {
    let of = |counts: &[Value]| all(&one_year(counts)).total(0).unwrap();
    assert_eq!(
        of(&[json!(10), json!("<5"), json!("<10"), json!(0)]),
        Total { least: 12, greatest: Some(23), counted: 2, bounded: 2, unbounded: 0, missing: 0 }
    );
    assert_eq!(
        of(&[json!(10), json!("<5"), json!("[c]"), json!("[low]"), json!(null), json!("[x]"), json!("[z]")]),
        Total { least: 11, greatest: None, counted: 1, bounded: 1, unbounded: 2, missing: 2 }
    );
    // "<2" leaves one number only.
    assert_eq!(of(&[json!(10), json!("<2")]).known(), Some(11));
    assert_eq!(of(&[json!(10), json!("<3")]).known(), None);
    assert_eq!(of(&[json!(10), json!("[c]")]).known(), None);
    let none = of(&[json!(null), json!(null)]);
    assert_eq!((none.known(), none.counted, none.missing), (Some(0), 0, 2));
    let most = of(&vec![json!(4_294_967_296_u64); 50]);
    assert_eq!(most.known(), Some(50 * 4_294_967_296));
    let dataset = image_offences();
    // Independent sums: 16 forces, 7,090 to 8,220, and one more with the earlier year only, 286.
    let totals = [0, 1].map(|period| all(&dataset).total(period).unwrap());
    assert_eq!(totals.map(|total| (total.known(), total.missing)), [(Some(7_376), 28), (Some(8_220), 29)]);
}

#[test]
fn what_is_below_a_number_is_read_and_written() {
    for bound in 2..=20 {
        let text = format!("<{bound}");
        assert_eq!(Marker::parse(&text), Some(Marker::Below(bound)));
        assert_eq!(Marker::Below(bound).shorthand(), text);
    }
    for plain in [Marker::Missing, Marker::Unavailable, Marker::Withheld, Marker::NotApplicable, Marker::Low] {
        assert_eq!(Marker::parse(&plain.shorthand()), Some(plain));
    }
    for text in ["<", "<0", "<1", "<21", "<05", "< 5", "<5 ", "5", "<-5", "<5.0", "≤5"] {
        assert_eq!(Marker::parse(text), None, "{text}");
    }
    let payload = one_year_payload(&[json!("<5"), json!(3)]);
    let dataset = read(&payload).unwrap();
    assert_eq!(dataset.observation(0, 0), Observation::Marker(Marker::Below(5)));
    assert_eq!(dataset.observation(0, 0).count(), None);
    let payload = Payload::read(&payload).unwrap();
    assert_eq!(Payload::read(&write(&payload)).unwrap(), payload);
}

#[test]
fn two_thousand_areas() {
    let dataset = generated(2_000, 2, 9);
    let comparison = compare(&dataset, &["a0"], "ranking", "count");
    let total = comparison.total(1).unwrap();
    assert_eq!(total.counted + total.unbounded + total.missing, 2_000);
    assert!(total.unbounded > 0 && total.greatest.is_none());
    assert_eq!(comparison.averages().unwrap().with_figures, total.counted);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// The range of a total holds the true total whatever was withheld, and a range of one number is the true total.
    #[test]
    fn totals(counts in prop::collection::vec((0..60_u64, 0..22_u64), 0..30)) {
        let withheld = |&(count, bound): &(u64, u64)| {
            let hidden = (2..=20).contains(&bound) && 0 < count && count < bound;
            if hidden { json!(format!("<{bound}")) } else { json!(count) }
        };
        let values: Vec<Value> = counts.iter().map(withheld).collect();
        prop_assume!(!values.is_empty());
        let truth: u64 = counts.iter().map(|(count, _)| count).sum();
        let total = all(&one_year(&values)).total(0).unwrap();
        prop_assert!(total.least <= truth && truth <= total.greatest.unwrap());
        prop_assert!(total.known().is_none_or(|known| known == truth));
        prop_assert_eq!(total.bounded, values.iter().filter(|value| value.is_string()).count());
    }

    /// A mean lies between the lowest and the highest rate; both means are equal where areas have equal populations.
    #[test]
    fn means(counts in prop::collection::vec((0..5_000_u64, 1..2_000_000_u64), 1..20), people in 1..1_000_000_u64) {
        let of = |people: &dyn Fn(u64) -> u64| {
            let mut payload = years(&counts.iter().map(|(count, _)| vec![json!(count)]).collect::<Vec<_>>());
            payload["populations"] = json!([counts.iter().map(|(_, own)| people(*own)).collect::<Vec<_>>()]);
            let dataset = read(&payload).unwrap();
            all(&dataset).averages().unwrap()
        };
        let averages = of(&|own| own);
        let rates = || counts.iter().map(|&(count, people)| 1e5 * count as f64 / people as f64);
        let (least, most) = (rates().fold(f64::INFINITY, f64::min), rates().fold(0.0, f64::max));
        for average in [averages.pooled, averages.mean_of_rates] {
            prop_assert!(least * (1.0 - 1e-12) <= average.value && average.value <= most * (1.0 + 1e-12));
        }
        let equal = of(&|_| people);
        prop_assert!((equal.pooled.value - equal.mean_of_rates.value).abs() <= 1e-9 * equal.pooled.value);
    }
}
