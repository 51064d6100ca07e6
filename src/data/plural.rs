//! The forms that a language has for so many of something, by the names that the Unicode CLDR gives them.

/// A plural category: which form goes with a number, the language says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plural {
    /// `zero`.
    Zero,
    /// `one`, in English the only one besides `other`.
    One,
    /// `two`.
    Two,
    /// `few`, in Welsh of three.
    Few,
    /// `many`, in Welsh of six.
    Many,
    /// `other`, which every language has.
    Other,
}

impl Plural {
    /// All of them.
    pub const ALL: [Plural; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// What payloads, catalogues and browsers call it.
    pub const fn id(self) -> &'static str {
        ["zero", "one", "two", "few", "many", "other"][self as usize]
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.id() == name)
    }
}
