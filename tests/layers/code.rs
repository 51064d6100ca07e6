//! Reads Rust source as far as names need it: words and punctuation, without comments and texts.

/// The words and signs of some source, each with its line. `::` is one sign.
pub fn tokens(source: &str) -> Vec<(usize, String)> {
    let letters: Vec<char> = source.chars().collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let (mut place, mut line) = (0, 1);
    while place < letters.len() {
        let start = place;
        match (at(place), at(place + 1)) {
            ('/', '/') => place = skip(place, |place| at(place) == '\n' || at(place) == '\0'),
            ('/', '*') => place = comment(place, at),
            ('"', _) => place = text(place, at),
            // A character, not a lifetime: it closes after one letter, or begins with a backslash.
            ('\'', '\\') => place = skip(place + 3, |place| at(place) == '\'') + 1,
            ('\'', _) if at(place + 2) == '\'' => place += 3,
            (':', ':') => {
                tokens.push((line, "::".into()));
                place += 2;
            }
            (letter, _) if letter.is_alphanumeric() || letter == '_' => {
                place = skip(place, |place| !(at(place).is_alphanumeric() || at(place) == '_'));
                let word: String = letters[start..place].iter().collect();
                let raw = matches!(word.as_str(), "r" | "br" | "cr") && matches!(at(place), '"' | '#');
                if raw {
                    place = raw_text(place, at);
                } else {
                    tokens.push((line, word));
                }
            }
            (letter, _) => {
                if !letter.is_whitespace() {
                    tokens.push((line, letter.into()));
                }
                place += 1;
            }
        }
        line += letters[start..place.min(letters.len())].iter().filter(|letter| **letter == '\n').count();
    }
    tokens
}

fn skip(mut place: usize, end: impl Fn(usize) -> bool) -> usize {
    while !end(place) {
        place += 1;
    }
    place
}

fn comment(mut place: usize, at: impl Fn(usize) -> char) -> usize {
    let mut depth = 0;
    loop {
        match (at(place), at(place + 1)) {
            ('/', '*') => (place, depth) = (place + 2, depth + 1),
            ('*', '/') => (place, depth) = (place + 2, depth - 1),
            ('\0', _) => return place,
            _ => place += 1,
        }
        if depth == 0 {
            return place;
        }
    }
}

fn text(mut place: usize, at: impl Fn(usize) -> char) -> usize {
    loop {
        place += 1;
        match at(place) {
            '\\' => place += 1,
            '"' => return place + 1,
            '\0' => return place,
            _ => {}
        }
    }
}

fn raw_text(place: usize, at: impl Fn(usize) -> char) -> usize {
    let open = skip(place, |place| at(place) != '#');
    let hashes = open - place;
    if at(open) != '"' {
        // A raw name such as r#type.
        return open;
    }
    let closes = |end: usize| at(end) == '"' && (1..=hashes).all(|hash| at(end + hash) == '#');
    skip(open + 1, |end| at(end) == '\0' || closes(end)) + hashes + 1
}

/// Every name of this crate that some source uses, from the crate's root: `super::x` in `a/b.rs` is `a::x`.
pub fn crate_names(module: &[&str], source: &str) -> Vec<(usize, Vec<String>)> {
    let tokens = tokens(source);
    let word = |place: usize| tokens.get(place).map_or("", |(_, word)| word.as_str());
    let mut names = Vec::new();
    // The module that we are in, and at which depth of braces each inline one began.
    let mut here: Vec<String> = module.iter().map(|name| name.to_string()).collect();
    let mut inline = Vec::new();
    let mut depth = 0;
    let mut place = 0;
    while place < tokens.len() {
        let follows = word(place + 1) == "::";
        let continues = place > 0 && word(place - 1) == "::";
        match word(place) {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                if inline.last() == Some(&depth) {
                    inline.pop();
                    here.pop();
                }
            }
            "mod" if word(place + 2) == "{" => {
                inline.push(depth);
                here.push(word(place + 1).into());
            }
            "crate" | "force_compare" if follows && !continues => {
                place = tree(&tokens, place + 2, &[], &mut names);
                continue;
            }
            "super" if follows && !continues => {
                let mut base = here.clone();
                while word(place) == "super" && word(place + 1) == "::" {
                    base.pop();
                    place += 2;
                }
                place = tree(&tokens, place, &base, &mut names);
                continue;
            }
            _ => {}
        }
        place += 1;
    }
    names
}

/// Reads one path, or the paths in its braces, and gives the place behind it.
fn tree(tokens: &[(usize, String)], start: usize, base: &[String], names: &mut Vec<(usize, Vec<String>)>) -> usize {
    let word = |place: usize| tokens.get(place).map_or("", |(_, word)| word.as_str());
    let mut path = base.to_vec();
    let mut place = start;
    loop {
        match word(place) {
            "{" => {
                place += 1;
                while !matches!(word(place), "}" | "") {
                    place = tree(tokens, place, &path, names);
                    if word(place) == "as" {
                        place += 2;
                    }
                    if word(place) == "," {
                        place += 1;
                    }
                }
                return place + 1;
            }
            "self" if place > start || !base.is_empty() => {}
            name => path.push(name.into()),
        }
        if word(place + 1) != "::" {
            names.push((tokens.get(place).map_or(0, |(line, _)| *line), path));
            return place + 1;
        }
        place += 2;
        // A turbofish ends the path as far as modules go.
        if word(place) == "<" {
            names.push((tokens[place].0, path));
            return place;
        }
    }
}

/// Every path of names in some source, from whichever crate: `use std::{io, fs}` has two.
pub fn paths(tokens: &[(usize, String)]) -> Vec<(usize, Vec<String>)> {
    let word = |place: usize| tokens.get(place).map_or("", |(_, word)| word.as_str());
    let mut names = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        let is_name = word(place).starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
        if is_name && word(place + 1) == "::" {
            place = tree(tokens, place, &[], &mut names);
        } else {
            if is_name && word(place + 1) == "!" {
                names.push((tokens[place].0, vec![word(place).to_string()]));
            }
            place += 1;
        }
    }
    names
}
