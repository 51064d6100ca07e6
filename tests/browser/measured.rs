//! Measures what need not be judged by eye: contrast, the size of targets, reflow at 400%, and text that readers space
//! out.

use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Served, Site};
use crate::variants;

const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

/// The views of the demonstration article.
const VIEWS: [&str; 4] = ["change", "ranking", "funnel", "breakdown"];

/// A script's `luminance` and `contrast` of colours as WCAG 2 defines them, and `solid`, the colour that results on a
/// ground.
pub const CONTRAST: &str = "
    const known = {}, pen = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {willReadFrequently: true});
    // Paints the colour to read it, in whatever way it is written.
    const parts = (colour) => known[colour] ??= (() => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
    })();
    const solid = (colour, ground) => parts(colour).slice(0, 3).map((part, i) => part * parts(colour)[3] + ground[i] * (1 - parts(colour)[3]));
    const luminance = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
        const part = colour[i] / 255;
        return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
    const contrast = (a, b) => {
        const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
    };
    const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
    const ground = (node) => {
        const layers = [];
        for (let at = node; at; at = above(at)) layers.unshift(getComputedStyle(at).backgroundColor);
        return layers.reduce((under, colour) => solid(colour, under), bottom());
    };
    // The ground beneath all that a page paints.
    const bottom = () => {
        const probe = document.documentElement.appendChild(document.createElement('p'));
        probe.style.backgroundColor = 'Canvas';
        const colour = getComputedStyle(probe).backgroundColor;
        probe.remove();
        return parts(colour).slice(0, 3);
    };";

async fn open(browser: &Browser, page: &str) -> Site {
    let site = Served::well().start();
    browser.open(&site, page).await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    browser.painted().await;
    site
}

async fn view(browser: &Browser, view: &str) {
    browser.run(&format!("document.querySelector('force-compare').view = '{view}'")).await;
    browser
        .until("it is shown", &format!("return document.querySelector('force-compare').getState().view == '{view}'"))
        .await;
    browser.painted().await;
}

/// Opens all that can be opened.
async fn open_all(browser: &Browser) {
    browser
        .run(&format!(
            "for (const details of {ROOT}.querySelectorAll('details')) details.open = true;
        const input = {ROOT}.querySelector('input'); input.focus({{preventScroll: true}}); input.click()"
        ))
        .await;
    browser.until("all is open", &format!("return {ROOT}.querySelector('tbody') && {ROOT}.querySelector('.take') && {ROOT}.querySelector('[role=option]')")).await;
    browser.run(&format!("{ROOT}.querySelector('.stage').focus({{preventScroll: true}})")).await;
    if browser.run(&format!("return Boolean({ROOT}.querySelector('.keys')?.checkVisibility())")).await == false {
        browser.keys("?").await;
    }
    browser.keys("]").await;
    browser.until("the keys are there", &format!("return {ROOT}.querySelector('.keys')?.checkVisibility()")).await;
    browser.run(&format!("const input = {ROOT}.querySelector('input'); input.click()")).await;
    browser.painted().await;
}

/// Lists the texts with less than 4.5 to 1 (large ones with less than 3) against the colour behind them, and the edges
/// that mark controls with less than 3 to 1; a line each, after the number of things measured.
async fn faint(browser: &Browser, at: usize) -> (u64, Vec<String>) {
    let found: Value = browser.run(&format!(
        "{CONTRAST}
        const root = document.querySelectorAll('force-compare')[{at}].shadowRoot, faint = [];
        let measured = 0;
        for (const node of root.querySelectorAll('*')) {{
            if (!node.checkVisibility({{visibilityProperty: true}}) || node.closest('.hide, :disabled') || node.namespaceURI.endsWith('svg')) continue;
            const style = getComputedStyle(node), behind = ground(node);
            const own = [...node.childNodes].some((child) => child.nodeType == 3 && child.data.trim()) || node.matches('input[type=text]');
            // A disabled option is exempt; the reason beside it is held to the limit.
            if (own && !(node.parentElement.matches('label:has(:disabled)')) && !node.matches('option:disabled')) {{
                const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
                const ratio = contrast(solid(style.color, behind), behind);
                measured++;
                if (ratio < (large ? 3 : 4.5)) faint.push(`${{node.localName}}.${{node.className}} ${{node.textContent.slice(0, 30)}}: ${{ratio.toFixed(2)}}`);
            }}
            if (node.matches('input[type=text], select, .measures label:has(:enabled) span, .take button, textarea, .tip')) {{
                const around = ground(above(node)), ratio = contrast(solid(style.borderTopColor, around), around);
                measured++;
                if (ratio < 3) faint.push(`edge of ${{node.localName}}.${{node.className}}: ${{ratio.toFixed(2)}}`);
            }}
            if (node.matches('.marker')) {{
                measured++;
                const ratio = contrast(solid(getComputedStyle(node.firstChild).fill, behind), behind);
                if (ratio < 3) faint.push(`marker ${{node.getAttribute('class')}}: ${{ratio.toFixed(2)}}`);
            }}
        }}
        const before = root.querySelector('input[type=text]');
        const hint = getComputedStyle(before, '::placeholder'), ratio = contrast(solid(hint.color, ground(before)), ground(before));
        if (ratio < 4.5) faint.push(`the hint of the search box: ${{ratio.toFixed(2)}}`);
        return [measured, faint]"
    )).await;
    (found[0].as_u64().unwrap(), serde_json::from_value(found[1].clone()).unwrap())
}

