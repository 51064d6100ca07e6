//! Faults between a server and a page that `matrix` does not have. In each of them the static chart stays and the page
//! is told why.

use serde_json::json;

use crate::engine::Browser;
use crate::site::{Fault, Served, payload};

const DATA: &str = "/force-compare/data/image-offences.json";
const MODULE: &str = "/force-compare/first.wasm";

in_every_engine! {
    /// A module of another type loads more slowly, and the console says why, but it is no reason to give up.
    async fn module_called_something_else(browser) {
        let site = Served::well().but(MODULE, Fault::Called("application/octet-stream")).start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        let problems = browser.problems().await;
        assert!(problems.iter().all(|said| said.contains("not as application/octet-stream")), "{problems:#?}");
        assert!(!problems.is_empty());
    }

    async fn page_without_a_source(browser) {
        let page = "<!doctype html><html><head><script type=module src=/force-compare/define.js></script></head>
            <body><force-compare><figure>As it was.</figure></force-compare></body></html>";
        let site = Served::well().page("/bare.html", page).start();
        browser.open(&site, "/bare.html").await;
        assert_eq!(browser.event("error").await["reason"], json!("data"));
    }

    /// Impossible figures: the page keeps its chart, and the message names the place.
    async fn impossible_figures(browser) {
        for wrong in ["-309", "3.5", "\"NaN\"", "1e18"] {
            let told = told_of(browser, payload().replacen("309", wrong, 1)).await;
            assert_eq!(told["reason"], "data");
            assert!(told["message"].as_str().unwrap().contains("counts[0][17]"), "{told}");
        }
        let twice = payload().replacen("\"id\":\"bedfordshire\"", "\"id\":\"cambridgeshire\"", 1);
        let told = told_of(browser, twice).await;
        assert!(told["message"].as_str().unwrap().contains("is already areas["), "{told}");
        let unknown = payload().replacen("\"periods\":[\"2016-17\"", "\"periods\":[\"2015-16\"", 1);
        let told = told_of(browser, unknown).await;
        assert!(told["message"].as_str().unwrap().contains("categories.periods[0]"), "{told}");
    }

    /// No script is allowed to run, as if scripts were off.
    async fn no_script_runs(browser) {
        let policy = "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self' data:";
        let site = Served::well().under(policy).start();
        browser.open(&site, "/").await;
        let shown = browser.run("const host = document.querySelector('force-compare');
            return [host.querySelector('figure').checkVisibility(), host.querySelectorAll('tbody tr').length,
                [...host.querySelectorAll('svg')].filter((svg) => svg.checkVisibility()).length]").await;
        assert_eq!(shown, json!([true, 46, 1]));
        browser.scroll_to("force-compare").await;
        browser.picture("no-script").await;
    }
}

/// Returns the error that the page is told when its data are this text.
async fn told_of(browser: &Browser, text: String) -> serde_json::Value {
    let site = Served::well().but(DATA, Fault::Instead(text.leak())).start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    let told = browser.event("error").await;
    let shown = browser.run("return document.querySelector('force-compare figure').checkVisibility()").await;
    assert_eq!(shown, true, "the static chart is gone");
    told
}
