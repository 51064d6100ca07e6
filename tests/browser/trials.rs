//! Does the faults of the matrix to the widget.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::OnceLock;

use force_compare::chart::{Ink, Theme};
use serde_json::{Value, json};

use crate::engine::{Browser, Engine};
use crate::matrix::{Cells, element, page, text};
use crate::site::{Fault, Gate, Served, payload};

const DATA: &str = "/force-compare/data/image-offences.json";
const MODULE: &str = "/force-compare/first.wasm";
const DEFINE: &str = "<script type=module src=/force-compare/define.js></script>";
const AROUND: &str = "<script src=/matrix.js></script>";

fn leaked(text: String) -> &'static str {
    text.leak()
}

/// A payload that padding makes fifty megabytes large.
fn heavy() -> &'static str {
    static HEAVY: OnceLock<&str> = OnceLock::new();
    HEAVY.get_or_init(|| leaked(payload().replacen('{', &format!("{{\"padding\":\"{}\",", "x".repeat(50 << 20)), 1)))
}

/// More areas than a little memory holds.
fn wide() -> String {
    let mut payload: Value = serde_json::from_str(&payload()).unwrap();
    for list in ["flags", "breaks", "categories", "findings"] {
        payload.as_object_mut().unwrap().remove(list);
    }
    let areas = payload["areas"].as_array().unwrap().clone();
    let repeated = |list: &Value| Value::from(vec![list.as_array().unwrap().clone(); 400].concat());
    let named = (0..400).flat_map(|round| {
        areas.iter().map(move |area| {
            let mut area = area.clone();
            area["id"] = format!("{}-{round}", text(&area["id"])).into();
            area["name"] = format!("{} {round}", text(&area["name"])).into();
            area
        })
    });
    payload["areas"] = named.collect();
    for list in ["counts", "populations"] {
        payload[list] = payload[list].as_array().unwrap().iter().map(repeated).collect();
    }
    payload["nation"]["areasSum"] = false.into();
    payload.to_string()
}

/// Starts a server whose connection breaks half way through an answer; returns its address.
fn breaking() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/data.json", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(3) {
            let Ok(mut stream) = stream else { continue };
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\naccess-control-allow-origin: *\r\ncontent-length: 9999\r\n\r\n{\"format\":");
        }
    });
    address
}

/// Faults of the data, all on one page, each in an element of its own beside one that is well.
pub async fn data(browser: &Browser, cells: &mut Cells) {
    let broken = breaking();
    let faults: [(&str, &str, Fault); 8] = [
        ("data-missing", "/a/missing.json", Fault::Missing),
        ("data-failing", "/a/failing.json", Fault::Failing),
        ("data-half", DATA, Fault::Half),
        ("data-page", "/a/page.json", Fault::Instead("<!doctype html><title>Front</title>")),
        (
            "data-type",
            "/a/type.json",
            Fault::Instead(leaked(payload().replacen("\"areas\":[", "\"areas\":5,\"were\":[", 1))),
        ),
        ("data-heavy", "/a/heavy.json", Fault::Instead(heavy())),
        (
            "data-deep",
            "/a/deep.json",
            Fault::Instead(leaked(format!(
                "{{\"format\":\"force-compare/1\",\"title\":{}{}}}",
                "[".repeat(200_000),
                "]".repeat(200_000)
            ))),
        ),
        ("data-version", "/a/version.json", Fault::Instead("{\"format\":\"force-compare/9\"}")),
    ];
    let gate = Gate::shut();
    let mut served = Served::well()
        .under("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self' http://127.0.0.1:*")
        .but("/force-compare/data/seizures.json", Fault::Held(gate.clone()));
    let mut elements = vec![element("data-slow", "/force-compare/data/seizures.json"), element("data-cut", &broken)];
    for (id, src, fault) in faults {
        elements.push(element(id, src));
        served = served.but(src, fault);
    }
    elements.push(element("well", "/force-compare/data/officers.json"));
    let site = served.page("/data.html", page("", DEFINE, &elements)).start();
    browser.open(&site, "/data.html").await;
    browser.near("data-slow").await;
    let early = browser.outcome("data-slow").await;
    for id in FAULTY.into_iter().chain(["data-cut"]) {
        browser.failed(id).await;
    }
    browser.charted("well").await;
    gate.open();
    browser.charted("data-slow").await;
    let beside = browser.beside().await;
    for id in FAULTY.into_iter().chain(["data-cut"]) {
        cells.insert(id, browser.outcome(id).await + &beside);
    }
    cells.insert("data-slow", format!("{early}, then {}{beside}", browser.outcome("data-slow").await));
}

