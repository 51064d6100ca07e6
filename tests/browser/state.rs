//! The widget's state in attributes, properties, methods and the page's address.

use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Served, Site};

/// Two elements keep their state in the address, and one does not.
const PAGE: &str = "<!doctype html><html lang=en><head><link rel=icon href=data:,>
    <script type=module src=/force-compare/define.js></script></head><body><h1 id=story>Three</h1>
    <force-compare id=a fragment=a src=/force-compare/data/image-offences.json areas='kent' measure=rate></force-compare>
    <force-compare id=b fragment=b.c src=/force-compare/data/seizures.json period='2009-10 2018-19'></force-compare>
    <force-compare id=c src=/force-compare/data/image-offences.json></force-compare>
    </body></html>";

const STATE: &str = "['areas', 'view', 'measure', 'period']";

/// Opens the page at a fragment and waits until all three are shown.
async fn three(browser: &Browser, fragment: &str) -> Site {
    let site = Served::well().page("/three.html", PAGE).start();
    browser.open(&site, &format!("/three.html{fragment}")).await;
    for id in ["a", "b", "c"] {
        browser.scroll_to(&format!("#{id}")).await;
        browser
            .until(
                "it is ready",
                &format!("return document.querySelector('#{id}').shadowRoot?.querySelector('.widget:not(.draft)')"),
            )
            .await;
    }
    site
}

async fn state(browser: &Browser, id: &str) -> Value {
    browser.run(&format!("return document.querySelector('#{id}').getState()")).await
}

/// Presses an option of an element.
async fn press(browser: &Browser, id: &str, option: &str) {
    browser
        .run(&format!("document.querySelector('#{id}').shadowRoot.querySelector('input[value={option}]').click()"))
        .await;
}

async fn hash(browser: &Browser) -> String {
    browser.run("return location.hash").await.as_str().unwrap().into()
}

async fn complaints(browser: &Browser, id: &str) -> String {
    let complaints =
        format!("return document.querySelector('#{id}').shadowRoot.querySelector('.problems').textContent");
    browser.run(&complaints).await.as_str().unwrap().into()
}

