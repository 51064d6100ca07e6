//! Another checkout makes the same bytes, and the bill of materials names every crate in them. These tests are part of
//! those of bundles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use force_compare::build::widget::WidgetSources;
use force_compare::disk;
use serde_json::Value;

/// The variable that tells the inner test where the other checkout is.
const THERE: &str = "FORCE_COMPARE_CHECKOUT";

fn copy(from: &Path, to: &Path) {
    for path in disk::files(from).unwrap() {
        let to = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(path, to).unwrap();
    }
}

/// Copies the sources to another place and builds them from nothing there, with cargo's home in another place too. Both
/// share the packages that cargo has downloaded.
fn elsewhere() -> &'static (PathBuf, BTreeMap<String, Vec<u8>>) {
    static MADE: OnceLock<(PathBuf, BTreeMap<String, Vec<u8>>)> = OnceLock::new();
    MADE.get_or_init(|| {
        let place = super::place("elsewhere");
        let (home, there) = (place.join("another home"), place.join("a checkout with a much longer name"));
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["src", "tests", "www"] {
            copy(&here.join(folder), &there.join(folder));
        }
        for file in ["Cargo.toml", "Cargo.lock"] {
            fs::copy(here.join(file), there.join(file)).unwrap();
        }
        let own = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let own = own.unwrap_or_else(|| std::env::home_dir().unwrap().join(".cargo"));
        fs::create_dir_all(&home).unwrap();
        for kept in ["config", "config.toml", "credentials.toml", "git", "registry"] {
            if own.join(kept).exists() {
                symlink(own.join(kept), home.join(kept)).unwrap();
            }
        }
        let made = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "sbom::in_another_checkout"])
            .env("CARGO_HOME", &home)
            .env(THERE, &there)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let files = super::contents(&there.join("made"));
        assert!(!files.is_empty());
        (there, files)
    })
}

#[test]
#[ignore = "run by the test that makes another checkout"]
fn in_another_checkout() {
    let there = PathBuf::from(std::env::var_os(THERE).expect("a checkout"));
    for (name, bytes) in WidgetSources::make(&there).unwrap().for_pages().unwrap() {
        let path = there.join("made").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Anyone can verify that a newsroom's files are made of these sources, by making the same files.
#[test]
fn another_checkout_makes_the_same_bytes() {
    let (files, _) = super::made();
    for (name, bytes) in &elsewhere().1 {
        let own = files.get(&format!("force-compare/{name}"));
        assert!(own == Some(bytes), "{name} differs there");
    }
    let modules = elsewhere().1.keys().filter(|name| name.ends_with(".wasm"));
    assert_eq!(modules.count(), 2);
}

fn bill() -> Value {
    serde_json::from_str(super::text("force-compare/sbom.cdx.json")).unwrap()
}

/// The names of the crates in a bill.
fn crates(bill: &Value) -> BTreeSet<String> {
    let components = bill["components"].as_array().unwrap().iter().chain([&bill["metadata"]["component"]]);
    components.map(|component| component["name"].as_str().unwrap().into()).collect()
}

/// The bill names exactly the crates that cargo compiled for readers, from nothing, besides Rust's own library and the
/// writer of the glue.
#[test]
fn the_bill_names_every_crate_in_the_modules() {
    let mut compiled =
        BTreeSet::from(["force_compare".to_string(), "rust_std".into(), "wasm_bindgen_cli_support".into()]);
    for engine in ["first.wasm", "whole.wasm"] {
        let folder = elsewhere().0.join("target/wasm").join(engine).join("wasm32-unknown-unknown/wasm/deps");
        for path in disk::files(&folder).unwrap() {
            let name = path.file_name().unwrap().to_str().unwrap();
            let Some(name) = name.strip_prefix("lib").and_then(|name| name.strip_suffix(".rlib")) else { continue };
            compiled.insert(name.rsplit_once('-').unwrap().0.into());
        }
    }
    let named: BTreeSet<_> = crates(&bill()).iter().map(|name| name.replace('-', "_")).collect();
    assert_eq!(named, compiled);
    assert!(named.len() > 15, "{named:?}");
}

/// Holds the bill to the rules of CycloneDX 1.6 that matter here; the bill was also validated once against the whole
/// schema, by hand.
#[test]
fn the_bill_keeps_the_form() {
    let bill = bill();
    assert_eq!(
        (&bill["bomFormat"], &bill["specVersion"], &bill["version"]),
        (&"CycloneDX".into(), &"1.6".into(), &1.into())
    );
    let root = &bill["metadata"]["component"];
    assert_eq!(root["version"], env!("CARGO_PKG_VERSION"));
    let mut references = BTreeSet::new();
    for component in bill["components"].as_array().unwrap().iter().chain([root]) {
        let text = |key: &str| component[key].as_str().unwrap_or_else(|| panic!("no {key} in {component}"));
        assert_eq!(text("type"), "library");
        let of = format!("{}@{}", text("name"), text("version"));
        assert!(
            ["pkg:cargo/", "pkg:generic/"].iter().any(|start| text("purl") == format!("{start}{of}")),
            "{component}"
        );
        // No crate appears in two versions: readers would load it twice.
        assert!(references.insert(text("bom-ref")), "{component}");
        assert!(!crates(&bill).contains("") && !text("version").is_empty());
        let licence = component["licenses"][0]["expression"].as_str().unwrap();
        let known = ["MIT", "Apache-2.0", "Unicode-3.0", "OR", "AND", "Zlib", "BSD-3-Clause"];
        assert!(licence.split([' ', '(', ')']).all(|word| word.is_empty() || known.contains(&word)), "{licence}");
        // A crate from a registry has its hash.
        let hash = component["hashes"][0]["content"].as_str();
        let own = ["force-compare", "rust-std"].contains(&text("name"));
        assert_eq!(hash.is_none(), own, "{component}");
        assert!(hash.is_none_or(|hash| hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit())));
    }
    assert_eq!(references.len(), crates(&bill).len(), "each crate once");
    let dependencies = bill["dependencies"].as_array().unwrap();
    let mut met = BTreeSet::new();
    for dependency in dependencies {
        assert!(met.insert(dependency["ref"].as_str().unwrap()), "{dependency}");
        for on in dependency["dependsOn"].as_array().into_iter().flatten() {
            assert!(references.contains(on.as_str().unwrap()), "{on} is no component");
        }
    }
    assert_eq!(met, references);
    assert_eq!(super::text("package/sbom.cdx.json"), super::text("force-compare/sbom.cdx.json"));
}
