//! Answers the questions that a CSV file leaves open, whichever answers the first byte picks: no question comes twice, and
//! what is read in the end is a payload that the page takes.
#![no_main]

use std::collections::BTreeMap;

use force_compare::data::{Payload, write};
use force_compare::sheet::{self, Problems};
use libfuzzer_sys::fuzz_target;

/// More answers than any sheet needs: each question of a row or a mark takes one.
const MOST: usize = 40;

fuzz_target!(|data: &[u8]| {
    let Some((pick, sheet)) = data.split_first() else { return };
    let files = BTreeMap::from([("sheet.csv".to_string(), sheet.to_vec())]);
    let mut answers: Vec<String> = Vec::new();
    for _ in 0..MOST {
        let Ok(sketch) = sheet::sketch(&files, "sheet.csv", &answers) else { return };
        let Some(question) = sketch.questions.first() else {
            let payload = sheet::make(&files, "sheet.toml", &sketch.recipe, &mut Problems::default());
            if let Some(payload) = payload {
                // The page may refuse figures that no dataset can hold, but never fails on them.
                let _ = Payload::read(&write(&payload));
            }
            return;
        };
        let Some(candidate) = question.candidates.get(usize::from(*pick) % question.candidates.len().max(1)) else {
            return;
        };
        assert!(!answers.contains(&candidate.line), "asked again: {question}");
        answers.push(candidate.line.clone());
    }
});
