//! Builds the widget from the sources of this checkout: the modules, scripts and styles, the demonstration's pages, and
//! the lists of its sizes and its crates.

pub mod api;
mod compress;
mod error;
mod folder;
mod glue;
pub mod guide;
mod join;
mod made;
pub mod manifest;
mod minify_css;
pub mod package;
pub mod pages;
pub mod sbom;
mod script;
pub mod site;
mod sizes;
pub mod trim;
mod wasm;
pub mod widget;

pub use error::BuildError;
pub use folder::{Folder, open};
