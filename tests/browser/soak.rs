//! Wear: elements come and go, and a reader does anything at random. Memory stays flat, nothing fails, and the picture
//! is the same afterwards.
//!
//! `tests/run` does a tenth of `tests/soak`, which mounts a thousand elements and takes ten thousand steps in each
//! browser.

use serde_json::{Value, json};

use crate::engine::{Browser, Engine};
use crate::site::{Served, Site};

/// Only one part in so many is done unless a longer run is asked for.
const SHARE: u64 = 10;

fn share() -> u64 {
    if std::env::var_os("FORCE_COMPARE_SOAK").is_some() { 1 } else { SHARE }
}

/// A page with the reader in it, and no widget yet.
async fn page(browser: &Browser) -> Site {
    let page = "<!doctype html><html lang=en><head><title>Wear</title><link rel=icon href=data:,>
        <script type=module src=/force-compare/define.js></script>
        <script type=module src=/soak.js></script>
        </head><body><main></main></body></html>";
    let site = Served::well().page("/soak.html", page).script("/soak.js", include_str!("soak.js")).start();
    browser.open(&site, "/soak.html").await;
    browser.until("the reader is there", "return window.soak").await;
    site
}

/// Returns the result of a function of `soak.js`.
async fn ask(browser: &Browser, call: &str) -> Value {
    let script = format!(
        "const done = arguments[0]; window.soak.{call}.then((given) => done({{given}}), (error) => done({{failed: String(error.stack ?? error)}}))"
    );
    let answer = browser.client.execute_async(&script, vec![]).await.unwrap();
    assert_eq!(answer["failed"], Value::Null, "{:?}: {call}: {:#?}", browser.engine, browser.problems().await);
    answer["given"].clone()
}

/// The memory that the page's own scripts hold, in KB; only one driver can say.
async fn heap(browser: &Browser) -> Option<u64> {
    if browser.engine != Engine::Chromium {
        return None;
    }
    let devtools = |cmd: &'static str| browser.command("goog/cdp/execute", json!({"cmd": cmd, "params": {}}));
    devtools("HeapProfiler.collectGarbage").await;
    Some(devtools("Runtime.getHeapUsage").await["usedSize"].as_f64().unwrap() as u64 / 1024)
}

in_every_engine! {
    /// The memory of the engine stops growing after the first few.
    async fn elements_come_and_go(browser) {
        let _site = page(browser).await;
        ask(browser, "mounts(10)").await;
        let before = heap(browser).await;
        // In hundreds: the driver gives each script two minutes, and a slow machine may need longer for a thousand.
        let mut sizes: Vec<u64> = Vec::new();
        for _ in 0..10 / share() {
            let more: Vec<u64> = serde_json::from_value(ask(browser, "mounts(100)").await).unwrap();
            sizes.extend(more);
        }
        assert_eq!(sizes.first(), sizes.last(), "memory grows with each element that comes and goes");
        let after = heap(browser).await;
        println!("{:?}: {} mounts, {} KB of the engine, of scripts {before:?} to {after:?} KB", browser.engine, sizes.len(), sizes[0] / 1024);
        let grown = after.unwrap_or(0).saturating_sub(before.unwrap_or(0));
        assert!(grown < 300, "{grown} KB are kept of elements that are gone");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// A replaced source is gone; it weighed fifteen KB each time when a listener or a radio button kept it.
    async fn sources_leave_nothing_behind(browser) {
        let _site = page(browser).await;
        ask(browser, "begin()").await;
        ask(browser, "sources(10)").await;
        let before = heap(browser).await;
        ask(browser, "sources(40)").await;
        let grown = heap(browser).await.unwrap_or(0).saturating_sub(before.unwrap_or(0));
        assert!(grown < 200, "{grown} KB are kept of forty sources");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn a_reader_who_does_anything(browser) {
        let _site = page(browser).await;
        // Browsers play no sound before a reader has done something by hand.
        browser.click(4.0, 4.0).await;
        ask(browser, "begin()").await;
        let picture = ask(browser, "still()").await;
        let mut seen = Vec::new();
        for round in 1..=100 / share() {
            let mut round = ask(browser, &format!("wander({round}, 100)")).await;
            round["heap"] = json!(heap(browser).await);
            seen.push(round);
        }
        println!("{:?}: {}", browser.engine, json!(seen));
        ask(browser, "begin()").await;
        assert_eq!(ask(browser, "still()").await, picture, "the picture or one of its texts has changed");
        assert_eq!(browser.problems().await, [""; 0]);
        // The engines' memory never shrinks; after the first half nothing new is met.
        for (what, unit) in [("memory", 1024), ("heap", 1)] {
            let [half, end] = [seen.len() / 2, seen.len()].map(|rounds| seen[rounds - 1][what].as_u64().unwrap_or(0) / unit);
            assert!(end <= half + 256, "{what}: {half} KB after half the way, {end} KB at its end");
        }
        assert!(seen.iter().all(|round| round["kinds"].as_u64() > Some(15)), "this reader does too few kinds of things");
    }
}
