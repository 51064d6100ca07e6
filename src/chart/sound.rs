//! The picture as sound: a note for each figure in it, higher for more.
//!
//! The notes, their pitch and their side are decided here; the page only plays them. The rules, and why:
//!
//! - Values are pitch, by far the most common choice (Dubus and Bresin 2013, "A systematic review of mapping strategies
//!   for the sonification of physical quantities", PLoS ONE 8(12): e82491, a review of 495 mappings). Figures are
//!   compared by ratio, as on the picture's logarithmic scale, and ears hear pitch by ratio too: equal ratios are equal
//!   steps.
//! - Three octaves at most, C3 to C6, which small loudspeakers play. A doubling is an octave, or less where the figures
//!   span more than three: a rise of two per cent must not sound like a leap.
//! - All notes of a picture share one scale, so that a note heard later can be compared with one heard before.
//! - Zero is a figure: it sounds, below every other. A missing figure has no pitch: the page plays a soft noise.
//! - Figures sound one after the other, slowly enough to tell them apart; time, or size, runs from left to right as in
//!   the picture. Two areas take turns, one on either side.

use super::items::items;
use super::scene::{Ink, Mark, Of, Scene};
use crate::compare::{Comparison, Quantity, Subject, View};

/// The lowest and the highest pitch of a figure above zero, in hertz: C3 and C6.
pub const PITCHES: (f64, f64) = (130.8128, 1046.5023);

/// The pitch of zero: G2.
pub const ZERO: f64 = 97.9989;

/// With more marks than this, only those in front are heard: nobody listens for minutes.
pub const MOST_HEARD: usize = 60;

/// The length of a note among those of many areas, in seconds.
const SHORT: f64 = 0.2;
/// The length of a note of an area in front, of one heard alone, or of a line of more than two figures, in seconds.
const LONG: f64 = 0.4;
/// The most time that the figures of one line take together, in seconds, unless there are too many for that.
const LINE: f64 = 12.0;
/// The shortest note that can be told from the next, in seconds.
const LEAST: f64 = 0.08;
/// The silence between one area's notes and the next one's, in seconds.
const PAUSE: f64 = 0.15;
/// The most that a note is panned, of 1: all to one side would be lost to whoever hears with one ear.
const ASIDE: f64 = 0.7;

/// A figure to be heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// The mark to highlight meanwhile, by its place in the scene.
    pub mark: Option<usize>,
    /// In hertz; `None` for a missing figure.
    pub pitch: Option<f64>,
    /// The side that it comes from: −1 is left, 1 is right.
    pub pan: f64,
    /// How long it sounds, in seconds.
    pub length: f64,
    /// The silence after it, in seconds.
    pub rest: f64,
}

/// A reader's choice of what to hear of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The whole picture, in reading order.
    All,
    /// One area, by its place in the data.
    One(usize),
    /// Two areas in turn, the first from the left.
    Two(usize, usize),
}

/// The notes of a picture in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Tune {
    /// One for each figure.
    pub notes: Vec<Note>,
    /// The subjects or parts that are heard, each once.
    pub of: Vec<Of>,
    /// The least and the greatest of the figures that are heard; `None` where all are missing.
    pub ends: Option<(f64, f64)>,
}

/// A subject or a part, with the period and the value of each of its figures; a missing one is `None`.
struct Voice {
    of: Of,
    figures: Vec<(usize, Option<f64>)>,
}

/// The tune of a picture.
pub fn tune(comparison: &Comparison<'_>, scene: &Scene, wanted: Heard) -> Tune {
    let area = |area| Of::Subject(Subject::Area(area));
    let of = match wanted {
        Heard::All => all(comparison, scene),
        Heard::One(one) => vec![area(one)],
        Heard::Two(left, right) => vec![area(left), area(right)],
    };
    let pitches = Pitches::of(&values(comparison, scene));
    let (mut voices, mut heard) = (Vec::new(), Vec::new());
    for &of in &of {
        let mut figures = figures(comparison, of);
        // A subject that is not in the picture is missing from the sound too.
        if !scene.marks.iter().any(|mark| mark.of == of || is_whose(mark, of)) {
            for (_, figure) in &mut figures {
                *figure = None;
            }
        }
        for (_, figure) in &figures {
            if let Some(figure) = *figure {
                heard.push(figure);
            }
        }
        voices.push(Voice { of, figures });
    }
    let note = |voice: &Voice, at: usize, pan: f64, length: f64, rest: f64| {
        let (period, figure) = voice.figures[at];
        let pitch = figure.map(|figure| pitches.of_figure(comparison, figure));
        Note { mark: mark(scene, voice.of, period), pitch, pan, length, rest }
    };
    let mut notes = Vec::new();
    if let (Heard::Two(..), [left, right]) = (wanted, &voices[..]) {
        let length = length(2 * left.figures.len(), LONG);
        // Both have as many figures, since the picture is the same.
        for at in 0..left.figures.len() {
            notes.push(note(left, at, -ASIDE, length, 0.0));
            notes.push(note(right, at, ASIDE, length, length / 2.0));
        }
    } else {
        for voice in &voices {
            let among = voice.figures.len();
            let long = voices.len() == 1 || among > 2 || is_in_front(scene, voice.of);
            let length = length(among, if long { LONG } else { SHORT });
            for at in 0..among {
                let rest = if at + 1 == among && among > 1 { PAUSE } else { 0.0 };
                notes.push(note(voice, at, side(comparison, scene, voice.of, (at, among)), length, rest));
            }
        }
    }
    Tune { notes, of, ends: ends(&heard, f64::NEG_INFINITY) }
}

