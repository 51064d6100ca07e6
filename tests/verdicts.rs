//! One verdict for an area and two periods, whoever says it: sentences, headlines, table, funnel and ranking, for real
//! datasets, generated ones, and every view.

use force_compare::compare::{Asked, Choice, Comparison, NoVerdict, Quantity, Subject, Verdict, View};
use force_compare::data::{Dataset, read};
use force_compare::table::table;
use force_compare::words;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{ARTICLE, compare, generated, image_offences, officers_payload, place, seizures_payload, years};

/// The words of each verdict; the longer ones first, because they hold the shorter ones.
const SAID: [&str; 7] = [
    "far above the usual range",
    "far below the usual range",
    "above the usual range",
    "below the usual range",
    "within the usual range",
    "more than chance alone explains",
    "within what chance alone explains",
];

/// The verdicts that a text gives, in its order.
fn verdicts(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    let (mut rest, mut found) = (text.as_str(), Vec::new());
    while let Some((at, said)) =
        SAID.iter().filter_map(|said| Some((rest.find(said)?, *said))).min_by_key(|(at, _)| *at)
    {
        found.push(said);
        rest = &rest[at + said.len()..];
    }
    found
}

fn between<'a>(
    dataset: &'a Dataset,
    area: usize,
    view: View,
    measure: &str,
    periods: [usize; 2],
) -> Option<Comparison<'a>> {
    let ids = periods.map(|period| dataset.periods[period].id.clone());
    let asked = Asked {
        areas: Some(vec![dataset.areas[area].id.clone()]),
        view: Some(view.id().into()),
        measure: Some(measure.into()),
        periods: Some(ids.to_vec()),
    };
    let (choice, problems) = Choice::resolve(&asked, dataset);
    problems.is_empty().then(|| Comparison::new(dataset, choice))
}

/// Whether a figure is where its verdict says, in its range as drawn. Beside a limit the last digits decide.
fn lies_as_said(verdict: Verdict, value: f64, [inner, outer]: [(f64, f64); 2]) -> bool {
    let near = |limit: f64| (value - limit).abs() <= 1e-7 * limit.abs().max(1.0);
    let side = match value {
        value if value < outer.0 => Verdict::FarBelow,
        value if value < inner.0 => Verdict::Below,
        value if value > outer.1 => Verdict::FarAbove,
        value if value > inner.1 => Verdict::Above,
        _ => Verdict::Within,
    };
    side == verdict || [inner.0, inner.1, outer.0, outer.1].into_iter().any(near)
}

