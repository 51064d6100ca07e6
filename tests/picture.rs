//! Laws of every picture, whatever the data and the size; and pictures as readable text.

use std::collections::BTreeMap;

use expect_test::expect_file;
use force_compare::chart::{Align, Colour, Ink, Scene, Shape, Theme, TypicalSans, layout, svg};
use force_compare::compare::{Asked, Choice, Comparison, Quantity, Subject, View};
use force_compare::data::Dataset;
use proptest::prelude::*;

use crate::fixture::{ARTICLE, compare, generated, image_offences, officers_payload, seizures_payload};

/// The box of a text: left, top, right, bottom. Letters stand within three quarters of their line.
fn text_boxes(scene: &Scene) -> Vec<(String, [f64; 4])> {
    let boxes = scene.shapes.iter().filter_map(|shape| {
        let Shape::Text { at, text, size, align, width, .. } = shape else { return None };
        let left = match align {
            Align::Left => at.x,
            Align::Centre => at.x - width / 2.0,
            Align::Right => at.x - width,
        };
        Some((text.clone(), [left, at.y - size * 0.4, left + width, at.y + size * 0.4]))
    });
    boxes.collect()
}

fn check_laws(comparison: &Comparison<'_>, scene: &Scene) -> Result<(), String> {
    let slack = 0.01;
    let inside = |x: f64, y: f64| {
        let wide = -slack <= x && x <= scene.width + slack;
        wide && -slack <= y && y <= scene.height + slack
    };
    for mark in &scene.marks {
        for point in &mark.points {
            if !inside(point.x, point.y) {
                return Err(format!("a mark leaves the canvas: {mark:?}"));
            }
        }
        let anchor = mark.anchor();
        let hit = scene.hit(anchor, 1.0).ok_or(format!("nothing at the centre of {mark:?}"))?;
        let found = &scene.marks[hit];
        // Another mark may stand in the very same place; then it is that one, or one drawn above.
        let near = found.points.iter().any(|p| (p.x - anchor.x).abs() + (p.y - anchor.y).abs() < 2.0)
            || found.points.len() == 2;
        if !near {
            return Err(format!("{mark:?} hit as {found:?}"));
        }
    }
    let boxes = text_boxes(scene);
    for (at, (text, [left, top, right, bottom])) in boxes.iter().enumerate() {
        if !inside(*left, *top) || !inside(*right, *bottom) {
            return Err(format!("“{text}” leaves the canvas of {} × {}", scene.width, scene.height));
        }
        for (other, [l, t, r, b]) in &boxes[..at] {
            if left.max(*l) + slack < right.min(*r) && top.max(*t) + slack < bottom.min(*b) {
                return Err(format!("“{text}” and “{other}” overlap"));
            }
        }
    }
    for &area in &comparison.choice.areas {
        if !comparison.is_shown(area) {
            continue;
        }
        let name = comparison.name(Subject::Area(area));
        let start: String = name.chars().take(1).collect();
        let shortened = |text: &str| {
            let kept = text.trim_end_matches('…');
            text == name || (text.ends_with('…') && name.starts_with(kept) && text.starts_with(&start))
        };
        if !boxes.iter().any(|(text, _)| shortened(text)) {
            return Err(format!("{name} is in focus and not named"));
        }
    }
    Ok(())
}

