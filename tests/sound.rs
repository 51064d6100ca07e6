//! The chart as sound: laws of the notes, whatever the data.

use force_compare::chart::{Heard, Ink, MOST_HEARD, Note, Of, PITCHES, Scene, Tune, TypicalSans, ZERO, layout, tune};
use force_compare::compare::{Comparison, Quantity, Subject, View};
use force_compare::data::{Dataset, read};
use serde_json::json;

use crate::fixture::{ARTICLE, compare, generated, image_offences, place, seizures_payload, years};

/// Every view and quantity of a dataset, with its picture.
fn each(dataset: &Dataset, areas: &[&str], law: impl Fn(&Comparison<'_>, &Scene)) {
    for view in View::ALL.into_iter().filter(|view| view.why_not(dataset).is_none()) {
        for quantity in Quantity::ALL.into_iter().filter(|quantity| quantity.why_not(view, dataset).is_none()) {
            let comparison = compare(dataset, areas, view.id(), quantity.id());
            law(&comparison, &layout(&comparison, 680.0, None, &TypicalSans));
        }
    }
}

fn datasets() -> Vec<(Dataset, Vec<String>)> {
    let mut all: Vec<_> = [(45, 2), (12, 9), (3, 3), (1, 1), (300, 2)]
        .into_iter()
        .flat_map(|(areas, periods)| [1, 2, 3].map(|seed| generated(areas, periods, seed)))
        .collect();
    all.extend([image_offences(), seizures_payload().dataset]);
    let first = |dataset: &Dataset| dataset.areas.iter().take(3).map(|area| area.id.clone()).collect();
    all.into_iter()
        .map(|dataset| {
            let areas = first(&dataset);
            (dataset, areas)
        })
        .collect()
}

/// Finds the figure of a note by the picture's own mark: that of its period, or the later one, or both in turn.
fn figure(comparison: &Comparison<'_>, of: Of, period: usize) -> Option<f64> {
    match of {
        Of::Subject(subject) | Of::Figure(subject, _) => {
            let choice = &comparison.choice;
            // As in the picture, no line leads across a break.
            let broken = choice.view() == View::Change && period == choice.earlier;
            comparison.point(subject, period).filter(|_| !broken || comparison.break_between(subject).is_none())
        }
        Of::Part(part) => Some(comparison.shares().ok()?.parts.get(part)?.share.value),
    }
}

/// Pairs the notes of a tune with their figures.
fn with_figures(comparison: &Comparison<'_>, scene: &Scene, tune: &Tune) -> Vec<(Note, Option<f64>)> {
    let choice = &comparison.choice;
    let periods: Vec<usize> = match choice.view() {
        View::Trend => (0..comparison.dataset.periods.len()).collect(),
        View::Change => vec![choice.earlier, choice.later],
        _ => vec![choice.later],
    };
    // A figure without a place in the picture is missing.
    let shown = |of: Of| {
        scene.marks.iter().any(|mark| mark.of == of || of.subject().is_some_and(|it| mark.of.subject() == Some(it)))
    };
    let figures = tune
        .of
        .iter()
        .flat_map(|of| periods.iter().map(|period| figure(comparison, *of, *period).filter(|_| shown(*of))));
    let figures: Vec<_> = figures.collect();
    assert_eq!(figures.len(), tune.notes.len());
    tune.notes.iter().copied().zip(figures).collect()
}

#[test]
fn pitch_follows_ratios_and_nothing_else() {
    for (dataset, areas) in datasets() {
        let areas: Vec<&str> = areas.iter().map(String::as_str).collect();
        each(&dataset, &areas, |comparison, scene| {
            let all = tune(comparison, scene, Heard::All);
            let changes = comparison.choice.quantity == Quantity::Change && comparison.choice.view() != View::Breakdown;
            let mut heard = Vec::new();
            for (note, figure) in with_figures(comparison, scene, &all) {
                // A missing figure has no pitch, not even a low one or that of zero.
                assert_eq!(note.pitch.is_none(), figure.is_none());
                let (Some(pitch), Some(figure)) = (note.pitch, figure) else { continue };
                let ratio = if changes { 1.0 + figure / 100.0 } else { figure };
                if ratio <= 0.0 {
                    assert_eq!(pitch, ZERO);
                    continue;
                }
                assert!((PITCHES.0..=PITCHES.1).contains(&pitch) && pitch > ZERO, "{pitch} of {figure}");
                heard.push((ratio.ln(), pitch.ln()));
            }
            // Pitch follows figure in one straight line, no steeper than an octave for a doubling.
            let Some((low, high)) = heard.iter().zip(&heard).map(|(one, _)| *one).fold(None, |ends, one| {
                let (low, high) = ends.unwrap_or((one, one));
                Some((if one.0 < low.0 { one } else { low }, if one.0 > high.0 { one } else { high }))
            }) else {
                return;
            };
            if high.0 - low.0 < 1e-6 {
                return;
            }
            let slope = (high.1 - low.1) / (high.0 - low.0);
            assert!(slope > 0.0 && slope <= 1.0 + 1e-9, "{slope}");
            for (ratio, pitch) in heard {
                let choice = &comparison.choice;
                let apart = (pitch - low.1 - slope * (ratio - low.0)).abs();
                assert!(apart < 1e-6, "{:?} {:?}: {ratio} {pitch}", choice.view(), choice.quantity);
            }
        });
    }
}

#[test]
fn notes_belong_to_marks_and_end_in_time() {
    for (dataset, areas) in datasets() {
        let areas: Vec<&str> = areas.iter().map(String::as_str).collect();
        each(&dataset, &areas, |comparison, scene| {
            let chosen = &comparison.choice.areas;
            let mut kinds = vec![Heard::All];
            kinds.extend(chosen.iter().map(|area| Heard::One(*area)));
            kinds.extend(chosen.windows(2).map(|two| Heard::Two(two[0], two[1])));
            for heard in kinds {
                let tune = tune(comparison, scene, heard);
                let seconds: f64 = tune.notes.iter().map(|note| note.length + note.rest).sum();
                assert!(seconds < 90.0, "{heard:?} takes {seconds} s");
                for note in &tune.notes {
                    assert!(note.pan.abs() <= 1.0 && note.length >= 0.08 && note.length <= 0.4 && note.rest >= 0.0);
                    match note.mark {
                        Some(mark) => assert!(mark < scene.marks.len()),
                        // A note without a place in the picture has no figure.
                        None => assert_eq!(note.pitch, None),
                    }
                }
                let heard_of = |of: &Of| tune.of.contains(of);
                if let (Heard::All, true) =
                    (heard, scene.marks.len() <= MOST_HEARD && comparison.choice.view() != View::Trend)
                {
                    let all = scene.marks.iter().all(|mark| heard_of(&mark.of.subject().map_or(mark.of, Of::Subject)));
                    assert!(all, "a mark is left out");
                }
                if heard == Heard::All && comparison.choice.view() != View::Breakdown {
                    assert!(chosen.iter().all(|area| heard_of(&Of::Subject(Subject::Area(*area)))));
                }
                if scene.marks.len() > MOST_HEARD {
                    let front = scene.marks.iter().filter(|mark| mark.ink != Ink::Context).count();
                    assert!(tune.of.len() <= front.max(chosen.len()), "{} heard", tune.of.len());
                }
            }
        });
    }
}

#[test]
fn two_take_turns_from_two_sides() {
    let dataset = seizures_payload().dataset;
    let comparison = compare(&dataset, &["hampshire", "bedfordshire"], "trend", "count");
    let scene = layout(&comparison, 680.0, None, &TypicalSans);
    let [left, right] = ["hampshire", "bedfordshire"].map(|id| place(&dataset, id));
    let tune = tune(&comparison, &scene, Heard::Two(left, right));
    for (at, note) in tune.notes.iter().enumerate() {
        let subject = Subject::Area(if at % 2 == 0 { left } else { right });
        assert_eq!(note.pan < 0.0, at % 2 == 0);
        assert_eq!(note.pitch.is_none(), comparison.point(subject, at / 2).is_none());
        if note.pitch.is_some() {
            assert_eq!(scene.marks[note.mark.unwrap()].of, Of::Figure(subject, at / 2));
        }
    }
    assert_eq!(tune.notes.len(), 2 * dataset.periods.len());
    assert_eq!(tune.notes.iter().filter(|note| note.pitch.is_none()).count(), 3);
}

/// A doubling is an octave where there is room for one, and a rise of a tenth is no leap.
#[test]
fn a_doubling_is_an_octave() {
    let dataset =
        read(&years(&[vec![json!(100), json!(200)], vec![json!(100), json!(110)], vec![json!(0), json!(100)]]))
            .unwrap();
    let comparison = compare(&dataset, &["a0", "a1", "a2"], "change", "count");
    let scene = layout(&comparison, 680.0, None, &TypicalSans);
    let pitches = |area| {
        tune(&comparison, &scene, Heard::One(area)).notes.iter().map(|note| note.pitch.unwrap()).collect::<Vec<_>>()
    };
    let octaves = |area| {
        let heard = pitches(area);
        (heard[1] / heard[0]).log2()
    };
    assert!((octaves(0) - 1.0).abs() < 1e-9, "{}", octaves(0));
    assert!((octaves(1) - 1.1f64.log2()).abs() < 1e-9, "{}", octaves(1));
    assert_eq!(pitches(2)[0], ZERO);
}

/// In the ranking the highest sounds first, and chosen areas sound longer.
#[test]
fn the_ranking_goes_down() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "ranking", "rate");
    let scene = layout(&comparison, 680.0, None, &TypicalSans);
    let tune = tune(&comparison, &scene, Heard::All);
    assert!(tune.notes.windows(2).all(|two| two[0].pitch >= two[1].pitch));
    for note in &tune.notes {
        let chosen = scene.marks[note.mark.unwrap()].ink != Ink::Context;
        assert_eq!(note.length > 0.3, chosen);
    }
}
