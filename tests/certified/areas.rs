//! Statistics of many areas side by side: funnels, dispersion, ranks. One function for each method.

use force_compare::stats::gamma::gamma_quantile;
use force_compare::stats::normal::z_of;
use force_compare::stats::tails::Side;
use force_compare::stats::*;
use serde_json::{Value, json};

use super::{Computed, count, float, floats, list, number, optional, percent, put, put_p, whole};

pub fn funnel_of_changes(inputs: &Value) -> Computed {
    let pairs: Vec<[u64; 2]> = whole(inputs, "x1").into_iter().zip(whole(inputs, "x2")).map(Into::into).collect();
    let trim = float(inputs, "trim");
    let funnel = change_funnel(&pairs, trim).unwrap();
    let marks: Vec<ChangeMark> = funnel.marks.iter().map(|mark| mark.unwrap()).collect();
    let Dispersion { phi_raw, phi, tau2 } = funnel.dispersion;
    let list = |f: &dyn Fn(&ChangeMark) -> f64| list(&marks, f);
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
        ("z_multiplicative", list(&|mark| funnel.dispersion.inflated(mark.z))),
        ("metafor_Q", number(q)),
        ("metafor_tau2_DL", number(tau2_dl)),
        ("limit95_pct_additive", limits(0.95)),
        ("limit998_pct_additive", limits(0.998)),
    ];
    // A log ratio, z-score or percentage beside 0 has the rounding of its parts.
    fields.into_iter().map(|(field, value)| (field.to_owned(), (value, 1e-11, 1e-14))).collect()
}

/// The areas of a case: counts under one name, populations under another.
fn exposed(inputs: &Value, counts: &str) -> Vec<Exposed> {
    let exposures = floats(inputs, "population");
    whole(inputs, counts).into_iter().zip(exposures).map(|(count, exposure)| Exposed { count, exposure }).collect()
}

pub fn overdispersion(inputs: &Value) -> Computed {
    let areas = exposed(inputs, "observed");
    let trim = float(inputs, "trim");
    let test = dispersion_test(&areas).unwrap();
    let mut out = Computed::new();
    put(&mut out, "chisq", number(test.pearson), 1e-11);
    put(&mut out, "df", json!(test.df as u64), 0.0);
    put(&mut out, "deviance", number(test.deviance), 1e-11);
    put_p(&mut out, "p_chisq", Some(test.p_pearson));
    put_p(&mut out, "p_deviance", Some(test.p_deviance));
    for (name, scale) in [("sqrt", FunnelScale::Root), ("raw", FunnelScale::Ratio)] {
        let RateFunnelFit { dispersion, marks, .. } = rate_funnel(&areas, scale, trim).unwrap();
        put(&mut out, "expected_counts", list(&marks, |mark| mark.expected), 1e-11);
        let z: Vec<f64> = marks.iter().map(|mark| mark.z).collect();
        let fields = [
            ("z", json!(z)),
            ("winsorised_z", json!(winsorise(&z, trim).unwrap())),
            ("phi_raw", number(dispersion.phi_raw)),
            ("phi_winsorised", number(dispersion.phi)),
            ("tau2", number(dispersion.tau2)),
            ("z_multiplicative", list(&marks, |mark| dispersion.inflated(mark.z))),
            ("z_additive", list(&marks, |mark| mark.z_widened(&dispersion))),
        ];
        // A z-score beside 0 has the rounding of its parts.
        out.extend(fields.into_iter().map(|(field, value)| (format!("{name}_{field}"), (value, 1e-11, 1e-14))));
    }
    out
}

pub fn funnel_limits(inputs: &Value) -> Computed {
    let (expected, coverage) = (float(inputs, "expected"), float(inputs, "p"));
    let mut out = Computed::new();
    let smooth = interpolated_limits(expected, coverage).unwrap();
    for (field, limit) in [("interp_lower", smooth.lower), ("interp_upper", smooth.upper)] {
        // A whole number less a fraction: as exact as the larger of the two.
        out.insert(field.to_owned(), (number(limit), 1e-11, 1e-11 * expected));
    }
    let steps = quantile_limits(expected, coverage).unwrap();
    put(&mut out, "quantile_lower", number(steps.lower), 0.0);
    put(&mut out, "quantile_upper", number(steps.upper), 0.0);
    // The exact interval about the expected count, for a count that need not be whole.
    let tail = (1.0 - coverage) / 2.0;
    put(&mut out, "chisq_about_E_lower", number(gamma_quantile(expected, tail, Side::Lower)), 1e-13);
    put(&mut out, "chisq_about_E_upper", number(gamma_quantile(expected + 1.0, tail, Side::Upper)), 1e-13);
    let reach = z_of(coverage).unwrap() * expected.sqrt();
    put(&mut out, "normal_lower", number((expected - reach).max(0.0)), 1e-13);
    put(&mut out, "normal_upper", number(expected + reach), 1e-13);
    out
}

/// The expected counts for which the observed one lies on a limit. The software whose limits these are stops at six
/// digits, or at 10⁻⁷ of an event.
pub fn expected_counts(inputs: &Value) -> Computed {
    let observed = count(inputs, "obs");
    let mut out = Computed::new();
    for (name, coverage) in [(".025", 0.95), (".001", 0.998)] {
        let limits = exact_limits(observed, coverage).unwrap();
        out.insert(format!("low_{name}"), (number(limits.lower), 1e-6, 1e-7));
        out.insert(format!("high_{name}"), (number(limits.upper), 1e-6, 1e-7));
    }
    out
}

pub fn rank(inputs: &Value) -> Computed {
    let areas = exposed(inputs, "counts");
    let made = ranks(&areas, 0.95).unwrap();
    let laws = rank_probabilities(&areas).unwrap();
    let up_to = |law: &[f64], rank: usize| law.iter().take(rank).sum::<f64>();
    let both: Vec<(&Rank, &Vec<f64>)> = made.iter().zip(&laws).collect();
    let place = |f: &dyn Fn(&Rank) -> usize| Value::from(made.iter().map(f).collect::<Vec<_>>());
    let mass = laws.iter().map(|law| (up_to(law, law.len()) - 1.0).abs()).fold(0.0, f64::max);

    let mut out = Computed::new();
    put(&mut out, "rate_rank_desc", place(&|rank| rank.place), 0.0);
    put(&mut out, "rank_lower", place(&|rank| rank.lower), 0.0);
    put(&mut out, "rank_median", place(&|rank| rank.median), 0.0);
    put(&mut out, "rank_upper", place(&|rank| rank.upper), 0.0);
    put(&mut out, "mean_rank", list(&made, |rank| rank.mean), 1e-9);
    let fields = [
        ("p_rank1", list(&laws, |law| up_to(law, 1))),
        ("cum_at_lower", list(&both, |(rank, law)| up_to(law, rank.lower))),
        ("cum_at_lower_minus1", list(&both, |(rank, law)| up_to(law, rank.lower - 1))),
        // This is no statistic but the error of the integration, theirs and ours; both are as good as zero.
        ("quadrature_mass_error", number(mass)),
    ];
    out.extend(fields.into_iter().map(|(field, value)| (field.to_owned(), (value, 1e-9, 1e-11))));
    out
}

pub fn bh(inputs: &Value) -> Computed {
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
