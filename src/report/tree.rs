//! The form of every answer to the page: texts, numbers and flags under names, and lists of them.
//!
//! All answers share one type, instead of a serialisable struct for each: building, writing and dropping are then one
//! function each, which saves readers five kilobytes.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value on its way to the page.
pub enum Tree {
    /// `undefined` on the page.
    #[cfg(feature = "every-view")]
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// An array.
    List(Vec<Tree>),
    /// An object.
    Record(Record),
}

/// An object on its way to the page.
#[derive(Default)]
pub struct Record(Vec<(&'static str, Tree)>);

impl Record {
    /// Adds a value.
    pub fn put(&mut self, name: &'static str, value: Tree) {
        self.0.push((name, value));
    }

    /// Adds a text.
    pub fn text(&mut self, name: &'static str, text: String) {
        self.put(name, Tree::Text(text));
    }

    /// Adds a copy of a text.
    pub fn fixed(&mut self, name: &'static str, text: &str) {
        self.text(name, text.into());
    }

    /// Adds a number.
    pub fn number(&mut self, name: &'static str, number: f64) {
        self.put(name, Tree::Number(number));
    }

    /// Adds `true` or `false`.
    pub fn flag(&mut self, name: &'static str, flag: bool) {
        self.put(name, Tree::Flag(flag));
    }

    /// Adds an object.
    pub fn record(&mut self, name: &'static str, record: Record) {
        self.put(name, Tree::Record(record));
    }

    /// Adds a list of texts.
    pub fn texts(&mut self, name: &'static str, texts: &[String]) {
        self.list(name, texts, |text| Tree::Text(text.clone()));
    }

    /// Adds a list, its items made one by one.
    pub fn list<T>(&mut self, name: &'static str, from: &[T], make: impl Fn(&T) -> Tree) {
        self.put(name, list(from, make));
    }
}

/// Makes a list, item by item.
pub fn list<T>(from: &[T], make: impl Fn(&T) -> Tree) -> Tree {
    let mut items = Vec::new();
    for item in from {
        items.push(make(item));
    }
    Tree::List(items)
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            #[cfg(feature = "every-view")]
            Self::Nothing => to.serialize_unit(),
            Self::Text(text) => to.serialize_str(text),
            Self::Number(number) => to.serialize_f64(*number),
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::List(items) => to.collect_seq(items),
            Self::Record(Record(fields)) => {
                let mut map = to.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
