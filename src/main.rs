//! The `force-compare` program. Exits with 0 if all is well, with 1 if a verb found something to correct, and with 2 if
//! a verb could not do its work.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use force_compare::cli::{Outcome, run};

    match run(std::env::args_os().skip(1)) {
        Ok(Outcome::Fine) => 0.into(),
        Ok(Outcome::Findings) => 1.into(),
        Err(error) => {
            eprintln!("force-compare: {error}");
            2.into()
        }
    }
}

// Browsers use only the library, but cargo also compiles this file if it is asked for all targets.
#[cfg(target_arch = "wasm32")]
fn main() {}
