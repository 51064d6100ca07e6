//! Takes the signs of Markdown out of a text, so that only its words are left. A text without such signs stays as it is.

use super::table_text::TableText;

/// The words of a text, and its tables.
pub(super) fn read(source: &str) -> (String, Vec<TableText>) {
    let (mut lines, mut tables, mut rows): (Vec<String>, Vec<TableText>, Vec<Vec<String>>) = Default::default();
    let (mut fenced, mut heading) = (false, String::new());
    for line in source.lines() {
        let plain = line.trim();
        if plain.starts_with("```") || plain.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        if plain.len() > 1 && plain.starts_with('|') && plain.ends_with('|') {
            rows.push(plain[1..plain.len() - 1].split('|').map(|cell| inline(cell.trim())).collect());
            continue;
        }
        if !rows.is_empty() {
            tables.push(table(std::mem::take(&mut rows), &heading));
        }
        // A line of dashes or stars rules a page; one of equal signs underlines a heading.
        if plain.len() > 2 && (plain.chars().all(|sign| "-* _".contains(sign)) || plain.chars().all(|sign| sign == '='))
        {
            lines.push(String::new());
            continue;
        }
        let bare = plain.trim_start_matches('>').trim_start();
        let title = bare.trim_start_matches('#');
        if title.len() < bare.len() && title.starts_with(' ') && bare.len() - title.len() <= 6 {
            heading = inline(title.trim().trim_end_matches('#').trim());
            lines.extend([heading.clone(), String::new()]);
            continue;
        }
        let item = ["- ", "* ", "+ "].iter().find_map(|sign| bare.strip_prefix(sign)).or_else(|| numbered(bare));
        lines.push(match item {
            // Each item is a paragraph of its own.
            Some(item) => ["\n", &inline(item)].concat(),
            None if bare.len() < plain.len() => inline(bare),
            None => inline(line),
        });
    }
    if !rows.is_empty() {
        tables.push(table(rows, &heading));
    }
    (lines.join("\n"), tables)
}

fn table(rows: Vec<Vec<String>>, heading: &str) -> TableText {
    // The line of dashes below the headings.
    let rule =
        |row: &Vec<String>| row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|sign| "-:".contains(sign)));
    let rows = rows.into_iter().filter(|row| !rule(row)).collect();
    TableText { caption: heading.into(), rows, headed: true }
}

/// `1. ` before an item of a list.
fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    ((1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
}

/// A line without the signs of emphasis, code, links and pictures.
fn inline(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        if letter == '\\' && after.starts_with(|sign: char| sign.is_ascii_punctuation()) {
            out.push_str(&after[..1]);
            rest = &after[1..];
            continue;
        }
        let picture = letter == '!' && after.starts_with('[');
        if letter == '[' || picture {
            let inside = if picture { &after[1..] } else { after };
            if let Some((words, address)) = inside.split_once("](")
                && !words.contains('[')
                && let Some((_, behind)) = address.split_once(')')
            {
                if !picture {
                    out += &inline(words);
                }
                rest = behind;
                continue;
            }
        }
        let word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        let emphasis = match letter {
            '`' => true,
            // "5 * 3" is a sum, and "snake_case" a word.
            '*' if (out.is_empty() || out.ends_with(' ')) && after.starts_with(' ') => false,
            '*' | '_' => !(word(out.chars().next_back()) && word(after.chars().next())),
            _ => false,
        };
        if !emphasis {
            out.push(letter);
        }
        rest = after;
    }
    out
}
