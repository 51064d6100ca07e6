//! Finds the state in which the element's chart shows a finding's figures.

use serde_json::{Map, Value, json};

use crate::claims::{Facts, Finding};
use crate::data::Dataset;

/// The state as `setState` takes it: areas and periods by identifier, and a view or a measure if only one of them shows
/// the figure.
pub fn shown(finding: &Finding, facts: &Facts, dataset: &Dataset) -> Value {
    let (mut areas, mut periods) = (Vec::new(), Vec::new());
    let mut out = Map::new();
    for cell in &finding.cells {
        let [area, time, measure] = facts.named(*cell);
        if let Some(area) = dataset.areas.iter().find(|own| own.name == area) {
            push(&mut areas, &area.id);
        }
        // A figure over two periods is named after both.
        for label in time.split('+') {
            if let Some(period) = dataset.periods.iter().find(|own| own.label == label) {
                push(&mut periods, &period.id);
            }
        }
        if measure.starts_with("category: ") {
            out.insert("view".into(), json!("breakdown"));
        }
    }
    let order = |id: &String| dataset.periods.iter().position(|period| period.id == *id);
    periods.sort_by_key(order);
    if finding.kind == "per_capita" {
        out.insert("measure".into(), json!("rate"));
    } else if finding.kind.ends_with("count") {
        out.insert("measure".into(), json!("count"));
    }
    out.insert("areas".into(), json!(areas));
    out.insert("periods".into(), json!(periods));
    Value::Object(out)
}

fn push(ids: &mut Vec<String>, id: &str) {
    if !ids.iter().any(|own| own == id) {
        ids.push(id.into());
    }
}
