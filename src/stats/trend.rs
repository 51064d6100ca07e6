//! One rate of change for figures over three or more periods.
//!
//! ln(expected count) = intercept + slope · t + ln(exposure), t = 0, 1, ... by maximum likelihood (a Poisson regression
//! with logarithmic link). A line through periods that chance and circumstance have moved; it says nothing of the next.

use super::interval::{Estimate, Interval, Method};
use super::ratio::Exposed;
use super::special::half_deviance;
use super::student::{t_of, two_sided_t};

/// Steps that the search for the slope may take; Newton needs about six, bisection some sixty.
const MAX_STEPS: u32 = 200;

/// A log-linear trend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogLinearFit {
    /// Logarithm of the fitted rate in the first period.
    pub intercept: f64,
    /// Change of that logarithm from one period to the next.
    pub slope: f64,
    /// Standard error of the slope from chance alone.
    pub s: f64,
    /// Pearson's statistic of the scatter about the line: Σ(O - E)² / E.
    pub pearson: f64,
    /// The deviance of the same scatter.
    pub deviance: f64,
    /// Degrees of freedom left: the number of periods with a figure, less two.
    pub df: u32,
}

impl LogLinearFit {
    /// How much the counts scatter about the line: 1 if chance were all.
    pub fn phi(&self) -> f64 {
        self.pearson / f64::from(self.df)
    }

    /// The standard error widened by the scatter about the line (quasi-Poisson); never narrowed by it.
    pub fn s_widened(&self) -> f64 {
        self.s * self.phi().max(1.0).sqrt()
    }

    /// The factor from one period to the next, with an interval by [`s_widened`](Self::s_widened) and Student's t.
    /// `None` for a confidence outside (0, 1).
    ///
    /// Three periods leave one degree of freedom and t = 12.7 at 0.95: show the line, give no verdict.
    pub fn per_period(&self, confidence: f64) -> Option<Estimate> {
        let reach = t_of(confidence, f64::from(self.df))? * self.s_widened();
        let (lower, upper) = ((self.slope - reach).exp(), (self.slope + reach).exp());
        let interval = Interval { lower, upper, confidence, method: Method::LogLinearTrend };
        Some(Estimate { value: self.slope.exp(), interval })
    }

    /// Two-sided p-value against no trend, by the same standard error and law: below 1 - confidence exactly when the
    /// interval leaves out 1. `None` for three periods, which bear no verdict.
    pub fn p(&self) -> Option<f64> {
        (self.df > 1).then(|| two_sided_t(self.slope / self.s_widened(), f64::from(self.df)))
    }
}

/// The trend through the counts of consecutive periods; a missing one keeps its place in time.
///
/// All rates equal: slope 0 and p = 1. Zeros are counts like any other. `None` for fewer than three periods with a
/// figure; for fewer than two with events (the slope of a single one is unbounded, or means nothing); for a count above
/// 2³² or an exposure that is not positive and finite; and where exposures differ beyond what a double can hold.
pub fn trend(periods: &[Option<Exposed>]) -> Option<LogLinearFit> {
    let middle = periods.len().saturating_sub(1) as f64 / 2.0;
    let mut known = Vec::new();
    for (t, period) in periods.iter().enumerate() {
        if let Some(period) = period {
            let (count, exposure) = period.numbers()?;
            known.push(TimedCount { t: t as f64 - middle, count, exposure });
        }
    }
    let df = u32::try_from(known.len().checked_sub(2)?).ok()?;
    if df == 0 || known.iter().filter(|period| period.count > 0.0).count() < 2 {
        return None;
    }
    let events: f64 = known.iter().map(|period| period.count).sum();
    let centre = known.iter().map(|period| period.t * period.count).sum::<f64>() / events;

    // Given the sum of all counts, the fit is where the mean time of the fitted events is that of the recorded ones;
    // it rises with the slope, so one search with a bracket finds it. Exposures and counts at the ends of their
    // ranges need a slope of some 500.
    let (mut low, mut high) = (-1000.0, 1000.0);
    let mut slope = 0.0;
    for _ in 0..MAX_STEPS {
        let tilt = Tilt::new(&known, middle, slope);
        let gap = centre - tilt.mean;
        if gap > 0.0 {
            low = slope;
        } else {
            high = slope;
        }
        let step = gap / tilt.variance;
        let next = slope + step;
        // Convergence is quadratic: after a step this short the next would be lost in rounding.
        if step.abs() < 1e-9 {
            slope = next;
            break;
        }
        slope = if low < next && next < high { next } else { (low + high) / 2.0 };
    }

    let tilt = Tilt::new(&known, middle, slope);
    let level = events / tilt.total;
    let (mut pearson, mut deviance) = (0.0, 0.0);
    for period in &known {
        let expected = level * period.weight(middle, slope);
        let gap = period.count - expected;
        // Far down a steep line both are 0.
        pearson += if gap == 0.0 { 0.0 } else { gap * gap / expected };
        deviance += 2.0 * half_deviance(period.count, expected, gap);
    }
    let s = 1.0 / (events * tilt.variance).sqrt();
    let intercept = level.ln() - slope.abs() * middle - slope * middle;
    let finite = [intercept, slope, s, pearson, deviance].iter().all(|x| x.is_finite());
    finite.then_some(LogLinearFit { intercept, slope, s, pearson, deviance, df })
}

/// A period with a figure, its time counted from the middle.
struct TimedCount {
    t: f64,
    count: f64,
    exposure: f64,
}

impl TimedCount {
    /// In proportion to the events expected; scaled so that it cannot overflow.
    fn weight(&self, middle: f64, slope: f64) -> f64 {
        self.exposure * (slope * self.t - slope.abs() * middle).exp()
    }
}

/// Sum, mean and variance in time of the expected events.
struct Tilt {
    total: f64,
    mean: f64,
    variance: f64,
}

impl Tilt {
    fn new(known: &[TimedCount], middle: f64, slope: f64) -> Tilt {
        let moment = |f: &dyn Fn(f64) -> f64| -> f64 {
            known.iter().map(|period| period.weight(middle, slope) * f(period.t)).sum()
        };
        let total = moment(&|_| 1.0);
        let mean = moment(&|t| t) / total;
        Tilt { total, mean, variance: moment(&|t| (t - mean) * (t - mean)) / total }
    }
}
