//! Says everything of any dataset: every text that the page is handed, the table and the sound; none of them holds NaN,
//! or a placeholder that was not filled.
#![no_main]

use arbitrary::{Result, Unstructured};
use force_compare::chart::{Heard, TypicalSans, layout};
use force_compare::compare::{Choice, Comparison, Quantity};
use force_compare::report;
use fuzzed::dataset;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = spoken(&mut Unstructured::new(data));
});

fn spoken(u: &mut Unstructured<'_>) -> Result<()> {
    let Some((dataset, asked)) = dataset::any(u)? else { return Ok(()) };
    let comparison = Comparison::new(&dataset, Choice::resolve(&asked, &dataset).0);
    let problems = Choice::resolve(&asked, &dataset).1;
    let scene = layout(&comparison, 680.0, None, &TypicalSans);
    let said = [
        report::page(&comparison),
        report::report(&comparison, &problems),
        report::list(&scene.marks, |mark| report::mark(&comparison, mark)),
        report::sure(&comparison),
        report::table(&comparison),
        report::tune(&comparison, &scene, Heard::All),
    ];
    for tree in &said {
        clean(&serde_json::to_string(tree).expect("JSON"));
    }
    let area = u.choose_index(dataset.areas.len() + 1)?;
    for quantity in 0..=Quantity::ALL.len() {
        for period in 0..dataset.periods.len() {
            let again = Comparison::new(&dataset, dataset::choice(&dataset, &asked));
            clean(&serde_json::to_string(&report::figure(again, area, period, quantity)).expect("JSON"));
        }
    }
    Ok(())
}

/// Asserts that no number of a text or of a value is NaN; names may be called anything.
fn clean(said: &str) {
    assert!(!said.contains("NaN"), "{said}");
    let words = said.split(|letter: char| !letter.is_alphabetic());
    assert!(words.into_iter().all(|word| word != "inf"), "{said}");
}
