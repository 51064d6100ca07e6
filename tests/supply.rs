//! Every package in this repository, not the program's alone, takes the versions that are written down, and nothing
//! that is installed runs a script.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use toml::Table;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of ours that is text, by its name from the root.
fn texts() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() {
                let elsewhere = ["target", "node_modules", ".git"].iter().any(|other| name == *other);
                if !elsewhere {
                    walk(&path, found);
                }
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(root(), &mut found);
    found.sort();
    let named = found.into_iter().map(|path| (path.strip_prefix(root()).unwrap().display().to_string(), path));
    named.filter_map(|(name, path)| Some((name, fs::read_to_string(path).ok()?))).collect()
}

/// Each crate with its version and hash.
fn locked(folder: &str) -> BTreeSet<(String, String, Option<String>)> {
    let path = root().join(folder).join("Cargo.lock");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lock: Table = text.parse().unwrap();
    let text = |package: &toml::Value, key: &str| package.get(key).and_then(|text| text.as_str()).map(String::from);
    let crates = lock["package"].as_array().unwrap().iter();
    crates.map(|one| (text(one, "name").unwrap(), text(one, "version").unwrap(), text(one, "checksum"))).collect()
}

#[test]
fn every_package_has_its_versions_written_down_and_they_are_the_programs() {
    let (texts, own) = (texts(), locked(""));
    let names: BTreeSet<_> = own.iter().map(|(name, ..)| name).collect();
    let mut packages = 0;
    for (name, _) in texts.iter().filter(|(name, _)| name.ends_with("Cargo.toml")) {
        let folder = name.trim_end_matches("Cargo.toml");
        for one @ (name, version, _) in locked(folder).iter().filter(|(name, ..)| names.contains(name)) {
            assert!(
                own.contains(one),
                "{folder}Cargo.lock has {name} {version}, Cargo.lock another one: cp Cargo.lock {folder} && (cd {folder} && \
                 cargo update --workspace)"
            );
        }
        packages += 1;
    }
    assert!(packages >= 3, "{packages} packages of Rust");
    // npm's lock has a hash for each part, and no part that runs a script when it is installed.
    let locks: Vec<_> = texts.iter().filter(|(name, _)| name.ends_with("package-lock.json")).collect();
    assert!(!locks.is_empty());
    for (name, text) in locks {
        let lock: Value = serde_json::from_str(text).unwrap();
        for (part, said) in lock["packages"].as_object().unwrap().iter().filter(|(part, _)| !part.is_empty()) {
            assert!(said["integrity"].as_str().is_some_and(|hash| hash.starts_with("sha512-")), "{name}: {part}");
            assert!(said.get("hasInstallScript").is_none(), "{name}: {part} runs a script when it is installed");
        }
    }
}

/// The verbs by which npm and its kin fetch packages, and so run their scripts, however the call is written.
const FETCHING: [&str; 8] = ["install", "ci", "i", "add", "update", "rebuild", "create", "init"];

/// Finds the calls of npm that install without refusing scripts. A call goes on to the end of its statement: in shell
/// scripts the line, with the lines that a `\` adds to it; in Rust everything before the next `;`.
fn with_scripts(name: &str, text: &str) -> Vec<String> {
    let ending = if name.ends_with(".rs") { ';' } else { '\n' };
    // Comments talk about npm, and so do messages; neither calls it.
    let lines = text.lines().filter(|line| !line.trim_start().starts_with(['#', '/']));
    let text = lines.collect::<Vec<_>>().join("\n").replace("\\\n", " ");
    let mut found = Vec::new();
    for statement in text.split(ending) {
        let words: Vec<_> = statement
            .split(|sign: char| !(sign.is_alphanumeric() || "-_.@/=$".contains(sign)))
            .filter(|word| !word.is_empty())
            .collect();
        let manager = |word: &str| ["npm", "npx", "yarn", "pnpm", "bun", "bunx"].contains(&word);
        let fetches = words.iter().enumerate().any(|(at, word)| {
            let next = words[at + 1..].iter().find(|word| !word.starts_with('-'));
            // `npx` fetches whatever comes after it; in Rust the folder stands between.
            manager(word)
                && (word.ends_with('x')
                    || words[at + 1..].iter().take(4).chain(next).any(|word| FETCHING.contains(word)))
        });
        let told = words.contains(&"--ignore-scripts") || name.ends_with(".rs") && words.contains(&"options");
        if fetches && !told {
            found.push(format!("{name}: {}", statement.trim()));
        }
    }
    found
}

#[test]
fn npm_never_runs_what_it_fetches() {
    let (mut found, mut calls) = (Vec::new(), 0);
    let scripts = |name: &str, text: &str| {
        [".rs", ".sh", ".mjs"].iter().any(|ending| name.ends_with(ending)) || text.starts_with("#!")
    };
    for (name, text) in texts().iter().filter(|(name, text)| scripts(name, text) && !name.ends_with("supply.rs")) {
        found.extend(with_scripts(name, text));
        calls += text.matches("--ignore-scripts").count();
    }
    assert!(found.is_empty(), "without --ignore-scripts:\n{}", found.join("\n"));
    assert!(calls >= 4, "{calls} calls");
    // In Rust these options are in the list of that name.
    let bundles = fs::read_to_string(root().join("tests/browser/bundles.rs")).unwrap();
    let options = bundles.split("let options =").nth(1).and_then(|rest| rest.split(';').next());
    assert!(options.is_some_and(|options| options.contains("\"--ignore-scripts\"")));
}

#[test]
fn a_call_that_runs_scripts_is_found() {
    for (name, text) in [
        ("tests/run", "#!/bin/sh\n(cd x && npm ci --no-audit)"),
        ("tests/run", "npm --silent install uplot"),
        ("tests/run", "npm install --silent \\\n  uplot"),
        ("tests/run", "npx playwright install"),
        ("tests/a.rs", "npm(&folder, &[\"install\", archive]);"),
        ("tests/a.rs", "Command::new(\"npm\")\n.args([\"ci\"]);"),
        ("tests/a.mjs", "execSync('yarn add x')"),
    ] {
        assert_eq!(with_scripts(name, text).len(), 1, "{text}");
    }
    for (name, text) in [
        ("tests/run", "(cd x && npm ci --ignore-scripts)"),
        ("tests/run", "npm install \\\n  --ignore-scripts x"),
        ("tests/run", "# npm install runs nothing\ncommand -v npm > /dev/null"),
        ("tests/a.rs", "npm(&folder, &[\"pack\", \"--silent\"]);"),
    ] {
        assert_eq!(with_scripts(name, text), [""; 0], "{text}");
    }
    let named: BTreeMap<_, _> = texts().into_iter().collect();
    assert!(named.contains_key("tests/run") && named.contains_key(".ci/run"));
}
