//! Builds the site, which has the pages of `www/` and the widget in `force-compare/`, or a newsroom's bundle. Both are
//! built in a folder beside their own and moved there whole, so a failed build leaves the last good one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::widget::WidgetSources;
use super::{BuildError, compress, folder, guide, minify_css, package, pages, sbom, sizes};
use crate::disk::{FileError, NextFolder, copy, files, read_text, with_ending, write};
use crate::publish::{self, Bundle, BundleError, DisplayOptions, File, INTEGRITY, PACKAGE, WIDGET};

/// The folder of the site that the program and the tests serve.
pub fn folder() -> Result<PathBuf, BuildError> {
    Ok(sources()?.join("target/site"))
}

/// Builds the site in place of an earlier one, and returns the table of its sizes.
pub fn build(to: &Path) -> Result<String, BuildError> {
    build_under(to, || ())
}

/// Like [`build`], for a site that is being served. `hold` is called before the folder is exchanged, and its result is
/// kept until that is done: on some systems it takes two steps, and no request should come between them.
pub fn build_under<G>(to: &Path, hold: impl FnOnce() -> G) -> Result<String, BuildError> {
    let sources = sources()?;
    put(to, hold, |next| {
        let widget = WidgetSources::make(&sources)?;
        pages(&sources.join("www"), next)?;
        write_widget(&widget, widget.for_pages()?, &sources, next)
    })
}

/// A newsroom's request for a bundle.
pub struct BundleRequest {
    /// The payloads and recipes.
    pub files: Vec<PathBuf>,
    /// The address at which the bundle will be published.
    pub url: Option<String>,
    /// A selector for the article whose figures the widget marks.
    pub article: Option<String>,
    /// The display options of all charts.
    pub options: DisplayOptions,
}

/// Builds a newsroom's bundle in place of an earlier one, and returns the table of its sizes.
pub fn bundle(to: &Path, wanted: &BundleRequest) -> Result<String, BuildError> {
    let sources = sources()?;
    let mut payloads = Vec::new();
    for path in &wanted.files {
        let payload = folder::open(path).and_then(|payload| payload.with_words(wanted.options.words.as_ref()));
        payloads.push(payload.map_err(|error| BuildError::Page(path.clone(), error))?);
    }
    let (url, article) = (wanted.url.as_deref(), wanted.article.as_deref());
    let bundle = Bundle { publications: &payloads, options: &wanted.options, url, article };
    let failed = |error: BundleError| match error {
        BundleError::Page(at, error) => BuildError::Page(wanted.files[at].clone(), error),
        BundleError::Name(at) | BundleError::Twice(at) => {
            BuildError::Output(wanted.files[at].clone(), error.to_string())
        }
    };
    // Checked first, because making the widget takes a while.
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

/// Fills a folder, compresses its files, and puts it in place of an earlier bundle. Returns the table of sizes.
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

/// Writes the demonstration's pages with their static charts, and the payloads of their recipes.
fn pages(www: &Path, next: &Path) -> Result<(), BuildError> {
    copy(www, next, |name| !name.starts_with(WIDGET))?;
    guide::wrap(next)?;
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

/// Writes the widget's files and the package, each with its SBOM.
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

/// The addresses, within a bundle, of its pages for people: the first page of a demonstration, or the `embed.html` of
/// each dataset of a newsroom.
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
        return Err(BuildError::Output(folder.into(), "not a folder that `bundle` wrote".into()));
    }
    Ok(pages)
}

/// Refuses to replace a folder that is not an earlier bundle: `-o ~` must not cost anyone a home folder. Bundles from
/// before there were hashes in names have a `force_compare_bg.wasm`.
fn replaceable(to: &Path) -> Result<(), BuildError> {
    let ours = |to: &Path| [INTEGRITY, "force_compare_bg.wasm"].iter().any(|name| to.join(WIDGET).join(name).is_file());
    let empty = |to: &Path| fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none());
    if !to.exists() || ours(to) || empty(to) {
        return Ok(());
    }
    let problem = "holds something that is not an earlier bundle; name a new or an empty folder";
    Err(BuildError::Output(to.into(), problem.into()))
}
