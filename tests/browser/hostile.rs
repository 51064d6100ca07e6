//! Harmful input in the widget: nothing runs, nothing leaves its element, and pages that let no text become a script
//! (Trusted Types) have nothing to refuse.

use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Fault, Served, payload};

/// The server's own policy, with a rule that no text may become a script, whatever policy the page makes.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

fn texts(list: &str) -> Vec<String> {
    let corpus: Value = serde_json::from_str(include_str!("../hostile/texts.json")).unwrap();
    serde_json::from_value(corpus[list].clone()).unwrap()
}

/// The article's figures under other names, one text for each, and all the other texts beside them.
fn harmful() -> String {
    let mut payload: Value = serde_json::from_str(&payload()).unwrap();
    let texts: Vec<_> = ["scripts", "unseen", "keys", "formulas"].into_iter().flat_map(texts).collect();
    let first = &texts[0];
    let areas = payload["areas"].as_array_mut().unwrap();
    for (at, area) in areas.iter_mut().enumerate() {
        let text = &texts[at];
        *area = json!({"id": text.split([' ', ',', '\t', '\r', '\n']).collect::<String>(), "name": text, "group": text, "note": text,
            "official": text, "code": text, "aliases": texts[texts.len() - 1 - at]});
        // A list, as it is published.
        area["aliases"] = json!([area["aliases"]]);
    }
    // A name of the greatest length, without a place to break it, and a name of invisible letters.
    areas[40]["name"] = "W".repeat(2_000).into();
    areas[41]["name"] = "\u{200b}\u{200c}".into();
    let named = areas[1]["id"].clone();
    for list in ["flags", "findings"] {
        payload.as_object_mut().unwrap().remove(list);
    }
    payload["title"] = first.clone().into();
    payload["measure"]["label"] = texts[1].clone().into();
    payload["measure"]["plural"] = texts[3].clone().into();
    payload["noun"] = json!({"singular": texts[4], "plural": texts[5]});
    payload["periods"][0]["label"] = texts[6].clone().into();
    payload["nation"]["name"] = texts[7].clone().into();
    payload["nation"]["short"] = texts[8].clone().into();
    payload["breaks"] = json!([{"period": payload["periods"][1]["id"], "area": named, "note": texts[9]}]);
    payload["caveats"] = json!(texts.iter().chain(&self::texts("turned")).collect::<Vec<_>>());
    payload["source"] =
        json!({"name": first, "title": texts[2], "url": "javascript:window.pwned=1", "published": "2018-09-13"});
    payload["support"] = json!([{"label": first, "number": "javascript:window.pwned=1"}, {"label": texts[2], "number": "0800 1111\" onclick=x"}]);
    payload.to_string()
}

/// The figures with one name that is refused.
fn with_name(name: &str) -> &'static str {
    payload().replacen("\"Bedfordshire\"", &Value::from(name).to_string(), 1).leak()
}

/// Lists what is wrong in the page: scripts that ran, elements made of texts, links that lead elsewhere, and elements
/// where none belong.
const WRONG: &str = "
    const wrong = [];
    if (window.pwned !== undefined) wrong.push('a text ran');
    const known = new Set('a b button canvas caption details div fieldset figure h1 h2 h3 h4 h5 h6 input label legend li option p path rect line circle text g select slot small span strong summary svg table tbody td textarea th thead tr ul'.split(' '));
    const own = new Set('force-compare html head body title link script style main p figure iframe'.split(' '));
    const look = (node, allowed) => {
        for (const each of node.querySelectorAll('*')) {
            const name = each.localName;
            if (!allowed.has(name)) wrong.push(`an element ${name}`);
            for (const attribute of each.getAttributeNames()) if (attribute.startsWith('on') || attribute == 'srcdoc') wrong.push(`an attribute ${attribute}`);
            if (name == 'a' && !['http:', 'https:', 'tel:', 'mailto:'].includes(each.protocol)) wrong.push(`a link to ${each.href}`);
        }
    };
    look(document, own);
    for (const host of document.querySelectorAll('force-compare')) {
        if (!host.shadowRoot) continue;
        look(host.shadowRoot, known);
        const right = host.getBoundingClientRect().right + 1;
        for (const node of host.shadowRoot.querySelectorAll('.widget *')) {
            const box = node.getBoundingClientRect();
            if (box.width && box.right > right && !node.closest('.box, .hide, .tip, select, ul[role=listbox]')) wrong.push(`${node.localName}.${node.className} is ${box.right - right} too wide`);
        }
    }
    if (document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth) wrong.push('the page is scrolled sideways');
    const {problems} = window.__probe;
    for (const problem of problems) if (!/^console.error: force-compare: .* The static chart stays/.test(problem) && !problem.includes('ResizeObserver loop')) wrong.push(problem);
    return [...new Set(wrong)]";

impl Browser {
    async fn unharmed(&self, what: &str) {
        self.painted().await;
        let wrong = self.run(WRONG).await;
        if wrong != json!([]) {
            self.picture("hostile").await;
        }
        assert_eq!(wrong, json!([]), "{:?}: {what}", self.engine);
    }

