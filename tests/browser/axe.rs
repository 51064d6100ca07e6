//! axe-core finds nothing wrong in any view, in any state and on any page of the site. A checker sees perhaps a third
//! of all that can be wrong; the rest is in `structure`, `measured` and `visits`.

use fantoccini::key::Key;
use force_compare::build::guide::PAGES;

use crate::engine::Browser;
use crate::site::{AXE, Fault, Served, Site};
use crate::variants::{self, STATES};

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

/// All of the checker's rules, target sizes as well; frames are pages of their own here.
const OPTIONS: &str =
    "{iframes: false, preload: false, rules: {'target-size': {enabled: true}}, resultTypes: ['violations']}";

impl Browser {
    /// Lists the faults of the page as it stands, a line each.
    async fn violations(&self) -> Vec<String> {
        let load = format!(
            "const done = arguments[0];
            if (window.axe) return done();
            const script = document.createElement('script');
            script.src = '{AXE}';
            script.onload = () => done();
            document.head.append(script)"
        );
        self.client.execute_async(&load, vec![]).await.unwrap();
        let check = format!(
            "const done = arguments[0];
            window.axe.run(document, {OPTIONS}).then(({{violations}}) => done(violations.flatMap(({{id, help, nodes}}) =>
                nodes.map(({{target, failureSummary}}) => [id, help, target.flat().join(' '), failureSummary].join(' | ')))),
                (error) => done([String(error)]))"
        );
        let found = self.client.execute_async(&check, vec![]).await.unwrap();
        serde_json::from_value(found).unwrap()
    }

    async fn faultless(&self, what: &str) {
        assert_eq!(self.violations().await, [""; 0], "{what}");
    }
}

async fn article(browser: &Browser, served: Served) -> Site {
    let site = served.start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    browser.painted().await;
    site
}

/// Brings the widget into a state, waits for it, and has it checked.
async fn state(browser: &Browser, what: &str, action: &str, shown: &str) {
    browser.run(&format!("const root = {ROOT}, host = document.querySelector('force-compare'); {action}")).await;
    browser
        .until(what, &format!("const root = {ROOT}, host = document.querySelector('force-compare'); return {shown}"))
        .await;
    browser.painted().await;
    browser.faultless(what).await;
}

