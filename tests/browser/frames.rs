//! The embed page: it takes its state from its address, says why it has nothing to show, and tells its height to the
//! page around it alone.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::engine::{Browser, PATIENCE};
use crate::site::{Fault, Served, Site};

/// The article's figures, as an author writes the frame's address.
pub const EMBED: &str =
    "/force-compare/embed.html?src=data/image-offences.json&areas=hertfordshire+bedfordshire+cambridgeshire";
const DATA: &str = "/force-compare/data/image-offences.json";

/// The inside of the first frame of a page.
pub struct Frame<'a> {
    pub browser: &'a Browser,
}

impl Frame<'_> {
    /// Runs a script inside, where `chart` is the element, and returns its result.
    pub async fn run(&self, script: &str) -> Value {
        self.browser.client.enter_frame(0).await.unwrap();
        let answer =
            self.browser.run(&format!("const chart = document.querySelector('force-compare'); {script}")).await;
        self.browser.client.enter_parent_frame().await.unwrap();
        answer
    }

    /// Waits until a script returns something true inside.
    pub async fn until(&self, what: &str, script: &str) {
        let start = Instant::now();
        let asked = format!("return Boolean((() => {{ {script} }})())");
        while self.run(&asked).await != true {
            assert!(start.elapsed() < PATIENCE, "{:?}: waited in vain until {what}", self.browser.engine);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the page, which keeps messages in `told`, hears nothing more over many frames. A talk in circles
    /// never ends.
    pub async fn rests(&self, name: &str) {
        let (start, count) = (Instant::now(), "return window.told.length");
        let (mut before, mut quiet) = (self.browser.run(count).await, 0);
        while quiet < 10 {
            assert!(start.elapsed() < PATIENCE, "{name}: frame and page talk in circles");
            self.browser.painted().await;
            self.browser.client.enter_frame(0).await.unwrap();
            self.browser.painted().await;
            self.browser.client.enter_parent_frame().await.unwrap();
            let told = self.browser.run(count).await;
            quiet = if told == before { quiet + 1 } else { 0 };
            before = told;
        }
    }

    /// The height that the frame has to have.
    pub async fn height(&self) -> f64 {
        self.run("return Math.ceil(document.querySelector('main')?.getBoundingClientRect().height ?? 0)")
            .await
            .as_f64()
            .unwrap()
    }

    /// Whether the widget is there.
    pub async fn ready(&self) -> bool {
        self.run("return chart?.shadowRoot?.querySelector('.widget:not(.draft)') != null").await == true
    }
}

/// Waits for the widget of an embed page that is no frame.
async fn open(browser: &Browser, site: &Site, path: &str) {
    browser.open(site, path).await;
    browser.event("ready").await;
    browser.painted().await;
}

/// The sentence that stands in the place of a chart.
async fn said(browser: &Browser) -> Value {
    browser
        .run(
            "return [...document.querySelectorAll('.trouble')].filter((node) => node.checkVisibility())
        .map(({dataset}) => dataset.trouble)",
        )
        .await
}

/// A page with one frame.
fn around(src: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Around</title><link rel=icon href=data:,></head><body>
        <iframe src='{src}' width=600 height=900 frameborder=0></iframe></body></html>"
    )
}

