//! `work` as a module for Node: the layers `sheet`, `claims` and `publish` as a page would run them.
#![cfg(target_arch = "wasm32")]

mod work;

use std::collections::BTreeMap;

use wasm_bindgen::prelude::wasm_bindgen;

/// Files in the page's memory.
#[wasm_bindgen]
#[derive(Default)]
pub struct Folder(BTreeMap<String, Vec<u8>>);

#[wasm_bindgen]
impl Folder {
    /// No files yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a file in.
    pub fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.0.insert(name, bytes);
    }

    /// Everything that comes of a sheet.
    pub fn work(&self, sheet: &str) -> String {
        work::work(&self.0, sheet)
    }
}
