//! The embed page in frames on other sites' pages, under the scripts that newsrooms run there: the frame is as high as
//! its content, grows and shrinks with it, and frame and page never talk in circles.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::engine::{Browser, PATIENCE};
use crate::frames::{EMBED, Frame};
use crate::site::{Served, Site};

/// A script that sizes frames, and the page around it.
struct Parent {
    name: &'static str,
    /// The markup in the page, with `{src}` for the frame's address.
    place: &'static str,
    script: String,
    /// The part that is added to the frame's address.
    more: &'static str,
    /// The heights that the script gives.
    least: f64,
    most: f64,
}

impl Parent {
    fn new(name: &'static str, place: &'static str, script: String) -> Self {
        Self { name, place, script, more: "", least: 0.0, most: f64::INFINITY }
    }

    /// The page, for a frame on another site.
    fn page(&self, frames: &Site) -> String {
        let place = self.place.replace("{src}", &format!("{}{EMBED}{}", frames.address, self.more));
        // Keeps messages as they were sent, to see also those that were not meant for this script.
        let kept = "window.told = []; addEventListener('message', ({data}) => told.push(data));";
        // A scroll bar that came with the frame's first height would take width from it, and so change its height.
        format!(
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>{}</title><link rel=icon href=data:,>
            <style>html {{ overflow-y: scroll }}</style><script>{kept}</script></head><body><div id=column>{place}</div><script>{}</script></body></html>",
            self.name, self.script
        )
    }
}

const FRAME: &str = "<iframe src='{src}' width=100% height=300 frameborder=0></iframe>";

fn parents() -> Vec<Parent> {
    let mut wordpress = Parent::new(
        "WordPress",
        // WordPress writes this for a site that it does not know: a frame without an origin.
        "<iframe class=wp-embedded-content sandbox=allow-scripts security=restricted data-secret=3fV9x style='position: absolute' \
         src='{src}' width=600 height=300 frameborder=0></iframe>",
        include_str!("parents/wordpress.js").into(),
    );
    (wordpress.more, wordpress.least, wordpress.most) = ("#?secret=3fV9x", 200.0, 1000.0);
    let mut named = Parent::new(
        "Datawrapper, old, with a key",
        "<iframe id=datawrapper-chart-a1B2c src='{src}' width=100% height=300 frameborder=0></iframe>",
        include_str!("parents/datawrapper-old.js").into(),
    );
    named.more = "&chart=a1B2c";
    vec![
        Parent::new(
            "Pym",
            "<div id=place></div>",
            format!("{}; new pym.Parent('place', '{{src}}', {{}});", installed("pym.js/dist/pym.v1.min.js")),
        ),
        Parent::new(
            "@newswire/frames",
            "<div data-frame-src='{src}'></div>",
            format!("{}; newswireFrames.autoInitFrames();", installed("@newswire/frames/dist/frames.umd.js")),
        ),
        Parent::new("the Guardian", FRAME, include_str!("parents/guardian.js").into()),
        wordpress,
        Parent::new("Datawrapper", FRAME, include_str!("parents/datawrapper.js").into()),
        Parent::new("Datawrapper, old", FRAME, include_str!("parents/datawrapper-old.js").into()),
        named,
        Parent::new(
            "our own",
            FRAME,
            "document.head.append(Object.assign(document.createElement('script'), \
            {src: '/force-compare/parent.js'}));"
                .into(),
        ),
    ]
}

/// A script as npm has it.
fn installed(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/parents/node_modules").join(name);
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; tests/run installs it with npm", path.display()))
}

/// The policy of the other site's page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; \
    frame-src http://127.0.0.1:*";

/// The site of the frames, with the headers of a newsroom that lets everybody embed. A frame without an origin is a
/// stranger even to its own server, and in WebKit nothing is 'self' to it.
fn frames() -> Site {
    let policy = "default-src 'none'; script-src http://127.0.0.1:* 'wasm-unsafe-eval'; style-src http://127.0.0.1:*; \
        img-src data:; connect-src http://127.0.0.1:*; frame-ancestors *";
    Served::well().sending("access-control-allow-origin", "*").under(policy).start()
}