const FAULTY: [&str; 8] =
    ["data-missing", "data-failing", "data-half", "data-page", "data-type", "data-heavy", "data-deep", "data-version"];

/// Faults of the engine's file: every element of the page keeps its static chart.
pub async fn module(browser: &Browser, cells: &mut Cells) {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
    let both = page("", DEFINE, &[element("one", DATA), element("two", DATA)]);
    for (id, served, says) in [
        ("wasm-refused", Served::well().under(policy), "add 'wasm-unsafe-eval' to its script-src"),
        ("wasm-missing", Served::well().but(MODULE, Fault::Missing), "first.wasm answered 404"),
        ("wasm-half", Served::well().but(MODULE, Fault::Half), "upload all files of one bundle together"),
        ("wasm-page", Served::well().page(MODULE, "<!doctype html>"), "not as text/html"),
    ] {
        let site = served.page("/module.html", both.clone()).start();
        browser.open(&site, "/module.html").await;
        browser.failed("one").await;
        browser.failed("two").await;
        let mut cell = browser.outcome("one").await;
        if browser.outcome("two").await != cell {
            cell += "; the other element is another";
        }
        let message = text(&browser.looked("return told('one')[0].message").await);
        if !message.contains(says) {
            cell += &format!("; says {message}");
        }
        if browser.shift().await.is_some_and(|shift| shift > 0.0) {
            cell += &format!("; moved {}", browser.run("return window.__probe.moved").await);
        }
        // Browsers report by themselves what a policy refused, and files that were not there.
        cells.insert(id, cell + &browser.beside().await);
    }
}

/// The engine stops in one element: that one goes back to its static chart, and all others go on with a fresh engine.
pub async fn stopped(browser: &Browser, cells: &mut Cells) {
    let gate = Gate::shut();
    let site = Served::well()
        .script("/matrix.js", include_str!("matrix.js"))
        .but("/force-compare/data/seizures.json", Fault::Held(gate.clone()))
        .but("/a/wide.json", Fault::Instead(leaked(wide())))
        .page("/stop.html", page("", &[AROUND, DEFINE].concat(), &[element("one", DATA), element("two", DATA)]))
        .page(
            "/memory.html",
            page("data-pages=24", &[AROUND, DEFINE].concat(), &[element("two", DATA), element("one", "/a/wide.json")]),
        )
        .start();
    for (id, path) in [("panic", "/stop.html"), ("memory", "/memory.html")] {
        browser.open(&site, path).await;
        browser.charted("two").await;
        if id == "panic" {
            browser.charted("one").await;
            // One more element is waiting for its data when the engine stops.
            let coming = element("coming", "/force-compare/data/seizures.json");
            browser
                .run(&format!("document.body.append(document.createRange().createContextualFragment('{coming}'))"))
                .await;
            browser.near("coming").await;
            browser.until("it is on its way", "return performance.getEntriesByType('resource').some(({name}) => name.endsWith('element.js') || name.includes('element.'))").await;
            browser.run("document.documentElement.dataset.stop = 'next'; document.getElementById('one').setState({measure: 'rate'})").await;
        }
        browser.failed("one").await;
        let mut cell = browser.outcome("one").await;
        // The other element never went back, and does what it is told.
        let two = browser.outcome("two").await;
        if two != "chart" {
            cell += &format!("; the other element: {two}");
        }
        browser.run("document.getElementById('two').setState({measure: 'rate'})").await;
        browser.near("two").await;
        browser
            .looks(
                "the other obeys",
                "return byId('two').getState().measure == 'rate' && shown(byId('two')) == 'chart'",
            )
            .await;
        if id == "panic" {
            gate.open();
            browser.charted("coming").await;
        }
        let next = element("next", DATA);
        browser.run(&format!("document.body.append(document.createRange().createContextualFragment('{next}'))")).await;
        browser.charted("next").await;
        let ready = browser.run("return [document.documentElement.dataset.instances, window.__probe.events.filter((event) => event.name == 'ready' && event.id == 'two').length]").await;
        if ready != json!(["2", 1]) {
            cell += &format!("; instances, and times that the other began: {ready}");
        }
        cells.insert(id, cell + &browser.beside().await);
        if id == "panic" {
            cells.insert("panic-whole", stopped_whole(browser).await);
        }
    }
}

