//! Draws any dataset at any size, in any view: every law holds that the tests of pictures have, all places are finite,
//! and the SVG has no NaN.
#![no_main]

use arbitrary::{Result, Unstructured};
use force_compare::chart::{Form, Scene, TypicalSans, layout, svg};
use force_compare::compare::Comparison;
use fuzzed::{dataset, pictures};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = drawn(&mut Unstructured::new(data));
});

fn drawn(u: &mut Unstructured<'_>) -> Result<()> {
    // From the narrowest to the widest that pages have, and sizes that none has.
    let width = if u.ratio(1, 8)? { u.arbitrary()? } else { f64::from(u.int_in_range(280..=1300u16)?) };
    let height = match u.int_in_range(0..=3)? {
        0 => Some(u.arbitrary()?),
        1 => Some(f64::from(u.int_in_range(160..=900u16)?)),
        _ => None,
    };
    let Some((dataset, asked)) = dataset::any(u)? else { return Ok(()) };
    let comparison = Comparison::new(&dataset, dataset::choice(&dataset, &asked));
    let scene = layout(&comparison, width, height, &TypicalSans);
    finite(&scene);
    let fits = (280.0..=1300.0).contains(&width) && height.is_none_or(|height| height >= 260.0);
    if fits && let Err(law) = pictures::check(&comparison, &scene) {
        panic!("{law:?}\n{:?} of {:#?} at {width} × {height:?}", comparison.choice, *dataset);
    }
    let drawn = svg(&scene);
    assert!(!drawn.contains("NaN") && !drawn.contains("inf\""), "{drawn}");
    let again = layout(&comparison, width, height, &TypicalSans);
    assert_eq!(scene, again, "two pictures of one comparison differ");
    for part in [0.0, 0.5, 1.0] {
        finite(&scene.towards(&again, part));
    }
    Ok(())
}

fn finite(scene: &Scene) {
    assert!(scene.width > 0.0 && scene.width.is_finite() && scene.height > 0.0 && scene.height.is_finite());
    for point in scene.marks.iter().flat_map(|mark| &mark.points) {
        assert!(point.x.is_finite() && point.y.is_finite(), "{point:?}");
    }
    for shape in &scene.shapes {
        if let Form::Text { at, size, width, .. } = &shape.form {
            assert!(at.x.is_finite() && at.y.is_finite() && *size > 0.0 && *width >= 0.0, "{shape:?}");
        }
    }
}
