//! Uses the output of `bundle` as newsrooms do: pasted into a page, held to its hashes, in one script, and as a package
//! of a project that a bundler builds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use force_compare::build::site::{BundleRequest, bundle};
use force_compare::publish::DisplayOptions;
use serde_json::json;

use crate::engine::Browser;
use crate::site::{Served, Site};

/// A bundle of two datasets.
fn newsroom() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("newsroom");
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data");
        let files = ["image-offences.toml", "officers.toml"].map(|name| data.join(name)).to_vec();
        let wanted = BundleRequest { files, url: None, article: None, options: DisplayOptions::default() };
        bundle(&folder, &wanted).unwrap_or_else(|error| panic!("{error}"));
        folder
    })
}

fn read(name: &str) -> String {
    fs::read_to_string(newsroom().join(name)).unwrap()
}

/// A page of somebody's site.
fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en-GB><head><meta charset=utf-8><link rel=icon href=data:,>{head}</head>\
        <body><h1>Three forces</h1>{body}<h2>After it</h2></body></html>"
    )
}

/// Opens a page and waits for its widget; asserts that nothing was reported and nothing moved.
async fn works(browser: &Browser, site: &Site, path: &str) {
    browser.open(site, path).await;
    let below = "return document.querySelector('h2')?.getBoundingClientRect().top ?? 0";
    let before = browser.run(below).await.as_f64().unwrap();
    browser.event("ready").await;
    browser.painted().await;
    let moved = browser.run(below).await.as_f64().unwrap() - before;
    assert!(moved.abs() < 0.1, "{path} moved by {moved}");
    assert_eq!(browser.problems().await, [""; 0], "{path}");
}

/// Lists the files that the page loaded, by name without the hash.
async fn loaded(browser: &Browser) -> Vec<String> {
    let loaded = "return performance.getEntriesByType('resource').map(({name}) => name.split('/').at(-1).replace(/[.][0-9a-f]{10}[.]/, '.'))
        .filter((name) => !/probe|data:|^,$/.test(name)).sort()";
    serde_json::from_value(browser.run(loaded).await).unwrap()
}

