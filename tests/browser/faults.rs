//! What goes wrong between a server and a page. Whatever it is, the static chart stays and the page is told why.

use std::time::Duration;

use serde_json::json;

use crate::engine::Browser;
use crate::site::{Fault, Served};

const DATA: &str = "/force-compare/data/image-offences.json";
const MODULE: &str = "/force-compare/force_compare_bg.wasm";

/// Opens the article on a faulty server, and holds the widget to its promise.
async fn keeps_the_static_chart(browser: &Browser, served: Served, reason: &str) {
    let site = served.start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    let told = browser.event("error").await;
    assert_eq!(told["reason"], reason, "{told}");
    let shown = browser.run("return document.querySelector('force-compare figure').checkVisibility()").await;
    assert_eq!(shown, true, "the static chart is gone");
    assert!(browser.shift().await.is_none_or(|shift| shift == 0.0), "something moved");
    let problems = browser.problems().await;
    assert!(problems.iter().any(|said| said.contains("The static chart stays")), "{problems:#?}");
}

in_every_engine! {
    async fn policy_without_wasm(browser) {
        let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
        keeps_the_static_chart(browser, Served::well().under(policy), "policy").await;
    }

    async fn module_missing(browser) {
        keeps_the_static_chart(browser, Served::well().but(MODULE, Fault::Missing), "network").await;
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
}
