//! The site: the pages of `www/`, and the widget in `force-compare/`. Built beside its place and put there whole, so
//! that a build that fails leaves the last good one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::widget::WidgetSources;
use super::{BuildError, compress, folder, minify_css, package, pages, sbom, sizes};
use crate::disk::{FileError, NextFolder, copy, files, read_text, with_ending, write};
use crate::publish::{self, Bundle, BundleError, DisplayOptions, File, INTEGRITY, PACKAGE, WIDGET};

/// Where the program and the tests keep the site that they serve.
pub fn folder() -> Result<PathBuf, BuildError> {
    Ok(sources()?.join("target/site"))
}

/// Builds the site and puts it in place of an earlier one.
pub fn build(to: &Path) -> Result<String, BuildError> {
    build_under(to, || ())
}

/// The same, for a site that is being served: whoever serves it says what to hold while its folder is exchanged, which
/// takes two steps on some systems.
pub fn build_under<G>(to: &Path, hold: impl FnOnce() -> G) -> Result<String, BuildError> {
    let sources = sources()?;
    put(to, hold, |next| {
        let widget = WidgetSources::make(&sources)?;
        pages(&sources.join("www"), next)?;
        write_widget(&widget, widget.for_pages()?, &sources, next)
    })
}

/// What a newsroom wants a bundle of.
pub struct BundleRequest {
    /// Payloads and recipes.
    pub files: Vec<PathBuf>,
    /// Where the bundle will be published.
    pub url: Option<String>,
    /// Where in its page the article is whose figures the payloads' findings are about, as a selector.
    pub article: Option<String>,
    /// How all of them are to be shown.
    pub options: DisplayOptions,
}

/// Builds what a newsroom uploads and pastes for its own data, and puts it in place of an earlier bundle.
pub fn bundle(to: &Path, wanted: &BundleRequest) -> Result<String, BuildError> {
    let sources = sources()?;
    let mut payloads = Vec::new();
    for path in &wanted.files {
        let payload = folder::open(path).and_then(|payload| payload.with_words(wanted.options.words.as_ref()));
        payloads.push(payload.map_err(|error| BuildError::Page(path.clone(), error))?);
    }
    let (url, article) = (wanted.url.as_deref(), wanted.article.as_deref());
    let bundle = Bundle { payloads: &payloads, options: &wanted.options, url, article };
    let failed = |error: BundleError| match error {
        BundleError::Page(at, error) => BuildError::Page(wanted.files[at].clone(), error),
        BundleError::Name(at) | BundleError::Twice(at) => {
            BuildError::Output(wanted.files[at].clone(), error.to_string())
        }
    };
    // Before the widget is made, which takes a while.
    bundle.check().map_err(failed)?;
    let weights = put(
        to,
        || (),
        |next| {
            let widget = WidgetSources::make(&sources)?;
            let files = widget.for_pages()?;
            write_all(next, publish::bundle(&bundle, &sizes::hashes(&files)).map_err(failed)?)?;
            write_widget(&widget, files, &sources, next)
        },
    )?;
    Ok(match bundle.kept_back() {
        0 => weights,
        1 => weights + "\n1 finding that is not for readers is left out of the payloads",
        more => weights + &format!("\n{more} findings that are not for readers are left out of the payloads"),
    })
}

/// Fills a folder, compresses its files, and puts it whole in the place of an earlier bundle; what the files weigh.
fn put<G>(
    to: &Path,
    hold: impl FnOnce() -> G,
    fill: impl FnOnce(&Path) -> Result<(), BuildError>,
) -> Result<String, BuildError> {
    replaceable(to)?;
    let next = NextFolder::begin(to).map_err(FileError::of(to))?;
    fill(&next.folder)?;
    let widget = next.folder.join(WIDGET);
    sizes::hash(&widget)?;
    compress::folder(&next.folder, to)?;
    let weights = sizes::weigh(&widget)?;
    let _held = hold();
    next.place().map_err(FileError::of(to))?;
    Ok(weights)
}

