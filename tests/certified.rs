//! Every statistic against values computed elsewhere to 25 digits and more.
//!
//! Reads each `*.json` in `tests/certified/`, or in the folder that `CERTIFIED_DIR` names. A method, a field or a case
//! that is not understood is a failure, never skipped. The tolerance of each field stands beside the computation of
//! its method and follows `tests/certified/README.md`. What no view of the product needs (a Wald interval, a
//! chi-square statistic) is plain arithmetic here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use force_compare::stats::beta::{Split, beta_quantile, regularised_beta};
use force_compare::stats::gamma::{gamma_quantile, regularised_gamma};
use force_compare::stats::hypergeometric::Table;
use force_compare::stats::normal::{normal_quantile, two_sided_p, z_of};
use force_compare::stats::special::stirling_error;
use force_compare::stats::tails::Side;
use force_compare::stats::*;
use serde_json::{Value, json};

/// What a case expects, field by field, as computed here, with the relative and absolute tolerance of each.
type Computed = BTreeMap<String, (Value, f64, f64)>;
type Compute = fn(&Value) -> Computed;

const METHODS: &[(&str, Compute)] = &[
    ("bh", bh),
    ("change_funnel", funnel_of_changes),
    ("mean_interval", pace),
    ("poisson_ci", poisson),
    ("rate_ci", rates),
    ("rate_ratio", ratio),
    ("rest_of_nation_change", rest),
    ("special_functions", special),
    ("wilson", share),
];

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
        println!("{method}: {cases} cases, {fields} values; worst relative error {worst:.1e}");
    }
    for (field, worst) in &report.worst {
        println!("    {field}: {worst:.1e}");
    }
    let shown: Vec<&str> = report.faults.iter().take(40).map(String::as_str).collect();
    assert!(report.faults.is_empty(), "{} faults, the first:\n{}", report.faults.len(), shown.join("\n"));
}

