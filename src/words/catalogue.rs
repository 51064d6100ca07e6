//! The catalogue of a language: what stands in the place of each English text, its plural forms and its signs of numbers.
//!
//! As with gettext, the English texts are the names of the messages, and stand where they are said; a catalogue is a
//! JSON document `force-compare-words/1` that names those that it says otherwise:
//! `{"format": …, "language": "cy", "number": {"point": "."}, "messages": {"{0} minutes": {"two": "{0} funud", …}}}`.
//! Which one is spoken is said once for all that follows: every text goes through here, and handing a catalogue to each
//! number would tell a reader of this code nothing.

use std::cell::{Cell, RefCell};

use super::signs::Signs;
use crate::data::{Json, Plural};

/// The form of catalogues that this release reads.
pub const FORMAT: &str = "force-compare-words/1";

/// A text of a catalogue, by where the English one is kept and by the form asked for: readers of a long table meet the same few.
type Place = (usize, usize, Option<Plural>);

/// Finds the text for an English one, in a form.
type Lookup = dyn Fn(&str, Plural) -> Option<String>;

/// Says what form goes with a number.
type Rule = dyn Fn(u64) -> Plural;

/// A language's words. It lives as long as the page or the program, so that its texts are as cheap as English ones.
pub struct Catalogue {
    messages: Box<Lookup>,
    plural: Box<Rule>,
    signs: Signs,
    met: RefCell<Vec<(Place, Option<&'static str>)>>,
}

thread_local! {
    static CURRENT: Cell<Option<&'static Catalogue>> = const { Cell::new(None) };
}

/// Speaks a language from here on, in this thread; English without one. What was spoken before.
pub fn speak(catalogue: Option<&'static Catalogue>) -> Option<&'static Catalogue> {
    CURRENT.replace(catalogue)
}

/// What is spoken.
pub fn current() -> Option<&'static Catalogue> {
    CURRENT.get()
}

impl Catalogue {
    /// The catalogue in a document, with the rule of its language for what form goes with a number. A text that it lacks is
    /// said in English.
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

    /// What stands for an English text, in the form that goes with a number.
    #[inline(never)]
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

    /// The form that goes with a number.
    pub fn plural(&self, number: u64) -> Plural {
        (self.plural)(number)
    }

    /// How numbers are written.
    pub fn signs(&self) -> &Signs {
        &self.signs
    }
}
