//! Reads the page's parsed JSON in place: handing it over as text, or through a deserialiser, would cost readers six to
//! fourteen kilobytes more.

use js_sys::{Array, JSON};
use wasm_bindgen::prelude::*;

use crate::compare::Asked;
use crate::data::Json;

#[wasm_bindgen]
extern "C" {
    /// A value that may have fields. `Reflect` would read them too, but guards against getters that throw: JSON has
    /// none.
    type Fields;

    #[wasm_bindgen(method, structural, indexing_getter)]
    fn get(this: &Fields, key: &str) -> JsValue;
}

/// A value of the page.
pub struct Js(pub JsValue);

/// `None` for null, and for undefined.
fn some(value: JsValue) -> Option<Js> {
    (!value.loose_eq(&JsValue::NULL)).then_some(Js(value))
}

impl Json for Js {
    fn field(&self, key: &str) -> Option<Self> {
        // The payload itself may be null, and then has no fields to ask for.
        some(some(self.0.clone())?.0.unchecked_ref::<Fields>().get(key))
    }

    fn length(&self) -> Option<usize> {
        Some(self.0.dyn_ref::<Array>()?.length() as usize)
    }

    fn item(&self, at: usize) -> Option<Self> {
        some(self.0.unchecked_ref::<Array>().get(at as u32))
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn shown(&self) -> String {
        JSON::stringify(&self.0).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}

/// The page's request; anything that it leaves out asks for the default.
pub fn asked(asked: JsValue) -> Asked {
    let asked = Js(asked);
    let text = |key| asked.field(key)?.text();
    Asked {
        areas: texts(&asked, "areas"),
        view: text("view"),
        measure: text("measure"),
        periods: texts(&asked, "periods"),
    }
}

fn texts(asked: &Js, key: &str) -> Option<Vec<String>> {
    let list = asked.field(key)?;
    let mut texts = Vec::new();
    for at in 0..list.length()? {
        texts.extend(list.item(at).and_then(|item| item.text()));
    }
    Some(texts)
}
