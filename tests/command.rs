//! The program as people type it: its exit codes, and the output that each text goes to.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The exit code, and what was written to the two outputs.
fn run(typed: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_force-compare")).args(typed).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_is_no_command_is_answered_with_the_usage() {
    for (typed, problem, usage) in [
        (&[][..], "name a verb", "VERB"),
        (&["swerve"], "no verb “swerve”", "VERB"),
        (&["--swerve"], "--swerve", "VERB"),
        (&["serve", "--prot", "1"], "--prot", "serve"),
        (&["serve", "--port", "70000"], "70000", "serve"),
        (&["serve", "one", "two"], "two", "serve"),
        (&["bundle"], "-o DIR", "bundle"),
        (&["bundle", "-o"], "-o", "bundle"),
        (&["check", "article.html"], "name an article, and the data to check it against", "check"),
        (&["check", "a", "b", "--json", "--html"], "--html", "check"),
    ] {
        let (code, out, said) = run(typed);
        assert_eq!((code, out.as_str()), (2, ""), "{typed:?}");
        assert!(said.contains(problem) && said.contains(&format!("Usage: force-compare {usage}")), "{typed:?}: {said}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    for typed in [&["--help"][..], &["-h"], &["serve", "--help"], &["bundle", "-o", "x", "-h"], &["--version"]] {
        let (code, out, said) = run(typed);
        assert_eq!((code, said.as_str()), (0, ""), "{typed:?}");
        assert!(out.contains("force-compare"), "{typed:?}: {out}");
    }
}

#[test]
fn bundle_replaces_nothing_but_a_bundle() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("home");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("letters.txt"), "dear").unwrap();
    let (code, _, said) = run(&["bundle", "-o", folder.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(said.contains("not an earlier bundle"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("letters.txt")).unwrap(), "dear");
    // The folder of sources holds pages too, but it is no bundle.
    assert_eq!(run(&["bundle", "-o", concat!(env!("CARGO_MANIFEST_DIR"), "/www")]).0, 2);
}
