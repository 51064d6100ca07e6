//! What both formats of workbooks need of XML: attributes by their local names, and the text of entities.

use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart};

/// The value of an attribute, whatever prefix its name has.
pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(unescaped(&found.value))
}

/// A value with its entities replaced; as it is if one of them is unknown.
pub fn unescaped(value: &str) -> String {
    if !value.contains('&') {
        return value.into();
    }
    unescape(value).map_or_else(|_| value.into(), |text| text.into_owned())
}

/// An attribute that is a number.
pub fn number(tag: &BytesStart, name: &str) -> Option<u64> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Whether an attribute says yes.
pub fn says_yes(tag: &BytesStart, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
}

/// The text that `&amp;` or `&#233;` stands for; the entity itself if it is unknown.
pub fn entity(entity: &BytesRef) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.into();
    }
    let name = entity.xml10_content();
    let text = format!("&{name};");
    unescape(&text).map_or_else(|_| text.clone(), |text| text.into_owned())
}