/// Lists the targets smaller than a size, but for links within a line of text.
async fn small(browser: &Browser, least: f64) -> Vec<String> {
    let small = format!(
        "return [...{ROOT}.querySelectorAll('button, summary, select, input[type=text], label:has(input), label:has(select), [role=option], .stage, .support a')]
            .filter((node) => node.checkVisibility({{visibilityProperty: true}}))
            .map((node) => [node, node.getBoundingClientRect()]).filter(([, {{width, height}}]) => width < {least} - .01 || height < {least} - .01)
            .map(([node, {{width, height}}]) => `${{node.localName}}.${{node.className}} ${{node.textContent.slice(0, 20)}}: ${{width}} by ${{height}}`)"
    );
    serde_json::from_value(browser.run(&small).await).unwrap()
}

/// Lists the elements that lie outside the page's width or are cut off in their own box.
async fn cut(browser: &Browser) -> Vec<String> {
    let cut = format!(
        "const {{scrollWidth, clientWidth}} = document.scrollingElement, cut = [];
        if (scrollWidth > clientWidth) cut.push(`the page: ${{scrollWidth}} in ${{clientWidth}}`);
        for (const node of {ROOT}.querySelectorAll('*')) {{
            if (!node.checkVisibility({{visibilityProperty: true}}) || node.closest('.hide, .box, svg, canvas, option')) continue;
            const {{left, right, width}} = node.getBoundingClientRect();
            if (width && (left < -.5 || right > clientWidth + .5)) cut.push(`${{node.localName}}.${{node.className}}: ${{left}} to ${{right}}`);
            const {{overflowX, overflowY}} = getComputedStyle(node);
            const clips = [overflowX, overflowY].some((how) => how == 'hidden' || how == 'clip');
            if (clips && !node.matches('select') && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)) cut.push(`${{node.localName}}.${{node.className}} cuts`);
        }}
        return cut"
    );
    serde_json::from_value(browser.run(&cut).await).unwrap()
}

