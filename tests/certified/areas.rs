//! Statistics of many areas side by side: the usual range, and ranks. One function for each method.

use force_compare::stats::*;
use serde_json::{Value, json};

use super::{Computed, float, floats, list, number, put, whole};

/// A number for all areas, or one for each.
fn each(inputs: &Value, name: &str, areas: usize) -> Vec<f64> {
    if inputs[name].is_array() { floats(inputs, name) } else { vec![float(inputs, name); areas] }
}

pub fn usual(inputs: &Value) -> Computed {
    let later = whole(inputs, "later");
    let figures: Vec<LogFigure> = match inputs["kind"].as_str() {
        Some("change") => {
            let earlier = whole(inputs, "earlier");
            let first = each(inputs, "exposure_earlier", later.len());
            let second = each(inputs, "exposure_later", later.len());
            let exposed =
                |counts: &[u64], exposures: &[f64], at: usize| Exposed { count: counts[at], exposure: exposures[at] };
            let change = |at| LogFigure::change(exposed(&later, &second, at), exposed(&earlier, &first, at)).unwrap();
            (0..later.len()).map(change).collect()
        }
        Some("rate") => {
            let people = each(inputs, "population", later.len());
            let rate = |at| LogFigure::rate(Exposed { count: later[at], exposure: people[at] }).unwrap();
            (0..later.len()).map(rate).collect()
        }
        kind => panic!("no kind {kind:?}"),
    };
    let range = usual_range(&figures).unwrap();
    let limits =
        |at: usize, side: fn(Limits) -> f64| list(&figures, |figure| side(range.log_limits(figure.size, REACHES[at])));
    let mut out = Computed::new();
    put(&mut out, "aside", json!(range.aside), 0.0);
    // The variance between areas may lie beside 0, and is 0 exactly where it is 0.
    let beside = if range.tau2 == 0.0 { 0.0 } else { 1e-12 };
    out.insert("tau2".to_owned(), (number(range.tau2), 1e-10, beside));
    put(&mut out, "own_variance", list(&figures, |figure| range.own_variance(figure.size)), 1e-10);
    // A log ratio beside 0 has the rounding of its parts.
    let fields = [
        ("mean", number(range.mean)),
        ("estimate", list(&figures, |figure| figure.estimate)),
        ("z", list(&figures, |figure| range.z(figure))),
        ("lower95", limits(0, |limits| limits.lower)),
        ("upper95", limits(0, |limits| limits.upper)),
        ("lower998", limits(1, |limits| limits.lower)),
        ("upper998", limits(1, |limits| limits.upper)),
    ];
    out.extend(fields.into_iter().map(|(field, value)| (field.to_owned(), (value, 1e-10, 1e-14))));
    out
}

/// The range of each area's rank, which is off by at most one place, and among hundreds by one in a hundred more.
pub fn rank(inputs: &Value) -> Computed {
    let exposures = floats(inputs, "population");
    let counts = whole(inputs, "counts");
    let areas: Vec<Exposed> =
        counts.into_iter().zip(exposures).map(|(count, exposure)| Exposed { count, exposure }).collect();
    let made: Vec<RankRange> = (0..areas.len()).map(|area| rank_range(&areas, area, 0.95, 0.0).unwrap()).collect();
    let place = |f: &dyn Fn(&RankRange) -> usize| Value::from(made.iter().map(f).collect::<Vec<_>>());
    let near = 1.0 + (areas.len() / 100) as f64;
    let mut out = Computed::new();
    put(&mut out, "rate_rank_desc", place(&|rank| rank.place), 0.0);
    out.insert("rank_lower".to_owned(), (place(&|rank| rank.lower), 0.0, near));
    out.insert("rank_upper".to_owned(), (place(&|rank| rank.upper), 0.0, near));
    out
}
