//! What several targets need: any dataset, a spreadsheet on its way through `import`, and the project's laws.

pub mod dataset;
pub mod import;

/// What holds of every picture, as the tests of pictures have it.
#[path = "../../picture/laws.rs"]
pub mod pictures;

/// What holds of every interval, as the tests of the statistics have it.
#[path = "../../laws/limits.rs"]
pub mod limits;
