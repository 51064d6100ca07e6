//! The widget as assistive technology meets it: roles and names as the browsers compute them, one order for reading and
//! for the keyboard, and nodes that are made once.

use std::fmt::Write;

use expect_test::expect_file;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::engine::{Browser, Engine};
use crate::measured::CONTRAST;
use crate::site::{Served, Site};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

async fn article(browser: &Browser) -> Site {
    let site = Served::well().start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    browser.painted().await;
    site
}

/// The nodes that a reader can walk to, and the landmarks of the walk.
const NODES: &str = "figure, h1, h2, h3, ul, input, select, fieldset, button, .stage, summary, .box, table, caption, th[scope=col], [role], details, a[href], [aria-live]";

/// Role and name of each node, a line each, indented as they lie in each other.
async fn tree(browser: &Browser) -> String {
    let nodes = format!(
        "return [...{ROOT}.querySelectorAll('{NODES}')].filter((node) => node.checkVisibility({{visibilityProperty: true}})).map((node) => {{
            let depth = 0;
            for (let up = node.parentElement; up; up = up.parentElement) depth += up.matches('{NODES}');
            return [node, depth];
        }})"
    );
    let found = browser.run(&nodes).await;
    let mut lines = String::new();
    for pair in found.as_array().unwrap() {
        let id = pair[0].as_object().unwrap().values().next().unwrap().as_str().unwrap();
        let [role, label] = [browser.asked(id, "computedrole").await, browser.asked(id, "computedlabel").await];
        let depth = pair[1].as_u64().unwrap() as usize;
        writeln!(lines, "{}{role} {label:?}", "  ".repeat(depth)).unwrap();
    }
    lines
}

