//! The figures of an article: the widget finds them in any markup, marks them without changing the page, lists them,
//! and leads to and from them, in the text and in the chart.

use fantoccini::key::Key;
use force_compare::build;
use force_compare::publish::findings_of;
use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Fault, Served, Site};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

/// The demonstration's payload with the findings of an article.
fn payload(article: &str) -> (String, Vec<Value>) {
    let recipe = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/image-offences.toml");
    let payload = build::open(&recipe).unwrap();
    let findings = findings_of(&format!("<article>{article}</article>"), payload.data()).unwrap();
    (payload.bearing(findings.clone()).text_for_authors(), findings)
}

/// A page of an article with the widget below it.
fn page(article: &str, attributes: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Quotes</title><link rel=icon href=data:,>
        <link rel=stylesheet href=/force-compare/define.css><script type=module src=/force-compare/define.js></script></head>
        <body><div id=story>{article}</div><force-compare src=/force-compare/data/quotes.json {attributes}></force-compare></body></html>"
    )
}

/// Opens an article that was checked in one form and is published in another.
async fn published(browser: &Browser, checked: &str, printed: &str, attributes: &str) -> (Site, Vec<Value>) {
    let (payload, findings) = payload(checked);
    let served = Served::well().page("/force-compare/data/quotes.json", payload);
    let site = served.page("/quotes.html", page(printed, attributes)).start();
    open(browser, &site, "/quotes.html").await;
    (site, findings)
}

/// Opens a page whose widget marks its article, and moves the pointer, so that there is a reader.
async fn open(browser: &Browser, site: &Site, path: &str) {
    browser.open(site, path).await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    browser.move_to(5.0, 5.0).await;
    browser.move_to(6.0, 6.0).await;
    browser.until("there is a list", &format!("return {ROOT}.querySelector('[part=figures] li')")).await;
    browser.painted().await;
}

/// The words under a mark: right, unchecked, contradicted or chosen.
async fn marked(browser: &Browser, name: &str) -> Vec<String> {
    let words = format!("return [...CSS.highlights.get('force-compare-{name}') ?? []].map(String)");
    serde_json::from_value(browser.run(&words).await).unwrap()
}

/// The figures in the list, each with its text.
async fn listed(browser: &Browser) -> Vec<[String; 2]> {
    let list = format!(
        "return [...{ROOT}.querySelectorAll('[part=figures] li:not([hidden])')].map((item) => [item.querySelector('b').textContent, item.lastChild.textContent])"
    );
    serde_json::from_value(browser.run(&list).await).unwrap()
}

async fn state(browser: &Browser) -> Value {
    browser.run("return document.querySelector('force-compare').getState()").await
}

async fn focused(browser: &Browser) -> String {
    let focused = format!("return {ROOT}.activeElement?.textContent ?? ''");
    browser.run(&focused).await.as_str().unwrap().to_string()
}

/// The text of the note; empty while it is away.
async fn noted(browser: &Browser) -> String {
    let noted = format!(
        "const note = {ROOT}.querySelector('[part=note]'); return note.checkVisibility() ? note.firstChild.textContent : ''"
    );
    browser.run(&noted).await.as_str().unwrap().to_string()
}

/// Presses the middle of the first line of a marked figure.
async fn press(browser: &Browser, words: &str) {
    let place = format!(
        "const range = ['right', 'unchecked', 'contradicted'].flatMap((name) => [...CSS.highlights.get(`force-compare-${{name}}`) ?? []]).find((range) => String(range) == '{words}');
        range.startContainer.parentElement.scrollIntoView({{block: 'center', behavior: 'instant'}});
        const {{left, top, width, height}} = range.getClientRects()[0]; return [left + width / 2, top + height / 2]"
    );
    let [x, y]: [f64; 2] = serde_json::from_value(browser.run(&place).await).unwrap();
    browser.click(x, y).await;
    browser.painted().await;
}