in_every_engine! {
    async fn takes_its_state_from_its_address(browser) {
        let site = Served::well().start();
        let state = "return document.querySelector('force-compare').getState()";
        open(browser, &site, "/force-compare/embed.html?src=data/seizures.json&areas=kent+essex&view=ranking&measure=rate&period=2016-17+2017-18&theme=dark&unknown=1").await;
        assert_eq!(browser.run(state).await, json!({"areas": ["kent", "essex"], "view": "ranking", "measure": "rate", "periods": ["2016-17", "2017-18"]}));
        let scheme = "return getComputedStyle(document.documentElement).colorScheme";
        assert_eq!(browser.run(scheme).await, "dark");
        assert_eq!(browser.problems().await, [""; 0]);
        assert_eq!(browser.foreign().await, [""; 0]);
        // At the top of a window it tells nobody its height, and the page has a title.
        assert_eq!(browser.run("return document.documentElement.className").await, "alone");
        let title = browser.run("return [document.title, document.querySelector('force-compare').shadowRoot.querySelector('#headline').textContent]").await;
        assert_eq!(title[0], title[1]);
        // A reader's choice goes into the address, for a link, and overrides the author's.
        browser.run("document.querySelector('force-compare').shadowRoot.querySelector('input[name=view][value=change]').click()").await;
        browser.until("the address has it", "return location.hash.includes('fc.view=change')").await;
        browser.client.refresh().await.unwrap();
        browser.event("ready").await;
        assert_eq!(browser.run(state).await["view"], "change");
        browser.picture("embed").await;
    }

    async fn says_why_there_is_no_chart(browser) {
        let missing = Served::well().but(DATA, Fault::Missing).start();
        let broken = Served::well().but(DATA, Fault::Instead("<!doctype html>")).start();
        let later = Served::well().but(DATA, Fault::Instead("{\"format\": \"force-compare/9\"}")).start();
        let stopped = Served::well().but("/force-compare/first.wasm", Fault::Instead("\0asm?")).start();
        let bare = Served::well().but("/force-compare/element.js", Fault::Missing).start();
        let well = Served::well().start();
        let elsewhere = |src: &str| format!("/force-compare/embed.html?src={src}");
        for (site, path, why) in [
            (&missing, EMBED.to_string(), "network"),
            (&bare, EMBED.to_string(), "network"),
            (&broken, EMBED.to_string(), "data"),
            (&later, EMBED.to_string(), "data"),
            (&stopped, EMBED.to_string(), "engine"),
            (&well, "/force-compare/embed.html".to_string(), "address"),
            (&well, elsewhere(""), "address"),
            (&well, elsewhere("https://example.org/figures.json"), "address"),
            (&well, elsewhere("//example.org/figures.json"), "address"),
            (&well, elsewhere("%5c%5cexample.org/figures.json"), "address"),
            (&well, elsewhere("data:application/json,{}"), "address"),
            (&well, elsewhere("javascript:alert(1)"), "address"),
            (&well, elsewhere("http://["), "address"),
            // A page made for its own figures is asked for somebody else's.
            (&well, "/frames/image-offences.html?src=https://example.org/figures.json".to_string(), "address"),
        ] {
            browser.open(site, &path).await;
            browser.until("something is said", "return document.querySelector('.trouble:not([hidden])')").await;
            assert_eq!(said(browser).await, json!([why]), "{path}");
            assert_eq!(browser.run("return document.querySelector('force-compare').checkVisibility()").await, false, "{path}");
            assert_eq!(browser.foreign().await, [""; 0], "{path}");
            browser.picture(&format!("embed-{why}")).await;
        }
    }

    /// An address of the server's own may redirect elsewhere; still nothing comes from there.
    async fn follows_no_redirect_to_another_site(browser) {
        let other = Served::well().sending("access-control-allow-origin", "*").start();
        let far = format!("{}{DATA}", other.address).leak();
        let lax = "script-src 'self' 'wasm-unsafe-eval'";
        let site = Served::well().but("/force-compare/data/away.json", Fault::Elsewhere(far)).under(lax).start();
        browser.open(&site, "/force-compare/embed.html?src=data/away.json").await;
        browser.until("something is said", "return document.querySelector('.trouble:not([hidden])')").await;
        assert_eq!(said(browser).await, json!(["network"]));
    }

    /// On a page made for its own figures the static chart stays, with scripts refused and with figures gone.
    async fn keeps_the_static_chart_of_its_own_figures(browser) {
        let none = Served::well().under("default-src 'none'; script-src 'none'; style-src 'self'; img-src data:").start();
        let gone = Served::well().but(DATA, Fault::Missing).start();
        for site in [&none, &gone] {
            browser.open(site, "/frames/image-offences.html").await;
            browser.painted().await;
            assert_eq!(browser.run("return document.querySelector('force-compare figure').checkVisibility()").await, true);
            assert_eq!(said(browser).await, json!([]));
        }
        open(browser, &Served::well().start(), "/frames/image-offences.html").await;
    }

    async fn links_leave_the_frame(browser) {
        let site = Served::well().start();
        open(browser, &site, EMBED).await;
        let targets = browser.run("const root = document.querySelector('force-compare').shadowRoot;
            const links = [...root.querySelectorAll('a[href^=http]')];
            return [links.length, document.querySelector('base').target, links.every((link) => !link.target || link.target == '_blank')]").await;
        assert_eq!(targets[1], "_blank");
        assert_eq!(targets[2], true);
        assert!(targets[0].as_u64() > Some(0), "there is no link to the source");
    }

    /// The frame tells no height before it has one, and none while it is hidden.
    async fn hidden_frames_say_nothing(browser) {
        let page = "<!doctype html><html lang=en><head><title>Around</title><link rel=icon href=data:,>
            <script>window.told = []; addEventListener('message', ({data}) => told.push(data))</script></head><body>
            <div hidden><iframe src='SRC' width=600 height=900 frameborder=0></iframe></div></body></html>";
        let inner = Served::well().start();
        let page = page.replace("SRC", &format!("{}{EMBED}", inner.address));
        let site = Served::well().page("/around.html", page).under(
            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src data:; frame-src http://127.0.0.1:*").start();
        browser.open(&site, "/around.html").await;
        browser.painted().await;
        assert_eq!(browser.run("return told").await, json!([]));
        browser.run("document.querySelector('div').hidden = false").await;
        let heights = "told.filter(({sentinel}) => sentinel).map(({height}) => height)";
        browser.until("it says its height", &format!("return {heights}.length")).await;
        assert!(browser.run(&format!("return {heights}[0]")).await.as_f64() > Some(300.0));
        let frame = Frame { browser };
        assert!(frame.ready().await);
        browser.run("document.querySelector('div').hidden = true").await;
        browser.painted().await;
        let zero = browser.run(&format!("return {heights}.every((height) => height > 300)")).await;
        assert_eq!(zero, true, "a hidden frame has no height");
    }

    /// The frame tells its height in every form that the address allows, and in no other.
    async fn says_its_height_in_every_form(browser) {
        let inner = Served::well().start();
        let src = format!("{}{EMBED}&childId=graphic-1&chart=a1B2c#?secret=3fV9x", inner.address);
        let page = around(&src).replace("</head>", "<script>window.told = []; addEventListener('message', ({data}) => told.push(data))</script></head>");
        let site = Served::well().page("/around.html", page).under(
            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src data:; frame-src http://127.0.0.1:*").start();
        browser.open(&site, "/around.html").await;
        browser.until("all is said", "return told.length >= 6").await;
        let told = browser.run("return told.slice(0, 6)").await;
        let height = told[0]["height"].as_u64().unwrap();
        let texts: Vec<Value> = [2, 3].into_iter().map(|at| serde_json::from_str(told[at].as_str().unwrap()).unwrap()).collect();
        assert_eq!(told[0], json!({"sentinel": "amp", "type": "embed-size", "height": height}));
        assert_eq!(told[1], json!({"datawrapper-height": {"a1B2c": height}}));
        assert_eq!(texts[0], json!({"src": src, "context": "iframe.resize", "height": height}));
        assert_eq!((&texts[1]["type"], &texts[1]["value"]), (&json!("set-height"), &json!(height)));
        let id = texts[1]["id"].as_str().unwrap();
        assert!(id.starts_with("iframeMessenger:") && id.len() == "iframeMessenger:12345".len(), "{id}");
        assert_eq!(told[4], format!("pymxPYMxgraphic-1xPYMxheightxPYMx{height}"));
        assert_eq!(told[5], json!({"message": "height", "value": height, "secret": "3fV9x"}));
        assert_eq!(browser.run("return document.querySelector('iframe').contentWindow.length").await, 0);
        assert_eq!(Frame { browser }.run("return document.querySelector('meta[name=responsive-embedded-sizing]') != null").await, true);
    }

    /// Layers over the widget stay within the frame that the widget's height has made.
    async fn nothing_is_cut_off(browser) {
        let inner = Served::well().start();
        let page = around(&format!("{}{EMBED}", inner.address)).replace("</head>", "<script src=/force-compare/parent.js></script></head>");
        let site = Served::well().page("/around.html", page).under(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src http://127.0.0.1:*").start();
        let frame = Frame { browser };
        for width in [320, 680] {
            browser.open(&site, "/around.html").await;
            browser.run(&format!("window.told = []; addEventListener('message', ({{data}}) => data.sentinel == 'amp' && window.told.push(data.height));
                document.querySelector('iframe').width = {width}")).await;
            let fits = "return innerHeight == Math.ceil(document.querySelector('main')?.getBoundingClientRect().height)";
            frame.until("the widget is there", "return chart?.shadowRoot?.querySelector('.widget:not(.draft)')").await;
            // A scroll bar that comes and goes with the height would have it told again and again.
            frame.rests("our own").await;
            frame.until("the frame fits", fits).await;
            let over = frame.run("const root = chart.shadowRoot, stage = root.querySelector('.stage'), tip = root.querySelector('.tip'), over = [];
                const inside = (node) => {
                    const {left, top, right, bottom} = node.getBoundingClientRect();
                    return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
                };
                for (const key of ['Home', 'ArrowDown', 'ArrowRight', 'End']) {
                    stage.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
                    if (tip.hidden || !inside(tip)) over.push(key);
                }
                const input = root.querySelector('.search input');
                input.focus();
                input.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}));
                return over").await;
            assert_eq!(over, json!([]), "at {width} pixels");
            frame.until("the list is open", "return chart.shadowRoot.querySelector('[role=option]')").await;
            let inside = frame.run("const {top, left, bottom, right} = chart.shadowRoot.querySelector('.search ul').getBoundingClientRect();
                return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth").await;
            assert_eq!(inside, true, "the list at {width} pixels");
            browser.picture(&format!("embed-list-{width}")).await;
        }
    }

    async fn the_page_of_frames(browser) {
        let site = Served::well().start();
        browser.open(&site, "/frame.html").await;
        browser.until("the first fits", "const {contentDocument, style} = document.querySelector('iframe');
            const chart = contentDocument?.querySelector('force-compare')?.shadowRoot?.querySelector('.widget:not(.draft)');
            return chart && style.height == `${Math.ceil(contentDocument.querySelector('main').getBoundingClientRect().height)}px`").await;
        assert_eq!(browser.problems().await, [""; 0]);
    }
}
