//! Makes everything that a newsroom publishes from a payload and the options for showing it: a map from paths to bytes.
//!
//! [`bundle()`] makes it all; [`Publication`] is a payload with its file name, findings and words. Nothing here knows a
//! disk, a terminal or a clock, so the program and a page write the same bytes.

mod bundle;
mod display;
mod figure;
mod file;
mod findings;
mod former;
mod language;
mod picture;
mod publication;
mod review;
mod shown;
mod snippet;

pub use bundle::{Bundle, BundleError, bundle};
pub use display::{DisplayOptions, id_list, theme};
pub use figure::{PLACE, Pictures, bare_table, figure};
pub use file::{File, FileMap, INTEGRITY, PACKAGE, SELF_CONTAINED, WIDGET, WORDS, hashed, integrity, unhashed};
pub use findings::{by_sentence, findings, findings_of, is_for_readers, report, summary, verdict_name};
pub use former::former_messages;
pub use language::{LANGUAGES, Spoken, Words, faults, primary};
pub use picture::standalone;
pub use publication::{PageError, Publication};
pub use review::review;
