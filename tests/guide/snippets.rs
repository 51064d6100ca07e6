//! Snippets as they stand on a page, and the reader of each kind.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use force_compare::build::api::{EVENTS, METHODS};
use force_compare::build::manifest::class_types;
use force_compare::build::package;
use force_compare::cli::doctor::{Answer, VisitError, examine};
use force_compare::publish;
use url::Url;

use super::{commands, place, read};
use crate::fixture::image_offences_payload;
use crate::sheets::run;

/// A block of code.
pub struct Snippet {
    /// `sh`, `html` …; empty where the page does not say.
    pub language: String,
    pub text: String,
}

/// The blocks of a page: fences in Markdown, `<pre>` in HTML.
pub fn snippets(page: &str, text: &str) -> Vec<Snippet> {
    if page.ends_with(".md") { fenced(text) } else { boxes(text) }
}

fn fenced(text: &str) -> Vec<Snippet> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Snippet)> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match (open.take(), line.trim_start().strip_prefix("```")) {
            (None, Some(language)) => open = Some((indent, Snippet { language: language.into(), text: String::new() })),
            (None, None) => (),
            (Some((_, snippet)), Some(_)) => found.push(snippet),
            (Some((indent, mut snippet)), None) => {
                snippet.text += line.get(indent..).unwrap_or_default();
                snippet.text.push('\n');
                open = Some((indent, snippet));
            }
        }
    }
    assert!(open.is_none(), "a fence stays open");
    found
}

fn boxes(text: &str) -> Vec<Snippet> {
    let boxes = text.split("<pre").skip(1).map(|rest| {
        let rest = rest.split("</pre>").next().unwrap();
        let (_, after) = rest.split_once("class=\"language-").unwrap_or_default();
        let (language, after) = after.split_once('"').unwrap_or_default();
        let text = after.split_once('>').unwrap_or_default().1.split("</code>").next().unwrap();
        Snippet { language: language.into(), text: unescaped(text) }
    });
    boxes.collect()
}

/// Code within sentences: between backticks, or in `<code>`.
pub fn inline(page: &str, text: &str) -> Vec<String> {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if page.ends_with(".md") {
        let outside: String = text.split("```").step_by(2).collect();
        return outside.split('`').skip(1).step_by(2).map(spaced).collect();
    }
    let outside: String = text
        .split("<pre")
        .enumerate()
        .map(|(at, part)| match at {
            0 => part,
            _ => part.split_once("</pre>").unwrap_or_default().1,
        })
        .collect();
    let codes = outside.split("<code>").skip(1).map(|rest| rest.split("</code>").next().unwrap());
    codes.map(|code| spaced(&unescaped(code))).collect()
}

fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text.to_string(), |text, (escaped, sign)| text.replace(escaped, sign))
}

impl Snippet {
    /// Reads it as the program reads it, or a page does; says what is wrong.
    pub fn check(&self, folder: &Path) -> Result<(), String> {
        let text = self.text.as_str();
        let all = |lines: Vec<&str>| lines.into_iter().try_for_each(|line| commands::run_in(folder, line));
        match self.language.as_str() {
            "sh" => all(text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("# ")).collect()),
            "console" => all(text.lines().filter_map(|line| line.strip_prefix("$ ")).collect()),
            "html" if text.contains("data-claim") => claimed(text, None, folder),
            "html" => marked_up(text),
            "http" => sent(text),
            "js" => script(text),
            "json" => json(text, folder),
            "toml" => recipe(text, folder),
            "text" if text.starts_with("question: ") => asked(text, folder),
            "text" => told(text, folder),
            other => Err(format!("nobody knows how to check {other:?}")),
        }
    }
}

/// A question is what the program asks about a sheet with these columns.
fn asked(text: &str, folder: &Path) -> Result<(), String> {
    let sheet = "State,Year,Deaths,Injuries\nAlabama,2018,82,310\nAlaska,2018,15,64\nArizona,2018,45,120\n\
                 Alabama,2019,90,300\nAlaska,2019,19,70\nArizona,2019,40,110\n";
    fs::write(folder.join("deaths.csv"), sheet).unwrap();
    let (code, _, said) = run(folder, &["import", "deaths.csv"]);
    if code == 2 && said.contains(text.trim()) { Ok(()) } else { Err(format!("the program asks:\n{said}")) }
}

const HERE: &str = "http://localhost:81";