    async fn shown(&self, id: &str) {
        self.run(&format!("document.getElementById('{id}').scrollIntoView({{behavior: 'instant'}})")).await;
        self.until(
            &format!("{id} is shown"),
            &format!("return document.getElementById('{id}').shadowRoot?.querySelector('.widget:not(.draft)')"),
        )
        .await;
    }
}

fn page(elements: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Harm</title><link rel=icon href=data:,><script type=module src=/force-compare/define.js></script>
        <link rel=stylesheet href=/force-compare/define.css></head><body><main>{elements}</main></body></html>"
    )
}

in_every_engine! {
    /// Every text of the payload was made to do harm; the test tries every view, a narrow column, and everything that a
    /// reader may open.
    async fn payloads(browser) {
        let element = |id: &str, more: &str| format!("<force-compare id={id} src=/a/{id}.json {more}><figure>As it was.</figure></force-compare>");
        let refused: Vec<_> = texts("turned").into_iter().chain(["x".repeat(1 << 20)]).collect();
        let ids: Vec<_> = (0..refused.len()).map(|at| format!("refused{at}")).collect();
        let others: String = ids.iter().map(|id| element(id, "")).collect();
        let mut served = Served::well()
            .under(POLICY)
            .but("/a/harmful.json", Fault::Instead(harmful().leak()))
            .page("/harm.html", page(&format!("{}<p>After.</p>{others}", element("harmful", "fragment=fc"))));
        for (id, name) in ids.iter().zip(&refused) {
            served = served.but(format!("/a/{id}.json").leak(), Fault::Instead(with_name(name)));
        }
        let site = served.start();
        browser.view(320, 640).await;
        browser.open(&site, "/harm.html").await;
        browser.shown("harmful").await;
        browser.unharmed("as it comes").await;
        let root = "const host = document.getElementById('harmful'), root = host.shadowRoot;";
        for view in ["ranking", "funnel", "breakdown", "trend", "change"] {
            for measure in ["rate", "count"] {
                browser.run(&format!("{root} host.setState({{view: '{view}', measure: '{measure}', areas: ['__proto__', 'constructor', 'toString', 'W'.repeat(9)]}})")).await;
                browser.until("it is shown", &format!("{root} return root.querySelector('.chart').ariaBusy != 'true'")).await;
                browser.unharmed(view).await;
            }
        }
        browser.run(&format!("{root} for (const node of root.querySelectorAll('details')) node.open = true; root.querySelector('[role=combobox]').focus()")).await;
        browser.until("the table and the menu are there", &format!("{root} return root.querySelector('tbody') && root.querySelector('.take button')")).await;
        browser.keys("proto").await;
        browser.until("the area is found", &format!("{root} return root.querySelector('[role=option]')?.textContent.startsWith('__proto__')")).await;
        browser.unharmed("with everything open").await;
        // Says and shows each mark.
        browser.run(&format!("{root} root.querySelector('.stage').focus()")).await;
        for _ in 0..5 {
            browser.keys(&char::from(fantoccini::key::Key::Down).to_string()).await;
            browser.unharmed("with a tooltip").await;
        }
        // Writes the texts into files.
        let taken = browser.client.execute_async("const done = arguments[0], host = document.getElementById('harmful');
            Promise.all([host.exportCSV(), host.exportSVG(), host.exportPNG()]).then(([csv, svg, png]) => done([csv, svg, png.size]), (error) => done(String(error)))", vec![]).await.unwrap();
        let csv = taken[0].as_str().unwrap_or_else(|| panic!("{taken}"));
        let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(csv.as_bytes());
        for cell in reader.records().flat_map(|row| row.unwrap().iter().map(String::from).collect::<Vec<_>>()) {
            let runs = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r', '\n']);
            assert!(!runs || cell.parse::<f64>().is_ok(), "a spreadsheet would run “{cell}”");
        }
        let svg = taken[1].as_str().unwrap();
        for made in ["<script", "<img", "<iframe", "<a ", "<foreignObject", "<animate", "javascript:window.pwned=1\""] {
            assert!(!svg.contains(made), "{made} in the picture");
        }
        assert!(taken[2].as_u64().unwrap() > 1_000);
        browser.unharmed("after the files").await;
        // A refused payload leaves the static chart, and the message is a line of reasonable length.
        for id in &ids {
            browser.run(&format!("document.getElementById('{id}').scrollIntoView({{behavior: 'instant'}})")).await;
            browser.until(&format!("{id} is refused"), &format!("return window.__probe.events.some((event) => event.name == 'error' && event.id == '{id}' && event.detail.reason == 'data' && event.detail.message.length < 400)")).await;
        }
        browser.unharmed("after the refused").await;
        // A link that asks for all of it.
        let hash: String = ["scripts", "turned", "keys", "formulas"].into_iter().flat_map(texts).chain(["x".repeat(100_000)]).collect::<Vec<_>>().join(" ");
        browser.run(&format!("for (const key of ['areas', 'view', 'measure', 'period', '__proto__', 'constructor']) {{
            location.hash = `fc.${{key}}=${{encodeURIComponent({text})}}&__proto__=1&%E0%A4%A`;
        }}", text = Value::from(hash))).await;
        browser.painted().await;
        // Anyone can make a link, and it puts no words into the page.
        assert_eq!(browser.run(&format!("{root} return root.querySelector('.problems').textContent")).await, "");
        browser.unharmed("after the link").await;
        // Checks that browsers which know the policy obey it.
        let enforced = browser.run("if (!window.trustedTypes) return null;
            try { document.createElement('p').innerHTML = '<b>x</b>'; return false } catch { return true }").await;
        println!("{:?} enforces Trusted Types: {enforced}", browser.engine);
        assert!(enforced == true || (enforced.is_null() && browser.engine != Engine::Chromium), "{enforced}");
    }

    /// Attributes and properties, from whoever writes the page or its address.
    async fn attributes(browser) {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
        let texts: Vec<_> = ["scripts", "turned", "keys", "formulas"].into_iter().flat_map(texts).filter(|text| !text.contains('\0')).collect();
        let long = "x".repeat(1 << 20);
        let all = escaped(&texts.join(" ")) + " " + &long;
        let elements = format!("<force-compare id=all src=/force-compare/data/image-offences.json areas=\"{all}\" view=\"{all}\" measure=\"{all}\" period=\"{all}\" theme=\"{all}\" fragment=\"{all}\" article=\"{all}\"><figure>As it was.</figure></force-compare>
            <force-compare id=source src=\"javascript:window.pwned=1\"><figure>As it was.</figure></force-compare>
            <force-compare id=inline src=\"data:application/json,{{}}\"><figure>As it was.</figure></force-compare>");
        let site = Served::well().under(POLICY).page("/attributes.html", page(&elements)).start();
        browser.open(&site, "/attributes.html").await;
        browser.shown("all").await;
        browser.run("for (const id of ['source', 'inline']) document.getElementById(id).scrollIntoView({behavior: 'instant'})").await;
        browser.until("both are refused", "return window.__probe.events.filter(({name}) => name == 'error').length == 2").await;
        let problems = "window.__probe.problems";
        // The element asks for the address of data, and the page's policy refuses it.
        browser.run(&format!("{problems} = {problems}.filter((line) => !line.startsWith('policy: connect-src'))")).await;
        browser.unharmed("attributes").await;
        let state = json!({"areas": texts, "view": texts[0], "measure": "__proto__", "periods": ["constructor"]});
        // In a task of the page's own: within a script of WebKit's driver each attribute would be an update by itself.
        browser.run(&format!("setTimeout(() => {{ const host = document.getElementById('all'); host.setState({state}); host.setState(JSON.parse('{{\"__proto__\": {{\"view\": \"x\"}}}}')) }})")).await;
        browser.until("it says what there is not", "return document.getElementById('all').shadowRoot.querySelector('.problems').textContent.includes('__proto__')").await;
        browser.unharmed("properties").await;
    }

    /// Messages from a page to its frame, and from a frame to its page.
    async fn messages(browser) {
        let frames = "<iframe title=Chart src='/force-compare/embed.html?src=data/image-offences.json&childId=%3Cscript%3E&chart=__proto__' width=600 height=900></iframe>
            <iframe title=Shouting src=/shout.html width=600 height=90></iframe><script type=module src=/force-compare/parent.js></script>";
        let site = Served::well()
            .script("/shout.js", include_str!("hostile.js"))
            .page("/shout.html", "<!doctype html><html lang=en><head><title>Shouting</title><script src=/shout.js></script></head><body></body></html>")
            .page("/around.html", format!("<!doctype html><html lang=en><head><title>Around</title><link rel=icon href=data:,><script src=/shout.js></script></head><body>{frames}</body></html>"))
            .start();
        browser.open(&site, "/around.html").await;
        browser.until("the frame has its chart", "return frames[0].document.querySelector('force-compare')?.shadowRoot?.querySelector('.widget:not(.draft)')").await;
        browser.painted().await;
        let heights = "return [...document.querySelectorAll('iframe')].map((frame) => frame.offsetHeight)";
        let before = browser.run(heights).await;
        // Again, from both sides, now that all listen.
        browser.run("const page = window.wrappedJSObject ?? window; for (const message of page.messages) { page.frames[0].postMessage(message, '*'); page.frames[1].parent.postMessage(message, '*') }").await;
        browser.run("const script = frames[1].document.createElement('script'); script.src = '/shout.js?again'; frames[1].document.head.append(script)").await;
        browser.until("the loud frame is as high as it may be", "return document.querySelectorAll('iframe')[1].offsetHeight > 9000").await;
        browser.painted().await;
        let after = browser.run(heights).await;
        assert_eq!(after[0], before[0], "one frame set the height of another");
        assert!(after[1].as_u64().unwrap() < 10_020, "{after}");
        let said = browser.run("return [window, frames[0], frames[1]].flatMap((page) => page.__probe.problems)").await;
        assert_eq!(said, json!([]));
        assert_eq!(browser.run("return [window, frames[0], frames[1]].map((page) => page.pwned ?? null)").await, json!([null, null, null]));
    }
}
