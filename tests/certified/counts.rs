//! Counts, rates, ratios and shares, and the functions beneath them. One function for each method.

use force_compare::stats::beta::{Split, beta_quantile, regularised_beta};
use force_compare::stats::gamma::{gamma_quantile, regularised_gamma};
use force_compare::stats::hypergeometric::TwoByTwo;
use force_compare::stats::normal::{normal_quantile, two_sided_p, z_of};
use force_compare::stats::special::stirling_error;
use force_compare::stats::tails::Side;
use force_compare::stats::*;
use serde_json::{Value, json};

use super::{Computed, count, float, number, optional, percent, put, put_interval, put_p};

pub fn poisson(inputs: &Value) -> Computed {
    let (events, confidence) = (count(inputs, "count"), float(inputs, "conf"));
    let mut out = Computed::new();
    put_interval(&mut out, "exact", exact_limits(events, confidence), 1e-13);
    put_interval(&mut out, "midp", mid_p_limits(events, confidence), 1e-12);
    put_interval(&mut out, "byar", byar_limits(events, confidence), 1e-13);
    out
}

pub fn rates(inputs: &Value) -> Computed {
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

pub fn ratio(inputs: &Value) -> Computed {
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
    // No view of the product needs this one.
    let wald = |side: f64| {
        let reach = side * z_of(confidence).unwrap() * (1.0 / x1 + 1.0 / x2).sqrt();
        value.filter(|value| *value > 0.0).map(|value| value * reach.exp())
    };
    put(&mut out, "waldlog_lower", optional(wald(-1.0)), 1e-13);
    put(&mut out, "waldlog_upper", optional(wald(1.0)), 1e-13);
    put_p(&mut out, "p_central", exact.map(|made| made.p));
    put_p(&mut out, "p_midp", mid_p.map(|made| made.p));
    put_p(&mut out, "p_score", score.map(|made| made.p));
    put_p(&mut out, "p_minlike", force_compare::stats::ratio::minlike(later, earlier));
    put(&mut out, "z_score", optional(force_compare::stats::ratio::score_z(later, earlier)), 1e-13);
    out
}

pub fn rest(inputs: &Value) -> Computed {
    let area = [count(inputs, "area1"), count(inputs, "area2")];
    let nation = [count(inputs, "nation1"), count(inputs, "nation2")];
    let confidence = float(inputs, "conf");
    let others = [nation[0] - area[0], nation[1] - area[1]];
    let table = TwoByTwo { area: area.map(|x| x as f64), rest: others.map(|x| x as f64) };
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
fn conditional_estimate(table: &TwoByTwo) -> f64 {
    let (mut low, mut high) = table.limits(0.3, 1.0);
    for _ in 0..100 {
        let middle = (low * high).sqrt();
        let tails = table.tails(middle);
        if tails.fall > tails.rise { low = middle } else { high = middle }
    }
    low
}

pub fn share(inputs: &Value) -> Computed {
    let made = wilson(count(inputs, "x"), count(inputs, "n"), float(inputs, "conf"));
    let mut out = Computed::new();
    put(&mut out, "share", optional(made.map(|estimate| estimate.value)), 1e-13);
    put_interval(&mut out, "", made.map(|estimate| estimate.interval), 1e-13);
    out
}

pub fn pace(inputs: &Value) -> Computed {
    let span = float(inputs, "period_days") * 24.0 * 60.0;
    let made = mean_interval(count(inputs, "count"), span, float(inputs, "conf"));
    let mut out = Computed::new();
    put(&mut out, "minutes", optional(made.and_then(|pace| pace.value)), 1e-13);
    put_interval(&mut out, "minutes", made.map(|pace| pace.interval), 1e-13);
    out
}

pub fn special(inputs: &Value) -> Computed {
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
