//! The WebAssembly module and its glue, made from the library by the Rust toolchain that is there.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::{Bindgen, Output};

use super::trim;

/// Why there is no module.
#[derive(Debug)]
pub enum Error {
    /// A tool could not be started.
    Start(&'static str, io::Error),
    /// The toolchain cannot compile to WebAssembly, and rustup could not change that.
    Target(&'static str),
    /// The library did not compile; cargo has said why.
    Compile,
    /// The glue could not be made.
    Glue(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(tool, error) => {
                write!(f, "{tool} could not be started: {error}; a Rust toolchain is needed to build the site")
            }
            Self::Target(problem) => write!(f, "this Rust toolchain lacks the target {TARGET}: {problem}"),
            Self::Compile => write!(f, "the WebAssembly module was not compiled; the messages above say why"),
            Self::Glue(problem) => write!(f, "the module's JavaScript glue was not made: {problem}"),
        }
    }
}

impl std::error::Error for Error {}

/// The name of the module within the widget's folder.
pub const MODULE: &str = "force_compare_bg.wasm";

/// The name of its glue.
const GLUE: &str = "force_compare.js";

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles the library and writes module and glue into a folder.
pub fn build(sources: &Path, to: &Path) -> Result<(), Error> {
    add_target(sources)?;
    glue(&compile(sources)?, to)
}

/// Adds the target when it is missing: that is all the set-up there is.
fn add_target(sources: &Path) -> Result<(), Error> {
    let rustc = env::var_os("RUSTC").unwrap_or("rustc".into());
    let library = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(sources)
        .output()
        .map_err(|error| Error::Start("rustc", error))?;
    if Path::new(String::from_utf8_lossy(&library.stdout).trim()).is_dir() {
        return Ok(());
    }
    eprintln!("Adding the target {TARGET} to the Rust toolchain");
    let added = Command::new("rustup").args(["target", "add", TARGET]).current_dir(sources).status();
    match added {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Error::Target("rustup could not add it; its message is above")),
        Err(_) => Err(Error::Target("there is no rustup to add it; install it the way this toolchain was installed")),
    }
}

/// Runs cargo in a target folder of its own, so that it never waits for the cargo that runs this program.
fn compile(sources: &Path) -> Result<PathBuf, Error> {
    let folder = sources.join("target/wasm");
    if !folder.is_dir() {
        eprintln!("Compiling the WebAssembly module; the first time takes about a minute");
    }
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo
        .args(["rustc", "--quiet", "--locked", "--lib", "--crate-type", "cdylib", "--profile", "wasm"])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&folder)
        .args(["--", &format!("-Clink-arg=--table-base={}", trim::FIRST_POINTER)])
        .current_dir(sources);
    // What a cargo around this one says of its own package would make this one build anew each time it differs.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|own| text.starts_with(own)) {
            cargo.env_remove(&name);
        }
    }
    // Flags meant for this machine's processor, or for measuring coverage on it, do not compile to WebAssembly.
    cargo.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags());
    let status = cargo.status().map_err(|error| Error::Start("cargo", error))?;
    if status.success() { Ok(folder.join(TARGET).join("wasm/force_compare.wasm")) } else { Err(Error::Compile) }
}

/// Where a panic happened is said without the folder of whoever built the module: readers need not know it, and two
/// machines make the same bytes.
fn flags() -> OsString {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let mut folders: Vec<_> = registries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut flags = OsString::new();
    for folder in folders {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push("=");
    }
    flags
}

fn glue(module: &Path, to: &Path) -> Result<(), Error> {
    let mut tool = Bindgen::new();
    tool.input_path(module).typescript(false).remove_name_section(true).remove_producers_section(true);
    // The element fetches the module itself, to tell what went wrong when it cannot.
    tool.omit_default_module_path(true);
    let mut made = tool.web(true).and_then(Bindgen::generate_output).map_err(problem)?;
    trim::trim(made.wasm_mut());
    let short = with_short_names(&mut made);
    made.emit(to).map_err(problem)?;
    fs::write(to.join(GLUE), short).map_err(problem)
}

fn problem(error: impl fmt::Display) -> Error {
    Error::Glue(format!("{error:#}"))
}

/// Gives what the module imports short names, and the glue with the same. The given ones end in sixteen digits of a hash
/// each, which no compression makes smaller: a kilobyte for readers.
fn with_short_names(made: &mut Output) -> String {
    let mut glue = made.js().to_string();
    let hashed = made.wasm_mut().imports.iter_mut().filter(|import| import.name.starts_with("__wbg_"));
    for (at, import) in hashed.enumerate() {
        let short = format!("w{at}");
        glue = glue.replace(&import.name, &short);
        import.name = short;
    }
    // By a name, so that it can be joined with the modules that import it.
    glue.replace("export { initSync, __wbg_init as default };", "export { __wbg_init as init };")
}
