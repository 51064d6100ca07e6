//! Welsh, a newsroom's own words, and words that do not load.

use std::path::Path;

use force_compare::build;
use force_compare::compare::{Asked, Choice, Comparison, View};
use force_compare::data::Payload;
use force_compare::publish::{Spoken, Words};
use force_compare::table::table;
use force_compare::words;
use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Fault, Served, Site};
use crate::strange::{payload_of_no_language, words_of_no_language};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";
const WELSH: &str = "/cymraeg.html";
const DATA: &str = "/force-compare/data/troseddau-delweddau.json";
const CATALOGUE: &str = "/force-compare/cy.json";
const WALES: [&str; 4] = ["north-wales", "south-wales", "gwent", "dyfed-powys"];

fn payload(recipe: &str) -> Payload {
    build::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("www/data/{recipe}.toml"))).unwrap().data().clone()
}

/// The native program's texts of a view.
fn natively(payload: &Payload, view: View) -> Value {
    let asked =
        Asked { areas: Some(WALES.map(String::from).to_vec()), view: Some(view.id().into()), ..Asked::default() };
    let comparison = Comparison::new(&payload.dataset, Choice::resolve(&asked, &payload.dataset).0);
    let _spoken = Spoken::begin(Words::of("cy", None).as_ref());
    let areas = comparison.choice.areas.iter().map(|&area| words::sentence(&comparison, area));
    let said = areas.chain(words::nation(&comparison)).map(|said| {
        let parts = [said.fact, said.weight, said.rest];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    });
    let table = table(&comparison);
    json!({
        "headline": words::headline(&comparison), "subtitle": words::subtitle(&comparison),
        "sentences": said.map(|text| text.trim_end().to_string()).collect::<Vec<_>>(),
        "head": table.columns.iter().map(|column| &column.label).collect::<Vec<_>>(),
        "cells": table.rows.iter().map(|row| &row.cells).collect::<Vec<_>>(),
    })
}

async fn shown(browser: &Browser) -> Value {
    browser
        .run(&format!(
            "const root = {ROOT}; const all = (where) => [...root.querySelectorAll(where)];
            return {{headline: root.querySelector('#headline').textContent, subtitle: root.querySelector('.subtitle').textContent,
                sentences: all('.sentences li').map((item) => [...item.children].map((part) => part.textContent).join(' ')),
                head: all('thead th').map((cell) => cell.textContent),
                cells: all('tbody tr').map((row) => [...row.children].map((cell) => cell.textContent))}}"
        ))
        .await
}

async fn ready(browser: &Browser, site: &Site, page: &str) {
    browser.open(site, page).await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
}

/// A page with one widget.
fn page(attributes: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Words</title><link rel=icon href=data:,>
        <script type=module src=/force-compare/define.js></script></head><body><main>
        <force-compare {attributes}><p>As it was.</p></force-compare></main></body></html>"
    )
}

/// The files of the widget that a page asked for.
async fn asked(browser: &Browser) -> Vec<String> {
    let names = "return performance.getEntriesByType('resource').map(({name}) => name.split('/').at(-1).replace(/\\.[0-9a-f]{10}\\./, '.'))";
    serde_json::from_value(browser.run(names).await).unwrap()
}

/// Every text and every name in the widget.
const TEXTS: &str = "const root = document.querySelector('force-compare').shadowRoot; const texts = [];
    for (const node of root.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription', 'aria-valuetext']) {
        if (node.hasAttribute(name)) texts.push(node.getAttribute(name));
      }
      if (['STYLE', 'SCRIPT'].includes(node.nodeName)) continue;
      for (const child of node.childNodes) if (child.nodeType == 3) texts.push(child.data);
    }
    return texts";