/// Goes on with this page after both elements have loaded the engine that does everything, and one has its table open.
async fn stopped_whole(browser: &Browser) -> String {
    for id in ["two", "next"] {
        browser.run(&format!("document.getElementById('{id}').setState({{view: 'ranking'}})")).await;
        let ranked = format!("return byId('{id}').getState().view == 'ranking' && shown(byId('{id}')) == 'chart'");
        browser.near(id).await;
        browser.looks("it is ranked", &ranked).await;
    }
    let table = "document.getElementById('two').shadowRoot.querySelector('[part=table]')";
    browser.run(&format!("{table}.open = true")).await;
    browser.until("there is a table", &format!("return {table}.querySelector('tbody')")).await;
    let script =
        "document.documentElement.dataset.stop = 'next'; document.getElementById('next').setState({measure: 'count'})";
    browser.run(script).await;
    browser.failed("next").await;
    let cell = browser.outcome("next").await;
    browser.run("document.getElementById('two').setState({measure: 'count', areas: ['kent']})").await;
    browser.near("two").await;
    let goes_on = format!(
        "const {{view, measure, areas}} = byId('two').getState();
        return [view, measure, ...areas].join() == 'ranking,count,kent' && shown(byId('two')) == 'chart' && {table}.querySelector('tbody tr')"
    );
    browser.looks("the other goes on with its view and its table", &goes_on).await;
    cell + &browser.beside().await
}

/// Things that pages do with elements.
pub async fn elements(browser: &Browser, cells: &mut Cells) {
    let ids = ["lost", "moved", "cloned", "adopted", "late"];
    let mut all: Vec<_> = ids.iter().map(|id| element(id, DATA)).collect();
    all.push("<iframe id=frame title=Other width=600 height=900></iframe>".into());
    let gate = Gate::shut();
    let site = Served::well()
        .but("/force-compare/data/seizures.json", Fault::Held(gate.clone()))
        .page("/elements.html", page("", "", &all))
        .start();
    browser.open(&site, "/elements.html").await;
    // Elements are in the page long before the script, and the page sets their attributes.
    browser
        .run(
            "document.getElementById('late').setAttribute('measure', 'rate');
            const script = document.createElement('script');
            Object.assign(script, {type: 'module', src: '/force-compare/define.js'});
            document.head.append(script)",
        )
        .await;
    for id in ids {
        browser.charted(id).await;
    }
    let late = browser.run("return document.getElementById('late').getState().measure").await;
    let mut done =
        vec![("late", browser.outcome("late").await + if late == "rate" { "" } else { "; not what was asked for" })];
    // Takes the pixels away and gives them back, as browsers tell of it.
    browser.near("lost").await;
    browser
        .run(
            "const canvas = document.getElementById('lost').shadowRoot.querySelector('canvas');
            canvas.dispatchEvent(new Event('contextlost', {cancelable: true}));
            canvas.width = canvas.width;
            canvas.dispatchEvent(new Event('contextrestored'))",
        )
        .await;
    browser.charted("lost").await;
    done.push(("lost", browser.outcome("lost").await));
    browser.run("document.body.prepend(document.getElementById('moved'))").await;
    browser.charted("moved").await;
    let began = browser
        .run("return window.__probe.events.filter((event) => event.name == 'ready' && event.id == 'moved').length")
        .await;
    done.push(("moved", browser.outcome("moved").await + if began == 1 { "" } else { "; began again" }));
    browser
        .run("const copy = document.getElementById('cloned').cloneNode(true); copy.id = 'copy'; document.body.prepend(copy)")
        .await;
    browser.charted("copy").await;
    browser.charted("cloned").await;
    done.push(("cloned", browser.outcome("copy").await));
    // The element goes while its data are on their way, and comes back later.
    let leaving = element("leaving", "/force-compare/data/seizures.json");
    browser.run(&format!("document.body.append(document.createRange().createContextualFragment('{leaving}'))")).await;
    browser.near("leaving").await;
    browser.until("it loads", "return document.getElementById('leaving').dataset.busy == ''").await;
    browser.run("window.leaving = document.getElementById('leaving'); window.leaving.remove()").await;
    gate.open();
    // Once the page itself has the file, the element's own answer would have come too.
    browser.run("window.came = false; fetch('/force-compare/data/seizures.json').then((answer) => answer.text()).then(() => window.came = true)").await;
    browser.until("the data would be there", "return window.came").await;
    browser.painted().await;
    let gone = browser.looked("return [window.leaving.shadowRoot?.querySelector('.widget') ?? null, window.leaving.dataset.busy ?? null, told('leaving').length]").await;
    browser.run("document.body.prepend(window.leaving)").await;
    browser.charted("leaving").await;
    let nothing = gone == json!([null, null, 0]);
    done.push((
        "removed",
        browser.outcome("leaving").await + &if nothing { String::new() } else { format!("; when gone: {gone}") },
    ));
    // Moves it into another document, whose own sheet styles it there.
    browser.run("const {contentDocument} = document.getElementById('frame'); window.adopted = document.getElementById('adopted'); contentDocument.body.append(window.adopted)").await;
    browser.near("frame").await;
    browser.looks("it has its chart in the frame", "return shown(window.adopted) == 'chart'").await;
    let styled =
        browser.run("return getComputedStyle(window.adopted.shadowRoot.querySelector('.live')).position").await;
    let cell = text(&browser.looked("return shown(window.adopted)").await);
    done.push(("adopted", cell + if styled == "absolute" { "" } else { "; without its style" }));
    browser.picture("adopted").await;
    let beside = browser.beside().await;
    cells.extend(done.into_iter().map(|(id, cell)| (id, cell + &beside)));
}

