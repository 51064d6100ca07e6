//! Holds every statistic to values computed elsewhere to 25 digits and more.
//!
//! Reads each `*.json` in `tests/certified/`, or in the folder that `CERTIFIED_DIR` names. A method, a field or a case
//! that is not understood is a failure, never skipped. The tolerance of each field stands beside the computation of its
//! method and follows `tests/certified/README.md`. Figures that no view of the product needs (a Wald interval, a
//! chi-square statistic) are plain arithmetic here.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use force_compare::stats::Interval;
use serde_json::{Value, json};

/// Prints past the test runner, which keeps what a passing test prints to itself.
macro_rules! say {
    ($($text:tt)*) => { let _ = writeln!(std::io::stderr(), $($text)*); };
}

#[path = "certified/areas.rs"]
mod areas;
#[path = "certified/counts.rs"]
mod counts;

/// The fields that a case expects, as computed here, with the relative and absolute tolerance of each.
type Computed = BTreeMap<String, (Value, f64, f64)>;
type Compute = fn(&Value) -> Computed;

const METHODS: &[(&str, Compute)] = &[
    ("mean_interval", counts::pace),
    ("poisson_ci", counts::poisson),
    ("ranks", areas::rank),
    ("rate_ci", counts::rates),
    ("rate_ratio", counts::ratio),
    ("rest_of_nation_change", counts::rest),
    ("special_functions", counts::special),
    ("usual_range", areas::usual),
    ("wilson", counts::share),
];

/// Methods that this project no longer has, because nothing that readers get used them or because the usual range took
/// their place. Sets elsewhere still hold values of them.
const RETIRED: [&str; 7] =
    ["bh", "change_funnel", "funnel_limits", "overdispersion", "phe_poisson_funnel", "trend", "xmr"];

/// Fields of methods that are still here: only the limits of a rank are shown, and they are worked out without the law
/// of each rank.
const RETIRED_FIELDS: [(&str, &[&str]); 1] = [(
    "ranks",
    &["rank_median", "mean_rank", "p_rank1", "cum_at_lower", "cum_at_lower_minus1", "quadrature_mass_error"],
)];

#[test]
fn certified() {
    let folder = std::env::var_os("CERTIFIED_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/certified"), PathBuf::from);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no case files in {}", folder.display());

    let mut report = Report::default();
    for path in &files {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match serde_json::from_str::<Value>(&text) {
            Ok(file) => report.file(&name, &file),
            Err(e) => report.faults.push(format!("{name}: not JSON: {e}")),
        }
    }
    for (method, (cases, fields, worst)) in &report.compared {
        say!("{method}: {cases} cases, {fields} values; worst relative error {worst:.1e}");
    }
    for (field, worst) in &report.worst {
        say!("    {field}: {worst:.1e}");
    }
    let shown: Vec<&str> = report.faults.iter().take(40).map(String::as_str).collect();
    assert!(report.faults.is_empty(), "{} faults, the first:\n{}", report.faults.len(), shown.join("\n"));
}

/// The position of a value, for a message that leads to it.
struct Place<'a> {
    method: &'a str,
    kind: &'a str,
    id: &'a str,
    field: &'a str,
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.id, self.field)
    }
}

#[derive(Default)]
struct Report {
    compared: BTreeMap<String, (usize, usize, f64)>,
    worst: BTreeMap<String, f64>,
    faults: Vec<String>,
}

impl Report {
    fn file(&mut self, name: &str, file: &Value) {
        let method = file["method"].as_str().unwrap_or("(none)");
        if RETIRED.contains(&method) {
            say!("{method}: retired, {} cases left alone", file["cases"].as_array().map_or(0, Vec::len));
            return;
        }
        let retired = RETIRED_FIELDS.iter().find(|(known, _)| *known == method).map_or(&[][..], |(_, fields)| fields);
        let Some((_, compute)) = METHODS.iter().find(|(known, _)| *known == method) else {
            self.faults.push(format!("{name}: method \"{method}\" is not implemented here"));
            return;
        };
        let cases = file["cases"].as_array().map_or(&[][..], Vec::as_slice);
        if cases.is_empty() || file["n"].as_u64().is_some_and(|n| n != cases.len() as u64) {
            self.faults.push(format!("{name}: {} cases, {} announced", cases.len(), file["n"]));
        }
        for (i, case) in cases.iter().enumerate() {
            let id = case["id"].as_str().map_or_else(|| format!("{name} #{i}"), str::to_owned);
            let (inputs, expected) = match &case["expected"] {
                // The table of special functions has one number for a case, and its inputs beside it.
                number @ Value::Number(_) => (case, json!({ "value": number })),
                // This value is known only to the digits that the software prints whose method it is.
                Value::Null => (&case["inputs"], case["independent"].clone()),
                fields => (&case["inputs"], fields.clone()),
            };
            let Some(expected) = expected.as_object().filter(|fields| !fields.is_empty()) else {
                self.faults.push(format!("{id}: nothing expected"));
                continue;
            };
            let computed = compute(inputs);
            self.compared.entry(method.to_owned()).or_default().0 += 1;
            for (field, expected) in expected {
                if retired.contains(&field.as_str()) {
                    continue;
                }
                let kind = inputs["fn"].as_str().map_or(field.as_str(), |name| name);
                match computed.get(field) {
                    None => self.faults.push(format!("{id}: field \"{field}\" of {method} is not computed here")),
                    Some((got, relative, absolute)) => {
                        let place = Place { method, kind, id: &id, field };
                        self.compare(&place, got, expected, (*relative, *absolute));
                    }
                }
            }
        }
    }

