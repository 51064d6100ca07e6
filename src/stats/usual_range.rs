//! Between which figures do areas of this size usually lie? An area is compared with what areas like it did, all on the
//! log scale: each figure has its own variance, which chance gives it, and between the areas there is a variance beyond
//! chance.
//!
//! The variance between areas is the estimate of Paule and Mandel (1982, Journal of Research of the National Bureau of
//! Standards 87:377), which is as large as the differences ask for. Before it is used, areas that lie far from all
//! others are set aside, so that one wild figure does not make everything else look usual.

use super::ratio::Exposed;
use super::student::two_sided_t;

/// Fewer areas than this say too little about what is usual.
pub const FEWEST_AREAS: usize = 10;

/// How many standard deviations of a normal law to either side hold 95% and 99.8% of it. They stand here as numbers: to
/// work them out would take more code than everything else here.
pub const REACHES: [f64; 2] = [1.959_963_984_540_054, 3.090_232_306_167_813_5];

/// The share of areas that a prediction range must hold for an area outside it to be set aside; also the outer of the
/// two ranges.
const FAR: f64 = 0.998;

/// With fewer events expected in either period, the halves that are added to the counts no longer carry the skew of
/// chance: changes of 12 to 15 events lie far outside seven times too often.
const FEWEST_IN_A_PERIOD: f64 = 10.0;

/// With fewer events expected, rates lie far below their range four to ten times too often.
const FEWEST_FOR_A_RATE: f64 = 30.0;

/// No more areas than this are set aside, and no more than one in ten.
const MOST_ASIDE: usize = 10;

/// Newton's method needs four to eight evaluations; no input needs more than this.
const MOST_STEPS: usize = 40;

/// How large an area is, in what decides how far chance moves its figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// For a change: events in both periods together, and the later exposure over the earlier one.
    Events {
        /// Events in both periods.
        both: f64,
        /// The later exposure over the earlier one.
        exposures: f64,
    },
    /// For a rate: its exposure, such as people.
    Exposure(f64),
}

/// An area's figure on the log scale, with half an event added to each count, and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogFigure {
    /// ln((later + ½) / (earlier + ½)) less the log of the exposures' ratio, or ln((count + ½) / exposure).
    pub estimate: f64,
    /// Its variance by chance: 1 / (count + ½), summed over its counts.
    pub variance: f64,
    /// The area's size.
    pub size: Size,
}

impl LogFigure {
    /// A change from an earlier count to a later one. `None` for a count above 2³² and for an exposure that is not
    /// positive and finite.
    pub fn change(later: Exposed, earlier: Exposed) -> Option<Self> {
        let ((later, second), (earlier, first)) = (later.numbers()?, earlier.numbers()?);
        let exposures = second / first;
        Some(Self {
            estimate: ((later + 0.5) / (earlier + 0.5)).ln() - exposures.ln(),
            variance: 1.0 / (earlier + 0.5) + 1.0 / (later + 0.5),
            size: Size::Events { both: earlier + later, exposures },
        })
    }

    /// A rate. `None` as for [`Self::change`].
    pub fn rate(area: Exposed) -> Option<Self> {
        let (count, exposure) = area.numbers()?;
        let estimate = ((count + 0.5) / exposure).ln();
        Some(Self { estimate, variance: 1.0 / (count + 0.5), size: Size::Exposure(exposure) })
    }
}

/// What areas usually do.
#[derive(Clone, Debug, PartialEq)]
pub struct UsualRange {
    /// The common log change, or log rate: the mean of the areas, weighted by how sure each is.
    pub mean: f64,
    /// The variance between areas beyond chance; 0 where they differ no more than chance makes them.
    pub tau2: f64,
    /// The places of the areas that were set aside, in the order in which they were found.
    pub aside: Vec<usize>,
}

/// The limits of a range of figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit; infinite where even all events in the later period would be inside.
    pub upper: f64,
}

