//! Prints a whole visit as a screen reader says it, for each dataset. Every text comes from the functions that give the
//! page its texts (`force_compare::report`, and the words that the bundle writes into scripts), so the two cannot drift
//! apart.
//!
//! The page itself decides only which of these texts it says, and when: on arrival in the order of
//! `www/force-compare/panel.js`; after a choice the new area's fact, else the headline, or where that is unchanged the
//! chart's description (`element.js`); at a mark the short text, on Space the whole one (`chart.js`); beside a search
//! the text that `search.js` picks. Names, roles and states are the browser's words. The browser writes the date of a
//! source too.

use expect_test::expect_file;
use force_compare::chart::{Heard, TypicalSans, layout};
use force_compare::compare::{Asked, Choice, Comparison, Quantity, View};
use force_compare::data::{Dataset, read};
use force_compare::report::{self, Tree};
use force_compare::words;
use serde_json::{Value, json};

use crate::fixture::{ARTICLE, generated_payload, image_offences, officers_payload, seizures_payload};

/// A reader, with everything that was said to them so far.
struct Visit<'a> {
    dataset: &'a Dataset,
    asked: Asked,
    labels: Value,
    /// The headline before the latest choice.
    headline: String,
    said: String,
    /// All texts but the cells of tables, which hold signs: columns of numbers are compared.
    spoken: Vec<String>,
}

