//! The language of a payload: its catalogue of words, which a script has put beside the figures.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::json::Js;
use crate::data::{Json, Plural};
use crate::words::Catalogue;

#[wasm_bindgen]
extern "C" {
    /// The browser's own rules for the plural form that goes with a number.
    type PluralRules;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str) -> Result<PluralRules, JsValue>;

    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> String;
}

thread_local! {
    /// A catalogue lives as long as the page, and twenty elements share one.
    static KNOWN: RefCell<Vec<(JsValue, &'static Catalogue)>> = const { RefCell::new(Vec::new()) };
}

/// The catalogue under `words`, if there is any.
pub fn of(payload: JsValue) -> Option<&'static Catalogue> {
    let Js(words) = Js(payload).field("words")?;
    KNOWN.with_borrow_mut(|known| {
        let met = known.iter().find(|(own, _)| *own == words).map(|(_, catalogue)| *catalogue);
        Some(met.unwrap_or_else(|| {
            let catalogue = read(words.clone());
            known.push((words, catalogue));
            catalogue
        }))
    })
}

fn read(words: JsValue) -> &'static Catalogue {
    let words = Js(words);
    let language = words.field("language").and_then(|language| language.text()).unwrap_or_default();
    // A name that is no language has no rules; numbers then take the form "other".
    let rules = PluralRules::new(&language).ok();
    let form = move |number: u64| Plural::named(&rules.as_ref()?.select(number as f64));
    Catalogue::new(words, move |number| form(number).unwrap_or(Plural::Other))
}
