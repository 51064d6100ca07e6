//! Makes the WebAssembly modules and their glue from the library, with the Rust toolchain of this machine. Readers load
//! one first that draws the change alone; the other does everything, and comes when they ask for more.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

use super::{glue, trim};

/// Why there is no module.
#[derive(Debug)]
pub enum WasmError {
    /// A tool could not be started.
    Start(&'static str, io::Error),
    /// The toolchain cannot compile to WebAssembly, and rustup could not change that.
    Target(&'static str),
    /// The library did not compile; cargo has said why.
    Compile,
    /// The glue could not be made.
    Glue(String),
}

impl fmt::Display for WasmError {
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

impl std::error::Error for WasmError {}

/// A module of the widget, by the names that its scripts have for it and its glue, and how cargo makes it.
pub struct Engine {
    pub module: &'static str,
    pub glue: &'static str,
    pub features: &'static [&'static str],
}

/// The engine that readers load first.
pub const FIRST: Engine =
    Engine { module: "first.wasm", glue: "made/first_glue.js", features: &["--no-default-features"] };

/// The engine that does everything.
pub const WHOLE: Engine = Engine {
    module: "whole.wasm",
    glue: "made/whole_glue.js",
    features: &["--no-default-features", "--features", "every-view"],
};

/// The folder in which cargo compiles them. It is not the program's own, or this cargo would wait for the one that runs
/// the program.
const FOLDER: &str = "target/wasm";

/// The target that readers' modules are compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A quarter of the stack that the linker gives by default: nothing here recurses deeply, and each page saves 768 KB.
const STACK: &str = "-Clink-arg=-zstack-size=262144";

/// Turns off what LLVM does for speed even where it is asked for the least size: it copies small values word by word (650
/// bytes for readers), turns loop counters into pointers (300), moves work out of branches and loops (190), and keeps
/// values for later (60, in the engine that does everything). The statistics take as long without any of it.
const SMALLER: [&str; 5] = [
    "-Cllvm-args=-max-store-memcpy=1",
    "-Cllvm-args=-disable-lsr",
    "-Cllvm-args=-enable-pre=0",
    "-Cllvm-args=-disable-machine-licm",
    "-Cllvm-args=-disable-machine-cse",
];

/// The module, and the script that the page calls it through.
pub struct Made {
    pub module: Vec<u8>,
    pub glue: String,
}

/// Compiles the library and makes the modules and the glue of both engines at once.
pub fn build(sources: &Path) -> Result<[Made; 2], WasmError> {
    add_target(sources)?;
    if !sources.join(FOLDER).is_dir() {
        eprintln!("Compiling the WebAssembly modules; the first time takes about a minute and a half");
    }
    let make = |engine: &Engine| bound(&compile(sources, engine)?);
    thread::scope(|scope| {
        let whole = scope.spawn(|| make(&WHOLE));
        let first = make(&FIRST)?;
        Ok([first, whole.join().unwrap_or(Err(WasmError::Compile))?])
    })
}

/// Adds the target if it is missing. There is no other set-up.
fn add_target(sources: &Path) -> Result<(), WasmError> {
    let rustc = env::var_os("RUSTC").unwrap_or("rustc".into());
    let library = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(sources)
        .output()
        .map_err(|error| WasmError::Start("rustc", error))?;
    if Path::new(String::from_utf8_lossy(&library.stdout).trim()).is_dir() {
        return Ok(());
    }
    eprintln!("Adding the target {TARGET} to the Rust toolchain");
    let added = Command::new("rustup").args(["target", "add", TARGET]).current_dir(sources).status();
    match added {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(WasmError::Target("rustup could not add it; its message is above")),
        Err(_) => {
            Err(WasmError::Target("there is no rustup to add it; install it the way this toolchain was installed"))
        }
    }
}

/// Compiles an engine's module, in a target folder of its own.
fn compile(sources: &Path, engine: &Engine) -> Result<PathBuf, WasmError> {
    // In one folder, where cargo gives both results the same name, each engine would make the other build anew.
    let folder = sources.join(FOLDER).join(engine.module);
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo
        .args(["rustc", "--quiet", "--locked", "--lib", "--crate-type", "cdylib", "--profile", "wasm"])
        .args(engine.features)
        .args(["--target", TARGET, "--target-dir"])
        .arg(&folder)
        .args(["--", &format!("-Clink-arg=--table-base={}", trim::FIRST_POINTER), STACK])
        .args(SMALLER)
        .current_dir(sources);
    // The variables by which a cargo around this one describes its package would make this one build anew whenever
    // they differ.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|own| text.starts_with(own)) {
            cargo.env_remove(&name);
        }
    }
    // Flags meant for this machine's processor, or for measuring coverage on it, do not compile to WebAssembly.
    cargo.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags());
    let status = cargo.status().map_err(|error| WasmError::Start("cargo", error))?;
    if status.success() { Ok(folder.join(TARGET).join("wasm/force_compare.wasm")) } else { Err(WasmError::Compile) }
}

/// Flags that leave the builder's folders out of the places of panics: readers need not know them, and two machines make
/// the same bytes.
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

/// The module as readers load it, and its glue.
fn bound(module: &Path) -> Result<Made, WasmError> {
    let mut tool = Bindgen::new();
    tool.input_path(module).typescript(false).remove_name_section(true).remove_producers_section(true);
    // Every browser that runs the widget encodes into memory.
    tool.encode_into(EncodeInto::Always);
    // The form for bundlers leaves fetching and starting to others. The element does both itself, so that it can tell
    // what went wrong.
    let mut made = tool.bundler(true).and_then(Bindgen::generate_output).map_err(problem)?;
    let glue = glue::shortened(&mut made).map_err(WasmError::Glue)?;
    // Tools read this section; browsers look at the code itself.
    made.wasm_mut().customs.remove_raw("target_features");
    trim::trim(made.wasm_mut());
    Ok(Made { module: made.wasm_mut().emit_wasm(), glue })
}

fn problem(error: impl fmt::Display) -> WasmError {
    WasmError::Glue(format!("{error:#}"))
}
