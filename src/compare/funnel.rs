//! The funnel of the chosen quantity: of rates, or of changes.

use std::rc::Rc;

use super::{ChangeFunnel, Comparison, Limits, NoFunnel, Quantity, RateFunnel, Subject, Zone};
use crate::stats::ControlLimits;

/// A funnel of either kind, for those who draw it or speak of it and need not tell them apart.
#[derive(Clone, Debug)]
pub enum Funnel {
    /// Rates in the later period, by population.
    Rate(Rc<RateFunnel>),
    /// Changes, by events in both periods.
    Change(Rc<ChangeFunnel>),
}

/// An area's place on a funnel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunnelPoint {
    /// Its size: people, or events in both periods.
    pub size: f64,
    /// Its height: events per 100,000 people, or per cent ([`super::ChangePoint::place`]).
    pub value: f64,
    /// Where it lies among the control limits.
    pub zone: Zone,
    /// Its distance from the benchmark, in standard errors that include the variance between areas.
    pub z: f64,
}

/// The funnel of the chosen quantity. Counts and shares grow with an area's size, so they have the funnel of rates.
pub(super) fn of(comparison: &Comparison<'_>) -> Result<Funnel, NoFunnel> {
    match comparison.choice.quantity {
        Quantity::Change => comparison.change_funnel().map(Funnel::Change),
        _ => comparison.rate_funnel().map(Funnel::Rate),
    }
}

impl Funnel {
    /// The benchmark, in the unit of [`FunnelPoint::value`].
    pub fn target(&self) -> f64 {
        match self {
            Self::Rate(funnel) => funnel.target.value,
            Self::Change(funnel) => funnel.target.value,
        }
    }

    /// The variation that the limits allow for.
    pub fn allows(&self) -> Limits {
        match self {
            Self::Rate(funnel) => funnel.limits,
            Self::Change(funnel) => funnel.limits,
        }
    }

    /// How many areas are on it.
    pub fn with_figures(&self) -> usize {
        match self {
            Self::Rate(funnel) => funnel.with_figures,
            Self::Change(funnel) => funnel.with_figures,
        }
    }

    /// The control limits for an area of this size, in the unit of [`FunnelPoint::value`]; `None` where they cannot be worked
    /// out.
    pub fn limits(&self, size: f64, coverage: f64) -> Option<ControlLimits> {
        match self {
            Self::Rate(funnel) => funnel.limits(size, coverage),
            Self::Change(funnel) => funnel.limits(size.round() as u64, coverage),
        }
    }

    /// An area's place; `None` where it has none.
    pub fn spot(&self, comparison: &Comparison<'_>, area: usize) -> Option<FunnelPoint> {
        match self {
            Self::Rate(funnel) => {
                let point = funnel.areas.get(area)?.as_ref().ok()?;
                let people = comparison.population(Subject::Area(area), comparison.choice.later)? as f64;
                Some(FunnelPoint { size: people, value: point.rate, zone: point.zone, z: point.z_widened })
            }
            Self::Change(funnel) => {
                let point = funnel.areas.get(area)?.as_ref().ok()?;
                let size = point.events as f64;
                Some(FunnelPoint { size, value: point.place, zone: point.zone, z: point.z_widened })
            }
        }
    }
}
