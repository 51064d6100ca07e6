//! What the engine that readers load first leaves to the other: figures to take along, and the table.

use wasm_bindgen::prelude::*;

use super::tree::{Record, Tree, list};
use super::{Widget, to_js};
use crate::compare::{NoChange, Quantity, Subject};
use crate::data::Date;
use crate::stats::Estimate;
use crate::table::{self, Table};
use crate::words;

#[wasm_bindgen]
impl Widget {
    /// A figure as numbers, the value before its limits: of an area, or of the nation, which stands after the last area;
    /// of a quantity by its place, or, after the last of them, of the change that chance alone limits. With the change
    /// comes whether daily averages are compared, or the note of the break that leaves nothing to compare.
    pub fn figure(&self, area: usize, period: usize, quantity: usize) -> JsValue {
        let mut comparison = self.comparison();
        let subject = if area < self.dataset.areas.len() { Subject::Area(area) } else { Subject::Nation };
        let wanted = Quantity::ALL.get(quantity);
        comparison.choice.quantity = *wanted.unwrap_or(&Quantity::Change);
        let estimate = match wanted {
            Some(_) => comparison.value(subject, period),
            None => comparison.change(subject).ok().and_then(|change| change.percentage()),
        };
        let mut figure = Record::default();
        if wanted.is_none() {
            match comparison.plain_change(subject) {
                Ok(change) => figure.flag("daily", change.is_by_day()),
                Err(NoChange::Broken(at)) => figure.fixed("broken", &self.dataset.breaks[at].note),
                Err(_) => {}
            }
        }
        // An amount has no limits.
        if let Some(value) = estimate.map(|estimate| estimate.value).or_else(|| comparison.point(subject, period)) {
            figure.number("value", value);
        }
        if let Some(Estimate { interval, .. }) = estimate {
            figure.number("lower", interval.lower);
            figure.number("upper", interval.upper);
        }
        to_js(&Tree::Record(figure))
    }

    /// A day as the payload's own words write it, for browsers know the months of few languages; none where it has no words
    /// of its own.
    pub fn day(&self, day: &str) -> Option<String> {
        self.language?;
        words::speak(self.language);
        Date::parse(day).map(words::date)
    }

    /// Every figure.
    pub fn table(&self) -> JsValue {
        to_js(&in_full(&table::table(&self.comparison())))
    }
}

fn in_full(table: &Table) -> Tree {
    let mut record = Record::default();
    record.fixed("caption", &table.caption);
    record.list("columns", &table.columns, |column| {
        let mut heading = Record::default();
        heading.fixed("id", column.id);
        heading.fixed("label", &column.label);
        heading.flag("numeric", column.numeric);
        Tree::Record(heading)
    });
    record.list("rows", &table.rows, |row| {
        let mut record = Record::default();
        record.fixed("id", &row.id);
        record.flag("focus", row.focus);
        record.texts("cells", &row.cells);
        record.put("keys", list(&row.keys, |key| key.map_or(Tree::Nothing, Tree::Number)));
        Tree::Record(record)
    });
    Tree::Record(record)
}