/// The pages of the demonstration, each with its static fallbacks, and the payloads of their recipes.
fn pages(www: &Path, next: &Path) -> Result<(), BuildError> {
    copy(www, next, |name| !name.starts_with(WIDGET))?;
    let mut payloads = Vec::new();
    for path in with_ending(&next.join("data"), "toml")? {
        let payload = folder::open(&path).map_err(|error| BuildError::Page(path, error))?;
        write(&next.join(WIDGET).join("data").join(&payload.name), payload.text().as_bytes())?;
        payloads.push(payload);
    }
    let mut bearing = BTreeSet::new();
    for path in with_ending(next, "html")? {
        let html = read_text(&path)?;
        let failed = |error| BuildError::Page(path.clone(), error);
        for (name, text) in pages::checked(&html, &payloads).map_err(failed)? {
            if !bearing.insert(name.clone()) {
                return Err(BuildError::Output(path, "its widget loads the findings of another page's article".into()));
            }
            write(&next.join(WIDGET).join("data").join(name), text.as_bytes())?;
        }
        write(&path, pages::complete(&html, &payloads).map_err(failed)?.as_bytes())?;
    }
    for path in with_ending(next, "css")? {
        let small = minify_css::minify(&read_text(&path)?).map_err(BuildError::source(&path))?;
        write(&path, small.as_bytes())?;
    }
    Ok(())
}

/// The widget's files and the package, each with the bill of what is in them.
fn write_widget(widget: &WidgetSources, files: Vec<File>, sources: &Path, next: &Path) -> Result<(), BuildError> {
    let sbom = sbom::sbom(sources)?;
    for (folder, files) in [(WIDGET, files), (PACKAGE, package::files(widget, sources)?)] {
        write_all(&next.join(folder), files)?;
        write(&next.join(folder).join(sbom::SBOM), sbom.as_bytes())?;
    }
    Ok(())
}

/// Writes files into a folder.
fn write_all(folder: &Path, files: impl IntoIterator<Item = File>) -> Result<(), BuildError> {
    Ok(files.into_iter().try_for_each(|(name, bytes)| write(&folder.join(name), &bytes))?)
}

/// The checkout that this program was compiled in.
pub fn sources() -> Result<PathBuf, BuildError> {
    let sources = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    if sources.join("Cargo.toml").is_file() && sources.join("www").is_dir() {
        Ok(sources)
    } else {
        Err(BuildError::Sources(sources))
    }
}

/// The pages that a bundle has for people, by their addresses within it: the first page of a demonstration, and for each of
/// a newsroom's datasets the one that frames it.
pub fn pages_of(folder: &Path) -> Result<Vec<String>, BuildError> {
    let mut pages = Vec::new();
    if folder.join("index.html").is_file() {
        pages.push(String::new());
    } else if folder.join(WIDGET).join(INTEGRITY).is_file() {
        for path in files(folder)?.iter().filter(|path| path.ends_with("embed.html")) {
            let name = path.strip_prefix(folder).unwrap_or(path);
            if !name.starts_with(WIDGET) {
                pages.push(name.display().to_string());
            }
        }
    }
    if pages.is_empty() {
        return Err(BuildError::Output(folder.into(), "no folder that `bundle` wrote".into()));
    }
    Ok(pages)
}

/// Refuses to replace what is not an earlier bundle: `-o ~` must not cost anyone a home folder. The module stood there
/// under this name before names said what is in a file.
fn replaceable(to: &Path) -> Result<(), BuildError> {
    let ours = |to: &Path| [INTEGRITY, "force_compare_bg.wasm"].iter().any(|name| to.join(WIDGET).join(name).is_file());
    let empty = |to: &Path| fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none());
    if !to.exists() || ours(to) || empty(to) {
        return Ok(());
    }
    let problem = "holds something that is not an earlier bundle; name a new or an empty folder";
    Err(BuildError::Output(to.into(), problem.into()))
}