/// Where a value stands, for a message that leads there.
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
            // The table of special functions has one number for a case, and its inputs beside it.
            let (inputs, expected) = match &case["expected"] {
                number @ Value::Number(_) => (case, json!({ "value": number })),
                fields => (&case["inputs"], fields.clone()),
            };
            let Some(expected) = expected.as_object().filter(|fields| !fields.is_empty()) else {
                self.faults.push(format!("{id}: nothing expected"));
                continue;
            };
            let computed = compute(inputs);
            self.compared.entry(method.to_owned()).or_default().0 += 1;
            for (field, expected) in expected {
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

// One function a method.

fn poisson(inputs: &Value) -> Computed {
    let (events, confidence) = (count(inputs, "count"), float(inputs, "conf"));
    let mut out = Computed::new();
    put_interval(&mut out, "exact", exact_limits(events, confidence), 1e-13);
    put_interval(&mut out, "midp", mid_p_limits(events, confidence), 1e-12);
    put_interval(&mut out, "byar", byar_limits(events, confidence), 1e-13);
    out
}

fn rates(inputs: &Value) -> Computed {
    let mut out = Computed::new();
    type Limits = fn(u64, f64) -> Option<Interval>;
    let methods: [(&str, Limits); 3] = [("exact", exact_limits), ("byar", byar_limits), ("phe", fingertips_limits)];
    for (name, limits) in methods {
        let made = rate_with(
            limits,
            count(inputs, "count"),
            float(inputs, "population"),
            float(inputs, "multiplier"),
            float(inputs, "conf"),
        );
        put(&mut out, "rate", optional(made.map(|estimate| estimate.value)), 1e-13);
        put_interval(&mut out, name, made.map(|estimate| estimate.interval), 1e-13);
    }
    out
}

fn ratio(inputs: &Value) -> Computed {
    let later = Exposed { count: count(inputs, "x2"), exposure: float(inputs, "t2") };
    let earlier = Exposed { count: count(inputs, "x1"), exposure: float(inputs, "t1") };
    let confidence = float(inputs, "conf");
    let of = |method| rate_ratio(later, earlier, confidence, method);
    let (x1, x2) = (earlier.count as f64, later.count as f64);
    let limits = if x1.max(x2) > 1e6 { 1e-10 } else { 1e-12 };
    let (exact, mid_p, score) = (of(Method::ExactRatio), of(Method::MidPRatio), of(Method::ScoreRatio));
    let value = mid_p.and_then(|made| made.value);

    let mut out = Computed::new();
    // The files call 3 events after none an infinite ratio; the product calls it no ratio.
    put(&mut out, "ratio", optional(value.or((x2 > 0.0).then_some(f64::INFINITY))), 1e-13);
    // A percentage of a change near 0 has the rounding of the ratio, not of itself.
    out.insert("pct_change".to_owned(), (optional(value.map(percent)), 1e-13, 1e-13));
    put_interval(&mut out, "exact", exact.map(|made| made.interval), limits);
    put_interval(&mut out, "midp", mid_p.map(|made| made.interval), limits);
    put_interval(&mut out, "score", score.map(|made| made.interval), 1e-13);
    let wald = (x1 > 0.0 && x2 > 0.0).then(|| widened_change(later, earlier, 0.0, confidence).unwrap().interval);
    put_interval(&mut out, "waldlog", wald, 1e-13);
    put_p(&mut out, "p_central", exact.map(|made| made.p));
    put_p(&mut out, "p_midp", mid_p.map(|made| made.p));
    put_p(&mut out, "p_score", score.map(|made| made.p));
    put_p(&mut out, "p_minlike", force_compare::stats::ratio::minlike(later, earlier));
    put(&mut out, "z_score", optional(force_compare::stats::ratio::score_z(later, earlier)), 1e-13);
    out
}

fn rest(inputs: &Value) -> Computed {
    let area = [count(inputs, "area1"), count(inputs, "area2")];
    let nation = [count(inputs, "nation1"), count(inputs, "nation2")];
    let confidence = float(inputs, "conf");
    let others = [nation[0] - area[0], nation[1] - area[1]];
    let table = Table { area: area.map(|x| x as f64), rest: others.map(|x| x as f64) };
    let [a1, a2] = table.area;
    let [r1, r2] = table.rest;
    let exact = change_against_rest(area, nation, confidence, Method::ConditionalExact);
    let mid_p = change_against_rest(area, nation, confidence, Method::ConditionalMidP);
    let change = |x1: f64, x2: f64| if x1 > 0.0 { number(percent(x2 / x1)) } else { Value::Null };

    let mut out = Computed::new();
    put(&mut out, "rest1", json!(others[0]), 0.0);
    put(&mut out, "rest2", json!(others[1]), 0.0);
    out.insert("area_pct".to_owned(), (change(a1, a2), 1e-12, 1e-13));
    out.insert("rest_pct".to_owned(), (change(r1, r2), 1e-12, 1e-13));
    put(&mut out, "ratio_of_ratios", optional(mid_p.and_then(|made| made.value)), 1e-12);
    put_interval(&mut out, "cond_exact", exact.map(|made| made.interval), 1e-9);
    put_interval(&mut out, "cond_midp", mid_p.map(|made| made.interval), 1e-9);
    put_p(&mut out, "cond_p_central", exact.map(|made| made.p));
    put_p(&mut out, "cond_p_midp", mid_p.map(|made| made.p));
    put(&mut out, "cond_mle", number(conditional_estimate(&table)), 1e-9);

    let s = (1.0 / a1 + 1.0 / a2 + 1.0 / r1 + 1.0 / r2).sqrt();
    let log = (a2 * r1 / (a1 * r2)).ln();
    let z = z_of(confidence).unwrap();
    put(&mut out, "wald_lower", number((log - z * s).exp()), 1e-12);
    put(&mut out, "wald_upper", number((log + z * s).exp()), 1e-12);
    put_p(&mut out, "p_wald", Some(two_sided_p(log / s)));

    let cross = a2 * r1 - a1 * r2;
    let chisq = cross / (a1 + a2) * (cross / (r1 + r2)) * (a1 + a2 + r1 + r2) / ((a1 + r1) * (a2 + r2));
    put(&mut out, "chisq", number(chisq), 1e-12);
    put_p(&mut out, "p_chisq", Some(regularised_gamma(0.5, chisq / 2.0).1));
    out
}

/// The odds ratio that makes the observed count most likely: where its probability has stopped rising.
fn conditional_estimate(table: &Table) -> f64 {
    let (mut low, mut high) = table.limits(0.3, 1.0);
    for _ in 0..100 {
        let middle = (low * high).sqrt();
        let tails = table.tails(middle);
        if tails.fall > tails.rise { low = middle } else { high = middle }
    }
    low
}

fn share(inputs: &Value) -> Computed {
    let made = wilson(count(inputs, "x"), count(inputs, "n"), float(inputs, "conf"));
    let mut out = Computed::new();
    put(&mut out, "share", optional(made.map(|estimate| estimate.value)), 1e-13);
    put_interval(&mut out, "", made.map(|estimate| estimate.interval), 1e-13);
    out
}

fn pace(inputs: &Value) -> Computed {
    let span = float(inputs, "period_days") * 24.0 * 60.0;
    let made = mean_interval(count(inputs, "count"), span, float(inputs, "conf"));
    let mut out = Computed::new();
    put(&mut out, "minutes", optional(made.and_then(|pace| pace.value)), 1e-13);
    put_interval(&mut out, "minutes", made.map(|pace| pace.interval), 1e-13);
    out
}

fn special(inputs: &Value) -> Computed {
    let (a, b, x) = (float(inputs, "a"), float(inputs, "b"), float(inputs, "arg"));
    // Beside 1e9 events, the last digit of x itself is worth some 1e-11 of the probability.
    let large = a.max(b) > 1e6;
    let (value, relative) = match inputs["fn"].as_str().unwrap_or("") {
        "GP" => (regularised_gamma(a, x).0, if large { 5e-11 } else { 1e-12 }),
        "GQ" => (regularised_gamma(a, x).1, if large { 5e-11 } else { 1e-12 }),
        "GI" => (gamma_quantile(a, x, Side::Lower), 1e-13),
        "BP" => (regularised_beta(a, b, Split { x, y: 1.0 - x }).0, if large { 5e-11 } else { 1e-12 }),
        "BI" => (beta_quantile(a, b, x).x, 1e-13),
        "NI" => (normal_quantile(x).unwrap(), 1e-14),
        // P(|Z| > z) with z = x √2.
        "EC" => (regularised_gamma(0.5, x * x).1, 1e-13),
        "LG" => ((a - 0.5) * a.ln() - a + std::f64::consts::TAU.ln() / 2.0 + stirling_error(a), 1e-13),
        _ => return Computed::new(),
    };
    let mut out = Computed::new();
    put(&mut out, "value", number(value), relative);
    out
}

fn funnel_of_changes(inputs: &Value) -> Computed {
    let counts =
        |name: &str| -> Vec<u64> { inputs[name].as_array().unwrap().iter().map(|x| x.as_u64().unwrap()).collect() };
    let pairs: Vec<[u64; 2]> = counts("x1").into_iter().zip(counts("x2")).map(|(x1, x2)| [x1, x2]).collect();
    let trim = float(inputs, "trim");
    let funnel = change_funnel(&pairs, trim).unwrap();
    let marks: Vec<ChangeMark> = funnel.marks.iter().map(|mark| mark.unwrap()).collect();
    let Dispersion { phi_raw, phi, tau2 } = funnel.dispersion;
    let list = |f: &dyn Fn(&ChangeMark) -> f64| Value::from(marks.iter().map(f).map(number).collect::<Vec<_>>());
    let limits = |coverage: f64| {
        let pair = |mark: &ChangeMark| {
            let limits = funnel.limits(mark.s, coverage).unwrap();
            json!([percent(limits.lower), percent(limits.upper)])
        };
        Value::from(marks.iter().map(pair).collect::<Vec<_>>())
    };
    let z: Vec<f64> = marks.iter().map(|mark| mark.z).collect();

    // DerSimonian & Laird on the same log ratios, about their own weighted mean.
    let k = marks.len() as f64;
    let sum = |f: &dyn Fn(&ChangeMark, f64) -> f64| -> f64 {
        marks.iter().map(|mark| f(mark, 1.0 / (mark.s * mark.s))).sum()
    };
    let total = sum(&|_, w| w);
    let mean = sum(&|mark, w| w * mark.log_ratio) / total;
    let q = sum(&|mark, w| w * (mark.log_ratio - mean) * (mark.log_ratio - mean));
    let tau2_dl = ((q - (k - 1.0)) / (total - sum(&|_, w| w * w) / total)).max(0.0);

    let fields: [(&str, Value); 15] = [
        ("target_log", number(funnel.target)),
        ("target_pct", number(percent(funnel.target.exp()))),
        ("log_ratio", list(&|mark| mark.log_ratio)),
        ("s", list(&|mark| mark.s)),
        ("z", list(&|mark| mark.z)),
        ("winsorised_z", json!(winsorise(&z, trim).unwrap())),
        ("phi_raw", number(phi_raw)),
        ("phi_winsorised", number(phi)),
        ("tau2", number(tau2)),
        ("z_additive", list(&|mark| mark.z_widened(&funnel.dispersion))),
        ("z_multiplicative", list(&|mark| mark.z / phi.max(1.0).sqrt())),
        ("metafor_Q", number(q)),
        ("metafor_tau2_DL", number(tau2_dl)),
        ("limit95_pct_additive", limits(0.95)),
        ("limit998_pct_additive", limits(0.998)),
    ];
    // A log ratio, z-score or percentage beside 0 has the rounding of its parts.
    fields.into_iter().map(|(field, value)| (field.to_owned(), (value, 1e-11, 1e-14))).collect()
}

fn bh(inputs: &Value) -> Computed {
    let p: Vec<Option<f64>> = inputs["p"].as_array().unwrap().iter().map(Value::as_f64).collect();
    let adjusted = benjamini_hochberg(&p);
    // The files count strictly below the level.
    let flags = |level: f64| json!(adjusted.iter().flatten().filter(|q| **q < level).count());
    let mut out = Computed::new();
    put(&mut out, "adjusted", adjusted.iter().copied().map(optional).collect::<Vec<_>>().into(), 1e-13);
    put(&mut out, "reject_05", flags(0.05), 0.0);
    put(&mut out, "reject_20", flags(0.2), 0.0);
    out
}
