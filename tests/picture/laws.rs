//! Laws of every picture: nothing leaves it, every mark is hit where it stands, no text lies on another, and every area
//! in focus is named. The fuzz target `layout` holds pictures to them too.

use force_compare::chart::{Align, Form, Mark, Point, Scene};
use force_compare::compare::{Comparison, Subject};

/// The box of a text: left, top, right, bottom. Letters stand within three quarters of their line.
pub fn text_boxes(scene: &Scene) -> Vec<(String, [f64; 4])> {
    let boxes = scene.shapes.iter().filter_map(|shape| {
        let Form::Text { at, text, size, align, width, .. } = &shape.form else { return None };
        let left = match align {
            Align::Left => at.x,
            Align::Centre => at.x - width / 2.0,
            Align::Right => at.x - width,
        };
        Some((text.clone(), [left, at.y - size * 0.4, left + width, at.y + size * 0.4]))
    });
    boxes.collect()
}

/// How far a place is from the nearest point of a mark.
fn distance(mark: &Mark, at: Point) -> f64 {
    let apart = |x: f64, y: f64| (at.x - x).hypot(at.y - y);
    let to_segment = |pair: &[Point]| {
        let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
        let squared = dx * dx + dy * dy;
        let along = if squared > 0.0 { ((at.x - pair[0].x) * dx + (at.y - pair[0].y) * dy) / squared } else { 0.0 };
        let along = along.clamp(0.0, 1.0);
        apart(pair[0].x + along * dx, pair[0].y + along * dy)
    };
    let points = mark.points.iter().map(|point| apart(point.x, point.y));
    points.chain(mark.points.windows(2).map(to_segment)).fold(f64::INFINITY, f64::min)
}

/// Holds a scene to the laws, or says which it breaks.
pub fn check(comparison: &Comparison<'_>, scene: &Scene) -> Result<(), String> {
    let slack = 0.01;
    let inside = |x: f64, y: f64| {
        let wide = -slack <= x && x <= scene.width + slack;
        wide && -slack <= y && y <= scene.height + slack
    };
    for mark in &scene.marks {
        if mark.points.is_empty() {
            return Err(format!("a mark stands nowhere: {mark:?}"));
        }
        for point in &mark.points {
            if !inside(point.x, point.y) {
                return Err(format!("a mark leaves the canvas: {mark:?}"));
            }
        }
        let anchor = mark.anchor();
        let hit = scene.hit(anchor, 1.0).ok_or(format!("nothing at the centre of {mark:?}"))?;
        // Another mark may lie in the very same place; a mark in focus wins where two are half a pixel apart.
        let found = &scene.marks[hit];
        if found != mark && distance(found, anchor) > 0.5 + slack {
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
        if !scene.marks.iter().any(|mark| mark.of.subject() == Some(Subject::Area(area))) {
            if comparison.is_shown(area) {
                return Err(format!("{} is in focus and has no mark", comparison.name(Subject::Area(area))));
            }
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
