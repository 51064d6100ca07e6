//! The native program.

pub mod dataset;
pub mod fallback;
mod markup;
mod recipe;
