//! The way from one picture to the next.

use force_compare::chart::{Form, Of, Point, Scene, TypicalSans, layout};
use force_compare::compare::{Quantity, Subject, View};
use force_compare::data::Dataset;
use proptest::prelude::*;

use crate::fixture::{ARTICLE, compare, generated, image_offences, place};

/// A picture of every view and quantity.
fn pictures(dataset: &Dataset, areas: &[&str]) -> Vec<Scene> {
    let mut scenes = Vec::new();
    for view in View::ALL.into_iter().filter(|view| view.why_not(dataset).is_none()) {
        for quantity in Quantity::ALL.into_iter().filter(|quantity| quantity.why_not(view, dataset).is_none()) {
            scenes.push(layout(&compare(dataset, areas, view.id(), quantity.id()), 680.0, None, &TypicalSans));
        }
    }
    scenes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]
    #[test]
    fn a_journey_begins_and_ends_at_its_ends(areas in 1usize..40, periods in 1usize..5, seed: u64) {
        let dataset = generated(areas, periods, seed);
        let scenes = pictures(&dataset, &["a0"]);
        for from in &scenes {
            for to in &scenes {
                prop_assert_eq!(&from.towards(to, 0.0), from);
                prop_assert_eq!(&from.towards(to, 1.0), to);
                let between = from.towards(to, 0.4);
                // Pointing finds the new picture's marks from the start.
                prop_assert_eq!(&between.marks, &to.marks);
                prop_assert_eq!(between.shapes.len(), to.shapes.len());
            }
        }
    }
}

#[test]
fn a_point_travels_on_a_straight_line() {
    let dataset = image_offences();
    let from = layout(&compare(&dataset, &ARTICLE, "ranking", "count"), 680.0, None, &TypicalSans);
    let to = layout(&compare(&dataset, &ARTICLE, "ranking", "rate"), 680.0, None, &TypicalSans);
    let of = Of::Subject(Subject::Area(place(&dataset, "bedfordshire")));
    let dot = |scene: &Scene| -> Point {
        let last = scene.shapes.iter().rev().filter(|shape| shape.of == Some(of));
        last.into_iter().find_map(|shape| if let Form::Dot { at, .. } = shape.form { Some(at) } else { None }).unwrap()
    };
    let (a, b) = (dot(&from), dot(&to));
    assert!(a != b, "else nothing is shown");
    for part in [0.1, 0.25, 0.5, 0.9] {
        let at = dot(&from.towards(&to, part));
        assert!((at.x - (a.x + (b.x - a.x) * part)).abs() < 1e-9 && (at.y - (a.y + (b.y - a.y) * part)).abs() < 1e-9);
    }
}

#[test]
fn many_thousands_of_shapes_do_not_travel() {
    let dataset = generated(5_000, 2, 3);
    let from = layout(&compare(&dataset, &["a0"], "ranking", "rate"), 680.0, None, &TypicalSans);
    let to = layout(&compare(&dataset, &["a0"], "change", "rate"), 680.0, None, &TypicalSans);
    assert!(!from.is_followed());
    assert_eq!(from.towards(&to, 0.5), to);
}
