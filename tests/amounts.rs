//! Amounts are no counts: they are compared like counts, but without a word on chance. The real ones here are police
//! officers in full-time equivalents.

use expect_test::expect;
use force_compare::compare::{
    Asked, Choice, Comparison, NoChange, NoFunnel, NoShares, NoVerdict, Quantity, Subject, View, WhyNot,
};
use force_compare::data::{Dataset, MeasureKind, Observation, Payload, read, write};
use force_compare::table::table;
use force_compare::words;
use serde_json::{Value, json};

use crate::fixture::{ARTICLE, officers_payload, place};

/// A comparison of areas between two periods.
fn between<'a>(dataset: &'a Dataset, areas: &[&str], view: &str, measure: &str, periods: [&str; 2]) -> Comparison<'a> {
    let asked = Asked {
        areas: Some(areas.iter().map(|id| id.to_string()).collect()),
        view: Some(view.into()),
        measure: Some(measure.into()),
        periods: Some(periods.map(String::from).to_vec()),
    };
    let (choice, problems) = Choice::resolve(&asked, dataset);
    assert_eq!(problems, []);
    Comparison::new(dataset, choice)
}

/// The comparison that the page shows.
fn four_years<'a>(dataset: &'a Dataset, areas: &[&str], view: &str, measure: &str) -> Comparison<'a> {
    between(dataset, areas, view, measure, ["2015-09-30", "2019-09-30"])
}

/// Two areas in two years, measured in kilograms.
fn kilograms(counts: Value) -> Value {
    json!({
        "format": "force-compare/1",
        "title": "Cannabis",
        "language": "en-GB",
        "measure": {"label": "Cannabis seized", "singular": "kilogram", "plural": "kilograms", "kind": "amount"},
        "noun": {"singular": "force", "plural": "forces"},
        "periods": [
            {"id": "a", "label": "2017", "start": "2017-01-01", "end": "2017-12-31"},
            {"id": "b", "label": "2018", "start": "2018-01-01", "end": "2018-12-31"}
        ],
        "areas": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
        "counts": counts
    })
}

fn fault(payload: &Value) -> String {
    read(payload).unwrap_err().message().to_string()
}

#[test]
fn the_43_forces_sum_to_the_published_total_in_all_nine_half_years() {
    let dataset = officers_payload().dataset;
    assert_eq!((dataset.areas.len(), dataset.periods.len(), dataset.kind), (43, 9, MeasureKind::Amount));
    // "Total 43 forces" of the Home Office's tables, to the hundredth.
    let published =
        [125_573.55, 124_066.25, 122_859.01, 123_142.03, 121_928.98, 122_403.80, 122_406.45, 123_170.86, 124_783.97];
    for (period, published) in published.into_iter().enumerate() {
        let sum: f64 = (0..43).map(|area| dataset.observation(area, period).value().unwrap()).sum();
        // Each of 43 figures is rounded to the hundredth.
        assert!((sum - published).abs() < 43.0 * 0.005, "{sum} and {published} in {period}");
        assert_eq!(dataset.nation.as_ref().unwrap().counts[period].value(), Some(published));
    }
    let own = |id, period| dataset.observation(place(&dataset, id), period).value();
    assert_eq!(own("bedfordshire", 0), Some(1_087.09));
    assert_eq!(own("metropolitan-police", 0), Some(32_182.68));
    assert_eq!(own("northumbria", 6), Some(3_151.62), "as revised");
}

#[test]
fn writing_and_reading_is_lossless() {
    let small = kilograms(json!([[0.1, null], ["[c]", 4_294_967_296.0_f64]]));
    for payload in [officers_payload(), Payload::read(&small).unwrap()] {
        let written = write(&payload);
        assert_eq!(written["measure"]["kind"], "amount");
        assert_eq!(Payload::read(&written).unwrap(), payload);
        // Pages get the payload as text.
        let parsed: Value = serde_json::from_str(&written.to_string()).unwrap();
        assert_eq!(Payload::read(&parsed).unwrap(), payload);
    }
}

