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
    /// Something that readers must know about this area's figures.
    pub note: Option<String>,
}
