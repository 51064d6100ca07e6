//! The whole boundary to the page: one opaque handle and a few verbs. The page has no statistics, no wording and no
//! geometry of its own; it asks for texts and puts them in place, and lends its canvases to be painted.

mod backend;
mod canvas;
mod json;
#[cfg(feature = "every-view")]
mod language;
#[cfg(feature = "every-view")]
mod more;

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart::{self, Point, Scene, Theme};
use crate::compare::{Asked, Choice, Comparison, SharedAnswers};
use crate::data::{self, Dataset, PayloadError};
use crate::report::{self, Tree, list};
#[cfg(feature = "every-view")]
use crate::words;
use json::Js;
use serde::Serialize;

// For readers alone: a spreadsheet of a newsroom takes more memory than this one is good at.
#[cfg(not(feature = "newsroom"))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// A payload, the reader's choice, and the picture of it.
#[wasm_bindgen]
pub struct Widget {
    dataset: Dataset,
    /// The catalogue that came with the payload; `None` for English.
    #[cfg(feature = "every-view")]
    language: Option<&'static words::Catalogue>,
    choice: Choice,
    known: Rc<SharedAnswers>,
    measure: canvas::CanvasMeasure,
    theme: Theme,
    scene: Scene,
    /// The picture that an animation starts from, and how much of the way to `scene` was painted last, 0 to 1.
    before: Scene,
    way: f64,
}

/// An error to throw, with a name that the page can tell apart.
fn error(name: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name(name);
    error.into()
}

/// Hands a tree to the page. This cannot fail: a tree holds nothing that JavaScript has no value for.
fn to_js(tree: &Tree) -> JsValue {
    let to = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    tree.serialize(&to).unwrap_or_default()
}

#[wasm_bindgen]
impl Widget {
    /// Reads a payload that the page has parsed, and takes a canvas to measure text on. Throws `VersionError` or
    /// `DataError`, whose message names the place.
    #[wasm_bindgen(constructor)]
    pub fn new(payload: JsValue, canvas: HtmlCanvasElement) -> Result<Widget, JsValue> {
        #[cfg(feature = "every-view")]
        let language = language::of(payload.clone());
        let dataset = data::read(Js(payload)).map_err(|fault| {
            let name = if matches!(fault, PayloadError::Version(_)) { "VersionError" } else { "DataError" };
            error(name, fault.message())
        })?;
        let (choice, _) = Choice::resolve(&Asked::default(), &dataset);
        let measure = canvas::CanvasMeasure::new(&canvas)?;
        let scene = Scene { width: 0.0, height: 0.0, shapes: Vec::new(), marks: Vec::new() };
        let known = Comparison::new(&dataset, choice.clone()).known();
        Ok(Self {
            dataset,
            #[cfg(feature = "every-view")]
            language,
            choice,
            known,
            measure,
            theme: Theme::Light,
            before: scene.clone(),
            scene,
            way: 1.0,
        })
    }

    /// The texts that do not depend on the choice.
    pub fn page(&self) -> JsValue {
        to_js(&report::page(&self.comparison()))
    }

    /// Whether the area at this place in the data has no figure in the chosen periods.
    pub fn lacks(&self, area: usize) -> bool {
        let choice = &self.choice;
        let has = |period| self.dataset.observation(area, period).value().is_some();
        !has(choice.earlier) && !has(choice.later)
    }

    /// Takes a choice and returns the texts that go with it. Returns `undefined`, and keeps the old choice, where only
    /// the other engine draws the view.
    pub fn choose(&mut self, asked: JsValue) -> JsValue {
        let (choice, problems) = Choice::resolve(&json::asked(asked), &self.dataset);
        if !choice.is_drawn() {
            return JsValue::UNDEFINED;
        }
        let same = (choice.earlier, choice.later) == (self.choice.earlier, self.choice.later);
        self.choice = choice;
        if !same {
            self.known = Comparison::new(&self.dataset, self.choice.clone()).known();
        }
        to_js(&report::report(&self.comparison(), &problems))
    }

