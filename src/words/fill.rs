//! Messages: whole templates with numbered places, so that a language may say the parts in its own order.

/// Fills the places of a template: `{0}` with the first part, `{1}` with the second, up to `{9}`.
///
/// The standard library's formatting would bring its machinery to readers: two kilobytes for this tenth of one.
pub fn fill(template: &str, parts: &[&str]) -> String {
    let mut out = String::new();
    let mut used = 0;
    let mut within = false;
    for letter in template.chars() {
        match letter {
            '{' => within = true,
            '}' => within = false,
            // A part is not read for places of its own: an area may be called `{0}`.
            '0'..='9' if within => {
                let place = letter as usize - '0' as usize;
                used |= 1 << place;
                out.push_str(parts.get(place).unwrap_or(&""));
            }
            _ => out.push(letter),
        }
    }
    debug_assert_eq!(used, (1 << parts.len()) - 1, "each of {} parts has its place in “{template}”", parts.len());
    out
}