in_every_engine! {
    /// The module says the native program's words, in every view and in the table, and the page loads one engine with
    /// the words of one language.
    async fn the_welsh_page_is_in_welsh(browser) {
        let site = Served::well().start();
        ready(browser, &site, WELSH).await;
        browser.painted().await;
        browser.picture("cymraeg").await;
        let files = asked(browser).await;
        assert!(files.iter().any(|name| name == "cy.json") && !files.iter().any(|name| name == "first.wasm"), "{files:?}");
        browser.run(&format!("{ROOT}.querySelector('[part=table]').open = true")).await;
        browser.until("the table is there", &format!("return {ROOT}.querySelector('tbody')")).await;
        let payload = payload("troseddau-delweddau");
        for view in View::ALL.into_iter().filter(|view| view.why_not(&payload.dataset).is_none()) {
            browser.run(&format!("{ROOT}.querySelector('input[value={}]').click()", view.id())).await;
            browser.until("the view is shown", &format!("return document.querySelector('force-compare').getState().view == '{}'", view.id())).await;
            browser.painted().await;
            browser.picture(&format!("cymraeg-{}", view.id())).await;
            assert_eq!(shown(browser).await, natively(&payload, view), "{view:?}");
        }
        let figure = browser.run(&format!("const {{lang, dir}} = {ROOT}.querySelector('figure'); return [lang, dir]")).await;
        assert_eq!(figure, json!(["cy", "ltr"]));
        // Browsers need not know Welsh months.
        let source = browser.run(&format!("return {ROOT}.querySelector('[part=source]').textContent")).await;
        assert_eq!(source, "Ffynhonnell NSPCC, Ceisiadau Rhyddid Gwybodaeth i bob heddlu yn y DU, 13 Medi 2018");
        browser.run(&format!("{ROOT}.querySelector('[part=share]').open = true")).await;
        browser.until("the menu is there", &format!("return {ROOT}.querySelector('.take')")).await;
        let menu = browser.run(&format!("return [...{ROOT}.querySelectorAll('.take button')].map((button) => button.textContent)")).await;
        assert_eq!(menu, json!(["Llun (PNG)", "Llun (SVG)", "Ffigurau (CSV)", "Copïo’r ddolen", "Copïo’r cod mewnosod", "Clywed y siart"]));
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// Every text that readers meet comes from the catalogue: with words and data that have none of English's letters,
    /// none of these letters is left.
    async fn no_text_is_said_past_the_catalogue(browser) {
        for recipe in ["image-offences", "seizures"] {
            let site = Served::well()
                .page("/strange.html", page("words=/words.json src=/data.json"))
                .page("/words.json", words_of_no_language().to_string())
                .page("/data.json", payload_of_no_language(&payload(recipe)).to_string())
                .start();
            ready(browser, &site, "/strange.html").await;
            for part in ["table", "share", "method"] {
                browser.run(&format!("{ROOT}.querySelector('[part={part}]').open = true")).await;
            }
            browser.until("the menu is there", &format!("return {ROOT}.querySelector('.take')")).await;
            browser.run(&format!("const box = {ROOT}.querySelector('input[role]'); box.value = 'zzz'; box.dispatchEvent(new Event('input'))")).await;
            browser.run(&format!("{ROOT}.querySelector('.stage').focus()")).await;
            browser.keys("?").await;
            browser.until("the keys are listed", &format!("return {ROOT}.querySelector('.keys')")).await;
            browser.run(&format!("{ROOT}.querySelector('.take button:last-of-type').click()")).await;
            browser.until("it sounds", "return window.__probe.notes.length").await;
            for view in View::ALL {
                browser.run(&format!("{ROOT}.querySelector('input[value={}]').click()", view.id())).await;
                browser.painted().await;
                browser.run("const host = document.querySelector('force-compare'); host.shadowRoot.querySelector('.stage')?.focus()").await;
                let texts: Vec<String> = serde_json::from_value(browser.run(TEXTS).await).unwrap();
                assert!(texts.len() > 100);
                for text in texts {
                    // Telephone numbers and a publisher's flags are no words.
                    let bare = text.split('[').next().unwrap();
                    assert!(!bare.contains(|sign: char| sign.is_ascii_alphabetic()), "{recipe}, {view:?}: {text}");
                }
            }
            assert_eq!(browser.problems().await, [""; 0]);
        }
    }

    /// A newsroom changes single sentences of the English; the picture and the file of figures use its words.
    async fn a_newsroom_has_its_own_words(browser) {
        let own = json!({"format": "force-compare-words/1", "language": "en-GB", "messages": {
            "{0} recorded {1} {2}": "{0} noted {1} {2}", "How sure can we be?": "Can we trust this?", "{0}. Picture made on {1}.": "{1}: {0}"}});
        let attributes = "words=/own.json src=/force-compare/data/image-offences.json areas=bedfordshire";
        let site = Served::well().page("/own.html", page(attributes)).page("/own.json", own.to_string()).start();
        ready(browser, &site, "/own.html").await;
        let shown = shown(browser).await;
        assert_eq!(shown["sentences"][0].as_str().unwrap().split('.').next().unwrap(), "Bedfordshire noted 200 offences, up from 118: a rise of 69");
        let method = browser.run(&format!("return {ROOT}.querySelector('[part=method] summary').textContent")).await;
        assert_eq!(method, "Can we trust this?");
        // The page may change the catalogue at any time; without one the words are English again.
        browser.run("document.querySelector('force-compare').words = null").await;
        browser.until("it is English again", &format!("return {ROOT}.querySelector('[part=method] summary')?.textContent == 'How sure can we be?'")).await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// The console has one warning, and the widget uses the words that it has: English, or those of the language.
    async fn words_that_cannot_be_had(browser) {
        let wrong = [
            ("absent.json", "answered 404", None),
            ("broken.json", "words of", Some("{")),
            ("form.json", "not of the form force-compare-words/1", Some("{\"format\": \"force-compare-words/9\"}")),
            ("french.json", "it is in “fr”, and the data are in “cy”", Some("{\"format\": \"force-compare-words/1\", \"language\": \"fr\", \"messages\": {}}")),
            ("places.json", "places such as {0}: Remove {0}", Some("{\"format\": \"force-compare-words/1\", \"language\": \"cy\", \"messages\": {\"Remove {0}\": \"Tynnu\"}}")),
        ];
        let mut served = Served::well();
        for (name, _, body) in wrong {
            served = served.page(Box::leak(format!("/{name}.html").into_boxed_str()), page(&format!("words=/{name} src={DATA}")));
            if let Some(body) = body {
                served = served.page(Box::leak(format!("/{name}").into_boxed_str()), body);
            }
        }
        let site = served.start();
        for (name, what, _) in wrong {
            ready(browser, &site, &format!("/{name}.html")).await;
            let problems = browser.run("return window.__probe.problems").await;
            let problems: Vec<String> = serde_json::from_value(problems).unwrap();
            assert_eq!(problems.len(), 1, "{name}: {problems:?}");
            assert!(problems[0].starts_with("console.warn: force-compare: the words of ") && problems[0].contains(what), "{name}: {problems:?}");
            assert!(shown(browser).await["subtitle"].as_str().unwrap().contains("y blynyddoedd hyd at"), "{name}");
        }
    }

    async fn without_the_words_of_the_language_they_are_english(browser) {
        let site = Served::well().but(CATALOGUE, Fault::Missing).start();
        ready(browser, &site, WELSH).await;
        let shown = shown(browser).await;
        assert!(shown["sentences"][0].as_str().unwrap().starts_with("Heddlu Gogledd Cymru recorded 373"), "{shown}");
        let problems = browser.run("return window.__probe.problems.length").await;
        assert_eq!(problems, 1);
    }

    async fn a_frame_keeps_the_language(browser) {
        let site = Served::well().start();
        browser.open(&site, "/force-compare/embed.html?src=data/troseddau-delweddau.json&areas=gwent+dyfed-powys&lang=cy").await;
        browser.event("ready").await;
        let page = browser.run("return [document.documentElement.lang, document.title]").await;
        assert_eq!(page, json!(["cy", shown(browser).await["headline"]]));
        let files = asked(browser).await;
        assert!(!files.iter().any(|name| name == "first.wasm"), "{files:?}");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn a_frame_without_figures_says_so_in_the_language(browser) {
        let site = Served::well().but(DATA, Fault::Missing).start();
        for (language, said) in [("cy", "Nid oedd modd llwytho’r ffigurau."), ("fr", "The figures could not be loaded.")] {
            browser.open(&site, &format!("/force-compare/embed.html?src=data/troseddau-delweddau.json&lang={language}")).await;
            browser.until("something is said", "return document.querySelector('.trouble:not([hidden])')").await;
            let texts = browser.run("return [...document.querySelectorAll('.trouble')].filter((node) => node.checkVisibility()).map((node) => node.textContent.trim())").await;
            assert!(texts.as_array().unwrap().len() == 1 && texts[0].as_str().unwrap().starts_with(said), "{texts}");
        }
    }

    /// Text that is written from the right begins there, but the chart does not turn round, nor do its numbers and
    /// scales.
    async fn a_language_that_is_written_from_the_right(browser) {
        let site = Served::well().start();
        browser.open(&site, "/variants/rtl.html").await;
        let root = "document.querySelector('[data-figures=arabic]').shadowRoot";
        // Elements that load above the widget move it.
        let there = format!("document.querySelector('[data-figures=arabic]').scrollIntoView({{behavior: 'instant'}}); return {root}?.querySelector('.widget:not(.draft)')");
        browser.until("the widget is there", &there).await;
        browser.run(&format!("{root}.querySelector('[part=table]').open = true")).await;
        browser.until("the table is there", &format!("return {root}.querySelector('tbody')")).await;
        browser.painted().await;
        browser.run(&format!("{root}.querySelector('.views').scrollIntoView({{behavior: 'instant'}})")).await;
        browser.picture("rtl-arabic").await;
        let mirrored = browser.run(&format!(
            "const root = {root}; const falling = (nodes) => {{
               const [first, second] = [...nodes].map((node) => node.getBoundingClientRect()); return first.left >= second.right - 1;
             }};
             const figure = root.querySelector('figure'), headline = root.querySelector('#headline');
             return {{language: figure.lang, dir: figure.dir, chips: falling(root.querySelectorAll('.chip')),
               views: falling(root.querySelectorAll('.views label')), measures: falling(root.querySelectorAll('.measures label')),
               table: falling(root.querySelectorAll('thead th')), numbers: getComputedStyle(root.querySelector('td.number')).textAlign,
               sentence: getComputedStyle(root.querySelector('.sentences li')).borderRightWidth,
               chart: getComputedStyle(root.querySelector('canvas')).direction, inside: figure.scrollWidth <= figure.clientWidth}}"
        )).await;
        assert_eq!(mirrored, json!({"language": "ar", "dir": "rtl", "chips": true, "views": true, "measures": true, "table": true,
            "numbers": "end", "sentence": "4px", "chart": "ltr", "inside": true}));
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn readers_of_english_load_no_other_words(browser) {
        let site = Served::well().start();
        ready(browser, &site, "/").await;
        let files = asked(browser).await;
        assert!(!files.iter().any(|name| name.ends_with("cy.json") || name.starts_with("whole")), "{files:?}");
    }
}
