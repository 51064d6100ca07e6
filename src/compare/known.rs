//! Answers that depend on all areas' figures in two periods, whichever areas are in focus. Each is worked out once:
//! doing it again for each tooltip over 35,000 areas would take longer than answering.

use std::cell::OnceCell;
use std::rc::Rc;

use super::verdict::Usual;
use super::{ChangeFunnel, Comparison, NoFunnel, Quantity, RateFunnel, Subject, change_funnel, rate_funnel};
use crate::data::Dataset;
use crate::order::ascending;

/// The answers that depend on all areas and two periods of a dataset.
#[derive(Debug)]
pub struct SharedAnswers {
    /// How much their changes usually vary.
    pub(super) usual: Usual,
    rates: OnceCell<Result<Rc<RateFunnel>, NoFunnel>>,
    changes: OnceCell<Result<Rc<ChangeFunnel>, NoFunnel>>,
    /// The indices of all areas, highest standing first, for each [`Quantity`].
    orders: [OnceCell<Vec<usize>>; Quantity::ALL.len()],
}

impl SharedAnswers {
    pub(super) fn between(dataset: &Dataset, earlier: usize, later: usize) -> Self {
        let usual = Usual::between(dataset, earlier, later);
        Self { usual, rates: OnceCell::new(), changes: OnceCell::new(), orders: Default::default() }
    }

    pub(super) fn rates(&self, comparison: &Comparison<'_>) -> Result<Rc<RateFunnel>, NoFunnel> {
        self.rates.get_or_init(|| rate_funnel::of(comparison).map(Rc::new)).clone()
    }

    pub(super) fn changes(&self, comparison: &Comparison<'_>) -> Result<Rc<ChangeFunnel>, NoFunnel> {
        self.changes.get_or_init(|| change_funnel::of(comparison).map(Rc::new)).clone()
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
