//! Writes payloads that [`Payload::read`] reads back unchanged, and implements [`Json`] for the native program.

use serde_json::{Map, Value, json};

use super::{
    Area, FORMAT, Json, Marker, MeasureKind, Nation, Noun, Observation, Particulars, Payload, Population, Source,
};

impl Json for &Value {
    fn field(&self, key: &str) -> Option<Self> {
        self.get(key).filter(|value| !value.is_null())
    }

    fn length(&self) -> Option<usize> {
        self.as_array().map(Vec::len)
    }

    fn item(&self, at: usize) -> Option<Self> {
        self.get(at).filter(|value| !value.is_null())
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(String::from)
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

/// The payload as a JSON document, without empty fields. Equal payloads give equal documents.
pub fn write(Payload { dataset, about }: &Payload) -> Value {
    let columns = &dataset.columns;
    let mut out = object([
        ("format", json!(FORMAT)),
        ("title", json!(dataset.title)),
        ("language", json!(about.language)),
        (
            "measure",
            Value::Object(object([
                ("label", json!(dataset.measure)),
                ("singular", json!(dataset.event.singular)),
                ("plural", json!(dataset.event.plural)),
                ("counted", counted(&dataset.event)),
                ("kind", json!((dataset.kind == MeasureKind::Amount).then_some("amount"))),
            ])),
        ),
        (
            "noun",
            Value::Object(object([
                ("singular", json!(dataset.noun.singular)),
                ("plural", json!(dataset.noun.plural)),
                ("counted", counted(&dataset.noun)),
            ])),
        ),
        ("source", about.source.as_ref().map_or(Value::Null, source)),
        ("sources", list(&about.sources, source)),
        ("caveats", json!(about.caveats)),
        ("support", list(&about.support, |line| json!({"label": line.label, "number": line.number}))),
        (
            "periods",
            list(&dataset.periods, |period| {
                let (start, end) = (period.start().to_string(), period.end().to_string());
                json!({"id": period.id, "label": period.label, "start": start, "end": end})
            }),
        ),
        ("areas", Value::Array(dataset.areas.iter().zip(&about.areas).map(area).collect())),
        ("counts", list(columns, |column| list(&column.counts, observation))),
        ("nation", dataset.nation.as_ref().map_or(Value::Null, nation)),
    ]);
    if columns.iter().any(|column| column.populations.iter().any(Option::is_some)) {
        out.insert("populations".into(), list(columns, |column| list(&column.populations, population)));
    }
    out.insert(
        "flags".into(),
        list(&dataset.flags, |(area, period, flags)| {
            let flags: String = flags.iter().collect();
            json!({"area": dataset.areas[*area].id, "period": dataset.periods[*period].id, "flags": flags})
        }),
    );
    out.insert(
        "breaks".into(),
        list(&dataset.breaks, |b| {
            let area = b.area.map(|area| &dataset.areas[area].id);
            Value::Object(object([
                ("period", json!(dataset.periods[b.period].id)),
                ("area", json!(area)),
                ("note", json!(b.note)),
            ]))
        }),
    );
    if let Some(categories) = &dataset.categories {
        let periods: Vec<_> = categories.periods.iter().map(|&period| &dataset.periods[period].id).collect();
        let parts =
            list(&categories.parts, |part| json!({"label": part.label, "count": part.count, "derived": part.derived}));
        out.insert("categories".into(), json!({"periods": periods, "total": categories.total, "parts": parts}));
    }
    out.retain(|_, value| !is_void(value));
    Value::Object(out)
}

/// The forms after numbers, where the language has its own.
fn counted(noun: &Noun) -> Value {
    if noun.counted.is_empty() {
        return Value::Null;
    }
    noun.counted.iter().map(|(form, word)| (form.id().to_string(), json!(word))).collect()
}

fn is_void(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// An object without the fields that are null or empty.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields.into_iter().filter(|(_, value)| !is_void(value)).map(|(key, value)| (key.into(), value)).collect()
}

fn list<T>(items: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(one).collect())
}

fn observation(observation: &Observation) -> Value {
    match observation {
        Observation::Count(count) => json!(count.get()),
        Observation::Amount(amount) => json!(amount.get()),
        Observation::Marker(Marker::Missing) => Value::Null,
        Observation::Marker(marker) => json!(marker.shorthand()),
    }
}

fn population(population: &Option<Population>) -> Value {
    json!(population.map(Population::get))
}

fn source(source: &Source) -> Value {
    Value::Object(object([
        ("name", json!(source.name)),
        ("title", json!(source.title)),
        ("url", json!(source.url)),
        ("published", json!(source.published.map(|date| date.to_string()))),
    ]))
}

fn area((area, particulars): (&Area, &Particulars)) -> Value {
    Value::Object(object([
        ("id", json!(area.id)),
        ("name", json!(area.name)),
        ("official", json!(particulars.official)),
        ("code", json!(particulars.code)),
        ("kind", json!(particulars.kind)),
        ("group", json!(area.group)),
        ("noRate", json!(area.no_rate.then_some(true))),
        ("aliases", json!(particulars.aliases)),
        ("source", json!(particulars.source)),
        ("note", json!(area.note)),
    ]))
}

fn nation(nation: &Nation) -> Value {
    let mut out = object([
        ("name", json!(nation.name)),
        ("short", json!(nation.short)),
        ("counts", list(&nation.counts, observation)),
        ("areasSum", json!(nation.areas_sum)),
        ("note", json!(nation.note)),
    ]);
    if nation.populations.iter().any(Option::is_some) {
        out.insert("populations".into(), list(&nation.populations, population));
    }
    Value::Object(out)
}
