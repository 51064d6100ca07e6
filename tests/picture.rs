//! Laws of every picture, whatever the data and the size.

mod laws;

use force_compare::chart::{Form, Glyph, Ink, Mark, Of, Point, Scene, Shape, TypicalSans, layout, svg};
use force_compare::compare::{Asked, Choice, Comparison, Quantity, Subject, View};
use force_compare::data::{Dataset, read};
use proptest::prelude::*;
use serde_json::json;

use crate::fixture::{
    ARTICLE, compare, generated, generated_payload, image_offences, officers_payload, seizures_payload, years,
};

/// Every view and quantity that the data support, at a width.
fn check_all(dataset: &Dataset, areas: &[&str], width: f64) -> Result<(), String> {
    for view in View::ALL.into_iter().filter(|view| view.why_not(dataset).is_none()) {
        // Parts have shares, whichever quantity the areas show.
        let quantities = if view == View::Breakdown { &Quantity::ALL[..1] } else { &Quantity::ALL[..] };
        for &quantity in quantities.iter().filter(|quantity| quantity.why_not(view, dataset).is_none()) {
            let comparison = compare(dataset, areas, view.id(), quantity.id());
            for height in [None, Some(260.0), Some(700.0)] {
                let scene = layout(&comparison, width, height, &TypicalSans);
                laws::check(&comparison, &scene)
                    .map_err(|law| format!("{} {} at {width} × {height:?}: {law}", view.id(), quantity.id()))?;
            }
        }
    }
    Ok(())
}

#[test]
fn the_article_keeps_every_law_at_every_width() {
    let dataset = image_offences();
    for width in [280.0, 320.0, 360.0, 480.0, 519.0, 520.0, 680.0, 900.0, 1200.0] {
        for areas in [&ARTICLE[..], &["north-yorkshire", "kent", "essex"], &[], &["hampshire"]] {
            check_all(&dataset, areas, width).unwrap();
        }
    }
}

#[test]
fn amounts_keep_every_law_and_have_no_intervals() {
    let dataset = officers_payload().dataset;
    for width in [280.0, 320.0, 520.0, 900.0] {
        for areas in [&ARTICLE[..], &["metropolitan-police", "city-of-london"], &[]] {
            check_all(&dataset, areas, width).unwrap();
        }
    }
    // The only lines of the ranking are its ticks, from top to bottom, and the nation.
    for measure in ["count", "change", "share"] {
        let scene = layout(&compare(&dataset, &ARTICLE, "ranking", measure), 680.0, None, &TypicalSans);
        assert_eq!(scene.marks.len(), 43);
        for shape in &scene.shapes {
            let Form::Line { from, to, .. } = &shape.form else { continue };
            assert_eq!(from.x, to.x, "a range in {measure}");
        }
    }
    let scene = layout(&compare(&dataset, &ARTICLE, "change", "count"), 680.0, None, &TypicalSans);
    for wanted in ["2,029.8", "2,008.7", "1,191.3", "+2.4%", "1,490.0"] {
        assert!(laws::text_boxes(&scene).iter().any(|(text, _)| text == wanted), "{wanted}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_data_at_any_size_keep_every_law(areas in 1usize..70, periods in 1usize..4, seed: u64, width in 280f64..1300.0) {
        let dataset = generated(areas, periods, seed);
        let focus: Vec<String> = (0..areas.min(6)).map(|at| format!("a{}", at * areas / 6 % areas)).collect();
        let mut focus: Vec<&str> = focus.iter().map(String::as_str).collect();
        focus.sort_unstable();
        focus.dedup();
        if let Err(law) = check_all(&dataset, &focus, width) {
            prop_assert!(false, "{}", law);
        }
    }
}

#[test]
fn sizes_that_no_page_has_are_borne() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    for (width, height) in [(0.0, None), (-5.0, Some(-3.0)), (f64::NAN, Some(f64::INFINITY)), (1e9, Some(1.0))] {
        let scene = layout(&comparison, width, height, &TypicalSans);
        assert!(scene.width.is_finite() && scene.height.is_finite() && scene.height > 0.0);
        assert!(!svg(&scene).contains("NaN"));
    }
}

