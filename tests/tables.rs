//! Sentence, label and table show the same comparison: each figure is the same text in all of them.

use expect_test::expect;
use force_compare::chart::{Form, TypicalSans, layout};
use force_compare::compare::{Comparison, Subject};
use force_compare::data::Marker;
use force_compare::table::table;
use force_compare::words;

use crate::fixture::{ARTICLE, compare, generated, image_offences, officers_payload, seizures_payload, years};

#[test]
fn the_articles_rows() {
    let dataset = image_offences();
    let table = table(&compare(&dataset, &ARTICLE, "change", "count"));
    let wanted = ["UK", "Hertfordshire", "Bedfordshire", "Cambridgeshire", "North Yorkshire", "Gwent", "Kent"];
    let headings: Vec<_> = table.columns.iter().map(|column| column.label.as_str()).collect();
    let rows = wanted.map(|name| table.rows.iter().find(|row| row.cells[0] == name).unwrap().cells.join(" | "));
    expect![[r#"
        Force | 2016/17 | 2017/18 | Change | Usual change (95%) | Usual change (99.8%) | The change is | Did it change at all? By chance alone (95%) | Per 100,000 people, 2017/18 (95%) | Usual rate (95%) | The rate is | Share of the UK, 2017/18 (95%)
        UK | 18,522 | 22,724 | +22.7% | not judged | not judged | not judged | +20.3% to +25.1% | 34.4 (34.0 to 34.9) | not judged | not judged | not applicable
        Hertfordshire | 309 | 301 | −2.6% | −24.5% to +65.5% | −39.8% to +107.5% | Within the usual range | −16.9% to +14.2% | 25.5 (22.7 to 28.5) | 19.3 to 75.0 | Within the usual range | 1.32% (1.18% to 1.48%)
        Bedfordshire | 118 | 200 | +69.5% | −26.6% to +70.4% | −42.5% to +117.4% | Within the usual range | +35.2% to +113.2% | 30.1 (26.1 to 34.6) | 19.2 to 75.3 | Within the usual range | 0.88% (0.77% to 1.01%)
        Cambridgeshire | 209 | 164 | −21.5% | −26.0% to +68.9% | −41.7% to +114.4% | Within the usual range | −36.1% to −3.8% | 19.4 (16.5 to 22.6) | 19.3 to 75.1 | Within the usual range | 0.72% (0.62% to 0.84%)
        North Yorkshire | 286 | no figure in our sources | no figure | no figure | no figure | no figure | no figure | no figure | no figure | no figure | no figure
        Gwent | 259 | 267 | +3.1% | −24.9% to +66.4% | −40.3% to +109.3% | Within the usual range | −13.1% to +22.3% | no figure | no figure | no figure | 1.17% (1.04% to 1.32%)
        Kent | no figure in our sources | no figure in our sources | no figure | no figure | no figure | no figure | no figure | no figure | no figure | no figure | no figure"#]]
    .assert_eq(&[headings.join(" | "), rows.join("\n")].join("\n"));
    assert_eq!(table.rows.len(), 46, "the nation and all 45 forces");
    assert_eq!(table.rows.iter().filter(|row| row.focus).count(), 3);
}

/// A row of nine events, or of none, has no percentage.
#[test]
fn a_small_base_has_no_percentage() {
    let counts = [[9, 12], [0, 4], [10, 12]].map(|pair| pair.map(|count| serde_json::json!(count)).to_vec());
    let dataset = force_compare::data::read(&years(&counts)).unwrap();
    let table = table(&compare(&dataset, &["a0"], "change", "count"));
    let at = table.columns.iter().position(|column| column.label == "Change").unwrap();
    let changes: Vec<_> = table.rows.iter().map(|row| row.cells[at].as_str()).collect();
    assert_eq!(changes, ["base under 10", "base under 10", "+20.0%"]);
}

#[test]
fn sentence_label_and_table_say_the_same() {
    for dataset in [image_offences(), seizures_payload().dataset, generated(60, 2, 11)] {
        for area in 0..dataset.areas.len() {
            let id = dataset.areas[area].id.clone();
            let comparison = compare(&dataset, &[&id], "change", "count");
            let row = table(&comparison).rows.into_iter().find(|row| row.id == id).unwrap();
            let said = words::sentence(&comparison, area);
            let Ok(change) = comparison.change(Subject::Area(area)) else {
                assert_eq!(said.weight, "");
                continue;
            };
            let said_of_zero = |text: &str| if text == "0" { "no".to_string() } else { text.to_string() };
            assert!(said.fact.contains(&said_of_zero(&row.cells[2])), "{} / {:?}", said.fact, row.cells);
            if let Some(estimate) = change.percentage() {
                let size = words::per_cent(estimate.value.abs());
                assert!(row.cells[3].ends_with(&size), "{size} {:?}", row.cells);
                assert!(change.earlier == change.later || said.fact.contains(&size), "{size} {}", said.fact);
                let scene = layout(&comparison, 900.0, None, &TypicalSans);
                let label = |text: &str| {
                    scene.shapes.iter().any(|shape| matches!(&shape.form, Form::Text { text: t, .. } if t == text))
                };
                assert!(label(&row.cells[3]), "{} is not beside the mark", row.cells[3]);
                assert!(label(&row.cells[2]), "{} is not beside the mark", row.cells[2]);
                for interval in &row.cells[4..=4] {
                    let limits: Vec<_> = interval.split(" to ").filter(|limit| limit.ends_with('%')).collect();
                    let shown = format!("{} {}", said.weight, said.rest);
                    let few = said.weight.starts_with("Too few");
                    // A sentence says "a fall of", not a sign.
                    let said = |limit: &&str| shown.contains(limit.trim_start_matches(['+', '−']));
                    assert!(few || limits.iter().all(said), "{limits:?} {shown}");
                }
            }
        }
    }
}

/// Whether a picture says a text somewhere, alone or before what explains it.
fn says(comparison: &Comparison<'_>, text: &str) -> bool {
    let scene = layout(comparison, 900.0, None, &TypicalSans);
    scene.shapes.iter().any(|shape| matches!(&shape.form, Form::Text { text: t, .. } if t == text))
}

#[test]
fn every_figure_of_every_area_is_the_same_in_every_view() {
    for dataset in [image_offences(), seizures_payload().dataset, officers_payload().dataset] {
        let last = dataset.periods.len() - 1;
        for area in 0..dataset.areas.len() {
            let id = dataset.areas[area].id.clone();
            let of = |view: &str, measure: &str| compare(&dataset, &[&id], view, measure);
            let count = of("ranking", "count");
            let row = table(&count).rows.into_iter().find(|row| row.id == id).unwrap();
            let columns = table(&count).columns;
            let cell = |name: &str| columns.iter().position(|column| column.id == name).map(|at| row.cells[at].clone());
            if dataset.observation(area, last).value().is_none() {
                assert!(!says(&count, &cell("later").unwrap()) || count.shown() == 0);
                continue;
            }
            // The figure of the later period: table, sentence, tooltip of a point in time, and the label in each view.
            let later = cell("later").unwrap();
            let said = words::sentence(&count, area).fact;
            let number = if later == "0" { "no" } else { &*later };
            assert!(said.contains(number), "{later} / {said}");
            assert!(says(&count, &later), "{later} is not in the ranking of {id}");
            if dataset.periods.len() > 2 {
                let trend = of("trend", "count");
                assert!(words::moment(&trend, Subject::Area(area), last).fact.contains(number));
                assert!(says(&trend, &later), "{later} is not at the end of the line of {id}");
            }
            // The rate, where there is one: table, tooltip, sentence and label.
            let none = [words::no_figure(), words::marker(Marker::NotApplicable)];
            let rate = cell("rate").filter(|rate| !none.contains(&rate.as_str()));
            let Some(rate) = rate.as_deref().and_then(|rate| rate.split(' ').next()) else { continue };
            let rates = of("ranking", "rate");
            assert!(says(&rates, rate), "{rate} is not in the ranking of {id}");
            assert!(words::moment(&rates, Subject::Area(area), last).fact.contains(rate));
            if dataset.nation.is_some() {
                assert!(words::sentence(&rates, area).rest.contains(rate), "{rate} of {id}");
            }
        }
    }
}