/// Asks `doctor` about a page on a server that has the widget, and figures under every name. A policy is sent with it.
fn diagnosed(body: &str, policy: Option<&str>) -> Result<(), String> {
    let page = format!("<!doctype html><html lang=en><head><title>x</title></head><body>{body}</body></html>");
    let figures = force_compare::build::open(&place("www/data/image-offences.toml")).unwrap().text();
    // The frame's page of one dataset has its figures in the tag, the one of the widget takes them from its address.
    let embed = |src: &str| {
        format!(
            "<!doctype html><link rel=stylesheet href=define.css><script type=module src=define.js></script>\
             <force-compare{src}><figure class=force-compare-static></figure></force-compare>"
        )
    };
    let (of_one, of_any) = (embed(" src=figures.json"), embed(""));
    let visit = |address: &Url, _: &str| {
        let path = address.path();
        let (kind, text) = match path {
            "/page.html" => ("text/html", page.as_str()),
            "/force-compare/embed.html" => ("text/html", of_any.as_str()),
            _ if path.ends_with("/embed.html") => ("text/html", of_one.as_str()),
            _ if path.ends_with(".json") => ("application/json", figures.as_str()),
            _ if path.ends_with(".css") => ("text/css", ""),
            _ if path.ends_with(".js") => ("text/javascript", ""),
            _ => return Ok::<_, VisitError>(Answer { status: 404, ..Answer::default() }),
        };
        let mut headers = vec![("content-type".to_string(), format!("{kind}; charset=utf-8"))];
        if let Some(policy) = policy.filter(|_| path == "/page.html") {
            headers.push(("content-security-policy".into(), policy.into()));
        }
        Ok(Answer { status: 200, headers, body: text.as_bytes().to_vec() })
    };
    let found =
        examine(&Url::parse(&format!("{HERE}/page.html")).unwrap(), &visit).map_err(|error| error.to_string())?;
    if let Some(address) = found.unasked.first() {
        return Err(format!("{address} is not looked at"));
    }
    let found: Vec<_> = found.obstacles.iter().map(ToString::to_string).collect();
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

/// A page that has the snippet in it, and nothing else.
fn marked_up(text: &str) -> Result<(), String> {
    // Another site's files are on this machine, and AMP's frame is a frame.
    let here = text.replace("https://news.example", HERE).replace("https://example.org/widgets", HERE);
    let here = here.replace("amp-iframe", "iframe");
    let loads = "<link rel=stylesheet href=/force-compare/define.css><script type=module src=/force-compare/define.js></script>";
    if here.contains("<force-compare") && !here.contains("define.js") {
        return diagnosed(&format!("{loads}{here}"), None);
    }
    if here.contains("<force-compare") || here.contains("<iframe") {
        return diagnosed(&here, None);
    }
    // A script alone: a file of the widget.
    let (_, address) = text.split_once("/force-compare/").ok_or("nobody knows how to check this markup")?;
    let name = address.split('"').next().unwrap();
    if place("www/force-compare").join(name).exists() { Ok(()) } else { Err(format!("there is no {name}")) }
}

/// Headers: a policy lets the widget through.
fn sent(text: &str) -> Result<(), String> {
    let known = ["cross-origin-resource-policy", "access-control-allow-origin", "cache-control"];
    for line in text.lines() {
        let (name, value) = line.split_once(": ").ok_or("no header")?;
        let directives = ["script-src", "frame-ancestors", "require-trusted-types-for"];
        match name.to_ascii_lowercase().as_str() {
            "content-security-policy" if directives.iter().any(|directive| value.contains(directive)) => {
                marked_up_under(value)?
            }
            other if known.contains(&other) => (),
            other => return Err(format!("{other}: nobody knows how to check this header")),
        }
    }
    Ok(())
}

fn marked_up_under(policy: &str) -> Result<(), String> {
    diagnosed(
        "<link rel=stylesheet href=/force-compare/define.css><script type=module src=/force-compare/define.js></script>\
         <force-compare src=/force-compare/data/x.json><figure class=force-compare-static></figure></force-compare>",
        Some(policy),
    )
}

/// A script imports, calls and listens to nothing that does not exist.
fn script(text: &str) -> Result<(), String> {
    let description: serde_json::Value = serde_json::from_str(&package::description()).unwrap();
    let quoted = |line: &str| line.split('\'').skip(1).step_by(2).map(String::from).collect::<Vec<_>>();
    for line in text.lines() {
        if let Some(import) = line.strip_prefix("import ") {
            let module = quoted(import).into_iter().next().ok_or("an import of nothing")?;
            let path = format!(".{}", module.strip_prefix("force-compare").ok_or("an import of another package")?);
            if description["exports"][&path].is_null() {
                return Err(format!("the package has no {module}"));
            }
            let names = import.split_once('{').and_then(|(_, rest)| rest.split_once('}')).unwrap_or_default().0;
            for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                if !class_types().contains(&format!("export class {name} ")) {
                    return Err(format!("{module} does not export {name}"));
                }
            }
            continue;
        }
        for text in quoted(line).iter().filter(|text| text.starts_with("force-compare-")) {
            if !EVENTS.iter().any(|event| event.name == text) {
                return Err(format!("there is no event {text}"));
            }
        }
        for rest in line.split("element.").skip(1) {
            let called = rest.split(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap();
            if called != "addEventListener" && !METHODS.iter().any(|method| method.name == called) {
                return Err(format!("the element has no {called}"));
            }
        }
    }
    Ok(())
}

/// A file of words, or an author's notes on an article that has the words in question.
fn json(text: &str, folder: &Path) -> Result<(), String> {
    let json: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if let Some(notes) = json.as_array() {
        let quotes: Vec<_> = notes.iter().filter_map(|note| note["quote"].as_str()).collect();
        return claimed(&format!("<p>{}</p>", quotes.join(" ")), Some(text), folder);
    }
    let faults = publish::faults(&json);
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The author’s word on each figure can be followed, and no figure is wrong.
fn claimed(article: &str, notes: Option<&str>, folder: &Path) -> Result<(), String> {
    fs::write(folder.join("claimed.html"), article).unwrap();
    let data = place("www/data/image-offences.toml").display().to_string();
    let mut typed = vec!["check", "claimed.html", &data];
    if let Some(notes) = notes {
        fs::write(folder.join("notes.json"), notes).unwrap();
        typed.extend(["--notes", "notes.json"]);
    }
    let (code, out, said) = run(folder, &typed);
    if code == 0 { Ok(()) } else { Err(out + &said) }
}

/// A part of a recipe, put into a whole one, which is then read.
fn recipe(text: &str, folder: &Path) -> Result<(), String> {
    let part: toml::Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let mut whole: toml::Table = fs::read_to_string(folder.join("figures.toml")).unwrap().parse().unwrap();
    for (name, value) in part {
        match (whole.get_mut(&name), value) {
            (Some(toml::Value::Table(own)), toml::Value::Table(new)) => own.extend(new),
            (_, value) => drop(whole.insert(name, value)),
        }
    }
    fs::write(folder.join("part.toml"), toml::to_string(&whole).unwrap()).unwrap();
    let (code, _, said) = run(folder, &["import", "part.toml", "-o", "part.json"]);
    if code == 0 { Ok(()) } else { Err(said) }
}

/// The program gives this answer; or it is a drawing of the layers.
fn told(text: &str, folder: &Path) -> Result<(), String> {
    if text.contains("  <-  ") {
        let names: BTreeSet<_> = text.split(|sign: char| !sign.is_ascii_alphabetic()).collect();
        let known = read("README.md");
        let strange = names.into_iter().find(|name| !name.is_empty() && !known.contains(&format!("| `{name}` |")));
        return strange.map_or(Ok(()), |name| Err(format!("README.md’s table has no layer {name}")));
    }
    // `tests/newsroom.rs` holds these to the program.
    if text.starts_with("error: newsroom.xlsx") {
        return Ok(());
    }
    if text.contains('✗') {
        let article = "<p>Bedfordshire recorded 118 offences in 2016/17 and 200 in 2017/18. The number rose by 66 per cent there.</p>";
        fs::write(folder.join("printed.html"), article).unwrap();
        assert_eq!(image_offences_payload().dataset.periods.len(), 2);
        let data = place("www/data/image-offences.toml").display().to_string();
        let (_, out, _) = run(folder, &["check", "printed.html", &data]);
        return text
            .lines()
            .find(|line| !out.contains(line))
            .map_or(Ok(()), |line| Err(format!("not said: {line}\n{out}")));
    }
    Err("nobody knows how to check this text".into())
}
