//! Holds the file of figures that readers take away to the native program's results.

use std::collections::HashMap;
use std::fs;

use force_compare::build;
use force_compare::compare::{Comparison, Quantity, Subject};
use force_compare::data::{Area, Dataset, Payload};
use force_compare::stats::{Estimate, Interval, Limits, Method};
use force_compare::table::table;
use force_compare::words::{self, DOWNLOAD};
use serde_json::Value;

/// Rows by column.
pub fn rows(text: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn same(row: &HashMap<String, String>, column: &str, expected: Option<f64>) {
    let place = format!("{column} of {} in {}", row["area"], row["period"]);
    match (row[column].as_str(), expected) {
        ("", None) => {}
        (found, Some(expected)) => {
            let found: f64 = found.parse().unwrap_or_else(|_| panic!("{place}: “{found}” for {expected}"));
            let near = found == expected || (found - expected).abs() <= 1e-12 * expected.abs().max(1e-300);
            assert!(near, "{place}: {found} for {expected}");
        }
        (found, None) => panic!("{place}: “{found}” for nothing"),
    }
}

/// A figure's value, limits and the name of the method that made them.
fn figure(row: &HashMap<String, String>, [value, of]: [&str; 2], expected: Option<Estimate>, by: (Method, &str)) {
    if value != "count" {
        same(row, value, expected.map(|estimate| estimate.value));
    }
    limits(row, of, expected.map(|estimate| estimate.interval), by);
}

fn limits(row: &HashMap<String, String>, of: &str, expected: Option<Interval>, (method, named): (Method, &str)) {
    same(row, &format!("{of}_lower"), expected.map(|interval| interval.lower));
    same(row, &format!("{of}_upper"), expected.map(|interval| interval.upper));
    assert!(expected.is_none_or(|interval| interval.method == method), "{of} does not come from the method {named}");
    assert_eq!(row[&format!("{of}_method")], if expected.is_some() { named } else { "" });
}

/// The range that a figure is held against, and the name of what made it.
fn range(row: &HashMap<String, String>, of: &str, expected: Option<Limits>, named: &str) {
    same(row, &format!("{of}_lower"), expected.map(|limits| limits.lower));
    same(row, &format!("{of}_upper"), expected.map(|limits| limits.upper));
    assert_eq!(row[&format!("{of}_method")], if expected.is_some() { named } else { "" });
}

/// Holds every row of amounts to what the native program works out: values alone, and nothing about chance.
pub fn holds_every_amount(text: &str, comparison: &Comparison<'_>) {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let subjects: Vec<_> = [Subject::Nation].into_iter().chain(comparison.areas().map(Subject::Area)).collect();
    let rows = rows(text);
    let periods = dataset.periods.len();
    assert_eq!(rows.len(), subjects.len() * periods);
    for (at, row) in rows.iter().enumerate() {
        let (subject, period) = (subjects[at / periods], at % periods);
        same(row, "count", comparison.observation(subject, period).value());
        same(row, "share_percent", comparison.plain(Quantity::Share, subject, period));
        let change = comparison.plain_change(subject).ok().and_then(|change| change.percentage());
        same(row, "change_percent", change.filter(|_| period == choice.later));
        for (column, cell) in row {
            let of_chance = ["_lower", "_upper"].iter().any(|end| column.ends_with(end)) || column.starts_with("rate");
            assert!(!of_chance || cell.is_empty(), "{column} of {}: {cell}", row["area"]);
        }
    }
}

/// Holds every row to what the native program works out, and to what it writes into the table.
pub fn holds_every_figure(text: &str, comparison: &Comparison<'_>) {
    let (dataset, choice) = (comparison.dataset, &comparison.choice);
    let table = table(comparison);
    let nation = dataset.nation.iter().map(|_| Subject::Nation);
    let subjects: Vec<_> = nation.chain(comparison.areas().map(Subject::Area)).collect();
    let rows = rows(text);
    let periods = dataset.periods.len();
    assert_eq!(rows.len(), subjects.len() * periods);
    for (at, row) in rows.iter().enumerate() {
        let (subject, period) = (subjects[at / periods], at % periods);
        assert_eq!(row["period"], dataset.periods[period].label);
        // As published, of areas without a rate too.
        let people = match subject {
            Subject::Area(area) => dataset.columns[period].populations[area].map(|people| people.get()),
            Subject::Nation => comparison.population(subject, period),
        };
        assert_eq!(row["population"], people.map(|people| people.to_string()).unwrap_or_default());
        let count = comparison.observation(subject, period).count();
        assert_eq!(row["count"], count.map(|count| count.to_string()).unwrap_or_default());
        figure(
            row,
            ["rate_per_100000", "rate"],
            comparison.rate(subject, period),
            (Method::ExactPoisson, DOWNLOAD.poisson),
        );
        let share = if let Subject::Area(area) = subject { comparison.share(area, period) } else { None };
        figure(row, ["share_percent", "share"], share, (Method::Wilson, DOWNLOAD.wilson));
        let mut counting = Comparison::new(dataset, choice.clone());
        counting.choice.quantity = Quantity::Count;
        let counted = counting.value(subject, period);
        figure(row, ["count", "count"], counted, (Method::ExactPoisson, DOWNLOAD.poisson));
        assert_eq!(row["source"].is_empty(), count.is_none(), "whose figure this is");
        if period != choice.later {
            for column in ["earlier_period", "change_percent", "chance_lower", "usual_lower", "verdict"] {
                assert_eq!(row[column], "", "{column}");
            }
            continue;
        }
        assert_eq!(row["earlier_period"], dataset.periods[choice.earlier].label);
        let change = comparison.change(subject).ok();
        let percentage = change.and_then(|change| change.percentage());
        figure(row, ["change_percent", "chance"], percentage, (Method::MidPRatio, DOWNLOAD.chance));
        assert_eq!(row["change_method"], if percentage.is_some() { DOWNLOAD.counts } else { "" });
        if let Subject::Area(area) = subject {
            let method = |learnt: bool| if learnt { DOWNLOAD.usual } else { DOWNLOAD.test };
            let judgement = comparison.judge_change(area);
            let learnt = method(comparison.usual_changes().learnt_from().is_some());
            let ranges = judgement.ok().filter(|_| percentage.is_some()).map(|judgement| judgement.ranges);
            range(row, "usual", ranges.map(|[inner, _]| inner), learnt);
            same(row, "outer_lower", ranges.map(|[_, outer]| outer.lower));
            same(row, "outer_upper", ranges.map(|[_, outer]| outer.upper));
            if percentage.is_some() {
                assert_eq!(row["verdict"], words::verdict_cell(&judgement));
            }
            let judgement = comparison.judge_rate(area);
            let learnt = method(comparison.usual_rates().learnt_from().is_some());
            range(row, "usual_rate", judgement.ok().map(|judgement| judgement.ranges[0]), learnt);
            if table.columns.iter().any(|column| column.id == "rate-verdict") {
                assert_eq!(row["rate_verdict"], words::verdict_cell(&judgement));
            }
        }
        // The table says the same in fewer digits.
        let cells = &table.rows[at / periods].cells;
        let number = |column: &str| row[column].parse::<f64>().ok();
        let said = |quantity, column: &str| number(column).map(|number| words::value(quantity, number));
        if let Some(change) = said(Quantity::Change, "change_percent") {
            assert_eq!(cells[3], change);
        }
        for (quantity, of, value) in
            [(Quantity::Rate, "rate", "rate_per_100000"), (Quantity::Share, "share", "share_percent")]
        {
            let Some(value) = said(quantity, value) else { continue };
            let [lower, upper] = ["lower", "upper"].map(|limit| said(quantity, &format!("{of}_{limit}")).unwrap());
            let at = table.columns.iter().position(|column| column.id == of).unwrap();
            assert_eq!(cells[at], format!("{value} ({lower} to {upper})"));
        }
    }
}

/// Makes a payload of the file and a recipe for it.
pub fn imported(text: &str, original: &Payload, name: &str) -> Payload {
    let folder = std::env::temp_dir().join(format!("force-compare-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    // The reader's file has the mark that spreadsheets want.
    fs::write(folder.join("figures.csv"), format!("\u{feff}{text}")).unwrap();
    let dataset = &original.dataset;
    let quoted = |text: &str| Value::from(text).to_string();
    let periods = dataset.periods.iter().map(|period| {
        let (id, label) = (quoted(&period.id), quoted(&period.label));
        let (start, end) = (period.start(), period.end());
        format!("[[periods]]\nid = {id}\nlabel = {label}\nstart = \"{start}\"\nend = \"{end}\"\npopulation = {label}\n")
    });
    let nation = dataset.nation.iter().map(|nation| {
        let (name, short) = (quoted(&nation.name), quoted(&nation.short));
        format!("[nation]\nname = {name}\nshort = {short}\nareas_sum = {}\n", nation.areas_sum)
    });
    let recipe = format!(
        "title = \"Again\"\nlanguage = \"en-GB\"
        measure = {{ label = \"Events\", singular = \"event\", plural = \"events\", kind = \"{}\" }}
        noun = {{ singular = \"area\", plural = \"areas\" }}
        {}{}[areas]\nfile = \"figures.csv\"\ncolumns = {{ name = \"area\", id = \"id\", code = \"code\", group = \"group\" }}
        [counts]\nfile = \"figures.csv\"\ncolumns = {{ area = \"area\", period = \"period\", count = \"count\", flags = \"flags\", note = \"note\" }}
        [populations]\nfile = \"figures.csv\"\ncolumns = {{ area = \"area\", date = \"period\", population = \"population\" }}\n",
        if dataset.is_counts() { "count" } else { "amount" },
        periods.collect::<String>(),
        nation.collect::<String>(),
    );
    fs::write(folder.join("figures.toml"), recipe).unwrap();
    let payload = build::open(&folder.join("figures.toml"));
    fs::remove_dir_all(&folder).unwrap();
    payload.unwrap_or_else(|error| panic!("{error}")).data().clone()
}

pub fn same_figures(again: &Dataset, dataset: &Dataset) {
    // A name that breaks over lines in its cell is imported in one line.
    let one_line = |name: &str| name.split(['\r', '\n']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    // Which areas have no rate goes by their names, and the file does not say it.
    let area = |area: &Area| Area { name: one_line(&area.name), no_rate: false, ..area.clone() };
    let all = |dataset: &Dataset| dataset.areas.iter().map(area).collect::<Vec<_>>();
    assert_eq!(all(again), all(dataset));
    assert_eq!(again.periods, dataset.periods);
    assert_eq!(again.columns, dataset.columns);
    let figures = |dataset: &Dataset| {
        dataset.nation.as_ref().map(|nation| (nation.name.clone(), nation.counts.clone(), nation.populations.clone()))
    };
    assert_eq!(figures(again), figures(dataset));
    let mut flags = [again, dataset].map(|dataset| dataset.flags.clone());
    for flags in &mut flags {
        flags.sort_by_key(|(area, period, _)| (*area, *period));
    }
    assert_eq!(flags[0], flags[1]);
}