in_every_engine! {
    async fn the_address_holds_what_a_reader_chose(browser) {
        let _site = three(browser, "#story&a.areas=essex+kent&a.view=ranking&x=%E0%A4&b.c.period=2016-17+2012-13&a.other=1").await;
        let before = hash(browser).await;
        assert!(before.ends_with("&a.other=1"), "loading has written {before}");
        let a = state(browser, "a").await;
        assert_eq!(a["areas"], json!(["essex", "kent"]));
        // The attributes say what the address leaves open.
        assert_eq!((&a["view"], &a["measure"]), (&json!("ranking"), &json!("rate")));
        assert_eq!(state(browser, "b").await["periods"], json!(["2012-13", "2016-17"]));
        assert_eq!(state(browser, "c").await["view"], "change");
        assert_eq!(browser.run("return document.querySelector('#a').areas").await, "essex kent");
        let length = browser.run("return history.length").await;
        press(browser, "a", "share").await;
        assert_eq!(hash(browser).await, "#story&x=%E0%A4&b.c.period=2016-17+2012-13&a.other=1\
            &a.areas=essex+kent&a.view=ranking&a.measure=share&a.period=2016-17+2017-18");
        press(browser, "b", "ranking").await;
        assert!(hash(browser).await.starts_with("#story&x=%E0%A4&a.other=1&a.areas=essex+kent&a.view=ranking&a.measure=share&a.period=2016-17+2017-18&b.c.areas="));
        let kept = hash(browser).await;
        // Without the attribute nothing is written, and the page's own wish is not a reader's choice.
        press(browser, "c", "ranking").await;
        browser.run("document.querySelector('#b').setState({view: 'change'})").await;
        browser.painted().await;
        assert_eq!(state(browser, "b").await["view"], "change");
        assert_eq!(hash(browser).await, kept);
        assert_eq!(browser.run("return history.length").await, length, "the history has grown");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn links_within_the_page_are_followed(browser) {
        let _site = three(browser, "").await;
        browser.run("location.hash = '#a.areas=gwent&a.measure=count&b.c.view=ranking'").await;
        browser.until("a follows", "return document.querySelector('#a').getState().areas == 'gwent'").await;
        browser.until("b follows", "return document.querySelector('#b').getState().view == 'ranking'").await;
        assert_eq!(state(browser, "a").await["measure"], "count");
        assert_eq!(hash(browser).await, "#a.areas=gwent&a.measure=count&b.c.view=ranking");
        // Choosing no area is a choice too; parts that the link leaves out stay.
        browser.run("location.hash = '#a.areas='").await;
        browser.until("a follows", "return !document.querySelector('#a').getState().areas.length").await;
        browser.run("location.hash = '#story'").await;
        browser.painted().await;
        assert_eq!(state(browser, "b").await["view"], "ranking");
        assert_eq!(state(browser, "c").await["view"], "change");
    }

    /// Anyone can make a link: it can neither speak to readers nor break anything.
    async fn hostile_links_do_nothing(browser) {
        let hostile = "#a.areas=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E+__proto__+constructor+%E0%A4+kent&a.view=__proto__&a.measure=javascript:alert(1)\
            &a.period=%00+2016-17&a.__proto__=x&b.c.areas=Call+this+number&b.c.measure=change&b.c.view=change&=&&a.=&a.areas";
        let _site = three(browser, &hostile.replace("&a.areas", "&a.nothing")).await;
        for id in ["a", "b"] {
            assert_eq!(complaints(browser, id).await, "", "a link speaks to readers");
        }
        let a = state(browser, "a").await;
        assert_eq!((&a["areas"], &a["view"]), (&json!(["kent"]), &json!("change")));
        let attributes = browser.run(&format!("return {STATE}.map((name) => document.querySelector('#a').getAttribute(name))")).await;
        assert_eq!(attributes, json!(["kent", "change", "count", "2016-17"]));
        assert_eq!(browser.run("return document.querySelectorAll('img').length + Object.keys(Object.prototype).length").await, 0);
        browser.run(&format!("location.hash = '{hostile}&a.areas=' + 'x+'.repeat(20000)")).await;
        browser.until("it is followed", "return !document.querySelector('#a').getState().areas.length").await;
        assert_eq!(complaints(browser, "a").await, "");
        let live = browser.run("return document.querySelector('#a').shadowRoot.querySelector('[aria-live]').textContent").await;
        assert!(!live.as_str().unwrap().contains("img"), "{live}");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn a_readers_choices_are_no_problem(browser) {
        let _site = three(browser, "").await;
        press(browser, "a", "ranking").await;
        // Before the whole engine has loaded, nobody can press the options that need it.
        browser.until("the ranking is there", "return document.querySelector('#a').getState().view == 'ranking'").await;
        press(browser, "a", "change").await;
        // Two options have this value: the first is the view's.
        browser.run("document.querySelector('#a').shadowRoot.querySelector('input[name=measure][value=change]').click()").await;
        assert_eq!(state(browser, "a").await["view"], "change");
        browser.run("for (const [name, value] of [['view', 'ranking'], ['measure', 'change'], ['view', 'change']])
            document.querySelector('#a').shadowRoot.querySelector(`input[name=${name}][value=${value}]`).click()").await;
        let a = state(browser, "a").await;
        assert_eq!((&a["view"], &a["measure"]), (&json!("change"), &json!("count")));
        assert_eq!(complaints(browser, "a").await, "");
        let live = browser.run("return document.querySelector('#a').shadowRoot.querySelector('[aria-live]').textContent").await;
        assert!(!live.as_str().unwrap().contains("not available"), "{live}");
        // A page that asks for something missing is told.
        browser.run("document.querySelector('#a').measure = 'nonsense'").await;
        browser.until("it is told", "return document.querySelector('#a').shadowRoot.querySelector('.problems').textContent.includes('nonsense')").await;
        // It gets another source, which nobody asked for the periods of the first.
        browser.run("document.querySelector('#c').src = '/force-compare/data/seizures.json'").await;
        browser.until("it is there", "return document.querySelector('#c').shadowRoot.querySelectorAll('option').length == 20").await;
        assert_eq!(complaints(browser, "c").await, "");
        assert_eq!(state(browser, "c").await["periods"], json!(["2017-18", "2018-19"]));
    }

    async fn the_state_comes_round(browser) {
        let _site = three(browser, "").await;
        // Attributes reach properties and the state.
        browser.run("const host = document.querySelector('#a'); host.setAttribute('areas', 'essex, gwent'); host.view = 'ranking'; host.period = ['2017-18', '2016-17']").await;
        browser.until("it is shown", "return document.querySelector('#a').shadowRoot.querySelector('input[value=ranking]').checked").await;
        let a = state(browser, "a").await;
        assert_eq!(a, json!({"areas": ["essex", "gwent"], "view": "ranking", "measure": "rate", "periods": ["2016-17", "2017-18"]}));
        // A reader chooses.
        press(browser, "a", "share").await;
        let attributes = |id: &str| format!("const host = document.querySelector('#{id}'); return {STATE}.map((name) => [host[name], host.getAttribute(name)])");
        let expected = json!([["essex gwent", "essex gwent"], ["ranking", "ranking"], ["share", "share"], ["2016-17 2017-18", "2016-17 2017-18"]]);
        assert_eq!(browser.run(&attributes("a")).await, expected);
        // The state goes to another element, and to its attributes.
        browser.run("document.querySelector('#c').setState(document.querySelector('#a').getState())").await;
        browser.painted().await;
        assert_eq!(state(browser, "c").await, state(browser, "a").await);
        assert_eq!(browser.run(&attributes("c")).await, expected);
        let heading = |id: &str| format!("return document.querySelector('#{id}').shadowRoot.querySelector('#headline').textContent");
        assert_eq!(browser.run(&heading("c")).await, browser.run(&heading("a")).await);
        // A page can put things back as they were in its markup, and take them away.
        browser.run("const host = document.querySelector('#a'); host.areas = 'kent'; host.setAttribute('measure', 'rate'); host.removeAttribute('view')").await;
        browser.until("it is shown", "return document.querySelector('#a').shadowRoot.querySelector('input[value=rate]').checked").await;
        let a = state(browser, "a").await;
        assert_eq!((&a["areas"], &a["view"], &a["measure"]), (&json!(["kent"]), &json!("change"), &json!("rate")));
        // Moved in the page, it shows what it showed.
        press(browser, "a", "share").await;
        browser.run("document.body.append(document.querySelector('#a'))").await;
        browser.scroll_to("#a").await;
        browser.until("it is shown", "return document.querySelector('#a').shadowRoot.querySelector('.widget:not(.draft) input[value=share]').checked").await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn a_frame_is_painted_once(browser) {
        let _site = three(browser, "").await;
        browser.calm().await;
        // The engine that draws every view loads before anything is counted.
        browser.run("document.querySelector('#c').view = 'breakdown'").await;
        browser.until("it is shown", "return document.querySelector('#c').getState().view == 'breakdown'").await;
        browser.painted().await;
        browser.stop_clock().await;
        let paints = "return window.__probe.paints.filter((name) => name != 'highlight').length";
        let before = browser.run(paints).await.as_u64().unwrap();
        browser.run("const host = document.querySelector('#c'); host.setState({areas: ['kent']}); host.view = 'ranking'").await;
        browser.run("document.querySelector('#c').setAttribute('measure', 'rate')").await;
        browser.run("const host = document.querySelector('#c'); host.shadowRoot.querySelector('input[value=share]').click();
            host.setState({areas: ['kent', 'essex']})").await;
        browser.run("document.querySelector('#c').setState({areas: ['gwent']})").await;
        assert_eq!(browser.run(paints).await, before, "painted before the frame");
        for _ in 0..3 {
            browser.pass(1000).await;
            assert_eq!(browser.run(paints).await, before + 1, "painted more than once");
        }
        let c = state(browser, "c").await;
        assert_eq!((&c["areas"], &c["view"], &c["measure"]), (&json!(["gwent"]), &json!("ranking"), &json!("share")));
    }

    /// Arrow keys lead through every view: passing one must not change the measure that the reader chose.
    async fn a_view_on_the_way_leaves_the_measure(browser) {
        let _site = three(browser, "").await;
        browser.scroll_to("#c").await;
        // The engine that draws every view comes with the first that is asked for.
        press(browser, "c", "breakdown").await;
        browser.until("it is shown", "return document.querySelector('#c').getState().view == 'breakdown'").await;
        for (value, measure) in [("ranking", "count"), ("funnel", "rate"), ("ranking", "count"), ("share", "share"), ("funnel", "rate"), ("change", "share")] {
            press(browser, "c", value).await;
            assert_eq!(state(browser, "c").await["measure"], measure, "after {value}");
        }
        assert_eq!(browser.problems().await, [""; 0]);
    }
}
