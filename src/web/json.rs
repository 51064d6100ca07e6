//! The page's parsed JSON, read in place: handing it over as text, or through a deserialiser, would cost readers six to
//! fourteen kilobytes more.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::compare::Asked;
use crate::data::Json;

/// A value of the page.
pub struct Js(pub JsValue);

fn some(value: JsValue) -> Option<Js> {
    (!value.is_null() && !value.is_undefined()).then_some(Js(value))
}

impl Json for Js {
    fn field(&self, key: &str) -> Option<Self> {
        some(Reflect::get(&self.0, &JsValue::from_str(key)).ok()?)
    }

    fn length(&self) -> Option<usize> {
        Some(self.0.dyn_ref::<Array>()?.length() as usize)
    }

    fn item(&self, at: usize) -> Option<Self> {
        some(Reflect::get_u32(&self.0, at as u32).ok()?)
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

/// What the page asks for; anything it leaves out asks for the default.
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
