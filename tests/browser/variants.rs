//! The pages of states in `www/variants`: each loads and fits, and shows the state that it says.

use std::time::Instant;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::engine::{Browser, Engine, PATIENCE};
use crate::site::{Served, Site};
use crate::states::inks;

/// The pages, with the number of widgets that are open from the start, and the script that opens the others.
pub const STATES: [(&str, usize, &str); 19] = [
    ("light", 2, ""),
    ("dark", 2, ""),
    ("forced-colours", 2, ""),
    ("print", 2, ""),
    ("zoom", 3, ""),
    ("rtl", 3, ""),
    ("narrow", 2, ""),
    ("hidden", 3, "document.querySelector('details').open = true; document.querySelector('[data-shows]').click()"),
    ("container", 1, "document.querySelector('.handle').style.inlineSize = '300px'"),
    ("ratio", 1, ""),
    ("names", 1, ""),
    ("one", 1, ""),
    ("missing", 1, ""),
    ("many", 1, ""),
    ("periods", 1, ""),
    ("ranking", 1, ""),
    ("funnel", 1, ""),
    ("breakdown", 1, ""),
    ("trend", 1, ""),
];

/// Opens a state's page and waits for all of its widgets.
pub async fn open(browser: &Browser, site: &Site, state: &str) {
    browser.open(site, &format!("/variants/{state}.html")).await;
    show(browser, state).await;
}

/// Waits for all widgets of the page that is open.
async fn show(browser: &Browser, state: &str) {
    let (_, widgets, opens) = STATES.into_iter().find(|(name, ..)| *name == state).unwrap();
    browser.until("its scripts are loaded", "return document.readyState == 'complete'").await;
    browser.run(opens).await;
    for at in 0..widgets {
        browser.run(&format!("{}.scrollIntoView({{behavior: 'instant'}})", nth(at))).await;
        browser
            .until(
                &format!("widget {at} of {state} is ready"),
                &format!("return {}.shadowRoot?.querySelector('.widget:not(.draft)')", nth(at)),
            )
            .await;
    }
    browser.painted().await;
}

fn nth(at: usize) -> String {
    format!("document.querySelectorAll('force-compare')[{at}]")
}

/// Brings a widget into view, for no other is painted.
async fn see(browser: &Browser, at: usize) {
    browser.run(&format!("{}.scrollIntoView({{behavior: 'instant'}})", nth(at))).await;
    browser.painted().await;
    browser.painted().await;
}

/// The inks of each widget of a page.
async fn schemes(browser: &Browser) -> Vec<&'static str> {
    let widgets = browser.run("return document.querySelectorAll('force-compare').length").await.as_u64().unwrap();
    let mut found: Vec<[f64; 3]> = Vec::new();
    for at in 0..widgets as usize {
        see(browser, at).await;
        found.push(serde_json::from_value(browser.run(&format!("{} return inks({})", inks(), nth(at))).await).unwrap());
    }
    let scheme = |[light, dark, clear]: [f64; 3]| {
        assert!(clear > 0.5, "the picture lets its page through: {found:?}");
        match (light > 20.0, dark > 20.0) {
            (true, false) => "light",
            (false, true) => "dark",
            _ => panic!("neither one scheme nor the other: {found:?}"),
        }
    };
    found.iter().copied().map(scheme).collect()
}

/// Counts the pixels of the picture and of its highlight, and the pixels that the screen has there.
async fn pixels(browser: &Browser, at: usize) -> [f64; 3] {
    let pixels = browser
        .run(&format!(
            "const [picture, highlight] = {}.shadowRoot.querySelectorAll('canvas');
        return [picture.width, highlight.width, picture.getBoundingClientRect().width * devicePixelRatio]",
            nth(at)
        ))
        .await;
    serde_json::from_value(pixels).unwrap()
}

async fn sharp(browser: &Browser, at: usize) -> f64 {
    // The highlight has no pixels before something is highlighted.
    let home = "dispatchEvent(new KeyboardEvent('keydown', {key: 'Home', bubbles: true}))";
    browser.run(&format!("{}.shadowRoot.querySelector('.stage').{home}", nth(at))).await;
    browser.painted().await;
    let [picture, highlight, screen] = pixels(browser, at).await;
    assert!((picture - screen).abs() <= 1.0, "{picture} pixels for {screen}");
    assert_eq!(picture, highlight);
    screen
}

