//! Two engines: readers load the small one first, and the whole one takes its place when they ask for more.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Fault, Gate, Served, Site};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";
const MODULE: &str = "/force-compare/whole.wasm";

/// Opens the article and waits for its chart.
async fn article(browser: &Browser, served: Served) -> Site {
    let site = served.start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    site
}

/// Lists the files of the whole engine that the page asked for, by name.
async fn asked(browser: &Browser) -> Value {
    browser.run("return performance.getEntriesByType('resource').map(({name}) => name.split('/').at(-1).replace(/\\.[0-9a-f]{10}\\./, '.'))
        .filter((name) => name.startsWith('whole')).sort()").await
}

async fn view(browser: &Browser) -> Value {
    browser.run(&format!("return {{shown: document.querySelector('force-compare').getState().view, attribute: document.querySelector('force-compare').view,
        checked: {ROOT}.querySelector('[name=view]:checked').value, busy: {ROOT}.querySelector('.chart').ariaBusy,
        problems: {ROOT}.querySelector('.problems').textContent}}")).await
}

async fn press(browser: &Browser, option: &str) {
    browser.run(&format!("{ROOT}.querySelector('input[value={option}]').click()")).await;
}

const BOTH: [&str; 2] = ["whole.js", "whole.wasm"];

in_every_engine! {
    async fn another_view_comes_on_request(browser) {
        let _site = article(browser, Served::well()).await;
        press(browser, "rate").await;
        browser.until("the rate is shown", "return document.querySelector('force-compare').getState().measure == 'rate'").await;
        assert_eq!(asked(browser).await, json!([]), "a reader of the first view pays for others");
        press(browser, "ranking").await;
        browser.until("the ranking is shown", "return document.querySelector('force-compare').getState().view == 'ranking'").await;
        assert_eq!(view(browser).await, json!({"shown": "ranking", "attribute": "ranking", "checked": "ranking", "busy": "false", "problems": ""}));
        press(browser, "change").await;
        press(browser, "breakdown").await;
        browser.run(&format!("{ROOT}.querySelector('[part=table]').open = true")).await;
        browser.until("the table is there", &format!("return {ROOT}.querySelector('tbody')")).await;
        assert_eq!(asked(browser).await, json!(BOTH), "once");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// Both engines draw the change alike, to the pixel.
    async fn the_engines_draw_the_same(browser) {
        let _site = article(browser, Served::well()).await;
        let picture = format!("return {ROOT}.querySelector('canvas').toDataURL()");
        browser.painted().await;
        let first = browser.run(&picture).await;
        browser.run(&format!("{ROOT}.querySelector('[part=table]').open = true")).await;
        browser.until("the table is there", &format!("return {ROOT}.querySelector('tbody')")).await;
        assert_eq!(asked(browser).await, json!(BOTH));
        browser.painted().await;
        assert!(browser.run(&picture).await == first, "the picture has changed");
        assert_eq!(browser.run(&format!("return {ROOT}.querySelector('.problems').textContent")).await, "");
    }

    /// On a slow line the chart stays, and the choices made meanwhile are kept.
    async fn what_is_chosen_while_it_comes(browser) {
        let gate = Gate::shut();
        let _site = article(browser, Served::well().but(MODULE, Fault::Held(gate.clone()))).await;
        press(browser, "funnel").await;
        assert_eq!(view(browser).await, json!({"shown": "change", "attribute": "", "checked": "funnel", "busy": "true", "problems": ""}));
        browser.run(&format!("{ROOT}.querySelector('.chip button').click()")).await;
        press(browser, "ranking").await;
        gate.open();
        browser.until("the ranking is shown", "return document.querySelector('force-compare').getState().view == 'ranking'").await;
        let state = browser.run("return document.querySelector('force-compare').getState()").await;
        assert_eq!(state["areas"], json!(["bedfordshire", "cambridgeshire"]));
        let changes = browser.run("return window.__probe.events.filter(({name}) => name == 'change').map(({detail}) => detail.view)").await;
        assert_eq!(changes, json!(["ranking"]), "the choices made meanwhile are shown together");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn who_goes_back_stays_there(browser) {
        let gate = Gate::shut();
        let _site = article(browser, Served::well().but(MODULE, Fault::Held(gate.clone()))).await;
        press(browser, "ranking").await;
        press(browser, "change").await;
        gate.open();
        browser.until("the engine has come", "return performance.getEntriesByType('resource').some(({name}) => /whole\\.\\w+\\.wasm$/.test(name))").await;
        browser.painted().await;
        assert_eq!(view(browser).await, json!({"shown": "change", "attribute": "change", "checked": "change", "busy": "false", "problems": ""}));
    }

    /// When the line breaks, the chart stays, the reader is told and may ask again.
    async fn another_view_does_not_come(browser) {
        let _site = article(browser, Served::well().but(MODULE, Fault::Missing)).await;
        for measure in ["rate", "share"] {
            press(browser, "ranking").await;
            browser.until("it is said", &format!("return {ROOT}.querySelector('.problems').textContent")).await;
            let shown = view(browser).await;
            assert_eq!([&shown["shown"], &shown["checked"], &shown["busy"]], ["change", "change", "false"]);
            assert_eq!(shown["problems"], "This part did not load. Try it again.");
            assert_ne!(shown["attribute"], "ranking");
            press(browser, measure).await;
            assert_eq!(view(browser).await["problems"], "");
        }
        browser.run(&format!("{ROOT}.querySelector('[part=table]').open = true")).await;
        browser.until("it is said in the table's place", &format!("return {ROOT}.querySelector('[part=table] p')?.textContent == 'This part did not load. Try it again.'")).await;
        assert_eq!(browser.run("return window.__probe.events.some(({name}) => name == 'error')").await, false);
    }

    /// The list beneath the search box loads when a reader turns to it, and then shows matches for the text typed
    /// meanwhile.
    async fn the_list_of_areas_comes_on_request(browser) {
        let gate = Gate::shut();
        let _site = article(browser, Served::well().but("/force-compare/finder.js", Fault::Held(gate.clone()))).await;
        let loaded = "performance.getEntriesByType('resource').some(({name}) => /finder\\.\\w+\\.js$/.test(name))";
        let options = format!("[...{ROOT}.querySelectorAll('[role=option]')].map(({{textContent}}) => textContent)");
        assert_eq!(browser.run(&format!("return {loaded}")).await, false, "a reader who does not search pays for it");
        browser.run(&format!("{ROOT}.querySelector('[role=combobox]').focus({{preventScroll: true}})")).await;
        browser.keys("gwe").await;
        assert_eq!(browser.run(&format!("return {options}")).await, json!([]));
        gate.open();
        browser.until("the list is open", &format!("return {options}.length")).await;
        assert_eq!(browser.run(&format!("return {options}")).await, json!(["Gwent"]));
        assert_eq!(browser.run(&format!("return {ROOT}.querySelector('[role=combobox]').ariaExpanded")).await, "true");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// When the line breaks, a message appears beneath the box, and turning to the box again tries again.
    async fn the_list_of_areas_that_does_not_load(browser) {
        // Chromium and Firefox ask twice before they give up.
        let times = if browser.engine == Engine::Webkit { 1_usize } else { 2 };
        let _site = article(browser, Served::well().but("/force-compare/finder.js", Fault::MissingFor(Arc::new(times.into())))).await;
        let input = format!("{ROOT}.querySelector('[role=combobox]')");
        browser.run(&format!("{input}.focus({{preventScroll: true}})")).await;
        browser.until("it is said", &format!("return {ROOT}.querySelector('.search p')?.textContent == 'This part did not load. Try it again.'")).await;
        assert_eq!(browser.run(&format!("return {ROOT}.querySelector('[aria-live]').textContent")).await, "This part did not load. Try it again.");
        browser.keys("gwe").await;
        browser.until("the list is open", &format!("return {ROOT}.querySelector('[role=option]')?.textContent == 'Gwent'")).await;
        assert_eq!(browser.run(&format!("return {ROOT}.querySelectorAll('.search .lack').length")).await, 0);
    }

    /// A page that begins with another view loads one engine only.
    async fn a_page_that_begins_with_another_view(browser) {
        let page = "<!doctype html><html lang=en><head><link rel=icon href=data:,><script type=module src=/force-compare/define.js></script></head><body>
            <force-compare src=/force-compare/data/image-offences.json view=ranking></force-compare></body></html>";
        let site = Served::well().page("/ranking.html", page).start();
        browser.open(&site, "/ranking.html").await;
        browser.event("ready").await;
        assert_eq!(asked(browser).await, json!(BOTH));
        let first = browser.run("return performance.getEntriesByType('resource').filter(({name}) => /first\\.\\w+\\.wasm$/.test(name)).length").await;
        assert_eq!(first, 0);
    }

    /// Data of one period have no change to show: the engine that they need loads by itself.
    async fn data_that_the_first_view_cannot_show(browser) {
        let page = "<!doctype html><html lang=en><head><link rel=icon href=data:,><script type=module src=/force-compare/define.js></script></head><body>
            <force-compare><p>As it was.</p></force-compare></body></html>";
        let site = Served::well().page("/one.html", page).start();
        browser.open(&site, "/one.html").await;
        let areas = ["a", "b", "c"].map(|id| json!({"id": id, "name": id.to_uppercase(), "kind": "area"}));
        let payload = json!({"format": "force-compare/1", "title": "Events", "language": "en-GB",
            "measure": {"label": "Events", "singular": "event", "plural": "events"}, "noun": {"singular": "area", "plural": "areas"},
            "areas": areas, "periods": [{"id": "p", "label": "2020", "start": "2020-01-01", "end": "2020-12-31"}],
            "counts": [[12, 20, 31]]});
        // An object of the page's own: Firefox runs a test's script beside the page.
        browser.run(&format!("const {{JSON}} = window.wrappedJSObject ?? window; const host = document.querySelector('force-compare');
            (host.wrappedJSObject ?? host).data = JSON.parse({})", json!(payload.to_string()))).await;
        browser.event("ready").await;
        assert_eq!(view(browser).await["shown"], "ranking");
        assert_eq!(asked(browser).await, json!(BOTH));
    }
}