/// The range that is usual for areas of each size, from at least ten areas' figures; `None` from fewer.
///
/// Setting aside: the area furthest from the mean, in its own and the areas' standard deviations, is left out if it
/// lies beyond the range that the others predict for 99.8% of areas (by Student's t with two degrees of freedom less
/// than there are areas, itself included). Then the next, up to a tenth of the areas and to ten of them, and never so
/// that fewer than ten remain. Of areas equally far out the first is left out first.
pub fn usual_range(areas: &[LogFigure]) -> Option<UsualRange> {
    if areas.len() < FEWEST_AREAS {
        return None;
    }
    let most = (areas.len() / 10).min(MOST_ASIDE).min(areas.len() - FEWEST_AREAS);
    let mut within = Vec::new();
    for at in 0..areas.len() {
        within.push(at);
    }
    let mut fit = Fit::of(areas, &within);
    let mut aside = Vec::new();
    while aside.len() < most {
        let (mut furthest, mut place) = (0.0, 0);
        for (at, &area) in within.iter().enumerate() {
            let out = fit.distance(&areas[area], fit.tau2);
            if out > furthest {
                (furthest, place) = (out, at);
            }
        }
        let area = within[place];
        let mut others = Vec::new();
        for &other in &within {
            if other != area {
                others.push(other);
            }
        }
        let without = Fit::of(areas, &others);
        let t = without.distance(&areas[area], without.tau2 + without.variance);
        if two_sided_t(t, others.len() as u32 - 1) >= 1.0 - FAR {
            break;
        }
        aside.push(area);
        (within, fit) = (others, without);
    }
    Some(UsualRange { mean: fit.mean, tau2: fit.tau2, aside })
}

/// The areas' mean, and the variance between them.
struct Fit {
    mean: f64,
    tau2: f64,
    /// The variance of the mean.
    variance: f64,
}

impl Fit {
    /// The estimate of Paule and Mandel: the variance between areas at which the weighted squares of their distances
    /// from the mean sum to their number less one; 0 where the sum is smaller even then.
    ///
    /// With Q the sum, 1 / Q is concave in the variance, and nearly a straight line: Newton's method on it comes from
    /// below and never steps too far.
    fn of(areas: &[LogFigure], within: &[usize]) -> Self {
        let wanted = within.len() as f64 - 1.0;
        let mut tau2 = 0.0;
        let mut sums = Sums::at(areas, within, tau2);
        for _ in 0..MOST_STEPS {
            let step = (sums.squares / wanted - 1.0) * sums.squares / sums.fall;
            // Rounding leaves a step of a few last digits, and no step where the areas are all alike.
            if step.is_nan() || step <= 1e-15 * tau2 {
                break;
            }
            tau2 += step;
            sums = Sums::at(areas, within, tau2);
        }
        Self { mean: sums.mean, tau2, variance: 1.0 / sums.weights }
    }

    /// How far an area's figure lies from the mean, in standard deviations: of chance at its size, and of the variance
    /// given.
    fn distance(&self, area: &LogFigure, variance: f64) -> f64 {
        ((area.estimate - self.mean) / (variance + area.size.variance(self.mean)).sqrt()).abs()
    }
}

/// What the estimate is made from, at one variance between areas.
struct Sums {
    weights: f64,
    mean: f64,
    /// The weighted squares of the distances from the mean.
    squares: f64,
    /// How fast those fall with the variance between areas.
    fall: f64,
}

impl Sums {
    fn at(areas: &[LogFigure], within: &[usize], tau2: f64) -> Self {
        #[cfg(test)]
        tests::EVALUATIONS.set(tests::EVALUATIONS.get() + 1);
        let (mut weights, mut sum) = (0.0, 0.0);
        for &area in within {
            let weight = 1.0 / (areas[area].variance + tau2);
            weights += weight;
            sum += weight * areas[area].estimate;
        }
        let mean = sum / weights;
        let (mut squares, mut fall) = (0.0, 0.0);
        for &area in within {
            let weight = 1.0 / (areas[area].variance + tau2);
            let gap = areas[area].estimate - mean;
            squares += weight * gap * gap;
            fall += weight * weight * gap * gap;
        }
        Self { weights, mean, squares, fall }
    }
}

impl Size {
    /// The variance by chance of an area of this size that does as the areas do in common.
    fn variance(self, mean: f64) -> f64 {
        match self {
            Self::Events { .. } => {
                let [earlier, later] = self.expected(mean);
                1.0 / (earlier + 0.5) + 1.0 / (later + 0.5)
            }
            Self::Exposure(_) => 1.0 / (self.expected(mean)[1] + 0.5),
        }
    }

