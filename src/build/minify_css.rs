//! Style sheets made small: without comments, zeros before points, and white space that means nothing.
//!
//! This knows nothing of properties and selectors. White space goes where the language never needs it, on whichever
//! side of a sign, and stays as one space wherever it may mean something (`a :hover`, `calc(1em + 2px)`).

use std::str::Chars;

/// White space means nothing before these signs.
const BEFORE: &str = "{};,>)!";

/// White space means nothing after these signs.
const AFTER: &str = "{};,>(:";

/// The small form of a style sheet, or what is wrong with it.
pub fn minify(text: &str) -> Result<String, String> {
    let mut small = String::new();
    let mut rest = text.chars();
    let mut space = false;
    while let Some(sign) = rest.next() {
        if sign.is_ascii_whitespace() {
            space = true;
            continue;
        }
        if sign == '/' && rest.as_str().starts_with('*') {
            let (_, after) = rest.as_str()[1..].split_once("*/").ok_or("a comment does not end")?;
            rest = after.chars();
            space = true;
            continue;
        }
        if space && !BEFORE.contains(sign) && !small.is_empty() && !small.ends_with(|last| AFTER.contains(last)) {
            small.push(' ');
        }
        space = false;
        if sign == '0' && is_fraction(rest.as_str()) && begins_number(&small) {
            continue;
        }
        if sign == '}' && small.ends_with(';') {
            small.pop();
        }
        small.push(sign);
        match sign {
            '\'' | '"' => copy(&mut rest, &mut small, sign)?,
            '(' if opens_address(&small) && !rest.as_str().trim_start().starts_with(['\'', '"']) => {
                copy(&mut rest, &mut small, ')')?;
            }
            '\\' => small.extend(rest.next()),
            _ => {}
        }
    }
    Ok(small)
}

/// Whether the digits after a point follow.
fn is_fraction(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|digits| digits.starts_with(|digit: char| digit.is_ascii_digit()))
}

/// Whether what comes next begins a number: a value, or one after a sign.
fn begins_number(small: &str) -> bool {
    let before = small.strip_suffix(['+', '-']).unwrap_or(small);
    before.ends_with([' ', ':', ',', '(', '/', '*'])
}

/// An address that stands in no quotes may hold any sign.
fn opens_address(small: &str) -> bool {
    small.len().checked_sub(4).and_then(|at| small.get(at..)).is_some_and(|last| last.eq_ignore_ascii_case("url("))
}

/// Copies up to a sign, that sign too, whatever else stands before it.
fn copy(rest: &mut Chars<'_>, small: &mut String, end: char) -> Result<(), String> {
    while let Some(sign) = rest.next() {
        small.push(sign);
        if sign == end {
            return Ok(());
        }
        if sign == '\\' {
            small.extend(rest.next());
        }
    }
    Err(format!("something does not end with {end}"))
}

#[cfg(test)]
mod tests {
    use super::minify;

    fn becomes(text: &str, small: &str) {
        assert_eq!(minify(text).unwrap(), small);
        assert_eq!(minify(small).unwrap(), small, "not the same when made small again");
    }

    #[test]
    fn leaves_out_what_means_nothing() {
        becomes(
            "/* Why. */\na , b > c {\n  color : red ;\n  margin: 0 1px !important;\n}\n",
            "a,b>c{color :red;margin:0 1px!important}",
        );
        becomes("@media print {\n  a { b: c; }\n  d { e: f }\n}", "@media print{a{b:c}d{e:f}}");
        becomes(":host( [hidden] ), :is( a, b ) { }", ":host([hidden]),:is(a,b){}");
    }

    #[test]
    fn keeps_white_space_that_means_something() {
        becomes("li + li :hover .a *{}", "li + li :hover .a *{}");
        becomes("a { top: calc( 100% + (1em - 2px) ); }", "a{top:calc(100% + (1em - 2px))}");
        becomes(
            "@container card (max-width: 480px) and (width > 1px) {}",
            "@container card (max-width:480px) and (width>1px){}",
        );
        becomes(".a/**/.b{}", ".a .b{}");
        becomes(".\\31  b\\ {}", ".\\31 b\\ {}");
    }

    #[test]
    fn leaves_out_zeros_before_points() {
        becomes("a { b: 0.5em -0.25em; c: calc(1px*0.5) 10.5px 0 }", "a{b:.5em -.25em;c:calc(1px*.5) 10.5px 0}");
        becomes("a { b: rgb(0 0 0 / 0.15); c: '0.5' }", "a{b:rgb(0 0 0 / .15);c:'0.5'}");
    }

    #[test]
    fn keeps_texts_and_addresses() {
        becomes("a { content: ' ; /* \\' } ' / ''; }", "a{content:' ; /* \\' } ' / ''}");
        becomes(
            "b { background: URL( a;b /*c.png ) , url(\"d  )\"); }",
            "b{background:URL( a;b /*c.png ),url(\"d  )\")}",
        );
    }

    #[test]
    fn refuses_what_does_not_end() {
        assert!(minify("a {} /* b").is_err());
        assert!(minify("a { content: 'b; }").is_err());
    }
}
