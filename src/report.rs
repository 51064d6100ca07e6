//! Gathers the texts that the page shows. The page composes none of its own, so that tests read here exactly what
//! readers see and hear.

#[cfg(feature = "every-view")]
mod asked;
mod tree;

use crate::chart::{Ink, Mark, Of};
use crate::compare::{Comparison, Quantity, Subject, UnmetChoice, View, WhyNot};
use crate::data::{Dataset, Marker};
use crate::words;

#[cfg(feature = "every-view")]
pub use asked::{figure, sure, table, tune};
pub use tree::{Record, Tree, list};

/// Texts that do not depend on the choice.
pub fn page(comparison: &Comparison<'_>) -> Tree {
    let mut page = Record::default();
    page.record("labels", labels(comparison.dataset));
    Tree::Record(page)
}

fn labels(dataset: &Dataset) -> Record {
    let labels = words::labels(dataset);
    let mut record = Record::default();
    record.text("add", labels.add);
    record.text("areas", labels.areas);
    record.text("none", labels.none);
    record.text("full", labels.full);
    record.fixed("view", labels.view);
    record.fixed("measure", labels.measure);
    record.fixed("figures", labels.figures);
    record.fixed("table", labels.table);
    record.text("chart", labels.chart);
    record.fixed("sure", labels.sure);
    record.fixed("source", labels.source);
    record.text("pick", labels.pick);
    record.fixed("periods", labels.periods);
    record.fixed("from", labels.from);
    record.fixed("to", labels.to);
    record.fixed("close", labels.close);
    record.fixed("share", labels.share);
    record.fixed("offline", labels.offline);
    record.fixed("missing", words::marker(Marker::Missing));
    record
}

/// The texts that go with a choice, the choice itself, what else can be chosen, and which requests could not be met.
pub fn report(comparison: &Comparison<'_>, problems: &[UnmetChoice]) -> Tree {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let mut report = Record::default();
    report.text("headline", words::headline(comparison));
    report.text("subtitle", words::subtitle(comparison));
    report.record("choice", chosen(comparison));
    report.list("problems", problems, |problem| {
        let mut record = Record::default();
        record.fixed("attribute", problem.attribute);
        record.text("text", words::problem(problem));
        Tree::Record(record)
    });
    report.list("chips", &choice.areas, |&at| {
        let mut chip = named(comparison, Subject::Area(at));
        chip.text("remove", words::remove(&dataset.areas[at].name));
        Tree::Record(chip)
    });
    report.list("views", &View::ALL, |view| offer(view.id(), words::view(*view).into(), view.why_not(dataset)));
    // Parts have shares only, whatever else could be shown of areas.
    let measures: &[Quantity] = if choice.view() == View::Breakdown { &[] } else { &Quantity::ALL };
    report.list("measures", measures, |quantity| {
        offer(quantity.id(), words::quantity(comparison, *quantity), quantity.why_not(choice.view(), dataset))
    });
    let mut sentences = Vec::new();
    for &at in &choice.areas {
        sentences.push(sentence(comparison, Subject::Area(at)));
    }
    if dataset.nation.is_some() {
        sentences.push(sentence(comparison, Subject::Nation));
    }
    report.put("sentences", Tree::List(sentences));
    report.text("chart", words::description(comparison));
    let empty = if comparison.shown() == 0 && choice.view() != View::Breakdown {
        words::nothing_to_show(comparison)
    } else {
        String::new()
    };
    report.text("empty", empty);
    Tree::Record(report)
}

fn chosen(comparison: &Comparison<'_>) -> Record {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let mut chosen = Record::default();
    chosen.list("areas", &choice.areas, |&at| Tree::Text(dataset.areas[at].id.clone()));
    chosen.fixed("view", choice.view().id());
    chosen.fixed("measure", choice.quantity.id());
    let both = [choice.earlier, choice.later];
    // A single period is both the earlier and the later.
    let periods = if choice.earlier == choice.later { &both[1..] } else { &both };
    chosen.list("periods", periods, |&period| Tree::Text(dataset.periods[period].id.clone()));
    chosen
}

/// A subject's identifier and name, and its place among the colours: −1 for the nation, and for an area out of focus.
fn named(comparison: &Comparison<'_>, subject: Subject) -> Record {
    let place = match subject {
        Subject::Area(area) => comparison.focus(area),
        Subject::Nation => None,
    };
    let mut record = Record::default();
    record.fixed("id", id(comparison, subject));
    record.fixed("name", comparison.name(subject));
    record.number("colour", place.map_or(-1.0, |place| place as f64));
    record
}

fn sentence(comparison: &Comparison<'_>, subject: Subject) -> Tree {
    let sentence = said(comparison, subject);
    let mut record = named(comparison, subject);
    record.text("fact", sentence.fact);
    record.text("weight", sentence.weight);
    record.text("rest", sentence.rest);
    Tree::Record(record)
}

fn offer(id: &str, label: String, why: Option<WhyNot>) -> Tree {
    let mut offer = Record::default();
    offer.fixed("id", id);
    offer.text("label", label);
    offer.fixed("why", why.map_or("", words::why_not));
    Tree::Record(offer)
}

/// The texts of a mark, and the point that its tooltip points to, in CSS pixels.
pub fn mark(comparison: &Comparison<'_>, mark: &Mark) -> Tree {
    // The short text comes first; the rest is said when a reader asks for it.
    let short = match mark.of {
        Of::Part(part) if cfg!(feature = "every-view") => words::met_part(comparison, part),
        Of::Part(_) => String::new(),
        Of::Figure(subject, period) => words::met(comparison, subject, period),
        Of::Subject(subject) => words::met(comparison, subject, comparison.choice.later),
    };
    let (mut label, mut lines) = (String::new(), Vec::new());
    let words::Sentence { fact, weight, .. } = match mark.of {
        Of::Figure(subject, period) if cfg!(feature = "every-view") => words::moment(comparison, subject, period),
        Of::Part(part) if cfg!(feature = "every-view") => words::part(comparison, part),
        Of::Subject(subject) | Of::Figure(subject, _) => said(comparison, subject),
        Of::Part(_) => words::Sentence::default(),
    };
    for line in [fact, weight] {
        if !line.is_empty() {
            words::add(&mut label, &line);
            lines.push(Tree::Text(line));
        }
    }
    let at = mark.anchor();
    let mut record = Record::default();
    record.fixed("area", mark.of.subject().map_or("", |subject| id(comparison, subject)));
    record.number("x", at.x);
    record.number("y", at.y);
    record.text("short", short);
    record.text("label", label);
    record.put("lines", Tree::List(lines));
    record.flag("focus", mark.ink != Ink::Context);
    Tree::Record(record)
}

/// The identifier of an area; empty for the nation.
pub fn id<'a>(comparison: &Comparison<'a>, subject: Subject) -> &'a str {
    match subject {
        Subject::Area(area) => &comparison.dataset.areas[area].id,
        Subject::Nation => "",
    }
}

/// The sentences about a subject; empty where the data have no nation.
fn said(comparison: &Comparison<'_>, subject: Subject) -> words::Sentence {
    match subject {
        Subject::Area(area) => words::sentence(comparison, area),
        Subject::Nation => words::nation(comparison).unwrap_or_default(),
    }
}