    /// The colours of the six places in focus, as CSS writes them.
    pub fn palette(&self, dark: bool) -> JsValue {
        to_js(&list(&theme(dark).focus(), |colour| Tree::Text(colour.css())))
    }

    /// Lays the picture out, in CSS pixels; a height of 0 asks for the view's own. Returns the height that it took.
    pub fn layout(&mut self, width: f64, height: f64, dark: bool, family: &str) -> f64 {
        self.theme = theme(dark);
        self.measure.set_family(family);
        let height = (height > 0.0).then_some(height);
        self.scene = chart::layout(&self.comparison(), width, height, &self.measure);
        self.scene.height
    }

    /// Keeps the picture as it was painted last, for an animation from there to the next one. Returns whether it has
    /// few enough shapes to be followed.
    pub fn leave(&mut self) -> bool {
        // An animation that is interrupted goes on from where it had got to.
        let followed = self.scene.is_followed();
        if followed {
            self.before = self.before.towards(&self.scene, self.way);
        }
        followed
    }

    /// Paints everything but the highlight. `way` is how much of the way from the picture that was left is done, 0 to
    /// 1; `ratio` is device pixels per CSS pixel.
    pub fn paint(&mut self, on: HtmlCanvasElement, ratio: f64, way: f64) -> Result<(), JsValue> {
        self.way = way;
        if way < 1.0 {
            return self.put(&self.before.towards(&self.scene, way).shapes, on, ratio);
        }
        self.put(&self.scene.shapes, on, ratio)
    }

    /// Paints the highlight of one mark on a canvas of its own, or clears it.
    #[wasm_bindgen(js_name = paintMark)]
    pub fn paint_mark(&self, on: HtmlCanvasElement, ratio: f64, mark: Option<u32>) -> Result<(), JsValue> {
        let shapes = mark.map(|mark| self.scene.highlight(mark as usize)).unwrap_or_default();
        self.put(&shapes, on, ratio)
    }

    /// The mark nearest to a place, if it is within `slop`; all in CSS pixels.
    pub fn hit(&self, x: f64, y: f64, slop: f64) -> Option<u32> {
        self.scene.hit(Point { x, y }, slop).map(|mark| mark as u32)
    }

    /// The mark that a key leads to: see [`Scene::step`].
    pub fn step(&self, mark: Option<u32>, key: &str) -> Option<u32> {
        self.scene.step(mark.map(|mark| mark as usize), key).map(|mark| mark as u32)
    }

    /// The first mark of an area, by the area's identifier; an empty one asks for the nation's.
    pub fn find(&self, area: &str) -> Option<u32> {
        let comparison = self.comparison();
        let own =
            |mark: &chart::Mark| mark.of.subject().is_some_and(|subject| report::id(&comparison, subject) == area);
        self.scene.marks.iter().position(own).map(|mark| mark as u32)
    }

    /// The texts of a mark, and where its tooltip points; `undefined` where there is no such mark.
    pub fn mark(&self, mark: u32) -> JsValue {
        match self.scene.marks.get(mark as usize) {
            Some(mark) => to_js(&report::mark(&self.comparison(), mark)),
            None => JsValue::UNDEFINED,
        }
    }
}

impl Widget {
    /// The comparison. It sets the language for the words that follow: each element on a page may have its own.
    fn comparison(&self) -> Comparison<'_> {
        #[cfg(feature = "every-view")]
        words::speak(self.language);
        Comparison::knowing(&self.dataset, self.choice.clone(), Rc::clone(&self.known))
    }

    fn put(&self, shapes: &[chart::Shape], on: HtmlCanvasElement, ratio: f64) -> Result<(), JsValue> {
        let size = (self.scene.width, self.scene.height);
        canvas::paint(shapes, self.theme, self.measure.family(), size, on, ratio)
    }
}

fn theme(dark: bool) -> Theme {
    if dark { Theme::Dark } else { Theme::Light }
}
