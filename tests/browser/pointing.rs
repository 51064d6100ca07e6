//! The tooltip: mouse, finger and keyboard bring it; it is hovered, pinned, and sent away.

use fantoccini::key::Key;
use serde_json::json;

use crate::engine::Browser;
use crate::site::{Served, Site};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

/// Opens the article with its chart in the middle of the viewport.
async fn chart(browser: &Browser) -> Site {
    let site = Served::well().start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    browser
        .run(&format!("{ROOT}.querySelector('[part=chart]').scrollIntoView({{block: 'center', behavior: 'instant'}})"))
        .await;
    browser.painted().await;
    site
}

/// Left, top, right and bottom in the viewport of what a selector finds in the widget.
async fn sides(browser: &Browser, selector: &str) -> [f64; 4] {
    let sides = format!(
        "const box = {ROOT}.querySelector('{selector}').getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]"
    );
    serde_json::from_value(browser.run(&sides).await).unwrap()
}

/// The first line of the tooltip; empty while it is hidden.
async fn said(browser: &Browser) -> String {
    let said = format!(
        "const tip = {ROOT}.querySelector('[part=tooltip]'); return tip.hidden ? '' : tip.firstChild.textContent"
    );
    browser.run(&said).await.as_str().unwrap().into()
}

async fn is(browser: &Browser, selector: &str) -> bool {
    browser.run(&format!("return Boolean({ROOT}.querySelector('{selector}')?.checkVisibility())")).await == true
}

/// Moves the mouse down the middle of the chart to the first mark after `skip` others that can be added, and returns
/// its place.
async fn grey(browser: &Browser, skip: usize) -> (f64, f64) {
    let [left, top, right, bottom] = sides(browser, "canvas").await;
    let x = (left + right) / 2.0;
    let mut met = Vec::new();
    let mut y = top + 4.0;
    while y < bottom {
        // From the side, where no mark is near, for a tooltip on the way would keep the one that it is of.
        browser.keys(&char::from(Key::Escape).to_string()).await;
        browser.move_to(x, y).await;
        let name = said(browser).await;
        if is(browser, "[part=tooltip] .add").await && !met.contains(&name) {
            if met.len() == skip {
                return (x, y);
            }
            met.push(name);
        }
        y += 3.0;
    }
    panic!("no such mark among {met:?}");
}

/// Taps with a finger, as far as a page can tell.
async fn tap(browser: &Browser, x: f64, y: f64) {
    browser
        .run(&format!(
            "const target = {ROOT}.elementFromPoint({x}, {y}) ?? document.elementFromPoint({x}, {y});
        for (const type of ['pointerdown', 'pointerup', 'click']) target.dispatchEvent(new PointerEvent(type, {{
            pointerType: 'touch', clientX: {x}, clientY: {y}, bubbles: true, composed: true, cancelable: true,
        }}))",
        ))
        .await;
}

/// The anchor of the shown mark in the viewport: the right end of the highlight.
async fn anchor(browser: &Browser) -> (f64, f64) {
    let anchor = browser.run(&format!(
        "const canvas = {ROOT}.querySelector('.highlight'), {{width, height}} = canvas;
        const {{data}} = canvas.getContext('2d').getImageData(0, 0, width, height);
        const painted = (x, y) => data[4 * (y * width + x) + 3] > 0;
        let right = -1, top = height, bottom = 0;
        for (let x = width - 1; x >= 0 && (right < 0 || x > right - 8 * devicePixelRatio); x--)
            for (let y = 0; y < height; y++) if (painted(x, y)) {{ right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y); }}
        const box = canvas.getBoundingClientRect();
        return [box.left + right / devicePixelRatio - 8, box.top + (top + bottom) / 2 / devicePixelRatio]",
    )).await;
    (anchor[0].as_f64().unwrap(), anchor[1].as_f64().unwrap())
}

