//! The forms that a language's nouns take after numbers, by their names in the Unicode CLDR.

/// A plural category. Which one goes with a number depends on the language.
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

    /// Its name in payloads, catalogues and browsers.
    pub const fn id(self) -> &'static str {
        ["zero", "one", "two", "few", "many", "other"][self as usize]
    }

    /// The category of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.id() == name)
    }
}