impl Parent {
    /// Waits until the frame has the height of its content, or as much of it as the script gives, and returns the
    /// content's height.
    async fn fits(&self, browser: &Browser, frame: &Frame<'_>, wanted: impl Fn(f64) -> bool) -> f64 {
        let start = Instant::now();
        loop {
            let inner = frame.height().await;
            let outer = browser.run("return document.querySelector('iframe').getBoundingClientRect().height").await;
            // A script that limits the height would hide that the frame has not yet told its own.
            let told = browser.run("return told.findLast(({sentinel}) => sentinel === 'amp')?.height").await;
            let given = inner.max(self.least).min(self.most);
            if frame.ready().await && wanted(inner) && outer == given && told == inner {
                return inner;
            }
            assert!(start.elapsed() < PATIENCE, "{}: shows {inner} px in a frame of {outer}", self.name);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn keeps_up(&self, browser: &Browser, frames: &Site) {
        let page = self.page(frames);
        let script = page.replace("'{src}'", &format!("'{}{EMBED}'", frames.address));
        let site = Served::well().page("/parent.html", script).under(POLICY).start();
        browser.view(900, 768).await;
        browser.open(&site, "/parent.html").await;
        browser.until("there is a frame", "return document.querySelector('iframe')").await;
        let frame = Frame { browser };
        let first = self.fits(browser, &frame, |height| height > 300.0).await;
        // A reader opens the figures, and closes them again.
        frame.run("chart.shadowRoot.querySelector('[part=table] summary').click()").await;
        self.fits(browser, &frame, |height| height > first + 100.0).await;
        frame.run("chart.shadowRoot.querySelector('[part=table] summary').click()").await;
        self.fits(browser, &frame, |height| height == first).await;
        // The page becomes narrow, and wide again.
        browser
            .run(
                "document.querySelector('iframe').parentElement.style.width = '360px'; \
            document.querySelector('iframe').style.width = '100%'; dispatchEvent(new Event('resize'))",
            )
            .await;
        // WordPress removes the style with every height.
        if self.name == "WordPress" {
            browser.run("document.querySelector('iframe').width = 360").await;
        }
        self.fits(browser, &frame, |height| height > first + 50.0).await;
        browser.run("document.querySelector('iframe').parentElement.style.width = ''").await;
        if self.name == "WordPress" {
            browser.run("document.querySelector('iframe').width = 600").await;
        }
        self.fits(browser, &frame, |height| self.name == "WordPress" || height == first).await;
        self.is_quiet(browser, &frame).await;
        browser.picture(&format!("parent-{}", self.name.replace(|letter: char| !letter.is_alphanumeric(), "-"))).await;
    }

    /// Asserts that nothing more is said once nothing changes, that each change was told, and never as null.
    async fn is_quiet(&self, browser: &Browser, frame: &Frame<'_>) {
        frame.rests(self.name).await;
        let told = browser.run("return told").await;
        let told = told.as_array().unwrap();
        assert!(told.iter().all(|message| !message.is_null()), "{}: {told:?}", self.name);
        let heights: Vec<&Value> = told
            .iter()
            .filter(|message| message["sentinel"] == json!("amp"))
            .map(|message| &message["height"])
            .collect();
        assert!(heights.len() >= 5, "{}: {heights:?}", self.name);
        assert!(heights.iter().all(|height| height.as_u64() >= Some(100)), "{}: {heights:?}", self.name);
    }
}

in_every_engine! {
    async fn every_parent_gives_the_frame_its_height(browser) {
        let frames = frames();
        for parent in parents() {
            parent.keeps_up(browser, &frames).await;
            eprintln!("{:?}: {} fits", browser.engine, parent.name);
        }
    }

    /// A script that comes late asks, and is told again.
    async fn a_parent_that_listens_late_is_told_again(browser) {
        let frames = frames();
        let mut late = Parent::new("our own, late", FRAME, String::new());
        let site = Served::well().page("/parent.html", late.page(&frames)).under(POLICY).start();
        browser.open(&site, "/parent.html").await;
        let frame = Frame { browser };
        browser.until("it has been told", "return told.some((message) => message.sentinel)").await;
        let outer = "return document.querySelector('iframe').getBoundingClientRect().height";
        assert_eq!(browser.run(outer).await, 300);
        // Of two scripts that ask, the second is told as well.
        browser.run("const script = document.createElement('script'); script.src = '/force-compare/parent.js';
            document.head.append(script)").await;
        late.least = 100.0;
        late.fits(browser, &frame, |height| height > 300.0).await;
    }

    /// A height that the frame told early, and that was gone before the browser painted it, is taken back.
    async fn what_was_told_is_not_left_standing(browser) {
        let frames = frames();
        let own = parents().pop().unwrap();
        let site = Served::well().page("/parent.html", own.page(&frames)).under(POLICY).start();
        browser.open(&site, "/parent.html").await;
        let frame = Frame { browser };
        let first = own.fits(browser, &frame, |height| height > 300.0).await;
        browser.painted().await;
        frame.run("const box = document.querySelector('main'); box.style.height = '3000px';
            document.dispatchEvent(new Event('visibilitychange')); box.style.height = ''").await;
        browser.until("it was told", "return told.some(({height}) => height == 3000)").await;
        own.fits(browser, &frame, |height| height == first).await;
    }

    /// Tries each row of the table of forms, and what no parent may do: size another's frame, or take nonsense for a
    /// height.
    async fn our_parent_reads_every_form(browser) {
        // Frames that say what they are told to say.
        let echo = "<!doctype html><html lang=en><head><title>Echo</title><link rel=icon href=data:,><script>
            addEventListener('message', ({data}) => { if ('echo' in data) parent.postMessage(data.echo, '*') })
            </script></head></html>";
        let frames = Served::well().page("/frames/echo.html", echo).under("default-src 'none'; script-src 'self' 'unsafe-inline'; img-src data:").start();
        let page = format!("<!doctype html><html lang=en><head><title>Forms</title><link rel=icon href=data:,>
            <script src=/force-compare/parent.js></script><script>window.told = []; addEventListener('message', ({{data}}) => told.push(data))</script></head><body>
            <iframe src='{0}/frames/echo.html' height=300 frameborder=0></iframe>
            <iframe src='{0}/frames/echo.html' height=300 style='box-sizing: border-box; border: 5px solid'></iframe></body></html>", frames.address);
        let site = Served::well().page("/parent.html", page).under(POLICY).start();
        browser.open(&site, "/parent.html").await;
        let heights = "[...document.querySelectorAll('iframe')].map(({style}) => style.height)";
        let says = async |at: usize, form: &str| {
            browser.run(&format!("const before = told.length;
                document.querySelectorAll('iframe')[{at}].contentWindow.postMessage({{echo: {form}}}, '*')")).await;
        };
        // Messages arrive in order: when this one has come, so have all before it.
        let heard = async || {
            browser.run("told.length = 0").await;
            says(0, "'that is all'").await;
            says(1, "'that is all'").await;
            browser.until("all is heard", "return told.filter((said) => said == 'that is all').length == 2").await;
        };
        let mut wanted = 400;
        for form in [
            "'pymxPYMxidxPYMxheightxPYMx{}'",
            "{sentinel: 'amp', type: 'embed-size', height: {}}",
            "{'datawrapper-height': {a: {}}}",
            "JSON.stringify({src: 'x', context: 'iframe.resize', height: {}})",
            "{sender: 'Flourish', method: 'resize', height: {}}",
            "JSON.stringify({sender: 'Flourish', context: 'iframe.resize', height: {}})",
            "JSON.stringify({type: 'set-height', value: {}, id: 'iframeMessenger:12345'})",
            "JSON.stringify({sentinel: 'amp', type: 'embed-size', height: {}})",
            "{message: 'height', value: {}, secret: 'x'}",
            "'[iFrameSizer]id:{}:500:init'",
        ] {
            wanted += 1;
            says(0, &form.replace("{}", &wanted.to_string())).await;
            says(1, &form.replace("{}", &(wanted + 100).to_string())).await;
            heard().await;
            // The second has its border within its height.
            let given = browser.run(&format!("return {heights}")).await;
            assert_eq!(given, json!([format!("{wanted}px"), format!("{}px", wanted + 110)]), "{form}");
        }
        let before = browser.run(&format!("return {heights}")).await;
        for nonsense in [
            "{sentinel: 'amp', type: 'embed-size', height: 'tall'}", "{sentinel: 'amp', type: 'embed-size', height: -5}",
            "{sentinel: 'amp', type: 'embed-size'}", "{sentinel: 'amp', type: 'embed-size', height: null}", "{'datawrapper-height': null}",
            "null", "undefined", "'null'", "'no {'", "7", "[]", "'pymxPYMxidxPYMxwidthxPYMx999'", "{type: 'navigate', value: 'https://example.org/'}",
        ] {
            says(0, nonsense).await;
            heard().await;
            assert_eq!(browser.run(&format!("return {heights}")).await, before, "{nonsense}");
        }
        // The page itself is no frame.
        browser.run("postMessage({sentinel: 'amp', type: 'embed-size', height: 999}, '*')").await;
        heard().await;
        assert_eq!(browser.run(&format!("return {heights}")).await, before);
        for (asked, given) in [(3, 100), (1_000_000, 10_000)] {
            says(0, &format!("{{sentinel: 'amp', type: 'embed-size', height: {asked}}}")).await;
            heard().await;
            assert_eq!(browser.run(&format!("return {heights}")).await[0], format!("{given}px"));
        }
        assert_eq!(browser.problems().await, [""; 0]);
    }
}