/// The areas differ beyond all measure, so that neither chance nor the usual spread leaves a limit on either side.
#[test]
fn a_funnel_without_limits_is_drawn() {
    let extremes: Vec<_> =
        (0..12_u32).map(|at| if at % 2 == 0 { [0, 23_586 + at] } else { [10_751 + at, 1] }).collect();
    let areas: Vec<_> = extremes.iter().map(|pair| pair.iter().map(|count| json!(count)).collect()).collect();
    let dataset = read(&years(&areas)).unwrap();
    let id = dataset.areas[0].id.clone();
    for (view, measure) in [("change", "count"), ("funnel", "change"), ("ranking", "change")] {
        let comparison = compare(&dataset, &[&id], view, measure);
        let scene = layout(&comparison, 680.0, None, &TypicalSans);
        laws::check(&comparison, &scene).unwrap();
        let picture = svg(&scene);
        assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
    }
}

/// One area that outweighs all others came down to nothing. The limits are as wide as numbers go and run off the
/// picture, in which unlike areas stand apart all the same.
#[test]
fn a_funnel_of_areas_that_have_nothing_in_common() {
    let pairs =
        [[35_209, 4], [4, 4], [288, 159], [1, 0], [324_154_144_u64, 0], [4, 0], [4, 0], [4, 0], [4, 0], [275, 0]];
    let dataset = read(&years(&pairs.map(|pair| pair.map(|count| json!(count)).to_vec()))).unwrap();
    for width in [320.0, 680.0, 1200.0] {
        check_all(&dataset, &["a0", "a1"], width).unwrap();
        let comparison = compare(&dataset, &["a0", "a1"], "funnel", "change");
        assert!(comparison.funnel().unwrap().ranges(288.0).is_none_or(|[range, _]| range.upper > 1e6));
        let scene = layout(&comparison, width, None, &TypicalSans);
        let at = |area| scene.marks.iter().find(|mark| mark.of == Of::Subject(Subject::Area(area))).unwrap().anchor().y;
        // One is unchanged, one has about half, one hardly any, and one nothing.
        assert!([1, 2, 0, 5].windows(2).all(|pair| at(pair[0]) + 3.0 < at(pair[1])), "{:?}", [1, 2, 0, 5].map(at));
    }
}

/// A part of one in a hundred thousand can be seen, a part of none cannot.
#[test]
fn the_smallest_part_can_be_seen() {
    let mut payload = generated_payload(3, 2, 1);
    payload["categories"] = json!({"periods": ["p0"], "total": 100_001, "parts": [
        {"label": "Nearly all", "count": 100_000}, {"label": "One", "count": 1}, {"label": "None", "count": 0}]});
    let dataset = read(&payload).unwrap();
    let scene = layout(&compare(&dataset, &["a0"], "breakdown", "count"), 680.0, None, &TypicalSans);
    let wide = |mark: &Mark| mark.points[1].x - mark.points[0].x;
    let [all, one, none] = &scene.marks[..] else { panic!("{:?}", scene.marks) };
    assert!(wide(all) > 600.0 && wide(one) >= 1.0, "{all:?} {one:?}");
    assert_eq!(wide(none), 0.0);
}

/// The forms that tell areas apart without colour grow with their radius, about their own place.
#[test]
fn glyphs_are_drawn_about_their_place() {
    for (glyph, corners) in [
        (Glyph::Square, "410,410 590,410 590,590 410,590"),
        (Glyph::Triangle, "500,370 620,590 380,590"),
        (Glyph::Diamond, "500,370 630,500 500,630 370,500"),
        (Glyph::TriangleDown, "500,630 620,410 380,410"),
    ] {
        let form = Form::Dot { at: Point { x: 50.0, y: 50.0 }, radius: 10.0, glyph };
        let shapes = vec![Shape { form, ink: Ink::Text, of: None }];
        let drawn = svg(&Scene { width: 100.0, height: 100.0, shapes, marks: Vec::new() });
        assert!(drawn.contains(corners), "{glyph:?}: {drawn}");
    }
}

