//! What is printed beside the figures just as it stands: nothing is worked out from it.
//!
//! It is apart from the [`super::Dataset`] because the page places it straight from the payload: the engine that readers
//! download never sees it.

use super::Date;

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who published: `NSPCC`.
    pub name: String,
    /// What it is: `Freedom of Information requests to every UK force`.
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

/// What else an area is called, and where its figures come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The official name, if it differs: `Hertfordshire Constabulary`.
    pub official: Option<String>,
    /// The official code: `E23000027`.
    pub code: Option<String>,
    /// What sort of place: `police force area`.
    pub kind: Option<String>,
    /// Other names that readers may type.
    pub aliases: Vec<String>,
    /// Where this area's figures stand in [`About::sources`].
    pub source: Option<usize>,
}

/// What is printed beside the figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Language tag of the texts: `en-GB`.
    pub language: String,
    /// The source of the whole.
    pub source: Option<Source>,
    /// Sources of single areas' figures.
    pub sources: Vec<Source>,
    /// What the figures do not mean.
    pub caveats: Vec<String>,
    /// Help lines.
    pub support: Vec<Support>,
    /// For each area of the dataset, in its order.
    pub areas: Vec<Particulars>,
}
