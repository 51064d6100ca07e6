//! The texts that the page places, gathered.

use serde::Serialize;

use super::{id, said};
use crate::chart::{Ink, Mark};
use crate::compare::{Comparison, Problem, Quantity, Subject, View};
use crate::words::{self, Labels};

#[derive(Serialize)]
pub struct Page {
    lang: String,
    noun: String,
    labels: Labels,
    notes: Vec<String>,
    method: Vec<String>,
    source: Option<Source>,
    support: Vec<Support>,
}

#[derive(Serialize)]
struct Source {
    text: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct Support {
    text: String,
    number: String,
    href: String,
}

pub fn page(comparison: &Comparison<'_>) -> Page {
    let dataset = comparison.dataset;
    Page {
        lang: dataset.language.clone(),
        noun: dataset.noun.plural.clone(),
        labels: words::labels(dataset),
        notes: dataset.caveats.clone(),
        method: words::methods(comparison),
        source: dataset
            .source
            .as_ref()
            .map(|source| Source { text: words::source_line(source), href: source.url.clone() }),
        support: dataset
            .support
            .iter()
            .map(|line| Support {
                text: line.label.clone(),
                number: line.number.clone(),
                href: words::telephone(&line.number),
            })
            .collect(),
    }
}

#[derive(Serialize)]
pub struct Choosable {
    id: String,
    name: String,
    terms: String,
    note: &'static str,
}

pub fn areas(comparison: &Comparison<'_>) -> Vec<Choosable> {
    let dataset = comparison.dataset;
    let periods = [comparison.choice.earlier, comparison.choice.later];
    let choosable = comparison.areas().map(|at| {
        let area = &dataset.areas[at];
        let mut terms = area.aliases.clone();
        terms.extend(area.official.clone());
        terms.extend(area.code.clone());
        let has = periods.into_iter().any(|period| dataset.observation(at, period).count().is_some());
        let note = if has { "" } else { words::marker(crate::data::Marker::Missing) };
        Choosable { id: area.id.clone(), name: area.name.clone(), terms: terms.join(" "), note }
    });
    choosable.collect()
}

#[derive(Serialize)]
pub struct Report {
    headline: String,
    subtitle: String,
    choice: Chosen,
    problems: Vec<String>,
    chips: Vec<Chip>,
    views: Vec<Offer>,
    measures: Vec<Offer>,
    sentences: Vec<Said>,
    chart: String,
    empty: String,
}

#[derive(Serialize)]
struct Chosen {
    areas: Vec<String>,
    view: &'static str,
    measure: &'static str,
    periods: Vec<String>,
}

#[derive(Serialize)]
struct Chip {
    id: String,
    name: String,
    colour: usize,
    remove: String,
}

#[derive(Serialize)]
struct Offer {
    id: &'static str,
    label: String,
    why: &'static str,
}

#[derive(Serialize)]
struct Said {
    id: String,
    name: String,
    colour: i32,
    fact: String,
    weight: String,
    rest: String,
}

pub fn report(comparison: &Comparison<'_>, problems: &[Problem]) -> Report {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let area = |at: usize| &dataset.areas[at];
    let offers = |why: Option<crate::compare::WhyNot>| why.map_or("", words::why_not);
    let mut periods = vec![dataset.periods[choice.later].id.clone()];
    if choice.earlier != choice.later {
        periods.insert(0, dataset.periods[choice.earlier].id.clone());
    }
    let subjects =
        choice.areas.iter().map(|&at| Subject::Area(at)).chain(dataset.nation.as_ref().map(|_| Subject::Nation));
    Report {
        headline: words::headline(comparison),
        subtitle: words::subtitle(comparison),
        choice: Chosen {
            areas: choice.areas.iter().map(|&at| area(at).id.clone()).collect(),
            view: choice.view.id(),
            measure: choice.quantity.id(),
            periods,
        },
        problems: problems.iter().map(words::problem).collect(),
        chips: choice
            .areas
            .iter()
            .enumerate()
            .map(|(colour, &at)| Chip {
                id: area(at).id.clone(),
                name: area(at).name.clone(),
                colour,
                remove: words::remove(&area(at).name),
            })
            .collect(),
        views: View::ALL
            .map(|view| Offer { id: view.id(), label: words::view(view).into(), why: offers(view.why_not(dataset)) })
            .into(),
        measures: Quantity::ALL
            .map(|quantity| Offer {
                id: quantity.id(),
                label: words::quantity(comparison, quantity),
                why: offers(quantity.why_not(choice.view, dataset)),
            })
            .into(),
        sentences: subjects
            .map(|subject| {
                let words::Sentence { fact, weight, rest } = said(comparison, subject);
                let colour = match subject {
                    Subject::Area(at) => comparison.focus(at).map_or(-1, |place| place as i32),
                    Subject::Nation => -1,
                };
                let (id, name) = (id(comparison, subject).into(), comparison.name(subject).into());
                Said { id, name, colour, fact, weight, rest }
            })
            .collect(),
        chart: words::description(comparison),
        empty: if comparison.shown() == 0 { words::nothing_to_show(comparison) } else { String::new() },
    }
}

#[derive(Serialize)]
pub struct Pointed {
    area: String,
    x: f64,
    y: f64,
    lines: Vec<String>,
    label: String,
    focus: bool,
}

pub fn mark(comparison: &Comparison<'_>, mark: &Mark) -> Pointed {
    let words::Sentence { fact, weight, .. } = said(comparison, mark.subject);
    let at = mark.anchor();
    Pointed {
        area: id(comparison, mark.subject).into(),
        x: at.x,
        y: at.y,
        label: if weight.is_empty() { fact.clone() } else { format!("{fact} {weight}") },
        lines: [fact, weight].into_iter().filter(|line| !line.is_empty()).collect(),
        focus: mark.ink != Ink::Context,
    }
}
