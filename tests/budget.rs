//! What a reader loads, in bytes as they travel (brotli): printed, and held to limits. A limit is raised only with a
//! reason in the commit that raises it.

use std::fs;
use std::path::Path;

use force_compare::cli::{bill::BILL, site, widget::unhashed};

/// Loaded on every page that has a widget anywhere, before the reader is near it.
const EAGER: [&str; 2] = ["define.css", "define.js"];
const EAGER_LIMIT: usize = 1_536;

/// All of the widget that comes by itself, but its data: what Chart.js weighs.
const FIRST_LIMIT: usize = 48_703;

/// What comes when a reader asks for it, and what each may weigh: downloads, and how sure anyone can be; the chart as sound;
/// all views but the first, and the table; the words of another language; the list of areas; the chart's keys; the marks in an
/// article, where the page names it, with the first touch of a reader; and what pages may load in place of everything.
const ASKED: [(&str, usize); 9] = [
    ("export.js", 5_900),
    ("hear.js", 1_600),
    ("whole.js", 3_600),
    ("whole.wasm", 58_500),
    ("cy.json", 7_000),
    ("finder.js", 2_400),
    ("keys.js", 1_200),
    ("article.js", 4_400),
    ("self-contained.js", 106_000),
];

/// What comes in a frame besides the widget, and what the page around a frame may load. No article loads it.
const FRAMED: [&str; 4] = ["embed.css", "embed.html", "embed.js", "parent.js"];
const FRAMED_LIMIT: usize = 2_560;
/// Of these, what has a limit of its own, as everybody who sizes frames counts it: with gzip.
const PARENT_LIMIT: usize = 1_024;

#[test]
fn bytes_stay_within_the_budget() {
    let folder = site::folder().unwrap();
    site::build(&folder).unwrap_or_else(|error| panic!("{error}"));
    let widget = folder.join(site::WIDGET);
    let travels = |path: &Path| fs::read(path.with_added_extension("br")).ok().map(|bytes| bytes.len());
    let (mut eager, mut first, mut framed) = (0, 0, 0);
    for path in site::files(&widget).unwrap() {
        let name = path.strip_prefix(&widget).unwrap().to_str().unwrap();
        let plain = unhashed(name);
        // The pinned copies of what keeps its name are loaded in its place.
        if plain.as_ref().is_some_and(|plain| widget.join(plain).exists()) {
            continue;
        }
        let name = plain.as_deref().unwrap_or(name);
        // What newsrooms read, and no reader loads.
        if ["integrity.json", BILL].contains(&name) {
            continue;
        }
        let Some(bytes) = travels(&path).filter(|_| !name.starts_with("data/")) else { continue };
        if let Some((_, limit)) = ASKED.iter().find(|(asked, _)| *asked == name) {
            println!("{bytes:7} B  {name}, on request, of {limit}");
            assert!(bytes <= *limit, "{name}: {bytes} B, {} over the limit", bytes - limit);
            continue;
        }
        if FRAMED.contains(&name) {
            println!("{bytes:7} B  {name}, for frames");
            framed += bytes;
            continue;
        }
        println!("{bytes:7} B  {name}");
        first += bytes;
        if EAGER.contains(&name) {
            eager += bytes;
        }
    }
    println!("{eager:7} B  before the chart is near, of {EAGER_LIMIT}");
    println!("{first:7} B  everything that comes by itself but data, of {FIRST_LIMIT}");
    println!("{framed:7} B  for frames, of {FRAMED_LIMIT}");
    let parent = fs::read(widget.join("parent.js.gz")).unwrap().len();
    println!("{parent:7} B  parent.js with gzip, of {PARENT_LIMIT}");
    assert!(framed > 0 && framed <= FRAMED_LIMIT, "for frames: {framed} B, of {FRAMED_LIMIT}");
    assert!(parent <= PARENT_LIMIT, "parent.js: {parent} B with gzip, of {PARENT_LIMIT}");
    assert!(eager > 0 && first > eager, "the bundle lacks files");
    assert!(eager <= EAGER_LIMIT, "eager part: {eager} B, {} over the limit", eager - EAGER_LIMIT);
    assert!(first <= FIRST_LIMIT, "first load: {first} B, {} over the limit", first - FIRST_LIMIT);
}
