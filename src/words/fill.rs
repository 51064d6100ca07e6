//! Messages: whole templates with numbered places, so that a language may say the parts in its own order.

/// Fills the places of a template: `{0}` with the first part, `{1}` with the second, up to `{9}`.
///
/// The standard library's formatting would bring its machinery to readers: two kilobytes for this tenth of one.
pub fn fill(template: &str, parts: &[&str]) -> String {
    let mut out = String::new();
    let mut used = 0;
    // The end of what is copied, and whether a place has begun.
    let (mut copied, mut within) = (0, false);
    for (at, byte) in template.bytes().enumerate() {
        match byte {
            b'{' => {
                out.push_str(template.get(copied..at).unwrap_or_default());
                within = true;
            }
            // A part is not read for places of its own: an area may be called `{0}`.
            b'0'..=b'9' if within => {
                let place = usize::from(byte - b'0');
                used |= 1 << place;
                out.push_str(parts.get(place).unwrap_or(&""));
            }
            b'}' => {
                copied = at + 1;
                within = false;
            }
            _ => {}
        }
    }
    out.push_str(template.get(copied..).unwrap_or_default());
    debug_assert_eq!(used, (1 << parts.len()) - 1, "each of {} parts has its place in “{template}”", parts.len());
    out
}
