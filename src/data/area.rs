//! A place counted over.

/// A place counted over, such as a police force area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// What attributes and links call it: `hertfordshire`.
    pub id: String,
    /// What readers call it: `Hertfordshire`.
    pub name: String,
    /// The group of like areas that it belongs to: `Eastern`.
    pub group: Option<String>,
    /// What a reader must know about this area's figures.
    pub note: Option<String>,
}