#[test]
fn a_fraction_is_an_amount_and_never_a_count() {
    let mut payload = kilograms(json!([[1.5, 2], [0, "<5"]]));
    let dataset = read(&payload).unwrap();
    assert_eq!(dataset.observation(0, 0).value(), Some(1.5));
    assert_eq!([0, 1].map(|area| dataset.observation(area, 0).count()), [None, None]);
    const EXPECTED: &str = "or a marker such as \"[c]\" expected";
    for kind in [json!("count"), Value::Null] {
        payload["measure"]["kind"] = kind;
        let message = format!("counts[0][0]: a whole number from 0, null, {EXPECTED}, 1.5: not a whole number found");
        assert_eq!(fault(&payload), message);
    }
    for (value, found) in
        [(json!(-0.5), "-0.5: below zero"), (json!(5e9), "5000000000.0: too large"), (json!("4"), "\"4\"")]
    {
        let message = fault(&kilograms(json!([[1, 2], [value, 3]])));
        assert_eq!(message, format!("counts[1][0]: a number from 0, null, {EXPECTED}, {found} found"));
    }
    payload["measure"]["kind"] = json!("rate");
    assert_eq!(fault(&payload), "measure.kind: \"count\" or \"amount\" expected, \"rate\" found");
}

#[test]
fn what_does_not_fit_amounts_is_refused_by_place() {
    let mut payload = kilograms(json!([[100.2, 200.3], [300.4, 400.5]]));
    // Each total is rounded by itself: 300.5 and 700.9.
    payload["nation"] = json!({"name": "All", "short": "all", "areasSum": true, "counts": [300, 701]});
    read(&payload).unwrap();
    payload["nation"]["counts"] = json!([300, 704]);
    assert_eq!(fault(&payload), "nation.counts[1]: the parts sum to 700, not to 704");
    payload["nation"]["counts"] = json!([300, 400.4]);
    assert_eq!(fault(&payload), "counts[1][1]: more than the whole nation’s count or population");
    payload.as_object_mut().unwrap().remove("nation");
    payload["categories"] = json!({"periods": ["a"], "total": 1, "parts": [{"label": "Resin", "count": 1}]});
    assert_eq!(fault(&payload), "categories: only a measure that is counted may have them");
    payload.as_object_mut().unwrap().remove("categories");

    let amounts = read(&payload).unwrap();
    let mut draft = (*amounts).clone();
    draft.kind = MeasureKind::Count;
    assert_eq!(Dataset::new(draft).unwrap_err().message, "counts[0][0]: counts and amounts do not mix");
}

#[test]
fn no_statistic_of_counts_answers_for_any_force_and_any_two_days() {
    let dataset = officers_payload().dataset;
    for (earlier, later) in (0..9).flat_map(|later| (0..later).map(move |earlier| (earlier, later))) {
        let ids = [earlier, later].map(|period| dataset.periods[period].id.as_str());
        let comparison = between(&dataset, &ARTICLE, "ranking", "count", ids);
        assert_eq!(comparison.usual_changes().learnt_from(), None);
        assert_eq!(comparison.funnel().err(), Some(NoFunnel::NotCounts));
        assert_eq!(comparison.shares().err(), Some(NoShares::NoCategories));
        for subject in comparison.areas().map(Subject::Area).chain([Subject::Nation]) {
            assert_eq!(comparison.change(subject).err(), Some(NoChange::NotCounts));
            assert!(comparison.rate(subject, later).is_none());
            assert!(comparison.pace(subject, later).is_none());
        }
        for area in comparison.areas() {
            assert!(comparison.share(area, later).is_none());
            assert_eq!(comparison.judge_change(area), Err(NoVerdict::NoFigure));
            assert_eq!(comparison.judge_rate(area), Err(NoVerdict::NoFigure));
        }
        for quantity in ["count", "change", "share"] {
            let comparison = between(&dataset, &ARTICLE, "ranking", quantity, ids);
            for area in comparison.areas() {
                // A value without a range: there is something to compare.
                assert!(comparison.value(Subject::Area(area), later).is_none());
                assert!(comparison.point(Subject::Area(area), later).is_some());
            }
        }
    }
}

