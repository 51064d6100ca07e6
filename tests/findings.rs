//! Headlines claim no more than the figures bear out, whatever is missing.

use force_compare::chart::{Form, TypicalSans, layout};
use force_compare::compare::Verdict;
use force_compare::data::{Dataset, read};
use force_compare::words::{headline, sentence};
use serde_json::{Value, json};

use crate::fixture::{compare, image_offences, seizures_payload, years};

/// The given areas among twenty whose counts differ by no more than chance.
fn among_others(own: &[[u64; 2]]) -> Dataset {
    let mut areas: Vec<Vec<Value>> = own.iter().map(|counts| counts.map(|count| json!(count)).to_vec()).collect();
    areas.extend((0..20_u64).map(|at| vec![json!(300 + at), json!(300 + (at * 7) % 20)]));
    read(&years(&areas)).unwrap()
}

#[test]
fn an_area_without_a_percentage_stands_out_all_the_same() {
    let dataset = among_others(&[[0, 50], [310, 310]]);
    let comparison = compare(&dataset, &["a0", "a1"], "funnel", "change");
    assert_eq!(headline(&comparison), "Area 0: recorded thefts rose from 0 to 50, far above the usual range");
}

/// One area lies outside both bands and the other outside the inner one alone: the headline names the first, in
/// whichever order they were chosen.
#[test]
fn the_furthest_outside_is_named() {
    let dataset = among_others(&[[300, 372], [300, 600]]);
    let zones = compare(&dataset, &["a0"], "funnel", "change");
    let verdicts = [0, 1].map(|area| zones.judge_change(area).unwrap().verdict);
    assert_eq!(verdicts, [Verdict::Above, Verdict::FarAbove]);
    for chosen in [["a0", "a1"], ["a1", "a0"]] {
        let said = headline(&compare(&dataset, &chosen, "funnel", "change"));
        assert!(said.starts_with("Area 1: "), "{said}");
    }
    let alike = among_others(&[[300, 600], [300, 600]]);
    assert!(headline(&compare(&alike, &["a1", "a0"], "funnel", "change")).starts_with("Area 1: "));
}

/// An unchanged count is no rise, and one more of thirty thousand is not called a rise of 0.0%.
#[test]
fn nothing_rises_by_nothing() {
    let dataset = among_others(&[[300, 300], [30_000, 30_001], [30_001, 30_000]]);
    let said = |areas: &[&str]| headline(&compare(&dataset, areas, "change", "count"));
    let fact = |area| sentence(&compare(&dataset, &["a0"], "change", "count"), area).fact;
    assert_eq!(said(&["a0"]), "Thefts, by area");
    assert_eq!(fact(0), "Area 0 recorded 300 thefts, the same as in 1950.");
    assert_eq!(said(&["a1"]), "Area 1: recorded thefts rose by less than 0.1%, within the usual range");
    assert_eq!(fact(1), "Area 1 recorded 30,001 thefts, up from 30,000: a rise of less than 0.1%.");
    assert_eq!(fact(2), "Area 2 recorded 30,000 thefts, down from 30,001: a fall of less than 0.1%.");
    assert_eq!(said(&["a0", "a1"]), "Changes in both areas are within the usual range");

    // As many events a day, in half as many days.
    let mut payload = years(&[vec![json!(365), json!(182)], vec![json!(365), json!(200)]]);
    payload["periods"][1]["end"] = json!("1951-07-01");
    let days = read(&payload).unwrap();
    let fact = |area| sentence(&compare(&days, &["a0"], "change", "count"), area).fact;
    assert_eq!(fact(0), "Area 0 recorded 182 thefts, down from 365.");
    let more = "Area 1 recorded 200 thefts, down from 365: a rise of 9.9% in the daily average, as the periods differ in length.";
    assert_eq!(fact(1), more);
}

#[test]
fn what_is_usual_is_said_only_where_it_is_known() {
    let few = read(&years(&[vec![json!(100), json!(300)], vec![json!(100), json!(100)], vec![json!(90), json!(95)]]));
    let few = few.unwrap();
    let said = headline(&compare(&few, &["a0"], "funnel", "change"));
    assert_eq!(
        said,
        "Area 0: recorded thefts rose by 200.0%, the largest rise of 3 areas and more than chance alone explains"
    );
}

#[test]
fn nothing_is_said_of_those_without_figures() {
    let dataset = image_offences();
    let said = |areas: &[&str], view, measure| headline(&compare(&dataset, areas, view, measure));
    // Kent has no figures at all; Gwent no population.
    let outside = said(&["hertfordshire", "kent", "gwent"], "funnel", "rate");
    assert_eq!(outside, "Hertfordshire: 25.5 for every 100,000 people, within the usual range");
    assert_eq!(
        said(&["hertfordshire", "essex", "gwent"], "funnel", "rate"),
        "Rates in the 2 chosen forces that can be compared are within the usual range"
    );
    assert_eq!(
        said(&["hertfordshire", "cambridgeshire", "kent"], "change", "count"),
        "Changes in the 2 chosen forces that can be compared are within the usual range"
    );
    let dataset = seizures_payload().dataset;
    let trend = headline(&compare(&dataset, &["hertfordshire", "kent", "gwent"], "trend", "count"));
    assert_eq!(
        trend,
        "Changes in the 2 chosen forces that can be compared are within the usual range, 2017/18 to 2018/19"
    );
}

#[test]
fn no_name_at_the_edge_of_a_funnel_has_a_percentage_on_a_small_base() {
    for (earlier, says) in [(3, false), (12, true)] {
        let dataset = among_others(&[[earlier, 4000]]);
        let scene = layout(&compare(&dataset, &["a5"], "funnel", "change"), 680.0, None, &TypicalSans);
        let named = |shape: &&force_compare::chart::Shape| matches!(&shape.form, Form::Text { text, .. } if text == "Area 0" || text.starts_with("Area 0:"));
        let Form::Text { text, .. } = &scene.shapes.iter().find(named).unwrap().form else { unreachable!() };
        assert_eq!(text.contains('%'), says, "{text}");
    }
}
