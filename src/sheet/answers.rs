//! Answers to the questions on a sheet: lines of a recipe that is not whole yet.

use toml::{Table, Value};

use super::{FileName, Problem};

/// The answers that have been given, by their keys.
#[derive(Clone, Debug, Default)]
pub struct Answers(Table);

impl Answers {
    /// Reads lines such as `counts.columns.count = "Deaths"`. A later line replaces an earlier one with the same key.
    /// Fails if a line is no entry of a recipe.
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Self, Problem> {
        let mut all = Table::new();
        for line in lines.into_iter().filter(|line| !line.trim().is_empty()) {
            let read: Table = toml::from_str(line).map_err(|error| {
                let name = FileName { path: "answer".into(), sheet: None };
                let help = "write it as a line of a recipe, such as counts.columns.count = \"Deaths\"";
                Problem::of_file(&name, format!("“{line}” is no answer: {}", error.message()), help)
            })?;
            merge(&mut all, read);
        }
        if let Some(key) = unknown(&all) {
            let name = FileName { path: "answer".into(), sheet: None };
            let help = format!("an answer has one of these keys: {}", KEYS.join(", "));
            return Err(Problem::of_file(&name, format!("no question has an answer with the key {key}"), help));
        }
        Ok(Self(all))
    }

    fn value(&self, key: &[&str]) -> Option<&Value> {
        let (first, rest) = key.split_first()?;
        let mut value = self.0.get(*first)?;
        for part in rest {
            value = value.get(*part)?;
        }
        Some(value)
    }

    /// The text that was answered under a key.
    pub fn text(&self, key: &[&str]) -> Option<&str> {
        self.value(key)?.as_str()
    }

    /// The texts that were answered under a key.
    pub fn texts(&self, key: &[&str]) -> Option<Vec<String>> {
        let list = self.value(key)?.as_array()?;
        Some(list.iter().filter_map(|text| text.as_str().map(String::from)).collect())
    }

    /// Whether a key was answered with true or false.
    pub fn says(&self, key: &[&str]) -> Option<bool> {
        self.value(key)?.as_bool()
    }

    /// The numbers of rows that were answered under a key: one, or a list.
    pub fn rows(&self, key: &[&str]) -> Vec<u64> {
        let row = |value: &Value| value.as_integer().and_then(|row| u64::try_from(row).ok());
        match self.value(key) {
            Some(Value::Array(rows)) => rows.iter().filter_map(row).collect(),
            Some(value) => row(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The entries of a table: a text by another.
    pub fn pairs(&self, key: &[&str]) -> Vec<(String, String)> {
        let table = self.value(key).and_then(Value::as_table);
        let pairs = table.into_iter().flatten();
        pairs.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_string()))).collect()
    }

    /// The columns that answers name.
    pub fn columns(&self) -> Vec<String> {
        let single = ["area", "period", "count"].iter().filter_map(|name| self.text(&["counts", "columns", name]));
        let picked = self.pairs(&["counts", "only"]).into_iter().map(|(column, _)| column);
        let figures = self.texts(&["counts", "columns", "figures"]).unwrap_or_default();
        single.map(String::from).chain(picked).chain(figures).collect()
    }

    /// The periods that were answered, each with its entries.
    pub fn periods(&self) -> Option<Vec<Table>> {
        let list = self.value(&["periods"])?.as_array()?;
        Some(list.iter().filter_map(|period| period.as_table().cloned()).collect())
    }
}

/// The keys that answers have. Those that end in a point have any name behind it.
const KEYS: [&str; 15] = [
    "counts.sheet",
    "counts.header",
    "counts.columns.area",
    "counts.columns.period",
    "counts.columns.count",
    "counts.columns.figures",
    "counts.rows.",
    "counts.only.",
    "counts.add_up",
    "counts.count_rows",
    "counts.hidden",
    "counts.thousands",
    "markers.",
    "measure.kind",
    "periods",
];

/// The first key of a table that no answer has.
fn unknown(all: &Table) -> Option<String> {
    fn walk(table: &Table, within: &str) -> Option<String> {
        table.iter().find_map(|(name, value)| {
            let key = format!("{within}{name}");
            let open = KEYS.iter().any(|known| known.ends_with('.') && key.starts_with(known));
            match value {
                _ if open || KEYS.contains(&key.as_str()) => None,
                Value::Table(inner) if KEYS.iter().any(|known| known.starts_with(&format!("{key}."))) => {
                    walk(inner, &format!("{key}."))
                }
                _ => Some(key),
            }
        })
    }
    walk(all, "")
}

/// Puts the entries of one table over those of another.
fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(known)), Value::Table(more)) => merge(known, more),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}
