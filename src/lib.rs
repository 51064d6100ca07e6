//! Compare police forces, or any areas, by recorded counts, and say how sure anyone can be.
//!
//! The primary type is [`compare::Comparison`]: the chosen areas of a [`data::Dataset`], each with its counts, its
//! rate, its change and the verdict on it. Everything else reads one or makes one.
//!
//! From a newsroom's spreadsheet to the sentence that a reader sees first:
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use force_compare::compare::{Asked, Choice, Comparison};
//! use force_compare::sheet::{self, Problems};
//! use force_compare::words;
//!
//! let csv = "Force,2016/17,2017/18\nHertfordshire,309,301\nBedfordshire,118,200\nCambridgeshire,209,164\n";
//! let files = BTreeMap::from([("offences.csv".to_string(), csv.as_bytes().to_vec())]);
//! // A recipe says which column means what; a plain sheet lets it be guessed.
//! let sketch = sheet::sketch(&files, "offences.csv", &[]).unwrap();
//! let payload = sheet::make(&files, "offences.toml", &sketch.recipe, &mut Problems::default()).unwrap();
//!
//! let (choice, _) = Choice::resolve(&Asked::default(), &payload.dataset);
//! let comparison = Comparison::new(&payload.dataset, choice);
//! assert!(words::headline(&comparison).starts_with("Bedfordshire: recorded offences rose by 69.5%"));
//! ```
//!
//! Layers, lowest first; a file may name its own layer and those below it, never above, never a sibling:
//!
//! ```text
//! order, disk  <-  data, stats  <-  { compare | sheet }  <-  words  <-  { chart | table | claims }  <-  report
//!     <-  publish  <-  { web | build }  <-  cli
//! ```

#![forbid(unsafe_code)]
#![warn(missing_docs)]
// `clamp` panics where its limits cross, hands NaN on, and its message formats floats; `max` and `min` do none of it.
#![allow(clippy::manual_clamp)]

#[cfg(not(target_arch = "wasm32"))]
pub mod disk;
mod order;

pub mod data;
pub mod stats;

pub mod compare;
#[cfg(feature = "newsroom")]
pub mod sheet;

pub mod words;

pub mod chart;
#[cfg(feature = "newsroom")]
pub mod claims;
pub mod table;

pub mod report;

#[cfg(feature = "newsroom")]
pub mod publish;

#[cfg(all(not(target_arch = "wasm32"), feature = "newsroom"))]
pub mod build;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(all(not(target_arch = "wasm32"), feature = "newsroom"))]
pub mod cli;
