//! Messages: whole templates with numbered placeholders, so that a language may put the parts in its own order.

use super::catalogue::current;
use crate::data::Noun;

/// Translates an English text into the current language.
pub fn say(text: &'static str) -> &'static str {
    current().and_then(|catalogue| catalogue.message(text, None)).unwrap_or(text)
}

/// Translates an English template and fills its placeholders: `{0}` with the first part, `{1}` with the second, up to
/// `{9}`. Debug builds check that each part has a placeholder and each placeholder a part.
pub fn fill(template: &'static str, parts: &[&str]) -> String {
    debug_assert_eq!(
        placeholders(template),
        (1 << parts.len()) - 1,
        "a place for each part, and a part for each: “{template}”"
    );
    filled(say(template), parts)
}

/// Fills a template in the plural form that goes with `number`: a language may have several.
pub fn counted(template: &'static str, number: u64, parts: &[&str]) -> String {
    let form = current().and_then(|catalogue| catalogue.message(template, Some(number)));
    filled(form.unwrap_or(template), parts)
}

/// Adds a sentence to those before it.
pub fn add(before: &mut String, sentence: &str) {
    if !before.is_empty() && !sentence.is_empty() {
        *before += " ";
    }
    before.push_str(sentence);
}

/// The form of a noun that stands after a number: `force`, `forces`.
#[cfg(feature = "every-view")]
pub fn of(noun: &Noun, number: u64) -> &str {
    let form = current().and_then(|catalogue| noun.counted(catalogue.plural(number)));
    form.unwrap_or_else(|| noun.of(number))
}

/// The form of a noun that stands after a number: `force`, `forces`.
#[cfg(not(feature = "every-view"))]
pub fn of(noun: &Noun, number: u64) -> &str {
    noun.of(number)
}

/// The placeholders of a template, a bit for each.
pub fn placeholders(template: &str) -> u32 {
    let mut places = 0;
    for three in template.as_bytes().windows(3) {
        if let [b'{', digit @ b'0'..=b'9', b'}'] = three {
            places |= 1 << (digit - b'0');
        }
    }
    places
}

/// Fills the placeholders of a text without translating it. Any other braces stay as they are.
///
/// `format!` would link the standard library's machinery: two kilobytes for readers, where this takes a tenth of one.
pub fn filled(template: &str, parts: &[&str]) -> String {
    let (mut out, mut copied) = (String::new(), 0);
    // Parts are not searched for placeholders: an area may be called `{0}`.
    for (at, three) in template.as_bytes().windows(3).enumerate() {
        if let [b'{', digit @ b'0'..=b'9', b'}'] = three {
            out.push_str(template.get(copied..at).unwrap_or_default());
            out.push_str(parts.get(usize::from(digit - b'0')).unwrap_or(&""));
            copied = at + 3;
        }
    }
    out.push_str(template.get(copied..).unwrap_or_default());
    out
}
