//! A newsroom's own words: faults are reported, and good words are spoken, of figures with everything that there is to
//! say of them, without leaving a template's placeholder unfilled that they did not write themselves.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use force_compare::compare::{Asked, Choice, Comparison};
use force_compare::data::{Dataset, Plural};
use force_compare::publish::faults;
use force_compare::report;
use force_compare::words::{Catalogue, filled, placeholders, speak};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static FIGURES: LazyLock<Dataset> = LazyLock::new(|| {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/data/image-offences.toml");
    force_compare::build::open(&recipe).expect("the demonstration's figures").data().dataset.clone()
});

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = str::from_utf8(data) {
        let said = filled(text, &["a"; 10]);
        assert!(said.len() <= text.len() && placeholders(text) < 1 << 10);
    }
    let Ok(json) = serde_json::from_slice::<Value>(data) else { return };
    // A catalogue stays for as long as the program runs: the longest would fill the memory.
    if !faults(&json).is_empty() || data.len() > 2_000 {
        return;
    }
    let json: &'static Value = Box::leak(Box::new(json));
    let form = |number: u64| Plural::ALL[(number % 6) as usize];
    let before = speak(Some(Catalogue::new(json, form)));
    for view in ["change", "ranking", "funnel", "breakdown"] {
        let asked = Asked { view: Some(view.into()), ..Asked::default() };
        let (choice, problems) = Choice::resolve(&asked, &FIGURES);
        let comparison = Comparison::new(&FIGURES, choice);
        let trees = [report::page(&comparison), report::report(&comparison, &problems), report::sure(&comparison)];
        assert!(trees.iter().all(|tree| serde_json::to_string(tree).is_ok()));
    }
    speak(before);
});
