//! Whole visits: a reader finds their force, compares it with a neighbour, asks for the rate, reads the interval, opens
//! the table, takes the figures along and leaves; once with nothing but the keyboard, once with nothing but a finger at
//! 320 pixels.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::engine::{Browser, Engine};
use crate::site::{Served, Site};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

/// Opens the page, keeps files instead of saving them, and marks the elements around the widget.
async fn arrive(browser: &Browser) -> Site {
    let site = Served::well().start();
    browser.open(&site, "/").await;
    browser
        .run(
            "window.saved = []; HTMLAnchorElement.prototype.click = function () { window.saved.push(this.download) };
        const host = document.querySelector('force-compare');
        for (const [place, id] of [['before', 'ahead'], ['after', 'beyond']]) {
            const link = document.createElement('a');
            Object.assign(link, {href: '#', id, textContent: id});
            host[place](link);
        }",
        )
        .await;
    browser.scroll_to("#ahead").await;
    browser.event("ready").await;
    browser.painted().await;
    site
}

/// Presses Tab until the selector matches the focused element, but not for ever.
async fn tab_to(browser: &Browser, selector: &str) {
    for _ in 0..30 {
        browser.keys(&char::from(Key::Tab).to_string()).await;
        if browser.run(&format!("return Boolean({ROOT}.activeElement?.matches('{selector}') || document.activeElement.matches('{selector}'))")).await == true {
            return;
        }
    }
    panic!("{selector} was not reached with Tab");
}

async fn shows(browser: &Browser, what: &str, script: &str) {
    browser
        .until(
            what,
            &format!(
                "const root = {ROOT}, state = document.querySelector('force-compare').getState(); return {script}"
            ),
        )
        .await;
}

async fn said(browser: &Browser) -> String {
    browser.run(&format!("return {ROOT}.querySelector('[aria-live]').textContent")).await.as_str().unwrap().into()
}

/// The sentence of a force: its second part is the weight of the first.
async fn sentence(browser: &Browser, name: &str) -> String {
    let found = browser.run(&format!("return [...{ROOT}.querySelectorAll('.sentences li')].map(({{innerText}}) => innerText).find((text) => text.startsWith('{name}')) ?? ''")).await;
    found.as_str().unwrap().into()
}

/// Taps a node with a finger, through the driver where that has fingers.
async fn tap(browser: &Browser, node: &str) {
    browser.run(&format!("({node}).scrollIntoView({{block: 'center', behavior: 'instant'}})")).await;
    browser.painted().await;
    let place = browser
        .run(&format!(
            "const box = ({node}).getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]"
        ))
        .await;
    touch(browser, place[0].as_f64().unwrap(), place[1].as_f64().unwrap()).await;
}

