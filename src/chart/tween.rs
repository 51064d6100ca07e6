//! Animates the way from one picture to the next: shapes of the same owner travel from their old place to the new one,
//! so that a reader can follow them. Scales, and shapes without an old place, stand there at once.

use super::scene::{Form, Of, Point, Scene, Shape};
use crate::compare::Subject;

/// With more shapes than this nothing travels: nobody can follow so many, and frames would not be drawn in time.
const MOST_SHAPES: usize = 3_000;

impl Scene {
    /// Whether it has few enough shapes for a reader to follow them.
    pub fn is_followed(&self) -> bool {
        self.shapes.len() <= MOST_SHAPES
    }

    /// The picture on the way to another: `part` goes from 0, which is this one, to 1, which is the other. Above 0 the
    /// marks are the other's.
    pub fn towards(&self, to: &Scene, part: f64) -> Scene {
        if part <= 0.0 {
            return self.clone();
        }
        let mut between = to.clone();
        if part >= 1.0 || !self.is_followed() || !to.is_followed() {
            return between;
        }
        // The forms that each owner had, and whether each has found its successor.
        let mut had: Vec<Vec<(&Form, bool)>> = Vec::new();
        for Shape { form, of, .. } in &self.shapes {
            let Some(of) = of else { continue };
            let owner = owner(*of);
            while had.len() <= owner {
                had.push(Vec::new());
            }
            had[owner].push((form, false));
        }
        for Shape { form, of, .. } in &mut between.shapes {
            let Some(mine) = of.and_then(|of| had.get_mut(owner(of))) else { continue };
            let kind = std::mem::discriminant(form);
            let mut from = None;
            for (before, gone) in mine {
                if std::mem::discriminant(*before) == kind {
                    // The last form of a kind serves for all that follow: a point may become a line of points.
                    from = Some(*before);
                    if !*gone {
                        *gone = true;
                        break;
                    }
                }
            }
            if let Some(before) = from {
                travel(before, form, part);
            }
        }
        between
    }
}

/// Numbers the owners of shapes: 0 is the nation, then come areas and parts by turns.
fn owner(of: Of) -> usize {
    match of {
        Of::Subject(Subject::Nation) | Of::Figure(Subject::Nation, _) => 0,
        Of::Subject(Subject::Area(area)) | Of::Figure(Subject::Area(area), _) => 1 + 2 * area,
        Of::Part(part) => 2 + 2 * part,
    }
}

/// Puts a form on the way from its old place to its new one.
fn travel(before: &Form, form: &mut Form, part: f64) {
    match (before, form) {
        (Form::Line { from: a, to: b, .. }, Form::Line { from, to, .. }) => {
            step(*a, from, part);
            step(*b, to, part);
        }
        (Form::Dot { at: a, radius: was, .. }, Form::Dot { at, radius, .. }) => {
            step(*a, at, part);
            *radius = was + (*radius - was) * part;
        }
        (Form::Text { at: a, .. }, Form::Text { at, .. }) => step(*a, at, part),
        (Form::Path { points: old, .. }, Form::Path { points, .. })
        | (Form::Band { corners: old }, Form::Band { corners: points }) => {
            for (a, at) in old.iter().zip(points) {
                step(*a, at, part);
            }
        }
        _ => {}
    }
}

fn step(from: Point, to: &mut Point, part: f64) {
    to.x = from.x + (to.x - from.x) * part;
    to.y = from.y + (to.y - from.y) * part;
}
