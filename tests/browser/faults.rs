//! What goes wrong between a server and a page. Whatever it is, the static chart stays and the page is told why.

use std::time::Duration;

use serde_json::json;

use crate::engine::Browser;
use crate::site::{Fault, Served};

const DATA: &str = "/force-compare/data/image-offences.json";
const MODULE: &str = "/force-compare/engine.wasm";

/// Opens the article on a faulty server, and holds the widget to its promise; what the page is told.
async fn keeps_the_static_chart(browser: &Browser, served: Served, reason: &str) -> String {
    let site = served.start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    let told = browser.event("error").await;
    assert_eq!(told["reason"], reason, "{told}");
    let shown = browser.run("return document.querySelector('force-compare figure').checkVisibility()").await;
    assert_eq!(shown, true, "the static chart is gone");
    assert!(
        browser.shift().await.is_none_or(|shift| shift == 0.0),
        "moved: {}",
        browser.run("return window.__probe.moved").await
    );
    let problems = browser.problems().await;
    assert!(problems.iter().any(|said| said.contains("The static chart stays")), "{problems:#?}");
    told["message"].as_str().unwrap().into()
}

in_every_engine! {
    async fn policy_without_wasm(browser) {
        let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
        keeps_the_static_chart(browser, Served::well().under(policy), "policy").await;
    }

    async fn module_missing(browser) {
        keeps_the_static_chart(browser, Served::well().but(MODULE, Fault::Missing), "network").await;
    }

    async fn module_broken(browser) {
        keeps_the_static_chart(browser, Served::well().but(MODULE, Fault::Instead("\0asm?")), "wasm").await;
    }

    /// A server that answers everything with its front page.
    async fn page_for_a_module(browser) {
        let told = keeps_the_static_chart(browser, Served::well().page(MODULE, "<!doctype html>"), "wasm").await;
        assert!(told.contains("not as text/html"), "{told}");
    }

    /// Slower, and the console says why, but no reason to give up.
    async fn module_called_something_else(browser) {
        let site = Served::well().but(MODULE, Fault::Called("application/octet-stream")).start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        let problems = browser.problems().await;
        assert!(problems.iter().all(|said| said.contains("not as application/octet-stream")), "{problems:#?}");
        assert!(!problems.is_empty());
    }

    /// One engine serves the whole page: when it stops, every element goes back to its static chart, and says so.
    async fn engine_stops(browser) {
        let element = "<force-compare src=/force-compare/data/image-offences.json><figure>As it was.</figure></force-compare>";
        let page = format!("<!doctype html><html lang=en><head><link rel=icon href=data:,>
            <script type=module src=/force-compare/define.js></script></head><body>{element}{element}</body></html>");
        let site = Served::well().page("/two.html", page).start();
        browser.open(&site, "/two.html").await;
        let events = |name| format!("return window.__probe.events.filter((event) => event.name == '{name}').length == 2");
        browser.event("ready").await;
        browser.scroll_to("force-compare:last-of-type").await;
        browser.until("both are ready", &events("ready")).await;
        // Of the two, the one that is seen: the other is not painted. Firefox runs a test's script beside the page, with
        // errors of its own kind.
        browser.run("const {WebAssembly} = window.wrappedJSObject ?? window;
            HTMLCanvasElement.prototype.getContext = () => { throw new WebAssembly.RuntimeError('unreachable'); };
            document.querySelector('force-compare:last-of-type').setState({view: 'ranking'})").await;
        browser.until("both have failed", &events("error")).await;
        assert_eq!(browser.event("error").await["reason"], "wasm");
        let shown = "return [...document.querySelectorAll('figure')].every((figure) => figure.checkVisibility())";
        assert_eq!(browser.run(shown).await, true, "a static chart is gone");
    }

    async fn data_missing(browser) {
        keeps_the_static_chart(browser, Served::well().but(DATA, Fault::Missing), "network").await;
    }

    async fn data_is_no_json(browser) {
        keeps_the_static_chart(browser, Served::well().but(DATA, Fault::Instead("<!doctype html>")), "data").await;
    }

    async fn data_of_another_version(browser) {
        let later = Fault::Instead("{\"format\": \"force-compare/9\"}");
        keeps_the_static_chart(browser, Served::well().but(DATA, later), "version").await;
    }

    async fn data_comes_late(browser) {
        let site = Served::well().but(DATA, Fault::Late(Duration::from_millis(1500))).start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        assert_eq!(browser.problems().await, [""; 0]);
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

    /// As with scripts off: none is allowed to run.
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

/// The article's payload as it is served.
fn payload() -> String {
    let recipe = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/image-offences.toml");
    force_compare::cli::pages::Payload::read(&recipe).unwrap().text()
}

/// What the page is told when its data are this text.
async fn told_of(browser: &Browser, text: String) -> serde_json::Value {
    let site = Served::well().but(DATA, Fault::Instead(text.leak())).start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    let told = browser.event("error").await;
    let shown = browser.run("return document.querySelector('force-compare figure').checkVisibility()").await;
    assert_eq!(shown, true, "the static chart is gone");
    told
}
