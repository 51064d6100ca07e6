//! Lists the crates in the widget as an SBOM in the CycloneDX format. The crates are those that cargo resolves for the
//! readers' module, the hashes come from `Cargo.lock`; two runs write the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{BuildError, wasm};
use crate::disk::read_text;

/// The name of the file, as CycloneDX recommends it.
pub const SBOM: &str = "sbom.cdx.json";

/// The crate that writes the scripts between page and module. Readers load those scripts, so it is listed, although it
/// is not in the module.
const GLUE: &str = "wasm-bindgen-cli-support";

/// A crate by its name and version.
type Crate = (String, String);

/// The entry of a crate in `Cargo.lock`.
#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

/// The licence of each crate, and the crates that it depends on.
type CrateTree = BTreeMap<Crate, (String, BTreeSet<Crate>)>;

/// The SBOM as text.
pub fn sbom(sources: &Path) -> Result<String, BuildError> {
    let lock = sources.join("Cargo.lock");
    let Lock { package } =
        toml::from_str(&read_text(&lock)?).map_err(|error| BuildError::source(&lock)(error.to_string()))?;
    let hashes: BTreeMap<Crate, Option<String>> =
        package.into_iter().map(|locked| ((locked.name, locked.version), locked.checksum)).collect();
    // Crates that only help to compile, such as derive macros, leave nothing of themselves in the module.
    let mut crates = tree(
        sources,
        &[wasm::WHOLE.features, &["--target", wasm::TARGET, "--edges", "normal,no-proc-macro"]].concat(),
    )?;
    let own: Crate = (env!("CARGO_PKG_NAME").into(), env!("CARGO_PKG_VERSION").into());
    let glue = tree(sources, &["--package", GLUE, "--depth", "0"])?;
    if let Some((_, needs)) = crates.get_mut(&own) {
        needs.extend(glue.keys().cloned());
    }
    crates.extend(glue);

    let (std, std_reference) = standard_library(sources)?;
    let mut components = vec![std];
    let mut dependencies = vec![json!({"ref": std_reference})];
    let mut root = Value::Null;
    for (of, (licence, needs)) in &crates {
        let mut component = json!({
            "type": "library", "bom-ref": reference(of), "name": of.0, "version": of.1, "purl": reference(of),
            "licenses": [{"expression": licence}],
        });
        if let Some(hash) = hashes.get(of).and_then(Option::as_ref) {
            component["hashes"] = json!([{"alg": "SHA-256", "content": hash}]);
        }
        let mut needs: Vec<_> = needs.iter().map(reference).collect();
        if of.0 == GLUE {
            component["description"] = "Writes the scripts between page and module.".into();
        } else {
            needs.push(std_reference.clone());
        }
        dependencies.push(json!({"ref": reference(of), "dependsOn": needs}));
        if *of == own { root = component } else { components.push(component) }
    }
    let sbom = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
        "version": 1, "metadata": {"component": root}, "components": components, "dependencies": dependencies,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&sbom).unwrap_or_default()))
}

/// The package URL of a crate, which also identifies it within the SBOM.
fn reference((name, version): &Crate) -> String {
    format!("pkg:cargo/{name}@{version}")
}

/// Rust's standard library, and its reference. Every module contains parts of it; its version is the compiler's.
fn standard_library(sources: &Path) -> Result<(Value, String), BuildError> {
    let said = said(sources, Command::new(env::var_os("RUSTC").unwrap_or("rustc".into())).arg("-vV"))?;
    let release = said.lines().find_map(|line| line.strip_prefix("release: ")).unwrap_or("unknown");
    let reference = format!("pkg:generic/rust-std@{release}");
    let component = json!({
        "type": "library", "bom-ref": reference, "name": "rust-std", "version": release, "purl": reference,
        "licenses": [{"expression": "MIT OR Apache-2.0"}],
    });
    Ok((component, reference))
}

/// Runs `cargo tree`, each of whose lines gives a depth, a crate and its licence.
fn tree(sources: &Path, what: &[&str]) -> Result<CrateTree, BuildError> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["tree", "--locked", "--quiet", "--no-dedupe", "--prefix", "depth", "--format", "|{p}|{l}"]).args(what);
    let mut tree = CrateTree::new();
    let mut above: Vec<Crate> = Vec::new();
    for line in said(sources, &mut cargo)?.lines() {
        let mut parts = line.split('|');
        let mut part = || parts.next().unwrap_or_default();
        let (depth, package, licence) = (part(), part(), part());
        let mut words = package.split(' ');
        let mut word = || words.next().unwrap_or_default();
        let of = (word().to_string(), word().trim_start_matches('v').to_string());
        above.truncate(depth.parse().unwrap_or_default());
        if let Some((_, needs)) = above.last().and_then(|above| tree.get_mut(above)) {
            needs.insert(of.clone());
        }
        // Older crates write "/" for "or".
        tree.entry(of.clone()).or_insert_with(|| (licence.replace('/', " OR "), BTreeSet::new()));
        above.push(of);
    }
    Ok(tree)
}

/// Runs a tool of the toolchain and returns its output.
fn said(sources: &Path, tool: &mut Command) -> Result<String, BuildError> {
    let problem = BuildError::source(&sources.join("Cargo.toml"));
    match tool.current_dir(sources).output() {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into()),
        Ok(output) => Err(problem(String::from_utf8_lossy(&output.stderr).into())),
        Err(error) => Err(problem(format!("{}: {error}", tool.get_program().display()))),
    }
}