/// Every view and quantity that the data support, at a width.
fn check_all(dataset: &Dataset, areas: &[&str], width: f64) -> Result<(), String> {
    for view in View::ALL.into_iter().filter(|view| view.why_not(dataset).is_none()) {
        for quantity in Quantity::ALL.into_iter().filter(|quantity| quantity.why_not(view, dataset).is_none()) {
            let comparison = compare(dataset, areas, view.id(), quantity.id());
            for height in [None, Some(260.0), Some(700.0)] {
                let scene = layout(&comparison, width, height, &TypicalSans);
                check_laws(&comparison, &scene)
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
            let Shape::Line { from, to, .. } = shape else { continue };
            assert_eq!(from.x, to.x, "a range in {measure}");
        }
    }
    let scene = layout(&compare(&dataset, &ARTICLE, "change", "count"), 680.0, None, &TypicalSans);
    for wanted in ["2,029.8", "2,008.7", "1,191.3", "+2.4%", "1,490.0"] {
        assert!(text_boxes(&scene).iter().any(|(text, _)| text == wanted), "{wanted}");
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

#[test]
fn equal_values_stand_at_equal_heights_and_a_rise_goes_up() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    let scene = layout(&comparison, 680.0, None, &TypicalSans);
    let points: Vec<(u64, f64)> = scene
        .marks
        .iter()
        .flat_map(|mark| {
            [0, 1].map(|period| (comparison.observation(mark.subject, period).count().unwrap(), mark.points[period].y))
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
    for (view, measure) in [("change", "rate"), ("ranking", "rate")] {
        let comparison = compare(&dataset, &["a1", "a8", "a10"], view, measure);
        let scene = layout(&comparison, 680.0, None, &TypicalSans);
        assert!(scene.marks.len() > 25_000, "{}", scene.marks.len());
        // Where rows stand closer than a point is high, a halo around each would wipe its neighbours out.
        let halos = scene.shapes.iter().filter(|shape| matches!(shape, Shape::Dot { ink: Ink::Paper, .. }));
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
    // Entering the chart begins at an area in focus.
    let first = scene.step(None, "ArrowDown").unwrap();
    assert_ne!(scene.marks[first].ink, Ink::Context);
}

fn as_text(scene: &Scene) -> String {
    let mut out = format!("{:.0} × {:.0}\n", scene.width, scene.height);
    for shape in &scene.shapes {
        out += &match shape {
            Shape::Line { from, to, width, ink } => {
                format!("line {:.1},{:.1} {:.1},{:.1} {width} {ink:?}\n", from.x, from.y, to.x, to.y)
            }
            Shape::Dot { at, radius, glyph, ink } => {
                format!("dot {:.1},{:.1} {radius} {glyph:?} {ink:?}\n", at.x, at.y)
            }
            Shape::Text { at, text, size, bold, align, ink, .. } => {
                let weight = if *bold { " bold" } else { "" };
                format!("text {:.1},{:.1} {align:?} {size}{weight} {ink:?} “{text}”\n", at.x, at.y)
            }
        };
    }
    out
}

#[test]
fn pictures_as_text() {
    let dataset = image_offences();
    for (view, measure) in [("change", "count"), ("change", "rate"), ("ranking", "rate"), ("ranking", "change")] {
        for width in [320.0, 680.0] {
            let scene = layout(&compare(&dataset, &ARTICLE, view, measure), width, None, &TypicalSans);
            expect_file![format!("snapshots/{view}-{measure}-{width}.txt")].assert_eq(&as_text(&scene));
        }
    }
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

// ---- Colours ----

fn linear(channel: f64) -> f64 {
    let channel = channel / 255.0;
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

fn channels(Colour(r, g, b): Colour) -> [f64; 3] {
    [r, g, b].map(|channel| linear(f64::from(channel)))
}

/// WCAG 2.2 contrast ratio.
fn contrast(one: Colour, other: Colour) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = channels(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

/// Machado, Oliveira and Fernandes 2009, severity 1.0.
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// Oklab (Ottosson 2020): equal distances look about equally different.
fn oklab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let [r, g, b] = [r, g, b].map(|channel| channel.clamp(0.0, 1.0));
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

#[test]
fn colours_in_focus_are_readable_and_told_apart_by_everyone() {
    for theme in [Theme::Light, Theme::Dark] {
        for ink in (0..6).map(Ink::Focus).chain([Ink::Text, Ink::Muted, Ink::Nation]) {
            let ratio = contrast(theme.colour(ink), theme.paper());
            // Labels are written in these, so text's 4.5 rather than graphics' 3.
            assert!(ratio >= 4.5, "{theme:?} {ink:?}: {ratio:.2}");
        }
        for (vision, matrix) in VISIONS {
            let seen: BTreeMap<usize, [f64; 3]> = theme
                .focus()
                .into_iter()
                .enumerate()
                .map(|(at, colour)| {
                    let rgb = channels(colour);
                    let seen = matrix.map(|row| row.iter().zip(rgb).map(|(weight, channel)| weight * channel).sum());
                    (at, oklab(seen))
                })
                .collect();
            for (at, one) in &seen {
                for (other, two) in seen.range(..at) {
                    let apart: f64 = one.iter().zip(two).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
                    // 0.02 is about the least difference that can be seen.
                    assert!(apart >= 0.1, "{theme:?}, {vision}: {other} and {at} are {apart:.3} apart");
                }
            }
        }
    }
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
        let of = |area| scene.marks.iter().find(|mark| mark.subject == Subject::Area(area)).unwrap().points.len();
        [of(choice.areas[0]), of(choice.areas[1])]
    };
    assert_eq!(ends(["2009-10", "2010-11"]), [1, 2]);
    assert_eq!(ends(["2010-11", "2011-12"]), [2, 2]);
}
