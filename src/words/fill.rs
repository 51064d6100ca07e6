//! Messages: whole templates with numbered places, so that a language may say the parts in its own order.

#[cfg(feature = "every-view")]
use super::catalogue::current;
use crate::data::Noun;

/// An English text in the language that is spoken.
#[cfg(feature = "every-view")]
#[inline(never)]
pub fn say(text: &'static str) -> &'static str {
    current().and_then(|catalogue| catalogue.message(text, None)).unwrap_or(text)
}

/// The engine that readers load first speaks English alone.
#[cfg(not(feature = "every-view"))]
pub fn say(text: &'static str) -> &'static str {
    text
}

/// Fills the places of an English template, in the language that is spoken: `{0}` with the first part, `{1}` with the
/// second, up to `{9}`.
#[inline(never)]
pub fn fill(template: &'static str, parts: &[&str]) -> String {
    debug_assert_eq!(
        places(template),
        (1 << parts.len()) - 1,
        "a place for each part, and a part for each: “{template}”"
    );
    filled(say(template), parts)
}

/// The same for a text that goes with a number, of which a language may have several forms.
pub fn counted(template: &'static str, number: u64, parts: &[&str]) -> String {
    #[cfg(feature = "every-view")]
    if let Some(form) = current().and_then(|catalogue| catalogue.message(template, Some(number))) {
        return filled(form, parts);
    }
    let _ = number;
    filled(template, parts)
}

/// The word that stands after a number of them.
#[cfg(feature = "every-view")]
#[inline(never)]
pub fn of(noun: &Noun, number: u64) -> &str {
    let form = current().and_then(|catalogue| noun.counted(catalogue.plural(number)));
    form.unwrap_or_else(|| noun.of(number))
}

/// The word that stands after a number of them.
#[cfg(not(feature = "every-view"))]
pub fn of(noun: &Noun, number: u64) -> &str {
    noun.of(number)
}

/// Which places a template has, a bit for each.
pub fn places(template: &str) -> u32 {
    let mut places = 0;
    for three in template.as_bytes().windows(3) {
        if let [b'{', digit @ b'0'..=b'9', b'}'] = three {
            places |= 1 << (digit - b'0');
        }
    }
    places
}

/// Fills the places of a text, in whatever language it is. Other braces are signs like any.
///
/// The standard library's formatting would bring its machinery to readers: two kilobytes for this tenth of one.
pub fn filled(template: &str, parts: &[&str]) -> String {
    let (mut out, mut copied) = (String::new(), 0);
    // A part is not read for places of its own: an area may be called `{0}`.
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
