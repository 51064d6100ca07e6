//! Workbooks as LibreOffice saves them, whole or in parts, through `import`.
#![no_main]

use fuzzed::import::{import, workbook};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| import("ods", &workbook(data), None));
