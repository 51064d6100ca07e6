//! The catalogue of a language: its translation of each English text, its plural forms and its number signs.
//!
//! As with gettext, the English text is the key of a message and stands in the code where it is used. A catalogue is a
//! JSON document `force-compare-words/1` with the texts that it translates:
//! `{"format": …, "language": "cy", "number": {"point": "."}, "messages": {"{0} minutes": {"two": "{0} funud", …}}}`.
//!
//! [`speak`] sets the catalogue for everything that the thread writes from then on. Every text needs it, and a
//! parameter on every function that writes a number would only be in the way.

use std::cell::{Cell, RefCell};

use super::signs::Signs;
use crate::data::{Json, Plural};

/// The catalogue format that this release reads.
pub const FORMAT: &str = "force-compare-words/1";

/// The key of a text that was looked up before: address and length of the English one, and the plural form. A long
/// table asks for the same few texts again and again.
type MessageKey = (usize, usize, Option<Plural>);

/// Looks up the translation of an English text in a plural form.
type Translate = dyn Fn(&str, Plural) -> Option<String>;

/// Chooses the plural form that goes with a number.
type PluralRule = dyn Fn(u64) -> Plural;

/// The words of a language. A catalogue lives as long as the page or the program, so that its texts are as cheap as the
/// English ones.
pub struct Catalogue {
    messages: Box<Translate>,
    plural: Box<PluralRule>,
    signs: Signs,
    met: RefCell<Vec<(MessageKey, Option<&'static str>)>>,
}

thread_local! {
    static CURRENT: Cell<Option<&'static Catalogue>> = const { Cell::new(None) };
}

/// Sets the language of everything that this thread writes from here on, English for `None`. Returns the one before.
pub fn speak(catalogue: Option<&'static Catalogue>) -> Option<&'static Catalogue> {
    CURRENT.replace(catalogue)
}

/// The catalogue of the current language; `None` for English, and in the engine that readers load first, which speaks
/// nothing else.
pub fn current() -> Option<&'static Catalogue> {
    if cfg!(feature = "every-view") { CURRENT.get() } else { None }
}

impl Catalogue {
    /// Reads a catalogue from its document; `plural` is the language's rule for the form that goes with a number. A
    /// text that the catalogue lacks is said in English.
    pub fn new(json: impl Json + 'static, plural: impl Fn(u64) -> Plural + 'static) -> &'static Self {
        let signs = json.field("number").map(|number| Signs::read(&number)).unwrap_or_default();
        let messages = move |text: &str, form: Plural| {
            let message = json.field("messages")?.field(text)?;
            let other = || message.field(Plural::Other.id());
            message.text().or_else(|| message.field(form.id()).or_else(other)?.text())
        };
        Box::leak(Box::new(Self {
            messages: Box::new(messages),
            plural: Box::new(plural),
            signs,
            met: RefCell::default(),
        }))
    }

    /// The translation of an English text, in the form that goes with the number if there is one; `None` where it is
    /// lacking.
    pub fn message(&self, english: &'static str, number: Option<u64>) -> Option<&'static str> {
        let form = number.map(|number| self.plural(number));
        let place = (english.as_ptr() as usize, english.len(), form);
        let mut met = self.met.borrow_mut();
        match met.binary_search_by_key(&place, |(place, _)| *place) {
            Ok(at) => met.get(at)?.1,
            Err(at) => {
                let said = (self.messages)(english, form.unwrap_or(Plural::Other)).map(|text| &*text.leak());
                met.insert(at, (place, said));
                said
            }
        }
    }

    /// The plural form that goes with a number.
    pub fn plural(&self, number: u64) -> Plural {
        (self.plural)(number)
    }

    /// The signs that numbers are written with.
    pub fn signs(&self) -> &Signs {
        &self.signs
    }
}