    /// The events that the common change, or rate, gives an area of this size in the earlier and the later period; a
    /// rate has a later period only.
    fn expected(self, mean: f64) -> [f64; 2] {
        match self {
            Self::Events { both, exposures } => {
                let ratio = mean.exp() * exposures;
                [both / (1.0 + ratio), both * ratio / (1.0 + ratio)]
            }
            Self::Exposure(exposure) => [f64::INFINITY, exposure * mean.exp()],
        }
    }

    /// The plain figure of an area of this size at a place on the log scale: a ratio of rates, or a rate.
    ///
    /// For a change that is the split of its events whose halved log ratio is there; so that the plain figure and the
    /// limits always agree with the log figure. All events in one period are the end of the scale: 0, or infinity.
    fn plain(self, log: f64) -> f64 {
        match self {
            Self::Events { both, exposures } => {
                let odds = log.exp() * exposures;
                let later = ((both + 1.0) * (odds / (1.0 + odds)) - 0.5).max(0.0);
                let earlier = (both + 1.0) / (1.0 + odds) - 0.5;
                if earlier > 0.0 { later / earlier / exposures } else { f64::INFINITY }
            }
            Self::Exposure(exposure) => (log.exp() - 0.5 / exposure).max(0.0),
        }
    }
}

impl UsualRange {
    /// The variance by chance of an area of this size that does as the areas do in common.
    pub fn own_variance(&self, size: Size) -> f64 {
        size.variance(self.mean)
    }

    /// How far an area lies from the mean, in standard deviations of areas of its size; positive above.
    pub fn z(&self, area: &LogFigure) -> f64 {
        (area.estimate - self.mean) / self.deviation(area.size)
    }

    /// The limits that lie `z` standard deviations of areas of a size from the mean, on the log scale: [`REACHES`] hold
    /// 95% and 99.8% of them.
    pub fn log_limits(&self, size: Size, z: f64) -> Limits {
        let reach = z * self.deviation(size);
        Limits { lower: self.mean - reach, upper: self.mean + reach }
    }

    /// The same limits as plain figures: ratios of the later rate over the earlier one, or rates. `None` where the size is
    /// too small for a range: fewer than ten events expected in either period, or than thirty for a rate.
    pub fn limits(&self, size: Size, z: f64) -> Option<Limits> {
        let Limits { lower, upper } = self.log_limits(size, z);
        self.is_enough(size).then(|| Limits { lower: size.plain(lower), upper: size.plain(upper) })
    }

    /// Whether an area of this size has enough events for a range.
    pub fn is_enough(&self, size: Size) -> bool {
        let [earlier, later] = size.expected(self.mean);
        let fewest = match size {
            Size::Events { .. } => FEWEST_IN_A_PERIOD,
            Size::Exposure(_) => FEWEST_FOR_A_RATE,
        };
        earlier >= fewest && later >= fewest
    }

    fn deviation(&self, size: Size) -> f64 {
        (self.tau2 + size.variance(self.mean)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How often the sums were worked out.
        pub static EVALUATIONS: Cell<usize> = const { Cell::new(0) };
    }

    fn evaluations(areas: &[LogFigure]) -> usize {
        EVALUATIONS.set(0);
        let range = usual_range(areas).unwrap();
        assert!(range.tau2.is_finite() && range.mean.is_finite(), "{range:?}");
        EVALUATIONS.get()
    }

    fn area(later: u64, earlier: u64) -> LogFigure {
        let [later, earlier] = [later, earlier].map(|count| Exposed { count, exposure: 365.0 });
        LogFigure::change(later, earlier).unwrap()
    }

    /// A view of 35,000 areas must not wait for a root: however different the areas are, its search is short.
    #[test]
    fn the_variance_is_found_in_few_evaluations() {
        let counts = [0_u64, 1, 12, 300, 1 << 20, 1 << 31];
        for a in counts {
            for b in counts {
                for size in [10, 43, 2_000] {
                    let mut areas = Vec::new();
                    for at in 0..size {
                        areas.push(if at % 3 == 0 { area(a, b) } else { area(b + at % 7, a + at % 5) });
                    }
                    // At most eleven fits: one, and one for each area that is set aside or tried.
                    let most = 12 * (1 + (size as usize / 10).min(11));
                    let found = evaluations(&areas);
                    assert!(found <= most, "{found} evaluations for {size} areas of {a} and {b}");
                }
            }
        }
    }
}
