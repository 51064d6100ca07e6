//! Shared by several targets: any dataset, a spreadsheet on its way through `import`, and the project's laws.

pub mod dataset;
pub mod import;

/// The laws of every picture, as the tests of pictures have them.
#[path = "../../picture/laws.rs"]
pub mod pictures;

/// The laws of every interval, as the tests of the statistics have them.
#[path = "../../laws/limits.rs"]
pub mod limits;