fn told(tree: &Tree) -> Value {
    serde_json::to_value(tree).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

impl<'a> Visit<'a> {
    fn new(dataset: &'a Dataset, areas: &[&str]) -> Self {
        let asked = Asked { areas: Some(areas.iter().map(|id| id.to_string()).collect()), ..Asked::default() };
        let comparison = Comparison::new(dataset, Choice::resolve(&asked, dataset).0);
        let labels = told(&report::page(&comparison))["labels"].clone();
        Self { dataset, asked, labels, headline: String::new(), said: String::new(), spoken: Vec::new() }
    }

    fn comparison(&self) -> Comparison<'a> {
        Comparison::new(self.dataset, Choice::resolve(&self.asked, self.dataset).0)
    }

    fn part(&mut self, what: &str) {
        self.said += &format!("\n== {what}\n");
    }

    /// One utterance.
    fn say(&mut self, who: &str, what: &str) {
        if !what.is_empty() {
            self.said += &format!("{who}: {what}\n");
            self.spoken.push(what.into());
        }
    }

    /// Says the text that follows a choice which adds no area.
    fn chosen(&mut self, who: &str, report: &Value) {
        let headline = text(&report["headline"]);
        let still = [&report["chart"], &report["empty"]].map(text).into_iter().find(|said| !said.is_empty());
        let said = if headline == self.headline { still.unwrap_or_default() } else { headline };
        self.headline = headline.into();
        self.say(who, said);
    }

    /// Takes a choice and returns the report of the page that it leads to.
    fn report(&mut self) -> Value {
        let (choice, problems) = Choice::resolve(&self.asked, self.dataset);
        told(&report::report(&Comparison::new(self.dataset, choice), &problems))
    }

    fn arrive(&mut self) {
        self.part("Arrival");
        let report = self.report();
        self.headline = text(&report["headline"]).into();
        self.say("figure, heading", text(&report["headline"]));
        self.say("text", text(&report["subtitle"]));
        let [add, areas] = ["add", "areas"].map(|name| text(&self.labels[name]).to_string());
        self.say("list", &areas);
        for chip in list(&report["chips"]) {
            self.say("list item", text(&chip["name"]));
            self.say("button", text(&chip["remove"]));
        }
        self.say("combo box", &add);
        for (group, options) in [("view", "views"), ("measure", "measures")] {
            let legend = text(&self.labels[group]).to_string();
            self.say("group", &legend);
            for option in list(&report[options]) {
                self.say("radio button", text(&option["label"]));
                self.say("  not available", text(&option["why"]));
            }
        }
        let chart = text(&self.labels["chart"]).to_string();
        self.say("chart", &chart);
        self.say("  description", text(&report["chart"]));
        self.say("text", text(&report["empty"]));
        self.sentences(&report);
        for name in ["table", "sure", "share"] {
            let label = text(&self.labels[name]).to_string();
            self.say("disclosure", &label);
        }
    }

    fn sentences(&mut self, report: &Value) {
        for sentence in list(&report["sentences"]) {
            for part in ["fact", "weight", "rest"] {
                self.say("text", text(&sentence[part]));
            }
        }
    }

    /// Walks every view in every measure: the choice, the texts that are new on the page, and the first marks.
    fn views(&mut self) {
        for view in View::ALL.into_iter().filter(|view| view.why_not(self.dataset).is_none()) {
            let measures: &[Quantity] = if view == View::Breakdown { &[Quantity::Count] } else { &Quantity::ALL };
            for quantity in measures.iter().filter(|quantity| quantity.why_not(view, self.dataset).is_none()) {
                self.asked.view = Some(view.id().into());
                self.asked.measure = Some(quantity.id().into());
                self.part(&format!("{}, {}", words::view(view), words::quantity(&self.comparison(), *quantity)));
                let report = self.report();
                self.chosen("after the choice", &report);
                self.say("text", text(&report["subtitle"]));
                self.say("chart", text(&report["chart"]));
                self.say("text", text(&report["empty"]));
                self.walk();
                self.hear();
            }
        }
    }

    fn walk(&mut self) {
        let comparison = self.comparison();
        let scene = layout(&comparison, 680.0, None, &TypicalSans);
        let mut at = None;
        for key in ["ArrowRight", " ", "ArrowRight", "End", "Home", " "] {
            let Some(to) = scene.step(at, key) else { continue };
            at = Some(to);
            let mark = told(&report::mark(&comparison, &scene.marks[to]));
            let (name, said) = if key == " " { ("Space", &mark["label"]) } else { (key, &mark["short"]) };
            self.say(name, text(said));
        }
    }

    fn hear(&mut self) {
        let comparison = self.comparison();
        let scene = layout(&comparison, 680.0, None, &TypicalSans);
        let all = told(&report::tune(&comparison, &scene, Heard::All));
        self.say("sound begins", text(&all["said"]));
    }

    fn areas(&mut self, more: &[&str]) {
        self.part("Areas come and go");
        (self.asked.view, self.asked.measure) = (None, None);
        for id in more {
            let mut areas = self.asked.areas.clone().unwrap();
            if areas.len() == 6 {
                let full = text(&self.labels["full"]).to_string();
                self.say("Enter, six are chosen", &full);
                break;
            }
            areas.push(id.to_string());
            self.asked.areas = Some(areas);
            let report = self.report();
            let added = list(&report["sentences"]).iter().find(|sentence| sentence["id"] == **id).unwrap();
            self.say("Enter", text(&added["fact"]));
        }
        self.asked.areas.as_mut().unwrap().truncate(2);
        let report = self.report();
        self.chosen("four are removed", &report);
        self.asked.areas.as_mut().unwrap().clear();
        let report = self.report();
        self.chosen("all are removed", &report);
        let none = text(&self.labels["none"]).to_string();
        self.say("typed: xyz", &none);
    }

    fn periods(&mut self, two: [&str; 2]) {
        self.part(&format!("Periods {} and {}", two[0], two[1]));
        self.asked.periods = Some(two.map(String::from).into());
        let report = self.report();
        self.chosen("after the choice", &report);
        self.say("text", text(&report["subtitle"]));
        self.sentences(&report);
        self.asked.periods = None;
    }

    fn table(&mut self, rows: usize) {
        self.part("The table");
        let table = told(&report::table(&self.comparison()));
        self.say("caption", text(&table["caption"]));
        let headings: Vec<_> =
            list(&table["columns"]).iter().map(|column| text(&column["label"]).to_string()).collect();
        for heading in &headings {
            self.say("column, button", heading);
        }
        for row in list(&table["rows"]).iter().take(rows) {
            let cells =
                list(&row["cells"]).iter().zip(&headings).map(|(cell, heading)| format!("{heading} {}", text(cell)));
            self.said += &format!("row: {}\n", cells.collect::<Vec<_>>().join("; "));
        }
    }

    fn asked_for(&mut self) {
        self.part("How sure can we be?");
        let sure = told(&report::sure(&self.comparison()));
        for (at, paragraph) in list(&sure["paragraphs"]).iter().enumerate() {
            self.say("text", text(paragraph));
            if let (0, Some(title)) = (at, sure["title"].as_str()) {
                self.say("image", title);
            }
        }
        self.part("Hear, download, share");
        let (take, hear) = (words::DOWNLOAD, words::HEAR);
        for label in [take.png, take.svg, take.csv, take.link, take.embed, take.hear] {
            self.say("button", words::say(label));
        }
        self.say("after a copy", words::say(take.copied));
        self.say("after a download", &words::fill(take.saved, &["figures.csv"]));
        for label in [hear.what, hear.all, hear.other, hear.none] {
            self.say("choice", words::say(label));
        }
        self.say("choice", &words::fill(hear.beside, &["Kent"]));
        self.say("while it sounds, button", words::say(hear.stop));
        self.say("at the end", words::say(hear.end));
    }

    fn errors(&mut self) {
        self.part("What goes wrong");
        let asked = Asked {
            areas: Some(vec!["nowhere".into()]),
            view: Some("pie".into()),
            measure: Some("rate".into()),
            periods: Some(vec!["1066".into()]),
        };
        let (choice, problems) = Choice::resolve(&asked, self.dataset);
        let report = told(&report::report(&Comparison::new(self.dataset, choice), &problems));
        for problem in list(&report["problems"]) {
            self.say("above the chart, for whoever set the page up", text(&problem["text"]));
        }
        let offline = text(&self.labels["offline"]).to_string();
        self.say("another view, the table or a disclosure did not come", &offline);
        self.say("a download failed", words::say(words::DOWNLOAD.failed));
        self.say("a copy was refused", words::say(words::DOWNLOAD.refused));
        self.say("no sound", words::say(words::HEAR.silent));
        self.said += "(Where engine or data do not come, or are of another version, the static chart and its table stay as they \
                      were, and nothing is said: what is wrong is written to the console, for newsrooms.)\n";
    }
}

