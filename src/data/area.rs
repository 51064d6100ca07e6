//! An area whose figures are published.

/// An area that events are counted in, such as a police force area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Its name in attributes and links: `hertfordshire`.
    pub id: String,
    /// Its name for readers: `Hertfordshire`.
    pub name: String,
    /// The group of like areas that it belongs to: `Eastern`.
    pub group: Option<String>,
    /// Whether its residents are few of the people whom it serves, as in the City of London or on the railways, so that a
    /// rate by residents would mean nothing. It then has no population here, whatever was published.
    pub no_rate: bool,
    /// Something that readers must know about this area's figures.
    pub note: Option<String>,
}
