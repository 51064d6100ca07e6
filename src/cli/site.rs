//! The site: the pages of `www/`, and the widget in `force-compare/`. Built beside its place and put there whole, so
//! that a build that fails leaves the last good one.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::package::{self, PACKAGE};
use super::pages::{self, PageError, Payload};
use super::snippet::Snippet;
use super::swap::Next;
use super::widget::{File, Widget, fault};
use super::wish::Wish;
use super::{bill, compress, guide, sizes, style, wasm};

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
            // The fault of a recipe or of a payload names its own file.
            Self::Page(_, error @ (PageError::Recipe(_) | PageError::Payload(_) | PageError::Words(_))) => error.fmt(f),
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
pub fn build(to: &Path) -> Result<String, Error> {
    build_under(to, || ())
}

/// The same, for a site that is being served: whoever serves it says what to hold while its folder is exchanged, which
/// takes two steps on some systems.
pub fn build_under<G>(to: &Path, hold: impl FnOnce() -> G) -> Result<String, Error> {
    let sources = sources()?;
    put(to, hold, |next| {
        let widget = Widget::make(&sources)?;
        pages(&sources.join("www"), next)?;
        write_widget(&widget, widget.for_pages()?, &sources, next)
    })
}

/// What a newsroom wants a bundle of.
pub struct Wanted {
    /// Payloads and recipes.
    pub files: Vec<PathBuf>,
    /// Where the bundle will be published.
    pub url: Option<String>,
    /// Where in its page the article is whose figures the payloads' findings are about, as a selector.
    pub article: Option<String>,
    /// How all of them are to be shown.
    pub wish: Wish,
}

/// Builds what a newsroom uploads and pastes for its own data, and puts it in place of an earlier bundle.
pub fn bundle(to: &Path, wanted: &Wanted) -> Result<String, Error> {
    let sources = sources()?;
    let mut payloads: Vec<Payload> = Vec::new();
    for path in &wanted.files {
        let failed = |error| Error::Page(path.clone(), error);
        let payload = Payload::open(path).and_then(|payload| wanted.wish.worded(payload)).map_err(failed)?;
        payload.compare(&wanted.wish).map_err(failed)?;
        let stem = payload.stem();
        let plain = stem.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-_".contains(&sign));
        if !plain || stem.is_empty() || [WIDGET, PACKAGE].contains(&stem) {
            return Err(Error::Output(path.clone(), NAME));
        }
        if payloads.iter().any(|other| other.name == payload.name) {
            return Err(Error::Output(path.clone(), "another payload has the same name, and so the same folder"));
        }
        payloads.push(payload);
    }
    let nothing = || ();
    let kept_back: usize = payloads.iter().map(Payload::kept_back).sum();
    let weights = put(to, nothing, |next| {
        let widget = Widget::make(&sources)?;
        let files = widget.for_pages()?;
        for (path, payload) in wanted.files.iter().zip(&payloads) {
            write(&next.join(WIDGET).join("data").join(&payload.name), payload.text().as_bytes())?;
            let (url, article) = (wanted.url.as_deref(), wanted.article.as_deref());
            let snippet = Snippet { payload, wish: &wanted.wish, url, article, widget: &files };
            write_all(next, snippet.files().map_err(|error| Error::Page(path.clone(), error))?)?;
        }
        if let Some(words) = wanted.wish.words() {
            write(&next.join(WIDGET).join(WORDS), read(words)?.as_bytes())?;
        }
        write_widget(&widget, files, &sources, next)
    })?;
    Ok(match kept_back {
        0 => weights,
        1 => weights + "\n1 finding that is not for readers is left out of the payloads",
        more => weights + &format!("\n{more} findings that are not for readers are left out of the payloads"),
    })
}

/// Where a bundle has a newsroom's own words.
pub const WORDS: &str = "data/words.json";

/// Names of folders and parts of addresses.
const NAME: &str = "a payload's file is named with letters, digits, - and _, as its folder and its address are; \
    force-compare and package are taken";

