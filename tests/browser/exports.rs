//! Readers take these with them: the picture, the figures, a link, the code for another page.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fantoccini::key::Key;
use force_compare::build;
use force_compare::compare::{Asked, Choice, Comparison};
use force_compare::data::{Dataset, Payload, write};
use force_compare::words::{self, DOWNLOAD};
use serde_json::{Value, json};

use crate::engine::Browser;
use crate::figures_file::{holds_every_amount, holds_every_figure, imported, rows, same_figures};
use crate::site::{Fault, Served, Site};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";
const DATA: &str = "/force-compare/data/image-offences.json";

/// The demonstration's pages with their recipes.
const PAGES: [(&str, &str); 3] =
    [("/", "image-offences"), ("/seizures.html", "seizures"), ("/officers.html", "officers")];

fn recipe(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("www/data/{name}.toml"))
}

/// Returns the value of an asynchronous expression, or the message of its failure.
async fn given(browser: &Browser, expression: &str) -> Result<Value, String> {
    let script = format!(
        "const done = arguments[0]; (async () => {expression})().then((given) => done({{given}}),
            (error) => done({{refused: String(error?.message ?? error)}}))"
    );
    let given = browser.client.execute_async(&script, vec![]).await.unwrap();
    match given["refused"].as_str() {
        Some(refused) => Err(refused.into()),
        None => Ok(given["given"].clone()),
    }
}

async fn text(browser: &Browser, method: &str) -> String {
    let text = given(browser, &format!("document.querySelector('force-compare').{method}()")).await.unwrap();
    text.as_str().unwrap().into()
}

async fn ready(browser: &Browser, site: &Site, page: &str) {
    browser.open(site, page).await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
}

/// The comparison that the page shows.
async fn compared<'a>(browser: &Browser, dataset: &'a Dataset) -> Comparison<'a> {
    let state = browser.run("return document.querySelector('force-compare').getState()").await;
    let list = |name: &str| serde_json::from_value(state[name].clone()).unwrap();
    let text = |name: &str| state[name].as_str().map(String::from);
    let asked = Asked {
        areas: Some(list("areas")),
        view: text("view"),
        measure: text("measure"),
        periods: Some(list("periods")),
    };
    let (choice, problems) = Choice::resolve(&asked, dataset);
    assert_eq!(problems, []);
    Comparison::new(dataset, choice)
}

/// Reads an SVG with the browser's own parser: its name, texts, elements and size, and whatever must not be in it.
const PARSED: &str = "
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const all = [...parsed.querySelectorAll('*')];
    const root = parsed.documentElement;
    return {
      wrong: parsed.querySelector('parsererror')?.textContent ?? null,
      name: root.firstElementChild?.localName, title: parsed.querySelector('title')?.textContent,
      size: ['width', 'height'].map((side) => Number(root.getAttribute(side))),
      texts: [...parsed.querySelectorAll('text')].map((node) => node.textContent),
      tags: [...new Set(all.map((node) => node.localName))].sort(),
      attributes: [...new Set(all.flatMap((node) => node.getAttributeNames()))].sort(),
      marks: parsed.querySelectorAll('circle, path').length,
      strange: all.filter((node) => node.namespaceURI != 'http://www.w3.org/2000/svg').length,
    };";

async fn parsed(browser: &Browser, svg: &str) -> Value {
    let parsed = browser.run(&format!("const text = {};{PARSED}", Value::from(svg))).await;
    assert_eq!(parsed["wrong"], Value::Null, "{svg}");
    assert_eq!(parsed["strange"], 0);
    assert_eq!(parsed["name"], "title");
    let tags: Vec<String> = serde_json::from_value(parsed["tags"].clone()).unwrap();
    let known = ["circle", "desc", "g", "path", "rect", "svg", "text", "title"];
    assert!(tags.iter().all(|tag| known.contains(&tag.as_str())), "{tags:?}");
    let attributes: Vec<String> = serde_json::from_value(parsed["attributes"].clone()).unwrap();
    assert!(
        !attributes.iter().any(|name| name == "style" || name == "class" || name.starts_with("on")),
        "{attributes:?}"
    );
    parsed
}

/// The texts of a picture as they are read, whatever lines they stand in.
fn read(parsed: &Value) -> String {
    let texts: Vec<String> = serde_json::from_value(parsed["texts"].clone()).unwrap();
    texts.join(" ")
}

