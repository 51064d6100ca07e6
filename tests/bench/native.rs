//! The native half of the benchmark: times the analysis on this machine's processor and prints it as JSON, or makes the
//! WebAssembly module's glue.
//!
//! `native AREAS PERIODS SEED ROUNDS`, or `native glue MODULE FOLDER`.

use std::env;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use analysis::Analysis;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let given: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = given.iter().map(String::as_str).collect();
    let numbers: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    match (&words[..], &numbers[..]) {
        (["glue", module, folder], _) => glue(module, folder),
        (_, &[areas, periods, seed, rounds]) => time(areas, periods, seed, rounds),
        _ => {
            eprintln!("native AREAS PERIODS SEED ROUNDS, or native glue MODULE FOLDER");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// Times each round, in milliseconds: everything, and each part. A round before them does not count.
fn time(areas: u64, periods: u64, seed: u64, rounds: u64) {
    let analysis = Analysis::new(areas as usize, periods as usize, seed);
    let parts = (0..).take_while(|part| Analysis::part_name(*part).is_some()).count();
    let mut times = vec![Vec::new(); parts + 1];
    for round in 0..=rounds {
        for (part, times) in times.iter_mut().enumerate() {
            let start = Instant::now();
            black_box(if part == 0 { analysis.run() } else { analysis.run_part(part - 1) });
            if round > 0 {
                times.push(1000.0 * start.elapsed().as_secs_f64());
            }
        }
    }
    println!("{times:?}");
}

fn glue(module: &str, folder: &str) {
    let mut tool = Bindgen::new();
    tool.input_path(module).typescript(false).omit_default_module_path(true);
    tool.web(true).unwrap().generate(folder).unwrap();
}
