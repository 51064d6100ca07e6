//! The choice of two among ten periods.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Served, Site};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

async fn seizures(browser: &Browser) -> Site {
    let site = Served::well().start();
    browser.open(&site, "/seizures.html").await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    site
}

async fn periods(browser: &Browser) -> Value {
    browser.run("return document.querySelector('force-compare').getState().periods").await
}

/// The two chosen periods, and the options that are disabled in each list.
async fn shown(browser: &Browser) -> Value {
    browser
        .run(&format!(
            "return [...{ROOT}.querySelectorAll('select')].map((select) =>
            [select.value, ...[...select.options].filter((option) => option.disabled).map((option) => option.value)])",
        ))
        .await
}

/// Chooses in a list as a mouse does: the browser tells of it once.
async fn choose(browser: &Browser, place: usize, id: &str) {
    browser.run(&format!(
        "const select = {ROOT}.querySelectorAll('select')[{place}];
        select.value = '{id}';
        for (const type of ['input', 'change']) select.dispatchEvent(new Event(type, {{bubbles: true, composed: true}}))",
    )).await;
}

in_every_engine! {
    async fn two_of_ten_periods(browser) {
        let _site = seizures(browser).await;
        assert_eq!(shown(browser).await, json!([["2009-10", "2018-19"], ["2018-19", "2009-10"]]));
        let labels = browser.run(&format!("return [...{ROOT}.querySelectorAll('.periods label span')].map((label) => label.textContent)")).await;
        assert_eq!(labels, json!(["From", "to"]));
        choose(browser, 0, "2013-14").await;
        assert_eq!(periods(browser).await, json!(["2013-14", "2018-19"]));
        assert_eq!(shown(browser).await, json!([["2013-14", "2018-19"], ["2018-19", "2013-14"]]));
        // Periods chosen in the wrong order are put right.
        choose(browser, 1, "2010-11").await;
        assert_eq!(periods(browser).await, json!(["2010-11", "2013-14"]));
        assert_eq!(shown(browser).await, json!([["2010-11", "2013-14"], ["2013-14", "2010-11"]]));
        let subtitle = browser.run(&format!("return {ROOT}.querySelector('.subtitle').textContent")).await;
        assert!(subtitle.as_str().unwrap().contains("March 2011 and March 2014"), "{subtitle}");
        // The keyboard chooses as well, and the focus stays where it is.
        browser.run(&format!("{ROOT}.querySelectorAll('select')[1].focus()")).await;
        browser.keys(&char::from(Key::Down).to_string()).await;
        browser.until("the next is chosen", "return document.querySelector('force-compare').period == '2010-11 2014-15'").await;
        assert_eq!(browser.run(&format!("return [...{ROOT}.querySelectorAll('select')].indexOf({ROOT}.activeElement)")).await, 1);
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn two_periods_are_no_choice(browser) {
        let site = Served::well().start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        assert_eq!(browser.run(&format!("return {ROOT}.querySelector('.periods').checkVisibility()")).await, false);
    }

    /// Three periods and forty, with names that are longer than the widget is wide.
    async fn any_number_of_periods_fits(browser) {
        let site = Served::well().start();
        browser.view(320, 640).await;
        for number in [3_u16, 40] {
            browser.open(&site, "/").await;
            let areas = ["a", "b", "c"].map(|id| json!({"id": id, "name": id.to_uppercase(), "kind": "area"}));
            let period = |at: u16| json!({"id": format!("p{at}"), "start": format!("{}-04-01", 1980 + at), "end": format!("{}-03-31", 1981 + at),
                "label": format!("Financial year from the first of April {} to the end of March {}", 1980 + at, 1981 + at)});
            let data = json!({
                "format": "force-compare/1", "title": "Things", "language": "en-GB",
                "measure": {"label": "things", "singular": "thing", "plural": "things"},
                "noun": {"singular": "area", "plural": "areas"},
                "areas": areas, "periods": (0..number).map(period).collect::<Vec<_>>(),
                "counts": (0..number).map(|at| [100 + at, 200 + at, 300 + at]).collect::<Vec<_>>(),
            });
            // An object of the page's own: Firefox runs a test's script beside the page.
            browser.run(&format!("const {{JSON}} = window.wrappedJSObject ?? window; const host = document.querySelector('force-compare');
                (host.wrappedJSObject ?? host).data = JSON.parse({})", json!(data.to_string()))).await;
            browser.scroll_to("force-compare").await;
            browser.until("the lists are there", &format!("return {ROOT}?.querySelector('.periods')?.checkVisibility()")).await;
            browser.painted().await;
            browser.picture(&format!("periods-{number}")).await;
            assert_eq!(browser.run(&format!("return {ROOT}.querySelector('select').options.length")).await, number);
            assert_eq!(periods(browser).await, json!([format!("p{}", number - 2), format!("p{}", number - 1)]));
            let over = "const {scrollWidth, clientWidth} = document.scrollingElement; return scrollWidth - clientWidth";
            assert_eq!(browser.run(over).await, 0);
            let wide = format!("const widget = {ROOT}.querySelector('.widget').getBoundingClientRect();
                return [...{ROOT}.querySelectorAll('select')].every((select) => select.getBoundingClientRect().right <= widget.right + 1)");
            assert_eq!(browser.run(&wide).await, true);
        }
    }
}
