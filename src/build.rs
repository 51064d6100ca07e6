//! How the widget itself is made, from the sources of this checkout: modules, scripts, styles, the demonstration's pages,
//! and the accounts of what it all weighs and consists of.

pub mod api;
mod compress;
mod error;
mod folder;
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