/// Other things that pages have in them.
pub async fn pages(browser: &Browser, cells: &mut Cells) {
    let scripts = "<script type=module src=/force-compare/define.js></script>
        <script type=module src='/force-compare/define.js?another'></script>
        <script src=/force-compare/self-contained.js></script>";
    let unset = "data-css='* { all: unset } body { color: #222 }'";
    let spans = "data-css='span { display: none }'";
    let one = [element("one", DATA), "<p>After.</p>".into()];
    let hostile = |attributes: &str| page(attributes, &[AROUND, DEFINE].concat(), &one);
    let site = Served::well()
        .script("/matrix.js", include_str!("matrix.js"))
        .page("/twice.html", page("", &[DEFINE, DEFINE].concat(), &one))
        .page("/versions.html", page("", scripts, &one))
        .page("/unset.html", hostile(unset))
        .page("/spans.html", hostile(spans))
        .page("/more.html", hostile("data-patch=more"))
        .page("/broken.html", hostile("data-patch=broken"))
        .page("/back.html", hostile(""))
        .start();
    for (id, path) in [
        ("twice", "/twice.html"),
        ("versions", "/versions.html"),
        ("css-unset", "/unset.html"),
        ("css-spans", "/spans.html"),
        ("array-more", "/more.html"),
    ] {
        browser.open(&site, path).await;
        browser.charted("one").await;
        browser.painted().await;
        let mut cell = browser.outcome("one").await;
        let light = Theme::Light.colour(Ink::Focus(0)).css();
        let wrong = text(&browser.run(&FITS.replace("LIGHT", &light)).await);
        if !wrong.is_empty() {
            cell += &format!("; {wrong}");
        }
        browser.picture(id).await;
        cells.insert(id, cell + &browser.beside().await);
    }
    browser.open(&site, "/broken.html").await;
    browser.failed("one").await;
    cells.insert("array-broken", browser.outcome("one").await + &browser.beside().await);
    // Leaves the page, and comes back by the browser's own way.
    browser.open(&site, "/back.html").await;
    browser.charted("one").await;
    if browser.engine == Engine::Chromium {
        for state in ["frozen", "active"] {
            browser
                .command("goog/cdp/execute", json!({"cmd": "Page.setWebLifecycleState", "params": {"state": state}}))
                .await;
        }
    }
    browser.open(&site, "/twice.html").await;
    browser.client.back().await.unwrap();
    browser.charted("one").await;
    browser.run("document.getElementById('one').setState({measure: 'rate'})").await;
    browser.looks("it obeys", "return byId('one').getState().measure == 'rate' && shown(byId('one')) == 'chart'").await;
    let kept = browser.run("return document.documentElement.dataset.persisted").await == "true";
    let kept = if kept { "" } else { "; loaded anew" };
    cells.insert("back", browser.outcome("one").await + kept + &browser.beside().await);
}

/// Lists what does not fit: the chart has to be as wide as its element, its two canvases on each other, hidden texts
/// hidden, and one list of sentences readable.
const FITS: &str = "
    const host = document.getElementById('one'), root = host.shadowRoot, wrong = [];
    const box = (selector) => root.querySelector(selector).getBoundingClientRect();
    const [low, high, widget, live] = ['canvas', '.highlight', '.widget', '.live'].map(box);
    const wide = host.getBoundingClientRect().width;
    if (wide < 300) wrong.push(`the element is ${wide} wide`);
    if (Math.abs(widget.width - wide) > 1 || Math.abs(low.width - wide) > 1) wrong.push(`${wide}, ${widget.width} and ${low.width} wide`);
    if (low.top != high.top || low.left != high.left) wrong.push('the canvases lie apart');
    if (live.width > 1 || live.height > 1) wrong.push('what is only heard is seen');
    if (![...root.querySelectorAll('.sentences li, .views span, .measures span, .chip > span')].every((node) => node.checkVisibility() && node.textContent)) wrong.push('a text is hidden');
    if (root.querySelector('.widget').style.getPropertyValue('--c0') != 'LIGHT') wrong.push('it has the colours of a dark page');
    if (document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth) wrong.push('the page is scrolled sideways');
    return wrong.join(', ')";