#[test]
fn no_word_on_chance_but_that_there_is_none() {
    let dataset = officers_payload().dataset;
    let only = words::why_not(WhyNot::NotCounts);
    assert_eq!(only, "These figures are not counts of events, so no range of chance is worked out.");
    let check = |text: &str| {
        let text = text.replace(only, "…").to_lowercase();
        for word in ["chance", "usual", "range", "(95%)", "beyond", "within", "recorded", "lines:", " 0.0%", "{", "  "]
        {
            assert!(!text.contains(word), "“{word}” in {text}");
        }
    };
    for periods in [["2015-09-30", "2019-09-30"], ["2018-03-31", "2018-09-30"]] {
        for view in View::ALL.into_iter().filter(|view| view.why_not(&dataset).is_none()) {
            for quantity in Quantity::ALL.into_iter().filter(|quantity| quantity.why_not(view, &dataset).is_none()) {
                for area in &dataset.areas {
                    let comparison = between(&dataset, &[&area.id], view.id(), quantity.id(), periods);
                    check(&words::headline(&comparison));
                    check(&words::description(&comparison));
                    assert_eq!(words::subtitle(&comparison).matches(only).count(), 1, "said once");
                    check(&words::subtitle(&comparison));
                    let said = words::sentence(&comparison, comparison.choice.areas[0]);
                    check(&[said.fact.as_str(), &said.rest].join(" "));
                    // The picture shows a share, and no more than that.
                    check(&said.weight);
                    assert!(said.weight.is_empty() || quantity == Quantity::Share, "{}", said.weight);
                    assert_eq!(words::nation(&comparison).unwrap().weight, "");
                }
            }
        }
    }
    let comparison = four_years(&dataset, &ARTICLE, "change", "count");
    assert_eq!(Quantity::Rate.why_not(View::Change, &dataset), Some(WhyNot::NoPopulation));
    expect![[r#"
        Chance can be worked out for counts of events only. These figures are not counts of events. So they carry no range, and no change is called more or less than usual.
        The figures say what was recorded. They cannot show why."#]]
    .assert_eq(&words::methods(&comparison).join("\n"));
}

#[test]
fn the_forces_and_the_nation_read_aloud() {
    let dataset = officers_payload().dataset;
    let said = |comparison: &Comparison<'_>| {
        let mut lines = vec![words::headline(comparison), words::subtitle(comparison), words::description(comparison)];
        let areas = comparison.choice.areas.iter().map(|&area| words::sentence(comparison, area));
        lines.extend(areas.chain(words::nation(comparison)).map(|said| [said.fact, said.rest].join(" ")));
        lines.join("\n")
    };
    expect![[r#"
        Cambridgeshire: full-time equivalent police officers rose by 9.7%
        Police officers (full-time equivalent), Sep 2015 and Sep 2019. Equal steps on the scale are equal changes in per cent. These figures are not counts of events, so no range of chance is worked out. Grey: 40 other forces.
        One line for each of 43 forces, from Sep 2015 to Sep 2019.
        Hertfordshire: 2,029.8 full-time equivalent police officers on 30 September 2019, up from 1,894.2: a rise of 7.2%. The rest of England and Wales fell by 0.7%.
        Bedfordshire: 1,191.3 full-time equivalent police officers on 30 September 2019, up from 1,087.1: a rise of 9.6%. The rest of England and Wales fell by 0.7%.
        Cambridgeshire: 1,490.0 full-time equivalent police officers on 30 September 2019, up from 1,358.2: a rise of 9.7%. The rest of England and Wales fell by 0.7%.
        England and Wales: 124,784.0 full-time equivalent police officers on 30 September 2019, down from 125,573.6: a fall of 0.6%. The total of the 43 forces as published; officers of the British Transport Police and on central secondment are not in it."#]].assert_eq(&said(&four_years(&dataset, &ARTICLE, "change", "count")));
    // Within half a year little moves.
    let half = ["2018-03-31", "2018-09-30"];
    expect![[r#"
        West Midlands: full-time equivalent police officers fell by 0.3%
        Police officers (full-time equivalent), Mar 2018 and Sep 2018. Equal steps on the scale are equal changes in per cent. These figures are not counts of events, so no range of chance is worked out. Grey: 41 other forces.
        One line for each of 43 forces, from Mar 2018 to Sep 2018.
        Durham: 1,141.1 full-time equivalent police officers on 30 September 2018, down from 1,141.4: a fall of less than 0.1%. The rest of England and Wales did not change.
        West Midlands: 6,558.9 full-time equivalent police officers on 30 September 2018, down from 6,581.0: a fall of 0.3%. The rest of England and Wales did not change.
        England and Wales: 122,406.5 full-time equivalent police officers on 30 September 2018, up from 122,403.8: a rise of less than 0.1%. The total of the 43 forces as published; officers of the British Transport Police and on central secondment are not in it."#]].assert_eq(&said(&between(&dataset, &["durham", "west-midlands"], "change", "count", half)));
    let findings = ["count", "change", "share"].map(|measure| {
        let comparison = four_years(&dataset, &ARTICLE, "ranking", measure);
        [words::headline(&comparison), words::subtitle(&comparison), words::description(&comparison)].join("\n")
    });
    expect![[r#"
        Hertfordshire: 2,029.8 full-time equivalent police officers on 30 September 2019, the most of the 3 chosen forces
        Police officers (full-time equivalent), Sep 2019. These figures are not counts of events, so no range of chance is worked out. Grey: 40 other forces.
        43 forces in order, highest first.

        Cambridgeshire: full-time equivalent police officers rose by 9.7%
        Police officers (full-time equivalent), Sep 2015 and Sep 2019. Change from Sep 2015 to Sep 2019. These figures are not counts of events, so no range of chance is worked out. Grey: 40 other forces.
        43 forces in order, highest first.

        Hertfordshire: 1.63% of England and Wales’s full-time equivalent police officers on 30 September 2019, the most of the 3 chosen forces
        Police officers (full-time equivalent), Sep 2019. Share of England and Wales. These figures are not counts of events, so no range of chance is worked out. Grey: 40 other forces.
        43 forces in order, highest first."#]].assert_eq(&findings.join("\n\n"));
}

#[test]
fn amounts_of_any_sort_read_well() {
    let said = |counts: Value, change: &dyn Fn(&mut Value)| {
        let mut payload = kilograms(counts);
        change(&mut payload);
        let dataset = read(&payload).unwrap();
        let comparison = between(&dataset, &["north"], "change", "count", ["a", "b"]);
        [words::headline(&comparison), words::sentence(&comparison, 0).fact].join(" / ")
    };
    let lines = [
        said(json!([[12.34, 1], [15, 1]]), &|_| {}),
        // A base under 10.
        said(json!([[2.5, 1], [0.75, 1]]), &|_| {}),
        said(json!([[0, 1], [5, 1]]), &|_| {}),
        said(json!([[5, 1], [0, 1]]), &|_| {}),
        said(json!([[20.5, 1], [20.5, 1]]), &|_| {}),
        said(json!([[20.51, 1], [20.53, 1]]), &|_| {}),
        said(json!([[2000.1, 1], [2000.3, 1]]), &|_| {}),
        said(json!([[null, 1], [15, 1]]), &|_| {}),
        said(json!([["[c]", 1], [null, 1]]), &|_| {}),
        said(json!([[15, 1], ["[x]", 1]]), &|_| {}),
        // A quarter after a year.
        said(json!([[120, 1], [60, 1]]), &|payload| payload["periods"][1]["end"] = json!("2018-03-31")),
        said(json!([[120, 1], [60, 1]]), &|payload| {
            payload["breaks"] = json!([{"period": "b", "note": "weighed dry since."}]);
        }),
    ];
    expect![[r#"
        North: kilograms rose by 21.6% / North: 15.0 kilograms in 2018, up from 12.3: a rise of 21.6%.
        Cannabis, by force / North: 0.75 kilograms in 2018, down from 2.50.
        Cannabis, by force / North: 5.00 kilograms in 2018, up from none.
        Cannabis, by force / North: no kilograms in 2018, down from 5.00.
        Cannabis, by force / North: 20.5 kilograms in 2018, the same as in 2017.
        North: kilograms rose by 0.1% / North: 20.5 kilograms in 2018, all but the same as in 2017.
        North: kilograms rose by less than 0.1% / North: 2,000.3 kilograms in 2018, up from 2,000.1: a rise of less than 0.1%.
        Cannabis, by force / North: 15.0 kilograms in 2018; no figure in our sources for 2017.
        Cannabis, by force / North: held back so that no one can be named for 2017 or 2018.
        Cannabis, by force / North: 15.0 kilograms in 2017; not available for 2018.
        North: kilograms rose by 102.8% / North: 60.0 kilograms in 2018, down from 120.0: a rise of 102.8% in the daily average, as the periods differ in length.
        Cannabis, by force / North: 60.0 kilograms in 2018, 120.0 in 2017. Measured differently from January 2018, so no change is worked out: weighed dry since."#]].assert_eq(&lines.join("\n"));
}

#[test]
fn a_name_takes_no_article() {
    for (short, expected) in
        [("UK", "the UK"), ("England and Wales", "England and Wales"), ("whole", "the whole"), ("É", "the É")]
    {
        let mut payload = kilograms(json!([[20, 100], [30, 120]]));
        payload["nation"] = json!({"name": short, "short": short, "areasSum": true, "counts": [120, 150]});
        let dataset = read(&payload).unwrap();
        let comparison = between(&dataset, &["north"], "change", "count", ["a", "b"]);
        let rest = words::sentence(&comparison, 0).rest;
        assert_eq!(rest, format!("The rest of {expected} rose by 20.0%."));
    }
}

#[test]
fn the_table_has_no_column_for_chance() {
    let dataset = officers_payload().dataset;
    let comparison = four_years(&dataset, &ARTICLE, "change", "count");
    let table = table(&comparison);
    let headings: Vec<_> = table.columns.iter().map(|column| column.label.as_str()).collect();
    let wanted = ["England and Wales", "Hertfordshire", "Bedfordshire", "Cambridgeshire", "City of London", "Gwent"];
    let rows = wanted.map(|name| table.rows.iter().find(|row| row.cells[0] == name).unwrap().cells.join(" | "));
    expect![[r#"
        Force | Sep 2015 | Sep 2019 | Change | Share of England and Wales, Sep 2019
        England and Wales | 125,573.6 | 124,784.0 | −0.6% | not applicable
        Hertfordshire | 1,894.2 | 2,029.8 | +7.2% | 1.63%
        Bedfordshire | 1,087.1 | 1,191.3 | +9.6% | 0.95%
        Cambridgeshire | 1,358.2 | 1,490.0 | +9.7% | 1.19%
        City of London | 717.6 | 753.2 | +5.0% | 0.60%
        Gwent | 1,194.8 | 1,293.7 | +8.3% | 1.04%"#]]
    .assert_eq(&[headings.join(" | "), rows.join("\n")].join("\n"));
    assert_eq!(table.rows.len(), 44, "the nation and all 43 forces");
    for row in &table.rows {
        assert_eq!((row.cells.len(), row.keys.len()), (headings.len(), headings.len()), "{:?}", row.cells);
    }
    // With populations there are rates, without limits.
    let mut payload = kilograms(json!([[20.5, 100], [30.5, "[c]"]]));
    payload["populations"] = json!([[1000, 2000], [200_000, 2000]]);
    let dataset = read(&payload).unwrap();
    let comparison = between(&dataset, &["north"], "ranking", "rate", ["a", "b"]);
    let table = force_compare::table::table(&comparison);
    let rows: Vec<_> = table.rows.iter().map(|row| row.cells.join(" | ")).collect();
    let headings: Vec<_> = table.columns.iter().map(|column| column.label.as_str()).collect();
    expect![[r#"
        North: 15.3 kilograms for every 100,000 people in 2018
        Force | 2017 | 2018 | Change | Per 100,000 people, 2018
        North | 20.5 | 30.5 | +48.8% | 15.3
        South | 100.0 | held back so that no one can be named | no figure | no figure"#]]
    .assert_eq(&[words::headline(&comparison), headings.join(" | "), rows.join("\n")].join("\n"));
}

#[test]
fn every_observation_of_the_officers_is_an_amount() {
    let Payload { dataset, about } = officers_payload();
    for column in &dataset.columns {
        assert!(column.counts.iter().all(|figure| matches!(figure, Observation::Amount(_))));
    }
    assert!(dataset.areas.iter().all(|area| area.id != "scotland"), "no part of England and Wales");
    assert!(about.source.unwrap().url.unwrap().contains("police-workforce-england-and-wales"));
}