in_every_engine! {
    async fn every_state_loads_and_fits(browser) {
        let site = Served::well().start();
        let over = "const {scrollWidth, clientWidth} = document.scrollingElement; return scrollWidth - clientWidth";
        for (at, (state, ..)) in STATES.into_iter().enumerate() {
            // Goes up and down in turn, so that every page is laid out anew twice and the window changes least.
            let widths = if at % 2 == 0 { [320, 680, 1200] } else { [1200, 680, 320] };
            browser.view(widths[0], 768).await;
            if state == "many" && browser.engine == Engine::Webkit {
                // WebKit's canvas takes seconds for so many lines without a graphics card.
                continue;
            }
            open(browser, &site, state).await;
            for width in widths.into_iter().take(if state == "many" { 1 } else { 3 }) {
                browser.view(width, 768).await;
                browser.painted().await;
                assert_eq!(browser.run(over).await, 0, "{state} at {width} pixels");
            }
            assert_eq!(browser.problems().await, [""; 0], "{state}");
            assert_eq!(browser.foreign().await, [""; 0], "{state}");
        }
        browser.open(&site, "/variants/").await;
        let listed = browser.run("return [...document.querySelectorAll('.variants a')].map((link) => link.getAttribute('href'))").await;
        assert_eq!(listed, json!(STATES.map(|(state, ..)| format!("{state}.html"))));
    }

    async fn colours_follow_page_attribute_and_system(browser) {
        let site = Served::well().start();
        open(browser, &site, "dark").await;
        assert_eq!(schemes(browser).await, ["dark", "light"], "a page that writes oklch()");
        open(browser, &site, "light").await;
        assert_eq!(schemes(browser).await, ["light", "dark"]);
        let turn = "document.querySelector('[data-turns]').click()";
        browser.run(turn).await;
        see(browser, 0).await;
        browser.until("the first follows its page", &format!("{} return inks({})[1] > 20", inks(), nth(0))).await;
        assert_eq!(schemes(browser).await, ["dark", "dark"]);
        // Sets the attribute at run time, and removes it.
        browser.run(&format!("{}.theme = 'light'", nth(0))).await;
        assert_eq!(schemes(browser).await, ["light", "dark"]);
        browser.run(&format!("{}.theme = null", nth(0))).await;
        assert_eq!(schemes(browser).await, ["dark", "dark"]);
        // While the widget is hidden, nothing tells it that the page has turned dark.
        browser.run(&format!("{}.hidden = true", nth(0))).await;
        browser.painted().await;
        browser.run(turn).await;
        browser.painted().await;
        browser.run(&format!("{}.hidden = false", nth(0))).await;
        browser.painted().await;
        assert_eq!(schemes(browser).await, ["light", "dark"], "shown on a page that has turned");
        if !browser.asks() {
            return;
        }
        open(browser, &site, "forced-colours").await;
        for scheme in ["dark", "light", "dark"] {
            browser.force_colours(Some(scheme)).await;
            browser.until("colours are forced", "return matchMedia('(forced-colors: active)').matches").await;
            let place = usize::from(scheme == "dark");
            see(browser, 0).await;
            browser.until("they are repainted", &format!("{} return inks({})[{place}] > 20", inks(), nth(0))).await;
            assert_eq!(schemes(browser).await, [scheme; 2], "whatever the attribute says");
            // The markers and rules beside sentences have the chart's colours.
            let same = browser.run(&format!(
                "const root = {}.shadowRoot, colour = (selector, name) => getComputedStyle(root.querySelector(selector))[name];
                return [colour('.marker.c0 path', 'fill'), colour('.sentences .c0', 'borderInlineStartColor')]", nth(0)
            )).await;
            assert_eq!(same[0], same[1]);
        }
        browser.force_colours(None).await;
        browser.until("the page's own are back", "return !matchMedia('(forced-colors: active)').matches").await;
        see(browser, 0).await;
        browser.until("they are repainted", &format!("{} return inks({})[0] > 20", inks(), nth(0))).await;
        assert_eq!(schemes(browser).await, ["light", "dark"]);
    }

    async fn paper_gets_lines_and_letters(browser) {
        let site = Served::well().start();
        open(browser, &site, "dark").await;
        let colours = schemes(browser).await;
        // WebKitGTK's driver cannot print; the page prepares itself all the same.
        browser.run("dispatchEvent(new Event('beforeprint'))").await;
        let views = "[...element.shadowRoot.querySelectorAll('input[name=view]')].map(({value}) => value)";
        let views: Vec<String> = serde_json::from_value(
            browser.run(&format!("const element = {}; return {views}", nth(0))).await
        ).unwrap();
        browser.run("dispatchEvent(new Event('afterprint'))").await;
        for view in &views {
            browser.run(&format!("{}.view = '{view}'", nth(0))).await;
            // The engine of every view loads with the first that needs it. A view that the data cannot show stays disabled.
            browser.until(&format!("{view} is shown"), &format!(
                "const element = {}, option = element.shadowRoot.querySelector('input[name=view][value={view}]');
                return option.disabled || element.getState().view == '{view}'", nth(0)
            )).await;
            browser.painted().await;
            let drawn = browser.run(&format!(
                "const root = {}.shadowRoot;
                dispatchEvent(new Event('beforeprint'));
                const svg = root.querySelector('.stage > svg');
                const drawn = {{
                    texts: [...svg.querySelectorAll('text')].map((node) => node.textContent),
                    paths: svg.querySelectorAll('path').length,
                    canvas: root.querySelector('canvas').checkVisibility(),
                    colour: svg.querySelector('text').getAttribute('fill'),
                }};
                dispatchEvent(new Event('afterprint'));
                drawn.left = root.querySelectorAll('.stage > svg').length;
                return drawn", nth(0)
            )).await;
            let texts: Vec<String> = serde_json::from_value(drawn["texts"].clone()).unwrap();
            let (name, fewest) = if view == "breakdown" { ("Possession", 8) } else { ("Hertfordshire", 10) };
            assert!(texts.iter().any(|text| text.contains(name)), "{view}: {texts:?}");
            assert!(drawn["paths"].as_u64() > Some(fewest), "{view}: {drawn}");
            assert_eq!(drawn["canvas"], false, "{view}");
            assert_eq!(drawn["left"], 0, "{view}");
        }
        assert_eq!(schemes(browser).await, colours, "the screen has its own colours again");
        if !browser.asks() {
            return;
        }
        let printed = browser.print().await;
        assert_eq!(images(&printed), 0, "pixels on paper");
        // A printed document with a canvas has an image, so the count can find one.
        browser.open(&site, "/").await;
        let bare = "const canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
            for (let x = 0; x < 300; x++) { pen.fillStyle = `rgb(${x % 256} 0 0)`; pen.fillRect(x, 0, 1, 150) }
            document.querySelectorAll('force-compare').forEach((element) => element.remove());
            const picture = new ImageData(40, 40);
            picture.data.fill(90);
            pen.putImageData(picture, 0, 0);
            document.body.prepend(canvas)";
        browser.run(bare).await;
        browser.painted().await;
        assert!(images(&browser.print().await) > 0, "a canvas that is printed as it is");
    }

    async fn pictures_stay_sharp(browser) {
        let site = Served::well().start();
        browser.view(680, 768).await;
        // A hidden widget loads nothing, let alone paints.
        browser.open(&site, "/variants/hidden.html").await;
        browser.painted().await;
        assert_eq!(browser.run(&format!("return [{}, {}].map((element) => element.shadowRoot)", nth(0), nth(1))).await, json!([null, null]));
        show(browser, "hidden").await;
        for at in 0..3 {
            assert!(sharp(browser, at).await > 500.0);
        }
        // The page's letters, spacing and a style sheet's zoom enlarge it.
        open(browser, &site, "zoom").await;
        for at in 0..3 {
            sharp(browser, at).await;
        }
        // A container's width.
        open(browser, &site, "container").await;
        let narrow = sharp(browser, 0).await;
        browser.run("document.querySelector('.handle').style.inlineSize = '480px'").await;
        browser.until("the chart has followed", &format!("return {}.shadowRoot.querySelector('canvas').width > 400", nth(0))).await;
        assert!(sharp(browser, 0).await > narrow + 100.0);
        if !browser.asks() {
            return;
        }
        browser.view(1200, 768).await;
        open(browser, &site, "ratio").await;
        let before = sharp(browser, 0).await;
        // Highlights something, so that the second canvas has to follow as well.
        browser.run(&format!("{}.shadowRoot.querySelector('.stage').focus()", nth(0))).await;
        browser.keys(&char::from(Key::Home).to_string()).await;
        for ratio in [2.0, 1.5, 3.0, 1.0] {
            browser.screen(ratio).await;
            browser.until("it is repainted", &format!(
                "const canvas = {}.shadowRoot.querySelector('canvas'), wide = canvas.getBoundingClientRect().width * devicePixelRatio;
                return Math.abs(canvas.width - wide) <= 1", nth(0)
            )).await;
            sharp(browser, 0).await;
        }
        assert!((sharp(browser, 0).await - before).abs() <= 1.0);
    }

    async fn tooltips_stay_inside(browser) {
        let site = Served::well().start();
        browser.view(400, 768).await;
        for state in ["rtl", "narrow", "zoom", "names"] {
            open(browser, &site, state).await;
            browser.run(&format!("{}.shadowRoot.querySelector('.stage').focus()", nth(0))).await;
            for key in [Key::Home, Key::Right, Key::Down, Key::End, Key::Left] {
                browser.keys(&char::from(key).to_string()).await;
                let inside: Value = browser.run(&format!(
                    "const root = {}.shadowRoot, tip = root.querySelector('.tip'), {{left, right}} = root.querySelector('.stage').getBoundingClientRect();
                    const box = tip.getBoundingClientRect();
                    return [!tip.hidden, box.left >= left - 0.5, box.right <= right + 0.5, tip.scrollWidth <= tip.clientWidth]", nth(0)
                )).await;
                assert_eq!(inside, json!([true, true, true, true]), "{state}, {key:?}");
            }
        }
        // Where the page is enlarged, the pointer still means what it points at.
        open(browser, &site, "rtl").await;
        for enlarged in ["", "document.documentElement.style.fontSize = '200%'"] {
            browser.run(enlarged).await;
            browser.painted().await;
            browser.run(&format!("{}.shadowRoot.querySelector('.stage').scrollIntoView({{block: 'center', behavior: 'instant'}})", nth(0))).await;
            browser.run(&format!("{}.shadowRoot.querySelector('.stage').focus({{preventScroll: true}})", nth(0))).await;
            let said = format!("{}.shadowRoot.querySelector('.tip > :first-child').textContent", nth(0));
            let (start, mut met) = (Instant::now(), false);
            // A slow engine may lay the chart out once more between the look at it and the pointer's arrival: then the
            // test looks again.
            while !met && start.elapsed() < PATIENCE {
                browser.keys(&char::from(Key::Home).to_string()).await;
                let wanted = browser.run(&format!("return {said}")).await;
                // The ring around the mark is where the mark is.
                let ring = browser.run(&format!(
                    "const canvas = {}.shadowRoot.querySelector('.highlight'), {{left, top, width}} = canvas.getBoundingClientRect();
                    const {{data}} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                    let x = 0, y = 0, n = 0;
                    for (let at = 3; at < data.length; at += 4) if (data[at]) {{ x += (at >> 2) % canvas.width; y += Math.floor((at >> 2) / canvas.width); n++; }}
                    const scale = width / canvas.width;
                    return [left + x / n * scale, top + y / n * scale]", nth(0)
                )).await;
                // The last mark's tooltip is not to cover the first.
                browser.keys(&[Key::End, Key::Escape].map(char::from).iter().collect::<String>()).await;
                browser.move_to(1.0, 1.0).await;
                browser.move_to(ring[0].as_f64().unwrap(), ring[1].as_f64().unwrap()).await;
                browser.painted().await;
                met = browser.run(&format!("return !{}.shadowRoot.querySelector('.tip').hidden && {said} == {wanted}", nth(0))).await == true;
            }
            assert!(met, "the mark is not where its ring is");
        }
    }
}

/// Images in a PDF. Their dictionaries are never compressed where streams are.
fn images(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Subtype /Image").count() + text.matches("/Subtype/Image").count()
}

impl Browser {
    /// The page as a PDF, as its driver prints it.
    async fn print(&self) -> Vec<u8> {
        assert_ne!(self.engine, Engine::Webkit, "its driver prints nothing");
        let text = self.command("print", json!({})).await;
        decoded(text.as_str().unwrap())
    }
}

/// Decodes base64, for one use.
pub fn decoded(text: &str) -> Vec<u8> {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = text.bytes().filter_map(|byte| digits.iter().position(|&digit| digit == byte));
    let (mut out, mut bits, mut held) = (Vec::new(), 0, 0u32);
    for value in values {
        held = held << 6 | value as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    out
}
