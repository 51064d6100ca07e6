//! Acts as a reader: chooses, points, types, and reads the same figures everywhere.

use fantoccini::key::Key;
use force_compare::compare::{Asked, Choice, Comparison};
use force_compare::table::table;
use force_compare::words;
use serde_json::{Value, json};

use crate::engine::Browser;
use crate::site::{Served, Site};

/// The first widget's own document.
const ROOT: &str = "document.querySelector('force-compare').shadowRoot";

/// Opens the article and waits for its chart.
async fn article(browser: &Browser) -> Site {
    let site = Served::well().start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    site
}

/// The texts of all that a selector finds in the widget.
async fn texts(browser: &Browser, selector: &str) -> Vec<String> {
    let texts = format!("return [...{ROOT}.querySelectorAll('{selector}')].map((node) => node.textContent.trim())");
    serde_json::from_value(browser.run(&texts).await).unwrap()
}

async fn state(browser: &Browser) -> Value {
    browser.run("return document.querySelector('force-compare').getState()").await
}

/// Holds the texts of the readers' module for six areas to those of the native program, view by view.
async fn says_the_same(browser: &Browser, page: &str, recipe: &str, areas: [&str; 6], choices: &[(&str, &str)]) {
    let site = Served::well().start();
    browser.open(&site, page).await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    let recipe = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(recipe);
    let dataset = force_compare::build::open(&recipe).unwrap().data().clone().dataset;
    let period = "return document.querySelector('force-compare').getAttribute('period')?.split(' ') ?? null";
    let periods: Option<Vec<String>> = serde_json::from_value(browser.run(period).await).unwrap();
    let subjects = dataset.areas.len() + usize::from(dataset.nation.is_some());
    for (view, measure) in choices {
        let wish = json!({"areas": areas, "view": view, "measure": measure});
        browser.run(&format!("document.querySelector('force-compare').setState({wish})")).await;
        browser.until("the choice is shown", &format!(
            "const state = document.querySelector('force-compare').getState(); return {ROOT} && state.view == '{view}' &&
                state.measure == '{measure}' && {ROOT}.querySelectorAll('.chip').length == 6 &&
                (state.view == 'breakdown' || {ROOT}.querySelector('input[name=measure][value={measure}]')?.checked)",
        )).await;
        let asked = Asked {
            areas: Some(areas.map(String::from).to_vec()),
            view: Some(view.to_string()),
            measure: Some(measure.to_string()),
            periods: periods.clone(),
        };
        let comparison = Comparison::new(&dataset, Choice::resolve(&asked, &dataset).0);
        assert_eq!(texts(browser, "#headline").await, [words::headline(&comparison)]);
        assert_eq!(texts(browser, ".subtitle").await, [words::subtitle(&comparison)]);
        let said = comparison.choice.areas.iter().map(|&area| words::sentence(&comparison, area));
        let said: Vec<_> = said.chain(words::nation(&comparison)).collect();
        assert_eq!(texts(browser, ".fact").await, said.iter().map(|s| s.fact.as_str()).collect::<Vec<_>>());
        let weights: Vec<_> = said.iter().map(|s| s.weight.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(texts(browser, ".weight").await, weights);
        let rests: Vec<_> = said.iter().map(|s| s.rest.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(texts(browser, ".rest").await, rests);
        browser.run(&format!("{ROOT}.querySelector('[part=table]').open = true")).await;
        let rows = format!("return {ROOT}.querySelectorAll('tbody tr').length == {subjects}");
        browser.until("the table is there", &rows).await;
        let cells: Vec<String> = table(&comparison).rows.into_iter().flat_map(|row| row.cells).collect();
        assert_eq!(texts(browser, "tbody :is(th, td)").await, cells);
    }
    assert_eq!(browser.problems().await, [""; 0]);
}

in_every_engine! {
    async fn wasm_and_native_say_the_same(browser) {
        let areas = ["bedfordshire", "kent", "north-yorkshire", "dyfed-powys", "hampshire", "hertfordshire"];
        let choices = [("change", "count"), ("change", "rate"), ("change", "share"), ("ranking", "count"),
            ("ranking", "rate"), ("ranking", "change"), ("ranking", "share"), ("funnel", "rate"), ("funnel", "change"),
            ("breakdown", "rate")];
        says_the_same(browser, "/", "www/data/image-offences.toml", areas, &choices).await;
    }

    /// This dataset has no nation, breaks in the series, and areas without figures.
    async fn wasm_and_native_say_the_same_of_ten_years(browser) {
        let areas = ["merseyside", "surrey", "thames-valley", "gwent", "hampshire", "metropolitan-police"];
        let choices = [("change", "count"), ("change", "rate"), ("ranking", "count"), ("ranking", "rate"), ("ranking", "change"),
            ("funnel", "rate"), ("trend", "count"), ("trend", "rate")];
        says_the_same(browser, "/seizures.html", "www/data/seizures.toml", areas, &choices).await;
    }

    /// The texts on amounts say nothing about chance.
    async fn wasm_and_native_say_the_same_of_amounts(browser) {
        let areas = ["bedfordshire", "city-of-london", "metropolitan-police", "gwent", "west-midlands", "northumbria"];
        let choices = [("change", "count"), ("change", "share"), ("ranking", "count"), ("ranking", "change"), ("ranking", "share"), ("trend", "count"),
            ("trend", "share")];
        says_the_same(browser, "/officers.html", "www/data/officers.toml", areas, &choices).await;
    }

    async fn the_articles_figures_are_on_the_page(browser) {
        let _site = article(browser).await;
        browser.run(&format!("{ROOT}.querySelector('[part=table]').open = true")).await;
        browser.until("the table is there", &format!("return {ROOT}.querySelector('tbody')")).await;
        let sentences = texts(browser, ".sentences li").await.join("\n");
        let rows: Vec<String> = serde_json::from_value(browser.run(&format!(
            "return [...{ROOT}.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent).join(' | '))"
        )).await).unwrap();
        for (name, figures) in [
            ("Bedfordshire", &["118", "200", "+69.5%", "−26.6%", "+70.4%"][..]),
            ("Hertfordshire", &["309", "301", "−2.6%", "−24.5%", "+65.5%"]),
            ("Cambridgeshire", &["209", "164", "−21.5%", "−26.0%", "+68.9%"]),
            ("UK", &["18,522", "22,724", "+22.7%"]),
        ] {
            let row = rows.iter().find(|row| row.starts_with(name)).unwrap();
            let sentence = sentences.lines().find(|line| line.starts_with(name)).unwrap();
            for figure in figures {
                assert!(row.contains(figure), "{figure} is not in {row}");
                // A sentence says "a fall of", not a sign.
                let said = figure.trim_start_matches(['+', '−']);
                assert!(sentence.contains(said), "{said} is not in {sentence}");
            }
        }
        assert!(sentences.contains("every 23 minutes in 2017/18"));
    }

    async fn by_keyboard_alone(browser) {
        let _site = article(browser).await;
        let focus = |selector: &str| format!("{ROOT}.querySelector('{selector}').focus({{preventScroll: true}})");
        // Find a force and add it.
        browser.run(&focus("[role=combobox]")).await;
        browser.keys("dyfed powys").await;
        browser.until("one is found", &format!("return {ROOT}.querySelectorAll('[role=option]').length == 1")).await;
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.until("it is added", &format!("return {ROOT}.querySelectorAll('.chip').length == 4")).await;
        assert_eq!(state(browser).await["areas"], json!(["hertfordshire", "bedfordshire", "cambridgeshire", "dyfed-powys"]));
        assert!(texts(browser, ".fact").await.iter().any(|fact| fact.starts_with("Dyfed-Powys recorded 275")));
        // Walk the chart: the live region says each force, and Escape takes the tooltip away.
        browser.run(&focus("[part=chart]")).await;
        browser.keys(&char::from(Key::Home).to_string()).await;
        browser.until("the first is shown", &format!("return !{ROOT}.querySelector('[part=tooltip]').hidden")).await;
        let live = texts(browser, "[aria-live]").await.join("");
        // Short first, and all of it on request.
        assert_eq!(live, "West Yorkshire: 976, then 1,320.");
        browser.keys(" ").await;
        browser.until("more is said", &format!("return {ROOT}.querySelector('[aria-live]').textContent.startsWith('West Yorkshire recorded 1,320 offences, up from 976')")).await;
        browser.keys(&char::from(Key::Down).to_string()).await;
        browser.until("the next is said", &format!("return {ROOT}.querySelector('[aria-live]').textContent.startsWith('Hampshire')")).await;
        // Enter brings it into focus.
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.until("it is added", &format!("return {ROOT}.querySelectorAll('.chip').length == 5")).await;
        browser.keys(&char::from(Key::Escape).to_string()).await;
        browser.until("the tooltip is gone", &format!("return {ROOT}.querySelector('[part=tooltip]').hidden")).await;
        // Take one out: the focus stays in the widget.
        browser.run(&focus(".chip button")).await;
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.until("it is gone", &format!("return {ROOT}.querySelectorAll('.chip').length == 4")).await;
        let focused = browser.run(&format!("return {ROOT}.activeElement?.getAttribute('aria-label')")).await;
        assert_eq!(focused, "Remove Bedfordshire");
        // Choose another view.
        browser.run(&focus("input[name=view]:checked")).await;
        browser.keys(&char::from(Key::Right).to_string()).await;
        browser.until("the ranking is shown", "return document.querySelector('force-compare').getState().view == 'ranking'").await;
        assert_eq!(browser.problems().await, [""; 0]);
    }

    /// The answer loads when it is opened, with a picture that has a name, and is made again after a choice.
    async fn how_sure_anyone_can_be(browser) {
        let _site = article(browser).await;
        let opened = |part: &str| format!("{ROOT}.querySelector('[part=method]{part}')");
        browser.run(&format!("{}.focus()", opened(" summary"))).await;
        browser.keys(&char::from(Key::Enter).to_string()).await;
        browser.until("the answer is there", &format!("return {}", opened(" svg"))).await;
        let dataset = force_compare::build::open(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/image-offences.toml")).unwrap().data().clone().dataset;
        let asked = Asked { areas: Some(vec!["hertfordshire".into(), "bedfordshire".into(), "cambridgeshire".into()]), ..Asked::default() };
        let comparison = Comparison::new(&dataset, Choice::resolve(&asked, &dataset).0);
        assert_eq!(texts(browser, "[part=method] p").await, words::methods(&comparison));
        assert_eq!(texts(browser, "[part=method] text").await, words::example().labels);
        let named = browser.run(&format!("const svg = {}; return [svg.getAttribute('role'), svg.getAttribute('aria-label')]", opened(" svg"))).await;
        assert_eq!(named, json!(["img", words::example().title]));
        // Within its place, and in the colour of the text.
        let place = browser.run(&format!(
            "const svg = {0}, dot = svg.querySelector('circle').getBoundingClientRect(), box = {1}.getBoundingClientRect();
            return [dot.left > box.left && dot.right < box.right, getComputedStyle(svg.querySelector('circle')).fill == getComputedStyle({1}).color]",
            opened(" svg"), opened("")
        )).await;
        assert_eq!(place, json!([true, true]));
        browser.run(&format!("{}.id = 'before'; document.querySelector('force-compare').view = 'ranking'", opened(" svg"))).await;
        browser.until("it is made again", &format!("return {}", opened(" svg:not([id])"))).await;
        assert_eq!(texts(browser, "[part=method] p").await, words::methods(&comparison));
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn pointing_at_a_mark_says_what_it_is(browser) {
        let _site = article(browser).await;
        browser.run(&format!("{ROOT}.querySelector('[part=chart]').scrollIntoView({{block: 'center', behavior: 'instant'}})")).await;
        browser.painted().await;
        // The place of Hertfordshire's later point, as the widget has it when the keyboard goes there.
        let place = browser.run(&format!(
            "const box = {ROOT}.querySelector('canvas').getBoundingClientRect(); return [box.left, box.top, box.width, box.height]"
        )).await;
        let number = |at: usize| place[at].as_f64().unwrap();
        let mut met = Vec::new();
        for part in 1..20 {
            // The pointer goes from side to side, so that no way leads along the tooltip, which stays while the pointer
            // makes for it.
            let side = if part % 2 == 0 { 0.35 } else { 0.65 };
            browser.move_to(number(0) + number(2) * side, number(1) + number(3) * f64::from(part) / 20.0).await;
            browser.painted().await;
            met.extend(texts(browser, "[part=tooltip]:not([hidden]) > :first-child").await);
        }
        met.dedup();
        assert!(met.len() > 5, "few marks met on the way down: {met:?}");
        assert!(met.iter().all(|said| said.contains(" recorded ")), "{met:?}");
    }

    async fn two_widgets_do_not_disturb_each_other(browser) {
        let page = "<!doctype html><html lang=en><head><link rel=icon href=data:,><script type=module src=/force-compare/define.js></script></head><body>
            <force-compare id=a src=/force-compare/data/image-offences.json areas='essex gwent'></force-compare>
            <force-compare id=b src=/force-compare/data/image-offences.json areas=hampshire view=ranking measure=rate></force-compare>
            </body></html>";
        let site = Served::well().page("/two.html", page).start();
        browser.open(&site, "/two.html").await;
        browser.until("the first is ready", "return document.querySelector('#a').shadowRoot?.querySelector('.widget:not(.draft)')").await;
        browser.scroll_to("#b").await;
        browser.until("the second is ready", "return document.querySelector('#b').shadowRoot?.querySelector('.widget:not(.draft)')").await;
        browser.run("document.querySelector('#a').areas = 'kent lancashire'; document.querySelector('#a').measure = 'share'").await;
        browser.until("the first follows its attributes", "return document.querySelector('#a').getState().measure == 'share'").await;
        let b = browser.run("return document.querySelector('#b').getState()").await;
        assert_eq!(b["areas"], json!(["hampshire"]));
        assert_eq!(b["measure"], "rate");
        let a = browser.run("return document.querySelector('#a').getState()").await;
        assert_eq!(a["areas"], json!(["kent", "lancashire"]));
        assert_eq!(a["view"], "change");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn the_picture_is_sharp(browser) {
        let _site = article(browser).await;
        let canvas = browser.run(&format!(
            "const canvas = {ROOT}.querySelector('canvas'), box = canvas.getBoundingClientRect();
            return [canvas.width, Math.round(box.width * devicePixelRatio), canvas.height, Math.round(box.height * devicePixelRatio)]"
        )).await;
        assert_eq!(canvas[0], canvas[1]);
        assert!((canvas[2].as_f64().unwrap() - canvas[3].as_f64().unwrap()).abs() <= 1.0, "{canvas}");
    }
}
