//! Style sheets made small: comments, and the white space that means nothing, left out.
//!
//! Nothing is understood, so nothing is rewritten: white space goes where the language never needs it, on whichever side
//! of a sign, and stays as one space wherever it may mean something (`a :hover`, `calc(1em + 2px)`).

use std::str::Chars;

/// White space before these says nothing, and neither does it after those.
const BEFORE: &str = "{};,>)!";
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

/// An address that stands in no quotes may hold any sign.
fn opens_address(small: &str) -> bool {
    small.len().checked_sub(4).and_then(|at| small.get(at..)).is_some_and(|last| last.eq_ignore_ascii_case("url("))
}

/// Copies up to a sign, and that sign, whatever stands before it.
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
