//! A payload as it comes from a server is refused with a message, or taken; one that is taken can be written, read
//! again unchanged, drawn and spoken of.
#![no_main]

use force_compare::chart::{TypicalSans, layout, svg};
use force_compare::compare::{Asked, Choice, Comparison};
use force_compare::data::{Payload, PayloadError, write};
use force_compare::report;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    let payload = match Payload::read(&value) {
        Ok(payload) => payload,
        Err(PayloadError::Version(message) | PayloadError::Value(message)) => {
            // The message goes into the console of somebody else's page: it is never a megabyte.
            assert!(!message.is_empty() && message.len() < 4_000, "{} bytes", message.len());
            return;
        }
    };
    let written = write(&payload);
    assert_eq!(Payload::read(&written).as_ref(), Ok(&payload), "{written}");
    let (choice, problems) = Choice::resolve(&Asked::default(), &payload.dataset);
    let comparison = Comparison::new(&payload.dataset, choice);
    report::report(&comparison, &problems);
    let picture = svg(&layout(&comparison, 680.0, None, &TypicalSans));
    assert!(!picture.contains("NaN"));
});