in_every_engine! {
    /// A page with a fault is found out, so that finding nothing means something.
    async fn the_checker_checks(browser) {
        let page = "<!doctype html><html><head><link rel=icon href=data:,></head><body><img src=data:,><button></button></body></html>";
        let site = Served::well().page("/wrong.html", page).start();
        browser.open(&site, "/wrong.html").await;
        let found = browser.violations().await.join("\n");
        for rule in ["image-alt", "button-name", "html-has-lang", "document-title", "landmark-one-main"] {
            assert!(found.contains(rule), "{rule} is not in {found}");
        }
    }

    async fn every_page(browser) {
        let site = Served::well().start();
        let guide = PAGES.map(|(page, _)| format!("/guide/{page}"));
        let others = ["/", "/seizures.html", "/officers.html", "/cymraeg.html", "/review.html", "/worked.html", "/frame.html", "/404.html", "/variants/",
            "/force-compare/embed.html?src=/force-compare/data/image-offences.json", "/force-compare/embed.html?src=https://elsewhere.example/x.json"];
        for page in others.into_iter().chain(guide.iter().map(String::as_str)) {
            browser.open(&site, page).await;
            // A frame that takes its figures from its address is empty before they are there.
            if !page.contains("?src=/") {
                browser.faultless(&format!("{page} before the widget")).await;
            }
            if browser.run("return Boolean(document.querySelector('force-compare:not([hidden])'))").await == true {
                browser.scroll_to("force-compare").await;
                browser.event("ready").await;
                browser.painted().await;
                browser.faultless(page).await;
            }
        }
    }

    async fn every_variant(browser) {
        let site = Served::well().start();
        for width in [320, 1024] {
            browser.view(width, 768).await;
            for (state, ..) in STATES {
                // WebKit's canvas takes seconds for so many lines without a graphics card.
                if state == "many" && browser.engine == Engine::Webkit {
                    continue;
                }
                variants::open(browser, &site, state).await;
                browser.faultless(&format!("{state} at {width} pixels")).await;
            }
        }
    }

    async fn every_state_of_the_widget(browser) {
        let site = article(browser, Served::well()).await;
        for width in [1024, 320] {
            browser.view(width, 768).await;
            browser.open(&site, "/").await;
            browser.scroll_to("force-compare").await;
            browser.event("ready").await;
            for view in ["change", "ranking", "funnel", "breakdown"] {
                state(browser, view, &format!("host.view = '{view}'"), &format!("host.getState().view == '{view}'")).await;
            }
            state(browser, "the rates", "host.setState({view: 'change', measure: 'rate'})", "host.getState().measure == 'rate' && host.getState().view == 'change'").await;
            state(browser, "the list is open", "root.querySelector('input').focus(); root.querySelector('input').click()", "root.querySelector('[role=option]')").await;
            browser.keys("xyz").await;
            state(browser, "nothing is found", "", "root.querySelector('.status')?.textContent && !root.querySelector('[role=option]')").await;
            browser.keys(&char::from(Key::Escape).to_string().repeat(2)).await;
            state(browser, "six in focus", "host.areas = 'hertfordshire bedfordshire cambridgeshire kent essex hampshire'", "root.querySelectorAll('.chip').length == 6").await;
            state(browser, "no more can be added", "root.querySelector('input').blur(); root.querySelector('input').focus(); root.querySelector('input').click()", "root.querySelector('[role=option]') && root.querySelector('.status').textContent").await;
            browser.keys(&char::from(Key::Escape).to_string()).await;
            browser.run(&format!("{ROOT}.querySelector('.stage').focus()")).await;
            browser.keys(&char::from(Key::Home).to_string()).await;
            state(browser, "a tooltip", "", "!root.querySelector('.tip').hidden").await;
            state(browser, "a pinned tooltip", "root.querySelector('.stage').dispatchEvent(new MouseEvent('click', {clientX: root.querySelector('.stage').getBoundingClientRect().right - 120,
                clientY: root.querySelector('.stage').getBoundingClientRect().top + 60, bubbles: true}))", "true").await;
            browser.run(&format!("{ROOT}.querySelector('.stage').focus()")).await;
            browser.keys("?").await;
            state(browser, "the keys", "", "root.querySelector('.keys') && !root.querySelector('.keys').hidden").await;
            state(browser, "how sure", "root.querySelector('[part=method]').open = true", "true").await;
            state(browser, "the table", "root.querySelector('[part=table]').open = true", "root.querySelector('tbody')").await;
            browser.run(&format!("{ROOT}.querySelectorAll('thead button')[2].click()")).await;
            // Scrolled sideways, a heading's button may lie half beneath the column of names, like all that is
            // scrolled.
            state(browser, "the table in order", "root.querySelector('.box').scrollTo(0, 0)", "root.querySelector('[aria-sort=ascending]')").await;
            state(browser, "the menu", "root.querySelector('[part=share]').open = true", "root.querySelector('.take button')").await;
            state(browser, "the sound", "root.querySelector('.take button:last-of-type').click()", "root.querySelector('.take select') && window.__probe.notes.length").await;
            state(browser, "a wish that cannot be had", "host.setState({areas: ['atlantis'], view: 'trend'})", "root.querySelector('.problems p')").await;
            state(browser, "nobody in focus", "host.areas = []; for (const button of root.querySelectorAll('.chip button')) button.click()", "true").await;
        }
        if browser.asks() {
            browser.force_colours(Some("dark")).await;
            browser.until("colours are forced", "return matchMedia('(forced-colors: active)').matches").await;
            browser.painted().await;
            browser.faultless("forced colours").await;
            browser.force_colours(None).await;
        }
    }

    /// With everything open, in the language that the page is in.
    async fn in_welsh(browser) {
        let site = Served::well().start();
        browser.open(&site, "/cymraeg.html").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        state(browser, "everything in Welsh", "for (const node of root.querySelectorAll('details')) node.open = true", "root.querySelector('.take button') && root.querySelector('tbody') && root.querySelector('svg[role=img]')").await;
        browser.run(&format!("{ROOT}.querySelector('.stage').focus()")).await;
        browser.keys("?").await;
        state(browser, "the keys in Welsh", "", "root.querySelector('.keys') && !root.querySelector('.keys').hidden").await;
    }

    async fn what_did_not_come(browser) {
        let _site = article(browser, Served::well().but("/force-compare/finder.js", Fault::Missing).but("/force-compare/whole.wasm", Fault::Missing)
            .but("/force-compare/export.js", Fault::Missing)).await;
        state(browser, "no list", "root.querySelector('input').focus()", "root.querySelector('.search .lack')").await;
        state(browser, "no menu", "root.querySelector('[part=share]').open = true", "root.querySelector('[part=share] .lack')").await;
        state(browser, "no table", "root.querySelector('[part=table]').open = true", "root.querySelector('[part=table] .lack')").await;
        state(browser, "no other view", "root.querySelector('input[value=ranking]').click()", "root.querySelector('.problems p')").await;
        // And the static chart alone.
        let site = Served::well().but("/force-compare/element.js", Fault::Missing).start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("error").await;
        browser.faultless("the static chart").await;
    }
}