/// Names that would run, break out of a cell or an element, or not be XML at all.
fn hostile() -> (String, Vec<String>) {
    let recipe = recipe("image-offences");
    let mut payload = write(&build::open(&recipe).unwrap().data().clone());
    let names = [
        "<script>window.ran = 1</script>",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1+1",
        "@SUM(1+1)",
        "'=1+1",
        "a \"quoted\", name\r\nand more",
        "]]><svg onload=alert(1)>",
        "&amp; &lt;",
        "a bell and {0}",
        "’tis",
    ];
    let areas = payload["areas"].as_array_mut().unwrap();
    for (area, name) in areas.iter_mut().zip(names) {
        area["name"] = json!(name);
    }
    payload["title"] = json!("=Title </title><script>window.ran = 1</script> {1}");
    payload["flags"] = json!([{"area": areas_id(&payload, 1), "period": "2016-17", "flags": "[p][r]"}]);
    payload["counts"][0][3] = json!("[c]");
    payload["counts"][1][4] = json!("<5");
    payload["counts"][1][5] = json!("[low]");
    (payload.to_string(), names.map(String::from).to_vec())
}

fn areas_id(payload: &Value, at: usize) -> Value {
    payload["areas"][at]["id"].clone()
}

in_every_engine! {
    async fn the_file_has_every_figure_and_makes_the_same_payload(browser) {
        let site = Served::well().start();
        for (page, name) in PAGES {
            ready(browser, &site, page).await;
            let original = build::open(&recipe(name)).unwrap().data().clone();
            let comparison = compared(browser, &original.dataset).await;
            let text = text(browser, "exportCSV").await;
            assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'), "lines end with CR LF");
            if original.dataset.is_counts() {
                holds_every_figure(&text, &comparison);
            } else {
                holds_every_amount(&text, &comparison);
            }
            same_figures(&imported(&text, &original, &format!("{name}-{:?}", browser.engine)).dataset, &original.dataset);
        }
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn the_file_says_why_there_is_no_change(browser) {
        let site = Served::well().start();
        ready(browser, &site, "/seizures.html").await;
        let rows = rows(&text(browser, "exportCSV").await);
        let row = |area: &str| rows.iter().find(|row| row["area"] == area && row["period"] == "2018/19").unwrap();
        assert!(row("Merseyside")["verdict"].starts_with("from 12,946 seizures"), "{:?}", row("Merseyside"));
        assert_eq!(row("Merseyside")["change_percent"], "");
        assert_eq!(row("Gwent")["verdict"], "");
    }

    /// Every area's sentence is in a picture that has it in focus, word for word, and every number of its label.
    async fn the_picture_says_what_the_sentences_say(browser) {
        let site = Served::well().start();
        for (page, name) in PAGES {
            ready(browser, &site, page).await;
            let dataset = build::open(&recipe(name)).unwrap().data().clone().dataset;
            let ids: Vec<&str> = dataset.areas.iter().map(|area| area.id.as_str()).collect();
            for chosen in ids.chunks(6) {
                browser.run(&format!("document.querySelector('force-compare').setState({})", json!({"areas": chosen}))).await;
                let svg = text(browser, "exportSVG").await;
                let parsed = parsed(browser, &svg).await;
                let comparison = compared(browser, &dataset).await;
                assert_eq!(comparison.choice.areas.len(), chosen.len());
                assert_eq!(parsed["title"], words::headline(&comparison));
                let texts = read(&parsed);
                let said = comparison.choice.areas.iter().map(|&area| words::sentence(&comparison, area));
                for said in said.chain(words::nation(&comparison)) {
                    for sentence in [said.fact, said.weight] {
                        assert!(texts.contains(&sentence), "{sentence} is not in {texts}");
                    }
                }
            }
        }
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// In each view the picture has the right size and is not blank, and the page's own picture stays as it was.
    async fn pictures_of_every_view(browser) {
        let site = Served::well().start();
        ready(browser, &site, "/").await;
        browser.calm().await;
        let dataset = build::open(&recipe("image-offences")).unwrap().data().clone().dataset;
        for (view, measure) in [("change", "count"), ("change", "rate"), ("ranking", "rate"), ("ranking", "change"), ("ranking", "share"),
            ("funnel", "rate"), ("breakdown", "rate")] {
            browser.run(&format!("document.querySelector('force-compare').setState({{view: '{view}', measure: '{measure}'}})")).await;
            browser.until("it is shown", &format!("return document.querySelector('force-compare').getState().view == '{view}'")).await;
            browser.painted().await;
            let shown = format!("return {ROOT}.querySelector('canvas').toDataURL()");
            let before = browser.run(&shown).await;
            let svg = text(browser, "exportSVG").await;
            let parsed = parsed(browser, &svg).await;
            let comparison = compared(browser, &dataset).await;
            assert_eq!(parsed["title"], words::headline(&comparison));
            let texts = read(&parsed);
            assert!(texts.contains(&words::subtitle(&comparison)), "{texts}");
            assert!(texts.contains("Source: NSPCC, Freedom of Information requests to every UK force, 13 September 2018"), "{texts}");
            let today = browser.run("return new Intl.DateTimeFormat('en-GB', {dateStyle: 'long'}).format(new Date())").await;
            assert!(texts.contains(&format!("Child abuse image offences. Picture made on {}.", today.as_str().unwrap())), "{texts}");
            for &area in &comparison.choice.areas {
                assert!(texts.contains(&dataset.areas[area].name), "{texts}");
            }
            assert!(parsed["marks"].as_u64().unwrap() > if view == "breakdown" { 8 } else { 20 }, "{parsed}");
            let [width, height] = [0, 1].map(|side| parsed["size"][side].as_f64().unwrap());
            assert_eq!(width, 680.0);
            let png = given(browser, "{
                const blob = await document.querySelector('force-compare').exportPNG();
                const image = new Image();
                image.src = await new Promise((resolve) => {
                    const reader = new FileReader();
                    reader.onload = () => resolve(reader.result);
                    reader.readAsDataURL(blob);
                });
                await image.decode();
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
                const colours = new Map();
                for (let at = 0; at < data.length; at += 4) {
                    const colour = data.slice(at, at + 4).join();
                    colours.set(colour, (colours.get(colour) ?? 0) + 1);
                }
                return {type: blob.type, size: [canvas.width, canvas.height], corner: data.slice(0, 4).join(),
                    common: [...colours].sort((a, b) => b[1] - a[1])[0][0], colours: colours.size};
            }").await.unwrap();
            assert_eq!(png["type"], "image/png");
            assert_eq!(png["size"], json!([1360, 2 * height as u64]));
            // White paper, on dark pages too, with something on it.
            assert_eq!([&png["corner"], &png["common"]], ["255,255,255,255"; 2]);
            assert!(png["colours"].as_u64().unwrap() > 50, "{png}");
            assert!(browser.run(&shown).await == before, "the page's picture has changed");
        }
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn hostile_names_stay_names(browser) {
        let (data, names) = hostile();
        let site = Served::well().but(DATA, Fault::Instead(data.clone().leak())).start();
        ready(browser, &site, "/").await;
        let parsed_json: Value = serde_json::from_str(&data).unwrap();
        let original = Payload::read(&parsed_json).unwrap();
        let ids: Vec<_> = original.dataset.areas.iter().map(|area| area.id.clone()).collect();
        let mut texts = String::new();
        for chosen in ids[..names.len()].chunks(6) {
            browser.run(&format!("document.querySelector('force-compare').setState({})", json!({"areas": chosen}))).await;
            texts += &read(&parsed(browser, &text(browser, "exportSVG").await).await);
        }
        for name in &names {
            let shown = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let texts = texts.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(texts.contains(&shown), "{shown} is not in {texts}");
        }
        assert!(texts.contains("=Title </title><script>window.ran = 1</script> {1}. Picture made on"), "{texts}");
        assert_eq!(browser.run("return window.ran ?? null").await, Value::Null);
        let text = text(browser, "exportCSV").await;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let cells = reader.records().map(Result::unwrap).flat_map(|row| row.iter().map(String::from).collect::<Vec<_>>());
        for cell in cells.filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])) {
            assert!(cell.parse::<f64>().is_ok(), "a spreadsheet would run “{cell}”");
        }
        let rows = rows(&text);
        let row = |area: usize, period: &str| rows.iter().find(|row| row["id"] == ids[area] && row["period"] == period).unwrap();
        assert_eq!(row(1, "2016/17")["flags"], "[p][r]");
        let marked = [(3, "2016/17", "[c]"), (4, "2017/18", "<5"), (5, "2017/18", "[low]")];
        for (area, period, marker) in marked {
            assert_eq!(row(area, period)["count"], marker);
        }
        assert_eq!(row(1, "2016/17")["area"], "'=cmd|' /C calc'!A0");
        assert_eq!(row(5, "2016/17")["area"], "''=1+1");
        assert_eq!(row(10, "2016/17")["area"], "’tis");
        same_figures(&imported(&text, &original, &format!("hostile-{:?}", browser.engine)).dataset, &original.dataset);
    }

    /// The methods wait for the widget, even far below the viewport and before anything is loaded.
    async fn methods_wait_and_refuse_in_words(browser) {
        let tag = format!("<force-compare src={DATA} areas=kent></force-compare>");
        let page = format!("<!doctype html><html lang=en><head><link rel=icon href=data:,>
            <script type=module src=/force-compare/define.js></script></head><body><br>{tag}</body></html>");
        let far = page.replace("<br>", &"<br>".repeat(400));
        let site = Served::well().page("/far.html", far).start();
        let defined = "return customElements.get('force-compare') !== undefined";
        browser.open(&site, "/far.html").await;
        browser.until("the element is defined", defined).await;
        browser.run("document.querySelector('force-compare').setState({areas: ['essex', 'gwent']})").await;
        let svg = text(browser, "exportSVG").await;
        assert!(read(&parsed(browser, &svg).await).contains("Essex"), "{svg}");
        // Two sources one after the other: the later one is exported.
        let later = given(browser, "{
            const element = document.querySelector('force-compare');
            element.src = '/force-compare/data/seizures.json';
            await 0;
            return element.exportCSV();
        }").await.unwrap();
        assert!(later.as_str().unwrap().contains("Home Office"), "{later}");
        let orphan = given(browser, "document.createElement('force-compare').exportCSV()").await.unwrap_err();
        assert!(orphan.contains("not in the page"), "{orphan}");
        assert_eq!(browser.problems().await, [""; 0]);

        for (path, fault, expected) in [
            (DATA, Fault::Missing, "answered 404"),
            ("/force-compare/export.js", Fault::Missing, "export.js did not load"),
            ("/force-compare/element.js", Fault::Missing, "element.js did not load"),
        ] {
            let site = Served::well().but(path, fault).page("/near.html", page.clone()).start();
            browser.open(&site, "/near.html").await;
            browser.until("the element is defined", defined).await;
            for method in ["exportPNG", "exportSVG", "exportCSV"] {
                let refused = given(browser, &format!("document.querySelector('force-compare').{method}()")).await.unwrap_err();
                assert!(refused.starts_with("force-compare: ") && refused.contains(expected), "{method}: {refused}");
            }
        }
    }

    async fn the_menu_by_keyboard(browser) {
        // The page's own script keeps the files that the browser would save and the text that it would copy.
        let page = format!("<!doctype html><html lang=en><head><link rel=icon href=data:,><title>Menu</title>
            <script>
              window.saved = [];
              window.copied = [];
              HTMLAnchorElement.prototype.click = async function () {{
                const {{download, href}} = this;
                window.saved.push([download, [...new Uint8Array(await (await fetch(href)).arrayBuffer()).slice(0, 4)]]);
              }};
              Object.defineProperty(navigator, 'clipboard', {{value: {{
                writeText: async (text) => {{
                  if (document.title == 'Refuse') throw new Error('no');
                  window.copied.push(text);
                }},
              }}}});
            </script>
            <script type=module src=/force-compare/define.js></script></head>
            <body><force-compare src={DATA} areas='hertfordshire bedfordshire cambridgeshire'></force-compare></body></html>");
        let policy = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self' blob:";
        let site = Served::well().page("/menu.html", page).under(policy).start();
        ready(browser, &site, "/menu.html").await;
        let loaded = "return performance.getEntriesByType('resource').some(({name}) => /[/]export[.][0-9a-f]+[.]js$/.test(name))";
        assert_eq!(browser.run(loaded).await, false, "nobody has asked for it yet");
        let enter = char::from(Key::Enter).to_string();
        browser.run(&format!("{ROOT}.querySelector('[part=share] summary').focus()")).await;
        browser.keys(&enter).await;
        browser.until("the buttons are there", &format!("return {ROOT}.querySelectorAll('[part=share] button').length == 6")).await;
        assert_eq!(browser.run(loaded).await, true);
        let labels = browser.run(&format!("return [...{ROOT}.querySelectorAll('[part=share] button')].map((button) => button.textContent)")).await;
        assert_eq!(labels, json!([DOWNLOAD.png, DOWNLOAD.svg, DOWNLOAD.csv, DOWNLOAD.link, DOWNLOAD.embed, DOWNLOAD.hear]));
        let said = format!("return {ROOT}.querySelector('[aria-live]').textContent");
        for (at, kind) in ["png", "svg", "csv"].into_iter().enumerate() {
            browser.keys(&char::from(Key::Tab).to_string()).await;
            browser.keys(&enter).await;
            browser.until("it is saved", &format!("return window.saved.length == {}", at + 1)).await;
            browser.until("it is said", &format!("{said} == 'Saved as child-abuse-image-offences.{kind}'")).await;
        }
        // The file of figures begins with the mark that spreadsheets want.
        assert_eq!(browser.run("return window.saved").await, json!([
            ["child-abuse-image-offences.png", [137, 80, 78, 71]],
            ["child-abuse-image-offences.svg", [60, 115, 118, 103]],
            ["child-abuse-image-offences.csv", [239, 187, 191, 97]],
        ]));
        for count in 1..=2 {
            browser.keys(&char::from(Key::Tab).to_string()).await;
            browser.keys(&enter).await;
            browser.until("it is copied", &format!("return window.copied.length == {count}")).await;
        }
        assert_eq!(browser.run(&said).await, DOWNLOAD.copied);
        let copied = browser.run("return window.copied").await;
        assert_eq!(copied[0], format!("{}/menu.html", site.address));
        // The embed page's own address says everything; where its script is taken out, the height holds.
        let embed = copied[1].as_str().unwrap();
        let made = browser.run(&format!("
            const parsed = new DOMParser().parseFromString({}, 'text/html');
            const frame = parsed.querySelector('iframe');
            const {{origin, pathname, searchParams}} = new URL(frame.getAttribute('src'));
            return [parsed.querySelector('script[type=module]').getAttribute('src'), origin + pathname, Object.fromEntries(searchParams),
                frame.title, Math.abs(frame.height - document.querySelector('force-compare').getBoundingClientRect().height) < 200]", Value::from(embed))).await;
        let at = |path: &str| format!("{}{path}", site.address);
        assert_eq!(made, json!([
            at("/force-compare/parent.js"), at("/force-compare/embed.html"),
            {"src": DATA, "areas": "hertfordshire bedfordshire cambridgeshire", "view": "change", "measure": "count", "period": "2016-17 2017-18"},
            browser.run(&format!("return {ROOT}.querySelector('#headline').textContent")).await, true,
        ]));
        // When copying is refused, the text stands there, selected.
        browser.run("document.title = 'Refuse'").await;
        browser.keys(&enter).await;
        browser.until("the text is there", &format!("return {ROOT}.querySelector('textarea')")).await;
        let field = browser.run(&format!("const field = {ROOT}.activeElement; return [field.localName, field.readOnly,
            field.value.slice(field.selectionStart, field.selectionEnd)]")).await;
        assert_eq!(field, json!(["textarea", true, embed]));
        assert_eq!(browser.run(&said).await, DOWNLOAD.refused);
        browser.picture("menu").await;
    }

    /// The line is gone after the page was loaded: the menu says so, and opening it again tries again.
    async fn the_menu_that_does_not_load(browser) {
        let times = if browser.engine == Engine::Webkit { 1_usize } else { 2 };
        let site = Served::well().but("/force-compare/export.js", Fault::MissingFor(Arc::new(times.into()))).start();
        ready(browser, &site, "/").await;
        let open = format!("{ROOT}.querySelector('[part=share] summary').click()");
        browser.run(&open).await;
        browser.until("it is said", &format!("return {ROOT}.querySelector('[part=share] p')?.textContent.includes('did not load')")).await;
        let said = browser.run(&format!("return {ROOT}.querySelector('[aria-live]').textContent")).await;
        assert!(said.as_str().unwrap().contains("did not load"), "{said}");
        browser.run(&format!("{open}; {open}")).await;
        browser.until("the buttons are there", &format!("return {ROOT}.querySelectorAll('[part=share] button').length == 6")).await;
        assert_eq!(browser.run(&format!("return {ROOT}.querySelectorAll('[part=share] > p').length")).await, 0);
    }
}