/// Makes a whole visit, whose texts the caller holds to a snapshot.
pub fn visit(dataset: &Dataset, areas: &[&str], more: &[&str], periods: Option<[&str; 2]>) -> String {
    let mut visit = Visit::new(dataset, areas);
    visit.arrive();
    visit.views();
    if let Some(two) = periods {
        visit.periods(two);
    }
    visit.table(3);
    visit.areas(more);
    visit.asked_for();
    visit.errors();
    for text in &visit.spoken {
        assert_eq!(wrong(dataset, text), None, "{text}");
    }
    visit.said.trim_start().into()
}

/// Finds a piece of a text that voices stumble over or say twice.
fn wrong(dataset: &Dataset, text: &str) -> Option<String> {
    // Names that come from the data stay as they are there: `2016/17`.
    let mut own = text.to_string();
    for period in &dataset.periods {
        own = own.replace(&period.label, "then").replace(&period.id, "then");
    }
    for name in dataset.areas.iter().flat_map(|area| [&area.name, &area.id]) {
        own = own.replace(name.as_str(), "there");
    }
    // One voice or another leaves these signs out or spells them out.
    let silent =
        ["−", "–", "—", "+", "±", "/", "×", "÷", "→", "…", "*", "&", "_", "~", "|", "<", ">", "=", "{", "}", "  "];
    if let Some(sign) = silent.into_iter().find(|sign| own.contains(sign)) {
        return Some(format!("“{sign}” is said badly"));
    }
    let mut sentences: Vec<&str> = text.split_inclusive(". ").map(str::trim).collect();
    sentences.sort_unstable();
    sentences.windows(2).find(|two| two[0] == two[1]).map(|two| format!("“{}” is said twice", two[0]))
}

/// Asserts that short texts are a name and its figures, in one breath.
fn short(dataset: &Dataset, areas: &[&str]) {
    for view in View::ALL.into_iter().filter(|view| view.why_not(dataset).is_none()) {
        for quantity in Quantity::ALL.into_iter().filter(|quantity| quantity.why_not(view, dataset).is_none()) {
            let comparison = crate::fixture::compare(dataset, areas, view.id(), quantity.id());
            for mark in &layout(&comparison, 680.0, None, &TypicalSans).marks {
                let mark = told(&report::mark(&comparison, mark));
                let (short, whole) = (text(&mark["short"]), text(&mark["label"]));
                let name = short.split(':').next().unwrap();
                assert!(short[name.len()..].split_whitespace().count() <= 7, "{short}");
                assert!(whole.starts_with(name), "{short} {whole}");
                assert_eq!(wrong(dataset, short), None, "{short}");
                assert_eq!(wrong(dataset, whole), None, "{whole}");
            }
        }
    }
}

#[test]
fn a_visit_to_image_offences() {
    let more = ["essex", "kent", "gwent", "surrey"];
    let dataset = image_offences();
    expect_file!["snapshots/visit-image-offences.txt"].assert_eq(&visit(&dataset, &ARTICLE, &more, None));
    short(&dataset, &ARTICLE);
}

#[test]
fn a_visit_to_seizures() {
    let areas = ["hampshire", "bedfordshire", "merseyside"];
    let more = ["kent", "gwent", "surrey", "essex"];
    let dataset = seizures_payload().dataset;
    let periods = Some(["2009-10", "2017-18"]);
    expect_file!["snapshots/visit-seizures.txt"].assert_eq(&visit(&dataset, &areas, &more, periods));
    short(&dataset, &areas);
}

#[test]
fn a_visit_to_officers() {
    let more = ["essex", "kent", "gwent", "surrey"];
    let dataset = officers_payload().dataset;
    let periods = Some(["2015-09-30", "2019-09-30"]);
    expect_file!["snapshots/visit-officers.txt"].assert_eq(&visit(&dataset, &ARTICLE, &more, periods));
    short(&dataset, &ARTICLE);
}

/// The dataset has not one figure.
#[test]
fn a_visit_to_nothing() {
    let mut payload = generated_payload(3, 3, 1);
    payload["counts"] = json!([[null, "[c]", null], [null, null, "[x]"], [null, null, null]]);
    payload["nation"] = Value::Null;
    let dataset = read(&payload).unwrap();
    expect_file!["snapshots/visit-nothing.txt"].assert_eq(&visit(&dataset, &["a0", "a1"], &["a2"], None));
}

#[test]
fn what_is_said_badly_is_found() {
    let dataset = image_offences();
    for text in ["Down −2.6%.", "A. A.", "between 1 – 2", "In 2016/2017.", "Rose by 1. Rose by 1. "] {
        assert!(wrong(&dataset, text).is_some(), "{text}");
    }
    assert_eq!(wrong(&dataset, "Kent recorded 3 offences in 2016/17. Kent recorded none in 2017/18."), None);
}
