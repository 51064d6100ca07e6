//! The two averages of areas' rates. They often differ by a lot, so neither is called just "the average".

use super::ratio::Exposed;

/// The rate of all areas taken as one: large areas count for more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// Events of all areas.
    pub events: f64,
    /// Exposure of all areas.
    pub exposure: f64,
}

impl Pooled {
    /// The totals. `None` without areas, and for a count above 2³² or an exposure that is not positive and finite.
    pub fn new(areas: &[Exposed]) -> Option<Pooled> {
        let mut total = Pooled { events: 0.0, exposure: 0.0 };
        for area in areas {
            let (count, exposure) = area.numbers()?;
            total.events += count;
            total.exposure += exposure;
        }
        (!areas.is_empty()).then_some(total)
    }

    /// Events per `per` units of exposure.
    pub fn rate(&self, per: f64) -> f64 {
        self.events / self.exposure * per
    }

    /// Events expected of an area at this rate.
    pub fn expected(&self, exposure: f64) -> f64 {
        exposure * (self.events / self.exposure)
    }
}

/// The unweighted mean of areas' rates: every area counts alike, as in the average of a group of most similar forces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanOfRates {
    sum: f64,
    areas: f64,
}

impl MeanOfRates {
    /// The mean. `None` as for [`Pooled::new`].
    pub fn new(areas: &[Exposed]) -> Option<MeanOfRates> {
        let mut mean = MeanOfRates { sum: 0.0, areas: 0.0 };
        for area in areas {
            let (count, exposure) = area.numbers()?;
            mean.sum += count / exposure;
            mean.areas += 1.0;
        }
        (!areas.is_empty()).then_some(mean)
    }

    /// Events per `per` units of exposure.
    pub fn rate(&self, per: f64) -> f64 {
        self.sum / self.areas * per
    }
}