in_every_engine! {
    async fn a_tooltip_stays_on_screen(browser) {
        let site = Served::well().start();
        let mut seen = 0;
        for (width, height) in [(320, 480), (1024, 600)] {
            browser.view(width, height).await;
            browser.open(&site, "/").await;
            browser.scroll_to("force-compare").await;
            browser.event("ready").await;
            // The chart's upper end above the viewport, in the middle of it, and its lower end below.
            for block in ["start", "center", "end"] {
                browser.run(&format!("{ROOT}.querySelector('[part=chart]').scrollIntoView({{block: '{block}', behavior: 'instant'}});
                    scrollBy({{top: {}, behavior: 'instant'}})", match block { "start" => 60, "end" => -60, _ => 0 })).await;
                browser.painted().await;
                let [left, top, right, bottom] = sides(browser, "canvas").await;
                let places = [0.1, 0.3, 0.5, 0.7, 0.9].map(|down| [(0.1, down), (0.5, down), (0.9, down)]);
                for (along, down) in places.into_iter().flatten() {
                    let (x, y) = (left + (right - left) * along, top + (bottom - top) * down);
                    if y < 1.0 || y > f64::from(height) - 1.0 {
                        continue;
                    }
                    browser.keys(&char::from(Key::Escape).to_string()).await;
                    browser.move_to(x, y).await;
                    browser.painted().await;
                    if said(browser).await.is_empty() {
                        continue;
                    }
                    seen += 1;
                    let tip = sides(browser, "[part=tooltip]").await;
                    assert!(tip[0] >= left - 0.5 && tip[2] <= right + 0.5, "{tip:?} leaves the chart at {width}, {block}");
                    assert!(tip[1] >= -0.5 && tip[3] <= f64::from(height) + 0.5, "{tip:?} leaves the viewport at {width}, {block}");
                }
            }
        }
        assert!(seen > 8, "only {seen} tooltips seen");
    }

    /// A pinned tooltip stays while the reader scrolls on and turns the phone: it must not make the page wider.
    async fn a_tooltip_out_of_sight_follows_its_mark(browser) {
        let _site = chart(browser).await;
        browser.run(&format!("{ROOT}.querySelector('.stage').focus()")).await;
        browser.keys(&char::from(Key::End).to_string()).await;
        let wide = sides(browser, "[part=tooltip]").await;
        assert!(wide[2] > 400.0, "{wide:?}");
        browser.run("document.body.style.paddingBottom = '4000px'; scrollTo(0, document.documentElement.scrollHeight)").await;
        browser.painted().await;
        browser.view(360, 768).await;
        browser.painted().await;
        let over = "const {scrollWidth, clientWidth} = document.scrollingElement; return scrollWidth - clientWidth";
        browser.until("the page is as wide as the window", &format!("return (() => {{ {over} }})() == 0")).await;
    }

    async fn a_tooltip_can_be_hovered_and_dismissed(browser) {
        let _site = chart(browser).await;
        browser.run("document.querySelector('a').focus({preventScroll: true})").await;
        let (x, mut y) = grey(browser, 1).await;
        let name = said(browser).await;
        // Step by step across the gap, over whatever marks lie there.
        let tip = sides(browser, "[part=tooltip]").await;
        let step = if tip[1] < y { -2.0 } else { 2.0 };
        let goal = if tip[1] < y { tip[3] - 6.0 } else { tip[1] + 6.0 };
        assert!((goal - y).abs() < 40.0, "the tooltip is far from the pointer: {tip:?} and {y}");
        while (goal - y) * step > 0.0 {
            y += step;
            browser.move_to(x, y).await;
            assert_eq!(said(browser).await, name);
        }
        // Anywhere within it.
        for x in [tip[0] + 3.0, tip[2] - 3.0] {
            browser.move_to(x, goal).await;
            assert_eq!(said(browser).await, name);
        }
        browser.keys(&char::from(Key::Escape).to_string()).await;
        assert_eq!(said(browser).await, "");
        assert_eq!(browser.run("return document.activeElement.localName").await, "a", "the focus has moved");
        // Once dismissed, it stays away as long as the pointer means that mark.
        let (x, y) = grey(browser, 2).await;
        browser.keys(&char::from(Key::Escape).to_string()).await;
        browser.move_to(x + 1.0, y).await;
        assert_eq!(said(browser).await, "");
    }

    async fn a_click_pins(browser) {
        let _site = chart(browser).await;
        let [left, top, _, bottom] = sides(browser, "canvas").await;
        let (x, y) = grey(browser, 0).await;
        let first = said(browser).await;
        assert!(!is(browser, "[part=tooltip] .close").await);
        browser.click(x, y).await;
        assert!(is(browser, ".pinned .close").await, "nothing shows that it is pinned");
        browser.picture("pinned").await;
        for (x, y) in [(x, bottom - 60.0), (left - 5.0, top + 50.0), (5.0, 5.0)] {
            browser.move_to(x, y).await;
            assert_eq!(said(browser).await, first);
        }
        // A choice keeps the tooltip, with its new text.
        browser.run(&format!("{ROOT}.querySelector('input[value=rate]').click()")).await;
        browser.painted().await;
        assert_eq!(said(browser).await, first);
        browser.run(&format!("{ROOT}.querySelector('input[value=count]').click()")).await;
        browser.painted().await;
        // Another one takes its place.
        browser.keys(&char::from(Key::Escape).to_string()).await;
        assert_eq!(said(browser).await, "");
        let (x, y) = grey(browser, 0).await;
        browser.click(x, y).await;
        let tip = sides(browser, "[part=tooltip]").await;
        let (mut x, mut y) = (x, y);
        while [&*first, ""].contains(&&*said(browser).await) {
            y += 7.0;
            assert!(y < bottom, "no other mark");
            if (tip[0]..tip[2]).contains(&x) && (tip[1]..tip[3]).contains(&y) {
                x = tip[2] + 4.0;
            }
            browser.click(x, y).await;
        }
        assert!(is(browser, ".pinned").await, "the other one is not pinned");
        // Its button sends it away, and so does a click on the page.
        let (x, y) = grey(browser, 0).await;
        browser.click(x, y).await;
        let close = sides(browser, ".close").await;
        browser.click((close[0] + close[2]) / 2.0, (close[1] + close[3]) / 2.0).await;
        assert_eq!(said(browser).await, "");
        let (x, y) = grey(browser, 0).await;
        browser.click(x, y).await;
        assert_eq!(said(browser).await, first);
        browser.click(2.0, 2.0).await;
        assert_eq!(said(browser).await, "");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn the_button_of_a_grey_mark_adds_it(browser) {
        let _site = chart(browser).await;
        let (x, y) = grey(browser, 0).await;
        browser.click(x, y).await;
        let first = said(browser).await;
        let label = browser.run(&format!("return {ROOT}.querySelector('.add').textContent")).await;
        assert_eq!(label, "Add this force");
        let add = sides(browser, ".add").await;
        browser.click((add[0] + add[2]) / 2.0, (add[1] + add[3]) / 2.0).await;
        browser.until("it is added", &format!("return {ROOT}.querySelectorAll('.chip').length == 4")).await;
        browser.painted().await;
        let name = browser.run(&format!("return {ROOT}.querySelectorAll('.chip span')[3].textContent")).await;
        assert!(first.starts_with(name.as_str().unwrap()), "{name} for {first}");
        assert_eq!(said(browser).await, first);
        assert!(is(browser, ".pinned").await);
        assert!(!is(browser, ".add").await, "added twice?");
        // The keyboard adds an area too: the arrows lead to a grey mark, Tab to its button.
        browser.keys(&char::from(Key::Home).to_string()).await;
        let first = said(browser).await;
        assert!(!is(browser, ".pinned").await);
        for _ in 0..30 {
            if is(browser, ".add").await {
                break;
            }
            browser.keys(&char::from(Key::Down).to_string()).await;
        }
        browser.keys(&char::from(Key::Tab).to_string()).await;
        assert_eq!(browser.run(&format!("return {ROOT}.activeElement.className")).await, "add", "{first}");
        let name = said(browser).await;
        assert!(!name.is_empty());
        // Escape takes the button away, but not the place.
        browser.keys(&char::from(Key::Escape).to_string()).await;
        assert_eq!(browser.run(&format!("return {ROOT}.activeElement.getAttribute('part')")).await, "chart");
        for key in [Key::Home, Key::Down] {
            browser.keys(&char::from(key).to_string()).await;
        }
        while said(browser).await != name {
            browser.keys(&char::from(Key::Down).to_string()).await;
        }
        browser.keys(&char::from(Key::Tab).to_string()).await;
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.until("it is added", &format!("return {ROOT}.querySelectorAll('.chip').length == 5")).await;
        browser.painted().await;
        assert_eq!(said(browser).await, name);
        assert_eq!(browser.run(&format!("return {ROOT}.activeElement.getAttribute('part')")).await, "chart");
        // Six are enough, and the tooltip says so.
        browser.run("const host = document.querySelector('force-compare'), state = host.getState();
            host.setState({areas: [...state.areas, ...['kent', 'essex', 'gwent', 'west-yorkshire'].filter((id) => !state.areas.includes(id))].slice(0, 6)})").await;
        browser.until("six are shown", &format!("return {ROOT}.querySelectorAll('.chip').length == 6")).await;
        browser.painted().await;
        browser.keys(&char::from(Key::Home).to_string()).await;
        for _ in 0..30 {
            if is(browser, ".add").await {
                break;
            }
            browser.keys(&char::from(Key::Down).to_string()).await;
        }
        browser.keys(&char::from(Key::Enter).to_string()).await;
        let tip = browser.run(&format!("return {ROOT}.querySelector('[part=tooltip]').textContent")).await;
        assert!(tip.as_str().unwrap().contains("Six forces at most"), "{tip}");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn a_finger_is_broader_than_a_mouse(browser) {
        let _site = chart(browser).await;
        // The highest mark has nothing above it.
        browser.run(&format!("{ROOT}.querySelector('[part=chart]').focus({{preventScroll: true}})")).await;
        browser.keys(&char::from(Key::Home).to_string()).await;
        let name = said(browser).await;
        let (x, y) = anchor(browser).await;
        browser.keys(&char::from(Key::Escape).to_string()).await;
        browser.click(x, y - 24.0).await;
        assert_eq!(said(browser).await, "", "a mouse that far away means nothing");
        tap(browser, x, y - 24.0).await;
        assert_eq!(said(browser).await, name);
        assert!(is(browser, ".pinned").await);
        // A finger that scrolls over the chart means nothing by it.
        browser.run(&format!("{ROOT}.querySelector('[part=chart]').dispatchEvent(new PointerEvent('pointermove', {{
            pointerType: 'touch', clientX: {x}, clientY: {y} + 200, bubbles: true, composed: true}}))")).await;
        assert_eq!(said(browser).await, name);
        tap(browser, x, y - 40.0).await;
        assert_eq!(said(browser).await, "", "a tap on nothing");
    }

    async fn the_chart_holds_nobody_up(browser) {
        let _site = chart(browser).await;
        let held = browser.run(&format!(
            "const stage = {ROOT}.querySelector('[part=chart]');
            return ['wheel', 'touchstart', 'touchmove', 'pointerdown'].filter((type) =>
                !stage.dispatchEvent(new Event(type, {{bubbles: true, composed: true, cancelable: true}})))",
        )).await;
        assert_eq!(held, json!([]));
        assert_eq!(browser.run(&format!("return getComputedStyle({ROOT}.querySelector('[part=chart]')).touchAction")).await, "manipulation");
    }

    /// A mark that the keyboard meets outside the viewport is scrolled to.
    async fn the_keyboard_is_followed(browser) {
        let _site = chart(browser).await;
        browser.view(1024, 300).await;
        browser.run("document.querySelector('force-compare').setState({view: 'ranking'})").await;
        browser.until("the ranking is shown", "return document.querySelector('force-compare').getState().view == 'ranking'").await;
        browser.painted().await;
        browser.run(&format!("{ROOT}.querySelector('[part=chart]').focus()")).await;
        for key in [Key::Home, Key::End] {
            browser.keys(&char::from(key).to_string()).await;
            let (_, y) = anchor(browser).await;
            assert!(y > 0.0 && y < 300.0, "the mark is at {y}");
        }
    }
}
