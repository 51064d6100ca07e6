//! Reads rich text (RTF 1.9): its words, without what a tracked change has removed.

/// Groups of which nothing is shown.
const LEFT_OUT: [&str; 16] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "footer",
    "headerl",
    "headerr",
    "footerl",
    "footerr",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "fldinst",
];

/// What the innermost group says of its text.
#[derive(Clone, Copy)]
struct Group {
    left_out: bool,
    deleted: bool,
    /// How many letters stand behind a Unicode one for readers that do not know it.
    fallback: usize,
}

/// The text of a document, its paragraphs apart.
pub(super) fn text(bytes: &[u8]) -> String {
    let mut groups = vec![Group { left_out: false, deleted: false, fallback: 1 }];
    let mut out: Vec<u16> = Vec::new();
    let (mut at, mut skip) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let group = groups.last().copied().unwrap_or(Group { left_out: true, deleted: false, fallback: 1 });
        let shown = !group.left_out && !group.deleted;
        let mut push = |letter: char, skip: &mut usize| {
            if *skip > 0 {
                *skip -= 1;
            } else if shown {
                out.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
            }
        };
        match byte {
            b'{' => groups.push(group),
            b'}' => _ = groups.pop().filter(|_| groups.len() > 1).or_else(|| groups.first().copied()),
            b'\r' | b'\n' => {}
            b'\\' => {
                let (word, number, end) = control(bytes, at);
                let sign = bytes.get(at).copied().unwrap_or_default();
                if word.is_empty() {
                    at += 1;
                    match sign {
                        b'\'' => {
                            let hex = bytes.get(at..at + 2).and_then(|hex| std::str::from_utf8(hex).ok());
                            let letter = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(b' ');
                            let letter = encoding_rs::WINDOWS_1252.decode(&[letter]).0.chars().next();
                            push(letter.unwrap_or(' '), &mut skip);
                            at += 2;
                        }
                        b'~' => push(' ', &mut skip),
                        b'_' => push('-', &mut skip),
                        b'-' => {}
                        b'*' => last(&mut groups).left_out = true,
                        b'\r' | b'\n' => push('\n', &mut skip),
                        sign => push(char::from(sign), &mut skip),
                    }
                    continue;
                }
                at = end;
                match word {
                    "par" | "line" | "sect" | "page" | "row" => {
                        push('\n', &mut skip);
                        push('\n', &mut skip);
                    }
                    "tab" | "cell" => push(' ', &mut skip),
                    "u" => {
                        if shown {
                            out.push(number.unwrap_or(63) as u16);
                        }
                        skip = group.fallback;
                    }
                    "uc" => last(&mut groups).fallback = number.unwrap_or(1).clamp(0, 8) as usize,
                    "lquote" => push('‘', &mut skip),
                    "rquote" => push('’', &mut skip),
                    "ldblquote" => push('“', &mut skip),
                    "rdblquote" => push('”', &mut skip),
                    "endash" => push('–', &mut skip),
                    "emdash" => push('—', &mut skip),
                    "deleted" | "v" => last(&mut groups).deleted = number != Some(0),
                    "plain" => last(&mut groups).deleted = false,
                    "bin" => at = at.saturating_add(number.unwrap_or(0).max(0) as usize),
                    word if LEFT_OUT.contains(&word) => last(&mut groups).left_out = true,
                    _ => {}
                }
            }
            byte => push(encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next().unwrap_or(' '), &mut skip),
        }
    }
    String::from_utf16_lossy(&out)
}

fn last(groups: &mut Vec<Group>) -> &mut Group {
    if groups.is_empty() {
        groups.push(Group { left_out: true, deleted: false, fallback: 1 });
    }
    let at = groups.len() - 1;
    &mut groups[at]
}

/// A control word behind its backslash, its number, and where it ends; a space ends it too.
fn control(bytes: &[u8], at: usize) -> (&str, Option<i32>, usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
    let minus = usize::from(letters > 0 && rest.get(letters) == Some(&b'-'));
    let digits = rest[letters + minus..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = letters + minus + digits;
    let number = std::str::from_utf8(&rest[letters..end]).ok().and_then(|number| number.parse().ok());
    (word, number, at + end + usize::from(rest.get(end) == Some(&b' ')))
}