/// Holds everything that any view says or shows of an area, between two periods, to one verdict on its change and one on
/// its rate.
fn one_verdict(dataset: &Dataset, area: usize, periods: [usize; 2]) -> Result<(), String> {
    let (mut changes, mut rates) = (Vec::new(), Vec::new());
    for view in View::ALL {
        for measure in ["count", "rate", "change", "share"] {
            let Some(comparison) = between(dataset, area, view, measure, periods) else { continue };
            let at = |what: &str| format!("{what}, {} {measure}", view.id());
            let judged = comparison.judge_change(area);
            let rate = comparison.judge_rate(area);
            let sentence = words::sentence(&comparison, area);
            let by_rate = view == View::Funnel && comparison.choice.quantity != Quantity::Change;
            // The verdict on the change opens the weight; what follows, and the rest, is on the rate.
            let mut of_weight = verdicts(&sentence.weight);
            if judged.is_ok() && !of_weight.is_empty() {
                changes.push((at("sentence"), of_weight.remove(0)));
            }
            rates.extend(of_weight.into_iter().chain(verdicts(&sentence.rest)).map(|said| (at("sentence"), said)));
            let of_headline = verdicts(&words::headline(&comparison));
            let ranked = view == View::Ranking && comparison.choice.quantity == Quantity::Rate;
            let into = if by_rate || ranked { &mut rates } else { &mut changes };
            into.extend(of_headline.into_iter().map(|said| (at("headline"), said)));
            let table = table(&comparison);
            let row = table.rows.iter().find(|row| row.id == dataset.areas[area].id).unwrap();
            for (column, into) in [("verdict", &mut changes), ("rate-verdict", &mut rates)] {
                let cell = table.columns.iter().position(|heading| heading.id == column).map(|at| &row.cells[at]);
                into.extend(cell.into_iter().flat_map(|cell| verdicts(cell)).map(|said| (at("table"), said)));
            }
            // The funnel: the side of its curves. The ranking of changes: the side of its line.
            if let Some(spot) = comparison.funnel().ok().and_then(|funnel| funnel.spot(&comparison, area)) {
                let of_changes = comparison.choice.quantity == Quantity::Change;
                let same = if of_changes { judged } else { rate };
                if spot.judgement != same {
                    return Err(at("funnel") + ": another judgement");
                }
                if let (Ok(judgement), Ok(funnel)) = (spot.judgement, comparison.funnel())
                    && funnel.common().is_some()
                {
                    let curves = funnel.ranges(spot.size).unwrap().map(|range| (range.lower, range.upper));
                    if !lies_as_said(judgement.verdict, spot.value, curves) {
                        return Err(format!("{}: {spot:?}", at("funnel")));
                    }
                }
            }
            if let (Ok(judgement), Quantity::Change) = (judged, comparison.choice.quantity)
                && let Some(estimate) = comparison.value(Subject::Area(area), comparison.choice.later)
            {
                let inside = estimate.interval.contains(estimate.value);
                let near = |limit: f64| (estimate.value - limit).abs() <= 1e-7 * limit.abs().max(1.0);
                let close = near(estimate.interval.lower) || near(estimate.interval.upper);
                if inside != (judgement.verdict == Verdict::Within) && !close {
                    return Err(format!("{}: {estimate:?}", at("ranking")));
                }
            }
            if rate == Err(NoVerdict::TooFew) && !rates.is_empty() {
                return Err(at("rate") + ": a verdict on too few");
            }
        }
    }
    for said in [changes, rates] {
        if let Some(first) = said.first()
            && let Some(other) = said.iter().find(|other| other.1 != first.1)
        {
            return Err(format!("{}: {first:?}, but {other:?}", dataset.areas[area].name));
        }
    }
    Ok(())
}

