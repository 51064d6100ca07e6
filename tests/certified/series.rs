//! One area over many periods: trends and control charts. One function for each method.

use force_compare::stats::normal::{two_sided_p, z_of};
use force_compare::stats::student::two_sided_t;
use force_compare::stats::xmr::xmr_with;
use force_compare::stats::*;
use serde_json::{Value, json};

use super::{Computed, float, floats, number, percent, put, put_p, whole};

pub fn trend(inputs: &Value) -> Computed {
    let counts = whole(inputs, "counts");
    let exposures = if inputs["exposure"].is_null() { vec![1.0; counts.len()] } else { floats(inputs, "exposure") };
    let periods: Vec<_> =
        counts.iter().zip(exposures).map(|(&count, exposure)| Some(Exposed { count, exposure })).collect();
    let trend = force_compare::stats::trend(&periods).unwrap();
    let LogLinearFit { intercept, slope, s, pearson, deviance, df } = trend;

    let mut out = Computed::new();
    // Beside 0 the slope has the rounding of the intercept.
    out.insert("intercept".to_owned(), (number(intercept), 1e-11, 1e-14));
    out.insert("slope".to_owned(), (number(slope), 1e-11, 1e-14));
    out.insert("pct_per_period".to_owned(), (number(percent(slope.exp())), 1e-11, 1e-12));
    put(&mut out, "df", json!(df), 0.0);
    put(&mut out, "se", number(s), 1e-9);
    let z = slope / s;
    out.insert("z".to_owned(), (number(z), 1e-9, 1e-12));
    put_p(&mut out, "p", Some(two_sided_p(z)));
    let reach = z_of(float(inputs, "conf")).unwrap() * s;
    put(&mut out, "wald_pct_lower", number(percent((slope - reach).exp())), 1e-9);
    put(&mut out, "wald_pct_upper", number(percent((slope + reach).exp())), 1e-9);

    // Where all points lie on the line there is nothing left to divide by: what remains is rounding, and the files'
    // own 10⁵⁹ is no more than that of 60 digits.
    let exact = pearson < 1e-20 * counts.iter().sum::<u64>() as f64;
    let phi = if exact { 0.0 } else { trend.phi() };
    out.insert("pearson".to_owned(), (number(pearson), 1e-9, 1e-12));
    out.insert("deviance".to_owned(), (number(deviance), 1e-9, 1e-12));
    out.insert("phi".to_owned(), (number(phi), 1e-9, 1e-12));
    out.insert("quasi_se".to_owned(), (number(s * phi.sqrt()), 1e-9, 1e-12));
    let quasi_t = slope / (s * phi.sqrt());
    let (value, slack) = match (exact, slope.abs() < 1e-14) {
        (true, true) => (Value::Null, 0.0),
        (true, false) => (number(f64::MAX), f64::INFINITY),
        _ => (number(quasi_t), 1e-12),
    };
    out.insert("quasi_t".to_owned(), (value, 1e-9, slack));
    put(&mut out, "quasi_p_t", number(two_sided_t(quasi_t, f64::from(df))), 1e-9);
    out
}

pub fn chart(inputs: &Value) -> Computed {
    let values = floats(inputs, "values");
    let label = |signal: &Option<Signal>| match signal {
        Some(Signal::AboveLimit) => "Above UCL",
        Some(Signal::BelowLimit) => "Below LCL",
        Some(Signal::Rising) => "7 Point Trend (Increasing)",
        Some(Signal::Falling) => "7 Point Trend (Decreasing)",
        Some(Signal::NearUpper) => "2 in 3 Above CL",
        Some(Signal::NearLower) => "2 in 3 Below CL",
        Some(Signal::RunAbove) => "7 Points Above CL",
        Some(Signal::RunBelow) => "7 Points Below CL",
        None => "Common Cause",
    };
    let mut out = Computed::new();
    for (prefix, labels, screened) in
        [("", "unscreened_special_cause", false), ("screened_", "screened_special_cause", true)]
    {
        let Xmr { mean, moving_range, lower, upper, signals } = xmr_with(&values, screened).unwrap();
        put(&mut out, "mean", number(mean), 1e-13);
        put(&mut out, &format!("{prefix}average_moving_range"), number(moving_range), 1e-13);
        // A limit beside 0 has the rounding of the mean.
        out.insert(format!("{prefix}lpl"), (number(lower), 1e-13, 1e-15 * mean.abs()));
        out.insert(format!("{prefix}upl"), (number(upper), 1e-13, 1e-15 * mean.abs()));
        put(&mut out, labels, signals.iter().map(label).collect::<Vec<_>>().into(), 0.0);
    }
    assert_eq!(xmr(&values), xmr_with(&values, true).filter(|_| values.len() >= 12));
    out
}