in_every_engine! {
    async fn snippets_pasted_into_a_page(browser) {
        let site = Served::of(newsroom())
            .page("/snippet.html", page("", &read("image-offences/snippet.html")))
            .page("/pinned.html", page("", &read("officers/snippet-pinned.html")))
            .start();
        for (path, name) in [("/snippet.html", "snippet"), ("/pinned.html", "pinned"), ("/image-offences/embed.html", "frame-page")] {
            works(browser, &site, path).await;
            assert_eq!(loaded(browser).await.iter().filter(|name| *name == "define.js").count(), 1);
            browser.picture(name).await;
        }
    }

    /// A file with another hash is refused, and the static chart stays.
    async fn pinned_files_are_held_to_their_hashes(browser) {
        let snippet = read("image-offences/snippet-pinned.html");
        let at = snippet.find("sha384-").unwrap() + 7;
        // The last hash: the first one is the style sheet's.
        let at = snippet[at..].find("sha384-").unwrap() + at + 7;
        let letter = if &snippet[at..=at] == "A" { "B" } else { "A" };
        let wrong = format!("{}{letter}{}", &snippet[..at], &snippet[at + 1..]);
        let site = Served::of(newsroom()).page("/wrong.html", page("", &wrong)).start();
        browser.open(&site, "/wrong.html").await;
        browser.until("the script is refused", "return window.__probe.problems.some((said) => /not loaded.*define/.test(said))").await;
        let shown = "return [customElements.get('force-compare') === undefined, document.querySelector('figure').checkVisibility()]";
        assert_eq!(browser.run(shown).await, json!([true, true]));
    }

    /// Nothing but the script and the data may be fetched, and the page has neither style sheet nor other script.
    async fn one_script_has_everything(browser) {
        let script = "<script src=/force-compare/self-contained.js></script>";
        let snippet = read("image-offences/snippet-one-script.html");
        let tag = snippet[snippet.find("<force-compare").unwrap()..].to_string();
        let site = Served::of(newsroom())
            .page("/one.html", page("", &snippet))
            .page("/twice.html", page(&format!("{script}{script}<script type=module src=/force-compare/define.js></script>"), &tag))
            .under("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; \
                connect-src http://127.0.0.1:*/force-compare/data/")
            .start();
        works(browser, &site, "/one.html").await;
        assert_eq!(loaded(browser).await, ["image-offences.json", "self-contained.js"]);
        // It includes the part that others load on request, but not the code for other pages, which would lack the
        // files.
        browser.client.execute_async("const done = arguments[0];
            document.querySelector('force-compare').exportCSV().then((text) => window.csv = text).finally(() => done())", vec![]).await.unwrap();
        assert_eq!(browser.run("return window.csv.slice(0, 8)").await, "area,id,");
        browser.run("document.querySelector('force-compare').shadowRoot.querySelector('[part=share] summary').click()").await;
        browser.until("the menu is there", "return document.querySelector('force-compare').shadowRoot.querySelectorAll('[part=share] button').length == 5").await;
        assert_eq!(browser.problems().await, [""; 0]);
        browser.picture("one-script").await;
        // The style sheet is there before the widget is.
        assert_eq!(browser.run("return getComputedStyle(document.querySelector('force-compare')).containerType").await, "inline-size");
        works(browser, &site, "/twice.html").await;
        assert_eq!(browser.run("return document.adoptedStyleSheets.length").await, 1, "once is enough");
    }

    /// A fresh project: the package installed from its archive, its types checked, the page built and served.
    async fn a_project_of_a_bundler(browser) {
        let site = Served::of(built()).start();
        browser.open(&site, "/").await;
        browser.event("ready").await;
        browser.until("there is a picture", "return document.body.dataset.picture").await;
        let seen = browser.run("return {...document.body.dataset}").await;
        assert_eq!(seen, json!({"shown": "ranking kent essex", "known": "true", "picture": "<svg"}));
        assert_eq!(browser.problems().await, [""; 0]);
        let loaded = loaded(browser).await;
        for part in ["element-", "whole-", "export-", "index-"] {
            assert!(loaded.iter().any(|name| name.starts_with(part)), "{part} is not a file of its own: {loaded:?}");
        }
        browser.picture("vite").await;
        browser.open(&site, "/inline.html").await;
        browser.event("ready").await;
        assert_eq!(browser.run("return document.body.dataset.shown").await, "funnel");
        assert_eq!(browser.problems().await, [""; 0]);
        let loaded = self::loaded(browser).await;
        let parts = ["element-", "first-", "whole-", "export-"];
        assert!(!loaded.iter().any(|name| parts.iter().any(|part| name.starts_with(part))), "{loaded:?}");
    }
}

/// The project of `tests/vite`, built once; its site. What it needs from npm's registry is kept in `target/`.
fn built() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (sources, folder) = (root.join("tests/vite"), root.join("target/vite"));
        fs::create_dir_all(&folder).unwrap();
        // The lock file pins all that the project needs; npm writes the second file only when it has all of it.
        let lock = |folder: &Path| fs::read(folder.join("package-lock.json")).ok();
        let kept = lock(&folder) == lock(&sources) && folder.join("node_modules/.package-lock.json").exists();
        for file in fs::read_dir(&sources).unwrap().map(Result::unwrap) {
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
        let options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
        if !kept {
            npm(&folder, &[&["ci"][..], &options].concat());
        }
        let package = newsroom().join("package");
        let packed = npm(&folder, &["pack", "--silent", "--pack-destination", ".", package.to_str().unwrap()]);
        let archive = format!("./{}", packed.trim());
        // No lock file lists our archive: its bytes differ each time, under one version.
        let apart = ["--no-save", "--no-package-lock"];
        npm(&folder, &[&["install", archive.as_str()][..], &apart, &options].concat());
        npm(&folder, &["exec", "--offline", "--", "tsc", "--project", "."]);
        npm(&folder, &["exec", "--offline", "--", "vite", "build", "--emptyOutDir"]);
        let site = folder.join("dist");
        fs::copy(newsroom().join("force-compare/data/image-offences.json"), site.join("data.json")).unwrap();
        site
    })
}

/// Runs npm in a folder and returns its output.
fn npm(folder: &Path, typed: &[&str]) -> String {
    let ran = Command::new("npm").args(typed).current_dir(folder).output();
    let ran = ran.unwrap_or_else(|error| panic!("npm: {error}; tests/run installs it"));
    let text = String::from_utf8_lossy(&ran.stdout).into_owned();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(
        ran.status.success(),
        "npm {}:\n{text}{said}\n(npm's registry must be reachable the first time)",
        typed.join(" ")
    );
    text
}
