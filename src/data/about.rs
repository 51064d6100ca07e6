//! Texts that are printed beside the figures as they stand; nothing is worked out from them.
//!
//! They are apart from the [`super::Dataset`] because the page places them straight from the payload: the engine that
//! readers download never sees them.

use super::Date;

/// The publication that figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who published: `NSPCC`.
    pub name: String,
    /// Its title: `Freedom of Information requests to every UK force`.
    pub title: Option<String>,
    /// Where to read it; http or https.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
}

/// A help line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// Who answers: `Childline`.
    pub label: String,
    /// The telephone number as readers dial it.
    pub number: String,
}

/// An area's other names, and where its figures come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The official name, if it differs: `Hertfordshire Constabulary`.
    pub official: Option<String>,
    /// The official code: `E23000027`.
    pub code: Option<String>,
    /// The kind of area: `police force area`.
    pub kind: Option<String>,
    /// Other names that readers may type.
    pub aliases: Vec<String>,
    /// The source of this area's figures, as an index into [`About::sources`].
    pub source: Option<usize>,
}

/// Everything that is printed beside the figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Language tag of the texts: `en-GB`.
    pub language: String,
    /// The source of all figures.
    pub source: Option<Source>,
    /// Sources of single areas' figures.
    pub sources: Vec<Source>,
    /// Caveats: sentences on what the figures do not show.
    pub caveats: Vec<String>,
    /// Help lines.
    pub support: Vec<Support>,
    /// The particulars of each area of the dataset, in its order.
    pub areas: Vec<Particulars>,
}