in_every_engine! {
    /// The tree of the article's widget with its table open, as each browser computes it.
    async fn roles_and_names(browser) {
        let _site = article(browser).await;
        browser.run(&format!("{ROOT}.querySelector('[part=table]').open = true")).await;
        browser.until("the table is there", &format!("return {ROOT}.querySelector('tbody')")).await;
        browser.run(&format!("for (const row of [...{ROOT}.querySelectorAll('tbody tr')].slice(1)) row.hidden = true")).await;
        let tree = tree(browser).await;
        let name = format!("{:?}", browser.engine).to_lowercase();
        expect_file![format!("../snapshots/accessible-{name}.txt")].assert_eq(&tree);
    }

    /// Instructions, live region and everything but the lists of the choice stay the same nodes, whatever is chosen.
    async fn nodes_are_made_once(browser) {
        let _site = article(browser).await;
        browser.run(&format!("{ROOT}.querySelector('.stage').focus()")).await;
        browser.keys("?").await;
        browser.until("the keys are shown", &format!("return {ROOT}.querySelector('.keys')")).await;
        let kept = "['[aria-live]', '.stage', '#description', '#headline', 'figure', '.keys', 'canvas', '[role=combobox]', '[part=table]', '[part=method]',
            'input[value=change]', 'input[value=rate]']";
        browser.run(&format!("window.kept = {kept}.map((selector) => {ROOT}.querySelector(selector))")).await;
        let instructions = browser.run(&format!("return {ROOT}.querySelector('.stage').getAttribute('aria-label')")).await;
        browser.keys("?").await;
        for choice in ["{measure: 'rate'}", "{view: 'ranking'}", "{areas: ['kent', 'essex']}", "{view: 'funnel'}", "{view: 'change', measure: 'count', areas: []}"] {
            browser.run(&format!("document.querySelector('force-compare').setState({choice})")).await;
            browser.painted().await;
            browser.until("it is shown", &format!("const wish = {choice}; return !wish.view || document.querySelector('force-compare').getState().view == wish.view")).await;
        }
        browser.run(&format!("{ROOT}.querySelector('.stage').focus()")).await;
        browser.keys("?").await;
        browser.until("the keys are shown again", &format!("return !{ROOT}.querySelector('.keys').hidden")).await;
        let same = browser.run(&format!("return {kept}.filter((selector, i) => window.kept[i] !== {ROOT}.querySelector(selector) || {ROOT}.querySelectorAll('.keys, [aria-live]').length != 2)")).await;
        assert_eq!(same, json!([]), "made anew");
        assert_eq!(browser.run(&format!("return {ROOT}.querySelector('.stage').getAttribute('aria-label')")).await, instructions);
    }

    /// The list of keys: shown and said, on the chart alone, and sent away by each of its ways.
    async fn the_keys_are_listed(browser) {
        let _site = article(browser).await;
        let shown = format!("return Boolean({ROOT}.querySelector('.keys')?.checkVisibility())");
        let stage = format!("{ROOT}.querySelector('.stage').focus()");
        // Elsewhere a question mark is a question mark.
        browser.run(&format!("{ROOT}.querySelector('[part=method] summary').focus()")).await;
        browser.keys("?[]").await;
        browser.painted().await;
        assert_eq!(browser.run(&shown).await, false);
        assert_eq!(browser.run(&format!("return {ROOT}.querySelector('.tip').hidden")).await, true);
        browser.run(&stage).await;
        browser.keys("?").await;
        browser.until("it is shown", &shown).await;
        let said = browser.run(&format!("return {ROOT}.querySelector('[aria-live]').textContent")).await;
        let said = said.as_str().unwrap();
        for [key, does] in force_compare::words::KEYS.rows {
            assert!(said.contains(&format!("{key}: {does}")), "{key} is not in {said}");
        }
        assert_eq!(browser.run(&format!("const box = {ROOT}.querySelector('.keys').getBoundingClientRect(); return box.bottom <= innerHeight + 1")).await, true);
        browser.picture("keys").await;
        // The keys do what the list says, and the focus stays on the chart.
        browser.keys("]").await;
        let at = format!("return [{ROOT}.querySelector('.tip').firstChild.textContent, {ROOT}.activeElement.className]");
        let highest = browser.run(&at).await;
        browser.keys("[").await;
        let lowest = browser.run(&at).await;
        assert!(highest[0].as_str().unwrap().starts_with("West Yorkshire recorded 1,320"), "{highest}");
        assert!(lowest[0] != highest[0] && lowest[1] == "stage", "{lowest}");
        browser.keys(&char::from(Key::Escape).to_string()).await;
        assert_eq!(browser.run(&shown).await, false);
        browser.keys("?").await;
        browser.until("it is shown again", &shown).await;
        browser.keys("?").await;
        assert_eq!(browser.run(&shown).await, false);
        browser.keys("?").await;
        browser.until("and again", &shown).await;
        browser.run(&format!("const close = {ROOT}.querySelector('.keys button'); close.focus(); close.click()")).await;
        assert_eq!(browser.run(&shown).await, false);
        assert_eq!(browser.run(&format!("return {ROOT}.activeElement.className")).await, "stage");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// Rules of structure that no choice breaks.
    async fn structure_holds_in_every_view(browser) {
        let _site = article(browser).await;
        browser.run(&format!("for (const details of {ROOT}.querySelectorAll('details')) details.open = true; {ROOT}.querySelector('input').focus()")).await;
        browser.until("all is open", &format!("return {ROOT}.querySelector('tbody') && {ROOT}.querySelector('.take') && {ROOT}.querySelector('[role=listbox]')")).await;
        for view in ["change", "ranking", "funnel", "breakdown"] {
            browser.run(&format!("document.querySelector('force-compare').view = '{view}'")).await;
            browser.until("it is shown", &format!("return document.querySelector('force-compare').getState().view == '{view}'")).await;
            let broken: Value = browser.run(&format!(
                "const root = {ROOT}, all = [...root.querySelectorAll('*')], broken = [];
                const ids = all.map(({{id}}) => id).filter(Boolean);
                if (new Set(ids).size != ids.length) broken.push('an id twice');
                for (const node of all) {{
                    for (const name of ['aria-labelledby', 'aria-describedby', 'aria-activedescendant', 'aria-controls'])
                        for (const id of (node.getAttribute(name) ?? '').split(' ').filter(Boolean)) if (!ids.includes(id)) broken.push(`${{name}} to nothing: ${{id}}`);
                    if (node.getAttribute('role') == 'application') broken.push('role=application');
                    if (node.tabIndex > 0) broken.push('a positive tabindex');
                    if (node.ariaHidden == 'true' && (node.textContent.trim() || node.querySelector('a, button, input, [tabindex], [aria-live]') || node.tabIndex >= 0)) broken.push(`something under aria-hidden: ${{node.className}}`);
                    if (node.matches('[aria-live]') && node.closest('[aria-hidden=true], [hidden], [inert]')) broken.push('a live region that is hidden');
                }}
                if (root.querySelectorAll('[aria-live]').length != 1) broken.push('live regions');
                if (root.querySelectorAll('.chart [tabindex=\"0\"]').length != 1) broken.push('stops of the chart');
                if (root.querySelectorAll(':is(h1, h2, h3, h4, h5, h6)').length != 1) broken.push('headings');
                if (root.querySelector('figure').getAttribute('aria-labelledby') != 'headline') broken.push('the figure has no name');
                const stage = root.querySelector('.stage');
                if (!stage.ariaLabel || !root.getElementById(stage.getAttribute('aria-describedby')).textContent || !stage.role && !stage.getAttribute('role')) broken.push('the chart is not described');
                return broken"
            )).await;
            assert_eq!(broken, json!([]), "{view}");
        }
    }

    /// Where a reader forces colours, the focused element still has a ring that stands out from its background.
    async fn a_ring_in_forced_colours(browser) {
        if !browser.asks() {
            return;
        }
        let _site = article(browser).await;
        for scheme in ["dark", "light"] {
            browser.force_colours(Some(scheme)).await;
            browser.until("colours are forced", "return matchMedia('(forced-colors: active)').matches").await;
            browser.run("document.querySelector('a').focus({preventScroll: true})").await;
            for selector in [".chip button", "input[type=text]", "input[name=view]:checked", "input[name=measure]:checked", ".stage", "summary"] {
                // A key comes first: the ring is the keyboard's.
                browser.keys(&char::from(Key::Shift).to_string()).await;
                let ring = browser.run(&format!(
                    "{CONTRAST} const node = {ROOT}.querySelector('{selector}');
                    node.focus({{preventScroll: true, focusVisible: true}});
                    const ringed = node.matches('label input') ? node.nextElementSibling : node;
                    const {{outlineStyle, outlineWidth, outlineColor, outlineOffset}} = getComputedStyle(ringed);
                    const behind = ground(parseFloat(outlineOffset) < 0 ? ringed : above(ringed));
                    return [outlineStyle, parseFloat(outlineWidth) >= 2, contrast(solid(outlineColor, behind), behind) >= 3 || `${{outlineColor}} on ${{behind}}`]"
                )).await;
                assert_eq!(ring, json!(["solid", true, true]), "{selector}, {scheme}");
            }
            browser.picture(&format!("ring-{scheme}")).await;
        }
        browser.force_colours(None).await;
    }

    /// The keyboard goes through the widget as it is read, from top to bottom, and out at either end.
    async fn the_keyboard_follows_the_reading_order(browser) {
        let _site = article(browser).await;
        for width in [1024, 320] {
            browser.view(width, 768).await;
            browser.painted().await;
            // From the link before the widget, forwards, until the focus has left it.
            browser.run("const before = document.createElement('button'); before.textContent = 'before'; before.id = 'before';
                document.querySelector('#before')?.remove(); document.querySelector('force-compare').before(before); before.focus()").await;
            let mut stops: Vec<Value> = Vec::new();
            for _ in 0..40 {
                browser.keys(&char::from(Key::Tab).to_string()).await;
                let stop = browser.run(&format!(
                    "const node = {ROOT}.activeElement;
                    if (!node) return null;
                    const {{top, left, width, height}} = node.closest('label, .stage, summary, button, a, input, .box').getBoundingClientRect();
                    const order = [...{ROOT}.querySelectorAll('*')].indexOf(node), {{outlineStyle, outlineWidth}} = getComputedStyle(node.matches('label input') ? node.nextElementSibling : node),
                        // A link within a line of text is as high as the line.
                        large = node.matches('p a') || (width >= 24 && height >= 24);
                    return {{what: node.className || node.value || node.textContent.slice(0, 20), order, ring: outlineStyle != 'none' && parseFloat(outlineWidth) >= 2,
                        seen: top + height > 0 && top < innerHeight && large}}"
                )).await;
                if stop.is_null() {
                    break;
                }
                stops.push(stop);
            }
            assert!(stops.len() >= 10 && stops.len() < 40, "{} stops: {stops:#?}", stops.len());
            for (stop, next) in stops.iter().zip(&stops[1..]) {
                assert!(stop["order"].as_u64() < next["order"].as_u64(), "{} comes before {}", stop["what"], next["what"]);
            }
            // On a screen without a window manager WebKit's window is never the active one, and nothing in it looks
            // focused.
            let rings = browser.engine != Engine::Webkit;
            let hidden: Vec<_> = stops.iter().filter(|stop| (rings && stop["ring"] != true) || stop["seen"] != true).collect();
            assert!(hidden.is_empty(), "no ring, not in view or too small: {hidden:#?}");
            // And back out at the other end.
            for _ in 0..stops.len() + 2 {
                browser.back().await;
            }
            assert_eq!(browser.run(&format!("return {ROOT}.activeElement")).await, Value::Null, "a trap");
        }
    }
}

#[test]
fn every_engine_has_a_snapshot() {
    for engine in [Engine::Chromium, Engine::Firefox, Engine::Webkit] {
        let name = format!("{engine:?}").to_lowercase();
        let path = format!("{}/tests/snapshots/accessible-{name}.txt", env!("CARGO_MANIFEST_DIR"));
        assert!(std::fs::read_to_string(path).is_ok_and(|text| text.lines().count() > 20), "{name}");
    }
}
