//! Takes CSV files through `import`; where the bytes begin with `title` and have a NUL in them, the part before it is
//! the recipe.
#![no_main]

use fuzzed::import::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let nul = data.iter().position(|byte| *byte == 0).filter(|_| data.starts_with(b"title"));
    match nul {
        Some(at) => import("csv", &data[at + 1..], Some(&data[..at])),
        None => import("csv", data, None),
    }
});
