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

impl ControlLimits {
    /// Whether `x` lies between the limits, the limits included.
    pub fn contains(&self, x: f64) -> bool {
        self.lower <= x && x <= self.upper
    }

    /// The limits in another unit: both times `k`, which must be positive to keep them in order.
    pub fn scale(self, k: f64) -> ControlLimits {
        ControlLimits { lower: self.lower * k, upper: self.upper * k, ..self }
    }
}