const CHECKED: &str =
    "<p>Bedfordshire recorded 118 offences in 2016/17 and 200 in 2017/18, a rise of 69.5 per cent.</p>
    <p>“Hertfordshire’s count fell from 309 in 2016/17 to 301 in 2017/18,” she said – down 2.6 per cent.</p>";

const WRONG: &str = "<p>Bedfordshire recorded 118 offences in 2016/17 and 200 in 2017/18.</p>
    <p>That is a rise of 66 per cent.</p><p>Norfolk’s 12,345 trees were counted too.</p>";

in_every_engine! {
    async fn a_published_article_has_its_figures_marked(browser) {
        let site = Served::well().start();
        browser.open(&site, "/").await;
        let text = "return [...document.querySelector('#story').querySelectorAll('header, h2, p, aside')].map((node) => node.outerHTML).join()";
        let before = browser.run(text).await;
        open(browser, &site, "/").await;
        let right = marked(browser, "right").await;
        assert_eq!(right.len(), 24, "{right:?}");
        assert_eq!(right[0], "up by more than two thirds");
        let list = listed(browser).await;
        assert_eq!(list.iter().map(|[figure, _]| figure.clone()).collect::<Vec<_>>(), right);
        assert_eq!(list[4], ["a rise of 69.5%", "Bedfordshire 2016/17 118 → 2017/18 200: +69.5%."]);
        // Only authors see the figures that were not checked.
        assert_eq!(marked(browser, "unchecked").await, [""; 0]);
        assert_eq!(browser.run(text).await, before, "the article is as it was");
        assert!(browser.shift().await.is_none_or(|shift| shift == 0.0));
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// Markup, invisible signs and the typesetter's quotation marks change no words.
    async fn words_are_found_in_any_markup(browser) {
        let printed = "<nav>118 offences</nav><p>Bedford&shy;shire <b>recorded</b> <i>1</i><b>18</b>&nbsp;offences<br>in&#8239;2016/17 and
            <a href=#x>200</a> in 2017/18, a <em>rise <u>of</u></em> 69.5&nbsp;per&#8203; cent.</p><aside>Advert: 118 offences in 2016/17</aside>
            <div><p>\"Hertfordshire's count fell from 309 in 2016/17 to 301 in 2017/18,\" she said&nbsp;- down 2.6 per cent.</div>";
        let (_site, findings) = published(browser, CHECKED, printed, "article='#story'").await;
        let whole = |text: &str| text.split(['\u{a0}', ' ', '\u{200b}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let right: Vec<_> = marked(browser, "right").await.iter().map(|words| whole(words)).collect();
        let exact: Vec<_> = findings.iter().map(|finding| finding["selector"]["exact"].as_str().unwrap().to_string()).collect();
        assert_eq!(exact.len(), 6);
        assert_eq!(right, exact);
        // The mark is in the sentence, not in what stands beside it.
        let inside = "return [...CSS.highlights.get('force-compare-right')].every((range) => range.startContainer.parentElement.closest('p'))";
        assert_eq!(browser.run(inside).await, true);
    }

    /// A figure that an editor changes is dropped at once, and only authors are told.
    async fn a_figure_that_is_gone_is_dropped(browser) {
        let (_site, _) = published(browser, CHECKED, CHECKED, "article='#story'").await;
        assert_eq!(marked(browser, "right").await.len(), 6);
        let edit = |from: &str, to: &str| format!(
            "const walker = document.createTreeWalker(document.querySelector('#story'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace('{from}', '{to}')"
        );
        for (from, to, left) in [("118", "1,118", 5), ("301", "3012", 4), ("200 in", "200.5 in", 3)] {
            browser.run(&edit(from, to)).await;
            browser.until("it is dropped", &format!("return CSS.highlights.get('force-compare-right').size == {left}")).await;
            assert_eq!(listed(browser).await.len(), left);
        }
        browser.run("document.querySelector('force-compare').review = true").await;
        browser.until("an author is told", &format!("return {ROOT}.querySelectorAll('[part=figures] li:not([hidden])').length == 6")).await;
        let list = listed(browser).await;
        assert_eq!(list[0], ["118", "The article no longer says this. Bedfordshire 2016/17: 118."]);
        assert_eq!(list[3], ["309", "Right. Hertfordshire 2016/17: 309."]);
        browser.run(&edit("1,118", "118")).await;
        browser.until("it is back", "return CSS.highlights.get('force-compare-right').size == 4").await;
        // A figure whose words are gone is not taken for one that looks like it.
        browser.run("document.querySelector('#story').innerHTML = '<p>Of 118 cases, 200 were closed; 309 and 301 were not. A rise of 69.5 per cent.</p>'").await;
        browser.until("all are gone", "return CSS.highlights.get('force-compare-right').size == 0").await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn authors_alone_see_what_is_contradicted(browser) {
        let (_site, _) = published(browser, WRONG, WRONG, "article='#story'").await;
        assert_eq!(marked(browser, "right").await, ["118", "200"]);
        for name in ["contradicted", "unchecked"] {
            assert_eq!(marked(browser, name).await, [""; 0], "{name}");
        }
        let text = browser.run(&format!("return {ROOT}.querySelector('[part=figures]').innerText + {ROOT}.querySelector('[part=note]').textContent")).await;
        assert!(!text.as_str().unwrap().contains("66"), "{text}");
        assert_eq!(listed(browser).await.len(), 2);
        browser.run("document.querySelector('force-compare').setAttribute('review', '')").await;
        browser.until("it is a review", "return CSS.highlights.get('force-compare-contradicted')?.size").await;
        assert_eq!(marked(browser, "contradicted").await, ["a rise of 66 per cent"]);
        let list = listed(browser).await;
        let said = "Contradicted. Bedfordshire 2016/17 118 → 2017/18 200: +69.5%. The text says 66%.";
        assert!(list.contains(&["a rise of 66 per cent".into(), said.into()]), "{list:?}");
        browser.picture("quotes-review").await;
        browser.run("document.querySelector('force-compare').review = false").await;
        browser.until("it is none", "return !CSS.highlights.get('force-compare-contradicted').size").await;
    }

    async fn the_page_of_a_draft_shows_an_editor_its_error(browser) {
        let site = Served::well().start();
        open(browser, &site, "/review.html").await;
        assert_eq!(marked(browser, "contradicted").await, ["a rise of 66 per cent"]);
        assert_eq!(marked(browser, "right").await.len(), 22);
        let summary = browser.run(&format!("return {ROOT}.querySelector('[part=figures] summary').textContent")).await;
        assert_eq!(summary, "Figures in this article: 23, of which contradicted: 1");
        press(browser, "a rise of 66 per cent").await;
        assert_eq!(noted(browser).await, "Bedfordshire 2016/17 118 → 2017/18 200: +69.5%. The text says 66%.");
        browser.picture("review").await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// The keyboard leads from the list to the text and back, and to the chart, without a pointer.
    async fn figures_are_led_to_by_keyboard(browser) {
        let site = Served::well().start();
        open(browser, &site, "/").await;
        browser.run("document.querySelector('force-compare').setState({areas: ['kent', 'gwent'], periods: ['2016-17', '2017-18']})").await;
        browser.run(&format!("{ROOT}.querySelector('[part=figures] summary').focus()")).await;
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.until("the list is open", &format!("return {ROOT}.querySelector('[part=figures]').open")).await;
        browser.keys(&char::from(Key::Tab).to_string().repeat(5)).await;
        let item = focused(browser).await;
        assert!(item.contains("a rise of 69.5%"), "{item}");
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.until("the note is there", &format!("return {ROOT}.querySelector('[part=note]').matches(':popover-open')")).await;
        // The figure is in view and marked, and the chart shows it beside the reader's own choice.
        assert_eq!(marked(browser, "chosen").await, ["a rise of 69.5%"]);
        assert_eq!(noted(browser).await, "Bedfordshire 2016/17 118 → 2017/18 200: +69.5%.");
        let seen = "const {top, bottom} = [...CSS.highlights.get('force-compare-chosen')][0].getBoundingClientRect(); return top >= 0 && bottom <= innerHeight";
        assert_eq!(browser.run(seen).await, true);
        assert_eq!(state(browser).await["areas"], json!(["kent", "gwent", "bedfordshire"]));
        assert_eq!(focused(browser).await, "Go to the chart");
        // Back.
        browser.keys(&char::from(Key::Escape).to_string()).await;
        assert_eq!((noted(browser).await, marked(browser, "chosen").await.len()), (String::new(), 0));
        assert_eq!(focused(browser).await, item);
        let seen = format!("const {{top, bottom}} = {ROOT}.activeElement.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight");
        assert_eq!(browser.run(&seen).await, true);
        // And to the chart, where the area has its tooltip.
        let enter = char::from(Key::Enter).to_string();
        browser.keys(&enter).await;
        browser.keys(&enter).await;
        browser.until("the chart has the focus", &format!("return {ROOT}.activeElement?.matches('[part=chart]')")).await;
        browser.painted().await;
        let tip = browser.run(&format!("const tip = {ROOT}.querySelector('[part=tooltip]'); return tip.checkVisibility() ? tip.firstChild.textContent : ''")).await;
        assert!(tip.as_str().unwrap().starts_with("Bedfordshire"), "{tip}");
        browser.picture("figure-in-chart").await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn a_figure_in_the_text_is_shown_in_the_chart(browser) {
        let site = Served::well().start();
        open(browser, &site, "/").await;
        browser.run("document.querySelector('force-compare').setState({areas: ['kent', 'gwent', 'norfolk', 'essex', 'suffolk', 'dorset'], view: 'ranking'})").await;
        browser.until("the ranking is shown", "return document.querySelector('force-compare').getState().view == 'ranking'").await;
        press(browser, "309").await;
        assert_eq!(noted(browser).await, "Hertfordshire 2016/17: 309.");
        browser.until("it is among the chosen", "return document.querySelector('force-compare').getState().areas.includes('hertfordshire')").await;
        // There are six at most: the last of those chosen before makes room.
        assert_eq!(state(browser).await["areas"], json!(["kent", "gwent", "norfolk", "essex", "suffolk", "hertfordshire"]));
        assert_eq!(state(browser).await["view"], "ranking");
        // A reader of the text reads on.
        browser.keys(&char::from(Key::Escape).to_string()).await;
        assert_eq!(noted(browser).await, "");
        // Parts of the total have a view of their own.
        press(browser, "26,070").await;
        browser.until("the parts are shown", "return document.querySelector('force-compare').getState().view == 'breakdown'").await;
        press(browser, "22,724").await;
        browser.until("and the areas again", "return document.querySelector('force-compare').getState().view == 'change'").await;
        // A click beside the figures does nothing.
        browser.keys(&char::from(Key::Escape).to_string()).await;
        browser.run("document.querySelector('h1').scrollIntoView({behavior: 'instant'})").await;
        let [x, y]: [f64; 2] = serde_json::from_value(browser.run("const {left, top} = document.querySelector('h1').getBoundingClientRect(); return [left + 20, top + 10]").await).unwrap();
        browser.click(x, y).await;
        assert_eq!(noted(browser).await, "");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// A browser without marks has the list, and a page without the script has the chart.
    async fn what_is_missing_is_not_missed(browser) {
        let without = page(CHECKED, "article='#story'").replacen("<head>", "<head><script>delete window.Highlight; delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.hidePopover</script>", 1);
        let policy = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'; img-src data:";
        let served = Served::well().page("/force-compare/data/quotes.json", payload(CHECKED).0);
        let site = served.clone().page("/quotes.html", without).under(policy).start();
        open(browser, &site, "/quotes.html").await;
        assert_eq!(listed(browser).await.len(), 6);
        browser.run(&format!("{ROOT}.querySelector('[part=figures]').open = true; {ROOT}.querySelectorAll('[part=figures] button')[1].click()")).await;
        assert!(state(browser).await["areas"].as_array().unwrap().contains(&json!("bedfordshire")));
        assert_eq!(browser.problems().await, [""; 0]);

        let site = Served::well().but("/force-compare/article.js", Fault::Missing).start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        browser.move_to(5.0, 5.0).await;
        browser.move_to(6.0, 6.0).await;
        browser.until("the list is not offered", &format!("return {ROOT}.querySelector('[part=figures]').hidden")).await;
        let shown = browser.run(&format!("return {ROOT}.querySelector('[part=chart]').checkVisibility()")).await;
        assert_eq!(shown, true);

        // A selector that finds nothing or is invalid is reported once, in the console; malformed findings are passed
        // over.
        for (attributes, told) in [("article='#nowhere'", "finds nothing"), ("article='##'", "finds nothing")] {
            let site = served.clone().page("/quotes.html", page(CHECKED, attributes)).start();
            browser.open(&site, "/quotes.html").await;
            browser.scroll_to("force-compare").await;
            browser.event("ready").await;
            browser.move_to(5.0, 5.0).await;
            browser.move_to(6.0, 6.0).await;
            browser.until("the list is not offered", &format!("return {ROOT}.querySelector('[part=figures]').hidden")).await;
            let problems = browser.problems().await;
            assert!(problems.iter().any(|problem| problem.contains(told)), "{problems:?}");
        }
        let odd = payload(CHECKED).0.replace("\"findings\":[", "\"findings\":[null,7,{},{\"selector\":{\"exact\":\"118\"}},{\"selector\":{\"exact\":\"\"},\"verdict\":\"verified\"},");
        let site = Served::well().page("/force-compare/data/quotes.json", odd).page("/quotes.html", page(CHECKED, "article='#story' review")).start();
        open(browser, &site, "/quotes.html").await;
        assert_eq!(marked(browser, "right").await.len(), 6);
        let text = browser.run(&format!("return {ROOT}.querySelector('[part=figures]').textContent")).await;
        assert!(!text.as_str().unwrap().contains("undefined"), "{text}");
        // A figure that the page hides leads to the chart alone.
        browser.run("document.querySelector('#story').style.display = 'none'").await;
        browser.run(&format!("{ROOT}.querySelector('[part=figures]').open = true; [...{ROOT}.querySelectorAll('[part=figures] button')].at(-1).click()")).await;
        assert_eq!(noted(browser).await, "");
        assert!(state(browser).await["areas"].as_array().unwrap().contains(&json!("hertfordshire")));
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// Two widgets mark their own articles, and one that goes takes its marks away.
    async fn marks_go_with_their_widget(browser) {
        let two = page(CHECKED, "article='#story'").replace("</body>", &format!("<div id=other>{WRONG}</div>
            <force-compare src=/force-compare/data/other.json article='#other'></force-compare></body>"));
        let served = Served::well().page("/force-compare/data/quotes.json", payload(CHECKED).0);
        let site = served.page("/force-compare/data/other.json", payload(WRONG).0).page("/quotes.html", two).start();
        browser.open(&site, "/quotes.html").await;
        for at in 0..2 {
            browser.run(&format!("document.querySelectorAll('force-compare')[{at}].scrollIntoView({{behavior: 'instant'}})")).await;
            browser.until("both are ready", &format!("return window.__probe.events.filter(({{name}}) => name == 'ready').length > {at}")).await;
        }
        browser.move_to(5.0, 5.0).await;
        browser.move_to(6.0, 6.0).await;
        browser.until("both have their marks", "return CSS.highlights.get('force-compare-right')?.size == 8").await;
        browser.run("document.querySelector('force-compare').remove()").await;
        browser.until("the marks of one are gone", "return CSS.highlights.get('force-compare-right').size == 2").await;
        assert_eq!(marked(browser, "right").await, ["118", "200"]);
    }
}
