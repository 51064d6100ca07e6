//! A place counted over.

/// A place counted over, such as a police force area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// What attributes and links call it: `hertfordshire`.
    pub id: String,
    /// What readers call it: `Hertfordshire`.
    pub name: String,
    /// The official name, if it differs: `Hertfordshire Constabulary`.
    pub official: Option<String>,
    /// The official code: `E23000027`.
    pub code: Option<String>,
    /// What sort of place: `police force area`.
    pub kind: Option<String>,
    /// The group it belongs to: `Eastern`.
    pub group: Option<String>,
    /// Other names that readers may type.
    pub aliases: Vec<String>,
    /// Where this area's figures stand in [`super::Draft::sources`].
    pub source: Option<usize>,
    /// What a reader must know about this area's figures.
    pub note: Option<String>,
}
