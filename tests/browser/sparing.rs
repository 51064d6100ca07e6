//! Readers who save data, and readers on slow lines.

use fantoccini::key::Key;
use serde_json::json;

use crate::site::{Fault, Gate, Served};

const HOST: &str = "document.querySelector('force-compare')";

/// Gives every browser the property by which only Chromium says that its reader saves data.
const SAVES: &str = "<script src=/saves.js></script>";

fn article() -> String {
    let page = std::fs::read_to_string(force_compare::build::site::folder().unwrap().join("index.html")).unwrap();
    page.replacen("<head>", &format!("<head>{SAVES}"), 1)
}

in_every_engine! {
    /// A reader who saves data gets only the static chart, until they ask: with the button, or by pressing or focusing
    /// anything in it.
    async fn who_saves_data_asks_first(browser) {
        let _built = Served::well().start();
        let saves = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})";
        let site = Served::well().page("/saving.html", article()).script("/saves.js", saves).start();
        let asked = "return performance.getEntriesByType('resource').some(({name}) => name.includes('/element.'))";
        for way in ["button", "keyboard", "link"] {
            browser.open(&site, "/saving.html").await;
            browser.scroll_to("force-compare").await;
            browser.painted().await;
            assert_eq!(browser.run(asked).await, false, "loaded unasked");
            assert_eq!(browser.run(&format!("return {HOST}.querySelector('figure button').textContent")).await, "Load the interactive chart");
            let size = browser.run(&format!("const {{width, height}} = {HOST}.querySelector('figure button').getBoundingClientRect(); return Math.min(width, height)")).await;
            assert!(size.as_f64().unwrap() >= 44.0, "{size}");
            match way {
                "button" => browser.run(&format!("{HOST}.querySelector('figure button').click()")).await,
                "keyboard" => browser.run(&format!("{HOST}.querySelector('summary').focus()")).await,
                _ => browser.run(&format!("{HOST}.querySelector('svg').dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")).await,
            };
            browser.event("ready").await;
            assert_eq!(browser.run(&format!("return {HOST}.querySelector('figure button').checkVisibility()")).await, false);
        }
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn who_does_not_is_not_asked(browser) {
        let site = Served::well().start();
        browser.open(&site, "/").await;
        assert_eq!(browser.run(&format!("return {HOST}.querySelectorAll('figure button').length")).await, 0);
    }

    /// While the scripts load, the static chart can be read, walked and opened; only the pointer shows that they are
    /// coming.
    async fn a_slow_line_blocks_nothing(browser) {
        let gate = Gate::shut();
        let site = Served::well().but("/force-compare/first.wasm", Fault::Held(gate.clone()))
            .but("/force-compare/whole.wasm", Fault::Held(gate.clone())).start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.until("it is coming", &format!("return {HOST}.matches('[data-busy]')")).await;
        let state = format!("const host = {HOST}, text = host.querySelector('.sentences'); return [host.ariaBusy, getComputedStyle(host).cursor,
            text.checkVisibility(), Boolean(text.closest('[aria-busy], [aria-hidden], [inert]')), getComputedStyle(text).pointerEvents, getComputedStyle(host.querySelector('figure')).opacity]");
        assert_eq!(browser.run(&state).await, json!([null, "progress", true, false, "auto", "1"]));
        browser.run(&format!("{HOST}.querySelector('summary').focus({{preventScroll: true}})")).await;
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.until("the figures are open", &format!("return {HOST}.querySelector('details').open && !{HOST}.shadowRoot?.querySelector('.widget:not(.draft)')")).await;
        gate.open();
        browser.event("ready").await;
        assert_eq!(browser.run(&format!("return [{HOST}.matches('[data-busy]'), getComputedStyle({HOST}).cursor]")).await, json!([false, "auto"]));
        // A reader who was reading the figures can read on.
        assert_eq!(browser.run(&format!("return {HOST}.shadowRoot.querySelector('[part=table]').open")).await, true);
        browser.until("the table is there", &format!("return {HOST}.shadowRoot.querySelector('tbody')")).await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// A script that never comes is no longer waited for.
    async fn what_fails_is_not_busy(browser) {
        let site = Served::well().but("/force-compare/element.js", Fault::Missing).start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("error").await;
        assert_eq!(browser.run(&format!("return {HOST}.matches('[data-busy]')")).await, false);
    }
}
