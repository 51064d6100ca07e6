//! Payloads: faults are refused with their place, and writing and reading loses nothing.

use force_compare::data::{Dataset, Marker, Observation, Payload, PayloadError, read, write};
use serde_json::{Value, json};

use crate::fixture;

/// A payload of two areas and two periods, as small as one can be.
fn small() -> Value {
    json!({
        "format": "force-compare/1",
        "title": "Thefts",
        "language": "en-GB",
        "measure": {"label": "Thefts recorded", "singular": "theft", "plural": "thefts"},
        "noun": {"singular": "area", "plural": "areas"},
        "periods": [
            {"id": "a", "label": "2016", "start": "2016-01-01", "end": "2016-12-31"},
            {"id": "b", "label": "2017", "start": "2017-01-01", "end": "2017-12-31"}
        ],
        "areas": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
        "counts": [[3, null], [5, "[c]"]],
        "populations": [[100, 200], [100, null]]
    })
}

fn fault(change: impl FnOnce(&mut Value)) -> String {
    let mut payload = small();
    change(&mut payload);
    match Payload::read(&payload) {
        Err(error) => error.to_string(),
        Ok(payload) => panic!("accepted: {payload:?}"),
    }
}

#[test]
fn the_smallest_payload_is_read_and_missing_is_not_zero() {
    let dataset: Dataset = read(&small()).unwrap();
    assert_eq!(dataset.observation(0, 0).count(), Some(3));
    assert_eq!(dataset.observation(1, 0), Observation::Marker(Marker::Missing));
    assert_eq!(dataset.observation(1, 1), Observation::Marker(Marker::Withheld));
    assert_eq!(dataset.population(1, 1), None);
    assert_eq!(dataset.periods[0].days(), 366);
    assert_eq!(dataset.periods[1].days(), 365);
}

#[test]
fn impossible_numbers_are_refused_by_place() {
    const EXPECTED: &str = "a whole number from 0, null, or a marker such as \"[c]\" expected";
    for (value, found) in [
        (json!(-1), "-1: below zero"),
        (json!(1.5), "1.5: not a whole number"),
        (json!("NaN"), "\"NaN\""),
        (json!("309"), "\"309\""),
        (json!(1e18), "1e+18: too large"),
        (json!(true), "true"),
        (json!([1]), "[1]"),
    ] {
        let message = fault(|payload| payload["counts"][0][1] = value);
        assert_eq!(message, format!("counts[0][1]: {EXPECTED}, {found} found"));
    }
    let message = fault(|payload| payload["populations"][1][0] = json!(0));
    assert_eq!(message, "populations[1][0]: a whole number from 1, or null expected, 0: zero people found");
}

#[test]
fn what_does_not_fit_together_is_refused_by_place() {
    let message = fault(|payload| payload["areas"][1]["id"] = json!("north"));
    assert_eq!(message, "areas[1]: “north” is already areas[0]");
    for (list, id) in [("areas", "north east"), ("periods", "2016,17")] {
        let message = fault(|payload| payload[list][1]["id"] = json!(id));
        assert_eq!(message, format!("{list}[1].id: an identifier without spaces or commas expected, \"{id}\" found"));
    }
    let message = fault(|payload| payload["areas"][1]["name"] = json!("North"));
    assert_eq!(message, "areas[1]: “North” is already areas[0]");
    let message = fault(|payload| payload["counts"][1] = json!([1]));
    assert_eq!(message, "counts[1]: 2 entries expected, 1 found");
    let message = fault(|payload| payload["counts"] = json!([[1, 2]]));
    assert_eq!(message, "populations: one column for each period expected, [[100,200],[100,null]] found");
    let message = fault(|payload| payload["breaks"] = json!([{"period": "c", "note": "New rules"}]));
    assert_eq!(message, "breaks[0].period: a period's id expected, \"c\": not listed found");
    let message = fault(|payload| payload["flags"] = json!([{"area": "west", "period": "a", "flags": "[r]"}]));
    assert_eq!(message, "flags[0].area: an area's id expected, \"west\": not listed found");
    let message = fault(|payload| payload["areas"] = json!([]));
    assert_eq!(message, "areas: there are none");
    let message = fault(|payload| payload["periods"].as_array_mut().unwrap().swap(0, 1));
    assert_eq!(message, "periods[1]: starts before the one listed before it; list the earliest first");
    let nation = json!({"name": "All", "short": "All", "areasSum": false, "counts": [2, 9]});
    let message = fault(|payload| payload["nation"] = nation);
    assert_eq!(message, "counts[0][0]: more than the whole nation’s count or population");
}

#[test]
fn dates_links_and_texts_are_checked() {
    let message = fault(|payload| payload["periods"][0]["end"] = json!("2016-02-30"));
    assert_eq!(message, "periods[0].end: a date such as 2017-03-31 expected, \"2016-02-30\" found");
    let message = fault(|payload| payload["periods"][0]["end"] = json!("2015-12-31"));
    assert_eq!(message, "periods[0].end: a day on or after the start expected, \"2015-12-31\" found");
    let message = fault(|payload| payload["source"] = json!({"name": "X", "url": "javascript:alert(1)"}));
    assert_eq!(message, "source.url: an address that begins with https:// expected, \"javascript:alert(1)\" found");
    let message = fault(|payload| payload["areas"][0]["name"] = json!("x".repeat(1_000_000)));
    assert!(message.starts_with("areas[0].name: a text expected, \"xxx"), "{message}");
    assert!(message.len() < 150, "a message must stay readable: {} bytes", message.len());
    let message = fault(|payload| payload["title"] = json!("  "));
    assert_eq!(message, "title: a text expected, \"  \": empty found");
}

#[test]
fn another_format_is_told_apart_from_a_broken_file() {
    for format in [json!("force-compare/2"), json!(1), Value::Null] {
        let mut payload = small();
        payload["format"] = format;
        assert!(matches!(read(&payload), Err(PayloadError::Version(_))));
    }
    for not_an_object in [json!([]), json!("force-compare/1"), json!(3), Value::Null] {
        assert!(matches!(read(&not_an_object), Err(PayloadError::Version(_))));
    }
}

#[test]
fn writing_and_reading_is_lossless() {
    let read = |json: &Value| Payload::read(json).unwrap();
    let payloads = [read(&small()), fixture::image_offences_payload(), read(&fixture::generated_payload(45, 3, 7))];
    for payload in payloads {
        assert_eq!(read(&write(&payload)), payload);
    }
}

#[test]
fn the_largest_count_is_the_largest_that_statistics_answer() {
    let largest = force_compare::stats::count::MAX_COUNT;
    assert!(force_compare::data::Count::new(largest as f64).is_ok());
    assert!(force_compare::data::Count::new(largest as f64 + 1.0).is_err());
}