/// The least and the greatest of the finite values above a floor.
fn ends(values: &[f64], floor: f64) -> Option<(f64, f64)> {
    let mut ends = None;
    for &value in values {
        if value > floor && value.is_finite() {
            let (low, high) = ends.unwrap_or((value, value));
            ends = Some((value.min(low), value.max(high)));
        }
    }
    ends
}

/// The length of each of so many notes in a line.
fn length(figures: usize, wanted: f64) -> f64 {
    (LINE / figures.max(1) as f64).min(wanted).max(LEAST)
}

/// Everything in the picture that has notes of its own.
fn all(comparison: &Comparison<'_>, scene: &Scene) -> Vec<Of> {
    let lines = comparison.choice.view() == View::Trend;
    let front = lines || scene.marks.len() > MOST_HEARD;
    let mut found: Vec<Of> = Vec::new();
    for Mark { of, ink, .. } in &scene.marks {
        // In front every figure of a line is a mark; the line is heard once.
        let of = of.subject().map_or(*of, Of::Subject);
        if (!front || *ink != Ink::Context) && !found.contains(&of) {
            found.push(of);
        }
    }
    // A chosen area without figures is heard as missing, not left out in silence.
    if comparison.choice.view() != View::Breakdown {
        for &area in &comparison.choice.areas {
            let of = Of::Subject(Subject::Area(area));
            if !found.contains(&of) {
                found.push(of);
            }
        }
    }
    found
}

/// The figures of a subject or part in the picture, each with its period; `None` for a missing one, which is heard too.
fn figures(comparison: &Comparison<'_>, of: Of) -> Vec<(usize, Option<f64>)> {
    let choice = &comparison.choice;
    let subject = match of {
        Of::Part(part) => {
            let shares = comparison.shares().ok();
            let part = shares.and_then(|shares| Some(shares.parts.get(part)?.share.value));
            return vec![(choice.later, part)];
        }
        Of::Subject(subject) | Of::Figure(subject, _) => subject,
    };
    match choice.view() {
        View::Trend => {
            let mut figures = Vec::new();
            for period in 0..comparison.dataset.periods.len() {
                figures.push((period, comparison.point(subject, period)));
            }
            figures
        }
        View::Change => {
            let [earlier, later] = comparison.both(subject);
            vec![(choice.earlier, earlier), (choice.later, later)]
        }
        _ => vec![(choice.later, comparison.point(subject, choice.later))],
    }
}

/// All figures of the picture as ratios, in focus or not.
fn values(comparison: &Comparison<'_>, scene: &Scene) -> Vec<f64> {
    let mut shown = Vec::new();
    for item in items(comparison, false) {
        shown.push(Of::Subject(item.subject));
    }
    // The nation is on some pictures; parts are on one, alone.
    for mark in &scene.marks {
        if mark.of.subject().is_none_or(|subject| subject == Subject::Nation) {
            shown.push(mark.of);
        }
    }
    let mut values = Vec::new();
    for of in shown {
        for (_, figure) in figures(comparison, of) {
            if let Some(figure) = figure {
                values.push(ratio(comparison, figure));
            }
        }
    }
    values
}

/// The number that pitch follows: the figure itself, or for a change what it makes of 1, so that +60% is 1.6.
fn ratio(comparison: &Comparison<'_>, figure: f64) -> f64 {
    match (comparison.choice.view(), comparison.choice.quantity) {
        // Parts have shares, whatever quantity was chosen before.
        (View::Breakdown, _) => figure,
        (_, Quantity::Change) => 1.0 + figure / 100.0,
        _ => figure,
    }
}

/// Maps ratios to pitch.
struct Pitches {
    /// The middle of the figures, as a logarithm, and how far pitch follows them: 1 is an octave for each doubling.
    middle: f64,
    step: f64,
}

impl Pitches {
    fn of(values: &[f64]) -> Self {
        let (low, high) = ends(values, 0.0).unwrap_or((1.0, 1.0));
        let most = (PITCHES.1 / PITCHES.0).ln();
        Self { middle: (low.ln() + high.ln()) / 2.0, step: (most / (high.ln() - low.ln())).min(1.0) }
    }

    fn of_figure(&self, comparison: &Comparison<'_>, figure: f64) -> f64 {
        let ratio = ratio(comparison, figure);
        if ratio <= 0.0 {
            return ZERO;
        }
        let centre = (PITCHES.0 * PITCHES.1).sqrt();
        // Rounding must not leave the range.
        (centre * ((ratio.ln() - self.middle) * self.step).exp()).max(PITCHES.0).min(PITCHES.1)
    }
}

/// The mark of a figure: its own, or that of its subject.
fn mark(scene: &Scene, of: Of, period: usize) -> Option<usize> {
    let place = |wanted: Of| scene.marks.iter().position(|mark| mark.of == wanted);
    of.subject().and_then(|subject| place(Of::Figure(subject, period))).or_else(|| place(of))
}

/// Whether a mark belongs to the same area, or to the nation.
fn is_whose(mark: &Mark, of: Of) -> bool {
    of.subject().is_some_and(|subject| mark.of.subject() == Some(subject))
}

fn is_in_front(scene: &Scene, of: Of) -> bool {
    scene.marks.iter().any(|mark| is_whose(mark, of) && mark.ink != Ink::Context)
}

/// The side that a note comes from: its period's place among the periods, or its place on the axis of sizes; else the
/// middle.
fn side(comparison: &Comparison<'_>, scene: &Scene, of: Of, (at, among): (usize, usize)) -> f64 {
    let part = match comparison.choice.view() {
        View::Funnel => mark(scene, of, comparison.choice.later).map(|mark| scene.marks[mark].anchor().x / scene.width),
        View::Change | View::Trend if among > 1 => Some(at as f64 / (among - 1) as f64),
        _ => None,
    };
    part.map_or(0.0, |part| ASIDE * (2.0 * part - 1.0))
}