    fn compare(&mut self, place: &Place, got: &Value, expected: &Value, tolerance: (f64, f64)) {
        match (got, expected) {
            (Value::Array(g), Value::Array(e)) if g.len() == e.len() => {
                for (g, e) in g.iter().zip(e) {
                    self.compare(place, g, e, tolerance);
                }
            }
            (Value::Number(g), Value::Number(e)) => {
                let (g, e) = (g.as_f64().unwrap(), e.as_f64().unwrap());
                let off = (g - e).abs();
                let error = if off == 0.0 { 0.0 } else { off / e.abs() };
                let entry = self.compared.entry(place.method.to_owned()).or_default();
                entry.1 += 1;
                if off > tolerance.1 {
                    entry.2 = entry.2.max(error);
                    let worst = self.worst.entry(format!("{} {}", place.method, place.kind)).or_default();
                    *worst = worst.max(error);
                    if error.is_nan() || error > tolerance.0 {
                        self.faults.push(format!("{place}: {g:e}, expected {e:e}, off by {error:.1e}"));
                    }
                }
            }
            (g, e) if g == e => self.compared.entry(place.method.to_owned()).or_default().1 += 1,
            (g, e) => self.faults.push(format!("{place}: {g}, expected {e}")),
        }
    }
}

// Parts of the methods below.

/// A number as the files write it.
fn number(x: f64) -> Value {
    match x {
        f64::INFINITY => json!("inf"),
        x if x.is_nan() => json!("not a number"),
        x => json!(x),
    }
}

fn optional(x: Option<f64>) -> Value {
    x.map_or(Value::Null, number)
}

fn float(inputs: &Value, name: &str) -> f64 {
    inputs[name].as_f64().unwrap_or_else(|| panic!("input {name} of {inputs}"))
}

fn count(inputs: &Value, name: &str) -> u64 {
    inputs[name].as_u64().unwrap_or_else(|| panic!("input {name} of {inputs}"))
}

/// A list of whole numbers.
fn whole(inputs: &Value, name: &str) -> Vec<u64> {
    let list = inputs[name].as_array().unwrap_or_else(|| panic!("input {name} of {inputs}"));
    list.iter().map(|x| x.as_u64().unwrap_or_else(|| panic!("{x} in {name} of {inputs}"))).collect()
}

/// A list of numbers.
fn floats(inputs: &Value, name: &str) -> Vec<f64> {
    let list = inputs[name].as_array().unwrap_or_else(|| panic!("input {name} of {inputs}"));
    list.iter().map(|x| x.as_f64().unwrap_or_else(|| panic!("{x} in {name} of {inputs}"))).collect()
}

/// One number for each item.
fn list<T>(items: &[T], f: impl Fn(&T) -> f64) -> Value {
    items.iter().map(f).map(number).collect::<Vec<_>>().into()
}

fn put(to: &mut Computed, field: &str, value: Value, relative: f64) {
    to.insert(field.to_owned(), (value, relative, 0.0));
}

fn put_interval(to: &mut Computed, name: &str, interval: Option<Interval>, relative: f64) {
    let prefix = if name.is_empty() { String::new() } else { format!("{name}_") };
    put(to, &format!("{prefix}lower"), optional(interval.map(|i| i.lower)), relative);
    put(to, &format!("{prefix}upper"), optional(interval.map(|i| i.upper)), relative);
}

/// p-values: relative while a double holds them with room to spare; below that it is enough to be as good as nothing.
fn put_p(to: &mut Computed, field: &str, p: Option<f64>) {
    to.insert(field.to_owned(), (optional(p), 1e-10, 1e-250));
}

fn percent(ratio: f64) -> f64 {
    100.0 * (ratio - 1.0)
}
