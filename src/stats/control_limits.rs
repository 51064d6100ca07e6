//! The range expected of an area that is like the benchmark: a statement about the benchmark, not about the area.

/// Control limits, as drawn on a funnel plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlLimits {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// Share of areas like the benchmark that fall inside: 0.95 or 0.998 by custom.
    pub coverage: f64,
}
