//! What follows from all areas' figures in two periods, whoever is in focus: worked out once, when first asked for.
//! Learning it anew for each tooltip over 35,000 areas would take longer than answering.

use std::cell::OnceCell;
use std::rc::Rc;

use super::verdict::Usual;
use super::{ChangeFunnel, Comparison, NoFunnel, RateFunnel, change_funnel, rate_funnel};
use crate::data::Dataset;

/// What is known of all areas between two periods of a dataset.
#[derive(Debug)]
pub struct Known {
    /// How much their changes usually vary.
    pub(super) usual: Usual,
    rates: OnceCell<Result<Rc<RateFunnel>, NoFunnel>>,
    changes: OnceCell<Result<Rc<ChangeFunnel>, NoFunnel>>,
}

impl Known {
    pub(super) fn between(dataset: &Dataset, earlier: usize, later: usize) -> Self {
        let usual = Usual::between(dataset, earlier, later);
        Self { usual, rates: OnceCell::new(), changes: OnceCell::new() }
    }

    pub(super) fn rates(&self, comparison: &Comparison<'_>) -> Result<Rc<RateFunnel>, NoFunnel> {
        self.rates.get_or_init(|| rate_funnel::of(comparison).map(Rc::new)).clone()
    }

    pub(super) fn changes(&self, comparison: &Comparison<'_>) -> Result<Rc<ChangeFunnel>, NoFunnel> {
        self.changes.get_or_init(|| change_funnel::of(comparison).map(Rc::new)).clone()
    }
}