async fn touch(browser: &Browser, x: f64, y: f64) {
    if browser.engine == Engine::Webkit {
        // WebKitGTK's driver has no fingers: the page gets the events of one, and then the effect of a press.
        browser.run(&format!(
            "const target = {ROOT}.elementFromPoint({x}, {y}) ?? document.elementFromPoint({x}, {y});
            for (const type of ['pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(type, {{pointerType: 'touch', clientX: {x}, clientY: {y}, bubbles: true, composed: true, cancelable: true}}));
            target.closest('input, button, summary, a, [tabindex]')?.focus({{preventScroll: true}});
            target.dispatchEvent(new PointerEvent('click', {{pointerType: 'touch', clientX: {x}, clientY: {y}, bubbles: true, composed: true, cancelable: true}}))"
        )).await;
    } else {
        browser.finger(x, y).await;
    }
}

in_every_engine! {
    async fn by_keyboard(browser) {
        let _site = arrive(browser).await;
        browser.run("document.querySelector('#ahead').focus()").await;
        let key = |key: Key| char::from(key).to_string();
        // The reader's own force.
        tab_to(browser, "[role=combobox]").await;
        browser.keys("derb").await;
        shows(browser, "it is found", "root.querySelector('[role=option]')?.textContent == 'Derbyshire'").await;
        browser.keys(&key(Key::Enter)).await;
        shows(browser, "it is in focus", "state.areas.at(-1) == 'derbyshire'").await;
        let heard = said(browser).await;
        assert!(heard.starts_with("Derbyshire recorded 301 offences"), "{heard}");
        // A neighbour, from the same box.
        browser.keys("leic").await;
        shows(browser, "the neighbour is found", "root.querySelector('[role=option]')?.textContent == 'Leicestershire'").await;
        browser.keys(&key(Key::Enter)).await;
        shows(browser, "it is beside it", "state.areas.slice(-2).join() == 'derbyshire,leicestershire'").await;
        // The rate, which comes after the views.
        tab_to(browser, "input[name=measure]").await;
        browser.keys(&key(Key::Right)).await;
        shows(browser, "the rates are shown", "state.measure == 'rate'").await;
        // The interval: on the chart, and in the sentence.
        tab_to(browser, ".stage").await;
        browser.keys("]").await;
        let highest = said(browser).await;
        browser.keys("[").await;
        assert_ne!(said(browser).await, highest);
        for _ in 0..40 {
            if said(browser).await.starts_with("Leicestershire") {
                break;
            }
            browser.keys(&key(Key::Up)).await;
        }
        let heard = said(browser).await;
        assert!(heard.starts_with("Leicestershire: "), "{heard}");
        // The text is short at first; Space gives the rest.
        browser.keys(" ").await;
        let whole = said(browser).await;
        assert!(whole.contains(" recorded ") && whole.contains("100,000") && whole.contains("etween "), "{whole}");
        let tip = browser.run(&format!("return {ROOT}.querySelector('.tip').innerText")).await;
        assert!(tip.as_str().unwrap().contains(" to ") || tip.as_str().unwrap().contains("etween"), "no interval in {tip}");
        let read = sentence(browser, "Leicestershire").await;
        assert!(read.contains("etween "), "no interval in {read}");
        browser.keys(&key(Key::Escape)).await;
        shows(browser, "the tooltip is gone", "root.querySelector('.tip').hidden").await;
        // The table.
        tab_to(browser, "[part=table] summary").await;
        browser.keys(&key(Key::Enter)).await;
        shows(browser, "the table is open", "[...root.querySelectorAll('tbody th')].some((cell) => cell.textContent == 'Leicestershire')").await;
        // The file of figures.
        tab_to(browser, "[part=share] summary").await;
        browser.keys(&key(Key::Enter)).await;
        shows(browser, "the menu is open", "root.querySelector('.take button')").await;
        for _ in 0..3 {
            browser.keys(&key(Key::Tab)).await;
        }
        assert_eq!(browser.run(&format!("return {ROOT}.activeElement.textContent")).await, "Figures (CSV)");
        browser.keys(&key(Key::Enter)).await;
        browser.until("the figures are saved", "return window.saved.length").await;
        let saved = browser.run("return window.saved").await;
        assert!(saved[0].as_str().unwrap().ends_with(".csv"), "{saved}");
        let heard = said(browser).await;
        assert!(heard.starts_with("Saved as"), "{heard}");
        // The reader leaves.
        tab_to(browser, "#beyond").await;
        assert_eq!(browser.run(&format!("return {ROOT}.activeElement")).await, Value::Null);
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn by_touch(browser) {
        browser.view(320, 640).await;
        let _site = arrive(browser).await;
        browser.painted().await;
        let within = |selector: &str| format!("{ROOT}.querySelector(\"{selector}\")");
        let option = |name: &str| format!("[...{ROOT}.querySelectorAll('[role=option]')].find(({{textContent}}) => textContent == '{name}')");
        for (typed, name, id) in [("derb", "Derbyshire", "derbyshire"), ("leic", "Leicestershire", "leicestershire")] {
            tap(browser, &within("[role=combobox]")).await;
            // To the page a phone's keyboard is a keyboard.
            browser.keys(typed).await;
            browser.until("it is found", &format!("return {}", option(name))).await;
            tap(browser, &option(name)).await;
            shows(browser, "it is in focus", &format!("state.areas.at(-1) == '{id}'")).await;
        }
        tap(browser, &within("label:has(input[value=rate])")).await;
        shows(browser, "the rates are shown", "state.measure == 'rate'").await;
        // The interval of a mark: the rows of those in focus come first, and their marks stand in them.
        browser.run(&format!("{ROOT}.querySelector('.stage').scrollIntoView({{block: 'start', behavior: 'instant'}})")).await;
        browser.painted().await;
        let box_of = browser.run(&format!("const {{left, top, width, height}} = {ROOT}.querySelector('canvas').getBoundingClientRect(); return [left, top, width, height]")).await;
        let side = |at: usize| box_of[at].as_f64().unwrap();
        let mut tip = String::new();
        'found: for down in 1..24 {
            for along in [0.5, 0.3, 0.7] {
                let y = side(1) + 30.0 + 22.0 * f64::from(down);
                if y > 620.0 {
                    break 'found;
                }
                touch(browser, side(0) + side(2) * along, y).await;
                browser.painted().await;
                tip = browser.run(&format!("const tip = {ROOT}.querySelector('.tip'); return tip.hidden ? '' : tip.innerText")).await.as_str().unwrap().into();
                if tip.contains("100,000") {
                    break 'found;
                }
            }
        }
        assert!(tip.contains("100,000") && (tip.contains(" to ") || tip.contains("etween")), "no interval in {tip:?}");
        let read = sentence(browser, "Leicestershire").await;
        assert!(read.contains("etween "), "no interval in {read}");
        browser.picture("visit-by-touch").await;
        if browser.run(&format!("return !{ROOT}.querySelector('.tip').hidden")).await == true {
            tap(browser, &within(".tip .close")).await;
            shows(browser, "the tooltip is gone", "root.querySelector('.tip').hidden").await;
        }
        tap(browser, &within("[part=table] summary")).await;
        shows(browser, "the table is open", "[...root.querySelectorAll('tbody th')].some((cell) => cell.textContent == 'Leicestershire')").await;
        tap(browser, &within("[part=share] summary")).await;
        shows(browser, "the menu is open", "root.querySelector('.take button')").await;
        tap(browser, &within(".take button:nth-child(3)")).await;
        browser.until("the figures are saved", "return window.saved.length").await;
        let over = "const {scrollWidth, clientWidth} = document.scrollingElement; return scrollWidth - clientWidth";
        assert_eq!(browser.run(over).await, 0);
        // The reader leaves: scrolls to the element after the widget and presses it.
        browser.run("window.left = false; document.querySelector('#beyond').addEventListener('click', (event) => { event.preventDefault(); window.left = true })").await;
        tap(browser, "document.querySelector('#beyond')").await;
        assert_eq!(browser.run("return window.left").await, json!(true));
        assert_eq!(browser.problems().await, [""; 0]);
    }
}
