//! Pictures as readable text: every view of few areas, of 45, of one, of none with figures, and of 35,000.

use std::collections::BTreeMap;

use expect_test::expect_file;
use force_compare::chart::{Form, Ink, Point, Scene, Shape, TextMeasure, TypicalSans, layout};
use force_compare::data::{Dataset, read};
use serde_json::{Value, json};

use crate::fixture::{ARTICLE, compare, generated, generated_payload, image_offences, seizures_payload, years};

fn line(Shape { form, ink, .. }: &Shape) -> (&'static str, String) {
    let through = |points: &[Point]| {
        let places: Vec<_> = points.iter().map(|at| format!("{:.1},{:.1}", at.x, at.y)).collect();
        places.join(" ")
    };
    match form {
        Form::Line { from, to, width } => ("line", format!("{} {width} {ink:?}", through(&[*from, *to]))),
        Form::Path { points, width } => ("path", format!("{} {width} {ink:?}", through(points))),
        Form::Band { corners } => ("band", format!("{} {ink:?}", through(corners))),
        Form::Dot { at, radius, glyph } => ("dot", format!("{} {radius} {glyph:?} {ink:?}", through(&[*at]))),
        Form::Text { at, text, size, bold, align, .. } => {
            let weight = if *bold { " bold" } else { "" };
            ("text", format!("{} {align:?} {size}{weight} {ink:?} “{text}”", through(&[*at])))
        }
    }
}

/// Prints each shape on a line; of thousands, only the texts and the number of each kind.
fn as_text(scene: &Scene) -> String {
    let mut out = format!("{:.0} × {:.0}\n", scene.width, scene.height);
    let mut kinds = BTreeMap::new();
    for shape in &scene.shapes {
        let (kind, said) = line(shape);
        *kinds.entry((kind, format!("{:?}", shape.ink))).or_insert(0) += 1;
        if scene.shapes.len() < 2_000 || kind == "text" {
            out += &format!("{kind} {said}\n");
        }
    }
    if scene.shapes.len() >= 2_000 {
        for ((kind, ink), number) in kinds {
            out += &format!("{number} × {kind} {ink}\n");
        }
    }
    out + &format!("{} marks\n", scene.marks.len())
}

fn check(name: &str, dataset: &Dataset, areas: &[&str], view: &str, measure: &str, width: f64) {
    let scene = layout(&compare(dataset, areas, view, measure), width, None, &TypicalSans);
    expect_file![format!("snapshots/{name}-{view}-{measure}-{width}.txt")].assert_eq(&as_text(&scene));
}

#[test]
fn the_article() {
    let dataset = image_offences();
    let views = [
        ("change", "count"),
        ("change", "rate"),
        ("ranking", "rate"),
        ("ranking", "change"),
        ("funnel", "rate"),
        ("funnel", "change"),
        ("breakdown", "count"),
    ];
    for (view, measure) in views {
        for width in [320.0, 680.0] {
            check("article", &dataset, &ARTICLE, view, measure, width);
        }
    }
}

#[test]
fn ten_years() {
    let dataset = seizures_payload().dataset;
    for width in [320.0, 680.0] {
        check("seizures", &dataset, &["hertfordshire", "merseyside", "hampshire"], "trend", "count", width);
        check("seizures", &dataset, &["hertfordshire", "merseyside", "hampshire"], "trend", "rate", width);
    }
}

/// Every view, also the one of the parts of the total.
const VIEWS: [(&str, &str); 5] =
    [("change", "rate"), ("ranking", "rate"), ("funnel", "rate"), ("breakdown", "count"), ("trend", "rate")];

fn with_parts(mut payload: Value) -> Dataset {
    payload["categories"] = json!({"periods": ["p0"], "total": 1000, "parts": [
        {"label": "Theft from a shop", "count": 702}, {"label": "Theft of a bicycle", "count": 0},
        {"label": "Not broken down", "count": 298, "derived": true}]});
    read(&payload).unwrap()
}

#[test]
fn few_many_and_very_many_areas() {
    for areas in [3, 45, 35_000] {
        let dataset = with_parts(generated_payload(areas, 3, 11));
        for (view, measure) in VIEWS {
            check(&areas.to_string(), &dataset, &["a0", "a1", "a2"], view, measure, 680.0);
        }
    }
}

#[test]
fn one_area() {
    let dataset = with_parts(generated_payload(1, 3, 2));
    for (view, measure) in VIEWS.into_iter().filter(|(view, _)| *view != "funnel") {
        check("one", &dataset, &["a0"], view, measure, 680.0);
    }
}

#[test]
fn no_figures_at_all() {
    let mut payload = generated_payload(12, 3, 2);
    payload["counts"] = json!(vec![vec![Value::Null; 12]; 3]);
    let dataset = with_parts(payload);
    for (view, measure) in VIEWS {
        check("missing", &dataset, &["a0", "a1"], view, measure, 680.0);
    }
}

#[test]
fn thousands_are_bounded_in_what_they_draw() {
    let dataset = generated(35_000, 3, 11);
    let scene = layout(&compare(&dataset, &["a0"], "trend", "rate"), 680.0, None, &TypicalSans);
    assert!(scene.shapes.len() < 100, "only lines in focus: {}", scene.shapes.len());
}

/// A name that has to stand on points has paper beneath it, or neither could be read; any other name has none.
#[test]
fn a_name_that_stands_on_points_has_paper_beneath() {
    // So many that all of the funnel is points, and so many names that not all find room above or below.
    let grid = (0..441_u64).map(|at| ((2e6 * 1.1_f64.powf((at / 21) as f64)) as u64, 10 + 6 * (at % 21)));
    let (people, rates): (Vec<_>, Vec<_>) = grid.unzip();
    let counts: Vec<_> = people.iter().zip(rates).map(|(people, rate)| vec![json!(people * rate / 100_000)]).collect();
    let mut payload = years(&counts);
    payload["populations"] = json!([people]);
    let chosen = ["a199", "a200", "a201", "a220", "a221", "a222"];
    for id in chosen {
        let name = format!("{id}, a place with a name as long as the lines are wide");
        payload["areas"][id[1..].parse::<usize>().unwrap()]["name"] = json!(name);
    }
    let scene = layout(&compare(&read(&payload).unwrap(), &chosen, "funnel", "rate"), 320.0, Some(260.0), &TypicalSans);
    let (mut over, mut clear) = (0, 0);
    for (at, shape) in scene.shapes.iter().enumerate() {
        let Form::Text { at: place, text, size, .. } = &shape.form else { continue };
        if !text.contains(", a") {
            continue;
        }
        let wide = TypicalSans.width(text, *size, true);
        let beneath = |at: Point| at.x > place.x && at.x < place.x + wide && (at.y - place.y).abs() < size / 2.0;
        let point = |shape: &Shape| matches!(shape.form, Form::Dot { at, .. } if beneath(at));
        let paper =
            |shape: &Shape| shape.ink == Ink::Paper && matches!(shape.form, Form::Line { from, .. } if from == *place);
        let covers = scene.shapes[..at].iter().any(point);
        assert_eq!(scene.shapes[..at].iter().any(paper), covers, "{text}");
        (over, clear) = (over + usize::from(covers), clear + usize::from(!covers));
    }
    assert!(over > 0 && clear > 0, "{over} names on points, {clear} beside");
}
