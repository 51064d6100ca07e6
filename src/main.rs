//! The `force-compare` program: 0 is fine, 1 is findings, 2 is "could not do it".

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

// In the browser there is only the library; cargo builds this file all the same when asked for all targets.
#[cfg(target_arch = "wasm32")]
fn main() {}
