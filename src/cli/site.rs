//! The site: the pages of `www/`, and the widget in `force-compare/`. Built beside its place and put there whole, so
//! that a build that fails leaves the last good one.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::pages::{self, PageError, Payload};
use super::{compress, script, style, wasm};
use crate::words;

/// Why the site was not built. Whatever it is, nothing was written.
#[derive(Debug)]
pub enum Error {
    /// The sources that this program was compiled from are gone.
    Sources(PathBuf),
    /// The place to write to holds something else, or is no place.
    Output(PathBuf, &'static str),
    /// A file or folder cannot be read or written.
    File(PathBuf, io::Error),
    /// A script or a style sheet cannot be read as one.
    Source(PathBuf, String),
    /// A payload or a static fallback cannot be made.
    Page(PathBuf, PageError),
    /// The WebAssembly module was not made.
    Wasm(wasm::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sources(path) => write!(
                f,
                "{}: the source folder is not there; the site is built from it, so run this program with `cargo run` \
                 in a checkout",
                path.display()
            ),
            Self::Output(path, problem) => write!(f, "{}: {problem}", path.display()),
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Source(path, problem) => write!(f, "{}: {problem}", path.display()),
            // A recipe's fault names its own file.
            Self::Page(_, error @ PageError::Recipe(_)) => error.fmt(f),
            Self::Page(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Wasm(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<wasm::Error> for Error {
    fn from(error: wasm::Error) -> Self {
        Self::Wasm(error)
    }
}

/// The folder of the widget within the site.
pub const WIDGET: &str = "force-compare";

/// Where the program and the tests keep the site that they serve.
pub fn folder() -> Result<PathBuf, Error> {
    Ok(sources()?.join("target/site"))
}

/// Builds the site and puts it in place of an earlier one.
pub fn build(to: &Path) -> Result<(), Error> {
    build_under(to, || ())
}

/// The same, for a site that is being served: whoever serves it says what to hold while its folder is away.
pub fn build_under<G>(to: &Path, hold: impl FnOnce() -> G) -> Result<(), Error> {
    let sources = sources()?;
    replaceable(to)?;
    let next = beside(to, "new")?;
    let built = clear(&next).and_then(|()| fill(&sources, &next, to)).and_then(|()| {
        let _held = hold();
        swap(&next, to)
    });
    if built.is_err() {
        // The error that matters is the one already found.
        let _ = clear(&next);
    }
    built
}

/// Everything that a site is made of, in the order in which later steps need earlier ones.
fn fill(sources: &Path, next: &Path, before: &Path) -> Result<(), Error> {
    let widget = next.join(WIDGET);
    copy(&sources.join("www"), next)?;
    prepare(next)?;
    wasm::build(sources, &widget)?;
    styles(next)?;
    scripts(&widget)?;
    // Last: whatever the steps above wrote is compressed.
    compress::folder(next, before)
}

/// Makes the payloads of all recipes, and writes the static fallbacks into the pages.
fn prepare(next: &Path) -> Result<(), Error> {
    let mut payloads = Vec::new();
    for path in with_ending(&next.join("data"), "toml")? {
        let payload = Payload::read(&path).map_err(|error| Error::Page(path, error))?;
        write(&next.join(WIDGET).join("data").join(&payload.name), payload.text().as_bytes())?;
        payloads.push(payload);
    }
    for path in with_ending(next, "html")? {
        let page = pages::with_fallbacks(&read(&path)?, &payloads);
        let page = page.map_err(|error| Error::Page(path.clone(), error))?;
        write(&path, page.as_bytes())?;
    }
    Ok(())
}

/// Makes every style sheet small.
fn styles(next: &Path) -> Result<(), Error> {
    for path in with_ending(next, "css")? {
        let small = style::minify(&read(&path)?).map_err(fault(&path))?;
        write(&path, small.as_bytes())?;
    }
    Ok(())
}

/// What browsers ask for by name besides the shell: each takes in the modules that it imports.
const ENTRIES: [&str; 2] = ["element.js", "export.js"];

/// Style sheets that stand in a script, and the modules that they become.
const STYLES: [(&str, &str); 2] = [("element.css", "styles.js"), ("menu.css", "menu_styles.js")];

/// Joins the modules of each entry, its styles among them, and makes every script small.
fn scripts(widget: &Path) -> Result<(), Error> {
    for (styles, module) in STYLES {
        let styles = widget.join(styles);
        let text = format!("export const css = {};", serde_json::Value::from(read(&styles)?));
        write(&widget.join(module), text.as_bytes())?;
        fs::remove_file(&styles).map_err(|error| Error::File(styles, error))?;
    }
    let words = serde_json::to_string(&words::DOWNLOAD).unwrap_or_default();
    write(&widget.join("words.js"), format!("export const words = {words};").as_bytes())?;
    // Written when all are joined: two entries may need the same module.
    let (mut texts, mut taken) = (Vec::new(), Vec::new());
    for entry in ENTRIES.map(|entry| widget.join(entry)) {
        let mut joined = script::Joined::default();
        let mut waiting = vec![entry.clone()];
        while let Some(path) = waiting.pop() {
            let needed = joined.add(&path, &read(&path)?).map_err(fault(&path))?;
            waiting.extend(needed.into_iter().map(|name| widget.join(name)));
            taken.push(path);
        }
        texts.push((joined.text().map_err(fault(&entry))?, entry));
    }
    for path in with_ending(widget, "js")? {
        if taken.contains(&path) {
            fs::remove_file(&path).map_err(|error| Error::File(path.clone(), error))?;
        } else {
            texts.push((read(&path)?, path));
        }
    }
    for (text, path) in texts {
        write(&path, script::minify(&text).map_err(fault(&path))?.as_bytes())?;
    }
    Ok(())
}

/// What is wrong with a source, told with its place.
fn fault(path: &Path) -> impl FnOnce(String) -> Error {
    let path = path.to_path_buf();
    move |problem| Error::Source(path, problem)
}

fn with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    let mut paths = files(folder)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    Ok(paths)
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| Error::File(path.into(), error))
}

/// The checkout that this program was compiled in.
pub(super) fn sources() -> Result<PathBuf, Error> {
    let sources = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    if sources.join("Cargo.toml").is_file() && sources.join("www").is_dir() {
        Ok(sources)
    } else {
        Err(Error::Sources(sources))
    }
}

/// Refuses to replace what is not an earlier site: `-o ~` must not cost anyone a home folder.
fn replaceable(to: &Path) -> Result<(), Error> {
    let ours = |to: &Path| to.join(WIDGET).join(wasm::MODULE).is_file();
    let empty = |to: &Path| fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none());
    if !to.exists() || ours(to) || empty(to) {
        return Ok(());
    }
    Err(Error::Output(to.into(), "holds something that is not an earlier bundle; name a new or an empty folder"))
}

/// A hidden name in the same folder, and so on the same disk: a rename there is a single step.
pub(super) fn beside(to: &Path, what: &str) -> Result<PathBuf, Error> {
    let name = to.file_name().ok_or(Error::Output(to.into(), "name a folder, not a way to one"))?;
    Ok(to.with_file_name(format!(".{}.{}.{what}", name.display(), std::process::id())))
}

/// Puts a folder in the place of another. Between the two steps there is none.
pub fn swap(next: &Path, to: &Path) -> Result<(), Error> {
    let old = beside(to, "old")?;
    let rename = |from: &Path, to: &Path| fs::rename(from, to).map_err(|error| Error::File(to.into(), error));
    if to.exists() {
        rename(to, &old)?;
    }
    if let Err(error) = rename(next, to) {
        // Back to where it was.
        let _ = fs::rename(&old, to);
        return Err(error);
    }
    clear(&old)
}

fn clear(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::File(folder.into(), error)),
        _ => Ok(()),
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    for path in files(from)? {
        let bytes = fs::read(&path).map_err(|error| Error::File(path.clone(), error))?;
        let name = path.strip_prefix(from).unwrap_or(&path);
        write(&to.join(name), &bytes)?;
    }
    Ok(())
}

/// Writes a file, and the folders above it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let fault = |error| Error::File(path.into(), error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    fs::write(path, bytes).map_err(fault)
}

/// All files in a folder and the folders in it, in the order of their names.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let fault = |error| Error::File(folder.into(), error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
