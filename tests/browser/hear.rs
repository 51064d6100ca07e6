//! The chart as sound: it is silent before the press, has a note for each figure, and ends when the reader does
//! something else.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Fault, Served, Site};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

/// The button, whatever it says.
const BUTTON: &str = "[part=share] .take button:last-of-type";

/// Opens a page of the demonstration and the disclosure that has the button in it, by keyboard.
async fn opened(browser: &Browser, page: &str) -> Site {
    opened_of(browser, Served::well(), page).await
}

async fn opened_of(browser: &Browser, served: Served, page: &str) -> Site {
    let site = served.start();
    browser.open(&site, page).await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    browser.run(&format!("{ROOT}.querySelector('[part=share] summary').focus()")).await;
    browser.keys(&char::from(Key::Enter).to_string()).await;
    browser.until("the button is there", &format!("return {ROOT}.querySelector('{BUTTON}')")).await;
    site
}

async fn press(browser: &Browser) {
    browser.run(&format!("{ROOT}.querySelector('{BUTTON}').focus()")).await;
    browser.keys(&char::from(Key::Enter).to_string()).await;
}

/// Moves the stopped clock on, a tenth of a second at a time, until so many notes were asked for.
async fn heard(browser: &Browser, count: usize) {
    let heard = format!("window.__probe.clock.pass(100); return window.__probe.notes.length >= {count}");
    browser.until(&format!("{count} notes are heard"), &heard).await;
}

/// The notes asked for so far, as `[pitch or null, pan]`.
async fn notes(browser: &Browser) -> Vec<Value> {
    serde_json::from_value(browser.run("return window.__probe.notes").await).unwrap()
}

async fn label(browser: &Browser) -> Value {
    browser.run(&format!("return {ROOT}.querySelector('{BUTTON}').textContent")).await
}

async fn live(browser: &Browser) -> String {
    let said = browser.run(&format!("return {ROOT}.querySelector('[aria-live]').textContent")).await;
    said.as_str().unwrap().into()
}

/// Asks whether the script of the sound was loaded.
const LOADED: &str = "return performance.getEntriesByType('resource').some(({name}) => /hear\\.\\w+\\.js$/.test(name))";