in_every_engine! {
    async fn contrast_is_enough(browser) {
        let _site = open(browser, "/").await;
        for name in VIEWS {
            view(browser, name).await;
            open_all(browser).await;
            let (measured, faint) = faint(browser, 0).await;
            assert!(measured > 60, "only {measured} measured");
            assert_eq!(faint, [""; 0], "{name}");
        }
        let site = Served::well().start();
        for state in ["dark", "light", "rtl"] {
            variants::open(browser, &site, state).await;
            for at in 0..2 {
                let (measured, faint) = faint(browser, at).await;
                assert!(measured > 20, "only {measured} measured");
                assert_eq!(faint, [""; 0], "{state}, widget {at}");
            }
        }
    }

    /// A text that is too faint is found.
    async fn contrast_is_measured(browser) {
        let _site = open(browser, "/").await;
        browser.run(&format!("{ROOT}.querySelector('.subtitle').style.color = 'rgb(150 150 150)'")).await;
        let found = faint(browser, 0).await.1;
        assert!(found.len() == 1 && found[0].starts_with("p.subtitle"), "{found:?}");
    }

    async fn targets_are_large_enough(browser) {
        let _site = open(browser, "/").await;
        for width in [1024, 320] {
            browser.view(width, 768).await;
            for name in VIEWS {
                view(browser, name).await;
                open_all(browser).await;
                assert_eq!(small(browser, 24.0).await, [""; 0], "{name} at {width} pixels");
            }
        }
        // Targets for fingers are larger. Only Chromium's driver can make a pointer coarse: in the others the test
        // applies the rules for fingers to every pointer.
        browser.run(&format!(
            "for (const sheet of {ROOT}.adoptedStyleSheets) for (const rule of sheet.cssRules)
                if (rule.conditionText?.includes('coarse')) rule.media.mediaText = 'all'"
        )).await;
        browser.painted().await;
        for name in VIEWS {
            view(browser, name).await;
            assert_eq!(small(browser, 44.0).await, [""; 0], "{name}, for fingers");
        }
    }

    /// At 400% a window of 1280 pixels has 320: nothing is lost, and only the table, in a box of its own, scrolls in
    /// two directions.
    async fn reflows_at_400_per_cent(browser) {
        let _site = open(browser, "/").await;
        browser.view(320, 256).await;
        browser.painted().await;
        for name in VIEWS {
            view(browser, name).await;
            open_all(browser).await;
            assert_eq!(cut(browser).await, [""; 0], "{name}");
        }
        // The reader may also enlarge the letters alone.
        browser.view(640, 512).await;
        browser.run("document.documentElement.style.fontSize = '200%'").await;
        browser.painted().await;
        for name in VIEWS {
            view(browser, name).await;
            assert_eq!(cut(browser).await, [""; 0], "{name} with letters of 200%");
        }
    }

    /// A reader's own spacing, as WCAG 1.4.12 has it, reaches into the widget by inheritance; line heights that a
    /// reader's style sheet forces pass on to elements that inherit.
    async fn spaced_text_is_not_cut(browser) {
        let _site = open(browser, "/").await;
        for width in [1024, 320] {
            browser.view(width, 768).await;
            browser.run(&format!(
                "const spacing = '* {{ line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }} p {{ margin-block-end: 2em !important }}';
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(spacing);
                document.adoptedStyleSheets = [sheet];
                {ROOT}.adoptedStyleSheets = [...{ROOT}.adoptedStyleSheets, sheet]"
            )).await;
            browser.painted().await;
            for name in VIEWS {
                view(browser, name).await;
                open_all(browser).await;
                assert_eq!(cut(browser).await, [""; 0], "{name} at {width} pixels");
                let overlap = browser.run(&format!(
                    "const blocks = [...{ROOT}.querySelector('figure').children].filter((node) => node.checkVisibility() && !node.matches('.hide'))
                        .map((node) => [node, node.getBoundingClientRect()]);
                    return blocks.slice(1).filter(([, {{top}}], i) => top < blocks[i][1].bottom - 1).map(([node]) => node.className)"
                )).await;
                assert_eq!(overlap, json!([]), "{name} at {width} pixels");
            }
            browser.picture(&format!("spaced-{width}")).await;
        }
    }

    /// A reader's style sheet decides: its larger letters, other face and other colours reach the widget from the page.
    async fn a_readers_style_sheet_is_obeyed(browser) {
        let _site = open(browser, "/").await;
        let before = browser.run(&format!("return {ROOT}.querySelector('canvas').toDataURL()")).await;
        browser.run("const sheet = new CSSStyleSheet();
            sheet.replaceSync('html, body, article, force-compare { font: 22px/1.6 serif !important; color: #ffe000 !important; background: #000080 !important }');
            document.adoptedStyleSheets = [sheet]; dispatchEvent(new Event('resize'))").await;
        browser.until("the picture follows", &format!("return {ROOT}.querySelector('canvas').toDataURL() != {before}")).await;
        let style = browser.run(&format!("const {{color, fontSize, fontFamily}} = getComputedStyle({ROOT}.querySelector('.fact')); return [color, parseFloat(fontSize) > 22, fontFamily]")).await;
        assert_eq!(style, json!(["rgb(255, 224, 0)", true, "serif"]));
        assert_eq!(faint(browser, 0).await.1, [""; 0]);
        assert_eq!(cut(browser).await, [""; 0]);
        browser.picture("own-style-sheet").await;
    }
}