/// Pointing at any place of a line finds it, not at its ends alone.
#[test]
fn a_line_is_met_along_its_whole_length() {
    let dataset = image_offences();
    let scene = layout(&compare(&dataset, &ARTICLE, "change", "count"), 680.0, None, &TypicalSans);
    let chosen = scene.marks.iter().enumerate().filter(|(_, mark)| mark.ink != Ink::Context);
    for (at, mark) in chosen {
        let [from, to] = mark.points[..] else { panic!("{mark:?}") };
        for part in [0.1, 0.3, 0.45, 0.8] {
            let place = Point { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
            assert_eq!(scene.hit(place, 0.5), Some(at), "{part} of the way");
        }
    }
}

/// A figure stands at the middle of its period: that of a February of 28 days is as far from January's as from March's.
#[test]
fn periods_stand_at_the_middle_of_their_days() {
    let mut payload = years(&[vec![json!(10), json!(20), json!(30)], vec![json!(30), json!(20), json!(10)]]);
    for (at, end) in ["31", "28", "31"].into_iter().enumerate() {
        payload["periods"][at]["start"] = json!(format!("2019-0{}-01", at + 1));
        payload["periods"][at]["end"] = json!(format!("2019-0{}-{end}", at + 1));
    }
    let dataset = read(&payload).unwrap();
    let scene = layout(&compare(&dataset, &["a0"], "trend", "count"), 680.0, None, &TypicalSans);
    // Each figure of the area in focus is a mark of its own.
    let places: Vec<f64> = scene.marks[..3].iter().map(|mark| mark.points[0].x).collect();
    assert!((places[2] - 2.0 * places[1] + places[0]).abs() < 1e-9, "{places:?}");
}

#[test]
fn equal_values_stand_at_equal_heights_and_a_rise_goes_up() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    let scene = layout(&comparison, 680.0, None, &TypicalSans);
    let points: Vec<(u64, f64)> = scene
        .marks
        .iter()
        .flat_map(|mark| {
            [0, 1].map(|period| {
                (comparison.observation(mark.of.subject().unwrap(), period).count().unwrap(), mark.points[period].y)
            })
        })
        .collect();
    for (count, y) in &points {
        for (other, other_y) in &points {
            assert_eq!(count.cmp(other), other_y.total_cmp(y), "{count} at {y}, {other} at {other_y}");
        }
    }
    // Derbyshire and Hertfordshire both recorded 301.
    assert_eq!(points.iter().filter(|(count, _)| *count == 301).count(), 2);
}

#[test]
fn thirty_five_thousand_areas_are_laid_out() {
    let dataset = generated(35_000, 2, 5);
    for (view, measure) in [("change", "rate"), ("ranking", "rate"), ("funnel", "rate"), ("funnel", "change")] {
        let comparison = compare(&dataset, &["a1", "a8", "a10"], view, measure);
        let scene = layout(&comparison, 680.0, None, &TypicalSans);
        assert!(scene.marks.len() > 25_000, "{view}: {}", scene.marks.len());
        // Where rows stand closer than a point is high, halos would wipe out its neighbours.
        let halos =
            scene.shapes.iter().filter(|shape| shape.ink == Ink::Paper && matches!(shape.form, Form::Dot { .. }));
        assert!(halos.count() < 10);
        assert!(scene.height <= 900.0);
        for mark in &scene.marks {
            assert!(
                mark.points.iter().all(|p| (0.0..=scene.width).contains(&p.x) && (0.0..=scene.height).contains(&p.y))
            );
        }
    }
}