in_every_engine! {
    async fn nothing_sounds_before_the_press(browser) {
        let _site = opened(browser, "/").await;
        browser.painted().await;
        browser.stop_clock().await;
        assert_eq!(browser.run(LOADED).await, false);
        assert_eq!(browser.run("return window.__probe.sounds").await, 0);
        press(browser).await;
        heard(browser, 3).await;
        assert_eq!(browser.run(LOADED).await, true);
        assert_eq!(label(browser).await, "Stop the sound");
        // The introduction is said once, at the start, and not at each note.
        let said = live(browser).await;
        assert!(said.starts_with("16 forces, one after the other. First 2016/17, then 2017/18. The lowest note is "), "{said}");
        heard(browser, 6).await;
        assert_eq!(live(browser).await, said);
        // The highlight follows.
        let lifted = "return window.__probe.paints.filter((name) => name == 'highlight').length > 4";
        assert_eq!(browser.run(lifted).await, true);
        assert_eq!(browser.run(&format!("return {ROOT}.querySelector('[part=tooltip]').hidden")).await, true);
        // The highest comes first, its earlier figure from the left and its later one from the right.
        let notes = notes(browser).await;
        let pitch = |at: usize| notes[at][0].as_f64().unwrap();
        assert!(pitch(1) > pitch(3) && pitch(1) <= 1046.6, "{notes:?}");
        assert_eq!([&notes[0][1], &notes[1][1]].map(|pan| pan.as_f64().unwrap() > 0.0), [false, true]);
        press(browser).await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn whatever_a_reader_does_ends_it(browser) {
        let _site = opened(browser, "/").await;
        browser.stop_clock().await;
        let acts = [
            format!("{ROOT}.querySelector('{BUTTON}').click()"),
            "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))".into(),
            "document.querySelector('force-compare').measure = 'share'".into(),
            format!("{ROOT}.querySelector('[part=share] select').dispatchEvent(new Event('change'))"),
            "Object.defineProperty(document, 'hidden', {value: true, configurable: true}); document.dispatchEvent(new Event('visibilitychange')); delete document.hidden".into(),
            format!("{ROOT}.querySelector('[part=share]').open = false"),
        ];
        for act in acts {
            browser.run(&format!("{ROOT}.querySelector('[part=share]').open = true; window.__probe.notes.length = 0")).await;
            press(browser).await;
            heard(browser, 3).await;
            browser.run(&act).await;
            browser.until(&format!("it is over: {act}"), &format!("window.__probe.clock.pass(0); return {ROOT}.querySelector('{BUTTON}').textContent == 'Hear the chart'")).await;
            let before = notes(browser).await.len();
            browser.pass(10_000).await;
            browser.pass(10_000).await;
            assert_eq!(notes(browser).await.len(), before, "it went on after: {act}");
            // It says in short where it was: the keyboard can go on from there.
            let said = live(browser).await;
            assert!(said.ends_with('.') && !said.contains("one after the other"), "{act}: {said}");
        }
        assert_eq!(browser.run("return window.__probe.open").await, 0, "a sound context is left open");
        // An element that leaves takes its sound with it.
        browser.run(&format!("{ROOT}.querySelector('[part=share]').open = true; window.__probe.notes.length = 0")).await;
        press(browser).await;
        heard(browser, 2).await;
        browser.run("document.querySelector('force-compare').remove()").await;
        browser.until("it is over", "window.__probe.clock.pass(100); return window.__probe.open == 0").await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// Without the engine that makes the notes the widget says so, and the button is as it was.
    async fn an_engine_that_does_not_come(browser) {
        let served = Served::well().but("/force-compare/whole.wasm", Fault::Missing);
        let _site = opened_of(browser, served, "/").await;
        press(browser).await;
        browser.until("it is said", &format!("return {ROOT}.querySelector('[aria-live]').textContent.startsWith('That did not work')")).await;
        assert_eq!(label(browser).await, "Hear the chart");
        assert_eq!(browser.run("return window.__probe.open").await, 0, "a sound context is left open");
        let problems = browser.problems().await;
        assert!(!problems.iter().any(|problem| problem.contains("rejection")), "{problems:?}");
    }

    /// The mark heard last was never shown; the keys go on from it all the same.
    async fn the_keys_go_on_from_what_was_heard(browser) {
        let _site = opened(browser, "/").await;
        browser.stop_clock().await;
        press(browser).await;
        heard(browser, 3).await;
        press(browser).await;
        let short = live(browser).await;
        browser.run(&format!("{ROOT}.querySelector('.stage').focus()")).await;
        browser.keys(" ").await;
        let whole = live(browser).await;
        let name = short.split(':').next().unwrap();
        assert!(whole.starts_with(&format!("{name} recorded")), "{short} {whole}");
        let shown = browser.run(&format!("return {ROOT}.querySelector('[part=tooltip]').hidden")).await;
        assert_eq!((shown, browser.problems().await), (json!(false), vec![]));
    }

    /// Ten years of two forces in turn, with three gaps.
    async fn two_areas_take_turns(browser) {
        let _site = opened(browser, "/seizures.html").await;
        browser.run("document.querySelector('force-compare').setState({view: 'trend', measure: 'count', areas: ['hampshire', 'bedfordshire']})").await;
        browser.until("the lines are shown", &format!("return {ROOT}.querySelectorAll('.chip').length == 2 && {ROOT}.querySelector('input[value=trend]').checked")).await;
        browser.stop_clock().await;
        press(browser).await;
        browser.until("there is a choice", &format!("return {ROOT}.querySelectorAll('[part=share] select').length == 2")).await;
        browser.run(&format!("const [what, beside] = {ROOT}.querySelectorAll('[part=share] select');
            what.value = 'hampshire'; what.dispatchEvent(new Event('change')); beside.value = 'bedfordshire'; beside.dispatchEvent(new Event('change'));
            window.__probe.notes.length = 0")).await;
        press(browser).await;
        heard(browser, 20).await;
        browser.until("the end is said", &format!("window.__probe.clock.pass(100); return {ROOT}.querySelector('[aria-live]').textContent == 'End of the chart.'")).await;
        let notes = notes(browser).await;
        let sides: Vec<_> = notes.iter().map(|note| note[1].as_f64().unwrap() > 0.0).collect();
        assert_eq!(sides, [false, true].repeat(10));
        assert_eq!(notes.iter().filter(|note| note[0].is_null()).count(), 3, "{notes:?}");
        assert_eq!(label(browser).await, "Hear the chart");
        assert_eq!(browser.run("return window.__probe.open").await, 0);
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// Without a loudspeaker the widget says so.
    async fn a_browser_that_keeps_silent(browser) {
        let _site = opened(browser, "/").await;
        browser.run("window.__probe.silent()").await;
        press(browser).await;
        browser.until("it is said", &format!("return {ROOT}.querySelector('[aria-live]').textContent.startsWith('No sound comes')")).await;
        assert_eq!(label(browser).await, "Hear the chart");
        assert_eq!(notes(browser).await, json!([]).as_array().unwrap().clone());
    }
}
