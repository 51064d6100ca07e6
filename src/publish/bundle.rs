//! Makes the part of a bundle that is a newsroom's own: its payloads and words, and for each dataset the code to paste
//! and the page to frame.

use std::collections::BTreeMap;
use std::fmt;

use super::display::DisplayOptions;
use super::file::{FileMap, PACKAGE, WIDGET, WORDS};
use super::publication::{PageError, Publication};
use super::snippet::Snippet;

/// The contents of a bundle, and how they are to be shown.
#[derive(Clone, Copy)]
pub struct Bundle<'a> {
    /// The datasets, each with a file name of its own.
    pub publications: &'a [Publication],
    /// The options for showing all of them.
    pub options: &'a DisplayOptions,
    /// The address where the bundle's folder will be published, with a slash at its end. Without one, addresses are
    /// relative to that folder.
    pub url: Option<&'a str>,
    /// A CSS selector of the article in the page that the tag is pasted into.
    pub article: Option<&'a str>,
}

/// The reason why a bundle cannot be made. Each variant has the index of the publication.
#[derive(Debug)]
pub enum BundleError {
    /// A payload cannot be shown with these options.
    Page(usize, PageError),
    /// A payload's file name is not fit for the name of a folder and a part of addresses.
    Name(usize),
    /// Two payloads have the same file name.
    Twice(usize),
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(_, error) => error.fmt(f),
            Self::Name(_) => f.write_str(
                "a payload's file is named with letters, digits, - and _, as its folder and its address are; \
                 force-compare and package are taken",
            ),
            Self::Twice(_) => f.write_str("another payload has the same name, and so the same folder"),
        }
    }
}

impl std::error::Error for BundleError {}

impl Bundle<'_> {
    /// Checks that the bundle can be made: every payload can be shown with the options, and has a fit name of its own.
    pub fn check(&self) -> Result<(), BundleError> {
        for (at, publication) in self.publications.iter().enumerate() {
            publication.compare(self.options).map_err(|error| BundleError::Page(at, error))?;
            let stem = publication.stem();
            let plain = stem.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-_".contains(&sign));
            if !plain || stem.is_empty() || [WIDGET, PACKAGE].contains(&stem) {
                return Err(BundleError::Name(at));
            }
            if self.publications[..at].iter().any(|other| other.name == publication.name) {
                return Err(BundleError::Twice(at));
            }
        }
        Ok(())
    }

    /// How many findings are left out of the published payloads because they are not for readers.
    pub fn kept_back(&self) -> usize {
        self.publications.iter().map(Publication::kept_back).sum()
    }
}

/// Makes the files of a bundle, except for those of the widget itself.
///
/// `widget` has the names of the widget's files and their hashes, as `integrity.json` lists them; the code to paste
/// refers to these. Fails as [`Bundle::check`] does.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use force_compare::publish::{Bundle, DisplayOptions, Publication, bundle};
///
/// let recipe = r#"
///     title = "Thefts"
///     language = "en-GB"
///     measure = { label = "Thefts", singular = "theft", plural = "thefts" }
///     noun = { singular = "area", plural = "areas" }
///     periods = [{ id = "2016", label = "2016", start = "2016-01-01", end = "2016-12-31" }]
///     areas = {}
///     counts = { file = "thefts.csv", columns = { area = "Area" } }
/// "#;
/// let files = BTreeMap::from([
///     ("thefts.toml".to_string(), recipe.as_bytes().to_vec()),
///     ("thefts.csv".to_string(), b"Area,2016\nNorth,1200\nSouth,800\n".to_vec()),
/// ]);
/// let publications = [Publication::open(&files, "thefts.toml")?];
/// let options = DisplayOptions::default();
/// let made = bundle(
///     &Bundle { publications: &publications, options: &options, url: None, article: None },
///     &BTreeMap::new(),
/// )?;
/// let paths: Vec<_> = made.keys().map(String::as_str).collect();
/// assert_eq!(paths, [
///     "force-compare/data/thefts.json",
///     "thefts/chart.svg",
///     "thefts/embed.html",
///     "thefts/snippet-one-script.html",
///     "thefts/snippet-pinned.html",
///     "thefts/snippet.html",
/// ]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bundle(bundle: &Bundle<'_>, widget: &BTreeMap<String, String>) -> Result<FileMap, BundleError> {
    bundle.check()?;
    let Bundle { publications, options, url, article } = *bundle;
    let mut files = FileMap::new();
    for (at, publication) in publications.iter().enumerate() {
        files.insert(format!("{WIDGET}/data/{}", publication.name), publication.text().into_bytes());
        let snippet = Snippet { publication, options, url, article, widget };
        files.extend(snippet.files().map_err(|error| BundleError::Page(at, error))?);
    }
    if let Some(words) = &options.words {
        files.insert(format!("{WIDGET}/{WORDS}"), words.text().into_bytes());
    }
    Ok(files)
}
