//! A range of plausible values that carries its confidence and its method, so that neither is lost on the way to print.

/// How the limits were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Garwood's exact limits of a Poisson count: at most half the error in either tail.
    ExactPoisson,
    /// Poisson limits that give half of the observed probability to each tail.
    MidPPoisson,
    /// Byar's cube-root approximation to the exact Poisson limits.
    Byar,
    /// Ratio of two rates: Clopper-Pearson limits of the conditional binomial; guaranteed, conservative.
    ExactRatio,
    /// Ratio of two rates: mid-p limits of the conditional binomial.
    MidPRatio,
    /// Ratio of two rates: score limits, in closed form.
    ScoreRatio,
    /// The range between which areas of a size usually lie.
    UsualRange,
    /// The range that a test of chance alone does not reject.
    ChanceAlone,
    /// Ratio of ratios: limits of the conditional (noncentral hypergeometric) law; guaranteed, conservative.
    ConditionalExact,
    /// Ratio of ratios: mid-p limits of the same law.
    ConditionalMidP,
    /// Wilson's score interval of a share.
    Wilson,
    /// Wilson's score intervals of several shares of one whole, at an error divided by their number.
    Goodman,
}

/// A confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit; infinite where the data set no bound.
    pub upper: f64,
    /// Confidence level, between 0 and 1: 0.95, not 95.
    pub confidence: f64,
    /// How the limits were made.
    pub method: Method,
}

/// A value and the interval about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value itself, in the unit of the function that made it.
    pub value: f64,
    /// Its interval, in the same unit.
    pub interval: Interval,
}

impl Interval {
    /// Whether `x` lies between the limits, the limits included.
    pub fn contains(&self, x: f64) -> bool {
        self.lower <= x && x <= self.upper
    }

    /// The interval in another unit: both limits times `k`, which must be positive to keep them in order.
    pub fn scale(self, k: f64) -> Interval {
        Interval { lower: self.lower * k, upper: self.upper * k, ..self }
    }
}

/// The probability left to each tail: (1 - confidence) / 2, or `None` unless 0 < confidence < 1.
pub(super) fn each_tail(confidence: f64) -> Option<f64> {
    (confidence > 0.0 && confidence < 1.0).then_some((1.0 - confidence) / 2.0)
}
