//! `doctor` looks at pages that are really blocked, and its advice really helps.

use force_compare::cli::doctor::{Remedy, examine, get};
use serde_json::json;
use url::Url;

use crate::site::{Served, Site};

/// The one line that `doctor` says to send with the page.
fn line(site: &Site, path: &str) -> String {
    let address = Url::parse(&format!("{}{path}", site.address)).unwrap();
    let obstacles = examine(&address, &get).unwrap().obstacles;
    let [obstacle] = &obstacles[..] else { panic!("not one obstacle: {obstacles:#?}") };
    let Remedy::Send { name: "Content-Security-Policy", value, .. } = &obstacle.remedy else { panic!("{obstacle}") };
    value.clone()
}

in_every_engine! {
    async fn the_line_that_is_said_lets_the_widget_in(browser) {
        for policy in [
            "default-src 'self'; img-src 'self' data:",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'",
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:",
        ] {
            let site = Served::well().under(policy).start();
            browser.open(&site, "/").await;
            browser.scroll_to("force-compare").await;
            let told = browser.event("error").await;
            assert!(told["reason"] == "policy" || told["reason"] == "network", "{told}");
            // Reading this page's messages keeps them from the next one.
            assert_ne!(browser.problems().await, [""; 0]);
            let helps: &'static str = line(&site, "/").leak();
            let site = Served::well().under(helps).start();
            let address = Url::parse(&format!("{}/", site.address)).unwrap();
            assert_eq!(examine(&address, &get).unwrap().obstacles, [], "{helps}");
            browser.open(&site, "/").await;
            browser.scroll_to("force-compare").await;
            browser.event("ready").await;
            assert_eq!(browser.problems().await, [""; 0], "{helps}");
        }
    }

    /// A page whose policy lets no frame in.
    async fn the_line_that_is_said_lets_the_frame_in(browser) {
        let page = format!("<!doctype html><html lang=en><head><title>Around</title><link rel=icon href=data:,></head><body>
            <iframe src='{}' width=600 height=900></iframe></body></html>", crate::frames::EMBED);
        let served = |policy| Served::well().page("/around.html", page.clone()).but_only("/around.html", policy).start();
        let refused = served("default-src 'none'; script-src 'self'; img-src data:");
        browser.open(&refused, "/around.html").await;
        browser.until("the frame is refused", "return window.__probe.problems.some((said) => /frame-src|default-src/.test(said))").await;
        let helps: &'static str = line(&refused, "/around.html").leak();
        let site = served(helps);
        browser.open(&site, "/around.html").await;
        let ready = "const chart = document.querySelector('iframe').contentDocument?.querySelector('force-compare');
            return chart?.shadowRoot?.querySelector('.widget:not(.draft)')";
        browser.until("the widget is in the frame", ready).await;
        assert_eq!(browser.run("return window.__probe.problems").await, json!([]));
    }
}