#[test]
fn no_two_places_say_different_things_of_an_area() {
    let seizures = seizures_payload().dataset;
    for at in 0..seizures.areas.len() {
        let earlier = at % (seizures.periods.len() - 1);
        one_verdict(&seizures, at, [earlier, earlier + 1]).unwrap();
    }
    for dataset in [image_offences(), officers_payload().dataset, generated(3, 2, 5), generated(60, 2, 7)] {
        let last = dataset.periods.len() - 1;
        for area in 0..dataset.areas.len() {
            one_verdict(&dataset, area, [0, last]).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nor_in_random_datasets(areas in prop_oneof![1..10_usize, 10..30_usize], seed in any::<u64>(), at in 0..30_usize) {
        let dataset = generated(areas, 3, seed);
        for periods in [[0, 1], [0, 2]] {
            one_verdict(&dataset, at % areas, periods).map_err(TestCaseError::fail)?;
        }
    }
}

/// Each of the article's sixteen forces: the change, the usual range and the verdict, on the page and in the table.
#[test]
fn the_articles_sixteen_forces() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    let usual = comparison.usual_changes();
    assert_eq!((usual.learnt_from(), usual.aside.len()), (Some(16), 0));
    assert!((usual.variance().unwrap().sqrt() - 0.1827).abs() < 5e-5);
    for (id, change, inner, outer, z) in [
        ("hertfordshire", -2.6, (-24.5, 65.5), (-39.8, 107.5), -0.69),
        ("bedfordshire", 69.5, (-26.6, 70.4), (-42.5, 117.4), 1.93),
        ("cambridgeshire", -21.5, (-26.0, 68.9), (-41.7, 114.4), -1.68),
        ("dyfed-powys", -24.2, (-24.4, 65.3), (-39.6, 107.1), -1.95),
    ] {
        let area = place(&dataset, id);
        let judgement = comparison.judge_change(area).unwrap();
        let near = |found: f64, printed: f64, digits: f64| assert!((found - printed).abs() <= digits, "{id}: {found}");
        let percentage = comparison.plain_change(Subject::Area(area)).unwrap().percentage().unwrap();
        near(percentage, change, 0.05);
        for (found, (lower, upper)) in judgement.ranges.into_iter().zip([inner, outer]) {
            near(found.lower, lower, 0.05);
            near(found.upper, upper, 0.05);
        }
        near(judgement.z, z, 0.005);
    }
    let within = |area: usize| comparison.judge_change(area).map(|judgement| judgement.verdict);
    let judged: Vec<_> = comparison.areas().filter_map(|area| within(area).ok()).collect();
    assert_eq!(judged, [Verdict::Within; 16]);
}

/// A common rise is what areas usually did. The first design called 85% of such areas out of the ordinary.
#[test]
fn a_common_rise_is_usual() {
    let areas: Vec<Vec<Value>> =
        (0..43_u64).map(|at| vec![json!(400 + 40 * at), json!(500 + 50 * at + (at * 7) % 11)]).collect();
    let dataset = read(&years(&areas)).unwrap();
    let comparison = compare(&dataset, &["a0"], "change", "count");
    for area in comparison.areas() {
        assert_eq!(comparison.judge_change(area).unwrap().verdict, Verdict::Within);
    }
}

/// Half a year at the pace of the year before is no change, for an area, for its rate, and for the rest of the nation.
#[test]
fn periods_of_different_length_are_held_by_the_day() {
    let mut payload =
        years(&(0..12_u64).map(|at| vec![json!(730 + 73 * at), json!(362 + 36 * at)]).collect::<Vec<_>>());
    payload["periods"][1]["end"] = json!("1951-06-30");
    payload["nation"] = json!({"name": "The whole", "short": "whole", "areasSum": false,
        "counts": [73_000, 36_200], "populations": [9_000_000, 9_000_000]});
    payload["populations"] = json!([vec![500_000; 12], vec![500_000; 12]]);
    let dataset = read(&payload).unwrap();
    let comparison = compare(&dataset, &["a3"], "change", "rate");
    let area = comparison.choice.areas[0];
    let judgement = comparison.judge_change(area).unwrap();
    assert_eq!(judgement.verdict, Verdict::Within);
    let said = words::sentence(&comparison, area);
    assert!(said.rest.contains("The rest of the whole did not change."), "{}", said.rest);
    assert!(said.rest.contains("a year for every 100,000 people"), "{}", said.rest);
    let [before, after] = [0, 1].map(|period| comparison.rate(Subject::Area(area), period).unwrap().value);
    assert!((before / after - 1.0).abs() < 0.01, "{before} and {after} a year");
    let (earlier, later) = (comparison.years(0), comparison.years(1));
    assert_eq!((earlier, later), (1.0, 181.0 / 365.0));
}

/// Ten to nothing and ten to one are no opposites, and neither is judged: there are too few of them.
#[test]
fn few_events_get_no_verdict() {
    let mut areas = vec![vec![json!(10), json!(0)], vec![json!(10), json!(1)], vec![json!(0), json!(0)]];
    areas.extend((0..20_u64).map(|at| vec![json!(300 + at), json!(310 + (at * 7) % 20)]));
    let dataset = read(&years(&areas)).unwrap();
    let comparison = compare(&dataset, &["a0", "a1", "a2"], "change", "count");
    for area in 0..3 {
        assert_eq!(comparison.judge_change(area), Err(NoVerdict::TooFew));
        assert_eq!(words::sentence(&comparison, area).weight, "Too few to say whether that is usual.");
    }
    // They are figures all the same.
    assert_eq!(comparison.usual_changes().learnt_from(), Some(23));
}

/// One wild figure is named as set aside, and is itself far out; the others are judged as if it were not there.
#[test]
fn a_wild_figure_is_set_aside_and_said_to_be() {
    let mut areas: Vec<Vec<Value>> = (0..20_u64).map(|at| vec![json!(300 + at), json!(310 + (at * 7) % 20)]).collect();
    areas.push(vec![json!(300), json!(3_000)]);
    let dataset = read(&years(&areas)).unwrap();
    let comparison = compare(&dataset, &["a20"], "change", "count");
    assert_eq!(comparison.usual_changes().aside, [20]);
    assert_eq!(comparison.judge_change(20).unwrap().verdict, Verdict::FarAbove);
    let methods = words::methods(&comparison).join(" ");
    assert!(methods.contains("far from all others: Area 20."), "{methods}");
    let weight = words::sentence(&comparison, 20).weight;
    assert!(weight.starts_with("Far above the usual range: areas of this size usually moved"), "{weight}");
    assert!(weight.ends_with("About 1 in 500 lie this far out by chance."), "{weight}");
}

/// A place always comes with the places that are open to it, the first and the last place too.
#[test]
fn no_place_stands_alone() {
    let dataset = image_offences();
    for measure in ["count", "rate", "share"] {
        let comparison = compare(&dataset, &ARTICLE, "ranking", measure);
        for area in comparison.areas() {
            let said = words::sentence(&comparison, area).weight;
            let bare = said.contains("place ") && !said.contains(" from ") && !said.contains("no other open");
            assert!(!bare, "{said}");
            // Two periods show how much figures usually move, so chance is not alone.
            assert!(!said.contains("place ") || said.contains("chance and the usual changes"), "{said}");
        }
    }
}

/// An area whose residents are few of those whom it serves has no rate, and the texts say why; its change is judged.
#[test]
fn an_area_that_serves_others_has_no_rate() {
    let mut payload = crate::fixture::generated_payload(14, 2, 3);
    payload["counts"] = json!([vec![400; 14], vec![410; 14]]);
    payload["populations"] = json!([vec![500_000; 14], vec![500_000; 14]]);
    payload["areas"][2]["noRate"] = json!(true);
    let dataset = read(&payload).unwrap();
    let comparison = compare(&dataset, &["a2", "a3"], "change", "count");
    assert_eq!(comparison.population(Subject::Area(2), 1), None);
    assert_eq!(comparison.judge_rate(2), Err(NoVerdict::NoFigure));
    assert_eq!(comparison.judge_change(2).unwrap().verdict, Verdict::Within);
    assert_eq!(comparison.usual_rates().learnt_from(), Some(13));
    assert!(words::sentence(&comparison, 2).rest.ends_with("No rate: few of those it serves live there."));
    let table = table(&comparison);
    let at = table.columns.iter().position(|column| column.id == "rate").unwrap();
    let row = |id: &str| table.rows.iter().find(|row| row.id == id).unwrap();
    assert_eq!([row("a2"), row("a3")].map(|row| row.cells[at].starts_with("not applicable")), [true, false]);
    // The flag is written and read back; anything but true or false is refused.
    let payload = force_compare::data::Payload::read(&payload).unwrap();
    assert_eq!(force_compare::data::write(&payload)["areas"][2]["noRate"], true);
}

/// The headline weighs changes by the day: half a year at the old pace is none, though its count is halved, and of the
/// two it is the other area whose rise is the largest of all.
#[test]
fn the_headline_weighs_changes_by_the_day() {
    let mut areas = vec![vec![json!(730), json!(361)], vec![json!(730), json!(420)]];
    areas.extend((0..20_u64).map(|at| vec![json!(700 + 9 * at), json!((700 + 9 * at) * (43 + at % 13) / 98)]));
    let mut payload = years(&areas);
    payload["periods"][1]["end"] = json!("1951-06-30");
    let dataset = read(&payload).unwrap();
    for chosen in [["a0", "a1"], ["a1", "a0"]] {
        let said = words::headline(&compare(&dataset, &chosen, "change", "count"));
        let right = "Area 1: recorded thefts rose by 16.0%, the largest rise of 22 areas, yet within the usual range";
        assert_eq!(said, right);
    }
}

/// "How sure can we be?" says that there are too few areas only of what has too few: rates of a single period are held
/// against those of many areas.
#[test]
fn the_explanation_speaks_of_what_was_learnt() {
    let one = |areas: usize| {
        let mut payload = years(&(0..areas as u64).map(|at| vec![json!(300 + 9 * at)]).collect::<Vec<_>>());
        payload["populations"] = json!([vec![500_000; areas]]);
        read(&payload).unwrap()
    };
    let said = |dataset: &Dataset| words::methods(&compare(dataset, &["a0"], "ranking", "rate")).join(" ");
    let (many, few) = (said(&one(20)), said(&one(4)));
    assert!(many.contains("what 20 areas did") && !many.contains("Fewer than ten"), "{many}");
    assert!(few.contains("Fewer than ten") && !few.contains("did."), "{few}");
    // Changes of twenty areas, and rates of four of them.
    let mut payload = years(&(0..20_u64).map(|at| vec![json!(300 + at), json!(310 + at)]).collect::<Vec<_>>());
    let people: Vec<_> = (0..20).map(|at| if at < 4 { json!(500_000) } else { Value::Null }).collect();
    payload["populations"] = json!([people.clone(), people]);
    let both = said(&read(&payload).unwrap());
    assert!(both.contains("what 20 areas did") && both.contains("Fewer than ten"), "{both}");
}
