//! README.md, the guide and the two maps: every command and every snippet is tried, every link leads somewhere, and the
//! guide's shell is around every page. For each kind of check there is a wrong example that it finds.

mod commands;
mod links;
pub mod snippets;

use std::fs;
use std::path::{Path, PathBuf};

use force_compare::build::api::CUSTOM_PROPERTIES;
use force_compare::build::guide::{self, GUIDE, MOVED, PAGES};

use crate::sheets::{making, run};
use snippets::{Snippet, inline, snippets};

/// A file of the project, by its name from the project's folder.
fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(place(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Everything that people read before they read the sources.
fn pages() -> Vec<(String, String)> {
    let guide = PAGES.iter().map(|(name, _)| format!("www/{GUIDE}/{name}"));
    let markdown = ["README.md", "src/README.md", "tests/README.md"].map(String::from);
    markdown.into_iter().chain(guide).map(|name| (name.clone(), read(&name))).collect()
}

/// A folder with the files that the commands speak of: a spreadsheet of each name, its recipe and payload, and an article.
fn newsroom(name: &str) -> PathBuf {
    let folder = crate::sheets::folder(&format!("guide-{name}"));
    let text = read("tests/sheets/newsroom.xlsx.txt");
    let sheet = making::xlsx(&text.replace("Leicestershrie", "Kent | 260 | 340\nLeicestershire"));
    for stem in ["figures", "more-figures", "newsroom"] {
        let name = |ending: &str| format!("{stem}.{ending}");
        fs::write(folder.join(name("xlsx")), &sheet).unwrap();
        for typed in [["import", "--init", &name("xlsx"), "--json"], ["import", &name("xlsx"), "-o", &name("json")]] {
            let (code, _, said) = run(&folder, &typed);
            assert_eq!(code, 0, "{typed:?}: {said}");
        }
    }
    let article = "<p>Bedfordshire recorded 118 offences in 2016/17 and 200 in 2017/18.</p>";
    fs::write(folder.join("article.html"), article).unwrap();
    fs::copy(folder.join("figures.json"), folder.join("more.json")).unwrap();
    folder
}

/// Lists the faults of a page: in its snippets and in the code of its sentences.
fn faults(page: &str, text: &str, folder: &Path) -> Vec<String> {
    let found = snippets(page, text).into_iter().filter_map(|snippet: Snippet| {
        let problem = snippet.check(folder).err()?;
        Some(format!("{page}, {}:\n{}\n{problem}", snippet.language, snippet.text))
    });
    let code =
        inline(page, text).into_iter().filter_map(|code| Some(format!("{page}: {code}: {}", said(&code).err()?)));
    found.chain(code).collect()
}

/// Checks words between backticks or in `<code>`: they may be a command, an option, a custom property or a file.
fn said(code: &str) -> Result<(), String> {
    let first = code.split(' ').next().unwrap_or_default();
    if code.starts_with("cargo ") || code.starts_with("force-compare ") || code.starts_with(commands::MANAGER) {
        return commands::typed(code);
    }
    if first.starts_with("--force-compare-") {
        let known = CUSTOM_PROPERTIES.iter().any(|property| property.name == first);
        return if known { Ok(()) } else { Err("there is no such custom property".into()) };
    }
    if first.starts_with("--") && first.len() > 2 {
        return commands::option(first);
    }
    let folder = ["src/", "tests/", "www/"].iter().any(|folder| first.starts_with(folder));
    if folder && !first.contains('*') && !place(first.trim_end_matches('/')).exists() {
        return Err("there is no such file".into());
    }
    Ok(())
}

#[test]
fn every_command_and_snippet_is_right() {
    let folder = newsroom("all");
    let mut tried = 0;
    for (name, text) in pages() {
        tried += snippets(&name, &text).len();
        let found = faults(&name, &text, &folder);
        assert!(found.is_empty(), "{}", found.join("\n\n"));
    }
    assert!(tried > 40, "only {tried} snippets found");
}

/// One wrong snippet for each kind, with what is said of it.
const WRONG: [(&str, &str, &str); 32] = [
    ("text", "question: deaths.csv:1:3: Which column has the deaths?", "the program asks"),
    ("sh", "force-compare swerve", "no verb"),
    ("sh", "force-compare serve --prot 80", "--prot"),
    ("sh", "cargo run -- import figuers.xlsx -o figures.json", "figuers.xlsx"),
    ("sh", "force-compare check article.html nothing.json", "nothing.json"),
    ("sh", "force-compare check wrong.html figures.json", "wrong.html"),
    ("sh", "force-compare render figures.json --areas atlantis -o chart.svg", "atlantis"),
    ("sh", "force-compare bundle figures.json -o upload --url example.org", "--url"),
    ("sh", "force-compare bundle figures.json -o upload --view pie", "pie"),
    ("sh", "force-compare doctor nowhere.html", "nowhere.html"),
    ("console", "$ force-compare import --inti newsroom.xlsx", "--inti"),
    ("sh", "cargo test --locked nothing_of_the_kind", "nothing_of_the_kind"),
    ("sh", "cargo test --test nothing", "nothing"),
    ("sh", "tests/nothing/run", "tests/nothing/run"),
    ("sh", "tests/fuzz/run 60 cvs", "cvs"),
    ("sh", "tests/mutants/run statistics", "statistics"),
    ("sh", "NOT_READ=1 cargo test articles", "NOT_READ"),
    ("sh", "make", "nobody knows"),
    (
        "html",
        "<force-compare src=\"/force-compare/data/x.json\" area=\"kent\">x</force-compare>",
        "did you mean areas?",
    ),
    ("html", "<force-compare src=\"/force-compare/data/x.json\" areas=\"knet\">x</force-compare>", "knet"),
    ("html", "<iframe src=\"https://news.example/force-compare/embed.html?src=data/x.json&view=pie\"></iframe>", "pie"),
    ("html", "<p><span data-claim=\"pcnt(Kent)\">12%</span></p>", "pcnt"),
    ("http", "Content-Security-Policy: script-src 'self'; style-src 'self'; connect-src 'self'", "wasm-unsafe-eval"),
    ("js", "import 'force-compare/elements';", "force-compare/elements"),
    ("js", "import {ForceCompared} from 'force-compare/element';", "ForceCompared"),
    ("js", "element.getStat();", "getStat"),
    (
        "json",
        "{\"format\": \"force-compare-words/1\", \"language\": \"cy\", \"messages\": {\"Closed\": \"Cau\"}}",
        "Closed",
    ),
    ("toml", "[marker]\n\"-\" = \"zero\"", "marker"),
    ("json", "[{\"quote\": \"5 per cent\", \"claim\": \"pcnt(Kent)\"}]", "pcnt"),
    ("text", "The number [✗fell by 66 per cent] there.", "not said"),
    ("text", "order  <-  nowhere", "no layer nowhere"),
    ("text", "anything", "nobody knows"),
];

#[test]
fn a_wrong_snippet_is_found() {
    let folder = newsroom("wrong");
    let wrong = "<p>Bedfordshire recorded 118 offences in 2016/17 and 190 in 2017/18.</p>";
    fs::write(folder.join("wrong.html"), wrong).unwrap();
    for (language, text, told) in WRONG {
        let snippet = Snippet { language: language.into(), text: text.into() };
        let problem = snippet.check(&folder).expect_err(text);
        assert!(problem.contains(told), "{text}: {problem}");
    }
    let package = format!("{} install ./pakcage", commands::MANAGER);
    assert!(commands::run_in(&folder, &package).is_err());
    for code in ["force-compare import --int x", "--int", "--force-compare-texts", "src/nowhere.rs", "cargo tets"] {
        assert!(said(code).is_err(), "{code}");
    }
    // Both forms are read, and what is marked as code without a language is not passed over.
    let markdown = "1. One\n   ```sh\n   make\n   ```\n";
    let html = "<pre><code class=\"language-sh\">force-compare swerve &amp;</code></pre>\n<pre>lone</pre>";
    assert_eq!(faults("x.md", markdown, &folder).len(), 1);
    assert_eq!(faults("x.html", html, &folder).len(), 2);
}

/// The keys below a type of the recipe's reader, as they are typed.
fn keys(reader: &str, of: &str) -> Vec<String> {
    let fields = reader.split(&format!("pub struct {of} {{")).nth(1).map(|rest| rest.split("\n}").next().unwrap());
    let fields = fields.into_iter().flat_map(str::lines).filter_map(|line| line.trim().strip_prefix("pub "));
    let keys = fields.flat_map(|field| {
        let (name, kind) = field.split_once(": ").unwrap();
        let kind =
            kind.trim_end_matches(',').trim_start_matches("Option<").trim_start_matches("Vec<").trim_end_matches('>');
        match keys(reader, kind) {
            below if below.is_empty() => vec![name.to_string()],
            below => below.into_iter().map(|key| format!("{name}.{key}")).collect(),
        }
    });
    keys.collect()
}

#[test]
fn everything_that_a_recipe_can_say_is_on_its_page() {
    let (_, reader) = links::files("src", "rs").into_iter().find(|(name, _)| name.ends_with("/recipe.rs")).unwrap();
    let mut known = keys(&reader, "Recipe");
    let page = read("www/guide/import.html");
    let table = page.split("<caption id=\"said\">").nth(1).unwrap().split("</table>").next().unwrap();
    let heads = table.split("<th scope=\"row\">").skip(1).map(|rest| rest.split("</th>").next().unwrap());
    let mut said: Vec<_> = heads.flat_map(|head| inline("import.html", head)).collect();
    assert!(said.len() > 50, "{said:?}");
    known.sort();
    said.sort();
    assert_eq!(said, known);
}

#[test]
fn every_link_leads_somewhere() {
    let mut tried = 0;
    for (name, text) in pages().into_iter().filter(|(name, _)| name != "src/README.md") {
        let found = links::broken(&name, &text);
        assert!(found.is_empty(), "{name}: {found:?}");
        tried += links::targets(&name, &text).len();
    }
    assert!(tried > 100, "only {tried} links found");
}

#[test]
fn a_link_to_nowhere_is_found() {
    let markdown =
        "# A title\n[a](nowhere.md) [b](#a-title) [c](#no-title) [d](README.md#licence) [e](https://x.example)";
    assert_eq!(links::broken("README.md", markdown), ["nowhere.md", "#no-title", "README.md#licence"]);
    let html = "<h2 id=\"one\"></h2><a href=\"#one\"></a><a href=\"#two\"></a><a href=\"nowhere.html\"></a>\
        <a href=\"faults.html#panic\"></a><a href=\"faults.html#no\"></a><a href=\"../\"></a><a href=\"../no/\"></a>\
        <pre><code>href=\"no\"</code></pre><force-compare src=\"../force-compare/data/no.json\">";
    let broken = ["#two", "nowhere.html", "faults.html#no", "../no/", "../force-compare/data/no.json"];
    assert_eq!(links::broken("www/guide/index.html", html), broken);
}

/// The map of the house leads to the folders of the layers, which are those of README.md.
#[test]
fn the_maps_layers_are_folders() {
    let map = read("src/README.md");
    assert_eq!(links::broken("src/README.md", &map), [""; 0]);
    let readme = read("README.md");
    let table = readme.split("| layer | what |\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let layers: Vec<_> = table.lines().skip(1).filter_map(|line| line.split('`').nth(1)).collect();
    assert!(layers.len() > 12, "{layers:?}");
    let drawing = readme.split("```text\norder").nth(1).unwrap().split("```").next().unwrap();
    for layer in layers {
        assert!(layer == "order" || drawing.contains(layer), "{layer} is not in the drawing");
        assert!(place(&format!("src/{layer}.rs")).exists(), "there is no src/{layer}.rs");
        assert!(map.contains(&format!("`{layer}`")), "src/README.md says nothing of {layer}");
    }
}

/// Five questions that a stranger asks, and the one folder that answers each.
#[test]
fn the_map_answers_a_strangers_questions() {
    let map = read("src/README.md");
    for (asked, folder) in [
        ("a new quirk of CSV", "sheet"),
        ("a new word in Welsh", "words"),
        ("a new file in the bundle", "publish"),
        ("a new view", "chart"),
        ("a new way to state a figure", "claims"),
    ] {
        let row = map.lines().find(|line| line.contains(asked)).unwrap_or_else(|| panic!("{asked}?"));
        assert!(row.contains(&format!("]({folder})")), "{asked}: {row}");
    }
}

#[test]
fn the_shell_is_around_every_page() {
    for (name, label) in PAGES {
        let page =
            guide::page(name, &read(&format!("www/{GUIDE}/{name}"))).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(page.matches("aria-current=\"page\"").count(), 1, "{name}");
        assert!(page.contains(&format!("<a href=\"{name}\" aria-current=\"page\">{label}</a>")), "{name}");
        for once in ["<!DOCTYPE html>", "<main", "</main>", "<h1>", "<title>", "class=\"skip\"", "</html>"] {
            assert_eq!(page.matches(once).count(), 1, "{name}: {once}");
        }
        assert_eq!(
            page.contains("<force-compare"),
            page.contains("force-compare/define.js\"></script>\n</head>"),
            "{name}"
        );
        let headings: Vec<_> = page.match_indices("<h2").map(|(at, _)| &page[at..at + 8]).collect();
        assert!(headings.iter().all(|heading| heading.starts_with("<h2 id=\"")), "{name}: a heading has no id");
    }
    let files = fs::read_dir(place(&format!("www/{GUIDE}"))).unwrap().map(|entry| entry.unwrap().file_name());
    let mut files: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
    files.retain(|name| name.ends_with(".html"));
    files.sort();
    let mut named: Vec<_> = PAGES.iter().map(|(name, _)| *name).collect();
    named.sort();
    assert_eq!(files, named);
    assert!(MOVED.iter().all(|name| named.contains(name)));
    assert!(guide::page("index.html", "<h1>No title</h1>").is_err());
    assert!(guide::page("index.html", "<title>No description</title><p>").is_err());
}