#[test]
fn keys_walk_every_mark_in_reading_order() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "ranking", "count");
    let scene = layout(&comparison, 680.0, None, &TypicalSans);
    let last = scene.marks.len() - 1;
    let mut at = scene.step(None, "Home").unwrap();
    assert_eq!(at, 0);
    for expected in 1..=last {
        at = scene.step(Some(at), "ArrowDown").unwrap();
        assert_eq!(at, expected);
        assert!(scene.marks[at].anchor().y > scene.marks[at - 1].anchor().y);
    }
    assert_eq!(scene.step(Some(last), "ArrowRight"), Some(last));
    assert_eq!(scene.step(Some(last), "ArrowUp"), Some(last - 1));
    assert_eq!(scene.step(Some(3), "PageUp"), Some(0));
    assert_eq!(scene.step(Some(0), "PageDown"), Some(10));
    assert_eq!(scene.step(Some(0), "a"), None);
    // The first step into the chart leads to an area in focus.
    let first = scene.step(None, "ArrowDown").unwrap();
    assert_ne!(scene.marks[first].ink, Ink::Context);
}

/// `[` and `]` lead to the lowest and the highest figure, in whatever order the marks are walked.
#[test]
fn brackets_lead_to_the_lowest_and_the_highest() {
    let dataset = image_offences();
    for (view, measure, width) in [
        ("change", "count", 680.0),
        ("change", "rate", 680.0),
        ("change", "share", 320.0),
        ("ranking", "rate", 680.0),
        ("ranking", "change", 680.0),
        ("funnel", "rate", 680.0),
        ("funnel", "change", 680.0),
    ] {
        let comparison = compare(&dataset, &ARTICLE, view, measure);
        let scene = layout(&comparison, width, None, &TypicalSans);
        let later = comparison.choice.later;
        let value = |mark: &Mark| comparison.point(mark.of.subject().unwrap(), later).unwrap();
        // One force has only an earlier figure, and stands there.
        let known = |mark: &&Mark| comparison.point(mark.of.subject().unwrap(), later).is_some();
        let values: Vec<f64> = scene.marks.iter().filter(known).map(value).collect();
        for (key, most) in [
            ("[", values.iter().copied().fold(f64::INFINITY, f64::min)),
            ("]", values.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
        ] {
            for from in [None, Some(2)] {
                assert_eq!(value(&scene.marks[scene.step(from, key).unwrap()]), most, "{view} {measure} {key}");
            }
        }
    }
    // Each figure of a chosen line is a mark, and each of the parts has its share.
    let years = seizures_payload().dataset;
    let scene = layout(&compare(&years, &["kent", "essex"], "trend", "count"), 680.0, None, &TypicalSans);
    let height = |key| scene.marks[scene.step(None, key).unwrap()].anchor().y;
    assert!(scene.marks.iter().all(|mark| height("]") <= mark.anchor().y && mark.anchor().y <= height("[")));
    let scene = layout(&compare(&dataset, &ARTICLE, "breakdown", "share"), 680.0, None, &TypicalSans);
    let length = |mark: &Mark| mark.points[1].x - mark.points[0].x;
    let of = |key| length(&scene.marks[scene.step(None, key).unwrap()]);
    assert!(scene.marks.iter().all(|mark| of("[") <= length(mark) && length(mark) <= of("]")));
    let none = Scene { width: 0.0, height: 0.0, shapes: Vec::new(), marks: Vec::new() };
    assert_eq!(none.step(None, "["), None);
}

#[test]
fn an_inline_svg_is_well_formed_and_carries_no_style() {
    let dataset = generated(45, 2, 3);
    let scene = layout(&compare(&dataset, &["a4", "a7"], "ranking", "rate"), 680.0, None, &TypicalSans);
    let text = svg(&scene);
    assert!(!text.contains("style"), "a page's policy may refuse styles");
    assert!(text.starts_with("<svg viewBox=\"0 0 6800 "));
    let mut open = Vec::new();
    for tag in text.split('<').skip(1) {
        let name: String = tag.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect();
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closed));
        } else if !tag.split('>').next().unwrap_or_default().ends_with('/') {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<String>::new());
    assert!(text.contains("light-dark(#114a70,#85d1df)"));
}