/// Fills a folder, compresses its files, and puts it whole in the place of an earlier bundle; what the files weigh.
fn put<G>(to: &Path, hold: impl FnOnce() -> G, fill: impl FnOnce(&Path) -> Result<(), Error>) -> Result<String, Error> {
    replaceable(to)?;
    let failed = |error| Error::File(to.into(), error);
    let next = Next::begin(to).map_err(failed)?;
    fill(&next.folder)?;
    let widget = next.folder.join(WIDGET);
    sizes::hash(&widget)?;
    compress::folder(&next.folder, to)?;
    let weights = sizes::weigh(&widget)?;
    let _held = hold();
    next.place().map_err(failed)?;
    Ok(weights)
}

/// The pages of the demonstration, each with its static fallbacks, and the payloads of their recipes.
fn pages(www: &Path, next: &Path) -> Result<(), Error> {
    copy(www, next)?;
    guide::wrap(next)?;
    let mut payloads = Vec::new();
    for path in with_ending(&next.join("data"), "toml")? {
        let payload = Payload::read(&path).map_err(|error| Error::Page(path, error))?;
        write(&next.join(WIDGET).join("data").join(&payload.name), payload.text().as_bytes())?;
        payloads.push(payload);
    }
    let mut bearing = BTreeSet::new();
    for path in with_ending(next, "html")? {
        let html = read(&path)?;
        let failed = |error| Error::Page(path.clone(), error);
        for (name, text) in pages::checked(&html, &payloads).map_err(failed)? {
            if !bearing.insert(name.clone()) {
                return Err(Error::Output(path, "its widget loads the findings of another page's article"));
            }
            write(&next.join(WIDGET).join("data").join(name), text.as_bytes())?;
        }
        write(&path, pages::complete(&html, &payloads).map_err(failed)?.as_bytes())?;
    }
    for path in with_ending(next, "css")? {
        let small = style::minify(&read(&path)?).map_err(fault(&path))?;
        write(&path, small.as_bytes())?;
    }
    Ok(())
}

/// The widget's files and the package, each with the bill of what is in them.
fn write_widget(widget: &Widget, files: Vec<File>, sources: &Path, next: &Path) -> Result<(), Error> {
    let bill = bill::bill(sources)?;
    for (folder, files) in [(WIDGET, files), (PACKAGE, package::files(widget, sources)?)] {
        write_all(&next.join(folder), files)?;
        write(&next.join(folder).join(bill::BILL), bill.as_bytes())?;
    }
    Ok(())
}

/// Writes files into a folder.
fn write_all(folder: &Path, files: Vec<File>) -> Result<(), Error> {
    files.into_iter().try_for_each(|(name, bytes)| write(&folder.join(name), &bytes))
}

fn with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    let mut paths = files(folder)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    Ok(paths)
}

pub(super) fn read(path: &Path) -> Result<String, Error> {
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

/// The pages that a bundle has for people, by their addresses within it: the first page of a demonstration, and for each of
/// a newsroom's datasets the one that frames it.
pub fn pages_of(folder: &Path) -> Result<Vec<String>, Error> {
    let mut pages = Vec::new();
    if folder.join("index.html").is_file() {
        pages.push(String::new());
    } else if folder.join(WIDGET).join(sizes::INTEGRITY).is_file() {
        for path in files(folder)?.iter().filter(|path| path.ends_with("embed.html")) {
            let name = path.strip_prefix(folder).unwrap_or(path);
            if !name.starts_with(WIDGET) {
                pages.push(name.display().to_string());
            }
        }
    }
    if pages.is_empty() {
        return Err(Error::Output(folder.into(), "no folder that `bundle` wrote"));
    }
    Ok(pages)
}

/// Refuses to replace what is not an earlier bundle: `-o ~` must not cost anyone a home folder. The module stood there
/// under this name before names said what is in a file.
fn replaceable(to: &Path) -> Result<(), Error> {
    let ours =
        |to: &Path| [sizes::INTEGRITY, "force_compare_bg.wasm"].iter().any(|name| to.join(WIDGET).join(name).is_file());
    let empty = |to: &Path| fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none());
    if !to.exists() || ours(to) || empty(to) {
        return Ok(());
    }
    Err(Error::Output(to.into(), "holds something that is not an earlier bundle; name a new or an empty folder"))
}

/// Copies what is in a folder, but not the widget's sources.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    for path in files(from)? {
        let name = path.strip_prefix(from).unwrap_or(&path);
        if !name.starts_with(WIDGET) {
            write(&to.join(name), &fs::read(&path).map_err(|error| Error::File(path.clone(), error))?)?;
        }
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
