//! Arithmetic on ranges: a figure is published rounded, so the true one lies in a range around it.

/// A number as printed, with the lowest and the highest that it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lowest.
    pub low: f64,
    /// As printed, or worked out from what was printed.
    pub value: f64,
    /// The highest.
    pub high: f64,
}

impl Range {
    /// A number known exactly.
    pub fn exactly(value: f64) -> Self {
        Self { low: value, value, high: value }
    }

    /// A number that may be off by `half_width` either way.
    pub fn around(value: f64, half_width: f64) -> Self {
        Self { low: value - half_width, value, high: value + half_width }
    }

    /// Whether it is known exactly.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, value: self.value + other.value, high: self.high + other.high }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, value: self.value - other.value, high: self.high - other.low }
    }

    pub(super) fn times(self, factor: f64) -> Self {
        let (a, b) = (self.low * factor, self.high * factor);
        Self { low: a.min(b), value: self.value * factor, high: a.max(b) }
    }

    /// The quotient; none if either may be negative, or the divisor zero.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        (other.low > 0.0 && self.low >= 0.0).then(|| Self {
            low: self.low / other.high,
            value: self.value / other.value,
            high: self.high / other.low,
        })
    }

    /// The change from this to a later one, in per cent of this.
    pub(super) fn change_to(self, later: Self) -> Option<Self> {
        let ratio = later.over(self)?;
        Some(Self {
            low: 100.0 * (ratio.low - 1.0),
            value: 100.0 * (ratio.value - 1.0),
            high: 100.0 * (ratio.high - 1.0),
        })
    }

    pub(super) fn absolute(self) -> Self {
        if self.value >= 0.0 {
            return self;
        }
        Self { low: -self.high, value: -self.value, high: -self.low }
    }
}