#[test]
fn no_line_is_drawn_across_a_break_in_the_series() {
    let dataset = seizures_payload().dataset;
    let asked = |periods: [&str; 2]| Asked {
        areas: Some(vec!["merseyside".into(), "kent".into()]),
        view: Some("change".into()),
        measure: None,
        periods: Some(periods.map(String::from).to_vec()),
    };
    let ends = |periods| {
        let (choice, problems) = Choice::resolve(&asked(periods), &dataset);
        assert_eq!(problems, []);
        let scene = layout(&Comparison::new(&dataset, choice.clone()), 680.0, None, &TypicalSans);
        let of =
            |area| scene.marks.iter().find(|mark| mark.of == Of::Subject(Subject::Area(area))).unwrap().points.len();
        [of(choice.areas[0]), of(choice.areas[1])]
    };
    assert_eq!(ends(["2009-10", "2010-11"]), [1, 2]);
    assert_eq!(ends(["2010-11", "2011-12"]), [2, 2]);
}

#[test]
fn no_change_is_ranked_across_a_break_or_on_a_small_base() {
    let dataset = seizures_payload().dataset;
    let asked = Asked {
        areas: Some(vec!["merseyside".into(), "kent".into()]),
        view: Some("ranking".into()),
        measure: Some("change".into()),
        periods: Some(vec!["2009-10".into(), "2010-11".into()]),
    };
    let comparison = Comparison::new(&dataset, Choice::resolve(&asked, &dataset).0);
    let [merseyside, kent] = comparison.choice.areas[..] else { panic!("two areas") };
    assert!(!comparison.is_shown(merseyside) && comparison.is_shown(kent));
    let small = read(&years(&[vec![json!(9), json!(18)], vec![json!(10), json!(20)]])).unwrap();
    let ranking = compare(&small, &["a0", "a1"], "ranking", "change");
    assert!(!ranking.is_shown(0) && ranking.is_shown(1));
}

/// The earlier figure of a chosen area stays drawn where a break in the series leaves none after it.
#[test]
fn an_earlier_figure_alone_is_drawn_although_the_series_breaks_after_it() {
    let mut payload = years(&[vec![json!(118), json!(null)], vec![json!(200), json!(300)]]);
    payload["breaks"] = json!([{"period": "p1", "note": "Counted anew."}]);
    let dataset = read(&payload).unwrap();
    let comparison = compare(&dataset, &["a0", "a1"], "change", "count");
    for width in [320.0, 680.0] {
        let scene = layout(&comparison, width, None, &TypicalSans);
        laws::check(&comparison, &scene).unwrap();
        let of = |area| scene.marks.iter().find(|mark| mark.of == Of::Subject(Subject::Area(area))).unwrap();
        assert_eq!([of(0).points.len(), of(1).points.len()], [1, 1], "{width}");
        assert!(of(0).value == 118.0 && laws::text_boxes(&scene).iter().any(|(text, _)| text.contains("118")));
    }
}

/// The periods have long names, and the edge of the picture moves one of them inwards.
#[test]
fn names_of_periods_stand_apart_however_long_they_are() {
    let long = "Year ending 31 December 2017, as first published";
    // The view over time has at least three periods.
    for periods in [2, 3] {
        let mut payload = generated_payload(3, periods, 5);
        for period in 0..periods {
            payload["periods"][period]["label"] = json!(long);
            let dataset = read(&payload).unwrap();
            for width in [280.0, 419.0, 421.0, 463.0, 519.0, 520.0, 680.0, 1200.0] {
                check_all(&dataset, &["a0", "a1"], width).unwrap();
            }
        }
    }
    // Each name is cut so that the last leaves room for others.
    let mut payload = years(&[vec![json!(10), json!(20), json!(30)]]);
    for period in 0..3 {
        payload["periods"][period]["label"] = json!(format!("{long} {period}"));
    }
    let dataset = read(&payload).unwrap();
    let scene = layout(&compare(&dataset, &["a0"], "trend", "count"), 680.0, None, &TypicalSans);
    let wide = |shape: &Shape| match &shape.form {
        Form::Text { text, width, .. } if text.starts_with("Year") => Some(*width),
        _ => None,
    };
    let names: Vec<f64> = scene.shapes.iter().filter_map(wide).collect();
    assert!(names.len() == 2 && names.iter().all(|&width| width <= 680.0 / 3.0), "{names:?}");
}
