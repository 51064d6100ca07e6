//! Answers that depend on all areas' figures in two periods, whichever areas are in focus. Each is worked out once:
//! doing it again for each tooltip over 35,000 areas would take longer than answering.

use std::cell::OnceCell;
use std::rc::Rc;

use super::usual::Usual;
use super::{Comparison, Quantity, Subject};
use crate::order::ascending;

/// The answers that depend on all areas and two periods of a dataset.
#[derive(Debug, Default)]
pub struct SharedAnswers {
    changes: OnceCell<Rc<Usual>>,
    rates: OnceCell<Rc<Usual>>,
    /// The indices of all areas, highest standing first, for each [`Quantity`].
    orders: [OnceCell<Vec<usize>>; Quantity::ALL.len()],
}

impl SharedAnswers {
    pub(super) fn changes(&self, comparison: &Comparison<'_>) -> &Rc<Usual> {
        self.changes.get_or_init(|| Rc::new(Usual::changes(comparison)))
    }

    pub(super) fn rates(&self, comparison: &Comparison<'_>) -> &Rc<Usual> {
        self.rates.get_or_init(|| Rc::new(Usual::rates(comparison)))
    }

    pub(super) fn order(&self, comparison: &Comparison<'_>) -> &[usize] {
        let order = || {
            let mut keys = Vec::new();
            for area in comparison.areas() {
                keys.push(-Comparison::standing(comparison.both(Subject::Area(area))));
            }
            ascending(&keys)
        };
        self.orders[comparison.choice.quantity as usize].get_or_init(order)
    }
}
