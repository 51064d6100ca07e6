//! Holds every fault in every engine to the page that promises what readers see then (`www/guide/faults.html`). One visit of
//! a browser walks all of its rows, and reports each wrong cell.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::engine::{Browser, Engine};
use crate::trials;

/// The outcome of each fault: what a reader sees and the page is told, or what is wrong with it.
pub type Cells = BTreeMap<&'static str, String>;

/// Functions for scripts in the page: the chart that an element shows, and the messages about it.
const LOOK: &str = "
    const shown = (element) => {
        const widget = element.shadowRoot?.querySelector('.widget:not(.draft)');
        const canvas = widget?.querySelector('canvas');
        const context = canvas?.getContext('2d');
        const painted = context && canvas.width && context.getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean);
        const figure = element.querySelector('figure').checkVisibility();
        if (widget && figure) return 'both charts';
        return widget ? widget.checkVisibility() && painted ? 'chart' : 'empty chart' : figure ? 'static chart' : 'nothing';
    };
    const told = (id) => window.__probe.events.filter((event) => event.name == 'error' && event.id == id).map(({detail}) => detail);
    const lines = () => window.__probe.problems.filter((line) => line.startsWith('console.'));
    // A browser may remark that it told of a size a frame late; that is no error.
    const others = () => window.__probe.problems.filter((line) => /^(error|unhandled rejection): (?!ResizeObserver loop)/.test(line));
    const byId = (id) => document.getElementById(id);";

pub fn element(id: &str, src: &str) -> String {
    format!("<force-compare id={id} src={src}><figure>As it was.</figure></force-compare>")
}

/// Makes a page of elements; the first part stands in the tag of the page, the second in its head.
pub fn page(attributes: &str, head: &str, elements: &[String]) -> String {
    format!(
        "<!doctype html><html lang=en {attributes}><head><title>Faults</title><link rel=icon href=data:,>{head}
        <link rel=stylesheet href=/force-compare/define.css></head><body>{}</body></html>",
        elements.concat()
    )
}

impl Browser {
    pub async fn looked(&self, script: &str) -> Value {
        self.run(&format!("{LOOK} {script}")).await
    }

    pub async fn looks(&self, what: &str, script: &str) {
        self.until(what, &format!("{LOOK} {script}")).await;
    }

    pub async fn near(&self, id: &str) {
        self.run(&format!("document.getElementById('{id}').scrollIntoView({{behavior: 'instant', block: 'center'}})"))
            .await;
    }

    /// Brings an element before the reader and waits for its chart.
    pub async fn charted(&self, id: &str) {
        self.near(id).await;
        self.looks(&format!("{id} has its chart"), &format!("return shown(byId('{id}')) == 'chart'")).await;
    }

    /// Brings an element before the reader and waits until it is told to have failed.
    pub async fn failed(&self, id: &str) {
        self.near(id).await;
        self.looks(&format!("{id} has failed"), &format!("return told('{id}').length")).await;
    }

    /// The chart that an element shows, with the reason that the page was told. A failure has one event and one line in
    /// the console; the outcome says so where it has more.
    pub async fn outcome(&self, id: &str) -> String {
        let found = self
            .looked(&format!(
                "const events = told('{id}'), told_of = events[0];
                const alike = window.__probe.events.filter((event) => event.detail?.message == told_of?.message);
                const said = told_of ? lines().filter((line) => line.includes(told_of.message)).length - alike.length + events.length : 0;
                return {{shown: shown(byId('{id}')), events: events.length, reason: told_of?.reason, said}}"
            ))
            .await;
        let mut cell = text(&found["shown"]);
        match (found["events"].as_u64().unwrap(), found["said"].as_u64().unwrap()) {
            (0, _) => {}
            (1, 1) => cell += &format!(", {}", text(&found["reason"])),
            (events, said) => cell += &format!(", {events} events and {said} lines of {}", text(&found["reason"])),
        }
        cell
    }

    /// Everything in the console that nobody promised: errors that nobody caught, and more lines than there were
    /// failures.
    pub async fn beside(&self) -> String {
        let found = self
            .looked(
                "const events = window.__probe.events.filter(({name}) => name == 'error');
                const more = lines().filter((line) => !events.some(({detail}) => line.includes(detail.message)));
                return [...others(), ...more].join('; ')",
            )
            .await;
        let found = text(&found);
        if found.is_empty() { found } else { format!("; besides: {found}") }
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}

/// The page's promises for an engine, by the row's name.
fn promised(engine: Engine) -> BTreeMap<String, String> {
    let page = include_str!("../../www/guide/faults.html");
    let at = Engine::ALL.iter().position(|other| *other == engine).unwrap();
    let rows = page.split("<tr id=\"").skip(1).map(|row| {
        let (id, row) = row.split_once('"').unwrap();
        let cells: Vec<_> = row.split("</tr>").next().unwrap().split("<td>").skip(1).collect();
        let cell = cells[cells.len() - Engine::ALL.len() + at].split("</td>").next().unwrap();
        let cell = cell.replace("<code>", "").replace("</code>", "");
        (id.to_owned(), cell.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    rows.collect()
}

in_every_engine! {
    async fn every_fault_ends_as_promised(browser) {
        let mut cells = Cells::new();
        trials::data(browser, &mut cells).await;
        trials::module(browser, &mut cells).await;
        trials::stopped(browser, &mut cells).await;
        trials::elements(browser, &mut cells).await;
        trials::pages(browser, &mut cells).await;
        let found: BTreeMap<String, String> = cells.into_iter().map(|(id, cell)| (id.into(), cell)).collect();
        let promised = promised(browser.engine);
        let ids: BTreeSet<_> = found.keys().chain(promised.keys()).collect();
        let wrong: Vec<_> = ids
            .into_iter()
            .filter(|id| found.get(*id) != promised.get(*id))
            .map(|id| format!("{id}: promised {:?}, found {:?}", promised.get(id), found.get(id)))
            .collect();
        assert!(wrong.is_empty(), "{:?}:\n{}", browser.engine, wrong.join("\n"));
    }
}
