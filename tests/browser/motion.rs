//! What moves when a reader chooses, and what must not.

use serde_json::Value;

use crate::engine::Browser;
use crate::site::Served;

/// Chooses a view and says how often the picture was painted until it stood still, and whether it changed on its way.
async fn paints(browser: &Browser, view: &str) -> (u64, u64) {
    let script = format!(
        "const done = arguments[0]; (async () => {{
            const host = document.querySelector('force-compare');
            const canvas = host.shadowRoot.querySelector('canvas');
            const pictures = new Set(), before = window.__probe.paints.length;
            host.view = '{view}';
            for (const start = performance.now(); performance.now() < start + 900;) {{
                await new Promise((resolve) => requestAnimationFrame(resolve));
                pictures.add(canvas.toDataURL());
            }}
            done([window.__probe.paints.slice(before).filter((name) => name != 'highlight').length, pictures.size]);
        }})().catch((error) => done(String(error)))"
    );
    let found: Value = browser.client.execute_async(&script, vec![]).await.unwrap();
    let number = |at: usize| found[at].as_u64().unwrap_or_else(|| panic!("{found}"));
    (number(0), number(1))
}

in_every_engine! {
    async fn marks_travel_unless_a_reader_wants_none_of_it(browser) {
        let site = Served::well().start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        browser.painted().await;
        let (painted, pictures) = paints(browser, "ranking").await;
        assert!(painted > 2 && pictures > 3, "painted {painted} times, {pictures} pictures on the way");
        // A choice while things move goes on from there, and ends where it must.
        browser.run("const host = document.querySelector('force-compare'); host.view = 'change'; requestAnimationFrame(() => host.view = 'ranking')").await;
        let (painted, _) = paints(browser, "ranking").await;
        assert!(painted > 1);
        browser.calm().await;
        let (painted, pictures) = paints(browser, "change").await;
        assert!((1..=2).contains(&painted) && pictures <= 2, "painted {painted} times, {pictures} pictures on the way");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn what_nobody_sees_is_not_painted(browser) {
        let site = Served::well().start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        browser.calm().await;
        browser.run("document.querySelector('force-compare').before(Object.assign(document.createElement('div'), {id: 'above'}));
            document.querySelector('#above').style.height = '5000px'; scrollTo({top: 0, behavior: 'instant'})").await;
        browser.painted().await;
        browser.painted().await;
        let (painted, _) = paints(browser, "ranking").await;
        assert_eq!(painted, 0, "painted far below");
        // On coming near it is as chosen.
        let script = "window.__probe.paints.length = 0; document.querySelector('force-compare').scrollIntoView({behavior: 'instant'})";
        browser.run(script).await;
        browser.until("it is painted", "return window.__probe.paints.includes('')").await;
        assert_eq!(browser.problems().await, [""; 0]);
    }
}
